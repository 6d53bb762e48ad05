"""How well invented reports are read that have the forms of real local pages, one each, with their dirt and oddities.

Places, people, matters and sentences are invented; how a lead is built, what announces a matter and what stands around
the text is not. Whoever wrote them annotated them, knowing neither the program nor other sets, and they were read
before anything was learnt from them. From ``dev`` rules were made afterwards, and from ``more`` for 0.11.0; none may be
made from the held ones, of which ``later`` was written for 0.10.0 and ``unseen`` for 0.11.0. Their places stand in no
gazetteer, so that place and level are measured with real ones put for them (``test_places_told``). Where writers of
``more`` or ``unseen`` put the assemblies before the preparation of their sittings, or took 听取和审议 for deliberating
where nothing was decided, both were put as the guidelines and their examples have them, by script.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from analysis.measures import gold as annotated
from tests.accuracy.scoring import hold, keep_to_the_guidelines

FORMS = Path(__file__).with_name("forms.jsonl")

# A little below what was measured last, so that it may only be read better.
FLOORS: dict[str, dict[str, float]] = {
    "dev": {
        "readout": 0.96,
        "item_f1": 0.93,
        "item_precision": 0.93,
        "item_recall": 0.93,
        "action": 0.93,
        "decision": 0.98,
        "main_topic": 0.77,
        "topic_f1": 0.75,
        "body": 0.90,
        "date": 0.90,
        "session": 0.97,
        "chair": 0.94,
        "other_matters": 0.96,
    },
    "more": {
        "readout": 0.96,
        "item_f1": 0.905,
        "item_precision": 0.925,
        "item_recall": 0.89,
        "action": 0.955,
        "decision": 0.97,
        "main_topic": 0.8,
        "topic_f1": 0.76,
        "body": 0.82,
        "date": 0.9,
        "session": 0.95,
        "chair": 0.97,
        "other_matters": 0.98,
    },
    "held": {
        "readout": 0.93,
        "item_f1": 0.87,
        "item_precision": 0.87,
        "item_recall": 0.86,
        "action": 0.97,
        "decision": 0.97,
        "main_topic": 0.82,
        "topic_f1": 0.77,
        "body": 0.94,
        "date": 0.84,
        "session": 0.98,
        "chair": 0.88,
        "other_matters": 0.94,
    },
    "later": {
        "readout": 0.92,
        "item_f1": 0.88,
        "item_precision": 0.91,
        "item_recall": 0.84,
        "action": 0.95,
        "decision": 0.96,
        "main_topic": 0.72,
        "topic_f1": 0.64,
        "body": 0.81,
        "date": 0.88,
        "session": 0.98,
        "chair": 0.91,
        "other_matters": 0.98,
    },
    "unseen": {
        "readout": 0.96,
        "item_f1": 0.88,
        "item_precision": 0.88,
        "item_recall": 0.88,
        "action": 0.87,
        "decision": 0.92,
        "main_topic": 0.79,
        "topic_f1": 0.76,
        "body": 0.83,
        "date": 0.83,
        "session": 0.95,
        "chair": 0.95,
        "other_matters": 0.99,
    },
}


def _rows(split: str | None = None) -> list[dict[str, Any]]:
    return [row for row in annotated.read(FORMS) if split in (None, row["split"])]


def test_annotations_keep_to_the_guidelines_and_quote_the_cleaned_text() -> None:
    for row in _rows():
        keep_to_the_guidelines(row)


def test_there_are_reports_enough_for_a_figure() -> None:
    assert {split: len(_rows(split)) for split in FLOORS} == {
        "dev": 90,
        "more": 403,
        "held": 34,
        "later": 33,
        "unseen": 63,
    }


@pytest.mark.parametrize("split", FLOORS)
def test_reading(split: str) -> None:
    # Of the held parts no more than the figure is told.
    hold(((row, row) for row in _rows(split)), FLOORS[split], tell=split in ("dev", "more"))
