"""Links that are handed on: what Share offers, and what an older version says of the data since."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analysis.corpus.library import Library, sample_library
from analysis.sharing.links import ViewLink
from pages.shared.texts import of
from tests.pages.conftest import ROOT, Open, words

Own = Callable[[list[dict[str, str]]], str]


def reports(first: int, last: int) -> list[dict[str, str]]:
    lines = (ROOT / "data" / "sample" / "reports.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines[first:last]]


def shared(at: AppTest) -> list[str]:
    """The addresses that the open Share popover offers."""
    at.session_state["share-open"] = True
    at.run()
    return [code.value for code in at.get("code")]


@pytest.fixture
def two(own: Own) -> tuple[str, str]:
    """A library with a version of thirty reports and a newer one of sixty."""
    return own(reports(0, 30)), own(reports(30, 60))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_share_offers_the_view_live_and_fixed(sample: Path, dashboard: Open, lang: str) -> None:
    at = dashboard("topics", lang=lang, level="county", unit="meetings", cell="topic:health")
    live, fixed = (ViewLink.from_address(address) for address in shared(at)[:2])
    assert live.page == fixed.page == "topics"
    expected = {"level": ["county"], "unit": ["meetings"], "cell": ["topic:health"]}
    expected |= {"lang": ["en"]} if lang == "en" else {}
    assert live.to_dict() == expected
    assert fixed.to_dict() == expected | {"v": [Library(sample_library()).current()]}


def test_a_closed_popover_computes_nothing(sample: Path, dashboard: Open) -> None:
    assert not dashboard("topics").get("code")


@pytest.mark.parametrize("page", ["overview", "topics", "timelines", "keywords", "formulations", "meetings", "corpus"])
def test_an_older_version_shows_its_own_numbers_and_says_what_they_are_now(
    two: tuple[str, str], dashboard: Open, page: str
) -> None:
    older, newer = two
    before, after = (Library(Path(sample_library().parent / "library")).record_of(version) for version in two)
    at, t = dashboard(page, v=older), of("zh")
    assert not at.exception
    assert older in words(at)
    then, now = (t("unit.meetings", n=record.meetings) for record in (before, after))
    assert t("older.figure", name="", then=then, now=now) in words(at)
    link = next(one.proto for one in at.main.get("page_link") if one.proto.label == t("notice.newest"))
    assert "v=" not in link.query_string
    assert newer not in link.query_string


def test_the_details_list_the_meetings_that_came_and_lead_to_them(two: tuple[str, str], dashboard: Open) -> None:
    at, t = dashboard("topics", v=two[0]), of("zh")
    assert t("older.added", n=1)[:5] not in words(at), "nothing is compared before it is asked for"
    at.session_state["older-details"] = True
    at.run()
    assert not at.exception
    library = Library(Path(sample_library().parent / "library"))
    came = library.record_of(two[1]).meetings - library.record_of(two[0]).meetings
    assert t("older.added", n=came) in words(at)
    links = [one.proto.query_string for one in at.main.get("page_link") if "meeting=" in one.proto.query_string]
    assert len(links) == min(came, 10)
    assert not any("v=" in link for link in links)


def test_the_newest_version_says_nothing_of_the_kind(two: tuple[str, str], dashboard: Open) -> None:
    for params in ({}, {"v": two[1]}):
        at = dashboard("topics", **params)
        assert of("zh")("notice.newest") not in [one.proto.label for one in at.main.get("page_link")]
