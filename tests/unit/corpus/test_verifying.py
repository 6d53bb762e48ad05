"""A library of real versions, damaged in one way after the other: each is found, and nothing is changed."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from analysis.corpus import pins
from analysis.corpus.library import Library
from analysis.corpus.verifying import RELATIONS, verify
from analysis.importing import import_paths

SAMPLE = Path(__file__).resolve().parents[3] / "data" / "sample" / "reports.jsonl"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("verify")
    lines = SAMPLE.read_text(encoding="utf-8").splitlines(keepends=True)
    (folder / "a.jsonl").write_text("".join(lines[:20]), encoding="utf-8")
    (folder / "b.jsonl").write_text("".join(lines[20:50]), encoding="utf-8")
    library = Library(folder / "library")
    import_paths([folder / "a.jsonl"], library, workers=1)
    import_paths([folder / "b.jsonl"], library, workers=1)
    return library.path


@pytest.fixture
def library(made: Path, tmp_path: Path) -> Library:
    shutil.copytree(made, tmp_path / "library")
    return Library(tmp_path / "library")


def faults(library: Library) -> str:
    before = {path: path.stat().st_mtime_ns for path in library.path.rglob("*")}
    found = "\n".join(f"{one.place}: {one.says}" for one in verify(library) if one.is_fault)
    assert {path: path.stat().st_mtime_ns for path in library.path.rglob("*")} == before, "looking changes nothing"
    return found


def current(library: Library) -> Path:
    return library.path_of(library.current() or "")


def test_a_whole_library_has_no_fault(library: Library) -> None:
    assert faults(library) == ""
    assert len([one for one in verify(library) if "its tables agree" in one.says]) == 2


def test_no_library_and_an_empty_one_have_no_fault(tmp_path: Path) -> None:
    assert faults(Library(tmp_path / "none")) == ""
    assert faults(Library(tmp_path)) == ""


def test_one_flipped_bit_is_found(library: Library) -> None:
    data = bytearray(current(library).read_bytes())
    data[len(data) // 2] ^= 1
    current(library).write_bytes(data)
    assert "another SHA-256" in faults(library)


def test_a_torn_file_is_found(library: Library) -> None:
    os.truncate(current(library), current(library).stat().st_size // 2)
    assert "instead of" in faults(library)


def test_a_missing_file_is_found(library: Library) -> None:
    current(library).unlink()
    assert "missing" in faults(library)


def test_a_file_in_another_ones_place_is_found(library: Library) -> None:
    newest, oldest = (library.path_of(record.version) for record in library.versions())
    shutil.copy(oldest, newest)
    assert "another id" in faults(library)


def test_what_a_program_without_checksums_made_is_held_together_all_the_same(library: Library) -> None:
    file = library.path / "library.json"
    state = json.loads(file.read_text())
    del state["files"], state["gone"]
    file.write_text(json.dumps(state))
    assert faults(library) == ""
    with duckdb.connect(str(current(library))) as db:
        db.execute("UPDATE reports SET outlet = '别报' WHERE report_no = 3")
    assert "not the ones its id was made of" in faults(library)


CHANGES: dict[str, str] = {
    "two reports share a number": "UPDATE reports SET report_no = 1 WHERE report_no = 2",
    "two reports are the same": "UPDATE reports SET report_id = (SELECT max(report_id) FROM reports)",
    "a report's text is not": "UPDATE reports SET text = text || '。' WHERE report_no = 5",
    "two items share": "UPDATE items SET item_no = 5 WHERE item_no = 4",
    "two meetings share": "UPDATE meetings SET meeting_id = (SELECT max(meeting_id) FROM meetings)",
    "a meeting stands in no report": "UPDATE meetings SET report_no = report_no + 1000 WHERE meeting_no = 2",
    "another number of reports": "UPDATE meetings SET reports = reports + 1 WHERE meeting_no = 2",
    "a meeting that is not there": "UPDATE reports SET meeting_no = 9999 WHERE meeting_no = 2",
    "an item belongs to no meeting": "UPDATE items SET meeting_no = 9999 WHERE item_no = 2",
    "a topic belongs to no item": "DELETE FROM items WHERE item_no = 2",
    "a topic is not in the taxonomy": "UPDATE labels SET topic = 'flowers' WHERE item_no = 2",
    "a term belongs to no report": "UPDATE terms SET report_no = 9999 WHERE report_no = 2",
    "a term belongs to no item": "UPDATE terms SET position = 77 WHERE report_no = 2",
    "has no sketch": "DELETE FROM sketches WHERE report_no = 3",
    "does not stand where": "UPDATE formulations SET start = start + 1",
}


def test_every_relation_has_a_change_that_breaks_it() -> None:
    assert len(CHANGES) == len(RELATIONS)
    assert all(any(words in relation for words in CHANGES) for relation in RELATIONS)


@pytest.mark.parametrize("words", CHANGES)
def test_tables_that_do_not_agree_are_found(library: Library, words: str) -> None:
    with duckdb.connect(str(current(library))) as db:
        db.execute(CHANGES[words])
    assert words in faults(library)


def _counts(library: Library) -> None:
    file = library.path / "library.json"
    state = json.loads(file.read_text())
    state["versions"][-1]["items"] += 1
    file.write_text(json.dumps(state))


def _lost(library: Library) -> None:
    file = library.path / "library.json"
    state = json.loads(file.read_text())
    state["current"] = "f" * 16
    file.write_text(json.dumps(state))


def _pinned(library: Library) -> None:
    pins.pin(library, library.current() or "", by="view:a")
    (library.path / "pins.json").write_text(json.dumps({"view:a": "f" * 16}))


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        (_counts, "library.json says"),
        (_lost, "not in its list"),
        (_pinned, "view:a needs version"),
        (lambda library: (library.path / "library.json").write_text("{"), "is taken for the current one"),
        (lambda library: (library.path / "library.json").unlink(), "is taken for the current one"),
        (lambda library: (library.path / "corrections.jsonl").write_text("{\n"), "line 1"),
        (lambda library: current(library).write_bytes(b"x" * 4096), "cannot be read as a database"),
    ],
)
def test_damage_beside_the_versions_is_found(library: Library, damage: Callable[[Library], object], says: str) -> None:
    damage(library)
    assert says in faults(library)


def test_what_was_left_behind_is_told_and_is_no_fault(library: Library) -> None:
    (library.path / "staging-x").mkdir()
    (library.path / "versions" / "feed.duckdb").write_bytes(b"left")
    told = "\n".join(f"{one.place}: {one.says}" for one in verify(library))
    assert "staging-x: an interrupted import" in told
    assert "versions/feed.duckdb: no version names this file" in told
    assert faults(library) == ""
    shutil.rmtree(library.path / "staging-x")
    with library.writing():
        assert any("is importing" in one.says for one in verify(library))
