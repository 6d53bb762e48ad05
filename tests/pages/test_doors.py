"""The doors of a server by themselves: who comes in where, which cookies count, and where a sign-in leads."""

from __future__ import annotations

import asyncio
import base64
import json
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from analysis.corpus.library import Library
from analysis.sharing import signing
from analysis.sharing.configuration import Configuration, SignIn
from analysis.sharing.links import ViewLink
from pages.shared import access, signing_in
from pages.shared.doors import Doors

ADDRESS = "https://agenda.example.org"
RULES = Configuration(
    Path("agendascope.toml"), ADDRESS, editors=("li@research.example",), viewers=("@example.org",),
    sign_in=SignIn("https://login.example.org/.well-known/openid-configuration", "agendascope", "hush"),
)  # fmt: skip
Ask = Callable[..., tuple[int, list[tuple[str, str]], str]]


@pytest.fixture(autouse=True)
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Library:
    monkeypatch.setenv("AGENDASCOPE_LIBRARY", str(tmp_path / "library"))
    return Library(tmp_path / "library")


def inside(rules: Configuration | None) -> Starlette:
    """Doors before a stand-in for everything behind them; the provider's and Streamlit's answers are as they are."""

    async def stream(websocket: WebSocket) -> None:
        await websocket.accept()
        await websocket.close()

    def login(_request: Request) -> Response:
        return RedirectResponse("https://login.example.org/authorize?state=abc", 302)

    def callback(request: Request) -> Response:
        answer = RedirectResponse("/", 302)
        if "code" in request.query_params:
            answer.set_cookie(USER_COOKIE_NAME, "signed")
        if "end" in request.query_params:
            answer.delete_cookie(USER_COOKIE_NAME)
        return answer

    routes = [
        WebSocketRoute("/_stcore/stream", stream),
        Route("/auth/login", login),
        Route("/oauth2callback", callback),
        Route("/{path:path}", lambda _: PlainTextResponse("inside"), methods=["GET", "PUT", "DELETE"]),
    ]
    return Starlette(routes=routes, middleware=[Middleware(Doors, rules=rules)])


@pytest.fixture
def ask() -> Iterator[Ask]:
    """A request to the doors: the status, headers and body of the answer; of a websocket whether it opens (101)."""
    with ThreadPoolExecutor(1) as apart:

        def asked(
            address: str, *, rules: Configuration | None = RULES, method: str = "GET", ws: bool = False, **headers: str
        ) -> tuple[int, list[tuple[str, str]], str]:
            parts, sent = urlsplit(address), list[dict[str, Any]]()
            named = {"host": "agenda.example.org", **headers}
            scope = {
                "type": "websocket" if ws else "http", "method": method, "path": parts.path, "scheme": "http",
                "query_string": parts.query.encode(), "http_version": "1.1", "root_path": "", "subprotocols": [],
                "headers": [(key.encode(), value.encode("latin-1")) for key, value in named.items()],
                "asgi": {"version": "3.0"}, "extensions": {},
            }  # fmt: skip

            async def receive() -> dict[str, Any]:
                return {"type": "websocket.connect" if ws else "http.request", "body": b"", "more_body": False}

            async def send(message: Any) -> None:
                sent.append(message)

            apart.submit(asyncio.run, inside(rules)(scope, receive, send)).result()  # type: ignore[arg-type]
            first = sent[0]
            if ws:
                return 101 if first["type"] == "websocket.accept" else first["code"], [], ""
            told = [(key.decode(), value.decode()) for key, value in first["headers"]]
            return first["status"], told, b"".join(message.get("body", b"") for message in sent[1:]).decode()

        yield asked


def cookie(email: str = "wang@example.org", *, secret: str = "", **changes: Any) -> str:
    """The cookie that Streamlit sets after a sign-in."""
    claims = {"email": email, "email_verified": True, "iat": time.time(), "origin": ADDRESS, "is_logged_in": True}
    signed = create_signed_value(secret or get_cookie_secret(), USER_COOKIE_NAME, json.dumps(claims | changes))
    return f"{USER_COOKIE_NAME}={signed.decode()}"


def test_a_signed_in_reader_comes_in_and_nobody_else_does(ask: Ask) -> None:
    assert ask("/topics", cookie=cookie())[2] == "inside"
    assert ask("/topics")[0] == 401
    assert ask("/topics", cookie=cookie("mallory@evil.example"))[0] == 403
    assert ask("/topics", cookie=cookie(email_verified=False))[0] == 403


