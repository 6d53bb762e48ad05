"""How often a 95 % interval of a share, and of the change of a share, holds the truth where items come in meetings.

    python -m tests.benchmarks.coverage [SAMPLES]

Meetings are drawn whole: their number of items from a distribution of sizes, the chance that an item is about the topic
from a beta distribution of the meeting's own (intraclass correlation RHO), so that items of a meeting resemble each
other. The truth is the share in the population. Two intervals are compared: the linearised ratio estimator over
meetings with Wilson's form (what the measures use), and the percentile bootstrap that draws meetings with replacement.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.measures._shares import difference, interval

Counts = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Size = Callable[[np.random.Generator, tuple[int, int]], Counts]

RESAMPLES = 400
RHO = (0.0, 0.2, 0.5)
SHARES = (0.01, 0.03, 0.1, 0.3, 0.6)
MEETINGS = (20, 50, 100, 300, 1000)
SIZES: dict[str, Size] = {
    "3 each": lambda rng, shape: np.full(shape, 3),
    "1 + Poisson(3)": lambda rng, shape: 1 + rng.poisson(3, shape),
    "long tail": lambda rng, shape: np.minimum(np.ceil(rng.lognormal(0.8, 1.0, shape)), 60).astype(np.int64),
}


def meetings(
    rng: np.random.Generator, share: float, rho: float, size: Size, shape: tuple[int, int]
) -> tuple[Counts, Counts]:
    """Items on the topic and all items, a meeting each, samples in rows."""
    x = size(rng, shape)
    chance = share if rho == 0 else rng.beta(share * (1 / rho - 1), (1 - share) * (1 / rho - 1), shape)
    return rng.binomial(x, chance), x


def moments(y: Counts, x: Counts) -> pd.DataFrame:
    sums = {"numerator": y, "denominator": x, "yy": y * y, "xy": x * y, "xx": x * x}
    frame = pd.DataFrame({name: values.sum(axis=1) for name, values in sums.items()}).assign(meetings=y.shape[1])
    frame["share"] = frame["numerator"] / frame["denominator"]
    frame["low"], frame["high"] = interval(frame)
    return frame


def resampled(rng: np.random.Generator, y: Counts, x: Counts) -> Floats:
    """Shares of samples drawn with replacement, a row a resample."""
    n = y.shape[1]
    weights = rng.multinomial(n, [1 / n] * n, size=RESAMPLES).astype(np.float32)
    return (weights @ y.T.astype(np.float32)) / (weights @ x.T.astype(np.float32))


def held(truth: float, low: Floats, high: Floats) -> tuple[float, float]:
    """How often the interval holds the truth, and its mean width."""
    near = 1e-6  # the bootstrap computes in single precision
    return float(((low - near <= truth) & (truth <= high + near)).mean()), float((high - low).mean())


def of_shares(rng: np.random.Generator, samples: int) -> Iterator[dict[str, object]]:
    for name, size in SIZES.items():
        for rho in RHO:
            for share in SHARES:
                for n in MEETINGS:
                    y, x = meetings(rng, share, rho, size, (samples, n))
                    frame = moments(y, x)
                    ratio = held(share, frame["low"].to_numpy(), frame["high"].to_numpy())
                    low, high = np.percentile(resampled(rng, y, x), [2.5, 97.5], axis=0)
                    boot = held(share, low, high)
                    yield {"sizes": name, "rho": rho, "share": share, "meetings": n, "ratio": ratio[0],
                           "bootstrap": boot[0], "ratio width": ratio[1], "bootstrap width": boot[1]}  # fmt: skip


def of_changes(rng: np.random.Generator, samples: int) -> Iterator[dict[str, object]]:
    for name, size in SIZES.items():
        for rho in RHO:
            for before, recent in ((0.03, 0.03), (0.03, 0.08), (0.2, 0.2), (0.2, 0.3)):
                for n in MEETINGS:
                    then, now = (meetings(rng, share, rho, size, (samples, m)) for share, m in
                                 ((before, n), (recent, max(20, n // 2))))  # fmt: skip
                    _, low, high = difference(moments(*now), moments(*then))
                    ratio = held(recent - before, low, high)
                    differences = resampled(rng, *now) - resampled(rng, *then)
                    boot = held(recent - before, *np.percentile(differences, [2.5, 97.5], axis=0))
                    yield {"sizes": name, "rho": rho, "before": before, "recent": recent, "meetings": n,
                           "ratio": ratio[0], "bootstrap": boot[0], "ratio width": ratio[1],
                           "bootstrap width": boot[1]}  # fmt: skip


def main(samples: int = 1000) -> None:
    rng = np.random.default_rng(20210427)
    pd.set_option("display.width", 160, "display.max_rows", None)
    for title, rows in (("Shares", of_shares(rng, samples)), ("Changes", of_changes(rng, samples))):
        frame = pd.DataFrame(rows)
        print(f"\n{title}: {samples} samples a row\n{frame.round(4).to_string(index=False)}")
        smallest = frame["share" if "share" in frame else "before"] * frame["meetings"]
        frame["expected"] = np.where(smallest >= 5, "5 or more", "below 5")
        kept = ["ratio", "bootstrap"]
        for group in ("meetings", "sizes", ["rho", "expected"]):
            print(frame.groupby(group)[kept].agg(["min", "mean", "max"]).round(3))
        inside = frame.groupby(["rho", "expected"])[kept].agg(lambda column: column.between(0.93, 0.97).mean())
        print(f"Rows that hold it in 93 to 97 %:\n{inside.round(2)}", flush=True)


if __name__ == "__main__":
    main(*(int(value) for value in sys.argv[1:]))
