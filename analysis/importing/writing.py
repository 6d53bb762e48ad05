"""The tables of a new version: staged reports and those of the version before, numbered afresh in date order.

Everything here is set-wise SQL over Arrow and Parquet; no row passes through Python but a readout's fingerprint.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import duckdb
import pyarrow as pa

from analysis.cleaning import headline
from analysis.corpus.corrections import Correction
from analysis.corpus.edits import from_json, to_json
from analysis.corpus.library import CORRECTED, IDENTITY, VersionRecord
from analysis.corpus.schema import FORMAT, TABLES
from analysis.importing.copies import Reading, find_copies, fingerprint
from analysis.importing.stages import Stages
from analysis.records import Edits, RawReport, Reject, Repair, Report

LONG_ENOUGH: Final = 50  # characters: shorter texts may be the same without one being a copy of the other
MEMORY: Final = 400  # megabytes for the staging of a version
MEMORY_EACH: Final = 8  # kilobytes a readout on top, while the tables are sorted: sorted lists are not spilled to disk

_PART: Final = 'CASE WHEN start IS NULL THEN text ELSE substr(text, start + 1, "end" - start) END'
_ORIGINAL: Final = "source, coalesce(original, text), title, published, url, outlet, given_id"
_REPORT: Final = "text, title, published, url, outlet, source, given_id, original, repairs, flags"


@contextmanager
def open_draft(file: Path, previous: Path | None) -> Iterator[duckdb.DuckDBPyConnection]:
    """A new file with a version's empty tables; the version before, or an empty one, is attached as ``old``."""
    db = duckdb.connect(str(file), config={"memory_limit": f"{MEMORY}MB", "temp_directory": str(file.parent / "spill")})
    try:
        _attach(db, previous)
        _create_tables(db, "")
        yield db
    finally:
        db.close()


def stage(db: duckdb.DuckDBPyConnection, shards: Path) -> None:
    """Make the shards' reports known as ``fresh`` (one row a report id) and the old version's others as ``kept``.

    ``readings`` has a row a report, ``tellings`` a row a report or stretch of a digest that tells of a meeting.
    """
    files = f"read_parquet({_quoted(shards / '*.parquet')}, filename = true, file_row_number = true)"
    facts = ", ".join(f"{fact} NULLS LAST" for fact in ("published", "outlet", "url", "given_id", "source"))
    told = f"""
        telling, report_id, number, is_stretch, start, "end", body, level, place, date, published, chars, doubts,
        CASE WHEN chars >= {LONG_ENOUGH} THEN md5(part) ELSE md5(text) || '-' || number END AS digest
    """
    db.execute(f"""
        CREATE OR REPLACE TEMP TABLE chosen AS
        SELECT report_id, filename, file_row_number FROM {files}
        QUALIFY row_number() OVER (PARTITION BY report_id ORDER BY is_new, {facts}) = 1;
        CREATE OR REPLACE TEMP VIEW fresh AS
        SELECT * FROM {files} SEMI JOIN chosen USING (filename, file_row_number);
        CREATE OR REPLACE TEMP VIEW fresh_meetings AS
        SELECT report_id || CASE WHEN is_readout THEN '' ELSE '-' || told.number END AS telling, report_id, published,
               outlet, told.* REPLACE (try_cast(told.date AS DATE) AS date)
        FROM (SELECT report_id, is_readout, published, outlet, unnest(meetings) AS told FROM fresh);

        CREATE OR REPLACE TEMP VIEW kept AS SELECT * FROM old.reports ANTI JOIN chosen USING (report_id);
        CREATE OR REPLACE TEMP VIEW kept_meetings AS
        SELECT report_id AS telling, report_id, 1 AS number, report_no AS old_no, meeting_no AS old_meeting_no, copy_of,
               NULL::INTEGER AS start, NULL::INTEGER AS "end", body, level, place, date, published, chars, doubts
        FROM kept WHERE is_readout
        UNION ALL
        SELECT report_id || '-' || position, report_id, position, report_no, s.meeting_no, s.copy_of, start, "end",
               s.body, s.level, s.place, s.date, published, "end" - start, s.doubts
        FROM old.stretches s JOIN kept USING (report_no);

        CREATE OR REPLACE TEMP TABLE readings AS
        SELECT report_id, is_readout, published, outlet, url, chars, md5(text) AS digest, corrections FROM fresh
        UNION ALL
        SELECT report_id, is_readout, published, outlet, url, chars, md5(text), corrections FROM kept;
        CREATE OR REPLACE TEMP TABLE tellings AS
        SELECT {told} FROM (
            SELECT *, start IS NOT NULL AS is_stretch, {_PART} AS part
            FROM (FROM fresh_meetings UNION ALL BY NAME FROM kept_meetings)
            JOIN (SELECT report_id, text FROM fresh UNION ALL SELECT report_id, text FROM kept) USING (report_id)
        );
    """)


