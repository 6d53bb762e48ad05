"""The tables of a new version: staged reports and those of the version before, numbered afresh in date order.

Everything here is set-wise SQL over Arrow and Parquet; no row passes through Python but a readout's fingerprint.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import duckdb
import pyarrow as pa

from analysis.corpus.edits import from_json, to_json
from analysis.corpus.library import VersionRecord
from analysis.corpus.schema import FORMAT, TABLES
from analysis.importing.copies import Reading, find_copies, fingerprint
from analysis.importing.stages import Stages
from analysis.records import Edits, RawReport, Reject

LONG_ENOUGH: Final = 50  # characters: shorter texts may be the same without one being a copy of the other
MEMORY: Final = "400MB"

_ORIGINAL: Final = "source, coalesce(original, text), title, published, url, outlet, given_id"


@contextmanager
def open_draft(file: Path, previous: Path | None) -> Iterator[duckdb.DuckDBPyConnection]:
    """A new file with a version's empty tables; the version before, or an empty one, is attached as ``old``."""
    db = duckdb.connect(str(file), config={"memory_limit": MEMORY, "temp_directory": str(file.parent / "spill")})
    try:
        _attach(db, previous)
        _create_tables(db, "")
        yield db
    finally:
        db.close()


def stage(db: duckdb.DuckDBPyConnection, shards: Path) -> None:
    """Make the shards' reports known as ``fresh`` (one row a report id) and the old version's others as ``kept``."""
    files = f"read_parquet({_quoted(shards / '*.parquet')}, filename = true, file_row_number = true)"
    facts = ", ".join(f"{fact} NULLS LAST" for fact in ("published", "outlet", "url", "given_id", "source"))
    db.execute(f"""
        CREATE OR REPLACE TEMP TABLE chosen AS
        SELECT report_id, filename, file_row_number FROM {files}
        QUALIFY row_number() OVER (PARTITION BY report_id ORDER BY is_new, {facts}) = 1;
        CREATE OR REPLACE TEMP VIEW fresh AS
        SELECT * REPLACE (try_cast(date AS DATE) AS date)
        FROM {files} SEMI JOIN chosen USING (filename, file_row_number);
        CREATE OR REPLACE TEMP VIEW kept AS SELECT * FROM old.reports ANTI JOIN chosen USING (report_id);
        CREATE OR REPLACE TEMP TABLE readings AS
        SELECT report_id, is_readout, body, level, place, date, published, outlet, url, chars, md5(text) AS digest
        FROM fresh
        UNION ALL
        SELECT report_id, is_readout, body, level, place, date, published, outlet, url, chars, md5(text) FROM kept;
    """)


def identities(db: duckdb.DuckDBPyConnection) -> list[str]:
    """A line a report, for the version's id: the report's id and what else the parser may have read it by."""
    rows = db.execute("SELECT concat_ws('\t', report_id, published, outlet, url) FROM readings").fetchall()
    return [line for (line,) in rows]


def number(db: duckdb.DuckDBPyConnection) -> None:
    """Find the copies and number reports and meetings densely in date order (``numbered``, ``held``)."""
    db.execute(f"""
        CREATE OR REPLACE TEMP TABLE same AS
        SELECT report_id, first_value(report_id) OVER (
            PARTITION BY is_readout, digest ORDER BY date NULLS LAST, published NULLS LAST, report_id
        ) AS stands
        FROM readings WHERE chars >= {LONG_ENOUGH}
    """)
    near = _near_copies(db)
    columns = {"report_id": pa.array(near, pa.string()), "stands": pa.array(near.values(), pa.string())}
    db.register("near", pa.table(columns))
    db.execute("""
        CREATE OR REPLACE TEMP TABLE standing AS
        SELECT r.report_id, coalesce(near.stands, same.stands, r.report_id) AS stands
        FROM readings r
        LEFT JOIN same USING (report_id)
        LEFT JOIN near ON near.report_id = coalesce(same.stands, r.report_id);

        CREATE OR REPLACE TEMP TABLE held AS
        SELECT report_id AS meeting_id, date,
               row_number() OVER (ORDER BY date NULLS LAST, report_id)::INTEGER AS meeting_no
        FROM readings JOIN standing USING (report_id) WHERE is_readout AND stands = report_id;

        CREATE OR REPLACE TEMP TABLE numbered AS
        SELECT r.report_id, stands, meeting_no,
               row_number() OVER (
                   ORDER BY coalesce(h.date, try_cast(left(r.published, 10) AS DATE)) NULLS LAST, r.report_id
               )::INTEGER AS report_no
        FROM readings r JOIN standing USING (report_id) LEFT JOIN held h ON h.meeting_id = stands;
    """)
    db.unregister("near")


def promoted(db: duckdb.DuckDBPyConnection) -> Iterator[RawReport]:
    """Reports that were copies in the old version and stand now: it kept no items of theirs, so they are read again."""
    return _raw(
        db.execute(f"""
        SELECT {_ORIGINAL} FROM kept JOIN numbered USING (report_id) WHERE copy_of IS NOT NULL AND stands = report_id
    """)
    )


