"""The command line as a person runs it, and the same without loading the program for each command."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from analysis.__main__ import main

ROOT = Path(__file__).resolve().parents[2]
Done = subprocess.CompletedProcess[str]


def run(*arguments: str | Path, library: Path) -> Done:
    """A command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "analysis", *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, "AGENDASCOPE_LIBRARY": str(library)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def told(*arguments: str | Path, library: Path) -> Done:
    """The same in this process, for stories of many commands: to load the program takes longer than most of them."""
    out, err = (io.TextIOWrapper(io.BytesIO(), write_through=True) for _ in range(2))
    terminating = signal.getsignal(signal.SIGTERM)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        patch.setenv("AGENDASCOPE_LIBRARY", str(library))
        patch.setenv("ARROW_DEFAULT_MEMORY_POOL", "system")  # which main() sets, too
        patch.setattr(sys, "argv", ["analysis", *map(str, arguments)])
        patch.setattr(sys, "stdout", out)
        patch.setattr(sys, "stderr", err)
        try:
            with pytest.raises(SystemExit) as ended:
                main()
        finally:
            signal.signal(signal.SIGTERM, terminating)
    said, complained = (stream.buffer.getvalue().decode() for stream in (out, err))  # type: ignore[attr-defined]
    return Done(arguments, int(ended.value.code or 0), said, complained)
