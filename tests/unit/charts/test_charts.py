from __future__ import annotations

import json
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest
from PIL import Image, ImageDraw, ImageFont

from analysis.charts import bars, calendar, changes, cloud, coverage, lines, season, theme, years
from analysis.corpus.engine import Engine
from analysis.measures import counts, events, evidence, expected, keywords, timelines
from analysis.measures import coverage as covered
from analysis.measures.selection import Selection

EVERYTHING = Selection()
NOTHING = Selection(places=("无此地",))
PERIODS = {"recent": (date(2021, 4, 1), date(2022, 12, 31)), "before": (date(2020, 1, 1), date(2021, 3, 31))}


def draw(world: Engine, selection: Selection) -> dict[str, dict[str, Any]]:
    """Every chart of a selection."""
    topics, moved = counts.topics(world, selection), counts.change(world, selection, **PERIODS)
    return {
        "bars": bars.figure(topics, key="topic", value="share", label="{numerator}", hover="{name}", intervals=True),
        "changes": changes.figure(moved, key="topic", label="{share}", hover="{name}"),
        "lines": lines.figure(
            timelines.topics(world, selection, ["disaster", "safety"], grain="quarter"),
            value="share", hover="{name} {period}", intervals=True,
        ),
        "calendar": calendar.figure(timelines.calendar(world, selection), hover="{date} {meetings}"),
        "coverage": coverage.figure(covered.by_month(world, selection), hover="{month} {meetings}"),
        "cloud": cloud.figure(keywords.frequencies(world, selection), hover="{term} {count}"),
    }  # fmt: skip


@pytest.fixture(scope="module")
def drawn(world: Engine) -> dict[str, dict[str, Any]]:
    return draw(world, EVERYTHING)


@pytest.mark.parametrize("selection", [EVERYTHING, NOTHING], ids=["everything", "nothing"])
def test_plotly_accepts_every_figure_and_json_holds_it(world: Engine, selection: Selection) -> None:
    for figure in draw(world, selection).values():
        go.Figure(json.loads(json.dumps(figure, allow_nan=False)))


def test_every_clickable_point_opens_the_cell_that_it_counts(world: Engine) -> None:
    """Each figure is drawn with its own count as what shows over a point."""
    topics = timelines.topics(world, EVERYTHING, ["disaster", "-"], grain="quarter")
    figures = [
        (
            bars.figure(counts.topics(world, EVERYTHING), key="topic", value="share", label="", hover="{numerator}"),
            "items",
        ),
        (lines.figure(topics, value="share", hover="{numerator}"), "items"),
        (calendar.figure(timelines.calendar(world, EVERYTHING), hover="{meetings}"), "meetings"),
        (coverage.figure(covered.by_month(world, EVERYTHING), hover="{meetings}"), "meetings"),
        (cloud.figure(keywords.frequencies(world, EVERYTHING), hover="{documents}"), "meetings"),
    ]
    for figure, unit in figures:
        trace = next(trace for trace in figure["data"] if trace.get("hovertext"))
        assert trace["customdata"]
        for cell, shown in zip(trace["customdata"], trace["hovertext"], strict=True):
            assert evidence.count(world, EVERYTHING.narrow(**cell), unit=unit) == int(shown)


def test_the_length_of_a_bar_is_the_share_behind_it(world: Engine, drawn: dict[str, dict[str, Any]]) -> None:
    bar = drawn["bars"]["data"][0]
    lengths = {cell["topic"]: length for cell, length in zip(bar["customdata"], bar["x"], strict=True)}
    assert lengths["disaster"] == 8 / 20
    assert lengths["health"] == 1 / 20
    assert drawn["bars"]["layout"]["xaxis"]["range"][0] == 0


def test_a_bar_may_have_a_cell_of_two_keys(world: Engine) -> None:
    table = counts.topics(world, EVERYTHING, by="year")
    figure = bars.figure(table, key="topic,year", value="numerator", label="{numerator}", hover="{name} {year}")
    assert figure["data"][0]["customdata"][0] == {"topic": "disaster", "year": "2021"}


