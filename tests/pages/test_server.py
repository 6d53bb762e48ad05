"""The server's own doors: health, language, headers, and what is closed."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlsplit

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from pages.shared import server
from pages.shared.doors import Doors


def ask(app: Any, address: str) -> tuple[int, dict[str, str], str]:
    """A request to an ASGI application: status, headers, body."""
    parts, sent = urlsplit(address), []
    scope = {
        "type": "http", "method": "GET", "path": parts.path, "query_string": parts.query.encode(), "headers": [],
        "http_version": "1.1", "scheme": "http", "root_path": "", "asgi": {"version": "3.0"},
    }  # fmt: skip

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    # In a thread of its own: where browser tests have run before, this one has a running loop.
    with ThreadPoolExecutor(1) as apart:
        apart.submit(asyncio.run, app(scope, receive, send)).result()
    headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], headers, b"".join(message.get("body", b"") for message in sent[1:]).decode()


@pytest.fixture
def doors() -> Iterator[Starlette]:
    """The server's own routes behind its guard, with a stand-in for Streamlit's."""
    inside = Route("/{path:path}", lambda request: PlainTextResponse("inside"))
    routes = [*server.create_app(is_alone=True)._user_routes, inside]
    yield Starlette(routes=routes, middleware=[Middleware(server.Guard), Middleware(Doors, rules=None)])
    server._ready.clear()


def test_a_page_says_its_language_and_fetches_no_foreign_font(doors: Starlette) -> None:
    _, _, chinese = ask(doors, "/topics?level=county")
    _, _, english = ask(doors, "/topics?lang=en")
    assert '<html lang="zh-CN">' in chinese
    assert '<html lang="en">' in english
    assert "<title>议程镜</title>" in chinese
    assert "SourceSans" not in chinese
    assert "https://" not in chinese.split("<body>")[0].split("-->")[-1].replace("https://docs", "")


def test_every_answer_carries_the_security_headers(doors: Starlette) -> None:
    for address in ("/", "/health", "/static/x.js", "/_stcore/metrics"):
        _, headers, _ = ask(doors, address)
        policy = headers["content-security-policy"]
        assert "default-src 'self'" in policy
        assert "frame-ancestors 'self'" in policy
        assert "unsafe-eval" not in policy
        assert "'unsafe-inline'" not in policy.split("style-src")[0], "no script but the known one"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "SAMEORIGIN"
        assert headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize(
    "door", ["/_stcore/metrics", "/_stcore/metrics/", "/_stcore/agent", "/_stcore/agent/openapi.json"]
)
def test_metrics_and_the_agent_interface_are_closed(doors: Starlette, door: str) -> None:
    assert ask(doors, door)[0] == 404


def test_other_doors_are_open(doors: Starlette) -> None:
    assert ask(doors, "/_stcore/health")[2] == "inside"


def test_it_is_healthy_at_once_and_ready_once_the_library_is_open(doors: Starlette) -> None:
    assert ask(doors, "/health")[0] == 200
    assert ask(doors, "/ready")[0] == 503
    server._ready.set()
    assert ask(doors, "/ready")[0] == 200
