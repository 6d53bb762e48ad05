"""The server for a team: language, headers, health, and the doors that stay shut."""

from __future__ import annotations

import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Server, StartServer, settle


@pytest.fixture(scope="module")
def team_server(start_server: StartServer, no_library: Path) -> Server:
    return start_server(no_library, module="server")


def fetch(url: str) -> tuple[int, dict[str, str], str]:
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:
            return answer.status, {k.lower(): v for k, v in answer.headers.items()}, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, {}, ""


def test_pages_say_their_language_and_carry_the_security_headers(team_server: Server) -> None:
    status, headers, body = fetch(f"{team_server.url}/")
    assert status == 200
    assert '<html lang="zh-CN"' in body
    assert '<html lang="en"' in fetch(f"{team_server.url}/topics?lang=en")[2]
    assert headers["x-content-type-options"] == "nosniff"
    assert "default-src 'self'" in headers["content-security-policy"]
    assert "frame-ancestors 'self'" in headers["content-security-policy"]


def test_health_and_readiness_are_told(team_server: Server) -> None:
    assert fetch(f"{team_server.url}/health")[0] == 200
    deadline = time.monotonic() + 30
    while (status := fetch(f"{team_server.url}/ready")[0]) != 200 and time.monotonic() < deadline:
        assert status == 503, "not ready is said as such"
        time.sleep(0.2)
    assert status == 200


def test_metrics_stay_shut(team_server: Server) -> None:
    assert fetch(f"{team_server.url}/_stcore/metrics")[0] == 404


def test_a_server_that_is_stopped_complains_of_nothing(
    start_server: StartServer, no_library: Path, look: Callable[..., Page]
) -> None:
    server = start_server(no_library)
    look(f"{server.url}/topics")
    server.stop()
    assert "leaked" not in server.log()
    assert "Traceback" not in server.log()


@pytest.mark.parametrize(("path", "said"), [("overview", None), ("nowhere", "/nowhere"), ("议题", "/议题")])
def test_an_address_of_no_page_opens_the_first_and_says_so(
    team_server: Server, look: Callable[..., Page], path: str, said: str | None
) -> None:
    page = look(f"{team_server.url}/{path}?topic=health")
    expect(page).to_have_url(f"{team_server.url}/?topic=health")
    expect(page.get_by_role("heading", level=1)).to_have_text("近几个月，会议在议什么？")
    expect(page.get_by_role("dialog")).to_have_count(0)  # Streamlit's own, in English
    named = page.get_by_text("链接中有用不上的部分")
    if said:
        expect(named).to_contain_text(said)
    else:
        expect(named).to_have_count(0)


def test_the_pages_work_under_the_policy(team_server: Server, open_page: Callable[..., Page]) -> None:
    page = open_page(f"{team_server.url}/")
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    for path in ("", "topics", "keywords", "timelines"):
        page.goto(f"{team_server.url}/{path}")
        settle(page)
        expect(page.locator(".js-plotly-plot").first).to_be_visible()
    assert [text for text in complaints if "Content Security Policy" in text] == []
