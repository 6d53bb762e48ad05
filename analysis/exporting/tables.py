"""One table as a file: CSV, JSON Lines, an Excel workbook, Parquet.

What a report says is text wherever it goes: no cell of a CSV file or a workbook is ever taken for a formula, whatever
it begins with.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import IO, Any, Final

import pandas as pd
import pyarrow as pa

# Spreadsheets take a cell that begins so for a formula; those set to Chinese take the full-width forms, too.
_FORMULA = re.compile(r"[=+\-@\t\r＝＋－＠]")


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


@dataclass(frozen=True, slots=True)
class Workings:
    """What a workbook says beyond the figures: the headers and number formats of columns by their names, and on a
    second sheet what the table is about, as label and value."""

    labels: Mapping[str, str] = field(default_factory=dict)
    formats: Mapping[str, str] = field(default_factory=dict)
    about: Sequence[tuple[str, str]] = ()
    sheets: tuple[str, str] = ("Agendascope", "About")


def to_xlsx(frame: pd.DataFrame, workings: Workings | None = None) -> bytes:
    """A table as an Excel workbook: numbers as numbers, dates as dates, text always as text.

    Text beyond the 32,767 characters of a cell is cut and ends in an ellipsis. Raises SelectionError where the table
    has more rows than a sheet holds.
    """
    stream = io.BytesIO()
    _write_xlsx([frame], stream, workings or Workings())
    return stream.getvalue()


def to_parquet(frame: pd.DataFrame) -> bytes:
    """A table as Parquet, types and all."""
    stream = io.BytesIO()
    _write_parquet([frame], stream)
    return stream.getvalue()


def _csv(frames: Iterable[pd.DataFrame]) -> Iterator[bytes]:
    encoding, header = "utf-8-sig", True
    for frame in frames:
        texts = [name for name in frame.columns if not pd.api.types.is_numeric_dtype(frame[name])]
        plain = frame.assign(**{name: frame[name].map(joined).map(guard) for name in texts}).rename(columns=guard)
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
    import pyarrow.parquet as pq  # which brings clients of stores in the cloud along

    writer = None
    for frame in frames:
        table = pa.Table.from_pandas(frame, schema=writer.schema if writer else None, preserve_index=False)
        writer = writer or pq.ParquetWriter(stream, table.schema, compression="zstd")
        writer.write_table(table)
    if writer:
        writer.close()


def _write_xlsx(frames: Iterable[pd.DataFrame], stream: IO[bytes], workings: Workings | None = None) -> None:
    from analysis.exporting import workbook  # 200 modules that no page needs before somebody asks for a workbook

    workbook.write(frames, stream, workings or Workings())


def joined(value: Any) -> Any:
    """A list as one text, anything else as it is."""
    return "；".join(map(str, value)) if pd.api.types.is_list_like(value) else value


def _plain(value: Any) -> Any:
    if pd.api.types.is_list_like(value):
        return [_plain(part) for part in value]
    if is_missing(value):
        return None
    if isinstance(value, date | datetime):
        return value.isoformat()
    return value.item() if hasattr(value, "item") else value


def is_missing(value: Any) -> bool:
    """Whether a table has no value there."""
    return value is None or value is pd.NaT or value is pd.NA or value != value


FORMATS: Final[dict[str, Callable[[Iterable[pd.DataFrame], IO[bytes]], None]]] = {
    "csv": _write_csv,
    "jsonl": _write_jsonl,
    "parquet": _write_parquet,
    "xlsx": _write_xlsx,
}
