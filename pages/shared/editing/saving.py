"""Making a draft the library's next version."""

from __future__ import annotations

import streamlit as st

from analysis.corpus.library import default_library
from pages.shared import access, components, jobs
from pages.shared.editing import draft
from pages.shared.navigation import escape, link
from pages.shared.view import View


def is_under_way(view: View) -> bool:
    """Show an import or edit that is under way, or how the last one ended; True while there is one."""
    job = jobs.of(default_library())
    if job is None:
        return False
    if not job.is_done:
        jobs.watch(view.t, job, title=view.t("job.edit"))
        return True
    if job.error:
        st.error(view.t("corpus.failed", error=escape(job.error)))
    elif job.summary.get("is_new_version") and job.summary["version"] != view.shown.version:
        link("overview", view.t("corpus.result_show"), keep=["lang"])
    return False


def form(view: View) -> None:
    """Save the draft or put it away; where saving is not for this reader or library, why."""
    t = view.t
    if not draft.is_changed(view):
        components.note(t("vocabulary.unchanged"))
        return
    columns = st.container(horizontal=True)
    if view.shown.is_sample:
        components.note(t("vocabulary.sample"))
    elif view.shown.version != view.shown.newest:
        components.note(t("vocabulary.old"))
    elif not access.may_edit():
        components.note(t("vocabulary.read_only"))
    else:
        wanted = (default_library(), draft.current(view))
        columns.button(t("vocabulary.save"), type="primary", on_click=jobs.edit, args=wanted, key="save")
    columns.button(t("vocabulary.discard"), on_click=draft.discard, key="discard")
