"""Imports in processes of their own."""

from __future__ import annotations

import json
import logging
import os
import time
from pathlib import Path

import pytest

from analysis.corpus.library import Library
from pages.shared import jobs
from pages.shared.logs import Lines

REPORT = (
    "云梦市委常委会召开会议\n2024年5月6日，云梦市委常委会召开会议，听取防汛抗旱工作情况汇报。会议强调，要加强堤防巡查。"
)


def finished(job: jobs.Job) -> jobs.Job:
    until = time.monotonic() + 60
    while not job.is_done and time.monotonic() < until:
        time.sleep(0.05)
    assert job.is_done
    return job


def test_files_become_a_version_and_what_fails_is_named(tmp_path: Path) -> None:
    library = tmp_path / "library"
    files = [
        ("a.txt", REPORT.encode()),
        ("a.txt", REPORT.replace("5月6日", "5月7日").encode()),
        ("b.docx", b"no document"),
    ]
    job = finished(jobs.import_files(library, files))
    assert not job.error
    assert job.summary["new"] == 2, "two files of one name are two files"
    assert [reject["source"] for reject in job.summary["rejected"]] == ["b.docx"], "named as its owner knows it"
    assert job.summary["version"] == Library(library).current()
    assert jobs.of(library) is job


def test_a_name_from_outside_stays_within_the_folder_of_the_import(tmp_path: Path) -> None:
    job = finished(
        jobs.import_files(
            tmp_path / "library", [("../../escaped.txt", REPORT.encode()), ("c:\\x\\d.txt", REPORT.encode())]
        )
    )
    assert not job.error
    assert not list(tmp_path.glob("**/escaped.txt"))
    assert job.summary["read"] == 2


def test_an_import_that_cannot_be_done_says_why_and_leaves_the_library_alone(tmp_path: Path) -> None:
    library = tmp_path / "library"
    library.write_text("a file stands where the library should")
    job = finished(jobs.import_files(library, [("a.txt", REPORT.encode())]))
    assert "library" in job.error
    jobs.forget(library)
    assert jobs.of(library) is None


def test_a_server_that_stops_ends_its_import_and_the_library_is_as_it_was(tmp_path: Path) -> None:
    library = tmp_path / "library"
    os.mkfifo(tmp_path / "a.txt")  # nobody writes to it, so that the import waits
    job = jobs.start(library, ["pages.shared.worker", str(library), str(tmp_path / "a.txt")])
    until = time.monotonic() + 60
    while not (library / "writer.json").exists() and time.monotonic() < until:
        time.sleep(0.05)
    jobs.stop()
    while not job.is_done and time.monotonic() < until:
        time.sleep(0.05)
    assert "The server was stopped" in job.error
    assert [path.name for path in library.iterdir()] == ["writer.lock"]


def test_the_log_of_a_check_counts_what_was_read_and_quotes_none_of_it(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    annotated = {"id": "a", "text": REPORT, "is_readout": True, "agenda_items": [{"subject": "防汛抗旱工作情况"}]}
    (tmp_path / "gold.jsonl").write_text(json.dumps(annotated), encoding="utf-8")
    with caplog.at_level(logging.INFO, "pages.shared.jobs"):
        job = finished(jobs.start("check", ["pages.shared.checker", str(tmp_path / "gold.jsonl")]))
        while not caplog.records:
            time.sleep(0.05)
    assert job.summary["read"], job.error
    for as_json in (False, True):
        line = Lines(as_json=as_json).format(caplog.records[-1])
        assert "云梦" not in line
        assert "防汛" not in line
    assert caplog.records[-1].__dict__["read"] == 1
