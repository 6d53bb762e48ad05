"""What the parser takes for a readout in a whole archive, against a judged sample of it."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from tests.accuracy.newscast_judged import (
    DOUBTS,
    JUDGED,
    LAYERS,
    NEGATIVES,
    VERDICTS,
    Row,
    is_readout,
    load,
    negatives,
    parsed,
    precision,
    ratio,
    recall,
    takes,
    undoubted,
    wilson,
)
from tests.accuracy.real_gold import SOURCES, SPLITS

ARCHIVE = 74_545
SAID_TO_BE_NONE = 300


def test_the_file_quotes_nothing() -> None:
    written = JUDGED.read_text(encoding="utf-8")
    assert written.isascii()
    assert "\\u" not in written  # an escaped character would be a quotation as well


def test_every_value_is_one_of_those_allowed() -> None:
    rows = [*load(), *negatives()]
    assert len({row["id"] for row in rows}) == len(rows)
    for row in rows:
        assert row["layer"] in (*LAYERS, NEGATIVES), row["id"]
        assert row["source"] in SOURCES, row["id"]
        assert row["split"] in SPLITS, row["id"]
        assert row["verdict"] in VERDICTS, row["id"]
        assert row["doubt"] in (*DOUBTS, None), row["id"]


def test_the_layers_part_the_archive_and_each_is_halved() -> None:
    assert sum(LAYERS.values()) == ARCHIVE
    drawn = Counter((row["layer"], row["split"]) for row in load())
    for layer, size in LAYERS.items():
        assert drawn[layer, "held"] == (drawn[layer, "dev"] + drawn[layer, "held"]) // 2
        assert drawn[layer, "dev"] + drawn[layer, "held"] <= size


def test_a_census_leaves_no_doubt_about_its_layer(monkeypatch: pytest.MonkeyPatch) -> None:
    # Ten of ten and five of a hundred judged: 10 + 100 · 4/5 = 90 readouts, 5 + 100 · 3/5 = 65 of them found. Only the
    # sampled layer varies: residuals y − (65/90)·x are 5/18 three times, −13/18 and 0, their sample variance 0.187654,
    # so the variance of the share is 100 · 95 / 5 · 0.187654 / 90² = 0.044018, the effective size 4.5577.
    monkeypatch.setattr("tests.accuracy.newscast_judged.LAYERS", {"all": 10, "some": 100})
    rows: list[Row] = [
        {"layer": "all", "verdict": "readout", "taken": number < 5, "doubt": None} for number in range(10)
    ]
    rows += [{"layer": "some", "verdict": "readout", "taken": number < 3, "doubt": None} for number in range(4)]
    rows += [{"layer": "some", "verdict": "other", "taken": False, "doubt": None}]
    found = recall(rows)
    assert found.value == pytest.approx(65 / 90)
    assert tuple(found) == pytest.approx(tuple(wilson(65 / 90, 4.5577)), rel=1e-4)
    assert precision(rows).value == 1
    assert ratio(rows, is_readout, lambda row: True).value == pytest.approx(90 / 110)
    rows[0]["doubt"] = "mixed"
    assert recall(undoubted(rows)).value == pytest.approx(64 / 89)


@pytest.fixture(scope="module")
def rows(shared: Path) -> list[Row]:
    return parsed(shared, load())


def test_what_is_taken_for_a_readout_is_one(rows: list[Row]) -> None:
    assert precision(rows).value >= 0.97


def test_readouts_among_near_misses_are_found(rows: list[Row]) -> None:
    # 0.95 is the aim; the floors follow the parser upwards.
    assert recall(rows).value >= 0.93
    assert recall(undoubted(rows)).value >= 0.96


def test_false_alarms_are_rare(shared: Path) -> None:
    readouts = {row["id"] for row in negatives() if is_readout(row)}
    with (shared / "corpus" / "not_readouts.jsonl").open(encoding="utf-8") as lines:
        taken = [report["id"] for report in map(json.loads, lines) if takes(report)]
    assert len(set(taken) - readouts) <= 0.02 * SAID_TO_BE_NONE, sorted(set(taken) - readouts)
