"""Watched views: after each import, what is new for them, kept in a file beside the versions."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING, Final

from analysis.corpus import beside
from analysis.corpus.library import Library
from analysis.errors import AnalysisError
from analysis.sharing import views
from analysis.sharing.views import SavedView

# What compares two versions is loaded where a view is watched: every import asks here, and most need none of it.
if TYPE_CHECKING:
    from analysis.corpus.engine import Engine
    from analysis.sharing.digests import Digest

FILE: Final = "news.jsonl"
KEPT: Final = 500
"""How many digests the file keeps, the latest."""

_log = logging.getLogger(__name__)


def catch_up(library: Library) -> dict[str, Digest]:
    """Find what is new in the current version for every watched view since it was last looked at, and keep it: by the
    names of the views. To be called after every import; what cannot be found is logged and never stops anything."""
    found: dict[str, Digest] = {}
    try:
        current = library.current()
        waiting = [view for view in views.saved(library) if view.since and view.since != current]
        if not (current and waiting):
            return {}
        from analysis.corpus.engine import open_engine

        now = open_engine(library.path_of(current))
        for view in waiting:
            if digest := _since(library, view, now):
                found[view.name] = digest
            views.watch(library, view.name, since=current)
        _keep(library, list(found.values()))
    except (AnalysisError, OSError) as error:
        _log.warning("What is new for the watched views is not known: %s", error)
    return found


def news(library: Library, view: SavedView) -> tuple[Digest, ...]:
    """What was new for a view, import by import, the latest first."""
    address = view.link.live().address()
    return tuple(digest for digest in reversed(_read(library)) if digest.link.address() == address)


def latest(library: Library) -> dict[str, Digest]:
    """What was new last for each view, by the addresses of the views where they follow the newest data."""
    return {digest.link.address(): digest for digest in _read(library)}


def _since(library: Library, view: SavedView, now: Engine) -> Digest | None:
    """What is new for a view; None where nothing is, or the version before can be read no more."""
    from analysis.corpus.engine import open_engine
    from analysis.sharing import digests

    try:
        then = open_engine(library.path_of(view.since or ""))
    except AnalysisError as error:
        _log.warning("%s: what is new cannot be told: %s", view.name, error)
        return None
    digest = digests.between(then, now, view.link)
    then.close()
    return digest if digest.changes else None


def _read(library: Library) -> list[Digest]:
    """The digests that are kept, the latest last; a line that cannot be read is passed over."""
    try:
        lines = (library.path / FILE).read_text(encoding="utf-8").splitlines()
    except OSError:
        return []
    from analysis.sharing.digests import Digest

    found = []
    for line in lines:
        try:
            found.append(Digest.from_entry(json.loads(line)))
        except (ValueError, KeyError, TypeError):
            _log.warning("%s: a line cannot be read", library.path / FILE)
    return found


def _keep(library: Library, new: list[Digest]) -> None:
    if new:
        with beside.changing(library.path / FILE) as put:
            kept = [*_read(library), *new][-KEPT:]
            put("".join(json.dumps(digest.to_entry(), ensure_ascii=False) + "\n" for digest in kept))
