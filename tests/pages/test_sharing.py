"""Links that are handed on: what Share offers, and what an older version says of the data since."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from streamlit.runtime.context import ContextProxy
from streamlit.testing.v1 import AppTest

from analysis.corpus.library import Library, sample_library
from analysis.importing import import_paths
from analysis.sharing import views, watches
from analysis.sharing.links import ViewLink
from pages.shared import access
from pages.shared.texts import of
from tests.documents import written
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


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, str]:
    """A library with a version of thirty reports and a newer one of sixty, and both versions."""
    folder = tmp_path_factory.mktemp("two")
    versions = []
    for first, last in ((0, 30), (30, 60)):
        file = written(folder / "reports.jsonl", reports(first, last))
        versions.append(import_paths([file], Library(folder / "library"), workers=1).version or "")
    return folder / "library", versions[0], versions[1]


@pytest.fixture
def two(made: tuple[Path, str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    """Makes a copy of that library the user's own; its older and its newer version."""
    library, older, newer = made
    shutil.copytree(library, tmp_path / "library")
    monkeypatch.setenv("AGENDASCOPE_LIBRARY", str(tmp_path / "library"))
    monkeypatch.chdir(ROOT)
    return older, newer


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
    assert t("changes.figure", name="", then=then, now=now) in words(at)
    link = next(one.proto for one in at.main.get("page_link") if one.proto.label == t("notice.newest"))
    assert "v=" not in link.query_string
    assert newer not in link.query_string


def test_the_details_list_the_meetings_that_came_and_lead_to_them(two: tuple[str, str], dashboard: Open) -> None:
    at, t = dashboard("topics", v=two[0]), of("zh")
    assert t("changes.added", n=1)[:5] not in words(at), "nothing is compared before it is asked for"
    at.session_state["older-details"] = True
    at.run()
    assert not at.exception
    library = Library(Path(sample_library().parent / "library"))
    came = library.record_of(two[1]).meetings - library.record_of(two[0]).meetings
    assert t("changes.added", n=came) in words(at)
    links = [one.proto.query_string for one in at.main.get("page_link") if "meeting=" in one.proto.query_string]
    assert len(links) == min(came, 10)
    assert not any("v=" in link for link in links)


def test_the_newest_version_says_nothing_of_the_kind(two: tuple[str, str], dashboard: Open) -> None:
    for params in ({}, {"v": two[1]}):
        at = dashboard("topics", **params)
        assert of("zh")("notice.newest") not in [one.proto.label for one in at.main.get("page_link")]


def library() -> Library:
    return Library(sample_library().parent / "library")


def test_a_saved_view_opens_by_its_short_name_with_what_else_the_address_says(
    two: tuple[str, str], dashboard: Open
) -> None:
    link = ViewLink.of("topics", {"level": ["county", "prefecture"], "unit": "meetings", "cell": "topic:health"})
    views.save(library(), "county", link)
    at = dashboard("overview", view="County", lang="en")
    assert not at.exception
    assert of("en")("topics.question") in words(at)
    assert at.query_params == {**link.to_dict(), "unit": "meetings", "cell": "topic:health", "lang": "en"}


def test_a_name_that_nobody_gave_opens_the_overview_and_is_named(two: tuple[str, str], dashboard: Open) -> None:
    at = dashboard("overview", view="moon")
    assert not at.exception
    assert of("zh")("overview.question") in words(at)
    assert "view=moon" in words(at)
    assert at.query_params == {}


def test_an_editor_saves_renames_watches_and_deletes_a_view(two: tuple[str, str], dashboard: Open) -> None:
    at = dashboard("topics", level="county")
    shared(at)
    at.text_input(key="view-name").set_value("县级")
    at.text_input(key="view-who").set_value("甘棠")
    at.button(key="FormSubmitter:save-view-保存视图").click().run()
    assert not at.exception
    saved = views.get(library(), "县级")
    assert (saved.who, saved.link) == ("甘棠", ViewLink.of("topics", {"level": "county"}))
    at.selectbox(key="view-chosen").set_value("县级").run()
    assert at.get("code")[2].value.endswith(ViewLink.of("overview", {"view": "县级"}).address())
    at.button(key="view-watch").click().run()
    assert views.get(library(), "县级").since == two[1]
    at.text_input(key="view-rename-县级").set_value("county").run()
    assert [view.name for view in views.saved(library())] == ["county"]
    assert at.selectbox(key="view-chosen").value == "county"
    at.text_input(key="view-name").set_value("county")
    at.button(key="FormSubmitter:save-view-保存视图").click().run()
    assert "already" in at.warning[0].value, "what is wrong is said, and nothing is lost"
    at.button(key="view-delete").click().run()
    assert views.saved(library()) == ()


