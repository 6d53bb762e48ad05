"""The two selections that a reader compares: A, the sidebar's, and B, which stands in the address as well.

B is the same length of time before A, everything that A leaves out, or a selection of its own under parameters that
begin with ``b.``. A cell names its side as ``side:a`` or ``side:b``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from html import escape
from typing import Final

import streamlit as st

from analysis.measures import compare
from analysis.measures.selection import Selection
from pages.shared import cells, components, filters, kwic, state
from pages.shared.exports import record
from pages.shared.periods import last_months
from pages.shared.state import Done
from pages.shared.view import View

AGAINST: Final = ("before", "rest", "other")
PREFIX: Final = "b."

MONTHS: Final = 12
"""How long A is where it is compared with the time before and sets no dates."""


@dataclass(frozen=True)
class Sides:
    """What is compared: a view of either selection."""

    a: View
    b: View
    is_cut: bool = False
    """Whether A is the last months of a selection that sets no dates."""

    def of(self, side: str) -> View:
        """The view of side ``a`` or ``b``."""
        return self.b if side == "b" else self.a

    @property
    def against(self) -> Selection:
        """The selection of B."""
        return self.b.selection


def sides(view: View, question: str) -> Sides:
    """The two sides. Ends the page where there is nothing to compare, with the choice of B and the reason."""
    against = components.option("against", AGAINST)
    found = {"before": _before, "rest": _rest, "other": _other}[against](view)
    if isinstance(found, str):
        _end(view, question, found)
    one, other = (replace(view, selection=selection) for selection in found)
    for side, name in ((one, "a"), (other, "b")):
        if not side.totals["meetings"]:
            described = filters.described(view, side.selection) or view.t("compare.everything")
            _end(view, question, view.t.html(f"compare.empty_{name}", selection=described))
    return Sides(
        one, other, is_cut=one.selection != view.selection and not (view.selection.start or view.selection.end)
    )


def describe(sides: Sides) -> None:
    """Which meetings the two are, how many, and whether they share some."""
    t, is_cut = sides.a.t, sides.is_cut
    for name, side in (("a", sides.a), ("b", sides.b)):
        selection = side.selection
        described = t("compare.rest") if selection.outside else filters.described(side, selection)
        said = described or t("compare.everything")
        size = {
            unit: cells.linked(side.totals[unit], {cells.SIDE: name, cells.UNIT: unit})
            for unit in ("meetings", "items")
        }
        key = "compare.is_a_recent" if name == "a" and is_cut else f"compare.is_{name}"
        record.show(f"<p class='side side-{name}'>{t.html(key, selection=said, **size)}</p>")
    if shared := sides.a.measure(compare.common, sides.against):
        key = "items" if sides.a.selection.of_items or sides.against.of_items else "meetings"
        record.show(f"<p class='hint'>{t.html(f'compare.common_{key}', n=shared)}</p>")


def choose(view: View) -> None:
    """The choice of B."""
    t = view.t
    components.choose("against", AGAINST, t("compare.against"), lambda against: t(f"compare.against_{against}"))
    is_other = state.seed("against", lambda given: given[-1] if given else AGAINST[0]) == "other"
    if is_other and not state.is_signed():
        with st.container(key="side-b", border=True):
            st.html(f"<h3 class='panel'>{t.html('compare.choose_b')}</h3>")
            filters.controls(view, filters.read(view.choices, prefix=PREFIX), prefix=PREFIX)
            with st.container(horizontal=True):
                st.button(t("compare.copy"), on_click=filters.copy, args=(PREFIX,), key="copy")
                st.button(t("filter.clear"), on_click=filters.clear, kwargs={"prefix": PREFIX}, key="clear_b")


def pointer(sides: Sides, *, unit: str) -> None:
    """A line above the chart that leads to the open cell."""
    cells.pointer(sides.of(_side()), unit=unit)


def evidence(sides: Sides, *, unit: str) -> None:
    """What is behind the open cell on its own side, and the way to the other side's."""
    side, t = _side(), sides.a.t
    view = sides.of(side)
    cell, selection = cells.opened(), cells.selected(view)
    if selection is not None and (word := cells.word(cell)):
        kwic.lines(view, word, selection)
    else:
        cells.evidence(view, unit=unit)
    if selection is not None:
        other = "a" if side == "b" else "b"
        st.button(t(f"compare.see_{other}"), on_click=cells.open_cell, args=({**cell, "side": other},), key="other")


def _side() -> str:
    return cells.opened().get("side", "a")


def _before(view: View) -> tuple[Selection, Selection] | str:
    """A with its dates and as many days before; without dates, its last twelve months and the twelve before."""
    selection = view.selection
    if view.totals["first_date"] is None:
        return view.t.html("overview.undated")
    if not selection.start and not selection.end:
        recent, before = last_months(view.totals["last_date"], MONTHS)
        return _within(selection, *recent), _within(selection, *before)
    first, last = selection.start or view.totals["first_date"], selection.end or view.totals["last_date"]
    days = last - first + timedelta(days=1)
    return _within(selection, first, last), _within(selection, first - days, first - timedelta(days=1))


def _within(selection: Selection, first: object, last: object) -> Selection:
    return replace(selection, start=first, end=last)  # type: ignore[arg-type]


def _rest(view: View) -> tuple[Selection, Selection] | str:
    if not view.selection:
        return view.t.html("compare.no_rest")
    return view.selection, Selection(outside=view.selection)


def _other(view: View) -> tuple[Selection, Selection] | str:
    other = filters.read(view.choices, prefix=PREFIX)
    return view.t.html("compare.same") if other == view.selection else (view.selection, other)


def _end(view: View, question: str, reason: str) -> None:
    state.keep()
    st.html(f"<h1 class='question'>{escape(question)}</h1><p class='finding'>{reason}</p>")
    choose(view)
    raise Done
