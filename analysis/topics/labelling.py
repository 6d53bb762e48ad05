"""Topics for an agenda item, with the strings of the text that earned them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from math import log2

import ahocorasick

from analysis.records import PASSED_ON, AgendaItem, Match, Span, TopicLabel
from analysis.topics.taxonomy import Taxonomy

MOST = 3  # labels an item
NEAR = 0.35  # a label needs this share of the first one's score
LEAST = 1.0  # a topic that scores less than this is none
FURTHER = 0.15  # what a topic's further patterns in one place are worth beside its strongest
HEAD = 1.0  # what being the head of the subject is worth
LISTED = 3.0  # and of the first of several listed, which name the item together
DECIDES = 2.0  # a subject that scores this much for a topic decides the matter
NAMES = 4.0  # a pattern of this weight names its topic outright
YIELDS = 0.5  # what a pattern that yields is worth behind a word of another topic
FIELD = 2.5  # and the weight that such a word has
ANNOUNCEMENT = 0.5  # what a pattern in the announcement outside the subject is worth beside one in it
PASSAGE = 2.5  # what a whole passage is worth beside a subject that decides
PASSAGE_ALONE = 6.0  # and beside one that does not
SCANT = 20.0  # a passage with less than this evidence in all speaks more softly
TURNS = 0.5  # a passage turns to a topic where that has this share of its evidence: then the topic is not general
SPEECH = 0.35  # where the subject says no more than that somebody spoke, so much, if it is more than what is general
SAYS = 5.0  # a subject that scores this much for a general topic says more than that (全会精神)
BESIDE = 0.5  # where the meeting is of a topic's field, the topic has at least this share of the first one's score
BEFORE = 1.2  # and this one, where the subject says only of what kind the matter is
ACROSS = 20  # characters between the two strings of a pattern with a gap
STOPS = re.compile("[，。；：]")  # stands in no gap
OPENING = 160  # characters in which a report names the meeting
REPORTERS = 40  # characters within which a subject names who reports
REPORTER = re.compile("(?:局|委|办|厅|部|府|院|组|会|中心|处|署|任|书记|代表|委托|报告|汇报)(?:所?作|提交|提出)?的?$")
JOINS = re.compile("[、，；和与及并暨促]|支持|推动|助力|带动|引领|赋能")  # between coordinated matters, or two verbs
POSTS = "主席|主任|书记|省长|市长|县长|区长|州长|旗长|盟长|镇长|部长|厅长|局长|总理|院长|检察长|组长|秘书长"
SPOKE = "调研|视察|考察|检查|讲话|指示|批示"
SPEAKER = re.compile(
    f"(?:{POSTS})(?!{SPOKE})[^在关对就到来赴于有的同和与及，、；《》0-9]{{2,3}}(?:同志)?(?=[0-9在到来赴于的关对就]|{SPOKE})"
)
PARTS = re.compile("[、，；]|以及|(?<=精神|讲话|指示|批示|论述|文章)[和及与]")  # between things that are passed on
SHORTEST_PART = 6  # characters of one of them
TOLD = re.compile(  # a passage names what was passed on
    "(?:学习|学深悟透|学懂弄通|领会|领悟|把握|贯彻|落实|对照|按照)[好了透]?"
    "([^，。；：（(]{2,50}?(?:精神|讲话|指示|批示|论述|回信|贺信|》))"
)
SEVERAL = 3
OF_POSTS = "personnel"  # the topic of who takes or leaves a post, of whatever court or office,
POSTED = 1.2  # which has this share of the first one's score
MATTERS = re.compile("传达|学习|听取|审议|研究|讨论|通过|部署|贯彻")  # what follows is what the meeting took up


_new = tuple.__new__
"""Makes matches, of which a report has hundreds, in half the time that calling their class takes."""

_Vote = tuple[Match, tuple[tuple[str, float], ...]]


@dataclass(slots=True)
class _Heard:
    """What speaks for one topic: each pattern with its weight and, in the passage, how often it stands there."""

    matches: list[Match] = field(default_factory=list)
    subject: dict[str, float] = field(default_factory=dict)
    announcement: dict[str, float] = field(default_factory=dict)
    passage: dict[str, float] = field(default_factory=dict)
    times: dict[str, int] = field(default_factory=dict)

    def named(self) -> float:
        """The score of subject and announcement."""
        strength = _strength(self.subject) if self.subject else 0.0
        return strength + ANNOUNCEMENT * _strength(self.announcement) if self.announcement else strength

    def said(self) -> float:
        """The evidence in the passage: a pattern that comes again counts with the logarithm."""
        times = self.times
        return sum([weight * (1 + log2(times[pattern])) for pattern, weight in self.passage.items()])


def label(text: str, item: AgendaItem, taxonomy: Taxonomy) -> AgendaItem:
    """``item`` with its one to three topics, the main one first, or with none where nothing speaks for any and the
    meeting is of no topic's field.

    The subject decides, and in it the head of the first matter: a Chinese phrase ends in what it is about, so 景区征地
    is about land and 学生交通安全 about safety. What only says of what kind a matter is (项目, 专项资金) yields to the
    field before it, and who reports (市教育局关于…) or spoke (政协主席甲某某在…) says nothing. Where no pattern names a
    topic outright, words that usually go with one are heard as well. The rest of the announcement and the passage say
    which topics stand beside, and decide where the subject is general (重要讲话精神); what a passage names of what was
    passed on (要贯彻全省扶贫现场会精神) then speaks as the subject would. A string inside a longer pattern says nothing
    (安全 in 粮食安全), nor does one within a pattern with a gap (政协 in 政协…会议名单). The weights of an item's
    topics sum to 1; the matches are offsets into ``text``.

    >>> from analysis.topics import load_taxonomy
    >>> item = AgendaItem(1, "consider", "安全生产工作", Span(0, 10))
    >>> [topic.topic for topic in label("会议研究安全生产工作。", item, load_taxonomy()).topics]
    ['safety']
    """
    heard, fields = _listen(text, item, taxonomy)
    matches = {topic: voice.matches for topic, voice in heard.items()}
    meeting = _of_meeting(text[:OPENING], taxonomy)
    own = frozenset(topic for topic, _ in meeting)
    mixed = item.action in PASSED_ON and _are_mixed(fields)
    scores = _scores(heard, taxonomy.general, own=own, mixed=mixed)
    chosen = sorted(scores, key=lambda topic: (-scores[topic], matches[topic][0].start, topic))
    if not chosen and not meeting:
        return item
    first = scores[chosen[0]] if chosen else LEAST
    if item.action == "appoint" and OF_POSTS in scores:
        scores[OF_POSTS] = max(scores[OF_POSTS], POSTED * first)
    beside = BEFORE if meeting and _names_no_field(heard, taxonomy, own) else BESIDE
    for topic, name in meeting:
        matches[topic] = [name, *matches.get(topic, [])]
        scores[topic] = max(scores.get(topic, 0.0), beside * first)
    chosen = sorted(scores, key=lambda topic: (-scores[topic], chosen.index(topic) if topic in chosen else MOST))
    chosen = [topic for topic in chosen if scores[topic] >= NEAR * scores[chosen[0]]][:MOST]
    whole = sum(scores[topic] for topic in chosen)
    topics = (TopicLabel(topic, scores[topic] / whole, tuple(matches[topic])) for topic in chosen)
    return item._replace(topics=tuple(topics))


def _listen(text: str, item: AgendaItem, taxonomy: Taxonomy) -> tuple[dict[str, _Heard], list[str | None]]:
    """What speaks for each topic, and the field of each part of the subject."""
    subject, announcement = _subject(text, item), item.announcement
    found = _matches(text, (subject, announcement, item.passage or announcement), taxonomy.automaton)
    if across := _across(text, subject, taxonomy):
        ends = [match for match, _ in across]
        found = [vote for vote in found if not any(match.start < vote[0].end <= match.end for match in ends)]
        found = sorted(found + across, key=lambda vote: vote[0].start)
    named = _inside(found, subject)
    if item.action in PASSED_ON and (speakers := _speakers(text, subject)):
        of_speakers = [vote for speaker in speakers for vote in _inside(named, speaker)]
        found = [vote for vote in found if vote not in of_speakers]
        named = _inside(found, subject)
    matter = _matter(text, subject, named)
    if matter != subject:
        reporter = _inside(found, Span(subject.start, matter.start))
        found = [vote for vote in found if vote not in reporter]
        named = _inside(found, matter)
    if not any(_weight(vote, apart_from=taxonomy.general) >= NAMES for vote in named):
        further = _apart(_matches(text, (matter,), taxonomy.associated), named)
        found, named = found + further, sorted(named + further, key=lambda vote: vote[0].start)
    told = _told(text, item, found) if item.action in PASSED_ON and _is_general(named, taxonomy.general) else []
    as_subject, as_announcement = _starts(found, told[:1]), _starts(found, told[1:])
    behind = _behind(text, named, taxonomy.yielding)
    heard: dict[str, _Heard] = defaultdict(_Heard)
    for match, votes in found:
        start, end, pattern = match
        in_subject = (subject.start <= start and end <= subject.end) or start in as_subject
        in_announcement = not in_subject and (
            (announcement.start <= start and end <= announcement.end) or start in as_announcement
        )
        for topic, weight in votes:
            voice = heard[topic]
            voice.matches.append(match)
            if in_subject:
                yields = start in behind and topic in taxonomy.yielding.get(pattern, ())
                voice.subject[pattern] = YIELDS * weight if yields else weight
            elif in_announcement:
                voice.announcement[pattern] = weight
            else:
                voice.passage[pattern] = weight
                voice.times[pattern] = voice.times.get(pattern, 0) + 1
    if head := _head(text, [vote for vote in named if vote[0].start not in behind] if behind else named):
        worth = LISTED if item.action not in PASSED_ON and _are_listed(text, matter, named) else HEAD
        for topic, weight in head[1]:
            if weight >= DECIDES:
                heard[topic].subject[head[0].pattern] += worth
    return heard, _fields(text, matter, named, taxonomy.general) if item.action in PASSED_ON else []


def _is_general(named: list[_Vote], general: frozenset[str]) -> bool:
    """Whether the subject says of something general, and names no field."""
    return any(topic in general for _, votes in named for topic, _ in votes) and not any(
        _weight(vote, apart_from=general) >= DECIDES for vote in named
    )


def _told(text: str, item: AgendaItem, found: list[_Vote]) -> list[Span]:
    """What the passage names of the things that were passed on: 要贯彻全省扶贫现场会精神."""
    passage = item.passage or item.announcement
    start = max(passage.start, item.announcement.end)
    spans = [Span(*match.span(1)) for match in TOLD.finditer(text, start, passage.end)]
    return [span for span in spans if any(_weight(vote) >= DECIDES for vote in _inside(found, span))]


def _starts(votes: list[_Vote], spans: list[Span]) -> set[int]:
    """Where the votes begin that lie within the spans."""
    return {vote[0].start for span in spans for vote in _inside(votes, span)}


def _names_no_field(heard: Mapping[str, _Heard], taxonomy: Taxonomy, own: frozenset[str]) -> bool:
    """Whether all patterns that speak in the subject, except for the meeting's own field, are such as yield."""
    spoken = [(topic, pattern) for topic, voice in heard.items() if topic not in own for pattern in voice.subject]
    return bool(spoken) and all(topic in taxonomy.yielding.get(pattern, ()) for topic, pattern in spoken)


