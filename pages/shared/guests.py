"""Who holds a signed link: the one view that it opens, with its evidence, and nothing else.

What was signed leads. The page's parameters come from the link whatever the address or a widget says; the reader may
choose the language, open cells of the view, leaf through their evidence, and open the reports that it quotes. These
carry a grant, a signature that the view gave when it showed them, so that no other report of the library opens.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from typing import Final

import streamlit as st

from analysis.corpus.library import Library, default_library
from analysis.errors import AnalysisError
from analysis.sharing import signing
from analysis.sharing.links import ViewLink
from analysis.sharing.signing import SignedLink
from pages.shared import access, state
from pages.shared.access import Reader

FREE: Final = ("lang", "cell", "at", "line", "row", "page", "chart", "embed", "embed_options")
"""The parameters that are the reader's on the view itself: which cell is open, and where in lists one is."""

OF_REPORT: Final = ("lang", "meeting", "grant", "mark", "marks", "compare", "back", "embed", "embed_options")
"""Those on the page of a report."""

WIDER: Final = ("timelines",)
"""The pages with cells of meetings whatever their topics and words; elsewhere these would lead out of the view."""

_bound: ContextVar[SignedLink | None] = ContextVar("bound", default=None)


def begin(page: str, *, kept: Sequence[str]) -> None:
    """Start a run of a page, bound to the link where the reader has no more than one. ``kept`` are the parameters that
    go along to the page of a report."""
    reader, found, is_report = _reader(), None, page == "meetings" and "meeting" in st.query_params
    if reader.role == "guest":
        found = _report(reader) if is_report else _view(reader, page)
    _bound.set(found)
    if found is None:
        state.begin(page)
        return
    free = OF_REPORT if is_report else FREE
    params = found.view.to_dict().items()
    signed = {key: values for key, values in params if key not in free and (key in kept or not is_report)}
    state.begin(page, signed=signed, free=free)
    if is_report:
        state.get("grant")
    elif page not in WIDER and any(part.startswith("held:") for part in state.seed("cell", tuple)):
        st.session_state[state.name("cell")] = ()


def bound() -> SignedLink | None:
    """The link that the run is bound to; None for readers, and for a guest on a page that no link of theirs opens."""
    return _bound.get()


def leads(page: str, wanted: Mapping[str, Sequence[str]]) -> Mapping[str, Sequence[str]] | None:
    """The parameters of a link on the page, None where it leads to what stays shut. Reports that the view shows are
    granted; those that a report's page leads to further are not."""
    link = bound()
    if link is None:
        return wanted
    if page == "meetings" and wanted.get("meeting"):
        if state.given("meeting"):
            return None
        return {**wanted, "grant": [signing.grant(_library(), link, wanted["meeting"][0])]}
    return wanted if page == link.view.page else None


def _library() -> Library:
    return Library(default_library())


def _reader() -> Reader:
    try:
        return access.reader()
    except AnalysisError:  # which the page itself is going to say
        return Reader("nobody")


def _view(reader: Reader, page: str) -> SignedLink | None:
    """The link to a view on this page: the one whose parameters stand in the address, else the last that was opened."""
    mine = [link for link in reader.links if link.view.page == page and not link.view.get("meeting")]
    here = ViewLink.of(page, state.address())
    for loose in (FREE, (*FREE, "v")):
        for link in mine:
            if link.view.without(*loose) == here.without(*loose):
                return link
    return mine[0] if mine else None


def _report(reader: Reader) -> SignedLink | None:
    """The link whose view is the report that the address names, or has shown it."""
    asked = state.address()
    meeting, given = asked["meeting"][-1], asked.get("grant", [""])[-1]
    for link in reader.links:
        if link.view.get("meeting") == meeting or signing.is_granted(_library(), link, meeting, given):
            return link
    return None
