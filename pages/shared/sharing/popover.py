"""The Share popover of every page: the view's address, following the newest data or fixed to this version."""

from __future__ import annotations

import streamlit as st

from analysis.sharing.links import ViewLink
from pages.shared.exports.record import Record
from pages.shared.sharing import embedding, keeping, signed
from pages.shared.sharing.here import base, current
from pages.shared.view import View


def draw(view: View, record: Record) -> None:
    """The button, and what is behind it once it is open. Comes after the page, when the whole view is known."""
    with st.container(key="share"):
        popover = st.popover(view.t("share.open"), key="share-open", on_change="rerun")
    if popover.open:
        with popover:
            _links(view, current())
            _embed(view, record)
            signed.draw(view, current())
            keeping.draw(view, current(), base())


def _links(view: View, link: ViewLink) -> None:
    t, newest = view.t, view.shown.version == view.shown.newest
    for kind, one in (("live", link.live()), ("fixed", link.fixed(view.shown.version))):
        with st.container(gap="xsmall"):
            st.html(f"<p class='share'><b>{t.html(f'share.{kind}')}</b> {t.html(f'share.{kind}_means')}</p>")
            st.code(one.address(base()), language=None, wrap_lines=True)
    if not newest:
        st.html(f"<p class='hint'>{t.html('share.old')}</p>")


def _embed(view: View, record: Record) -> None:
    """The code by which another page shows one of the charts."""
    t, charts = view.t, {part.key: part for part in embedding.charted(record)}
    if not charts:
        return
    if st.session_state.get("embed-chart") not in charts:
        st.session_state["embed-chart"] = None
    chosen = st.selectbox(
        t("embed.open"), list(charts), index=None, key="embed-chart", placeholder=t("embed.choose"),
        format_func=lambda key: record.title_of(charts[key]),
    )  # fmt: skip
    if chosen:
        st.html(f"<p class='hint'>{t.html('embed.means')}</p>")
        title = record.title_of(charts[chosen])
        st.code(embedding.code(current(), base(), title, charts[chosen]), language=None, wrap_lines=True)
