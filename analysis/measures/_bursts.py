"""Bursts of attention: Kleinberg's two-state automaton for batches (2002, "Bursty and hierarchical structure in
streams", *KDD '02*, section 4, "Enumerating bursts").

Of the d_t meetings of period t, r_t take the matter up. In the base state each does so with probability p0 = Σr / Σd,
in the burst state with p1 = s · p0. A sequence of states costs Σ −ln Binomial(r_t; d_t, p) and, for each step up,
γ · ln T over T periods; steps down are free, and it begins in the base state. The cheapest sequence is found by dynamic
programming. The weight of a burst is what it saves: Σ (cost in the base state − cost in the burst state).
"""

from __future__ import annotations

from typing import Final, TypeVar

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Number = TypeVar("Number", np.float64, np.bool_)
Flags = npt.NDArray[np.bool_]

SCALES: Final = (1.5, 3.0)
"""s: in a burst a matter is taken up half as often again, or three times as often. What a third of all meetings have
can hardly double for long, and what one in fifty has does more than that."""

GAMMA: Final = 1.0


def states(taken: Floats, held: Floats, *, scale: float = 2.0, gamma: float = GAMMA) -> Flags:
    """Whether each period is in the burst state, along the last axis; further axes are further series.

    A matter that most meetings take up cannot double: its burst lies half-way between its base and all meetings.

    >>> states(np.array([1, 0, 1, 8, 9, 7, 0, 1]), np.full(8, 10.0)).astype(int).tolist()
    [0, 0, 0, 1, 1, 1, 0, 0]
    """
    every = savings(taken, held, scale=scale)
    saved = _by_period(every)
    up = gamma * np.log(len(saved))
    # Only the difference between the two states decides: how much cheaper it is to be in a burst before each period,
    # and after the last.
    ahead = np.full((len(saved) + 1, saved.shape[1]), -np.inf)
    for before, after, gained in zip(ahead, ahead[1:], saved, strict=False):
        np.maximum(before, -up, out=after)
        np.minimum(after, 0, out=after)
        after += gained
    burst_from_burst = ahead >= -up  # the cheapest way into the burst state comes from itself
    base_from_burst = ahead > 0  # the cheapest way into the base state comes from the burst state
    bursting = np.zeros(saved.shape, dtype=bool)
    now = base_from_burst[-1]
    for at in reversed(range(len(saved))):
        bursting[at] = now
        now = np.where(now, burst_from_burst[at], base_from_burst[at])
    return bursting.T.reshape(every.shape)


def savings(taken: Floats, held: Floats, *, scale: float = 2.0) -> Floats:
    """How much cheaper the burst state is than the base state in each period."""
    with np.errstate(divide="ignore", invalid="ignore"):
        base = (taken.sum(-1) / held.sum(-1))[..., None]
        burst = np.minimum(scale * base, (1 + base) / 2)
        saved = taken * np.log(burst / base) + (held - taken) * np.log((1 - burst) / (1 - base))
    return np.where((base > 0) & (base < 1), saved, 0.0)


def weights(bursting: Flags, saved: Floats) -> list[tuple[int, int, float]]:
    """The bursts of one series: first period, last period, weight.

    >>> weights(np.array([False, True, True]), np.array([1.0, 2.0, 3.0]))
    [(1, 2, 5.0)]
    """
    edges = np.flatnonzero(np.diff(np.concatenate([[False], bursting, [False]]).astype(np.int8)))
    return [(int(a), int(b) - 1, float(saved[a:b].sum())) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def heaviest(bursting: Flags, saved: Floats) -> Floats:
    """The weight of each series' heaviest burst, 0 where it has none; series along the first axis."""
    run, most = np.zeros(len(saved)), np.zeros(len(saved))
    for is_burst, gained in zip(_by_period(bursting), _by_period(saved), strict=True):
        run += gained
        run *= is_burst
        np.maximum(most, run, out=most)
    return most


def _by_period(values: npt.NDArray[Number]) -> npt.NDArray[Number]:
    """Periods along the first axis, the series of each side by side."""
    return np.ascontiguousarray(values.reshape(-1, values.shape[-1]).T)
