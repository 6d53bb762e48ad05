"""The tables of a new version: staged reports and those of the version before, numbered afresh in date order.

Everything here is set-wise SQL over Arrow and Parquet, and the tables are filled by ranges of their numbers, so that
nothing is held, or sorted, but a range at a time. What is known of each report beside (its place among the others, its
fingerprint) takes a few hundred bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from analysis.cleaning import headline
from analysis.corpus.corrections import Correction
from analysis.corpus.edits import from_json, to_json
from analysis.corpus.library import CORRECTED, IDENTITY, VersionRecord
from analysis.corpus.schema import FORMAT, TABLES
from analysis.importing.copies import Pair, Reading, find_copies
from analysis.importing.rows import SCHEMA
from analysis.importing.stages import Stages
from analysis.records import Edits, RawReport, Reject, Repair, Report

LONG_ENOUGH: Final = 50  # characters: shorter texts may be the same without one being a copy of the other
MEMORY: Final = 500  # megabytes that the engine may take; what is more it puts aside on the disk
RANGE: Final = 5_000  # reports or meetings whose rows are written at one time
FILES: Final = 32  # shards that are put in order at one time
ROWS: Final = 128  # a group of what is in order

_NOTHING: Final[Mapping[str, str | None]] = {}
_PART: Final = 'CASE WHEN start IS NULL THEN text ELSE substr(text, start + 1, "end" - start) END'
_REPORT: Final = "text, title, published, url, outlet, source, given_id, repairs, flags"


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


def stage(db: duckdb.DuckDBPyConnection, shards: Sequence[Path]) -> None:
    """Make the shards' reports known as ``fresh`` (one row a report id) and the old version's others as ``kept``.

    ``readings`` has a row a report, ``tellings`` a row a report or stretch of a digest that tells of a meeting.
    """
    named = ", ".join(map(_quoted, shards))
    files = f"read_parquet([{named}], filename = true, file_row_number = true)"
    facts = ", ".join(f"{fact} NULLS LAST" for fact in ("published", "outlet", "url", "given_id", "source"))
    db.execute(f"""
        CREATE OR REPLACE TEMP TABLE chosen AS
        SELECT report_id, filename, file_row_number FROM {files}
        QUALIFY row_number() OVER (PARTITION BY report_id ORDER BY is_new, {facts}) = 1;
        CREATE OR REPLACE TEMP VIEW fresh AS
        SELECT * FROM {files} SEMI JOIN chosen USING (filename, file_row_number);
        CREATE OR REPLACE TEMP VIEW fresh_meetings AS
        SELECT report_id || CASE WHEN is_readout THEN '' ELSE '-' || told.number END AS telling, report_id, published,
               outlet, told.number * (NOT is_readout)::INTEGER AS position,
               told.* REPLACE (try_cast(told.date AS DATE) AS date)
        FROM (SELECT report_id, is_readout, published, outlet, unnest(meetings) AS told FROM fresh);

        CREATE OR REPLACE TEMP VIEW kept AS SELECT * FROM old.reports ANTI JOIN chosen USING (report_id);
        CREATE OR REPLACE TEMP VIEW kept_meetings AS
        SELECT report_id AS telling, report_id, 1 AS number, 0 AS position, report_no AS old_no,
               meeting_no AS old_meeting_no, copy_of,
               NULL::INTEGER AS start, NULL::INTEGER AS "end", body, level, place, date, published, chars, doubts
        FROM kept WHERE is_readout
        UNION ALL
        SELECT report_id || '-' || position, report_id, position, position, report_no, s.meeting_no, s.copy_of,
               start, "end", s.body, s.level, s.place, s.date, published, "end" - start, s.doubts
        FROM old.stretches s JOIN kept USING (report_no);

        CREATE OR REPLACE TEMP TABLE readings AS
        SELECT report_id, is_readout, published, outlet, url, chars,
               CASE WHEN NOT is_readout THEN md5(text)::UUID END AS digest, corrections
        FROM fresh
        UNION ALL
        SELECT report_id, is_readout, published, outlet, url, chars, digest, corrections
        FROM kept JOIN (FROM old.sketches WHERE position = 0) USING (report_no);

        CREATE OR REPLACE TEMP TABLE tellings AS
        SELECT telling, report_id, number, position, start, "end", body, level, place, date, published, chars, doubts,
               md5(CASE WHEN chars >= {LONG_ENOUGH} THEN {_PART} ELSE text || chr(0) || position END)::UUID AS digest,
               fingerprint, false AS is_settled
        FROM fresh_meetings JOIN (SELECT report_id, text FROM fresh) USING (report_id)
        UNION ALL
        SELECT telling, report_id, number, k.position, start, "end", body, level, place, date, published, chars, doubts,
               digest, bands, true
        FROM kept_meetings k JOIN old.sketches s ON s.report_no = old_no AND s.position = k.position;

        -- Of texts that are the same one is compared with the others: which, may be another now.
        UPDATE tellings SET is_settled = false WHERE is_settled AND digest IN (
            SELECT digest FROM tellings WHERE NOT is_settled
            UNION ALL
            SELECT digest FROM old.sketches WHERE report_no IN (
                SELECT report_no FROM old.reports SEMI JOIN chosen USING (report_id)
            )
        );
    """)


def identities(db: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """A line a report, for the version's id."""
    rows = db.execute(f"SELECT {IDENTITY} FROM readings")
    while batch := rows.fetchmany(10_000):
        yield from (line for (line,) in batch)


