"""Working off batches on Spark: its executors read them, and this process writes the files that it always writes.

Groups of batches are sent, pickled, a row a batch. What comes back is the file of each batch, and is written here under
the name that the batch gives it, so that nothing that comes after knows who read.
"""

from __future__ import annotations

import pickle
from collections.abc import Generator, Iterator
from functools import lru_cache, partial
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from analysis import engines
from analysis.corpus.corrections import from_jsonl, to_jsonl
from analysis.corpus.edits import from_json, to_json
from analysis.errors import EngineError
from analysis.importing.batches import Batch, Outcome, Reading, keep, processed, read
from analysis.importing.stages import Stages, load_stages

if TYPE_CHECKING:
    from pyspark.core.broadcast import Broadcast

_A_CORE: Final = 4  # batches that are sent at once: a second's work for each core, and no more than a machine holds
_ROW: Final = pa.schema([("number", pa.int32()), ("content", pa.binary())])  # a pickled batch or reading
_ROW_THERE: Final = "number int, content binary"


def work_off(
    batches: Iterator[Batch], *, stages: Stages, known: npt.NDArray[np.uint64], shards: Path, address: str
) -> Generator[Outcome]:
    """The outcomes of all batches, a group at a time; what stands in ``shards`` already is not done again.

    Raises EngineError where there is no such cluster, or its executors lack this program.
    """
    spark = engines.kind(address, "spark")
    if address.startswith("sc://"):
        raise EngineError(f"{address}: reports are not read over Spark Connect; name the master of the cluster.")
    session = spark.connected(address)
    with spark.explained(address):
        context = session.sparkContext
        answer = partial(
            _answer,
            edits=to_json(stages.edits),
            corrections=to_jsonl(chain.from_iterable(stages.corrections.values())),
            reads_by=(stages.parser, stages.lexicon),
            known=context.broadcast(known),
        )
        while group := list(islice(batches, _A_CORE * context.defaultParallelism)):
            unread = []
            for batch in group:
                if earlier := processed(batch, shards):
                    yield earlier
                else:
                    unread.append(batch)
            if unread:  # a chunk a row, since Spark makes tasks of chunks
                rows = pa.Table.from_batches([_row(number, batch) for number, batch in enumerate(unread)])
                answers = session.createDataFrame(rows).mapInArrow(answer, _ROW_THERE).toArrow()
                for row in answers.to_pylist():
                    yield keep(unread[row["number"]], pickle.loads(row["content"]), shards)


def _row(number: int, content: Batch | Reading) -> pa.RecordBatch:
    return pa.RecordBatch.from_pylist([{"number": number, "content": pickle.dumps(content)}], _ROW)


def _answer(
    rows: Iterator[pa.RecordBatch],
    *,
    edits: str,
    corrections: str,
    reads_by: tuple[str, str],
    known: Broadcast[npt.NDArray[np.uint64]],
) -> Iterator[pa.RecordBatch]:
    """On an executor: a reading for each batch."""
    stages = _stages(edits, corrections)
    if (stages.parser, stages.lexicon) != reads_by:
        raise EngineError("it has another version of this program or of its lexicons")
    for row in chain.from_iterable(piece.to_pylist() for piece in rows):
        yield _row(row["number"], read(pickle.loads(row["content"]), stages, known.value))


@lru_cache(maxsize=1)  # a Python worker outlives its tasks
def _stages(edits: str, corrections: str) -> Stages:
    return load_stages(from_json(edits), from_jsonl(corrections, name="corrections"))
