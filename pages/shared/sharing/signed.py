"""Signed links in the Share popover: for editors, on a server where people sign in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

import streamlit as st

from analysis.corpus.library import Library, default_library
from analysis.errors import AnalysisError
from analysis.sharing import signing
from analysis.sharing.configuration import Configuration
from analysis.sharing.links import ViewLink
from analysis.sharing.signing import SignedLink
from pages.shared import access
from pages.shared.navigation import escape
from pages.shared.view import View, moment

DAYS: Final = (14, 1, 7, 30, 90, 365)
_SAID: Final = "signed-said"
_CHOSEN: Final = "signed-chosen"


def draw(view: View, link: ViewLink) -> None:
    """The way to issue a link to this view, and those that were issued, to copy or revoke."""
    t, rules = view.t, access.rules()
    if not (access.may_edit() and rules and rules.sign_in):
        return
    section = st.expander(t("send.title"), key="signed", on_change="rerun")
    if section.open:
        with section:
            _section(view, link, rules)


def _section(view: View, link: ViewLink, rules: Configuration) -> None:
    t = view.t
    st.html(f"<p class='share'>{t.html('send.means')}</p>")
    if said := st.session_state.pop(_SAID, ""):
        st.warning(escape(said))
    try:
        _manage(view, rules)
    except AnalysisError as error:
        st.warning(escape(str(error)))
    if link.page in signing.PAGES:
        _issue(view, link)
    else:
        st.html(f"<p class='hint'>{t.html('send.not_this_page')}</p>")


def _issue(view: View, link: ViewLink) -> None:
    t = view.t
    with st.form("sign", border=False, clear_on_submit=True):
        st.text_input(t("send.note"), key="signed-note", max_chars=80, placeholder=t("send.note_example"))
        st.selectbox(t("send.lasts"), DAYS, key="signed-days", format_func=lambda days: t("send.days", n=days))
        st.checkbox(t("send.fixed"), key="signed-fixed", value=True)
        st.form_submit_button(t("send.issue"), on_click=_issued, args=(link, view.shown.version))


def _manage(view: View, rules: Configuration) -> None:
    t, library = view.t, Library(default_library())
    now = datetime.now(UTC)
    issued = signing.links(library)
    numbers = {link.id: number for number, link in enumerate(reversed(issued), 1)}
    working = {link.id: link for link in issued if not link.is_over(now=now)}
    if not working:
        return
    if st.session_state.get(_CHOSEN) not in working:
        st.session_state[_CHOSEN] = None
    chosen = st.selectbox(
        t("send.choose", n=len(working)), list(working), key=_CHOSEN, index=None,
        format_func=lambda id: _told(view, working[id], numbers[id]), placeholder=t("send.choose_one"),
    )  # fmt: skip
    if chosen:
        st.code(rules.url(signing.path(library, working[chosen])), language=None, wrap_lines=True)
        st.html(f"<p class='hint'>{t.html('send.works', until=moment(working[chosen].expires))}</p>")
        st.button(t("send.revoke"), key="signed-revoke", on_click=_revoked, args=(chosen,))


def _told(view: View, link: SignedLink, number: int) -> str:
    """What tells a link from others; its number too, since the browser tells options apart by their labels."""
    t = view.t
    parts = (t("send.number", n=number), link.note, t(f"{link.view.page}.name"), link.by)
    return t("evidence.facts").join(part for part in parts if part)


def _issued(link: ViewLink, version: str) -> None:
    try:
        access.demand_editor("issue a signed link")
        made = signing.issue(
            Library(default_library()),
            link.fixed(version) if st.session_state["signed-fixed"] else link.live(),
            lasts=timedelta(days=st.session_state["signed-days"]),
            by=access.reader().address,
            note=st.session_state["signed-note"].strip(),
        )
        st.session_state[_CHOSEN] = made.id
    except AnalysisError as error:
        st.session_state[_SAID] = str(error)


def _revoked(id: str) -> None:
    try:
        access.demand_editor(f"revoke the signed link {id}")
        signing.revoke(Library(default_library()), id)
    except AnalysisError as error:
        st.session_state[_SAID] = str(error)
