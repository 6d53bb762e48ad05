"""Who holds a signed link sees one view and its evidence, and nothing else, whatever they ask for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from streamlit.testing.v1 import AppTest

from analysis.corpus.engine import open_engine
from analysis.corpus.library import Library, default_library
from analysis.errors import AccessError
from analysis.measures import counts, evidence
from analysis.measures.selection import Selection
from analysis.sharing import signing
from analysis.sharing.links import ViewLink
from analysis.sharing.signing import SignedLink
from pages.shared import access, jobs
from pages.shared.access import Reader
from tests.pages.conftest import PAGES, Open, words

COUNTY = Selection(levels=("county",))


@pytest.fixture
def mine(sample: Path) -> Library:
    """The library of the links: the user's own, which is empty beside the sample."""
    library = Library(default_library())
    (library.path / signing.FILE).unlink(missing_ok=True)
    return library


@pytest.fixture
def guest(mine: Library, sample: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., SignedLink]:
    """Makes the reader a guest with a link to a view; each call gives one more link, the last of which counts first."""
    held: list[SignedLink] = []

    def issued(page: str = "topics", *, fixed: bool = True, **params: str | list[str]) -> SignedLink:
        view = ViewLink.of(page, params)
        view = view.fixed(Library(sample).current() or "") if fixed else view
        held.insert(0, signing.issue(mine, view, lasts=timedelta(days=1), by="li@research.example"))
        monkeypatch.setattr(access, "reader", lambda: Reader("guest", links=tuple(held)))
        return held[0]

    return issued


def drawn(at: AppTest) -> bool:
    """Whether anything of the library is shown."""
    return bool(at.get("plotly_chart") or at.dataframe or at.get("download_button")) or "<article" in words(at)


def shown(at: AppTest) -> dict[str, list[str]]:
    """What the address says in the end, without the language."""
    said = {key: at.query_params[key] for key in at.query_params if key != "lang"}
    return {key: list(value) if isinstance(value, list) else [value] for key, value in said.items()}


def links(at: AppTest) -> list[tuple[str, dict[str, list[str]]]]:
    return [(one.proto.page, parse_qs(one.proto.query_string)) for one in at.get("page_link")]


def test_the_view_is_shown_as_it_was_signed(dashboard: Open, guest: Callable[..., SignedLink], sample: Path) -> None:
    guest(level="county")
    at = dashboard("topics", lang="en", level="county", v=Library(sample).current())
    assert not at.exception
    assert drawn(at)
    items = counts.topics(open_engine(Library(sample).path_of(Library(sample).current() or "")), COUNTY)
    assert f"of {items['denominator'].iloc[0]} items" in words(at)
    assert "one view that somebody sent you" in words(at)


@pytest.mark.parametrize(
    "asked",
    [
        {}, {"level": "province"}, {"level": ["county", "prefecture"]}, {"topic": "health"}, {"from": "2021-01-01"},
        {"view": "depth"}, {"v": "0000000000000000"}, {"word": "x"}, {"level": "county", "unit": "text"},
    ],
    ids=str,
)  # fmt: skip
def test_no_other_parameter_changes_it(
    dashboard: Open, guest: Callable[..., SignedLink], sample: Path, asked: dict[str, str]
) -> None:
    guest(level="county")
    signed = dashboard("topics", lang="en", level="county", v=Library(sample).current())
    at = dashboard("topics", lang="en", **asked)
    assert shown(at) == shown(signed) == {"level": ["county"], "v": [Library(sample).current()]}
    charts = [[chart.proto.spec for chart in one.get("plotly_chart")] for one in (at, signed)]
    assert charts[0] == charts[1]


@pytest.mark.parametrize("page", [page for page in PAGES if page != "topics"])
def test_no_other_page_is_shown(dashboard: Open, guest: Callable[..., SignedLink], page: str) -> None:
    guest(level="county")
    at = dashboard(page, lang="en")
    assert not at.exception
    assert not drawn(at)
    assert "not part of it" in at.warning[0].value
    assert not at.get("file_uploader")
    assert [page for page, _ in links(at)] == ["topics"], "the way to the view that was sent"


def test_forms_filters_menu_and_sharing_are_not_there(dashboard: Open, guest: Callable[..., SignedLink]) -> None:
    guest(level="county")
    at = dashboard("topics", lang="en")
    assert not at.sidebar.multiselect
    assert not at.sidebar.date_input
    assert not at.get("file_uploader")
    assert "Share" not in [one.proto.popover.label for one in at.get("popover")]
    assert {page for page, _ in links(at)} == {"topics"}


