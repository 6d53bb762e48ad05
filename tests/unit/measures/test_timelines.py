from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from analysis.corpus.engine import Engine
from analysis.errors import SelectionError
from analysis.measures import timelines
from analysis.measures.selection import Selection

EVERYTHING = Selection()


def points(frame: pd.DataFrame, series: str) -> dict[str, tuple[int, int]]:
    rows = frame[frame["series"] == series].to_dict("records")
    return {row["period"]: (row["numerator"], row["denominator"]) for row in rows}


def test_quarters_without_a_meeting_are_gaps(world: Engine) -> None:
    frame = timelines.topics(world, EVERYTHING, ["disaster", "-"], grain="quarter")
    assert points(frame, "disaster") == {
        "2020-Q4": (0, 2), "2021-Q1": (2, 6), "2021-Q2": (3, 5), "2021-Q3": (1, 2), "2021-Q4": (0, 0),
        "2022-Q1": (1, 2), "2022-Q2": (1, 1),
    }  # fmt: skip
    assert points(frame, "-")["2020-Q4"] == (1, 2)
    gap = frame[frame["period"] == "2021-Q4"]
    assert gap["share"].isna().all()
    assert gap["start"].tolist() == [date(2021, 10, 1)] * 2
    zero = frame[(frame["period"] == "2020-Q4") & (frame["series"] == "disaster")]
    assert zero["share"].tolist() == [0.0]


def test_months_and_years(world: Engine) -> None:
    assert len(timelines.topics(world, EVERYTHING, ["disaster"])) == 19  # December 2020 to June 2022
    frame = timelines.topics(world, EVERYTHING, ["disaster"], grain="year", unit="meetings")
    assert points(frame, "disaster") == {"2020": (0, 1), "2021": (6, 7), "2022": (2, 2)}


def test_weeks_are_iso_weeks_and_may_belong_to_another_year(world: Engine) -> None:
    """30 December 2020 lies in week 53 of 2020, 4 and 8 January 2021 in week 1 of 2021, 5 January 2022 in week 1."""
    selection = Selection(start=date(2020, 12, 1), end=date(2021, 1, 31))
    frame = timelines.topics(world, selection, ["safety"], grain="week")
    assert points(frame, "safety") == {"2020-W53": (0, 2), "2021-W01": (2, 3)}
    assert frame["start"].tolist() == [date(2020, 12, 28), date(2021, 1, 4)]


def test_words_that_are_terms_are_looked_up_and_others_searched(world: Engine) -> None:
    frame = timelines.words(world, EVERYTHING, ["防汛", "强调防汛"], grain="year", unit="meetings")
    assert dict(zip(frame["series"], frame["counted_as"], strict=True)) == {"防汛": "term", "强调防汛": "phrase"}
    assert points(frame, "防汛") == {"2020": (0, 1), "2021": (6, 7), "2022": (2, 2)}
    assert points(frame, "强调防汛") == {"2020": (0, 1), "2021": (4, 7), "2022": (1, 2)}


def test_for_items_the_lead_counts_for_nothing(world: Engine) -> None:
    """The lead of meeting 7 says 部署防汛; one of its two items does."""
    june = Selection(start=date(2021, 6, 15), end=date(2021, 6, 15))
    assert points(timelines.phrases(world, june, ["部署"], grain="year"), "部署") == {"2021": (0, 2)}
    assert points(timelines.phrases(world, june, ["防汛"], grain="year"), "防汛") == {"2021": (1, 2)}
    assert points(timelines.words(world, june, ["防汛"], grain="year"), "防汛") == {"2021": (1, 2)}
    assert points(timelines.phrases(world, june, ["部署"], grain="year", unit="meetings"), "部署") == {"2021": (1, 1)}


def test_an_announcement_is_searched_where_there_is_no_passage(world: Engine) -> None:
    frame = timelines.phrases(world, EVERYTHING, ["卫生工作"], grain="year")
    assert points(frame, "卫生工作") == {"2020": (0, 2), "2021": (1, 13), "2022": (0, 3)}


def test_a_word_that_stands_nowhere_is_a_line_at_zero(world: Engine) -> None:
    frame = timelines.words(world, EVERYTHING, ["航天"], grain="year")
    assert frame["numerator"].tolist() == [0, 0, 0]
    assert frame["share"].tolist() == [0, 0, 0]


