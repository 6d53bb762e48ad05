"""The tables of a new version filled, by ranges of their numbers: nothing is held, or sorted, but a range at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path
from typing import Final, TypeVar

import duckdb
import pyarrow as pa

from analysis.corpus.schema import TABLES
from analysis.importing import counting
from analysis.importing.arranging import RANGE, arrange
from analysis.importing.drafts import highest
from analysis.importing.stages import Stages
from analysis.records import Reject

T = TypeVar("T")
Range = tuple[int, int, float]


def fill(
    db: duckdb.DuckDBPyConnection,
    stages: Stages,
    rejects: Iterable[Reject],
    staging: Path,
    tell: Callable[[float], None] = lambda _: None,
) -> None:
    """Write the rows of the reports and meetings whose numbers come after those in the file; ``version`` alone is left
    to ``sign``. ``tell`` is told which part of it is done."""
    db.execute(_SPEAKING)
    of_reports, of_meetings = arrange(db, staging / "arranged")
    speaking, terms = counting.speaking(db), counting.Terms(stages.words.synonyms)

    def read_meetings(first: int, last: int) -> tuple[pa.Table, pa.Table]:
        rows = of_meetings.rows(first, last)
        return rows, terms.by_meeting(rows)

    # The engine finds these tables by the variables' names; one that was registered it would hold until the commit.
    meetings = list(_ranges(db, "meeting_no", "meetings", "held"))
    for (first, last, part), (fresh_part, fresh_terms) in _ahead(read_meetings, meetings):
        reach, items = _reach(db, "meeting_no", first, last), highest(db, "item_no", "items")
        db.execute(_BY_MEETING.format(items=items, **reach))
        db.execute(_merged("meeting_terms", "fresh_terms", _OLD_MEETING_TERMS, reach))
        del fresh_part, fresh_terms
        tell(0.3 * part)
    numbered = counting.items(db)

    def read_reports(first: int, last: int) -> tuple[pa.Table, pa.Table, pa.Table]:
        rows = of_reports.rows(first, last)
        said = counting.cut(rows, speaking)
        return rows, said.table(), terms.by_item(said, numbered)

    reports = list(_ranges(db, "report_no", "reports", "numbered"))
    for (first, last, part), (fresh_part, fresh_sentences, fresh_terms) in _ahead(read_reports, reports):
        reach = _reach(db, "report_no", first, last)
        db.execute(_BY_REPORT.format(**reach))
        db.execute(_merged("terms", "fresh_terms", _OLD_TERMS, reach))
        db.execute(_merged("sentences", "fresh_sentences", _OLD_SENTENCES, reach))
        del fresh_part, fresh_sentences, fresh_terms
        tell(0.3 + 0.7 * part)
    db.execute("INSERT INTO likenesses FROM likened ORDER BY ALL")
    _write_rest(db, stages, rejects)


def _ranges(db: duckdb.DuckDBPyConnection, number: str, table: str, numbered: str) -> Iterator[Range]:
    """The first and last number of each range that is to be written, and which part is done with it."""
    start, end = highest(db, number, table), highest(db, number, numbered)
    for before in range(start, end, RANGE):
        last = min(before + RANGE, end)
        yield before + 1, last, (last - start) / (end - start)


def _ahead(make: Callable[[int, int], T], ranges: Iterable[Range]) -> Iterator[tuple[Range, T]]:
    """What is made of each range, and of the next in a thread while this one is written."""
    with ThreadPoolExecutor(1) as pool:
        following: tuple[Range, Future[T]] | None = None
        for one in (*ranges, None):
            current, following = following, one and (one, pool.submit(make, *one[:2]))
            if current:
                yield current[0], current[1].result()


def _reach(db: duckdb.DuckDBPyConnection, number: str, first: int, last: int) -> dict[str, int]:
    """A range, and between which numbers its reports and meetings stood in the old version."""
    row = db.execute(f"""
        SELECT coalesce(min(old_no), 0), coalesce(max(old_no), 0),
               coalesce(min(old_meeting_no), 0), coalesce(max(old_meeting_no), 0)
        FROM (
            SELECT report_no, meeting_no, old_no, old_meeting_no FROM speaking
            UNION ALL
            SELECT report_no, meeting_no, old_no, NULL FROM numbered
        ) WHERE {number} BETWEEN {first} AND {last}
    """).fetchone()
    assert row is not None
    names = ("old_first", "old_last", "old_meeting_first", "old_meeting_last")
    return {"first": first, "last": last, **dict(zip(names, row, strict=True))}


def _write_rest(db: duckdb.DuckDBPyConnection, stages: Stages, rejects: Iterable[Reject]) -> None:
    topics = [
        (topic.id, order, topic.zh, topic.en, topic.definition_zh, topic.definition_en)
        for order, topic in enumerate(stages.taxonomy.topics, 1)
    ]
    if topics:
        db.executemany("INSERT INTO topics VALUES (?, ?, ?, ?, ?, ?)", topics)
    hidden = pa.table({"term": pa.array(sorted(stages.words.stopwords), pa.string())})
    db.register("hidden", hidden)
    db.execute("INSERT INTO stopwords FROM hidden")
    db.unregister("hidden")
    refused = pa.schema([(name, pa.string()) for name in TABLES["rejects"]])
    db.register("refused", pa.Table.from_pylist([asdict(reject) for reject in rejects], schema=refused))
    db.execute("""
        INSERT INTO rejects
        SELECT DISTINCT source, reason, remedy FROM (FROM refused UNION ALL FROM old.rejects)
        WHERE source NOT IN (SELECT source FROM reports) ORDER BY ALL
    """)
    db.unregister("refused")


def tally_new(db: duckdb.DuckDBPyConnection) -> tuple[int, int, dict[str, int]]:
    """Of the new reports: how many are copies, how many readouts, and how many of each kind are none."""
    rows = db.execute("""
        SELECT is_readout, kind, count(*), count(copy_of) FROM reports
        WHERE report_id IN (SELECT report_id FROM fresh WHERE is_new) GROUP BY ALL ORDER BY count(*) DESC, kind
    """).fetchall()
    readouts = sum(count for is_readout, _, count, _ in rows if is_readout)
    others = {kind: count for is_readout, kind, count, _ in rows if not is_readout}
    return sum(copies for *_, copies in rows), readouts, others


_RANGE: Final = "report_no BETWEEN {first} AND {last}"
_OF_RANGE: Final = f"(FROM speaking WHERE {_RANGE})"


def _moved(table: str) -> str:
    """The rows of one of the old version's tables that tell what counts in a range (``moved``)."""
    return f"""
    (FROM old.{table} WHERE report_no BETWEEN {{old_first}} AND {{old_last}}) o
    JOIN {_OF_RANGE} moved ON o.report_no = old_no AND o.meeting_no IS NOT DISTINCT FROM old_meeting_no
    """


