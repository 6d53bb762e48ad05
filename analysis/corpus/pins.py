"""Versions that must stay because somebody holds on to them: saved views and links that name a version.

A pin is a pair: who holds (``view:…``, ``link:…``, unique among all), and what, a version's id. They stand in
``pins.json`` beside the versions, under a lock of their own, so that a link can be made while an import runs.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Final

from filelock import FileLock

from analysis.corpus import beside
from analysis.corpus.library import Library
from analysis.errors import LibraryError

FILE: Final = "pins.json"


def pin(library: Library, version: str, *, by: str) -> None:
    """Keep a version from being swept for as long as ``by`` holds it; what ``by`` held before it lets go.

    Raises LibraryError where the library has no such version (any more), or cannot be written to.
    """

    def held(pins: dict[str, str]) -> dict[str, str]:
        library.record_of(version)
        return {**pins, by: version}

    change(library, held)


def unpin(library: Library, *, by: str) -> None:
    """Let go of what ``by`` holds, if it holds anything. Raises LibraryError where the library cannot be written to."""
    change(library, lambda pins: {holder: version for holder, version in pins.items() if holder != by})


def pinned(library: Library) -> dict[str, tuple[str, ...]]:
    """The versions that are held, and by whom. Raises LibraryError where the file is damaged."""
    holders: dict[str, list[str]] = {}
    for holder, version in _read(library.path / FILE).items():
        holders.setdefault(version, []).append(holder)
    return {version: tuple(sorted(of_version)) for version, of_version in holders.items()}


def lock_of(library: Library) -> FileLock:
    """The lock under which pins change and versions are removed: who has it sees no pin come or go."""
    return beside.lock_of(library.path / FILE)


def change(library: Library, made: Callable[[dict[str, str]], dict[str, str]]) -> None:
    """Put other pins in the place of those that there are; where they are the same, nothing is written."""
    file = library.path / FILE
    with beside.changing(file) as put:
        before = _read(file)
        after = made(before)
        if after != before:
            put(json.dumps(after, ensure_ascii=False, indent=1))


def _read(file: Path) -> dict[str, str]:
    try:
        pins = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise LibraryError(f"{file}: cannot be read ({error}); restore the file.") from None
    if not isinstance(pins, dict) or not all(isinstance(version, str) for version in pins.values()):
        raise LibraryError(f"{file}: is no list of pins; restore the file.")
    return pins
