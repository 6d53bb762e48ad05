"""What is wrong with a text and is said instead of repaired."""

from __future__ import annotations

import pytest

from analysis.cleaning import clean
from analysis.records import Flag, RawReport

CLEAN = "5月6日，砚州市委常委会召开会议，传达学习习近平总书记重要讲话精神，研究安全生产工作。会议强调，要坚持党的领导。"


def flags(text: str, title: str | None = None) -> tuple[Flag, ...]:
    return clean(RawReport(source="test", text=text, title=title)).flags


def test_clean_text_has_no_flag() -> None:
    assert flags(CLEAN, "砚州市委常委会召开会议") == ()


@pytest.mark.parametrize(
    "text",
    [
        CLEAN.replace("总书记", "总文牍"),
        CLEAN.replace("精神", "肉体"),
        CLEAN.replace("会议强调", "集会夸大"),
        CLEAN.replace("传达学习", "转达进修").replace("坚持党的", "对峙党的"),
        "會議夸大，要抓好落實。",
    ],
)
def test_swapped_synonyms_are_flagged_and_left(text: str) -> None:
    report = clean(RawReport(source="test", text=text))
    assert report.flags == ("spun",)
    assert len(report.text) == len(text)


def test_one_odd_word_alone_is_no_proof() -> None:
    assert flags(CLEAN.replace("传达学习", "转达进修")) == ()
    assert flags("他到省城进修了两年，每次集会都去。老人说话夸大其词，气氛紧张。") == ()


BRANDS = ["云玩体育市委", "abc体育(中国)官方网站县委", "QQX棋牌市政府", "乐游app区委"]
NO_BRANDS = ["砚州市体育局党组", "市委", "砚州市体育中心管委会", "A县县委", "省体育总会党组", "研究APP治理 市委"]


@pytest.mark.parametrize("body", BRANDS)
def test_a_betting_brand_in_place_of_a_place(body: str) -> None:
    assert flags("会议强调，要抓好落实。", f"{body}召开常委会会议") == ("brand",)
    assert flags(f"5月6日，{body}召开常委会会议，研究防汛工作。") == ("brand",)


@pytest.mark.parametrize("body", NO_BRANDS)
def test_what_only_looks_like_a_brand(body: str) -> None:
    assert flags("会议强调，要抓好落实。", f"{body}召开体育工作会议") == ()


def test_damage_that_cannot_be_told() -> None:
    told, untold = ("".join(text).encode("gbk")[1:-1].decode("gbk").join("??") for text in ("庆祝活动", "熵焓"))
    assert flags(f"全市{told}有序开展。") == ()
    assert flags(f"全市{untold}有序开展。") == ("damaged",)
    assert flags("推进??h直部门工作。") == ("damaged",)
    assert flags("他问：这是什么?谁也不知道?于是都走了。") == ()
