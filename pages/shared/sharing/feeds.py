"""The Atom feeds of watched views at ``/feeds/NAME.atom``, for whoever may read: the server's doors see to that."""

from __future__ import annotations

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from analysis.errors import AnalysisError, ViewError
from analysis.sharing import feeds, views
from analysis.texts import Language
from pages.shared import access, library

_served: list[Route] = []


def route() -> Route:
    """The route of the feeds."""
    _served[:] = [Route("/feeds/{name}.atom", _feed)]
    return _served[0]


def address(name: str, base: str) -> str:
    """The address of a view's feed; empty where Streamlit alone serves the dashboard, which has no feeds."""
    return f"{base}/feeds/{quote(name)}.atom" if _served else ""


def _feed(request: Request) -> Response:
    language: Language = "en" if request.query_params.get("lang") == "en" else "zh"
    rules = access.rules()
    base = (rules.address if rules else "") or str(request.base_url)
    own = library.in_use()
    try:
        found = feeds.atom(own, views.get(own, request.path_params["name"]), base=base, language=language)
    except ViewError as error:
        return PlainTextResponse(str(error), 404)
    except AnalysisError as error:
        return PlainTextResponse(str(error), 503)
    return Response(found, media_type="application/atom+xml", headers={"Cache-Control": "no-cache"})
