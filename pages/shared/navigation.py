"""Which pages there are, how one gets to them, and the guard against cold deep links.

With a folder named ``pages`` Streamlit lets the first request after a start run a page file alone, without the
router. Every page therefore begins with :func:`guard`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import copy
from functools import cache
from typing import Final
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

import streamlit as st

from pages.shared import guests, state
from pages.shared.texts import Texts
from pages.shared.view import View, handed_over

PAGES: Final = (
    "overview",
    "topics",
    "timelines",
    "keywords",
    "formulations",
    "compare",
    "meetings",
    "corpus",
    "vocabulary",
    "accuracy",
)

_ROOT: Final = "~"  # Streamlit reserves a path for the page at the root too, which must be nobody's

GLOBAL: Final = (
    "lang", "v", "from", "to", "undated", "place", "level", "body", "topic", "action", "decision",
    "treatment", "agenda", "other_matters", "word", "term", "phrase", "formulation",
)  # fmt: skip
"""The parameters that go with the reader from page to page."""


def page() -> st.Page:
    """The page that the address asks for; an address that names none leads to the first page, which says so.

    Streamlit would open a dialog in English over it, also for the first page's own name, which it serves at the root
    alone. Pages are for one run alone, since Streamlit notes in a page whether it may run.
    """
    pages = [copy(found) for found in _found().values()]
    asked = unquote(urlsplit(st.context.url or "").path).rpartition("/")[2].strip()
    if not asked or asked in (_ROOT, *PAGES[1:]):
        return st.navigation(pages, position="hidden")
    stray = st.Page(f"pages/{PAGES[0]}.py", url_path=asked, visibility="hidden")
    running = st.navigation([*pages, stray], position="hidden")
    if running is stray:
        if asked != PAGES[0]:
            state.stray(f"/{asked}")
        st.switch_page(_found()[PAGES[0]], query_params=state.address())
    return running


@cache
def _found() -> dict[str, st.Page]:
    """The pages by name, sought on the disk once in a server's life."""
    first = {PAGES[0]: st.Page(f"pages/{PAGES[0]}.py", title=PAGES[0], url_path=_ROOT, default=True)}
    return first | {page: st.Page(f"pages/{page}.py", title=page, url_path=page) for page in PAGES[1:]}


def guard() -> View:
    """What the router hands to the page, or, where it has not run in this run, a start of it: the first line of
    every page."""
    view = handed_over.get()
    handed_over.set(None)
    if view is None:
        page()
        st.rerun()
    return view


def menu(t: Texts) -> None:
    """The menu: real links, each carrying the filters, so that they can be opened in a new tab as well."""
    with_filters = state.view(GLOBAL)
    for page, leads in _found().items():
        st.page_link(leads, label=t(f"{page}.name"), query_params=with_filters, width="stretch")


def link(page: str, label: str, *, keep: Sequence[str] = GLOBAL, help: str = "", **params: str | Sequence[str]) -> None:
    """A link to a view: ``keep`` names the parameters that go along, ``params`` are set (``from_`` is ``from``). A link
    that leads out of what the reader was sent is not drawn."""
    leads = guests.leads(page, state.view(keep, **params))
    if leads is not None:
        st.page_link(_found()[page], label=escape(label), query_params=leads, help=help)


def origin(**changes: str) -> str:
    """The page and view that a link leaves, with ``changes``, as the parameter ``back`` carries them: without what goes
    with the reader anyway."""
    kept = state.here(without=(*GLOBAL, *changes))
    return f"{st.session_state['_page']}?{urlencode({**kept, **changes}, doseq=True)}"


def way_back() -> tuple[str, dict[str, list[str]]] | None:
    """The page and parameters that the reader came from, where the address says so."""
    page, _, query = (given := state.get("back")).partition("?")
    if page in PAGES:
        return page, {key: values for key, values in parse_qs(query).items() if key not in (*GLOBAL, "back")}
    if given:
        state.drop([f"back={given}"])
        state.note("back", [])
    return None


def escape(text: str) -> str:
    """Text for a label, which Streamlit reads as Markdown: every sign that could mean something is escaped.

    Names of icons and emoji are sought once the escapes are gone; no name has a word joiner in it.
    """
    parted = re.sub(r":(?=[\w+/-]+:)", ":\u2060", text.replace("\n", " "))
    return "".join(f"\\{sign}" if sign in r"\`*_{}[]()<>#+-.!|~$:" else sign for sign in parted)