def number(db: duckdb.DuckDBPyConnection) -> None:
    """Find the copies and number reports and meetings densely in date order (``numbered``, ``told``, ``held``)."""
    db.execute(f"""
        CREATE OR REPLACE TEMP TABLE same AS
        SELECT telling, first_value(telling) OVER (
            PARTITION BY digest
            ORDER BY position > 0, len(corrections) = 0, date NULLS LAST, published NULLS LAST, telling
        ) AS stands
        FROM tellings JOIN (SELECT report_id, chars AS whole, corrections FROM readings) USING (report_id)
        WHERE whole >= {LONG_ENOUGH};

        CREATE OR REPLACE TEMP TABLE repeated AS
        SELECT report_id, first_value(report_id) OVER (
            PARTITION BY digest ORDER BY published NULLS LAST, report_id
        ) AS stands
        FROM readings WHERE NOT is_readout AND chars >= {LONG_ENOUGH};
    """)
    near, likenesses = _near_copies(db)
    columns = {"telling": pa.array(near, pa.string()), "stands": pa.array(near.values(), pa.string())}
    db.register("near", pa.table(columns))
    alike = {
        "pair": pa.array(likenesses, pa.list_(pa.string())),
        "likeness": pa.array(likenesses.values(), pa.float64()),
    }
    db.register("alike", pa.table(alike))
    db.execute("""
        CREATE OR REPLACE TEMP TABLE likened AS SELECT pair[1] AS first, pair[2] AS second, likeness FROM alike;

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
               )::INTEGER AS report_no, k.report_no AS old_no
        FROM readings r
        LEFT JOIN (SELECT report_id, report_no FROM kept) k USING (report_id)
        LEFT JOIN told t ON t.telling = r.report_id
        LEFT JOIN held h ON h.meeting_id = t.stands
        LEFT JOIN repeated ON repeated.report_id = r.report_id;
    """)
    db.unregister("near")
    db.unregister("alike")


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
    # Formats before the fourth kept both texts.
    original = "original" if _has(db, "reports", "original") else "NULL"
    rows = db.cursor().execute(f"SELECT {original}, {_REPORT} FROM old.reports")
    while batch := rows.fetchmany(1000):
        for kept, *row in batch:
            report = _report(row)
            raw = RawReport(
                report.source, kept or report.original or report.text, report.title, report.published, report.url,
                report.outlet, report.given_id,
            )  # fmt: skip
            # A title that cleaning took from the text is no part of the original.
            yield replace(raw, title=None) if raw.title == headline(report.text) else raw


