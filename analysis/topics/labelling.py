"""Topics for an agenda item, with the strings of the text that earned them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import replace
from math import log2

from analysis.records import AgendaItem, Match, Span, TopicLabel
from analysis.topics.taxonomy import Taxonomy

MOST = 3  # labels an item
DECIDES = 2.0  # a subject that scores this much names its own topic
PASSAGE = 2.0  # what a whole passage is worth beside a subject that names its topic
PASSAGE_ALONE = 6.0  # and beside one that does not
ANNOUNCEMENT = 0.5  # what a match in the announcement outside the subject is worth beside one in it
SCANT = 12.0  # a passage with less than this evidence in all speaks more softly
NEAR = 0.4  # a label needs this share of the first one's score
BESIDE = 0.5  # where the meeting is of a topic's field, that topic has at least this share of the first one's score
OPENING = 160  # characters in which a report names the meeting
MATTERS = re.compile("传达|学习|听取|审议|研究|讨论|通过|部署|贯彻")  # what follows is what the meeting took up
LEAST = 1.0  # an item whose best topic scores less than this gets none


def label(text: str, item: AgendaItem, taxonomy: Taxonomy) -> AgendaItem:
    """``item`` with its one to three topics, the main one first, or with none where nothing speaks for any.

    The subject decides. The rest of the announcement and the passage say which topics stand beside, and decide where
    the subject is general (重要讲话精神). A string inside a longer pattern says nothing (安全 in 粮食安全). The weights
    of an item's topics sum to 1; the matches are offsets into ``text``.

    >>> from analysis.topics import load_taxonomy
    >>> item = AgendaItem(1, "consider", "安全生产工作", Span(0, 10))
    >>> [topic.topic for topic in label("会议研究安全生产工作。", item, load_taxonomy()).topics]
    ['safety']
    """
    subject, announcement = _subject(text, item), item.announcement
    passage = item.passage or announcement
    evidence: dict[str, list[Match]] = defaultdict(list)
    in_subject: Counter[str] = Counter()
    in_announcement: Counter[str] = Counter()
    in_passage: dict[str, Counter[tuple[str, float]]] = defaultdict(Counter)
    first: dict[str, int] = {}
    told: set[tuple[str, str]] = set()
    for match, votes in _matches(text, (subject, announcement, passage), taxonomy):
        for topic, weight in votes:
            evidence[topic].append(match)
            if subject.start <= match.start and match.end <= subject.end:
                zone, share = in_subject, 1.0
            elif announcement.start <= match.start and match.end <= announcement.end:
                zone, share = in_announcement, ANNOUNCEMENT
            else:
                in_passage[topic][match.pattern, weight] += 1
                continue
            if (topic, match.pattern) not in told:
                told.add((topic, match.pattern))
                first.setdefault(topic, match.start)
                zone[topic] += weight * share  # type: ignore[assignment]
    said = {t: sum(w * (1 + log2(n)) for (_, w), n in counts.items()) for t, counts in in_passage.items()}
    whole = max(sum(value for value in said.values() if value > 0), SCANT)
    decided = any(score >= DECIDES for topic, score in in_subject.items() if topic not in taxonomy.general)
    worth = PASSAGE if decided else PASSAGE_ALONE
    scores = {
        topic: in_subject[topic] + in_announcement[topic] + worth * said.get(topic, 0.0) / whole for topic in evidence
    }
    ranked = sorted(scores, key=lambda topic: (-scores[topic], first.get(topic, len(text)), topic))
    particular = [topic for topic in ranked if topic not in taxonomy.general and scores[topic] >= LEAST]
    chosen = particular or [topic for topic in ranked if scores[topic] > 0][:1]
    if not chosen:
        return item
    for topic, match in _of_meeting(text, taxonomy).items():
        evidence[topic].insert(0, match)
        scores[topic] = max(scores.get(topic, 0.0), BESIDE * scores[chosen[0]])
        chosen = sorted({*chosen, topic}, key=lambda topic: -scores[topic])
    chosen = [topic for topic in chosen if scores[topic] >= NEAR * scores[chosen[0]]][:MOST]
    total = sum(scores[topic] for topic in chosen)
    return replace(
        item,
        topics=tuple(TopicLabel(topic, scores[topic] / total, tuple(evidence[topic])) for topic in chosen),
    )


def _subject(text: str, item: AgendaItem) -> Span:
    """Where the announcement says the subject; the whole announcement where it says it in other words."""
    start = text.find(item.subject, item.announcement.start, item.announcement.end) if item.subject else -1
    return Span(start, start + len(item.subject)) if start >= 0 else item.announcement


def _of_meeting(text: str, taxonomy: Taxonomy) -> dict[str, Match]:
    """The topics in whose field the meeting lies, with the name that the report's opening gives it."""
    opening = text[:OPENING]
    if matters := MATTERS.search(opening):
        opening = opening[: matters.start()]
    return {
        topic.id: Match(start, start + len(name), name)
        for topic in taxonomy.topics
        for name in topic.meeting
        if (start := opening.find(name)) >= 0
    }


def _matches(
    text: str, spans: tuple[Span, ...], taxonomy: Taxonomy
) -> list[tuple[Match, tuple[tuple[str, float], ...]]]:
    """The patterns found in the spans, in order, without those that lie inside a longer one."""
    found = []
    for start, end in _union(spans):
        for last, (pattern, votes) in taxonomy.automaton.iter(text, start, end):
            found.append((Match(last + 1 - len(pattern), last + 1, pattern), votes))
    found.sort(key=lambda pair: (pair[0].start, -pair[0].end))
    outer = []
    reached = 0
    for match, votes in found:
        if match.end > reached:
            reached = match.end
            outer.append((match, votes))
    return outer


def _union(spans: tuple[Span, ...]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for span in sorted(spans, key=lambda span: span.start):
        if merged and span.start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], span.end))
        else:
            merged.append((span.start, span.end))
    return merged
