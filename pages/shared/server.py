"""The server for a team: ``python -m pages.shared.server``, or the factory ``pages.shared.server:create_app`` under any
ASGI server.

Beyond ``streamlit run dashboard.py`` it opens the library and loads what the pages need before the first reader
comes, says the language of each page (without which browsers draw Han in Japanese forms), sends security headers,
answers ``/health`` (the process lives) and ``/ready`` (the library is open), and closes the doors that need no
opening: metrics and the agent interface. Where others can reach it, it does not start before a configuration says who
may read and who may change (``docs/serving.md``).

Pages may be framed by pages of the same origin alone, ``?embed=true`` among them, and by those of the origins that
``--embed-from`` names.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import logging
import os
import re
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import streamlit
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config
from streamlit.starlette import App

from analysis.corpus.library import default_library
from analysis.errors import AnalysisError, ConfigurationError
from analysis.sharing import configuration
from analysis.sharing.configuration import Configuration
from analysis.sharing.signing import key
from pages.shared import access, logs, previews, signing_in, texts
from pages.shared.doors import Doors
from pages.shared.sharing import feeds, following

ROOT: Final = Path(__file__).resolve().parents[2]
_INDEX: Final = Path(streamlit.__file__).parent / "static" / "index.html"
_TITLE: Final = "<title>Streamlit</title>"
_log = logging.getLogger(__name__)
_ready = threading.Event()
_embedders: list[str] = []
"""The origins beside our own whose pages may frame ours."""


@cache
def _index(language: texts.Language) -> str:
    """Streamlit's page with the language said, without the font that no page uses, and with the code of the charts,
    which nearly every page has, on its way from the start instead of from the first chart."""
    page = _INDEX.read_text(encoding="utf-8")
    for script in _INDEX.parent.glob("static/js/PlotlyChart.*.js"):
        early = f'<link rel="modulepreload" crossorigin href="./static/js/{script.name}">'
        page = page.replace("</head>", f"{early}</head>")
    page = re.sub(r'<link\s+rel="preload"[^>]*SourceSans[^>]*>', "", page)
    return page.replace('<html lang="en">', f'<html lang="{"zh-CN" if language == "zh" else "en"}">')


@cache
def _policy() -> str:
    """The content security policy: everything from here, and of inline scripts only the one of Streamlit's page."""
    inline = re.findall(r"<script>(.*?)</script>", _INDEX.read_text(encoding="utf-8"), re.S)
    hashes = [base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in inline]
    allowed = " ".join(f"'sha256-{digest}'" for digest in hashes)
    return "; ".join(
        [
            "default-src 'self'",
            f"script-src 'self' {allowed}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            " ".join(["frame-ancestors 'self'", *_embedders]),
        ]
    )


