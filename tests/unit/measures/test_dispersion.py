"""Dispersion against its definition, worked out over every part."""

from __future__ import annotations

import pytest

from analysis.corpus.engine import Engine
from analysis.errors import SelectionError
from analysis.measures import dispersion
from analysis.measures.selection import Selection
from tests.fixtures_world import PUNCTUATION, WORLD, Held


def words_of(held: Held) -> list[str]:
    texts = [held.lead, *(item.text for item in held.items)]
    return [word for text in texts for word in text.split() if word not in PUNCTUATION]


def by_definition(parts: list[list[str]], word: str) -> tuple[float, float]:
    """Gries 2008: half the sum of |share of occurrences − share of words| over all parts, and the corrected figure."""
    n, f = sum(map(len, parts)), sum(part.count(word) for part in parts)
    dp = sum(abs(part.count(word) / f - len(part) / n) for part in parts) / 2
    return dp, dp / (1 - min(map(len, parts)) / n)


@pytest.mark.parametrize("word", ["防汛", "会议", "卫生", "责任"])
def test_over_meetings(world: Engine, word: str) -> None:
    parts = [words_of(held) for held in WORLD]
    row = dispersion.words(world, Selection(), [word]).iloc[0]
    assert (row["dp"], row["dp_norm"]) == pytest.approx(by_definition(parts, word))
    assert (row["numerator"], row["denominator"]) == (sum(word in part for part in parts), 12)


def test_over_months_undated_meetings_are_left_out(world: Engine) -> None:
    months: dict[str, list[str]] = {}
    for held in WORLD:
        if held.held:
            months.setdefault(held.held[:7], []).extend(words_of(held))
    row = dispersion.words(world, Selection(), ["责任"], over="months").iloc[0]
    assert (row["dp"], row["dp_norm"]) == pytest.approx(by_definition(list(months.values()), "责任"))
    assert row["denominator"] == len(months) == 7


def test_bodies_of_one_name_in_two_places_are_two(world: Engine) -> None:
    bodies: dict[tuple[object, str], list[str]] = {}
    for held in WORLD:
        bodies.setdefault((held.place, held.body), []).extend(words_of(held))
    row = dispersion.words(world, Selection(), ["防汛"], over="bodies").iloc[0]
    assert (row["dp"], row["dp_norm"]) == pytest.approx(by_definition(list(bodies.values()), "防汛"))
    assert row["denominator"] == len(bodies) == 7


def test_words_come_in_their_order_and_without_those_that_do_not_occur(world: Engine) -> None:
    frame = dispersion.words(world, Selection(), ["卫生", "无此词", "防汛"])
    assert frame["term"].tolist() == ["卫生", "防汛"]


def test_one_part_cannot_be_spread(world: Engine) -> None:
    frame = dispersion.words(world, Selection(topics=("health",)), ["卫生"])
    assert frame["dp"].tolist() == [0.0]
    assert frame["dp_norm"].isna().all()


def test_nothing_and_nonsense(world: Engine) -> None:
    assert dispersion.words(world, Selection(places=("无此地",)), ["防汛"]).empty
    with pytest.raises(SelectionError, match="meetings, bodies, months"):
        dispersion.words(world, Selection(), ["防汛"], over="weeks")  # type: ignore[arg-type]
