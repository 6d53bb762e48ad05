"""What has gained and what has lost: the difference between two periods, with its interval."""

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
    label: str,
    hover: str,
    names: Mapping[str, str] | None = None,
    styles: Mapping[str, Style] | None = None,
    title: str = "",
    intervals: bool = True,
    sure: str | None = None,
) -> Figure:
    """Bars from zero to either side, the first row of the table on top.

    Args:
        table: as ``measures.counts.change`` makes it, rows in the order in which they are shown.
        key: the column that names a bar; ``{key: …}`` is its customdata. Further keys of the cell: join them with
            commas (``"topic,side"``); the first names the bar.
        label: what stands beside a bar, a format string over the columns: ``"{share_before:.1%} → {share:.1%}"``.
        hover: what shows over a bar, the same, with ``{name}`` too.
        names: what to call the keys.
        styles: a colour for each key; otherwise the accent for a rise and grey for a fall.
        title: of the axis, with its unit; it counts percentage points.
        intervals: draw ``low`` to ``high``.
        sure: a column that says which changes are more than chance; bars of the others are drawn as outlines.
    """
    table = table[table["difference"].notna()]
    keys = key.split(",")
    bars = [theme.named(name, names or {}) for name in table[keys[0]]]
    at = list(range(len(table)))
    points = [100 * value for value in table["difference"]]
    lows = [100 * value for value in table["low"]] if intervals else points
    highs = [100 * value for value in table["high"]] if intervals else points
    cells, hovers = theme.cells(table, keys), theme.fill(hover, table, name=bars)
    plain = [theme.ACCENT if value >= 0 else theme.MUTED for value in points]
    colors = [
        styles[name].color if styles and name in styles else color
        for name, color in zip(table[keys[0]], plain, strict=True)
    ]
    fills = [
        color if is_sure else theme.shade(color, 0.15)
        for color, is_sure in zip(colors, table[sure] if sure else [True] * len(table), strict=True)
    ]
    bar: dict[str, Any] = {
        "type": "bar", "orientation": "h", "x": points, "y": at, "width": 0.6, "customdata": cells,
        "marker": {"color": fills, "line": {"width": 1, "color": colors}}, "hovertext": hovers, "hoverinfo": "text",
        **theme.CHOSEN_BAR,
    }  # fmt: skip
    if intervals:
        bar["error_x"] = {
            "type": "data", "symmetric": False, "thickness": 1, "width": 3, "color": theme.MUTED,
            "array": [high - value for high, value in zip(highs, points, strict=True)],
            "arrayminus": [value - low for low, value in zip(lows, points, strict=True)],
        }  # fmt: skip
    labels, margin = theme.beside(theme.fill(label, table, name=bars))
    written = {
        "type": "scatter", "mode": "text", "x": [max(high, 0) for high in highs], "y": at, "customdata": cells,
        "text": labels, "textposition": "middle right", "cliponaxis": False,
        "hovertext": hovers, "hoverinfo": "text", **theme.CHOSEN_TEXT,
    }  # fmt: skip
    left, right = min([*lows, 0]), max([*highs, 0])
    span = (right - left) or 1
    return {
        "data": [bar, written],
        "layout": theme.layout(
            ROW * max(len(table), 1) + (54 if title else 34),
            margin={"r": margin},
            xaxis=theme.axis(
                title, range=[left - 0.04 * span, right + 0.02 * span], nticks=6, tickangle=0, zeroline=True,
                zerolinecolor=theme.MUTED, zerolinewidth=1,
            ),
            yaxis=theme.axis(
                tickmode="array", tickvals=at, ticktext=bars, range=[len(table) - 0.4, -0.6], showgrid=False, ticks=""
            ),
        ),
    }  # fmt: skip


def facts(
    table: pd.DataFrame, *, key: str, names: Mapping[str, str] | None = None, sure: str | None = None
) -> dict[str, Any]:
    """What a text alternative says of the chart: ``bars``, ``clear`` (how many changes are more than chance: those that
    the column ``sure`` marks or, without it, those whose intervals leave zero out), and ``rise``, ``rise_value``,
    ``fall``, ``fall_value``, the largest of either in percentage points. Nothing of an empty table."""
    table = table[table["difference"].notna()].sort_values("difference", ascending=False, kind="stable")
    if table.empty:
        return {}
    names, rise, fall = names or {}, table.iloc[0], table.iloc[-1]
    is_clear = table[sure] if sure else (table["low"] > 0) | (table["high"] < 0)
    return {
        "bars": len(table), "clear": int(is_clear.sum()),
        "rise": names.get(str(rise[key]), str(rise[key])), "rise_value": 100 * rise["difference"],
        "fall": names.get(str(fall[key]), str(fall[key])), "fall_value": 100 * fall["difference"],
    }  # fmt: skip
