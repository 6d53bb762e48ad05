"""Working off batches, in this process or in several."""

from __future__ import annotations

import os
import pickle
from collections.abc import Generator, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from itertools import chain
from pathlib import Path
from queue import SimpleQueue
from typing import IO, Final, cast

import numpy as np
import numpy.typing as npt

from analysis.corpus.corrections import to_jsonl
from analysis.corpus.edits import to_json
from analysis.errors import AnalysisError
from analysis.importing import children
from analysis.importing.batches import Batch, Outcome, process, processed
from analysis.importing.stages import Stages

SMALL: Final = 10  # batches: fewer are done in this process sooner than a worker has started


def work_off(
    batches: Iterator[Batch],
    *,
    stages: Stages,
    known: npt.NDArray[np.uint64],
    shards: Path,
    staging: Path,
    workers: int | None,
) -> Generator[Outcome]:
    """The outcomes of all batches, as they are done; what stands in ``shards`` already is not done again.

    With one worker the work is done here; otherwise ``workers`` processes (by default one a core) share it, and reading
    runs at most one batch a worker ahead of them.
    """
    workers = workers or os.cpu_count() or 1
    if workers == 1:
        yield from (processed(batch, shards) or process(batch, stages, known, shards) for batch in batches)
        return
    given = [staging / name for name in ("known.npy", "edits.json", "corrections.jsonl")]
    ids, edits, corrections = given
    np.save(ids, known)
    edits.write_text(to_json(stages.edits), encoding="utf-8")
    corrections.write_text(to_jsonl(chain.from_iterable(stages.corrections.values())), encoding="utf-8")
    idle: SimpleQueue[Worker] = SimpleQueue()
    crew = [Worker(shards, *given) for _ in range(workers)]
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
            if earlier := processed(batch, shards):
                yield earlier
                continue
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


class Worker:
    """A process that runs ``analysis.importing.worker``; hand it batches from one thread at a time."""

    def __init__(self, *given: Path) -> None:
        self._process = children.start("analysis.importing.worker", *map(str, given))

    def run(self, batch: Batch) -> Outcome:
        """Work off a batch. Raises AnalysisError where the process died over it, OSError where the disk refused it."""
        requests, answers = cast(IO[bytes], self._process.stdin), cast(IO[bytes], self._process.stdout)
        try:
            pickle.dump(batch, requests, protocol=pickle.HIGHEST_PROTOCOL)
            requests.flush()
            outcome: Outcome | OSError = pickle.load(answers)
        except (OSError, EOFError, pickle.UnpicklingError):
            sources = f"{batch.documents[0].source} … {batch.documents[-1].source}"
            raise AnalysisError(
                f"{sources}: a process that worked on these ended (exit code {self._process.poll()}); "
                "there may be too little memory: try --workers 1."
            ) from None
        if isinstance(outcome, OSError):
            raise outcome
        return outcome

    def stop(self) -> None:
        """End the process, whatever it is at."""
        children.end(self._process)
