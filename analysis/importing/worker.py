"""A process of its own that works off batches: ``python -m analysis.importing.worker SHARDS KNOWN EDITS CORRECTIONS``.

It takes pickled batches from its standard input and answers each with a pickled outcome, or with what the disk had
against writing it. It is started afresh rather
than by multiprocessing, whose children would run the main module again, and that may be a Streamlit script.
"""

from __future__ import annotations

import gc
import os
import pickle
import sys
from pathlib import Path

import numpy as np

from analysis.corpus.corrections import read
from analysis.corpus.edits import from_json
from analysis.importing.batches import Outcome, process
from analysis.importing.stages import load_stages


def serve(shards: Path, known: Path, edits: Path, corrections: Path) -> None:
    """Answer batches until there are no more."""
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # a library that prints must not garble the answers
    stages = load_stages(from_json(edits.read_text(encoding="utf-8")), read(corrections))
    ids = np.load(known, mmap_mode="r")
    # Batches leave few cycles, and looking for them among the lexicons' objects took a tenth of the time.
    gc.freeze()
    gc.disable()
    try:
        while True:
            batch = pickle.load(requests)
            try:
                outcome: Outcome | OSError = process(batch, stages, ids, shards)
            except OSError as error:  # the disk is full, or gone: the parent says so
                outcome = error
            pickle.dump(outcome, answers, protocol=pickle.HIGHEST_PROTOCOL)
            answers.flush()
            gc.collect()
    except (EOFError, BrokenPipeError):
        pass  # the parent has no more work, or is gone
    finally:
        gc.unfreeze()  # what is frozen when Python ends is reported as leaked


if __name__ == "__main__":
    try:
        serve(*map(Path, sys.argv[1:]))
    except FileNotFoundError:
        if Path(sys.argv[2]).parent.is_dir():
            raise
        sys.exit(1)  # the parent was killed and its folder swept: there is nobody left to tell
