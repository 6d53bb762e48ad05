"""The open library, and the thin cache between the pages and the measures.

An open version is shared by all sessions, and so are results, by version, measure, selection and options.
"""

from __future__ import annotations

import atexit
import gc
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, TypeVar

import streamlit as st

from analysis import engines
from analysis.corpus.engine import Engine
from analysis.corpus.library import Gone, Library, VersionRecord, default_library, sample_library
from analysis.errors import LibraryError
from pages.shared import access, state, turns
from pages.shared.results import Results

SLOW: Final = 1.0
"""Seconds of a measure from which on the log names it."""

KEPT: Final = 1000
"""How many results of measures are kept, a few kilobytes each."""

results: Final = Results(KEPT)

T = TypeVar("T")
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Shown:
    """The version that the pages show. ``newest`` is the library's current version: another one where this is old.
    ``instead_of`` is the version that the address names, where that was swept; ``unread``, where its file is missing or
    of a format that this program does not show."""

    engine: Engine
    newest: str
    instead_of: Gone | None = None
    unread: VersionRecord | None = None

    @property
    def version(self) -> str:
        """The version's id."""
        return self.engine.version.version

    @property
    def is_sample(self) -> bool:
        """Whether every report in it is invented."""
        return self.engine.version.is_sample

    def measure(self, function: Callable[..., T], *args: Any, **options: Any) -> T:
        """What a measure gives for this version, from the cache where it was asked for before, with its defaults spelt
        out or not."""
        defaults = getattr(function, "__kwdefaults__", None) or {}
        spelt = sorted((name, value) for name, value in options.items() if defaults.get(name, ...) != value)
        return _asked(self.version, repr((args, spelt)), function, self.engine, *args, **options)

    def against(self, newer: Shown, function: Callable[..., T], *args: Any) -> T:
        """What a function of this engine and a newer version's gives, from the cache where it was asked for before."""
        return _asked(f"{self.version} {newer.version}", repr(args), function, self.engine, newer.engine, *args)


def find() -> Shown | None:
    """The version to show: the one that the address names, else the current one of the user's library, else of the
    sample's; None where there is neither."""
    if not (wanted := state.get("v")):
        return current()
    unread: VersionRecord | None = None
    for library in _libraries():
        for record in (one for one in library.versions() if one.version == wanted):
            try:
                return Shown(_open(library, wanted), library.current() or wanted)
            except LibraryError:
                if wanted == library.current():
                    raise
                unread = record
    state.note("v", [])
    shown = current()
    if shown and unread:
        state.understand("v", [wanted])
        return replace(shown, unread=unread)
    for gone in (one for library in _libraries() for one in library.gone()):
        if shown and gone.record.version == wanted:
            state.understand("v", [wanted])
            return replace(shown, instead_of=gone)
    state.drop([f"v={wanted}"])
    return shown


def current() -> Shown | None:
    """The current version of the user's library, else of the sample's, else None."""
    library = in_use()
    while True:
        newest = library.current()
        try:
            return Shown(_open(library, newest), newest) if newest else None
        except LibraryError:
            if newest == library.current():
                raise  # else an import and a sweep came between asking and opening


def newest(shown: Shown) -> Shown:
    """The newest version of the library that the shown one is from. Raises LibraryError where it cannot be opened."""
    for library in _libraries():
        if any(record.version == shown.newest for record in library.versions()):
            return Shown(_open(library, shown.newest), shown.newest)
    return shown


def in_use() -> Library:
    """The library that is shown where the address names no version: the user's, while it is empty the sample's."""
    mine, sample = _libraries()
    return mine if mine.current() else sample


def _libraries() -> tuple[Library, Library]:
    return Library(default_library()), Library(sample_library())


def _open(library: Library, version: str) -> Engine:
    """The sample is read from its file, whatever engine the user's library has."""
    address = ""
    if library.path != sample_library():
        rules = access.rules()
        address = engines.named(rules.engine if rules else "")
    return _opened(str(library.path_of(version)), address)


@st.cache_resource(max_entries=8, show_spinner=False)
def _opened(path: str, address: str) -> Engine:
    """A version file's name is never used again, so that the path alone tells versions apart."""
    engine = engines.open_engine(Path(path), address)
    # What is loaded by now stays: the collector need not look through it each time.
    gc.collect()
    gc.freeze()
    # Else nothing of it is freed when the server stops, of which DuckDB complains object by object.
    atexit.register(gc.unfreeze)
    return engine


def _asked(version: str, arguments: str, function: Callable[..., T], engine: Engine, *args: Any, **options: Any) -> T:
    """What a function gives, from the cache where it was asked for before with these arguments of this version."""
    name = f"{function.__module__}.{function.__qualname__}"

    def work() -> T:
        with turns.aside():
            started = time.monotonic()
            result = function(engine, *args, **options)
            engine.ease()
        if (took := time.monotonic() - started) > SLOW:
            _log.warning("slow measure", extra={"measure": name, "version": version, "seconds": round(took, 2)})
        return result

    with turns.kept():
        return results.get((version, name, arguments), work)