def test_nothing_selected_is_an_empty_table_with_its_columns(world: Engine) -> None:
    frame = timelines.topics(world, Selection(undated=True), ["safety"])
    assert frame.empty
    assert {"period", "start", "series", "counted_as", "numerator", "denominator", "share"} <= set(frame.columns)


def test_a_combination_counts_items_that_are_and_hold_all_of_it(world: Engine) -> None:
    values = ["disaster*rural", 'disaster*"责任"', '"防汛"*"责任"']
    frame = timelines.together(world, EVERYTHING, values, grain="year")
    assert points(frame, "disaster*rural") == {"2020": (0, 2), "2021": (2, 13), "2022": (1, 3)}
    assert points(frame, 'disaster*"责任"') == {"2020": (0, 2), "2021": (4, 13), "2022": (1, 3)}
    frame = timelines.together(world, EVERYTHING, values, grain="year", unit="meetings")
    assert points(frame, '"防汛"*"责任"')["2021"] == (5, 7), "in the same report, not in the same item"
    assert points(frame, 'disaster*"责任"')["2021"] == (4, 7)


def test_the_rate_is_what_one_meeting_has_on_average(world: Engine) -> None:
    """2021: seven meetings with 1, 2, 3, 1, 2, 2, 2 items, of disaster 0, 1, 1, 1, 1, 1, 1."""
    row = timelines.topics(world, EVERYTHING, ["disaster"], grain="year").set_index("period").loc["2021"]
    assert row["rate"] == pytest.approx(6 / 7)
    assert row["rate_high"] - row["rate"] == pytest.approx(2.446912 * (1 / 7 / 7) ** 0.5, rel=1e-5)  # t(6), s² = 1/7


def test_an_average_adds_up_its_window_and_respects_gaps(world: Engine) -> None:
    frame = timelines.topics(world, EVERYTHING, ["disaster"], grain="quarter", window=3).set_index("period")
    assert frame.loc["2021-Q1", "average"] == pytest.approx(2 / 8)  # two of three periods are enough
    assert frame.loc["2021-Q3", "average"] == pytest.approx(6 / 13)
    assert pd.isna(frame.loc["2020-Q4", "average"]), "one of three periods is not enough"
    assert pd.isna(frame.loc["2021-Q4", "average"]), "a gap has no average"
    assert frame.loc["2022-Q1", "average"] == pytest.approx(2 / 4), "the gap before it adds nothing"
    same = timelines.topics(world, EVERYTHING, ["disaster"], grain="quarter")
    assert same["average"].equals(same["share"])
    assert same["average_low"].equals(same["low"])


def test_a_quarter_stands_beside_the_same_quarter_of_earlier_years(world: Engine) -> None:
    frame = timelines.topics(world, EVERYTHING, ["disaster"], grain="quarter").set_index("period")
    row = frame.loc["2022-Q1"]
    assert (row["former"], row["former_years"]) == (pytest.approx(2 / 6), 1)
    assert row["change"] == pytest.approx(1 / 2 - 2 / 6)
    assert row["change_low"] < 0 < row["change_high"]
    assert frame["former_years"].tolist() == [0, 0, 0, 0, 1, 1, 1]
    assert pd.isna(frame.loc["2021-Q1", "former"])


@pytest.mark.parametrize("of", ["topics", "words", "phrases", "together"])
@pytest.mark.parametrize("unit", ["items", "meetings"])
def test_no_series_are_an_empty_table_with_all_its_columns(world: Engine, of: str, unit: str) -> None:
    frame = getattr(timelines, of)(world, EVERYTHING, [], unit=unit)
    assert frame.empty
    assert frame.columns.equals(timelines.topics(world, EVERYTHING, ["safety"]).columns)


def test_an_average_over_no_period_is_refused(world: Engine) -> None:
    with pytest.raises(SelectionError, match="at least one period"):
        timelines.topics(world, EVERYTHING, ["safety"], window=0)


def test_calendar_counts_meetings_of_a_day(world: Engine) -> None:
    frame = timelines.calendar(world, EVERYTHING)
    assert frame["meetings"].sum() == 10
    assert frame[frame["meetings"] == 2]["date"].tolist() == [date(2021, 6, 1)]
    assert frame["date"].is_monotonic_increasing


@pytest.mark.parametrize("options", [{"grain": "day"}, {"unit": "text"}])
def test_unknown_options_are_refused(world: Engine, options: dict[str, str]) -> None:
    with pytest.raises(SelectionError, match="is none of"):
        timelines.topics(world, EVERYTHING, ["safety"], **options)  # type: ignore[arg-type]
