"""A check in a process of its own: ``python -m pages.shared.checker GOLD [TEXTS...]``.

It reads annotated texts with the program as it is, and says what :mod:`pages.shared.worker` says, in its summary what
was annotated and what was read.
"""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from analysis.errors import AnalysisError
from analysis.importing import load_stages, read_again
from analysis.measures import gold as annotated
from pages.shared.worker import say, teller

_NOT_SHOWN: Final = frozenset({"formulations", "repairs", "bases", "documents", "attendees"})


def main(gold: str, *texts: str) -> None:
    """Read the texts of a file of annotations."""
    try:
        rows = annotated.read(Path(gold))
        paths = [Path(text) for text in texts] or [annotated.texts_beside(Path(gold))]
        stages = load_stages()
        read, rejects = read_again(paths, stages, ids=[row["id"] for row in rows], progress=teller())
    except AnalysisError as error:
        say(error=str(error))
        return
    say(
        summary={
            "name": Path(gold).name,
            "parser": stages.parser,
            "lexicon": stages.lexicon,
            "gold": [_shown(row) for row in rows],
            "read": [_shown(row) for row in read],
            "rejects": [asdict(reject) for reject in rejects],
        }
    )


def _shown(row: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key not in _NOT_SHOWN}


if __name__ == "__main__":
    main(*sys.argv[1:])
