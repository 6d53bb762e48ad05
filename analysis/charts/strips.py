"""Single values on one scale, a row a group: every one can be seen and clicked, the middle of each row is marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import cycle
from typing import Any, Final

import pandas as pd

from analysis.charts import theme
from analysis.charts.theme import Figure

ROW: Final = 46
_APART: Final = (0.0, 0.16, -0.16, 0.08, -0.08, 0.24, -0.24)
"""How far equal values are set apart, in parts of a row, the same each time."""


def figure(
    table: pd.DataFrame,
    *,
    by: str,
    value: str,
    order: Sequence[str],
    keys: Sequence[str],
    hover: str,
    names: Mapping[str, str] | None = None,
    title: str = "",
) -> Figure:
    """A dot for each row of the table, in the row of its group, and a tick at each group's median.

    Args:
        table: a row a value.
        by: the column of the groups.
        value: the column of the values.
        order: the groups from the top down; those without a value are left out.
        keys: the columns that make a dot's cell.
        hover: what shows over a dot, a format string over the columns.
        names: what to call the groups.
        title: the axis title, with its unit.
    """
    groups = [group for group in order if group in set(table[by])]
    offsets: dict[tuple[str, Any], Any] = {}
    heights = []
    for group, one in zip(table[by], table[value], strict=True):
        spread = offsets.setdefault((group, one), cycle(_APART))
        heights.append(groups.index(group) + next(spread))
    medians = table.groupby(by)[value].median()
    return {
        "data": [
            {
                "type": "scatter", "mode": "markers", "x": [float(medians[group]) for group in groups],
                "y": list(range(len(groups))), "hoverinfo": "skip",
                "marker": {"symbol": "line-ns-open", "size": 30, "color": theme.MUTED,
                           "line": {"width": 2, "color": theme.MUTED}},
            },
            {
                "type": "scatter", "mode": "markers", "x": [float(one) for one in table[value]], "y": heights,
                "customdata": theme.cells(table, keys), "hovertext": theme.fill(hover, table), "hoverinfo": "text",
                "cliponaxis": False, "marker": {"color": theme.ACCENT, "size": 8}, **theme.CHOSEN_POINT,
            },
        ],
        "layout": theme.layout(
            ROW * max(len(groups), 1) + 58,
            xaxis=theme.axis(title, rangemode="tozero", nticks=7, tickangle=0),
            yaxis=theme.axis(
                tickmode="array", tickvals=list(range(len(groups))),
                ticktext=[theme.named(group, names or {}) for group in groups],
                range=[len(groups) - 0.5, -0.5], showgrid=False, ticks="",
            ),
        ),
    }  # fmt: skip


def facts(table: pd.DataFrame, *, value: str) -> dict[str, Any]:
    """What a text alternative says of the chart: ``dots``, ``least``, ``median``, ``most``. Empty where there is none.

    >>> facts(pd.DataFrame({"days": [1, 4, 9]}), value="days")
    {'dots': 3, 'least': 1.0, 'median': 4.0, 'most': 9.0}
    """
    if table.empty:
        return {}
    values = table[value]
    return {
        "dots": len(table), "least": float(values.min()), "median": float(values.median()), "most": float(values.max()),
    }  # fmt: skip
