"""Tables as an Excel workbook."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO, Any, Final

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from analysis.errors import SelectionError
from analysis.exporting.tables import Workings, is_missing, joined

ROWS: Final = 1_048_575
"""How many rows a sheet of a workbook holds beside its header."""
CHARACTERS: Final = 32_767
"""How many characters a cell of a workbook holds."""


def write(frames: Iterable[pd.DataFrame], stream: IO[bytes], says: Workings) -> None:
    """Write tables of one kind below each other; see :func:`analysis.exporting.tables.to_xlsx`."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(says.sheets[0])
    sheet.freeze_panes = "A2"
    rows, formats = 0, list[str | None]()
    for frame in frames:
        if not rows:
            headers = [says.labels.get(str(name), str(name)) for name in frame.columns]
            formats = [says.formats.get(str(name)) for name in frame.columns]
            for place, (header, name) in enumerate(zip(headers, frame.columns, strict=True), 1):
                sheet.column_dimensions[get_column_letter(place)].width = _width([header, *frame[name].head(50)])
            sheet.append([_cell(sheet, header, bold=True) for header in headers])
        rows += len(frame)
        if rows > ROWS:
            raise SelectionError(f"A workbook's sheet holds {ROWS:,} rows; export as csv or parquet, or select less.")
        for row in frame.astype(object).itertuples(index=False):
            sheet.append([_cell(sheet, *one) for one in zip(row, formats, strict=True)])
    if says.about:
        about = book.create_sheet(says.sheets[1])
        about.column_dimensions["A"].width, about.column_dimensions["B"].width = 20, 100
        for label, value in says.about:
            about.append([_cell(about, label, bold=True), _cell(about, value, wrap=True)])
    book.save(stream)


def _cell(
    sheet: Any, value: Any, number_format: str | None = None, *, bold: bool = False, wrap: bool = False
) -> WriteOnlyCell:
    value = joined(value)
    if not isinstance(value, str):
        cell = WriteOnlyCell(sheet, None if is_missing(value) else value)
        if number_format and cell.value is not None:
            cell.number_format = number_format
        return cell
    text = ILLEGAL_CHARACTERS_RE.sub("", value)
    cell = WriteOnlyCell(sheet, text if len(text) <= CHARACTERS else text[: CHARACTERS - 1] + "…")
    cell.data_type = "s"
    if bold:
        cell.font = Font(bold=True)
    if wrap:
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _width(values: Iterable[Any]) -> int:
    """How wide a column must be for its values, a Han character counting for two; not wider than a screen bears."""
    texts = (f"{value:.4g}" if isinstance(value, float) else str(joined(value)) for value in values)
    longest = max((sum(2 if ord(sign) > 0x2E7F else 1 for sign in text[:60]) for text in texts), default=0)
    return min(max(longest + 2, 8), 60)