_MEETING: Final = """
    title, start, "end", body, level, place, place_code, province, city, county, date_basis, session, session_term,
    session_year, session_number, chair, chair_post, attendees, other_matters, bases, outlet, chars
"""


_FACTS: Final = """
    report_id, given_id, title, text, repairs, is_readout, kind, source, url, outlet, published, chars, flags, doubts,
    corrections
"""


# Whose terms and formulations count: each meeting's, of the one text that stands for it; and what tells of no meeting
# (number 0), unless the whole report repeats another. Where it stood in the old version, if it did.
_SPEAKING: Final = """
CREATE OR REPLACE TEMP TABLE speaking AS
SELECT report_id, number, spoken.report_no, spoken.meeting_no, old_no, old_meeting_no
FROM (
    SELECT report_id, number, report_no, told.meeting_no FROM told JOIN numbered USING (report_id)
    WHERE told.stands = telling
    UNION ALL
    SELECT report_id, 0, report_no, NULL FROM numbered JOIN readings USING (report_id)
    WHERE NOT is_readout AND stands = report_id
) spoken LEFT JOIN (
    SELECT report_id, number, old_no, old_meeting_no FROM kept_meetings
    UNION ALL
    SELECT report_id, 0, report_no, NULL FROM kept
) USING (report_id, number);
"""


_BY_REPORT: Final = f"""
INSERT INTO reports BY NAME
SELECT report_no, {_FACTS}, nullif(stands, report_id) AS copy_of, meeting_no, body, level, place, date
FROM (
    SELECT {_FACTS} FROM fresh_part
    UNION ALL
    SELECT {_FACTS}
    FROM kept WHERE report_no BETWEEN {{old_first}} AND {{old_last}}
) JOIN (SELECT report_id, report_no, stands, meeting_no FROM numbered WHERE {_RANGE}) USING (report_id)
LEFT JOIN (SELECT telling AS report_id, body, level, place, date FROM tellings) USING (report_id)
ORDER BY report_no;

INSERT INTO stretches BY NAME
SELECT report_no, position, told.meeting_no, nullif(told.stands, telling) AS copy_of, start, "end", body,
       level, place, date, doubts
FROM (FROM tellings WHERE position > 0) JOIN told USING (telling, report_id, number)
JOIN (FROM numbered WHERE {_RANGE}) USING (report_id)
ORDER BY report_no, position;

INSERT INTO sketches BY NAME
SELECT report_no, position, digest, bands
FROM (
    SELECT report_id, position, digest, fingerprint AS bands FROM tellings
    UNION ALL
    SELECT report_id, 0, digest, NULL FROM readings WHERE NOT is_readout
) JOIN (FROM numbered WHERE {_RANGE}) USING (report_id)
ORDER BY report_no, position;

INSERT INTO formulations BY NAME
SELECT report_no, meeting_no, said.position, said.formulation, said.variant, said.start, said."end"
FROM (SELECT report_no, unnest(formulations) AS said FROM fresh_part) sighted
JOIN {_OF_RANGE} USING (report_no) WHERE said.meeting = number
UNION ALL BY NAME
SELECT moved.report_no, moved.meeting_no, position, formulation, variant, start, "end"
FROM {_moved("formulations")}
ORDER BY report_no, start, "end";
"""


