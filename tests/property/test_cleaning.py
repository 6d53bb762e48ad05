"""Whatever the text: every change can be taken back, and cleaning what is clean changes nothing."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from analysis.cleaning import clean
from analysis.cleaning.edits import KINDS, Draft, Edit
from analysis.records import RawReport, restore

PIECES = st.sampled_from(
    [
        *"会議會議研究書(（)）[,，.。;；:：?？!！`、\n\r\t 　\u200b\ufeff&1２Ａa%…“”《》□",
        "(huì)", "(hui )", "(jun1)", "(APP)", "&nbsp;", "&#12290;", "??", "\r\n", "责编：某某", "分享",
        "04-27 23:03", "2021-04-27", "来源：云川日报", "汇 报", "3 月14 日", "?；顒?", "首页 > 新闻", "裏程碑",
        "，，", "。。。", "、`",
        "云川市召开会议\n", "会议强调，要抓落实。",
    ]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=30).map("".join))
TITLES = st.none() | TEXTS.filter(str.strip)


@given(TEXTS, TITLES)
def test_the_original_comes_back(text: str, title: str | None) -> None:
    report = clean(RawReport(source="test", text=text, title=title))
    assert restore(report.text, report.repairs) == text
    assert (report.original is None) == (not report.repairs)


@given(TEXTS)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = clean(RawReport(source="test", text=text))
    twice = clean(RawReport(source="test", text=once.text))
    assert twice.text == once.text
    assert twice.repairs == ()


@given(TEXTS)
def test_repairs_are_ordered_and_apart(text: str) -> None:
    report = clean(RawReport(source="test", text=text))
    for repair in report.repairs:
        assert 0 <= repair.start <= repair.end <= len(report.text)
        assert repair.kind in KINDS
        assert repair.before != report.text[repair.start : repair.end]
    for left, right in itertools.pairwise(report.repairs):
        assert left.end <= right.start


@given(st.text("甲乙丙丁", max_size=12), st.data())
def test_any_edits_can_be_taken_back(text: str, data: st.DataObject) -> None:
    draft = Draft(text)
    for _ in range(4):
        cuts = sorted(data.draw(st.lists(st.integers(0, len(draft.text)), max_size=6, unique=True)))
        edits = [
            Edit(start, end, data.draw(st.text("ab丁", max_size=3)))
            for start, end in zip(cuts[::2], cuts[1::2], strict=False)
        ]
        expected = draft.text
        for edit in reversed(edits):
            expected = expected[: edit.start] + edit.after + expected[edit.end :]
        draft = draft.apply(data.draw(st.sampled_from(KINDS)), edits)
        assert draft.text == expected
        assert restore(draft.text, draft.repairs) == text
