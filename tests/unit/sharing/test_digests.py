"""Watched views: what is found after an import, and how it is told in digests and feeds."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from analysis.corpus import pins
from analysis.corpus.engine import Engine
from analysis.corpus.library import Library, VersionRecord
from analysis.errors import LibraryError, ViewError
from analysis.measures.selection import Selection
from analysis.sharing import digests, feeds, views, watches
from analysis.sharing.links import ViewLink

ATOM = {"a": "http://www.w3.org/2005/Atom"}
FLOODS = ViewLink.of("topics", {"topic": "disaster"})
BASE = "https://agenda.example/tool"


def commit(library: Library, engine: Engine) -> None:
    version = engine.version.version
    with library.writing() as staging:
        file = staging / "draft.duckdb"
        shutil.copy(engine.path, file)
        library.commit(file, VersionRecord(version, f"2026-01-0{version[1:]}T08:00:00", "p", "l", False, 1, 1, 1))


@pytest.fixture
def library(tmp_path: Path, then: Engine) -> Library:
    """A library with the older version alone, and a watched view in it."""
    made = Library(tmp_path / "library")
    commit(made, replace_version(then, "w0"))
    views.save(made, "洪水", FLOODS)
    views.watch(made, "洪水", since="w0")
    return made


def replace_version(engine: Engine, version: str) -> Engine:
    assert engine.version.version == version
    return engine


def test_an_import_is_told_once_to_whom_it_concerns(library: Library, now: Engine) -> None:
    views.save(library, "safety", ViewLink.of("topics", {"topic": "safety", "level": "province"}))
    views.watch(library, "safety", since="w0")
    views.save(library, "unwatched", FLOODS)
    assert watches.catch_up(library) == {}, "nothing was imported"
    commit(library, now)
    found = watches.catch_up(library)
    assert list(found) == ["洪水"], "the other view has nothing new, and nobody watches the third"
    assert found["洪水"].changes.meetings_added == 1
    assert watches.catch_up(library) == {}
    assert {view.since for view in views.saved(library)} == {"w1", None}
    assert pins.pinned(library) == {"w1": ("watch:safety", "watch:洪水")}


def test_what_was_told_is_kept_and_reads_back_as_it_was(library: Library, now: Engine) -> None:
    commit(library, now)
    made = watches.catch_up(library)["洪水"]
    kept = watches.news(Library(library.path), views.get(library, "洪水"))
    assert [digest.to_entry() for digest in kept] == [made.to_entry()]
    views.rename(library, "洪水", "floods")
    assert len(watches.news(library, views.get(library, "floods"))) == 1, "news belong to the view, not to its name"
    with (library.path / watches.FILE).open("a") as file:
        file.write("{damaged\n")
    assert len(watches.news(library, views.get(library, "floods"))) == 1


def test_a_version_that_is_gone_stops_nothing(library: Library, now: Engine) -> None:
    commit(library, now)
    (library.path / "versions" / "w0.duckdb").unlink()
    assert watches.catch_up(library) == {}
    assert views.get(library, "洪水").since == "w1", "from here on it is told again"


def test_a_digest_says_what_came_by_which_items_and_what_the_figures_are(library: Library, now: Engine) -> None:
    commit(library, now)
    digest, engine = digests.of_view(library, views.get(library, "洪水"))
    assert (digest.since, digest.version) == ("w0", "w1")
    assert [row["meeting_id"] for row in digest.changes.added] == ["r13"]
    assert digest.changes.added[0]["subjects"] == ["听取防汛工作汇报，强调防汛责任"]
    english = digests.render("洪水", digest, engine, format="markdown", language="en", base=BASE)
    assert "# 洪水: what is new since 2026-01-01" in english.replace("\\", "")
    assert f"]({BASE}/meetings?lang=en&meeting=r13)" in english
    assert "听取防汛工作汇报，强调防汛责任" in english
    assert "8 agenda items" in english
    assert "7 agenda items" in english, "the figure then and now"
    assert f"({BASE}/topics?lang=en&topic=disaster)" in english
    assert f"({BASE}/topics?lang=en&topic=disaster&v=w1)" in english
    chinese = digests.render("洪水", digest, engine, format="html", language="zh", base=BASE)
    assert '<html lang="zh-CN">' in chinese
    assert f'href="{BASE}/meetings?meeting=r13"' in chinese
    assert "新增 1 次" in chinese
    assert not re.search(r"<(script|link|img)\b", chinese), "nothing is fetched"


def test_a_digest_since_a_version_of_ones_choice(library: Library, now: Engine) -> None:
    with pytest.raises(ViewError, match="import more"):
        digests.of_view(library, views.get(library, "洪水"))
    commit(library, now)
    digest, _ = digests.of_view(library, views.get(library, "洪水"), since="w1")
    assert not digest.changes
    with pytest.raises(LibraryError, match="no version moon"):
        digests.of_view(library, views.get(library, "洪水"), since="moon")


@pytest.mark.parametrize(
    ("address", "selection"),
    [
        ("/topics?topic=disaster", Selection(topics=("disaster",))),
        ("/topics?level=county&cell=topic:rural", Selection(levels=("county",), topics=("rural",))),
        ("/formulations?chosen=安全生产", Selection(formulations=("安全生产",))),
        ("/meetings?q=防汛+责任&word=会议", Selection(words=("会议", "防汛", "责任"))),
        ("/topics?cell=moon:1&level=county", Selection(levels=("county",))),
    ],
)
def test_a_view_is_about_what_stands_open_in_it(address: str, selection: Selection) -> None:
    assert digests.asked(ViewLink.from_address(address)) == selection


def test_text_from_reports_and_names_are_text_wherever_they_go(library: Library, now: Engine) -> None:
    commit(library, now)
    digest, engine = digests.of_view(library, views.get(library, "洪水"))
    bad = "<script>x</script> [a](javascript:b) *c* | `d`"
    row = {**digest.changes.added[0], "title": bad, "body": bad, "subjects": [bad]}
    digest = replace(digest, changes=replace(digest.changes, added=(row,)))
    for language in ("zh", "en"):
        page = digests.render(bad, digest, engine, format="html", language=language, base=BASE)
        assert "<script>x" not in page
        page = digests.render(bad, digest, engine, format="markdown", language=language, base=BASE)
        assert "<script" not in page
        assert not re.search(r"(?<!\\)\]\(javascript", page)
        assert not re.search(r"(?<!\\)\*c", page)


def test_the_feed_is_atom_and_has_an_entry_an_import(library: Library, now: Engine) -> None:
    empty = etree.fromstring(feeds.atom(library, views.get(library, "洪水"), base=BASE, language="zh"))
    assert empty.findall("a:entry", ATOM) == []
    commit(library, now)
    watches.catch_up(library)
    feed = etree.fromstring(feeds.atom(library, views.get(library, "洪水"), base=BASE, language="zh"))
    entries = feed.findall("a:entry", ATOM)
    assert len(entries) == 1
    for node in (feed, entries[0]):
        assert node.findtext("a:id", namespaces=ATOM)
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:]+(Z|\+00:00)", node.findtext("a:updated", namespaces=ATOM) or "")
    assert "洪水" in (feed.findtext("a:title", namespaces=ATOM) or "")
    links = {link.get("rel"): link.get("href") for link in feed.findall("a:link", ATOM)}
    assert links["alternate"] == f"{BASE}/topics?topic=disaster"
    assert links["self"].startswith(f"{BASE}/feeds/")
    assert "r13" in (entries[0].findtext("a:content", namespaces=ATOM) or "")
    again = etree.fromstring(feeds.atom(library, views.get(library, "洪水"), base=BASE, language="zh"))
    assert etree.tostring(again) == etree.tostring(feed), "a feed that has nothing new is the same"


def test_only_what_is_watched_has_a_feed(library: Library) -> None:
    views.save(library, "quiet", FLOODS)
    with pytest.raises(ViewError, match="not watched"):
        feeds.atom(library, views.get(library, "quiet"), base=BASE, language="zh")


def test_entries_are_json(library: Library, now: Engine) -> None:
    commit(library, now)
    watches.catch_up(library)
    line = json.loads((library.path / watches.FILE).read_text(encoding="utf-8"))
    assert line["link"] == FLOODS.address()
