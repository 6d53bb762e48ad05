"""From a verb and its object to the matters that they announce."""

from __future__ import annotations

import re
from typing import NamedTuple

from analysis.parsing.acts import (
    AND_MORE,
    appoints,
    is_generic,
    is_response,
    names_more,
    read_verbs,
    refers_back,
    subject_of,
)
from analysis.parsing.documents import Document, bare_title, find_titles
from analysis.parsing.explaining import MOVED, moved_draft
from analysis.parsing.matters import Matter, Place, coverage, grams_of, make_matter
from analysis.parsing.parts import listed_parts, named_parts, without_vague
from analysis.parsing.passing_on import is_paper
from analysis.parsing.reaching import Reach, reach
from analysis.parsing.referring import decide_last, named_before, settle
from analysis.parsing.reports import names_no_matter
from analysis.records import PASSED_ON, Action, Decision, Span

_AND_SO_ON = re.compile(r"等(?:重点|相关|有关)?(?:工作|事项|问题|事宜|议题)$")
_AND_OTHERS = re.compile(r"等(?:其他|其它)(?:有关|相关)?(?:事项|议题)$")
# （听取审议了预算调整方案的报告）并作出决议: what became of it.
_RESOLVES = re.compile("，?并?(?:依法)?作出了?(?:相应的?|有关的?|关于批准的)?决[议定]$")
_PASSED = re.compile("并(?:一致|全票|表决|获得?)*通过$")  # （审议了《甲办法》）并获通过
_POSTS = re.compile(
    r"(?:干部|人事|职务)[^，。]{0,6}任免(?:情况|事项|议案|案)?$|^(?:关于)?(?:提请)?任免[^，。；]{2,16}职务(?:的报告|的议案)?$"
)
# （就审议《甲》《乙》）等议题进行了研究: what was done with a list that another verb began.
_DEALT_WITH = re.compile("(?<=等议题|等事项|等问题|等工作)进行了?(?:专题|认真)*(?:研究|讨论|审议|部署|安排)$")
# What a committee of the sitting says of the draft that was just explained is no matter of its own.
_OPINION = re.compile(r"(?:并?解读)?(?:，?以及|，?和|，)[^《》，]{2,60}(?:的|相关)审议意见(?:的)?报告$")
# How what was passed on is carried out, by its name (我县贯彻落实省委全会精神的意见).
_CARRIED_OUT = re.compile(
    r"^(?:[我全本][省市县区州盟旗])?(?:抓好|做好|推进|推动)?(?:学习)?(?:宣传)?(?:贯彻落实|贯彻|落实)(?P<what>[^，。；《]{3,40}?(?:精神|部署|要求|讲话|指示|批示|任务))"
    r"(?:的?(?:贯彻)?(?:落实)?(?:具体|各项|有关|相关)?(?:意见|措施|举措|工作|方案|任务))?$"
)
_SAME = 0.5  # share of its bigrams that stand in what was passed on
_LONGEST_POST = 40  # characters of what is told of appointments alone
_ONLY_DECIDES = re.compile(r"(?:原则上?|表决)?(?:通过|同意|批准|核准)")
_FILLS_POSTS: tuple[Action, ...] = ("deliberate", "consider", "decide", "appoint")


class _Act(NamedTuple):
    """What is done with an object: by which verbs, and whether the lead tells it, or a list of what was reported."""

    verbs: str
    action: Action
    decision: Decision | None
    in_lead: bool
    reported: bool


def add_report(place: Place, title: str, offset: int) -> None:
    """作了关于…的报告 is heard; 作了关于…的说明 moves a draft that is then examined."""
    moved = MOVED.match(title) if title.endswith("说明") or "提请审议" in title else None
    if moved:
        thing = moved["thing"]
        add_matter(place, "审议", thing, offset + moved.start("thing"), reported=True)
    else:
        add_matter(place, "听取", title, offset, reported=True)


def add_matter(
    place: Place, verbs: str, thing: str, offset: int, *,
    in_lead: bool = False, reported: bool = False, closed: bool = False,
) -> None:  # fmt: skip
    """The matters that ``verbs`` with the object ``thing`` announce in a clause.

    The object stands ``offset`` characters into the body of the clause. Several titled documents are a matter each; an
    answer (研究贯彻落实意见) belongs to the matter before it; an object that names nothing (有关事项) is none.
    ``reported`` marks what somebody reported in a list of reports, ``closed`` an object that ends with its clause.
    """
    clause = place.clauses[place.nth]
    act = _read_act(verbs, in_lead=in_lead, reported=reported)
    reached = Reach(thing, clause.end) if reported or closed else reach(thing, place.clauses, place.nth, act.action)
    named = reached.thing.strip()
    if "作出" in named and (resolved := _RESOLVES.search(named)):
        named = named[: resolved.start()]
        action: Action = "deliberate" if act.action == "hear" else act.action
        act = act._replace(action=action, decision=act.decision or "decided")
    if named.endswith("通过") and not act.decision and (passed := _PASSED.search(named)):
        named = named[: passed.start()]
        act = act._replace(decision="approved")
    if "进行" in named:
        named = _DEALT_WITH.sub("", named)
    if act.action == "hear" and "》" in named and "说明" in named:
        named = _OPINION.sub("", named)
    if act.action == "hear" and (moved := moved_draft(named)) and not appoints(named):
        act = act._replace(action="deliberate", reported=True)  # a draft that is explained is moved
        offset += max(0, named.find(moved))
        named = moved
    if is_generic(named) and not appoints(named):
        if names_more(named) or (act.action == "consider" and "事项" in named):
            _leave_others(place)
        return
    if names_more(named) and (_AND_OTHERS.search(named) or AND_MORE.search(named)):
        _leave_others(place)
    if is_response(verbs, named) or (refers_back(named) and "同意" in verbs) or _carries_out(place, verbs, named):
        decide_last(place, act.decision, reached.end)
        return
    around = "围绕" in clause.text[: place.at + offset]
    parts = named_parts(act.action, verbs, named, reported=act.reported, around=around)
    if not in_lead and _ONLY_DECIDES.fullmatch(verbs):
        names = [part.title for part in parts] if len(parts) > 1 else [named]
        settled = settle(place, names, verbs, act.decision)
        if all(settled):
            return
        if len(parts) > 1 and any(settled):
            parts = [part for part, known in zip(parts, settled, strict=True) if not known]
            named = parts[0].title if len(parts) == 1 else named
    if len(parts) < 2:
        parts = listed_parts(act.action, named, over_commas=reached.over_commas, closed=reached.closed) or parts
    if len(parts) > 1:
        parts = without_vague(parts)
    if len(parts) > 1:
        begin = clause.start + place.at + offset + len(reached.thing) - len(reached.thing.lstrip())
        _add_each(place, act, named, parts, begin + len(named) - len(named.lstrip("了")))
    else:
        _add_one(place, act, named, parts, reached.end)


