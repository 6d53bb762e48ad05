"""Which versions stay and which go when an administrator sweeps a library. Nothing is ever swept of itself: a link
that a reader copied is known to nobody, and only a person can say that it may break.

These stay: the current version, the last ones made (:data:`KEEP`), the young (:data:`DAYS`), and those that a saved
view or a link pins. Of what goes the list keeps what it was, so that a link to it can say so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final, Literal

from analysis.corpus import pins
from analysis.corpus.library import Library, VersionRecord
from analysis.errors import LibraryError

KEEP: Final = 10
"""Versions that are kept for being the last ones made."""

DAYS: Final = 30
"""Days for which any version is kept."""

Reason = Literal["current", "recent", "young", "pinned"]


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of a version: kept for ``reasons``, or swept where there are none. ``bytes`` is its file's size."""

    record: VersionRecord
    reasons: tuple[Reason, ...]
    bytes: int


@dataclass(frozen=True, slots=True)
class Sweep:
    """What becomes of each version, the last made first, and of the ``strays`` that no version names; ``in_use`` are
    versions struck off whose files somebody held open (they are strays for the next sweep)."""

    fates: tuple[Fate, ...]
    strays: tuple[Path, ...]
    in_use: tuple[str, ...] = ()

    @property
    def going(self) -> tuple[Fate, ...]:
        """The versions that are swept."""
        return tuple(fate for fate in self.fates if not fate.reasons)


def plan(library: Library, *, keep: int = KEEP, days: int = DAYS) -> Sweep:
    """What a sweep would do now. Changes nothing. Raises LibraryError where the library or its pins are damaged."""
    current, held = library.current(), pins.pinned(library)
    since = (datetime.now(UTC) - timedelta(days=days)).replace(tzinfo=None).isoformat(timespec="seconds")
    fates = []
    for place, record in enumerate(library.versions()):
        applies: dict[Reason, bool] = {
            "current": record.version == current,
            "recent": place < keep,
            "young": record.created > since,  # as is what a clock that was put back dates in the future
            "pinned": record.version in held,
        }
        file = library.path / "versions" / f"{record.version}.duckdb"
        size = file.stat().st_size if file.is_file() else 0
        fates.append(Fate(record, tuple(reason for reason, holds in applies.items() if holds), size))
    return Sweep(tuple(fates), library.strays())


def sweep(library: Library, *, keep: int = KEEP, days: int = DAYS) -> Sweep:
    """Remove what :func:`plan` says, and what an import that was broken off has read, while nobody imports or pins.

    Raises LibraryError as ``Library.writing`` does."""
    with library.writing(), pins.lock_of(library):
        planned = plan(library, keep=keep, days=days)
        in_use: tuple[str, ...] = ()
        if planned.going:
            in_use = library.remove([fate.record.version for fate in planned.going])
        library.finish()
        for stray in planned.strays:
            try:
                stray.unlink()
            except OSError as error:
                raise LibraryError(f"{stray}: cannot be deleted ({error.strerror}).") from None
        return Sweep(planned.fates, planned.strays, in_use)
