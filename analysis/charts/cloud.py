"""A word cloud whose words can be clicked, drawn as text in a chart.

Words are laid out here, the largest first, each where there is room closest to the middle. The library wordcloud tries
places at random, over and over on every pixel: half a second for the two clouds of a page, which took as long as all
the rest of it, where this takes a tenth.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd
from noto_cjk_sans_otc import FONT_PATH
from PIL import ImageFont

from analysis.charts import theme
from analysis.charts.theme import Figure

_Placed = tuple[str, int, float, float, float, float]
"""Word, size in pixels, middle of its ink (x, y from the top left), length, and how far below that middle the point
must lie that Plotly draws the word at."""

SMALLEST: Final = 11
"""The least size of a word, in pixels; what has no room at it is left out."""

MARGIN: Final = 3
"""Pixels around a word."""

_FONT: Final = str(Path(str(FONT_PATH)))
_MEASURED: Final = 64
"""The size at which words are measured, in pixels; other sizes are as much larger or smaller."""

_CELL: Final = 3
"""Pixels of the squares in which room is looked for."""


def figure(
    table: pd.DataFrame,
    *,
    hover: str,
    value: str = "count",
    size: tuple[int, int] = (680, 380),
    colors: Mapping[str, str] | None = None,
) -> Figure:
    """Words at sizes after their figure, always in the same places for the same table and size.

    Args:
        table: as ``measures.keywords.frequencies`` makes it: ``term``, ``counted_as``, and ``value``.
        hover: what shows over a word, a format string over the columns.
        value: the column that gives the size; rows where it is not above zero are left out.
        size: width and height in pixels. Words do not shrink with the page, so the figure keeps this size: take
            (340, 420) for a phone.
        colors: a colour for each term; the accent otherwise.

    Each word carries ``{counted_as: term}`` as customdata, over its whole length: a click is found by its distance to
    a point, so an unseen point lies under every character.
    """
    width, height = size
    table = table[table[value] > 0].drop_duplicates("term")
    placed = _layout(
        tuple((str(term), float(weight)) for term, weight in zip(table["term"], table[value], strict=True)), size
    )
    rows = table.set_index("term", drop=False).loc[[word for word, *_ in placed]]
    cells = [{row["counted_as"]: row["term"]} for row in rows[["counted_as", "term"]].to_dict("records")]
    hovers = theme.fill(hover, rows)
    words = {
        "type": "scatter", "mode": "text", "hoverinfo": "skip",
        "x": [x for _, _, x, *_ in placed], "y": [y + drop for _, _, _, y, _, drop in placed],
        "text": [theme.named(word, {}) for word, *_ in placed], "customdata": cells,
        "textfont": {
            "family": theme.FONT, "size": [points for _, points, *_ in placed],
            "color": [(colors or {}).get(word, theme.ACCENT) for word, *_ in placed],
        },
        **theme.CHOSEN_TEXT,
    }  # fmt: skip
    under: dict[str, list[Any]] = {"x": [], "y": [], "size": [], "customdata": [], "hovertext": []}
    for (word, points, x, y, length, _), cell, text in zip(placed, cells, hovers, strict=True):
        for at in range(len(word)):
            under["x"].append(x - length / 2 + length * (at + 0.5) / len(word))
            under["y"].append(y)
            under["size"].append(points)
            under["customdata"].append(cell)
            under["hovertext"].append(text)
    sizes = under.pop("size")
    points_under = {
        "type": "scatter",
        "mode": "markers",
        "hoverinfo": "text",
        "marker": {"size": sizes, "opacity": 0},
        **under,
    }
    bare = {"visible": False, "fixedrange": True}
    return {
        "data": [words, points_under],
        "layout": theme.layout(
            height,
            width=width,
            margin={"l": 0, "r": 0, "t": 0, "b": 0},
            xaxis={**bare, "range": [0, width]},
            yaxis={**bare, "range": [height, 0]},
        ),
    }


def facts(table: pd.DataFrame, *, value: str = "count") -> dict[str, Any]:
    """What a text alternative says of the chart: ``words`` (how many) and ``largest``, the first five of them."""
    shown = table[table[value] > 0].sort_values(value, ascending=False, kind="stable")
    return {"words": len(shown), "largest": shown["term"].head(5).tolist()}


@lru_cache(maxsize=1)
def simplified_face() -> int:
    """The number of the face with Simplified forms in the font collection, whose first face is the Japanese one."""
    for number in range(64):
        if ImageFont.truetype(_FONT, 10, index=number).getname()[0] == "Noto Sans CJK SC":
            return number
    raise LookupError(f"{_FONT} has no face with Simplified forms.")


@lru_cache(maxsize=1)
def _face() -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(_FONT, _MEASURED, index=simplified_face())


@lru_cache(maxsize=4_000)
def _ink(word: str) -> tuple[float, float, float]:
    """How long a word is, and how far its ink reaches above and below the baseline, for a size of one pixel."""
    left, above, right, below = _face().getbbox(word, anchor="ls")
    return (right - left) / _MEASURED, above / _MEASURED, below / _MEASURED


@lru_cache(maxsize=64)
def _layout(weights: tuple[tuple[str, float], ...], size: tuple[int, int]) -> tuple[_Placed, ...]:
    """The words that have room, the heaviest first, each in its place; smaller, until there is room for all."""
    words = sorted(weights, key=lambda one: -one[1])
    largest = max(16, size[1] // 6)
    placed: list[_Placed] = []
    while len(placed) < len(words) and largest > SMALLEST:
        placed = max(placed, _laid(words, size, largest), key=len)
        largest = largest * 7 // 8
    return tuple(placed)


def _laid(words: list[tuple[str, float]], size: tuple[int, int], largest: int) -> list[_Placed]:
    """The words in their places, the first one so large if there is room. A word is as much smaller than the one before
    it as halfway between its weight and being alike, and smaller still where there is no room for it."""
    room, points, before = _Room(*size), largest, 0.0
    placed: list[_Placed] = []
    for word, weight in words:
        points = round(points * (0.5 + 0.5 * weight / (before or weight)))
        before, (length, above, below) = weight, _ink(word)
        while points >= SMALLEST:
            if at := room.take(points * length + MARGIN, points * (below - above) + MARGIN):
                # Plotly puts the baseline a quarter of the size under the point; the ink has its middle elsewhere.
                drop = -points * (above + below) / 2 - points / 4
                placed.append((word, points, *at, points * length, drop))
                break
            points -= 1
        else:
            break
    return placed


class _Room:
    """A rectangle in which words take room, in squares."""

    def __init__(self, width: int, height: int) -> None:
        self._taken = np.zeros((height // _CELL, width // _CELL), dtype=np.int32)
        # How many squares are taken above and to the left of each corner.
        self._sums: npt.NDArray[np.int32] = np.zeros((height // _CELL + 1, width // _CELL + 1), dtype=np.int32)

    def take(self, length: float, tall: float) -> tuple[float, float] | None:
        """The middle of the room for a word, closest to the middle of all, which is taken; None where there is none."""
        rows, columns = (int(-(-side // _CELL)) for side in (tall, length))
        if rows > self._taken.shape[0] or columns > self._taken.shape[1]:
            return None
        sums = self._sums
        inside = sums[rows:, columns:] - sums[:-rows, columns:] - sums[rows:, :-columns] + sums[:-rows, :-columns]
        y, x = np.nonzero(inside == 0)
        if not len(y):
            return None
        down, right = ((at + side / 2) / whole - 0.5 for at, side, whole in
                       ((y, rows, self._taken.shape[0]), (x, columns, self._taken.shape[1])))  # fmt: skip
        best = int(np.argmin(down * down + right * right))
        top, left = int(y[best]), int(x[best])
        self._taken[top : top + rows, left : left + columns] = 1
        np.cumsum(self._taken.cumsum(axis=0), axis=1, out=self._sums[1:, 1:])
        return (left + columns / 2) * _CELL, (top + rows / 2) * _CELL