def test_a_widget_that_is_used_all_the_same_changes_nothing(dashboard: Open, guest: Callable[..., SignedLink]) -> None:
    guest(level="county")
    at = dashboard("topics", lang="en", level="county")
    before = [chart.proto.spec for chart in at.get("plotly_chart")]
    controls = [one for one in at.get("button_group") if one.proto.options]
    assert controls
    for key in [one.key for one in controls if one.key and one.key != "param.lang"]:
        at.session_state[key] = "depth"
        at.session_state["_touched"] = True
        at.run()
        assert [chart.proto.spec for chart in at.get("plotly_chart")] == before
        assert shown(at)["level"] == ["county"]
        assert "view" not in shown(at)


def test_cells_of_the_view_open_and_others_do_not(
    dashboard: Open, guest: Callable[..., SignedLink], sample: Path
) -> None:
    guest(level="county")
    engine = open_engine(Library(sample).path_of(Library(sample).current() or ""))
    topic = counts.topics(engine, COUNTY)["topic"].iloc[0]
    behind = evidence.count(engine, COUNTY.narrow(topic=topic), unit="items")
    at = dashboard("topics", lang="en", cell=f"topic:{topic}")
    assert f"{behind} agenda items" in words(at)
    assert "<article" in words(at)
    for outside in ("level:province", ["held:meetings", "level:province"], "held:outlet"):
        assert "<article" not in words(dashboard("topics", lang="en", cell=outside))


def test_reports_open_by_the_links_of_the_evidence_and_no_others_do(
    dashboard: Open, guest: Callable[..., SignedLink], sample: Path, mine: Library
) -> None:
    link = guest(level="county")
    engine = open_engine(Library(sample).path_of(Library(sample).current() or ""))
    topic = counts.topics(engine, COUNTY)["topic"].iloc[0]
    at = dashboard("topics", lang="en", cell=f"topic:{topic}")
    quoted = [params for page, params in links(at) if page == "meetings"]
    assert quoted
    asked = {key: values[0] for key, values in quoted[0].items()}
    at = dashboard("meetings", **asked)
    assert not at.exception
    assert "class='reader'" in words(at)
    assert not [page for page, _ in links(at) if page != "topics"], "it leads back to the view alone"
    others = engine.rows(engine.table("meetings").select("meeting_id", "level"))
    other = next(row["meeting_id"] for row in others if row["level"] != "county")
    assert not signing.is_granted(mine, link, other, asked["grant"])
    for wrong in (
        asked | {"meeting": other},
        asked | {"grant": "0" * 32},
        {key: value for key, value in asked.items() if key != "grant"},
        {"meeting": other},
    ):
        at = dashboard("meetings", **wrong)
        assert "class='reader'" not in words(at)
        assert at.warning


def test_the_grant_of_one_link_is_none_of_another(
    dashboard: Open, guest: Callable[..., SignedLink], sample: Path, mine: Library
) -> None:
    engine = open_engine(Library(sample).path_of(Library(sample).current() or ""))
    meeting = engine.rows(engine.table("meetings").select("meeting_id").limit(1))[0]["meeting_id"]
    first = signing.issue(mine, ViewLink.of("overview", {}), lasts=timedelta(days=1), by="x")
    guest(level="county")
    at = dashboard("meetings", meeting=meeting, grant=signing.grant(mine, first, meeting))
    assert "class='reader'" not in words(at)


def test_a_report_that_was_signed_itself_opens_without_the_list_around_it(
    dashboard: Open, guest: Callable[..., SignedLink], sample: Path
) -> None:
    engine = open_engine(Library(sample).path_of(Library(sample).current() or ""))
    meeting = engine.rows(engine.table("meetings").select("meeting_id").limit(1))[0]["meeting_id"]
    guest("meetings", meeting=meeting)
    assert "class='reader'" in words(dashboard("meetings", meeting=meeting))
    at = dashboard("meetings")
    assert not drawn(at)
    assert at.warning


def test_of_two_links_each_opens_its_own_view(dashboard: Open, guest: Callable[..., SignedLink]) -> None:
    guest(level="county")
    guest(level="province")
    assert shown(dashboard("topics", level="county"))["level"] == ["county"]
    assert shown(dashboard("topics", level="province"))["level"] == ["province"]
    assert shown(dashboard("topics", level="prefecture"))["level"] == ["province"], (
        "the last one, where neither is asked for"
    )


def test_a_version_that_is_gone_shows_nothing_instead_of_the_newest(
    dashboard: Open, mine: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = ViewLink.of("topics", {"v": "0123456789abcdef"})
    link = signing.issue(mine, view, lasts=timedelta(days=1), by="x")
    monkeypatch.setattr(access, "reader", lambda: Reader("guest", links=(link,)))
    at = dashboard("topics", lang="en", v="0123456789abcdef")
    assert not drawn(at)
    assert "no longer in the library" in at.warning[0].value


def test_a_guest_changes_nothing(guest: Callable[..., SignedLink], sample: Path) -> None:
    guest(level="county")
    with pytest.raises(AccessError):
        jobs.import_files(sample, [("a.txt", b"text")])
