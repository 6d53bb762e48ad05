"""The file of a new version while it is made: where it begins, and what is done to it at last.

It begins empty, or as a copy of the version before. The one connection holds, beside it, the version before (``old``,
for reading) and tables of its own that last as long as the import.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import duckdb

from analysis.corpus.edits import to_json
from analysis.corpus.library import VersionRecord
from analysis.corpus.schema import FORMAT, TABLES
from analysis.records import Edits

MEMORY: Final = 500  # megabytes that the engine may take; what is more it puts aside on the disk
PER_REPORT: Final = 1_500  # bytes that it may take beside, a report: what it sorts at one time grows with the library


@contextmanager
def connected(staging: Path, previous: Path | None) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to which the version before, or an empty one, is attached as ``old``."""
    settings: dict[str, Any] = {"memory_limit": f"{MEMORY}MB", "temp_directory": str(staging / "spill")}
    db = duckdb.connect(":memory:", config=settings)
    try:
        _attach(db, previous)
        yield db
    finally:
        db.close()


def give_room(db: duckdb.DuckDBPyConnection, reports: int) -> None:
    """Let the engine take what so many reports ask for: it does not put everything aside that it sorts."""
    db.execute(f"SET memory_limit = '{MEMORY + reports * PER_REPORT // 1_000_000}MB'")


def begin(db: duckdb.DuckDBPyConnection, file: Path, copied: Path | None = None) -> None:
    """Make the new version's file, empty or a copy of a version's: tables without a name before theirs are its own
    from here on."""
    if copied:
        shutil.copyfile(copied, file)
    db.execute(f"ATTACH {quoted(file)} AS draft")
    db.execute("USE draft")
    if not copied:
        _create_tables(db, "")


@contextmanager
def transaction(db: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """All changes in one transaction, so that rows go to the file once and not to its log before."""
    db.execute("BEGIN")
    yield
    db.execute("COMMIT")


def forget_previous(db: duckdb.DuckDBPyConnection) -> None:
    """Put an empty version in the old one's place: all that it held has been read again."""
    db.execute("DETACH old")
    _attach(db, None)


def counts(db: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """How many rows each table has."""
    return {name: value(db, f"SELECT count(*) FROM {name}") for name in TABLES}


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
    db.execute("CHECKPOINT draft")


def _attach(db: duckdb.DuckDBPyConnection, previous: Path | None) -> None:
    if previous:
        db.execute(f"ATTACH {quoted(previous)} AS old (READ_ONLY)")
    else:
        db.execute("ATTACH ':memory:' AS old")
        _create_tables(db, "old.")


def _create_tables(db: duckdb.DuckDBPyConnection, prefix: str) -> None:
    for name, columns in TABLES.items():
        described = ", ".join(f'"{column}" {kind}' for column, kind in columns.items())
        db.execute(f"CREATE TABLE {prefix}{name} ({described})")


def has(db: duckdb.DuckDBPyConnection, table: str, column: str) -> bool:
    """Whether the old version, which may be of an older format, has a column."""
    query = "SELECT count(*) FROM duckdb_columns() WHERE database_name = 'old' AND table_name = ? AND column_name = ?"
    row = db.execute(query, [table, column]).fetchone()
    return bool(row and row[0])


def quoted(path: Path) -> str:
    """A path as SQL has it."""
    return "'" + str(path).replace("'", "''") + "'"


def highest(db: duckdb.DuckDBPyConnection, number: str, table: str) -> int:
    """The highest of a table's numbers, 0 where it is empty."""
    return int(value(db, f"SELECT coalesce(max({number}), 0) FROM {table}"))


def value(db: duckdb.DuckDBPyConnection, query: str) -> Any:
    """The one value that a query gives."""
    [row] = db.execute(query).fetchall()  # all, since a result that is not read to its end is in the way
    return row[0]
