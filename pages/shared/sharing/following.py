"""The door that a signed link knocks at: it leads to the view, and lets the browser keep the link."""

from __future__ import annotations

import time
from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from analysis.corpus.library import Library, default_library
from analysis.errors import LinkError
from analysis.sharing import signing
from analysis.sharing.links import ViewLink
from pages.shared import access, signing_in


def route() -> Route:
    """The route of every signed link."""
    return Route(f"{signing.PATH}/{{token}}", _follow)


def _follow(request: Request) -> Response:
    token, lang = request.path_params["token"], request.query_params.get("lang", "")
    try:
        link = signing.opened(Library(default_library()), token)
    except LinkError as error:
        return signing_in.void(str(error), lang=lang)
    to = ViewLink.of(link.view.page, {**link.view.to_dict(), "lang": lang}).address()
    answer = RedirectResponse(to, 303, headers={"Cache-Control": "no-store"})
    held = [token, *(one for one in access.tokens(request.cookies) if one != token)][: access.HELD]
    until = datetime.fromisoformat(link.expires).replace(tzinfo=UTC).timestamp()
    answer.set_cookie(
        access.LINKS, "~".join(held), max_age=max(1, int(until - time.time())), httponly=True, samesite="lax"
    )
    return answer
