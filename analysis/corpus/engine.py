"""Reading one version of a library: Ibis expressions over an immutable DuckDB file.

The tables are unbound Ibis tables made from :mod:`analysis.corpus.schema`, so that an expression belongs to no
connection: any thread may build it and any thread may run it. A DuckDB connection serves one query at a time; the
engine therefore holds one connection and gives each thread a cursor of its own, which shares the open file and its
cache but not the query in progress. The connection is to a database in memory, to which the version's file is attached
for reading: in it stand the rows that :meth:`Engine.held` keeps. Nothing else in an engine changes after it is made.

To draw an expression and to write it out as SQL takes as long as to run it over a hundred thousand meetings, and most
expressions differ from view to view by nothing but the selection, a day or a name. A :func:`query` is an expression
that has not been drawn yet: the engine draws it once, with marks where these stand, and keeps its SQL for all versions.

An expression belongs to no database either: :mod:`analysis.engines` runs the same ones elsewhere, by an
:class:`Engine` of its own.
"""

from __future__ import annotations

import json
import re
import threading
import warnings
import weakref
from abc import ABC, abstractmethod
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property, lru_cache
from itertools import count
from pathlib import Path
from typing import Any, Final, Protocol, Self, TypeVar, runtime_checkable

import duckdb
import ibis
import pandas as pd
import pyarrow as pa
from ibis.backends.duckdb import Backend
from ibis.backends.duckdb.converter import DuckDBPyArrowData
from ibis.expr.schema import Schema
from ibis.expr.types import Table

from analysis.corpus.edits import from_json
from analysis.corpus.schema import FORMAT, TABLES
from analysis.errors import LibraryError
from analysis.records import Edits

ROOM: Final = 20_000_000
"""How many values an engine keeps in memory for expressions to come, four to eight bytes each."""

PER_MEETING: Final = 100
"""How many it keeps for each meeting, if these are more: what all meetings add up to must find room beside a selection,
since it is what most questions begin with."""

BLOCKS: Final = 8_000_000
"""How many bytes of its file an engine keeps in memory between one measure and the next."""

PER_REPORT: Final = 1_000
"""How many it keeps for each report, if these are more: a third of what a report takes in the file."""

RESULTS: Final = 24
"""How many results an engine keeps for other measures to begin with."""

KEPT: Final = 2_000
"""How many expressions are kept as SQL, a few thousand characters each."""

# The copy costs less than what is warned to do instead: a relation is parsed and bound twice.
warnings.filterwarnings("ignore", "Arrow output on a DB-API result", UserWarning)

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


@runtime_checkable
class Standing(Protocol):
    """What a query is asked of, where one stands for all of its kind in how the expression is written."""

    def stand_in(self, mark: str) -> Self:
        """One that stands for all that are written alike, told apart from others by ``mark``."""

    def changed(self, change: Callable[[str], str]) -> Self:
        """The same with every name, word and day in it changed by ``change``, written alike."""


Chosen = TypeVar("Chosen", bound=Hashable)
Result = TypeVar("Result")
Rows = Callable[["Engine", Chosen], Table]
"""What draws an expression for a selection."""


@dataclass(frozen=True, slots=True)
class Query:
    """An expression that has not been drawn yet; see :func:`query`."""

    build: Callable[..., Table]
    given: tuple[Any, ...]
    options: tuple[tuple[str, Hashable], ...] = ()
    alike: bool = True

    def draw(self, engine: Engine) -> Table:
        """The expression itself."""
        return self.build(engine, *self.given, **dict(self.options))


def query(build: Callable[..., Table], *given: Any, **options: Hashable) -> Query:
    """The expression that ``build(engine, *given, **options)`` draws.

    ``given`` is what changes from view to view: selections, days, numbers that are floats, strings, and lists of
    strings. ``build`` may put them into the expression, hand selections on to :meth:`Engine.held`, and look at nothing
    else of them, since it may be given a stand-in: a selection that is written alike, a mark for a string. ``options``
    it may look at; they should have few values. Of a module's own functions alone, which do not change.
    """
    return Query(build, given, tuple(sorted(options.items())))


