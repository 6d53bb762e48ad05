"""Batches of documents through the stages, each to a Parquet file of its own: the work that several processes share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from analysis.importing.rows import to_table
from analysis.importing.stages import Processed, Stages, clean
from analysis.records import RawReport, Reject, Report

BATCH: Final = 100_000  # characters of text a batch: a quarter of a second's work


@dataclass(frozen=True, slots=True)
class Batch:
    """Documents for one process at one time; ``is_new`` is False for those of the version before."""

    number: int
    documents: tuple[RawReport, ...]
    is_new: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a batch: how many documents it had, whether they came as new, and which of them failed."""

    documents: int
    is_new: bool
    rejects: tuple[Reject, ...]


def batches(found: Iterable[RawReport | Reject], rejects: list[Reject], *, is_new: bool) -> Iterator[Batch]:
    """Cut a stream of documents into batches; rejects go to ``rejects``."""
    documents: list[RawReport] = []
    size = number = 0
    for one in found:
        if isinstance(one, Reject):
            rejects.append(one)
            continue
        documents.append(one)
        size += len(one.text)
        if size >= BATCH:
            yield Batch(number, tuple(documents), is_new)
            documents, size, number = [], 0, number + 1
    if documents:
        yield Batch(number, tuple(documents), is_new)


def process(batch: Batch, stages: Stages, known: npt.NDArray[np.uint64], shards: Path) -> Outcome:
    """Run a batch through the stages and write what is not yet known to a file in ``shards``.

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
    if rows:
        write_shard(to_table(rows), shards / f"{'new' if batch.is_new else 'old'}-{batch.number:06}.parquet")
    return Outcome(len(batch.documents), batch.is_new, tuple(rejects))


def process_again(reports: Sequence[Report], stages: Stages, file: Path) -> None:
    """Run reports of the version before, which are clean already, through the later stages."""
    if reports:
        write_shard(to_table([(stages.process(report), False) for report in reports]), file)


def write_shard(table: pa.Table, file: Path) -> None:
    """Write a table of processed reports; ``writing.stage`` reads it."""
    pq.write_table(table, file, compression="lz4")


def _contains(known: npt.NDArray[np.uint64], value: int) -> bool:
    at = np.searchsorted(known, np.uint64(value))
    return bool(at < known.size and known[at] == value)
