"""The agenda items of a report: its sentences are read, lead and body reconciled, and items put in the body's order."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass

from analysis.parsing.acts import MEETING_SPEAKS
from analysis.parsing.announcing import read_sentence
from analysis.parsing.matters import Matter, Reading
from analysis.parsing.reconciling import reconcile
from analysis.parsing.sentences import Sentence
from analysis.parsing.unannounced import purposes, without_acts
from analysis.records import AgendaItem, Span

_BULLETS = "●•·◆■▪▲★○◎☆▶►◇※◼✦✓√\ufe0f \u3000"
"""Marks with which entries of a list begin, whatever is told in them."""


@dataclass(slots=True)
class Agenda:
    """What was read: items, and whether other matters were taken up (with the place that says so)."""

    items: tuple[AgendaItem, ...] = ()
    other: Span | None = None


def find_agenda(
    text: str,
    sentences: list[Sentence],
    lead: int,
    *,
    title: str | None = None,
    sat: Callable[[], bool],
    fallback: str | None = None,
) -> Agenda:
    """The agenda of the meeting whose lead is sentence number ``lead``.

    ``title`` is read where the text announces nothing, and what the meeting was held for where it ``sat`` for sure,
    which is asked only then; ``fallback`` is the subject of the one item of a report that announces none anywhere.
    """
    sentences = [_without_bullet(sentence) for sentence in sentences]
    reading = Reading(sentences, lead)
    for number, sentence in enumerate(sentences):
        if number >= lead:
            read_sentence(reading, number, sentence)
    matters = reconcile(reading) or without_acts(sentences, lead, title=title)
    if not matters and sat():
        reading.matters = purposes(sentences, lead)
        matters = reconcile(reading)
    if not matters and fallback and not set(fallback) - set(text[sentences[lead].start :]):
        spoken = next((s for s in sentences[lead + 1 :] if MEETING_SPEAKS.match(s.text)), sentences[lead])
        first = sentences[lead]
        matters = [Matter("arrange", None, fallback, first.start, first.end, lead, passage=spoken.start)]
        if set(fallback) - set(first.text):
            matters[0].end = sentences[-1].end
    return Agenda(_finish(text, reading, matters), reading.other)


def _without_bullet(sentence: Sentence) -> Sentence:
    """The sentence from behind the mark with which it begins as an entry of a list (●听取…)."""
    if sentence.text[0] not in _BULLETS:
        return sentence
    told = sentence.text.lstrip(_BULLETS)
    return sentence._replace(start=sentence.end - len(told), text=told) if told else sentence


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
    bounds = {m.passage for m in matters if m.passage is not None}
    bounds.update(reading.sentences[n].start for n in reading.frames)
    ends = [*sorted(bounds), len(text)]
    items: list[AgendaItem] = []
    for order, (_, _, matter) in enumerate(keyed, 1):
        passage = None
        if matter.passage is not None:
            end = ends[bisect_right(ends, matter.passage)]
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
