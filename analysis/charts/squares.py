"""A square for every two of a list, the darker the more they belong together or apart.

Squares are markers of a scatter, not cells of a heatmap: those cannot be clicked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import wrap
from typing import Final

import numpy as np
import pandas as pd

from analysis.charts import theme
from analysis.charts.theme import Figure

MORE, LESS = theme.ACCENT, theme.PALETTE[3]

STRONGEST: Final = 2.0
"""Ratios of 4 and of 1/4 (2 in powers of two) and beyond have the full colour."""


def figure(
    table: pd.DataFrame,
    *,
    order: Sequence[str],
    cell: str,
    hover: str,
    names: Mapping[str, str],
    width: int,
    line: int = 40,
) -> Figure:
    """The lower half of a matrix.

    Args:
        table: a row for each pair: ``topic``, ``other``, ``ratio`` (found to expected), ``is_sure``, and what ``hover``
            names. Pairs that are not sure are small.
        order: the names from left to right and from top to bottom.
        cell: the key of the cell that a click opens: ``{cell: pair}`` is its customdata.
        hover: a format string over the columns, with ``{name}`` and ``{named_other}`` too.
        names: what to call them.
        width: in pixels, for which the squares are made.
        line: of longer names, how many letters stand on a line.
    """
    place = {name: at for at, name in enumerate(order)}
    table = table[table["topic"].isin(order) & table["other"].isin(order)]
    one, other = table["topic"].map(place).to_numpy(), table["other"].map(place).to_numpy()
    across, down = np.minimum(one, other), np.maximum(one, other)
    labels = [wrap(theme.named(name, names), line, break_long_words=False) for name in order]
    beside = round(0.9 * theme.beside([part for label in labels for part in label])[1])
    step = (width - beside) / max(len(order), 1)
    with np.errstate(divide="ignore"):
        strength = np.clip(np.log2(table["ratio"].to_numpy(dtype=float)) / STRONGEST, -1, 1)
    colors = [theme.shade(MORE if value > 0 else LESS, round(0.15 + 0.85 * abs(float(value)), 2)) for value in strength]
    ticks = ["<br>".join(label) for label in labels]
    return {
        "data": [
            {
                "type": "scatter", "mode": "markers", "x": across.tolist(), "y": down.tolist(),
                "marker": {
                    "symbol": "square", "color": colors, "line": {"width": 0},
                    "size": [round(step * (0.86 if sure else 0.34), 1) for sure in table["is_sure"]],
                },
                "customdata": [{cell: pair} for pair in table["pair"]],
                "hovertext": theme.fill(
                    hover, table, name=[theme.named(name, names) for name in table["topic"]],
                    named_other=[theme.named(name, names) for name in table["other"]],
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
