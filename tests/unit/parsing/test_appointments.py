"""Who takes or leaves a post, however a report tells it."""

from __future__ import annotations

import pytest

from analysis.parsing import parse
from analysis.records import Meeting, Report

LEAD = "4月1日，甲市人大常委会召开第三次会议，审议《甲市渔港条例》。"


def read(text: str) -> Meeting:
    meeting = parse(Report(text=text, published="2024-04-02"))
    assert meeting.is_readout
    return meeting


@pytest.mark.parametrize(
    ("sentence", "decision", "subject"),
    [
        ("会议还依法进行了人事任免，并组织了宪法宣誓。", "approved", "人事任免"),
        ("会议接受林一舟辞去甲市副市长职务的请求。", "approved", "林一舟辞去甲市副市长职务的请求"),
        ("会议还酝酿了有关人事事项。", None, "有关人事事项"),
        ("会议表决通过了周明等同志的任职。", "approved", "周明等同志的任职"),
        ("会议表决通过了关于林一舟代理市长的决定。", "approved", "关于林一舟代理市长的决定"),
        ("会议表决通过了关于接受周明辞去政协常委的决定。", "approved", "关于接受周明辞去政协常委的决定"),
        # which they are is told in the same breath
        ("会议表决通过了人事任免事项，任命林一舟为市水利局局长。", "approved", "人事任免事项"),
    ],
)
def test_appointments_under_other_verbs_are_an_item(sentence: str, decision: str | None, subject: str) -> None:
    first, second = read(LEAD + sentence).items
    assert first.subject == "甲市渔港条例"
    assert (second.action, second.decision, second.subject) == ("appoint", decision, subject)


def test_a_numbered_entry_that_names_appointments_alone_is_an_item() -> None:
    text = (
        "4月1日，乙区政协召开主席会议。\n会议议题：\n1、协商区政协工作要点；\n2、有关人事事项；\n3、部署渔港巡查工作。"
    )
    assert [(item.action, item.subject) for item in read(text).items] == [
        ("consider", "区政协工作要点"),
        ("appoint", "有关人事事项"),
        ("arrange", "渔港巡查工作"),
    ]


@pytest.mark.parametrize(
    ("object_", "action", "subject"),
    [
        ("人事任免及其他事项", "appoint", "人事任免"),
        ("其他事项和干部任免", "appoint", "干部任免"),
        ("全市春耕备耕工作和其他事项", "consider", "全市春耕备耕工作"),
    ],
)
def test_what_is_only_said_to_be_more_is_no_part_of_a_matter(object_: str, action: str, subject: str) -> None:
    meeting = read(f"{LEAD}会议还研究了{object_}。")
    assert [(item.action, item.subject) for item in meeting.items][1:] == [(action, subject)]
    assert meeting.other_matters


def test_appointments_that_are_demanded_are_none() -> None:
    meeting = read(LEAD + "会议强调，要依法进行人事任免，严格程序。")
    assert [item.subject for item in meeting.items] == ["甲市渔港条例"]
    assert not meeting.other_matters


def test_decisions_with_titles_stand_beside_the_posts_that_are_filled() -> None:
    text = LEAD + "会议审议通过关于增补委员的决定、关于接受周明辞去政协常委的决定、有关人事事项。"
    assert [(item.action, item.subject) for item in read(text).items][1:] == [
        ("deliberate", "关于增补委员的决定"),
        ("appoint", "关于接受周明辞去政协常委的决定"),
        ("appoint", "有关人事事项"),
    ]
