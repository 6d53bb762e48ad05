"""Most sentences, clauses and texts are done with at one quick look. Without these looks nothing is read otherwise."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from typing import Any

import pytest

from analysis.cleaning import clean, pipeline
from analysis.parsing import acts, announcing, bodies, body_acts, documents, object_first, parse, posts, telling
from analysis.records import Meeting, RawReport, Report
from tests.property.test_parsing import INVENTED, PIECES, ROOT, reports

ANYTHING = re.compile("")
LOOKS: tuple[tuple[Any, str, Any], ...] = (
    (announcing, "_MAY_MATTER", ANYTHING),
    (bodies, "_rows", lambda held: tuple((rank, *row[1:]) for rank, row in enumerate(bodies._PATTERNS))),
    (body_acts, "_TABLES", ANYTHING),
    (documents, "_may_end", lambda text, kind: True),
    (acts, "names_more", lambda thing: True),
    (object_first, "_OBJECT_FIRST", ANYTHING),
    (posts, "_TELLS_OF_POSTS", ANYTHING),
    (posts, "_NAMES_POSTS", ANYTHING),
    (telling, "_TELLING", ANYTHING),
)
MORE = [
    "其他事项。", "有关事宜", "围绕“防汛”开展研讨，", "学习主题为《甲》，", "就防汛工作进行了研究。", "甲有关问题、",
    "（习近平主持召开）", "会议听取并审议了", "县政协主席会议", "市委全面深化改革领导小组组长林一舟", "党工委",
    "省委全体（扩大）会议", "干部任免", "任命林一舟为", "酝酿了人事事项", "议程", "通报了", "介绍了", "出席会议。",
    "这次会议", "12月1日，", "①", "做了甲工作报告，", "会议审议了甲办法、乙办法、丙方案、丁规划",
    "会议审议了县渡口管理办法、县灌溉管理办法、县防汛工作方案和县水库移民有关问题。",
]  # fmt: skip


@pytest.fixture
def afresh() -> Iterator[None]:
    """What was remembered is forgotten before and after."""
    bodies._named.cache_clear()
    yield
    bodies._named.cache_clear()


def texts() -> list[Report]:
    dice = random.Random(7)
    made = (
        "4月1日，甲市委常委会召开会议，研究防汛工作。" + "".join(dice.choices([*PIECES, *MORE], k=dice.randint(1, 30)))
        for _ in range(1_500)
    )
    known = [report for name in INVENTED for report in reports(ROOT / f"{name}.jsonl")]
    return [*known, *(Report(text=text, title=text[25:50], published="2024-04-02") for text in made)]


def test_no_reading_hangs_on_a_quick_look(monkeypatch: pytest.MonkeyPatch, afresh: None) -> None:
    told = texts()
    quick: list[Meeting] = [parse(report) for report in told]
    bodies._named.cache_clear()
    for module, name, always in LOOKS:
        monkeypatch.setattr(module, name, always)
    for report, meeting in zip(told, quick, strict=True):
        assert parse(report) == meeting, report.text


DIRT = [
    "会议", "研究。", "，，", "。", ",", ".", "1.5", "10:30", "?", "(", ")", "（", "[", "a", " ", "  ", "\n", "\n\n\n",
    "\t", "(huì)", "聽取", "１", "％", "&amp;", "\u200b", "\ufffd", "`", "“", "：", "; ", "［",
]  # fmt: skip


def test_no_cleaning_hangs_on_a_quick_look(monkeypatch: pytest.MonkeyPatch) -> None:
    dice = random.Random(7)
    raws = [
        RawReport("test", "".join(dice.choices(DIRT, k=dice.randint(0, 14))), "".join(dice.choices(DIRT, k=3)))
        for _ in range(4_000)
    ]
    quick = [clean(raw) for raw in raws]
    monkeypatch.setattr(pipeline, "is_tidy", lambda text: False)
    for raw, report in zip(raws, quick, strict=True):
        assert clean(raw) == report, raw.text
