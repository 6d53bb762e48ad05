"""A whole table of a version for other programs, written piece by piece."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import IO, Final

import ibis
import pandas as pd
from ibis import _
from ibis.expr.types import Table

from analysis.corpus.engine import Engine
from analysis.errors import SelectionError
from analysis.exporting.tables import FORMATS

_CONTEXT: Final = 30


def export(engine: Engine, table: str, *, format: str, stream: IO[bytes]) -> int:
    """Write ``meetings``, ``items``, ``terms`` or ``formulations`` of a version to a stream, piece by piece.

    Gives the number of rows. Raises SelectionError where there is no such table or format.
    """
    if table not in EXPORTS:
        raise SelectionError(f"There is no table {table!r} to export; there are {', '.join(EXPORTS)}.")
    if format not in FORMATS:
        raise SelectionError(f"There is no format {format!r}; there are {', '.join(FORMATS)}.")
    count = 0

    def counted() -> Iterator[pd.DataFrame]:
        nonlocal count
        for frame in engine.batches(EXPORTS[table](engine)):
            count += len(frame)
            yield frame

    FORMATS[format](counted(), stream)
    return count


def _meetings(engine: Engine) -> Table:
    meetings, items = engine.table("meetings"), engine.table("items")
    labels = engine.table("labels").group_by("meeting_no").agg(topics=_.topic.collect(distinct=True, order_by=_.topic))
    numbers = items.group_by("meeting_no").agg(items=_.count())
    urls = engine.table("reports").select("report_no", "url")
    return (
        meetings.left_join(numbers, "meeting_no")
        .drop("meeting_no_right")
        .left_join(labels, "meeting_no")
        .left_join(urls, "report_no")
        .order_by(ibis.asc("date", nulls_first=False), "meeting_id")
        .select(
            *("meeting_id", "date", "date_basis", "level", "province", "city", "county", "place", "place_code", "body"),
            *("session", "session_term", "session_year", "session_number", "chair", "chair_post", "attendees", "title"),
            _["items"].fill_null(0).name("items"),
            *("topics", "other_matters", "reports", "outlet", "url", "chars"),
        )
    )


def _items(engine: Engine) -> Table:
    meetings = engine.table("meetings").select(
        "meeting_no", "meeting_id", "report_no", "date", "level", "place", "body", "title", "outlet"
    )
    texts = engine.table("reports").select("report_no", "text", "url")
    labels = engine.table("labels").group_by("item_no").agg(topics=_.topic.collect(order_by=_["rank"]))
    return (
        engine.table("items")
        .left_join(labels, "item_no")
        .drop("item_no_right")
        .inner_join(meetings, "meeting_no")
        .inner_join(texts, "report_no")
        .order_by(ibis.asc("date", nulls_first=False), "meeting_id", "position")
        .select(
            *("item_id", "meeting_id", "date", "level", "place", "body", "title", "position", "action", "subject"),
            *("decision", "documents", "topic", "topics"),
            announcement=_.text.substr(_.announcement_start, _.announcement_end - _.announcement_start),
            passage=_.text.substr(_.passage_start, _.passage_end - _.passage_start),
            outlet=_.outlet,
            url=_.url,
        )
    )


def _terms(engine: Engine) -> Table:
    return (
        engine.table("terms")
        .inner_join(engine.table("reports").select("report_no", "report_id"), "report_no")
        .left_join(_of_meetings(engine), "meeting_no")
        .order_by(ibis.asc("date", nulls_first=False), "report_id", "meeting_id", "position", "term")
        .select("report_id", "meeting_id", "date", "position", "term", "count")
    )


def _formulations(engine: Engine) -> Table:
    return (
        engine.table("formulations")
        .inner_join(engine.table("reports").select("report_no", "report_id", "text"), "report_no")
        .left_join(_of_meetings(engine), "meeting_no")
        .order_by(ibis.asc("date", nulls_first=False), "report_id", "start", "end", "formulation")
        .select(
            *("report_id", "meeting_id", "date", "place", "body", "position", "formulation", "variant"),
            left=_.text.substr((_.start - _CONTEXT).clip(lower=0), _.start.clip(upper=_CONTEXT)),
            right=_.text.substr(_.end, _CONTEXT),
        )
    )


def _of_meetings(engine: Engine) -> Table:
    """What is known of each meeting."""
    return engine.table("meetings").select("meeting_no", "meeting_id", "date", "place", "body")


EXPORTS: Final[dict[str, Callable[[Engine], Table]]] = {
    "meetings": _meetings,
    "items": _items,
    "terms": _terms,
    "formulations": _formulations,
}
