"""An import in a process of its own: ``python -m pages.shared.worker LIBRARY [FILE...]``, without files the sample.

It prints a JSON object a line: ``{"progress": …}`` as often as it is worth showing, at the end ``{"summary": …}`` or
``{"error": …}``. It knows no Streamlit, so that the server stays responsive while a core is busy here.
"""

from __future__ import annotations

import json
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

from analysis.corpus.library import Library
from analysis.errors import AnalysisError
from analysis.importing import Progress, build_sample, import_paths


def main(library: str, *files: str) -> None:
    """Import the files into a library or, without files, build the sample's."""
    told = 0.0

    def tell(progress: Progress) -> None:
        nonlocal told
        if time.monotonic() - told > 0.2:
            told = time.monotonic()
            _say(progress={**asdict(progress), "remaining": progress.remaining})

    try:
        if files:
            summary = import_paths([Path(file) for file in files], Library(Path(library)), progress=tell)
        else:
            summary = build_sample(progress=tell)
        _say(summary=asdict(summary) if summary else {"known": True})
    except AnalysisError as error:
        _say(error=str(error))


def _say(**what: Any) -> None:
    print(json.dumps(what, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
