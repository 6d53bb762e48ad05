"""The annotations of real reports say what they may, point where they should, and quote nothing."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from analysis.records import LEVELS, DateBasis
from tests.accuracy.real_gold import (
    ANNOTATIONS,
    DOUBTS,
    KINDS,
    SOURCES,
    SPLITS,
    STRINGS,
    TextChangedError,
    gold_rows,
    load,
    read,
    resolve,
    spans,
)
from tests.accuracy.scoring import have_known_values


def test_the_file_quotes_nothing() -> None:
    written = ANNOTATIONS.read_text(encoding="utf-8")
    assert written.isascii()
    assert "\\u" not in written  # an escaped character would be a quotation as well


def test_every_value_is_one_of_those_allowed() -> None:
    for row in load():
        have_known_values(row)
        assert row["split"] in SPLITS, row["id"]
        assert row["source"] in SOURCES, row["id"]
        assert row["kind"] in KINDS, row["id"]
        assert row["place_code"] is None, row["id"]
        assert row["level"] in ((*LEVELS,) if row["is_readout"] else (None,)), row["id"]
        assert set(row["doubt"]) <= set(DOUBTS), row["id"]
        assert row["date_basis"] in (*get_args(DateBasis), None), row["id"]
        assert (row["date"] is None) == (row["date_basis"] is None), row["id"]
        assert bool(row["agenda_items"]) == row["is_readout"], row["id"]


def test_the_halves_are_of_one_size_and_share_no_report() -> None:
    halves = {split: {row["id"] for row in load(split)} for split in SPLITS}
    assert len(halves["dev"]) == len(halves["held"]) == 22
    assert not halves["dev"] & halves["held"]


def test_evidence_contains_or_overlaps_the_subject() -> None:
    for row in load():
        for item in row["agenda_items"]:
            (evidence,) = spans(item["evidence"])
            assert evidence["in"] == "text", row["id"]
            for span in spans(item["subject"]):
                assert span["in"] == evidence["in"], row["id"]
                assert max(span["start"], evidence["start"]) < min(span["end"], evidence["end"]), row["id"]


def test_offsets_resolve(shared: Path) -> None:
    rows = load()
    reports = read(shared, rows)
    for row in rows:
        report = reports[row["id"]]
        values = [row[name] for name in STRINGS if row[name] is not None]
        values += [item[name] for item in row["agenda_items"] for name in ("subject", "evidence")]
        for span in [span for value in values for span in spans(value)]:
            assert 0 <= span["start"] < span["end"] <= len(report[span["in"]]), row["id"]
        for value in values:
            text = resolve(value, report)
            # A span that slipped by a character begins or ends at a mark, or runs over a line.
            assert text, row["id"]
            assert "\n" not in text, row["id"]
            assert text == text.strip("，。；：、 "), row["id"]


def test_gold_rows_have_strings_for_offsets(shared: Path) -> None:
    rows = gold_rows(shared)
    assert len(rows) == len(load())
    for row in rows:
        if row["is_readout"]:
            assert row["body"], row["id"]
            assert row["session"] is None or re.fullmatch(r"第[一二三四五六七八九十百\d]+次", row["session"]), row["id"]
            assert row["chair"] is None or 2 <= len(row["chair"]) <= 4, row["id"]
        for item in row["agenda_items"]:
            assert set(item["subject"]) & set(item["evidence"]), row["id"]


def test_a_changed_or_missing_report_is_named(shared: Path) -> None:
    rows = load("dev")
    changed = [rows[0] | {"sha256": "0" * 64}]
    with pytest.raises(TextChangedError, match=rf"{rows[0]['id']}: changed since"):
        read(shared, changed)
    with pytest.raises(TextChangedError, match="nowhere: annotated, but not in the file"):
        read(shared, [rows[0] | {"id": "nowhere"}])
