"""Several matters under one verb: told apart where the body speaks of each in a passage of its own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from analysis.parsing.acts import subject_of
from analysis.parsing.documents import find_titles
from analysis.parsing.matters import Matter, coverage, grams_of, make_matter, overlap
from analysis.parsing.sentences import masked, split_list
from analysis.records import PASSED_ON


class Opening(NamedTuple):
    """The bigrams with which a passage begins, or of the topic that it names (关于防汛，会议强调…), and it."""

    grams: frozenset[str]
    topic: str | None


_VAGUE = re.compile(
    r"(?:有关|相关)(?:重要|会议|文件|通知|讲话|和|及|、)*精神$|^(?:近期)?(?:[中央国家省市县区级、]+)(?:领导|会议)?(?:讲话|会议)精神$|近期[^，。《]{0,8}?(?:系列)?重要(?:讲话|指示|会议|文件)|最新重要讲话|^上级[^《]{0,12}?(?:讲话|会议|文件)[^《]{0,8}精神$|"
    r"^(?:(?!在|对|致|关于|就)[^《])*重要讲话(?:和重要指示(?:批示)?)?精神$"
)
_NAMES_SOME = re.compile("[^，。；]{6}(?:会议?|讲话|论述|精神|批示)")
# 会议强调，要深入学习林一舟在防汛会议上的讲话精神: with what a passage on what was passed on begins.
_SPEAKS_ON = re.compile(
    r"会议(?:指出|强调|要求|认为)，?(?:[全我][省市县区州盟旗][^，。；]{0,8})?(?:要|必须)?(?:(?:深入|认真|全面|切实|及时|深刻|扎实)*(?:学习|领会|贯彻|把握|落实|理解|抓好))*"
    r"(?P<thing>《[^》]{4,60}》(?=，|。|；|$)|(?:习近平总书记|中央|中共|党的|国务院|全[国省市县区州]|自治区党?委|[省市县区州]委|[省市县区州]政府)[^，。；]{0,60}?(?:重要讲话|讲话|(?:调研|考察)时(?:提出)?的(?:要求|指示)|会精神|指示批示|重要[指批]示|回信|贺信|会议|全会|论述)(?:和[^，。；]{2,30}?(?:[指批]示|讲话|会议|论述))?(?:精神)?)(?=，|。|；|把|给|为|是|明确|强调)"
)
_KNOWN = 0.4  # overlap with what the lead names besides
# Aims of one matter, not matters each (优化政策、促进市场发展有关情况).
_DOES = re.compile(
    "(?:深入|进一步|切实|全面|大力|着力|扎实|加快|持续|继续)*(?:优化|促进|推[进动广]|加[强快]|完善|深化|做好|落实|强化|提升|坚持|健全|改进|规范|保障|"
    "防控|防范|建立|构建|振兴|支持|压缩|清理|扩大|培育|统筹|抓好|开展)"
)
_RANKS = frozenset("省市县区州镇乡")
_SHORTEST_PART = 4  # characters of a part of a list
_SPOKEN = 2  # bigrams of a part of a list by which a run is known to speak of it
_AFTER_SPIRIT = re.compile(r"(?<=精神|讲话|论述|指示|批示)(?:[、，]?(?:以及|和|及|与)|[、，])")
_SHORTEST_SPEECH = 9  # characters that name a speech of its own
_SPIRIT = re.compile(r"(?:精神|讲话|论述|指示|批示)$")
_AND = re.compile(r"，?(?:以及|及|和|与)")
_AND_MORE = re.compile(r"(?:以及|和|及)(?=[^、]{4,})")
_FEWEST = 2  # passages that tell two matters apart
_OPENING = 80  # characters in which a passage says what it speaks of
_OPENING_OF_SPIRITS = 120
_NAMES_TOPIC = frozenset("关对针就在")
# 关于防汛工作，会议强调…
_TOPIC = re.compile(
    r"(?:关于|对于|针对|就|在)(?P<topic>[^，。；：]{2,40})，(?:会议|[\u4e00-\u9fff·]{2,8}?)(?:还)?(?:指出|强调|要求|认为|提出|明确|表示|说)"
)
# 全县, …工作
_ABOUT_IT = re.compile(r"^(?:[全我本][省市县区州盟旗])?(?:当前|近期)?|的?(?:工作|情况|方面|问题|有关|相关)*$")
_MARKS = "、和及与"
_LISTS = ("consider", "hear", "brief", "arrange")


def is_vague(subject: str) -> bool:
    """Whether a lead says that something was passed on without saying what it was.

    >>> is_vague("省市有关会议精神"), is_vague("全省招商引资推进会议及近期有关会议精神")
    (True, False)
    """
    found = _VAGUE.search(subject)
    return found is not None and not _NAMES_SOME.search(subject, 0, found.start())


def parts_in_lead(matter: Matter, texts: Sequence[str], others: list[Matter]) -> list[Matter]:
    """The matters of a list of the lead of which the passages of the body, ``texts``, speak one by one, or itself."""
    spirits = matter.action in PASSED_ON
    parts = parts_of(matter, spirits=spirits)
    if spirits:
        parts = _told_apart(parts)
    if len(parts) > 1 and not any(parts[i].grams & parts[j].grams for i in range(len(parts)) for j in range(i)):
        openings = [grams_of(t[: _OPENING_OF_SPIRITS if spirits else _OPENING]) for t in texts]
        best = [max(range(len(parts)), key=lambda p: coverage(parts[p].grams, g)) for g in openings]
        won = {
            p
            for p, g in zip(best, openings, strict=True)
            if coverage(parts[p].grams, g) >= max([0.3 if spirits else 0.5, *(coverage(o.grams, g) for o in others)])
        }
        if len(won) == len(parts) or (len(won) >= 2 and len(won) >= len(parts) - 1):
            return parts
    told = told_in_passages(matter, texts, others)
    return list(told.values()) or (spirits and _specified(matter, texts, others)) or [matter]


def _specified(matter: Matter, texts: Sequence[str], others: list[Matter]) -> list[Matter]:
    """What was passed on, where the lead only says that something was (近期重要讲话精神) and passages of the body begin
    with what it was."""
    if not is_vague(matter.subject):
        return []
    named = [found["thing"].strip("《》") for text in texts if (found := _SPEAKS_ON.match(text))]
    parts = [_part(matter, thing) for thing in named if not is_vague(thing)]
    parts = [p for p in parts if not any(overlap(p.grams, other.grams) >= _KNOWN for other in others)]
    return parts if len(parts) >= _FEWEST else []


def _opening(text: str) -> Opening:
    """What a passage says that it speaks of, else what it says first."""
    match = _TOPIC.match(text) if text[:1] in _NAMES_TOPIC else None
    if match is None:
        return Opening(grams_of(text[:_OPENING]), None)
    return Opening(grams_of(match["topic"]), _core(match["topic"]))


def _core(name: str) -> str:
    """A name without what two mentions of a matter may differ by (全县防汛工作, “防汛”)."""
    return _ABOUT_IT.sub("", name.replace("“", "").replace("”", ""))


def told_in_passages(matter: Matter, passages: Sequence[str], others: list[Matter]) -> dict[int, Matter]:
    """The matters of a list, by the number of the passage that speaks of each; none where it is one matter.

    ``others`` are what the passages may speak of instead. Parts of which no passage speaks have numbers beyond the
    last: one of three or more between 、, and up to half where the others are named as topics.
    """
    if not may_be_several(matter) or len(passages) < _FEWEST:
        return {}
    if "、" not in matter.subject and not any(text[:1] in _NAMES_TOPIC for text in passages):
        return {}
    openings = [_opening(text) for text in passages]
    for pieces, may_miss in _cuttings(matter):
        parts = [_part(matter, piece) for piece in pieces]
        won = _named(parts, openings)
        if len(won) > 1 and 2 * len(won) >= len(parts):
            return {won.get(at, len(openings) + at): part for at, part in enumerate(parts)}
        if may_miss is None or _only_if_named(matter, pieces) or len(_told_apart(parts)) < len(parts):
            continue
        won = _won(parts, openings, others)
        if len(won) >= max(2, len(parts) - may_miss):
            return {won.get(at, len(openings) + at): part for at, part in enumerate(parts)}
    return {}


def _named(parts: list[Matter], openings: Sequence[Opening]) -> dict[int, int]:
    """The numbers of the parts that passages name as their topic, with those of the passages."""
    won: dict[int, int] = {}
    cores = [_core(part.subject) for part in parts]
    for number, opening in enumerate(openings):
        if opening.topic is None:
            continue
        same = [at for at, core in enumerate(cores) if core == opening.topic]
        alike = same or [at for at, core in enumerate(cores) if core.endswith(opening.topic)]
        if len(alike) == 1:
            won.setdefault(alike[0], number)
    return won


def _won(parts: list[Matter], openings: Sequence[Opening], others: list[Matter]) -> dict[int, int]:
    """The numbers of the parts of which passages speak more than of anything else, with those of the passages."""
    won: dict[int, int] = {}
    for number, opening in enumerate(openings):
        said = [_said(part, opening.grams) for part in parts]
        most = max(said)
        winner = said.index(most)
        if (
            len(parts[winner].grams & opening.grams) >= _SPOKEN
            and said.count(most) == 1
            and all(most > _said(other, opening.grams) for other in others)
        ):
            won.setdefault(winner, number)
    return won


def may_be_several(matter: Matter) -> bool:
    """Whether a matter may be a list that passages tell apart."""
    return matter.action in _LISTS and any(mark in matter.subject for mark in _MARKS)


def _only_if_named(matter: Matter, pieces: list[str]) -> bool:
    """Whether parts are so short, or measures rather than matters, that only a passage that names its topic tells them
    apart."""
    return matter.action == "arrange" or min(map(len, pieces)) < _SHORTEST_PART


def _said(matter: Matter, opening: frozenset[str]) -> float:
    """How much a passage says of a matter: how many of its bigrams, weighed by their share of them."""
    return len(matter.grams & opening) * coverage(matter.grams, opening)


def parts_of(matter: Matter, *, spirits: bool = False) -> list[Matter]:
    """The matters of a list under one verb, for finding each in the body; of what is relayed only with ``spirits``."""
    passed_on = spirits and matter.action in PASSED_ON
    pieces = relayed(matter.subject) if passed_on else _pieces(matter.subject)
    passed_on = passed_on and all(map(_SPIRIT.search, pieces))
    if matter.documents or not (passed_on or matter.action in ("consider", "hear", "brief")):
        return [matter]
    last = _AND_MORE.split(pieces[-1], maxsplit=1)
    if not passed_on and len(last) == 2 and (len(pieces) > 1 or min(map(len, last)) >= 8):
        pieces[-1:] = last
    if len(pieces) < 2 or any(len(p) < 2 for p in pieces):
        return [matter]
    return [_part(matter, piece) for piece in pieces]


def _cuttings(matter: Matter) -> Iterator[tuple[list[str], int | None]]:
    """The ways in which a list may be several matters, that of most parts first, and of how many parts the passages may
    not speak; None where they must name the parts."""
    pieces = _pieces(matter.subject)
    if sum(bool(_DOES.match(piece)) for piece in pieces) > (matter.action != "arrange"):
        return
    last = _at_conjunctions(pieces[-1])
    if len(last) > 1 and not _shares_ending(pieces, last):
        yield [*pieces[:-1], *last], 0 if len(pieces) > 1 else None
    if len(pieces) > 1 and min(map(len, pieces)) > 1:
        yield pieces, 1


def _shares_ending(pieces: list[str], last: list[str]) -> bool:
    """Whether what closes each part of a list (情况) closes of those between 和 only the last, so that they are one."""
    ending = last[-1][-2:]
    return len(pieces) > 1 and pieces[0].endswith(ending) and not all(part.endswith(ending) for part in last)


def _at_conjunctions(text: str) -> list[str]:
    """The two parts about the conjunction that closes a list (和, 及; 以及 before any other), each long enough to name
    a matter; the whole where none does."""
    cuts = [
        match
        for match in _AND.finditer(masked(text))
        if match.start() >= _SHORTEST_PART and len(text) - match.end() >= _SHORTEST_PART
    ]
    cut = next((match for match in cuts if match.group().endswith("以及")), cuts[0] if cuts else None)
    return [text[: cut.start()], text[cut.end() :]] if cut else [text]


def _told_apart(parts: list[Matter]) -> list[Matter]:
    """The parts by the bigrams that no other shares; one list again where a part has none of its own."""
    shared = Counter(gram for part in parts for gram in part.grams)
    own = [frozenset(gram for gram in part.grams if shared[gram] == 1) for part in parts]
    if not all(own):
        return parts[:1]
    for part, grams in zip(parts, own, strict=True):
        part.grams = grams
    return parts


def _pieces(subject: str) -> list[str]:
    """The parts between 、, of which ranks side by side are none (省、市民生实事)."""
    pieces: list[str] = []
    for _, piece in split_list(subject):
        if pieces and pieces[-1][-1] in _RANKS and piece[0] in _RANKS:
            pieces[-1] = f"{pieces[-1]}、{piece}"
        else:
            pieces.append(piece)
    return pieces


def _part(matter: Matter, piece: str) -> Matter:
    part = make_matter(
        matter.action, matter.decision, subject_of("consider", piece), matter.start, matter.end, matter.sentence
    )
    part.in_lead, part.verb = matter.in_lead, matter.verb
    if matter.documents:
        part.documents = tuple(title.title for title in find_titles(piece))
    return part


def relayed(subject: str) -> list[str]:
    """What a clause relays, speech by speech: cut after 精神, 讲话 …, not before a mere addition (和指示精神)."""
    pieces: list[str] = []
    for piece in _AFTER_SPIRIT.split(subject):
        if pieces and len(piece) < _SHORTEST_SPEECH:
            pieces[-1] = f"{pieces[-1]}、{piece}"
        else:
            pieces.append(piece)
    return pieces
