"""Earlier matters that an act names again, in full or by a short form."""

from __future__ import annotations

import re

from analysis.parsing.documents import Document
from analysis.parsing.matters import Matter, Place, Reading, grams_of, overlap
from analysis.records import Decision

_SHORT_FORM = 8  # characters of the longest title that may stand for a longer one
_SPOKEN_OF = 0.8  # overlap of what is agreed to with the report that it is about


def spoken_of(reading: Reading, number: int, thing: str) -> Matter | None:
    """The matter of an earlier sentence that a decision (会议原则同意…的汇报, 通过批准…的决议) is about."""
    grams = grams_of(thing)
    prior = [
        m
        for m in reading.matters
        if (not m.in_lead or m.sentence != number) and m.decision is None and m.action in ("hear", "brief")
    ]
    best = max(prior, key=lambda m: overlap(m.grams, grams), default=None)
    return best if best is not None and overlap(best.grams, grams) >= _SPOKEN_OF else None


def settle(place: Place, names: list[str], verbs: str, decision: Decision | None) -> list[bool]:
    """Whether each of what is agreed to (会议原则同意防汛工作汇报) was heard before; the decision is then on that."""
    heard = [spoken_of(place.reading, place.number, name) for name in names]
    for matter in filter(None, heard):
        matter.decision = matter.decision or decision
        if matter.in_lead and matter.passage is None:
            matter.passage = place.clauses[place.nth].start + place.at
        if verbs.endswith("通过"):
            matter.action = "deliberate"
    return [matter is not None for matter in heard]


def decide_last(place: Place, decision: Decision | None, end: int) -> None:
    """An answer that is decided (研究确定贯彻意见) decides the matter before it, and is part of it in its sentence."""
    if decision is None or not place.reading.matters:
        return
    last = next((m for m in reversed(place.reading.matters) if m.sentence == place.number), None)
    if last is not None:
        last.end = max(last.end, end)
    else:
        last = place.reading.matters[-1]
    last.decision = last.decision or decision


def named_before(reading: Reading, titles: list[Document], thing: str) -> Matter | None:
    """The matter that a short form stands for: 《条例》 what ends so, 考核办法 a 综合考核办法 before it."""
    if not titles and len(thing) <= _SHORT_FORM:
        return next((m for m in reading.matters if _shortens(thing, m.subject)), None)
    if len(titles) != 1 or len(titles[0].title) > _SHORT_FORM:
        return None
    ending = titles[0].title
    return next(
        (
            m
            for m in reading.matters
            for title in map(_bare, m.documents)
            if len(title) > len(ending) and title.endswith(ending)
        ),
        None,
    )


def _bare(title: str) -> str:
    """A title without the brackets after it (办法（送审稿）)."""
    return re.sub(r"(?:[（(][^（）()]{0,20}[）)])+$", "", title)


def _shortens(short: str, subject: str) -> bool:
    """Whether a name is what is left of a longer one that ends alike, its characters in their order."""
    plain = re.sub(r"[（(][^）)]*[）)]", "", subject)
    letters = iter(plain)
    return len(short) < len(plain) and plain[-2:] == short[-2:] and all(letter in letters for letter in short)