def _carries_out(place: Place, verbs: str, named: str) -> bool:
    """传达学习甲会议精神，部署贯彻落实甲会议精神: how what was passed on is carried out is no matter of its own."""
    if "落实" in verbs or ("贯彻" in verbs and not verbs.startswith(("学习", "传达", "贯彻"))):
        named = f"贯彻{named}"  # which the verbs have taken in
    carried = _CARRIED_OUT.match(named) if "贯彻" in named or "落实" in named else None
    grams = grams_of(carried["what"]) if carried else frozenset()
    passed_on = (m for m in place.reading.matters[place.before :] if m.action in PASSED_ON)
    return bool(grams) and any(coverage(grams, matter.grams) >= _SAME for matter in passed_on)


def _leave_others(place: Place) -> None:
    """研究其他事项: the meeting had matters that the report does not name."""
    clause = place.clauses[place.nth]
    place.reading.other = place.reading.other or Span(clause.start, clause.end)


def _read_act(verbs: str, *, in_lead: bool, reported: bool) -> _Act:
    if verbs == "要求":
        return _Act(verbs, "arrange", None, in_lead, reported)
    read = read_verbs(verbs)
    return _Act(verbs, read.action, read.decision, in_lead, reported)


def _add_each(place: Place, act: _Act, named: str, parts: list[Document], begin: int) -> None:
    """A matter of each part, the first of them from its verb on; ``begin`` is where in the report the object begins."""
    verb_at = place.clauses[place.nth].start + place.at
    for part in parts:
        action, title = act.action, part.title
        if action not in ("hear", "brief") and appoints(title):
            action = "appoint"
        elif action == "hear" and (moved := moved_draft(title)):
            action, title = "deliberate", subject_of("deliberate", moved).strip("《》")
        start = verb_at if part is parts[0] else begin + part.start
        matter = make_matter(action, act.decision, title, start, begin + part.end, place.number)
        titles = find_titles(named[part.start : part.end + 2])
        matter.documents = tuple(d.title for d in titles) or ((part.title,) if "《" in named else ())
        _add(place, act, matter)


def _add_one(place: Place, act: _Act, named: str, parts: list[Document], end: int) -> None:
    """The one matter of an object, but for a decision on what was named in full before, and where only who reported is
    named."""
    action, titles = act.action, find_titles(named)
    if act.decision and not act.in_lead and (short := named_before(place.reading, titles, named)):
        short.decision = short.decision or act.decision  # 会议同意印发《条例》: of the document before it
        return
    bare = len(titles) == 1 and titles[0].start and bare_title(titles[0].title)  # 党的二十届三中全会《决定》
    subject = parts[0].title if len(parts) == 1 and titles and not bare else subject_of(action, named)
    if len(titles) == 1 and action in PASSED_ON and not bare and is_paper(named.lstrip("了")):
        subject = titles[0].title
    if len(subject) < 2 or (action == "hear" and (names_no_matter(subject) or _is_bare(subject))):
        return
    if appoints(subject) and (action in _FILLS_POSTS or (action == "hear" and _told_of_posts(named, subject))):
        action = "appoint"
    start = place.clauses[place.nth].start + place.at
    matter = make_matter(action, act.decision, subject, start, end, place.number)
    matter.documents = tuple(title.title for title in titles)
    matter.open_ended = bool(_AND_SO_ON.search(named))
    _add(place, act, matter)


def _is_bare(subject: str) -> bool:
    """听取工作汇报: nothing but that something was reported."""
    return is_generic(subject) and not appoints(subject)


def _told_of_posts(named: str, subject: str) -> bool:
    """听取关于人事任免的说明, 听取干部任免情况: appointments that were told before they were decided."""
    return (named.endswith("说明") and len(named) <= _LONGEST_POST) or bool(_POSTS.search(subject))


def _add(place: Place, act: _Act, matter: Matter) -> None:
    if matter.action == "appoint" and act.verbs.endswith("表决"):
        matter.decision = matter.decision or "approved"  # who was voted on took the post; a draft may not have passed
    matter.in_lead, matter.verb, matter.reported = act.in_lead, act.verbs, act.reported
    place.reading.matters.append(matter)
