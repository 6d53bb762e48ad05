"""Saved views in the Share popover: save this one, open others, and for editors rename, watch and delete them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import streamlit as st

from analysis.corpus.library import Library
from analysis.errors import AnalysisError, ViewError
from analysis.sharing import views
from analysis.sharing.links import ViewLink
from analysis.sharing.views import SavedView
from pages.shared import access, library
from pages.shared.navigation import PAGES, escape
from pages.shared.sharing import feeds, opening
from pages.shared.view import View, moment

_SAID: Final = "share-said"
_HIGH: Final = 220  # pixels for the list, beyond which it scrolls
_MANY: Final = 4


def draw(view: View, link: ViewLink, base: str) -> None:
    """The saved views, what became of the last attempt to change one and, for editors, the ways to."""
    t, own = view.t, library.in_use()
    try:
        known = views.saved(own)
    except ViewError as error:
        st.error(escape(str(error)))
        return
    if said := st.session_state.pop(_SAID, ""):
        st.warning(escape(said))
    if known or access.may_edit():
        st.html(f"<p class='share'><b>{t.html('share.saved')}</b> {t.html('share.saved_means')}</p>")
    _listed(view, known)
    if access.may_edit():
        _save(view, own, link)
        if known:
            _manage(view, own, known, base)


def _listed(view: View, known: tuple[SavedView, ...]) -> None:
    t = view.t
    with st.container(gap="xsmall", height=_HIGH if len(known) > _MANY else "content"):
        for one in known:
            page = one.link.page if one.link.page in PAGES else PAGES[0]
            facts = [t(f"{page}.name"), one.who, moment(one.when), t("share.is_fixed") if one.link.version else "",
                     t("share.is_watched") if one.is_watched else ""]  # fmt: skip
            st.page_link(f"pages/{page}.py", label=escape(one.name), query_params=one.link.to_dict(),
                         help=escape(t("evidence.facts").join(fact for fact in facts if fact)))  # fmt: skip


def _save(view: View, own: Library, link: ViewLink) -> None:
    t = view.t
    with st.form("save-view", border=False, clear_on_submit=True):
        st.text_input(t("share.name"), key="view-name", max_chars=views.LONGEST, help=t("share.name_help"))
        if not access.reader().address:
            st.text_input(t("correct.who"), value=st.session_state.get("corrector", ""), key="view-who")
        st.checkbox(t("share.keep_numbers"), key="view-fixed", value=link.version is not None)
        st.form_submit_button(t("share.save"), on_click=_saved, args=(own, link, view.shown.version))


def _manage(view: View, own: Library, known: tuple[SavedView, ...], base: str) -> None:
    t, names = view.t, [one.name for one in known]
    if st.session_state.get("view-chosen") not in names:
        st.session_state.pop("view-chosen", None)
    chosen = st.selectbox(t("share.manage"), names, key="view-chosen", index=None, placeholder=t("share.choose"))
    if not chosen:
        return
    one = views.get(own, chosen)
    st.code(ViewLink.of("overview", {opening.PARAMETER: one.name}).address(base), language=None, wrap_lines=True)
    if one.is_watched and (feed := feeds.address(one.name, base)):
        st.html(f"<p class='hint'>{t.html('watched.feed', address=feed)}</p>")
    st.text_input(t("share.rename"), value=one.name, key=f"view-rename-{one.name}", max_chars=views.LONGEST,
                  on_change=_renamed, args=(own, one.name))  # fmt: skip
    with st.container(horizontal=True):
        if not one.link.version:
            to = None if one.is_watched else own.current()
            st.button(t("share.unwatch" if one.is_watched else "share.watch"), key="view-watch", on_click=_try,
                      args=(lambda: views.watch(own, one.name, since=to),), help=t("share.watch_help"))  # fmt: skip
        st.button(t("share.delete"), key="view-delete", on_click=_try, args=(lambda: views.delete(own, one.name),))


def _saved(own: Library, link: ViewLink, version: str) -> None:
    who = access.reader().address or st.session_state.get("view-who", "")
    wanted = link.fixed(version) if st.session_state["view-fixed"] else link.live()
    _try(lambda: views.save(own, st.session_state["view-name"], wanted, who=who))


def _renamed(own: Library, name: str) -> None:
    wanted = st.session_state[f"view-rename-{name}"]
    if _try(lambda: views.rename(own, name, wanted)):
        st.session_state["view-chosen"] = views.checked(wanted)


def _try(change: Callable[[], object]) -> bool:
    """Change something as an editor; why it could not be is said in the next run."""
    try:
        access.demand_editor()
        change()
    except AnalysisError as error:
        st.session_state[_SAID] = str(error)
        return False
    return True
