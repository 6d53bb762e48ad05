"""How well reports are read: invented ones in many styles, the sample, and real ones where they are at hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from analysis.cleaning import clean
from analysis.parsing import parse
from analysis.records import RawReport
from tests.accuracy.real_gold import gold_rows, load, read
from tests.accuracy.scoring import hold

HERE = Path(__file__).parent
ROOT = HERE.parent.parent


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


USUAL = dict.fromkeys(
    ("action", "decision", "body", "level", "place", "date", "session", "chair", "other_matters"), 0.95
)


@pytest.mark.parametrize("name", ["invented.jsonl", "invented_later.jsonl"])
def test_invented_reports_in_many_styles(name: str) -> None:
    documents = _lines(HERE / name)
    assert len(documents) >= 20
    hold(((document, document) for document in documents), USUAL | {"item_f1": 0.98, "readout": 0.98})


def test_the_sample_is_read_as_it_was_composed() -> None:
    reports, annotations = (_lines(ROOT / "data" / "sample" / f"{name}.jsonl") for name in ("reports", "annotations"))
    gold = {row["id"]: row for row in annotations}
    hold(((report, gold[report["id"]]) for report in reports), USUAL | {"item_f1": 0.99, "readout": 0.98})


def test_real_reports(shared: Path) -> None:
    texts = {row["id"]: row for row in _lines(shared / "gold" / "dev_texts.jsonl")}
    gold = _lines(shared / "gold" / "dev_gold.jsonl")
    floors = USUAL | dict.fromkeys(("item_f1", "readout", "date", "chair"), 0.98)
    hold(((texts[row["id"]], row) for row in gold), floors)


def test_real_central_reports(shared: Path) -> None:
    texts = read(shared, load("dev"))
    floors = {"item_f1": 0.96, "readout": 0.98, "action": 0.97, "decision": 0.97, "body": 0.95, "chair": 0.95}
    hold(
        (
            (texts[row["id"]] | {"published": str(texts[row["id"]]["published"])}, row)
            for row in gold_rows(shared, "dev")
        ),
        floors,
    )


def test_few_other_reports_are_taken_for_readouts(shared: Path) -> None:
    others = _lines(shared / "corpus/not_readouts.jsonl")
    taken = [
        d["title"] for d in others if parse(clean(RawReport("test", d["text"], d["title"], d["published"]))).is_readout
    ]
    # Read one by one, the twenty-three that are taken are readouts in truth (presidiums, party groups, leading groups,
    # chairpersons, sittings of a consultative standing committee, a topical meeting of the State Council):
    # docs/measurements/reading.md lists them.
    assert len(taken) <= 0.02 * len(others) + 17, taken
