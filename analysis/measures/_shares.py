"""Shares of a whole, with intervals that know that what stands in one meeting belongs together.

A share is a ratio of two sums over meetings, p = Σy / Σx: y what a meeting gives to the cell, x what it gives to the
whole. Items of one meeting resemble each other, so meetings are what varies, not items. With n meetings the variance
of p is n/(n−1) · Σ(y − p·x)² / (Σx)², the linearised variance of a ratio estimator over whole clusters (Cochran 1977,
*Sampling Techniques*, 3rd ed., section 6.4). The sample of single items with the variance p(1−p)/(size−1) would be of
the effective size, never more than Σx, and with that size the interval is Wilson's (1927), since Wald's fails at small
shares; Dean and Pagano (2015, *Journal of Survey Statistics and Methodology* 3) compare such intervals for clustered
samples. The size shrinks by (z/t)², as the variance is itself an estimate (Korn and Graubard 1998, *Survey
Methodology* 24), t with m−1 degrees of freedom: m = (Σx)²/Σx² is how many meetings of equal length would tell as much
(Kish 1965, *Survey Sampling*, section 11.7), fewer than n where a few long agendas hold most items. At p = 0 or 1 the
spread says nothing, and m is taken for the size. The interval of a difference joins the two by Newcombe's (1998,
*Statistics in Medicine* 17, method 10); the chance of as large a difference where there is none is that of the widest
such interval that leaves out zero, so that test and interval never part. Where a meeting counts as one, all this is
Wilson's interval and Newcombe's. Only sums leave the engine: Σy, Σy², Σxy and Σx, Σx², n. How often these intervals
hold the truth, beside the bootstrap over meetings: ``python -m tests.benchmarks.coverage``.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Mapping
from statistics import NormalDist
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd
from ibis import _
from ibis.expr.types import Table

from analysis.corpus.engine import Engine, query

Floats = npt.NDArray[np.float64]
Sums = pd.DataFrame | Mapping[str, npt.NDArray[Any]]
"""Sums over meetings by their names, each a column."""

Z: Final = 1.959963984540054
"""The 97.5th percentile of the normal distribution."""

_FARTHEST: Final = 12.0
"""In standard deviations; a chance below 4e-33 is as good as none."""

MOMENTS: Final = ["yy", "xy", "xx", "meetings"]


def shares(
    engine: Engine,
    rows: Callable[..., tuple[Table, Table]],
    *given: Any,
    cell: str,
    values: list[str] | None,
    by: str | None,
    **options: Hashable,
) -> pd.DataFrame:
    """The share of every one of ``values`` in every group of ``by``, empty cells included.

    Args:
        engine: where to compute.
        rows: draws, of what is ``given`` and with the ``options`` (see :func:`analysis.corpus.engine.query`), two
            tables: ``meeting_no``, ``cell``, [``by``], ``size``: what a meeting gives to a cell, one row each
            (:func:`added_up`; cells that are not asked for may be among them, and where a meeting is in one group
            alone, ``by`` may be missing); and ``meeting_no``, [``by``], ``size``: what a meeting gives to a group,
            one row each.
        given: what the rows are of, a selection first.
        cell: the column that names the cell.
        values: the names to report on; None for those that occur.
        by: the column of the groups, which is never null.
        options: how the rows are drawn.

    Returns:
        ``cell``, [``by``], ``numerator``, ``denominator``, ``share``, ``low``, ``high`` (95 %), and the sums that they
        were made from, in the columns :data:`MOMENTS`.
    """
    groups = (by,) if by else ()
    drawn = tuple(options.items())
    of_cells = engine.run(query(_of_cells, *given, rows=rows, cell=cell, groups=groups, options=drawn))
    of_groups = engine.run(query(_of_groups, *given, rows=rows, groups=groups, options=drawn))
    named = sorted(of_cells[cell].unique()) if values is None else values
    every = np.tile(np.arange(len(of_groups)), len(named))
    sums = {name: of_groups[name].fillna(0).to_numpy()[every] for name in ("denominator", "xx", "meetings")}
    of_cells = of_cells[of_cells[cell].isin(named)]
    at = len(of_groups) * pd.Index(named).get_indexer(pd.Index(of_cells[cell]))
    if by:
        at = at + pd.Index(of_groups[by]).get_indexer(pd.Index(of_cells[by]))
    for name in ("numerator", "yy", "xy"):
        sums[name] = np.zeros(len(every))
        sums[name][at] = _floats(of_cells, name)
    is_whole = bool((_floats(of_cells, "numerator") % 1 == 0).all())
    keys = {cell: pd.array(np.repeat(np.array(named, dtype="object"), len(of_groups)), dtype="str")}
    if by:
        keys[by] = of_groups[by].array.take(every)
    low, high = interval(sums)
    counted = {name: sums[name].astype("int64") if is_whole else sums[name] for name in ("numerator", "denominator")}
    moments = {name: sums[name] for name in MOMENTS}
    return pd.DataFrame({**keys, **counted, "share": _ratio(sums), "low": low, "high": high, **moments})


def _of_cells(
    engine: Engine, *given: Any, rows: Callable[..., tuple[Table, Table]], cell: str, groups: tuple[str, ...],
    options: tuple[tuple[str, Hashable], ...],
) -> Table:  # fmt: skip
    """The sums over the meetings of each cell."""
    parts, wholes = rows(engine, *given, **dict(options))
    shared = ["meeting_no", *(name for name in groups if name in parts.columns)]
    y, x = parts.select(*shared, cell, y=_["size"]), wholes.select("meeting_no", *groups, x=_["size"])
    sums = y.inner_join(x, shared).group_by(cell, *groups)
    return sums.agg(numerator=_.y.sum(), yy=(_.y * _.y).sum(), xy=(_.x * _.y).sum())


def _of_groups(
    engine: Engine, *given: Any, rows: Callable[..., tuple[Table, Table]], groups: tuple[str, ...],
    options: tuple[tuple[str, Hashable], ...],
) -> Table:  # fmt: skip
    """The sums over the meetings of each group."""
    _parts, wholes = rows(engine, *given, **dict(options))
    x = wholes.select("meeting_no", *groups, x=_["size"])
    whole = {"denominator": _.x.sum(), "xx": (_.x * _.x).sum(), "meetings": _.count()}
    return x.group_by(groups).agg(**whole) if groups else x.agg(**whole)


def added_up(rows: Table, *keys: str) -> Table:
    """One row for each ``meeting_no`` and ``keys``, ``size`` added up."""
    return rows.group_by("meeting_no", *keys).agg(size=_["size"].sum())


def interval(frame: Sums, z: float = Z) -> tuple[Floats, Floats]:
    """The interval of each share, 95 % unless ``z`` is another quantile of the normal distribution; NaN where there is
    no whole."""
    return _wilson(*_effective(frame), z)


def difference(recent: pd.DataFrame, before: pd.DataFrame) -> tuple[Floats, Floats, Floats]:
    """Difference of two columns of shares, and its 95 % interval."""
    return _newcombe(_effective(recent), _effective(before), Z)


def chance(recent: pd.DataFrame, before: pd.DataFrame) -> Floats:
    """How likely a difference at least as large is where the two shares are one (two-sided p), by the confidence at
    which the interval of :func:`difference` begins to hold zero."""
    now, then = _effective(recent), _effective(before)
    rises = now[0] > then[0]
    few, many = np.full_like(now[0], 1e-6), np.full_like(now[0], _FARTHEST)
    for _step in range(40):
        z = (few + many) / 2
        _, low, high = _newcombe(now, then, z)
        is_out = np.where(rises, low > 0, high < 0)
        few, many = np.where(is_out, z, few), np.where(is_out, many, z)
    p = np.array([math.erfc(z / math.sqrt(2)) for z in few])
    return np.where(np.isnan(now[0] - then[0]), np.nan, np.where(now[0] == then[0], 1.0, p))


def adjusted(p: Floats) -> Floats:
    """The p-values with the number of tests reckoned in: taking those up to q for real lets in a share q of false ones
    (Benjamini and Hochberg 1995, *JRSS B* 57, section 3.1). NaN is no test.

    The same as ``scipy.stats.false_discovery_control``, which takes half a second to load, before the first page.

    >>> adjusted(np.array([0.01, 0.04, np.nan, 0.03])).tolist()
    [0.03, 0.04, nan, 0.04]
    """
    made = np.full_like(p, np.nan)
    tests = np.flatnonzero(~np.isnan(p))
    order = tests[np.argsort(p[tests])][::-1]
    made[order] = np.minimum.accumulate(np.minimum(p[order] * len(tests) / np.arange(len(tests), 0, -1), 1))
    return made


def ranks(frame: pd.DataFrame, groups: int) -> tuple[Floats, Floats, Floats]:
    """The rank of each share within its group, and the ranks that it can have: the ranges of a group's cells are all
    right together in 95 % of samples.

    A cell is surely below those whose interval lies above its own, with each interval at 1 − 0.05/K for K cells (Klein,
    Wright and Wieczorek 2020, *JRSS A* 183, theorem 1, with Bonferroni's bound). Rows are cells by groups, as
    :func:`shares` makes them; equal shares have the same rank.
    """
    share = _floats(frame, "share").reshape(-1, groups)
    cells = share.shape[0]
    together = NormalDist().inv_cdf(1 - 0.025 / max(cells, 1))
    low, high = (bound.reshape(-1, groups) for bound in interval(frame, together))
    above = [(over[None] > under[:, None]).sum(axis=1) for over, under in ((share, share), (low, high))]
    below = (high[None] < low[:, None]).sum(axis=1)
    empty = np.isnan(share)
    rank, first, last = (
        np.where(empty, np.nan, place).ravel() for place in (1 + above[0], 1 + above[1], cells - below)
    )
    return rank, first, last


def _effective(frame: Sums) -> tuple[Floats, Floats, Floats]:
    """Each share, the size of the sample of single items that is as exact, and the degrees of freedom that this size
    is known with."""
    p, x = _ratio(frame), _floats(frame, "denominator")
    n, xx = _floats(frame, "meetings"), _floats(frame, "xx")
    with np.errstate(divide="ignore", invalid="ignore"):
        alike = x * x / xx
        spread = np.maximum(_floats(frame, "yy") - 2 * p * _floats(frame, "xy") + p * p * xx, 0)
        variance = n / (n - 1) * spread / (x * x)
        size = np.minimum(x / (x - 1) * p * (1 - p) / variance, x)
        is_known = (p > 0) & (p < 1) & (n > 1) & (variance > 0)
        degrees = np.where(is_known & (x != n), alike - 1, np.inf)
    return p, np.where(is_known, size, alike), degrees


def _wilson(p: Floats, size: Floats, degrees: Floats, z: float | Floats) -> tuple[Floats, Floats]:
    with np.errstate(divide="ignore", invalid="ignore"):
        size = size * (z / student(degrees, z)) ** 2
        centre = (p + z * z / (2 * size)) / (1 + z * z / size)
        half = z / (1 + z * z / size) * np.sqrt(p * (1 - p) / size + z * z / (4 * size * size))
    return np.minimum(np.maximum(centre - half, 0), p), np.maximum(np.minimum(centre + half, 1), p)


def _newcombe(
    now: tuple[Floats, Floats, Floats], then: tuple[Floats, Floats, Floats], z: float | Floats
) -> tuple[Floats, Floats, Floats]:
    (p, q), ((low_p, high_p), (low_q, high_q)) = (now[0], then[0]), (_wilson(*now, z), _wilson(*then, z))
    low = p - q - np.sqrt((p - low_p) ** 2 + (high_q - q) ** 2)
    high = p - q + np.sqrt((high_p - p) ** 2 + (q - low_q) ** 2)
    return p - q, low, high


def student(degrees: Floats, z: float | Floats = Z) -> Floats:
    """The quantile of Student's distribution where the normal one's is ``z``, else the 97.5th percentile, from the
    expansion in Abramowitz and Stegun (1964, 26.7.5)."""
    first = (z**3 + z) / 4
    second = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    return z + first / degrees + second / degrees**2 + third / degrees**3


def _ratio(frame: Sums) -> Floats:
    x = _floats(frame, "denominator")
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio: Floats = np.where(x > 0, _floats(frame, "numerator") / x, np.nan)
    # Sums of weights such as 0.7 + 0.2 + 0.1 may pass one by the last bit.
    return ratio.clip(max=1.0)


def _floats(frame: Sums, column: str) -> Floats:
    return np.asarray(frame[column], dtype="float64")
