"""Dots with their intervals, one below the other. Dots stand for places on a scale, which need not begin at zero
(Cleveland 1985, *The Elements of Graphing Data*): shares near one can be told apart."""

from __future__ import annotations

from collections.abc import Mapping
from math import floor
from typing import Any

import pandas as pd

from analysis.charts import theme
from analysis.charts.theme import Figure

ROW = 26


def figure(
    table: pd.DataFrame,
    *,
    key: str,
    label: str,
    hover: str,
    names: Mapping[str, str] | None = None,
    title: str = "",
    tickformat: str = "",
) -> Figure:
    """A dot at ``share`` and a line from ``low`` to ``high`` for each row, the first on top.

    Args:
        table: rows in the order in which they are shown, of shares between 0 and 1.
        key: the column that names a row, and the cell that a click opens: ``{key: …}`` as customdata. Further keys of
            the cell: join them with commas (``"topic,field"``); the first names the row.
        label: what stands at the end of a line, a format string over the columns: ``"{share:.1%}"``.
        hover: what shows over a dot, the same, with ``{name}`` too.
        names: what to call the keys.
        title: the axis title, with its unit.
        tickformat: d3 format of the axis: ``".0%"``.
    """
    keys = key.split(",")
    rows = [theme.named(name, names or {}) for name in table[keys[0]]]
    at = list(range(len(table)))
    cells, hovers = theme.cells(table, keys), theme.fill(hover, table, name=rows)
    dots: dict[str, Any] = {
        "type": "scatter", "mode": "markers", "x": theme.numbers(table["share"]), "y": at, "customdata": cells,
        "marker": {"color": theme.ACCENT, "size": 9}, "hovertext": hovers, "hoverinfo": "text", "cliponaxis": False,
        **theme.CHOSEN_POINT,
        "error_x": {
            "type": "data", "symmetric": False, "array": theme.numbers(table["high"] - table["share"]),
            "arrayminus": theme.numbers(table["share"] - table["low"]), "thickness": 1.5, "width": 0,
            "color": theme.MUTED,
        },
        **theme.CHOSEN_POINT,
    }  # fmt: skip
    labels, margin = theme.beside(theme.fill(label, table, name=rows))
    # The labels stand in one column at the end of the axis, so that figures can be compared downwards.
    written = {
        "type": "scatter", "mode": "text", "x": [1.0] * len(table), "y": at, "text": labels,
        "textposition": "middle right", "cliponaxis": False, "customdata": cells, "hovertext": hovers,
        "hoverinfo": "text", **theme.CHOSEN_TEXT,
    }  # fmt: skip
    return {
        "data": [dots, written],
        "layout": theme.layout(
            ROW * max(len(table), 1) + (54 if title else 34),
            margin={"r": margin},
            xaxis=theme.axis(title, range=[_start(table), 1.0], tickformat=tickformat, nticks=6, tickangle=0),
            yaxis=theme.axis(
                tickmode="array",
                tickvals=at,
                ticktext=rows,
                range=[len(table) - 0.4, -0.6],
                gridcolor=theme.RULE,
                ticks="",
            ),
        ),
    }


def facts(table: pd.DataFrame, *, key: str, names: Mapping[str, str] | None = None) -> dict[str, Any]:
    """What a text alternative says of the chart: ``rows`` (how many), ``best``, ``best_share``, ``worst``,
    ``worst_share``. Empty where there is no row.

    >>> facts(pd.DataFrame({"field": ["date", "place"], "share": [0.9, 1.0]}), key="field")["worst"]
    'date'
    """
    if table.empty:
        return {}
    ranked = table.sort_values("share", kind="stable")
    best, worst = ranked.iloc[-1], ranked.iloc[0]
    names = names or {}
    return {
        "rows": len(table),
        "best": names.get(str(best[key]), str(best[key])), "best_share": best["share"],
        "worst": names.get(str(worst[key]), str(worst[key])), "worst_share": worst["share"],
    }  # fmt: skip


def _start(table: pd.DataFrame) -> float:
    """The tenth below the lowest end of an interval, where the axis begins."""
    lowest = float(table["low"].min()) if len(table) else 0.0
    return max(floor(10 * lowest - 0.2) / 10, 0.0)
