"""The command line, as a person runs it."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from analysis.corpus.library import Library
from tests.unit.commands import ROOT, run, told

SAMPLE = ROOT / "data" / "sample" / "reports.jsonl"
COUNT = len(SAMPLE.read_text(encoding="utf-8").splitlines())


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli") / "library"
    done = run("import", SAMPLE, "--workers", "1", library=folder)
    assert done.returncode == 0, done.stderr
    assert f"read  {COUNT}" in done.stdout
    return folder


def test_help_names_the_commands_and_loads_nothing_heavy(tmp_path: Path) -> None:
    done = run("--help", library=tmp_path)
    assert all(command in done.stdout for command in ("import", "parse", "versions", "export", "sample"))
    script = "import sys, analysis.__main__; sys.exit(bool({'pandas', 'duckdb', 'jieba', 'opencc'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=False).returncode == 0


def test_edits_are_printed_made_and_refused_with_the_files_name(tmp_path: Path) -> None:
    folder, file = tmp_path / "library", tmp_path / "mine.json"
    assert "no version yet" in told("edits", library=folder).stderr
    report = tmp_path / "a.txt"
    report.write_text("4月1日，甲市委常委会召开会议，研究云岭农机工作。会议强调，要抓好云岭农机。", encoding="utf-8")
    assert told("import", report, library=folder).returncode == 0
    printed = told("edits", library=folder).stdout
    assert json.loads(printed)["words"] == []
    file.write_text(printed.replace('"words": []', '"words": ["云岭农机"]'), encoding="utf-8")
    assert "version" in told("edits", file, library=folder).stdout
    assert json.loads(told("edits", library=folder).stdout)["words"] == ["云岭农机"]
    file.write_text('{"wrods": []}', encoding="utf-8")
    refused = told("edits", file, library=folder)
    assert refused.returncode == 1
    assert f"{file}: unknown key wrods" in refused.stderr


def test_a_library_is_verified_and_swept_from_the_command_line(library: Path, tmp_path: Path) -> None:
    folder, report = tmp_path / "library", tmp_path / "a.txt"
    shutil.copytree(library, folder)
    first = Library(folder).current() or ""
    report.write_text("4月1日，甲市委常委会召开会议，研究云岭农机工作。", encoding="utf-8")
    assert told("import", report, library=folder).returncode == 0
    whole = told("verify", library=folder)
    assert (whole.returncode, "no fault" in whole.stdout) == (0, True)
    options = ("--keep", "1", "--days", "0")
    assert f"{first}  " in (planned := told("versions", "sweep", *options, "--dry-run", library=folder).stdout)
    assert "1 of 2 versions" in planned
    assert "would go" in planned
    assert len(list((folder / "versions").iterdir())) == 2
    assert "removed" in told("versions", "sweep", *options, library=folder).stdout
    assert len(list((folder / "versions").iterdir())) == 1
    assert f"- {first}  swept" in told("versions", library=folder).stdout
    gone = told("export", "meetings", "--version", first, library=folder)
    assert gone.returncode == 1
    assert "was removed on" in gone.stderr
    next((folder / "versions").iterdir()).write_bytes(b"")
    damaged = told("verify", library=folder)
    assert damaged.returncode == 1
    assert "FAULT  version" in damaged.stdout


def test_versions_lists_what_was_imported(library: Path) -> None:
    done = told("versions", library=library)
    (line,) = done.stdout.splitlines()
    assert line.startswith("* ")
    assert f"{COUNT} reports" in line


def test_an_import_with_nothing_new_says_so(library: Path) -> None:
    done = told("import", SAMPLE, "--workers", "1", library=library)
    assert done.returncode == 0
    assert "nothing was new" in done.stdout


def test_parse_prints_one_object_a_document(tmp_path: Path) -> None:
    records = SAMPLE.read_text(encoding="utf-8").splitlines()[:5]
    file = tmp_path / "five.jsonl"
    file.write_text("\n".join([*records, '{"title": "空"}', '{"text": ""}']), encoding="utf-8")
    done = run("parse", file, library=tmp_path)
    assert done.returncode == 0
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [one["id"] for one in found] == [json.loads(record)["id"] for record in records]
    assert "line 6" in done.stderr or "line 7" in done.stderr, "what is rejected is named beside the output"
    for one in found:
        for item in one["agenda_items"]:
            assert one["text"][item["start"] : item["end"]] == item["evidence"]


def test_parse_of_nothing_fails_in_one_line(tmp_path: Path) -> None:
    done = told("parse", tmp_path / "missing.txt", library=tmp_path)
    assert done.returncode == 1
    assert "missing.txt" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("format", ["csv", "jsonl"])
def test_export_writes_to_standard_output(library: Path, format: str) -> None:
    done = told("export", "meetings", "--format", format, library=library)
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) > 300


def test_export_names_its_file_and_its_version(library: Path, tmp_path: Path) -> None:
    done = told("export", "items", "--format", "parquet", "--output", tmp_path / "items.parquet", library=library)
    assert "rows of version" in done.stderr
    assert (tmp_path / "items.parquet").stat().st_size > 1000


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("export", "meetings", "--version", "feed"), "no version feed"),
        (("export", "meetings", "--output", "no/such/folder/x.csv"), "cannot be written"),
    ],
)
def test_errors_are_one_clear_line(library: Path, arguments: tuple[str, ...], message: str) -> None:
    done = run(*arguments, library=library)
    assert done.returncode == 1
    assert message in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_export_from_an_empty_library_says_what_to_do(tmp_path: Path) -> None:
    done = told("export", "meetings", library=tmp_path / "none")
    assert done.returncode == 1
    assert "python -m analysis import" in done.stderr


def test_interrupting_keeps_the_library_and_exits_130(library: Path, tmp_path: Path) -> None:
    before = sorted(path.name for path in library.rglob("*"))
    many = tmp_path / "many.jsonl"
    with many.open("w", encoding="utf-8") as stream:
        for copy in range(40):
            for line in SAMPLE.read_text(encoding="utf-8").splitlines():
                record = json.loads(line)
                stream.write(json.dumps({**record, "text": f"{record['text']}\n第{copy}稿"}, ensure_ascii=False) + "\n")
    process = subprocess.Popen(
        [sys.executable, "-m", "analysis", "import", str(many), "--library", str(library)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        preexec_fn=lambda: signal.signal(
            signal.SIGINT, signal.SIG_DFL
        ),  # it is ignored where the tests run in the background
    )
    while not list(library.glob("unfinished/*/new-*")):
        assert process.poll() is None, "the import ended before it could be interrupted"
    process.send_signal(signal.SIGINT)
    _, messages = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "is as it was" in messages
    assert "Traceback" not in messages
    shutil.rmtree(library / "unfinished")  # what the next import of these files would go on with
    assert sorted(path.name for path in library.rglob("*")) == before


def test_corrections_are_made_printed_and_taken_back(tmp_path: Path) -> None:
    folder, file, report = tmp_path / "library", tmp_path / "mine.csv", tmp_path / "a.txt"
    report.write_text("4月1日，甲市委常委会召开会议，研究防汛工作。会议强调，要抓好防汛。", encoding="utf-8")
    assert told("import", report, library=folder).returncode == 0
    read = json.loads(told("export", "meetings", "--format", "jsonl", library=folder).stdout)
    file.write_text(f"who,report_id,field,before,after\n周岚,{read['meeting_id']},chair,,林远\n", encoding="utf-8")
    assert "version" in told("corrections", "--import", file, library=folder).stdout
    assert "林远" in told("export", "meetings", library=folder).stdout
    one = json.loads(told("corrections", "--format", "jsonl", library=folder).stdout)
    assert (one["who"], one["field"], one["after"]) == ("周岚", "chair", "林远")
    id = told("corrections", library=folder).stdout.splitlines()[1].split(",")[0]
    assert told("corrections", "--undo", id, "--who", "陆川", library=folder).returncode == 0
    assert "林远" not in told("export", "meetings", library=folder).stdout
    assert len(told("corrections", library=folder).stdout.splitlines()) == 3
    refused = told("corrections", "--undo", id, "--who", "陆川", library=folder)
    assert refused.returncode == 1
    assert "no correction that stands" in refused.stderr
