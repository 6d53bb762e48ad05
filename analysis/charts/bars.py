"""Ranked horizontal bars, each with its figure written at its end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis.charts import theme
from analysis.charts.theme import Figure, Style

ROW = 28


def figure(
    table: pd.DataFrame,
    *,
    key: str,
    value: str,
    label: str,
    hover: str,
    names: Mapping[str, str] | None = None,
    styles: Mapping[str, Style] | None = None,
    title: str = "",
    tickformat: str = "",
    intervals: bool = False,
) -> Figure:
    """Bars from zero, the first row of the table on top.

    Args:
        table: rows in the order in which they are shown.
        key: the column that names a bar, and the cell that a click opens: ``{key: …}`` as customdata. Further keys of
            the cell: join them with commas (``"topic,year"``); the first names the bar.
        value: the column of lengths.
        label: what stands at the end of a bar, a format string over the columns: ``"{numerator} · {share:.1%}"``.
        hover: what shows over a bar, the same, with ``{name}`` too.
        names: what to call the keys.
        styles: a colour for each key; the accent otherwise.
        title: the axis title, with its unit.
        tickformat: d3 format of the axis: ``".0%"``.
        intervals: draw ``low`` to ``high`` of the table over the bars.
    """
    keys = key.split(",")
    bars = [theme.named(name, names or {}) for name in table[keys[0]]]
    at = list(range(len(table)))
    lengths = theme.numbers(table[value])
    ends = theme.numbers(table[[value, "high"]].max(axis=1)) if intervals else lengths
    cells = theme.cells(table, keys)
    hovers = theme.fill(hover, table, name=bars)
    colors = [styles[name].color if styles and name in styles else theme.ACCENT for name in table[keys[0]]]
    bar: dict[str, Any] = {
        "type": "bar", "orientation": "h", "x": lengths, "y": at, "customdata": cells, "width": 0.72,
        "marker": {"color": colors, "line": {"width": 0}}, "hovertext": hovers, "hoverinfo": "text",
        **theme.CHOSEN_BAR,
    }  # fmt: skip
    if intervals:
        above, below = table["high"] - table[value], table[value] - table["low"]
        bar["error_x"] = {
            "type": "data", "symmetric": False, "array": theme.numbers(above), "arrayminus": theme.numbers(below),
            "thickness": 1, "width": 0, "color": theme.MUTED,
        }  # fmt: skip
    labels, margin = theme.beside(theme.fill(label, table, name=bars))
    # The labels are a trace of their own, so that they clear the intervals and can be clicked like the bar.
    written = {
        "type": "scatter", "mode": "text", "x": ends, "y": at, "text": labels,
        "textposition": "middle right", "cliponaxis": False, "customdata": cells, "hovertext": hovers,
        "hoverinfo": "text", **theme.CHOSEN_TEXT,
    }  # fmt: skip
    longest = max((end for end in ends if end is not None), default=0) or 1
    return {
        "data": [bar, written],
        "layout": theme.layout(
            ROW * max(len(table), 1) + (54 if title else 34),
            margin={"r": margin},
            xaxis=theme.axis(title, range=[0, longest * 1.02], tickformat=tickformat, nticks=5, tickangle=0),
            yaxis=theme.axis(
                tickmode="array", tickvals=at, ticktext=bars, range=[len(table) - 0.4, -0.6], showgrid=False, ticks=""
            ),
        ),
    }


def facts(table: pd.DataFrame, *, key: str, value: str, names: Mapping[str, str] | None = None) -> dict[str, Any]:
    """What a text alternative says of the chart: ``bars`` (how many), ``first``, ``first_value``, ``last``,
    ``last_value``. Empty where there is no bar.

    >>> facts(pd.DataFrame({"topic": ["a", "b"], "share": [0.5, 0.1]}), key="topic", value="share")["first"]
    'a'
    """
    if table.empty:
        return {}
    first, last = table.iloc[0], table.iloc[-1]
    names = names or {}
    return {
        "bars": len(table),
        "first": names.get(str(first[key]), str(first[key])), "first_value": first[value],
        "last": names.get(str(last[key]), str(last[key])), "last_value": last[value],
    }  # fmt: skip
