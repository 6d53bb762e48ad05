"""How near to the truth the entropy of an agenda is, and how often its 95 % interval holds it, by method.

    python -m tests.benchmarks.diversity [SAMPLES]

The labels of 26 topics, whose shares fall as 1/rank, are drawn in meetings of 1 + Poisson(3) labels or with a long
tail, alike within a meeting (Dirichlet, intraclass correlation RHO). Compared: H as counted, Miller's correction,
Chao and Shen's estimator, and what the measure uses: Miller's correction with variances over meetings. All have the
same delta-method error, so that the corrections are what differs.
"""

from __future__ import annotations

import sys

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.measures import diversity

Floats = npt.NDArray[np.float64]

SHARES = 1 / np.arange(1, 27)
SHARES /= SHARES.sum()
TRUTH = float(-(SHARES * np.log(SHARES)).sum())


def draw(rng: np.random.Generator, sizes: str, rho: float, n: int) -> Floats:
    """Labels by meeting and topic."""
    x = 1 + rng.poisson(3, n) if sizes == "1 + Poisson(3)" else np.minimum(np.ceil(rng.lognormal(0.8, 1.0, n)), 60)
    chances = np.tile(SHARES, (n, 1)) if rho == 0 else rng.dirichlet(SHARES * (1 / rho - 1), n) + 1e-12
    drawn = rng.multinomial(x.astype(int), chances / chances.sum(axis=1, keepdims=True))
    return np.asarray(drawn, dtype=float)


def sums(y: Floats) -> dict[str, float]:
    """What the measure's query brings."""
    x, total = y.sum(axis=1), y.sum(axis=0)
    p = total / total.sum()
    held = p > 0
    surprise = -(y[:, held] * np.log(p[held])).sum(axis=1)
    v = ((y - p * x[:, None]) ** 2).sum(axis=0)[held] / x.sum() ** 2
    return {
        "meetings": len(y), "items": x.sum(), "labels": x.sum(), "topics": held.sum(), "plain": surprise.sum(),
        "ss": (surprise**2).sum(), "sx": (surprise * x).sum(), "xx": (x * x).sum(), "bias": (v / p[held]).sum() / 2,
        "chao-shen": chao_shen(total),
    }  # fmt: skip


def chao_shen(total: Floats) -> float:
    """Chao and Shen (2003), equations 7 and 9."""
    n, counts = total.sum(), total[total > 0]
    p = (1 - min((counts == 1).sum(), n - 1) / n) * counts / n
    return float(-(p * np.log(p) / (1 - (1 - p) ** n)).sum())


def main(samples: int = 500) -> None:
    rng, rows = np.random.default_rng(20210427), []
    for sizes in ("1 + Poisson(3)", "long tail"):
        for rho in (0.0, 0.1, 0.3):
            for n in (50, 100, 300, 1000):
                frame = pd.DataFrame([sums(draw(rng, sizes, rho, n)) for _ in range(samples)])
                made = diversity.estimated(frame)
                error = np.log(made["high"] / made["effective"])
                plain = np.log(made["plain"])
                found = {
                    "plain": plain, "miller": plain + (frame["topics"] - 1) / (2 * frame["labels"]),
                    "chao-shen": frame["chao-shen"], "used": made["entropy"],
                }  # fmt: skip
                row: dict[str, object] = {"sizes": sizes, "rho": rho, "meetings": n}
                row |= {f"bias {name}": (one - TRUTH).mean() for name, one in found.items()}
                row |= {f"holds {name}": (abs(one - TRUTH) <= error).mean() for name, one in found.items()}
                rows.append(row)
    print(f"true entropy {TRUTH:.3f}; {samples} samples a row\n{pd.DataFrame(rows).round(3).to_string(index=False)}")


if __name__ == "__main__":
    main(*(int(value) for value in sys.argv[1:]))
