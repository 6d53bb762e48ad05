"""How deep the meetings go into their matters: relayed, heard, considered, deliberated or decided."""

from __future__ import annotations

from typing import Final, Literal, get_args

import pandas as pd
from ibis.expr.types import Table

from analysis.corpus.engine import Engine
from analysis.errors import SelectionError
from analysis.measures import _agendas, chosen
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
    if key == "topic":
        parts = _agendas.within(engine, selection, _by_topic)
    else:
        meetings = chosen.keyed(chosen.meetings(engine, selection), key).select("meeting_no", key)
        parts = _agendas.within(engine, selection, _by_treatment).inner_join(meetings, "meeting_no")
    return parts, added_up(parts, key)


def _by_treatment(engine: Engine, whole: Selection) -> Table:
    """A row a meeting and treatment, ``size`` its items."""
    items = chosen.items(engine, whole)
    return added_up(items.select("meeting_no", treatment=chosen.treatment(items), size=1), "treatment")


def _by_topic(engine: Engine, whole: Selection) -> Table:
    """A row a meeting, treatment and topic."""
    items = chosen.items(engine, whole)
    items = items.select("item_no", "meeting_no", treatment=chosen.treatment(items))
    labelled = items.left_join(engine.table("labels").select("item_no", "topic"), "item_no")
    labelled = labelled.select("meeting_no", "treatment", topic=labelled.topic.coalesce(NONE), size=1)
    return added_up(labelled, "treatment", "topic")
