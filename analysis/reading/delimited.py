"""CSV and TSV."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import BinaryIO, Final, TextIO

from analysis.errors import ReadingError
from analysis.reading._decoding import open_text
from analysis.reading._fields import Columns, locate, report
from analysis.reading._limits import LONGEST_LINE, bounded
from analysis.records import RawReport, Reject

_LONGEST_FIELD: Final = 1 << 26
_DELIMITERS: Final = ",\t;|，"


def read(source: str, stream: BinaryIO, columns: Columns) -> Iterator[RawReport | Reject]:
    """A report a row; the rows are named as a spreadsheet numbers them, the header being row 1."""
    csv.field_size_limit(_LONGEST_FIELD)
    with open_text(stream, newline="") as lines:
        header_line = lines.readline(LONGEST_LINE)
        # The delimiter is the one that the header has most of: the text of a row may be full of commas.
        delimiter = max(_DELIMITERS, key=header_line.count)
        lines.seek(0)
        rows = csv.reader(_lines(source, lines), delimiter=delimiter)
        header = next(rows, None)
        if header is None:
            raise ReadingError(source, "The file is empty.", "Leave it out, or save the table into it again.")
        header = [name.strip().removeprefix("\ufeff") for name in header]
        where = locate(source, header, columns)
        number = 1
        while True:
            number += 1
            place = f"{source}, row {number}"
            try:
                row = next(rows)
            except StopIteration:
                return
            except csv.Error as error:
                yield Reject(place, f"The row cannot be read: {error}.", "Put the text into double quotes.")
                continue
            if any(cell.strip() for cell in row):
                yield report(place, dict(zip(header, row, strict=False)), where)


def _lines(source: str, lines: TextIO) -> Iterator[str]:
    for line in bounded(lines):
        if line is None:
            raise ReadingError(source, f"A line has more than {LONGEST_LINE:,} characters.", "Save the table again.")
        yield line