def identities(db: duckdb.DuckDBPyConnection) -> list[str]:
    """A line a report, for the version's id."""
    return [line for (line,) in db.execute(f"SELECT {IDENTITY} FROM readings").fetchall()]


def number(db: duckdb.DuckDBPyConnection) -> None:
    """Find the copies and number reports and meetings densely in date order (``numbered``, ``told``, ``held``)."""
    db.execute(f"""
        CREATE OR REPLACE TEMP TABLE same AS
        SELECT telling, first_value(telling) OVER (
            PARTITION BY digest
            ORDER BY is_stretch, len(corrections) = 0, date NULLS LAST, published NULLS LAST, telling
        ) AS stands
        FROM tellings JOIN (SELECT report_id, chars AS whole, corrections FROM readings) USING (report_id)
        WHERE whole >= {LONG_ENOUGH};

        CREATE OR REPLACE TEMP TABLE repeated AS
        SELECT report_id, first_value(report_id) OVER (
            PARTITION BY digest ORDER BY published NULLS LAST, report_id
        ) AS stands
        FROM readings WHERE NOT is_readout AND chars >= {LONG_ENOUGH};
    """)
    near = _near_copies(db)
    columns = {"telling": pa.array(near, pa.string()), "stands": pa.array(near.values(), pa.string())}
    db.register("near", pa.table(columns))
    db.execute("""
        CREATE OR REPLACE TEMP TABLE standing AS
        SELECT t.telling, coalesce(near.stands, same.stands, t.telling) AS stands
        FROM tellings t
        LEFT JOIN same USING (telling)
        LEFT JOIN near ON near.telling = coalesce(same.stands, t.telling);

        CREATE OR REPLACE TEMP TABLE held AS
        SELECT telling AS meeting_id, date,
               row_number() OVER (ORDER BY date NULLS LAST, telling)::INTEGER AS meeting_no
        FROM tellings JOIN standing USING (telling) WHERE stands = telling;

        CREATE OR REPLACE TEMP TABLE told AS
        SELECT t.telling, report_id, number, stands, meeting_no FROM tellings t
        JOIN standing USING (telling) JOIN held ON meeting_id = stands;

        CREATE OR REPLACE TEMP TABLE numbered AS
        SELECT r.report_id, coalesce(t.stands, repeated.stands, r.report_id) AS stands, t.meeting_no,
               row_number() OVER (
                   ORDER BY coalesce(h.date, try_cast(left(r.published, 10) AS DATE)) NULLS LAST, r.report_id
               )::INTEGER AS report_no
        FROM readings r
        LEFT JOIN told t ON t.telling = r.report_id
        LEFT JOIN held h ON h.meeting_id = t.stands
        LEFT JOIN repeated ON repeated.report_id = r.report_id;
    """)
    db.unregister("near")


def promoted(db: duckdb.DuckDBPyConnection) -> list[Report]:
    """Reports that told of a meeting, or repeated another, only as copies in the old version and do not now: it kept
    no items or terms of theirs, so they are read again."""
    return _reports(
        db.execute(f"""
        SELECT {_REPORT} FROM kept WHERE report_id IN (
            SELECT report_id FROM kept JOIN numbered USING (report_id) WHERE copy_of IS NOT NULL AND stands = report_id
            UNION ALL
            SELECT report_id FROM kept_meetings JOIN standing USING (telling)
            WHERE copy_of IS NOT NULL AND stands = telling
        )
    """)
    )


def corrected(db: duckdb.DuckDBPyConnection, corrections: Mapping[str, Sequence[Correction]]) -> list[Report]:
    """Reports of the old version that stand under other ``corrections`` now than when it was made."""
    ids = [" ".join(correction.id for correction in of_report) for of_report in corrections.values()]
    columns = {"report_id": pa.array(corrections, pa.string()), "ids": pa.array(ids, pa.string())}
    db.register("given", pa.table(columns))
    found = _reports(
        db.execute(f"""
        SELECT {_REPORT} FROM old.reports LEFT JOIN given USING (report_id) WHERE ids IS DISTINCT FROM {CORRECTED}
    """)
    )
    db.unregister("given")
    return found


