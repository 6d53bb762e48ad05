"""What the version holds."""

from __future__ import annotations

from analysis.measures import coverage
from analysis.measures.selection import Selection
from analysis.texts import Linked
from pages.shared import cells
from pages.shared.view import View


def answer(view: View) -> str:
    """What the version holds, whatever the selection."""
    whole = view.measure(coverage.totals, selection=Selection()).iloc[0]
    counts: dict[str, int] = {name: int(whole[name]) for name in ("reports", "copies")}
    counts["meetings"] = cells.of_library(whole["meetings"], "meetings")
    counts["items"] = cells.of_library(whole["items"], "topics", {cells.UNIT: "items"})
    counts |= {name: Linked(int(whole[name]), f"#{name}") for name in ("not_readouts", "rejects")}
    return view.t.html("corpus.finding", **counts)
