"""Signing in with a real provider: who reads, who changes, who is refused, where one lands, what every door says."""

from __future__ import annotations

import socket
import urllib.error
import urllib.request
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, TimeoutError, expect

from tests.browser.conftest import PHONE, Server, StartServer, free_port, settle
from tests.browser.provider import CLIENT, SECRET, Provider, running

EDITOR, VIEWER, STRANGER = "li@research.example", "wang@example.org", "mallory@evil.example"
UNVERIFIED = "zhao@example.org"
DEEP = "/topics?level=county&lang=en"


@dataclass
class Team:
    """A server with sign-in, and its provider."""

    server: Server
    provider: Provider

    @property
    def url(self) -> str:
        return self.server.url


def rules(url: str, provider: Provider) -> str:
    return (
        f'address = "{url}"\neditors = ["{EDITOR}"]\nviewers = ["@example.org"]\n'
        f'[sign_in]\nserver_metadata_url = "{provider.url}/.well-known/openid-configuration"\n'
        f'client_id = "{CLIENT}"\nclient_secret = "{SECRET}"\n'
    )


@contextmanager
def restarting(start_server: StartServer, library: Path) -> Iterator[Callable[[], Team]]:
    """A provider, and what starts a server for a library at one address, each time in place of the one before."""
    with running(free_port()) as provider:
        port = free_port()
        url = f"http://127.0.0.1:{port}"
        provider.redirect_uris.add(f"{url}/oauth2callback")
        provider.people = {who: {"email_verified": who != UNVERIFIED} for who in (EDITOR, VIEWER, STRANGER, UNVERIFIED)}
        now: list[Team] = []

        def start() -> Team:
            for old in now:
                old.server.stop()
            now[:] = [Team(start_server(library, module="server", rules=rules(url, provider), port=port), provider)]
            return now[0]

        yield start


@pytest.fixture(scope="module")
def team(start_server: StartServer, no_library: Path) -> Iterator[Team]:
    with restarting(start_server, no_library) as start:
        yield start()


def sign_in(page: Page, team: Team, who: str, *, to: str = DEEP) -> None:
    """Follow a link, sign in where that is asked for, and come back."""
    page.goto(team.url + to)
    page.locator("a.button").click()
    page.get_by_role("link", name=who, exact=True).click()


def signed(page: Page, button: str) -> str:
    """The signed link that a button of the open Share popover makes. A click that comes while the popover still grows
    can get lost, for a person as well, who clicks again."""
    code = page.locator("[data-testid=stPopoverBody] code", has_text="/open/")
    for _ in range(3):
        settle(page)
        page.get_by_role("button", name=button).click()
        try:
            code.wait_for(timeout=15_000)
        except TimeoutError:
            continue
        break
    return code.inner_text().strip()


def asked(url: str, *, method: str = "GET", **headers: str) -> tuple[int, str]:
    """The answer to a request that follows no redirect."""

    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_: object) -> None:
            return None

    request = urllib.request.Request(url, method=method, headers={k.replace("_", "-"): v for k, v in headers.items()})
    try:
        with urllib.request.build_opener(Stay).open(request, timeout=10) as answer:
            return answer.status, answer.read().decode("utf-8", "replace")
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode("utf-8", "replace")


def handshake(url: str, *, origin: str | None, path: str = "/_stcore/stream", cookie: str = "") -> int:
    """The status with which a server answers who asks for a websocket."""
    parts = urlsplit(url)
    lines = [
        f"GET {path} HTTP/1.1", f"Host: {parts.netloc}", "Connection: Upgrade", "Upgrade: websocket",
        "Sec-WebSocket-Version: 13", f"Sec-WebSocket-Key: {b64encode(b'0123456789abcdef').decode()}",
        *([f"Origin: {origin}"] if origin else []), *([f"Cookie: {cookie}"] if cookie else []),
    ]  # fmt: skip
    with socket.create_connection((parts.hostname, parts.port), timeout=10) as connection:
        connection.sendall("\r\n".join([*lines, "", ""]).encode())
        return int(connection.recv(4096).split()[1])


