"""What the world does to a library: a full disk, no permission, two importers, damage, kills. The last committed
version stays whole, what is wrong is said in words, and once it is mended the next import succeeds."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from analysis.corpus.engine import open_engine
from analysis.corpus.library import Library
from analysis.corpus.verifying import verify
from analysis.errors import LibraryError
from analysis.importing import import_paths

ROOT = Path(__file__).resolve().parents[3]
SAMPLE = ROOT / "data" / "sample" / "reports.jsonl"
IMPORT = """
import resource, sys
from pathlib import Path
from analysis.corpus.library import Library
from analysis.errors import AnalysisError
from analysis.importing import import_paths
for limit in map(int, sys.argv[3:]):
    if limit:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
    try:
        print("imported", import_paths([Path(sys.argv[1])], Library(Path(sys.argv[2])), workers=1).new, flush=True)
    except AnalysisError as error:
        print(type(error).__name__, error, flush=True)
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a library of fifteen reports, and fifteen others in a file."""
    folder = tmp_path_factory.mktemp("trouble")
    lines = SAMPLE.read_text(encoding="utf-8").splitlines(keepends=True)
    (folder / "first.jsonl").write_text("".join(lines[:15]), encoding="utf-8")
    (folder / "more.jsonl").write_text("".join(lines[15:30]), encoding="utf-8")
    import_paths([folder / "first.jsonl"], Library(folder / "library"), workers=1)
    return folder


@pytest.fixture
def library(made: Path, tmp_path: Path) -> Library:
    shutil.copytree(made / "library", tmp_path / "library")
    return Library(tmp_path / "library")


def in_child(made: Path, library: Library, *limits: int, under: tuple[str, ...] = ()) -> list[str]:
    arguments = [str(made / "more.jsonl"), str(library.path), *map(str, limits or (0,))]
    done = subprocess.run(
        [*under, sys.executable, "-c", IMPORT, *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def faults(library: Library) -> list[str]:
    return [finding.says for finding in verify(library) if finding.is_fault]


def test_a_full_disk_at_whatever_point_is_said_and_changes_nothing(made: Path, library: Library) -> None:
    before = sorted(path.name for path in library.path.rglob("*"))
    sizes = (60, 3_000, 100_000, 600_000, 2_000_000)
    said = in_child(made, library, *sizes)
    assert len(said) == len(sizes)
    assert all("LibraryError" in line and "no space left" in line for line in said), said
    assert sorted(path.name for path in library.path.rglob("*")) == before
    assert faults(library) == []
    assert in_child(made, library) == ["imported 15"]


def test_without_permission_to_write_readers_work_and_an_import_says_why_not(made: Path, library: Library) -> None:
    folders = [library.path, library.path / "versions"]
    for folder in folders:
        folder.chmod(0o555)
    (library.path / "writer.lock").unlink(missing_ok=True)
    # A superuser may write everywhere, unless this right is taken from it.
    under = ("setpriv", "--bounding-set=-dac_override,-dac_read_search") if os.geteuid() == 0 else ()
    try:
        (said,) = in_child(made, library, under=under)
        assert "LibraryError" in said
        assert "cannot be written to (Permission denied)" in said
        engine = open_engine(library.path_of(library.current() or ""))
        assert len(engine.rows(engine.table("reports"))) == 15
        engine.close()
        assert faults(library) == []
    finally:
        for folder in folders:
            folder.chmod(0o755)
    assert in_child(made, library) == ["imported 15"]


def test_of_two_importers_at_once_one_imports_and_the_other_is_told_who(made: Path, library: Library) -> None:
    arguments = [sys.executable, "-c", IMPORT, str(made / "more.jsonl"), str(library.path), "0"]
    both = [subprocess.Popen(arguments, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    said = sorted(one.communicate()[0].strip() for one in both)
    assert said[-1] == "imported 15"
    # Where one was done before the other began, that one finds nothing new.
    assert said[0] == "imported 0" or "is importing here; wait for it" in said[0]
    assert len(library.versions()) == 2
    assert faults(library) == []


@pytest.mark.parametrize("left", [None, "", '{"format": 4, "curr', "[]", "\0" * 400])
def test_a_lost_list_of_versions_is_made_anew_from_their_files(
    made: Path, library: Library, left: str | None, caplog: pytest.LogCaptureFixture
) -> None:
    first = library.current() or ""
    second = import_paths([made / "more.jsonl"], library, workers=1).version or ""
    before = library.versions()
    file = library.path / "library.json"
    file.unlink() if left is None else file.write_text(left)
    assert library.is_inferred
    assert (library.current(), library.versions()) == (second, before)
    assert "(inferred)" in str([finding.says for finding in verify(library) if finding.is_fault])
    with library.writing():
        library.use(first)
    assert "made anew from the files of 2 versions" in caplog.text
    assert not library.is_inferred
    assert (library.current(), library.versions()) == (first, before)
    assert faults(library) == []
    assert import_paths([made / "more.jsonl"], library, workers=1).version == second


def test_of_a_lost_list_a_torn_version_is_not_taken_up(made: Path, library: Library) -> None:
    first = library.current()
    second = import_paths([made / "more.jsonl"], library, workers=1).version or ""
    os.truncate(library.path_of(second), 100_000)
    (library.path / "versions" / f"{'f' * 16}.duckdb").write_bytes(library.path_of(first or "").read_bytes())
    (library.path / "library.json").write_text("{")
    assert [record.version for record in library.versions()] == [library.current()] == [first]
    assert import_paths([made / "more.jsonl"], library, workers=1).version == second
    assert faults(library) == []


@pytest.mark.parametrize("keep", [0, 4096, 1_000_000])
def test_a_torn_version_is_named_and_the_one_before_can_be_gone_on_from(
    made: Path, library: Library, keep: int
) -> None:
    first = library.current() or ""
    second = import_paths([made / "more.jsonl"], library, workers=1).version or ""
    os.truncate(library.path_of(second), keep)
    more = made / "first.jsonl"
    with pytest.raises(LibraryError, match=f"version {second} is damaged.*versions use"):
        import_paths([more], library, workers=1)
    with library.writing(), pytest.raises(LibraryError, match="damaged"):
        library.use(second)
    with library.writing():
        library.use(first)
    assert import_paths([made / "more.jsonl"], library, workers=1).version == second, "the same, made again"
    assert faults(library) == []


def test_kills_at_every_step_leave_the_library_as_it_was_or_as_it_was_to_be() -> None:
    works = ("correct", "sweep", "pin")
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.crashes", "--steps", "--works", *works],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    rows = {row.split()[0]: list(map(int, row.split()[1:5])) for row in done.stdout.splitlines()[1:4]}
    assert set(rows) == set(works)
    assert all(kills >= 3 and before for kills, before, *_ in rows.values()), done.stdout
    assert rows["correct"][2] >= 1, "between: the correction is recorded, its version not yet made"
    assert rows["sweep"][3] >= 1
