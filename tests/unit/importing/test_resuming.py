"""An import that was broken off is gone on with, and ends as it would have ended."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from analysis.corpus import sweeping
from analysis.corpus.library import Library
from analysis.corpus.verifying import verify
from analysis.importing import Progress, batches, crew, import_paths

ROOT = Path(__file__).resolve().parents[3]
IMPORT = """
import sys
from pathlib import Path
from analysis.corpus.library import Library
from analysis.importing import batches, crew, import_paths
crew.SMALL, batches.BATCH = 2, 100
import_paths([Path(sys.argv[1])], Library(Path(sys.argv[2])), workers=int(sys.argv[3]))
"""


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "BATCH", 100)
    monkeypatch.setattr(crew, "SMALL", 2)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "a.jsonl"
    text = "{day}日，青禾市委常委会召开会议，研究防汛工作。市委书记林远主持会议。会议强调，要抓好{what}安全，安全度汛。"
    lines = [
        text.format(day=f"{day % 12 + 1}月{day}", what="水库山塘堤坝河道桥梁隧道"[day % 12]) for day in range(1, 28)
    ]
    lines.append("")  # refused, and still refused when it is gone on with
    file.write_text("".join(json.dumps({"text": line, "published": "2021-12-28"}) + "\n" for line in lines))
    return file


def broken_off(file: Path, library: Library, *, after: int) -> None:
    def stop(progress: Progress) -> None:
        if progress.done >= after:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_paths([file], library, workers=1, progress=stop)


def test_what_was_read_is_not_read_again_and_the_version_is_the_same(file: Path, tmp_path: Path) -> None:
    whole = import_paths([file], Library(tmp_path / "whole"), workers=1)
    library = Library(tmp_path / "library")
    broken_off(file, library, after=12)
    assert library.current() is None
    assert any("broken off" in finding.says for finding in verify(library))
    seen: list[Progress] = []
    summary = import_paths([file], library, workers=1, progress=seen.append)
    assert seen[-1].stage == "writing"
    assert max(progress.resumed for progress in seen) == 12
    assert (summary.version, summary.new, summary.read) == (whole.version, whole.new, whole.read)
    assert summary.rejected == whole.rejected != ()
    assert sorted(path.name for path in library.path.iterdir()) == ["library.json", "versions", "writer.lock"]


def test_other_files_take_nothing_of_it(file: Path, tmp_path: Path) -> None:
    library = Library(tmp_path / "library")
    broken_off(file, library, after=12)
    other = tmp_path / "b.jsonl"
    other.write_text("".join(file.read_text().splitlines(keepends=True)[20:26]))
    seen: list[Progress] = []
    assert import_paths([other], library, workers=1, progress=seen.append).new == 6
    assert not any(progress.resumed for progress in seen)


def test_what_depends_on_another_library_or_vocabulary_is_swept(file: Path, tmp_path: Path) -> None:
    library = Library(tmp_path / "library")
    broken_off(file, library, after=12)
    (work,) = (library.path / "unfinished").iterdir()
    with library.writing():
        library.unfinished("another")
    assert not work.exists()
    sweeping.sweep(library)
    assert not (library.path / "unfinished").exists()


@pytest.mark.parametrize("tear", [0, 4, 2000])
def test_a_file_that_a_power_cut_tore_is_read_again(file: Path, tmp_path: Path, tear: int) -> None:
    whole = import_paths([file], Library(tmp_path / "whole"), workers=1)
    library = Library(tmp_path / "library")
    broken_off(file, library, after=12)
    shards = sorted((library.path / "unfinished").rglob("*.parquet"))
    os.truncate(shards[0], tear)
    spoilt = bytearray(shards[1].read_bytes())
    spoilt[tear : tear + 200] = bytes(200)
    shards[1].write_bytes(spoilt)
    seen: list[Progress] = []
    assert import_paths([file], library, workers=1, progress=seen.append).version == whole.version
    assert 0 < max(progress.resumed for progress in seen) < 12


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL")
def test_a_killed_import_is_gone_on_with(file: Path, tmp_path: Path) -> None:
    whole = import_paths([file], Library(tmp_path / "whole"), workers=1)
    library = Library(tmp_path / "library")
    command = [sys.executable, "-c", IMPORT, str(file), str(library.path), "2"]
    killed = subprocess.Popen(command, cwd=ROOT)
    while killed.poll() is None and len(list((library.path / "unfinished").rglob("*.parquet"))) < 3:
        time.sleep(0.01)
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    seen: list[Progress] = []
    assert import_paths([file], library, workers=2, progress=seen.append).version == whole.version
    assert max(progress.resumed for progress in seen) > 0
    assert not [finding for finding in verify(library) if finding.is_fault]
