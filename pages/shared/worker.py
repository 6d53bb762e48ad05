"""An import in a process of its own: ``python -m pages.shared.worker LIBRARY [FILE...]``, without files the sample,
with ``--edits FILE`` the library's own reports by another vocabulary, with ``--anew`` by the program as it is, with
``--corrections FILE`` what people corrected.

It prints a JSON object a line: ``{"progress": …}`` as often as it is worth showing, at the end ``{"summary": …}`` or
``{"error": …}``. It knows no Streamlit, so that the server stays responsive while a core is busy here.
"""

from __future__ import annotations

import json
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from analysis.corpus.corrections import read_file
from analysis.corpus.edits import from_json
from analysis.corpus.library import Library
from analysis.errors import AnalysisError
from analysis.importing import Progress, Summary, build_sample, correct_library, import_paths
from analysis.sharing import watches


def main(library: str, *files: str) -> None:
    """Import the files into a library or, without files, build the sample's."""
    summary: Summary | None
    try:
        if files[:1] == ("--corrections",):
            summary = correct_library(Library(Path(library)), read_file(Path(files[1])), progress=teller())
        elif files:
            edits, paths = None, [Path(file) for file in files]
            if files[0] == "--edits":
                edits, paths = from_json(Path(files[1]).read_text(encoding="utf-8")), []
            elif files[0] == "--anew":
                paths = []
            summary = import_paths(paths, Library(Path(library)), edits=edits, progress=teller())
        else:
            summary = build_sample(progress=teller())
        watches.catch_up(Library(Path(library)))
        say(summary=asdict(summary) if summary else {"known": True})
    except AnalysisError as error:
        say(error=str(error))
    except KeyboardInterrupt:
        say(error="The server was stopped while this ran; the library is as it was before.")


def teller() -> Callable[[Progress], None]:
    """Says how far the work has come, as often as it is worth showing."""
    told = 0.0

    def tell(progress: Progress) -> None:
        nonlocal told
        if time.monotonic() - told > 0.2:
            told = time.monotonic()
            say(progress={**asdict(progress), "remaining": progress.remaining})

    return tell


def say(**what: Any) -> None:
    """Print an object for the server to read."""
    print(json.dumps(what, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    main(*sys.argv[1:])
