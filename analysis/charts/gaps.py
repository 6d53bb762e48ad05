"""Two dots a row, joined by a line: the shares of one and of another, and how far they are apart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis.charts import theme
from analysis.charts.theme import Figure

ROW = 28


def figure(
    table: pd.DataFrame,
    *,
    key: str,
    by: str,
    one: str,
    other: str,
    label: str,
    hover: str,
    names: Mapping[str, str],
    groups: tuple[str, str],
    title: str = "",
) -> Figure:
    """A row for each row of the table, the first on top.

    Args:
        table: ``key``, ``share``, ``share_other``, and what the format strings name.
        key, by: the keys of the cells that clicks open: ``{by: one, key: …}`` for the full dot, ``{by: other, key: …}``
            for the open one.
        label: what stands at the end of a row, a format string over the columns.
        hover: what shows over a dot, with ``{name}`` too.
        names: what to call the rows.
        groups: what to call ``one`` and ``other``; they are named above the first row.
        title: the axis title, with its unit.
    """
    rows = [theme.named(name, names) for name in table[key]]
    at = list(range(len(table)))
    hovers = theme.fill(hover, table, name=rows)
    lines: dict[str, Any] = {
        "type": "scatter", "mode": "lines", "hoverinfo": "skip", "line": {"color": theme.MUTED, "width": 1},
        "x": [value for row in zip(table["share"], table["share_other"], strict=True) for value in (*row, None)],
        "y": [value for place in at for value in (place, place, None)],
    }  # fmt: skip
    dots = [
        {
            "type": "scatter", "mode": "markers", "x": theme.numbers(table[column]), "y": at, "hovertext": hovers,
            "hoverinfo": "text", "cliponaxis": False,
            "customdata": [{by: group, key: name} for name in table[key]],
            "marker": {"symbol": symbol, "size": 11, "color": theme.ACCENT, "line": {"width": 1.5}},
            **theme.CHOSEN_POINT,
        }
        for column, group, symbol in (("share", one, "circle"), ("share_other", other, "circle-open"))
    ]  # fmt: skip
    labels, margin = theme.beside(theme.fill(label, table, name=rows))
    furthest = float(table[["share", "share_other"]].max().max()) if len(table) else 1.0
    written = {
        "type": "scatter", "mode": "text", "x": theme.numbers(table[["share", "share_other"]].max(axis=1)), "y": at,
        "text": [f"\u2002{text}" for text in labels], "textposition": "middle right", "cliponaxis": False,
        "hoverinfo": "skip", "customdata": dots[0]["customdata"], **theme.CHOSEN_TEXT,
    }  # fmt: skip
    legend = "\u2003".join(
        f'<span style="color:{theme.ACCENT}">{sign}</span> {theme.named(group, {})}'
        for sign, group in zip("●○", groups, strict=True)
    )
    return {
        "data": [lines, *dots, written],
        "layout": theme.layout(
            ROW * max(len(table), 1) + (90 if title else 70),
            margin={"t": 34, "r": margin + 12},
            annotations=[
                {"text": legend, "x": 0, "xref": "paper", "xanchor": "left", "y": 1, "yref": "paper",
                 "yanchor": "bottom", "yshift": 8, "showarrow": False}
            ],
            xaxis=theme.axis(title, range=[0, 1.04 * furthest or 1], tickformat=".0%", nticks=5, tickangle=0),
            yaxis=theme.axis(
                tickmode="array", tickvals=at, ticktext=rows, range=[len(table) - 0.4, -0.6], ticks="",
            ),
        ),
    }  # fmt: skip