def test_gaps_stay_open_and_zeros_are_drawn(drawn: dict[str, dict[str, Any]]) -> None:
    *bands, disaster, safety = drawn["lines"]["data"]
    assert disaster["y"] == [0.0, pytest.approx(2 / 6), 0.6, 0.5, None, 0.5, 1.0]
    assert not disaster["connectgaps"]
    assert "markers" in disaster["mode"]
    assert disaster["customdata"][1] == {"topic": "disaster", "period": "2021-Q1"}
    # Each band is two closed shapes, one before the gap and one after it.
    assert [band["x"].count(None) for band in bands] == [2, 2]
    assert disaster["line"]["color"] != safety["line"]["color"]


def test_a_few_periods_are_named_one_by_one(world: Engine) -> None:
    june = Selection(start=date(2021, 4, 1), end=date(2021, 9, 30))
    table = timelines.topics(world, june, ["disaster"], grain="quarter")
    axis = lines.figure(table, value="share", hover="")["layout"]["xaxis"]
    assert axis["ticktext"] == list(table["period"])
    assert axis["tickvals"] == [start.isoformat() for start in table["start"]]


def test_series_are_named_at_their_ends_and_the_names_keep_apart(world: Engine) -> None:
    values = ["finance", "economy", "rural", "health", "safety", "-"]
    table = timelines.topics(world, EVERYTHING, values, grain="year")
    figure = lines.figure(table, value="numerator", hover="{name}", names={"-": "未归类"})
    notes = figure["layout"]["annotations"]
    assert len(notes) == 6
    assert any(note["text"].endswith("未归类") for note in notes)
    heights = sorted(note["y"] for note in notes)
    top, pixels = figure["layout"]["yaxis"]["range"][1], figure["layout"]["height"] - 60
    assert min(np.diff(heights)) / top * pixels >= 17


def test_above_the_lines_their_names_stand_in_the_order_of_their_ends(world: Engine) -> None:
    values = ["finance", "economy", "rural"]
    table = timelines.topics(world, EVERYTHING, values, grain="year")
    named = {"finance": "财政金融", "economy": "经济运行", "rural": "农业农村"}
    beside = lines.figure(table, value="numerator", hover="{name}", names=named)
    above = lines.keyed(beside)
    (key,) = above["layout"]["annotations"]
    last = table[table["denominator"] > 0].groupby("series")["numerator"].last()
    said = [text.split()[-1] for text in key["text"].split("<br>")]
    ends = [int(last[next(one for one in named if named[one] == name)]) for name in said]
    assert sorted(said) == sorted(named.values())
    assert ends == sorted(ends, reverse=True)
    plot = [
        one["layout"]["height"] - one["layout"]["margin"]["t"] - one["layout"]["margin"]["b"] for one in (beside, above)
    ]
    assert plot[0] == plot[1]
    assert len(beside["layout"]["annotations"]) == 3


def test_a_seventh_series_is_refused() -> None:
    table = pd.DataFrame(
        {"series": list("abcdefg"), "counted_as": "topic", "period": "2021", "start": date(2021, 1, 1), "numerator": 1,
         "denominator": 2, "share": 0.5}
    )  # fmt: skip
    with pytest.raises(ValueError, match="7 series"):
        lines.figure(table, value="share", hover="{name}")


def test_two_series_of_one_colour_differ_in_dash_and_marker() -> None:
    looks = theme.styles([f"t{number}" for number in range(32)])
    assert len({(look.color, look.symbol, look.dash) for look in looks.values()}) == 32
    table = pd.DataFrame(
        {"series": ["t0", "t8"], "counted_as": "topic", "period": "2021", "start": date(2021, 1, 1), "numerator": 1,
         "denominator": 2, "share": 0.5}
    )  # fmt: skip
    one, other = lines.figure(table, value="share", hover="{name}", styles=looks)["data"]
    assert one["line"]["color"] == other["line"]["color"]
    assert one["line"]["dash"] != other["line"]["dash"]
    assert one["marker"]["symbol"] != other["marker"]["symbol"]


