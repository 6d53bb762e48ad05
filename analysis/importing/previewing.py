"""What an edit of the taxonomy would change, told before anything is saved.

Only an item whose report holds a string that speaks otherwise than before can move, so only those are labelled again:
by the taxonomy as it was, and as it would be. Nothing else differs between the two, whatever parser made the version.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

import ibis
import pandas as pd
from ibis import _

from analysis.corpus.engine import Engine
from analysis.records import AgendaItem, Span
from analysis.topics import Taxonomy, label
from analysis.topics.taxonomy import GAP

MOST: Final = 5_000
_COLUMNS: Final = ["item_id", "meeting_id", "date", "place", "body", "subject", "mark", "before", "after"]


@dataclass(frozen=True, slots=True, eq=False)
class Preview:
    """What would move.

    Attributes:
        moved: a row an item whose topics would change, newest first: ``item_id``, ``meeting_id``, ``date``, ``place``,
            ``body``, ``subject``, ``mark`` (start-end of its announcement), ``before`` and ``after`` (tuples of topics,
            the main one first).
        examined: how many items could move and were labelled again; ``candidates``: how many there are.
    """

    moved: pd.DataFrame
    examined: int
    candidates: int


def moves(engine: Engine, before: Taxonomy, after: Taxonomy, *, most: int = MOST) -> Preview:
    """The items whose topics would change with the taxonomy; where more than ``most`` could, of the newest ``most``."""
    strings = _changed(before, after)
    if not strings:
        return Preview(pd.DataFrame(columns=_COLUMNS), 0, 0)
    reports = engine.table("reports").select("report_no", "text")
    holding = reports.filter(_.text.re_search("|".join(re.escape(string).replace(GAP, ".*") for string in strings)))
    held = engine.table("meetings").select("meeting_no", "meeting_id", "report_no", "date", "place", "body")
    concerned = held.inner_join(holding, "report_no")
    items = engine.table("items").inner_join(concerned.drop("text", "report_no"), "meeting_no")
    candidates = engine.rows(items.agg(n=_.count()))[0]["n"]
    newest = items.order_by([ibis.desc("date", nulls_first=False), ibis.desc("meeting_no"), "position"]).limit(most)
    rows = engine.rows(newest)
    wanted = sorted({row["meeting_no"] for row in rows})
    text_of = {
        row["meeting_no"]: row["text"]
        for row in engine.rows(concerned.filter(_.meeting_no.isin(wanted)).select("meeting_no", "text"))
    }
    moved = []
    for row in rows:
        text, item = text_of[row["meeting_no"]], _item(row)
        was, would = (tuple(one.topic for one in label(text, item, taxonomy).topics) for taxonomy in (before, after))
        if was != would:
            mark = f"{item.announcement.start}-{item.announcement.end}"
            moved.append({**row, "mark": mark, "before": was, "after": would})
    return Preview(pd.DataFrame(moved, columns=_COLUMNS), len(rows), candidates)


def _changed(before: Taxonomy, after: Taxonomy) -> list[str]:
    """The strings that do not say the same in both."""
    was, would = _said(before), _said(after)
    return sorted(string for string in was.keys() | would.keys() if was.get(string) != would.get(string))


def _said(taxonomy: Taxonomy) -> dict[str, set[tuple[str, float]]]:
    said: dict[str, set[tuple[str, float]]] = {string: set() for string in taxonomy.passed_over}
    for topic in taxonomy.topics:
        for pattern, weight in topic.patterns:
            said.setdefault(pattern, set()).add((topic.id, weight))
    return said


def _item(row: dict[str, Any]) -> AgendaItem:
    passage = row["passage_start"] is not None
    return AgendaItem(
        row["position"],
        row["action"],
        row["subject"],
        Span(row["announcement_start"], row["announcement_end"]),
        passage=Span(row["passage_start"], row["passage_end"]) if passage else None,
    )
