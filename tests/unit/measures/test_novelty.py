"""New and vanished words, with chances worked out by hand."""

from __future__ import annotations

import math
from datetime import date

import pytest
from scipy import stats

from analysis.corpus.engine import Engine
from analysis.measures import novelty
from analysis.measures.selection import Selection

RECENT, BEFORE = (date(2021, 6, 1), date(2022, 12, 31)), (date(2020, 1, 1), date(2021, 5, 31))


def chance_of_none(d: int, of: int, n: int) -> float:
    """With a share of Beta(d + ½, of − d + ½): B(a, b + n) / B(a, b), written out as a product."""
    a, b = d + 0.5, of - d + 0.5
    return math.prod((b + i) / (a + b + i) for i in range(n))


def test_words_of_one_period_alone(world: Engine) -> None:
    """Four meetings to the end of May 2021, six from June on. The item on health, with 卫生 and 还, is of March alone;
    部署 stands in a lead of June."""
    frame = novelty.words(world, Selection(), recent=RECENT, before=BEFORE, stopwords=(), least=1).set_index("term")
    assert frame["kind"].to_dict() == {"部署": "new", "卫生": "vanished", "还": "vanished"}
    health = frame.loc["卫生"]
    assert health[["numerator", "denominator", "numerator_before", "denominator_before"]].tolist() == [0, 6, 1, 4]
    assert health["chance"] == pytest.approx(chance_of_none(1, 4, 6))
    assert (health["first"], health["last"]) == (date(2021, 3, 31), date(2021, 3, 31))
    arranged = frame.loc["部署"]
    assert arranged[["numerator", "denominator", "numerator_before", "denominator_before"]].tolist() == [1, 6, 0, 4]
    assert arranged["chance"] == pytest.approx(1 - chance_of_none(0, 4, 6)), "once or more is all but never"


def test_false_discoveries_are_held_down_over_all_words_of_either_period(world: Engine) -> None:
    """21 words; the two least likely, at the same chance, have the larger of p·21/2 cut off at one."""
    frame = novelty.words(world, Selection(), recent=RECENT, before=BEFORE, stopwords=(), least=1)
    assert set(frame["compared"]) == {21}
    assert frame["adjusted"].tolist() == [1.0, 1.0, 1.0]


def test_the_chance_is_scipys(world: Engine) -> None:
    """The same distribution by another implementation: 部署 in one of six meetings after none of four."""
    frame = novelty.words(world, Selection(), recent=RECENT, before=BEFORE, stopwords=(), least=1).set_index("term")
    assert frame.loc["部署", "chance"] == pytest.approx(stats.betabinom(6, 0.5, 4.5).sf(0), rel=1e-10)
    assert frame.loc["卫生", "chance"] == pytest.approx(stats.betabinom(6, 1.5, 3.5).pmf(0), rel=1e-10)


def test_rare_words_and_stopwords_are_not_compared(world: Engine) -> None:
    assert novelty.words(world, Selection(), recent=RECENT, before=BEFORE, least=2).empty
    kept = novelty.words(world, Selection(), recent=RECENT, before=BEFORE, stopwords=["部署"], least=1)
    assert "部署" not in set(kept["term"])


@pytest.mark.parametrize(
    "selection",
    [
        Selection(undated=True),
        Selection(end=date(2021, 5, 1)),
        Selection(places=("无此地",)),
        Selection(start=date(2023, 1, 1)),
    ],
)
def test_without_both_periods_there_is_nothing_to_compare(world: Engine, selection: Selection) -> None:
    assert novelty.words(world, selection, recent=RECENT, before=BEFORE, stopwords=(), least=1).empty
