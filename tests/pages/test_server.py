"""The server's own doors: health, language, headers, and what is closed."""

from __future__ import annotations

import asyncio
import re
from argparse import ArgumentTypeError
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from analysis.corpus.library import Library, default_library
from analysis.sharing import views
from analysis.sharing.links import ViewLink
from pages.shared import previews, server
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
    assert "<title>议题 · 议程镜</title>" in chinese
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


def test_a_pasted_link_previews_as_the_view_that_it_opens(
    doors: Starlette, sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server._ready.set()
    _, _, page = ask(doors, "/topics?level=county&topic=health&lang=en")
    assert "<title>Topics (level: County; topic: Health) · Agendascope</title>" in page
    assert '<meta property="og:title" content="Topics (level: County; topic: Health) · Agendascope" />' in page
    assert 'name="description" content="Which topics fill the agendas?' in page
    _, _, page = ask(doors, "/meetings?word=%22%3E%3Cscript%3Ealert(1)%3C/script%3E")
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page
    _, _, page = ask(doors, "/topics?" + "&".join(f"word={'字' * 50}{n}" for n in range(50)))
    title = re.search(r"<title>(.*?)</title>", page)
    assert title
    assert len(title[1]) < 400


def test_where_not_everybody_may_read_a_preview_names_the_page_alone(
    doors: Starlette, sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server._ready.set()
    rules = SimpleNamespace(public=False)
    monkeypatch.setattr(previews.access, "rules", lambda: rules)
    page = previews.head("/topics", "topic=health&place=火星省", "zh", is_ready=True)
    assert "医疗" not in page
    assert "火星" not in page
    assert "<title>议题 · 议程镜</title>" in page


def test_other_sites_frame_pages_only_where_they_were_named(doors: Starlette, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "_embedders", ["https://wiki.example"])
    server._policy.cache_clear()
    _, headers, _ = ask(doors, "/health")
    server._policy.cache_clear()
    assert "frame-ancestors 'self' https://wiki.example" in headers["content-security-policy"]
    assert "x-frame-options" not in headers
    for text in ("wiki.example", "https://wiki.example/page", "*", "https://a; script-src *", "javascript:x"):
        with pytest.raises(ArgumentTypeError):
            server._origin(text)


def test_the_feed_of_a_watched_view_is_served_and_others_are_not(doors: Starlette, own: Callable[..., str]) -> None:
    version = own(
        [{"title": "云梦市委常委会召开会议", "text": "2024年5月6日，云梦市委常委会召开会议，听取防汛工作情况汇报。"}]
    )
    library = Library(default_library())
    views.save(library, "洪水", ViewLink.of("topics", {"topic": "disaster"}))
    assert ask(doors, "/feeds/洪水.atom")[0] == 404
    views.watch(library, "洪水", since=version)
    status, headers, body = ask(doors, "/feeds/洪水.atom")
    assert status == 200
    assert headers["content-type"] == "application/atom+xml"
    assert "<feed" in body
    assert ask(doors, "/feeds/..%2Fviews.atom")[0] == 404