def cookies(page: Page) -> str:
    return "; ".join(f"{one['name']}={one['value']}" for one in page.context.cookies())


def test_a_viewer_lands_on_the_link_that_was_followed_reads_and_changes_nothing(
    team: Team, fresh: Callable[..., Page]
) -> None:
    page = fresh()
    page.goto(team.url + DEEP)
    expect(page.get_by_role("heading", name="Please sign in")).to_be_visible()
    assert page.url == team.url + DEEP, "the address stays the one that was followed"
    assert not page.locator("script").count(), "nothing of the dashboard is loaded before"
    page.locator("a.button").click()
    page.get_by_role("link", name=VIEWER, exact=True).click()
    settle(page)
    landed = urlsplit(page.url)
    assert landed.path == "/topics"
    assert parse_qs(landed.query) == {"level": ["county"], "lang": ["en"]}
    expect(page.locator(".js-plotly-plot:visible").first).to_be_visible()
    expect(page.get_by_text(f"Signed in: {VIEWER}")).to_be_attached()
    page.goto(f"{team.url}/corpus?lang=en")
    settle(page)
    expect(page.get_by_text("Importing here is for editors")).to_be_visible()
    assert not page.locator("[data-testid=stFileUploader]").count()


def test_an_editor_may_import(team: Team, tab: Callable[..., Page]) -> None:
    page = tab()
    sign_in(page, team, EDITOR, to="/corpus?lang=en")
    settle(page)
    expect(page.locator("[data-testid=stFileUploader]").first).to_be_visible()
    page.locator("input[type=file]").first.set_input_files(
        {"name": "a.txt", "mimeType": "text/plain", "buffer": "无关的文字。".encode()}
    )
    expect(page.get_by_role("button", name="Import 1 file")).to_be_visible()


@pytest.mark.parametrize("who", [STRANGER, UNVERIFIED])
def test_a_stranger_and_an_address_that_nobody_vouches_for_are_refused(
    team: Team, tab: Callable[..., Page], who: str
) -> None:
    page = tab(PHONE)
    sign_in(page, team, who)
    expect(page.get_by_role("heading", name="This is not open to you")).to_be_visible()
    if who == STRANGER:
        expect(page.get_by_text(who)).to_be_visible()
    assert asked(f"{team.url}/topics", Cookie=cookies(page))[0] == 403
    assert handshake(team.url, origin=team.url, cookie=cookies(page)) == 403
    page.get_by_role("link", name="Sign out").click()
    page.wait_for_url(f"{team.url}/")
    expect(page.get_by_role("heading", name="请先登录")).to_be_visible()


def test_after_signing_out_nothing_is_shown(team: Team, fresh: Callable[..., Page]) -> None:
    page = fresh()
    sign_in(page, team, VIEWER)
    settle(page)
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(f"{team.url}/")
    expect(page.get_by_role("heading", name="请先登录")).to_be_visible()
    assert not [one["name"] for one in page.context.cookies() if one["name"].startswith("_streamlit_user")]
    page.goto(team.url + DEEP)
    expect(page.get_by_role("heading", name="Please sign in")).to_be_visible()


def test_who_turns_back_at_the_provider_is_told_and_keeps_the_link(team: Team, tab: Callable[..., Page]) -> None:
    page = tab()
    sign_in(page, team, "deny")
    expect(page.get_by_text("You could not be signed in just now")).to_be_visible()
    page.locator("a.button").click()
    page.get_by_role("link", name=VIEWER, exact=True).click()
    settle(page)
    assert urlsplit(page.url).path == "/topics"


def test_two_links_followed_side_by_side_each_lead_to_their_own_page(team: Team, fresh: Callable[..., Page]) -> None:
    first = fresh()
    second = first.context.new_page()
    for page, to in ((first, "/keywords?lang=en"), (second, "/timelines?lang=en")):
        page.goto(team.url + to)
        page.locator("a.button").click()
        page.get_by_role("heading", name="Who are you?").wait_for()
    for page, path in ((second, "/timelines"), (first, "/keywords")):
        page.get_by_role("link", name=VIEWER, exact=True).click()
        page.wait_for_url(f"{team.url}{path}?lang=en", wait_until="commit")


