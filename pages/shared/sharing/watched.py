"""What was new for the watched views, on the Overview."""

from __future__ import annotations

from html import escape
from typing import Final

import streamlit as st

from analysis.errors import ViewError
from analysis.sharing import views, watches, wording
from analysis.sharing.digests import Digest
from analysis.sharing.views import SavedView
from pages.shared import components, library, state
from pages.shared.navigation import PAGES, link
from pages.shared.navigation import escape as as_label
from pages.shared.view import View

_MEETINGS: Final = 3


def section(view: View) -> None:
    """A part for each watched view: what the last import that concerned it brought; nothing where none is watched."""
    if state.is_signed():
        return
    try:
        known = [one for one in views.saved(library.in_use()) if one.is_watched and one.link.page in PAGES]
    except ViewError as error:
        st.error(as_label(str(error)))
        return
    if not known:
        return
    components.section(view.t("watched.title"))
    told = watches.latest(library.in_use())
    for one in known:
        with st.container(key=f"watched-{one.name}", gap=None):
            _view(view, one, told.get(one.link.live().address()))


def _view(view: View, one: SavedView, digest: Digest | None) -> None:
    t = view.t
    params = one.link.to_dict() | state.view(["lang"])
    st.page_link(f"pages/{one.link.page}.py", label=as_label(one.name), query_params=params)
    if digest is None:
        components.note(t("watched.quiet"))
        return
    since = t("watched.since", since=digest.since_made[:10], made=digest.made[:10])
    said = t("sentence.join").join(wording.counted(t, digest.changes))
    st.html(f"<p class='facts'>{escape(since + said)}</p>")
    for row in digest.changes.added[:_MEETINGS]:
        label = row["title"] or row["body"] or t("none.body")
        link("meetings", label, keep=["lang"], meeting=row["meeting_id"])
        subjects = t("evidence.because").join(row["subjects"])
        st.html(f"<p class='facts'>{escape(t('evidence.facts').join([wording.held(t, row), subjects]))}</p>")
    if digest.changes.meetings_added > _MEETINGS:
        components.note(t("changes.more", n=digest.changes.meetings_added - _MEETINGS))
