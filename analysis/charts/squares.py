"""A square for every two of a list, the darker the more there is between them.

Squares are markers of a scatter, not cells of a heatmap: those cannot be clicked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import wrap

import numpy as np
import pandas as pd

from analysis.charts import theme
from analysis.charts.theme import Figure

MORE, LESS = theme.ACCENT, theme.PALETTE[3]


def figure(
    table: pd.DataFrame,
    *,
    one: str,
    other: str,
    order: Sequence[str],
    keys: Sequence[str],
    hover: str,
    names: Mapping[str, str],
    width: int,
    line: int = 40,
) -> Figure:
    """The lower half of a matrix.

    Args:
        table: a row for each pair: the two, ``strength`` (from -1 to 1, of which the one end is drawn in blue, the
            other in red), ``is_sure``, and what ``hover`` names. Pairs that are not sure are small.
        one, other: the columns that name the two.
        order: the names from left to right and from top to bottom.
        keys: the columns that make what a click opens, the customdata.
        hover: a format string over the columns, with ``{name}`` and ``{named_other}`` too.
        names: what to call them.
        width: in pixels, for which the squares are made.
        line: of longer names, how many letters stand on a line.
    """
    place = {name: at for at, name in enumerate(order)}
    table = table[table[one].isin(order) & table[other].isin(order)]
    first, second = table[one].map(place).to_numpy(), table[other].map(place).to_numpy()
    across, down = np.minimum(first, second), np.maximum(first, second)
    labels = [wrap(theme.named(name, names), line, break_long_words=False) for name in order]
    beside = round(0.9 * theme.beside([part for label in labels for part in label])[1])
    step = (width - beside) / max(len(order), 1)
    colors = [
        theme.shade(MORE if value >= 0 else LESS, round(0.15 + 0.85 * abs(float(value)), 2))
        for value in table["strength"]
    ]
    ticks = ["<br>".join(label) for label in labels]
    return {
        "data": [
            {
                "type": "scatter", "mode": "markers", "x": across.tolist(), "y": down.tolist(),
                "marker": {
                    "symbol": "square", "color": colors, "line": {"width": 0},
                    "size": [round(step * (0.86 if sure else 0.34), 1) for sure in table["is_sure"]],
                },
                "customdata": theme.cells(table, keys),
                "hovertext": theme.fill(
                    hover, table, name=[theme.named(name, names) for name in table[one]],
                    named_other=[theme.named(name, names) for name in table[other]],
                ),
                "hoverinfo": "text", "cliponaxis": False,
                "selected": {"marker": {"color": theme.PALETTE[1]}}, "unselected": {"marker": {"opacity": 1}},
            }
        ],
        "layout": theme.layout(
            round(step * len(order)) + beside,
            xaxis=theme.axis(
                tickmode="array", tickvals=list(range(len(order) - 1)), ticktext=ticks[:-1], tickangle=-90,
                range=[-0.6, len(order) - 1.4], showgrid=False, ticks="", tickfont={"size": 11},
            ),
            yaxis=theme.axis(
                tickmode="array", tickvals=list(range(1, len(order))), ticktext=ticks[1:],
                range=[len(order) - 0.4, 0.4], showgrid=False, ticks="", tickfont={"size": 11},
            ),
        ),
    }  # fmt: skip
