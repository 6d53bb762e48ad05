"""Coverage, keywords, concordance, evidence, meetings and choices, against the world as it was written."""

from __future__ import annotations

import math
from datetime import date
from pathlib import Path

import duckdb
import pytest

from analysis.corpus.engine import Engine, open_engine
from analysis.errors import SelectionError
from analysis.measures import choices, concordance, coverage, evidence, keywords, meetings
from analysis.measures.selection import Selection
from analysis.records import Span
from tests.fixtures_world import build_world

EVERYTHING = Selection()


def test_totals(world: Engine) -> None:
    assert coverage.totals(world, EVERYTHING).to_dict("records") == [
        {
            "meetings": 12, "bodies": 7, "places": 4, "reports": 15, "copies": 3, "undated": 2, "other_matters": 2,
            "first_date": date(2020, 12, 30), "last_date": date(2022, 6, 20), "items": 20, "unlabelled_items": 3,
            "not_readouts": 1, "rejects": 1,
        }
    ]  # fmt: skip


def test_totals_of_nothing_are_zero_and_undated(world: Engine) -> None:
    row = coverage.totals(world, Selection(places=("无此地",))).iloc[0]
    assert row[["meetings", "items", "reports", "copies", "undated", "unlabelled_items"]].tolist() == [0] * 6
    assert row["first_date"] is None


def test_meetings_by_month_and_outlet(world: Engine) -> None:
    rows = coverage.by_month(world, EVERYTHING).to_records(index=False).tolist()
    assert ("2021-01", "兰渡之窗", 1) in rows
    assert ("2021-06", "云泽日报", 3) in rows
    assert ("2021-07", "-", 1) in rows
    assert rows[-1] == ("-", "云泽日报", 2)


def test_frequencies(world: Engine) -> None:
    """防汛 stands twice in five items, once in three, and once in a lead; there are 135 terms in all."""
    frame = keywords.frequencies(world, EVERYTHING, stopwords=["会议"]).set_index("term")
    flood = frame.loc["防汛"]
    assert (flood["count"], flood["documents"], flood["meetings"], flood["terms"]) == (14, 8, 12, 135)
    assert flood["per_10k"] == pytest.approx(10_000 * 14 / 135)
    assert "会议" not in frame.index
    assert frame["count"].is_monotonic_decreasing


def test_the_stopwords_of_the_version_are_left_out_unless_told_otherwise(world: Engine) -> None:
    assert "会议" not in set(keywords.frequencies(world, EVERYTHING)["term"])
    assert "会议" in set(keywords.frequencies(world, EVERYTHING, stopwords=())["term"])


def test_words_by_how_few_meetings_share_them(world: Engine) -> None:
    """防汛 stands 14 times, in 8 of 12 meetings; 会议 stands in every one and weighs nothing."""
    frame = keywords.frequencies(world, EVERYTHING, stopwords=(), order="tf_idf").set_index("term")
    assert frame.loc["防汛", "tf_idf"] == pytest.approx(14 * math.log(12 / 8))
    assert frame.loc["会议", "tf_idf"] == 0
    assert frame["tf_idf"].is_monotonic_decreasing
    assert keywords.frequencies(world, EVERYTHING, stopwords=(), order="tf_idf", limit=3)["term"].tolist() == list(
        frame.index[:3]
    )
    with pytest.raises(SelectionError, match="count, tf_idf"):
        keywords.frequencies(world, EVERYTHING, order="length")  # type: ignore[arg-type]


def test_added_words_are_exact_strings(world: Engine) -> None:
    frame = keywords.frequencies(world, EVERYTHING, added=["责任", "作汇", "无此词"], limit=1).set_index("term")
    assert frame.loc["责任", ["count", "documents", "counted_as"]].tolist() == [9, 8, "phrase"]
    assert frame.loc["作汇", ["count", "documents"]].tolist() == [6, 6]
    assert "无此词" not in frame.index


@pytest.mark.parametrize("selection", [EVERYTHING, Selection(topics=("health",)), Selection(places=("无此地",))])
def test_the_leading_words_are_those_of_the_table(world: Engine, selection: Selection) -> None:
    """By the words alone: of items, documents need not be told apart."""
    table = keywords.frequencies(world, selection)
    assert keywords.leading(world, selection, limit=3) == table["term"].head(3).tolist()
    assert keywords.leading(world, selection, limit=len(table)) == table["term"].tolist()


def test_frequencies_of_chosen_items_leave_the_rest_of_the_report_out(world: Engine) -> None:
    frame = keywords.frequencies(world, Selection(topics=("health",)), stopwords=(), added=["防汛"])
    assert set(frame["term"]) == {"会议", "还", "听取", "卫生", "工作", "汇报"}
    assert frame["terms"].tolist() == [6] * 6


