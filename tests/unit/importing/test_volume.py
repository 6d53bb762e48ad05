from __future__ import annotations

import zipfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from analysis.importing.volume import count_documents


def test_documents_are_counted_without_reading_them(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("{}\n{}\n{}\n")
    (tmp_path / "b.txt").write_text("会议", encoding="utf-8")
    (tmp_path / "c.jpg").write_bytes(b"\0")
    pq.write_table(pa.table({"text": ["a"] * 7}), tmp_path / "d.parquet")
    with zipfile.ZipFile(tmp_path / "e.zip", "w") as archive:
        archive.writestr("f.txt", "会议")
        archive.writestr("g.html", "会议")
    assert count_documents([tmp_path]) == 3 + 1 + 7 + 2
    assert count_documents([tmp_path / "a.jsonl", tmp_path / "b.txt"]) == 4


def test_where_it_cannot_be_told_it_is_not_guessed(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("[]")
    assert count_documents([tmp_path]) is None


def test_what_cannot_be_opened_is_left_to_the_reader(tmp_path: Path) -> None:
    (tmp_path / "a.parquet").write_text("no parquet")
    (tmp_path / "b.zip").write_text("no zip")
    assert count_documents([tmp_path, tmp_path / "missing.csv"]) == 0
