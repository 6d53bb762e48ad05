"""Rows of one length each, divided into parts in their order: how the whole of each group splits up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import pandas as pd

from analysis.charts import theme
from analysis.charts.theme import Figure

ROW = 28

SHADES: Final = (0.16, 0.34, 0.54, 0.76, 1.0)
"""How much of the accent the parts have, from the first to the last: an order of five is seen as one of depth."""


def figure(
    table: pd.DataFrame,
    *,
    key: str,
    part: str,
    parts: Sequence[str],
    hover: str,
    names: Mapping[str, str] | None = None,
    of_parts: Mapping[str, str] | None = None,
    title: str = "",
) -> Figure:
    """A bar to 100 % for each group of ``key`` in the order of the table, divided by ``part``.

    Args:
        table: a row for each group and part, with ``share``.
        key, part: the columns that name group and part; ``{key: …, part: …}`` is the customdata.
        parts: the parts in their order, at most five; they are named above the first bar.
        hover: what shows over a part, a format string over the columns, with ``{name}`` and ``{named_part}`` too.
        names, of_parts: what to call groups and parts.
        title: the axis title, with its unit.
    """
    groups = list(dict.fromkeys(table[key]))
    rows = [theme.named(group, names or {}) for group in groups]
    bars: list[dict[str, Any]] = []
    legend = []
    for value, shade in zip(parts, SHADES[-len(parts) :], strict=True):
        held = table[table[part] == value].set_index(key, drop=False).loc[groups]
        label = theme.named(value, of_parts or {})
        color = theme.shade(theme.ACCENT, shade)
        legend.append(f'<span style="color:{color}">■</span> {label}')
        bars.append(
            {
                "type": "bar", "orientation": "h", "x": theme.numbers(held["share"]), "y": list(range(len(groups))),
                "width": 0.74, "customdata": theme.cells(held, [key, part]),
                "marker": {"color": color, "line": {"width": 0.5, "color": theme.RULE}},
                "hovertext": theme.fill(hover, held, name=rows, named_part=[label] * len(groups)), "hoverinfo": "text",
                **theme.CHOSEN_BAR,
            }
        )  # fmt: skip
    return {
        "data": bars,
        "layout": theme.layout(
            ROW * max(len(groups), 1) + (84 if title else 64),
            margin={"t": 34, "r": 16},
            barmode="stack",
            annotations=[
                {"text": "  ".join(legend), "x": 0, "xref": "paper", "xanchor": "left", "y": 1, "yref": "paper",
                 "yanchor": "bottom", "yshift": 6, "showarrow": False, "align": "left"}
            ],
            xaxis=theme.axis(title, range=[0, 1], tickformat=".0%", nticks=5, tickangle=0),
            yaxis=theme.axis(
                tickmode="array", tickvals=list(range(len(groups))), ticktext=rows, range=[len(groups) - 0.4, -0.6],
                showgrid=False, ticks="",
            ),
        ),
    }  # fmt: skip