def test_who_may_only_read_opens_saved_views_and_changes_none(
    two: tuple[str, str], dashboard: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    views.save(library(), "county", ViewLink.of("topics", {"level": "county"}))
    monkeypatch.setattr(access, "reader", lambda: access.Reader("viewer"))
    at = dashboard("meetings")
    assert len(shared(at)) == 2
    assert not at.get("form")
    assert not [box for box in at.selectbox if box.key == "view-chosen"]
    links = [link.proto for link in at.main.get("page_link") if link.proto.label == "county"]
    assert [link.query_string for link in links] == ["level=county"]


def test_a_damaged_file_of_views_is_named_and_the_page_stands(two: tuple[str, str], dashboard: Open) -> None:
    (library().path / views.FILE).write_text("{")
    at = dashboard("topics")
    shared(at)
    assert not at.exception
    assert "views" in at.error[0].value
    assert of("zh")("topics.question") in words(at)


def embedded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ContextProxy, "is_embedded", True)


@pytest.mark.parametrize(
    ("page", "chart", "params"),
    [("topics", "topics", {"level": "county"}), ("timelines", "timeline", {}), ("overview", "coverage", {})],
)
def test_a_frame_shows_one_chart_its_caption_and_the_way_to_the_view(
    sample: Path, dashboard: Open, monkeypatch: pytest.MonkeyPatch, page: str, chart: str, params: dict[str, str]
) -> None:
    embedded(monkeypatch)
    at = dashboard(page, chart=chart, **params)
    assert not at.exception
    keys = [one.proto.id for one in at.get("plotly_chart")]
    assert keys
    assert all("embedded-" in key for key in keys), "and no other chart of the page"
    assert Library(sample_library()).current() in words(at), "the caption names the version"
    assert not at.sidebar.get("multiselect")
    link = re.search(r"\]\((.*?)\)", at.markdown[-1].value)
    assert link
    assert ViewLink.from_address(link[1]) == ViewLink.of(page, params)


def test_a_chart_that_the_page_has_not_is_named(sample: Path, dashboard: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    embedded(monkeypatch)
    at = dashboard("topics", chart="moon")
    assert not at.exception
    assert "chart=moon" in words(at)
    assert of("zh")("embed.none") in words(at)


def test_share_gives_the_code_of_a_frame(sample: Path, dashboard: Open) -> None:
    at = dashboard("topics", level="county")
    shared(at)
    at.selectbox(key="embed-chart").set_value("topics").run()
    code = at.get("code")[2].value
    address = re.search(r'src="(.*?)"', code)
    assert address
    link = ViewLink.from_address(unescape(address[1]))
    assert link.to_dict() == {"level": ["county"], "chart": ["topics"], "embed": ["true"]}


def test_the_overview_tells_what_an_import_brought_for_a_watched_view(own: Own, dashboard: Open) -> None:
    first, t = own(reports(0, 30)), of("zh")
    views.save(library(), "all", ViewLink.of("topics", {"by": "year"}))
    assert t("watched.title") not in words(dashboard("overview"))
    views.watch(library(), "all", since=first)
    assert t("watched.quiet") in words(dashboard("overview"))
    own(reports(30, 60))
    found = watches.catch_up(library())["all"].changes
    at = dashboard("overview")
    assert not at.exception
    assert t("changes.meetings", added=found.meetings_added, removed=found.meetings_removed) in words(at)
    newest = next(
        one.proto for one in at.main.get("page_link") if found.added[0]["meeting_id"] in one.proto.query_string
    )
    assert newest.page == "meetings"


def test_a_version_whose_file_is_missing_is_named_and_the_newest_shown(two: tuple[str, str], dashboard: Open) -> None:
    was = library().record_of(two[0])
    (library().path / "versions" / f"{two[0]}.duckdb").unlink()
    at = dashboard("topics", v=two[0])
    assert not at.exception
    assert not at.error
    facts = {"meetings": was.meetings, "items": was.items}
    assert of("zh")("notice.unread", version=two[0], created=was.created[:10], **facts) in words(at)
    assert two[1] in words(at)
    assert f"v={two[0]}" not in words(at), "it is told once"
    assert at.query_params == {}
