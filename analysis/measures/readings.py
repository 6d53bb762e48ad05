"""What was read in each report by itself: where it is doubtful, what people corrected, and where the reports of one
meeting say different things of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import ibis
import pandas as pd
from ibis import _
from ibis.expr.types import IntegerValue, Table

from analysis.corpus.engine import Engine, query
from analysis.errors import SelectionError
from analysis.measures import chosen
from analysis.measures.selection import Selection
from analysis.records import DOUBTS, Span

_DOUBTFUL: Final = ("meeting_id", "report_id", "title", "date", "place", "body", "session", "outlet", "doubts")

FIELDS: Final = ("body", "level", "place", "date")
"""What is kept of the reading of every report, copies too."""


@dataclass(frozen=True, slots=True)
class Told:
    """What one report says of its meeting. ``meeting_id`` is None where it tells of none; ``stands`` is false where
    another report stands for the meeting.

    Of a meeting in a digest ``span`` is the stretch of ``text`` that tells of it, ``report_id`` the digest's.
    ``is_traditional`` says that it came in Traditional script. ``corrections`` are ids with what became of each.
    """

    report_id: str
    meeting_id: str | None
    stands: bool
    title: str | None
    text: str
    outlet: str | None
    url: str | None
    published: str | None
    is_readout: bool
    kind: str
    body: str | None
    level: str | None
    place: str | None
    date: str | None
    is_traditional: bool
    flags: tuple[str, ...]
    doubts: tuple[str, ...]
    corrections: dict[str, str]
    span: Span | None = None


def get(engine: Engine, telling: str) -> Told:
    """The reading of a report, or of one meeting in a digest (``telling`` is the report's id, or with the meeting's
    place in it as in ``0123456789abcdef-2``). Raises SelectionError where the version holds none of this id."""
    report_id, _dash, position = telling.partition("-")
    table = _told_in_digests(engine, int(position)) if position.isdecimal() else _told(engine)
    rows = engine.rows(table.filter(table.report_id == report_id))
    if not rows:
        raise SelectionError(f"There is no report {telling} in version {engine.version.version}.")
    return _made(rows[0])


def of_meeting(engine: Engine, meeting_no: int) -> tuple[Told, ...]:
    """The reports that tell of one meeting alone, the one that stands for it first; digests are left out."""
    rows = engine.rows(
        _told(engine).filter(_.meeting_no == meeting_no).order_by(_.copy_of.notnull(), "published", "report_id")
    )
    return tuple(map(_made, rows))


def statuses(engine: Engine) -> dict[str, str]:
    """What became of each correction that this version knows, by its id."""
    reports = engine.table("reports").filter(_.corrections.length() > 0)
    rows = engine.rows(reports.select(one=reports.corrections.unnest()))
    return {row["one"]["id"]: row["one"]["status"] for row in rows}


def doubts(engine: Engine, selection: Selection) -> pd.DataFrame:
    """Of how many selected meetings the reading is doubtful, and why; a meeting can have several reasons.

    Columns: ``doubt`` (None in the first row: any reason), ``numerator``, ``denominator`` (the selected meetings),
    ``share``; the gravest reason first, those that no meeting has left out.
    """
    row = engine.rows(query(_of_doubts, selection))[0]
    rows = [(None, row["doubtful"]), *((doubt, row[doubt]) for doubt in DOUBTS if row[doubt])]
    frame = pd.DataFrame(rows, columns=["doubt", "numerator"]).assign(denominator=row["total"])
    return frame.assign(share=frame["numerator"] / frame["denominator"].where(frame["denominator"] > 0))


def doubtful(
    engine: Engine, selection: Selection, *, doubt: str | None = None, limit: int | None = 20, offset: int = 0
) -> pd.DataFrame:
    """The selected meetings with a doubtful reading (for the reason ``doubt`` where one is named): those with the most
    reasons first, of these the ones with the gravest, then the newest.

    Columns: ``meeting_id``, ``report_id`` (what :func:`get` takes: of a meeting in a digest with its place there),
    ``title``, ``date``, ``place``, ``body``, ``session``, ``outlet``,
    ``doubts``.
    """
    rows = engine.rows(query(_doubtful, selection, doubt or None, limit=limit, offset=offset))
    return pd.DataFrame(rows, columns=list(_DOUBTFUL))


def _of_doubts(engine: Engine, selection: Selection) -> Table:
    """How many meetings there are, and of how many the reading is doubtful, for any reason and for each."""
    read = _read(engine, selection)
    return read.agg(
        total=read.count(),
        doubtful=read.count(where=read.doubts.length() > 0),
        **{doubt: read.count(where=read.doubts.contains(doubt)) for doubt in DOUBTS},
    )


def _doubtful(engine: Engine, selection: Selection, doubt: str | None, *, limit: int | None, offset: int) -> Table:
    read = _read(engine, selection)
    read = read.filter(read.doubts.contains(doubt) if doubt else read.doubts.length() > 0)
    gravest = ibis.cases(*((read.doubts[0] == one, rank) for rank, one in enumerate(DOUBTS)), else_=len(DOUBTS))
    order = [read.doubts.length().desc(), gravest, ibis.desc("date", nulls_first=False), "meeting_id"]
    return read.order_by(order).limit(limit, offset=offset).select(*_DOUBTFUL)


def missed(engine: Engine, *, limit: int = 200) -> pd.DataFrame:
    """Reports that were taken for something else and might be of a meeting; the whole version, whatever the selection.

    Columns: ``report_id``, ``title``, ``kind``, ``published``, ``outlet``.
    """
    reports = engine.table("reports").filter(~_.is_readout & _.copy_of.isnull() & (_.doubts.length() > 0))
    columns = ("report_id", "title", "kind", "published", "outlet")
    return engine.run(reports.order_by("published", "report_id").limit(limit).select(*columns))


def copies(engine: Engine, selection: Selection) -> pd.DataFrame:
    """How many selected meetings have several reports, and in how many of these the reports, each read by itself, name
    another body, level, place or day; one that names none contradicts nothing.

    Columns: ``numerator`` (they differ), ``denominator`` (several reports), ``share``, and a column a field, named as
    in :data:`FIELDS`, with the meetings whose reports differ in it.
    """
    frame = engine.run(query(_copies, selection))
    return frame.assign(share=frame["numerator"] / frame["denominator"].where(frame["denominator"] > 0))


def _copies(engine: Engine, selection: Selection) -> Table:
    meetings = chosen.meetings(engine, selection).filter(_.reports > 1).select("meeting_no")
    reports = engine.table("reports").filter(_.is_readout).semi_join(meetings, "meeting_no")
    of_each = reports.group_by("meeting_no").agg(
        reports=_.count(), **{name: (reports[name].nunique() > 1).cast("int64") for name in FIELDS}
    )
    several = of_each.filter(of_each.reports > 1)
    differs: IntegerValue = ibis.greatest(*(several[name] for name in FIELDS))
    return several.agg(
        numerator=differs.sum().coalesce(0),
        denominator=several.count(),
        **{name: several[name].sum().coalesce(0) for name in FIELDS},
    )


def _read(engine: Engine, selection: Selection) -> Table:
    """The selected meetings, each with the id of what tells of it and the doubts of its reading."""
    meetings = chosen.meetings(engine, selection)
    reports = engine.table("reports")
    whole = reports.filter(_.is_readout & _.copy_of.isnull()).select("meeting_no", "report_id", "doubts")
    stretches = (
        engine.table("stretches")
        .filter(_.copy_of.isnull())
        .inner_join(reports.select("report_no", digest=_.report_id), "report_no")
    )
    told = stretches.select("meeting_no", report_id=_.digest + "-" + _.position.cast("string"), doubts=_.doubts)
    return meetings.inner_join(whole.union(told), "meeting_no")


def _told_in_digests(engine: Engine, position: int) -> Table:
    """The meetings that stand at a place in their digest, as :func:`_told` gives reports."""
    reports = engine.table("reports").drop(
        "meeting_no", "copy_of", "body", "level", "place", "date", "doubts", "is_readout"
    )
    stretches = engine.table("stretches").filter(_.position == position)
    meetings = engine.table("meetings").select("meeting_no", "meeting_id")
    told = reports.inner_join(stretches, "report_no").left_join(meetings, "meeting_no")
    return told.mutate(is_readout=True)


def _told(engine: Engine) -> Table:
    reports = engine.table("reports")
    meetings = engine.table("meetings").select("meeting_no", "meeting_id")
    return reports.left_join(meetings, "meeting_no")


def _made(row: dict[str, Any]) -> Told:
    names = ("report_id", "meeting_id", "title", "text", "outlet", "url", "published", "is_readout", "kind")
    return Told(
        **{name: row[name] for name in (*names, "body", "level", "place")},
        stands=row["copy_of"] is None,
        span=Span(row["start"], row["end"]) if "start" in row else None,
        date=row["date"].isoformat() if row["date"] else None,
        is_traditional=any(repair["kind"] == "script" for repair in row["repairs"] or ()),
        flags=tuple(row["flags"] or ()),
        doubts=tuple(row["doubts"] or ()),
        corrections={one["id"]: one["status"] for one in row["corrections"] or ()},
    )
