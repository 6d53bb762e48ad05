"""Text made to be slow: a megabyte of what patterns stumble over takes four times as long as a quarter of it. And
documents damaged in every way that a dice can think of."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.cleaning import clean
from analysis.importing import Stages, load_stages
from analysis.parsing import parse
from analysis.reading import read
from analysis.records import RawReport, Reject, Report
from tests.benchmarks.fuzz import document
from tests.documents import documents

MADE = documents()
MEGABYTE = 1_000_000
READ = 60_000  # characters of a report that the parser reads
LEAD = "4月1日，甲市委常委会召开会议，研究防汛工作。"
DIGEST = "4月1日，甲市委常委会召开会议，研究防汛。\n4月2日，甲市政府召开常务会议，研究抗旱。\n"
UNITS = ("（", "《甲", "第", "年月日", "一要二要", "\u3000", "(hui)", "【")


def seconds(work: Callable[[str], object], text: str) -> float:
    started = time.process_time()
    work(text)
    return time.process_time() - started


def check(work: Callable[[str], object], text: str) -> None:
    """Work on the text takes at most twice what four times a quarter of it does; were it quadratic, four times."""
    for _ in range(3):  # what else the machine does may disturb one measurement
        quarter, whole = seconds(work, text[: len(text) // 4]), seconds(work, text)
        if whole <= 8 * quarter + 0.3:
            return
    raise AssertionError(f"{whole:.2f} s for {len(text):,} characters, {quarter:.2f} s for a quarter of them")


@pytest.mark.parametrize("unit", UNITS)
def test_cleaning_takes_time_in_proportion(unit: str) -> None:
    check(lambda text: clean(RawReport("test", text)), LEAD + unit * (MEGABYTE // len(unit)))


@pytest.mark.parametrize(("title", "opening"), [(None, LEAD), ("一周要闻", DIGEST)])
def test_parsing_takes_time_in_proportion(title: str | None, opening: str) -> None:
    for unit in (*UNITS, "4月1日至", "届", "《", "会议听取了甲汇报，", "甲地水利设施改造；"):
        check(
            lambda text: parse(Report(text=text, title=title, published="2024-04-02")),
            (opening + unit * (READ // len(unit)))[:READ],
        )


@pytest.mark.parametrize(
    "unit", [LEAD + "\n", DIGEST, "【甲县】4月1日，县委常委会召开会议，研究防汛。", "县委常委会召开会议\n"]
)
def test_a_page_of_endless_meetings_is_split_in_time(unit: str) -> None:
    check(
        lambda text: parse(Report(text=text, title="一周要闻", published="2024-04-02")),
        (unit * (READ // len(unit) + 1))[:READ],
    )


def test_a_hostile_title_is_read_in_time() -> None:
    for unit in (*UNITS, LEAD):
        check(
            lambda text: parse(Report(text=LEAD, title=text, published="2024-04-02")),
            ("甲市委常委会召开会议" + unit * (READ // len(unit)))[:READ],
        )


@pytest.fixture(scope="module")
def stages() -> Stages:
    return load_stages()


@pytest.mark.parametrize("suffix", MADE)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(number=st.integers(0, 10**9))
def test_a_damaged_document_is_a_meeting_something_else_or_a_reject(
    suffix: str, number: int, tmp_path: Path, stages: Stages
) -> None:
    file = tmp_path / f"a{suffix}"
    file.write_bytes(document(suffix, number, MADE))
    for found in read([file]):
        if isinstance(found, Reject):
            assert found.reason
            assert found.remedy
        else:
            assert stages.process(clean(found)).report.report_id
