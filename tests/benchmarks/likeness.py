"""How often two groups with one agenda are said to differ, how near the divergence by chance is, and how often a real
difference is found.

    python -m tests.benchmarks.likeness [SAMPLES]

Labels of 26 topics, whose shares fall as 1/rank, in meetings of 1 + Poisson(3) labels, alike within a meeting
(Dirichlet, intraclass correlation RHO). The real difference: the five most frequent topics in another order.
"""

from __future__ import annotations

import sys

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.measures.likeness import compared

Floats = npt.NDArray[np.float64]

SHARES = 1 / np.arange(1, 27)
SHARES /= SHARES.sum()
CHANGED = SHARES[[1, 0, 4, 3, 2, *range(5, 26)]]


def draw(rng: np.random.Generator, shares: Floats, rho: float, meetings: int) -> tuple[Floats, Floats]:
    """Labels by topic, and the squares that they differ by within meetings."""
    chances = np.tile(shares, (meetings, 1)) if rho == 0 else rng.dirichlet(shares * (1 / rho - 1), meetings) + 1e-12
    y = rng.multinomial(1 + rng.poisson(3, meetings), chances / chances.sum(axis=1, keepdims=True)).astype(float)
    off = y - y.sum(axis=1, keepdims=True) * (y.sum(axis=0) / y.sum())
    return y.sum(axis=0), meetings / (meetings - 1) * (off**2).sum(axis=0)


def main(samples: int = 1000) -> None:
    rng, rows = np.random.default_rng(20210427), []
    for rho in (0.0, 0.1, 0.3):
        for n, m in ((20, 20), (20, 200), (50, 50), (50, 400), (200, 200), (1000, 100)):
            found = []
            for shares in (SHARES, CHANGED):
                drawn = [(draw(rng, SHARES, rho, n), draw(rng, shares, rho, m)) for _ in range(samples)]
                one, other = (np.array([pair[at][0] for pair in drawn]) for at in (0, 1))
                found.append(compared(one, other, np.array([a[1] + b[1] for a, b in drawn])))
            (terms, chance, p), (_terms, _chance, found_p) = found
            rows.append({"rho": rho, "meetings": n, "and": m, "divergence": terms.sum(axis=1).mean(),
                         "by chance": chance.mean(), "false at 5 %": (p < 0.05).mean(),
                         "false at 0.5 %": (p < 0.005).mean(), "found at 5 %": (found_p < 0.05).mean()})  # fmt: skip
    print(f"{samples} samples a row\n{pd.DataFrame(rows).round(3).to_string(index=False)}")


if __name__ == "__main__":
    main(*(int(value) for value in sys.argv[1:]))
