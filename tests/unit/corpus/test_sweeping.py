from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from analysis.corpus import pins
from analysis.corpus.library import Library, VersionRecord
from analysis.corpus.sweeping import plan, sweep
from analysis.errors import LibraryError


def made(library: Library, version: str, *, days_ago: float = 100.0) -> None:
    created = (datetime.now(UTC) - timedelta(days=days_ago)).replace(tzinfo=None).isoformat(timespec="seconds")
    with library.writing() as staging:
        (staging / "draft").write_bytes(version.encode())
        library.commit(staging / "draft", VersionRecord(version, created, "1", "x", False, 3, 2, 5))


def names(library: Library) -> list[str]:
    return [record.version for record in library.versions()]


def test_the_last_the_young_and_the_pinned_stay(tmp_path: Path) -> None:
    library = Library(tmp_path)
    for number in range(6):
        made(library, f"v{number}", days_ago=3 if number == 2 else 100)
    pins.pin(library, "v1", by="view:floods")
    planned = plan(library, keep=2, days=30)
    assert {fate.record.version: set(fate.reasons) for fate in planned.fates} == {
        "v5": {"current", "recent"}, "v4": {"recent"}, "v3": set(), "v2": {"young"}, "v1": {"pinned"}, "v0": set(),
    }  # fmt: skip
    assert names(library) == ["v5", "v4", "v3", "v2", "v1", "v0"], "a plan changes nothing"
    assert [fate.record.version for fate in sweep(library, keep=2, days=30).going] == ["v3", "v0"]
    assert names(library) == ["v5", "v4", "v2", "v1"]
    assert sorted(path.stem for path in (tmp_path / "versions").iterdir()) == ["v1", "v2", "v4", "v5"]


def test_an_older_version_that_was_made_current_again_stays(tmp_path: Path) -> None:
    library = Library(tmp_path)
    for version in ("a", "b", "c", "a"):
        made(library, version)
    sweep(library, keep=1, days=0)
    assert (library.current(), names(library)) == ("a", ["c", "a"])


def test_a_clock_that_was_put_back_sweeps_nothing_that_is_new(tmp_path: Path) -> None:
    library = Library(tmp_path)
    made(library, "tomorrow", days_ago=-400)
    made(library, "today", days_ago=100)
    assert names(library)[0] == "today", "what was made last is last, whatever its date"
    assert {fate.record.version: fate.reasons for fate in plan(library, keep=1, days=30).fates} == {
        "today": ("current", "recent"), "tomorrow": ("young",),
    }  # fmt: skip


def test_who_asks_for_a_version_that_was_swept_is_told_what_it_was(tmp_path: Path) -> None:
    library = Library(tmp_path)
    made(library, "old")
    made(library, "new")
    sweep(library, keep=1, days=0)
    with pytest.raises(LibraryError, match=r"version old of 20.*3 reports.*was removed on 20"):
        library.path_of("old")
    assert [gone.record.version for gone in library.gone()] == ["old"]
    made(library, "old")
    assert library.gone() == ()
    assert library.path_of("old").read_bytes() == b"old"


def test_the_current_version_cannot_be_removed(tmp_path: Path) -> None:
    library = Library(tmp_path)
    made(library, "a")
    with library.writing(), pytest.raises(LibraryError, match="current"):
        library.remove(["a"])
    assert library.path_of("a").is_file()


def test_what_an_interrupted_commit_left_goes_with_the_next_sweep_alone(tmp_path: Path) -> None:
    library = Library(tmp_path)
    made(library, "a")
    stray = tmp_path / "versions" / "feed.duckdb"
    stray.write_bytes(b"left")
    made(library, "b")
    assert library.strays() == (stray,)
    assert plan(library).strays == (stray,)
    assert stray.exists()
    assert sweep(library).strays == (stray,)
    assert not stray.exists()
    assert names(library) == ["b", "a"]


def test_a_version_that_is_gone_cannot_be_pinned(tmp_path: Path) -> None:
    library = Library(tmp_path)
    made(library, "old")
    made(library, "new")
    sweep(library, keep=1, days=0)
    with pytest.raises(LibraryError, match="was removed"):
        pins.pin(library, "old", by="link:1")
    assert pins.pinned(library) == {}


def test_a_holder_holds_one_version_until_it_lets_go(tmp_path: Path) -> None:
    library = Library(tmp_path)
    made(library, "a")
    made(library, "b")
    pins.pin(library, "a", by="view:floods")
    pins.pin(library, "a", by="link:7")
    assert pins.pinned(library) == {"a": ("link:7", "view:floods")}
    pins.pin(library, "b", by="view:floods")
    pins.unpin(library, by="link:7")
    pins.unpin(library, by="nobody")
    assert pins.pinned(library) == {"b": ("view:floods",)}


def test_pins_made_at_once_are_all_there(tmp_path: Path) -> None:
    library = Library(tmp_path)
    made(library, "a")
    threads = [threading.Thread(target=pins.pin, args=(library, "a"), kwargs={"by": f"link:{n}"}) for n in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(pins.pinned(library)["a"]) == 20


def test_a_link_can_be_made_while_an_import_runs(tmp_path: Path) -> None:
    library = Library(tmp_path)
    made(library, "a")
    with library.writing():
        pins.pin(library, "a", by="link:1")
    assert pins.pinned(library) == {"a": ("link:1",)}


@pytest.mark.parametrize("content", ["", "[]", '{"view:a": 1}'])
def test_damaged_pins_are_named_and_nothing_is_swept(tmp_path: Path, content: str) -> None:
    library = Library(tmp_path)
    made(library, "old")
    made(library, "new")
    (tmp_path / "pins.json").write_text(content)
    with pytest.raises(LibraryError, match=r"pins\.json"):
        sweep(library, keep=1, days=0)
    assert names(library) == ["new", "old"]
