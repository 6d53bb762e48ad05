"""Saved views: kept, found again, renamed and deleted, whoever does it at the same time."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from analysis.corpus import pins
from analysis.corpus.library import Library, VersionRecord
from analysis.errors import LibraryError, ViewError
from analysis.sharing import views
from analysis.sharing.links import ViewLink

FLOODS = ViewLink.of("topics", {"topic": "disaster", "level": ["county", "prefecture"]})


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """A library with two versions, ``a`` and the current ``b``."""
    made = Library(tmp_path / "library")
    for number, version in enumerate("ab"):
        with made.writing() as staging:
            file = staging / "draft.duckdb"
            file.write_bytes(version.encode())
            made.commit(file, VersionRecord(version, f"2026-01-0{number + 1}T00:00:00", "p", "l", False, 1, 1, 1))
    return made


def test_a_view_is_found_again_by_another_process_whatever_the_case_of_its_name(library: Library) -> None:
    kept = views.save(library, "County-Floods", FLOODS, who=" 甘棠 ")
    assert (kept.who, kept.link, kept.is_watched) == ("甘棠", FLOODS, False)
    assert views.get(Library(library.path), "county-floods") == kept
    assert [view.name for view in views.saved(library)] == ["County-Floods"]


def test_of_who_saves_a_view_one_short_line_is_kept(library: Library) -> None:
    kept = views.save(library, "a", FLOODS, who="甘棠\n\x1b[31m\u202e" + "长" * 10_000)
    assert kept.who.startswith("甘棠 [31m 长长")
    assert len(kept.who) == 80
    assert views.get(library, "a").who == kept.who


@pytest.mark.parametrize("name", ["", "  ", "a/b", "a?b", "<b>", "x" * 41, "a&b=c", "名，字"])
def test_what_cannot_stand_in_a_short_address_is_no_name(library: Library, name: str) -> None:
    with pytest.raises(ViewError, match="letters, digits"):
        views.save(library, name, FLOODS)
    assert views.saved(library) == ()


def test_a_name_is_taken_once(library: Library) -> None:
    views.save(library, "县级 防汛", FLOODS)
    for name in ("县级-防汛", "县级　防汛"):
        with pytest.raises(ViewError, match="already"):
            views.save(library, name, FLOODS)
    views.save(library, "other", FLOODS)
    with pytest.raises(ViewError, match="already"):
        views.rename(library, "other", "县级-防汛")


def test_a_view_can_be_renamed_in_case_alone_and_deleted(library: Library) -> None:
    views.save(library, "floods", FLOODS)
    assert views.rename(library, "floods", "Floods").name == "Floods"
    assert views.rename(library, "floods", "high-water").link == FLOODS
    views.delete(library, "high-water")
    assert views.saved(library) == ()
    with pytest.raises(ViewError, match="none yet"):
        views.get(library, "high-water")


def test_a_view_that_names_a_version_keeps_it_from_being_swept(library: Library) -> None:
    views.save(library, "then", FLOODS.fixed("a"))
    assert pins.pinned(library) == {"a": ("view:then",)}
    views.rename(library, "then", "once")
    assert pins.pinned(library) == {"a": ("view:once",)}
    views.delete(library, "once")
    assert pins.pinned(library) == {}
    with pytest.raises(LibraryError, match="no version"):
        views.save(library, "never", FLOODS.fixed("moon"))


def test_watching_holds_the_version_since_which_it_is_watched(library: Library) -> None:
    views.save(library, "floods", FLOODS)
    assert views.watch(library, "floods", since="b").is_watched
    assert pins.pinned(library) == {"b": ("watch:floods",)}
    assert not views.watch(library, "floods", since=None).is_watched
    assert pins.pinned(library) == {}
    views.save(library, "then", FLOODS.fixed("a"))
    with pytest.raises(ViewError, match="fixed to version a"):
        views.watch(library, "then", since="b")


def test_views_saved_at_once_are_all_kept(library: Library) -> None:
    with ThreadPoolExecutor(8) as crew:
        list(crew.map(lambda number: views.save(library, f"view-{number}", FLOODS), range(24)))
    assert len(views.saved(library)) == 24


def test_a_view_can_be_saved_while_an_import_runs(library: Library) -> None:
    with library.writing():
        assert views.save(library, "meanwhile", FLOODS).name == "meanwhile"


@pytest.mark.parametrize("text", ["", "{", "[]", '{"views": [{"name": "x"}]}', json.dumps({"views": {"a": 1}})])
def test_a_damaged_file_is_named_and_never_overwritten(library: Library, text: str) -> None:
    file = library.path / views.FILE
    file.write_text(text)
    for attempt in (lambda: views.saved(library), lambda: views.save(library, "x", FLOODS)):
        with pytest.raises(ViewError, match=r"views\.json.*restore"):
            attempt()
    assert file.read_text() == text


def test_where_nothing_was_imported_there_is_nothing_to_save(tmp_path: Path) -> None:
    with pytest.raises(ViewError, match="import reports first"):
        views.save(Library(tmp_path / "none"), "x", FLOODS)