class Guard:
    """Sends the security headers."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Content-Security-Policy"] = _policy()
                headers["X-Content-Type-Options"] = "nosniff"
                if not _embedders:  # it knows no other origins; what knows frame-ancestors does not ask for it
                    headers["X-Frame-Options"] = "SAMEORIGIN"
                headers["Referrer-Policy"] = "same-origin"
                headers["Cross-Origin-Opener-Policy"] = "same-origin"
                headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()"
            await send(message)

        await self._app(scope, receive, guarded)


def _page(request: Request) -> Response:
    language: texts.Language = "en" if request.query_params.get("lang") == "en" else "zh"
    about = previews.head(request.url.path, request.url.query, language, is_ready=_ready.is_set())
    return HTMLResponse(_index(language).replace(_TITLE, about, 1), headers={"Cache-Control": "no-cache"})


def _health(_request: Request) -> Response:
    return JSONResponse({"status": "ok"})


def _readiness(_request: Request) -> Response:
    return JSONResponse({"ready": _ready.is_set()}, 200 if _ready.is_set() else 503)


@asynccontextmanager
async def _lifespan(_app: App) -> AsyncIterator[None]:
    if rules := access.rules():
        _harden(rules)
    threading.Thread(target=_prepare, daemon=True).start()
    yield
    from pages.shared import jobs  # as in _prepare

    _log.info("stopping")
    await run_in_threadpool(jobs.stop)


def _prepare() -> None:
    # Imported here, since Streamlit's caches want its runtime to exist before they are made.
    from pages.shared.warming import warm

    try:
        warm()
    except Exception:
        _log.exception("The library could not be opened ahead of time; the pages will say what is wrong with it")
    _ready.set()


def create_app(*, is_alone: bool = False) -> App:
    """The application, by the configuration in force. Without one it is for one's own machine, which has to be promised
    with ``is_alone``. Raises ConfigurationError."""
    rules = configuration.find()
    if rules:
        access.serve(rules)
    elif not is_alone:
        raise ConfigurationError(
            f"Others could reach this server, and nothing says who may read and who may change the library. Write "
            f"{default_library() / configuration.NAME}, as docs/serving.md describes it, or listen on 127.0.0.1."
        )
    return App(
        ROOT / "dashboard.py",
        secrets=_secrets(rules) if rules else None,
        lifespan=_lifespan,
        routes=[
            Route("/health", _health),
            Route("/ready", _readiness),
            following.route(),
            feeds.route(),
            *(signing_in.routes() if rules and rules.sign_in else []),
            *(Route(path, _page) for path in ("/", *(f"/{page.stem}" for page in (ROOT / "pages").glob("*.py")))),
        ],
        middleware=[Middleware(Guard), Middleware(Doors, rules=rules)],
    )


def _harden(rules: Configuration) -> None:
    """Hold what Streamlit lets be switched off, and name the one address from which its streams may be asked for."""
    config.set_option("server.enableXsrfProtection", True)
    config.set_option("server.enableCORS", True)
    if rules.address:
        config.set_option("server.corsAllowedOrigins", [rules.address])
        config.set_option("browser.serverAddress", urlsplit(rules.address).hostname)


def _secrets(rules: Configuration) -> dict[str, dict[str, str]] | None:
    """What Streamlit's sign-in asks for; it is handed over in memory and written nowhere."""
    if rules.sign_in is None:
        return None
    return {
        "auth": {
            "redirect_uri": rules.address + configuration.CALLBACK,
            "cookie_secret": key(default_library(), "sign-in.key"),
            "client_id": rules.sign_in.client_id,
            "client_secret": rules.sign_in.client_secret,
            "server_metadata_url": rules.sign_in.server_metadata_url,
        }
    }


def _origin(text: str) -> str:
    """An origin as a content security policy takes it. Raises ArgumentTypeError where it is none."""
    if not re.fullmatch(r"https?://[A-Za-z0-9.-]+(:\d+)?", text):
        raise argparse.ArgumentTypeError(f"{text!r} is no origin; write it as https://wiki.example, without a path")
    return text


def main() -> None:
    """Start the server."""
    parser = argparse.ArgumentParser(prog="python -m pages.shared.server", description="Serve Agendascope to a team.")
    parser.add_argument(
        "--address", default="127.0.0.1", help="address to listen on (%(default)s); another one needs a configuration"
    )
    parser.add_argument("--port", type=int, default=8501, help="port to listen on (%(default)s)")
    parser.add_argument("--log", choices=("words", "json"), default="words", help="how events are logged (%(default)s)")
    parser.add_argument("--config", metavar="FILE", help="who may do what (docs/serving.md)")
    parser.add_argument(
        "--embed-from", metavar="ORIGIN", action="append", default=[], type=_origin,
        help="a site whose pages may show charts from here (https://wiki.example); may be given several times",
    )  # fmt: skip
    asked = parser.parse_args()
    _embedders[:] = asked.embed_from
    logs.configure(as_json=asked.log == "json")
    if asked.config:
        os.environ["AGENDASCOPE_CONFIG"] = asked.config
    try:
        app = create_app(is_alone=configuration.is_loopback(asked.address))
    except AnalysisError as error:
        parser.exit(2, f"{error}\n")
    app.run(config={"server.address": asked.address, "server.port": asked.port})


if __name__ == "__main__":
    main()
