"""Where the level of a series changes for good: optimal segmentation of counts against what was to be expected.

Segment i of the cheapest segmentation has a level of its own, λ = Y / E with Y = Σy and E = Σe, where e is what a
series without change would have had in each period (meetings held by each place × the place's own average × season).
It costs the Poisson deviance −2 (Y ln(Y/E) − Y) (Chen and Gupta 2012, *Parametric Statistical Change Point Analysis*,
2nd ed., chapter 5), and each change costs a penalty. The minimum is found exactly by dynamic programming (Jackson
et al. 2005, *IEEE Signal Processing Letters* 12); PELT (Killick, Fearnhead and Eckley 2012, *JASA* 107) is the same
minimum with pruning, which some hundred periods do not need.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

FINEST: Final = 60
"""Up to so many periods are tried one by one where a thousand simulated series are searched."""


def changes(taken: Floats, expected: Floats, *, penalty: float, shortest: int = 2) -> list[int]:
    """The first period of every level but the first.

    Args:
        taken: counts of one series in order.
        expected: what it would have had without change; zero in a gap.
        penalty: what a change costs, in units of deviance.
        shortest: how many periods a level lasts at least.

    >>> changes(np.array([1, 2, 1, 2, 9, 8, 9, 10.0]), np.ones(8), penalty=8)
    [4]
    """
    cost = _costs(taken, expected)
    size = len(taken)
    best, back = np.full(size + 1, np.inf), np.zeros(size + 1, dtype=int)
    best[0] = -penalty
    for end in range(shortest, size + 1):
        starts = np.arange(0, end - shortest + 1)
        total = best[starts] + cost[starts, end] + penalty
        back[end] = starts[int(total.argmin())]
        best[end] = total.min()
    found, at = [], size
    while size and back[at]:
        at = back[at]
        found.append(int(at))
    return found[::-1]


def gain(taken: Floats, expected: Floats, *, shortest: int = 2) -> Floats:
    """The penalty at which each series (first axis) would just get its first change, or its first two together.

    Two changes at once, there and back, can pay where neither pays alone. Of long series every second, third, … period
    is tried, which makes no difference to comparing series with each other. ``expected`` is what each of them would
    have in each period, so that of a segment only the counts differ, and Y ln Y is looked up.
    """
    y, e = np.ascontiguousarray(_sums(taken).T), _sums(expected)
    counts = np.arange(y.max(initial=0) + 1)
    by_count = counts * np.log(np.maximum(counts, 1))

    def fit(y: Floats, e: Floats) -> Floats:
        """Y ln(Y/E): half of what a level of its own saves; the other terms add up to the same in every cut."""
        saved: Floats = by_count.take(y.astype(np.int32))
        saved -= y * np.log(np.maximum(e, 1e-9))[:, None]
        return saved

    size = taken.shape[-1]
    step = max(1, round(size / FINEST))
    heads, tails = fit(y, e), fit(y[-1] - y, e[-1] - e)
    whole = heads[-1]
    most = np.zeros(len(taken))
    for first in range(shortest, size - shortest + 1, step):
        most = np.maximum(most, 2 * (heads[first] + tails[first] - whole))
        seconds = np.arange(first + shortest, size - shortest + 1, step)
        if len(seconds):
            both = fit(y[seconds] - y[first], e[seconds] - e[first])
            both += tails[seconds]
            most = np.maximum(most, heads[first] + both.max(0) - whole)
    return most


def _costs(taken: Floats, expected: Floats) -> Floats:
    """The cost of a segment from one period up to another, the latter left out."""
    y, e = _sums(taken), _sums(expected)
    return _deviance(y[None, :] - y[:, None], e[None, :] - e[:, None])


def _deviance(y: Floats, e: Floats) -> Floats:
    y, e = np.maximum(y, 0.0), np.maximum(e, 1e-9)
    return -2 * (y * np.log(np.maximum(y, 1e-9) / e) - y)


def _sums(values: Floats) -> Floats:
    return np.concatenate([np.zeros((*values.shape[:-1], 1)), values.cumsum(-1)], axis=-1)