def test_a_topic_keeps_its_colour_whatever_else_is_drawn(world: Engine) -> None:
    looks = theme.styles(world.topics)
    alone = lines.figure(timelines.topics(world, EVERYTHING, ["safety"]), value="share", hover="", styles=looks)
    both = lines.figure(timelines.topics(world, EVERYTHING, ["rural", "safety"]), value="share", hover="", styles=looks)
    assert alone["data"][0]["line"]["color"] == both["data"][1]["line"]["color"]


def test_a_click_fades_nothing(drawn: dict[str, dict[str, Any]]) -> None:
    """Left alone, Plotly lets everything that is not chosen through to the page by four fifths."""
    for name, figure in drawn.items():
        for trace in figure["data"]:
            if "text" in trace.get("mode", ""):
                assert trace["unselected"]["textfont"]["color"].startswith("#"), name
            elif trace.get("customdata") and trace.get("marker", {}).get("opacity") != 0:
                assert trace["unselected"]["marker"]["opacity"] == 1, name
                assert trace["selected"]["marker"], f"what is chosen in {name} is told apart"


def test_words_of_reports_are_escaped() -> None:
    table = pd.DataFrame({"term": ["<a href='x'>农业</a>"], "counted_as": ["term"], "count": [3], "share": [0.5]})
    hover, label = "{name}", "{term}"
    figure = bars.figure(table, key="term", value="count", label=label, hover=hover)
    shown = [figure["data"][0]["hovertext"][0], figure["data"][1]["text"][0], figure["layout"]["yaxis"]["ticktext"][0]]
    shown += [cloud.figure(table, hover="{term}")["data"][0]["text"][0]]
    assert all("<a" not in text and "&lt;a" in text for text in shown)
    assert figure["data"][0]["customdata"] == [{"term": "<a href='x'>农业</a>"}]


def test_a_change_is_drawn_in_percentage_points_with_its_interval(world: Engine) -> None:
    table = counts.change(world, EVERYTHING, **PERIODS)
    figure = changes.figure(table, key="topic", label="{share:.0%}", hover="{name}")
    bar, row = figure["data"][0], table.iloc[0]
    assert bar["x"][0] == pytest.approx(35)
    assert bar["x"][0] + bar["error_x"]["array"][0] == pytest.approx(100 * row["high"])
    assert bar["x"][0] - bar["error_x"]["arrayminus"][0] == pytest.approx(100 * row["low"])


