"""How often a 95 % interval of F1 holds the truth: the ratio over clusters against the bootstrap over documents.

    python -m tests.benchmarks.intervals

Documents are drawn from a population whose F1 is known (items a document 1 + Poisson(3), the chance to read them right
from a beta distribution, so that errors come together in documents), a thousand samples of each size.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.measures._shares import interval

SAMPLES = RESAMPLES = 1000
POPULATIONS = {
    "0.84": (2, 0.5, 0.05),
    "0.96": (19, 1, 0.02),
    "0.96, uneven": (3, 0.15, 0.02),
    "0.999": (200, 0.3, 0.001),
}

Counts = npt.NDArray[np.int64]


def draw(
    shape: int | tuple[int, int], right: float, wrong: float, made_up: float, chance: np.random.Generator
) -> tuple[Counts, Counts]:
    """Numerators and denominators of F1, a document each."""
    items = 1 + chance.poisson(3, shape)
    hit = chance.binomial(items, chance.beta(right, wrong, shape))
    extra = chance.binomial(items - hit, 0.5) + chance.binomial(1, made_up, shape)
    return 2 * hit, items + hit + extra


def main() -> None:
    chance = np.random.default_rng(1)
    print(f"{'F1':14}{'documents':>10}{'ratio holds':>13}{'width':>8}{'bootstrap holds':>17}{'width':>8}")
    for name, population in POPULATIONS.items():
        y, x = draw(2_000_000, *population, chance)
        truth = y.sum() / x.sum()
        for size in (8, 20, 47, 350):
            y, x = draw((SAMPLES, size), *population, chance)
            sums = {"numerator": y, "denominator": x, "yy": y * y, "xy": x * y, "xx": x * x}
            low, high = interval(pd.DataFrame({key: value.sum(1) for key, value in sums.items()}).assign(meetings=size))
            weights = chance.multinomial(size, [1 / size] * size, size=RESAMPLES)
            first, last = np.percentile((weights @ y.T) / (weights @ x.T), [2.5, 97.5], axis=0)
            held = [((a <= truth) & (truth <= b)).mean() for a, b in ((low, high), (first, last))]
            wide = [(b - a).mean() for a, b in ((low, high), (first, last))]
            print(f"{name:14}{size:10}{held[0]:13.1%}{wide[0]:8.3f}{held[1]:17.1%}{wide[1]:8.3f}", flush=True)


if __name__ == "__main__":
    main()