def originals(db: duckdb.DuckDBPyConnection) -> Iterator[RawReport]:
    """The reports of the old version as they were before cleaning."""
    rows = db.cursor().execute(f"SELECT text, {_ORIGINAL} FROM old.reports")
    while batch := rows.fetchmany(1000):
        for text, *row in batch:
            raw = RawReport(*row)
            # A title that cleaning took from the text is no part of the original.
            yield replace(raw, title=None) if raw.title == headline(text) else raw


def report_ids(db: duckdb.DuckDBPyConnection) -> list[str]:
    """The ids of the old version's reports."""
    return [report for (report,) in db.execute("SELECT report_id FROM old.reports").fetchall()]


def forget_previous(db: duckdb.DuckDBPyConnection) -> None:
    """Put an empty version in the old one's place: all that it held has been read again."""
    db.execute("DETACH old")
    _attach(db, None)


def count_new(db: duckdb.DuckDBPyConnection) -> int:
    """How many of the staged reports are new to the library."""
    return int(_value(db, "SELECT count(*) FROM fresh WHERE is_new"))


def edits(db: duckdb.DuckDBPyConnection) -> Edits:
    """What the old version changes in the program's lexicons."""
    row = db.execute("SELECT edits FROM old.version").fetchone()
    return from_json(row[0]) if row else Edits()


def write(db: duckdb.DuckDBPyConnection, stages: Stages, rejects: Iterable[Reject]) -> None:
    """Fill the version's tables; ``version`` alone is left to ``sign``."""
    readouts = _value(db, "SELECT count(*) FROM readings WHERE is_readout")
    db.execute(f"SET memory_limit = '{MEMORY + readouts * MEMORY_EACH // 1000}MB'")
    db.execute(_INSERT)
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


