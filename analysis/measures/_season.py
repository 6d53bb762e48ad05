"""The time of year in a series: what each part of the year has, against what it would have if all were alike."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
import numpy.typing as npt

from analysis.measures import _chance, _grid
from analysis.measures._grid import Grid, Hold

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

ONE_YEAR: Final = "one_year"
FEW_YEARS: Final = "few_years"
LEAST: Final = 3
"""From how many years on a season can be told from a single occasion."""


@dataclass(frozen=True, eq=False)
class Season:
    """The season of one series.

    Attributes:
        chance: that a calendar without seasons varies as much over the year.
        peak: the strongest part of the year, 0 for the first.
        hold: whether the high season, the peak and what is above the average on either side of it, is there whichever
            place, and whichever year, is left out; ``one_year`` where it is gone without ``year``, ``few_years`` where
            there are fewer than :data:`LEAST`.
        year: whose leaving out weakens the high season most.
        factors: what each period (last axis) is expected to have, relative to the year's average.
    """

    chance: float
    peak: int
    hold: Hold
    year: int | None
    factors: Floats


def parts_of_year(starts: list[date], grain: str) -> Integers:
    """Which part of the year each period is: quarters, else months; none for years."""
    months = {"quarter": 3, "year": 12}.get(grain, 1)
    return np.array([(day.month - 1) // months for day in starts], dtype=np.int64)


def find(grid: Grid, series: str, drawn: Floats, parts: Integers) -> Season:
    """The season of a series. ``drawn`` are its simulated calendars."""
    taken, held = grid.taken[series], grid.held
    expected = held * grid.average(series)[:, None]
    kinds = np.unique(parts)
    apart = np.array([parts == kind for kind in kinds], dtype=float).T
    e = expected.sum(0) @ apart
    spread = _spread(taken.sum(0) @ apart, e)
    chance = _chance.exceeded(_spread(drawn @ apart, e), float(spread)) if len(kinds) > 1 else 1.0
    ratio = (taken.sum(0) @ apart + 1) / (e + 1)
    peak = int(ratio.argmax())
    inside = np.isin(parts, kinds[_around(ratio, peak)])
    hold = _grid.hold(grid, taken, expected, inside, ~inside, up=True)
    years = np.array([day.year for day in grid.starts])
    every = np.unique(years[held.sum(0) > 0])
    without = [_without(taken.sum(0), expected.sum(0), inside, years != year) for year in every]
    weakest = int(np.argmax(without)) if without else 0
    if len(every) < LEAST:
        hold = Hold(FEW_YEARS, hold.without, hold.chance_without, hold.chance_fixed)
    elif without[weakest] >= _grid.HOLDS:
        hold = Hold(ONE_YEAR, hold.without, hold.chance_without, hold.chance_fixed)
    return Season(chance, peak, hold, int(every[weakest]) if len(every) else None, apart @ ratio)


def _around(ratio: Floats, peak: int) -> list[int]:
    """The parts of the year around the peak, over the turn of the year too, that are above the average.

    >>> _around(np.array([1.2, 0.8, 0.9, 0.7, 1.1, 2.0]), 5)
    [0, 4, 5]
    """
    found = {peak}
    for way in (1, -1):
        at = (peak + way) % len(ratio)
        while ratio[at] > 1 and at not in found:
            found.add(at)
            at = (at + way) % len(ratio)
    return sorted(found)


def _spread(taken: Floats, expected: Floats) -> Floats:
    """Pearson's χ² of the parts of the year."""
    result: Floats = ((taken - expected) ** 2 / np.maximum(expected, 1e-9)).sum(-1)
    return result


def _without(taken: Floats, expected: Floats, inside: npt.NDArray[np.bool_], kept: npt.NDArray[np.bool_]) -> float:
    sums = [np.array([table[where & kept].sum()]) for table in (taken, expected) for where in (inside, ~inside)]
    return float(_grid.compare(sums[0], sums[2], sums[1], sums[3], up=True)[0])
