"""How often a figure as large comes by chance: simulated calendars, the tails of what they give, false discoveries."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.special import betaln

Floats = npt.NDArray[np.float64]

DRAWS: Final = 499
"""How many calendars are simulated. The seed is fixed, so that the same view always says the same."""

_TAIL: Final = 0.2
_FEW: Final = 10
_MANY: Final = 0.1


def calendars(held: Floats, average: Floats) -> Floats:
    """What a series has in each period (last axis) of :data:`DRAWS` calendars in which nothing depends on time.

    Args:
        held: meetings of each place (first axis) in each period.
        average: of each place, the share of its meetings that take the matter up.

    Each meeting takes it up with its place's average, so that a calendar differs from another by chance alone.
    """
    chance = np.random.default_rng(20190101)
    meetings = held.sum(0)
    with np.errstate(invalid="ignore"):
        share = np.where(meetings > 0, average @ held / meetings, 0.0)
    drawn: Floats = chance.binomial(meetings.astype(np.int64), share.clip(0, 1), (DRAWS, len(meetings))).astype(float)
    return drawn


def exceeded(simulated: Floats, observed: float) -> float:
    """The chance that one more simulated figure is at least as large as the observed one.

    Beyond the largest fifth the tail is taken as exponential, with the mean excess of that fifth (Pickands 1975,
    *Annals of Statistics* 3, with shape 0), so that small chances can be told apart; within it, figures are counted.
    """
    start, mean = _tail(simulated)
    counted = (1 + int((simulated >= observed).sum())) / (1 + len(simulated))
    if mean == 0 or observed <= start:
        return counted
    return float((simulated > start).mean() * np.exp(-(observed - start) / mean))


def reached(simulated: Floats, chance: float) -> float:
    """The figure that is exceeded with this chance: the reverse of :func:`exceeded`."""
    start, mean = _tail(simulated)
    share = float((simulated > start).mean())
    if mean == 0 or chance >= share:
        return float(np.quantile(simulated, 1 - chance))
    return start + mean * float(np.log(share / chance))


def multiplicity(simulated: list[Floats]) -> float:
    """How many independent questions it amounts to that the best of several answers is taken.

    >>> one = np.arange(1.0, 101)
    >>> multiplicity([one, one]), multiplicity([one, one[::-1]])
    (1.0, 2.0)
    """
    chances = [(values[None, :] >= values[:, None]).mean(1) for values in simulated]
    best = np.minimum.reduce(chances)
    return float(np.clip((best <= _MANY).mean() / _MANY, 1, len(simulated)))


def discoveries(chances: Floats) -> Floats:
    """The false-discovery rate at which each finding would still count (Benjamini and Hochberg 1995, *JRSS B* 57).

    >>> discoveries(np.array([0.01, 0.04, 0.03, 0.5])).round(4).tolist()
    [0.04, 0.0533, 0.0533, 0.5]
    """
    order = np.argsort(chances)
    scaled = chances[order] * len(chances) / np.arange(1, len(chances) + 1)
    rates = np.empty_like(chances)
    rates[order] = np.minimum.accumulate(scaled[::-1])[::-1].clip(0, 1)
    return rates


def beta_binomial(taken: Floats, held: Floats, mean: Floats, size: Floats) -> tuple[Floats, Floats]:
    """The chance of at most, and of at least, ``taken`` of ``held`` where the share itself varies like a beta
    distribution with this mean and size (α + β).

    >>> low, high = beta_binomial(np.array([2.0]), np.array([2.0]), np.array([0.5]), np.array([2.0]))
    >>> round(float(low[0]), 6), round(float(high[0]), 6)
    (1.0, 0.333333)
    """
    counts = np.arange(int(held.max(initial=0)) + 1, dtype=float)[:, None]
    a, b = mean * size, (1 - mean) * size
    left = np.maximum(held - counts, 0)
    with np.errstate(divide="ignore"):  # each count's chance by that of the count before
        steps = np.log(left[:-1] * (counts[:-1] + a) / ((counts[:-1] + 1) * (left[1:] + b)))
    first = betaln(a, held + b) - betaln(a, b)
    mass = np.exp(first + np.concatenate([np.zeros((1, len(held))), steps.cumsum(0)]))
    below, above = (np.where(counts <= taken, mass, 0).sum(0), np.where(counts >= taken, mass, 0).sum(0))
    return np.minimum(below, 1.0), np.minimum(above, 1.0)


def _tail(simulated: Floats) -> tuple[float, float]:
    """Where the tail begins, and its mean excess; 0 where too few figures make it up."""
    start = float(max(np.quantile(simulated, 1 - _TAIL), 0.0))
    excess = simulated[simulated > start] - start
    return start, float(excess.mean()) if len(excess) >= _FEW else 0.0