def _are_listed(text: str, matter: Span, named: list[_Vote]) -> bool:
    """Whether the subject lists several matters, each with a word of its own."""
    if text.count("、", matter.start, matter.end) < SEVERAL - 1:
        return False
    parts = {text.count("、", matter.start, vote[0].start) for vote in named if _weight(vote) >= DECIDES}
    return len(parts) >= SEVERAL


def _fields(text: str, matter: Span, named: list[_Vote], general: frozenset[str]) -> list[str | None]:
    """The field of each part of what is passed on, None where a part names none."""
    cuts = [match.span() for match in PARTS.finditer(text, matter.start, matter.end)]
    starts = [matter.start, *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), matter.end]
    fields: list[str | None] = []
    for start, end in zip(starts, ends, strict=True):
        if end - start < SHORTEST_PART:
            continue
        inside = _inside(named, Span(start, end))
        best = max(inside, key=lambda vote: _weight(vote, apart_from=general), default=None)
        strong = best is not None and _weight(best, apart_from=general) >= DECIDES
        fields.append(max(best[1], key=lambda vote: (vote[0] not in general, vote[1]))[0] if best and strong else None)
    return fields


def _speakers(text: str, subject: Span) -> list[Span]:
    """Who spoke, of what body, where post and name are told: 市人大常委会主任甲某某 says nothing of the field."""
    speakers = []
    for match in SPEAKER.finditer(text, subject.start, subject.end):
        starts = [cut.end() for cut in PARTS.finditer(text, subject.start, match.start())]
        speakers.append(Span(starts[-1] if starts else subject.start, match.end()))
    return speakers


