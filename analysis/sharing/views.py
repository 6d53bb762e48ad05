"""Saved views: short names for links, kept in one file beside the versions.

The file has a lock of its own, so that a view can be saved while an import runs, and is replaced atomically. A view
that is fixed to a version pins it, and a watched one the version since which it is watched: neither is ever swept.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from typing import Any, Final

from analysis.corpus import beside, pins
from analysis.corpus.corrections import now
from analysis.corpus.library import Library
from analysis.errors import LibraryError, ViewError
from analysis.sharing.links import ViewLink

FILE: Final = "views.json"
LONGEST: Final = 40
_WHO: Final = 80
_NAME: Final = re.compile(rf"[\w-]{{1,{LONGEST}}}")


@dataclass(frozen=True, slots=True)
class SavedView:
    """A link with a name, who saved it (as they say) and when (ISO 8601 in UTC).

    ``since`` is the version since which what is new for it has not been told yet, where the view is watched.
    """

    name: str
    link: ViewLink
    who: str
    when: str
    since: str | None = None

    @property
    def is_watched(self) -> bool:
        """Whether each import is searched for what is new for it."""
        return self.since is not None


def saved(library: Library) -> tuple[SavedView, ...]:
    """Every saved view, by name. Raises ViewError where the file is damaged."""
    file = library.path / FILE
    try:
        entries = json.loads(file.read_text(encoding="utf-8"))["views"]
        return tuple(sorted((_view(entry) for entry in entries), key=lambda view: view.name))
    except FileNotFoundError:
        return ()
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ViewError(f"{file}: cannot be read as saved views ({error}); restore the file.") from None


def get(library: Library, name: str) -> SavedView:
    """The view of a name, whatever its case. Raises ViewError where there is none."""
    known = saved(library)
    for view in known:
        if _folded(view.name) == _folded(name):
            return view
    names = ", ".join(view.name for view in known) or "none yet"
    raise ViewError(f"There is no saved view {name[:LONGEST]!r}; saved are: {names}.")


def save(library: Library, name: str, link: ViewLink, *, who: str = "") -> SavedView:
    """Save a link under a name; of ``who`` saves it one short line is kept. Raises ViewError where the name is taken or
    is no name, LibraryError where the library cannot be written to or the link names a version that it does not have.
    """
    line = "".join(sign if sign.isprintable() else " " for sign in who)
    view = SavedView(checked(name), link, " ".join(line.split())[:_WHO], now())

    def added(views: list[SavedView]) -> list[SavedView]:
        _demand_free(views, view.name)
        if link.version:
            library.record_of(link.version)
        return [*views, view]

    _change(library, added)
    return view


def rename(library: Library, name: str, new: str) -> SavedView:
    """Give a view another name. Raises ViewError where there is no such view, or the new name is taken or is none."""
    view, wanted = get(library, name), checked(new)

    def renamed(views: list[SavedView]) -> list[SavedView]:
        _demand_free([one for one in views if one.name != view.name], wanted)
        return [replace(one, name=wanted) if one.name == view.name else one for one in views]

    _change(library, renamed)
    return get(library, wanted)


def delete(library: Library, name: str) -> None:
    """Forget a view. Raises ViewError where there is none of that name."""
    view = get(library, name)
    _change(library, lambda views: [one for one in views if one.name != view.name])


def watch(library: Library, name: str, *, since: str | None) -> SavedView:
    """Watch a view from a version on; with None no longer. Raises ViewError where there is no such view, or it is fixed
    to a version, for which nothing is ever new."""
    view = get(library, name)
    if since and view.link.version:
        raise ViewError(f"{view.name} is fixed to version {view.link.version}; save it without one to watch it.")
    _change(library, lambda views: [replace(one, since=since) if one.name == view.name else one for one in views])
    return get(library, name)


def checked(name: str) -> str:
    """A name as it is kept. Raises ViewError where it cannot stand in a short address.

    >>> checked("  县级 防汛 "), checked("Flood-2021")
    ('县级-防汛', 'Flood-2021')
    """
    tidy = "-".join(unicodedata.normalize("NFKC", name).split())
    if not _NAME.fullmatch(tidy):
        raise ViewError(
            f"{name.strip()[:LONGEST]!r} is no name for a view: letters, digits, - and _, at most {LONGEST}."
        )
    return tidy


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()


def _demand_free(views: list[SavedView], name: str) -> None:
    if any(_folded(view.name) == _folded(name) for view in views):
        raise ViewError(f"There is a saved view {name} already; choose another name, or delete that one first.")


def _change(library: Library, made: Callable[[list[SavedView]], list[SavedView]]) -> None:
    """Put other views in the place of those that there are, and pin what they need."""
    if not library.current():
        raise ViewError(f"{library.path}: there is nothing to see yet; import reports first.")
    with beside.changing(library.path / FILE) as put:
        after = made(list(saved(library)))
        put(json.dumps({"views": [_entry(view) for view in after]}, ensure_ascii=False, indent=1))
        _pin(library, after)


def _pin(library: Library, views: list[SavedView]) -> None:
    """Hold the versions that views need, and let go of the others."""
    needed = {f"view:{view.name}": view.link.version for view in views if view.link.version}
    needed |= {f"watch:{view.name}": view.since for view in views if view.since}
    held = {by: version for version, holders in pins.pinned(library).items() for by in holders}
    for by in held:
        if by.startswith(("view:", "watch:")) and by not in needed:
            pins.unpin(library, by=by)
    for by, version in needed.items():
        if version and held.get(by) != version:
            with suppress(LibraryError):  # a version that is gone already cannot be held
                pins.pin(library, version, by=by)


def _entry(view: SavedView) -> dict[str, Any]:
    entry = asdict(view)
    del entry["link"]
    return {**entry, "page": view.link.page, "params": view.link.to_dict()}


def _view(entry: dict[str, Any]) -> SavedView:
    link = ViewLink.of(entry.pop("page"), entry.pop("params"))
    return SavedView(link=link, **entry)
