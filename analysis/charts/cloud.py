"""A word cloud whose words can be clicked: wordcloud's layout, drawn as text in a chart."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

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


class _SimplifiedFonts:
    """What wordcloud asks of PIL's ImageFont. It names no face of a collection, and so would measure in the first; and
    it opens the file for every word anew, which took a third of the time. A size weighs 2.5 MB; few are kept."""

    TransposedFont = ImageFont.TransposedFont

    @staticmethod
    @lru_cache(maxsize=4)
    def truetype(path: str, size: float) -> ImageFont.FreeTypeFont:
        return ImageFont.truetype(path, size, index=simplified_face())


drawing.ImageFont = _SimplifiedFonts


@lru_cache(maxsize=4_000)
def _ink(word: str) -> tuple[float, float, float, float]:
    """How long and how tall a word is, and how far its ink reaches above and below the baseline, all of its size."""
    font = _SimplifiedFonts.truetype(_FONT, _MEASURED)
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
