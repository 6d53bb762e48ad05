"""What holds of scores whatever was annotated and read."""

from __future__ import annotations

from typing import Any

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.measures import accuracy
from analysis.records import ACTIONS, DECISIONS, LEVELS

TOPICS = ("disaster", "safety", "rural")
WORDS = st.text("防汛工作安全生产春耕备", min_size=1, max_size=8)

ITEMS = st.fixed_dictionaries(
    {
        "subject": WORDS,
        "action": st.sampled_from(ACTIONS),
        "decision": st.sampled_from((*DECISIONS, None)),
        "topics": st.lists(st.sampled_from(TOPICS), min_size=1, max_size=3, unique=True),
    }
)
DOCUMENTS = st.fixed_dictionaries(
    {
        "is_readout": st.booleans(),
        "agenda_items": st.lists(ITEMS, max_size=4),
        "level": st.sampled_from((*LEVELS, None)),
        "date": st.sampled_from(("2021-04-27", "2022-01-03", None)),
        "chair": st.none() | WORDS,
        "place": st.none() | WORDS,
        "other_matters": st.booleans(),
    }
)


def numbered(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"id": f"d{number}", **row} for number, row in enumerate(rows)]


FEW = settings(max_examples=30)  # each builds several tables

CORPORA = st.lists(DOCUMENTS, min_size=1, max_size=6).map(numbered)


@FEW
@given(CORPORA, CORPORA)
def test_a_share_lies_within_its_interval_and_that_within_nothing_and_all(gold: Any, read: Any) -> None:
    judged = accuracy.compare(gold, read)
    for by in (None, "topic", "year", "level"):
        for row in accuracy.figures(judged, by=by).to_dict("records"):
            assert 0 <= row["low"] <= row["share"] <= row["high"] <= 1
            assert row["low"] < row["high"], "no number of documents makes certain"
            assert 0 < row["documents"] <= len(gold)


@FEW
@given(CORPORA)
def test_what_is_read_as_annotated_is_all_right(gold: Any) -> None:
    judged = accuracy.compare(gold, gold)
    assert (accuracy.figures(judged)["share"] == 1).all()
    assert accuracy.disagreements(judged).empty


@FEW
@given(CORPORA, CORPORA, st.randoms(use_true_random=False))
def test_the_order_of_documents_changes_nothing(gold: Any, read: Any, chance: Any) -> None:
    expected = accuracy.figures(accuracy.compare(gold, read))
    gold, read = (chance.sample(rows, len(rows)) for rows in (gold, read))
    pd.testing.assert_frame_equal(accuracy.figures(accuracy.compare(gold, read)), expected)


@FEW
@given(CORPORA, CORPORA)
def test_parts_add_up_to_the_whole(gold: Any, read: Any) -> None:
    judged = accuracy.compare(gold, read)
    whole = accuracy.figures(judged).set_index("field")[["numerator", "denominator"]]
    for by in ("year", "level", "topic"):
        parts = accuracy.figures(judged, by=by).groupby("field")[["numerator", "denominator"]].sum()
        assert (parts == whole.loc[parts.index]).all(axis=None)
        if by != "topic":
            assert set(parts.index) == set(whole.index)


@FEW
@given(CORPORA, CORPORA)
def test_every_point_lost_has_its_disagreement(gold: Any, read: Any) -> None:
    judged = accuracy.compare(gold, read)
    lost = accuracy.disagreements(judged)["field"].value_counts().to_dict()
    for row in accuracy.figures(judged).to_dict("records"):
        if row["field"] != "item_f1":
            missing = row["denominator"] - row["numerator"]
            assert lost.get(row["field"], 0) == missing


@FEW
@given(CORPORA, CORPORA)
def test_exchanging_the_sides_exchanges_precision_and_recall(gold: Any, read: Any) -> None:
    def items(gold: Any, read: Any) -> dict[str, tuple[int, int]]:
        ids = {row["id"] for row in gold} & {row["id"] for row in read}
        both = ([row for row in rows if row["id"] in ids] for rows in (gold, read))
        frame = accuracy.figures(accuracy.compare(*both))
        return {row["field"]: (row["numerator"], row["denominator"]) for row in frame.to_dict("records")}

    ours, theirs = items(gold, read), items(read, gold)
    assert ours.get("item_f1") is None or ours["item_f1"][1] == theirs["item_f1"][1]
    for one, another in (("item_recall", "item_precision"), ("item_precision", "item_recall")):
        assert (one in ours) == (another in theirs)
        if one in ours:
            assert ours[one][1] == theirs[another][1]
