"""The year of one series: its share in each month or quarter of all years together, with the interval."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis.charts import theme
from analysis.charts.theme import Figure


def figure(table: pd.DataFrame, *, hover: str, top: float, height: int = 150) -> Figure:
    """A bar for each part of the year; the peak of an established season stands out.

    Args:
        table: one series of ``measures.events.seasons``: ``part``, ``season``, ``series``, ``counted_as``,
            ``share``, ``low``, ``high``, ``is_peak``, ``is_seasonal``.
        hover: what shows over a bar, a format string over the columns.
        top: where the axis ends, so that several series can share it.
        height: in pixels.

    Each bar carries ``{counted_as: series, "season": season}`` as customdata.
    """
    rows = table[table["share"].notna()]
    colors = [
        theme.PALETTE[1] if peak and seasonal else theme.ACCENT
        for peak, seasonal in zip(rows["is_peak"], rows["is_seasonal"], strict=True)
    ]
    return {
        "data": [
            {
                "type": "bar", "x": rows["part"].tolist(), "y": theme.numbers(rows["share"]), "hoverinfo": "text",
                "customdata": [{row["counted_as"]: row["series"], "season": row["season"]}
                               for row in theme.plain(rows[["counted_as", "series", "season"]])],
                "hovertext": theme.fill(hover, rows), "marker": {"color": colors, "line": {"width": 0}},
                "error_y": {"type": "data", "symmetric": False, "array": (rows["high"] - rows["share"]).tolist(),
                            "arrayminus": (rows["share"] - rows["low"]).tolist(), "color": theme.MUTED,
                            "thickness": 1, "width": 0},
                **theme.CHOSEN_BAR,
            }
        ],
        "layout": theme.layout(
            height,
            bargap=0.35,
            xaxis=theme.axis(showgrid=False, tickmode="array", tickvals=rows["part"].tolist()),
            yaxis=theme.axis(range=[0, top], tickformat=".0%", nticks=3),
        ),
    }  # fmt: skip


def facts(table: pd.DataFrame) -> dict[str, Any]:
    """What a text alternative says of the chart: the strongest and the weakest ``part`` with their shares."""
    held = table[table["share"].notna()].sort_values("share", kind="stable")
    if held.empty:
        return {}
    low, high = held.iloc[0], held.iloc[-1]
    return {"lowest": int(low["part"]), "lowest_share": float(low["share"]), "highest": int(high["part"]),
            "highest_share": float(high["share"])}  # fmt: skip