def test_concordance_pages_through_lines_not_reports(world: Engine) -> None:
    whole = concordance.lines(world, EVERYTHING, "防汛", window=4)
    counted = concordance.count(world, EVERYTHING, "防汛").iloc[0]
    assert (len(whole), counted["lines"], counted["meetings"]) == (14, 14, 8)
    paged = [concordance.lines(world, EVERYTHING, "防汛", window=4, limit=3, offset=at) for at in range(0, 15, 3)]
    assert [len(page) for page in paged] == [3, 3, 3, 3, 2]
    together = [row for page in paged for row in page.to_dict("records")]
    assert together == whole.to_dict("records")


def test_a_line_stands_where_it_says(world: Engine) -> None:
    june = Selection(start=date(2021, 6, 15), end=date(2021, 6, 15))
    lines = concordance.lines(world, june, "防汛", window=3)
    assert lines[["item", "left", "right", "start"]].to_dict("records") == [
        {"item": 0, "left": "，部署", "right": "。会议", "start": 7},
        {"item": 1, "left": "议听取", "right": "工作汇", "start": 14},
        {"item": 1, "left": "，强调", "right": "责任。", "start": 23},
    ]


@pytest.mark.parametrize("order", ["left", "right"])
def test_lines_in_the_order_of_their_contexts(world: Engine, order: str) -> None:
    """The same lines as by date, those with like contexts together."""
    whole = concordance.lines(world, EVERYTHING, "防汛", window=4)
    ordered = concordance.lines(world, EVERYTHING, "防汛", window=4, order=order)  # type: ignore[arg-type]
    keys = ["report_no", "start", "left", "right", "item"]
    assert sorted(ordered[keys].values.tolist()) == sorted(whole[keys].values.tolist())
    contexts = [text[::-1] if order == "left" else text for text in ordered[order]]
    assert contexts == sorted(contexts)
    paged = [
        concordance.lines(world, EVERYTHING, "防汛", window=4, order=order, limit=5, offset=at)  # type: ignore[arg-type]
        for at in (0, 5, 10)
    ]
    assert [row for page in paged for row in page.to_dict("records")] == ordered.to_dict("records")


def test_an_order_of_lines_that_there_is_not_is_refused(world: Engine) -> None:
    with pytest.raises(SelectionError, match="newest, left, right"):
        concordance.lines(world, EVERYTHING, "防汛", order="middle")  # type: ignore[arg-type]


def test_concordance_of_chosen_items(world: Engine) -> None:
    selection = Selection(topics=("rural",))
    lines = concordance.lines(world, selection, "防汛")
    assert lines["meeting_no"].tolist() == [9, 4, 3]
    assert lines["item"].tolist() == [1, 2, 2]


@pytest.mark.parametrize(("word", "offset"), [("无此词", 0), ("", 0), ("防汛", 100)])
def test_concordance_of_nothing(world: Engine, word: str, offset: int) -> None:
    assert concordance.lines(world, EVERYTHING, word, offset=offset).empty


def test_evidence_shows_the_sentences_and_the_reason(world: Engine) -> None:
    found = evidence.items(world, Selection(topics=("disaster",)))
    assert len(found) == evidence.count(world, Selection(topics=("disaster",))) == 8
    first = found.iloc[0]
    assert (first["item_id"], first["date"], first["passage"]) == (
        "r10:1",
        date(2022, 6, 20),
        "会议听取防汛工作汇报，强调防汛责任。",
    )
    # The lead has five characters, 会议听取 four, then 防汛.
    match = {"start": 9, "end": 11, "pattern": "防汛", "text": "防汛"}
    assert first["labels"] == [{"topic": "disaster", "weight": 1.0, "matches": [match]}]
    assert first["url"] == "https://example.org/10"


def test_an_item_that_is_only_announced_has_no_passage(world: Engine) -> None:
    row = evidence.items(world, Selection(topics=("health",))).iloc[0]
    assert row["announcement"] == "会议还听取卫生工作汇报。"
    assert row["passage"] is None


def test_evidence_comes_in_pages_newest_first_and_undated_last(world: Engine) -> None:
    pages = [evidence.items(world, EVERYTHING, limit=6, offset=at)["item_id"].tolist() for at in (0, 6, 12, 18)]
    assert [len(page) for page in pages] == [6, 6, 6, 2]
    order = [item for page in pages for item in page]
    assert order == evidence.items(world, EVERYTHING, limit=None)["item_id"].tolist()
    assert order[:3] == ["r10:1", "r9:1", "r9:2"]
    assert order[-2:] == ["r11:1", "r11:2"]


def test_evidence_by_meeting_counts_its_chosen_items(world: Engine) -> None:
    found = evidence.meetings(world, Selection(topics=("disaster",)), limit=2)
    assert found["meeting_no"].tolist() == [10, 9]
    assert found["items"].tolist() == [1, 1]
    assert evidence.count(world, Selection(topics=("disaster",)), unit="meetings") == 8


