"""``python -m analysis check``, as a person runs it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from analysis.corpus.sample import SAMPLE
from analysis.measures import gold
from tests.unit.commands import Done, run, told


def check(*arguments: str | Path) -> Done:
    return told("check", *arguments, library=Path("none"))


def figure(printed: str, name: str) -> tuple[int, int]:
    found = re.search(rf"^{name} .*? ([\d,]+)/([\d,]+) ", printed, re.M)
    assert found, printed
    numerator, denominator = (int(number.replace(",", "")) for number in found.groups())
    return numerator, denominator


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """Eight annotated documents, and their texts in a file of another name."""
    with gold.BUNDLED.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines][:8]
    annotations, texts = tmp_path / "mine.jsonl", tmp_path / "reports.jsonl"
    annotations.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    ids = {row["id"] for row in rows}
    with SAMPLE.open(encoding="utf-8") as lines:
        texts.write_text("".join(line for line in lines if json.loads(line)["id"] in ids), encoding="utf-8")
    return annotations, texts


def changed(annotations: Path, change: Any) -> None:
    rows = [json.loads(line) for line in annotations.read_text(encoding="utf-8").splitlines()]
    change(rows)
    annotations.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")


def test_without_a_file_the_invented_sample_is_checked_and_called_easy(tmp_path: Path) -> None:
    done = run("check", library=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "easier than real reports" in done.stdout
    count = len(SAMPLE.read_text(encoding="utf-8").splitlines())
    assert figure(done.stdout, "readout")[1] == count
    for group in ("disaster", "2021", "county"):
        assert re.search(rf"^{group} ", done.stdout, re.M)


def test_a_wrong_annotation_costs_its_figure_and_is_listed(files: tuple[Path, Path]) -> None:
    annotations, texts = files
    before = check(annotations, "--texts", texts)
    assert before.returncode == 0, before.stderr
    assert "easier than real reports" not in before.stdout
    numerator, denominator = figure(before.stdout, "chair")

    def change(rows: list[Any]) -> None:
        next(row for row in rows if row["is_readout"])["chair"] = "无此人"

    changed(annotations, change)
    after = check(annotations, "--texts", texts, "--disagreements", "9")
    assert figure(after.stdout, "chair") == (numerator - 1, denominator)
    assert re.search(r"^chair  sample-\d+: annotated 无此人, read ", after.stdout, re.M)


def test_mistakes_are_one_clear_line(files: tuple[Path, Path], tmp_path: Path) -> None:
    annotations, texts = files
    without = check(annotations)
    assert without.returncode == 1
    assert "--texts" in without.stderr
    other = check(annotations, "--texts", Path(__file__).parents[1] / "accuracy" / "invented.jsonl")
    assert other.returncode == 1
    assert "8 of 8 annotated documents have no text there (sample-" in other.stderr

    def change(rows: list[Any]) -> None:
        rows[3]["level"] = "city"

    changed(annotations, change)
    wrong = check(annotations, "--texts", texts)
    assert wrong.returncode == 1
    assert "mine.jsonl, line 4: 'level' is \"city\"" in wrong.stderr
    for done in (without, other, wrong):
        assert len(done.stderr.strip().splitlines()) == 1
