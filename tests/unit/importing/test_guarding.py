"""Files that stop or end the process that reads them."""

from __future__ import annotations

import os
import signal
import threading
from pathlib import Path
from typing import Any

import pytest

from analysis.importing import guarding
from analysis.importing.guarding import read_guarded
from analysis.reading import read
from analysis.records import RawReport, Reject
from tests.documents import documents


def write(folder: Path, names: dict[str, bytes]) -> None:
    for name, data in names.items():
        (folder / name).write_bytes(data)


def test_every_format_comes_through_the_process_as_it_comes_without(tmp_path: Path) -> None:
    write(tmp_path, {f"a{suffix}": data for suffix, data in documents().items()})
    write(tmp_path, {"b.pdf": b"%PDF-1.7 torn", "c.docx": b"no archive", "d.doc": b"old"})
    guarded = list(read_guarded([tmp_path, tmp_path / "none.pdf"]))
    assert guarded == list(read([tmp_path, tmp_path / "none.pdf"]))
    assert sum(isinstance(one, RawReport) for one in guarded) > 30
    assert sum(isinstance(one, Reject) for one in guarded) == 4


def test_a_file_that_never_ends_is_given_up_and_the_next_one_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.pdf")  # nobody writes to it, so that opening it waits for ever
    write(tmp_path, {"b.json": '{"text": "会议。"}'.encode()})
    silent, report = read_guarded([tmp_path / "a.pdf", tmp_path / "b.json"], patience=10)
    assert isinstance(silent, Reject)
    assert silent.source == str(tmp_path / "a.pdf")
    assert "gave nothing for 10 seconds" in silent.reason
    assert isinstance(report, RawReport)


def test_a_file_that_ends_the_process_costs_itself_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(tmp_path / "a.xlsx")
    write(tmp_path, {"b.docx": documents()[".docx"]})
    started = guarding.subprocess.Popen

    def doomed(*given: Any, **more: Any) -> Any:
        process = started(*given, **more)
        if not timers:
            timers.append(threading.Timer(1, os.kill, (process.pid, signal.SIGSEGV)))
            timers[0].start()
        return process

    timers: list[threading.Timer] = []
    monkeypatch.setattr(guarding.subprocess, "Popen", doomed)
    ended, report = read_guarded([tmp_path / "a.xlsx", tmp_path / "b.docx"])
    assert isinstance(ended, Reject)
    assert f"exit code {-signal.SIGSEGV}" in ended.reason
    assert isinstance(report, RawReport)


def test_a_reader_that_is_not_read_to_its_end_leaves_no_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, {f"{n}.html": documents()[".html"] for n in range(5)})
    processes, started = [], guarding.subprocess.Popen

    def kept(*given: Any, **more: Any) -> Any:
        processes.append(started(*given, **more))
        return processes[-1]

    monkeypatch.setattr(guarding.subprocess, "Popen", kept)
    stream = read_guarded([tmp_path])
    next(stream)
    stream.close()  # type: ignore[attr-defined]
    assert [process.poll() for process in processes] == [-signal.SIGKILL]
