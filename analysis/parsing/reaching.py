"""How far the object of a verb reaches into the clauses after its own."""

from __future__ import annotations

import re
from typing import NamedTuple

from analysis.parsing.acts import OPENING, SPEECH, is_generic
from analysis.parsing.documents import AND_SO_ON, TITLES, lists_on
from analysis.parsing.reports import REPORT_WORDS
from analysis.parsing.sentences import Clause
from analysis.records import PASSED_ON, Action

_COMMAS = frozenset("，,")
_ADDS = ("以及", "及", "和", "并就", "撤销")  # with which a clause adds to the object before it
# 并就防汛进行了研究: an act of its own
_DEALS_WITH_MORE = re.compile("并就.+(?:进行|开展|(?<!工)作)了?[^，。；]{0,6}(?:研究|讨论|交流|协商|部署|安排)")
_TURNS = ("会议", "并", "推动", "促进", "要", "为", "决定", "提请", "委托", "强调", "指出", "认为", "原则")
_NEXT_TITLE = re.compile(r"(?:[\u4e00-\u9fff]{2,14}(?:党组|政府|委|局|院|办|会|部|厅)|[\u4e00-\u9fff]{2,30}作的)?《")
# （传达了甲会议，）乙电视电话会议
_MEETING_PASSED_ON = re.compile(
    r"(?!会议|大会|要|并)(?:(?!参加|列席|出席|召开|举行|主持)[^了，。；《》]){2,60}(?:会议|全会|大会|两会|“两会”)"
)
_REACH = 200  # characters from its end by which an object is known for a document
_TELLS = re.compile(
    r"[了将对按]|就(?!座|业|近|地)|要(?!点|闻|素|件)|希望|尽快|进行|提出|指出|强调|认为|形成|根据|修改完善|结合|作出|听取|审议(?!结果|意见|情况|稿)|有关(?!大会|会议|人事|事项|名单)"
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
_PAPER_ENDS = frozenset("法典例定议见案划纲告稿单点则程约示》）)项宜围人间期")  # characters in which papers end
_LAST = 10  # characters in which 等 closes a list
# …（审议稿）以及有关大会事项安排
_AND_MORE = re.compile(r"(?<=[》）])(?:以及|及|和)(?:有关|相关)[^，。；、《》]{2,16}$")
_NO_SPIRIT = re.compile("强调|指出|要求|主持|发表|出席|了")
_NAMES_LITTLE = 7  # characters of an object that may be the short beginning of a list
_SHORT_CLAUSE = 30
_LISTING: tuple[Action, ...] = ("arrange", "consider", "decide", "hear")
_NOT_ON_PAPERS: tuple[Action, ...] = ("hear", "brief", "arrange")
SPIRIT = re.compile(r"(?:精神|讲话|文件|论述|[指批]示(?:要求)?|题词|贺[信电]|回信)$")


class Reach(NamedTuple):
    """The object of a verb with the clauses after its own that belong to it."""

    thing: str
    end: int  # of the last of them, in the report
    over_commas: bool = False  # whether there are such clauses
    closed: bool = False  # whether what closes a list (等事宜) says that it is one


def reach(thing: str, clauses: list[Clause], index: int, action: Action) -> Reach:
    """How far an object ``thing`` of clause ``index`` goes on: over a list to what closes it, and over each clause that
    names more of what the verb is about."""
    closing = _closing(clauses, index)
    last = index
    while last + 1 < len(clauses) and (last < closing or _goes_on(thing, clauses[last + 1], action)):
        last += 1
        thing = f"{thing}{clauses[last].before}{clauses[last].text}"
    return Reach(thing, clauses[last].end, over_commas=last > index, closed=closing > index)


def _goes_on(thing: str, clause: Clause, action: Action) -> bool:
    """Whether the clause after an object still belongs to it."""
    text = clause.text
    if clause.before not in _COMMAS:
        return False
    if _DEALS_WITH_MORE.match(text):
        return False
    if text.startswith(_ADDS) or _paper_among_speeches(thing, text, action) or _next_title(thing, text, action):
        return True
    if _begins_anew(text):
        return False
    return (
        _next_paper(thing, text, action)
        or _next_report(thing, text, action)
        or _passed_on_too(text, action)
        or _closes_what_is_considered(text, action)
        or _begun_in_brief(thing, text, action)
    )


def _paper_among_speeches(thing: str, text: str, action: Action) -> bool:
    """传达学习林一舟讲话精神，《甲意见》: after a speech a paper."""
    return (
        action in PASSED_ON
        and bool(_PAPER_AMONG.fullmatch(text))
        and bool(SPIRIT.search(thing[-_REACH:]))
        and not OPENING.match(text)
    )


def _next_title(thing: str, text: str, action: Action) -> bool:
    """审议《甲办法》，市财政局《乙方案》: after a title the next, whoever brought it in; 学习讲话精神，《甲意见》."""
    if not _NEXT_TITLE.match(text) or (text[0] != "《" and OPENING.match(text)):  # 审查批准了县政府《乙方案》
        return False
    return "《" in thing or (action in PASSED_ON and text.startswith("《"))


def _begins_anew(text: str) -> bool:
    """研究防汛工作，审议《甲办法》; 研究防汛工作，会议强调…; 研究防汛工作，推动水利发展: an act, speech, a purpose."""
    return text.startswith(_TURNS) or bool(OPENING.match(text) or SPEECH.match(text))


def _next_paper(thing: str, text: str, action: Action) -> bool:
    """审议县级预算草案，关于渡口建设的决定（草案）: after a paper by its kind the next, whoever brought it in."""
    if action in _NOT_ON_PAPERS:
        return False
    if text[-1] not in _PAPER_ENDS and "等" not in text[-_LAST:] and not text.endswith("安排"):
        return False
    text = _AND_MORE.sub("", AND_SO_ON.sub("", text))
    return lists_on(thing[-_REACH:], text) and (text.startswith("关于") or not _tells(text))


def _next_report(thing: str, text: str, action: Action) -> bool:
    """Another report, or more of what one is about.

    听取防汛工作汇报，水利局关于灌溉渠整修的汇报; 听取周明关于防汛备汛情况，林一舟关于灌溉渠整修情况的汇报.
    """
    if action != "hear":
        return False
    if thing.endswith(REPORT_WORDS):
        return bool(_REPORTED_TOO.match(text))
    return "关于" in thing and (text.startswith("关于") or bool(_REPORTED_TOO.match(text)))


def _passed_on_too(text: str, action: Action) -> bool:
    """传达学习全省水利会精神，全市农业会精神; 传达了全省水利会，全市防汛电视电话会议."""
    if action not in PASSED_ON:
        return False
    spirit = SPIRIT.search(AND_SO_ON.sub("", text)) and not _NO_SPIRIT.search(text)
    return bool(spirit or _MEETING_PASSED_ON.fullmatch(text))


def _closes_what_is_considered(text: str, action: Action) -> bool:
    """研究渡口扩建，灌溉改造等工作: the last clause of a list says by 等 that it is one."""
    return action == "consider" and bool(_LIST_GOES_ON.match(text)) and not _TELLS.search(text[:-8])


def _begun_in_brief(thing: str, text: str, action: Action) -> bool:
    """研究防汛，灌溉设施改造: so few characters are no whole object where more of it may follow."""
    thing = thing.strip()
    return (
        len(thing) < _NAMES_LITTLE
        and not is_generic(thing)
        and action in _LISTING
        and not thing.endswith(("汇报", "报告"))
        and "《" not in thing
        and "了" not in text
        and len(text) < _SHORT_CLAUSE
    )


def _closing(clauses: list[Clause], index: int) -> int:
    """The clause in which a list over commas that begins in this one is closed by 等事宜, or -1."""
    within = range(index + 1, min(index + _LONGEST_LIST, len(clauses)))
    closing = next((number for number in within if clauses[number].text.endswith(_CLOSES)), -1)
    if closing < 0:
        return closing
    between = clauses[index + 1 : closing + 1]
    return -1 if any(clause.before not in _COMMAS or _is_act(clause.text) for clause in between) else closing


def _is_act(text: str) -> bool:
    return bool(OPENING.match(text) or SPEECH.match(text)) or _tells(text)


def _tells(text: str) -> bool:
    """Whether a clause tells of what was done or is to be done (根据意见修改完善), but for what its titles say."""
    return bool(_TELLS.search(TITLES.sub("", text)))
