"""Parquet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, Final

import pyarrow as pa
import pyarrow.parquet as pq

from analysis.errors import ReadingError
from analysis.reading._fields import Columns, locate, report
from analysis.records import RawReport, Reject

_BATCH: Final = 2048  # rows


def read(source: str, stream: BinaryIO, columns: Columns) -> Iterator[RawReport | Reject]:
    """A report a row, in batches; the rows are numbered from 1."""
    try:
        table = pq.ParquetFile(stream)
    except pa.ArrowInvalid as error:
        raise ReadingError(source, f"This is no Parquet file: {error}.", "Save the table again as Parquet.") from None
    where = locate(source, table.schema_arrow.names, columns)
    number = 0
    for batch in table.iter_batches(batch_size=_BATCH, columns=list(where.values())):
        for row in batch.to_pylist():
            number += 1
            yield report(f"{source}, row {number}", row, where)
