"""Processed reports as Arrow tables: a row a report, what belongs to it nested in its row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Any, Final

import pyarrow as pa

from analysis.corpus.corrections import Correction, to_text
from analysis.importing.copies import fingerprints
from analysis.importing.cuts import packed
from analysis.importing.stages import Processed
from analysis.records import AgendaItem, Doubt, Meeting, Place, Report, Span

_TEXT, _NUMBER = pa.string(), pa.int32()
_SPAN = [("start", _NUMBER), ("end", _NUMBER)]
_MATCH = pa.struct([*_SPAN, ("pattern", _TEXT)])
_LABEL = pa.struct([("topic", _TEXT), ("rank", _NUMBER), ("weight", pa.float64()), ("matches", pa.list_(_MATCH))])
_REPAIR = pa.struct([("kind", _TEXT), *_SPAN, ("before", _TEXT)])
_SIGHTING = pa.struct([("meeting", _NUMBER), ("position", _NUMBER), ("formulation", _TEXT), ("variant", _TEXT), *_SPAN])
_PLACE = [("meeting", _NUMBER), ("position", _NUMBER), ("start", _NUMBER)]
_CUT = pa.struct([*_PLACE, ("tokens", pa.list_(_TEXT))])
_SENTENCE = pa.struct([*_PLACE, ("text", _TEXT), ("lengths", pa.list_(_NUMBER))])
_ITEM = pa.struct(
    [
        ("position", _NUMBER),
        ("action", _TEXT),
        ("decision", _TEXT),
        ("subject", _TEXT),
        ("announcement_start", _NUMBER),
        ("announcement_end", _NUMBER),
        ("passage_start", _NUMBER),
        ("passage_end", _NUMBER),
        ("documents", pa.list_(_TEXT)),
        ("labels", pa.list_(_LABEL)),
    ]
)
_MEETING = pa.struct(
    [
        ("number", _NUMBER),  # in its report, from 1
        ("title", _TEXT),
        *_SPAN,  # null where the whole report tells of it
        ("chars", _NUMBER),
        ("body", _TEXT),
        ("level", _TEXT),
        ("place", _TEXT),
        ("place_code", _TEXT),
        ("province", _TEXT),
        ("city", _TEXT),
        ("county", _TEXT),
        ("date", _TEXT),
        ("date_basis", _TEXT),
        ("session", _TEXT),
        ("session_term", _NUMBER),
        ("session_year", _NUMBER),
        ("session_number", _NUMBER),
        ("chair", _TEXT),
        ("chair_post", _TEXT),
        ("attendees", pa.list_(_TEXT)),
        ("other_matters", pa.bool_()),
        ("bases", pa.list_(pa.struct([("field", _TEXT), ("how", _TEXT), ("quote", _TEXT), *_SPAN]))),
        ("doubts", pa.list_(_TEXT)),
        ("items", pa.list_(_ITEM)),
        ("fingerprint", pa.list_(pa.uint32())),
    ]
)

SCHEMA: Final = pa.schema(
    [
        ("report_id", _TEXT),
        ("is_new", pa.bool_()),  # false where it is reprocessed from the version before
        ("given_id", _TEXT),
        ("title", _TEXT),
        ("text", _TEXT),
        ("repairs", pa.list_(_REPAIR)),
        ("source", _TEXT),
        ("url", _TEXT),
        ("outlet", _TEXT),
        ("published", _TEXT),
        ("chars", _NUMBER),
        ("is_readout", pa.bool_()),
        ("kind", _TEXT),
        ("flags", pa.list_(_TEXT)),
        ("doubts", pa.list_(_TEXT)),
        (
            "corrections",
            pa.list_(pa.struct([("id", _TEXT), ("status", _TEXT), ("field", _TEXT), ("before", _TEXT)])),
        ),
        ("meetings", pa.list_(_MEETING)),  # of a readout one, of a digest any number
        ("formulations", pa.list_(_SIGHTING)),
        ("sentences", pa.list_(_SENTENCE)),  # also of what tells of no meeting: terms are counted in them
    ]
)


def to_table(processed: Sequence[tuple[Processed, bool]]) -> pa.Table:
    """Processed reports, each with whether it is new, as a table of :data:`SCHEMA`."""
    # What is by far the most numerous comes column by column, without a dictionary a word.
    given = [one for one, _ in processed]
    many = {
        "repairs": _nested([one.report.repairs for one in given], _REPAIR),
        "formulations": _nested(
            [[(p.meeting, s.item, *s[:-1]) for p in one.parts for s in p.sightings] for one in given], _SIGHTING
        ),
        "sentences": _sentences(given),
    }
    narrow = pa.schema([field for field in SCHEMA if field.name not in many])
    sketches = iter(fingerprints([_told(meeting, one.report) for one in given for meeting in one.meeting.held]))
    table = pa.Table.from_pylist([_row(one, is_new, sketches) for one, is_new in processed], schema=narrow)
    for name, column in many.items():
        table = table.append_column(name, column)
    return table.select(SCHEMA.names)


def _nested(lists: Sequence[Sequence[tuple[Any, ...]]], kind: pa.StructType) -> pa.ListArray:
    """A list of structs a report."""
    columns = [*zip(*(row for rows in lists for row in rows), strict=True)] or [() for _ in kind]
    values = [pa.array(column, type=field.type) for column, field in zip(columns, kind, strict=True)]
    offsets = pa.array(accumulate(map(len, lists), initial=0), type=pa.int32())
    return pa.ListArray.from_arrays(offsets, pa.StructArray.from_arrays(values, fields=list(kind)))


def _sentences(given: Sequence[Processed]) -> pa.ListArray:
    rows = [[(p.meeting, *cut) for p in one.parts for cut in p.sentences] for one in given]
    cut = _nested(rows, _CUT)
    *facts, words = cut.values.flatten()
    text, lengths = packed(words)
    return pa.ListArray.from_arrays(
        cut.offsets, pa.StructArray.from_arrays([*facts, text, lengths], fields=list(_SENTENCE))
    )


def _row(one: Processed, is_new: bool, sketches: Iterator[list[int]]) -> dict[str, Any]:
    """A report; ``sketches`` has the fingerprints of its meetings next."""
    report = one.report
    return {
        "report_id": report.report_id,
        "is_new": is_new,
        "given_id": report.given_id,
        "title": report.title,
        "text": report.text,
        "source": report.source,
        "url": report.url,
        "outlet": report.outlet,
        "published": report.published,
        "chars": len(report.text),
        "is_readout": one.meeting.is_readout,
        "kind": one.meeting.kind,
        "flags": report.flags,
        "doubts": one.doubts,
        "corrections": [
            {
                "id": outcome.correction.id,
                "status": outcome.status,
                "field": _field(outcome.correction),
                "before": to_text(outcome.correction.before) or None,
            }
            for outcome in one.outcomes
        ],
        "meetings": [
            _meeting(number, meeting, report, doubts, next(sketches))
            for number, (meeting, doubts) in enumerate(zip(one.meeting.held, one.doubts_each, strict=True), 1)
        ],
    }


def _field(correction: Correction) -> str:
    """The field of the report's own meeting, or of the meeting of a digest that is told at a character (body@120)."""
    return correction.field if correction.at is None else f"{correction.field}@{correction.at}"


