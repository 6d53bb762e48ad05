"""What the agendas of meetings add up to, by topic: the rows that shares are made of.

They are worked out once for the whole version, and once for each choice among items; what is asked of places, bodies
and days is a part of the first. So most questions about topics need no items and no labels.
"""

from __future__ import annotations

from ibis import _
from ibis.expr.types import Table

from analysis.corpus.engine import Engine, Rows
from analysis.measures import chosen
from analysis.measures.selection import NONE, Selection


def by_topic(engine: Engine, selection: Selection) -> Table:
    """A row a meeting and topic of its selected items, ``-`` for having none.

    Columns: ``meeting_no``, ``topic``, ``items`` (that carry it, main or not), ``weight`` and ``text`` (items and
    characters, each shared out by the weights of its labels).
    """
    return within(engine, selection, _topics)


def sizes(engine: Engine, selection: Selection) -> Table:
    """A row a meeting with selected items: ``meeting_no``, ``items``, ``text`` (their characters), ``labels``."""
    return within(engine, selection, _sizes)


def _topics(engine: Engine, whole: Selection) -> Table:
    labels = engine.table("labels").select("item_no", "topic", "weight")
    items = chosen.items(engine, whole).select("item_no", "meeting_no", "chars")
    rows = items.left_join(labels, "item_no")
    rows = rows.select("meeting_no", "chars", topic=_.topic.coalesce(NONE), weight=_.weight.coalesce(1.0))
    return rows.group_by("meeting_no", "topic").agg(
        items=_.count(), weight=_.weight.sum(), text=(_.chars * _.weight).sum()
    )


def _sizes(engine: Engine, whole: Selection) -> Table:
    items = chosen.items(engine, whole).group_by("meeting_no").agg(items=_.count(), text=_.chars.sum())
    labels = chosen.labels(engine, whole).group_by("meeting_no").agg(labels=_.count())
    rows = items.left_join(labels, "meeting_no")
    return rows.select("meeting_no", "items", "text", labels=_.labels.coalesce(0))


def within(engine: Engine, selection: Selection, rows: Rows[Selection]) -> Table:
    """The rows of the selection: added up for it if it chooses among items, else a part of those of everything."""
    return engine.held(rows, selection) if selection.narrows_items else chosen.part(engine, selection, rows)
