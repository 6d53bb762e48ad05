"""The calendar of meetings: a square a day, weeks from left to right, a band for each year."""

from __future__ import annotations

import math
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.charts import theme
from analysis.charts.theme import Figure

BAND: Final = 8
"""Rows of a year: seven days and a space."""

FAINTEST: Final = 0.5
"""How much of the colour a day with one meeting has, so that it stands out from an empty one on a dark page too."""

_WEEKS = 53


def figure(table: pd.DataFrame, *, hover: str, row: int = 7) -> Figure:
    """Every day with a meeting, the darker the more meetings.

    Days are drawn as bars that float, not as a heatmap: bars can be clicked and grow with the page. Weeks begin on
    Monday and are counted from 1 January, so that a year keeps to its band.

    Args:
        table: as ``measures.timelines.calendar`` makes it: ``date``, ``meetings``.
        hover: a format string over ``date`` and ``meetings``.
        row: height of a day, in pixels.

    Each day carries ``{"date": "2021-04-27"}`` as customdata.
    """
    days = np.array(table["date"], dtype="M8[D]")
    first = days.astype("M8[Y]").astype("M8[D]")  # of the year
    year = first.astype("M8[Y]").astype("int64") + 1970
    years = list(range(int(year.min()), int(year.max()) + 1)) if len(days) else []
    top = (year - (years[0] if years else 0)) * BAND + _weekday(days)
    week = ((days - first).astype("int64") + _weekday(first)) // 7
    meetings = table["meetings"].tolist()
    most = max(meetings, default=1)
    shades = {
        n: theme.shade(theme.ACCENT, round(FAINTEST + (1 - FAINTEST) * math.sqrt((n - 1) / max(most - 1, 1)), 3))
        for n in set(meetings)
    }
    colors = [shades[n] for n in meetings]
    named = table.assign(date=[day.isoformat() for day in table["date"]])
    middles = [year * BAND + 3 for year in range(len(years))]
    return {
        "data": [
            {
                "type": "bar", "x": week.astype("float64").tolist(), "y": [0.86] * len(table), "width": 0.86,
                "base": (top - 0.43).tolist(),
                "marker": {"color": colors, "line": {"width": 0}},
                "customdata": theme.cells(named, ["date"]), "hovertext": theme.fill(hover, named), "hoverinfo": "text",
                **theme.CHOSEN_BAR,
            }
        ],
        "layout": theme.layout(
            row * BAND * max(len(years), 1) + 34,
            barmode="overlay",
            shapes=[
                {"type": "rect", "x0": -0.6, "x1": _WEEKS + 0.6, "y0": at * BAND - 0.6, "y1": at * BAND + 6.6,
                 "line": {"width": 0}, "fillcolor": theme.shade(theme.MUTED, 0.07), "layer": "below"}
                for at in range(len(years))
            ],
            # Months by their number, at the week of their first day in a common year.
            xaxis=theme.axis(
                range=[-0.8, _WEEKS + 0.8], showgrid=False, tickmode="array",
                tickvals=[start / 7 for start in (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)],
                ticktext=[str(month) for month in range(1, 13)], side="top", ticks="",
            ),
            yaxis=theme.axis(
                range=[len(years) * BAND - 0.8, -0.8], showgrid=False, tickmode="array", tickvals=middles,
                ticktext=[str(year) for year in years], ticks="",
            ),
        ),
    }  # fmt: skip


def facts(table: pd.DataFrame) -> dict[str, Any]:
    """What a text alternative says of the chart: ``meetings``, ``days`` with one, ``first``, ``last``, and the fullest
    day, ``most`` with ``most_meetings``. Nothing of an empty table."""
    if table.empty:
        return {}
    most = table.sort_values(["meetings", "date"], ascending=[False, True]).iloc[0]
    return {
        "meetings": int(table["meetings"].sum()), "days": len(table), "first": table["date"].min(),
        "last": table["date"].max(), "most": most["date"], "most_meetings": int(most["meetings"]),
    }  # fmt: skip


def _weekday(days: npt.NDArray[np.datetime64]) -> npt.NDArray[np.int64]:
    """The day of the week, Monday 0: 1 January 1970 was a Thursday."""
    return (days.astype("int64") + 3) % 7
