from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from analysis.corpus.library import Library, VersionRecord, default_library, sample_library, version_id
from analysis.corpus.schema import FORMAT
from analysis.errors import LibraryError


def record(version: str = "a" * 16, created: str = "2024-05-01T08:00:00") -> VersionRecord:
    return VersionRecord(version, created, "1", "x", False, reports=3, meetings=2, items=5)


def commit(library: Library, record: VersionRecord, content: bytes = b"tables") -> None:
    with library.writing() as staging:
        (staging / "draft").write_bytes(content)
        library.commit(staging / "draft", record)


def test_an_empty_folder_is_an_empty_library(tmp_path: Path) -> None:
    library = Library(tmp_path / "new")
    assert library.current() is None
    assert library.versions() == ()
    assert not library.path.exists(), "looking at a library makes nothing"


def test_a_committed_version_is_current_and_found(tmp_path: Path) -> None:
    library = Library(tmp_path)
    commit(library, record())
    assert library.current() == "a" * 16
    assert library.versions() == (record(),)
    assert library.path_of("a" * 16).read_bytes() == b"tables"


def test_older_versions_stay_and_the_newest_comes_first(tmp_path: Path) -> None:
    library = Library(tmp_path)
    first, second = record(), record("b" * 16, "2024-05-02T08:00:00")
    commit(library, first)
    commit(library, second, b"more")
    assert [known.version for known in library.versions()] == [second.version, first.version]
    assert library.path_of(first.version).read_bytes() == b"tables"


def test_a_version_that_is_there_is_made_current_and_its_file_never_rewritten(tmp_path: Path) -> None:
    library = Library(tmp_path)
    commit(library, record())
    commit(library, record("b" * 16, "2024-05-02T08:00:00"))
    before = library.path_of("a" * 16).stat().st_mtime_ns
    commit(library, record(created="2024-05-03T08:00:00"), b"other bytes")
    assert library.current() == "a" * 16
    assert len(library.versions()) == 2
    assert library.path_of("a" * 16).read_bytes() == b"tables"
    assert library.path_of("a" * 16).stat().st_mtime_ns == before


def test_an_interrupted_import_changes_nothing_and_is_swept(tmp_path: Path) -> None:
    library = Library(tmp_path)
    commit(library, record())
    with pytest.raises(KeyboardInterrupt), library.writing() as staging:  # noqa: PT012
        (staging / "draft").write_bytes(b"half")
        raise KeyboardInterrupt
    assert not list(tmp_path.glob("staging-*"))
    (tmp_path / "staging-left-by-a-crash").mkdir()
    with library.writing():
        assert not (tmp_path / "staging-left-by-a-crash").exists()
    assert library.current() == "a" * 16


def test_a_second_writer_is_told_at_once_who_is_writing(tmp_path: Path) -> None:
    holder = (
        "import sys; from pathlib import Path; from analysis.corpus.library import Library\n"
        "with Library(Path(sys.argv[1])).writing(): print('ready', flush=True); sys.stdin.read()"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", holder, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout
        assert process.stdout.readline().strip() == "ready"
        with (
            pytest.raises(LibraryError, match=f"process {process.pid} on "),
            Library(tmp_path).writing(),
        ):
            pass
    finally:
        process.communicate("")
    with Library(tmp_path).writing():
        pass  # free again


def test_two_threads_of_one_process_do_not_write_at_once(tmp_path: Path) -> None:
    with Library(tmp_path).writing(), pytest.raises(LibraryError, match=f"process {os.getpid()}"):  # noqa: SIM117
        with Library(tmp_path).writing():
            pass


def test_a_killed_writer_leaves_the_library_free(tmp_path: Path) -> None:
    holder = (
        "import sys, os; from pathlib import Path; from analysis.corpus.library import Library\n"
        "with Library(Path(sys.argv[1])).writing(): os._exit(9)"
    )
    assert subprocess.run([sys.executable, "-c", holder, str(tmp_path)], check=False).returncode == 9
    assert list(tmp_path.glob("staging-*"))
    with Library(tmp_path).writing() as staging:
        assert list(tmp_path.glob("staging-*")) == [staging]


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", "{}", "null", '{"format": 2}', '{"format": [2]}', '{"format": 2, "current": "a", "versions": [1]}'],
)
def test_a_damaged_list_of_versions_is_named(tmp_path: Path, content: str) -> None:
    (tmp_path / "library.json").write_text(content)
    with pytest.raises(LibraryError, match=r"library\.json"):
        Library(tmp_path).current()
    with pytest.raises(LibraryError, match=r"library\.json"), Library(tmp_path).writing():
        pass


def test_another_format_is_refused(tmp_path: Path) -> None:
    library = Library(tmp_path)
    commit(library, record())
    state = json.loads((tmp_path / "library.json").read_text())
    state["versions"][0]["format"] = 99
    (tmp_path / "library.json").write_text(json.dumps(state))
    with pytest.raises(LibraryError, match="format 99"):
        library.path_of("a" * 16)
    state["format"] = 99
    (tmp_path / "library.json").write_text(json.dumps(state))
    with pytest.raises(LibraryError, match="format 99"):
        library.current()


def test_what_a_later_program_noted_beside_is_left_alone(tmp_path: Path) -> None:
    library = Library(tmp_path)
    commit(library, record())
    state = json.loads((tmp_path / "library.json").read_text())
    state["versions"][0]["mood"] = "good"
    (tmp_path / "library.json").write_text(json.dumps(state))
    assert library.versions() == (record(),)


def test_a_damaged_file_of_a_version_that_is_made_again_is_replaced(tmp_path: Path) -> None:
    library = Library(tmp_path)
    commit(library, record())
    library.path_of("a" * 16).write_bytes(b"tabl")
    assert not library.is_whole("a" * 16)
    commit(library, record())
    assert library.is_whole("a" * 16)
    assert library.path_of("a" * 16).read_bytes() == b"tables"


def test_an_earlier_version_can_be_made_current_again(tmp_path: Path) -> None:
    library = Library(tmp_path)
    commit(library, record())
    commit(library, record("b" * 16))
    with library.writing():
        library.use("a" * 16)
        with pytest.raises(LibraryError, match="no version feed"):
            library.use("feed")
    assert library.current() == "a" * 16
    assert [known.version for known in library.versions()] == ["b" * 16, "a" * 16]


def test_an_unknown_version_and_a_missing_file_are_told_apart(tmp_path: Path) -> None:
    library = Library(tmp_path)
    commit(library, record())
    with pytest.raises(LibraryError, match="no version feed"):
        library.path_of("feed")
    library.path_of("a" * 16).unlink()
    with pytest.raises(LibraryError, match="missing"):
        library.path_of("a" * 16)


def test_the_libraries_folder_is_named_by_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("AGENDASCOPE_LIBRARY", str(tmp_path / "mine"))
    assert default_library() == tmp_path / "mine"
    assert sample_library() == tmp_path / f"sample-{FORMAT}"
    monkeypatch.delenv("AGENDASCOPE_LIBRARY")
    assert default_library().name == "library"
    assert sample_library() == default_library().parent / f"sample-{FORMAT}"


def test_what_a_version_is_made_of_decides_its_id() -> None:
    one = version_id(["a", "b"], parser="1", lexicon="x")
    assert one == version_id(iter(["b", "a"]), parser="1", lexicon="x")
    others = {
        version_id(["a"], parser="1", lexicon="x"),
        version_id(["a", "b"], parser="2", lexicon="x"),
        version_id(["a", "b"], parser="1", lexicon="y"),
        version_id(["a", "c"], parser="1", lexicon="x"),
    }
    assert len(others | {one}) == 5
