"""The errors that the program raises on purpose. A message says where, what was wrong, and what would be right."""

from __future__ import annotations


class AnalysisError(Exception):
    """Something that a person can put right. Everything that ``analysis`` raises on purpose is one of these."""


class ReadingError(AnalysisError):
    """A file, or a row of one, that no reader could make a report of."""

    def __init__(self, place: str, reason: str, remedy: str) -> None:
        super().__init__(f"{place}: {reason} {remedy}")
        self.place, self.reason, self.remedy = place, reason, remedy


class LexiconError(AnalysisError):
    """A lexicon file (words, stopwords, formulations, taxonomy, places) that does not say what it should."""


class LibraryError(AnalysisError):
    """A library, or a version in it, that is missing, locked, damaged or of another format."""


class EngineError(LibraryError):
    """An engine beside the library that cannot be reached, lacks its packages, or refuses a version's copy."""


class SelectionError(AnalysisError):
    """A selection or option that names something that does not exist."""


class GoldError(AnalysisError):
    """A file of annotations that cannot be scored against, or that lacks the texts that were annotated."""


class CorrectionError(AnalysisError):
    """A correction that says what cannot be, or is about what does not exist."""


class ConfigurationError(AnalysisError):
    """A configuration of the server that says what cannot be, or leaves open who may do what."""


class AccessError(AnalysisError):
    """Something asked of the server by a person to whom it is not open."""


class ExportError(AnalysisError):
    """Something that cannot be written for others to read: too large, or no program to make it with."""


class LinkError(AnalysisError):
    """A signed link that opens nothing: altered, expired, revoked, or made for too long."""


class ViewError(AnalysisError):
    """A saved view that does not exist, or that cannot be saved as it was asked."""
