"""What a reader of an older version is told: that it is one, what has changed since, and the way to the newest."""

from __future__ import annotations

from html import escape
from typing import Any, Final

import streamlit as st

from analysis.errors import LibraryError
from analysis.sharing import changes, headlines, wording
from analysis.sharing.changes import Changes
from pages.shared import library, state
from pages.shared.library import Shown
from pages.shared.navigation import link
from pages.shared.sharing import here
from pages.shared.view import View

_LISTED: Final = 10


def notice(view: View) -> None:
    """The notice, where the version shown is not the newest; nothing otherwise. Comes after the page."""
    if view.shown.version == view.shown.newest:
        return
    t, made = view.t, view.shown.engine.version.created.date()
    said = [t.html("notice.old", version=view.shown.version, created=made)]
    if state.is_signed():  # who was sent a view is told that the data went on, and nothing of where to
        st.html(f"<p class='notice'>{said[0]}</p>")
        return
    shown = here.current().live()
    try:
        newest = library.newest(view.shown)
    except LibraryError:
        st.html(f"<p class='notice'>{said[0]}</p>")
        return
    with st.container(key="older", border=True):
        said.append(escape(wording.figures(view.names, view.shown.against(newest, headlines.compared, shown))))
        st.html("".join(f"<p class='notice'>{one}</p>" for one in said if one))
        details = st.expander(t("older.details"), key="older-details", on_change="rerun")
        if details.open:
            with details:
                _details(view, newest)
        st.page_link(f"pages/{shown.page}.py", label=t("notice.newest"), query_params=shown.to_dict())


def _details(view: View, newest: Shown) -> None:
    t = view.t
    found: Changes = view.shown.against(newest, changes.between, view.selection)
    st.html("".join(f"<p class='facts'>{escape(line)}</p>" for line in wording.counted(t, found)))
    sizes = {"added": found.meetings_added, "removed": found.meetings_removed}
    for key, rows in (("added", found.added), ("removed", found.removed)):
        if rows:
            st.html(f"<h3 class='panel'>{t.html(f'changes.{key}', n=sizes[key])}</h3>")
            for row in rows[:_LISTED]:
                _meeting(view, row, version=None if key == "added" else view.shown.version)
            _more(view, len(rows[:_LISTED]), sizes[key])
    if found.relabelled:
        st.html(f"<h3 class='panel'>{t.html('changes.relabelled', n=found.items_relabelled)}</h3>")
        rows = [_relabelled(view, row) for row in found.relabelled[:_LISTED]]
        st.html(f"<table class='plain'>{''.join(rows)}</table>")
        _more(view, len(rows), found.items_relabelled)


def _meeting(view: View, row: dict[str, Any], *, version: str | None) -> None:
    t = view.t
    facts = [wording.held(t, row)]
    facts += [t("older.is_known" if version is None else "older.is_still")] if row["is_known"] else []
    with st.container(key=f"older-{row['meeting_id']}", gap=None):
        label = row["title"] or row["body"] or t("none.body")
        link("meetings", label, keep=["lang"], meeting=row["meeting_id"], v=version or [])
        st.html(f"<p class='facts'>{escape(t('evidence.facts').join(facts))}</p>")


def _relabelled(view: View, row: dict[str, Any]) -> str:
    cells = [row["subject"], *(wording.reading(view.names, row, before=before) for before in (True, False))]
    return "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>"


def _more(view: View, shown: int, count: int) -> None:
    if count > shown:
        st.html(f"<p class='hint'>{view.t.html('changes.more', n=count - shown)}</p>")