def test_every_day_has_a_square_of_its_own_in_the_band_of_its_year() -> None:
    every = [day.date() for day in pd.date_range("2019-01-01", "2021-12-31")]
    figure = calendar.figure(pd.DataFrame({"date": every, "meetings": 1}), hover="{date}")
    bar = figure["data"][0]
    squares = dict(zip(every, zip(bar["x"], bar["base"], strict=True), strict=True))
    assert len(set(squares.values())) == len(every)
    assert {int((base + 0.5) // calendar.BAND) for day, (_, base) in squares.items() if day.year == 2020} == {1}
    # 4 January 2021 is a Monday, the first day of the second week that the year has a part in.
    assert squares[date(2021, 1, 4)] == (1.0, 2 * calendar.BAND - 0.43)
    assert squares[date(2021, 1, 3)] == (0.0, 2 * calendar.BAND + 6 - 0.43)
    assert bar["customdata"][0] == {"date": "2019-01-01"}


def test_more_meetings_are_a_darker_square() -> None:
    table = pd.DataFrame({"date": [date(2021, 1, 4), date(2021, 1, 5)], "meetings": [1, 4]})
    faint, dark = calendar.figure(table, hover="")["data"][0]["marker"]["color"]
    assert (faint, dark) == (theme.shade(theme.ACCENT, calendar.FAINTEST), theme.shade(theme.ACCENT, 1))


def test_coverage_adds_outlets_and_leaves_the_undated_out(drawn: dict[str, dict[str, Any]]) -> None:
    bar = drawn["coverage"]["data"][0]
    months = dict(zip(bar["x"], bar["y"], strict=True))
    assert months["2021-01-01"] == 2
    assert sum(months.values()) == 10


def test_the_cloud_is_the_same_each_time_and_its_words_keep_apart(world: Engine) -> None:
    table = keywords.frequencies(world, EVERYTHING)
    figure = cloud.figure(table, hover="{term}")
    cloud._layout.cache_clear()
    assert cloud.figure(table, hover="{term}") == figure
    words, under = figure["data"]
    assert len(under["x"]) == sum(len(word) for word in words["text"])
    sizes = dict(zip(words["text"], words["textfont"]["size"], strict=True))
    assert max(sizes, key=lambda word: sizes[word]) == "防汛"
    width, height = 680, 380
    assert all(0 < x < width for x in words["x"])
    assert all(0 < y < height for y in words["y"])


@pytest.mark.parametrize(("size", "count"), [((900, 420), 120), ((340, 420), 60), ((60, 40), 60)])
def test_words_of_a_cloud_have_room_of_their_own(size: tuple[int, int], count: int) -> None:
    terms = [chr(0x4E00 + 7 * at) * (2 + at % 4) for at in range(count)]
    table = pd.DataFrame({"term": terms, "counted_as": "term", "count": [3000 // (at + 1) + 1 for at in range(count)]})
    words = cloud.figure(table, hover="{term}", size=size)["data"][0]
    assert size[0] == 60 or len(words["text"]) > 40
    drawn = np.zeros((size[1], size[0]), dtype=int)
    for word, x, y, points in zip(words["text"], words["x"], words["y"], words["textfont"]["size"], strict=True):
        face = ImageFont.truetype(cloud._FONT, points, index=cloud.simplified_face())
        left, above, right, below = face.getbbox(word, anchor="ls")
        base = y + points / 4  # where Plotly puts the baseline
        assert x - (right - left) / 2 >= 0
        assert x + (right - left) / 2 <= size[0]
        assert base + above >= 0
        assert base + below <= size[1]
        ink = Image.new("L", size)
        ImageDraw.Draw(ink).text((x - (right - left) / 2 - left, base), word, 255, font=face, anchor="ls")
        drawn += np.asarray(ink) > 127
    assert drawn.max() == 1, f"{(drawn > 1).sum()} pixels belong to several words"


def test_the_font_is_measured_in_its_simplified_face() -> None:
    face = ImageFont.truetype(cloud._FONT, 40, index=cloud.simplified_face())
    assert face.getname()[0] == "Noto Sans CJK SC"
    japanese = ImageFont.truetype(cloud._FONT, 40, index=0)
    assert japanese.getname()[0] == "Noto Sans CJK JP"
    # 直 is one of the characters that Simplified Chinese and Japanese draw in different forms.
    assert bytes(face.getmask("直")) != bytes(japanese.getmask("直"))


def test_text_alternatives_say_what_the_table_says(world: Engine) -> None:
    topics = counts.topics(world, EVERYTHING)
    assert bars.facts(topics, key="topic", value="numerator", names={"disaster": "防灾"}) == {
        "bars": 7, "first": "防灾", "first_value": 8, "last": "health", "last_value": 1,
    }  # fmt: skip
    said = lines.facts(timelines.topics(world, EVERYTHING, ["disaster"], grain="quarter"), value="share")
    assert said == {
        "periods": 7, "gaps": 1, "first": "2020-Q4", "last": "2022-Q2", "peak_series": "disaster",
        "peak_period": "2022-Q2", "peak_value": 1.0,
    }  # fmt: skip
    assert coverage.facts(covered.by_month(world, EVERYTHING))["empty"] == 12
    assert calendar.facts(timelines.calendar(world, EVERYTHING))["most"] == date(2021, 6, 1)
    assert changes.facts(counts.change(world, EVERYTHING, **PERIODS), key="topic")["rise"] == "disaster"
    assert cloud.facts(keywords.frequencies(world, EVERYTHING))["largest"][0] == "防汛"


def test_text_alternatives_of_nothing_are_empty(world: Engine) -> None:
    assert bars.facts(counts.topics(world, NOTHING).head(0), key="topic", value="share") == {}
    assert lines.facts(timelines.topics(world, NOTHING, ["rural"]), value="share") == {}
    assert calendar.facts(timelines.calendar(world, NOTHING)) == {}
    assert coverage.facts(covered.by_month(world, NOTHING)) == {}


def test_what_does_not_hold_is_grey_and_every_mark_opens_its_periods(world: Engine) -> None:
    table = timelines.topics(world, EVERYTHING, ["disaster"], grain="quarter")
    mark = {"kind": "burst", "series": "disaster", "counted_as": "topic", "from": date(2021, 1, 1),
            "to": date(2021, 6, 30), "direction": "up", "verdict": "holds"}  # fmt: skip
    gone = {**mark, "kind": "change", "from": date(2021, 7, 1), "to": date(2022, 6, 30), "verdict": "one_place"}
    made = lines.figure(table, value="share", hover="", marks=pd.DataFrame([mark, gone]), mark_hover="{name} {kind}")
    burst, _line, signs = made["data"]
    assert burst["x"] == ["2021-01-01", "2021-04-01"], "the broad line runs over the periods of the burst"
    assert signs["customdata"] == [
        {"topic": "disaster", "from": "2021-01-01", "to": "2021-06-30"},
        {"topic": "disaster", "from": "2021-07-01", "to": "2022-06-30"},
    ]
    assert signs["marker"]["color"][0] != theme.MUTED
    assert signs["marker"]["color"][1] == theme.MUTED
    assert signs["x"] == ["2021-04-01", "2021-07-01"], "a burst at its top, a change at its first period"


def test_the_strip_is_hatched_where_coverage_is_low(world: Engine) -> None:
    table = timelines.topics(world, EVERYTHING, ["disaster"], grain="quarter")
    held = expected.by_period(world, EVERYTHING, grain="quarter")
    held = held.assign(expected=[4.0] * len(held), is_low=held["seen"] < 3, coverage=held["seen"] / 4)
    made = lines.figure(table, value="share", hover="", coverage=held, coverage_hover="{period} {seen}")
    strip = made["data"][-1]
    assert strip["yaxis"] == "y2"
    assert len(strip["x"]) == 7, "gaps too: there the strip says why"
    assert [bool(shape) for shape in strip["marker"]["pattern"]["shape"]] == list(held["is_low"])
    low, high = made["layout"]["yaxis2"]["domain"], made["layout"]["yaxis"]["domain"]
    assert low[1] < high[0], "it stands under the lines"


def test_an_average_is_the_line_and_the_periods_are_points(world: Engine) -> None:
    table = timelines.topics(world, EVERYTHING, ["disaster"], grain="quarter", window=3)
    average, points = lines.figure(table, value="share", hover="", average="average")["data"]
    assert (average["mode"], points["mode"]) == ("lines", "markers")
    assert [value is None for value in average["y"]] == table["average"].isna().tolist()
    assert points["customdata"][0] == {"topic": "disaster", "period": "2020-Q4"}


def test_years_stand_over_each_other(world: Engine) -> None:
    table = timelines.topics(world, EVERYTHING, ["disaster"], grain="quarter")
    made = years.figure(table, value="share", hover="{period}")
    assert [trace["name"] for trace in made["data"]] == ["2020", "2021", "2022"]
    assert [trace["x"] for trace in made["data"]] == [[4], [1, 2, 3, 4], [1, 2]]
    assert made["data"][-1]["line"]["color"] == theme.ACCENT
    assert made["data"][1]["y"][3] is None, "a quarter without meetings is a gap"


def test_the_peak_of_a_season_stands_out_only_where_it_holds(world: Engine) -> None:
    table = events.seasons(world, EVERYTHING, "topics", ["disaster"], grain="quarter")
    bar = season.figure(table, hover="{part}", top=1.0)["data"][0]
    assert len(set(bar["marker"]["color"])) == 1, "three years of ten meetings make no season"
    established = season.figure(table.assign(is_seasonal=True), hover="{part}", top=1.0)["data"][0]
    assert len(set(established["marker"]["color"])) == 2
    assert bar["customdata"][0] == {"topic": "disaster", "season": "Q1"}
    assert season.facts(table)["highest_share"] == table["share"].max()
