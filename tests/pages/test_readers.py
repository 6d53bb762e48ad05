"""Readers while versions come, change and go; and a library that is copied while it is written to."""

from __future__ import annotations

import shutil
import threading
import time
from pathlib import Path

import pytest

from analysis.corpus import sweeping
from analysis.corpus.engine import open_engine
from analysis.corpus.library import Library, VersionRecord
from analysis.corpus.verifying import verify
from analysis.importing import Progress, import_paths
from pages.shared import library as shown

SAMPLE = Path(__file__).resolve().parents[2] / "data" / "sample" / "reports.jsonl"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a library of three versions, and more reports."""
    folder = tmp_path_factory.mktemp("readers")
    lines = SAMPLE.read_text(encoding="utf-8").splitlines(keepends=True)
    for number in range(4):
        (folder / f"{number}.jsonl").write_text("".join(lines[number * 6 : number * 6 + 6]), encoding="utf-8")
        if number < 3:
            import_paths([folder / f"{number}.jsonl"], Library(folder / "library"), workers=1)
    return folder


def sizes(record: VersionRecord) -> tuple[int, int, int]:
    return record.reports, record.meetings, record.items


def test_readers_see_one_version_each_whole_while_versions_change_and_go(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(made / "library", tmp_path / "library")
    shutil.copytree(made / "library" / "versions", tmp_path / "kept")
    monkeypatch.setenv("AGENDASCOPE_LIBRARY", str(tmp_path / "library"))
    library = Library(tmp_path / "library")
    records = library.versions()
    expected = {record.version: sizes(record) for record in records}
    errors, seen, until = list[BaseException](), set[str](), time.monotonic() + 6

    def read() -> None:
        try:
            while time.monotonic() < until:
                one = shown.current()
                assert one is not None
                found = tuple(
                    len(one.engine.rows(one.engine.table(name).select(number)))
                    for name, number in (("reports", "report_no"), ("meetings", "meeting_no"), ("items", "item_no"))
                )
                assert found == expected[one.version]
                seen.add(one.version)
        except BaseException as error:
            errors.append(error)

    readers = [threading.Thread(target=read) for _ in range(8)]
    for reader in readers:
        reader.start()
    changes = 0
    while time.monotonic() < until:
        for record in records:
            with library.writing() as staging:
                shutil.copy(tmp_path / "kept" / f"{record.version}.duckdb", staging / "draft")
                library.commit(staging / "draft", record)
            sweeping.sweep(library, keep=1, days=0)
            changes += 1
    for reader in readers:
        reader.join()
    assert not errors, errors[0]
    assert changes >= 6
    assert seen == set(expected)


def test_a_version_that_goes_while_a_reader_asks_for_it_gives_the_one_after(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(made / "library", tmp_path / "library")
    monkeypatch.setenv("AGENDASCOPE_LIBRARY", str(tmp_path / "library"))
    library = Library(tmp_path / "library")
    newest, before = (record.version for record in library.versions()[:2])
    path_of = Library.path_of

    def late(self: Library, version: str, **given: bool) -> Path:
        if version == newest and library.current() == newest:
            with library.writing():
                library.use(before)
                library.remove([newest])
        return path_of(self, version, **given)

    monkeypatch.setattr(Library, "path_of", late)
    one = shown.current()
    assert one is not None
    assert (one.version, one.newest) == (before, before)


def test_a_copy_made_while_an_import_runs_is_whole(made: Path, tmp_path: Path) -> None:
    shutil.copytree(made / "library", tmp_path / "library")
    library, copies = Library(tmp_path / "library"), list[Library]()

    def copy(progress: Progress | None = None) -> None:
        if progress and len(copies) == 2:
            return  # it tells of its writing more than once
        copies.append(Library(tmp_path / f"copy{len(copies)}"))
        copies[-1].path.mkdir()
        for file in library.path.glob("*.json*"):
            shutil.copy(file, copies[-1].path)
        if len(copies) == 2:  # the import commits between the two steps
            return
        shutil.copytree(library.path / "versions", copies[-1].path / "versions")

    before = library.current()
    after = import_paths([made / "3.jsonl"], library, workers=1, progress=copy).version
    shutil.copytree(library.path / "versions", copies[1].path / "versions")
    copy()
    assert [one.current() for one in copies] == [before, before, after]
    for one in copies:
        assert not [finding for finding in verify(one) if finding.is_fault]
        engine = open_engine(one.path_of(one.current() or ""))
        assert engine.version.version == one.current()
        engine.close()
    assert import_paths([made / "3.jsonl"], copies[1], workers=1).version == after