def _are_mixed(fields: list[str | None]) -> bool:
    """Whether several things are passed on of which no field has more than half.

    Three are mixed only where each is of a field of its own, or one of them alone names any and is not the first.
    """
    named = Counter(filter(None, fields))
    if len(fields) < SEVERAL or not named or 2 * max(named.values()) > len(fields):
        return False
    return len(fields) > SEVERAL or len(named) == SEVERAL or (fields[0] is None and named.total() == 1)


def _inside(votes: list[_Vote], span: Span) -> list[_Vote]:
    """Of votes in their order those that lie within the span."""
    first = bisect_left(votes, span.start, key=lambda vote: vote[0].start)
    after = bisect_left(votes, span.end, key=lambda vote: vote[0].start)
    return [vote for vote in votes[first:after] if vote[0].end <= span.end]


def _matter(text: str, subject: Span, named: list[_Vote]) -> Span:
    """The subject without those who report, where what follows them says something of its own."""
    start = text.rfind("关于", subject.start, min(subject.start + REPORTERS, subject.end))
    if start <= subject.start or not REPORTER.search(text[subject.start : start].rstrip("《〈“")):
        return subject
    matter = Span(start, subject.end)
    return matter if any(_weight(vote) >= DECIDES for vote in _inside(named, matter)) else subject


