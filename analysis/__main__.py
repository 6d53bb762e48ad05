"""The command line: ``python -m analysis``."""

from __future__ import annotations

import os
import signal
import sys

from analysis.commands import app
from analysis.errors import AnalysisError


def main() -> None:
    """Run the command line; what a person can put right is one line, not a traceback."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # an import that is told to stop cleans up
    os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")  # Arrow's own keeps 60 MB more than it needs
    try:
        app()
    except AnalysisError as error:
        print(error, file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__":
    main()
