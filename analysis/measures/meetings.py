"""The meetings themselves: the list to search in, and one meeting with all that is known of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, get_args

import ibis
import pandas as pd
from ibis import _
from ibis.expr.types import Table

from analysis.corpus.engine import Engine
from analysis.corpus.engine import query as asked
from analysis.errors import SelectionError
from analysis.measures import _agendas, chosen
from analysis.measures.selection import Selection
from analysis.records import (
    AgendaItem,
    Basis,
    Match,
    Meeting,
    Place,
    Repair,
    Report,
    Session,
    Sighting,
    Span,
    TopicLabel,
)

Order = Literal["newest", "oldest", "items"]


@dataclass(frozen=True, slots=True)
class Held:
    """One meeting: the record that was made of it, the report that stands for it, the other reports of it, and the
    other digests that tell of it among others.

    ``report.text`` is the text that every span of ``meeting`` and every sighting counts its offsets in; where it is a
    digest, ``meeting.span`` is the stretch that tells of this meeting.
    """

    meeting_id: str
    meeting_no: int
    report_no: int
    meeting: Meeting
    report: Report
    copies: tuple[Report, ...]
    digests: tuple[Report, ...]
    formulations: tuple[Sighting, ...]


def find(
    engine: Engine,
    selection: Selection,
    *,
    query: str = "",
    order: Order = "newest",
    limit: int | None = 50,
    offset: int = 0,
) -> pd.DataFrame:
    """The selected meetings whose title or text holds every word of ``query`` (parted by spaces), a page of them.

    ``newest`` and ``oldest`` put the undated last; ``items`` puts the longest agenda first.

    Columns: ``meeting_no``, ``meeting_id``, ``date``, ``date_basis``, ``place``, ``body``, ``level``, ``session``,
    ``title``, ``chair``, ``outlet``, ``reports`` (copies included), ``items`` (on its whole agenda), ``topics`` (list
    of main topics in the order of the agenda), ``other_matters``.
    """
    if order not in get_args(Order):
        raise SelectionError(f"{order!r} is none of {', '.join(get_args(Order))}.")
    rows = engine.rows(asked(_page, *_asked(selection, query), order=order, limit=limit, offset=offset))
    main = engine.table("items").filter(_.meeting_no.isin([row["meeting_no"] for row in rows]) & _.topic.notnull())
    topics: dict[int, list[str]] = {}
    for item in engine.rows(main.order_by("position").select("meeting_no", "topic")):
        of_meeting = topics.setdefault(item["meeting_no"], [])
        if item["topic"] not in of_meeting:
            of_meeting.append(item["topic"])
    for row in rows:
        row["topics"] = topics.get(row["meeting_no"], [])
    return pd.DataFrame(rows, columns=[*_COLUMNS[:-1], "items", "topics", "other_matters"])


def count(engine: Engine, selection: Selection, *, query: str = "") -> int:
    """How many meetings :func:`find` has on all its pages."""
    return int(engine.rows(asked(_count, *_asked(selection, query)))[0]["n"])


def get(engine: Engine, meeting_id: str) -> Held:
    """The meeting with this id.

    Raises:
        SelectionError: where the version holds no such meeting.
    """
    table = engine.table("meetings")
    rows = engine.rows(table.filter(table.meeting_id == meeting_id))
    if not rows:
        raise SelectionError(f"There is no meeting {meeting_id} in version {engine.version.version}.")
    row = rows[0]
    of_meeting = _.meeting_no == row["meeting_no"]
    reports, stretches = engine.table("reports"), engine.table("stretches")
    telling = reports.filter(of_meeting).union(reports.semi_join(stretches.filter(of_meeting), "report_no"))
    found = engine.rows(telling.order_by("published", "report_id"))
    standing = next(report for report in found if report["report_no"] == row["report_no"])
    others = [report for report in found if report is not standing]
    sightings = engine.rows(engine.table("formulations").filter(of_meeting).order_by("start", "end", "formulation"))
    return Held(
        meeting_id=meeting_id,
        meeting_no=row["meeting_no"],
        report_no=row["report_no"],
        meeting=_meeting(row, _items(engine, row)),
        report=_report(standing),
        copies=tuple(_report(report) for report in others if report["is_readout"]),
        digests=tuple(_report(report) for report in others if not report["is_readout"]),
        formulations=tuple(
            Sighting(s["formulation"], s["variant"], s["start"], s["end"], s["position"]) for s in sightings
        ),
    )


_COLUMNS = [
    "meeting_no", "meeting_id", "date", "date_basis", "place", "body", "level", "session", "title", "chair", "outlet",
    "reports", "other_matters",
]  # fmt: skip


@dataclass(frozen=True)
class _Search:
    """The words that are searched for among the meetings of a selection."""

    selection: Selection
    words: tuple[str, ...]

    def stand_in(self, mark: str) -> _Search:
        return _Search(Selection(), (mark,))

    def changed(self, change: Callable[[str], str]) -> _Search:
        return _Search(self.selection.changed(change), tuple(map(change, self.words)))


def _asked(selection: Selection, query: str) -> tuple[Any, ...]:
    words = tuple(query.split())
    return (selection, _Search(selection, words)) if words else (selection,)


def _found(engine: Engine, selection: Selection, *searches: _Search) -> Table:
    """The meetings that are found: the texts are read once for the page and the number of pages."""
    if not searches:
        return chosen.meetings(engine, selection)
    return engine.table("meetings").semi_join(engine.held(_numbers, searches[0], alike=False), "meeting_no")


def _numbers(engine: Engine, search: _Search) -> Table:
    meetings = chosen.meetings(engine, search.selection)
    return chosen.holding(engine, meetings, search.words, titles=True).select("meeting_no")


def _count(engine: Engine, selection: Selection, *searches: _Search) -> Table:
    return _found(engine, selection, *searches).agg(n=_.count())


def _page(
    engine: Engine, selection: Selection, *searches: _Search, order: Order, limit: int | None, offset: int
) -> Table:
    found = _found(engine, selection, *searches).select(*_COLUMNS)
    items = _agendas.sizes(engine, Selection()).select("meeting_no", "items")
    found = found.left_join(items, "meeting_no").select(*_COLUMNS, items=items["items"].coalesce(0))
    newest = [ibis.desc("date", nulls_first=False), ibis.desc("meeting_id")]
    orders = {
        "newest": newest,
        "oldest": [ibis.asc("date", nulls_first=False), ibis.asc("meeting_id")],
        "items": [ibis.desc("items"), *newest],
    }
    return found.order_by(orders[order]).limit(limit, offset=offset)


def _items(engine: Engine, meeting: dict[str, Any]) -> tuple[AgendaItem, ...]:
    of_meeting = _.meeting_no == meeting["meeting_no"]
    labels: dict[int, list[TopicLabel]] = {}
    for label in engine.rows(engine.table("labels").filter(of_meeting).order_by("item_no", "rank")):
        matches = tuple(Match(**match) for match in label["matches"])
        labels.setdefault(label["item_no"], []).append(TopicLabel(label["topic"], label["weight"], matches))
    return tuple(
        AgendaItem(
            order=item["position"],
            action=item["action"],
            subject=item["subject"],
            announcement=Span(item["announcement_start"], item["announcement_end"]),
            decision=item["decision"],
            passage=None if item["passage_start"] is None else Span(item["passage_start"], item["passage_end"]),
            documents=tuple(item["documents"] or ()),
            topics=tuple(labels.get(item["item_no"], ())),
        )
        for item in engine.rows(engine.table("items").filter(of_meeting).order_by("position"))
    )


def _meeting(row: dict[str, Any], items: tuple[AgendaItem, ...]) -> Meeting:
    place = None
    if row["place"]:
        place = Place(row["place"], row["place_code"], row["province"], row["city"], row["county"])
    bases = tuple(
        Basis(b["field"], b["how"], b["quote"], None if b["start"] is None else Span(b["start"], b["end"]))
        for b in row["bases"] or ()
    )
    return Meeting(
        is_readout=True,
        kind="readout",
        body=row["body"],
        level=row["level"],
        place=place,
        date=row["date"].isoformat() if row["date"] else None,
        date_basis=row["date_basis"],
        session=row["session"],
        numbered=Session(row["session_term"], row["session_year"], row["session_number"]),
        chair=row["chair"],
        chair_post=row["chair_post"],
        attendees=tuple(row["attendees"] or ()),
        other_matters=row["other_matters"],
        items=items,
        bases=bases,
        span=None if row["start"] is None else Span(row["start"], row["end"]),
        heading=None if row["start"] is None else row["title"],
    )


def _report(row: dict[str, Any]) -> Report:
    fields = ("text", "title", "published", "url", "outlet", "given_id")
    return Report(
        **{name: row[name] for name in fields},
        source=row["source"] or "",
        repairs=tuple(Repair(**repair) for repair in row["repairs"] or ()),
    )
