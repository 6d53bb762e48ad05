"""From paths to the files that readers read: single files, folders, zip archives."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from analysis.errors import ReadingError
from analysis.reading._fields import Columns
from analysis.records import RawReport, Reject

Reader = Callable[[str, BinaryIO, Columns], Iterator[RawReport | Reject]]
"""``(source, stream, columns)`` -> the reports; the stream can seek. Raises ReadingError for a file as a whole."""


def walk(path: Path, readers: Mapping[str, Reader], columns: Columns) -> Iterator[RawReport | Reject]:
    """The reports of a file or of every file below a folder."""
    if path.is_dir():
        for child in sorted(path.iterdir()):
            if not child.name.startswith("."):
                yield from walk(child, readers, columns)
        return
    source = str(path)
    try:
        with path.open("rb") as stream:
            yield from readers[path.suffix.lower()](source, stream, columns)
    except ReadingError as error:
        yield Reject(error.place, error.reason, error.remedy)
