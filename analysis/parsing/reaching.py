"""How far the object of a verb reaches into the clauses after its own."""

from __future__ import annotations

import re

from analysis.parsing.acts import OPENING, SPEECH
from analysis.parsing.documents import AND_SO_ON, TITLES, lists_on
from analysis.parsing.reports import ENDS_AS_REPORT
from analysis.parsing.sentences import Clause
from analysis.records import PASSED_ON, Action

_NEXT_TITLE = re.compile(r"(?:[\u4e00-\u9fff]{2,14}(?:党组|政府|委|局|院|办|会|部|厅))?《")
# （传达了甲会议，）乙电视电话会议
_MEETING_PASSED_ON = re.compile(
    r"(?!会议|大会|要|并)(?:(?!参加|列席|出席|召开|举行|主持)[^了，。；《》]){2,60}(?:会议|全会|大会|两会|“两会”)"
)
_REACH = 200  # characters from its end by which an object is known for a document
_TELLS = re.compile(
    r"[了将对就按]|要(?!点|闻|素|件)|希望|尽快|进行|提出|指出|强调|认为|形成|根据|修改完善|结合|作出|听取|审议(?!结果|意见|情况|稿)|有关(?!大会|会议|人事|事项|名单)"
)
_REPORTED_TOO = re.compile(
    r"(?:[\u4e00-\u9fff]{0,24}?关于.+|(?!会议|大会|会上|要|并|这|该|其)[^了《听]{6,80})(?:汇报|报告|说明|通报)(?:（草案）)?$"
)
_LIST_GOES_ON = re.compile(r"[^了要的]{4,60}等(?:[\u4e00-\u9fff]{0,4}(?:工作|事项|问题|议题|事宜))$")
_CLOSES = ("等事宜", "等事项", "等议题", "等问题", "等文件", "等内容")
# A paper in a list of what is passed on, perhaps with where it appeared (《求是》杂志发表的重要文章《…》).
_PAPER_AMONG = re.compile(
    r"(?!落实|贯彻|执行|研究|审议|听取)(?:《[^《》]{2,8}》)?(?:(?!关于|[对就在])[^《》，；、]){0,24}《[^《》]{4,200}》(?:[（(][^（）()]{0,16}[）)])?(?:等?(?:文件|内容|文章))?"
)
_LONGEST_LIST = 8  # clauses
_PAPER_ENDS = frozenset("法典例定议见案划纲告稿单点则程约示》）)项宜")  # characters in which papers end
_LAST = 10  # characters in which 等 closes a list
# …（审议稿）以及有关大会事项安排
_AND_MORE = re.compile(r"(?<=[》）])(?:以及|及|和)(?:有关|相关)[^，。；、《》]{2,16}$")
SPIRIT = re.compile(r"(?:精神|讲话|文件|论述|[指批]示(?:要求)?|题词|贺[信电]|回信)$")


def continues(thing: str, clause: Clause, action: Action) -> bool:
    """Whether the next clause still belongs to the object (，以及…; a short first clause of several)."""
    text = clause.text
    if clause.before in "；;：:":
        return False
    if text.startswith(("以及", "及", "和", "并就", "撤销")):
        return True
    if (
        action in PASSED_ON
        and clause.before in "，,"
        and _PAPER_AMONG.fullmatch(text)
        and SPIRIT.search(thing[-_REACH:])
        and not OPENING.match(text)
    ):
        return True
    if _NEXT_TITLE.match(text) and ("《" in thing or (action in PASSED_ON and text.startswith("《"))):
        return True
    if (
        OPENING.match(text)
        or SPEECH.match(text)
        or text.startswith(
            ("会议", "并", "推动", "促进", "要", "为", "决定", "提请", "委托", "强调", "指出", "认为", "原则")
        )
    ):
        return False
    if (
        action not in ("hear", "brief", "arrange")
        and clause.before in "，,"
        and (text[-1] in _PAPER_ENDS or "等" in text[-_LAST:] or text.endswith("安排"))
        and _lists(thing, text)
    ):
        return True
    if action == "hear" and ENDS_AS_REPORT.search(thing[-_REACH:]) and _REPORTED_TOO.match(text):
        return True
    if (
        action == "hear"
        and "关于" in thing
        and not ENDS_AS_REPORT.search(thing[-_REACH:])
        and (_REPORTED_TOO.match(text) or text.startswith("关于"))
    ):
        return True
    if (
        action in PASSED_ON
        and clause.before in "，,"
        and SPIRIT.search(AND_SO_ON.sub("", text))
        and not re.search("强调|指出|要求|主持|发表|出席|了", text)
    ):
        return True
    if action in PASSED_ON and clause.before in "，," and _MEETING_PASSED_ON.fullmatch(text):
        return True
    if action == "consider" and clause.before in "，," and _LIST_GOES_ON.match(text) and not _TELLS.search(text[:-8]):
        return True
    return (
        len(thing.strip()) < 7
        and action in ("arrange", "consider", "decide", "hear")
        and not thing.strip().endswith(("汇报", "报告"))
        and "《" not in thing
        and "了" not in text
        and len(text) < 30
    )


def closing_clause(clauses: list[Clause], index: int) -> int:
    """The clause in which a list over commas that begins in this one is closed by 等事宜, or -1."""
    reach = range(index + 1, min(index + _LONGEST_LIST, len(clauses)))
    closing = next((number for number in reach if clauses[number].text.endswith(_CLOSES)), -1)
    between = clauses[index + 1 : closing + 1]
    return -1 if any(c.before not in "，," or _is_act(c.text) for c in between) else closing


def _is_act(text: str) -> bool:
    return bool(OPENING.match(text) or SPEECH.match(text) or _TELLS.search(TITLES.sub("", text)))


def _lists(thing: str, text: str) -> bool:
    """Whether a clause names one more of the papers of a list (，关于…的报告), whoever brought it in."""
    text = _AND_MORE.sub("", AND_SO_ON.sub("", text))
    if not lists_on(thing[-_REACH:], text):
        return False
    return text.startswith("关于") or not _TELLS.search(TITLES.sub("", text))
