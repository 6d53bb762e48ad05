"""Watched views as Atom feeds (RFC 4287), an entry for each import that brought something."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final
from urllib.parse import quote

from analysis.corpus.engine import open_engine
from analysis.corpus.library import Library
from analysis.errors import ViewError
from analysis.sharing import digests, watches, wording
from analysis.sharing.links import LANGUAGE, ViewLink
from analysis.sharing.views import SavedView
from analysis.texts import Language, of
from analysis.texts.names import names

ENTRIES: Final = 30


def atom(library: Library, view: SavedView, *, base: str, language: Language) -> bytes:
    """The feed of a saved view; ``base`` is the server's address. Raises ViewError where the view is not watched."""
    from feedgen.feed import FeedGenerator  # with the XML library, which nothing else in a server needs

    current = library.current()
    if not view.is_watched or current is None:
        raise ViewError(f"{view.name} is not watched; watch it in the Share menu of any page, then import.")
    engine = open_engine(library.path_of(current))
    called = names(engine, of(language))
    t, told = called.t, watches.news(library, view)[:ENTRIES]
    spoken = {LANGUAGE: language if language == "en" else ""}
    home = ViewLink.of(view.link.page, {**view.link.to_dict(), **spoken}).address(base)
    feed = FeedGenerator()
    feed.id(f"urn:agendascope:view:{view.when}:{view.link.address()}")
    feed.title(t("feed.title", view=view.name))
    feed.subtitle(wording.described(called, view.link))
    feed.language("zh-CN" if language == "zh" else "en")
    feed.link(href=f"{base.rstrip('/')}/feeds/{quote(view.name)}.atom", rel="self")
    feed.link(href=home, rel="alternate")
    feed.author(name=t("brand"))
    feed.updated(_moment(told[0].when if told else view.when))
    for digest in told:
        entry = feed.add_entry(order="append")
        entry.id(f"urn:agendascope:news:{digest.since}:{digest.version}:{digest.link.address()}")
        found = digest.changes
        entry.title(t("feed.entry", view=view.name, meetings=found.meetings_added, items=found.items_added))
        entry.updated(_moment(digest.when))
        entry.link(href=ViewLink.of(digest.link.page, {**digest.link.to_dict(), **spoken}).address(base))
        entry.content(digests.summary(digest, called, base), type="html")
    made: bytes = feed.atom_str(pretty=True)
    return made


def _moment(stamp: str) -> datetime:
    return datetime.fromisoformat(stamp).replace(tzinfo=UTC)
