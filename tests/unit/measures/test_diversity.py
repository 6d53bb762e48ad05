from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from scipy.stats import entropy

from analysis.corpus.engine import Engine
from analysis.errors import SelectionError
from analysis.measures import diversity
from analysis.measures.selection import Selection


def test_with_few_meetings_there_is_no_estimate(world: Engine) -> None:
    row = diversity.effective(world, Selection()).iloc[0]
    # 24 labels: 8 disaster, 4 each of economy, finance and safety, 3 rural, 1 health; meeting 12 has none.
    assert (row["meetings"], row["items"], row["labels"], row["topics"]) == (11, 20, 24, 6)
    assert row[["entropy", "effective", "low", "high", "plain"]].isna().all()


def test_the_estimate_of_the_world(world: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diversity, "FEWEST", 2)
    row = diversity.effective(world, Selection()).iloc[0]
    counts = np.array([8, 4, 4, 4, 3, 1])
    assert row["plain"] == pytest.approx(math.exp(entropy(counts)))
    # Labels by meeting, meetings 1 to 11: economy, finance, disaster, safety, rural, health.
    y = np.array([
        [1, 1, 0, 0, 0, 0], [0, 0, 0, 1, 0, 0], [0, 0, 1, 1, 1, 0], [1, 1, 1, 0, 1, 1], [0, 0, 1, 0, 0, 0],
        [0, 0, 1, 1, 0, 0], [0, 0, 1, 0, 0, 0], [1, 1, 1, 0, 0, 0], [0, 0, 1, 0, 1, 0], [0, 0, 1, 0, 0, 0],
        [1, 1, 0, 1, 0, 0],
    ])  # fmt: skip
    p, x = y.sum(axis=0) / 24, y.sum(axis=1)
    v = 11 / 10 * ((y - np.outer(x, p)) ** 2).sum(axis=0) / 24**2
    assert row["entropy"] == pytest.approx(entropy(p) + (v / p).sum() / 2)


def test_where_every_label_is_a_meeting_of_its_own_the_correction_is_millers() -> None:
    """Ten topics, 200 meetings of one label: (K - 1) / 2N, but for n/(n-1)."""
    drawn = np.bincount(np.random.default_rng(1).integers(0, 10, 200), minlength=10)
    p, n = drawn / 200, 200
    surprise = np.repeat(-np.log(p), drawn)
    sums = pd.DataFrame([{
        "meetings": n, "items": n, "labels": n, "topics": 10, "plain": surprise.sum(), "ss": (surprise**2).sum(),
        "sx": surprise.sum(), "xx": n, "bias": (p * (1 - p) / n / p).sum() / 2,
    }])  # fmt: skip
    row = diversity.estimated(sums).iloc[0]
    assert row["entropy"] == pytest.approx(entropy(p) + 9 / (2 * (n - 1)))
    # The variance of single draws (Basharin 1959), with Student's 97.5 % point of 199 degrees of freedom.
    error = 1.9719565 * math.sqrt(((p * np.log(p) ** 2).sum() - entropy(p) ** 2) / (n - 1))
    assert math.log(row["high"] / row["effective"]) == pytest.approx(error, rel=1e-5)


def test_by_year_each_has_its_own(world: Engine) -> None:
    frame = diversity.effective(world, Selection(), by="year")
    assert list(frame["year"]) == ["-", "2020", "2021", "2022"]
    assert list(frame["items"]) == [2, 2, 13, 3]


def test_nothing_selected_and_nothing_known(world: Engine) -> None:
    assert diversity.effective(world, Selection(places=("无此地",))).empty
    with pytest.raises(SelectionError, match="year, province"):
        diversity.effective(world, Selection(), by="colour")  # type: ignore[arg-type]
