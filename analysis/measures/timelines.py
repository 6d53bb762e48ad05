"""How attention moves: topics, words and phrases by week, month, quarter or year, and the calendar of meetings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import reduce
from typing import Final, Literal

import ibis
import pandas as pd
from ibis import _
from ibis.expr.types import Table

from analysis.corpus.engine import Engine
from analysis.errors import SelectionError
from analysis.measures import selection as chosen
from analysis.measures._shares import MOMENTS, shares
from analysis.measures.selection import NONE, Selection

Grain = Literal["week", "month", "quarter", "year"]
Unit = Literal["items", "meetings"]

_TRUNCATE: Final = {"week": "W", "month": "M", "quarter": "Q", "year": "Y"}
_PERIODS: Final = {"week": "W-SUN", "month": "M", "quarter": "Q", "year": "Y"}


def topics(
    engine: Engine, selection: Selection, values: Sequence[str], *, grain: Grain = "month", unit: Unit = "items"
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
    """
    items = chosen.items(engine, selection).select("item_no", "meeting_no")
    labels = engine.table("labels").select("item_no", "topic")
    labelled = items.left_join(labels, "item_no")
    parts = labelled.select("meeting_no", series=labelled.topic.coalesce(NONE))
    return _over_time(engine, selection, parts, dict.fromkeys(values, "topic"), grain, unit)


def words(
    engine: Engine, selection: Selection, values: Sequence[str], *, grain: Grain = "month", unit: Unit = "items"
) -> pd.DataFrame:
    """The share of items or meetings in which a word stands, over time.

    A word that is a segmented term of the version is looked up among the terms (发展 is not found in 发展改革委); any
    other is counted as an exact string, as :func:`phrases` does, and ``counted_as`` says so (``term`` or
    ``phrase``). For meetings the whole report is searched or, if the selection chooses among items, these items; for
    items each item's own passage, so that words of the lead alone count for no item.

    Columns, gaps and undated meetings: as in :func:`topics`.
    """
    known = engine.run(engine.table("terms").filter(_.term.isin(list(values))).select("term").distinct())
    terms = set(known["term"])
    if unit == "meetings":
        found = chosen.terms(engine, selection)
    else:
        items = chosen.items(engine, selection).select("meeting_no", "position")
        found = engine.table("terms").semi_join(items, ["meeting_no", "position"])
    parts = [found.filter(_.term.isin(sorted(terms))).select("meeting_no", series=_.term)] if terms else []
    parts += [_holding(engine, selection, value, unit) for value in values if value not in terms]
    series = {value: "term" if value in terms else "phrase" for value in values}
    return _over_time(engine, selection, _union(engine, parts), series, grain, unit)


def phrases(
    engine: Engine, selection: Selection, values: Sequence[str], *, grain: Grain = "month", unit: Unit = "items"
) -> pd.DataFrame:
    """The share of items or meetings in which an exact string stands, over time; segmentation plays no part.

    For meetings the whole report is searched or, if the selection chooses among items, the passages of these items; for
    items each item's passage, or its announcement where it has no passage.

    Columns, gaps and undated meetings: as in :func:`topics`; ``counted_as`` is ``phrase``.
    """
    parts = [_holding(engine, selection, value, unit) for value in values]
    return _over_time(engine, selection, _union(engine, parts), dict.fromkeys(values, "phrase"), grain, unit)


def calendar(engine: Engine, selection: Selection) -> pd.DataFrame:
    """How many of the selected meetings were held on each day; days without a meeting have no row, nor the undated.

    Columns: ``date``, ``meetings``, in order.
    """
    dated = chosen.meetings(engine, selection).filter(_.date.notnull())
    return engine.run(dated.group_by("date").agg(meetings=_.count()).order_by("date"))


def _over_time(
    engine: Engine, selection: Selection, parts: Table, series: dict[str, str], grain: Grain, unit: Unit
) -> pd.DataFrame:
    """The shares of ``parts`` (``meeting_no``, ``series``; a row an item that counts) in each period."""
    if grain not in _TRUNCATE:
        raise SelectionError(f"{grain!r} is none of {', '.join(_TRUNCATE)}.")
    meetings = chosen.meetings(engine, selection)
    dated = meetings.filter(meetings.date.notnull())
    dated = dated.select("meeting_no", start=dated.date.truncate(_TRUNCATE[grain]))
    if unit == "items":
        wholes = chosen.items(engine, selection).select("meeting_no").inner_join(dated, "meeting_no")
    elif unit == "meetings":
        parts, wholes = parts.distinct(), dated
    else:
        raise SelectionError(f"{unit!r} is none of items, meetings.")
    counted = parts.inner_join(dated, "meeting_no").mutate(size=1)
    frame = shares(engine, counted, wholes.mutate(size=1), cell="series", values=list(series), by="start")
    frame = _with_gaps(frame.drop(columns=MOMENTS), list(series), grain)
    frame.insert(0, "period", [_name(start, grain) for start in frame["start"]])
    frame.insert(3, "counted_as", frame["series"].map(series))
    return frame


def _with_gaps(frame: pd.DataFrame, values: list[str], grain: Grain) -> pd.DataFrame:
    """The frame with a row for every series in every period from its first to its last."""
    starts: list[date] = []
    if len(frame):
        periods = pd.period_range(frame["start"].min(), frame["start"].max(), freq=_PERIODS[grain])
        starts = [period.start_time.date() for period in periods]
    days = pd.DataFrame({"start": pd.Series(starts, dtype="object")})
    grid = days.merge(pd.DataFrame({"series": values}), how="cross")
    full = grid.merge(frame, on=["start", "series"], how="left")
    counted = ["numerator", "denominator"]
    full[counted] = full[counted].fillna(0).astype("int64")
    return full


def _name(start: date, grain: Grain) -> str:
    if grain == "week":
        year, week, _day = start.isocalendar()
        return f"{year}-W{week:02}"
    if grain == "quarter":
        return f"{start.year}-Q{(start.month + 2) // 3}"
    return f"{start.year}-{start.month:02}" if grain == "month" else str(start.year)


def _holding(engine: Engine, selection: Selection, phrase: str, unit: Unit) -> Table:
    """A row for every item, or searched text, in which the phrase stands."""
    if unit == "items":
        searched = chosen.passages(engine, chosen.items(engine, selection))
    else:
        searched = chosen.texts(engine, selection)
    return searched.filter(searched.text.contains(phrase)).select("meeting_no", series=ibis.literal(phrase))


def _union(engine: Engine, parts: list[Table]) -> Table:
    nothing = engine.table("terms").filter(ibis.literal(False)).select("meeting_no", series="term")
    return reduce(lambda one, other: one.union(other), parts, nothing)
