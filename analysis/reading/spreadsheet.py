"""Excel workbooks (.xlsx)."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from typing import BinaryIO

from openpyxl import load_workbook

from analysis.errors import ReadingError
from analysis.reading._fields import Columns, locate, report, text_of
from analysis.reading._limits import check_archive
from analysis.records import RawReport, Reject


def read(source: str, stream: BinaryIO, columns: Columns) -> Iterator[RawReport | Reject]:
    """A report a row of every sheet that has a column for the text; the first row that is not empty names the columns.

    Raises ReadingError where no sheet has one; beside a sheet that has, the others are left out.
    """
    try:
        with zipfile.ZipFile(stream) as archive:
            check_archive(source, archive)
    except zipfile.BadZipFile:
        raise ReadingError(
            source, "This is no .xlsx file; an older .xls may have been renamed.", "Open it and save it as .xlsx."
        ) from None
    stream.seek(0)
    workbook = load_workbook(stream, read_only=True, data_only=True)
    refused: ReadingError | None = None
    found = False
    try:
        for sheet in workbook.worksheets:
            sheet.reset_dimensions()  # what the file says of them is often wrong
            rows = enumerate(sheet.iter_rows(values_only=True), start=1)
            header = next((row for _, row in rows if any(text_of(cell) for cell in row)), None)
            if header is None:
                continue
            names = [text_of(cell) or "" for cell in header]
            try:
                where = locate(f"{source}, sheet {sheet.title}", names, columns)
            except ReadingError as error:
                refused = error
                continue
            found = True
            for number, row in rows:
                if any(text_of(cell) for cell in row):
                    place = f"{source}, sheet {sheet.title}, row {number}"
                    yield report(place, dict(zip(names, row, strict=False)), where)
    finally:
        workbook.close()
    if not found:
        raise refused or ReadingError(
            source, "The workbook is empty.", "Leave it out, or save the table into it again."
        )
