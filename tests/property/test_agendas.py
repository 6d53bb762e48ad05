"""What meetings add up to says the same as their items and labels, whatever the selection."""

from __future__ import annotations

from collections import defaultdict

import pytest
from hypothesis import given

from analysis.corpus.engine import Engine
from analysis.measures import _agendas, evidence
from analysis.measures.selection import NONE, Selection
from tests.fixtures_world import world
from tests.property.worlds import examined, selections

__all__ = ["world"]


@given(selections)
@examined
def test_agendas_add_up_to_their_items(world: Engine, selection: Selection) -> None:
    topics: dict[tuple[int, str], list[float]] = defaultdict(lambda: [0, 0.0, 0.0])
    sizes: dict[int, list[int]] = defaultdict(lambda: [0, 0, 0])
    for item in evidence.items(world, selection, limit=None).to_dict("records"):
        meeting, labels = item["meeting_no"], item["labels"]
        for label in [dict(one) for one in labels] or [{"topic": NONE, "weight": 1.0}]:
            row = topics[meeting, label["topic"]]
            topics[meeting, label["topic"]] = [
                row[0] + 1, row[1] + label["weight"], row[2] + label["weight"] * item["chars"],
            ]  # fmt: skip
        held = sizes[meeting]
        sizes[meeting] = [held[0] + 1, held[1] + item["chars"], held[2] + len(labels)]
    found = world.rows(_agendas.by_topic(world, selection))
    assert {(row["meeting_no"], row["topic"]): [row["items"], row["weight"], row["text"]] for row in found} == {
        key: pytest.approx(values) for key, values in topics.items()
    }
    assert len(found) == len(topics)
    rows = world.rows(_agendas.sizes(world, selection))
    assert {row["meeting_no"]: [row["items"], row["text"], row["labels"]] for row in rows} == sizes
    assert len(rows) == len(sizes)
