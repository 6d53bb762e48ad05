"""Matters without a verb of their own: headings, entries of a list, and what goes on after a semicolon."""

from __future__ import annotations

import re

from analysis.parsing.acts import OPENING, numbered, subject_of
from analysis.parsing.documents import find_titles, split_titled
from analysis.parsing.making import add_matter
from analysis.parsing.matters import Place, Reading, make_matter
from analysis.parsing.passing_on import is_paper
from analysis.parsing.reaching import SPIRIT
from analysis.parsing.sentences import BRACKETED, Clause, Sentence
from analysis.records import PASSED_ON

_COUNT = r"(?:[一二两三四五六七八九十]|\d{1,2})[项个]"
_LISTING = re.compile(
    r"(?:以下|下列|如下)[^，。；：]{0,8}(?:事项|议题|内容|文件|工作|问题|议程)"
    rf"|(?:议题|议程|事项)(?:主要|共|分别)*(?:是|为|有|如下|包括)?(?:{_COUNT})?$|(?<![第一二三四五六七八九十]){_COUNT}(?:议题|议程)(?:分别)?(?:是|为)?$"
)
_FOLLOWS = re.compile(
    r"(?P<verbs>研究审议|讨论研究|研究|审议|讨论|听取|通报|传达|学习)了?(?:以下|下列|如下)[^，。；：]{0,8}$"
)
# 一是听取…；二是审议…: entries of an agenda that a report counts out, where measures are counted alike.
COUNTED = re.compile(
    r"^[一二三四五六七八九十]{1,3}是[，,]?(?=(?:分别|专题|集体)?(?:听取|审|研究|传达|学习|通报|讨论|通过|部署|安排))"
)
# 这次会议的主要任务是：以…为指导，听取…
_TASKS = re.compile("(?:这次|本次|此次)?(?:会议|大会|全会)的?(?:主要|中心)任务(?:是|为)$")
_GUIDED = re.compile("以.{4,120}为(?:指导|引领|指引|统领)$")
_HEADING = re.compile(r"^关于[^，。；]{3,60}[。：]?$")
_ABOUT = re.compile(r"^关于(?P<thing>.{3,80}?)(?:的)?(?:问题|事宜|事项|工作|议题|汇报|审议|有关情况|情况)?$")
# 二、冬季供暖工作, of which the meeting then speaks
_NAMED = re.compile(
    r"^(?!会议|加强|做好|抓好|推进|强化|落实|狠抓|坚持|提高|全力|切实|深入|进一步)(?P<thing>[^，；：]{2,30}(?:工作|情况|方案|事宜|事项|问题|项目|规划|办法))$"
)
_SPEAKS = re.compile("会议(?:听取|研究|审议|讨论|原则|同意|要求|指出|强调|认为)")
_POSTS = re.compile(r"^(?:有关|相关|其他|其它)?(?:干部|人事)[^，。；：的]{0,8}(?:事项|事宜|议题|任免|问题|议案|案)$")
_LONGEST_LIST = 24  # clauses from a matter on, or to what closes a list: each of an endless one is looked at once
_LISTED_ACTS = ("deliberate", "consider", "hear", "decide", "study", "relay")
_NAMES_PAPER = re.compile(
    r"^[^，]{4,80}(?:报告|报告人|名单|议程|日程|方案|办法|决定|意见|规划|计划|条例|规定|草案|稿|决议|要点|汇报|说明|通报|事项|议案|人选|[）)》])$|^[^，]{0,16}关于[^，]{4,80}(?:情况|工作)$"
)
_TELLS = re.compile(
    r"了|要(?!点|闻|素|件)|应当|必须|进行|指出|强调|认为|会议(?!建议|[议日]程|[^，。；]{0,16}(?:名单|范围|办法|草案|方案)$)|决定(?!$)|同意|通过"
)
_SAYS = re.compile("了|指出|强调|要求|认为|应当|必须")


# 会议第二项议程, 议题一: after which comes what it is
_NUMBER = r"[一二三四五六七八九十\d]{1,2}"
ORDINAL = rf"(?:本次|此次)?(?:会议)?的?(?:第{_NUMBER}[项个](?:议程|议题)|(?:议题|议程){_NUMBER})$"
_ORDINAL = re.compile(ORDINAL)


def begins_list(reading: Reading, body: str, following: str) -> bool:
    """Whether entries of an agenda, numbered or counted out, follow a clause and its colon (研究了以下事项：一、…)."""
    counted = bool(COUNTED.match(following))
    listing = bool((counted or numbered(following)) and _LISTING.search(body))
    if listing:
        reading.counted = counted
    return listing


def names_agenda(text: str) -> bool:
    """Whether a text may tell what is on an agenda."""
    return "议程" in text or "议题" in text or "任务是" in text


def _unnumbered(text: str) -> str:
    number = numbered(text)
    return text[number.end() :] if number else text


def names_task(text: str) -> bool:
    """这次会议的主要任务是: whether a clause only says that a sitting's task comes next."""
    return "任务" in text and bool(_TASKS.match(text))


