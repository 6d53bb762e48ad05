"""Which reports tell of the same meeting, and the numbers of reports and meetings in the new version."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from typing import Any, Final

import duckdb
import pyarrow as pa

from analysis.importing.copies import Pair, Reading, find_copies
from analysis.importing.drafts import highest
from analysis.importing.gathering import LONG_ENOUGH, PART

_NOTHING: Final[Mapping[str, str | None]] = {}


Copies = tuple[dict[str, str], dict[Pair, float]]
"""For each telling that repeats another the one that stands for the meeting, and the likeness of those alike."""


def find(db: duckdb.DuckDBPyConnection) -> Copies:
    """Which of the ``tellings`` tell of the same meeting, and which say it word for word (``same``); and which of the
    other ``readings`` repeat one (``repeated``)."""
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
    return _near_copies(db)


def number(db: duckdb.DuckDBPyConnection, found: Copies, *, keep: bool) -> None:
    """Number reports and meetings in date order (``numbered``, ``told``, ``held``), given the copies that were
    ``found``: all of them densely; or, to ``keep`` the numbers of what stays as it was, what is new after the
    highest."""
    near, likenesses = found
    reports = highest(db, "report_no", "old.reports") if keep else 0
    meetings = highest(db, "meeting_no", "old.meetings") if keep else 0
    columns = {"telling": pa.array(near, pa.string()), "stands": pa.array(near.values(), pa.string())}
    db.register("near", pa.table(columns))
    alike = {
        "pair": pa.array(likenesses, pa.list_(pa.string())),
        "likeness": pa.array(likenesses.values(), pa.float64()),
    }
    db.register("alike", pa.table(alike))
    db.execute(f"""
        CREATE OR REPLACE TEMP TABLE likened AS SELECT pair[1] AS first, pair[2] AS second, likeness FROM alike;

        CREATE OR REPLACE TEMP TABLE standing AS
        SELECT t.telling, coalesce(near.stands, same.stands, t.telling) AS stands
        FROM tellings t
        LEFT JOIN same USING (telling)
        LEFT JOIN near ON near.telling = coalesce(same.stands, t.telling);

        CREATE OR REPLACE TEMP TABLE held AS
        SELECT telling AS meeting_id, date, coalesce(
                   stays, {meetings} + row_number() OVER (PARTITION BY stays IS NULL ORDER BY date NULLS LAST, telling)
               )::INTEGER AS meeting_no
        FROM tellings JOIN standing USING (telling)
        LEFT JOIN (
            SELECT telling, old_meeting_no AS stays FROM kept_meetings WHERE {keep} AND copy_of IS NULL
        ) USING (telling)
        WHERE stands = telling;

        CREATE OR REPLACE TEMP TABLE told AS
        SELECT t.telling, report_id, number, stands, meeting_no FROM tellings t
        JOIN standing USING (telling) JOIN held ON meeting_id = stands;

        CREATE OR REPLACE TEMP TABLE numbered AS
        SELECT r.report_id, coalesce(t.stands, repeated.stands, r.report_id) AS stands, t.meeting_no,
               coalesce(stays, {reports} + row_number() OVER (
                   PARTITION BY stays IS NULL
                   ORDER BY coalesce(h.date, try_cast(left(r.published, 10) AS DATE)) NULLS LAST, r.report_id
               ))::INTEGER AS report_no, old_no
        FROM readings r
        LEFT JOIN (
            SELECT report_id, report_no AS old_no, CASE WHEN {keep} THEN report_no END AS stays FROM kept
        ) k USING (report_id)
        LEFT JOIN told t ON t.telling = r.report_id
        LEFT JOIN held h ON h.meeting_id = t.stands
        LEFT JOIN repeated ON repeated.report_id = r.report_id;
    """)
    db.unregister("near")
    db.unregister("alike")


def _near_copies(db: duckdb.DuckDBPyConnection) -> Copies:
    # Joined to the few that are corrected or copies: tables of all that are not would take the engine's room.
    reader = db.sql("""
        SELECT telling, body, level, place, date::VARCHAR AS date, t.published, t.chars, position > 0 AS is_stretch,
               is_settled, corrections, fingerprint
        FROM tellings t
        LEFT JOIN (SELECT report_id, corrections FROM readings WHERE len(corrections) > 0) USING (report_id)
        ANTI JOIN (SELECT telling FROM same WHERE stands <> telling) USING (telling)
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
            SELECT chunk, telling, {PART} AS part FROM asked JOIN tellings USING (telling)
            JOIN (SELECT report_id, text FROM fresh UNION ALL SELECT report_id, text FROM kept) USING (report_id)
            ORDER BY chunk
        """)
        db.unregister("asked")
        for chunk in range(len(asked)):
            yield dict(db.execute(f"SELECT telling, part FROM closer WHERE chunk = {chunk}").fetchall())
        db.execute("DROP TABLE closer")

    likened = db.execute("""
        SELECT first, second, likeness, hash(first) IN (FROM unsure) OR hash(second) IN (FROM unsure)
        FROM old.likenesses SEMI JOIN (FROM tellings WHERE is_settled) ON telling = first
        SEMI JOIN (FROM tellings WHERE is_settled) ON telling = second
    """).fetchall()
    known = {(a, b): likeness for a, b, likeness, is_unsure in likened if is_unsure}
    certain = {(a, b): likeness for a, b, likeness, is_unsure in likened if not is_unsure}
    kind = pa.list_(pa.uint32())
    fingerprints = pa.concat_arrays([band.cast(kind) for band in bands]) if bands else pa.array([], kind)
    return find_copies(found, fingerprints, texts_of, known, certain)


def _before(corrections: Sequence[Any] | None) -> Mapping[str, str | None]:
    """What was read in the fields that a person corrected."""
    # Of several corrections of a field the first was made of what the program read.
    applied = [one for one in reversed(corrections or ()) if one["status"] == "applied"]
    return {one["field"]: one["before"] for one in applied} if applied else _NOTHING
