"""The year of one series: its share in each month or quarter of all years together, with the interval."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from analysis.charts import theme
from analysis.charts.theme import Figure, Row


def figure(table: pd.DataFrame | Sequence[Row], *, hover: str, top: float, height: int = 150) -> Figure:
    """A bar for each part of the year; the peak of an established season stands out.

    Args:
        table: one series of ``measures.events.seasons``: ``part``, ``season``, ``series``, ``counted_as``,
            ``share``, ``low``, ``high``, ``is_peak``, ``is_seasonal``.
        hover: what shows over a bar, a format string over the columns.
        top: where the axis ends, so that several series can share it.
        height: in pixels.

    Each bar carries ``{counted_as: series, "season": season}`` as customdata.
    """
    rows = _held(table)
    parts = [row["part"] for row in rows]
    colors = [theme.PALETTE[1] if row["is_peak"] and row["is_seasonal"] else theme.ACCENT for row in rows]
    return {
        "data": [
            {
                "type": "bar", "x": parts, "y": theme.numbers(row["share"] for row in rows), "hoverinfo": "text",
                "customdata": [{row["counted_as"]: row["series"], "season": row["season"]} for row in rows],
                "hovertext": theme.fill(hover, rows), "marker": {"color": colors, "line": {"width": 0}},
                "error_y": {"type": "data", "symmetric": False, "array": [row["high"] - row["share"] for row in rows],
                            "arrayminus": [row["share"] - row["low"] for row in rows], "color": theme.MUTED,
                            "thickness": 1, "width": 0},
                **theme.CHOSEN_BAR,
            }
        ],
        "layout": theme.layout(
            height,
            bargap=0.35,
            xaxis=theme.axis(showgrid=False, tickmode="array", tickvals=parts),
            yaxis=theme.axis(range=[0, top], tickformat=".0%", nticks=3),
        ),
    }  # fmt: skip


def facts(table: pd.DataFrame | Sequence[Row]) -> dict[str, Any]:
    """What a text alternative says of the chart: the strongest and the weakest ``part`` with their shares."""
    held = sorted(_held(table), key=lambda row: float(row["share"]))
    if not held:
        return {}
    low, high = held[0], held[-1]
    return {"lowest": int(low["part"]), "lowest_share": float(low["share"]), "highest": int(high["part"]),
            "highest_share": float(high["share"])}  # fmt: skip


def _held(table: pd.DataFrame | Sequence[Row]) -> list[Row]:
    return [row for row in theme.plain(table) if not theme.is_missing(row["share"])]
