"""A word cloud whose words can be clicked: wordcloud's layout, drawn as text in a chart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd
import wordcloud.wordcloud as drawing
from noto_cjk_sans_otc import FONT_PATH
from PIL import ImageFont

from analysis.charts import theme
from analysis.charts.theme import Figure

_Placed = tuple[str, int, float, float, float, float]
"""Word, size in pixels, middle of its ink (x, y from the top left), length, and how far below that middle the point
must lie that Plotly draws the word at."""

SEED: Final = 20210427
COARSE: Final = 2
"""Pixels of the squares in which room is looked for: on single pixels it takes twice as long."""
_FONT: Final = str(Path(str(FONT_PATH)))
_MEASURED: Final = 64
"""The size at which words are measured, in pixels."""


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
    cells = [{row["counted_as"]: row["term"]} for row in theme.plain(rows[["counted_as", "term"]])]
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


@dataclass(frozen=True, slots=True)
class _Font:
    """A size of the face with Simplified forms, as wordcloud asks PIL for one: it names no face of a collection, and so
    would measure in the first, and has every word measured and drawn anew, though most stand in many clouds, at few
    sizes. Words are never turned."""

    size: int

    def getbbox(self, text: str, *_: Any) -> tuple[int, int, int, int]:
        """The size of a word's ink."""
        return _box(text, self.size)

    def getmask(self, text: str, *_: Any, **__: Any) -> Any:
        """A word's ink."""
        return _mask(text, self.size)


class _Fonts:
    """What wordcloud asks of PIL's ImageFont."""

    @staticmethod
    def truetype(path: str, size: float) -> _Font:
        return _Font(int(size))

    @staticmethod
    def TransposedFont(font: _Font, orientation: None) -> _Font:  # noqa: N802
        return font


class _Occupancy(drawing.IntegralOccupancyMap):  # type: ignore[misc]
    """What room is taken. Where wordcloud adds up anew all that lies right of and below a word that it has placed, this
    adds the word alone: nothing else has changed, and nothing lay where it is now."""

    def sample_position(self, size_x: int, size_y: int, random_state: Random) -> tuple[int, int] | None:
        """Some place with so much room, None where there is none."""
        self._asked = size_x, size_y
        found: tuple[int, int] | None = super().sample_position(size_x, size_y, random_state)
        return found

    def update(self, img_array: npt.NDArray[np.uint8], pos_x: int, pos_y: int) -> None:
        """Take the room of the word that has been drawn from this point on, in the room last asked for."""
        tall, long = self._asked
        ink = img_array[pos_x : pos_x + tall, pos_y : pos_y + long]
        added = ink.cumsum(0, dtype=np.uint32).cumsum(1, dtype=np.uint32)
        below, right = pos_x + tall, pos_y + long
        self.integral[pos_x:below, pos_y:right] += added
        self.integral[below:, pos_y:right] += added[-1]
        self.integral[pos_x:below, right:] += added[:, -1:]
        self.integral[below:, right:] += added[-1, -1]


drawing.ImageFont = _Fonts
drawing.IntegralOccupancyMap = _Occupancy


@lru_cache(maxsize=1)
def _font(size: int) -> ImageFont.FreeTypeFont:
    """A size weighs 2.5 MB, and a cloud goes from the largest to the smallest: the last one is kept."""
    return ImageFont.truetype(_FONT, size, index=simplified_face())


@lru_cache(maxsize=8_000)
def _box(text: str, size: int) -> tuple[int, int, int, int]:
    left, top, right, bottom = _font(size).getbbox(text)
    return 0, 0, int(right - left), int(bottom - top)


@lru_cache(maxsize=4_000)
def _mask(text: str, size: int) -> Any:
    return _font(size).getmask(text, "L", anchor="la")


@lru_cache(maxsize=4_000)
def _ink(word: str) -> tuple[float, float, float, float]:
    """How long and how tall a word is, and how far its ink reaches above and below the baseline, all of its size."""
    font = _font(_MEASURED)
    left, top, right, low = font.getbbox(word, anchor="lt")
    _, above, _, below = font.getbbox(word, anchor="ls")
    return (right - left) / _MEASURED, (low - top) / _MEASURED, above / _MEASURED, below / _MEASURED


@lru_cache(maxsize=64)
def _layout(weights: tuple[tuple[str, float], ...], size: tuple[int, int]) -> tuple[_Placed, ...]:
    """The words that have room, each in its place."""
    if not weights:
        return ()
    width, height = (side // COARSE for side in size)
    cloud = drawing.WordCloud(
        font_path=_FONT, width=width, height=height, prefer_horizontal=1.0, random_state=SEED, margin=2,
        max_words=len(weights), min_font_size=6, max_font_size=max(8, height // 6), relative_scaling=0.5,
        color_func=lambda *_, **__: theme.ACCENT,  # its own takes a tenth of the time, and is not looked at
    ).generate_from_frequencies(dict(weights))  # fmt: skip
    placed = []
    for (word, _), coarse, (top, left), _, _ in cloud.layout_:
        length, tall, above, below = _ink(word)
        points = int(coarse) * COARSE
        # Plotly puts the baseline a quarter of the size under the point; the ink has its middle elsewhere.
        drop = -points * (above + below) / 2 - points / 4
        middle = left * COARSE + points * length / 2, top * COARSE + points * tall / 2
        placed.append((word, points, *middle, points * length, drop))
    return tuple(placed)