@pytest.mark.parametrize(
    "wrong",
    [
        {"secret": "another secret that is long enough"},
        {"origin": "https://other.example.org"},
        {"origin": None},
        {"iat": time.time() - 13 * 3600},
        {"is_logged_in": False},
    ],
    ids=["another key", "another place", "no place", "too long ago", "not signed in"],
)
def test_a_cookie_of_another_key_place_or_time_is_none(ask: Ask, wrong: dict[str, Any]) -> None:
    assert ask("/topics", cookie=cookie(**wrong))[0] == 401
    assert ask("/_stcore/stream", ws=True, origin=ADDRESS, cookie=cookie(**wrong))[0] == 1008


@pytest.mark.parametrize("broken", ["x", "a.b.c", "", "chunks-99999", '"', "é"])
def test_a_broken_cookie_is_none(ask: Ask, broken: str) -> None:
    assert ask("/topics", cookie=f"{USER_COOKIE_NAME}={broken}; {access.LINKS}={broken}~{broken}")[0] == 401


@pytest.mark.parametrize("door", ["/_stcore/upload_file/s/f", "/_stcore/upload_file/s/f/", "/_stcore/upload_file"])
def test_uploads_are_editors(ask: Ask, door: str) -> None:
    for method in ("PUT", "DELETE"):
        assert ask(door, method=method)[0] == 403
        assert ask(door, method=method, cookie=cookie())[0] == 403
        assert ask(door, method=method, cookie=cookie("li@research.example"))[2] == "inside"


@pytest.mark.parametrize("door", ["/_stcore/metrics", "/_stcore/agent/x", "/_stcore/script-health-check"])
def test_closed_doors_are_closed_to_editors_as_well(ask: Ask, door: str) -> None:
    assert ask(door, cookie=cookie("li@research.example"))[0] == 404
    assert ask(door, rules=None, host="localhost")[0] == 404


@pytest.mark.parametrize(
    ("origin", "code"),
    [
        (ADDRESS, 101), ("https://evil.example", 1008), ("null", 1008), ("", 1008), ("http://[", 1008),
        ("https://agenda.example.org.evil.example", 1008),
    ],
)  # fmt: skip
def test_streams_open_for_pages_of_this_server_alone(ask: Ask, origin: str, code: int) -> None:
    assert ask("/_stcore/stream", ws=True, origin=origin, cookie=cookie())[0] == code


def test_where_the_world_reads_it_still_does_not_upload(ask: Ask) -> None:
    world = Configuration(Path("agendascope.toml"), public=True)
    assert ask("/topics", rules=world)[2] == "inside"
    assert ask("/_stcore/stream", rules=world, ws=True, origin="http://agenda.example.org")[0] == 101
    assert ask("/_stcore/upload_file/s/f", rules=world, method="PUT")[0] == 403


def test_on_ones_own_machine_everything_is_open_and_to_a_proxy_nothing_is(ask: Ask) -> None:
    own = {"rules": None, "host": "localhost:8501"}
    assert ask("/_stcore/upload_file/s/f", method="PUT", **own)[2] == "inside"
    assert ask("/media/x", **own)[2] == "inside"
    for afar in ({"x-forwarded-for": "127.0.0.1"}, {"host": "agenda.example.org"}):
        assert ask("/_stcore/upload_file/s/f", method="PUT", **(own | afar))[0] == 403
        assert ask("/media/x", **(own | afar))[0] == 403


def test_a_guest_comes_in_at_pages_and_their_files_alone(ask: Ask, library: Library) -> None:
    link = signing.issue(library, ViewLink.of("topics", {}), lasts=timedelta(days=1), by="li")
    held = f"{access.LINKS}={signing.token(library, link)}"
    for path in ("/", "/topics", "/corpus", "/media/x.csv", "/component/x/index.html"):
        assert ask(path, cookie=held)[2] == "inside", path
    for path in ("/feeds/x.atom", "/anything", "/_stcore/bidi-components/x", "/topics/../corpus/x"):
        assert ask(path, cookie=held)[0] == 403, path
    assert ask("/_stcore/upload_file/s/f", method="PUT", cookie=held)[0] == 403
    assert ask("/_stcore/stream", ws=True, origin=ADDRESS, cookie=held)[0] == 101
    signing.revoke(library, link.id)
    assert ask("/topics", cookie=held)[0] == 401
    assert ask("/_stcore/stream", ws=True, origin=ADDRESS, cookie=held)[0] == 1008


