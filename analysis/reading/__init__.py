"""Files to raw reports: one module a family of formats."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from analysis.reading import columnar, delimited, page, pdf, plain, spreadsheet, structured, word
from analysis.reading._fields import Columns
from analysis.reading._walk import Reader, Walk
from analysis.records import RawReport, Reject

__all__ = ["SUFFIXES", "Columns", "read"]

_READERS: Final[dict[str, Reader]] = {
    ".txt": plain.read,
    ".md": plain.read,
    ".html": page.read,
    ".htm": page.read,
    ".docx": word.read,
    ".pdf": pdf.read,
    ".csv": delimited.read,
    ".tsv": delimited.read,
    ".xlsx": spreadsheet.read,
    ".json": structured.read_json,
    ".jsonl": structured.read_lines,
    ".parquet": columnar.read,
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