class Engine(ABC):
    """A version that is open for reading. Make one with :func:`open_engine`; share it between threads freely.

    Attributes:
        path: the version's file in its library.
        version: what the version says of itself.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._held: OrderedDict[Hashable, tuple[Table, int]] = OrderedDict()
        self._results: OrderedDict[Hashable, Any] = OrderedDict()
        self._holding = threading.Lock()
        self._number = count()
        self.version = self._read_version()

    def table(self, name: str) -> Table:
        """The table ``name`` of :data:`analysis.corpus.schema.TABLES`, to build expressions on."""
        return _TABLES[name]

    def run(self, asked: Table | Query) -> pd.DataFrame:
        """The rows of a table expression. Dates are ``datetime.date``; a number that may be missing is a float."""
        frame: pd.DataFrame = self._answer(asked).to_pandas()
        return frame

    def rows(self, asked: Table | Query) -> list[dict[str, Any]]:
        """The same rows as plain dictionaries, nested columns as lists and dictionaries, null as None."""
        rows: list[dict[str, Any]] = self._answer(asked).to_pylist()
        return rows

    def batches(self, expr: Table, *, rows: int = 50_000) -> Iterator[pd.DataFrame]:
        """The rows of a table expression in pieces, for results that are too large to hold; at least one piece."""
        pieces = (batch.to_pandas() for batch in self.pieces(expr, rows=rows))
        yield next(pieces, expr.schema().to_pyarrow().empty_table().to_pandas())
        yield from pieces

    def held(self, build: Rows[Chosen], selection: Chosen, *, alike: bool = True) -> Table:
        """The rows of ``build(engine, selection)``, worked out once and kept in memory while there is room.

        For what many questions begin with: which meetings are selected, what each meeting adds up to. Those not asked
        for longest go first, and what is more than the room is not kept; an expression that was built on them still
        finds them. ``build`` is a :func:`query` of the selection or, where selections are not written ``alike``, may
        look at everything in it but the names, words and days.
        """
        key = self._key(build, selection)
        with self._holding:
            if key in self._held:
                self._held.move_to_end(key)
                return self._held[key][0]
        name = f"held_{next(self._number)}"
        table, size = self._hold(Query(build, (selection,), alike=alike), name)
        if (values := size * len(table.columns)) > self._room:
            return table
        with self._holding:
            self._held[key] = table, values
            while sum(values for _table, values in self._held.values()) > self._room:
                self._held.popitem(last=False)
        return table

    def once(self, function: Callable[..., Result], *given: Hashable, **options: Hashable) -> Result:
        """What ``function(engine, *given, **options)`` returns, kept for the other measures that begin with it: the
        last :data:`RESULTS` of them. Nobody may change it."""
        key = function, given, tuple(sorted(options.items()))
        with self._holding:
            if key in self._results:
                self._results.move_to_end(key)
                kept: Result = self._results[key]
                return kept
        result = function(self, *given, **options)
        with self._holding:
            self._results[key] = result
            while len(self._results) > RESULTS:
                self._results.popitem(last=False)
        return result

    @cached_property
    def _room(self) -> int:
        meetings = int(self.rows(self.table("meetings").agg(n=ibis._.count()))[0]["n"])
        return max(ROOM, PER_MEETING * meetings)

    @cached_property
    def topics(self) -> tuple[str, ...]:
        """The ids of the version's taxonomy, in its order."""
        return tuple(row["topic"] for row in self.rows(self.table("topics").order_by("order").select("topic")))

    @cached_property
    def stopwords(self) -> frozenset[str]:
        """The words that the version's lists of words leave out."""
        return frozenset(row["term"] for row in self.rows(self.table("stopwords")))

    def ease(self) -> None:  # noqa: B027 - other engines keep nothing here
        """Give memory back that is not needed between two measures; nothing while others ask."""

    @abstractmethod
    def close(self) -> None:
        """Give back what is open. The engine is of no use afterwards."""

    @abstractmethod
    def _arrow(self, expr: Table) -> pa.Table:
        """The rows of an expression, their types those of its schema."""

    @abstractmethod
    def pieces(self, expr: Table, *, rows: int) -> Iterator[pa.RecordBatch]:
        """The rows of an expression in Arrow's pieces of about so many rows, which may be none."""

    @abstractmethod
    def _keep(self, rows: Table, name: str) -> tuple[Table, int]:
        """A table of these rows, which is gone when nothing is built on it any more, and how many rows it has."""

    def _answer(self, asked: Table | Query) -> pa.Table:
        """The rows of an expression or query."""
        return self._arrow(asked.draw(self) if isinstance(asked, Query) else asked)

    def _hold(self, asked: Query, name: str) -> tuple[Table, int]:
        """A table of the rows of a query."""
        return self._keep(asked.draw(self), name)

    def _key(self, build: Rows[Chosen], selection: Chosen) -> Hashable:
        """What rows are held under."""
        return build, selection

    def _read_version(self) -> Version:
        row = self.rows(self.table("version"))[0]
        if row["format"] != FORMAT:
            raise LibraryError(
                f"{self.path}: the version has format {row['format']} and this program reads format {FORMAT}. "
                "Import the reports again, or open the library with the program that made it."
            )
        read = {"edits": from_json(row["edits"], name=str(self.path)), "summary": json.loads(row["summary"] or "{}")}
        return Version(**{**row, **read})


