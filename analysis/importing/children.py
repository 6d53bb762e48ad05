"""Processes that an import starts to read or to work for it, fed and heard through pipes."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final

_ROOT: Final = Path(__file__).resolve().parents[2]
# Arrow's own allocator and glibc's arenas keep for later what batches free: 80 MB a process, and no faster.
_FRUGAL: Final = {"ARROW_DEFAULT_MEMORY_POOL": "system", "MALLOC_ARENA_MAX": "1"}


def start(module: str, *arguments: str) -> subprocess.Popen[bytes]:
    """A process that runs a module of this program."""
    places = [str(_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    return subprocess.Popen(
        [sys.executable, "-m", module, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, **_FRUGAL, "PYTHONPATH": os.pathsep.join(places)},
        start_new_session=True,  # Ctrl-C is for the parent, which then ends its children
    )


def end(process: subprocess.Popen[bytes]) -> None:
    """End a process, whatever it is at."""
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe:
            with suppress(BrokenPipeError):  # closing flushes what the process can no longer take
                pipe.close()
