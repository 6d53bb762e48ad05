"""Items without a topic come in groups that share their words; nothing is lost and nothing added."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from analysis.corpus.engine import Engine, open_engine
from analysis.corpus.schema import FORMAT
from analysis.measures import evidence, unlabelled
from analysis.measures.selection import Selection
from tests.fixtures_world import TOPICS, Rows, world

__all__ = ["world"]

# Three subjects that no topic has, ten times each, and four items that share no word with any.
KINDS = {
    "kites": "风筝 放飞 线轴",
    "chess": "棋馆 对弈 棋手",
    "camps": "露营 帐篷 营地",
}
HELD = [(kind, text) for _ in range(10) for kind, text in KINDS.items()]
HELD += [("none", f"孤词{n}甲 孤词{n}乙") for n in range(4)]


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """A version of thirty-four meetings with one item each, none labelled."""
    rows, path = Rows(), tmp_path_factory.mktemp("unlabelled") / "w.duckdb"
    for topic, name in TOPICS.items():
        rows.add("topics", topic=topic, order=1, zh=name, en=topic)
    for number, (kind, text) in enumerate(HELD, start=1):
        rows.add("reports", report_no=number, report_id=f"r{number}", text=text, is_readout=True, meeting_no=number)
        day = date(2021, 1, 1) + timedelta(days=number)
        rows.add("meetings", meeting_no=number, meeting_id=f"r{number}", report_no=number, date=day)
        rows.add("items", item_no=number, item_id=f"r{number}:1", meeting_no=number, position=1, subject=kind,
                 announcement_start=0, announcement_end=2)  # fmt: skip
        for term in text.split():
            rows.add("terms", report_no=number, meeting_no=number, position=1, item_no=number, term=term, count=1)
    rows.add("version", version="w", format=FORMAT, created="2026-01-01", edits="{}", is_sample=False, summary="{}")
    rows.write(path)
    return open_engine(path)


def test_items_that_share_their_words_come_together(many: Engine) -> None:
    frame = unlabelled.items(many, Selection())
    assert len(frame) == len(HELD)
    kinds = frame.groupby("subject")["group"].agg(set)
    assert kinds["none"] == {0}
    assert all(len(kinds[kind]) == 1 for kind in KINDS)
    assert len(set.union(*(kinds[kind] for kind in KINDS))) == 3
    for kind, text in KINDS.items():
        words = set(frame.loc[frame["subject"] == kind, "words"].iloc[0])
        assert set(text.split()) <= words
    assert list(frame["group"].iloc[-4:]) == [0] * 4


def test_the_newest_are_grouped_where_there_are_too_many(many: Engine) -> None:
    frame = unlabelled.items(many, Selection(), most=10)
    assert len(frame) == 10
    assert set(frame["group"]) == {0}  # ten are too few for groups
    assert set(frame["item_id"]) == {f"r{number}:1" for number in range(25, 35)}


def test_they_are_what_evidence_shows_of_the_items_without_a_topic(world: Engine) -> None:
    for selection in (Selection(), Selection(levels=("central",)), Selection(bodies=("市委常委会",))):
        frame = unlabelled.items(world, selection)
        assert len(frame) == evidence.count(world, selection.narrow(topic="-"), unit="items")
        assert set(frame["subject"]) <= {"传达讲话精神"}
        assert set(frame["group"]) <= {0}
    assert list(unlabelled.items(world, Selection())["date"].astype(str)) == ["2022-01-05", "2021-06-15", "2020-12-30"]


def test_a_selection_whose_items_all_have_topics_has_none(world: Engine) -> None:
    assert unlabelled.items(world, Selection(topics=("disaster",))).empty
