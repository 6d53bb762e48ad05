"""Lives and steps: what is drawn is what the measures say, and every point opens what it counts."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest

from analysis.charts import ranges, steps, strips, theme
from analysis.charts.theme import Figure
from analysis.corpus.engine import Engine
from analysis.measures import diffusion, evidence, formulations
from analysis.measures.selection import Selection
from tests.fixtures_spoken import Spoken, days, library

EVERYTHING = Selection()
LEVELS = {"province": "省级", "prefecture": "地市级", "county": "县级"}


def points(figure: Figure) -> list[tuple[dict[str, Any], int]]:
    return [(trace, at) for trace in figure["data"] for at in range(len(trace.get("customdata", [])))]


@pytest.fixture
def spread(tmp_path: Path) -> Engine:
    province, cities = ("云泽省",), [("云泽省", name) for name in ("青岚市", "白石市", "松江市", "柳河市")]
    said = [Spoken(day, place, says=("三桥两路",) if number >= start else ())
            for place, start in ((province, 1), *zip(cities, (3, 5, 5, 99), strict=True))
            for number, day in enumerate(days("2020-01-01", 9, apart=100))]  # fmt: skip
    return library(tmp_path / "w.duckdb", said)


def lives(engine: Engine) -> Figure:
    table = formulations.tiers(engine, EVERYTHING)
    return ranges.figure(table[table["first"].notna()], label="{recent_share:.0%}", hover="{name} {numerator}",
                         year_hover="{name} {year}: {numerator}/{denominator}")  # fmt: skip


def curves(engine: Engine) -> Figure:
    drawn, places = (measure(engine, EVERYTHING, "三桥两路") for measure in (diffusion.curves, diffusion.places))
    return steps.figure(
        drawn, places, names=LEVELS,
        styles=theme.styles(LEVELS), hover="{place} {days}", waiting_hover="{place}",
    )  # fmt: skip


def test_plotly_accepts_the_figures_and_json_holds_them(world: Engine, spread: Engine) -> None:
    for figure in (lives(world), curves(spread), curves(world), lives(spread)):
        go.Figure(json.loads(json.dumps(figure)))


def test_a_disc_is_a_year_and_its_area_the_share(world: Engine) -> None:
    figure = lives(world)
    discs = figure["data"][1]
    largest = max(discs["marker"]["size"])
    for cell, size, hover in zip(discs["customdata"], discs["marker"]["size"], discs["hovertext"], strict=True):
        count = evidence.count(world, EVERYTHING.narrow(**cell), unit="meetings")
        numerator, denominator = (int(part) for part in hover.split(": ")[1].split("/"))
        assert count == numerator
        assert evidence.count(world, EVERYTHING.narrow(period=cell["period"]), unit="meetings") == denominator
        assert size == pytest.approx(max(largest * (numerator / denominator) ** 0.5, 4), abs=0.01)


def test_the_axis_names_no_year_twice(world: Engine, spread: Engine) -> None:
    for engine in (world, spread):
        table = formulations.tiers(engine, EVERYTHING)
        years = max(table["last"].dropna()).year - min(table["first"].dropna()).year + 1
        assert lives(engine)["layout"]["xaxis"]["nticks"] <= years


def test_a_disc_stands_within_the_life(world: Engine) -> None:
    table = formulations.tiers(world, EVERYTHING).set_index("formulation")
    discs = lives(world)["data"][1]
    for cell, x in zip(discs["customdata"], discs["x"], strict=True):
        row = table.loc[cell["formulation"]]
        assert row["first"].isoformat() <= x <= row["last"].isoformat()


def test_the_dots_of_a_curve_are_places_on_it(spread: Engine) -> None:
    figure = curves(spread)
    dots = next(
        trace for trace in figure["data"] if trace["mode"] == "markers" and trace["marker"]["symbol"] == "circle"
    )
    # 青岚市 after 200 days, one of four; 白石市 and 松江市 after 400, three of four.
    assert list(zip(dots["x"], dots["y"], strict=True)) == [(200, 0.25), (400, 0.75), (400, 0.75)]
    ticks = next(trace for trace in figure["data"] if trace.get("marker", {}).get("symbol") == "line-ns-open")
    assert [cell["place"] for cell in ticks["customdata"]] == ["云泽省柳河市"]
    for trace, at in points(figure):
        assert evidence.count(spread, EVERYTHING.narrow(**trace["customdata"][at]), unit="meetings")


def test_the_names_of_curves_that_end_together_keep_apart(spread: Engine) -> None:
    said = [(1.0, "甲"), (1.0, "乙"), (0.98, "丙")]
    heights = [note["y"] for note in steps._ends(said, 360)]
    assert all(one - other >= 0.06 for one, other in pairwise(heights))
    assert max(heights) <= 1.0


def test_text_alternatives_say_what_is_drawn(world: Engine, spread: Engine) -> None:
    table = formulations.tiers(world, EVERYTHING)
    said = ranges.facts(table[table["first"].notna()])
    assert (said["rows"], said["start"], said["end"]) == (4, 2020, 2022)
    facts = steps.facts(diffusion.curves(spread, EVERYTHING, "三桥两路"), LEVELS)
    assert facts == [{"level": "地市级", "share": 0.75, "days": 700}]
    assert ranges.facts(table.head(0)) == {}


def test_equal_days_are_set_apart_and_each_dot_opens_its_items() -> None:
    table = pd.DataFrame(
        {"level": ["county", "county", "province"], "days": [4, 4, 9], "place": ["甲", "乙", "丙"], "date": ["d"] * 3}
    )
    figure = strips.figure(table, by="level", value="days", order=["province", "prefecture", "county"],
                           keys=["level", "place", "date"], hover="{place}", names=LEVELS)  # fmt: skip
    medians, dots = figure["data"]
    assert medians["x"] == [9.0, 4.0]
    assert figure["layout"]["yaxis"]["ticktext"] == ["省级", "县级"]
    assert dots["x"] == [4.0, 4.0, 9.0]
    assert dots["y"][0] != dots["y"][1]
    assert [cell["place"] for cell in dots["customdata"]] == ["甲", "乙", "丙"]
    go.Figure(json.loads(json.dumps(figure)))