@pytest.mark.parametrize(
    "to", ["https://evil.example/", "//evil.example/topics", "/\\evil.example", "/topics/../..//evil.example", "evil"]
)
def test_no_link_leads_out_of_the_dashboard_after_signing_in(team: Team, tab: Callable[..., Page], to: str) -> None:
    page = tab()
    page.goto(f"{team.url}/sign-in/start?to={to}")
    page.get_by_role("link", name=VIEWER, exact=True).click()
    page.wait_for_url(f"{team.url}/")


def test_every_door_is_shut_to_who_is_not_signed_in(team: Team) -> None:
    for path in ("/", "/topics", "/corpus", "/meetings?meeting=x", "/anything", "/_stcore/bidi-components/x"):
        status, body = asked(team.url + path)
        assert status == 401, path
        assert "stcore" not in body
    assert asked(f"{team.url}/media/0123456789.csv")[0] == 401
    assert asked(f"{team.url}/_stcore/upload_file/session/file", method="PUT")[0] == 403
    assert asked(f"{team.url}/_stcore/upload_file/session/file", method="DELETE")[0] == 403
    for path in ("/_stcore/metrics", "/_stcore/metrics/", "/_stcore/agent", "/_stcore/script-health-check"):
        assert asked(team.url + path)[0] == 404
    assert handshake(team.url, origin=team.url) == 403
    assert handshake(team.url, origin=None) == 403


def test_health_and_the_browsers_own_files_are_open_to_everybody(team: Team) -> None:
    for path in ("/health", "/ready", "/_stcore/health", "/_stcore/host-config"):
        assert asked(team.url + path)[0] in (200, 503)


def test_the_websocket_opens_to_who_signed_in_from_this_address_alone(team: Team, tab: Callable[..., Page]) -> None:
    page = tab()
    sign_in(page, team, VIEWER)
    settle(page)
    mine = cookies(page)
    assert handshake(team.url, origin=team.url, cookie=mine) == 101
    assert handshake(team.url, origin="https://evil.example", cookie=mine) == 403
    assert handshake(team.url, origin=None, cookie=mine) == 403
    assert handshake(team.url, origin="null", cookie=mine) == 403


def test_a_viewer_cannot_upload_past_the_page(team: Team, tab: Callable[..., Page]) -> None:
    page = tab()
    sign_in(page, team, VIEWER)
    settle(page)
    status, _ = asked(f"{team.url}/_stcore/upload_file/s/f", method="PUT", Cookie=cookies(page))
    assert status == 403


def test_an_altered_cookie_is_no_sign_in(team: Team, tab: Callable[..., Page]) -> None:
    page = tab()
    sign_in(page, team, VIEWER)
    settle(page)
    mine = cookies(page)
    assert asked(team.url + DEEP, Cookie=mine)[0] == 200
    at = mine.index("_streamlit_user=") + len("_streamlit_user=") + 30
    altered = mine[:at] + ("A" if mine[at] != "A" else "B") + mine[at + 1 :]
    assert asked(team.url + DEEP, Cookie=altered)[0] == 401


def test_cookies_are_kept_from_scripts_and_other_sites(team: Team, tab: Callable[..., Page]) -> None:
    page = tab()
    sign_in(page, team, VIEWER)
    settle(page)
    mine = {one["name"]: one for one in page.context.cookies()}
    assert mine["_streamlit_user"]["httpOnly"]
    assert mine["_streamlit_user"]["sameSite"] == "Lax"
    assert not [name for name in mine if name.startswith("agendascope_to_")], "what was wanted is forgotten again"


def test_no_secret_stands_in_the_log(team: Team, fresh: Callable[..., Page], no_library: Path) -> None:
    page = fresh()
    sign_in(page, team, VIEWER)
    settle(page)
    sign_in(fresh(), team, "deny")
    log = team.server.log()
    assert SECRET not in log
    assert (no_library / "sign-in.key").read_text() not in log
    assert not [token for token in team.provider.issued if token in log]
    assert not [one["value"] for one in page.context.cookies() if one["name"].startswith("_streamlit_user")
                and one["value"] in log]  # fmt: skip
