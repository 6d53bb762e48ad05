"""A signed link from the editor who issues it to the manager who opens it, and every door beside it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from analysis.corpus.engine import open_engine
from analysis.corpus.library import Library
from analysis.measures import coverage
from analysis.measures.selection import Selection
from tests.browser.conftest import PHONE, StartServer, analysis, settle
from tests.browser.test_signing_in import EDITOR, VIEWER, Team, asked, cookies, handshake, restarting, sign_in, signed
from tests.documents import written

REPORTS = [
    {
        "title": f"砚州市政府召开第{number}次常务会议",
        "text": f"{month}月{number}日，市长陈望主持召开市政府第{number}次常务会议。会议听取了全市医疗卫生工作情况汇报，"
        "审议通过了《砚州市农村道路建设方案》。会议强调，要抓好安全生产工作。",
        "published": f"2024-0{month}-{number:02d}",
        "outlet": "砚州日报",
        "url": f"https://yanzhou.example/{month}/{number}",
    }
    for number, month in zip(range(11, 17), (1, 2, 3, 4, 5, 6), strict=True)
]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("signed") / "library"
    added(folder, REPORTS[:4])
    return folder


def added(library: Path, reports: list[dict[str, str]]) -> None:
    analysis("import", str(written(library.with_name("reports.jsonl"), reports)), library=library)


@pytest.fixture(scope="module")
def team(start_server: StartServer, library: Path) -> Iterator[Callable[[], Team]]:
    """Starts the server anew at the address of the links."""
    with restarting(start_server, library) as start:
        yield start


@pytest.fixture(scope="module")
def serving(team: Callable[[], Team]) -> Team:
    return team()


def issued(page: Page, team: Team, *, to: str, who: str = EDITOR) -> str:
    """A signed link to a view, made by an editor in the Share popover."""
    sign_in(page, team, who, to=to)
    settle(page)
    page.get_by_role("button", name="Share").click()
    page.get_by_text("Signed link for somebody").click()
    return signed(page, "Make the link")


def test_a_manager_sees_the_old_number_on_a_phone_after_another_import_and_nothing_else(
    team: Callable[[], Team],
    library: Path,
    tab: Callable[..., Page],
    fresh: Callable[..., Page],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    link = issued(tab(), team(), to="/topics?level=prefecture&lang=en")
    before = Library(library).current()
    assert before
    engine = open_engine(Library(library).path_of(before))
    items = coverage.totals(engine, Selection(levels=("prefecture",)))["items"].iloc[0]
    added(library, REPORTS)
    assert Library(library).current() != before
    served = team()
    page = fresh(PHONE)
    page.goto(f"{link}?lang=en")
    settle(page)
    landed = urlsplit(page.url)
    assert landed.path == "/topics"
    assert parse_qs(landed.query) == {"level": ["prefecture"], "v": [before], "lang": ["en"]}
    expect(page.get_by_text(f"of {items} items").first).to_be_visible()
    expect(page.get_by_text("older version").first).to_be_visible()
    assert not page.get_by_role("button", name="Share").count()
    shots = tmp_path_factory.getbasetemp() / "signed-link-phone.png"
    page.screenshot(path=shots)
    for path in ("", "corpus", "vocabulary", "accuracy", "keywords", "meetings", "meetings?meeting=x&grant=y"):
        page.goto(f"{served.url}/{path}{'&' if '?' in path else '?'}lang=en")
        settle(page)
        expect(page.get_by_text("this is not part of it")).to_be_visible()
        assert not page.locator("article.item, .js-plotly-plot, [data-testid=stFileUploader]").count(), path
    page.goto(f"{served.url}/topics?lang=en&level=province&topic=health&v=0000000000000000&from=2024-01-01")
    settle(page)
    assert parse_qs(urlsplit(page.url).query) == {"level": ["prefecture"], "v": [before], "lang": ["en"]}
    expect(page.get_by_text(f"of {items} items").first).to_be_visible()


def test_the_evidence_opens_and_the_reports_that_it_quotes(
    serving: Team, tab: Callable[..., Page], fresh: Callable[..., Page]
) -> None:
    link = issued(tab(), serving, to="/topics?level=prefecture&lang=en")
    page = fresh()
    page.goto(f"{link}?lang=en")
    settle(page)
    page.goto(page.url + "&cell=topic:health")
    settle(page)
    expect(page.locator("article.item").first).to_be_visible()
    page.locator("a[href*='grant=']").first.click()
    settle(page)
    expect(page.locator(".reader").first).to_be_visible()
    assert "grant=" in page.url
    page.goto(page.url.replace("grant=", "grant=0"))
    settle(page)
    expect(page.get_by_text("this is not part of it")).to_be_visible()


def test_what_is_not_a_page_stays_shut_to_who_holds_a_link(
    serving: Team, tab: Callable[..., Page], fresh: Callable[..., Page]
) -> None:
    link = issued(tab(), serving, to="/topics?lang=en")
    page = fresh()
    page.goto(link)
    settle(page)
    mine = cookies(page)
    assert handshake(serving.url, origin=serving.url, cookie=mine) == 101
    assert handshake(serving.url, origin="https://evil.example", cookie=mine) == 403
    assert asked(f"{serving.url}/_stcore/upload_file/s/f", method="PUT", Cookie=mine)[0] == 403
    assert asked(f"{serving.url}/_stcore/metrics", Cookie=mine)[0] == 404
    assert asked(f"{serving.url}/feeds/any.xml", Cookie=mine)[0] == 403
    held = next(one for one in page.context.cookies() if one["name"] == "agendascope_links")
    assert held["httpOnly"]
    assert held["sameSite"] == "Lax"


def test_altered_and_revoked_links_do_not_open(serving: Team, library: Path, fresh: Callable[..., Page]) -> None:
    editor = fresh()
    link = issued(editor, serving, to="/topics?lang=en")
    manager = fresh()
    manager.goto(f"{link}?lang=en")
    settle(manager)
    expect(manager.locator(".js-plotly-plot:visible").first).to_be_visible()
    for altered in (link[:-6] + "AAAAAA", link.rsplit(".", 1)[0], f"{serving.url}/open/x"):
        status, body = asked(f"{altered}?lang=en")
        assert status == 404
        assert "did not issue it" in body
        assert "topics" not in body
    revoke = editor.get_by_role("button", name="Revoke this link")
    revoke.click()
    expect(revoke).to_have_count(0, timeout=20_000)
    status, body = asked(f"{link}?lang=en")
    assert status == 410
    assert "revoked" in body
    manager.goto(f"{serving.url}/topics?lang=en")
    expect(manager.get_by_role("heading", name="Please sign in")).to_be_visible()
    assert handshake(serving.url, origin=serving.url, cookie=cookies(manager)) == 403


def test_of_links_that_are_alike_the_one_that_was_chosen_is_revoked(
    serving: Team, tab: Callable[..., Page], fresh: Callable[..., Page]
) -> None:
    first = issued(tab(), serving, to="/topics?lang=en")
    editor = fresh()
    second = issued(editor, serving, to="/topics?lang=en")
    revoke = editor.get_by_role("button", name="Revoke this link")
    revoke.click()
    expect(revoke).to_have_count(0, timeout=20_000)
    assert asked(f"{second}?lang=en")[0] == 410
    assert asked(f"{first}?lang=en")[0] == 303


def test_a_session_ends_when_its_link_is_revoked(
    serving: Team, library: Path, tab: Callable[..., Page], fresh: Callable[..., Page]
) -> None:
    link = issued(tab(), serving, to="/topics?lang=en")
    page = fresh()
    page.goto(f"{link}?lang=en")
    settle(page)
    expect(page.locator(".js-plotly-plot:visible").first).to_be_visible()
    newest = json.loads((library / "signed.json").read_text(encoding="utf-8"))[-1]["id"]
    analysis("links", "revoke", newest, library=library)
    page.get_by_text("中文").first.click()
    expect(page.get_by_text("登录之后")).to_be_visible()
    assert not page.locator(".js-plotly-plot").count()


def test_viewers_issue_no_links(serving: Team, tab: Callable[..., Page]) -> None:
    page = tab()
    sign_in(page, serving, VIEWER, to="/topics?lang=en")
    settle(page)
    page.get_by_role("button", name="Share").click()
    expect(page.get_by_text("Link to these numbers")).to_be_visible()
    assert not page.get_by_text("Signed link").count()
