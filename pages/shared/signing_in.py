"""Signing in on a server that others can reach: the page that asks for it, the way to the provider, and the way back
to the link that was followed.

Streamlit's own sign-in ends on the home page. Here the wanted page goes along in a cookie of its own for each way to
the provider, and only pages of this dashboard are ever led back to: what comes out is put together from their names.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import Message
from streamlit.user_info import generate_login_redirect_url
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from analysis.sharing.configuration import CALLBACK
from pages.shared import texts
from pages.shared.access import Reader
from pages.shared.navigation import PAGES

LOGIN: Final = "/auth/login"
PATHS: Final = ("/", *(f"/{page}" for page in PAGES))

_COOKIE: Final = "agendascope_to_"
_SECONDS: Final = 600
_LONGEST: Final = 3600


def page(reader: Reader, *, to: str, has_failed: bool = False) -> Response:
    """Instead of a page for which one must sign in, or be somebody else: who is asked for, and the way there."""
    path, pairs = destination(to)
    language: texts.Language = "en" if ("lang", "en") in pairs else "zh"
    t, is_known = texts.of(language), reader.role in ("stranger", "unverified", "guest")
    said = [t("access.failed")] if has_failed else []
    start = f"/sign-in/start?{urlencode({'to': address(path, pairs)})}"
    html = _page(
        language,
        title=t("access.shut" if is_known else "access.title"),
        said=[*said, t(f"access.{reader.role}", address=reader.address)],
        way="/auth/logout" if is_known and reader.address else start,
        label=t("access.sign_out" if is_known and reader.address else "access.sign_in"),
        switch=address(path, [*(pair for pair in pairs if pair[0] != "lang"), ("lang", _other(language))]),
    )
    return HTMLResponse(html, 403 if is_known else 401, headers={"Cache-Control": "no-store"})


def void(reason: str, *, lang: str) -> Response:
    """Instead of a view whose signed link opens nothing: ``altered``, ``expired`` or ``revoked``."""
    language: texts.Language = "en" if lang == "en" else "zh"
    t = texts.of(language)
    html = _page(
        language, title=t("access.void"), said=[t(f"access.link_{reason}")], way="/", label=t("access.sign_in"),
        switch=f"?lang={_other(language)}",
    )  # fmt: skip
    return HTMLResponse(html, 410 if reason != "altered" else 404, headers={"Cache-Control": "no-store"})


def _page(language: texts.Language, **parts: Any) -> str:
    name = texts.of(_other(language))("access.this_language")
    codes = {"zh": "zh-CN", "en": "en"}
    return _template().render(
        t=texts.of(language), lang=codes[language], other=codes[_other(language)], other_name=name, **parts
    )


def _other(language: texts.Language) -> texts.Language:
    return "zh" if language == "en" else "en"


@cache
def _template() -> Template:
    folder = FileSystemLoader(Path(__file__).parent)
    return Environment(loader=folder, autoescape=True, undefined=StrictUndefined).get_template("sign_in.html")


def routes() -> list[Route]:
    """The sign-in page by itself, after a sign-in that failed, and the way to the provider."""

    def failed(request: Request) -> Response:
        return page(Reader("nobody"), to=request.query_params.get("to", "/"), has_failed=True)

    def start(request: Request) -> Response:
        to = address(*destination(request.query_params.get("to", "/")))
        return RedirectResponse(f"{generate_login_redirect_url('default')}&{urlencode({'to': to})}", 303)

    return [Route("/sign-in", failed), Route("/sign-in/start", start)]


def destination(to: str) -> tuple[str, list[tuple[str, str]]]:
    """The page and the parameters that an address leads to, where it leads to a page of this dashboard; else home.

    >>> destination("/topics?level=county"), destination("https://evil.example/topics"), destination("//evil.example")
    (('/topics', [('level', 'county')]), ('/', []), ('/', []))
    """
    try:
        parts = urlsplit(to)
    except ValueError:
        return "/", []
    if parts.scheme or parts.netloc or parts.path not in PATHS:
        return "/", []
    return parts.path, parse_qsl(parts.query)


def address(path: str, pairs: list[tuple[str, str]]) -> str:
    """The address of a page with parameters."""
    return f"{path}?{urlencode(pairs)}" if pairs else path


def remember(request: HTTPConnection, message: Message) -> None:
    """Where an answer leads to the provider, let the browser keep what is wanted until it comes back."""
    headers = MutableHeaders(scope=message)
    state = parse_qs(urlsplit(headers.get("location", "")).query).get("state")
    path, pairs = destination(request.query_params.get("to", "/"))
    if not state or (path, pairs) == ("/", []):
        return
    kept = base64.urlsafe_b64encode(json.dumps([path, pairs], ensure_ascii=False).encode()).decode()
    if len(kept) > _LONGEST:
        kept = base64.urlsafe_b64encode(json.dumps([path, []]).encode()).decode()
    headers.append("set-cookie", _cookie(state[0], kept, _SECONDS))


def lead_back(request: HTTPConnection, message: Message) -> None:
    """Where the provider has sent somebody back, lead to what was wanted; where that failed, say so there."""
    state = request.query_params.get("state")
    if not state:  # after signing out
        return
    headers = MutableHeaders(scope=message)
    to = _kept(request.cookies, state)
    told = [cookie.lower() for cookie in headers.getlist("set-cookie") if cookie.startswith(f"{USER_COOKIE_NAME}=")]
    # A browser has one way to the provider open at a time. Where another tab's has been gone since, this one's is over,
    # and its reader is known by now.
    is_known = all("max-age=0" not in cookie for cookie in told) if told else USER_COOKIE_NAME in request.cookies
    headers["location"] = to if is_known else f"/sign-in?{urlencode({'to': to})}"
    headers.append("set-cookie", _cookie(state, "", 0))


def _kept(cookies: Mapping[str, str], state: str) -> str:
    try:
        path, pairs = json.loads(base64.urlsafe_b64decode(cookies.get(_name(state), "")))
        return address(*destination(address(path, [(str(key), str(value)) for key, value in pairs])))
    except (ValueError, TypeError):
        return "/"


def _cookie(state: str, value: str, seconds: int) -> str:
    return f"{_name(state)}={value}; Path={CALLBACK}; Max-Age={seconds}; HttpOnly; SameSite=Lax"


def _name(state: str) -> str:
    """One cookie for each way to the provider, so that two tabs do not take each other's."""
    return _COOKIE + hashlib.sha256(state.encode()).hexdigest()[:16]
