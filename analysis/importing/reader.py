"""A process of its own that reads files: ``python -m analysis.importing.reader``.

It takes pickled pairs of a path and columns from its standard input, and answers each with pickled lists of what was
found, the last of them empty. Its address space is limited, and it ends with its parent.
"""

from __future__ import annotations

import os
import pickle
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import Final

from analysis.reading import Columns, read
from analysis.records import RawReport, Reject

MEMORY: Final = 4 << 30
"""Bytes of address space; the largest file that is held whole, 256 MB of JSON, needs about half."""

_MANY: Final = 64
_LARGE: Final = 1 << 20  # characters of text in one answer
_SECONDS: Final = 1.0


def serve() -> None:
    """Answer until there is nothing more to read."""
    _limit()
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # a library that prints must not garble the answers
    with suppress(EOFError, BrokenPipeError):  # the parent has no more work, or is gone
        while True:
            path, columns = pickle.load(requests)
            for found in chain(_gathered(path, columns), ([],)):
                pickle.dump(found, answers, protocol=pickle.HIGHEST_PROTOCOL)
                answers.flush()


def _gathered(path: Path, columns: Columns) -> Iterator[list[RawReport | Reject]]:
    found: list[RawReport | Reject] = []
    size, since = 0, time.monotonic()
    for one in read([path], columns=columns):
        found.append(one)
        size += len(one.text) if isinstance(one, RawReport) else 0
        if len(found) >= _MANY or size >= _LARGE or time.monotonic() - since > _SECONDS:
            yield found
            found, size, since = [], 0, time.monotonic()
    if found:
        yield found


def _limit() -> None:
    try:
        import resource
    except ImportError:  # Windows knows no such limits
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


if __name__ == "__main__":
    serve()
