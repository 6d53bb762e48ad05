"""A version on a ClickHouse server, or in ClickHouse within this process (chdb).

An address is ``clickhouse://user:password@host:8123/database``, over TLS ``clickhouses://…``, and for chdb
``chdb:///folder``. Each version is a database of its own, named after the one in the address and the version. What
:meth:`Engine.held` keeps are tables beside it, dropped when the engine is done with them; what a killed process leaves
behind goes when the version is opened two days later.
"""

from __future__ import annotations

import threading
import weakref
from collections import deque
from collections.abc import Hashable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import Any, ClassVar, Final
from urllib.parse import urlsplit
from uuid import uuid4

import clickhouse_connect
import ibis
import ibis.expr.operations as ops
import pyarrow as pa
from clickhouse_connect.driver.client import Client
from clickhouse_connect.driver.exceptions import ClickHouseError
from ibis.backends.sql.compilers.clickhouse import ClickHouseCompiler
from ibis.expr.datatypes import DataType
from ibis.expr.types import Table

from analysis.corpus.engine import Chosen, Engine, Rows
from analysis.engines import _tables
from analysis.errors import EngineError

# Where ClickHouse would do otherwise than SQL has it.
_SETTINGS: Final = {
    "join_use_nulls": 1,
    "aggregate_functions_null_for_empty": 1,
    "prefer_column_name_to_alias": 1,
    "enable_extended_results_for_datetime_functions": 1,
}

_HELD: Final = "held_"

_SORTED_BY: Final = {"terms": "term", "meeting_terms": "term", "formulations": "formulation"}
"""What tables are sorted by that are mostly asked for single values of it; the others are by their first column."""


class _Compiler(ClickHouseCompiler):  # type: ignore[misc]
    """Ibis's own, with characters for bytes and exact counts for estimates."""

    __slots__ = ()

    SIMPLE_OPS: ClassVar = {
        ops.CountDistinct: "uniqExact",
        ops.StringLength: "lengthUTF8",
        ops.ArrayLength: "length",
        ops.StrRight: "rightUTF8",
        ops.Reverse: "reverseUTF8",
    }

    def visit_Substring(self, op: ops.Substring, *, arg: Any, start: Any, length: Any) -> Any:
        given = [] if length is None else [length]
        return self.f.substringUTF8(arg, start + 1, *given)

    def visit_NonNullLiteral(self, op: ops.Literal, *, value: Any, dtype: DataType) -> Any:
        if dtype.is_date():
            return self.f.toDate32(value.isoformat())
        return super().visit_NonNullLiteral(op, value=value, dtype=dtype)

    def visit_ArrayZip(self, op: ops.ArrayZip, *, arg: Any, **_: Any) -> Any:
        return self.f.arrayZipUnaligned(*arg)


_compiler: Final = _Compiler()


class _Server(Engine):
    """A version's database, with a connection a thread."""

    def __init__(self, path: Path, address: str) -> None:
        self._address, self._database = address, database(address, path.stem)
        self._of_thread = threading.local()
        self._kept: set[str] = set()
        self._let_go: deque[str] = deque()
        self._name = f"{_HELD}{uuid4().hex[:12]}"
        self._finish = weakref.finalize(self, _drop, address, self._database, self._kept)
        super().__init__(path)

    def close(self) -> None:
        """Drop what is kept beside the tables. The engine is of no use afterwards."""
        self._finish()
        self._client().close()

    def _key(self, build: Rows[Chosen], selection: Chosen) -> Hashable:
        # Worked out anew every day, so that older tables are nobody's and can be dropped.
        return build, selection, date.today()

    def _arrow(self, expr: Table) -> pa.Table:
        with explained(self._address):
            table: pa.Table = self._client().query_arrow(_compiled(expr), use_strings=True)
        return _typed(table, expr)

    def pieces(self, expr: Table, *, rows: int) -> Iterator[pa.RecordBatch]:
        settings = {"max_block_size": rows}
        with (
            explained(self._address),
            self._client().query_arrow_stream(_compiled(expr), use_strings=True, settings=settings) as batches,
        ):
            for batch in batches:
                yield from _typed(pa.Table.from_batches([batch]), expr).to_batches()

    def _keep(self, rows: Table, name: str) -> tuple[Table, int]:
        name = f"{self._name}_{name}"
        self._kept.add(name)
        with explained(self._address):
            client = self._client()
            while self._let_go:
                gone = self._let_go.popleft()
                client.command(f"DROP TABLE IF EXISTS {gone}")
                self._kept.discard(gone)
            # In memory they would be there, and empty, after the server was started anew.
            client.command(f"CREATE TABLE {name} ENGINE = MergeTree ORDER BY tuple() AS {_compiled(rows)}")
            size = _count(client, name)
        table = ibis.table(rows.schema(), name=name)
        weakref.finalize(table.op(), self._let_go.append, name).atexit = False
        return table, size

    def _client(self) -> Client:
        if not hasattr(self._of_thread, "client"):
            self._of_thread.client = _connected(self._address, self._database)
        client: Client = self._of_thread.client
        return client