def _told(meeting: Meeting, report: Report) -> str:
    """What a report says of a meeting."""
    return meeting.span.of(report.text) if meeting.span else report.text


def _meeting(
    number: int, meeting: Meeting, report: Report, doubts: Sequence[Doubt], sketch: list[int]
) -> dict[str, Any]:
    return {
        "number": number,
        "title": meeting.heading or report.title,
        **_span("", meeting.span),
        "chars": len(_told(meeting, report)),
        "body": meeting.body,
        "level": meeting.level,
        **_place(meeting.place),
        "date": meeting.date,
        "date_basis": meeting.date_basis,
        "session": meeting.session,
        "session_term": meeting.numbered.term,
        "session_year": meeting.numbered.year,
        "session_number": meeting.numbered.number,
        "chair": meeting.chair,
        "chair_post": meeting.chair_post,
        "attendees": meeting.attendees,
        "other_matters": meeting.other_matters,
        "bases": [
            {"field": basis.field, "how": basis.how, "quote": basis.quote, **_span("", basis.span)}
            for basis in meeting.bases
        ],
        "doubts": doubts,
        "items": [_item(item) for item in meeting.items],
        "fingerprint": sketch,
    }


def _item(item: AgendaItem) -> dict[str, Any]:
    return {
        "position": item.order,
        "action": item.action,
        "decision": item.decision,
        "subject": item.subject,
        **_span("announcement_", item.announcement),
        **_span("passage_", item.passage),
        "documents": item.documents,
        "labels": [
            {
                "topic": label.topic,
                "rank": rank,
                "weight": label.weight,
                "matches": [{"start": m.start, "end": m.end, "pattern": m.pattern} for m in label.matches],
            }
            for rank, label in enumerate(item.topics, 1)
        ],
    }


def _place(place: Place | None) -> dict[str, str | None]:
    if place is None:
        return dict.fromkeys(("place", "place_code", "province", "city", "county"))
    return {
        "place": place.name,
        "place_code": place.code,
        "province": place.province,
        "city": place.city,
        "county": place.county,
    }


def _span(prefix: str, span: Span | None) -> dict[str, int | None]:
    return {f"{prefix}start": span.start if span else None, f"{prefix}end": span.end if span else None}
