"""What is followed over time: the rows that count for each series, and the periods that they fall into."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from itertools import chain
from typing import Any, Final, Literal, Self

import ibis
import pandas as pd
from ibis import _
from ibis.expr.types import Table

from analysis.corpus.engine import Engine, query
from analysis.errors import SelectionError
from analysis.measures import _agendas, chosen
from analysis.measures.selection import Selection

Of = Literal["topics", "words", "phrases", "together"]
Grain = Literal["week", "month", "quarter", "year"]
Unit = Literal["items", "meetings"]

TRUNCATE: Final = {"week": "W", "month": "M", "quarter": "Q", "year": "Y"}
_PERIODS: Final = {"week": "W-SUN", "month": "M", "quarter": "Q", "year": "Y"}


def keys(engine: Engine, of: Of, values: Sequence[str], unit: Unit) -> dict[str, str]:
    """Of each series the key by which ``narrow`` finds it again.

    Raises:
        SelectionError: where ``of`` or ``unit`` is none of its values.
    """
    for given, known in ((of, ("topics", "words", "phrases", "together")), (unit, ("items", "meetings"))):
        if given not in known:
            raise SelectionError(f"{given!r} is none of {', '.join(known)}.")
    if of in ("topics", "together"):
        return dict.fromkeys(values, "topic" if of == "topics" else of)
    kind = "term" if of == "words" else "formulation"
    return dict.fromkeys(values, "phrase") | dict.fromkeys(engine.once(_named, tuple(values), kind), kind)


@dataclass(frozen=True, slots=True)
class Words:
    """Terms that are looked for in the selected meetings or, if the selection chooses among items, in these; ``apart``
    where it looks for something else in each item, and only those are meant that hold it."""

    selection: Selection
    terms: tuple[str, ...]
    apart: bool

    def stand_in(self, mark: str) -> Self:
        """Words that stand for all whose rows are looked up alike, see :func:`analysis.corpus.engine.query`."""
        return replace(self, selection=self.selection.stand_in(mark), terms=(mark,))

    def changed(self, change: Callable[[str], str]) -> Self:
        """The same with every name, word and day in it changed."""
        return replace(self, selection=self.selection.changed(change), terms=tuple(map(change, self.terms)))


def given(selection: Selection, series: Mapping[str, str], unit: Unit) -> tuple[Any, ...]:
    """What :func:`parts` takes for these series, by their :func:`keys`: the selection, topics, terms, then of each
    other series its name and its cell."""
    topics, terms = (tuple(name for name, key in series.items() if key == kind) for kind in ("topic", "term"))
    apart = unit == "items" and selection.narrows_items and not selection.of_items
    cells = ((name, selection.narrow(**{key: name})) for name, key in series.items() if key not in ("topic", "term"))
    return selection, topics, Words(selection, terms, apart) if terms else None, *chain.from_iterable(cells)


def parts(
    engine: Engine, selection: Selection, topics: Sequence[str], words: Words | None, *cells: Any, unit: Unit
) -> Table:
    """Of every meeting and series the number of items that count for it, or one: ``meeting_no``, ``series``,
    ``size``."""
    if topics:
        rows = _agendas.by_topic(engine, selection).filter(_.topic.isin(topics))
        return rows.select("meeting_no", series="topic", size=_["items"] if unit == "items" else ibis.literal(1))
    found = [_cell(engine, name, cell, unit) for name, cell in zip(cells[::2], cells[1::2], strict=True)]
    rows = _union(engine, found, unit)
    if words is None:
        return rows
    said = engine.held(_said, words, alike=False)
    said = said.filter(_["items"] > 0).rename(size="items") if unit == "items" else said.drop("items").mutate(size=1)
    return said.union(rows) if found else said


def dated(engine: Engine, selection: Selection, grain: Grain) -> Table:
    """The selected meetings that have a date: ``meeting_no``, and ``start``, the first day of the period."""
    meetings = chosen.meetings(engine, selection).filter(_.date.notnull())
    return meetings.select("meeting_no", start=_.date.truncate(TRUNCATE[grain]))


def days(engine: Engine, selection: Selection) -> pd.DataFrame:
    """The days on which selected meetings were held, in order: ``date``, ``meetings``."""
    return engine.run(query(_days, selection))


def name(start: date, grain: Grain) -> str:
    """What a period is called, by its first day.

    >>> [name(date(2021, 4, 26), grain) for grain in ("week", "month", "quarter", "year")]
    ['2021-W17', '2021-04', '2021-Q2', '2021']
    """
    if grain == "week":
        year, week, _day = start.isocalendar()
        return f"{year}-W{week:02}"
    if grain == "quarter":
        return f"{start.year}-Q{(start.month + 2) // 3}"
    return f"{start.year}-{start.month:02}" if grain == "month" else str(start.year)


def starts(first: date | None, last: date | None, grain: Grain) -> list[date]:
    """The first day of every period from the one of ``first`` to the one of ``last``; none where there is neither.

    >>> [str(day) for day in starts(date(2021, 11, 30), date(2022, 1, 2), "month")]
    ['2021-11-01', '2021-12-01', '2022-01-01']
    """
    if first is None or last is None:
        return []
    return [period.start_time.date() for period in pd.period_range(first, last, freq=_PERIODS[grain])]


def known(grain: Grain) -> Grain:
    """The grain itself. Raises SelectionError where there is no such one."""
    if grain not in TRUNCATE:
        raise SelectionError(f"{grain!r} is none of {', '.join(TRUNCATE)}.")
    return grain


def _days(engine: Engine, selection: Selection) -> Table:
    held = chosen.meetings(engine, selection).filter(_.date.notnull())
    return held.group_by("date").agg(meetings=_.count()).order_by("date")


def _said(engine: Engine, words: Words) -> Table:
    """The meetings in which each term stands, and in how many of their items: none where it stands in the lead alone.
    All terms are looked through, so that this is done once for both units."""
    if words.apart:
        found = engine.table("terms").semi_join(chosen.items(engine, words.selection), "item_no")
    else:
        found = chosen.terms(engine, words.selection)
    found = chosen.of_terms(found, words.terms).group_by("meeting_no", series="term")
    return found.agg(items=_.count(where=_.item_no > 0))


def _named(engine: Engine, values: tuple[str, ...], kind: str) -> list[str]:
    return engine.run(query(_known, values, kind=kind))[kind].tolist()


def _known(engine: Engine, values: Sequence[str], *, kind: str) -> Table:
    """Those of these strings that are terms of some meeting, or known formulations."""
    if kind == "term":
        return chosen.words(engine, Selection()).filter(_.term.isin(values)).select("term")
    return engine.table("formulations").filter(_.formulation.isin(values)).select("formulation").distinct()


def _cell(engine: Engine, name: str, cell: Selection, unit: Unit) -> Table:
    """A row for every item, or meeting, of the cell."""
    rows = (chosen.items if unit == "items" else chosen.meetings)(engine, cell)
    return rows.select("meeting_no", series=ibis.literal(name))


def _union(engine: Engine, parts: list[Table], unit: Unit) -> Table:
    nothing = engine.table("terms").filter(ibis.literal(False)).select("meeting_no", series="term")
    rows = reduce(lambda one, other: one.union(other), parts, nothing)
    if unit == "meetings":
        return rows.distinct().mutate(size=ibis.literal(1))
    return rows.group_by("meeting_no", "series").agg(size=_.count())
