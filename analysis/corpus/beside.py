"""Small files that stand beside the versions (pins, saved views, signed links): each has a lock of its own, so that it
can be changed while an import runs, and is replaced whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from analysis.corpus.library import replace
from analysis.errors import LibraryError

PATIENCE: Final = 10.0  # seconds to wait for others, who hold the lock for milliseconds


def lock_of(file: Path) -> FileLock:
    """The lock under which a file is changed."""
    return FileLock(file.with_suffix(".lock"), timeout=PATIENCE, thread_local=False)


@contextmanager
def changing(file: Path) -> Iterator[Callable[[str], None]]:
    """Keep others from changing a file; gives what puts a text in its place.

    Raises LibraryError where somebody holds the lock for too long, or the disk refuses the change.
    """
    try:
        with lock_of(file):
            yield partial(replace, file)
    except Timeout:
        raise LibraryError(f"{file}: somebody has held the lock for {PATIENCE:.0f} seconds; try again.") from None
    except OSError as error:
        raise LibraryError(f"{file}: cannot be written ({error.strerror or error}).") from None