def kept(headers: list[tuple[str, str]]) -> str:
    return next(value for key, value in headers if key == "set-cookie" and value.startswith("agendascope_to_"))


def test_a_sign_in_leads_to_what_was_wanted_and_forgets_it(ask: Ask) -> None:
    wanted = "/topics?topic=health&word=%E6%98%A5%E8%80%95&lang=en"
    _, headers, _ = ask(f"/auth/login?provider=x&{urlencode({'to': wanted})}")
    assert "; Path=/oauth2callback; " in kept(headers)
    assert kept(headers).endswith("; Secure"), "the address is one of https"
    assert "HttpOnly" in kept(headers)
    mine = kept(headers).split(";")[0]
    _, headers, _ = ask("/oauth2callback?code=1&state=abc", cookie=mine)
    to = urlsplit(dict(headers)["location"])
    assert to.path == "/topics"
    assert not to.netloc
    assert parse_qs(to.query) == {"topic": ["health"], "word": ["春耕"], "lang": ["en"]}
    assert "Max-Age=0" in kept(headers)


def test_the_way_back_is_that_of_its_own_sign_in(ask: Ask) -> None:
    _, headers, _ = ask("/auth/login?provider=x&to=/topics")
    mine = kept(headers).split(";")[0]
    assert dict(ask("/oauth2callback?code=1&state=other", cookie=mine)[1])["location"] == "/"


def test_a_sign_in_that_failed_says_so_and_keeps_the_link(ask: Ask) -> None:
    _, headers, _ = ask("/auth/login?provider=x&to=/topics")
    mine = kept(headers).split(";")[0]
    _, headers, _ = ask("/oauth2callback?error=access_denied&state=abc", cookie=mine)
    assert dict(headers)["location"] == "/sign-in?to=%2Ftopics"


def test_a_way_that_another_tab_has_ended_leads_on_where_its_reader_is_known_by_now(ask: Ask) -> None:
    mine = kept(ask("/auth/login?provider=x&to=/topics")[1]).split(";")[0]
    over = "/oauth2callback?state=abc"
    assert dict(ask(over, cookie=f"{mine}; {cookie()}")[1])["location"] == "/topics"
    assert dict(ask(over, cookie=mine)[1])["location"] == "/sign-in?to=%2Ftopics"
    ended = ask("/oauth2callback?state=abc&end=1", cookie=f"{mine}; {cookie()}")
    assert dict(ended[1])["location"] == "/sign-in?to=%2Ftopics", "the provider's answer was refused"


@pytest.mark.parametrize(
    "to",
    [
        "https://evil.example/topics", "//evil.example/topics", "/\\evil.example", "\\\\evil.example",
        "javascript:alert(1)",
        "/topics/../evil", "/ topics", "http:/topics", "http://[", "/evil", "topics", "", "/topics\n", "/%74opics",
    ],
)  # fmt: skip
def test_a_destination_is_a_page_of_the_dashboard_or_home(to: str) -> None:
    path, _ = signing_in.destination(to)
    assert path in signing_in.PATHS
    assert path == "/" or to.strip() == path


def test_a_forged_way_back_leads_home(ask: Ask) -> None:
    for forged in (["//evil.example", []], ["https://evil.example/", []], "//evil.example", [1, 2], ["/topics", [1]]):
        name = kept(ask("/auth/login?provider=x&to=/topics")[1]).split("=")[0]
        value = base64.urlsafe_b64encode(json.dumps(forged).encode()).decode()
        location = dict(ask("/oauth2callback?code=1&state=abc", cookie=f"{name}={value}")[1])["location"]
        assert location == "/", forged


def test_a_very_long_view_is_kept_as_its_page(ask: Ask) -> None:
    _, headers, _ = ask(f"/auth/login?provider=x&to=/topics?word={'x' * 5000}")
    assert len(kept(headers)) < 4096
    mine = kept(headers).split(";")[0]
    assert dict(ask("/oauth2callback?code=1&state=abc", cookie=mine)[1])["location"] == "/topics"


def test_after_signing_out_at_the_provider_one_comes_home(ask: Ask) -> None:
    assert dict(ask("/oauth2callback")[1])["location"] == "/"
