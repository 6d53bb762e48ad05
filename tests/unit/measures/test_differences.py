"""What two reports of one meeting have in common, and what not."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as some

from analysis.measures.differences import Piece, compare

TEXTS = some.lists(
    some.sampled_from(["会议", "强调", "防汛", "抗旱", "工作", "。", "；", "\n", " ", "ＡB", "12", "，"]), max_size=25
).map("".join)


def plain(text: str) -> str:
    return unicodedata.normalize("NFKC", "".join(text.split()))


@given(TEXTS, TEXTS)
def test_both_texts_come_back_but_for_space_and_width(first: str, second: str) -> None:
    pieces = compare(first, second)
    assert plain("".join(one.text for one in pieces if one.kind != "new")) == plain(first)
    assert plain("".join(one.text for one in pieces if one.kind != "gone")) == plain(second)
    assert all(one.text for one in pieces)


@given(TEXTS)
def test_the_same_text_has_no_differences(text: str) -> None:
    spaced = text.replace("。", "。\n\n").replace("B", "Ｂ")
    assert {one.kind for one in compare(text, spaced)} <= {"same"}


def test_a_sentence_more_and_a_word_changed() -> None:
    first = "会议研究防汛工作。会议强调，要压实责任。"
    second = "会议研究防汛工作。会议指出，要压实责任。记者林远报道。"
    assert compare(first, second) == (
        Piece("same", "会议研究防汛工作。会议"),
        Piece("gone", "强调"),
        Piece("new", "指出"),
        Piece("same", "，要压实责任。"),
        Piece("new", "记者林远报道。"),
    )


def test_single_characters_in_common_do_not_shred_a_change() -> None:
    pieces = compare("甲乙丙丁戊", "子乙丑丁寅")
    assert pieces == (Piece("gone", "甲乙丙丁戊"), Piece("new", "子乙丑丁寅"))
