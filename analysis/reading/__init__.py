"""Files to raw reports: one module a family of formats."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import BinaryIO, Final

from analysis.reading._fields import Columns
from analysis.reading._walk import Reader, Walk
from analysis.records import RawReport, Reject

__all__ = ["SUFFIXES", "Columns", "files", "read"]


def _reader(module: str, function: str = "read") -> Reader:
    """A reader whose module is imported when the first file of its kind comes: the libraries of formats are heavy, and
    who only asks for :data:`SUFFIXES` needs none of them."""

    def read_file(source: str, stream: BinaryIO, columns: Columns) -> Iterator[RawReport | Reject]:
        reader: Reader = getattr(import_module(f"analysis.reading.{module}"), function)
        return reader(source, stream, columns)

    return read_file


_READERS: Final[dict[str, Reader]] = {
    ".txt": _reader("plain"),
    ".md": _reader("plain"),
    ".html": _reader("page"),
    ".htm": _reader("page"),
    ".docx": _reader("word"),
    ".pdf": _reader("pdf"),
    ".csv": _reader("delimited"),
    ".tsv": _reader("delimited"),
    ".xlsx": _reader("spreadsheet"),
    ".json": _reader("structured", "read_json"),
    ".jsonl": _reader("structured", "read_lines"),
    ".parquet": _reader("columnar"),
}

SUFFIXES: Final[tuple[str, ...]] = (*_READERS, ".zip")
"""The suffixes of the files that can be read."""


def read(paths: Iterable[Path], *, columns: Columns | None = None) -> Iterator[RawReport | Reject]:
    """Every report in files, folders and zip archives, one after the other.

    Folders are read recursively in the order of their names; what is hidden is left out. A file or a row that gives no
    report gives a :class:`~analysis.records.Reject` instead, and reading goes on. ``columns`` names the columns of
    tables and the keys of JSON records where they are not the usual ones.
    """
    walk = Walk(_READERS, columns or Columns())
    for path in paths:
        yield from walk.path(path)


def files(paths: Iterable[Path]) -> Iterator[Path | Reject]:
    """The files that :func:`read` would read, one after the other, and a reject for what it would not."""
    walk = Walk(_READERS, Columns())
    for path in paths:
        yield from walk.files(path)
