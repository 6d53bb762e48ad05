"""What has changed for a selection from one version to another: meetings that came and went, items read otherwise.

Ids are hashes that mean the same in every version. A meeting whose place another report has taken (a better copy was
imported) is still the same meeting; that is told apart from meetings that came or went.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import ibis
import pandas as pd
import pyarrow as pa
from ibis import _
from ibis.expr.types import Table

from analysis.corpus.engine import Engine
from analysis.measures import selection as chosen
from analysis.measures.selection import AND, Selection

LISTED: Final = 200
"""How many meetings and items are kept to be listed; the counts are whole."""

_READ: Final = ("topics", "action", "decision")


@dataclass(frozen=True, eq=False)
class Changes:
    """How a selection differs between two versions.

    Attributes:
        then, now: its meetings in either version.
        added: the newest of the meetings that are in it now and were not: a row each with ``meeting_id``, ``title``,
            ``date``, ``place``, ``body``, ``is_known`` (it was in the older version, outside the selection).
        removed: of those that are no longer in it, with the same columns; ``is_known``: the newer version has them.
        meetings_added, meetings_removed: how many there are of each; ``came_in``, ``went_out`` how many of them are in
            both versions.
        moved: meetings whose place another report of them has taken.
        items_added, items_removed: items of meetings that are in one version only, or read in it alone.
        relabelled: a row an item of both versions that is in the selection in either and is read otherwise:
            ``item_id``, ``meeting_id``, ``subject``, ``topics``, ``action``, ``decision`` and the same before, as
            ``topics_before`` …; topics are ids joined by ``*``, the main one first.
        items_relabelled: how many there are.
    """

    then: int
    now: int
    added: tuple[dict[str, Any], ...]
    removed: tuple[dict[str, Any], ...]
    meetings_added: int
    meetings_removed: int
    came_in: int
    went_out: int
    moved: int
    items_added: int
    items_removed: int
    relabelled: tuple[dict[str, Any], ...]
    items_relabelled: int

    def __bool__(self) -> bool:
        return bool(
            self.meetings_added or self.meetings_removed or self.items_added or self.items_removed
            or self.items_relabelled or self.moved
        )  # fmt: skip


def between(then: Engine, now: Engine, selection: Selection) -> Changes:
    """What has changed for ``selection`` from the version ``then`` to the version ``now``."""
    before, after = _meetings(then, selection), _meetings(now, selection)
    gone = before[~before["meeting_id"].isin(after["meeting_id"])]
    come = after[~after["meeting_id"].isin(before["meeting_id"])]
    moved = _moved(now, gone["meeting_id"].tolist(), come["meeting_id"].tolist())
    gone = gone[~gone["meeting_id"].isin(list(moved))]
    come = come[~come["meeting_id"].isin(list(moved.values()))]
    known_now = _among(now.table("meetings"), "meeting_id", gone["meeting_id"], now)
    known_then = _among(then.table("meetings"), "meeting_id", come["meeting_id"], then)

    own = _items(then, chosen.items(then, selection))
    other = _items(now, chosen.items(now, selection))
    dropped, new = own[~own["item_id"].isin(other["item_id"])], other[~other["item_id"].isin(own["item_id"])]
    # An item that has left or entered the selection may be in both versions and only be read otherwise.
    still = _items(now, _of(now.table("items"), "item_id", dropped["item_id"])) if selection else own.head(0)
    already = _items(then, _of(then.table("items"), "item_id", new["item_id"])) if selection else own.head(0)
    pairs = pd.concat([own, already]).merge(pd.concat([other, still]), on="item_id", suffixes=("_before", ""))
    changed = pairs[(pairs[[f"{name}_before" for name in _READ]].to_numpy() != pairs[list(_READ)].to_numpy()).any(1)]
    of_moved = {*moved, *moved.values()}
    return Changes(
        then=len(before), now=len(after),
        added=_described(now, come["meeting_id"], known_then), removed=_described(then, gone["meeting_id"], known_now),
        meetings_added=len(come), meetings_removed=len(gone), came_in=len(known_then), went_out=len(known_now),
        moved=len(moved),
        items_added=_count(new, already, of_moved), items_removed=_count(dropped, still, of_moved),
        relabelled=_listed(now, changed.head(LISTED)), items_relabelled=len(changed),
    )  # fmt: skip


def _meetings(engine: Engine, selection: Selection) -> pd.DataFrame:
    held = chosen.meetings(engine, selection).order_by(ibis.desc("date", nulls_first=False), ibis.desc("meeting_no"))
    return engine.run(held.select("meeting_id"))


def _items(engine: Engine, items: Table) -> pd.DataFrame:
    """The items with what is read in each; nothing read is an empty string, so that it compares."""
    labels = engine.table("labels").semi_join(items, "item_no")
    topics = labels.group_by("item_no").agg(topics=labels.topic.group_concat(AND, order_by=labels["rank"]))
    rows = items.left_join(topics, "item_no")
    decision, read = rows.decision.coalesce(""), rows.topics.coalesce("")
    return engine.run(rows.select("item_id", "action", decision=decision, topics=read))


def _of(table: Table, column: str, ids: pd.Series[Any] | Sequence[str]) -> Table:
    """The rows of a table with these ids."""
    return table.semi_join(ibis.memtable(pa.table({column: pa.array(list(ids), pa.string())})), column)


def _among(table: Table, column: str, ids: pd.Series[Any], engine: Engine) -> set[str]:
    if not len(ids):
        return set()
    return {str(row[column]) for row in engine.rows(_of(table, column, ids).select(column))}


def _moved(now: Engine, gone: list[str], come: list[str]) -> dict[str, str]:
    """Of the meetings that seem gone those that another report stands for now: old id -> new id."""
    if not gone or not come:
        return {}
    reports, stretches = now.table("reports"), now.table("stretches")
    digest = reports.select("report_no", "report_id").inner_join(stretches, "report_no")
    of_digest = digest.report_id + "-" + digest.position.cast("string")
    became = reports.select(meeting_id=_.report_id, copy_of=_.copy_of).union(
        digest.select(meeting_id=of_digest, copy_of=digest.copy_of)
    )
    rows = now.rows(_of(became.filter(_.copy_of.notnull()), "meeting_id", gone))
    new = set(come)
    return {row["meeting_id"]: row["copy_of"] for row in rows if row["copy_of"] in new}


def _described(engine: Engine, ids: pd.Series[Any], known: set[str]) -> tuple[dict[str, Any], ...]:
    """The first of these meetings, in the same order."""
    listed = list(ids.head(LISTED))
    found = _of(engine.table("meetings"), "meeting_id", listed)
    rows = {row["meeting_id"]: row for row in engine.rows(found.select("meeting_id", "title", "date", "place", "body"))}
    return tuple({**rows[one], "is_known": one in known} for one in listed)


def _listed(engine: Engine, changed: pd.DataFrame) -> tuple[dict[str, Any], ...]:
    """Items with their subjects and meetings, in the order of the newer version."""
    items = _of(engine.table("items"), "item_id", changed["item_id"])
    meetings = engine.table("meetings").select("meeting_no", "meeting_id", "date")
    rows = items.inner_join(meetings, "meeting_no").order_by(ibis.desc("date", nulls_first=False), "item_no")
    read = changed.set_index("item_id").to_dict("index")
    return tuple(
        {**row, **{str(name): value for name, value in read[row["item_id"]].items()}}
        for row in engine.rows(rows.select("item_id", "meeting_id", "date", "subject"))
    )


def _count(items: pd.DataFrame, known: pd.DataFrame, moved: set[str]) -> int:
    """How many of the items are in one version alone, those of meetings that another report stands for left aside."""
    ids = items.loc[~items["item_id"].isin(known["item_id"]), "item_id"]
    return sum(item.rpartition(":")[0] not in moved for item in ids)
