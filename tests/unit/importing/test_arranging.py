"""A version is written range by range of its numbers; where the ranges lie must not show in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pytest

from analysis.corpus.library import Library
from analysis.corpus.sample import SAMPLE
from analysis.corpus.schema import TABLES
from analysis.importing import arranging, filling, import_paths


def tables(library: Library) -> dict[str, list[tuple[Any, ...]]]:
    """What a version holds, row by row, but for when and by which import it was made."""
    with duckdb.connect(library.path_of(library.current() or ""), read_only=True) as db:
        return {name: db.execute(f"FROM {name}").fetchall() for name in TABLES if name != "version"}


def test_a_version_is_the_same_in_whatever_ranges_it_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = SAMPLE.read_text(encoding="utf-8").splitlines(keepends=True)
    halves = [tmp_path / "one.jsonl", tmp_path / "two.jsonl"]
    for file, half in zip(halves, (lines[::2], lines[1::2]), strict=True):
        file.write_text("".join(half), encoding="utf-8")
    whole = Library(tmp_path / "whole")
    import_paths(halves, whole, workers=1)

    for module in (arranging, filling):
        monkeypatch.setattr(module, "RANGE", 30)
    monkeypatch.setattr(arranging, "FILES", 4)
    monkeypatch.setattr(arranging, "SHARDS", 1)
    small, grown = Library(tmp_path / "small"), Library(tmp_path / "grown")
    import_paths(halves, small, workers=1)
    for half in halves:
        import_paths([half], grown, workers=1)
    assert tables(small) == tables(whole)
    assert tables(grown) == tables(whole)
