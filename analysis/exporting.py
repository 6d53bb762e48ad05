"""Tables for other programs: CSV, JSON Lines, Excel workbooks and Parquet.

What a report says is text wherever it goes: no cell of a CSV file or a workbook is ever taken for a formula, whatever
it begins with.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from typing import IO, Any, Final

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from ibis import _
from ibis.expr.types import Table
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from analysis.corpus.engine import Engine
from analysis.errors import SelectionError

ROWS: Final = 1_048_575
"""How many rows a sheet of a workbook holds beside its header."""
CHARACTERS: Final = 32_767
"""How many characters a cell of a workbook holds."""

# Spreadsheets take a cell that begins so for a formula; those set to Chinese take the full-width forms, too.
_FORMULA = re.compile(r"[=+\-@\t\r＝＋－＠]")
_CONTEXT: Final = 30


def guard(value: Any) -> Any:
    """A cell as a spreadsheet may have it: text that it would take for a formula gets an apostrophe before it.

    >>> guard("=1+1"), guard("会议"), guard(-5)
    ("'=1+1", '会议', -5)
    """
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value


def to_csv(frame: pd.DataFrame) -> bytes:
    """A table as CSV in UTF-8 with a byte order mark, by which Excel knows the encoding; formulas are guarded."""
    return b"".join(_csv([frame]))


def to_jsonl(frame: pd.DataFrame) -> bytes:
    """A table as JSON Lines: an object a row, missing values null, dates ISO 8601."""
    return b"".join(_jsonl([frame]))


def to_xlsx(frame: pd.DataFrame) -> bytes:
    """A table as an Excel workbook: numbers as numbers, dates as dates, text always as text.

    Text beyond the 32,767 characters of a cell is cut and ends in an ellipsis. Raises SelectionError where the table
    has more rows than a sheet holds.
    """
    stream = io.BytesIO()
    _write_xlsx([frame], stream)
    return stream.getvalue()


def to_parquet(frame: pd.DataFrame) -> bytes:
    """A table as Parquet, types and all."""
    stream = io.BytesIO()
    _write_parquet([frame], stream)
    return stream.getvalue()


def export(engine: Engine, table: str, *, format: str, stream: IO[bytes]) -> int:
    """Write ``meetings``, ``items``, ``terms`` or ``formulations`` of a version to a stream, piece by piece.

    Gives the number of rows. Raises SelectionError where there is no such table or format.
    """
    if table not in EXPORTS:
        raise SelectionError(f"There is no table {table!r} to export; there are {', '.join(EXPORTS)}.")
    if format not in FORMATS:
        raise SelectionError(f"There is no format {format!r}; there are {', '.join(FORMATS)}.")
    count = 0

    def counted() -> Iterator[pd.DataFrame]:
        nonlocal count
        for frame in engine.batches(EXPORTS[table](engine)):
            count += len(frame)
            yield frame

    FORMATS[format](counted(), stream)
    return count


def _csv(frames: Iterable[pd.DataFrame]) -> Iterator[bytes]:
    encoding, header = "utf-8-sig", True
    for frame in frames:
        texts = [name for name in frame.columns if not pd.api.types.is_numeric_dtype(frame[name])]
        plain = frame.assign(**{name: frame[name].map(_joined).map(guard) for name in texts}).rename(columns=guard)
        yield plain.to_csv(index=False, header=header, lineterminator="\r\n").encode(encoding)
        encoding, header = "utf-8", False


def _jsonl(frames: Iterable[pd.DataFrame]) -> Iterator[bytes]:
    for frame in frames:
        for row in frame.astype(object).to_dict("records"):
            values = {str(name): _plain(value) for name, value in row.items()}
            yield json.dumps(values, ensure_ascii=False).encode() + b"\n"


def _write_csv(frames: Iterable[pd.DataFrame], stream: IO[bytes]) -> None:
    stream.writelines(_csv(frames))


def _write_jsonl(frames: Iterable[pd.DataFrame], stream: IO[bytes]) -> None:
    stream.writelines(_jsonl(frames))


def _write_parquet(frames: Iterable[pd.DataFrame], stream: IO[bytes]) -> None:
    writer = None
    for frame in frames:
        table = pa.Table.from_pandas(frame, schema=writer.schema if writer else None, preserve_index=False)
        writer = writer or pq.ParquetWriter(stream, table.schema, compression="zstd")
        writer.write_table(table)
    if writer:
        writer.close()


def _write_xlsx(frames: Iterable[pd.DataFrame], stream: IO[bytes]) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Agendascope")
    rows = 0
    for frame in frames:
        if not rows:
            sheet.append([_cell(sheet, str(name)) for name in frame.columns])
        rows += len(frame)
        if rows > ROWS:
            raise SelectionError(f"A workbook's sheet holds {ROWS:,} rows; export as csv or parquet, or select less.")
        for row in frame.astype(object).itertuples(index=False):
            sheet.append([_cell(sheet, value) for value in row])
    book.save(stream)


def _cell(sheet: Any, value: Any) -> WriteOnlyCell:
    value = _joined(value)
    if not isinstance(value, str):
        return WriteOnlyCell(sheet, None if _is_missing(value) else value)
    text = ILLEGAL_CHARACTERS_RE.sub("", value)
    cell = WriteOnlyCell(sheet, text if len(text) <= CHARACTERS else text[: CHARACTERS - 1] + "…")
    cell.data_type = "s"
    return cell


def _joined(value: Any) -> Any:
    return "；".join(map(str, value)) if pd.api.types.is_list_like(value) else value


def _plain(value: Any) -> Any:
    if pd.api.types.is_list_like(value):
        return [_plain(part) for part in value]
    if _is_missing(value):
        return None
    if isinstance(value, date | datetime):
        return value.isoformat()
    return value.item() if hasattr(value, "item") else value


def _is_missing(value: Any) -> bool:
    return value is None or value is pd.NaT or value is pd.NA or value != value


def _meetings(engine: Engine) -> Table:
    meetings, items = engine.table("meetings"), engine.table("items")
    labels = engine.table("labels").group_by("meeting_no").agg(topics=_.topic.collect(distinct=True, order_by=_.topic))
    numbers = items.group_by("meeting_no").agg(items=_.count())
    urls = engine.table("reports").select("report_no", "url")
    return (
        meetings.left_join(numbers, "meeting_no")
        .drop("meeting_no_right")
        .left_join(labels, "meeting_no")
        .left_join(urls, "report_no")
        .order_by("meeting_no")
        .select(
            *("meeting_id", "date", "date_basis", "level", "province", "city", "county", "place", "place_code", "body"),
            *("session", "session_term", "session_year", "session_number", "chair", "chair_post", "attendees", "title"),
            _["items"].fill_null(0).name("items"),
            *("topics", "other_matters", "reports", "outlet", "url", "chars"),
        )
    )


def _items(engine: Engine) -> Table:
    meetings = engine.table("meetings").select(
        "meeting_no", "meeting_id", "report_no", "date", "level", "place", "body", "title", "outlet"
    )
    texts = engine.table("reports").select("report_no", "text", "url")
    labels = engine.table("labels").group_by("item_no").agg(topics=_.topic.collect(order_by=_["rank"]))
    return (
        engine.table("items")
        .left_join(labels, "item_no")
        .drop("item_no_right")
        .inner_join(meetings, "meeting_no")
        .inner_join(texts, "report_no")
        .order_by("item_no")
        .select(
            *("item_id", "meeting_id", "date", "level", "place", "body", "title", "position", "action", "subject"),
            *("decision", "documents", "topic", "topics"),
            announcement=_.text.substr(_.announcement_start, _.announcement_end - _.announcement_start),
            passage=_.text.substr(_.passage_start, _.passage_end - _.passage_start),
            outlet=_.outlet,
            url=_.url,
        )
    )


def _terms(engine: Engine) -> Table:
    return (
        engine.table("terms")
        .inner_join(engine.table("reports").select("report_no", "report_id"), "report_no")
        .left_join(_of_meetings(engine), "meeting_no")
        .order_by("report_no", "meeting_no", "position", "term")
        .select("report_id", "meeting_id", "date", "position", "term", "count")
    )


def _formulations(engine: Engine) -> Table:
    return (
        engine.table("formulations")
        .inner_join(engine.table("reports").select("report_no", "report_id", "text"), "report_no")
        .left_join(_of_meetings(engine), "meeting_no")
        .order_by("report_no", "start")
        .select(
            *("report_id", "meeting_id", "date", "place", "body", "position", "formulation", "variant"),
            left=_.text.substr((_.start - _CONTEXT).clip(lower=0), _.start.clip(upper=_CONTEXT)),
            right=_.text.substr(_.end, _CONTEXT),
        )
    )


def _of_meetings(engine: Engine) -> Table:
    """What is known of each meeting."""
    return engine.table("meetings").select("meeting_no", "meeting_id", "date", "place", "body")


EXPORTS: Final[dict[str, Callable[[Engine], Table]]] = {
    "meetings": _meetings,
    "items": _items,
    "terms": _terms,
    "formulations": _formulations,
}
FORMATS: Final[dict[str, Callable[[Iterable[pd.DataFrame], IO[bytes]], None]]] = {
    "csv": _write_csv,
    "jsonl": _write_jsonl,
    "parquet": _write_parquet,
    "xlsx": _write_xlsx,
}
