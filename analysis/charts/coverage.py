"""How many meetings the library holds, month by month: a strip under the figures that stand on them."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis.charts import theme
from analysis.charts.theme import Figure


def figure(table: pd.DataFrame, *, hover: str, height: int = 96) -> Figure:
    """A bar a month; a month without a meeting is a hole.

    Args:
        table: as ``measures.coverage.by_month`` makes it; outlets are added up, the undated (``-``) are left out.
        hover: a format string over ``month`` and ``meetings``.
        height: in pixels.

    Each bar carries ``{"month": …}`` as customdata.
    """
    months = _months(table)
    return {
        "data": [
            {
                "type": "bar", "x": [f"{month}-01" for month in months["month"]], "y": months["meetings"].tolist(),
                "customdata": theme.cells(months, ["month"]), "hovertext": theme.fill(hover, months),
                "hoverinfo": "text", "marker": {"color": theme.ACCENT, "line": {"width": 0}}, "xperiod": "M1",
                "xperiodalignment": "middle", **theme.CHOSEN_BAR,
            }
        ],
        "layout": theme.layout(
            height,
            bargap=0.1,
            xaxis=theme.dates([f"{month}-15" for month in months["month"]], list(months["month"]), tickformat="%Y-%m"),
            yaxis=theme.axis(rangemode="tozero", nticks=3),
        ),
    }  # fmt: skip


def facts(table: pd.DataFrame) -> dict[str, Any]:
    """What a text alternative says of the chart: ``meetings``, ``first``, ``last`` month, ``empty`` (months between
    them without a meeting), and the fullest month, ``most`` with ``most_meetings``. Nothing of an empty table."""
    months = _months(table)
    if months.empty:
        return {}
    first, last = months["month"].iloc[0], months["month"].iloc[-1]
    every = 12 * (int(last[:4]) - int(first[:4])) + int(last[5:]) - int(first[5:]) + 1
    most = months.sort_values("meetings", ascending=False, kind="stable").iloc[0]
    return {
        "meetings": int(months["meetings"].sum()), "first": first, "last": last, "empty": every - len(months),
        "most": most["month"], "most_meetings": int(most["meetings"]),
    }  # fmt: skip


def _months(table: pd.DataFrame) -> pd.DataFrame:
    dated = table[table["month"] != "-"]
    return dated.groupby("month", sort=True)[["meetings"]].sum().reset_index()
