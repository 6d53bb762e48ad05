"""One series, its years one over the other: the same quarter, month or week of every year stands at the same place."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd

from analysis.charts import theme
from analysis.charts.theme import Figure

FORMER: Final = 5
"""How many former years are drawn; the last one stands out."""


def figure(
    table: pd.DataFrame, *, value: str, hover: str, title: str = "", tickformat: str = "", height: int = 260
) -> Figure:
    """The last years of one series, the newest in the accent, those before the paler the older.

    Args:
        table: one series of ``measures.timelines``: ``period``, ``start``, ``series``, ``counted_as``, ``denominator``
            and the value.
        value: the column to draw.
        hover: what shows over a point, a format string over the columns.
        title: of the upright axis, with its unit.
        tickformat: d3 format of the upright axis.
        height: in pixels.

    Each point carries ``{counted_as: series, "period": period}`` as customdata.
    """
    rows = table.assign(year=[int(str(period)[:4]) for period in table["period"]],
                        part=[int(str(period)[5:].lstrip("QW") or 1) for period in table["period"]],
                        drawn=table[value].where(table["denominator"] > 0))  # fmt: skip
    years = sorted(rows["year"].unique())[-FORMER - 1 :]
    most = int(rows["part"].max()) if len(rows) else 1
    traces, ends = [], []
    for at, year in enumerate(years):
        of_year, is_last = rows[rows["year"] == year], at == len(years) - 1
        color = theme.ACCENT if is_last else theme.shade(theme.MUTED, 0.35 + 0.55 * (at + 1) / len(years))
        traces.append({
            "type": "scatter", "mode": "lines+markers", "name": str(year), "connectgaps": False, "cliponaxis": False,
            "x": of_year["part"].tolist(), "y": theme.numbers(of_year["drawn"]),
            "customdata": [{row["counted_as"]: row["series"], "period": row["period"]}
                           for row in theme.plain(of_year)],
            "hovertext": theme.fill(hover, of_year), "hoverinfo": "text",
            "line": {"color": color, "width": 2.6 if is_last else 1.3},
            "marker": {"color": color, "size": 7 if is_last else 5, "symbol": "circle"}, **theme.CHOSEN_POINT,
        })  # fmt: skip
        if (drawn := of_year[of_year["drawn"].notna()]).shape[0]:
            ends.append((float(drawn["drawn"].iloc[-1]), int(drawn["part"].iloc[-1]), str(year)))
    top = 1.08 * float(rows["drawn"].max()) if rows["drawn"].notna().any() else 1.0
    return {
        "data": traces,
        "layout": theme.layout(
            height,
            margin={"r": 56, "t": 12},
            annotations=_names(ends, top or 1.0, height),
            xaxis=theme.axis(range=[0.7, most + 0.3], showgrid=False, tickmode="array",
                             tickvals=list(range(1, most + 1, 1 if most <= 12 else 4))),
            yaxis=theme.axis(title, range=[0, top or 1.0], tickformat=tickformat, nticks=5),
        ),
    }  # fmt: skip


def _names(ends: list[tuple[float, int, str]], top: float, height: int) -> list[dict[str, Any]]:
    """The years beside their last points, at the edge, pushed apart where they would overlap."""
    gap, below, found = top * 16 / (height - 50), -top, []
    for y, _part, year in sorted(ends):
        below = max(y, below + gap)
        found.append({"text": year, "x": 1, "xref": "paper", "xanchor": "left", "xshift": 8, "y": below, "yref": "y",
                      "showarrow": False, "font": {"size": 12}})  # fmt: skip
    return found
