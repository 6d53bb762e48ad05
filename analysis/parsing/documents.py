"""Documents in the object of a verb: titles between 《》, and names that are titles without them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from analysis.parsing.acts import BROUGHT_BEFORE
from analysis.parsing.sentences import split_list

_TITLE = re.compile(
    r"《((?:[^《》]|《[^《》]*》)+)》([（(](?:[^（）()]{0,12}(?:草案|送审稿|审议稿|征求意见稿|修订|试行|稿)[^（）()]{0,8})[）)])?"
)
_ALIAS = re.compile(r"[（(](?:以下|下)?简?称[：:]?\s*(?:为)?[《“\"]?[^）)]*[）)]")
# What else is settled before a sitting, beside its papers.
_PREPARED = "(?:列席|特邀|邀请)[^，、；]{0,8}范围|报告人|召集人|截止(?:时间|日期)"
_KINDS = (
    "法|法典|条例|办法|规定|决定|决议|意见|方案|规划|纲要|计划|报告|草案|稿|名单|议案|建议|安排|要点|规则|通则|细则|章程|制度|清单|公约|"
    "通报|通告|通知|条约|协定|协议|预案|目录|指引|指南|汇报|说明|修正案|任免案|预算|决算|请示|表(?<!代表)|手册|规程|议程|日程|"
    + _PREPARED
)
# What closes a list (等文件, 等3个方案, 等议题共8个).
_ETC = (
    r"等(?:共?[一二三四五六七八九十\d]+(?:个|项|部|份|件))?(?:文件|材料|事项|事宜|议题|内容|方案|草案|报告|办法|规定|意见|工作)?"
    r"(?:共?[一二三四五六七八九十\d]+(?:个|项|件))?$"
)
_DOCUMENT = re.compile(rf"(?:{_KINDS})(?:[（(][^（）()]*[）)])?(?:$|{_ETC})")
_CLOSES = re.compile(_ETC)
_STRICT = re.compile(
    rf"(?:法|法典|条例|办法|规定|决定|决议|意见|方案|规划|纲要|计划|报告|草案|稿|名单|议案|要点|规则|通则|细则|章程|公约|条约|协定|预案|任免案|修正案|请示|{_PREPARED})(?:[（(][^（）()]*[）)])?$"
)
_LAW = re.compile(r"(?:法|条例|法典|通则|公约|规定)$")
_AND = re.compile(r"(?:以及|和|及|与|并|，)")
# Words that end in a kind of document and are none.
_NO_DOCUMENT = re.compile(
    r"(?:宪法|看法|做法|想法|方法|执法|司法|立法|普法|守法|依法|说法|违法|合法|政法|无法|修法|用法|指示|重要讲话)$"
)
_TITLES_AND_MORE = re.compile(
    r"了?(?:[^《》]{4,60}，)?(?:《[^》]{1,200}》(?:[（(][^（）()]{0,16}[）)])?\s*)+，?(?:以及|及|和|与|、|$)"
)
SIDE_BY_SIDE = re.compile(r"》\s*《")
# What stands between two titles of a list: marks and conjunctions, and whose the next one is (和县总工会党组《…》).
_GAP = re.compile(
    r"[、，,；;和及与以并\s]*(?:[\u4e00-\u9fff]{1,16}(?:党组|政府|委|局|院|办|会|部|厅|组|工委|联)(?:所作的|作的|的)?)?(?:关于)?\s*"
    r"|[、，,](?:(?!实施|修改|贯彻|落实|执行|按照|根据|对|就)[^，。；、《》了]){1,24}"
)
# One report on several things (关于代表建议、提案办理情况的汇报), no list of papers.
_ONE_REPORT = re.compile(
    r"(?:(?!关于)[^，《》、])*关于(?:(?!关于)[^，《》、的])*、(?:(?!关于)[^，《》])*的(?:(?:审查|审议)结果的?)?(?:汇报|报告|情况汇报|通报|决议（?草案）?)"
)
# Who brought a paper in together (甲局、乙局《关于…的请示》).
_UNITS = re.compile(r"(?:[\u4e00-\u9fff]{2,14}(?:党组|政府|委|局|院|办|会|部|厅)[、和]?){2,6}")
_ON_TITLES = re.compile(r"关于[^《》]{0,12}《[^》]{1,200}》$")  # 关于批准《甲》和《乙》的决定 is one
# What is said of all that stands before it (计划和预算草案的审查结果报告).
_OF_ALL = re.compile(r"的(?:审查|审议)?(?:结果)?(?:的)?(报告|决议)(?:（[^（）]*）)?$")
_QUOTED = re.compile(r"》(?:[（(][^（）()]{0,20}[）)])?$")
_TITLED_FIRST = re.compile(
    r"了?(?:《[^《》]{1,200}》(?:[（(][^（）()]{0,16}[）)])?(?:\s*(?:，?(?:以及|及|和|与|并)|、|，)\s*|(?=《))){1,12}(?!其|起草|编制|说明)"
)
_MATTER_BEFORE = re.compile(r"[^《》]{6,}(?:以及|及|和|与)$")
_MARKS = ("》", "）", ")", "事项", "事宜", "案")
_POSTS = re.compile(r"(?:任免|人事|辞职|免职|代表资格[^、，]{0,6})(?:事项|事宜|案|议案)$")
_DRAFT = re.compile(r"[（(][^（）()]{0,8}(?:草案|稿)[^（）()]{0,4}[）)]$")
_BARE_DRAFT = re.compile(
    r"(?:(?:会议|大会|全会)?(?:建议)?[议日]程(?:安排)?|(?:有关|相关)名单)(?:[（(][^（）()]{1,8}[）)])?(?:等[^，。；]{0,4})?$"
)  # with the draft before it, one matter
_TITLED_LAST = re.compile(
    r"(?:以及|及|和|与|、)(?:《[^《》]{1,200}》(?:[（(][^（）()]{0,16}[）)])?[、和及与]?){1,12}(?:等[^，。；、《》等]{0,8})?$"
)
BELONGS = re.compile(
    r"(?:[省市县区州盟旗、]{1,4}委?实施|[我全本][省市县区州盟旗]的?贯彻落实(?:意见|措施|情况|方案)|其|此|(?:有关|相关)(?![^，。；]{0,8}(?:人事|任免|调整|增补))|其他|其它|任务分工|分工方案|责任分解|配套)|.*(?:相关|有关)(?:文件|规定|材料)$"
)
_LEAST = 6  # characters of what is named beside a title
_TAIL = re.compile(
    r"^(?:等(?:[一二三四五六七八九十\d]+(?:个|项|部|份|件))?(?:[\u4e00-\u9fff]{0,4}(?:文件|材料|方案|草案|法案|报告|办法|规定|意见|议题|事项|事宜|问题|工作|请示|汇报|内容|制度|稿|精神|篇目))?|文件|(?:有关|相关)情况|[、，,和及与以及并\s]*)$"
)


_OWN_TITLE = re.compile(
    r"(?:《[^《》]{2,6}》)?(?:(?!关于|[对就])[^《》，；]){0,24}《[^《》]{2,200}》(?:[（(][^（）()]{0,16}[）)])?[^《》]{0,16}"
)
# What is of several titles at once (《甲》、《乙》的报告人名单).
_OF_THEM = re.compile(
    r"》(?:[（(][^（）()]{0,16}[）)])?(?:[、，]|以及|[和及与])《[^《》]+》(?:[（(][^（）()]{0,16}[）)])?的[^《》，、；]{0,8}(?:名单|人选|审议意见)(?:[（(][^（）()]{0,16}[）)])?$"
)
# A roster without anything of its own to tell of what: part of the paper before it (分组办法和召集人名单).
_BARE = re.compile(r"(?!关于)(?:(?!候选)[^《》，、；]){2,8}名单(?:[（(][^（）()]{1,8}[）)])?(?:等[^，。；]{0,4})?")
# What closes a list of drafts and is of them all (《甲》、《乙》初审情况的汇报).
_CLOSES_ALL = re.compile("》(?:[（(][^（）()]{0,20}[）)])?[^《》]{0,8}(?:情况|结果)(?:的(?:汇报|报告|说明))?$")
_PROPOSALS = "建议、批评和意见"  # of deputies, by the name that the law gives them: no list
_HEADS = ("事宜", "关事项", "关问题")  # with which a list says anew that what it named is a matter
_MAY_END = ("人事任免", *_MARKS, *_HEADS)
_BRACKETS_AFTER = re.compile(r"(?:[（(][^（）()]{1,12}[）)])?(?:等[^，。；]{0,4})?$")
_LONGEST_NAME = 24  # characters of such a name with what stands in brackets after it
_NAMES_NOTHING = 6  # characters of a paper that tell its kind and not what it is of
_LONGEST_BARE = 3  # characters of a title that tells only its kind (决定, 实施意见 tells more)
_ADDED = ("其", "实施细则", "报告人", "推举报告人", "建议报告人", "召集人")  # to the paper before
_LISTED = 3  # papers of a list after which a matter is one of its own, whatever it is called
_LEAST_NAMED = 3  # characters of a paper that is named at all
_OWNED = 14  # characters of a name that tells whose it is
_ERRAND = re.compile(BROUGHT_BEFORE)
AND_SO_ON = re.compile(r"等[^，。；、《》等]{0,8}$")  # what closes a list: 等议题, 等8项文件精神
TITLES = re.compile(r"《[^》]{0,200}》")  # with their marks


class Document(NamedTuple):
    """A document that is named: its title, and where it stands in the object (offsets within it)."""

    title: str
    start: int
    end: int


def find_titles(text: str) -> list[Document]:
    """The titles between 《》, without the short forms that an alias (以下简称) introduces.

    >>> [d.title for d in find_titles("《关于水的若干规定》（以下简称《规定》）《甲办法》(草案)")]
    ['关于水的若干规定', '甲办法(草案)']
    """
    if "《" not in text:
        return []
    aliases = [m.span() for m in _ALIAS.finditer(text)] if "称" in text else []
    found: list[Document] = []
    for match in _TITLE.finditer(text):
        if not any(start <= match.start() < end for start, end in aliases):
            found.append(Document(match.group(1) + (match.group(2) or ""), match.start(), match.end()))
    return found


def split_titled(text: str) -> list[Document]:
    """The separately titled documents that are the whole of an object; none where the object is one matter.

    >>> [d.title for d in split_titled("《甲办法》《乙方案》")]
    ['甲办法', '乙方案']
    >>> [d.title for d in split_titled("市政府工作报告和预算草案")]
    ['市政府工作报告', '预算草案']
    >>> split_titled("《甲条例》实施情况")
    []
    """
    titles = find_titles(text)
    if len(titles) > 1 and _OF_THEM.search(text):
        return []  # 《甲》、《乙》的报告人名单
    if titles:
        bare = _ALIAS.sub("", text)
        spans = [m.span() for m in _TITLE.finditer(bare)]
        if (
            spans
            and (_UNITS.fullmatch(bare[: spans[0][0]]) or not re.search(r"[、，]", bare[: spans[0][0]]))
            and not bare[: spans[0][0]].endswith(("对", "关于"))
            and not _MATTER_BEFORE.match(bare[: spans[0][0]])
            and _TAIL.match(bare[spans[-1][1] :].strip())
            and all(_between(bare[a[1] : b[0]]) for a, b in pairwise(spans))
        ):
            return titles
        parts = _parts(text, _DOCUMENT)
        return parts if len(parts) > 1 else _titled_and_more(text)
    return _parts(text, _DOCUMENT)


def split_by_titles(text: str) -> list[Document]:
    """The parts of a list between 、 each of which has a title of its own; none where one has none.

    >>> [d.title for d in split_by_titles("《甲办法》起草情况、市财政局《乙建议》的汇报")]
    ['《甲办法》起草情况', '市财政局《乙建议》的汇报']
    >>> split_by_titles("关于《甲办法》、《乙办法》的说明")
    []
    """
    parts = split_list(AND_SO_ON.sub("", text.rstrip()))
    if len(parts) < 2 or not all(_OWN_TITLE.fullmatch(part) for _, part in parts):
        return []
    if _OF_THEM.search(text) or is_on_all([part for _, part in parts]):
        return []
    return [_document(text, at, at + len(part)) for at, part in parts]


def is_on_all(parts: list[str]) -> bool:
    """Whether what closes a list of drafts is of them all: one report on several.

    >>> is_on_all(["《甲条例》", "《乙条例》初审情况的汇报"]), is_on_all(["《甲办法》起草情况", "《乙建议》的汇报"])
    (True, False)
    """
    return bool(_CLOSES_ALL.search(parts[-1])) and any(map(_QUOTED.search, parts[:-1]))


def ends_as_document(text: str) -> bool:
    """Whether what is named last is a document by its kind (…工作要点), with or without 《》.

    >>> ends_as_document("县人大常委会工作要点"), ends_as_document("防汛工作")
    (True, False)
    """
    text = text.strip("，、； ")
    return _is_document(text, _STRICT) or bool(_BARE_DRAFT.search(text))


def lists_on(text: str, more: str) -> bool:
    """Whether a list whose last paper so far is that at the end of ``text`` goes on with ``more``.

    >>> lists_on("县人大常委会会议议程（草案）和日程", "关于召开县人民代表大会的决定（草案）")
    True
    """
    return _is_document(text.strip("，、； "), _DOCUMENT) and ends_as_document(more)


def _titled_and_more(text: str) -> list[Document]:
    """Titles between 《》 first or last in a list, and what is named beside them as one matter (《甲》和乙事宜).

    Not where the list shares what follows its last title (《甲》和《乙》实施情况), nor where the rest belongs to a
    title (《甲》及其说明).
    """
    titled = _TITLED_FIRST.match(text)
    if titled:
        rest = text[titled.end() :].strip()
        if len(rest) < _LEAST or BELONGS.match(rest) or rest.startswith("《"):
            return []
        first = [_document(text, m.start(), m.end()) for m in _TITLE.finditer(text, 0, titled.end())]
        begin = titled.end() + len(text[titled.end() :]) - len(text[titled.end() :].lstrip())
        return [*first, _document(text, begin, len(text))]
    last = _TITLED_LAST.search(text)
    if last and last.start() >= _LEAST and "《" not in text[: last.start()] and "关于" not in text[: last.start()][-6:]:
        named = [_document(text, m.start(), m.end()) for m in _TITLE.finditer(text, last.start())]
        return [_document(text, 0, last.start()), *named]
    return []


def _between(gap: str) -> bool:
    return len(gap) < 2 or bool(_GAP.fullmatch(gap))


def _apart(text: str) -> Iterator[tuple[int, str]]:
    """The parts of a list, and titles that stand side by side in one of them (《甲》《乙》)."""
    for at, part in split_list(text):
        begin = 0
        for match in SIDE_BY_SIDE.finditer(part) if "》" in part and _TITLES_AND_MORE.match(part) else ():
            yield at + begin, part[begin : match.start() + 1]
            begin = match.end() - 1
        yield at + begin, part[begin:]


def _parts(text: str, kind: re.Pattern[str]) -> list[Document]:
    """Parts of a list every one of which is named as a document; parts that are not join the next one."""
    if "、" in text and _ONE_REPORT.fullmatch(text.strip()):
        return []
    whole = text
    text = text.replace(_PROPOSALS, "＊" * len(_PROPOSALS)) if _PROPOSALS in text else text
    parts = list(_apart(text))
    if not parts or not _may_end(text[: parts[-1][0] + len(parts[-1][1])].strip(), kind):
        return []
    pieces: list[tuple[int, int]] = []
    for at, part in parts:
        begin = at
        for match in _AND.finditer(part):
            left = text[begin : at + match.start()].rstrip("，, ")
            right = part[match.end() :]
            if _divides(left, match.group(), right, first=not pieces):
                pieces.append((begin, at + match.start()))
                begin = at + match.end()
        pieces.append((begin, at + len(part)))
    merged: list[Document] = []
    first: int | None = None
    for start, end in pieces:
        if first is None and _BARE_DRAFT.match(text[start:end].lstrip("、，和及与以并")):
            if merged:
                merged[-1] = _document(whole, merged[-1].start, end)
                continue
            first = start
            continue
        first = start if first is None else first
        if _is_document(text[first:end], kind) or (
            (end < len(text) or len(merged) >= _LISTED) and text[first:end].endswith(_HEADS)
        ):
            merged.append(_document(whole, first, end))
            first = None
    told = _OF_ALL.search(merged[-1].title) if len(merged) > 1 and "关于" not in text and "《" not in text else None
    if told and not any(told[1] in document.title for document in merged[:-1]):
        return []
    return [] if first is not None else merged


def _may_end(text: str, kind: re.Pattern[str]) -> bool:
    """Whether the last part of a list may be a document."""
    return text.endswith(_MAY_END) or bool(kind.search(text) or _BARE_DRAFT.search(text))


def _divides(left: str, conjunction: str, right: str, *, first: bool) -> bool:
    """Whether a conjunction stands between two papers (甲办法和乙方案), and not in the name of one."""
    if len(right) < _LEAST_NAMED:
        return False
    if not first and _BARE_DRAFT.match(left):
        return True
    return (
        _comes_to_its_kind(left, conjunction)
        and not _goes_with(left, conjunction, right)
        and not _is_on_both(left, conjunction, right)
    )


def _comes_to_its_kind(left: str, conjunction: str) -> bool:
    """渡口管理办法; 渡口收费事宜; before a comma a bare draft too (会议议程)."""
    return (
        _is_document(left, _STRICT)
        or left.endswith(_HEADS)
        or (conjunction == "，" and bool(_BARE_DRAFT.search(left[-_LONGEST_NAME:])))
    )


def _goes_with(left: str, conjunction: str, right: str) -> bool:
    """Whether the second is part of the paper before it.

    渡口管理办法及其说明; 渡口建设计划及责任分解方案; 县五届人大三次会议代表分组办法和各代表团召集人名单.
    """
    return (
        (right.startswith(_ADDED) and not right.startswith(("其他", "其它")))
        or (conjunction != "，" and len(left) >= _OWNED and bool(_BARE.fullmatch(right)))
        or _is_short(conjunction, left, right)
    )


def _is_on_both(left: str, conjunction: str, right: str) -> bool:
    """关于批准《甲》和《乙》的决定; 关于渡口管理办法和收费办法的决定: one paper, on two."""
    if _ON_TITLES.search(left) and not right.endswith("》"):
        return True
    if right.startswith(("其他", "其它")):
        return False
    if conjunction == "，" or "关于" not in TITLES.sub("", left) or right.startswith(("关于", "《")):
        return False
    return "关于" not in right or not _is_document(right, _STRICT)


def _is_short(conjunction: str, left: str, right: str) -> bool:
    """Whether what 和 adds is too short to name a matter of its own (建设计划及责任分解方案): the paper before it tells
    what it is of. A law, a title, a report and who takes a post are named by few characters."""
    if conjunction == "，" or len(right) > _LONGEST_NAME:
        return False
    bare = _BRACKETS_AFTER.sub("", right)
    return (
        len(bare) <= _NAMES_NOTHING
        and not left.endswith(("》", "）", "报告"))
        and not bare.endswith(("法", "条例", "报告"))
        and not re.search("任免|选举|辞职", bare)
    )


def _is_document(text: str, kind: re.Pattern[str]) -> bool:
    text = text.strip()
    if text.endswith("人事任免"):
        return True
    if text.endswith(_MARKS) and (_QUOTED.search(text) or _DRAFT.search(text) or _POSTS.search(text)):
        return True
    if _LAW.search(text) and (about := text.rfind("关于")) >= 0 and "的" not in text[about:]:
        return "提请" in text[about:]  # else a title that has not come to its head yet (关于修改甲法、乙法的决定)
    return len(text) >= 3 and bool(kind.search(text)) and not _NO_DOCUMENT.search(text)


def bare_title(title: str) -> bool:
    """Whether a title tells only of what kind a paper is, so that what stands before it tells which.

    >>> bare_title("决定"), bare_title("外商投资法")
    (True, False)
    """
    return len(title) <= _LONGEST_BARE and bool(_DOCUMENT.fullmatch(title))


def _document(text: str, start: int, end: int) -> Document:
    part = text[start:end]
    lead = len(part) - len(part.lstrip(" 、，,和及与以"))
    errand = _ERRAND.match(part, lead) if "提" in part[lead : lead + 4] else None
    lead = errand.end() if errand else lead
    titles = find_titles(part)
    whole = (
        titles[0].title
        if len(titles) == 1 and titles[0].start <= lead and titles[0].end >= len(part.rstrip())
        else part[lead:].strip()
    )
    return Document(_CLOSES.sub("", whole), start + lead, start + len(part.rstrip()))
