"""The plot of two selections' words: labels that can be read, and points that open their own cell."""

from __future__ import annotations

import math
import random

import pandas as pd
import pytest

from analysis.charts import contrast

SIZE = (700, 420)


def table(words: int, seed: int = 1) -> pd.DataFrame:
    dice = random.Random(seed)
    rows = []
    for number in range(words):
        z = dice.choice([-1, 1]) * dice.uniform(1, 12)
        rows.append({
            "term": "词" * dice.randint(2, 6) + str(number), "side": "a" if z > 0 else "b", "z": z,
            "count": dice.randint(1, 400), "count_against": dice.randint(1, 400), "terms": 40_000,
            "terms_against": 60_000, "is_sure": abs(z) > 3,
        })  # fmt: skip
    return pd.DataFrame(rows)


def figure(rows: pd.DataFrame) -> dict:
    return contrast.figure(rows, size=SIZE, hover="{term}", title_x="x", title_y="y")


def boxes(drawn: dict) -> list[tuple[float, float, float, float]]:
    """Where the written words lie, in pixels, with 13 pixels a Han character and 7.6 any other."""
    layout, written = drawn["layout"], drawn["data"][2]
    spans = [layout["xaxis"]["range"], layout["yaxis"]["range"]]
    inner = (SIZE[0] - 64, SIZE[1] - 56)
    scale = [pixels / (high - low) for (low, high), pixels in zip(spans, inner, strict=True)]
    found = []
    for x, y, text in zip(written["x"], written["y"], written["text"], strict=True):
        half = sum(13 if ord(sign) > 0x2E7F else 7.6 for sign in text) / 2
        found.append((x * scale[0] - half, x * scale[0] + half, y * scale[1] - 7, y * scale[1] + 7))
    return found


@pytest.mark.parametrize("seed", range(5))
def test_no_written_word_lies_over_another_or_over_a_dot(seed: int) -> None:
    rows = table(120, seed)
    drawn = figure(rows)
    placed = boxes(drawn)
    assert len(placed) > 10
    for at, one in enumerate(placed):
        for other in placed[at + 1 :]:
            assert one[1] <= other[0] or other[1] <= one[0] or one[3] <= other[2] or other[3] <= one[2]


def test_every_dot_and_every_written_word_opens_its_own_cell() -> None:
    rows = table(60)
    dots, under, written = figure(rows)["data"]
    assert dots["customdata"] == rows[["term", "side"]].to_dict("records")
    cells = {row["term"]: row for row in rows[["term", "side"]].to_dict("records")}
    assert written["customdata"] == [cells[word] for word in written["text"]]
    assert len(under["customdata"]) == sum(map(len, written["text"])), "an unseen point under every character"


def test_the_strongest_words_are_written_first() -> None:
    rows = table(150)
    written = figure(rows)["data"][2]["text"]
    strongest = rows.loc[rows["z"].abs().idxmax(), "term"]
    assert strongest in written


def test_left_to_right_is_the_rate_of_both_sides_and_upward_is_z() -> None:
    rows = table(3)
    dots = figure(rows)["data"][0]
    assert dots["y"] == rows["z"].tolist()
    rate = 10_000 * (rows["count"] + rows["count_against"]) / 100_000
    assert dots["x"] == pytest.approx([math.log10(value) for value in rate])


def test_words_within_chance_are_hollow() -> None:
    rows = table(40)
    colors = figure(rows)["data"][0]["marker"]["color"]
    assert [color == "rgba(0,0,0,0)" for color in colors] == (~rows["is_sure"]).tolist()


def test_words_are_escaped() -> None:
    rows = table(1).assign(term="<b>词</b>")
    assert figure(rows)["data"][2]["text"] == ["&lt;b&gt;词&lt;/b&gt;"]


def test_facts() -> None:
    rows = table(50)
    said = contrast.facts(rows)
    assert said["words"] == 50
    assert said["sure"] == int((rows["z"].abs() > 3).sum())
    assert said["above"][0] == rows.loc[rows["z"].idxmax(), "term"]
    assert said["below"][0] == rows.loc[rows["z"].idxmin(), "term"]
