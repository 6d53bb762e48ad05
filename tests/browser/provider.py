"""An OpenID Connect provider on loopback: discovery, authorization code with PKCE, signed ID tokens, a key set, and the
end of a session. It asks who one is instead of for a password, and refuses what a real provider refuses."""

from __future__ import annotations

import base64
import hashlib
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from typing import Any
from urllib.parse import urlencode

import uvicorn
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

CLIENT, SECRET = "agendascope-tests", "client-secret-4711-never-to-be-logged"


class Provider:
    """People, codes and keys of the provider at ``url``. ``redirect_uris`` are those that it knows."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.people: dict[str, dict[str, Any]] = {}
        self.redirect_uris: set[str] = set()
        self.issued: list[str] = []
        self._key = RSAKey.generate_key(2048, parameters={"kid": "test", "alg": "RS256", "use": "sig"})
        self._codes: dict[str, dict[str, str]] = {}

    def app(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/.well-known/openid-configuration", self._discovery),
                Route("/authorize", self._authorize),
                Route("/choose", self._choose),
                Route("/token", self._token, methods=["POST"]),
                Route("/jwks", self._jwks),
                Route("/end", self._end),
            ]
        )

    def _discovery(self, _request: Request) -> Response:
        return JSONResponse(
            {
                "issuer": self.url,
                "authorization_endpoint": f"{self.url}/authorize",
                "token_endpoint": f"{self.url}/token",
                "jwks_uri": f"{self.url}/jwks",
                "end_session_endpoint": f"{self.url}/end",
                "response_types_supported": ["code"],
                "subject_types_supported": ["public"],
                "id_token_signing_alg_values_supported": ["RS256"],
                "code_challenge_methods_supported": ["S256"],
            }
        )

    def _authorize(self, request: Request) -> Response:
        asked = request.query_params
        if asked.get("client_id") != CLIENT or asked.get("redirect_uri") not in self.redirect_uris:
            return PlainTextResponse("unknown client or redirect_uri", 400)
        if asked.get("code_challenge_method") != "S256" or "openid" not in asked.get("scope", ""):
            return PlainTextResponse("PKCE and the scope openid are demanded", 400)
        links = [
            f"<p><a href='/choose?{escape(urlencode([*asked.items(), ('who', who)]))}'>{escape(who)}</a></p>"
            for who in [*self.people, "deny"]
        ]
        return HTMLResponse(f"<h1>Who are you?</h1>{''.join(links)}")

    def _choose(self, request: Request) -> Response:
        asked = dict(request.query_params)
        if asked["redirect_uri"] not in self.redirect_uris:
            return PlainTextResponse("unknown redirect_uri", 400)
        given = {"error": "access_denied"}
        if asked["who"] != "deny":
            given = {"code": secrets.token_urlsafe()}
            self._codes[given["code"]] = asked
        return RedirectResponse(f"{asked['redirect_uri']}?{urlencode(given | {'state': asked['state']})}", 303)

    async def _token(self, request: Request) -> Response:
        form = await request.form()
        code = self._codes.pop(str(form["code"]), None)
        who = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        if request.headers.get("authorization") != f"Basic {who}":
            return JSONResponse({"error": "invalid_client"}, 401)
        digest = hashlib.sha256(str(form.get("code_verifier", "")).encode()).digest()
        if (
            code is None
            or form.get("redirect_uri") != code["redirect_uri"]
            or base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != code["code_challenge"]
        ):
            return JSONResponse({"error": "invalid_grant"}, 400)
        now = int(time.time())
        claims = {
            "iss": self.url, "aud": CLIENT, "sub": hashlib.sha256(code["who"].encode()).hexdigest(), "iat": now,
            "exp": now + 600, "nonce": code["nonce"], "email": code["who"], **self.people[code["who"]],
        }  # fmt: skip
        token = jwt.encode({"alg": "RS256", "kid": "test"}, claims, self._key)
        self.issued.append(token)
        return JSONResponse({"access_token": secrets.token_urlsafe(), "token_type": "Bearer", "id_token": token})

    def _jwks(self, _request: Request) -> Response:
        return JSONResponse({"keys": [self._key.as_dict(private=False)]})

    def _end(self, request: Request) -> Response:
        back = request.query_params.get("post_logout_redirect_uri", "")
        return RedirectResponse(back, 303) if back in self.redirect_uris else PlainTextResponse("signed out")


@contextmanager
def running(port: int) -> Iterator[Provider]:
    """A provider that answers on a port of loopback."""
    provider = Provider(f"http://127.0.0.1:{port}")
    server = uvicorn.Server(uvicorn.Config(provider.app(), host="127.0.0.1", port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 30
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.05)
    try:
        yield provider
    finally:
        server.should_exit = True
        thread.join(timeout=10)
