"""The tables of a library version: what the reading half writes and the measuring half reads.

``*_no`` are row numbers within one version: small and dense but for a few, rows in their order, so that joins and scans
are cheap. In a version that is written whole they follow the dates; what is added to it comes after. So they tell rows
apart and nothing else: what has an order is ordered by date and id. ``*_id`` are hashes that are the same in every
version. Offsets are characters into ``reports.text``.
"""

from __future__ import annotations

from typing import Final

FORMAT: Final = 5
"""The format of a version file; one of another format is refused, never changed."""

OLDER: Final = frozenset({1, 2, 3, 4})
"""Formats whose reports, kept as they came, can be read anew into a version of this format."""

TABLES: Final[dict[str, dict[str, str]]] = {
    # A row a distinct report, readout or not, copies too.
    "reports": {
        "report_no": "INTEGER",
        "report_id": "VARCHAR",
        "given_id": "VARCHAR",
        "title": "VARCHAR",
        "text": "VARCHAR",
        # What cleaning changed: put back, it gives the original (``records.restore``).
        "repairs": "STRUCT(kind VARCHAR, start INTEGER, \"end\" INTEGER, before VARCHAR)[]",
        "is_readout": "BOOLEAN",
        "kind": "VARCHAR",
        "copy_of": "VARCHAR",  # meeting_id of what stands for its meeting; if no readout, report_id of what it repeats
        "meeting_no": "INTEGER",  # the meeting it reports; null where it is no readout (of digests see ``stretches``)
        "source": "VARCHAR",
        "url": "VARCHAR",
        "outlet": "VARCHAR",
        "published": "VARCHAR",
        "chars": "INTEGER",
        # What this report alone says, copies too; the meeting's row has what the report that stands for it says.
        "body": "VARCHAR",
        "level": "VARCHAR",
        "place": "VARCHAR",
        "date": "DATE",
        "flags": "VARCHAR[]",  # what is wrong with the text and was left as it is
        "doubts": "VARCHAR[]",  # why the reading is doubtful, the gravest reason first
        # People's corrections, in the order in which they were applied, and what became of each.
        # ``field`` is as body@120 where it is of the meeting of a digest that is told at that character.
        "corrections": "STRUCT(id VARCHAR, status VARCHAR, field VARCHAR, before VARCHAR)[]",
    },
    # A row a meeting that a digest tells of, copies too: ``start`` to ``end`` of the report.
    "stretches": {
        "report_no": "INTEGER",
        "position": "INTEGER",  # in the digest, from 1
        "meeting_no": "INTEGER",
        "copy_of": "VARCHAR",  # meeting_id of what stands for the meeting, where that is another text
        "start": "INTEGER",
        "end": "INTEGER",
        # What this stretch alone says, as in ``reports``.
        "body": "VARCHAR",
        "level": "VARCHAR",
        "place": "VARCHAR",
        "date": "DATE",
        "doubts": "VARCHAR[]",
    },
    # A row a meeting held, whatever the number of its reports.
    "meetings": {
        "meeting_no": "INTEGER",
        "meeting_id": "VARCHAR",  # report_id of the report that stands for it, with -position where that is a digest
        "report_no": "INTEGER",  # several meetings share one where that is a digest
        "start": "INTEGER",  # the stretch of the report that tells of it; null where that is the whole report
        "end": "INTEGER",
        "title": "VARCHAR",
        "body": "VARCHAR",
        "level": "VARCHAR",
        "place": "VARCHAR",  # full chain, 河南省开封市; null for central bodies
        "place_code": "VARCHAR",
        "province": "VARCHAR",
        "city": "VARCHAR",
        "county": "VARCHAR",
        "date": "DATE",
        "date_basis": "VARCHAR",
        "session": "VARCHAR",  # 第28次, as written
        "session_term": "INTEGER",  # what it is counted in: the body's term (届), or a year
        "session_year": "INTEGER",
        "session_number": "INTEGER",
        "chair": "VARCHAR",
        "chair_post": "VARCHAR",
        "attendees": "VARCHAR[]",
        "other_matters": "BOOLEAN",
        "bases": "STRUCT(field VARCHAR, how VARCHAR, quote VARCHAR, start INTEGER, \"end\" INTEGER)[]",
        "outlet": "VARCHAR",
        "reports": "INTEGER",  # how many reports and stretches of digests tell of it, copies included
        "chars": "INTEGER",
    },
    # A row an agenda item.
    "items": {
        "item_no": "INTEGER",
        "item_id": "VARCHAR",  # meeting_id:position
        "meeting_no": "INTEGER",
        "position": "INTEGER",  # from 1
        "action": "VARCHAR",
        "decision": "VARCHAR",
        "subject": "VARCHAR",
        "announcement_start": "INTEGER",
        "announcement_end": "INTEGER",
        "passage_start": "INTEGER",
        "passage_end": "INTEGER",
        "documents": "VARCHAR[]",
        "topic": "VARCHAR",  # the main topic; null where none was found
        "chars": "INTEGER",  # of the passage, or of the announcement where there is none
    },
    # A row an item and topic.
    "labels": {
        "item_no": "INTEGER",
        "meeting_no": "INTEGER",
        "topic": "VARCHAR",
        "rank": "INTEGER",  # 1 is the main topic
        "weight": "DOUBLE",
        "matches": "STRUCT(start INTEGER, \"end\" INTEGER, pattern VARCHAR)[]",
    },
    # A row a report (copies left out), item and term. meeting_no is null where the text tells of no meeting.
    "terms": {
        "report_no": "INTEGER",
        "meeting_no": "INTEGER",
        "position": "INTEGER",  # the item's; 0 is the frame
        "item_no": "INTEGER",  # 0 in the frame; by one number the terms of some items are found in half the time
        "term": "VARCHAR",
        "count": "INTEGER",
    },
    # A row a meeting and term, wherever in it: the terms of meetings added up, so that no question has to.
    "meeting_terms": {"meeting_no": "INTEGER", "term": "VARCHAR", "count": "INTEGER"},
    # A row a sentence of a meeting (copies left out), or the part of one that lies in an item: what word order needs.
    "sentences": {
        "report_no": "INTEGER",
        "meeting_no": "INTEGER",
        "position": "INTEGER",
        "start": "INTEGER",
        "tokens": "VARCHAR[]",  # punctuation and white space too: joined, they are the text again
    },
    # A row a sighting, in reports that are not copies.
    "formulations": {
        "report_no": "INTEGER",
        "meeting_no": "INTEGER",
        "position": "INTEGER",
        "formulation": "VARCHAR",
        "variant": "VARCHAR",
        "start": "INTEGER",
        "end": "INTEGER",
    },
    # A row a report (position 0), and a row a meeting that a digest tells of: by what the next import finds copies
    # without reading the texts again. Another way of making them is another format.
    "sketches": {
        "report_no": "INTEGER",
        "position": "INTEGER",
        "digest": "UUID",  # MD5 of the text or of the stretch; of short stretches, of the text and the position
        "bands": "UINTEGER[]",  # the fingerprint; null where it tells of no meeting
    },
    # A row a pair of reports or meetings of digests (as in meetings.meeting_id) that are alike, by how much.
    "likenesses": {"first": "VARCHAR", "second": "VARCHAR", "likeness": "DOUBLE"},
    # What could not be read, and why.
    "rejects": {"source": "VARCHAR", "reason": "VARCHAR", "remedy": "VARCHAR"},
    # The taxonomy and its names as they stood, so that an old version keeps its words.
    "topics": {"topic": "VARCHAR", "order": "INTEGER", "zh": "VARCHAR", "en": "VARCHAR", "definition_zh": "VARCHAR",
               "definition_en": "VARCHAR"},
    # The words that lists of words leave out, as they stood.
    "stopwords": {"term": "VARCHAR"},
    # One row: what this version is.
    "version": {
        "version": "VARCHAR",
        "format": "INTEGER",
        "created": "TIMESTAMP",
        "parser": "VARCHAR",
        "lexicon": "VARCHAR",  # hash of taxonomy and lexicons
        "edits": "VARCHAR",  # JSON: what the library changes in the program's lexicons
        "is_sample": "BOOLEAN",  # true where every report is of the invented sample
        "summary": "VARCHAR",  # JSON: the import summary
    },
}  # fmt: skip
