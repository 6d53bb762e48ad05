"""How deep the meetings go into their matters: relayed, heard, considered, deliberated or decided."""

from __future__ import annotations

from typing import Final, Literal, get_args

import pandas as pd
from ibis.expr.types import Table

from analysis.corpus.engine import Engine
from analysis.errors import SelectionError
from analysis.measures import selection as chosen
from analysis.measures._shares import MOMENTS, added_up, shares
from analysis.measures.selection import NONE, TREATMENTS, Selection

By = Literal["topic", "year", "province", "city", "place", "body", "level"]

_ORDER: Final = list(TREATMENTS)


def treatments(engine: Engine, selection: Selection, *, by: By = "topic") -> pd.DataFrame:
    """How the items of each topic (or year, province, city, place, body, level) were treated.

    Numerator: the items of the group that were treated so; denominator: the items of the group. Every item has one
    treatment, so a group's shares add up to one; by ``topic`` an item counts for each of its topics. What amounts to
    which treatment: :data:`analysis.measures.selection.TREATMENTS`. The groups as in ``counts.topics``.

    Columns: the name given as ``by``, ``treatment``, ``numerator``, ``denominator``, ``share``, ``low``, ``high``
    (95 %, meetings as clusters), a row for every treatment of every group that has an item; largest groups first,
    treatments from the shallowest. The rows behind a cell: ``selection.narrow(<by>=…, treatment=…)``.
    """
    if by not in get_args(By):
        raise SelectionError(f"{by!r} is none of {', '.join(get_args(By))}.")
    frame = shares(engine, _rows, selection, cell="treatment", values=_ORDER, by=by, key=by)
    frame = frame.drop(columns=MOMENTS)[[by, "treatment", "numerator", "denominator", "share", "low", "high"]]
    order = frame["treatment"].map(_ORDER.index)
    frame = frame.assign(order=order).sort_values(["denominator", by, "order"], ascending=[False, True, True])
    return frame.drop(columns="order").reset_index(drop=True)


def _rows(engine: Engine, selection: Selection, *, key: By) -> tuple[Table, Table]:
    """What each meeting gives to a treatment within a group, and to the group."""
    items = chosen.items(engine, selection)
    items = items.mutate(treatment=chosen.treatment(items)).select("item_no", "meeting_no", "treatment")
    if key == "topic":
        labelled = items.left_join(engine.table("labels").select("item_no", "topic"), "item_no")
        grouped = labelled.mutate(topic=labelled.topic.coalesce(NONE))
    else:
        meetings = chosen.keyed(chosen.meetings(engine, selection), key)
        grouped = items.inner_join(meetings.select("meeting_no", key), "meeting_no")
    parts = added_up(grouped.mutate(size=1), "treatment", key)
    return parts, added_up(parts, key)
