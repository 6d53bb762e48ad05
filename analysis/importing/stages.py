"""One document through every stage, from what a reader found to what the library keeps."""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass, replace
from typing import Final

from analysis.cleaning import clean
from analysis.language import Lexicon, count_terms, cut_sentences, find_formulations, load_lexicon
from analysis.language import edited as edited_lexicon
from analysis.parsing import VERSION, dates, gazetteer, parse
from analysis.records import Edits, Meeting, RawReport, Report, Sentence, Sighting, TermCount
from analysis.topics import Taxonomy, label, load_taxonomy
from analysis.topics import edited as edited_taxonomy

PARSER_FILES: Final = (*gazetteer.SOURCES, dates.EVENTS)
NO_EDITS: Final = Edits()


@dataclass(frozen=True, slots=True)
class Processed:
    """A report and everything that was read in it."""

    report: Report
    meeting: Meeting
    terms: tuple[TermCount, ...]
    sightings: tuple[Sighting, ...]
    sentences: tuple[Sentence, ...]
    """Of a readout; of other reports none are kept."""


@dataclass(frozen=True, slots=True)
class Stages:
    """The stages with the lexicons that they read by, the library's ``edits`` made in them. ``parser`` and ``lexicon``
    name what results depend on."""

    words: Lexicon
    taxonomy: Taxonomy
    edits: Edits = NO_EDITS

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
        meeting = parse(report)
        return replace(meeting, items=tuple(label(report.text, item, self.taxonomy) for item in meeting.items))

    def process(self, report: Report) -> Processed:
        """Everything that the library keeps of a cleaned report."""
        meeting = self.interpret(report)
        return Processed(
            report,
            meeting,
            tuple(count_terms(report.text, meeting.items, self.words)),
            tuple(find_formulations(report.text, meeting.items, self.words)),
            tuple(cut_sentences(report.text, meeting.items, self.words)) if meeting.is_readout else (),
        )


def _digest() -> str:
    """What the parser's own lexicon files say; their comments do not alter it."""
    contents = [tomllib.loads(file.read_text(encoding="utf-8")) for file in PARSER_FILES if file.exists()]
    return hashlib.sha256(repr(contents).encode()).hexdigest()


def load_stages(edits: Edits = NO_EDITS) -> Stages:
    """The stages with the program's lexicons, as a library edits them. Raises LexiconError where one is damaged, or an
    edit makes no sense."""
    gazetteer.load()
    return Stages(edited_lexicon(load_lexicon(), edits), edited_taxonomy(load_taxonomy(), edits), edits)


__all__ = ["Processed", "RawReport", "Stages", "clean", "load_stages"]
