"""How many documents lie ahead, as far as that shows without reading them."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from pathlib import Path, PurePath
from typing import Final

import pyarrow.parquet as pq

from analysis.reading import SUFFIXES

_BY_LINE: Final = {".jsonl", ".csv", ".tsv"}
_UNKNOWN: Final = {".json", ".xlsx"}
_TABLES: Final = {".parquet", ".zip", *_BY_LINE, *_UNKNOWN}


def count_documents(paths: Iterable[Path]) -> int | None:
    """About how many documents the files hold, or None where that shows only in reading.

    A line of a table counts as a document, so that texts of several lines in a CSV file make the number too large;
    nothing but the time left is reckoned by it.
    """
    total = 0
    for path in paths:
        for file in path.rglob("*") if path.is_dir() else [path]:
            count = _count(file)
            if count is None:
                return None
            total += count
    return total


def _count(file: Path) -> int | None:
    suffix = file.suffix.lower()
    if suffix not in SUFFIXES or not file.is_file():
        return 0
    if suffix in _UNKNOWN:
        return None
    try:
        if suffix == ".parquet":
            rows: int = pq.read_metadata(file).num_rows
            return rows
        if suffix == ".zip":
            with zipfile.ZipFile(file) as archive:
                suffixes = [PurePath(name).suffix.lower() for name in archive.namelist()]
            plain = [suffix for suffix in suffixes if suffix in SUFFIXES]
            return len(plain) if not _TABLES.intersection(plain) else None
        if suffix in _BY_LINE:
            with file.open("rb") as stream:
                return sum(block.count(b"\n") for block in iter(lambda: stream.read(1 << 20), b""))
    except Exception:  # the libraries raise anything over a damaged file; the reader says what is wrong with it
        return 0
    return 1
