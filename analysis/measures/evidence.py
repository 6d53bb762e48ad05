"""The rows behind a figure: the items and meetings of its cell, with the sentences that made them count.

For the cell of a table made with ``unit="items"``, ``len(items(engine, selection.narrow(…)))`` is its numerator, and
for ``unit="meetings"`` that of :func:`meetings`; for ``unit="text"`` the numerator is the sum of ``chars × weight``
over :func:`items`.
"""

from __future__ import annotations

from typing import Any, Final, Literal

import ibis
import pandas as pd
from ibis import _
from ibis.expr.types import Table

from analysis.corpus.engine import Engine, query
from analysis.measures import chosen
from analysis.measures.selection import Selection

_ITEM: Final = [
    "item_id", "item_no", "meeting_no", "position", "action", "decision", "subject", "topic", "chars",
]  # fmt: skip
_SPANS: Final = ["announcement_start", "announcement_end", "passage_start", "passage_end"]
_MEETING: Final = ["meeting_id", "title", "place", "body", "level", "date", "date_basis", "session", "outlet"]


def count(engine: Engine, selection: Selection, *, unit: Literal["items", "meetings"] = "items") -> int:
    """How many rows :func:`items` or :func:`meetings` has without a limit."""
    return int(engine.rows(query(_count, selection, unit=unit))[0]["n"])


def _count(engine: Engine, selection: Selection, *, unit: Literal["items", "meetings"]) -> Table:
    rows = chosen.items(engine, selection) if unit == "items" else chosen.meetings(engine, selection)
    return rows.agg(n=_.count())


def items(engine: Engine, selection: Selection, *, limit: int | None = 50, offset: int = 0) -> pd.DataFrame:
    """The selected items, newest meeting first and in the order of the agenda; undated meetings last.

    Columns: ``item_id``, ``item_no``, ``meeting_no``, ``position``, ``action``, ``decision``, ``subject``, ``topic``
    (main), ``chars``; of the meeting ``meeting_id``, ``title``, ``place``, ``body``, ``level``, ``date``,
    ``date_basis``, ``session``, ``outlet``, ``url``; ``announcement`` and ``passage``, the sentences themselves (no
    passage: missing), with ``announcement_start``, ``announcement_end``, ``passage_start``, ``passage_end`` as offsets
    into the report; and ``labels``, a list of ``{"topic", "weight", "matches": [{"start", "end", "pattern", "text"}]}``
    with the main topic first: why the item counts for the topic.
    """
    found = chosen.items(engine, selection).drop("documents")
    meetings = engine.table("meetings").select("meeting_no", "report_no", *_MEETING)
    page = _page(found.inner_join(meetings, "meeting_no"), limit, offset, "position")
    rows = engine.rows(_in_order(page, "position").select(*_ITEM, *_MEETING, *_SPANS, "report_no"))
    reports = _of_page(engine.table("reports").select("report_no", "url", "text"), page, rows, "report_no", limit)
    report = {found["report_no"]: found for found in engine.rows(reports)}
    labels: dict[int, list[dict[str, Any]]] = {row["item_no"]: [] for row in rows}
    of_items = engine.table("labels").select("item_no", "topic", "rank", "weight", "matches")
    for label in engine.rows(_of_page(of_items, page, rows, "item_no", limit).order_by("item_no", "rank").drop("rank")):
        labels[label.pop("item_no")].append(label)
    for row in rows:
        text, row["url"] = report[row["report_no"]]["text"], report[row["report_no"]]["url"]
        row["labels"] = labels[row["item_no"]]
        row["announcement"] = text[row["announcement_start"] : row["announcement_end"]]
        row["passage"] = None if row["passage_start"] is None else text[row["passage_start"] : row["passage_end"]]
        for match in (match for label in row["labels"] for match in label["matches"]):
            match["text"] = text[match["start"] : match["end"]]
    return pd.DataFrame(rows, columns=[*_ITEM, *_MEETING, "url", "announcement", "passage", *_SPANS, "labels"])


def meetings(engine: Engine, selection: Selection, *, limit: int | None = 50, offset: int = 0) -> pd.DataFrame:
    """The selected meetings, newest first, undated last.

    Columns: ``meeting_no``, ``meeting_id``, ``title``, ``place``, ``body``, ``level``, ``date``, ``date_basis``,
    ``session``, ``outlet``, ``url``, ``lead`` (the first characters of what tells of it) and ``items`` (how many of its
    items are in the selection).
    """
    page = _page(chosen.meetings(engine, selection), limit, offset)
    reports = engine.table("reports").select("report_no", "url", "text")
    items = chosen.items(engine, selection).group_by("meeting_no").agg(items=_.count())
    rows = page.select("meeting_no", "report_no", "start", *_MEETING).inner_join(reports, "report_no")
    rows = rows.mutate(lead=rows.text.substr(rows.start.coalesce(0), 200)).drop("text")
    rows = rows.left_join(items, "meeting_no").mutate(items=items["items"].coalesce(0))
    return engine.run(_in_order(rows).select("meeting_no", *_MEETING, "url", "lead", "items"))


def _page(rows: Table, limit: int | None, offset: int, *then: str) -> Table:
    return rows if limit is None and not offset else _in_order(rows, *then).limit(limit, offset=offset)


def _in_order(rows: Table, *then: str) -> Table:
    """Newest first, undated last; joins keep no order, so this comes after the last of them."""
    return rows.order_by(ibis.desc("date", nulls_first=False), ibis.desc("meeting_id"), *then)


def _of_page(table: Table, page: Table, rows: list[dict[str, Any]], key: str, limit: int | None) -> Table:
    """The rows of a table that belong to a page; a short one is named by its numbers, which is the cheaper query."""
    if limit is None:
        return table.semi_join(page, key)
    return table.filter(table[key].isin(sorted({row[key] for row in rows})))
