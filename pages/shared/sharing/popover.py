"""The Share popover of every page: the view's address, following the newest data or fixed to this version."""

from __future__ import annotations

import streamlit as st

from analysis.sharing.links import ViewLink
from pages.shared import state
from pages.shared.sharing import keeping
from pages.shared.view import View


def draw(view: View) -> None:
    """The button, and what is behind it once it is open. Comes after the page, when the whole view is known."""
    with st.container(key="share"):
        popover = st.popover(view.t("share.open"), key="share-open", on_change="rerun")
    if popover.open:
        with popover:
            _links(view, current())
            keeping.draw(view, current(), base())


def current() -> ViewLink:
    """The link to what the page shows now."""
    return ViewLink.of(state.page(), state.shown())


def base() -> str:
    """The address of the server as the reader's browser knows it, without a page."""
    return (st.context.url or "").rstrip("/").removesuffix(f"/{state.page()}")


def _links(view: View, link: ViewLink) -> None:
    t, newest = view.t, view.shown.version == view.shown.newest
    for kind, one in (("live", link.live()), ("fixed", link.fixed(view.shown.version))):
        with st.container(gap="xsmall"):
            st.html(f"<p class='share'><b>{t.html(f'share.{kind}')}</b> {t.html(f'share.{kind}_means')}</p>")
            st.code(one.address(base()), language=None, wrap_lines=True)
    if not newest:
        st.html(f"<p class='hint'>{t.html('share.old')}</p>")
