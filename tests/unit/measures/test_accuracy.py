"""Scoring, with figures worked out by hand."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from analysis.importing import load_stages, read_again
from analysis.measures import accuracy, gold

Row = dict[str, Any]


def item(subject: str, *, topics: tuple[str, ...] = (), **more: str) -> Row:
    named = {"topics": list(topics)} if topics else {}
    return {"subject": subject, "action": "consider", "decision": None, **named, **more}


def meeting(id: str, *items: Row, **fields: Any) -> Row:
    return {"id": id, "is_readout": True, "kind": "readout", "agenda_items": list(items), **fields}


def other(id: str) -> Row:
    return {"id": id, "is_readout": False, "kind": "notice", "agenda_items": []}


FLOODS, SAFETY, FARMS = "防汛抗旱工作", "安全生产形势", "春耕备耕情况"


def shares(gold: list[Row], read: list[Row]) -> dict[str, tuple[int, int]]:
    frame = accuracy.figures(accuracy.compare(gold, read))
    return {row["field"]: (row["numerator"], row["denominator"]) for row in frame.to_dict("records")}


def test_found_missed_and_made_up_items() -> None:
    found = shares(
        [meeting("a", item(FLOODS), item(SAFETY)), meeting("b", item(FARMS))],
        [meeting("a", item(FLOODS)), meeting("b", item(FARMS), item("财政预算执行"))],
    )
    assert found["item_recall"] == (2, 3)
    assert found["item_precision"] == (2, 3)
    assert found["item_f1"] == (4, 6)


def test_actions_decisions_and_topics_are_judged_on_matched_items_alone() -> None:
    found = shares(
        [
            meeting("a", item(FLOODS, action="hear", decision="approved", topics=("disaster", "rural"))),
            meeting("b", item(SAFETY, action="relay", topics=("safety",)), item(FARMS)),
        ],
        [
            meeting("a", item(FLOODS, action="hear", topics=("disaster", "safety", "urban"))),
            meeting("b", item(SAFETY, action="study", topics=("social-order", "safety"))),
        ],
    )
    assert found["action"] == (1, 2)
    assert found["decision"] == (1, 2)
    assert found["main_topic"] == (1, 2)
    # Agreed: disaster, safety. Annotated three labels, read five.
    assert found["topic_f1"] == (4, 8)


def test_fields_of_meetings_are_judged_where_there_was_one_and_where_they_were_annotated() -> None:
    gold_rows = [
        meeting("a", chair="甲某", date="2021-04-27", place="河南省开封市", body="市委常委会"),
        meeting("b", chair=None, date=None),
        other("c"),
    ]
    read = [
        meeting("a", chair="乙某", date="2021-04-27", place="开封市", body="市委常委会（扩大）会议"),
        meeting("b", chair=None, date="2021-05-01"),
        meeting("c", chair="丙某"),
    ]
    found = shares(gold_rows, read)
    assert found["chair"] == (1, 2)
    assert found["date"] == (1, 2)
    assert found["place"] == (1, 1), "the higher level need not be spelt out"
    assert found["body"] == (1, 1)
    assert found["readout"] == (2, 3)
    assert "session" not in found, "nobody annotated it"


def test_what_nobody_annotated_of_an_item_is_not_judged() -> None:
    found = shares([meeting("a", {"subject": FLOODS})], [meeting("a", item(FLOODS, topics=("disaster",)))])
    assert set(found) == {"readout", "item_f1", "item_precision", "item_recall"}


def test_a_document_without_a_reading_is_read_all_wrong() -> None:
    found = shares([meeting("a", item(FLOODS), chair=None), other("b")], [])
    assert found["readout"] == (0, 2)
    assert found["item_recall"] == (0, 1)
    assert found["chair"] == (0, 1)
    assert "action" not in found


def test_items_of_what_is_no_readout_are_made_up() -> None:
    found = shares([other("a")], [meeting("a", item(FLOODS), item(SAFETY))])
    assert found["item_precision"] == (0, 2)
    assert found["item_f1"] == (0, 2)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        # Three bigrams and four, three of them the same.
        ("防汛工作", "防汛工作会", 2 * 3 / (3 + 4)),
        # One bigram of five is shared with one of three: 2 / 8.
        ("春耕备耕情况", "情况通报", 2 * 1 / (5 + 3)),
        # Four characters within ten, two fifths: taken for the same, though Dice gives 6/12.
        ("消防规划", "一二三四消防规划五六", 0.5),
        ("消防规划", "一二三四消防规划五六七", 2 * 3 / (3 + 10)),
        ("规划", "消防规划", 2 * 1 / (1 + 3)),
        ("《关于 春耕 的意见》", "关于春耕意见", 1.0),
        ("甲", "乙", 0.0),
        (None, None, 0.0),
    ],
)
def test_subjects_are_compared_by_their_bigrams(a: str | None, b: str | None, expected: float) -> None:
    assert accuracy.similarity(a, b) == pytest.approx(expected)
    assert accuracy.similarity(b, a) == pytest.approx(expected)


def test_the_best_pair_is_matched_first_and_each_subject_once() -> None:
    assert accuracy.match(["防汛工作", "防汛工作情况"], ["防汛工作情况"]) == {1: 0}
    assert accuracy.match(["防汛"], ["防汛", "防汛"]) == {0: 0}, "of two alike, the one in the same place"


def test_groups_are_years_levels_and_topics_as_annotated() -> None:
    gold_rows = [
        meeting("a", item(FLOODS, topics=("disaster",)), date="2021-04-27", level="county"),
        meeting("b", item(SAFETY, topics=("safety", "disaster")), date=None, level="province", published="2022-01-03"),
        other("c"),
    ]
    read = [
        meeting("a", item(FLOODS, topics=("disaster",)), date="1999-04-27", level="city"),
        meeting("b", item(SAFETY, topics=("disaster",))),
        other("c") | {"published": "05-06"},
    ]
    judged = accuracy.compare(gold_rows, read)
    assert sorted(set(judged["year"])) == ["-", "2021", "2022"]
    assert sorted(set(judged["level"])) == ["-", "county", "province"]
    by_topic = {
        (row["field"], row["topic"]): (row["numerator"], row["denominator"])
        for row in accuracy.figures(judged, by="topic").to_dict("records")
    }
    assert by_topic["item_recall", "safety"] == (1, 1)
    assert by_topic["main_topic", "safety"] == (0, 1)
    assert by_topic["topic_f1", "safety"] == (0, 1)
    assert by_topic["topic_f1", "disaster"] == (4, 4)


def test_the_interval_of_a_share_of_documents_is_wilsons() -> None:
    gold_rows = [other(str(number)) for number in range(60)]
    read = [row if int(row["id"]) else meeting("0") for row in gold_rows]
    (row,) = accuracy.figures(accuracy.compare(gold_rows, read)).to_dict("records")
    assert (row["numerator"], row["denominator"], row["documents"]) == (59, 60, 60)
    # Wilson's equations for 59 of 60, z = 1.959964, by hand: centre 0.9542 ± 0.0429.
    assert row["low"] == pytest.approx(0.9114, abs=1e-4)
    assert row["high"] == pytest.approx(0.9971, abs=1e-4)


def test_items_of_one_document_count_for_less_than_as_many_documents() -> None:
    together = [
        meeting("a", *[item(f"第{n}项工作汇报") for n in "一二三四五六七八"]),
        meeting("b", item(FLOODS)),
        meeting("c"),
    ]
    apart = [meeting(n, item(f"第{n}项工作汇报")) for n in "一二三四五六七八"] + [
        meeting("b", item(FLOODS)),
        meeting("c"),
    ]

    def width(gold_rows: list[Row], lost: str) -> float:
        read = [row for row in gold_rows if row["id"] != lost]
        frame = accuracy.figures(accuracy.compare(gold_rows, read))
        (row,) = frame[frame["field"] == "item_recall"].to_dict("records")
        return float(row["high"] - row["low"])

    assert width(together, "b") > width(apart, "b")


def test_disagreements_are_what_the_figures_lack() -> None:
    gold_rows = [meeting("a", item(FLOODS, action="hear"), item(SAFETY), chair="甲某"), other("b")]
    read = [meeting("a", item(FLOODS), item(FARMS), chair="甲某"), other("b")]
    lost = accuracy.disagreements(accuracy.compare(gold_rows, read))
    said = [(row["field"], row["gold"], row["read"]) for row in lost.to_dict("records")]
    assert sorted(said, key=str) == sorted(
        [("action", "hear", "consider"), ("item_recall", SAFETY, None), ("item_precision", None, FARMS)], key=str
    )


def official(shared: Path, gold_file: Path, rows: list[Row], folder: Path) -> dict[str, float]:
    """The figures of the guidelines' own script."""
    predictions = folder / "predictions.jsonl"
    predictions.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, shared / "gold" / "score.py", gold_file, predictions, "--json"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


@pytest.mark.parametrize("which", ["sample", "real"])
def test_the_figures_are_those_of_the_guidelines_script(shared: Path, tmp_path: Path, which: str) -> None:
    file = gold.BUNDLED if which == "sample" else shared / "gold" / "dev_gold.jsonl"
    rows = gold.read(file)
    read, rejects = read_again([gold.texts_beside(file)], load_stages(), ids=[row["id"] for row in rows])
    assert not rejects
    expected = official(shared, file, read, tmp_path)
    assert expected.pop("documents") == len(rows)
    frame = accuracy.figures(accuracy.compare(rows, read))
    assert dict(zip(frame["field"], frame["share"].round(4), strict=True)) == expected
