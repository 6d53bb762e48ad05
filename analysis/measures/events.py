"""What stands out in a timeline beyond chance: bursts, lasting changes, periods unusual for the time of year, seasons.

All are looked for among meetings: items of one meeting belong together, so that counting them would find too much.
The share of meetings that take a matter up is compared with what the same places have on average, and a figure counts
where few of 499 simulated calendars, in which nothing depends on time, show as much. Of views in which nothing depends
on time no more than 5 % show any mark (:data:`FALSE_ALARMS`), whatever the number of series;
``tests/benchmarks/shuffles.py`` measures it. What then fails to hold without some one place, or among the places that
are there throughout, is returned with its reason and is to be drawn as such.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.corpus.engine import Engine
from analysis.measures import _bursts, _chance, _grid, _levels, _season, _series
from analysis.measures._grid import Grid, Hold
from analysis.measures._season import Season
from analysis.measures._series import Grain, Of
from analysis.measures.selection import Selection, days_of

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

FALSE_ALARMS: Final = 0.05
"""The chance that a view shows any mark at all though nothing depends on time."""

KINDS: Final = ("burst", "change", "unusual")
SEASONS: Final = 0.1
"""The part of the false alarms that seasons may have; marks have the rest."""
FEW_YEARS: Final = _season.FEW_YEARS
"""The verdict on a season where there are too few years to tell one."""

FEWEST: Final = 8
"""Periods that a series needs before anything is looked for."""

OTHERS: Final = 2
"""Other years that a period needs before it can be unusual."""

_COLUMNS: Final = [
    "kind", "series", "counted_as", "first", "last", "from", "to", "direction", "numerator", "denominator", "share",
    "usual", "chance", "verdict", "without", "chance_without", "chance_fixed",
]  # fmt: skip
_PROFILE: Final = [
    "series", "counted_as", "part", "season", "numerator", "denominator", "share", "low", "high", "years", "chance",
    "is_seasonal", "is_peak", "verdict", "without", "year",
]  # fmt: skip


def find(
    engine: Engine, selection: Selection, of: Of, values: Sequence[str], *, grain: Grain = "month"
) -> pd.DataFrame:
    """The bursts, changes and unusual periods of these series, in order.

    - ``burst``: a run of periods in Kleinberg's burst state (:mod:`._bursts`) whose weight few simulated calendars
      reach, with either of two strengths. It may come with a season.
    - ``change``: from here on the share is lastingly higher or lower than on the stretch before (:mod:`._levels`);
      where the series has a season, relative to it. Series in which one change gains more than in nearly all simulated
      calendars are cut up, with the gain that 5 % of these reach as the penalty.
    - ``unusual``: the period is high or low beside the same months, or quarters, of all other years. The others' share
      is itself known from so many meetings only, and periods vary beyond chance by as much as they are seen to do, so
      that the period's count follows a beta-binomial distribution. It needs two other years, and is not asked of years.

    False discoveries are controlled over all of them at once (Benjamini and Hochberg 1995), each kind with the same
    weight (Genovese, Roeder and Wasserman 2006, *Biometrika* 93). Weeks are too short for it: with ``grain="week"``
    everything is looked for by month.

    Columns: ``kind``, ``series``, ``counted_as`` (the key for ``narrow``), ``first`` and ``last`` (names of periods),
    ``from`` and ``to`` (days), ``direction`` (``up``, ``down``), ``numerator`` and ``denominator`` (meetings between
    these days), ``share``, ``usual`` (the share that it is compared with, for the same places: outside the burst, on
    the stretch before the change, in the same part of other years), ``chance`` (the false-discovery rate at which it
    still counts), ``verdict`` (``holds``, ``one_place``, ``changing``, ``alone``; see :class:`._grid.Hold`),
    ``without`` (the place whose leaving out weakens it most), ``chance_without``, ``chance_fixed``. The meetings:
    ``selection.narrow(**{counted_as: series})`` between the days, with ``unit="meetings"``.
    """
    grain = "month" if grain == "week" else grain
    grid = engine.once(_grid.read, selection, of, tuple(values), grain)
    if len(grid.starts) < FEWEST or not grid.keys:
        return pd.DataFrame(columns=_COLUMNS)
    searched = engine.once(_begun, selection, of, tuple(values), grain)
    asked = [found for one in searched for look in (_bursts_of, _changes_of, _unusual_of) for found in look(one)]
    sizes = Counter(found.kind for found in asked)
    weighted = np.array([found.chance * len(sizes) * sizes[found.kind] / len(asked) for found in asked])
    alarm = FALSE_ALARMS * (1 - SEASONS)
    rows = [
        _row(event, rate)
        for found, rate in zip(asked, _chance.discoveries(weighted), strict=True)
        if rate <= alarm
        for event in found.events()
    ]
    rows.sort(key=lambda row: (list(grid.keys).index(row["series"]), row["from"], KINDS.index(row["kind"])))
    return pd.DataFrame(rows, columns=_COLUMNS)


def seasons(
    engine: Engine, selection: Selection, of: Of, values: Sequence[str], *, grain: Grain = "month"
) -> pd.DataFrame:
    """The year of each series: the share of meetings that take it up by month, or quarter, of all years together.

    Columns: ``series``, ``counted_as``, ``part`` (1 for January or the first quarter), ``season`` (``01``, ``Q1``: the
    part's key for ``narrow``), ``numerator``, ``denominator`` (meetings), ``share``, ``low``, ``high`` (95 %, Wilson),
    ``years`` (with meetings in that part); of the whole series ``chance`` (that a calendar without seasons varies as
    much, by χ² over the parts of the year; false discoveries controlled over the series), ``is_seasonal`` (that is
    small enough, and the high season around the peak holds without any one year and without any one place),
    ``verdict``, ``without``, ``year`` (whose leaving out weakens it most); and ``is_peak``, the strongest part.
    """
    grain = "quarter" if grain in ("quarter", "year") else "month"
    grid = engine.once(_grid.read, selection, of, tuple(values), grain)
    if not grid.starts or not grid.keys:
        return pd.DataFrame(columns=_PROFILE)
    searched = engine.once(_begun, selection, of, tuple(values), grain)
    rates = _chance.discoveries(np.array([one.season.chance for one in searched]))
    years = np.array([day.year for day in grid.starts])
    rows: list[dict[str, Any]] = []
    for one, rate in zip(searched, rates, strict=True):
        season = one.season
        is_seasonal = bool(rate <= FALSE_ALARMS * SEASONS) and season.hold.verdict in (_grid.SOUND, _grid.ALONE)
        for number, part in enumerate(np.unique(one.parts)):
            where = one.parts == part
            taken, held = one.taken[where].sum(), one.held[where].sum()
            low, high = _wilson(taken, held)
            rows.append({
                "series": one.series, "counted_as": grid.keys[one.series], "part": int(part) + 1,
                "season": f"Q{part + 1}" if grain == "quarter" else f"{part + 1:02}",
                "numerator": int(taken), "denominator": int(held), "share": taken / held if held else np.nan,
                "low": low, "high": high, "years": len(np.unique(years[where & (one.held > 0)])),
                "chance": float(rate), "is_seasonal": is_seasonal, "is_peak": number == season.peak,
                "verdict": season.hold.verdict, "without": season.hold.without, "year": season.year,
            })  # fmt: skip
    return pd.DataFrame(rows, columns=_PROFILE)


@dataclass(frozen=True, eq=False)
class _Searched:
    """One series, what its places would have on average, and its simulated calendars."""

    grid: Grid
    series: str
    grain: Grain
    expected: Floats  # places × periods
    drawn: Floats  # calendars × periods
    parts: npt.NDArray[np.int64]
    season: Season
    has_season: bool

    @classmethod
    def begin(cls, grid: Grid, series: str, grain: Grain) -> _Searched:
        average = grid.average(series)
        drawn, parts = _chance.calendars(grid.held, average), _season.parts_of_year(grid.starts, grain)
        season = _season.find(grid, series, drawn, parts)
        has_season = season.chance <= FALSE_ALARMS and season.hold.verdict in (_grid.SOUND, _grid.ALONE)
        return cls(grid, series, grain, grid.held * average[:, None], drawn, parts, season, has_season)

    @property
    def taken(self) -> Floats:
        """Of all places together, by period."""
        return np.asarray(self.grid.taken[self.series].sum(0))

    @property
    def held(self) -> Floats:
        """Of all places together, by period."""
        return np.asarray(self.grid.held.sum(0))

    def in_season(self, expected: Floats) -> Floats:
        """What is expected at this time of the year."""
        return expected * self.season.factors if self.has_season else expected


def _begun(engine: Engine, selection: Selection, of: Of, values: tuple[str, ...], grain: Grain) -> list[_Searched]:
    grid = engine.once(_grid.read, selection, of, values, grain)
    return [_Searched.begin(grid, series, grain) for series in grid.keys]


@dataclass(frozen=True, eq=False)
class _Event:
    of: _Searched
    kind: str
    inside: Flags
    outside: Flags
    expected: Floats
    is_up: bool


@dataclass(frozen=True, eq=False)
class _Asked:
    """A question to chance, and what there is to show where the answer is no."""

    kind: str
    chance: float
    events: Callable[[], list[_Event]]


def _bursts_of(one: _Searched) -> Iterator[_Asked]:
    """Each burst of the strength that stands out more. Two strengths are not quite two chances: how many they are is
    read off the simulated calendars."""
    held = np.broadcast_to(one.held, one.drawn.shape)
    tried: list[list[tuple[float, int, int]]] = []
    by_scale = []
    for scale in _bursts.SCALES:
        states = _bursts.states(one.drawn, held, scale=scale)
        by_chance = _bursts.heaviest(states, _bursts.savings(one.drawn, held, scale=scale))
        by_scale.append(by_chance)
        runs = _bursts.weights(
            _bursts.states(one.taken, one.held, scale=scale), _bursts.savings(one.taken, one.held, scale=scale)
        )
        tried.append([(_chance.exceeded(by_chance, weight), first, last) for first, last, weight in runs])
    times = _chance.multiplicity(by_scale)
    best = min(tried, key=lambda found: min(found, default=(1.0, 0, 0)))
    if not best:
        yield _Asked("burst", 1.0, list)
    for chance, first, last in best:
        yield _Asked("burst", min(times * chance, 1.0), lambda first=first, last=last: [_burst(one, first, last)])  # type: ignore[misc]


def _burst(one: _Searched, first: int, last: int) -> _Event:
    inside = _between(one, first, last)
    return _Event(one, "burst", inside, ~inside, one.expected, True)


def _changes_of(one: _Searched) -> Iterator[_Asked]:
    """Whether the series has a change at all."""
    expected = one.in_season(one.expected)
    by_chance = _levels.gain(one.drawn, one.expected.sum(0))
    gained = _levels.gain(one.taken[None, :], expected.sum(0))
    penalty = max(_chance.reached(by_chance, FALSE_ALARMS), 1.0)
    yield _Asked("change", _chance.exceeded(by_chance, float(gained[0])), lambda: _changes(one, expected, penalty))


def _changes(one: _Searched, expected: Floats, penalty: float) -> list[_Event]:
    total = expected.sum(0)
    edges = [0, *_levels.changes(one.taken, total, penalty=penalty), len(one.taken)]
    found = []
    for before, at, after in zip(edges, edges[1:], edges[2:], strict=False):
        inside, outside = _between(one, at, after - 1), _between(one, before, at - 1)
        now, then = (one.taken[where].sum() / max(total[where].sum(), 1e-9) for where in (inside, outside))
        found.append(_Event(one, "change", inside, outside, expected, bool(now > then)))
    return found


def _unusual_of(one: _Searched) -> Iterator[_Asked]:
    """Each period beside the same part of the other years."""
    others = _of_others((one.held > 0).astype(float), one.parts)
    if one.grain == "year" or not (others >= OTHERS).any():
        return
    mean, size = _usual(one, one.taken[None, :])
    by_chance = _variation(one.drawn, one.held, _usual(one, one.drawn)[0])
    beyond = float(_variation(one.taken[None, :], one.held, mean)[0] / max(by_chance.mean(), 1e-9)) - 1
    typical = float((one.held**2).sum() / one.held.sum())  # how many meetings its period has, as a meeting sees it
    together = min(max(beyond, 0.0) / max(typical - 1, 1.0), 0.5)
    spread = np.maximum(1 / (together + 1 / (size + 1)) - 1, 1e-3)
    low, high = _chance.beta_binomial(one.taken, one.held, mean[0], spread)
    for at in np.flatnonzero((one.held > 0) & (others >= OTHERS)).tolist():
        is_up = bool(high[at] < low[at])
        # A count has few values, and its own half belongs to either side (Lancaster 1961, *JASA* 56).
        chance = min(2 * float(min(low[at], high[at])) - float(low[at] + high[at] - 1), 1.0)
        yield _Asked("unusual", chance, lambda at=at, is_up=is_up: [_odd(one, at, is_up)])  # type: ignore[misc]


def _odd(one: _Searched, at: int, is_up: bool) -> _Event:
    inside = _between(one, at, at)
    return _Event(one, "unusual", inside, (one.parts == one.parts[at]) & ~inside, one.expected, is_up)


def _of_others(values: Floats, parts: npt.NDArray[np.int64]) -> Floats:
    """Of each period (last axis) the sum over the same part of all other years."""
    kinds, kind = np.unique(parts, return_inverse=True)
    summed = values @ (parts[:, None] == kinds).astype(float)
    others: Floats = summed[..., kind] - values
    return others


def _usual(one: _Searched, taken: Floats) -> tuple[Floats, Floats]:
    """The share that the same part of all other years lets expect of each period, and on how many meetings it rests.
    The average of all stands in for one meeting, so that three without the matter do not make it impossible."""
    expected = one.expected.sum(0)
    with np.errstate(invalid="ignore", divide="ignore"):
        average = np.nan_to_num(expected / one.held)
    whole = average.max() if not one.held.sum() else expected.sum() / one.held.sum()
    of_others = _of_others(taken, one.parts), _of_others(expected, one.parts).clip(0)
    ratio = (of_others[0] + whole) / (of_others[1] + whole) if whole else np.ones_like(taken)
    return (average * ratio).clip(1e-6, 1 - 1e-6), _of_others(one.held, one.parts) + 1


def _variation(taken: Floats, held: Floats, mean: Floats) -> Floats:
    """How far the periods lie from what is usual, on the average of each series: squared, in standard deviations, and
    no more than 4 each, so that a few unusual periods do not hide themselves."""
    where = held > 0
    spread = held[where] * mean[:, where] * (1 - mean[:, where])
    squared: Floats = (taken[:, where] - held[where] * mean[:, where]) ** 2 / spread
    return np.asarray(np.minimum(squared, 4).mean(1))


def _between(one: _Searched, first: int, last: int) -> Flags:
    inside = np.zeros(len(one.parts), dtype=bool)
    inside[first : last + 1] = True
    return inside


def _row(event: _Event, rate: float) -> dict[str, Any]:
    one = event.of
    hold: Hold = _grid.hold(
        one.grid, one.grid.taken[one.series], event.expected, event.inside, event.outside, up=event.is_up
    )
    at = np.flatnonzero(event.inside)
    names = [_series.name(one.grid.starts[where], one.grain) for where in (at[0], at[-1])]
    taken, held = float(one.taken[event.inside].sum()), float(one.held[event.inside].sum())
    return {
        "kind": event.kind, "series": one.series, "counted_as": one.grid.keys[one.series], "first": names[0],
        "last": names[1], "from": days_of(names[0])[0], "to": days_of(names[1])[1],
        "direction": "up" if event.is_up else "down", "numerator": int(taken), "denominator": int(held),
        "share": taken / held if held else np.nan, "usual": _reference(event, held),
        "chance": float(rate), "verdict": hold.verdict, "without": hold.without, "chance_without": hold.chance_without,
        "chance_fixed": hold.chance_fixed,
    }  # fmt: skip


def _reference(event: _Event, held: float) -> float:
    """The share that the same places, at the same time of year, would have had inside by the level outside."""
    inside, outside = (event.expected[:, where].sum() for where in (event.inside, event.outside))
    if not held or not outside:
        return float("nan")
    return float(min(event.of.taken[event.outside].sum() / outside * inside / held, 1.0))


def _wilson(taken: float, held: float) -> tuple[float, float]:
    """The 95 % interval of a share of meetings (Wilson 1927)."""
    if not held:
        return float("nan"), float("nan")
    z, share = 1.959963984540054, taken / held
    centre, half = share + z * z / (2 * held), z * np.sqrt(share * (1 - share) / held + z * z / (4 * held * held))
    return max((centre - half) / (1 + z * z / held), 0.0), min((centre + half) / (1 + z * z / held), 1.0)
