"""What has changed for a selection from one version to another: meetings that came and went, items read otherwise.

Ids mean the same in every version. What is compared are 64-bit hashes of ids and readings, which the engine makes;
names are read of what is listed alone. A meeting whose place another report has taken (a better copy was imported) is
still the same meeting; that is told apart from meetings that came or went.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import ibis
import numpy as np
import pandas as pd
import pyarrow as pa
from ibis import _
from ibis.expr.types import Table
from numpy.typing import NDArray

from analysis.corpus.engine import Engine
from analysis.measures import chosen
from analysis.measures.selection import AND, Selection

LISTED: Final = 200
"""How many meetings and items are kept to be listed; the counts are whole."""

_ID: Final = {"meetings": "meeting_id", "items": "item_id"}
_MEETING: Final = ("meeting_id", "title", "date", "place", "body")


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
    gone, come = before[~_is_in(before, after)], after[~_is_in(after, before)]
    moved = _moved(now, gone, come)
    gone, come = gone[~gone["no"].isin(moved["no"])], come[~come["no"].isin(moved["no_now"])]
    still_held = _keys(now, "meetings", gone["key"]) if selection else gone["key"].head(0)
    already_held = _keys(then, "meetings", come["key"]) if selection else come["key"].head(0)

    own, other = _items(then, chosen.items(then, selection)), _items(now, chosen.items(now, selection))
    dropped, new = own[~_is_in(own, other)], other[~_is_in(other, own)]
    # An item that has left or entered the selection may be in both versions and only be read otherwise.
    still = _items(now, _with_key(now, "items", dropped["key"])) if selection else other.head(0)
    already = _items(then, _with_key(then, "items", new["key"])) if selection else own.head(0)
    changed = _differing(pd.concat([own, already]), pd.concat([other, still]))
    return Changes(
        then=len(before), now=len(after),
        added=_described(now, come, already_held), removed=_described(then, gone, still_held),
        meetings_added=len(come), meetings_removed=len(gone), came_in=len(already_held), went_out=len(still_held),
        moved=len(moved),
        items_added=_count(new, already, moved["no_now"]), items_removed=_count(dropped, still, moved["no"]),
        relabelled=_listed(then, now, changed), items_relabelled=len(changed),
    )  # fmt: skip


def _meetings(engine: Engine, selection: Selection) -> pd.DataFrame:
    """Number and key of each meeting, the newest first."""
    held = chosen.meetings(engine, selection).order_by(ibis.desc("date", nulls_first=False), ibis.desc("meeting_id"))
    return engine.run(held.select(no="meeting_no", key=_.meeting_id.hash()))


def _items(engine: Engine, items: Table) -> pd.DataFrame:
    """Number, meeting, key and reading of each item. The reading is a hash of its labels in their order, of action and
    decision."""
    labels = engine.table("labels").semi_join(items, "item_no")
    label = (labels.topic + AND + labels["rank"].cast("string")).hash()
    rows = items.left_join(labels.group_by("item_no").agg(labels=label.bit_xor()), "item_no")
    treated = (rows.action + AND + rows.decision.coalesce("")).hash()
    read = rows.labels.coalesce(0) ^ treated
    return engine.run(rows.select(no="item_no", meeting="meeting_no", key=rows.item_id.hash(), read=read))


def _is_in(frame: pd.DataFrame, other: pd.DataFrame) -> NDArray[np.bool_]:
    return np.isin(frame["key"].to_numpy(), other["key"].to_numpy())


def _with_key(engine: Engine, table: str, keys: pd.Series[Any]) -> Table:
    """The rows of ``meetings`` or ``items`` with these keys."""
    rows = engine.table(table)
    wanted = ibis.memtable(pa.table({"key": pa.array(keys, pa.int64())}))
    return rows.mutate(key=rows[_ID[table]].hash()).semi_join(wanted, "key").drop("key")


def _numbered(table: Table, column: str, numbers: pd.Series[Any]) -> Table:
    """The rows of a table with these numbers."""
    return table.semi_join(ibis.memtable(pa.table({column: pa.array(numbers, pa.int32())})), column)


def _keys(engine: Engine, table: str, keys: pd.Series[Any]) -> pd.Series[Any]:
    """Those of the keys that a version has."""
    return engine.run(_with_key(engine, table, keys).select(key=_[_ID[table]].hash()))["key"]


def _moved(now: Engine, gone: pd.DataFrame, come: pd.DataFrame) -> pd.DataFrame:
    """Of the meetings that seem gone those that another report stands for now: numbers ``no`` then, ``no_now``."""
    if gone.empty or come.empty:
        return pd.DataFrame({"no": [], "no_now": []})
    reports, stretches = now.table("reports"), now.table("stretches")
    digest = reports.select("report_no", "report_id").inner_join(stretches, "report_no")
    of_digest = digest.report_id + "-" + digest.position.cast("string")
    became = reports.select(key=_.report_id.hash(), copy_of=_.copy_of).union(
        digest.select(key=of_digest.hash(), copy_of=digest.copy_of)
    )
    wanted = ibis.memtable(pa.table({"key": pa.array(gone["key"], pa.int64())}))
    copies = became.filter(_.copy_of.notnull()).semi_join(wanted, "key")
    found = now.run(copies.select("key", key_now=_.copy_of.hash()))
    paired = found.merge(gone, on="key").merge(come.rename(columns={"no": "no_now", "key": "key_now"}), on="key_now")
    return paired[["no", "no_now"]]


def _differing(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """The items of both that are read otherwise: their numbers, ``no_before`` and ``no``."""
    pairs = before.merge(after, on="key", suffixes=("_before", ""))
    return pairs.loc[pairs["read"] != pairs["read_before"], ["no_before", "no"]]


def _described(engine: Engine, meetings: pd.DataFrame, known: pd.Series[Any]) -> tuple[dict[str, Any], ...]:
    """The first of these meetings, in the same order."""
    listed = meetings.head(LISTED)
    found = _numbered(engine.table("meetings"), "meeting_no", listed["no"])
    rows = {row.pop("meeting_no"): row for row in engine.rows(found.select("meeting_no", *_MEETING))}
    is_known = listed["key"].isin(known)
    return tuple({**rows[no], "is_known": bool(is_one)} for no, is_one in zip(listed["no"], is_known, strict=True))


def _listed(then: Engine, now: Engine, changed: pd.DataFrame) -> tuple[dict[str, Any], ...]:
    """The first of these items, newest meeting first, with what is read in either version."""
    if changed.empty:
        return ()
    items = _numbered(now.table("items"), "item_no", changed["no"])
    meetings = now.table("meetings").select("meeting_no", "meeting_id", "date")
    rows = items.inner_join(meetings, "meeting_no").order_by(
        ibis.desc("date", nulls_first=False), "meeting_id", "position"
    )
    found = now.rows(rows.limit(LISTED).select("item_no", "item_id", "meeting_id", "date", "subject"))
    before = dict(zip(changed["no"], changed["no_before"], strict=True))
    numbers = [row["item_no"] for row in found]
    read, was = _readings(now, numbers), _readings(then, [before[number] for number in numbers])
    return tuple(
        {**row, **read[number], **{f"{name}_before": value for name, value in was[before[number]].items()}}
        for row in found
        for number in [row.pop("item_no")]
    )


def _readings(engine: Engine, numbers: list[int]) -> dict[int, dict[str, str]]:
    """What is read in items, by their numbers; nothing read is an empty string."""
    items, labels = engine.table("items"), engine.table("labels")
    items, labels = (table.filter(table.item_no.isin(numbers)) for table in (items, labels))
    topics = labels.group_by("item_no").agg(topics=labels.topic.group_concat(AND, order_by=labels["rank"]))
    rows = items.left_join(topics, "item_no")
    rows = rows.select("item_no", "action", decision=rows.decision.coalesce(""), topics=rows.topics.coalesce(""))
    return {row.pop("item_no"): row for row in engine.rows(rows)}


def _count(items: pd.DataFrame, known: pd.DataFrame, moved: pd.Series[Any]) -> int:
    """How many of the items are in one version alone, those of meetings that another report stands for left aside."""
    return int((~_is_in(items, known) & ~items["meeting"].isin(moved)).sum())
