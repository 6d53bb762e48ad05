"""The meetings of each place in each period, and those among them that take a matter up: what events are looked for in,
and what tells whether they depend on one place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd
from ibis import _
from ibis.expr.types import Table
from scipy.special import bdtr, bdtrc

from analysis.corpus.engine import Engine, query
from analysis.measures import _series, chosen
from analysis.measures.selection import NONE, Selection

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

HOLDS: Final = 0.05
"""A mark holds while its periods still differ, in the same direction, at this level: by now it is a single question."""

SOUND, ONE_PLACE, CHANGING, ALONE = "holds", "one_place", "changing", "alone"


@dataclass(frozen=True, eq=False)
class Grid:
    """Places along the first axis, periods along the last.

    Attributes:
        places: full chains; where a meeting has no place (of the centre), its body stands for it.
        starts: the first day of each period; every period between the first and the last is there.
        held: meetings.
        taken: of each series, those that take it up.
        keys: of each series, its key for ``narrow``.
    """

    places: list[str]
    starts: list[date]
    held: Floats
    taken: dict[str, Floats]
    keys: dict[str, str]

    @cached_property
    def throughout(self) -> Flags:
        """Which places have a meeting in every year from the first to the last."""
        years = np.array([day.year for day in self.starts])
        in_years = [self.held[:, years == year].sum(1) > 0 for year in dict.fromkeys(years.tolist())]
        return np.logical_and.reduce(in_years) if in_years else np.zeros(len(self.places), dtype=bool)

    def average(self, series: str) -> Floats:
        """Of each place, the share of its meetings that take the matter up."""
        with np.errstate(invalid="ignore"):
            return np.asarray(np.nan_to_num(self.taken[series].sum(1) / self.held.sum(1)))


@dataclass(frozen=True)
class Hold:
    """Whether a finding depends on one place, or on which places there are.

    Attributes:
        verdict: ``holds``; ``one_place`` where it is gone without ``without``; ``changing`` where it is gone among the
            places that are there throughout; ``alone`` where there is one place only, so that nobody can tell.
        without: the place whose leaving out weakens it most; None where there is one only.
        chance_without, chance_fixed: that as much comes by chance without that place, and among the places that are
            there throughout (None where there is no such place).
    """

    verdict: str
    without: str | None = None
    chance_without: float | None = None
    chance_fixed: float | None = None


def read(engine: Engine, selection: Selection, of: _series.Of, values: Sequence[str], grain: _series.Grain) -> Grid:
    """The grid of these series; two queries, whatever is left out later."""
    keys = _series.keys(engine, of, values, "meetings")
    held = engine.run(query(_held, selection, grain=_series.known(grain)))
    taken = engine.run(query(_taken, *_series.given(selection, keys, "meetings"), grain=grain))
    first, last = (held["start"].min(), held["start"].max()) if len(held) else (None, None)
    starts, places = _series.starts(first, last, grain), sorted(held["place"].unique())
    tables = _tables(taken, list(keys), taken["series"], places, starts)
    return Grid(places, starts, _tables(held, [""], "", places, starts)[0], dict(zip(keys, tables, strict=True)), keys)


def _placed(engine: Engine, selection: Selection, grain: _series.Grain) -> Table:
    """The dated meetings with their places."""
    meetings = chosen.meetings(engine, selection)
    placed = meetings.select("meeting_no", place=meetings.place.coalesce(meetings.body, NONE))
    return _series.dated(engine, selection, grain).inner_join(placed, "meeting_no")


def _held(engine: Engine, selection: Selection, *, grain: _series.Grain) -> Table:
    return _placed(engine, selection, grain).group_by("place", "start").agg(n=_.count())


def _taken(engine: Engine, selection: Selection, *series: Any, grain: _series.Grain) -> Table:
    parts = _series.parts(engine, selection, *series, unit="meetings")
    counted = parts.inner_join(_placed(engine, selection, grain), "meeting_no")
    return counted.group_by("series", "place", "start").agg(n=_.count())


def _tables(
    rows: pd.DataFrame, names: list[str], named: pd.Series[str] | str, places: list[str], starts: list[date]
) -> Floats:
    """For each name a table of its rows: places along its first axis, periods along its last."""
    tables = np.zeros((len(names), len(places), len(starts)))
    at_name = 0 if len(names) == 1 else pd.Index(names).get_indexer(pd.Index(named))
    at_place = pd.Index(places).get_indexer(pd.Index(rows["place"]))
    at_start = np.searchsorted(np.array(starts, dtype="M8[D]"), np.array(rows["start"], dtype="M8[D]"))
    tables[at_name, at_place, at_start] = rows["n"]
    return tables


def hold(grid: Grid, taken: Floats, expected: Floats, inside: Flags, outside: Flags, *, up: bool) -> Hold:
    """Whether ``taken`` (places × periods) is still higher, or lower, ``inside`` than ``outside`` as measured by
    ``expected``, when any one place is left out and when only those that are there throughout are kept.

    Of the meetings that take a matter up in either, those inside follow a binomial distribution if nothing but the
    expected differs (Przyborowski and Wilenski 1940, *Biometrika* 31). Meetings take a matter up once at most, so that
    this errs on the side of chance.
    """
    sums = [table[:, where].sum(1) for table in (taken, expected) for where in (inside, outside)]
    if len(grid.places) < 2:
        return Hold(ALONE)
    left = [column.sum() - column for column in sums]
    chances = compare(left[0], left[2], left[1], left[3], up=up)
    worst = int(chances.argmax())
    kept = [np.array([column[grid.throughout].sum()]) for column in sums]
    fixed = float(compare(kept[0], kept[2], kept[1], kept[3], up=up)[0]) if grid.throughout.any() else None
    said = (grid.places[worst], float(chances[worst]), fixed)
    if chances[worst] >= HOLDS:
        return Hold(ONE_PLACE, *said)
    return Hold(SOUND if fixed is not None and fixed < HOLDS else CHANGING, *said)


def compare(y_in: Floats, e_in: Floats, y_out: Floats, e_out: Floats, *, up: bool) -> Floats:
    """The chance of at least (``up``) or at most so many inside, given both sums and what was expected of each."""
    total = y_in + y_out
    with np.errstate(invalid="ignore", divide="ignore"):
        share = np.nan_to_num(e_in / (e_in + e_out), nan=1.0)
    chance: Floats = (
        np.where(y_in > 0, bdtrc(y_in - 1, total.astype(int), share), 1.0)
        if up
        else bdtr(y_in, total.astype(int), share)
    )
    return np.where(total > 0, chance, 1.0)
