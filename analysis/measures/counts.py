"""How much attention each topic gets, and how that has changed."""

from __future__ import annotations

from typing import Final, Literal, get_args

import numpy as np
import pandas as pd
from ibis.expr.types import StringColumn, Table

from analysis.corpus.engine import Engine
from analysis.errors import SelectionError
from analysis.measures import selection as chosen
from analysis.measures.selection import NONE, Selection

Unit = Literal["items", "meetings", "text"]
By = Literal["year", "province", "city", "place", "body", "level", "action", "decision"]

_OF_ITEMS: Final = ("action", "decision")


def topics(engine: Engine, selection: Selection, *, unit: Unit = "items", by: By | None = None) -> pd.DataFrame:
    """How many of the selected items, meetings or characters are about each topic.

    - ``items``: numerator, the items that carry the label, main or not; denominator, the items. An item with three
      labels counts for three topics, so the numerators add up to more than the denominator.
    - ``meetings``: numerator, the meetings with at least one such item; denominator, the meetings.
    - ``text``: numerator, the characters of the items, each shared out by the weights of its labels; denominator, the
      characters of the items. These shares add up to one.

    Unlabelled items stay in the denominator and have a row of their own, topic ``-``. Undated meetings count like any
    other while the selection sets no dates; by year they have no year (missing). Other matters, which a report
    mentions without naming them, are in no figure: ``coverage.totals`` says how many meetings have some.

    By ``province`` or ``city`` meetings of no province or city are left out; by anything else, what has none is a row
    whose key is missing.

    Columns: ``topic``, [the name given as ``by``], ``numerator``, ``denominator``, ``share``; largest numerator first.
    Without ``by``, every topic of the taxonomy has a row; with it, only cells that are not empty. A row is the cell
    ``selection.narrow(topic=…, by=…)``.
    """
    _check(unit, Unit)
    items = chosen.items(engine, selection).select("item_no", "meeting_no", "action", "decision", "chars")
    meetings = chosen.meetings(engine, selection)
    groups: list[str] = []
    if by:
        _check(by, By)
        groups = [by]
        if by not in _OF_ITEMS:
            key = _key(meetings, by)
            meetings = meetings.select("meeting_no", **{by: key})
            if by in ("province", "city"):
                meetings = meetings.filter(meetings[by].notnull())
            items = items.inner_join(meetings, "meeting_no")
    whole = _size(meetings if unit == "meetings" and by not in _OF_ITEMS else items, groups, unit)
    labels = engine.table("labels").select("item_no", "topic", "weight")
    labelled = items.left_join(labels, "item_no").mutate(topic=labels.topic.coalesce(NONE))
    parts = _size(labelled.mutate(weight=labelled.weight.coalesce(1.0)), ["topic", *groups], unit)
    frame = engine.run(parts).rename(columns={"size": "numerator"})
    wholes = engine.run(whole).rename(columns={"size": "denominator"})
    if by is None:
        names = [*engine.run(engine.table("topics").select("topic"))["topic"], NONE]
        missing = [name for name in names if name not in set(frame["topic"])]
        frame = pd.concat([frame, pd.DataFrame({"topic": missing, "numerator": 0})], ignore_index=True)
        frame["denominator"] = wholes["denominator"].iloc[0]
    else:
        frame = frame.merge(wholes, on=by, how="left")
    frame["share"] = np.where(frame["denominator"] > 0, frame["numerator"] / frame["denominator"].clip(lower=1), np.nan)
    ordered = frame.sort_values(["numerator", "topic"], ascending=[False, True], ignore_index=True)
    return ordered[["topic", *groups, "numerator", "denominator", "share"]]


def _key(meetings: Table, by: By) -> StringColumn:
    """The column to group meetings by; provinces and cities as the chains that a selection takes."""
    if by == "year":
        return meetings.date.year().cast("string")
    if by == "city":
        return meetings.province + meetings.city.nullif("")
    return meetings[by]


def _size(rows: Table, groups: list[str], unit: Unit) -> Table:
    """The size of each group in the unit."""
    if unit == "items":
        size = rows.count()
    elif unit == "meetings":
        size = rows.meeting_no.nunique()
    else:
        size = (rows.chars * rows.weight).sum() if "weight" in rows.columns else rows.chars.sum()
    return rows.group_by(groups).agg(size=size) if groups else rows.agg(size=size)


def _check(value: str, options: object) -> None:
    if value not in get_args(options):
        raise SelectionError(f"{value!r} is none of {', '.join(get_args(options))}.")
