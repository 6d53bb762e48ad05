"""How attention moves: topics, words, phrases and combinations by week, month, quarter or year, with the average of
several periods, and the calendar of meetings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import pandas as pd
from ibis import _
from ibis.expr.types import Table
from scipy.special import stdtrit

from analysis.corpus.engine import Engine
from analysis.errors import SelectionError
from analysis.measures import _agendas, _series
from analysis.measures._series import Grain, Unit
from analysis.measures._shares import MOMENTS, Floats, difference, interval, shares
from analysis.measures.selection import Selection

_SUMS: Final = ["numerator", "denominator", *MOMENTS]


def topics(
    engine: Engine,
    selection: Selection,
    values: Sequence[str],
    *,
    grain: Grain = "month",
    unit: Unit = "items",
    window: int = 1,
) -> pd.DataFrame:
    """The share of topics over time.

    Numerator: the period's items that carry the label, main or not (``items``), or its meetings with at least one such
    item (``meetings``). Denominator: all items or meetings of the selection in the period, the unlabelled among them;
    topic ``-`` counts the unlabelled items. Undated meetings are left out (``coverage.totals`` says how many).

    Columns: ``period`` (``2021``, ``2021-Q2``, ``2021-04``, ISO week ``2021-W17``), ``start`` (its first day),
    ``series`` (the topic), ``counted_as`` (the key for ``narrow``: ``topic``), ``numerator``, ``denominator``,
    ``share``, ``low``, ``high`` (95 %, meetings as clusters). Every period between the first and the last that has
    an item (or a meeting) has a row for every value; one without has denominator 0 and no share: a gap, not a zero. The
    rows behind a point: ``selection.narrow(**{counted_as: series}, period=…)``.

    Then, of the same rows:

    - ``rate``, ``rate_low``, ``rate_high``: the numerator by ``meetings``, the period's meetings that have items (or
      all, for ``meetings``): how often one meeting takes the matter up, with Student's interval of a mean;
    - ``average``, ``average_low``, ``average_high``: the share of the last ``window`` periods taken together (the sums
      are added, so that a full month weighs more than an empty one), and ``average_rate``. A gap has none, nor has a
      period where more than half of its window lies before the first period or in gaps;
    - ``former``, ``former_low``, ``former_high``, ``former_years``: the share of the same period of all earlier years
      together, and how many of them have meetings; ``change``, ``change_low``, ``change_high``: the share less that
      one. Week 53 is compared with former weeks 53.
    """
    return _over_time(engine, selection, "topics", values, grain, unit, window)


def words(
    engine: Engine,
    selection: Selection,
    values: Sequence[str],
    *,
    grain: Grain = "month",
    unit: Unit = "items",
    window: int = 1,
) -> pd.DataFrame:
    """The share of items or meetings in which a word stands, over time.

    A word that is a segmented term of the version's meetings is looked up among the terms (发展 is not found in
    发展改革委); any other is counted as an exact string, as :func:`phrases` does, and ``counted_as`` says so (``term``
    or ``phrase``). For meetings the whole report is searched or, if the selection chooses among items, these items; for
    items each item's own passage, so that words of the lead alone count for no item.

    Columns, gaps and undated meetings: as in :func:`topics`.
    """
    return _over_time(engine, selection, "words", values, grain, unit, window)


def phrases(
    engine: Engine,
    selection: Selection,
    values: Sequence[str],
    *,
    grain: Grain = "month",
    unit: Unit = "items",
    window: int = 1,
) -> pd.DataFrame:
    """The share of items or meetings in which an exact string stands, over time; segmentation plays no part.

    A known formulation counts in any of its wordings (``counted_as`` is ``formulation``), any other string as it stands
    (``phrase``). For meetings the whole report is searched or, if the selection chooses among items, the passages of
    these items; for items each item's passage, or its announcement where it has no passage.

    Columns, gaps and undated meetings: as in :func:`topics`.
    """
    return _over_time(engine, selection, "phrases", values, grain, unit, window)


def together(
    engine: Engine,
    selection: Selection,
    values: Sequence[str],
    *,
    grain: Grain = "month",
    unit: Unit = "items",
    window: int = 1,
) -> pd.DataFrame:
    """The share of items that are or hold several things at once, over time: ``disaster*"责任"`` are the items of the
    topic in which the string stands, ``rural*finance`` those that carry both topics, ``"安全"*"责任"`` those with both
    strings; or the share of meetings with such an item (strings alone: with both anywhere in the report).

    Columns, gaps and undated meetings: as in :func:`topics`; ``counted_as`` is ``together``.
    """
    return _over_time(engine, selection, "together", values, grain, unit, window)


def calendar(engine: Engine, selection: Selection) -> pd.DataFrame:
    """How many of the selected meetings were held on each day; days without a meeting have no row, nor the undated.

    Columns: ``date``, ``meetings``, in order.
    """
    return engine.once(_series.days, selection).copy()


def _over_time(
    engine: Engine, selection: Selection, of: _series.Of, values: Sequence[str], grain: Grain, unit: Unit, window: int
) -> pd.DataFrame:
    """The shares of the series in each period."""
    if window < 1:
        raise SelectionError(f"An average is taken over at least one period, not {window}.")
    series = _series.keys(engine, of, values, unit)
    given = _series.given(selection, series, unit)
    options = {"unit": unit, "grain": _series.known(grain)}
    frame = shares(engine, _rows, *given, cell="series", values=list(series), by="start", **options)
    frame = _with_gaps(frame, list(series), grain)
    frame.insert(0, "period", [_series.name(start, grain) for start in frame["start"]])
    frame.insert(3, "counted_as", frame["series"].map(series))
    frame["rate"], frame["rate_low"], frame["rate_high"] = _rate(frame)
    frame = _averaged(frame, window)
    return _compared(frame).drop(columns=[name for name in MOMENTS if name != "meetings"])


def _rows(engine: Engine, selection: Selection, *series: Any, unit: Unit, grain: Grain) -> tuple[Table, Table]:
    """What each dated meeting gives to a series, and to the whole of its period."""
    dated = _series.dated(engine, selection, grain)
    if unit == "items":
        wholes = _agendas.sizes(engine, selection).mutate(size=_["items"]).inner_join(dated, "meeting_no")
    else:
        wholes = dated.mutate(size=1)
    return _series.parts(engine, selection, *series, unit=unit), wholes


def _with_gaps(frame: pd.DataFrame, values: list[str], grain: Grain) -> pd.DataFrame:
    """The frame with a row for every series in every period from its first to its last."""
    first, last = (frame["start"].min(), frame["start"].max()) if len(frame) else (None, None)
    days = np.array(_series.starts(first, last, grain), dtype="object")
    size = len(days) * len(values)
    at = len(values) * np.searchsorted(days, frame["start"]) + pd.Index(values).get_indexer(pd.Index(frame["series"]))
    full: dict[str, Any] = {
        "start": np.repeat(days, len(values)),
        "series": pd.array(np.tile(np.array(values, dtype="object"), len(days)), dtype="str"),
    }
    for name in frame.columns.drop(["start", "series"]):
        kind, empty = ("int64", 0) if name in _SUMS else ("float64", np.nan)
        full[name] = np.full(size, empty, dtype=kind)
        full[name][at] = frame[name]
    return pd.DataFrame(full)


def _rate(frame: pd.DataFrame) -> tuple[Floats, Floats, Floats]:
    """Numerator by meetings, and the interval of this mean; where all meetings are alike it has no width."""
    y, yy, n = (frame[name].to_numpy(dtype="float64") for name in ("numerator", "yy", "meetings"))
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = y / n
        half = _student(n - 1) * np.sqrt(np.maximum(yy - n * mean**2, 0) / (n - 1) / n)
    return mean, np.maximum(mean - half, 0), mean + half


def _student(degrees: Floats) -> Floats:
    result: Floats = stdtrit(np.where(degrees > 0, degrees, np.nan), 0.975)
    return result


def _averaged(frame: pd.DataFrame, window: int) -> pd.DataFrame:
    """The frame with the share and the rate of the last ``window`` periods taken together."""
    sums = _sums(frame)
    upto = np.concatenate([np.zeros_like(sums[:1]), sums.cumsum(0)])
    last = upto[1:] - upto[np.maximum(np.arange(len(sums)) + 1 - window, 0)]
    is_enough = (sums[..., -1:] > 0) & (2 * last[..., -1:] >= window)
    averaged = _framed(np.where(is_enough, last, 0), frame)
    low, high = interval(averaged)
    return frame.assign(
        average=averaged["numerator"] / averaged["denominator"], average_low=low, average_high=high,
        average_rate=averaged["numerator"] / averaged["meetings"],
    )  # fmt: skip


def _compared(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with the same period of all earlier years beside each."""
    sums = _sums(frame)
    parts = np.array([period[4:] for period in frame["period"]], dtype="object").reshape(sums.shape[:2])[:, 0]
    former = np.zeros_like(sums)
    for part in set(parts):
        same = sums[parts == part]
        former[parts == part] = same.cumsum(0) - same
    of_years = _framed(former, frame)
    low, high = interval(of_years)
    change, change_low, change_high = difference(frame, of_years)
    return frame.assign(
        former=of_years["numerator"] / of_years["denominator"], former_low=low, former_high=high,
        former_years=of_years["held"].astype("int64"), change=change, change_low=change_low, change_high=change_high,
    )  # fmt: skip


def _sums(frame: pd.DataFrame) -> Floats:
    """The sums by period, series and, along the last axis, their names in :data:`_SUMS`; last whether there is any."""
    sums = np.column_stack([frame[_SUMS].to_numpy(dtype="float64"), frame["denominator"] > 0])
    return sums.reshape(-1, max(frame["series"].nunique(), 1), sums.shape[1])


def _framed(sums: Floats, frame: pd.DataFrame) -> pd.DataFrame:
    """Such sums in columns, in the rows of the frame."""
    return pd.DataFrame(sums.reshape(-1, sums.shape[-1]), columns=[*_SUMS, "held"], index=frame.index)
