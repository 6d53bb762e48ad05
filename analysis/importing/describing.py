"""What was read in one document, as plain data for people and programs."""

from __future__ import annotations

from typing import Any

from analysis.cleaning import clean
from analysis.importing.doubting import doubts_of
from analysis.importing.stages import Stages
from analysis.language import find_formulations
from analysis.records import AgendaItem, Meeting, RawReport, Span


def describe(raw: RawReport, stages: Stages) -> dict[str, Any]:
    """A document's meeting, agenda items, formulations and repairs, fit for JSON.

    ``id`` is the document's own where it has one. ``start`` and ``end`` of an item are its announcement's, offsets
    into the cleaned ``text``; ``evidence`` is what stands there. The meetings of a digest are under ``digested``,
    each with the stretch of the text that tells of it.
    """
    report = clean(raw)
    meeting = stages.interpret(report)
    sightings = find_formulations(report.text, meeting.items, stages.words)
    return {
        "id": report.given_id or report.report_id,
        "title": report.title,
        "published": report.published,
        "is_readout": meeting.is_readout,
        "kind": meeting.kind,
        **_meeting(meeting, report.text),
        "digested": [
            {**(one.span or Span(0, len(report.text)))._asdict(), "heading": one.heading, **_meeting(one, report.text)}
            for one in meeting.digested
        ],
        "formulations": [sighting._asdict() for sighting in sightings],
        "repairs": [repair._asdict() for repair in report.repairs],
        "flags": report.flags,
        "doubts": doubts_of(report, meeting),
        "text": report.text,
    }


def _meeting(meeting: Meeting, text: str) -> dict[str, Any]:
    return {
        "body": meeting.body,
        "level": meeting.level,
        "place": meeting.place.name if meeting.place else None,
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
        "agenda_items": [_item(item, text) for item in meeting.items],
        "documents": list(dict.fromkeys(name for item in meeting.items for name in item.documents)),
        "bases": [{**basis._asdict(), "span": basis.span and basis.span._asdict()} for basis in meeting.bases],
    }


def _item(item: AgendaItem, text: str) -> dict[str, Any]:
    return {
        "order": item.order,
        "action": item.action,
        "subject": item.subject,
        "decision": item.decision,
        "evidence": item.announcement.of(text),
        "topics": [label.topic for label in item.topics],
        "start": item.announcement.start,
        "end": item.announcement.end,
        "passage_start": item.passage.start if item.passage else None,
        "passage_end": item.passage.end if item.passage else None,
        "documents": item.documents,
    }