def counts(db: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """How many rows each table has."""
    return {name: _value(db, f"SELECT count(*) FROM {name}") for name in TABLES}


def tally_new(db: duckdb.DuckDBPyConnection) -> tuple[int, int, dict[str, int]]:
    """Of the new reports: how many are copies, how many readouts, and how many of each kind are none."""
    rows = db.execute("""
        SELECT is_readout, kind, count(*), count(copy_of) FROM reports
        WHERE report_id IN (SELECT report_id FROM fresh WHERE is_new) GROUP BY ALL ORDER BY count(*) DESC, kind
    """).fetchall()
    readouts = sum(count for is_readout, _, count, _ in rows if is_readout)
    others = {kind: count for is_readout, kind, count, _ in rows if not is_readout}
    return sum(copies for *_, copies in rows), readouts, others


def sign(db: duckdb.DuckDBPyConnection, record: VersionRecord, edits: Edits, summary: str) -> None:
    """Write the one row that says what the version is, and bring everything into the one file."""
    row = {
        "version": record.version,
        "format": FORMAT,
        "created": datetime.fromisoformat(record.created),
        "parser": record.parser,
        "lexicon": record.lexicon,
        "edits": to_json(edits),
        "is_sample": record.is_sample,
        "summary": summary,
    }
    db.execute(f"INSERT INTO version VALUES ({', '.join('?' * len(row))})", [row[name] for name in TABLES["version"]])
    db.execute("CHECKPOINT")


def _near_copies(db: duckdb.DuckDBPyConnection) -> dict[str, str]:
    wanted = (
        "SEMI JOIN (SELECT telling FROM tellings LEFT JOIN same USING (telling) "
        "WHERE coalesce(stands, telling) = telling) USING (telling)"
    )
    facts = "telling, body, level, place, date::VARCHAR AS date, published, chars, start IS NOT NULL, corrections"
    of_report = "JOIN (SELECT report_id, corrections FROM readings) USING (report_id)"
    found: list[tuple[Reading, list[int]]] = []
    for *row, bands in db.execute(f"SELECT {facts}, fingerprint FROM fresh_meetings {of_report} {wanted}").fetchall():
        found.append((_reading(row), bands))
    texts = "JOIN (SELECT report_id, text FROM kept) USING (report_id)"
    old = db.execute(f"SELECT {facts}, {_PART} FROM kept_meetings {of_report} {texts} {wanted}")
    while batch := old.fetchmany(1000):
        found.extend((_reading(row), fingerprint(text)) for *row, text in batch)
    found.sort(key=lambda pair: pair[0].telling)

    def texts_of(asked: Iterable[str]) -> Mapping[str, str]:
        db.register("asked", pa.table({"telling": pa.array(asked, pa.string())}))
        rows = db.execute(f"""
            SELECT telling, {_PART} FROM tellings SEMI JOIN asked USING (telling)
            JOIN (SELECT report_id, text FROM fresh UNION ALL SELECT report_id, text FROM kept) USING (report_id)
        """).fetchall()
        db.unregister("asked")
        return dict(rows)

    return find_copies([reading for reading, _ in found], [bands for _, bands in found], texts_of)


def _reading(row: Sequence[Any]) -> Reading:
    # Of several corrections of a field the first was made of what the program read.
    applied = [one for one in reversed(row[-1] or ()) if one["status"] == "applied"]
    return replace(Reading(*row[:-1]), before={one["field"]: one["before"] for one in applied})


def _reports(rows: duckdb.DuckDBPyConnection) -> list[Report]:
    found = []
    for row in rows.fetchall():
        facts: dict[str, Any] = dict(zip(_REPORT.split(", "), row, strict=True))
        repairs = tuple(Repair(**repair) for repair in facts["repairs"] or ())
        found.append(Report(**{**facts, "repairs": repairs, "flags": tuple(facts["flags"] or ())}))
    return found


def _attach(db: duckdb.DuckDBPyConnection, previous: Path | None) -> None:
    if previous:
        db.execute(f"ATTACH {_quoted(previous)} AS old (READ_ONLY)")
    else:
        db.execute("ATTACH ':memory:' AS old")
        _create_tables(db, "old.")


def _create_tables(db: duckdb.DuckDBPyConnection, prefix: str) -> None:
    for name, columns in TABLES.items():
        described = ", ".join(f'"{column}" {kind}' for column, kind in columns.items())
        db.execute(f"CREATE TABLE {prefix}{name} ({described})")


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"


def _value(db: duckdb.DuckDBPyConnection, query: str) -> Any:
    row = db.execute(query).fetchone()
    assert row is not None
    return row[0]


_MEETING: Final = """
    title, start, "end", body, level, place, place_code, province, city, county, date_basis, session, session_term,
    session_year, session_number, chair, chair_post, attendees, other_matters, bases, outlet, chars
"""

_INSERT: Final = f"""
INSERT INTO reports BY NAME
SELECT report_no, report_id, given_id, title, text, original, repairs, is_readout, kind,
       nullif(stands, report_id) AS copy_of, meeting_no, source, url, outlet, published, chars, body, level, place,
       date, flags, doubts, corrections
FROM (
    SELECT report_id, given_id, title, text, original, repairs, is_readout, kind, source, url, outlet, published, chars,
           flags, doubts, corrections
    FROM fresh
    UNION ALL
    SELECT report_id, given_id, title, text, original, repairs, is_readout, kind, source, url, outlet, published, chars,
           flags, doubts, corrections
    FROM kept
) JOIN numbered USING (report_id)
LEFT JOIN (SELECT telling AS report_id, body, level, place, date FROM tellings) USING (report_id)
ORDER BY report_no;

INSERT INTO stretches BY NAME
SELECT report_no, number AS position, told.meeting_no, nullif(told.stands, telling) AS copy_of, start, "end", body,
       level, place, date, doubts
FROM (FROM tellings WHERE is_stretch) JOIN told USING (telling, report_id, number) JOIN numbered USING (report_id)
ORDER BY report_no, position;

CREATE TEMP VIEW old_meetings AS
SELECT * FROM old.meetings SEMI JOIN (SELECT telling AS meeting_id FROM kept_meetings) USING (meeting_id);

INSERT INTO meetings BY NAME
SELECT h.meeting_no, meeting_id, report_no, h.date, of_meeting.reports, kept.* EXCLUDE (meeting_id)
FROM (
    SELECT telling AS meeting_id, {_MEETING} FROM fresh_meetings
    UNION ALL
    SELECT meeting_id, {_MEETING} FROM old_meetings
) kept
JOIN held h USING (meeting_id)
JOIN told ON told.telling = meeting_id
JOIN numbered USING (report_id)
JOIN (SELECT stands, count(*)::INTEGER AS reports FROM told GROUP BY stands) of_meeting
     ON of_meeting.stands = meeting_id
ORDER BY h.meeting_no;

CREATE TEMP VIEW fresh_items AS
SELECT telling AS meeting_id, unnest(items, recursive := false) AS item FROM fresh_meetings;

CREATE TEMP VIEW old_items AS
SELECT meeting_id, items.* FROM old.items JOIN old_meetings USING (meeting_no);

INSERT INTO items BY NAME
SELECT row_number() OVER (ORDER BY meeting_no, position)::INTEGER AS item_no, meeting_id || ':' || position AS item_id,
       meeting_no, position, action, decision, subject, announcement_start, announcement_end, passage_start,
       passage_end, documents, topic,
       coalesce(passage_end - passage_start, announcement_end - announcement_start) AS chars
FROM (
    SELECT meeting_id, item.position, item.action, item.decision, item.subject, item.announcement_start,
           item.announcement_end, item.passage_start, item.passage_end, item.documents, item.labels[1].topic AS topic
    FROM fresh_items
    UNION ALL
    SELECT meeting_id, position, action, decision, subject, announcement_start, announcement_end, passage_start,
           passage_end, documents, topic FROM old_items
) JOIN held USING (meeting_id)
ORDER BY item_no;

INSERT INTO labels BY NAME
SELECT item_no, meeting_no, topic, rank, weight, matches
FROM (
    SELECT meeting_id || ':' || position AS item_id, label.topic, label.rank, label.weight, label.matches
    FROM (SELECT meeting_id, item.position AS position, unnest(item.labels) AS label FROM fresh_items)
    UNION ALL
    SELECT item_id, labels.topic, rank, weight, matches FROM old.labels JOIN old_items USING (item_no)
) JOIN (SELECT item_id, item_no, meeting_no FROM items) USING (item_id)
ORDER BY item_no, rank;

-- Whose terms and formulations count: each meeting's, of the one text that stands for it; and what tells of no meeting
-- (number 0), unless the whole report repeats another.
CREATE TEMP TABLE speaking AS
SELECT report_id, number, report_no, told.meeting_no FROM told JOIN numbered USING (report_id)
WHERE told.stands = telling
UNION ALL
SELECT report_id, 0, report_no, NULL FROM numbered JOIN readings USING (report_id)
WHERE NOT is_readout AND stands = report_id;

CREATE TEMP TABLE moved AS
SELECT old_no, old_meeting_no, speaking.report_no, speaking.meeting_no
FROM (
    SELECT report_id, number, old_no, old_meeting_no FROM kept_meetings
    UNION ALL
    SELECT report_id, 0, report_no, NULL FROM kept
) JOIN speaking USING (report_id, number);

INSERT INTO terms BY NAME
SELECT report_no, meeting_no, position, term, count
FROM (
    SELECT report_no, meeting_no, term.position, term.term, term.count
    FROM (SELECT report_id, unnest(terms) AS term FROM fresh) fresh
    JOIN speaking ON fresh.report_id = speaking.report_id AND term.meeting = number
    UNION ALL
    SELECT moved.report_no, moved.meeting_no, position, term, count
    FROM old.terms o JOIN moved ON o.report_no = old_no AND o.meeting_no IS NOT DISTINCT FROM old_meeting_no
)
ORDER BY report_no, meeting_no, position, term;

INSERT INTO meeting_terms BY NAME
SELECT meeting_no, term, sum(count)::INTEGER AS count
FROM terms WHERE meeting_no IS NOT NULL GROUP BY meeting_no, term
ORDER BY meeting_no, term;

INSERT INTO sentences BY NAME
SELECT report_no, meeting_no, position, start, tokens
FROM (
    SELECT report_no, meeting_no, cut.position, cut.start, cut.tokens
    FROM (SELECT report_id, unnest(sentences) AS cut FROM fresh) fresh
    JOIN speaking ON fresh.report_id = speaking.report_id AND cut.meeting = number
    UNION ALL
    SELECT moved.report_no, moved.meeting_no, position, start, tokens
    FROM old.sentences o JOIN moved ON o.report_no = old_no AND o.meeting_no IS NOT DISTINCT FROM old_meeting_no
)
ORDER BY report_no, start;

INSERT INTO formulations BY NAME
SELECT report_no, meeting_no, position, formulation, variant, start, "end"
FROM (
    SELECT report_no, meeting_no, seen.position, seen.formulation, seen.variant, seen.start, seen."end"
    FROM (SELECT report_id, unnest(formulations) AS seen FROM fresh) fresh
    JOIN speaking ON fresh.report_id = speaking.report_id AND seen.meeting = number
    UNION ALL
    SELECT moved.report_no, moved.meeting_no, position, formulation, variant, start, "end"
    FROM old.formulations o JOIN moved ON o.report_no = old_no AND o.meeting_no IS NOT DISTINCT FROM old_meeting_no
)
ORDER BY report_no, start, "end";
"""
