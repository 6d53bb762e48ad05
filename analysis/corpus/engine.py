"""Reading one version of a library: Ibis expressions over an immutable DuckDB file.

The tables are unbound Ibis tables made from :mod:`analysis.corpus.schema`, so that an expression belongs to no
connection: any thread may build it and any thread may run it. A DuckDB connection serves one query at a time; the
engine therefore holds one connection and gives each thread a cursor of its own, which shares the open file and its
cache but not the query in progress. Nothing else in an engine changes after it is made.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb
import ibis
import pandas as pd
from ibis.backends.duckdb import Backend
from ibis.expr.types import Table

from analysis.corpus.edits import from_json
from analysis.corpus.schema import FORMAT, TABLES
from analysis.errors import LibraryError
from analysis.records import Edits


@dataclass(frozen=True, slots=True)
class Version:
    """What a version says of itself. ``edits`` are what its library changes in the program's lexicons, ``summary`` is
    the summary of the import that made it."""

    version: str
    format: int
    created: datetime
    parser: str
    lexicon: str
    edits: Edits
    is_sample: bool
    summary: dict[str, Any] = field(default_factory=dict)


class Engine:
    """A version that is open for reading. Make one with :func:`open_engine`; share it between threads freely."""

    def __init__(self, path: Path, connection: duckdb.DuckDBPyConnection) -> None:
        self.path = path
        self._connection = connection
        self._of_thread = threading.local()
        self._tables = {name: _unbound(name, columns) for name, columns in TABLES.items()}
        self.version = self._read_version()

    def table(self, name: str) -> Table:
        """The table ``name`` of :data:`analysis.corpus.schema.TABLES`, to build expressions on."""
        return self._tables[name]

    def run(self, expr: Table) -> pd.DataFrame:
        """The rows of a table expression. Dates are ``datetime.date``; a number that may be missing is a float."""
        frame: pd.DataFrame = self._backend().to_pyarrow(expr).to_pandas()
        return frame

    def rows(self, expr: Table) -> list[dict[str, Any]]:
        """The same rows as plain dictionaries, nested columns as lists and dictionaries, null as None."""
        rows: list[dict[str, Any]] = self._backend().to_pyarrow(expr).to_pylist()
        return rows

    def batches(self, expr: Table, *, rows: int = 50_000) -> Iterator[pd.DataFrame]:
        """The rows of a table expression in pieces, for results that are too large to hold; at least one piece."""
        # Ibis's own way to batches asks DuckDB for a method that is gone.
        relation: Any = self._connection.cursor().sql(self._backend().compile(expr))
        reader = relation.to_arrow_reader(rows)
        pieces = (batch.to_pandas() for batch in reader)
        yield next(pieces, reader.schema.empty_table().to_pandas())
        yield from pieces

    @cached_property
    def topics(self) -> tuple[str, ...]:
        """The ids of the version's taxonomy, in its order."""
        return tuple(row["topic"] for row in self.rows(self.table("topics").order_by("order").select("topic")))

    @cached_property
    def stopwords(self) -> frozenset[str]:
        """The words that the version's lists of words leave out."""
        return frozenset(row["term"] for row in self.rows(self.table("stopwords")))

    def close(self) -> None:
        """Give the file back. The engine is of no use afterwards."""
        self._connection.close()

    def _backend(self) -> Backend:
        if not hasattr(self._of_thread, "backend"):
            self._of_thread.backend = Backend.from_connection(self._connection.cursor())
        backend: Backend = self._of_thread.backend
        return backend

    def _read_version(self) -> Version:
        row = self.rows(self.table("version"))[0]
        if row["format"] != FORMAT:
            raise LibraryError(
                f"{self.path}: the version has format {row['format']} and this program reads format {FORMAT}. "
                "Import the reports again, or open the library with the program that made it."
            )
        read = {"edits": from_json(row["edits"], name=str(self.path)), "summary": json.loads(row["summary"] or "{}")}
        return Version(**{**row, **read})


def open_engine(path: Path) -> Engine:
    """Open the version file ``path`` for reading.

    Raises:
        LibraryError: where there is no such file, or it is no version of this program's format.
    """
    path = Path(path).absolute()
    if not path.is_file():
        raise LibraryError(f"{path}: there is no such version file. Import reports, or choose a version that exists.")
    try:
        connection = duckdb.connect(str(path), read_only=True)
    except duckdb.Error as error:
        raise LibraryError(f"{path}: the file cannot be opened as a library version ({error}).") from error
    try:
        return Engine(path, connection)
    except (duckdb.CatalogException, duckdb.BinderException, KeyError, IndexError) as error:
        connection.close()
        raise LibraryError(f"{path}: the file is not a complete library version ({error}).") from error
    except LibraryError:
        connection.close()
        raise


def _unbound(name: str, columns: dict[str, str]) -> Table:
    parse = Backend.compiler.type_mapper.from_string
    return ibis.table({column: parse(kind) for column, kind in columns.items()}, name=name)