class _File(Engine):
    """A version's file, opened by DuckDB in this process."""

    def __init__(self, path: Path, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self._of_thread = threading.local()
        self._counting = threading.Lock()
        self._asking = 0
        # Asked of DuckDB, since a sweep may have taken the file's name away from what is open already.
        counted = connection.execute("SELECT sum(block_size * total_blocks) FROM pragma_database_size()").fetchall()
        self._size = int(counted[0][0] or 0)
        super().__init__(path)

    def close(self) -> None:
        """Give the file back. The engine is of no use afterwards."""
        self._connection.close()

    def ease(self) -> None:
        """DuckDB keeps every block of the file that it has read, which the system has in its own memory as well."""
        if self._blocks >= self._size:
            return
        with self._counting:
            if self._asking:
                return
            cursor = self._connection.cursor()
            taken = dict(cursor.execute("SELECT tag, memory_usage_bytes FROM duckdb_memory()").fetchall())
            if (spare := taken["BASE_TABLE"] - self._blocks) > 0:
                with suppress(duckdb.Error):  # it cannot give so much back
                    cursor.execute(f"SET memory_limit = '{sum(taken.values()) - spare}B'")
                cursor.execute("RESET memory_limit")

    @cached_property
    def _blocks(self) -> int:
        return max(BLOCKS, PER_REPORT * int(self.rows(self.table("reports").agg(n=ibis._.count()))[0]["n"]))

    @contextmanager
    def _asks(self) -> Iterator[None]:
        """While this lasts nobody gives memory back, which would leave a question without."""
        with self._counting:
            self._asking += 1
        try:
            yield
        finally:
            with self._counting:
                self._asking -= 1

    def _arrow(self, expr: Table) -> pa.Table:
        with self._asks():
            return self._backend().to_pyarrow(expr)

    def pieces(self, expr: Table, *, rows: int) -> Iterator[pa.RecordBatch]:
        with self._asks():
            # Ibis's own way to batches asks DuckDB for a method that is gone.
            relation: Any = _cursor(self._connection).sql(self._backend().compile(expr))
            yield from relation.to_arrow_reader(rows)

    def _keep(self, rows: Table, name: str) -> tuple[Table, int]:
        return self._made(self._backend().compile(rows), rows.schema(), name)

    def _answer(self, asked: Table | Query) -> pa.Table:
        if not isinstance(asked, Query):
            return self._arrow(asked)
        sql, schema, _needed = self._written(asked)
        with self._asks():
            return DuckDBPyArrowData.convert_table(self._backend().con.execute(sql).to_arrow_table(), schema)

    def _hold(self, asked: Query, name: str) -> tuple[Table, int]:
        sql, schema, _needed = self._written(asked)
        return self._made(sql, schema, name)

    def _made(self, sql: str, schema: Schema, name: str) -> tuple[Table, int]:
        with self._asks():
            made = self._backend().con.execute(f"CREATE TABLE memory.main.{name} AS {sql}").fetchone()
        table = ibis.table(schema, name=name, catalog="memory", database="main")
        weakref.finalize(table.op(), _drop, self._connection, name).atexit = False
        return table, made[0] if made else 0

    def _written(self, asked: Query) -> tuple[str, Schema, list[Table]]:
        """The SQL of a query, what its columns are, and the held rows that must not go before it has run."""
        if asked.alike:
            given = asked.given
            template = _template(asked.build, tuple(map(_standing, given, count())), asked.options)
        else:
            given, form = _apart(*asked.given)
            template = _template(asked.build, (form,), asked.options, alike=False)
        needed = [self.held(build, _meant(of, given), alike=alike) for build, of, alike in template.held]
        return template.sql(given, [table.op().name for table in needed]), template.schema, needed

    def _backend(self) -> Backend:
        if not hasattr(self._of_thread, "backend"):
            self._of_thread.backend = Backend.from_connection(_cursor(self._connection))
        backend: Backend = self._of_thread.backend
        return backend


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
        return _File(path, connection)
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


_TABLES: Final = {name: _unbound(name, columns) for name, columns in TABLES.items()}


@dataclass(frozen=True, slots=True)
class _Mark:
    """Stands in a template for the value of this number among those that a query is given."""

    number: int
    kind: str = ""

    def __str__(self) -> str:
        return f"¶{self.number:04}"


@dataclass(frozen=True, slots=True)
class _Template:
    """The SQL of all queries that differ only in what they are given. ``held`` are the rows it needs: what draws them,
    of which selection, and whether these are written alike."""

    text: str
    schema: Schema
    held: tuple[tuple[Rows[Any], Any, bool], ...]

    def sql(self, given: tuple[Any, ...], held: list[str]) -> str:
        """The SQL for what is given, with the names of the tables that hold the rows."""

        def fill(mark: re.Match[str]) -> str:
            if mark["held"]:
                return f'"{held[int(mark["held"])]}"'
            value = given[int(mark["value"])]
            return ", ".join(map(_quoted, value)) if isinstance(value, (list, tuple)) else _quoted(value)

        return _MARKED.sub(fill, self.text)


class _Sketch(_File):
    """What a template is drawn on in an engine's place: it has the tables and, of what is held, the columns."""

    def __init__(self, given: tuple[Any, ...], *, alike: bool) -> None:
        self._alike = alike
        self._of: dict[Any, _Mark] = {
            one: _Mark(number) for number, one in enumerate(given) if alike and one and isinstance(one, Standing)
        }
        self.asked: list[tuple[Rows[Any], Any, bool]] = []

    def held(self, build: Rows[Chosen], selection: Chosen, *, alike: bool = True) -> Table:
        """A table of the columns alone; what it should hold is noted."""
        noted, is_alike = self.asked, self._alike
        self.asked, self._alike = [], False  # what those rows need is noted, and looked at, when they are worked out
        columns = build(self, selection).schema()
        self.asked, self._alike = noted, is_alike
        of = self._of.get(selection, selection)
        if self._alike and "¶" in repr(of) and not isinstance(of, _Mark):
            raise TypeError("A query may hold the rows of no other selections than those that it is given.")
        asked = build, of, alike
        if asked not in self.asked:
            self.asked.append(asked)
        return ibis.table(columns, name=f"¶{self.asked.index(asked)}", catalog="memory", database="main")


_MARKED: Final = re.compile(r"""'¶(?P<value>\d+)'|"¶(?P<held>\d+)\"""")
_COMPILER: Final = Backend()
"""Connected to nothing."""


def _standing(value: Any, number: int) -> Any:
    """What stands in a template for a value that a query is given."""
    mark = _Mark(number)
    if isinstance(value, Standing):
        return value.stand_in(str(mark))
    if isinstance(value, (list, tuple)):
        return (str(mark),) if value else ()
    if isinstance(value, str):
        return str(mark)
    if isinstance(value, date):
        return _Mark(number, "date")
    if isinstance(value, float):
        return _Mark(number, "float64")
    return value


def _apart(selection: Hashable) -> tuple[tuple[str, ...], Hashable]:
    """The names, words and days of a selection, and one that is written alike with marks in their places."""
    if not isinstance(selection, Standing):
        return (), selection
    values: list[str] = []

    def mark(value: str) -> str:
        values.append(value)
        return str(_Mark(len(values) - 1))

    form = selection.changed(mark)
    return tuple(values), form


def _meant(of: Any, given: tuple[Any, ...]) -> Any:
    """What a selection in a template stands for."""
    if isinstance(of, _Mark):
        return given[of.number]
    return of.changed(lambda mark: given[int(mark[1:])]) if "¶" in repr(of) else of


@lru_cache(maxsize=KEPT)
def _template(
    build: Callable[..., Table], given: tuple[Any, ...], options: tuple[Any, ...], *, alike: bool = True
) -> _Template:
    sketch = _Sketch(given, alike=alike)
    values = (ibis.literal(str(one)).cast(one.kind) if isinstance(one, _Mark) else one for one in given)
    drawn = build(sketch, *values, **dict(options))
    text = _COMPILER.compile(drawn)
    if "¶" in _MARKED.sub("", text):
        raise TypeError("A query may put what it is given into an expression, and may not take it apart.")
    return _Template(text, drawn.schema(), tuple(sketch.asked))


def _quoted(value: Any) -> str:
    return "'" + str(value).replace("'", "''") + "'"
