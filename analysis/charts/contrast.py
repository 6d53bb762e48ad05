"""Two selections word by word: how often a word is used from left to right, to whom it belongs from top to bottom.

Words that tell the two apart stand far from the middle, and frequent ones to the right. As many are written out as have
room without one lying over another; the others are dots.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil, floor, log10
from typing import Any, Final

import numpy as np
import pandas as pd

from analysis.charts import theme
from analysis.charts.theme import Figure

LINE: Final = 17
"""The height of a written word in pixels, white space included."""

_MARGIN: Final = {"l": 52, "r": 12, "t": 10, "b": 46}
_SIDES: Final = ((1, 0), (-1, 0), (0, 1), (0, -1))
_Box = tuple[float, float, float, float]


def figure(
    table: pd.DataFrame,
    *,
    size: tuple[int, int],
    hover: str,
    title_x: str,
    title_y: str,
    colors: tuple[str, str] = (theme.ACCENT, theme.PALETTE[1]),
) -> Figure:
    """A dot for each word, and the words that have room.

    Args:
        table: as ``measures.keyness.words`` makes it, with ``side`` (the customdata beside ``term``) and ``is_sure``
            (dots of the others are hollow and grey, and are written last).
        size: width and height in pixels. Where words have room depends on them, so the figure keeps its size.
        hover: what shows over a dot, a format string over the columns.
        title_x, title_y: of the axes, with their units: occurrences in 10,000 words of both sides, and z.
        colors: of the words above and below the middle.

    Each dot and each written word carries ``{"term": …, "side": …}`` as customdata.
    """
    width, height = size
    rate = 10_000 * (table["count"] + table["count_against"]) / (table["terms"] + table["terms_against"])
    table = table.assign(x=[log10(value) for value in rate], y=table["z"])
    spans = _span(table["x"], 0.08), _span(table["y"], 0.06)
    inner = width - _MARGIN["l"] - _MARGIN["r"], height - _MARGIN["t"] - _MARGIN["b"]
    units = [(high - low) / pixels for (low, high), pixels in zip(spans, inner, strict=True)]
    cells, hovers = theme.cells(table, ["term", "side"]), theme.fill(hover, table)
    shown = [colors[0] if z > 0 else colors[1] for z in table["y"]]
    fills = [color if sure else "rgba(0,0,0,0)" for color, sure in zip(shown, table["is_sure"], strict=True)]
    lines = [color if sure else theme.MUTED for color, sure in zip(shown, table["is_sure"], strict=True)]
    dots: dict[str, Any] = {
        "type": "scatter", "mode": "markers", "x": list(table["x"]), "y": list(table["y"]), "customdata": cells,
        "hovertext": hovers, "hoverinfo": "text", "cliponaxis": False,
        "marker": {"color": fills, "size": 7, "line": {"width": 1, "color": lines}}, **theme.CHOSEN_POINT,
    }  # fmt: skip
    placed = _placed(table, units, inner)
    written: dict[str, Any] = {
        "type": "scatter", "mode": "text", "hoverinfo": "skip", "cliponaxis": False,
        "x": [(left + right) / 2 * units[0] for _, (left, right, *_) in placed],
        "y": [(low + high) / 2 * units[1] for _, (*_, low, high) in placed],
        "text": [theme.named(table["term"].iloc[at], {}) for at, _ in placed], "textposition": "middle center",
        "customdata": [cells[at] for at, _ in placed],
        **theme.CHOSEN_TEXT,
    }  # fmt: skip
    # A click is found by its distance to a point, so an unseen one lies under every character of a word.
    under: dict[str, list[Any]] = {"x": [], "y": [], "customdata": [], "hovertext": []}
    for at, (left, right, low, high) in placed:
        letters = len(table["term"].iloc[at])
        for letter in range(letters):
            under["x"].append((left + (right - left) * (letter + 0.5) / letters) * units[0])
            under["y"].append((low + high) / 2 * units[1])
            under["customdata"].append(cells[at])
            under["hovertext"].append(hovers[at])
    unseen = {"type": "scatter", "mode": "markers", "hoverinfo": "text", "marker": {"size": 14, "opacity": 0},
              "cliponaxis": False, **under}  # fmt: skip
    ticks = [step * 10.0**power for power in range(floor(spans[0][0]), ceil(spans[0][1])) for step in (1, 2, 5)]
    ticks = [tick for tick in ticks if spans[0][0] <= log10(tick) <= spans[0][1]]
    axis = {"tickmode": "array", "tickvals": [log10(tick) for tick in ticks], "ticktext": [f"{t:g}" for t in ticks]}
    return {
        "data": [dots, unseen, written],
        "layout": theme.layout(
            height, width=width, margin=_MARGIN,
            xaxis=theme.axis(title_x, range=list(spans[0]), automargin=False, **axis),
            yaxis=theme.axis(title_y, range=list(spans[1]), automargin=False, nticks=8, zeroline=True,
                             zerolinecolor=theme.MUTED, zerolinewidth=1),
        ),
    }  # fmt: skip


def facts(table: pd.DataFrame) -> Mapping[str, Any]:
    """What a text alternative says of the chart: ``words`` (how many), ``sure`` (of them more than chance), ``above``
    and ``below``, the five words farthest from the middle on either side."""
    return {
        "words": len(table),
        "sure": int(table["is_sure"].sum()),
        "above": table[table["z"] > 0].nlargest(5, "z")["term"].tolist(),
        "below": table[table["z"] < 0].nsmallest(5, "z")["term"].tolist(),
    }


def _span(values: pd.Series[float], room: float) -> tuple[float, float]:
    low, high = (float(values.min()), float(values.max())) if len(values) else (0.0, 1.0)
    beyond = max(high - low, 1e-9) * room
    return low - beyond, high + beyond


def _placed(table: pd.DataFrame, units: list[float], inner: tuple[int, int]) -> list[tuple[int, _Box]]:
    """Which rows are written out, beside their dots, and the box that each takes, in pixels."""
    low_x, low_y = (float(table[axis].min()) / unit for axis, unit in zip("xy", units, strict=True))
    edge = (low_x - 0.08 * inner[0], low_x + 1.02 * inner[0], low_y - 0.06 * inner[1], low_y + inner[1])
    order = table.assign(at=range(len(table)), far=table["y"].abs()).sort_values(
        ["is_sure", "far"], ascending=[False, False], kind="stable"
    )
    at_x, at_y = (table[axis].to_numpy(dtype="float64") / unit for axis, unit in zip("xy", units, strict=True))
    dots = np.column_stack([at_x - 4, at_x + 4, at_y - 4, at_y + 4])
    taken: list[_Box] = []
    placed = []
    for row in theme.plain(order):
        x, y = row["x"] / units[0], row["y"] / units[1]
        wide = sum(13.0 if ord(sign) > 0x2E7F else 7.6 for sign in row["term"]) + 4
        for right, up in _SIDES:
            left = x + (5 if right > 0 else -5 - wide if right < 0 else -wide / 2)
            low = y + (4 if up > 0 else -4 - LINE if up < 0 else -LINE / 2)
            box = (left, left + wide, low, low + LINE)
            if _within(box, edge) and not any(_meet(box, other) for other in taken):
                hit = (left < dots[:, 1]) & (dots[:, 0] < box[1]) & (low < dots[:, 3]) & (dots[:, 2] < box[3])
                if hit.sum() > hit[row["at"]]:  # a dot that is not its own
                    continue
                taken.append(box)
                placed.append((int(row["at"]), box))
                break
    return placed


def _within(box: _Box, edge: _Box) -> bool:
    return box[0] >= edge[0] and box[1] <= edge[1] and box[2] >= edge[2] and box[3] <= edge[3]


def _meet(one: _Box, other: _Box) -> bool:
    return one[0] < other[1] and other[0] < one[1] and one[2] < other[3] and other[2] < one[3]
