"""The page that compares two selections: choosing the other, what is said, and whose sentences are opened."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from analysis.corpus.engine import open_engine
from analysis.corpus.library import Library
from analysis.measures import compare, evidence
from analysis.measures.selection import Selection
from pages.shared.texts import of
from tests.pages.conftest import Open, html, words

ZH = of("zh")


def engine_of(sample: Path):
    library = Library(sample)
    return open_engine(library.path_of(library.current() or ""))


def sizes(text: str) -> list[int]:
    return [int(n) for n in re.findall(r"(\d+) 次会议、\d+ 项议程", text)][:2]


def test_without_dates_the_last_year_is_compared_with_the_year_before(sample: Path, dashboard: Open) -> None:
    at = dashboard("compare")
    assert not at.exception
    said = words(at)
    assert "最近 12 个月" in said
    first, second = re.findall(r"(\d{4}-\d\d-\d\d) 至 (\d{4}-\d\d-\d\d)，\d+ 次会议", said)[:2]
    assert (int(first[0][:4]), first[0][4:]) == (int(second[0][:4]) + 1, second[0][4:]), "a year apart"


@pytest.mark.parametrize("against", ["before", "rest", "other"])
@pytest.mark.parametrize("show", ["words", "topics", "formulations", "actions", "pace"])
def test_every_question_against_every_other_side(sample: Path, dashboard: Open, against: str, show: str) -> None:
    params = {"level": "prefecture", "from_": "2020-01-01", "against": against, "show": show, "lang": "en"}
    params = {key.rstrip("_"): value for key, value in params.items()}
    at = dashboard("compare", **params, **{"b.level": "county"})
    assert not at.exception
    assert not at.error
    assert len(at.get("plotly_chart")) == (0 if show == "pace" else 2)


def test_the_rest_is_what_the_filters_leave_out(sample: Path, dashboard: Open) -> None:
    engine, mine = engine_of(sample), Selection(levels=("county",))
    at = dashboard("compare", level="county", against="rest")
    here = evidence.count(engine, mine, unit="meetings")
    assert sizes(words(at)) == [here, evidence.count(engine, Selection(), unit="meetings") - here]
    assert at.query_params["against"] == "rest" or at.query_params["against"] == ["rest"]


def test_everything_has_no_rest_and_says_so(sample: Path, dashboard: Open) -> None:
    at = dashboard("compare", against="rest")
    assert ZH("compare.no_rest") in words(at)
    assert [button for button in at.button if button.key == "clear_b"] == []


def test_another_selection_stands_in_the_address_and_is_named(sample: Path, dashboard: Open) -> None:
    at = dashboard("compare", level="prefecture", against="other", **{"b.level": "county"})
    assert ZH("level.county") in words(at)
    assert list(at.query_params["b.level"]) in (["county"], list("county"))
    bad = dashboard("compare", level="prefecture", against="other", **{"b.level": "galaxy", "b.place": "火星省"})
    assert "b.level=galaxy" in words(bad)
    assert "b.place=火星省" in words(bad)


def test_the_same_on_both_sides_is_no_comparison(sample: Path, dashboard: Open) -> None:
    at = dashboard("compare", level="county", against="other", **{"b.level": "county"})
    assert ZH("compare.same") in words(at)
    copied = dashboard("compare", level="county", against="other", **{"b.level": "prefecture"})
    copied.button(key="copy").click().run()
    assert ZH("compare.same") in words(copied)


def test_an_empty_side_names_itself(sample: Path, dashboard: Open) -> None:
    at = dashboard("compare", level="county", against="other", **{"b.level": "township"})
    assert ZH("compare.empty_b", selection=ZH("filter.said.level", value=ZH("level.township"))) in words(at)


def test_what_both_sides_hold_is_said(sample: Path, dashboard: Open) -> None:
    at = dashboard("compare", level="county", against="other")
    here = evidence.count(engine_of(sample), Selection(levels=("county",)), unit="meetings")
    assert ZH("compare.common_meetings", n=here) in words(at)


def test_a_bar_opens_the_items_of_its_own_side(sample: Path, dashboard: Open) -> None:
    engine, a, b = engine_of(sample), Selection(levels=("county",)), Selection(levels=("prefecture",))
    frame = compare.by_share(engine, a, b, of="topic")
    topic = frame[(frame["numerator"] > 0) & (frame["numerator_against"] > 0)]["topic"].iloc[0]
    row = frame.set_index("topic").loc[topic]
    params = {"level": "county", "against": "other", "b.level": "prefecture", "show": "topics"}
    at = dashboard("compare", **params, cell=[f"topic:{topic}", "side:b"])
    assert ZH("unit.items", n=int(row["numerator_against"])) in words(at)
    at.button(key="other").click().run()
    assert ZH("unit.items", n=int(row["numerator"])) in words(at)
    spec = json.loads(at.get("plotly_chart")[0].proto.spec)
    drawn = {cell["topic"]: cell["side"] for cell in spec["data"][0]["customdata"]}
    assert all(
        side == ("b" if frame.set_index("topic").loc[name, "difference"] < 0 else "a") for name, side in drawn.items()
    )


def test_a_word_opens_its_lines_on_its_own_side(sample: Path, dashboard: Open) -> None:
    at = dashboard("compare", level="county", against="rest", cell=["term:会议", "side:b"])
    assert not at.exception
    assert f"{ZH('evidence.quoted', word='会议')}" in words(at) or "“会议”" in words(at)
    rest = evidence.count(
        engine_of(sample), Selection(outside=Selection(levels=("county",))).narrow(term="会议"), unit="meetings"
    )
    assert ZH("unit.meetings", n=rest) in words(at)


def test_only_what_survives_correction_is_named(sample: Path, dashboard: Open) -> None:
    """The finding's words are surely key; of a selection against a random half nothing is said but that."""
    at = dashboard("compare", level="county", against="rest")
    finding = re.search(r"<p class='finding'>(.*?)</p>", html(at), re.S)
    assert finding
    assert (ZH("compare.sure") in finding[1]) != (ZH("compare.steady") in finding[1])


def test_the_caption_says_what_either_side_rests_on(sample: Path, dashboard: Open) -> None:
    engine = engine_of(sample)
    here, there = (
        evidence.count(engine, Selection(levels=(level,)), unit="meetings") for level in ("county", "prefecture")
    )
    at = dashboard("compare", level="county", against="other", **{"b.level": "prefecture"})
    caption = re.search(r"<p class='caption'>(.*?)</p>", html(at))
    assert caption
    assert re.findall(r"([甲乙])：n = (\d+) 次会议", caption[1]) == [("甲", str(here)), ("乙", str(there))]


@pytest.mark.parametrize("show", ["topics", "formulations"])
def test_a_bar_tells_the_shares_of_both_sides_on_a_phone_too(sample: Path, dashboard: Open, show: str) -> None:
    at = dashboard("compare", level="county", against="rest", show=show)
    wide, narrow = (json.loads(chart.proto.spec)["data"][1]["text"] for chart in at.get("plotly_chart")[:2])
    assert wide
    for label, short in zip(wide, narrow, strict=True):
        shares = [float(share) for share in re.findall(r"[\d.]+(?=%)", label)]
        assert [int(share) for share in re.findall(r"\d+(?=%)", short)] == pytest.approx(shares, abs=0.56)
    bars = re.search(r"甲多得最多的是.*?（([+-][\d.]+) 个百分点）", at.get("plotly_chart")[0].proto.alt)
    assert bars
    assert float(bars[1]) == pytest.approx(
        max(json.loads(at.get("plotly_chart")[0].proto.spec)["data"][0]["x"]), abs=0.06
    )
