"""What the version holds."""

from __future__ import annotations

from analysis.measures import coverage
from analysis.measures.selection import Selection
from pages.shared.view import View


def answer(view: View) -> str:
    """What the version holds, whatever the selection."""
    whole = view.measure(coverage.totals, selection=Selection()).iloc[0]
    names = ("reports", "meetings", "items", "not_readouts", "rejects", "copies")
    return view.t.html("corpus.finding", **{name: int(whole[name]) for name in names})
