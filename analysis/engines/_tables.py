"""The tables of a version's file, on their way to another engine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pyarrow as pa
from ibis.expr.schema import Schema

from analysis.corpus.engine import open_engine
from analysis.corpus.schema import TABLES

ROWS: Final = 100_000
"""How many rows are on their way at a time; of reports, whose texts weigh most, a tenth."""


def of(path: Path) -> Iterator[tuple[str, Schema, Iterator[pa.Table]]]:
    """Each table of a version: its name, its schema and its rows in pieces; the one that says what it is comes last."""
    engine = open_engine(path)
    try:
        for name in TABLES:
            table = engine.table(name)
            pieces = engine.pieces(table, rows=ROWS // 10 if name == "reports" else ROWS)
            yield name, table.schema(), (pa.Table.from_batches([piece]) for piece in pieces)
    finally:
        engine.close()
