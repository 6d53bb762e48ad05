"""Items shared out among major topics, on the world that is counted by hand, with a crosswalk of our own."""

from __future__ import annotations

import pytest

from analysis.corpus.engine import Engine
from analysis.language.crosswalk import Crosswalk
from analysis.measures import majors
from analysis.measures.selection import Selection
from tests.fixtures_world import world

__all__ = ["world"]

# health is missing, as a library's own topic would be.
SHARES = {
    "disaster": {"A": 0.75, "B": 0.25}, "rural": {"B": 1.0}, "safety": {"C": 1.0},
    "finance": {"A": 1.0}, "economy": {"A": 0.5, "C": 0.5},
}  # fmt: skip
OURS = Crosswalk({code: {"zh": code, "en": code} for code in "ABC"}, SHARES, dict.fromkeys(SHARES, "so"))


def test_each_item_is_shared_out_by_its_weights_and_the_crosswalk(world: Engine) -> None:
    frame = majors.attention(world, Selection(), crosswalk=OURS).set_index("major")
    # 5 FLOOD (disaster), 4 SAFETY, 4 BUDGET (finance ¾, economy ¼), 3 FARMING (rural ½, disaster ½), 3 PLAIN, 1 NAMED.
    assert frame.loc["A", "numerator"] == pytest.approx(5 * 0.75 + 4 * (0.75 + 0.25 * 0.5) + 3 * 0.5 * 0.75)
    assert frame.loc["B", "numerator"] == pytest.approx(5 * 0.25 + 3 * (0.5 + 0.5 * 0.25))
    assert frame.loc["C", "numerator"] == pytest.approx(4 + 4 * 0.25 * 0.5)
    assert frame.loc["-", "numerator"] == 3 + 1
    assert set(frame["denominator"]) == {20}
    assert frame["share"].sum() == pytest.approx(1)
    assert (frame["low"] <= frame["share"]).all()
    assert (frame["share"] <= frame["high"]).all()


def test_the_parts_say_from_which_topics_they_come(world: Engine) -> None:
    frame = majors.parts(world, Selection(), crosswalk=OURS).set_index(["major", "topic"])
    assert frame.loc[("B", "disaster"), "part"] == 0.25
    assert frame.loc[("B", "disaster"), "numerator"] == pytest.approx((5 + 3 * 0.5) * 0.25)
    assert frame.loc[("B", "disaster"), "items"] == 8
    assert list(frame.loc["-"].index) == ["-", "health"]
    sums = frame.groupby(level="major")["numerator"].sum()
    whole = majors.attention(world, Selection(), crosswalk=OURS).set_index("major")["numerator"]
    assert dict(sums) == pytest.approx(dict(whole))


def test_a_selection_is_kept_to(world: Engine) -> None:
    frame = majors.attention(world, Selection(levels=("central",)), crosswalk=OURS).set_index("major")
    assert dict(frame["numerator"]) == pytest.approx({"B": 0.5 + 0.5 * 0.25, "A": 0.5 * 0.75, "-": 1})
