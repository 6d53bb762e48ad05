"""Plain text and Markdown: one report a file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from analysis.errors import ReadingError
from analysis.reading._decoding import decode
from analysis.reading._fields import Columns
from analysis.reading._limits import whole
from analysis.records import RawReport, Reject


def read(source: str, stream: BinaryIO, columns: Columns) -> Iterator[RawReport | Reject]:
    """The whole file is the text; a headline in it stays there."""
    text = decode(whole(source, stream))
    if not text.strip():
        raise ReadingError(source, "The file is empty.", "Leave it out, or save the report into it again.")
    yield RawReport(source=source, text=text)
