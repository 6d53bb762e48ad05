"""Links with parts that mean nothing: the nearest view opens, and every part that was not used is named."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from pages.shared.filters import EVERY
from pages.shared.texts import of
from tests.pages.conftest import PAGES, Open, html, words

OPTIONS = (
    "lang", "v", "cell", "at", "view", "unit", "by", "more", "group", "within", "among", "one", "with", "of", "grain",
    "show", "lay", "average", "intervals", "marks", "topics", "words", "phrases", "together", "size", "limit", "order",
    "over", "stop", "keep", "add", "node", "window", "months", "sort", "line", "row", "tier", "also", "chosen", "part",
    "against", "q", "page", "meeting", "mark", "why", "correct", "edit", "figure", "label", "document", "gold", "chart",
)  # fmt: skip
KEYS = (*EVERY, *(f"b.{key}" for key in EVERY), *(f"not.{key}" for key in ("topic", "from")), *OPTIONS)

NASTY = (
    "", " ", "0", "-1", "1e9", "²", "٣", "99999999999999999999", "2021-02-30", "0001-01-01", "9999-12-31", "=", "*",
    "-", "a*b", '"', "'; DROP TABLE meetings; --", "<script>x</script>", "{0}", "{n}", "%", "\\", "\x00", "\u202e",
    "字" * 300, "topic:", ":x", "side:z", "level:moon", "from:x", "to:2021-99-99", "year:0000", "season:99",
    "period:2021-W99", "moon:1", "place:=", "together:**", "none", "en", "1-99999999",
)  # fmt: skip


def told(at: AppTest, given: dict[str, list[str]]) -> list[str]:
    """The parts of an address that stand neither in the view's address nor among what the page says was left out."""
    said = words(at)
    now = {key: values if isinstance(values, list) else [values] for key, values in at.query_params.items()}
    return [
        f"{key}={value}"
        for key, values in given.items()
        for value in values
        if value.strip() and value not in now.get(key, []) and f"{key}={value}" not in said
    ]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("shift", [0, 23])
def test_a_link_with_nonsense_in_every_part_opens_the_page_and_names_it(
    sample: Path, dashboard: Open, page: str, shift: int
) -> None:
    given = {key: [NASTY[(number + shift) % len(NASTY)]] for number, key in enumerate(KEYS)}
    for key in ("meeting", "correct", "v", "view" if page == "overview" else "v"):
        given.pop(key, None)  # each opens another page, and has tests of its own
    at = dashboard(page, **{f"{key}_": values for key, values in given.items()})
    assert not at.exception
    assert not at.error, at.error[0].value
    # Words and searches may be anything; what was not used at all must be said.
    used = {"words", "phrases", "stop", "keep", "add", "node", "q", *FREE}
    assert [part for part in told(at, given) if part.partition("=")[0] not in used] == []


def test_a_cell_of_a_topic_that_is_no_more_is_named(sample: Path, dashboard: Open) -> None:
    at = dashboard("topics", cell="topic:deleted")
    assert "cell=topic:deleted" in words(at)
    assert "id='evidence'" not in html(at)
    assert "cell" not in at.query_params


def test_where_nothing_is_found_the_options_wait_until_there_is_something(sample: Path, dashboard: Open) -> None:
    at = dashboard("timelines", grain="year", word="龘龘龘")
    assert of("zh")("nothing.found") in words(at)
    assert "grain" not in words(at)
    at.button(key="widen").click().run()
    assert at.query_params in ({"grain": "year"}, {"grain": ["year"]})


FREE = {f"{side}{key}" for side in ("", "b.") for key in ("word", "term", "phrase", "formulation")}


