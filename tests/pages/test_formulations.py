"""The page of formulations: the list, one of them, and every state in which there is little to say."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from analysis.measures import diffusion, formulations
from analysis.measures.selection import Selection
from pages.shared.texts import of
from tests.pages.conftest import Open, html, words
from tests.pages.test_pages import engine_of

SPREADING = "三带一廊"
PARTS = ("life", "spread", "wordings")


def test_the_list_says_how_many_are_in_each_tier(sample: Path, dashboard: Open) -> None:
    frame = formulations.tiers(engine_of(sample), Selection())
    at = dashboard("formulations")
    finding = re.search(r"<p class='finding'>(.*?)</p>", html(at), re.S)
    assert finding
    for tier in formulations.TIERS:
        assert f"<b>{(frame['tier'] == tier).sum()}</b>" in finding[1]
    tier = frame["tier"].iloc[0]
    at = dashboard("formulations", tier=tier)
    figure = json.loads(at.get("plotly_chart")[0].proto.spec)
    drawn = {cell["formulation"] for cell in figure["data"][2]["customdata"]}
    assert drawn <= set(frame[frame["tier"] == tier]["formulation"])


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("part", PARTS)
def test_one_formulation_in_each_of_its_views(sample: Path, dashboard: Open, part: str, lang: str) -> None:
    name = formulations.tiers(engine_of(sample), Selection())["formulation"].iloc[0]
    at = dashboard("formulations", chosen=name, part=part, lang=lang)
    assert not at.exception
    assert not at.error
    assert name in words(at)
    expected = {"chosen": name} | ({"part": part} if part != "life" else {}) | ({"lang": "en"} if lang == "en" else {})
    assert {key: at.query_params[key] for key in at.query_params} == expected
    for chart in at.get("plotly_chart"):
        for trace in json.loads(chart.proto.spec)["data"]:
            assert all(Selection().narrow(**cell) for cell in trace.get("customdata", []))


def test_the_choice_stands_in_the_address(sample: Path, dashboard: Open) -> None:
    at = dashboard("formulations")
    at.selectbox(key="param.chosen").set_value(SPREADING).run()
    assert at.query_params == {"chosen": SPREADING}
    assert not at.exception


def test_a_cell_opens_the_sentences_of_as_many_meetings_as_it_counts(sample: Path, dashboard: Open) -> None:
    row = formulations.tiers(engine_of(sample), Selection()).iloc[0]
    at = dashboard("formulations", cell=f"formulation:{row['formulation']}")
    title = html(at).split("id='evidence'>")[1].split("</h2>")[0]
    assert of("zh")("unit.meetings", n=int(row["numerator"])) in title
    quoted = re.findall(r"<blockquote lang='zh-CN'>(.*?)</blockquote>", html(at), re.S)
    assert len(quoted) >= min(10, row["numerator"])
    assert all("<mark>" in sentence for sentence in quoted)
    assert any(f"chosen={row['formulation']}" in re.sub(r"%..", "", link.proto.query_string)
               or "chosen=" in link.proto.query_string for link in at.main.get("page_link"))  # fmt: skip


def test_the_first_and_the_last_sighting_can_be_opened(sample: Path, dashboard: Open) -> None:
    row = formulations.tiers(engine_of(sample), Selection()).iloc[0]
    at = dashboard("formulations", chosen=row["formulation"])
    for end in ("first", "last"):
        label = of("zh")(f"formulations.{end}_sighting", date=row[end]).replace("-", "\\-")
        link = next(one.proto for one in at.main.get("page_link") if one.proto.label == label)
        asked = parse_qs(link.query_string)
        assert asked["cell"] == [f"formulation:{row['formulation']}", f"date:{row[end]}"]
        opened = dashboard("formulations", **asked)
        assert "<mark>" in html(opened)
        assert str(row[end]) in html(opened).split("id='evidence'>")[1]


def test_an_action_opens_items(sample: Path, dashboard: Open) -> None:
    engine = engine_of(sample)
    name = formulations.tiers(engine, Selection())["formulation"].iloc[0]
    row = formulations.actions(engine, Selection(), name).iloc[0]
    at = dashboard(
        "formulations", chosen=name, part="wordings", cell=[f"action:{row['action']}", f"formulation:{name}"]
    )
    title = html(at).split("id='evidence'>")[1].split("</h2>")[0]
    assert of("zh")("unit.items", n=int(row["numerator"])) in title


def test_one_that_nobody_said_says_so_and_can_be_left(sample: Path, dashboard: Open) -> None:
    from analysis.language import load_lexicon

    seen = set(formulations.tiers(engine_of(sample), Selection())["formulation"])
    never = next(one.name for one in load_lexicon().formulations if one.name not in seen)
    at = dashboard("formulations", chosen=never)
    assert not at.exception
    assert of("zh").html("formulations.unseen", name=never, n=engine_total(sample)) in html(at)
    assert not at.get("plotly_chart")


def engine_total(sample: Path) -> int:
    engine = engine_of(sample)
    return int(engine.run(engine.table("meetings").agg(n=engine.table("meetings").count()))["n"].iloc[0])


def test_an_unknown_one_is_named_and_left_out(sample: Path, dashboard: Open) -> None:
    at = dashboard("formulations", chosen="没有这个提法")
    assert "chosen=没有这个提法" in words(at)
    assert at.query_params == {}


def test_the_spread_names_the_first_place_and_says_when_there_is_no_centre(sample: Path, dashboard: Open) -> None:
    places = diffusion.places(engine_of(sample), Selection(), "高质量发展")
    at = dashboard("formulations", chosen="高质量发展", part="spread")
    assert f"<b>{places['place'].iloc[0]}</b>" in html(at)
    assert of("zh")("formulations.no_centre") in words(at)
    alone = dashboard("formulations", chosen="高质量发展", part="spread", place="=澜岳省")
    assert not alone.exception


def test_meetings_without_any_formulation(own: object, dashboard: Open) -> None:
    own([  # type: ignore[operator]
        {"title": "云梦市委常委会召开会议", "text": "2024年5月6日，云梦市委常委会召开会议。会议听取灯会筹备情况汇报。"}
    ])  # fmt: skip
    at = dashboard("formulations")
    assert not at.exception
    assert of("zh")("formulations.none") in words(at)


HELD = "2024年5月6日，澜岳省槐江市委常委会召开会议。会议听取防汛物资储备情况汇报。"
RELAYING = "2024年5月9日，澜岳省槐江市政府常务会议召开。会议传达学习市委常委会会议精神，研究贯彻落实意见。"
RELAYED = [{"title": "槐江市委常委会召开会议", "text": HELD}, {"title": "槐江市政府常务会议召开", "text": RELAYING}]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_relayed_meeting_shows_both_reports(own: object, dashboard: Open, lang: str) -> None:
    own(RELAYED)  # type: ignore[operator]
    at, t = dashboard("formulations", also="relays", lang=lang), of(lang)
    assert not at.exception
    sides = [link.proto.label for link in at.main.get("page_link") if "meeting=" in link.proto.query_string]
    assert len(sides) == 2
    assert t("formulations.side_relaying") in sides[0]
    assert "2024\\-05\\-09" in sides[0]
    assert "2024\\-05\\-06" in sides[1]
    assert t.html("formulations.relayed", n=1, whole=1) in html(at)


def test_where_nothing_is_linked_it_says_of_how_many(sample: Path, dashboard: Open) -> None:
    at = dashboard("formulations", also="relays")
    assert not at.exception
    assert re.search(r"<b>[1-9]\d*</b> 项传达或学习的议程中，有 <b>0</b> 项", html(at))
