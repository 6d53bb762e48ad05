"""The clauses of a sentence, cut and joined as its acts divide them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.parsing.acts import OPENING
from analysis.parsing.sentences import BRACKETED, Clause, Sentence, split_clauses

# 就防汛，抓好安全生产，…等工作进行了部署: one list over commas, from its first clause to its last.
_LIST_BEGINS = re.compile(r"^(?:会议|会上)?(?:还|并|分别|专题|重点)*(?:就|对)(?!此)(?:(?!进行|[作做][出了]).){3,}$")
_LIST_ENDS = re.compile(
    r"^(?:(?!进行|[作做][出了]).){2,}等(?:方面)?(?:的)?(?:重点|有关|相关|各项|具体|当前)*(?:工作|事项|事宜|问题|任务)*(?:进行|作出|做出)了?"
)
_LONGEST = 12  # clauses of such a list
_IN_NO_LIST = re.compile("会议|强调|要求|指出|认为|了|要|必须")
_HEARD_AND = re.compile(
    r"(?:汇报|报告|通报)并(?=[^，。]{0,10}《)|(?:精神|讲话|指示|批示|论述)(?:并(?=(?:研究|讨论|部署|安排|听取|审议))|和(?=研究|部署))"
    r"|(?:议题|事项|工作|问题|情况)并(?=[就对][^，。；]{2,40}(?:进行|作了|做了|作出))"
)
_ACTS_IN_A_ROW = re.compile(
    r"[、并](?=(?:并|还|又|书面|专题|集体|分别)*(?:听取|审议|研究|讨论|传达|学习|通报|审定|通过|部署|安排|确定|决定)[^，。；、《]{0,6}了)"
)
# The same without 了, where what stands before is a matter to its end (传达甲会议精神、研究防汛工作).
_MATTER_ENDS = (
    "精神", "讲话", "汇报", "报告", "情况", "工作", "事项", "方案", "办法", "意见", "通知", "文件", "批示", "指示",
    "问题", "事宜", "》",
)  # fmt: skip
_ACT_AFTER_MATTER = re.compile(
    rf"、(?:{'|'.join(f'(?<={end}、)' for end in _MATTER_ENDS)})"
    r"(?=(?:专题|集中|集体|书面|分别|认真|并)*(?:听取|审议|研究|讨论|传达|学习|通报|审定|部署|安排)(?:学习|研究|部署|贯彻|落实|讨论|通过)*(?!型|者|处理)[^，。；、]{3,})"
)
_ONE_REPORT = re.compile("关于.*的(?:报告|汇报|意见|说明|议案|通报)$")
_SHORTEST = 4  # characters from one act to the next


def cut_clauses(sentence: Sentence) -> list[Clause]:
    """The clauses of a sentence: a list that one act closes is one, and a clause of two acts is two."""
    text, clauses = sentence.text, split_clauses(sentence)
    if "等" in text and len(clauses) > 1:
        clauses = _joined(clauses)
    return _split_after_acts(clauses) if "、" in text or "并" in text or "和" in text else clauses


def _joined(clauses: list[Clause]) -> list[Clause]:
    """The clauses with each list that what is done with it closes (就甲，乙，丙等工作进行安排部署) as one."""
    joined: list[Clause] = []
    index = 0
    while index < len(clauses):
        clause, last = clauses[index], index
        if _LIST_BEGINS.match(clause.text):
            for after in range(index + 1, min(index + _LONGEST, len(clauses))):
                following = clauses[after]
                if following.before not in "，," or _IN_NO_LIST.search(following.text.split("等")[0]):
                    break
                if _LIST_ENDS.match(following.text):
                    last = after
                    break
        if last > index:
            told = "，".join(part.text for part in clauses[index : last + 1])
            if len(told) == clauses[last].end - clause.start:
                clause = Clause(clause.start, clauses[last].end, told, clause.before)
            else:
                last = index
        joined.append(clause)
        index = last + 1
    return joined


def _split_after_acts(clauses: list[Clause]) -> list[Clause]:
    """听取…汇报并审议《…》, 讨论了…、听取了… are two acts each, as if a comma stood between them."""
    split: list[Clause] = []
    for clause in clauses:
        if ("、" in clause.text or "并" in clause.text) and (cuts := list(_act_cuts(clause.text))):
            begin, before = 0, clause.before
            for cut in [*cuts, len(clause.text)]:
                split.append(Clause(clause.start + begin, clause.start + cut, clause.text[begin:cut], before))
                begin, before = cut + 1, "，"
            continue
        match = (
            _HEARD_AND.search(clause.text)
            if "并" in clause.text or "和研" in clause.text or "和部" in clause.text
            else None
        )
        if match:
            cut = match.end() - 1
            split.append(Clause(clause.start, clause.start + cut, clause.text[:cut], clause.before))
            split.append(Clause(clause.start + cut + 1, clause.end, clause.text[cut + 1 :], "，"))
        else:
            split.append(clause)
    return split


def _act_cuts(text: str) -> Iterator[int]:
    """Where, outside brackets, one act with an object ends and the next begins (讨论了…、听取了…)."""
    found = [match.start() for match in _ACTS_IN_A_ROW.finditer(text)] if text.count("了") > 1 else []
    if not _ONE_REPORT.search(text):
        found += [match.start() for match in _ACT_AFTER_MATTER.finditer(text)]
    opening = OPENING.match(text) if found else None
    if opening is None:
        return
    last = opening.end()
    inside = [(m.start(), m.end()) for m in BRACKETED.finditer(text)]
    for at in sorted(set(found)):
        if at - last >= _SHORTEST and not any(a < at < b for a, b in inside):
            yield at
            last = at + 1