def report_ids(db: duckdb.DuckDBPyConnection) -> npt.NDArray[np.uint64]:
    """The ids of the old version's reports as numbers, sorted."""
    ids = db.execute("SELECT ('0x' || report_id)::UBIGINT AS id FROM old.reports ORDER BY id").fetchnumpy()["id"]
    return np.asarray(ids, dtype=np.uint64)


def forget_previous(db: duckdb.DuckDBPyConnection) -> None:
    """Put an empty version in the old one's place: all that it held has been read again."""
    db.execute("DETACH old")
    _attach(db, None)


def count_new(db: duckdb.DuckDBPyConnection) -> int:
    """How many of the staged reports are new to the library."""
    return int(_value(db, "SELECT count(*) FROM fresh WHERE is_new"))


def edits(db: duckdb.DuckDBPyConnection) -> Edits:
    """What the old version changes in the program's lexicons."""
    row = db.execute("SELECT edits FROM old.version").fetchone() if _has(db, "version", "edits") else None
    return from_json(row[0]) if row else Edits()


def write(
    db: duckdb.DuckDBPyConnection,
    stages: Stages,
    rejects: Iterable[Reject],
    staging: Path,
    tell: Callable[[float], None] = lambda _: None,
) -> None:
    """Fill the version's tables; ``version`` alone is left to ``sign``. ``tell`` is told which part of it is done."""
    arrange(db, staging / "arranged")
    arranged = f"read_parquet({_quoted(staging / 'arranged' / '*.parquet')})"
    db.execute("SET parquet_metadata_cache = true")
    db.execute(_SPEAKING)
    reports, meetings = (_value(db, f"SELECT count(*) FROM {name}") for name in ("numbered", "held"))
    with _transaction(db):
        for first in range(1, reports + 1, RANGE):
            last = first + RANGE - 1
            db.execute(
                f"CREATE OR REPLACE TEMP VIEW fresh_part AS FROM {arranged} WHERE report_no BETWEEN {first} AND {last}"
            )
            db.execute(_BY_REPORT.format(first=first, last=last, **_reach(db, "report_no", first, last)))
            tell(0.8 * min(last, reports) / reports)
        db.execute("INSERT INTO likenesses FROM likened ORDER BY ALL")
        for first in range(1, meetings + 1, RANGE):
            last = first + RANGE - 1
            reach = _reach(db, "meeting_no", first, last)
            db.execute(f"""
                CREATE OR REPLACE TEMP VIEW fresh_part AS SELECT report_id, is_readout, published, outlet, meetings
                FROM {arranged} WHERE report_no BETWEEN {reach["new_first"]} AND {reach["new_last"]}
            """)
            items = _value(db, "SELECT count(*) FROM items")
            db.execute(_BY_MEETING.format(first=first, last=last, items=items, **reach))
            tell(0.8 + 0.2 * min(last, meetings) / meetings)
        _write_rest(db, stages, rejects)


def arrange(db: duckdb.DuckDBPyConnection, arranged: Path) -> None:
    """Put the chosen reports of the shards in order, many shards at a time, so that a range of numbers is read from a
    few groups of rows of each file."""
    arranged.mkdir()
    pq.write_table(SCHEMA.empty_table().append_column("report_no", pa.array([], pa.int32())), arranged / "none.parquet")
    files = sorted(file for (file,) in db.execute("SELECT DISTINCT filename FROM chosen").fetchall())
    for number, at in enumerate(range(0, len(files), FILES)):
        some = files[at : at + FILES]
        db.register("files", pa.table({"filename": pa.array(some, pa.string()), "place": pa.array(range(len(some)))}))
        chosen = db.sql("""
            SELECT place, file_row_number, report_no
            FROM chosen JOIN files USING (filename) JOIN numbered USING (report_id) ORDER BY report_no
        """).fetchnumpy()
        db.unregister("files")
        tables = [pq.read_table(file) for file in some]
        starts = np.cumsum([0, *(table.num_rows for table in tables)])
        table = pa.concat_tables(tables).take(starts[chosen["place"]] + chosen["file_row_number"])
        table = table.append_column("report_no", pa.array(chosen["report_no"], pa.int32()))
        pq.write_table(table, arranged / f"{number:06}.parquet", compression="lz4", row_group_size=ROWS)


