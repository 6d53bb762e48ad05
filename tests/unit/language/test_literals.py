"""The words that an expression needs, by hand, and of the table of bodies in what it finds."""

from __future__ import annotations

import pytest

from analysis.language.literals import needed


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("常务会议", [["常务会议"]]),
        ("政府(?:召开)?常务会", [["政府召开常务会", "政府常务会"]]),
        ("党组[^，]*中心组", [["党组"], ["中心组"]]),
        ("[省市]委(?=全会)", [["全会"], ["市委", "省委"]]),
        ("主席团(?!会议)(?:召开)?会议", [["主席团会议", "主席团召开会议"]]),
        ("(?:领导|协调)小组.{2,4}会", [["协调小组", "领导小组"]]),
        ("(?:党组|常委.会)全体", [["党组", "常委"], ["全体"]]),
        ("(?:党组|会.)全体", [["全体"]]),
        ("(?:专题)*会议", [["会议"]]),
        ("(?:专题)+会议", [["专题"], ["会议"]]),
        ("会", []),
        ("党组|", []),
        ("[^省]委员会", [["委员会"]]),
        ("(?i:ab)cd", [["cd"]]),
        ("管(?:理)?委(?:员)?会", [["管委会", "管委员会", "管理委会", "管理委员会"]]),
        ("会议|常务会议", [["会议"]]),
    ],
)
def test_needed_words(pattern: str, words: list[list[str]]) -> None:
    assert [sorted(found) for found in needed(pattern)] == words
