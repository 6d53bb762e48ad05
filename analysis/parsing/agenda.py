"""The agenda items of a report: its sentences are read, lead and body reconciled, and items put in the body's order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from analysis.parsing.acts import MEETING_SPEAKS, OPENING, read_verbs, subject_of
from analysis.parsing.announcing import read_sentence
from analysis.parsing.matters import Matter, Reading, coverage, grams_of, make_matter
from analysis.parsing.reconciling import reconcile
from analysis.parsing.sentences import Sentence
from analysis.records import AgendaItem, Span


@dataclass(slots=True)
class Agenda:
    """What was read: items, and whether other matters were taken up (with the place that says so)."""

    items: tuple[AgendaItem, ...] = ()
    other: Span | None = None


def find_agenda(
    text: str, sentences: list[Sentence], lead: int, *, title: str | None = None, fallback: str | None = None
) -> Agenda:
    """The agenda of the meeting whose lead is sentence number ``lead``.

    ``title`` is read where the text announces nothing; ``fallback`` is the subject of the one item of a report that
    announces none anywhere.
    """
    reading = Reading(sentences, lead)
    for number, sentence in enumerate(sentences):
        if number >= lead:
            read_sentence(reading, number, sentence)
    matters = reconcile(reading)
    turns = [] if matters else _from_turns(sentences, lead)
    if len(turns) > 1:
        matters = turns
    if not matters and title:
        matters = _from_title(title, sentences, lead)
    matters = matters or turns
    if not matters:
        matters = _from_theme(sentences, lead)
    if not matters and fallback and not set(fallback) - set(text[sentences[lead].start :]):
        spoken = next((s for s in sentences[lead + 1 :] if MEETING_SPEAKS.match(s.text)), sentences[lead])
        first = sentences[lead]
        matters = [Matter("arrange", None, fallback, first.start, first.end, lead, passage=spoken.start)]
        if set(fallback) - set(first.text):
            matters[0].end = sentences[-1].end
    return Agenda(_finish(text, reading, matters), reading.other)


_SHORTEST = 4  # characters of a subject that only the title names


def _from_title(title: str, sentences: list[Sentence], lead: int) -> list[Matter]:
    for segment in re.split(r"[\s　:：|]+", title):
        match = OPENING.match(segment)
        if match and len(segment) > match.end() + 2 and match["verbs"] not in ("通过", "明确", "决定"):
            read = read_verbs(match["verbs"])
            subject = subject_of(read.action, segment[match.end() :].removesuffix("工作"))
            grams = grams_of(subject)
            where = next(
                (s for s in sentences[lead:] if coverage(grams, grams_of(s.text)) > 0.5),
                sentences[min(lead + 1, len(sentences) - 1)],
            )
            matter = make_matter(read.action, read.decision, subject, where.start, where.end, lead)
            matter.passage = where.start
            if set(subject) - set(where.text):  # the title sums up what several sentences say
                matter.start = matter.passage = sentences[lead].start
                matter.end = sentences[-1].end
                said = "".join(s.text for s in sentences[lead:])
                if set(subject) - set(said):
                    block = SequenceMatcher(None, said, subject, autojunk=False).find_longest_match()
                    matter.subject = subject[block.b : block.b + block.size]
            return [matter] if len(matter.subject) >= _SHORTEST else []
    return []


_TURNS = re.compile(
    r"(?:关于|就|针对)(?P<thing>[^，。；：]{2,40}?)(?:方面|问题|事宜)?(?:的?工作)?，(?:会议|[\u4e00-\u9fff·]{2,8}?)(?:还)?(?:要求|强调|指出|认为|提出|明确)"
)


def _from_turns(sentences: list[Sentence], lead: int) -> list[Matter]:
    """The matters of a meeting that announces none, but of which paragraph by paragraph is told what was said on each
    (关于渔港建设，林一舟要求)."""
    matters = []
    for before, sentence in pairwise(sentences[lead:]):
        found = _TURNS.match(sentence.text) if before.paragraph != sentence.paragraph else None
        if found:
            matter = make_matter("consider", None, found["thing"].strip("“”"), sentence.start, sentence.end, lead)
            matter.passage = sentence.start
            matters.append(matter)
    return matters


_THEMES = (
    re.compile(r"(?:主要)?(?:议题|议程|任务)(?:有|是|为)[：:]?(?P<thing>[^，；。：]{4,120})"),
    re.compile(r"以(?P<thing>[^。；]{4,160}?)为(?:主题|议题)"),
    re.compile(r"围绕(?P<thing>[“][^”]{4,60}[”])"),
)
_THEME_REACH = 5  # sentences from the lead in which a report says what its meeting is about


def _from_theme(sentences: list[Sentence], lead: int) -> list[Matter]:
    """The one matter of a meeting that announces no act: what it says its theme or main topic is."""
    for sentence in sentences[lead : lead + _THEME_REACH]:
        for pattern in _THEMES:
            found = pattern.search(sentence.text)
            if found is None:
                continue
            thing = found["thing"]
            verbs = OPENING.match(thing)
            read = read_verbs(verbs["verbs"] if verbs else "协商" if "协商" in sentence.text else "学习")
            subject = subject_of(read.action, thing[verbs.end() :] if verbs else thing)
            if len(subject) < 4:
                continue
            matter = make_matter(read.action, None, subject, sentence.start, sentence.end, lead)
            matter.passage = sentence.start
            return [matter]
    return []


def _finish(text: str, reading: Reading, matters: list[Matter]) -> tuple[AgendaItem, ...]:
    keyed: list[tuple[float, int, Matter]] = []
    previous = -1.0
    for number, matter in enumerate(sorted(matters, key=lambda m: (m.sentence, m.start))):
        key = float(matter.passage) if matter.passage is not None else max(previous, 0.0) + 0.001
        if matter.passage is None and not any(m.passage is not None for m in matters):
            key = matter.start
        if matter.in_lead or matter.passage is None:
            previous = key
        keyed.append((key, number, matter))
    keyed.sort(key=lambda entry: (entry[0], entry[1]))
    frames = sorted(reading.sentences[n].start for n in reading.frames)
    starts = sorted({m.passage for _, _, m in keyed if m.passage is not None})
    items: list[AgendaItem] = []
    for order, (_, _, matter) in enumerate(keyed, 1):
        passage = None
        if matter.passage is not None:
            following = (
                [p for p in starts if p > matter.passage] + [f for f in frames if f > matter.passage] + [len(text)]
            )
            end = min(following)
            passage = Span(matter.passage, matter.passage + len(text[matter.passage : end].rstrip()))
        if (
            matter.action == "hear"
            and "审议" in matter.verb
            and matter.decision in ("approved", "approved_in_principle")
        ):
            matter.action = "deliberate"
        announcement = Span(matter.start, matter.end)
        if matter.told and set(matter.subject) - set(announcement.of(text)):
            announcement = Span(*matter.told)
        items.append(
            AgendaItem(
                order,
                matter.action,
                matter.subject,
                announcement,
                matter.decision,
                passage,
                matter.documents,
            )
        )
    return tuple(items)
