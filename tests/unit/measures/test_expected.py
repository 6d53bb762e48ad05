from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pandas as pd
import pytest

from analysis.corpus.engine import Engine, open_engine
from analysis.corpus.schema import FORMAT
from analysis.measures import expected
from analysis.measures.selection import Selection
from tests.fixtures_world import Rows

CITY, OTHER = "云泽省青岚市", "云泽省白石市"
FIRST = date(2021, 1, 4)  # a Monday
WEEKS_OFF = range(40, 60)  # the weeks in which nothing of the city was collected


@pytest.fixture(scope="module")
def weekly(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """A city whose committee meets every Monday for a hundred weeks and is not collected for twenty of them; one whose
    government numbers its sessions, meets every other Tuesday and misses nothing but the numbers 11 to 13; a third body
    that meets too rarely to have a cadence."""
    rows = Rows()
    for week in range(100):
        if week not in WEEKS_OFF:
            add(rows, CITY, "市委常委会", FIRST + timedelta(7 * week), "青岚日报")
    for number in range(1, 51):
        if number not in (11, 12, 13):
            body = "市政府常务会议" if number % 3 else "市人民政府常务会议"
            add(rows, OTHER, body, FIRST + timedelta(14 * number + 1), "白石晚报", number)
    for year in (2021, 2022):
        add(rows, OTHER, "市委全会", date(year, 7, 1), "白石晚报")
    rows.add("version", version="w1", format=FORMAT, created=datetime(2026, 1, 1), parser="p0", lexicon="l0",
             edits="{}", is_sample=False, summary="{}")  # fmt: skip
    path: Path = tmp_path_factory.mktemp("weekly") / "w1.duckdb"
    rows.write(path)
    return open_engine(path)


def add(rows: Rows, place: str, body: str, held: date, outlet: str, number: int | None = None) -> None:
    rows.add("meetings", meeting_no=rows.count("meetings") + 1, body=body, place=place, province="云泽省",
             city=place.removeprefix("云泽省"), level="prefecture", date=held, outlet=outlet, reports=1,
             session_term=4 if number else None, session_number=number, chars=1)  # fmt: skip


def test_a_silence_too_long_for_the_cadence_is_a_gap(weekly: Engine) -> None:
    found = expected.gaps(weekly, Selection(places=(CITY,)))
    body = found[found["of"] == "body"].iloc[0]
    assert (body["after"], body["until"]) == (FIRST + timedelta(7 * 39), FIRST + timedelta(7 * 60))
    assert (body["days"], body["usual"], body["basis"]) == (147, 7, "cadence")
    assert body["missing"] == pytest.approx(20, abs=2)
    assert found[found["of"] == "outlet"]["outlet"].tolist() == ["青岚日报"]
    assert len(found) == 2


def test_numbers_that_jump_say_how_many_are_missing(weekly: Engine) -> None:
    """市政府 and 市人民政府 are one body: else every third number would seem to be missing."""
    found = expected.gaps(weekly, Selection(places=(OTHER,)))
    numbered = found[found["basis"] == "numbers"]
    assert len(numbered) == 1
    assert numbered["missing"].tolist() == [3]
    assert numbered["until"].tolist() == [FIRST + timedelta(14 * 14 + 1)]


def test_numbers_that_run_on_prove_that_a_silence_is_none(weekly: Engine) -> None:
    """Over the numbers 11 to 13 the interval is long for the cadence as well; where numbers run on none is."""
    found = expected.gaps(weekly, Selection(places=(OTHER,)))
    silent = found[(found["basis"] == "cadence") & (found["of"] == "body")]
    assert set(silent["until"]) == {FIRST + timedelta(14 * 14 + 1)}


def test_what_numbers_and_cadence_say_of_one_interval_counts_once_however_reports_spell_the_body() -> None:
    seen = pd.DataFrame({"period": ["2021"], "start": [date(2021, 1, 1)], "seen": [20]})
    of_interval = {"of": "body", "place": CITY, "outlet": None, "after": date(2021, 3, 1), "until": date(2021, 6, 1)}
    gaps = pd.DataFrame([
        {**of_interval, "body": "市人民政府常务会议", "missing": 2.6, "basis": "cadence"},
        {**of_interval, "body": "市政府常务会议", "missing": 3.0, "basis": "numbers"},
    ])  # fmt: skip
    assert expected.against(seen, gaps)["missing"].tolist() == [pytest.approx(3)]


def test_the_missing_are_spread_over_the_periods_of_the_gap(weekly: Engine) -> None:
    frame = expected.by_period(weekly, Selection(places=(CITY,)), grain="quarter").set_index("period")
    quarter = frame.loc["2021-Q4"]  # of its thirteen Mondays one was collected, at most
    assert quarter["seen"] == 1
    assert quarter["expected"] == pytest.approx(13, abs=1.5)
    assert quarter["is_low"]
    assert frame.loc["2021-Q2", "coverage"] == 1
    assert not frame.loc["2022-Q2", "is_low"]


def test_a_body_that_is_not_heard_of_again_may_have_been_dissolved(weekly: Engine) -> None:
    """Seen from within its silence the committee may be gone for good; its outlet, while another goes on, is not."""
    found = expected.gaps(weekly, Selection(start=FIRST, end=FIRST + timedelta(7 * 57)))
    silent = found[found["after"] == FIRST + timedelta(7 * 39)].set_index("of")
    assert (silent.loc["body", "basis"], silent.loc["body", "missing"]) == ("ended", 0)
    assert silent.loc["outlet", "basis"] == "cadence"
    assert silent.loc["outlet", "missing"] == pytest.approx(15, abs=3)


def test_coverage_is_of_meetings_whatever_their_items_are_about(weekly: Engine) -> None:
    plain = expected.by_period(weekly, Selection(places=(CITY,)))
    about = expected.by_period(weekly, Selection(places=(CITY,), topics=("health",), phrases=("防汛",)))
    assert plain.equals(about)


def test_an_outlet_that_falls_silent_begins_a_new_stretch(weekly: Engine) -> None:
    found = expected.volume(weekly, Selection())
    city = found[found["outlet"] == "青岚日报"]
    assert city["first"].tolist() == ["2021-01", "2021-10", "2022-03"]
    assert city["per_month"].iloc[1] < 1 < 4 < city["per_month"].iloc[0]
    assert city["before"].iloc[1] == city["per_month"].iloc[0]
    assert len(found[found["outlet"] == "白石晚报"]) == 1


def test_nothing_selected_is_covered_by_nothing(weekly: Engine) -> None:
    nothing = Selection(places=("无此地",))
    assert expected.by_period(weekly, nothing).empty
    assert expected.gaps(weekly, nothing).empty
    assert expected.volume(weekly, nothing).empty