def _reach(db: duckdb.DuckDBPyConnection, number: str, first: int, last: int) -> dict[str, int]:
    """Between which numbers the reports of a range stand, now and in the old version."""
    row = db.execute(f"""
        SELECT coalesce(min(report_no), 0), coalesce(max(report_no), 0), coalesce(min(old_no), 0),
               coalesce(max(old_no), 0), coalesce(min(old_meeting_no), 0), coalesce(max(old_meeting_no), 0)
        FROM (
            SELECT report_no, meeting_no, old_no, old_meeting_no FROM speaking
            UNION ALL
            SELECT report_no, meeting_no, old_no, NULL FROM numbered
        ) WHERE {number} BETWEEN {first} AND {last}
    """).fetchone()
    assert row is not None
    names = ("new_first", "new_last", "old_first", "old_last", "old_meeting_first", "old_meeting_last")
    return dict(zip(names, row, strict=True))


@contextmanager
def _transaction(db: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """All rows in one transaction, so that they go to the file once and not to its log before."""
    db.execute("BEGIN")
    yield
    db.execute("COMMIT")


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


def _near_copies(db: duckdb.DuckDBPyConnection) -> tuple[dict[str, str], dict[Pair, float]]:
    reader = db.sql("""
        SELECT telling, body, level, place, date::VARCHAR AS date, t.published, t.chars, position > 0 AS is_stretch,
               is_settled, corrections, fingerprint
        FROM tellings t JOIN (SELECT report_id, corrections FROM readings) USING (report_id)
        SEMI JOIN (
            SELECT telling FROM tellings LEFT JOIN same USING (telling) WHERE coalesce(stands, telling) = telling
        ) USING (telling)
        ORDER BY telling
    """).to_arrow_reader(10_000)
    found: list[Reading] = []
    bands: list[pa.Array] = []
    names: dict[str, str] = {}  # of bodies, places and days there are few
    for batch in reader:
        bands.append(batch.column("fingerprint"))
        for telling, *facts, published, chars, is_stretch, is_settled, corrections in zip(
            *(column.to_pylist() for column in batch.columns[:-1]), strict=True
        ):
            body, level, place, date = (fact and names.setdefault(fact, fact) for fact in facts)
            before = _before(corrections)
            found.append(Reading(telling, body, level, place, date, published, chars, is_stretch, is_settled, before))

    def texts_of(asked: Sequence[Set[str]]) -> Iterator[Mapping[str, str]]:
        wanted = [(chunk, telling) for chunk, tellings in enumerate(asked) for telling in tellings]
        chunks, tellings = zip(*wanted, strict=True) if wanted else ((), ())
        db.register(
            "asked", pa.table({"chunk": pa.array(chunks, pa.int32()), "telling": pa.array(tellings, pa.string())})
        )
        db.execute(f"""
            CREATE OR REPLACE TEMP TABLE closer AS
            SELECT chunk, telling, {_PART} AS part FROM asked JOIN tellings USING (telling)
            JOIN (SELECT report_id, text FROM fresh UNION ALL SELECT report_id, text FROM kept) USING (report_id)
            ORDER BY chunk
        """)
        db.unregister("asked")
        for chunk in range(len(asked)):
            yield dict(db.execute(f"SELECT telling, part FROM closer WHERE chunk = {chunk}").fetchall())
        db.execute("DROP TABLE closer")

    known = {(a, b): likeness for a, b, likeness in db.execute("FROM old.likenesses").fetchall()}
    kind = pa.list_(pa.uint32())
    fingerprints = pa.concat_arrays([band.cast(kind) for band in bands]) if bands else pa.array([], kind)
    return find_copies(found, fingerprints, texts_of, known)


def _before(corrections: Sequence[Any] | None) -> Mapping[str, str | None]:
    """What was read in the fields that a person corrected."""
    # Of several corrections of a field the first was made of what the program read.
    applied = [one for one in reversed(corrections or ()) if one["status"] == "applied"]
    return {one["field"]: one["before"] for one in applied} if applied else _NOTHING


def _reports(rows: duckdb.DuckDBPyConnection) -> list[Report]:
    return [_report(row) for row in rows.fetchall()]


def _report(row: Sequence[Any]) -> Report:
    facts: dict[str, Any] = dict(zip(_REPORT.split(", "), row, strict=True))
    repairs = tuple(Repair(**repair) for repair in facts["repairs"] or ())
    return Report(**{**facts, "repairs": repairs, "flags": tuple(facts["flags"] or ())})


def _has(db: duckdb.DuckDBPyConnection, table: str, column: str) -> bool:
    """Whether the old version, which may be of an older format, has a column."""
    query = "SELECT count(*) FROM duckdb_columns() WHERE database_name = 'old' AND table_name = ? AND column_name = ?"
    row = db.execute(query, [table, column]).fetchone()
    return bool(row and row[0])


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

_RANGE: Final = "report_no BETWEEN {first} AND {last}"
_MOVED: Final = (
    "JOIN (FROM speaking WHERE report_no BETWEEN {first} AND {last}) moved "
    "ON o.report_no = old_no AND o.meeting_no IS NOT DISTINCT FROM old_meeting_no "
    "WHERE o.report_no BETWEEN {old_first} AND {old_last}"
)


def _said(table: str, *columns: str, order: str) -> str:
    """Fill one of the tables of what a report says, of the texts that count."""
    fresh, old = ", ".join(f"said.{column}" for column in columns), ", ".join(columns)
    return f"""
INSERT INTO {table} BY NAME
SELECT report_no, meeting_no, {old}
FROM (
    SELECT speaking.report_no, meeting_no, {fresh}
    FROM (SELECT report_id, unnest({table}) AS said FROM fresh_part) fresh
    JOIN (FROM speaking WHERE {_RANGE}) speaking ON fresh.report_id = speaking.report_id AND said.meeting = number
    UNION ALL
    SELECT moved.report_no, moved.meeting_no, {old} FROM old.{table} o {_MOVED}
)
ORDER BY {order};
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
{_said("terms", "position", "term", "count", order="report_no, meeting_no, position, term")}
{_said("sentences", "position", "start", "tokens", order="report_no, start")}
{_said("formulations", "position", "formulation", "variant", "start", '"end"', order='report_no, start, "end"')}
"""

_BY_MEETING: Final = f"""
CREATE OR REPLACE TEMP TABLE held_part AS
SELECT held.*, old_meeting_no FROM held JOIN speaking USING (meeting_no)
WHERE meeting_no BETWEEN {{first}} AND {{last}};

CREATE OR REPLACE TEMP TABLE told_part AS
SELECT report_id || CASE WHEN is_readout THEN '' ELSE '-' || told.number END AS meeting_id, published, outlet, told.*
FROM (SELECT report_id, is_readout, published, outlet, unnest(meetings) AS told FROM fresh_part)
WHERE meeting_id IN (SELECT meeting_id FROM held_part);

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
SELECT meeting_no AS new_no, item
FROM (SELECT meeting_id, unnest(items, recursive := false) AS item FROM told_part) JOIN held_part USING (meeting_id);

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

INSERT INTO meeting_terms BY NAME
SELECT meeting_no, term, count
FROM (
    SELECT meeting_no, term, sum(count)::INTEGER AS count
    FROM terms SEMI JOIN (FROM held_part WHERE old_meeting_no IS NULL) USING (meeting_no)
    WHERE meeting_no BETWEEN {{first}} AND {{last}} GROUP BY meeting_no, term
    UNION ALL
    SELECT h.meeting_no, term, count FROM old.meeting_terms o JOIN held_part h ON o.meeting_no = old_meeting_no
    WHERE o.meeting_no BETWEEN {{old_meeting_first}} AND {{old_meeting_last}}
)
ORDER BY meeting_no, term;
"""
