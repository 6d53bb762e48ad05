"""One document through every stage, from what a reader found to what the library keeps."""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass, replace
from typing import Final

from analysis.cleaning import clean
from analysis.language import Lexicon, count_terms, find_formulations, load_lexicon
from analysis.parsing import VERSION, dates, gazetteer, parse
from analysis.records import Meeting, RawReport, Report, Sighting, TermCount
from analysis.topics import Taxonomy, label, load_taxonomy

PARSER_FILES: Final = (*gazetteer.SOURCES, dates.EVENTS)


@dataclass(frozen=True, slots=True)
class Processed:
    """A report and everything that was read in it."""

    report: Report
    meeting: Meeting
    terms: tuple[TermCount, ...]
    sightings: tuple[Sighting, ...]


@dataclass(frozen=True, slots=True)
class Stages:
    """The stages with the lexicons that they read by. ``parser`` and ``lexicon`` name what results depend on."""

    words: Lexicon
    taxonomy: Taxonomy

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
        )


def _digest() -> str:
    """What the parser's own lexicon files say; their comments do not alter it."""
    contents = [tomllib.loads(file.read_text(encoding="utf-8")) for file in PARSER_FILES if file.exists()]
    return hashlib.sha256(repr(contents).encode()).hexdigest()


def load_stages() -> Stages:
    """The stages with the program's own lexicons. Raises LexiconError where one of them is damaged."""
    gazetteer.load()
    return Stages(load_lexicon(), load_taxonomy())


__all__ = ["Processed", "RawReport", "Stages", "clean", "load_stages"]
