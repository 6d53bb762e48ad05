"""The matters of meetings whose reports announce no act."""

from __future__ import annotations

import pytest

from tests.unit.parsing.agendas import items_of

SAT = "4月1日，林安县委常委会召开会议"


@pytest.mark.parametrize(
    ("told", "subjects"),
    [
        ("关于冬季供暖，林一舟指出，要备足煤炭。\n关于渔港建设，林一舟要求，要加快进度。", ["冬季供暖", "渔港建设"]),
        ("在冬季供暖方面，会议指出，要备足煤炭。\n在渔港建设方面，会议强调，要加快。", ["冬季供暖", "渔港建设"]),
        ("【冬季供暖】会议指出，要备足煤炭。\n【渔港建设】会议要求，要加快建设。", ["冬季供暖", "渔港建设"]),
        ("在谈到冬季供暖时，林一舟指出，要抓好。\n在谈到渔港建设时，林一舟强调，要快。", ["冬季供暖", "渔港建设"]),
    ],
)
def test_passages_that_name_their_topic_are_the_matters(told: str, subjects: list[str]) -> None:
    assert items_of(f"{SAT}，林一舟主持。\n{told}") == [("consider", None, subject) for subject in subjects]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("，进一步抓好冬季供暖工作，全力推进渔港建设。", [("arrange", "冬季供暖工作"), ("arrange", "渔港建设")]),
        ("，就冬季供暖工作再强调、再部署。", [("arrange", "冬季供暖工作")]),
        ("，盘点全年目标任务，谋划明年工作思路。", [("consider", "全年目标任务"), ("consider", "明年工作思路")]),
        ("，贯彻落实全省水利会议精神。", [("study", "全省水利会议精神")]),
        ("。林一舟主持会议并就冬季供暖工作作了部署。", [("arrange", "冬季供暖工作")]),
        ("。林一舟就冬季供暖工作提出三点要求。", [("arrange", "冬季供暖工作")]),
        ("。会议议定，拨付供暖补助经费100万元。", [("decide", "拨付供暖补助经费100万元")]),
    ],
)
def test_a_meeting_that_sat_was_held_for_what_its_report_says(told: str, expected: list[tuple[str, str]]) -> None:
    found = items_of(f"{SAT}{told}\n会议由县委书记林一舟主持。会议强调，要抓好落实。")
    assert [(action, subject) for action, _, subject in found] == expected


def test_what_is_only_general_is_no_matter() -> None:
    assert items_of(f"{SAT}，贯彻落实有关工作，推进各项工作。会议强调，要抓好落实。") == []
    assert items_of(f"{SAT}。会议强调，要抓好落实。林一舟就下一步工作提出要求。") == []


def test_an_act_that_is_announced_is_enough() -> None:
    text = f"{SAT}，听取防汛工作汇报，推进渔港建设。会议强调，要抓好落实。会议议定，拨付经费100万元。"
    assert items_of(text) == [("hear", None, "防汛工作")]