@pytest.mark.parametrize(
    ("page", "params", "lost"),
    [
        ("topics", {"unit": ["meetings", "text"]}, "unit=meetings"),
        ("topics", {"cell": ["topic:health", "nonsense"]}, "cell=nonsense"),
        ("topics", {"cell": "topic:health", "at": "²"}, "at=²"),
        ("compare", {"cell": ["topic:health", "side:z"]}, "cell=side:z"),
        ("topics", {"from_": "1800-01-01"}, "from=1800-01-01"),
        ("timelines", {"topics": ["health", "moon", "health"]}, "topics=moon"),
        ("timelines", {"of": "words", "words": [f"词{n}" for n in range(7)]}, "words=词6"),
        ("meetings", {"page_": "9999"}, "page=9999"),
        ("keywords", {"within": "meeting"}, "within=meeting"),
        ("formulations", {"chosen": "没有的提法"}, "chosen=没有的提法"),
        ("overview", {"chart": "coverage"}, "chart=coverage"),
    ],
)
def test_what_cannot_be_used_is_named_and_the_rest_is_shown(
    sample: Path, dashboard: Open, page: str, params: dict[str, Any], lost: str
) -> None:
    at = dashboard(page, **params)
    assert not at.exception
    assert not at.error
    assert lost in words(at)
    key, value = lost.split("=", 1)
    now = at.query_params.get(key, [])
    assert value not in (now if isinstance(now, list) else [now])


@pytest.mark.parametrize(
    ("page", "params"),
    [
        ("topics", {"unit": "items", "by": "none"}),
        ("timelines", {"of": "together", "together": 'rural*"春耕"'}),
        ("topics", {"topic": "rural*finance"}),
        ("meetings", {"q": " 防汛 ", "page_": "1"}),
        ("overview", {"lang": "zh", "months": "6"}),
    ],
)
def test_what_is_used_is_not_said_to_be_lost_however_it_was_written(
    sample: Path, dashboard: Open, page: str, params: dict[str, Any]
) -> None:
    at = dashboard(page, **params)
    assert not at.exception
    assert not any(f"{key.rstrip('_')}=" in words(at) for key in params)


def test_an_option_that_goes_with_a_choice_is_no_lost_part_of_a_link(sample: Path, dashboard: Open) -> None:
    at = dashboard("topics", view="together", within="meeting")
    at.button_group(key="param.view").set_value("depth").run()
    assert "within=" not in words(at)


def small() -> None:
    """A page with one of everything that reads the address."""
    import streamlit as st

    from analysis.measures import choices
    from pages.shared import cells, components, filters, library, listing, state, texts
    from pages.shared.view import View

    state.begin("topics")
    t = texts.of(state.language())
    shown = library.find()
    offered = shown.measure(choices.values)
    view = View(t, shown, offered, filters.read(offered))
    filters.controls(view, view.selection)
    components.option("by", ("none", "year"))
    components.choose("by", ("none", "year"), "by", str)
    components.words("stop")
    components.ask_words(view, "stop", "stop")
    components.query("q")
    components.ask_query(view, "q")
    listing.paged("page", 100, 20)
    listing.pager("page", 100, 20)
    if (cell := cells.selected(view)) is not None:
        st.text(cells.described(view, cells.opened()) + str(bool(cell)))
    filters.described(view, view.selection)
    st.json({"lost": state.dropped(), "view": state.shown()})
    state.write()


TEXT = st.text(max_size=12) | st.sampled_from(NASTY) | st.sampled_from(["health", "county", "2021-04-01", "year", "2"])
ADDRESS = st.dictionaries(
    st.sampled_from((*EVERY, "lang", "by", "stop", "q", "page", "cell", "v", "moon")),
    st.lists(TEXT, min_size=1, max_size=3),
    max_size=6,
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(given_=ADDRESS)
def test_no_address_breaks_the_view_and_none_of_its_parts_goes_unsaid(
    sample: Path, given_: dict[str, list[str]]
) -> None:
    import json

    at = AppTest.from_function(small, default_timeout=60)
    for key, values in given_.items():
        at.query_params[key] = values
    at.run()
    assert not at.exception
    said = json.loads(at.json[0].value)
    for key, values in given_.items():
        for value in values:
            stays = value in said["view"].get(key, [])
            is_default = (key, value) in {("lang", "zh"), ("by", "none"), ("page", "1")}
            is_blank = key in ("stop", "q", *EVERY) and not value.strip()
            is_rewritten = key in (*EVERY, "q") and not is_blank
            assert stays or is_default or is_rewritten or f"{key}={value}" in said["lost"] or is_blank
    again = AppTest.from_function(small, default_timeout=60)
    for key, values in said["view"].items():
        again.query_params[key] = values
    again.run()
    assert json.loads(again.json[0].value) == {"lost": [], "view": said["view"]}, "what was opened is a link of its own"
