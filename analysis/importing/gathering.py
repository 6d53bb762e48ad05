"""The reports of a new version: those read now, and the others of the version before.

Everything here is set-wise SQL over Arrow and Parquet. What is known of each report (its place among the others, its
fingerprint) takes a few hundred bytes; the texts stay where they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from analysis.cleaning import headline
from analysis.corpus.corrections import Correction
from analysis.corpus.edits import from_json
from analysis.corpus.library import CORRECTED, IDENTITY
from analysis.importing import scoping
from analysis.importing.drafts import has, quoted, value
from analysis.records import Edits, RawReport, Repair, Report

LONG_ENOUGH: Final = 50  # characters: shorter texts may be the same without one being a copy of the other
PART: Final = 'CASE WHEN start IS NULL THEN text ELSE substr(text, start + 1, "end" - start) END'
"""In SQL what a telling says of its report."""

_REPORT: Final = "text, title, published, url, outlet, source, given_id, repairs, flags"


def stage(db: duckdb.DuckDBPyConnection, shards: Sequence[Path]) -> None:
    """Make the shards' reports known as ``fresh``, one row a report id."""
    named = ", ".join(map(quoted, shards))
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
               text, told.number * (NOT is_readout)::INTEGER AS position,
               told.* REPLACE (try_cast(told.date AS DATE) AS date)
        FROM (SELECT report_id, is_readout, published, text, unnest(meetings) AS told FROM fresh);
    """)


def gather(db: duckdb.DuckDBPyConnection, *, amends: bool, is_again: bool = False) -> None:
    """Set what is fresh beside the old version's others (``kept``): all of them, or, where the version before is
    amended, those that something new may alter. ``is_again`` where only reports among these have been read again since.

    ``readings`` has a row a report, ``tellings`` a row a report or stretch of a digest that tells of a meeting.
    """
    db.execute(f"""
        CREATE OR REPLACE TEMP TABLE readings AS
        SELECT report_id, is_readout, published, outlet, url, chars,
               CASE WHEN NOT is_readout THEN md5(text)::UUID END AS digest, corrections
        FROM fresh;

        CREATE OR REPLACE TEMP TABLE tellings AS
        SELECT telling, report_id, number, position, start, "end", body, level, place, date, published, chars, doubts,
               md5(CASE WHEN chars >= {LONG_ENOUGH} THEN {PART} ELSE text || chr(0) || position END)::UUID AS digest,
               fingerprint, false AS is_settled
        FROM fresh_meetings;
    """)
    if not is_again:
        scoping.find(db) if amends else scoping.everything(db)
    db.execute("""
        CREATE OR REPLACE TEMP TABLE kept_numbers AS
        SELECT report_no FROM old.reports SEMI JOIN scope USING (report_no) ANTI JOIN chosen USING (report_id);

        CREATE OR REPLACE TEMP VIEW kept AS SELECT * FROM old.reports SEMI JOIN kept_numbers USING (report_no);
        CREATE OR REPLACE TEMP VIEW kept_meetings AS
        SELECT report_id AS telling, report_id, 1 AS number, 0 AS position, report_no AS old_no,
               meeting_no AS old_meeting_no, copy_of,
               NULL::INTEGER AS start, NULL::INTEGER AS "end", body, level, place, date, published, chars, doubts
        FROM kept WHERE is_readout
        UNION ALL
        SELECT report_id || '-' || position, report_id, position, position, report_no, s.meeting_no, s.copy_of,
               start, "end", s.body, s.level, s.place, s.date, published, "end" - start, s.doubts
        FROM old.stretches s JOIN kept USING (report_no);

        INSERT INTO readings
        SELECT report_id, is_readout, published, outlet, url, chars, digest, corrections
        FROM kept JOIN (FROM old.sketches WHERE position = 0) USING (report_no);

        INSERT INTO tellings
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
    rows = db.sql(f"""
        SELECT {IDENTITY} AS line FROM fresh
        UNION ALL
        SELECT {IDENTITY} FROM old.reports ANTI JOIN chosen USING (report_id)
        ORDER BY line
    """).to_arrow_reader(10_000)
    for batch in rows:
        yield from batch.column("line").to_pylist()


def count_new(db: duckdb.DuckDBPyConnection) -> int:
    """How many of the staged reports are new to the library."""
    return int(value(db, "SELECT count(*) FROM fresh WHERE is_new"))


def promoted(db: duckdb.DuckDBPyConnection) -> list[Report]:
    """Reports that told of a meeting, or repeated another, only as copies in the old version and do not now: it kept
    no items or terms of theirs, so they are read again."""
    db.execute("""
        CREATE OR REPLACE TEMP TABLE raised AS
        SELECT old_no AS report_no FROM kept JOIN numbered USING (report_id)
        WHERE copy_of IS NOT NULL AND stands = report_id
        UNION
        SELECT old_no FROM kept_meetings JOIN standing USING (telling) WHERE copy_of IS NOT NULL AND stands = telling
    """)
    return _reports(db.execute(f"SELECT {_REPORT} FROM old.reports SEMI JOIN raised USING (report_no)"))


def corrected(db: duckdb.DuckDBPyConnection, corrections: Mapping[str, Sequence[Correction]]) -> list[Report]:
    """Reports of the old version that stand under other ``corrections`` now than when it was made."""
    ids = [" ".join(correction.id for correction in of_report) for of_report in corrections.values()]
    columns = {"report_id": pa.array(corrections, pa.string()), "ids": pa.array(ids, pa.string())}
    db.register("given", pa.table(columns))
    # First which: few reports have any, and the texts of the others are not read.
    db.execute(f"""
        CREATE OR REPLACE TEMP TABLE altered AS
        SELECT report_no FROM (
            SELECT report_no, report_id, corrections FROM old.reports
            WHERE len(corrections) > 0 OR report_id IN (SELECT report_id FROM given)
        ) LEFT JOIN given USING (report_id)
        WHERE ids IS DISTINCT FROM {CORRECTED}
    """)
    found = _reports(db.execute(f"SELECT {_REPORT} FROM old.reports SEMI JOIN altered USING (report_no)"))
    db.unregister("given")
    return found


def originals(db: duckdb.DuckDBPyConnection) -> Iterator[RawReport]:
    """The reports of the old version as they were before cleaning."""
    # Formats before the fourth kept both texts.
    original = "original" if has(db, "reports", "original") else "NULL"
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


def edits(db: duckdb.DuckDBPyConnection) -> Edits:
    """What the old version changes in the program's lexicons."""
    row = db.execute("SELECT edits FROM old.version").fetchone() if has(db, "version", "edits") else None
    return from_json(row[0]) if row else Edits()


def _reports(rows: duckdb.DuckDBPyConnection) -> list[Report]:
    return [_report(row) for row in rows.fetchall()]


def _report(row: Sequence[Any]) -> Report:
    facts: dict[str, Any] = dict(zip(_REPORT.split(", "), row, strict=True))
    repairs = tuple(Repair(**repair) for repair in facts["repairs"] or ())
    return Report(**{**facts, "repairs": repairs, "flags": tuple(facts["flags"] or ())})
