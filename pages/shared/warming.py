"""What a server does before the first reader comes."""

from __future__ import annotations

from analysis.measures import choices, counts, coverage, keywords
from analysis.measures.selection import Selection
from pages.shared import library


def warm() -> None:
    """Open the current version and ask it what every page asks first; with no version yet, nothing."""
    shown = library.current()
    if shown:
        shown.measure(choices.values)
        for measure in (coverage.totals, coverage.by_month, counts.topics, keywords.frequencies):
            shown.measure(measure, Selection())
