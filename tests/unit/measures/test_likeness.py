from __future__ import annotations

import numpy as np
import pytest
from scipy.spatial.distance import jensenshannon

from analysis.corpus.engine import Engine
from analysis.errors import SelectionError
from analysis.measures import likeness
from analysis.measures.selection import Selection
from tests.benchmarks.likeness import CHANGED, SHARES, draw


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(likeness, "FEWEST", 2)


def test_small_groups_are_not_compared(world: Engine) -> None:
    assert likeness.groups(world, Selection(), by="body").empty
    assert likeness.pairs(world, Selection(), by="body").empty


def test_the_divergence_of_bodies(world: Engine, few: None) -> None:
    assert likeness.groups(world, Selection(), by="body")["body"].to_list() == [
        "市委常委会", "县委常委会", "市政府常务会议", "省委常委会",
    ]  # fmt: skip
    frame = likeness.pairs(world, Selection(), by="body").set_index(["one", "other"])
    # Disaster, economy, finance, health, rural, safety. Meetings 2, 6, 7, 11 against 4 and 8.
    city, government = np.array([2, 1, 1, 0, 0, 3]), np.array([2, 2, 2, 1, 1, 0])
    row = frame.loc[("市委常委会", "市政府常务会议")]
    assert row["divergence"] == pytest.approx(jensenshannon(city, government, 2) ** 2)
    assert row["topic"] == "safety"
    assert (frame["excess"] <= frame["divergence"]).all()


def test_what_makes_the_difference(world: Engine) -> None:
    frame = likeness.contrast(world, Selection(), by="body", one="市委常委会", other="市政府常务会议")
    safety = frame.iloc[0]
    assert safety["topic"] == "safety"
    assert safety[["numerator", "denominator", "numerator_other", "denominator_other"]].to_list() == [3, 7, 0, 8]
    assert safety["difference"] == pytest.approx(3 / 7)
    assert safety["term"] == pytest.approx(3 / 7 / 2)  # all of it on one side: half of 3/7 times log2 of 2
    assert frame["part"].sum() == pytest.approx(1)


def test_two_samples_of_one_agenda_differ_by_what_chance_gives() -> None:
    """Against drawing anew: the meetings of two groups shuffled between them, 300 times."""
    rng = np.random.default_rng(1)
    y = rng.multinomial(1 + rng.poisson(3, 300), SHARES).astype(float)

    def halves(order: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        parts = [y[order[:150]], y[order[150:]]]
        spreads = [
            ((part - part.sum(axis=1, keepdims=True) * (part.sum(axis=0) / part.sum())) ** 2).sum(axis=0)
            for part in parts
        ]
        return parts[0].sum(axis=0), parts[1].sum(axis=0), 150 / 149 * (spreads[0] + spreads[1])

    drawn = [halves(rng.permutation(300)) for _ in range(300)]
    one, other, spread = (np.array([part[at] for part in drawn]) for at in range(3))
    terms, chance, p = likeness.compared(one, other, spread)
    assert chance.mean() == pytest.approx(terms.sum(axis=1).mean(), rel=0.08)
    assert 0.02 <= (p < 0.05).mean() <= 0.08


def test_a_real_difference_is_found() -> None:
    rng = np.random.default_rng(2)
    drawn = [(draw(rng, SHARES, 0.1, 200), draw(rng, CHANGED, 0.1, 200)) for _ in range(50)]
    one, other = (np.array([pair[at][0] for pair in drawn]) for at in (0, 1))
    _, _, p = likeness.compared(one, other, np.array([a[1] + b[1] for a, b in drawn]))
    assert (p < 0.05).mean() > 0.9


def test_a_group_without_items_and_an_unknown_column_are_refused(world: Engine) -> None:
    with pytest.raises(SelectionError, match="诗社 has no labelled item"):
        likeness.contrast(world, Selection(), by="body", one="市委常委会", other="诗社")
    with pytest.raises(SelectionError, match="province, city"):
        likeness.pairs(world, Selection(), by="colour")  # type: ignore[arg-type]


def test_what_was_planted_in_the_sample_parts_its_years(sample_engine: Engine) -> None:
    """The campaign against poverty ran to the end of 2020."""
    first = likeness.contrast(sample_engine, Selection(), by="year", one="2020", other="2024").iloc[0]
    assert first["topic"] == "poverty"
    assert first["low"] > 0
    assert first["adjusted"] < 0.05
