"""What is new for a saved view since a version: to be read on a page, mailed by a scheduler, or followed as a feed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from functools import cache
from html import escape
from pathlib import Path
from typing import Any, Final, Literal

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from analysis.corpus.corrections import now as moment
from analysis.corpus.engine import Engine, open_engine
from analysis.corpus.library import Library
from analysis.errors import SelectionError, ViewError
from analysis.measures import chosen
from analysis.measures.selection import Selection
from analysis.sharing import changes, headlines, wording
from analysis.sharing.changes import Changes
from analysis.sharing.headlines import Cell, Figure
from analysis.sharing.links import LANGUAGE, ViewLink
from analysis.sharing.views import SavedView
from analysis.texts import Language, of
from analysis.texts.names import Names, names

Format = Literal["html", "markdown"]

LISTED: Final = 20
"""How many meetings and items of each kind a digest names."""

_SUBJECTS: Final = 6  # of one meeting
_TEMPLATES: Final = Path(__file__).with_name("templates")


@dataclass(frozen=True, eq=False)
class Digest:
    """What has changed for a view from the version ``since`` to ``version`` (``…made``: when these were made; ``when``
    this was found; all ISO 8601 in UTC). ``changes.added`` have the ``subjects`` of their items in the view."""

    link: ViewLink
    since: str
    since_made: str
    version: str
    made: str
    when: str
    figures: tuple[tuple[Figure, Figure], ...]
    changes: Changes

    def to_entry(self) -> dict[str, Any]:
        """The digest as JSON takes it."""
        return {**asdict(self), "link": self.link.address(), "changes": asdict(self.changes)}

    @classmethod
    def from_entry(cls, entry: dict[str, Any]) -> Digest:
        """The digest that :meth:`to_entry` wrote."""
        rows = {key: tuple(entry["changes"][key]) for key in ("added", "removed", "relabelled")}
        pairs = tuple((_figure(then), _figure(now)) for then, now in entry["figures"])
        read = {"link": ViewLink.from_address(entry["link"]), "figures": pairs}
        return cls(**{**entry, **read, "changes": Changes(**{**entry["changes"], **rows})})


def asked(link: ViewLink) -> Selection:
    """What a view is about: its selection, and within it the open cell, the chosen formulation or the words searched
    for."""
    selection = link.selection()
    cell = headlines.opened(link)
    if link.page == "formulations" and link.get("chosen"):
        cell.setdefault("formulation", link.get("chosen"))
    with suppress(SelectionError):
        selection = selection.narrow(**cell)
    if link.page == "meetings":
        selection = replace(selection, words=(*selection.words, *link.get("q").split()))
    return selection


def between(then: Engine, now: Engine, link: ViewLink) -> Digest:
    """What has changed for a view from one version to another."""
    selection = asked(link)
    found = changes.between(then, now, selection)
    added = _with_subjects(now, selection, found.added[:LISTED])
    found = replace(
        found, added=added, removed=_plain(found.removed), relabelled=_plain(found.relabelled),
    )  # fmt: skip
    dates = {name: engine.version.created.isoformat(timespec="seconds") for name, engine in
             (("since_made", then), ("made", now))}  # fmt: skip
    return Digest(
        link=link.live(), since=then.version.version, version=now.version.version, when=moment(),
        figures=headlines.compared(then, now, link), changes=found, **dates,
    )  # fmt: skip


def of_view(library: Library, view: SavedView, *, since: str | None = None) -> tuple[Digest, Engine]:
    """What is new for a saved view in the current version, and the engine of that.

    ``since`` is a version's id; without one it is the version since which the view is watched or, where that is the
    current one or it is not watched, the version before the current one. Raises ViewError where there is none, and
    LibraryError where a version is gone.
    """
    current = library.current()
    others = [record.version for record in library.versions() if record.version != current]
    watched = view.since if view.since != current else None
    then = since or watched or next(iter(others), None)
    if current is None or then is None:
        raise ViewError(f"{library.path}: there is one version only, so nothing is new yet; import more reports.")
    now = open_engine(library.path_of(current))
    before = now if then == current else open_engine(library.path_of(then))
    return between(before, now, view.link), now


def render(name: str, digest: Digest, engine: Engine, *, format: Format, language: Language, base: str) -> str:
    """A digest as a document: HTML that stands by itself, or Markdown. ``base`` is the server's address."""
    return _environment(format).get_template(f"digest.{format}.j2").render(_context(name, digest, names(
        engine, of(language)), base))  # fmt: skip


