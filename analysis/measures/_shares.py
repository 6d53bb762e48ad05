"""Shares of a whole, with intervals that know that what stands in one meeting belongs together.

A share is a ratio of two sums over meetings, p = Σy / Σx: y what a meeting gives to the cell, x what it gives to the
whole. Items of one meeting resemble each other, so meetings are what varies, not items. With n meetings the variance
of p is n/(n−1) · Σ(y − p·x)² / (Σx)², the linearised variance of a ratio estimator over whole clusters (Cochran 1977,
*Sampling Techniques*, 3rd ed., section 6.4). The sample of single items with the variance p(1−p)/(size−1) would be of
the effective size, never more than Σx, and with that size the interval is Wilson's (1927), since Wald's fails at small
shares; Dean and Pagano (2015, *Journal of Survey Statistics and Methodology* 3) compare such intervals for clustered
samples. The size shrinks by (z/t)², t with n−1 degrees of freedom, as the variance is itself an estimate (Korn and
Graubard 1998, *Survey Methodology* 24). At p = 0 or 1 the spread says nothing, and the number of meetings is taken. The
interval of a difference joins the two by Newcombe's (1998, *Statistics in Medicine* 17, method 10). Where a meeting
counts as one, all this is Wilson's interval and Newcombe's. Only sums leave the engine: Σy, Σy², Σxy and Σx, Σx², n.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd
from ibis import _
from ibis.expr.types import Table

from analysis.corpus.engine import Engine

Floats = npt.NDArray[np.float64]

Z: Final = 1.959963984540054
"""The 97.5th percentile of the normal distribution."""

MOMENTS: Final = ["yy", "xy", "xx", "meetings"]


def shares(
    engine: Engine, parts: Table, wholes: Table, *, cell: str, values: list[str], by: str | None
) -> pd.DataFrame:
    """The share of every one of ``values`` in every group of ``by``, empty cells included.

    Args:
        engine: where to compute.
        parts: ``meeting_no``, ``cell``, [``by``], ``size``: what a meeting gives to a cell; rows may repeat.
        wholes: ``meeting_no``, [``by``], ``size``: what a meeting gives to a group; rows may repeat.
        cell: the column of ``parts`` that names the cell.
        values: the names to report on.
        by: the column of the groups, which is never null.

    Returns:
        ``cell``, [``by``], ``numerator``, ``denominator``, ``share``, ``low``, ``high`` (95 %), and the sums that they
        were made from, in the columns :data:`MOMENTS`.
    """
    groups = [by] if by else []
    y = parts.filter(_[cell].isin(values)).group_by("meeting_no", cell, *groups).agg(y=_["size"].sum())
    x = wholes.group_by("meeting_no", *groups).agg(x=_["size"].sum())
    sums = y.inner_join(x, ["meeting_no", *groups]).group_by(cell, *groups)
    found = engine.run(sums.agg(numerator=_.y.sum(), yy=(_.y * _.y).sum(), xy=(_.x * _.y).sum()))
    whole = {"denominator": _.x.sum(), "xx": (_.x * _.x).sum(), "meetings": _.count()}
    group_sums = engine.run(x.group_by(groups).agg(**whole) if groups else x.agg(**whole))
    grid = pd.DataFrame({cell: values}).merge(group_sums, how="cross")
    frame = grid.merge(found, on=[cell, *groups], how="left")
    counted = ["numerator", "denominator", *MOMENTS]
    frame[counted] = frame[counted].fillna(0)
    if (found["numerator"] % 1 == 0).all():
        frame[["numerator", "denominator"]] = frame[["numerator", "denominator"]].astype("int64")
    frame["share"] = _ratio(frame)
    frame["low"], frame["high"] = interval(frame)
    return frame[[cell, *groups, "numerator", "denominator", "share", "low", "high", *MOMENTS]]


def interval(frame: pd.DataFrame) -> tuple[Floats, Floats]:
    """The 95 % interval of each share, NaN where there is no whole."""
    p, x = _ratio(frame), _floats(frame, "denominator")
    n = _floats(frame, "meetings")
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = np.maximum(_floats(frame, "yy") - 2 * p * _floats(frame, "xy") + p * p * _floats(frame, "xx"), 0)
        variance = n / (n - 1) * spread / (x * x)
        size = np.minimum(x / (x - 1) * p * (1 - p) / variance, x)
        size = np.where(x == n, size, size * (Z / _student(n - 1)) ** 2)
        size = np.where((p > 0) & (p < 1) & (n > 1) & (variance > 0), size, n)
        centre = (p + Z * Z / (2 * size)) / (1 + Z * Z / size)
        half = Z / (1 + Z * Z / size) * np.sqrt(p * (1 - p) / size + Z * Z / (4 * size * size))
    return np.minimum(np.maximum(centre - half, 0), p), np.maximum(np.minimum(centre + half, 1), p)


def difference(recent: pd.DataFrame, before: pd.DataFrame) -> tuple[Floats, Floats, Floats]:
    """Difference of two columns of shares, and its 95 % interval."""
    p, low_p, high_p = (_floats(recent, name) for name in ("share", "low", "high"))
    q, low_q, high_q = (_floats(before, name) for name in ("share", "low", "high"))
    low = p - q - np.sqrt((p - low_p) ** 2 + (high_q - q) ** 2)
    high = p - q + np.sqrt((high_p - p) ** 2 + (q - low_q) ** 2)
    return p - q, low, high


def _student(degrees: Floats) -> Floats:
    """The 97.5th percentile of Student's distribution, from the expansion in Abramowitz and Stegun (1964, 26.7.5)."""
    first = (Z**3 + Z) / 4
    second = (5 * Z**5 + 16 * Z**3 + 3 * Z) / 96
    third = (3 * Z**7 + 19 * Z**5 + 17 * Z**3 - 15 * Z) / 384
    return Z + first / degrees + second / degrees**2 + third / degrees**3


def _ratio(frame: pd.DataFrame) -> Floats:
    x = _floats(frame, "denominator")
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio: Floats = np.where(x > 0, _floats(frame, "numerator") / x, np.nan)
    # Sums of weights such as 0.7 + 0.2 + 0.1 may pass one by the last bit.
    return ratio.clip(max=1.0)


def _floats(frame: pd.DataFrame, column: str) -> Floats:
    return frame[column].to_numpy(dtype="float64")