def begins_agenda(body: str, following: Clause) -> bool:
    """Whether acts that announce as a lead's do follow a clause and its colon (会议议程是：听取…；审议…)."""
    if following.before in "：:" and names_task(body):
        return bool(OPENING.match(following.text) or _GUIDED.match(following.text))
    return (
        (following.before in "：:" or numbered(following.text) is not None)
        and names_agenda(body)
        and not _ORDINAL.match(body)
        and bool(
            _LISTING.search(body)
            and (OPENING.match(_unnumbered(following.text)) or _ABOUT.match(_unnumbered(following.text)))
        )
    )


def read_following(place: Place, *, in_lead: bool) -> bool:
    """研究以下事项：甲工作: what follows the colon, without a number."""
    following = place.clauses[place.nth + 1].text
    told = _FOLLOWS.search(place.body) if not OPENING.match(following) else None
    if told:
        entry = place._replace(nth=place.nth + 1, body=following, at=0)
        add_matter(entry, told["verbs"], following, 0, in_lead=in_lead)
    return told is not None


def read_entry(place: Place, *, in_lead: bool) -> bool:
    """One entry of a list within a sentence (研究了以下事项：一、…)."""
    entry = numbered(place.body) or COUNTED.match(place.body)
    if entry is None:
        return False
    body = place.body[entry.end() :]
    match = OPENING.match(body)
    verbs, offset = (match["verbs"], match.end()) if match else ("审议" if "《" in body else "研究", 0)
    add_matter(place._replace(body=body, at=entry.end()), verbs, body[offset:], offset, in_lead=in_lead)
    return True


def list_goes_on(place: Place, *, in_lead: bool) -> None:
    """A document after a semicolon, without a verb: the act before it goes on (审议通过了甲决定；乙名单；丙报告).

    So does what is relayed (传达了甲会议精神；乙讲话精神；《丙通知》节选).
    """
    reading, number, clauses, index, body = place.reading, place.number, place.clauses, place.nth, place.body
    last = reading.matters[-1] if reading.matters else None
    if index and clauses[index].before in "；;" and (SPIRIT.search(body) or is_paper(body)) and not _SAYS.search(body):
        relayed = next((m for m in reversed(reading.matters) if m.sentence == number and m.action in PASSED_ON), None)
        if relayed is not None:
            add_matter(place, relayed.verb, body, 0, in_lead=in_lead, closed=not _is_added_to(place))
            return
        if SPIRIT.search(body):
            return
    if (
        last is not None
        and last.sentence == number
        and index
        and clauses[index].before in "；;"
        and _listed_since(last.end, clauses[:index])
        and last.action in _LISTED_ACTS
        and (
            _NAMES_PAPER.search(body)
            or len(split_titled(body)) > 1
            or _is_closed(clauses[index : index + _LONGEST_LIST])
        )
        and not _TELLS.search(BRACKETED.sub("", body))
    ):
        add_matter(place, last.verb, body, 0, in_lead=in_lead, closed=not _is_added_to(place))


def _is_closed(clauses: list[Clause]) -> bool:
    """Whether a list over semicolons goes on to a clause that says by 等事宜 that it is one."""
    for clause in clauses:
        if clause.before not in "；;" or OPENING.match(clause.text) or _TELLS.search(BRACKETED.sub("", clause.text)):
            return False
        if clause.text.endswith(("等事宜", "等事项", "等议题", "关事宜", "关事项", "关议题")):
            return "等" in clause.text[-8:]
    return False


def _is_added_to(place: Place) -> bool:
    """《甲规定》，以及林一舟讲话: whether the next clause adds to what this one names."""
    return place.nth + 1 < len(place.clauses) and place.clauses[place.nth + 1].text.startswith("以及")


def _listed_since(end: int, clauses: list[Clause]) -> bool:
    """Whether nothing is told after a matter that ended there but what goes on with its list."""
    for clause in reversed(clauses[-_LONGEST_LIST:]):
        if clause.end <= end:
            return True
        if _TELLS.search(BRACKETED.sub("", clause.text)):
            return False
    return len(clauses) < _LONGEST_LIST


def read_heading(reading: Reading, number: int, sentence: Sentence, at: int) -> None:
    """一、关于防汛工作, 二、冬季供暖工作, 三、有关人事事项: a numbered heading that names a matter without a verb."""
    head = re.split(r"[。：:；;]", sentence.text[at:])[0].strip()
    match = _ABOUT.match(head)
    following = reading.sentences[number + 1].text if number + 1 < len(reading.sentences) else ""
    if match is None and _SPEAKS.match(following):
        match = _NAMED.match(head)
    if match and len(head) <= 80:
        matter = make_matter(
            "hear" if head.endswith("汇报") else "deliberate" if head.endswith("审议") else "consider",
            None,
            subject_of("consider", match["thing"]),
            sentence.start + at,
            sentence.start + at + len(head),
            number,
        )
        matter.documents = tuple(d.title for d in find_titles(head))
        matter.listed = True
        reading.matters.append(matter)
    elif _POSTS.match(head):
        start = sentence.start + sentence.text.index(head, at)
        reading.matters.append(make_matter("appoint", None, head, start, start + len(head), number))


def is_heading(text: str) -> bool:
    """关于防汛工作: a line that names a matter and says nothing."""
    return bool(_HEADING.match(text))
