"""The doors of a server: what comes in is let through, or not, before Streamlit sees it.

Each door is open to everybody, to readers, or to editors; one that is not known is for readers. The pages ask again
when they are drawn (:mod:`pages.shared.access`), which is what counts where Streamlit is served without these doors.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.auth_util import get_cookie_with_chunks
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from analysis.sharing import signing
from analysis.sharing.configuration import CALLBACK, Configuration
from pages.shared import access, signing_in
from pages.shared.access import Reader

_log = logging.getLogger(__name__)

CLOSED: Final = ("/_stcore/metrics", "/_stcore/agent", "/_stcore/script-health-check")
"""For nobody: figures about the process, and an interface that nothing here uses."""

OPEN: Final = (
    "/health", "/ready", "/_stcore/health", "/_stcore/host-config", "/static", "/sign-in", "/auth", CALLBACK,
    signing.PATH,
)  # fmt: skip
"""For everybody: they hold nothing of the library, and whoever wants to sign in needs them."""

UPLOAD: Final = "/_stcore/upload_file"
STREAM: Final = "/_stcore/stream"
MEDIA: Final = "/media/"
PARTS: Final = "/component/"


class Doors:
    """Lets through who may come in, by the rules in force; without rules, who sits at the machine."""

    def __init__(self, app: ASGIApp, rules: Configuration | None) -> None:
        self._app, self._rules = app, rules

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        connection = HTTPConnection(scope)
        refusal = None if _is_at(scope["path"], OPEN) else self._refusal(connection)
        if refusal is None:
            await self._app(scope, receive, self._mending(connection, send))
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            await refusal(scope, receive, send)

    def _refusal(self, connection: HTTPConnection) -> Response | None:
        """What is answered to who may not come in; None for who may."""
        path = connection.scope["path"]
        if _is_at(path, CLOSED):
            return PlainTextResponse("Not found", 404)
        if connection.scope["type"] == "websocket" and not self._is_own_origin(connection):
            return PlainTextResponse("Forbidden", 403)
        reader = self._reader(connection)
        if reader.address and (path == STREAM or reader.role in ("stranger", "unverified")):
            happened = "session" if reader.may_read else "refused"
            _log.info(happened, extra={"role": reader.role, "who": reader.address})
        if _is_at(path, (UPLOAD,)):
            return None if reader.may_edit else PlainTextResponse("Uploading is for editors.", 403)
        if reader.may_read:
            return None
        # A guest's pages ask again what the link opens; files have names that only who was shown them can know; the
        # parts of pages are the program's own.
        if reader.role == "guest" and (path in (*signing_in.PATHS, STREAM) or path.startswith((MEDIA, PARTS))):
            return None
        if reader.role == "unruled":  # the page itself says why it shows nothing
            return PlainTextResponse("Forbidden", 403) if path.startswith(MEDIA) else None
        return signing_in.page(reader, to=f"{path}?{connection.scope['query_string'].decode('latin-1')}")

    def _reader(self, connection: HTTPConnection) -> Reader:
        if self._rules is None:
            return Reader("unruled" if access.is_from_afar(connection.headers) else "editor")
        return access.known(self._rules, _claims(connection.cookies, self._rules.address), connection.cookies)

    def _is_own_origin(self, connection: HTTPConnection) -> bool:
        """Whether a page of this server asks for the stream of a session. Streamlit looks no further than this, which
        keeps it from asking an address service for its own."""
        origin = connection.headers.get("origin", "")
        try:
            host = urlsplit(origin).netloc
        except ValueError:
            return False
        is_ours = self._rules is not None and self._rules.address == origin
        return is_ours or (bool(host) and host == connection.headers.get("host"))

    def _mending(self, connection: HTTPConnection, send: Send) -> Send:
        """Sends answers on: those of a sign-in lead to what was wanted, and cookies stay on encrypted connections."""
        path = connection.scope["path"]

        async def mended(message: Message) -> None:
            if message["type"] == "http.response.start":
                if message["status"] in (302, 303, 307) and path in (signing_in.LOGIN, CALLBACK):
                    (signing_in.remember if path == signing_in.LOGIN else signing_in.lead_back)(connection, message)
                if self._rules and self._rules.is_secure:
                    _secure(message)
            await send(message)

        return mended


def _claims(cookies: Mapping[str, str], address: str) -> dict[str, Any]:
    """What the cookie says that Streamlit signed after a sign-in at this address; empty where there is no such one."""
    secret = get_cookie_secret()
    raw = get_cookie_with_chunks(
        lambda name: decode_signed_value(secret, name, cookies.get(name, "")), USER_COOKIE_NAME
    )
    if not raw:
        return {}
    claims: dict[str, Any] = json.loads(raw)
    return claims if claims.get("origin") == address else {}


def _secure(message: Message) -> None:
    headers = MutableHeaders(scope=message)
    cookies = headers.getlist("set-cookie")
    if cookies:
        del headers["set-cookie"]
        for cookie in cookies:
            headers.append("set-cookie", cookie if "; secure" in cookie.lower() else f"{cookie}; Secure")


def _is_at(path: str, doors: tuple[str, ...]) -> bool:
    """Whether a path is one of the doors or below it."""
    return any(path == door or path.startswith(f"{door}/") for door in doors)
