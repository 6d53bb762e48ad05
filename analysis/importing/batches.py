"""Batches of documents through the stages, each to a Parquet file of its own: the work that several processes share.

A file is named by what is in the batch, and stands there whole or not at all, so that an import that was broken off can
be gone on with.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from analysis.importing.rows import to_table
from analysis.importing.stages import Processed, Stages, clean
from analysis.records import RawReport, Reject, Report

_REJECTS: Final = b"rejects"

BATCH: Final = 100_000  # characters of text a batch: a quarter of a second's work


@dataclass(frozen=True, slots=True)
class Batch:
    """Documents for one process at one time; ``is_new`` is False for those of the version before."""

    documents: tuple[RawReport, ...]
    is_new: bool

    def file_in(self, shards: Path) -> Path:
        """The file of what was read in these documents."""
        key = hashlib.sha256(repr(self.documents).encode("utf-8", "surrogatepass")).hexdigest()[:32]
        return shards / f"{'new' if self.is_new else 'old'}-{key}.parquet"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a batch: how many documents it had, whether they came as new, and which of them failed.

    ``file`` has what was read in the others, None where nothing is to be kept of any; ``is_resumed`` where an earlier
    import read it.
    """

    documents: int
    is_new: bool
    rejects: tuple[Reject, ...]
    file: Path | None = None
    is_resumed: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read in a batch, as a Parquet file, None where nothing is to be kept of it; and what was rejected."""

    shard: pa.Buffer | None
    rejects: tuple[Reject, ...]


def batches(found: Iterable[RawReport | Reject], rejects: list[Reject], *, is_new: bool) -> Iterator[Batch]:
    """Cut a stream of documents into batches; rejects go to ``rejects``."""
    documents: list[RawReport] = []
    size = 0
    for one in found:
        if isinstance(one, Reject):
            rejects.append(one)
            continue
        documents.append(one)
        size += len(one.text)
        if size >= BATCH:
            yield Batch(tuple(documents), is_new)
            documents, size = [], 0
    if documents:
        yield Batch(tuple(documents), is_new)


def process(batch: Batch, stages: Stages, known: npt.NDArray[np.uint64], shards: Path) -> Outcome:
    """Run a batch through the stages and write what is not yet known to a file in ``shards``."""
    return keep(batch, read(batch, stages, known), shards)


def read(batch: Batch, stages: Stages, known: npt.NDArray[np.uint64]) -> Reading:
    """Run a batch through the stages, without touching the disk.

    A document at which a stage fails is rejected, the others are not the worse for it.
    """
    rows: list[tuple[Processed, bool]] = []
    rejects = []
    for raw in batch.documents:
        try:
            report = clean(raw)
            if not report.text.strip():
                rejects.append(Reject(raw.source, "holds no text.", "Check that it is the right file or column."))
            elif not (batch.is_new and _contains(known, int(report.report_id, 16))):
                rows.append((stages.process(report), batch.is_new))
        except Exception as error:  # whatever one document does to a stage must not cost the others
            reason = f"could not be processed ({type(error).__name__}: {error})."
            rejects.append(Reject(raw.source, reason, "Please report this, with the document if you can."))
    if not rows:
        return Reading(None, tuple(rejects))
    refused = json.dumps([asdict(reject) for reject in rejects])
    return Reading(_to_parquet(to_table(rows).replace_schema_metadata({_REJECTS: refused})), tuple(rejects))


def keep(batch: Batch, reading: Reading, shards: Path) -> Outcome:
    """Write what was read in a batch to its file in ``shards``."""
    file = None
    if reading.shard is not None:
        file = batch.file_in(shards)
        _write(reading.shard, file)
    return Outcome(len(batch.documents), batch.is_new, reading.rejects, file)


def processed(batch: Batch, shards: Path) -> Outcome | None:
    """What :func:`process` made of a batch in an import that was broken off; None where it did not come to it, or where
    a power cut tore the file."""
    file = batch.file_in(shards)
    try:
        with pq.ParquetFile(file, page_checksum_verification=True) as read:
            for group in range(read.num_row_groups):
                read.read_row_group(group)
            rejects = tuple(Reject(**one) for one in json.loads(read.schema_arrow.metadata[_REJECTS]))
    except (OSError, ValueError, KeyError, TypeError, pa.ArrowException):
        return None
    return Outcome(len(batch.documents), batch.is_new, rejects, file, is_resumed=True)


def process_again(reports: Sequence[Report], stages: Stages, file: Path) -> None:
    """Run reports of the version before, which are clean already, through the later stages."""
    write_shard(to_table([(stages.process(report), False) for report in reports]), file)


def write_shard(table: pa.Table, file: Path) -> None:
    """Write a table of processed reports; ``gathering.stage`` reads it."""
    _write(_to_parquet(table), file)


def _to_parquet(table: pa.Table) -> pa.Buffer:
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="lz4", write_page_checksum=True)
    return sink.getvalue()


def _write(content: pa.Buffer, file: Path) -> None:
    fresh = file.with_name(f"{file.name}.{os.getpid()}")
    fresh.write_bytes(content)
    fresh.replace(file)


def _contains(known: npt.NDArray[np.uint64], value: int) -> bool:
    at = np.searchsorted(known, np.uint64(value))
    return bool(at < known.size and known[at] == value)