def summary(digest: Digest, called: Names, base: str) -> str:
    """A digest as a piece of HTML, for a feed's entry."""
    return _environment("html").get_template("body.html.j2").render(_context("", digest, called, base))


def _context(name: str, digest: Digest, called: Names, base: str) -> dict[str, Any]:
    t, found = called.t, digest.changes

    def to(link: ViewLink) -> str:
        spoken = ViewLink.of(link.page, {**link.to_dict(), LANGUAGE: "en" if t.language == "en" else ""})
        return spoken.address(base)

    def meeting(row: dict[str, Any], version: str | None = None) -> dict[str, Any]:
        link = ViewLink.of("meetings", {"meeting": row["meeting_id"], "v": version or ""})
        title = row["title"] or row["body"] or t("none.body")
        return {"title": title, "link": to(link), "facts": wording.held(t, row), "subjects": row.get("subjects", ())}

    removed, relabelled = found.removed[:LISTED], found.relabelled[:LISTED]
    return {
        "t": t, "language": "zh-CN" if t.language == "zh" else "en", "name": name, "digest": digest,
        "described": wording.described(called, digest.link), "figures": wording.figures(called, digest.figures),
        "counted": wording.counted(t, found), "added": [meeting(row) for row in found.added],
        "removed": [meeting(row, digest.since) for row in removed],
        "relabelled": [
            {"subject": row["subject"], "then": wording.reading(called, row, before=True),
             "now": wording.reading(called, row, before=False),
             "link": to(ViewLink.of("meetings", {"meeting": row["meeting_id"]}))}
            for row in relabelled
        ],
        "sizes": {"added": found.meetings_added, "removed": found.meetings_removed, "relabelled":
                  found.items_relabelled},
        "live": to(digest.link), "fixed": to(digest.link.fixed(digest.version)),
    }  # fmt: skip


@cache
def _environment(format: Format) -> Environment:
    made = Environment(
        loader=FileSystemLoader(_TEMPLATES), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
        finalize=_safe if format == "markdown" else None, autoescape=format == "html",
    )  # fmt: skip
    made.filters["plain"] = Markup
    return made


def _safe(value: object) -> object:
    """What is put into Markdown, with every sign that could mean something there escaped; HTML is none of it."""
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    return re.sub(r"([\\`*_\[\]|~#])", r"\\\1", escape(" ".join(value.split()), quote=False))


def _with_subjects(engine: Engine, selection: Selection, rows: Sequence[dict[str, Any]]) -> tuple[dict[str, Any], ...]:
    """The meetings with the subjects of their items in the selection."""
    items = chosen.items(engine, selection).select("meeting_no", "position", "subject")
    meetings = engine.table("meetings")
    listed = meetings.filter(meetings.meeting_id.isin([row["meeting_id"] for row in rows]))
    found = items.inner_join(listed.select("meeting_no", "meeting_id"), "meeting_no").order_by("meeting_no", "position")
    subjects: dict[str, list[str]] = {}
    for item in engine.rows(found):
        subjects.setdefault(item["meeting_id"], []).append(item["subject"])
    return _plain([{**row, "subjects": subjects.get(row["meeting_id"], [])[:_SUBJECTS]} for row in rows])


def _plain(rows: Sequence[dict[str, Any]]) -> tuple[dict[str, Any], ...]:
    """The first rows, with days as JSON has them."""
    return tuple({**row, "date": row["date"].isoformat() if row["date"] else None} for row in rows[:LISTED])


def _figure(entry: dict[str, Any]) -> Figure:
    keys = tuple((key, value) for key, value in entry["cell"]["keys"])
    return Figure(Cell(keys, entry["cell"]["unit"]), entry["count"], entry["whole"])
