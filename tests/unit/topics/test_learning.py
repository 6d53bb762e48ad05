from __future__ import annotations

import pytest

from analysis.language import load_lexicon
from analysis.topics import Taxonomy, Topic
from analysis.topics.learning import propose

# For each topic its patterns, and two sentences about it. In three of them a noun stands that is no pattern.
FIELDS = {
    "tea": (["茶园", "茶叶", "茶农", "绿茶"], "茶农在茶园里端起茶壶看窗户。", "茶叶放进茶壶，绿茶香满窗户。"),
    "fire": (["消防", "火灾", "灭火", "火情"], "消防到达火灾现场的窗户。", "火情不大，灭火完成，窗户打开。"),
    "school": (["教师", "教材", "招生", "高考"], "教师发教材，放在窗户边。", "高考和招生处的窗户打开。"),
    "health": (
        ["医院", "疫苗", "传染病", "医生"],
        "医院的医生拿着听诊器，窗户明亮。",
        "听诊器和疫苗防传染病，窗户打开。",
    ),
    "river": (["河湖", "水质", "河长", "排污"], "河长看水质，小船驶过窗户。", "河湖排污少了，小船停在窗户下。"),
}


@pytest.fixture(scope="module")
def proposed() -> dict[str, set[str]]:
    topics = tuple(
        Topic(name, name, name, name, name, tuple((pattern, 5.0) for pattern in patterns))
        for name, (patterns, *_) in FIELDS.items()
    )
    texts = [sentence for _, *sentences in FIELDS.values() for sentence in sentences] * 20
    found = propose(texts, Taxonomy(topics), load_lexicon())
    return {name: {word for group in groups.values() for word in group} for name, groups in found.items()}


def test_nouns_that_keep_company_with_one_topic_are_proposed_for_it(proposed: dict[str, set[str]]) -> None:
    # Not 窗户, which stands with every topic, nor the patterns, nor verbs such as 端起 and 打开.
    assert proposed == {"tea": {"茶壶"}, "health": {"听诊器"}, "river": {"小船"}}
