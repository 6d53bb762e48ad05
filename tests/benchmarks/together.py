"""How often pairs of topics that have nothing to do with each other are said to belong together or apart.

    python -m tests.benchmarks.together [SAMPLES]

Items with one topic each, whose shares fall as 1/rank, are dealt out at random to meetings of 1 + Poisson(3) items, so
that no two topics of 26 belong together; and again with one in three meetings on the sixth topic taking up the tenth
as well. Beside the measure's test stands Pearson's on the fourfold table, which takes all meetings for equally long.
"""

from __future__ import annotations

import sys
from itertools import combinations

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.stats import chi2_contingency

from analysis.measures import together

SHARES = 1 / np.arange(1, 27)
SHARES /= SHARES.sum()


def deal(rng: np.random.Generator, meetings: int, *, planted: float = 0.0) -> npt.NDArray[np.int64]:
    """Which meeting takes up which topic."""
    held = rng.multinomial(1 + rng.poisson(3, meetings), SHARES) > 0
    held[:, 9] |= held[:, 5] & (rng.random(meetings) < planted)
    return held.astype(int)


def judged(held: npt.NDArray[np.int64]) -> pd.DataFrame:
    """The table of pairs, as the measure makes it of its counts."""
    held = held[:, held.sum(axis=0) > 0]
    lengths, meetings = np.unique(held.sum(axis=1), return_counts=True)
    both = held.T @ held
    expected, variance = together.by_chance(np.diag(both).tolist(), lengths.tolist(), meetings.tolist())
    pairs = list(combinations(range(held.shape[1]), 2))
    rows = pd.DataFrame({"pair": pairs, "numerator": [both[pair] for pair in pairs], "expected": expected})
    return together.compared(rows, variance, np.ones(len(rows)))


def fourfold(held: npt.NDArray[np.int64]) -> list[float]:
    """The p-values of Pearson's test for the pairs of the twelve most frequent topics."""
    pairs = combinations(range(12), 2)
    tables = (
        np.array([[((held[:, a] == i) & (held[:, b] == j)).sum() for j in (0, 1)] for i in (0, 1)]) for a, b in pairs
    )
    return [float(chi2_contingency(table + 0.5, correction=False)[1]) for table in tables]


def main(samples: int = 100) -> None:
    rng, rows = np.random.default_rng(20210427), []
    for meetings in (100, 400, 1500):
        null = [judged(deal(rng, meetings)) for _ in range(samples)]
        planted = [judged(deal(rng, meetings, planted=0.33)).set_index("pair") for _ in range(samples)]
        rows.append({
            "meetings": meetings,
            "p < 0.05": np.mean([(table["p"] < 0.05).mean() for table in null]),
            "any after correction": np.mean([(table["adjusted"] <= 0.05).any() for table in null]),
            "fourfold p < 0.05": np.mean([p < 0.05 for _ in range(20) for p in fourfold(deal(rng, meetings))]),
            "planted pair found": np.mean([table["adjusted"].get((5, 9), 1.0) <= 0.05 for table in planted]),
        })  # fmt: skip
    print(f"{samples} samples a row\n{pd.DataFrame(rows).round(3).to_string(index=False)}")


if __name__ == "__main__":
    main(*(int(value) for value in sys.argv[1:]))