def test_meetings_are_found_by_words_of_title_and_text(world: Engine) -> None:
    assert meetings.find(world, EVERYTHING, query="春耕 市政府")["meeting_no"].tolist() == [4]
    assert meetings.count(world, EVERYTHING, query="春耕") == 3
    assert meetings.find(world, EVERYTHING, query=" ", limit=1)["meeting_no"].tolist() == [10]


def test_meetings_in_other_orders(world: Engine) -> None:
    assert meetings.find(world, EVERYTHING, order="oldest")["meeting_no"].tolist() == list(range(1, 13))
    longest = meetings.find(world, EVERYTHING, order="items").iloc[0]
    assert (longest["meeting_no"], longest["items"]) == (4, 3)
    assert longest["topics"] == ["finance", "rural", "health"]


def test_a_meeting_comes_back_as_the_record_that_it_was(world: Engine) -> None:
    held = meetings.get(world, "r4")
    assert held.meeting.place is not None
    assert held.meeting.place.name == "云泽省青岚市"
    assert (held.meeting.date, held.meeting.level, held.meeting.other_matters) == ("2021-03-31", "prefecture", True)
    budget, _farming, health = held.meeting.items
    assert (budget.action, budget.decision) == ("deliberate", "approved")
    assert [(label.topic, label.weight) for label in budget.topics] == [("finance", 0.75), ("economy", 0.25)]
    assert health.passage is None
    assert health.announcement.of(held.report.text) == "会议还听取卫生工作汇报。"
    assert held.meeting.bases[0].span == Span(0, 2)


def test_a_meeting_knows_the_copies_of_its_report(world: Engine) -> None:
    held = meetings.get(world, "r7")
    assert [copy.source for copy in held.copies] == ["文件171.txt", "文件172.txt"]


def test_a_meeting_that_is_not_there(world: Engine) -> None:
    with pytest.raises(SelectionError, match="no meeting r99"):
        meetings.get(world, "r99")


def test_choices(world: Engine) -> None:
    offered = choices.values(world)
    assert offered.places.set_index("place")[["depth", "meetings"]].to_dict("index") == {
        "云泽省": {"depth": 0, "meetings": 11},
        "云泽省白石市": {"depth": 1, "meetings": 2},
        "云泽省青岚市": {"depth": 1, "meetings": 6},
        "云泽省青岚市兰渡县": {"depth": 2, "meetings": 2},
    }
    assert offered.levels["level"].tolist() == ["central", "province", "prefecture", "county"]
    assert offered.topics["topic"].iloc[0] == "disaster"
    assert dict(zip(offered.actions["action"], offered.actions["items"], strict=True)) == {
        "consider": 7, "hear": 6, "deliberate": 4, "relay": 3,
    }  # fmt: skip
    assert (offered.first, offered.last) == (date(2020, 12, 30), date(2022, 6, 20))


def test_choices_name_what_the_version_does_not_hold(world: Engine) -> None:
    selection = Selection(places=("=云泽省", "天外省"), bodies=("-", "议事会"), topics=("rural*moon", "-"))
    assert choices.unknown(choices.values(world), selection) == ("place=天外省", "body=议事会", "topic=moon*rural")


def test_there_is_no_evidence_of_nothing(world: Engine) -> None:
    nowhere = Selection(places=("无此地",))
    assert evidence.items(world, nowhere).empty
    assert evidence.meetings(world, nowhere).empty
    assert meetings.find(world, nowhere).empty
    assert keywords.frequencies(world, nowhere, added=["防汛"]).empty


def test_an_order_that_there_is_not_is_refused(world: Engine) -> None:
    with pytest.raises(SelectionError, match="newest, oldest, items"):
        meetings.find(world, EVERYTHING, order="longest")  # type: ignore[arg-type]


def test_the_lines_of_a_word_have_its_synonyms_as_they_stand(tmp_path: Path) -> None:
    path = build_world(tmp_path / "w2.duckdb")
    with duckdb.connect(str(path)) as connection:
        connection.execute("""UPDATE version SET edits = '{"synonyms": [["召开", "部署"]]}'""")
        for table in ("terms", "meeting_terms"):
            connection.execute(f"UPDATE {table} SET term = '部署' WHERE term = '召开'")
    engine = open_engine(path)
    assert concordance.spellings(engine, "部署") == ["部署", "召开"]
    june = Selection(start=date(2021, 6, 15), end=date(2021, 6, 15))
    lines = concordance.lines(engine, june.narrow(term="部署"), "部署", counted_as="term")
    assert lines["word"].tolist() == ["召开", "部署"]
    told = concordance.count(engine, june.narrow(term="部署"), "部署", counted_as="term").iloc[0]
    assert told["lines"] == 2


def test_a_government_is_one_office_however_it_is_spelt(world: Engine) -> None:
    assert evidence.count(world, EVERYTHING.narrow(office="市人民政府常务会议"), unit="meetings") == 2
    with pytest.raises(SelectionError):
        Selection(bodies=("市委常委会",)).narrow(office="市政府常务会议")
