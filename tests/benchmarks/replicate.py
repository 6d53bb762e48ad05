"""A library that holds everything of another one many times, to measure time at a size.

    python -m tests.benchmarks.replicate LIBRARY LARGE TIMES

LARGE is a folder that does not exist yet. Its one version holds every row of a report, meeting or item of LIBRARY's
current version TIMES times, each time under numbers and ids of its own, in the order of the original: the copies of a
meeting stand beside each other, so that meetings are in the order of their days. Fingerprints and digests are others in
each copy, as if its texts were, so that an import takes no copy for what is there already. 100,000 reports become
1,000,000 in about three minutes and 4 GB of disk.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import Final

import duckdb

from analysis.corpus.library import Library
from analysis.corpus.schema import TABLES

NUMBERS: Final = ("item_no", "meeting_no", "report_no")
IDS: Final = ("report_id", "meeting_id", "item_id", "copy_of")
LIKENED: Final = 20_000
"""Pairs that are alike, replicated at a time."""
ORDER: Final = ("position", "start", "term", "rank")

STEP: Final = 5_000
"""How many numbers are replicated at a time, so that nothing sorts the whole."""


def main(library: str, large: str, times: str) -> None:
    source = Library(Path(library))
    record = source.record_of(source.current() or "")
    made = replace(
        record, version=f"{int(record.version, 16) ^ int(times):016x}", reports=record.reports * int(times),
        meetings=record.meetings * int(times), items=record.items * int(times),
    )  # fmt: skip
    target = Library(Path(large))
    file = target.path / "making.duckdb"
    target.path.mkdir(parents=True)
    with duckdb.connect(file) as db:
        db.execute(f"ATTACH '{source.path_of(record.version)}' AS old (READ_ONLY)")
        for table, columns in TABLES.items():
            _replicate(db, table, columns, int(times))
        db.execute(f"UPDATE version SET version = '{made.version}'")
    target.commit(file, made)


def _replicate(db: duckdb.DuckDBPyConnection, table: str, columns: dict[str, str], times: int) -> None:
    db.execute(f"CREATE TABLE {table} AS FROM old.{table} LIMIT 0")
    found = [name for name in NUMBERS if name in columns]
    if table == "likenesses":
        for first in range(0, _count(db, table), LIKENED):
            db.execute(
                f"INSERT INTO {table} SELECT least(one, two), greatest(one, two), likeness FROM ("
                f"SELECT {_id_of('first')} AS one, {_id_of('second')} AS two, likeness "
                f"FROM (FROM old.{table} LIMIT {LIKENED} OFFSET {first}), range({times}) r(c))"
            )
        return
    if not found:
        db.execute(f"INSERT INTO {table} FROM old.{table}")
        return
    lead = next(name for name in columns if name in NUMBERS)
    cells = {name: f'"{name}"' for name in columns}
    # 0 stands for no item.
    cells |= {
        name: f'CASE "{name}" WHEN 0 THEN 0 ELSE ((("{name}" - 1) * {times}) + c + 1)::INTEGER END' for name in found
    }
    cells |= {name: _id_of(name) for name in IDS if name in columns}
    if table == "sketches":
        cells |= {"digest": "md5(digest::VARCHAR || c)::UUID", "bands": "[(hash(b, c) >> 32)::UINTEGER for b in bands]"}
    listed = ", ".join(f'{cell} AS "{name}"' for name, cell in cells.items())
    order = ", ".join(f'"{name}"' for name in (lead, *ORDER) if name in columns)
    last = (db.execute(f'SELECT max("{lead}") FROM old.{table}').fetchone() or (0,))[0] or 0
    for first in range(0, last + 1, STEP):
        db.execute(
            f"INSERT INTO {table} SELECT {listed} FROM old.{table}, range({times}) r(c) "
            f'WHERE "{lead}" >= {first} AND "{lead}" < {first + STEP} ORDER BY {order}'
        )


def _id_of(column: str) -> str:
    """In SQL the id of a copy: that of a report begins every other."""
    return f"printf('%016x', hash(left({column}, 16), c)) || substr({column}, 17)"


def _count(db: duckdb.DuckDBPyConnection, table: str) -> int:
    row = db.execute(f"SELECT count(*) FROM old.{table}").fetchone()
    assert row is not None
    return int(row[0])


if __name__ == "__main__":
    main(*sys.argv[1:])
