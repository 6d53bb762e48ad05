"""Reading one version of a library: Ibis expressions over an immutable DuckDB file.

The tables are unbound Ibis tables made from :mod:`analysis.corpus.schema`, so that an expression belongs to no
connection: any thread may build it and any thread may run it. A DuckDB connection serves one query at a time; the
engine therefore holds one connection and gives each thread a cursor of its own, which shares the open file and its
cache but not the query in progress. The connection is to a database in memory, to which the version's file is attached
for reading: in it stand the rows that :meth:`Engine.held` keeps. Nothing else in an engine changes after it is made.
"""

from __future__ import annotations

import json
import threading
import weakref
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import Any, Final

import duckdb
import ibis
import pandas as pd
from ibis.backends.duckdb import Backend
from ibis.expr.types import Table

from analysis.corpus.edits import from_json
from analysis.corpus.schema import FORMAT, TABLES
from analysis.errors import LibraryError
from analysis.records import Edits

ROOM: Final = 20_000_000
"""How many values an engine keeps in memory for expressions to come, four to eight bytes each."""

# Nested selects are the engine's to flatten, at a fraction of what Ibis takes for it.
ibis.options.sql.fuse_selects = False


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
        self._held: OrderedDict[Hashable, tuple[Table, int]] = OrderedDict()
        self._holding = threading.Lock()
        self._number = count()
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
        relation: Any = _cursor(self._connection).sql(self._backend().compile(expr))
        reader = relation.to_arrow_reader(rows)
        pieces = (batch.to_pandas() for batch in reader)
        yield next(pieces, reader.schema.empty_table().to_pandas())
        yield from pieces

    def held(self, key: Hashable, expr: Callable[[], Table]) -> Table:
        """The rows of an expression, worked out once and kept in memory under ``key`` while there is room.

        For what many questions begin with: which meetings are selected, what each meeting adds up to. Those not asked
        for longest go first; an expression that was built on them still finds them.
        """
        with self._holding:
            if key in self._held:
                self._held.move_to_end(key)
                return self._held[key][0]
        rows, name = expr(), f"held_{next(self._number)}"
        cursor = _cursor(self._connection)
        cursor.execute(f"CREATE TABLE memory.main.{name} AS {self._backend().compile(rows)}")
        size = cursor.execute(f"SELECT count(*) FROM memory.main.{name}").fetchone()
        table = ibis.table(rows.schema(), name=name, catalog="memory", database="main")
        weakref.finalize(table.op(), _drop, self._connection, name).atexit = False
        with self._holding:
            self._held[key] = table, (size[0] if size else 0) * len(rows.columns)
            while sum(values for _table, values in self._held.values()) > ROOM and len(self._held) > 1:
                self._held.popitem(last=False)
        return table

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
            self._of_thread.backend = Backend.from_connection(_cursor(self._connection))
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
        connection = duckdb.connect()
        connection.execute("ATTACH '" + str(path).replace("'", "''") + "' AS version (READ_ONLY)")
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


def _cursor(connection: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """A cursor that finds the version's tables by their bare names."""
    return connection.cursor().execute("USE version")


def _drop(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    with suppress(duckdb.Error):  # the engine has been closed
        connection.cursor().execute(f"DROP TABLE memory.main.{name}")


def _unbound(name: str, columns: dict[str, str]) -> Table:
    parse = Backend.compiler.type_mapper.from_string
    return ibis.table({column: parse(kind) for column, kind in columns.items()}, name=name)
