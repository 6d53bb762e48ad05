"""Reading in a process of its own, with limits on time and memory: whatever a file does to the library that reads its
format costs that file alone.

Lines of text (.txt, .md, .csv, .tsv, .jsonl) are read here, since nothing but Python touches them; everything else goes
through the process, which is started when the first such file comes, and anew after each that ended it.
"""

from __future__ import annotations

import pickle
import subprocess
import threading
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO, Final, cast

from analysis.importing import children
from analysis.reading import Columns, files, read
from analysis.records import RawReport, Reject

PATIENCE: Final = 120.0
"""Seconds that a file may give no report and no reject."""

_PLAIN: Final = frozenset({".txt", ".md", ".csv", ".tsv", ".jsonl"})
_REMEDY: Final = "Open it in the program it came from and save it again, or save its text as .txt."


def read_guarded(
    paths: Iterable[Path], *, columns: Columns | None = None, patience: float = PATIENCE
) -> Iterator[RawReport | Reject]:
    """What :func:`analysis.reading.read` gives; a file that takes too long, too much memory or the whole process is
    rejected, with what it gave before."""
    reader: _Reader | None = None
    try:
        for found in files(paths):
            if isinstance(found, Reject):
                yield found
            elif found.suffix.lower() in _PLAIN:
                yield from read([found], columns=columns)
            else:
                reader = reader or _Reader(columns or Columns(), patience)
                try:
                    yield from reader.read(found)
                except EOFError:
                    reason = reader.ended_of()
                    reader.stop()
                    reader = None
                    yield Reject(str(found), reason, _REMEDY)
    finally:
        if reader:
            reader.stop()


class _Reader:
    """A process that runs ``analysis.importing.reader``."""

    def __init__(self, columns: Columns, patience: float) -> None:
        self._columns, self._patience, self._was_silent = columns, patience, False
        self._process = children.start("analysis.importing.reader")

    def read(self, path: Path) -> Iterator[RawReport | Reject]:
        """What is in a file. Raises EOFError where the process ended over it."""
        requests, answers = cast(IO[bytes], self._process.stdin), cast(IO[bytes], self._process.stdout)
        try:
            pickle.dump((path, self._columns), requests, protocol=pickle.HIGHEST_PROTOCOL)
            requests.flush()
            while found := self._answer(answers):
                yield from found
        except (OSError, pickle.UnpicklingError):
            raise EOFError from None

    def ended_of(self) -> str:
        """What the process ended of."""
        if self._was_silent:
            return f"Reading it gave nothing for {self._patience:.0f} seconds and was given up."
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(1)
        code = self._process.poll()
        return f"The process that read it ended (exit code {code}); it may have asked for too much memory."

    def stop(self) -> None:
        """End the process, whatever it is at."""
        children.end(self._process)

    def _answer(self, answers: IO[bytes]) -> list[RawReport | Reject]:
        timer = threading.Timer(self._patience, self._give_up)
        timer.start()
        try:
            found: list[RawReport | Reject] = pickle.load(answers)
            return found
        finally:
            timer.cancel()

    def _give_up(self) -> None:
        self._was_silent = True
        self._process.kill()