def _behind(text: str, named: list[_Vote], yielding: Mapping[str, frozenset[str]]) -> set[int]:
    """Where patterns begin that yield to a word of another topic before them in the same matter."""
    behind = set[int]()
    if len(named) < 2 or not any(match.pattern in yielding for match, _ in named):  # as in most subjects
        return behind
    fields = set[str]()
    reached = named[0][0].start
    for (start, end, pattern), votes in named:
        if fields and JOINS.search(text, reached, start):
            fields.clear()
        yields = yielding.get(pattern, frozenset())
        fields.update(topic for topic, weight in votes if weight >= FIELD and topic not in yields)
        if yields and fields - yields:
            behind.add(start)
        reached = end
    return behind


def _head(text: str, named: list[_Vote]) -> _Vote | None:
    """The pattern in which the first of coordinated matters ends."""
    head: _Vote | None = None
    for vote in named:
        weight = _weight(vote)
        if head is None:
            head = vote if weight >= DECIDES else None
        elif JOINS.search(text, head[0].end, vote[0].start):
            break
        elif weight >= NAMES and vote[0].start >= head[0].end:
            head = vote
    return head


def _weight(vote: _Vote, *, apart_from: frozenset[str] = frozenset()) -> float:
    return max((weight for topic, weight in vote[1] if topic not in apart_from), default=0.0)


def _apart(votes: list[_Vote], others: list[_Vote]) -> list[_Vote]:
    """The votes that overlap none of the others, except for one that passes over the very same string."""
    return [
        vote
        for vote in votes
        if not any(
            vote[0].start < other.end and other.start < vote[0].end and (speaks or other != vote[0])
            for other, speaks in others
        )
    ]