_BY_MEETING: Final = f"""
CREATE OR REPLACE TEMP TABLE held_part AS
SELECT held.*, old_meeting_no FROM held JOIN speaking USING (meeting_no)
WHERE meeting_no BETWEEN {{first}} AND {{last}};

CREATE OR REPLACE TEMP TABLE told_part AS
SELECT meeting_no, meeting_id, outlet, told.* FROM fresh_part JOIN (SELECT meeting_no, meeting_id FROM held_part)
USING (meeting_no);

INSERT INTO meetings BY NAME
SELECT h.meeting_no, meeting_id, report_no, h.date, of_meeting.reports, kept.* EXCLUDE (meeting_id)
FROM (
    SELECT meeting_id, {_MEETING} FROM told_part
    UNION ALL
    SELECT meeting_id, {_MEETING} FROM old.meetings
    WHERE meeting_no BETWEEN {{old_meeting_first}} AND {{old_meeting_last}}
      AND meeting_no IN (SELECT old_meeting_no FROM held_part)
) kept
JOIN held_part h USING (meeting_id)
JOIN told ON told.telling = meeting_id
JOIN numbered USING (report_id)
JOIN (
    SELECT meeting_no, count(*)::INTEGER AS reports FROM told WHERE meeting_no BETWEEN {{first}} AND {{last}}
    GROUP BY meeting_no
) of_meeting ON of_meeting.meeting_no = h.meeting_no
ORDER BY h.meeting_no;

CREATE OR REPLACE TEMP TABLE old_items AS
SELECT h.meeting_no AS new_no, i.* FROM old.items i JOIN held_part h ON i.meeting_no = old_meeting_no
WHERE i.meeting_no BETWEEN {{old_meeting_first}} AND {{old_meeting_last}};

CREATE OR REPLACE TEMP TABLE fresh_items AS
SELECT meeting_no AS new_no, unnest(items, recursive := false) AS item FROM told_part;

INSERT INTO items BY NAME
SELECT ({{items}} + row_number() OVER (ORDER BY meeting_no, position))::INTEGER AS item_no,
       meeting_id || ':' || position AS item_id, meeting_no, position, action, decision, subject, announcement_start,
       announcement_end, passage_start, passage_end, documents, topic,
       coalesce(passage_end - passage_start, announcement_end - announcement_start) AS chars
FROM (
    SELECT new_no AS meeting_no, item.position, item.action, item.decision, item.subject, item.announcement_start,
           item.announcement_end, item.passage_start, item.passage_end, item.documents, item.labels[1].topic AS topic
    FROM fresh_items
    UNION ALL
    SELECT new_no, position, action, decision, subject, announcement_start, announcement_end, passage_start,
           passage_end, documents, topic FROM old_items
) JOIN held_part USING (meeting_no)
ORDER BY item_no;

INSERT INTO labels BY NAME
SELECT item_no, meeting_no, topic, rank, weight, matches
FROM (
    SELECT new_no AS meeting_no, position, label.topic, label.rank, label.weight, label.matches
    FROM (SELECT new_no, item.position AS position, unnest(item.labels) AS label FROM fresh_items)
    UNION ALL
    SELECT new_no, position, l.topic, l.rank, l.weight, l.matches FROM old.labels l JOIN old_items USING (item_no)
    WHERE l.meeting_no BETWEEN {{old_meeting_first}} AND {{old_meeting_last}}
) JOIN (
    SELECT meeting_no, position, item_no FROM items WHERE meeting_no BETWEEN {{first}} AND {{last}}
) USING (meeting_no, position)
ORDER BY item_no, rank;
"""


# What is new is in order already; what the old version has is put between.
_OLD_TERMS: Final = f"""
SELECT moved.report_no, moved.meeting_no, o.position, coalesce(i.item_no, 0) AS item_no, term, count
FROM {_moved("terms")} LEFT JOIN items i ON i.meeting_no = moved.meeting_no AND i.position = o.position
ORDER BY report_no, meeting_no, position, term
"""
_OLD_SENTENCES: Final = f"""
SELECT moved.report_no, moved.meeting_no, position, start, tokens FROM {_moved("sentences")} ORDER BY report_no, start
"""
_OLD_MEETING_TERMS: Final = """
SELECT h.meeting_no, term, count FROM old.meeting_terms o JOIN held_part h ON o.meeting_no = old_meeting_no
WHERE o.meeting_no BETWEEN {old_meeting_first} AND {old_meeting_last}
ORDER BY meeting_no, term
"""


def _merged(table: str, fresh: str, old: str, between: Mapping[str, int]) -> str:
    """Write what is new to a table, and what the old version has ``between`` some numbers, if it has any."""
    new = f"INSERT INTO {table} BY NAME FROM {fresh}"
    return f"{new} UNION ALL BY NAME {old.format(**between)}" if between["old_last"] else new
