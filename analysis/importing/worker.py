"""A process of its own that works off batches: ``python -m analysis.importing.worker KNOWN SHARDS``.

It takes pickled batches from its standard input and answers each with a pickled outcome. It is started afresh rather
than by multiprocessing, whose children would run the main module again, and that may be a Streamlit script.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from pathlib import Path
from typing import IO, cast

import numpy as np

from analysis.errors import AnalysisError
from analysis.importing.batches import Batch, Outcome, process
from analysis.importing.stages import load_stages

_ROOT = Path(__file__).resolve().parents[2]


class Worker:
    """The parent's end: hand it batches from one thread."""

    def __init__(self, known: Path, shards: Path) -> None:
        places = [str(_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
        self._process = subprocess.Popen(
            [sys.executable, "-m", "analysis.importing.worker", str(known), str(shards)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(places)},
            start_new_session=True,  # Ctrl-C is for the parent, which then ends its workers
        )

    def run(self, batch: Batch) -> Outcome:
        """Work off a batch. Raises AnalysisError where the process died over it."""
        requests, answers = cast(IO[bytes], self._process.stdin), cast(IO[bytes], self._process.stdout)
        try:
            pickle.dump(batch, requests, protocol=pickle.HIGHEST_PROTOCOL)
            requests.flush()
            outcome: Outcome = pickle.load(answers)
        except (OSError, EOFError, pickle.UnpicklingError):
            sources = f"{batch.documents[0].source} … {batch.documents[-1].source}"
            raise AnalysisError(
                f"{sources}: a process that worked on these ended (exit code {self._process.poll()}); "
                "there may be too little memory: try --workers 1."
            ) from None
        return outcome

    def stop(self) -> None:
        """End the process, whatever it is at."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                pipe.close()


def serve(known: Path, shards: Path) -> None:
    """The child's end: answer batches until there are no more."""
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # a library that prints must not garble the answers
    stages, ids = load_stages(), np.load(known, mmap_mode="r")
    while True:
        try:
            batch = pickle.load(requests)
        except EOFError:
            return
        pickle.dump(process(batch, stages, ids, shards), answers, protocol=pickle.HIGHEST_PROTOCOL)
        answers.flush()


if __name__ == "__main__":
    serve(Path(sys.argv[1]), Path(sys.argv[2]))
