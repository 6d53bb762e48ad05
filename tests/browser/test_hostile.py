"""Attacks by what people and reports may name: where views are saved and watched, in Share, in digests and feeds."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Request, expect

from analysis.corpus.library import Library
from analysis.sharing import views, watches
from analysis.sharing.links import ViewLink
from tests.browser.conftest import PHONE, ROOT, WIDE, Server, StartServer, analysis, host, settle
from tests.browser.test_reading import HOSTILE

FLOOD = HOSTILE + "\u200b\u202e\u2066" + "长" * 3000 + "W" * 3000 + "😀" * 300 + "\u0301" * 300
"""What runs and fetches; then zero-width and bidirectional marks, words that no line holds, piled accents: 16 kB."""


def report(day: int, *, hostile: bool) -> str:
    name = FLOOD if hostile else "防汛"
    return json.dumps({
        "title": f"霁川市委常委会召开会议 {name}",
        "published": f"2024-03-{day + 1:02}",
        "outlet": name,
        "text": f"3月{day}日，霁川市委书记甘棠主持召开市委常委会会议，审议通过《{name}办法》，研究防汛工作。",
    })  # fmt: skip


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with a watched view, saved by somebody with a hostile name, for which hostile meetings are new."""
    folder = tmp_path_factory.mktemp("hostile")
    own = folder / "library"
    for number, hostile in enumerate((False, True), 5):
        (folder / "reports.jsonl").write_text(report(number, hostile=hostile), encoding="utf-8")
        analysis("import", str(folder / "reports.jsonl"), library=own)
        if not hostile:
            views.save(Library(own), "w" * views.LONGEST, ViewLink.of("topics", {"word": FLOOD}), who=FLOOD)
            views.save(Library(own), "防汛", ViewLink.of("overview", {}), who=FLOOD)
            views.watch(Library(own), "防汛", since=Library(own).current())
    watches.catch_up(Library(own))
    return own


@pytest.fixture(scope="module")
def server(start_server: StartServer, library: Path) -> Server:
    return start_server(library, module="server")


@pytest.fixture(params=[WIDE, PHONE], ids=["wide", "phone"])
def page(request: pytest.FixtureRequest, tab: Callable[..., Page]) -> Iterator[Page]:
    """A page that must have asked for nothing elsewhere, and run nothing, by the end of the test."""
    page: Page = tab(request.param)
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    page.context.on("request", note)
    yield page
    page.context.remove_listener("request", note)
    assert page.evaluate("window.hit") is None
    assert [url for url in asked if not url.startswith(("data:", "blob:")) and host(url) != "127.0.0.1"] == []


def holds(page: Page) -> None:
    """Nothing reaches out of the screen, and nothing of the page is drawn over by what belongs to a name."""
    assert page.locator("[data-testid=stMain]").evaluate("e => e.scrollWidth - e.clientWidth") <= 1
    assert not page.locator("[data-testid=stMain] iframe[src*='192.0.2.1'], [data-testid=stMain] .katex").count()


def test_watches_on_the_overview(server: Server, page: Page) -> None:
    page.goto(server.url)
    settle(page)
    watched = page.locator("[class*=st-key-watched]").first
    expect(watched).to_contain_text("霁川市委常委会")
    expect(watched).to_contain_text("material/delete")  # as it is written, and no icon of that name
    holds(page)


def test_saved_views_in_share(server: Server, page: Page) -> None:
    page.goto(f"{server.url}/topics?word={'W' * 2000}")
    settle(page)
    page.locator(".st-key-share button").click()
    body = page.locator("[data-testid=stPopoverBody]")
    expect(body.get_by_text("w" * views.LONGEST).first).to_be_visible()
    body.get_by_text("w" * views.LONGEST).first.hover()
    settle(page)
    box = body.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= (page.viewport_size or WIDE)["width"] + 1
    assert body.evaluate("e => e.scrollWidth - e.clientWidth") <= 1
    holds(page)


def test_a_name_that_is_an_attack_is_refused_in_words(server: Server, page: Page) -> None:
    page.goto(server.url)
    settle(page)
    page.locator(".st-key-share button").click()
    body = page.locator("[data-testid=stPopoverBody]")
    body.locator(".st-key-view-name input").fill("<img src=x onerror='hit=1'>")
    body.locator("[data-testid=stFormSubmitButton] button").click()
    expect(body.locator("[data-testid=stAlert]")).to_contain_text("<img src=x")
    assert not body.locator("[data-testid=stAlert] img").count()


def test_digest_and_feed(server: Server, library: Path, page: Page) -> None:
    digest = subprocess.run(
        [sys.executable, "-m", "analysis", "digest", "防汛", "--format", "html", "--library", str(library)],
        cwd=ROOT, check=True, capture_output=True, text=True, encoding="utf-8",
    ).stdout  # fmt: skip
    assert "霁川市委常委会" in digest
    page.goto(f"{server.url}/health")
    page.set_content(digest)
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 1
    assert page.evaluate("window.hit") is None
    with urllib.request.urlopen(f"{server.url}/feeds/%E9%98%B2%E6%B1%9B.atom", timeout=20) as answer:
        assert answer.headers["Content-Type"].startswith("application/atom+xml")
        feed = answer.read().decode()
    assert "霁川市委常委会" in feed
    assert "<script" not in feed
    assert "<img" not in feed


def test_the_address(server: Server, page: Page) -> None:
    page.goto(f"{server.url}/topics?word={'%F0%9F%98%80' * 200}&phrase={'W' * 1500}&place={'%E2%80%AE' * 50}")
    settle(page)
    expect(page.locator("[data-testid=stMain] h1").first).to_be_visible()
    holds(page)
