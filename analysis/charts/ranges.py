"""Lives one below the other: a line from first to last sighting, and on it a disc a year, as large as its share."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from math import sqrt
from typing import Any, Final

import pandas as pd

from analysis.charts import theme
from analysis.charts.theme import Figure

ROW: Final = 25
MOST_YEARS: Final = 8
"""How many years the axis names; it names none twice."""
LARGEST: Final = 19
"""Pixels across of the disc of the largest share; areas are proportional to shares (Bertin 1967)."""


def figure(
    table: pd.DataFrame,
    *,
    label: str,
    hover: str,
    year_hover: str,
    muted: frozenset[str] = frozenset(),
    names: Mapping[str, str] | None = None,
) -> Figure:
    """A row for each formulation, the first on top.

    Args:
        table: as ``measures.formulations.tiers`` makes it, without rows that have no first sighting.
        label: what stands at the end of a row, a format string over the columns: ``"{recent_share:.0%}"``.
        hover: what shows over the label, the same, with ``{name}`` too.
        year_hover: what shows over a disc: over ``name``, ``year``, ``numerator``, ``denominator``, ``share``.
        muted: tiers that are drawn in grey.
        names: what to call a row on the axis, where its own name is too long for it.

    A disc carries the cell ``{"formulation": …, "period": year}``, a label ``{"formulation": …}``.
    """
    rows = [theme.named(name, names or {}) for name in table["formulation"]]
    full = [theme.named(name, {}) for name in table["formulation"]]
    at = list(range(len(table)))
    lives: list[str | None] = []
    heights: list[int | None] = []
    for place, (first, last) in enumerate(zip(table["first"], table["last"], strict=True)):
        lives += [first.isoformat(), last.isoformat(), None]
        heights += [place, place, None]
    line = {
        "type": "scatter", "mode": "lines", "x": lives, "y": heights, "hoverinfo": "skip",
        "line": {"color": theme.MUTED, "width": 1.5},
    }  # fmt: skip
    labels, margin = theme.beside(theme.fill(label, table, name=full))
    end = max(table["last"], default=date(2000, 1, 1))
    written = {
        "type": "scatter", "mode": "text", "x": [_edge(end)] * len(table), "y": at, "text": labels,
        "textposition": "middle right", "cliponaxis": False, "customdata": theme.cells(table, ["formulation"]),
        "hovertext": theme.fill(hover, table, name=full), "hoverinfo": "text", **theme.CHOSEN_TEXT,
    }  # fmt: skip
    start = min(table["first"], default=date(2000, 1, 1))
    return {
        "data": [line, _discs(table, full, year_hover, muted), written],
        "layout": theme.layout(
            ROW * max(len(table), 1) + 40,
            margin={"r": margin},
            xaxis=theme.axis(
                type="date",
                range=[f"{start.year}-01-01", _edge(end)],
                tickformat="%Y",
                nticks=min(MOST_YEARS, end.year - start.year + 1),
                side="top",
                tickangle=0,
            ),
            yaxis=theme.axis(
                tickmode="array", tickvals=at, ticktext=rows, range=[len(table) - 0.4, -0.6], showgrid=False, ticks=""
            ),
        ),
    }


def facts(table: pd.DataFrame) -> dict[str, Any]:
    """What a text alternative says of the chart: ``rows``, ``first_name``, ``first_share`` (of the last year),
    ``start`` and ``end`` (years). Empty where there is no row."""
    if table.empty:
        return {}
    top = table.iloc[0]
    return {
        "rows": len(table), "first_name": top["formulation"], "first_share": top["recent_share"],
        "start": min(table["first"]).year, "end": max(table["last"]).year,
    }  # fmt: skip


def _discs(table: pd.DataFrame, names: list[str], hover: str, muted: frozenset[str]) -> dict[str, Any]:
    years = [
        {**year, "share": year["numerator"] / year["denominator"], "y": at, "name": names[at], "tier": row["tier"],
         "formulation": row["formulation"], "x": _within(year["year"], row["first"], row["last"])}
        for at, row in enumerate(theme.plain(table)) for year in row["years"] if year["numerator"]
    ]  # fmt: skip
    largest = max((year["share"] for year in years), default=1.0)
    return {
        "type": "scatter", "mode": "markers", "x": [year["x"] for year in years],
        "y": [year["y"] for year in years], "cliponaxis": False, "hoverinfo": "text",
        "hovertext": [hover.format(**year) for year in years],
        "customdata": [{"formulation": year["formulation"], "period": str(year["year"])} for year in years],
        "marker": {
            "size": [max(LARGEST * sqrt(year["share"] / largest), 4) for year in years], "opacity": 1,
            "color": [theme.MUTED if year["tier"] in muted else theme.ACCENT for year in years], "line": {"width": 0},
        },
        "selected": {"marker": {"color": theme.PALETTE[1]}}, "unselected": {"marker": {"opacity": 1}},
    }  # fmt: skip


def _within(year: int, first: date, last: date) -> str:
    """The middle of the part of the year in which the formulation lived."""
    start, end = max(date(year, 1, 1), first), min(date(year, 12, 31), last)
    return (start + (end - start) / 2).isoformat()


def _edge(end: date) -> str:
    return f"{end.year + 1}-01-01"
