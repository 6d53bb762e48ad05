from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from scipy.stats import poisson

from analysis.corpus.engine import Engine
from analysis.errors import SelectionError
from analysis.measures import together
from analysis.measures.selection import Selection
from analysis.measures.together import Within
from tests.benchmarks.together import deal, judged


def test_the_meetings_and_items_that_carry_both(world: Engine) -> None:
    frame = together.pairs(world, Selection()).set_index("pair")
    assert frame.loc["disaster*safety", "numerator"] == 2
    assert frame.loc["disaster*safety", ["of_topic", "of_other", "denominator"]].to_list() == [8, 4, 11]
    assert frame.loc["economy*finance", "numerator"] == 4
    assert frame.loc["health*safety", "numerator"] == 0
    assert len(frame) == 15
    items = together.pairs(world, Selection(), within="items").set_index("pair")
    assert items.loc["disaster*rural", "numerator"] == 3
    assert items.loc["disaster*safety", "numerator"] == 0
    assert items.loc["disaster*safety", "denominator"] == 17


@pytest.mark.parametrize("within", ["meetings", "items"])
def test_more_topics_than_one_number_marks(world: Engine, monkeypatch: pytest.MonkeyPatch, within: Within) -> None:
    frame = together.pairs(world, Selection(), within=within)
    monkeypatch.setattr(together, "_MARKS", 4)
    pd.testing.assert_frame_equal(together.pairs(world, Selection(), within=within), frame)


def test_as_many_pairs_are_expected_as_there_are(world: Engine) -> None:
    """A meeting with r topics has r(r - 1)/2 pairs, whichever they are."""
    frame = together.pairs(world, Selection())
    assert frame["expected"].sum() == pytest.approx(frame["numerator"].sum())


def test_chances_are_those_of_all_agendas_that_could_be() -> None:
    """Two meetings of two topics and three of three, four topics with odds 1, 2, 3 and 5: all agendas written out."""
    odds = np.array([1.0, 2.0, 3.0, 5.0])
    single, double = np.zeros(4), np.zeros((4, 4))
    for r, meetings in ((2, 2), (3, 3)):
        agendas = list(combinations(range(4), r))
        chances = np.array([odds[list(agenda)].prod() for agenda in agendas])
        for agenda, chance in zip(agendas, meetings * chances / chances.sum(), strict=True):
            for topic in agenda:
                single[topic] += chance
            for pair in combinations(agenda, 2):
                double[pair] += chance
    expected, _ = together.by_chance(single.tolist(), [2, 3], [2, 3])
    assert expected == pytest.approx([double[pair] for pair in combinations(range(4), 2)], rel=1e-5)


def test_the_variance_is_that_of_agendas_dealt_with_the_same_frequencies() -> None:
    """Meetings of two out of four topics, dealt at random; only deals are kept that have all four equally often."""
    rng = np.random.default_rng(1)
    agendas = np.array([[int(t in pair) for t in range(4)] for pair in combinations(range(4), 2)])
    drawn = rng.multinomial(40, [1 / 6] * 6, size=400_000)
    level = drawn[(drawn @ agendas == 20).all(axis=1)]
    _, variance = together.by_chance([20] * 4, [2], [40])
    assert len(level) > 1000
    assert variance == pytest.approx(level.var(axis=0), rel=0.1)


def test_topics_dealt_out_at_random_are_seldom_said_to_belong_together() -> None:
    rng = np.random.default_rng(2)
    tables = [judged(deal(rng, 400)) for _ in range(40)]
    assert np.mean([(table["p"] < 0.05).mean() for table in tables]) <= 0.05
    assert sum((table["adjusted"] <= 0.05).any() for table in tables) <= 5


def test_topics_that_belong_together_are_found() -> None:
    table = judged(deal(np.random.default_rng(3), 600, planted=0.5)).set_index("pair")
    assert table["adjusted"].idxmin() == (5, 9)
    assert table.loc[[(5, 9)], "low"].iloc[0] > 1.5
    assert (table["adjusted"] <= 0.05).sum() == 1


def test_seldom_pairs_are_judged_by_poissons_distribution() -> None:
    rows = pd.DataFrame({"numerator": [6, 0], "expected": [1.5, 3.0]})
    frame = together.compared(rows, np.array([1.0, 1.0]), np.array([1.0, 1.0]))
    assert frame["p"].to_list() == pytest.approx([2 * poisson.sf(5, 1.5), 2 * poisson.cdf(0, 3.0)])
    # Garwood's 95 % limits of 6 and of 0 events: 2.202 to 13.059, 0 to 3.689.
    assert frame["low"].to_list() == pytest.approx([2.2019 / 1.5, 0], abs=1e-3)
    assert frame["high"].to_list() == pytest.approx([13.0595 / 1.5, 3.6889 / 3], abs=1e-3)


def test_a_topic_of_every_meeting_tells_nothing(world: Engine) -> None:
    frame = together.pairs(world, Selection(topics=("rural",)))
    assert "rural" not in {*frame["topic"], *frame["other"]}
    # In meeting 4 health and the budget are other items than the rural one.
    assert frame.set_index("pair").loc["finance*health", "numerator"] == 1


def test_where_no_meeting_has_two_topics_no_ratio_is_told(world: Engine) -> None:
    frame = together.pairs(world, Selection(treatments=("heard",)), within="items")
    assert frame["pair"].to_list() == ["disaster*health"]
    assert frame[["ratio", "low", "high"]].isna().all(axis=None)
    assert frame["p"].to_list() == [1.0]


def test_nothing_selected_and_an_unknown_unit(world: Engine) -> None:
    assert together.pairs(world, Selection(places=("无此地",))).empty
    with pytest.raises(SelectionError, match="meetings, items"):
        together.pairs(world, Selection(), within="words")  # type: ignore[arg-type]
