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
from ibis.expr.types import StringValue, Table

from analysis.corpus.engine import Engine
from analysis.measures import selection as chosen
from analysis.measures.selection import Selection

_ITEM: Final = [
    "item_id", "item_no", "meeting_no", "position", "action", "decision", "subject", "topic", "chars",
]  # fmt: skip
_SENTENCES: Final = [
    "announcement", "passage", "announcement_start", "announcement_end", "passage_start", "passage_end",
]  # fmt: skip
_MEETING: Final = ["meeting_id", "title", "place", "body", "level", "date", "date_basis", "session", "outlet"]


def count(engine: Engine, selection: Selection, *, unit: Literal["items", "meetings"] = "items") -> int:
    """How many rows :func:`items` or :func:`meetings` has without a limit."""
    rows = chosen.items(engine, selection) if unit == "items" else chosen.meetings(engine, selection)
    return int(engine.run(rows.agg(n=rows.count()))["n"].iloc[0])


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
    reports = engine.table("reports").select("report_no", "url", report="text")
    rows = page.inner_join(reports, "report_no")
    rows = rows.mutate(announcement=_cut(rows, "announcement"), passage=_cut(rows, "passage"))
    shown = engine.rows(_in_order(rows, "position").select(*_ITEM, *_MEETING, "url", *_SENTENCES))
    labels: dict[int, list[dict[str, Any]]] = {row["item_no"]: [] for row in shown}
    of_items = engine.table("labels")
    # A page is named by its numbers; everything would be too many to spell out.
    of_page = of_items.semi_join(page, "item_no") if limit is None else of_items.filter(_.item_no.isin(list(labels)))
    for label in engine.rows(of_page.order_by("item_no", "rank").select("item_no", "topic", "weight", "matches")):
        labels[label.pop("item_no")].append(label)
    for row in shown:
        row["labels"] = labels[row["item_no"]]
        for match in (match for label in row["labels"] for match in label["matches"]):
            match["text"] = _quote(row, match["start"], match["end"])
    return pd.DataFrame(shown, columns=[*_ITEM, *_MEETING, "url", *_SENTENCES, "labels"])


def meetings(engine: Engine, selection: Selection, *, limit: int | None = 50, offset: int = 0) -> pd.DataFrame:
    """The selected meetings, newest first, undated last.

    Columns: ``meeting_no``, ``meeting_id``, ``title``, ``place``, ``body``, ``level``, ``date``, ``date_basis``,
    ``session``, ``outlet``, ``url``, ``lead`` (the first characters of the report) and ``items`` (how many of its
    items are in the selection).
    """
    page = _page(chosen.meetings(engine, selection), limit, offset)
    reports = engine.table("reports").select("report_no", "url", lead=_.text.substr(0, 200))
    items = chosen.items(engine, selection).group_by("meeting_no").agg(items=_.count())
    rows = page.select("meeting_no", "report_no", *_MEETING).inner_join(reports, "report_no")
    rows = rows.left_join(items, "meeting_no").mutate(items=items["items"].coalesce(0))
    return engine.run(_in_order(rows).select("meeting_no", *_MEETING, "url", "lead", "items"))


def _page(rows: Table, limit: int | None, offset: int, *then: str) -> Table:
    return rows if limit is None and not offset else _in_order(rows, *then).limit(limit, offset=offset)


def _in_order(rows: Table, *then: str) -> Table:
    """Newest first, undated last; joins keep no order, so this comes after the last of them."""
    return rows.order_by(ibis.desc("date", nulls_first=False), ibis.desc("meeting_no"), *then)


def _cut(rows: Table, span: str) -> StringValue:
    start, end = rows[f"{span}_start"], rows[f"{span}_end"]
    return rows.report.substr(start, end - start)


def _quote(row: dict[str, Any], start: int, end: int) -> str | None:
    """The characters of the report from start to end, where they stand in the item's sentences."""
    for span in ("passage", "announcement"):
        first, last = row[f"{span}_start"], row[f"{span}_end"]
        if first is not None and first <= start and end <= last:
            text: str = row[span]
            return text[start - first : end - first]
    return None
