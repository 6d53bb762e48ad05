"""Reading annotated texts with the program as it is now, to be held against what people annotated."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import Any, Final

from analysis.errors import GoldError
from analysis.importing.describing import describe
from analysis.importing.stages import Stages
from analysis.importing.summary import Progress
from analysis.reading import read
from analysis.records import Reject

_NAMED: Final = 3  # missing documents that a message names


def read_again(
    paths: Iterable[Path],
    stages: Stages,
    *,
    ids: Collection[str],
    progress: Callable[[Progress], None] | None = None,
) -> tuple[list[dict[str, Any]], list[Reject]]:
    """What the program reads in the documents with these ids, as :func:`describe` puts it, and what could not be read.

    Of two documents with one id the first is taken. A document at which the program fails is among the rejects. Raises
    GoldError where a document is not in the files: a figure without it would say nothing.
    """
    paths = [*paths]
    rows: dict[str, dict[str, Any]] = {}
    rejects, seen, started = [], set[str](), time.monotonic()
    for found in read(paths):
        if isinstance(found, Reject):
            rejects.append(found)
        elif found.given_id and found.given_id in ids and found.given_id not in seen:
            seen.add(found.given_id)
            try:
                rows[found.given_id] = describe(found, stages)
            except Exception as error:  # what one document does to a stage is a finding, and costs no other
                reason = f"could not be processed ({type(error).__name__}: {error})."
                rejects.append(Reject(found.source, reason, "Please report this, with the document if you can."))
            if progress:
                progress(Progress("reading", len(seen), len(ids), time.monotonic() - started))
    if missing := sorted(set(ids) - seen):
        named = ", ".join(missing[:_NAMED]) + (" …" if len(missing) > _NAMED else "")
        raise GoldError(
            f"{', '.join(path.name for path in paths)}: {len(missing)} of {len(ids)} annotated documents have no text "
            f"there ({named}); name the file whose documents carry the ids of the annotations."
        )
    return list(rows.values()), rejects
