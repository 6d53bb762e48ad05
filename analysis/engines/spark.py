"""A version on Spark: tables in Parquet files that every machine of the cluster reaches.

An address is a Spark master and the folder of the tables, ``spark://head:7077?tables=hdfs://head/agendascope``. The
master may be ``local[2]`` (this machine), ``yarn``, ``k8s://…`` or, over Spark Connect, ``sc://host``; the folder
whatever Arrow and Spark both reach: a path, ``hdfs://``, ``s3://``, ``gs://``.
"""

from __future__ import annotations

import os
import re
import sys
import threading
import weakref
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qs

import ibis
import ibis.expr.operations as ops
import pyarrow as pa
import pyarrow.parquet as pq
import sqlglot.expressions as sge
from ibis.backends.sql.compilers.base import SQLGlotCompiler
from ibis.backends.sql.compilers.pyspark import PySparkCompiler
from ibis.expr.types import Table
from py4j.protocol import Py4JError
from pyarrow.fs import FileSystem, FileType
from pyspark.errors import PySparkException
from pyspark.sql import DataFrame, SparkSession

from analysis.corpus.engine import Engine
from analysis.corpus.schema import TABLES
from analysis.engines import _tables
from analysis.errors import EngineError

_FILE: Final = "rows.parquet"
_starting: Final = threading.Lock()


class _Compiler(PySparkCompiler):  # type: ignore[misc]
    """Ibis's own, with dates that stay dates and strings that are split at strings."""

    __slots__ = ()

    rewrites = SQLGlotCompiler.rewrites  # Spark has learnt OFFSET

    def visit_NonNullLiteral(self, op: ops.Literal, *, value: Any, dtype: Any) -> Any:
        if dtype.is_floating():  # written out bare it would be a decimal, and round
            return self.cast(sge.convert(value), dtype)
        return super().visit_NonNullLiteral(op, value=value, dtype=dtype)

    def visit_Field(self, op: ops.Field, *, rel: Any, name: str) -> Any:
        return SQLGlotCompiler.visit_Field(self, op, rel=rel, name=name)

    def visit_CountStar(self, op: ops.CountStar, *, arg: Any, where: Any) -> Any:
        counted = super().visit_CountStar(op, arg=arg, where=where)
        return counted if where is None else self.f.coalesce(counted, sge.convert(0))

    def visit_DateTruncate(self, op: ops.DateTruncate, *, arg: Any, unit: Any) -> Any:
        return self.f.anon.trunc(arg, sge.convert(unit.singular))


_compiler: Final = _Compiler()


class _Cluster(Engine):
    """A version's tables in a session of their own, so that several versions have the same names."""

    def __init__(self, path: Path, address: str) -> None:
        self._session = connected(address).newSession()
        self._let_go: deque[tuple[str, DataFrame]] = deque()
        for table in TABLES:
            self._session.read.parquet(f"{folder(address)}/{path.stem}/{table}").createOrReplaceTempView(table)
        super().__init__(path)

    def close(self) -> None:
        """Let go of what is kept in the cluster's memory. The engine is of no use afterwards."""
        self._held.clear()
        self._forget()

    def _arrow(self, expr: Table) -> pa.Table:
        return self._frame(expr).toArrow().cast(expr.schema().to_pyarrow())

    def pieces(self, expr: Table, *, rows: int) -> Iterator[pa.RecordBatch]:
        schema = expr.schema().to_pyarrow()
        found, batch = self._frame(expr).toLocalIterator(), []
        for row in found:
            batch.append(row.asDict(recursive=True))
            if len(batch) == rows:
                yield pa.RecordBatch.from_pylist(batch, schema)
                batch = []
        if batch:
            yield pa.RecordBatch.from_pylist(batch, schema)

    def _keep(self, rows: Table, name: str) -> tuple[Table, int]:
        self._forget()
        frame = self._frame(rows).cache()
        frame.createOrReplaceTempView(name)
        table = ibis.table(rows.schema(), name=name)
        weakref.finalize(table.op(), self._let_go.append, (name, frame)).atexit = False
        return table, frame.count()

    def _forget(self) -> None:
        while self._let_go:
            name, frame = self._let_go.popleft()
            self._session.catalog.dropTempView(name)
            frame.unpersist()

    def _frame(self, expr: Table) -> DataFrame:
        return self._session.sql(_compiler.to_sqlglot(expr).sql(dialect=_compiler.dialect))


def open_engine(path: Path, address: str) -> Engine:
    """Open the copy that the folder in ``address`` holds of the version in the file ``path``. Raises EngineError."""
    with explained(address):
        return _Cluster(path, address)


def load(path: Path, address: str) -> bool:
    """Write the version in the file ``path`` to the folder in ``address``; False where it is there already.

    The table that says what the version is comes last, and a file takes its name once it is whole, so that a copy that
    was interrupted is none, and is begun anew.
    Raises EngineError where the folder cannot be written to.
    """
    try:
        system, root = FileSystem.from_uri(folder(address))
        target = f"{root}/{path.stem}"
        if system.get_file_info(f"{target}/version/{_FILE}").type != FileType.NotFound:
            return False
        for table, schema, pieces in _tables.of(path):
            system.create_dir(f"{target}/{table}")
            unfinished = f"{target}/{table}/_{_FILE}"  # Spark passes over such names
            with pq.ParquetWriter(unfinished, schema.to_pyarrow(), filesystem=system, compression="zstd") as writer:
                for piece in pieces:
                    writer.write_table(piece.cast(schema.to_pyarrow()))
            system.move(unfinished, f"{target}/{table}/{_FILE}")
        return True
    except OSError as error:
        raise EngineError(f"{address}: the tables cannot be written ({error}).") from None


def connected(address: str) -> SparkSession:
    """The session with the master in the address; there is one a process. Raises EngineError."""
    master = address.partition("?")[0]
    builder = SparkSession.builder.appName("agendascope")
    builder = builder.remote(master) if master.startswith("sc://") else builder.master(master)
    if master.startswith("local"):  # a small machine, where Spark's defaults for clusters cost more than the work
        builder = builder.config("spark.ui.enabled", False).config("spark.sql.shuffle.partitions", 2)
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # Spark's own default is whatever python3 there is
    with explained(address), _starting:
        return builder.getOrCreate()


def folder(address: str) -> str:
    """The folder of the tables. Raises EngineError where the address names none."""
    given = parse_qs(address.partition("?")[2]).get("tables", [""])[0].rstrip("/")
    if not given:
        raise EngineError(f"{address}: add ?tables= and a folder that every machine of the cluster reaches.")
    return given


@contextmanager
def explained(address: str) -> Iterator[None]:
    """Say in one line what Spark has against it."""
    try:
        yield
    except (PySparkException, Py4JError) as error:
        said = str(getattr(error, "java_exception", None) or error).strip()
        if python := re.search(r"^Traceback .*?^(\S.*?)$", said, re.MULTILINE | re.DOTALL):
            said = f"an executor says {python[1]}; docs/engines.md says what executors need."
        elif "JAVA_GATEWAY_EXITED" in said:
            said = "Java did not start; Spark needs Java 17 or 21 on this machine (docs/engines.md)."
        elif re.search("stopped SparkContext|SparkContext was shut down", said):
            said = "no master answers there, or it has gone; check the address, and that the master runs."
        raise EngineError(f"{address}: {said.splitlines()[0]}") from error
