from __future__ import annotations

import pytest

from analysis.corpus.engine import Engine
from analysis.errors import SelectionError
from analysis.measures import depth
from analysis.measures.selection import Selection

EVERYTHING = Selection()


def test_how_the_items_of_each_topic_were_treated(world: Engine) -> None:
    frame = depth.treatments(world, EVERYTHING)
    found = {
        (row["topic"], row["treatment"]): (row["numerator"], row["denominator"]) for row in frame.to_dict("records")
    }
    assert found["disaster", "heard"] == (5, 8)
    assert found["disaster", "considered"] == (3, 8)
    assert found["finance", "decided"] == (4, 4)
    assert found["finance", "deliberated"] == (0, 4)
    assert found["-", "relayed"] == (3, 3)
    assert frame["topic"].iloc[0] == "disaster"
    assert list(frame["treatment"].iloc[:5]) == ["relayed", "heard", "considered", "deliberated", "decided"]


def test_the_shares_of_a_group_add_up_to_one(world: Engine) -> None:
    for by in ("topic", "year", "body", "level", "place", "province"):
        frame = depth.treatments(world, EVERYTHING, by=by)  # type: ignore[arg-type]
        assert frame.groupby(by)["share"].sum().to_list() == pytest.approx([1.0] * frame[by].nunique())


def test_an_unknown_group_is_refused(world: Engine) -> None:
    with pytest.raises(SelectionError, match="topic, year"):
        depth.treatments(world, EVERYTHING, by="colour")  # type: ignore[arg-type]
