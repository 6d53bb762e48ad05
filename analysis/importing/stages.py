"""One document through every stage, from what a reader found to what the library keeps."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from typing import Final

from analysis.cleaning import clean
from analysis.corpus.corrections import Correction, standing
from analysis.importing.correcting import Outcome, correct
from analysis.importing.doubting import doubts_of, doubts_of_digested
from analysis.language import Lexicon, cut_sentences, find_formulations, load_lexicon
from analysis.language import edited as edited_lexicon
from analysis.parsing import VERSION, addresses, dates, gazetteer, occasions, parse, towns
from analysis.records import AgendaItem, Doubt, Edits, Meeting, RawReport, Report, Sentence, Sighting, Span
from analysis.topics import Taxonomy, label, load_taxonomy
from analysis.topics import edited as edited_taxonomy

PARSER_FILES: Final = (*gazetteer.SOURCES, dates.EVENTS, occasions.OCCASIONS, addresses.ADDRESSES, towns.TOWNS)
NO_EDITS: Final = Edits()


@dataclass(frozen=True, slots=True)
class Part:
    """The words and formulations of a meeting (its number in the report, from 1), or of what tells of none (0)."""

    meeting: int
    sightings: tuple[Sighting, ...]
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Processed:
    """A report and everything that was read in it: one part a meeting, and one for what tells of none."""

    report: Report
    meeting: Meeting
    parts: tuple[Part, ...]
    doubts: tuple[Doubt, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    doubts_each: tuple[tuple[Doubt, ...], ...] = ()
    """The doubts of each meeting that is held: of a readout its own, of a digest those of its meetings."""


@dataclass(frozen=True, slots=True)
class Stages:
    """The stages with the lexicons that they read by, the library's ``edits`` made in them. ``parser`` and ``lexicon``
    name what results depend on, beside the ``corrections`` that people made, by report."""

    words: Lexicon
    taxonomy: Taxonomy
    edits: Edits = NO_EDITS
    corrections: Mapping[str, tuple[Correction, ...]] = field(default_factory=dict)

    @property
    def parser(self) -> str:
        """The parser's version."""
        return VERSION

    @property
    def lexicon(self) -> str:
        """The digest of taxonomy and lexicons, the parser's places and events among them."""
        return hashlib.sha256(f"{self.words.digest} {self.taxonomy.digest} {_digest()}".encode()).hexdigest()[:16]

    def interpret(self, report: Report) -> Meeting:
        """What a report says of its meeting, its items labelled with topics."""
        return self._label(report.text, parse(report))

    def process(self, report: Report) -> Processed:
        """Everything that the library keeps of a cleaned report."""
        given = self.corrections.get(report.report_id, ())
        read = self.interpret(report)
        corrected = correct(report, read, given, label=partial(label, report.text, taxonomy=self.taxonomy))
        meeting = corrected.meeting
        parts = tuple(self._cut(report.text, *part) for part in _parts(report, meeting))
        doubts = doubts_of(report, meeting, corrected.settled)
        each = tuple(
            doubts_of_digested(report, one, corrected.settled_of.get(number, frozenset()))
            for number, one in enumerate(meeting.digested)
        )
        return Processed(report, meeting, parts, doubts, corrected.outcomes, (doubts,) if meeting.is_readout else each)

    def _label(self, text: str, meeting: Meeting) -> Meeting:
        return replace(
            meeting,
            items=tuple(label(text, item, self.taxonomy) for item in meeting.items),
            digested=tuple(self._label(text, one) for one in meeting.digested),
        )

    def _cut(self, text: str, number: int, span: Span, items: Sequence[AgendaItem]) -> Part:
        """What a part says, cut as if it stood alone, with offsets into ``text``."""
        stretch, at = span.of(text), span.start
        own = [
            item._replace(announcement=item.announcement.moved(-at), passage=item.passage and item.passage.moved(-at))
            for item in (items if at else ())
        ] or items
        sentences, sightings = cut_sentences(stretch, own, self.words), find_formulations(stretch, own, self.words)
        if at:
            sightings = [sighting._replace(start=sighting.start + at, end=sighting.end + at) for sighting in sightings]
            sentences = [sentence._replace(start=sentence.start + at) for sentence in sentences]
        return Part(number, tuple(sightings), tuple(sentences))


def _parts(report: Report, meeting: Meeting) -> Iterator[tuple[int, Span, Sequence[AgendaItem]]]:
    """The number, the stretch and the items of each part of a report, in the order of the text."""
    if meeting.is_readout:
        yield 1, Span(0, len(report.text)), meeting.items
        return
    reached = 0
    for number, one in enumerate(meeting.digested, 1):
        assert one.span is not None
        if one.span.start > reached:
            yield 0, Span(reached, one.span.start), ()
        yield number, one.span, one.items
        reached = one.span.end
    if reached < len(report.text):
        yield 0, Span(reached, len(report.text)), ()


def _digest() -> str:
    """What the parser's own lexicon files say; their comments do not alter it."""
    contents = [_said(file.read_text(encoding="utf-8"), file.suffix) for file in PARSER_FILES if file.exists()]
    return hashlib.sha256(f"[{', '.join(contents)}]".encode()).hexdigest()


@lru_cache(maxsize=len(PARSER_FILES))
def _said(text: str, suffix: str) -> str:
    """What a lexicon file says without its comments. To read it takes long, and every import asks more than once."""
    return repr(tomllib.loads(text) if suffix == ".toml" else [line for line in text.splitlines() if line[:1] != "#"])


def load_stages(edits: Edits = NO_EDITS, corrections: Iterable[Correction] = ()) -> Stages:
    """The stages with the program's lexicons, as a library edits them, and its corrections. Raises LexiconError where a
    lexicon is damaged, or an edit makes no sense."""
    gazetteer.load()
    words, taxonomy = edited_lexicon(load_lexicon(), edits), edited_taxonomy(load_taxonomy(), edits)
    return Stages(words, taxonomy, edits, standing(corrections))


__all__ = ["Processed", "RawReport", "Stages", "clean", "load_stages"]
