from __future__ import annotations

import copy
import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from analysis.errors import ExportError
from analysis.exporting import pictures

FIGURE: dict[str, Any] = {
    "data": [
        {"type": "bar", "x": ["农业", "经济"], "y": [3, 5], "customdata": [{"topic": "rural"}, {"topic": "economy"}]}
    ],
    "layout": {"height": 200, "font": {"family": "Noto Sans CJK SC, sans-serif"}, "paper_bgcolor": "rgba(0,0,0,0)"},
}
CAPTION = ["n = 12 次会议；来源：虚构样例；版本 abc；2026-11-27 制作"]


def test_a_picture_says_what_it_shows_and_where_from_on_white() -> None:
    before = copy.deepcopy(FIGURE)
    framed = pictures.framed(FIGURE, title="议程上有什么？", caption=CAPTION)
    assert before == FIGURE, "the chart on the page stays as it is"
    layout = framed["layout"]
    assert layout["title"]["text"] == "议程上有什么？"
    assert layout["legend"]["title"]["text"] == CAPTION[0]
    assert layout["paper_bgcolor"] == layout["plot_bgcolor"] == "#ffffff"
    assert layout["height"] > 200, "title and caption take no room from the chart"
    assert "customdata" not in framed["data"][0]


def test_without_title_and_caption_there_is_the_chart_alone() -> None:
    layout = pictures.framed(FIGURE)["layout"]
    assert "title" not in layout
    assert "legend" not in layout
    assert layout["width"] == pictures.WIDTH


def test_a_long_title_is_broken_into_lines_that_fit() -> None:
    narrow = pictures.framed(FIGURE, title="哪些议题在议程上占得最多" * 6, width=400)
    lines = narrow["layout"]["title"]["text"].split("<br>")
    assert len(lines) > 3
    assert all(len(line) * 18 <= 400 for line in lines)
    assert "".join(lines) == "哪些议题在议程上占得最多" * 6


@given(st.text("农业a bc，。1 ", max_size=80), st.integers(4, 40))
def test_breaking_loses_no_character(text: str, room: int) -> None:
    assert "".join("".join(pictures.wrapped(text, room)).split()) == "".join(text.split())


@given(st.text("农业，", max_size=80), st.integers(4, 40))
def test_han_fills_its_lines_and_punctuation_hangs_over_the_edge(text: str, room: int) -> None:
    lines = pictures.wrapped(text, room)
    assert all(len(line.rstrip("，")) <= room for line in lines)
    assert not any(line.startswith("，") for line in lines[1:])


@given(st.lists(st.text("abc", min_size=1, max_size=12), max_size=12), st.integers(8, 40))
def test_latin_words_stay_whole(words: list[str], room: int) -> None:
    lines = pictures.wrapped(" ".join(words), room)
    assert [word for line in lines for word in line.split()] == words
    assert all(0.55 * len(line) <= room for line in lines)


def test_where_there_is_no_chrome_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "chrome", lambda: None)
    with pytest.raises(ExportError, match="no Chrome"):
        pictures.draw([(FIGURE, "png")])


@pytest.mark.skipif(pictures.chrome() is None, reason="no Chrome on the path (on Debian: apt-get install chromium)")
def test_chrome_draws_the_same_in_both_formats() -> None:
    framed = pictures.framed(FIGURE, title="议程上有什么？", caption=CAPTION, width=600)
    png, svg = pictures.draw([(framed, "png"), (framed, "svg")])
    image = Image.open(io.BytesIO(png))
    assert image.size == (1200, 2 * framed["layout"]["height"])
    assert image.convert("RGB").getpixel((2, 2)) == (255, 255, 255)
    said = svg.decode()
    assert "议程上有什么？" in said
    assert "版本 abc" in said
    assert "<image" not in said, "lines and letters, no pixels"