def open_engine(path: Path, address: str) -> Engine:
    """Open the copy that ``address`` holds of the version in the file ``path``.

    Raises EngineError where the server cannot be reached.
    """
    _sweep(address, path.stem)
    return _Server(path, address)


def load(path: Path, address: str) -> bool:
    """Copy the version in the file ``path`` to the server; False where it is there already.

    The row that says what the version is comes last, so that a copy that was interrupted is none, and is begun anew.

    Raises EngineError where the server cannot be reached, or does not take the tables.
    """
    name = database(address, path.stem)
    with explained(address):
        client = _connected(address, None)
        found = client.query_arrow(f"SELECT name FROM system.tables WHERE database = '{name}'", use_strings=True)
        if "version" in found.column("name").to_pylist() and client.command(f"SELECT count() FROM {name}.version"):
            return False
        client.command(f"DROP DATABASE IF EXISTS {name}")
        client.command(f"CREATE DATABASE {name}")
        sizes: dict[str, int] = {}
        for table, schema, pieces in _tables.of(path):
            columns = ", ".join(f"`{column}` {_type(kind)}" for column, kind in schema.items())
            order = _SORTED_BY.get(table, schema.names[0])
            client.command(
                f"CREATE TABLE {name}.{table} ({columns}) ENGINE = MergeTree ORDER BY `{order}` "
                "SETTINGS allow_nullable_key = 1"
            )
            if table == "version":
                _hold_against(client, name, sizes, address)
            sizes[table] = 0
            for piece in pieces:
                client.insert_arrow(table, piece, database=name)
                sizes[table] += piece.num_rows
        client.close()
    return True


def _hold_against(client: Client, database: str, sizes: dict[str, int], address: str) -> None:
    """See that the tables have as many rows as were sent, and nobody else's."""
    for table, rows in sizes.items():
        if (found := _count(client, f"{database}.{table}")) != rows:
            raise EngineError(f"{where(address)}: {database}.{table} has {found:,} rows where {rows:,} were sent; is "
                              "somebody else copying the same version? Try again.")  # fmt: skip


def _sweep(address: str, version: str) -> None:
    """Drop what processes that were killed have left beside a version's tables."""
    name = database(address, version)
    with explained(address):
        client = _connected(address, name)
        old = f"name LIKE '{_HELD}%' AND metadata_modification_time < now() - INTERVAL 2 DAY"
        rows = client.query(f"SELECT name FROM system.tables WHERE database = '{name}' AND {old}").result_rows
        for (left,) in rows:
            client.command(f"DROP TABLE IF EXISTS {left}")
        client.close()


def _drop(address: str, database: str, tables: set[str]) -> None:
    with suppress(ClickHouseError):  # the server may be gone; the next to open the version sweeps
        client = _connected(address, database)
        for table in tables:
            client.command(f"DROP TABLE IF EXISTS {table}")
        client.close()


def database(address: str, version: str) -> str:
    """The name of a version's database."""
    parts = urlsplit(address)
    named = parts.path.strip("/") if parts.scheme != "chdb" else ""
    return f"{named or 'agendascope'}_{version}"


def where(address: str) -> str:
    """The address without user and password, for messages."""
    parts = urlsplit(address)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()


@contextmanager
def explained(address: str) -> Iterator[None]:
    """Say what a server has against it without what belongs to nobody else: user and password."""
    try:
        yield
    except ClickHouseError as error:
        said = str(error).strip().splitlines()[0]
        raise EngineError(f"{where(address)}: {said}") from error


def _connected(address: str, database: str | None) -> Client:
    parts = urlsplit(address)
    if parts.scheme == "chdb":
        return clickhouse_connect.get_client(interface="chdb", path=parts.path, database=database, settings=_SETTINGS)
    return clickhouse_connect.get_client(
        host=parts.hostname or "localhost",
        port=parts.port or 0,
        username=parts.username or "default",
        password=parts.password or "",
        secure=parts.scheme == "clickhouses",
        database=database or "__default__",
        settings=_SETTINGS,
        autogenerate_session_id=False,
    )


def _count(client: Client, table: str) -> int:
    return int(client.query(f"SELECT count() FROM {table}").result_rows[0][0])


def _compiled(expr: Table) -> str:
    sql: str = _compiler.to_sqlglot(expr).sql(dialect=_compiler.dialect)
    return sql


def _type(kind: DataType) -> str:
    """A column's type; arrays cannot be null, and a Date begins in 1970."""
    written: str = _compiler.type_mapper.to_string(kind)
    return written.replace("(DATE)", "(Date32)")


def _typed(table: pa.Table, expr: Table) -> pa.Table:
    return table.cast(expr.schema().to_pyarrow())