def originals(db: duckdb.DuckDBPyConnection) -> Iterator[RawReport]:
    """The reports of the old version as they were before cleaning."""
    return _raw(db.cursor().execute(f"SELECT {_ORIGINAL} FROM old.reports"))


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
        "SEMI JOIN (SELECT report_id FROM readings LEFT JOIN same USING (report_id) "
        "WHERE is_readout AND coalesce(stands, report_id) = report_id) USING (report_id)"
    )
    facts = "report_id, body, level, place, date::VARCHAR AS date, published, chars"
    found: list[tuple[Reading, list[int]]] = []
    for *row, bands in db.execute(f"SELECT {facts}, fingerprint FROM fresh {wanted}").fetchall():
        found.append((Reading(*row), bands))
    old = db.execute(f"SELECT {facts}, text FROM kept {wanted}")
    while batch := old.fetchmany(1000):
        found.extend((Reading(*row), fingerprint(text)) for *row, text in batch)
    found.sort(key=lambda pair: pair[0].report_id)

    def texts_of(reports: Iterable[str]) -> Mapping[str, str]:
        db.register("asked", pa.table({"report_id": pa.array(reports, pa.string())}))
        rows = db.execute("""
            SELECT report_id, text FROM fresh SEMI JOIN asked USING (report_id)
            UNION ALL SELECT report_id, text FROM kept SEMI JOIN asked USING (report_id)
        """).fetchall()
        db.unregister("asked")
        return dict(rows)

    return find_copies([reading for reading, _ in found], [bands for _, bands in found], texts_of)


def _raw(rows: duckdb.DuckDBPyConnection) -> Iterator[RawReport]:
    while batch := rows.fetchmany(1000):
        yield from (RawReport(*row) for row in batch)


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


_INSERT: Final = """
INSERT INTO reports BY NAME
SELECT report_no, report_id, given_id, title, text, original, repairs, is_readout, kind,
       nullif(stands, report_id) AS copy_of, meeting_no, source, url, outlet, published, chars, body, level, place, date
FROM (
    SELECT report_id, given_id, title, text, original, repairs, is_readout, kind, source, url, outlet, published, chars,
           body, level, place, date FROM fresh
    UNION ALL
    SELECT report_id, given_id, title, text, original, repairs, is_readout, kind, source, url, outlet, published, chars,
           body, level, place, date FROM kept
) JOIN numbered USING (report_id)
ORDER BY report_no;

CREATE TEMP VIEW old_meetings AS
SELECT * FROM old.meetings SEMI JOIN (SELECT report_id AS meeting_id FROM kept) USING (meeting_id);

INSERT INTO meetings BY NAME
SELECT h.meeting_no, meeting_id, report_no, title, body, level, place, place_code, province, city, county, h.date,
       date_basis, session, session_term, session_year, session_number, chair, chair_post, attendees, other_matters,
       bases, outlet, told.reports, chars
FROM (
    SELECT report_id AS meeting_id, title, body, level, place, place_code, province, city, county, date_basis, session,
           session_term, session_year, session_number, chair, chair_post, attendees, other_matters, bases, outlet, chars
    FROM fresh
    UNION ALL
    SELECT meeting_id, title, body, level, place, place_code, province, city, county, date_basis, session,
           session_term, session_year, session_number, chair, chair_post, attendees, other_matters, bases, outlet, chars
    FROM old_meetings
)
JOIN held h USING (meeting_id)
JOIN numbered ON numbered.report_id = meeting_id
JOIN (SELECT stands, count(*)::INTEGER AS reports FROM numbered GROUP BY stands) told ON told.stands = meeting_id
ORDER BY h.meeting_no;

CREATE TEMP VIEW fresh_items AS
SELECT report_id AS meeting_id, unnest(items, recursive := false) AS item FROM fresh;

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

CREATE TEMP TABLE speaking AS SELECT report_id, report_no, meeting_no FROM numbered WHERE stands = report_id;

CREATE TEMP TABLE moved AS
SELECT kept.report_no AS old_no, speaking.report_no, speaking.meeting_no FROM kept JOIN speaking USING (report_id);

INSERT INTO terms BY NAME
SELECT report_no, meeting_no, position, term, count
FROM (
    SELECT report_no, meeting_no, term.position, term.term, term.count
    FROM (SELECT report_no, meeting_no, unnest(terms) AS term FROM fresh JOIN speaking USING (report_id))
    UNION ALL
    SELECT moved.report_no, moved.meeting_no, position, term, count
    FROM old.terms JOIN moved ON terms.report_no = moved.old_no
)
ORDER BY report_no, position, term;

INSERT INTO sentences BY NAME
SELECT report_no, meeting_no, position, start, tokens
FROM (
    SELECT report_no, meeting_no, cut.position, cut.start, cut.tokens
    FROM (SELECT report_no, meeting_no, unnest(sentences) AS cut FROM fresh JOIN speaking USING (report_id))
    UNION ALL
    SELECT moved.report_no, moved.meeting_no, position, start, tokens
    FROM old.sentences JOIN moved ON sentences.report_no = moved.old_no
)
ORDER BY report_no, start;

INSERT INTO formulations BY NAME
SELECT report_no, meeting_no, position, formulation, variant, start, "end"
FROM (
    SELECT report_no, meeting_no, seen.position, seen.formulation, seen.variant, seen.start, seen."end"
    FROM (SELECT report_no, meeting_no, unnest(formulations) AS seen FROM fresh JOIN speaking USING (report_id))
    UNION ALL
    SELECT moved.report_no, moved.meeting_no, position, formulation, variant, start, "end"
    FROM old.formulations JOIN moved ON formulations.report_no = moved.old_no
)
ORDER BY report_no, start, "end";
"""
