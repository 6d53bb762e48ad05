"""Working off batches, in this process or in several."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from itertools import chain, islice
from pathlib import Path
from queue import SimpleQueue
from typing import Final

import numpy as np
import numpy.typing as npt

from analysis.importing.batches import Batch, Outcome, process
from analysis.importing.stages import Stages
from analysis.importing.worker import Worker

SMALL: Final = 4  # batches: fewer are done here sooner than a worker has started


def work_off(
    batches: Iterator[Batch], *, stages: Stages, known: npt.NDArray[np.uint64], shards: Path, workers: int | None
) -> Iterator[Outcome]:
    """The outcomes of all batches, as they are done.

    With one worker, or with only a few batches, the work is done here; otherwise ``workers`` processes (by default one
    a core) share it, and reading runs at most one batch a worker ahead of them.
    """
    workers = workers or os.cpu_count() or 1
    first = list(islice(batches, SMALL))
    batches = chain(first, batches)
    if workers == 1 or len(first) < SMALL:
        yield from (process(batch, stages, known, shards) for batch in batches)
        return
    ids = shards.parent / "known.npy"
    np.save(ids, known)
    idle: SimpleQueue[Worker] = SimpleQueue()
    crew = [Worker(ids, shards) for _ in range(workers)]
    for worker in crew:
        idle.put(worker)

    def run(batch: Batch) -> Outcome:
        worker = idle.get()
        try:
            return worker.run(batch)
        finally:
            idle.put(worker)

    pool = ThreadPoolExecutor(workers)
    try:
        pending: set[Future[Outcome]] = set()
        for batch in batches:
            pending.add(pool.submit(run, batch))
            if len(pending) > 2 * workers:
                done, pending = wait(pending, return_when=FIRST_COMPLETED)
                yield from (future.result() for future in done)
        while pending:
            done, pending = wait(pending, return_when=FIRST_COMPLETED)
            yield from (future.result() for future in done)
    finally:
        for worker in crew:
            worker.stop()
        pool.shutdown(cancel_futures=True)