def _scores(
    heard: Mapping[str, _Heard], general: frozenset[str], *, own: frozenset[str] = frozenset(), mixed: bool = False
) -> dict[str, float]:
    """The score of every topic that comes into question.

    A passage turns to a field more readily from a speech than from a plenary session, which is of all fields, and to
    none that is the meeting's ``own``: what a consultative body says of a speech speaks of itself. Of ``mixed`` things
    that are passed on, what is general about them comes first.
    """
    said = {topic: voice.said() for topic, voice in heard.items()}
    whole = max(sum(value for value in said.values() if value > 0), SCANT)
    named = {topic: voice.named() for topic, voice in heard.items()}
    decided = any(named[topic] >= DECIDES for topic in named.keys() - general)
    spoken_of = max((named[topic] for topic in general & named.keys()), default=0.0)
    turns = TURNS * whole
    if not decided and 0 < spoken_of < SAYS:
        turns = max(SPEECH * whole, *(said[topic] for topic in general & said.keys()))
    worth = PASSAGE if decided else PASSAGE_ALONE
    scores = {topic: named[topic] + worth * said[topic] / whole for topic in heard}
    particular = {
        topic: score
        for topic, score in scores.items()
        if topic not in general
        and score >= LEAST
        and (decided or not spoken_of or (topic not in own and said[topic] >= turns))
    }
    if particular and mixed and spoken_of and not any(said[topic] >= turns for topic in particular.keys() - own):
        first = max(particular.values())
        return particular | {topic: first + scores[topic] for topic in general & scores.keys() if named[topic] > 0}
    if particular:
        return particular
    return {topic: score for topic, score in scores.items() if topic in general and score >= LEAST}


def _strength(patterns: Mapping[str, float]) -> float:
    """The strongest pattern in full, the others in part: variants of one thing are not several; objections in full."""
    if len(patterns) < 2:  # as most are
        return sum(patterns.values(), 0.0)
    weights = sorted((weight for weight in patterns.values() if weight > 0), reverse=True)
    against = sum(weight for weight in patterns.values() if weight < 0)
    return sum(weights[:1]) + FURTHER * sum(weights[1:]) + against


def _subject(text: str, item: AgendaItem) -> Span:
    """Where the announcement says the subject, else where the report does, else the whole announcement."""
    if not item.subject:
        return item.announcement
    start = text.find(item.subject, item.announcement.start, item.announcement.end)
    if start < 0:
        start = text.find(item.subject)
    return Span(start, start + len(item.subject)) if start >= 0 else item.announcement


@lru_cache(maxsize=64)  # every item of a report is of its meeting
def _of_meeting(opening: str, taxonomy: Taxonomy) -> tuple[tuple[str, Match], ...]:
    """The topics in whose field the meeting lies, each with the name that the report's opening gives the meeting."""
    if matters := MATTERS.search(opening):
        opening = opening[: matters.start()]
    held = {name for _, name in taxonomy.meetings.iter(opening)} if len(taxonomy.meetings) else ()
    named = []
    for topic in taxonomy.topics if held else ():
        if name := next((name for name in topic.meeting if name in held), None):
            start = opening.find(name)
            named.append((topic.id, Match(start, start + len(name), name)))
    return tuple(named)


def _matches(text: str, spans: Iterable[Span], patterns: ahocorasick.Automaton) -> list[_Vote]:
    """The patterns found in the spans, in order, without those that lie inside a longer one."""
    outer: list[tuple[int, int, str, tuple[tuple[str, float], ...]]] = []
    reached = -1
    for begin, stop in _union(spans) if len(patterns) else ():
        for last, (pattern, votes) in patterns.iter(text, begin, stop):
            if last == reached:  # of patterns that end together the longest came first
                continue
            start, reached = last + 1 - len(pattern), last
            while outer and outer[-1][0] >= start:
                outer.pop()
            outer.append((start, last + 1, pattern, votes))
    return [(_new(Match, (start, end, pattern)), votes) for start, end, pattern, votes in outer]


def _across(text: str, subject: Span, taxonomy: Taxonomy) -> list[_Vote]:
    """The patterns with a gap that are found in the subject, of overlapping ones the longest."""
    found: list[_Vote] = []
    patterns = taxonomy.gapped
    for last, (second, firsts) in patterns.iter(text, subject.start, subject.end) if len(patterns) else ():
        until = last + 1 - len(second)
        for first, pattern, votes in firsts:
            start = text.find(first, max(subject.start, until - ACROSS - len(first)), until)
            if start >= 0 and not STOPS.search(text, start + len(first), until):
                found.append((Match(start, last + 1, pattern), votes))
    kept: list[_Vote] = []
    for vote in sorted(found, key=lambda vote: vote[0].start - vote[0].end):
        if _apart([vote], kept):
            kept.append(vote)
    return kept


def _union(spans: Iterable[Span]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for span in sorted(spans, key=lambda span: span.start):
        if merged and span.start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], span.end))
        else:
            merged.append((span.start, span.end))
    return merged
