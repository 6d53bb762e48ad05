"""The invented sample, in a library of its own."""

from __future__ import annotations

from collections.abc import Callable

from analysis.corpus.library import Library, sample_library
from analysis.corpus.sample import SAMPLE, mark_sample_current, sample_is_current
from analysis.errors import LibraryError
from analysis.importing.pipeline import import_paths
from analysis.importing.summary import Progress, Summary


def build_sample(*, progress: Callable[[Progress], None] | None = None) -> Summary | None:
    """Make the sample's library, or make it anew where the sample, a lexicon or the parser has changed.

    Gives None where it is up to date. Raises LibraryError where the sample is missing, or is being built elsewhere.
    """
    if sample_is_current():
        return None
    if not SAMPLE.is_file():
        raise LibraryError(f"{SAMPLE}: the sample's reports are missing; restore the file from the repository.")
    summary = import_paths([SAMPLE], Library(sample_library()), is_sample=True, keep=False, progress=progress)
    mark_sample_current()
    return summary
