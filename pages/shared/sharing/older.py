"""What a reader of an older version is told: that it is one, what has changed since, and the way to the newest."""

from __future__ import annotations

from html import escape
from typing import Any, Final

import streamlit as st

from analysis.errors import LibraryError
from analysis.sharing import changes, headlines
from analysis.sharing.changes import Changes
from analysis.sharing.headlines import Figure
from analysis.sharing.links import ViewLink
from pages.shared import library, state
from pages.shared.library import Shown
from pages.shared.navigation import link
from pages.shared.sharing import popover
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
    shown = popover.current().live()
    try:
        newest = library.newest(view.shown)
    except LibraryError:
        st.html(f"<p class='notice'>{said[0]}</p>")
        return
    with st.container(key="older", border=True):
        said.extend(_figures(view, newest, shown))
        st.html("".join(f"<p class='notice'>{one}</p>" for one in said))
        details = st.expander(t("older.details"), key="older-details", on_change="rerun")
        if details.open:
            with details:
                _details(view, newest)
        st.page_link(f"pages/{shown.page}.py", label=t("notice.newest"), query_params=shown.to_dict())


def _figures(view: View, newest: Shown, shown: ViewLink) -> list[str]:
    """Each headline figure then and now, in a line."""
    t, pairs = view.t, view.shown.against(newest, headlines.compared, shown)
    parts = [
        t.html("older.figure", name=_name(view, then), then=_said(view, then), now=_said(view, now))
        for then, now in pairs
    ]
    if all(then.count == now.count and then.whole == now.whole for then, now in pairs):
        return [t.html("older.same_figures")]
    return [t.html("older.figures", figures=t("older.join").join(parts))] if parts else []


def _name(view: View, figure: Figure) -> str:
    keys = dict(figure.cell.keys)
    days = [keys.pop(key) for key in ("from", "to") if key in keys]
    names = [view.value(key, value) for key, value in keys.items()]
    said = view.t("evidence.join").join([*names, *([view.t("evidence.days").join(days)] if days else [])])
    return view.t("older.cell", cell=said) if said else ""


def _said(view: View, figure: Figure) -> str:
    size = view.t(f"unit.{figure.cell.unit}", n=figure.count)
    return size if figure.share is None else view.t("older.share", size=size, share=f"{figure.share:.1%}")


def _details(view: View, newest: Shown) -> None:
    t = view.t
    found: Changes = view.shown.against(newest, changes.between, view.selection)
    if not found:
        st.html(f"<p class='hint'>{t.html('older.same')}</p>")
        return
    numbers = {
        "added": found.meetings_added, "removed": found.meetings_removed, "came_in": found.came_in,
        "went_out": found.went_out, "items_added": found.items_added, "items_removed": found.items_removed,
        "relabelled": found.items_relabelled, "moved": found.moved,
    }  # fmt: skip
    lines = [t.html("older.meetings", **numbers), t.html("older.items", **numbers)]
    lines += [t.html(f"older.{key}_n", **numbers) for key in ("came_in", "went_out", "moved") if numbers[key]]
    st.html("".join(f"<p class='facts'>{line}</p>" for line in lines))
    for key, rows in (("added", found.added), ("removed", found.removed)):
        if rows:
            st.html(f"<h3 class='panel'>{t.html(f'older.{key}', n=numbers[key])}</h3>")
            for row in rows[:_LISTED]:
                _meeting(view, row, version=None if key == "added" else view.shown.version)
            _more(view, len(rows[:_LISTED]), numbers[key])
    if found.relabelled:
        st.html(f"<h3 class='panel'>{t.html('older.relabelled', n=found.items_relabelled)}</h3>")
        rows = [_relabelled(view, row) for row in found.relabelled[:_LISTED]]
        st.html(f"<table class='plain'>{''.join(rows)}</table>")
        _more(view, len(rows), found.items_relabelled)


def _meeting(view: View, row: dict[str, Any], *, version: str | None) -> None:
    t = view.t
    facts = [str(row["date"] or t("basis.none")), " ".join(part for part in (row["place"], row["body"]) if part)]
    facts += [t("older.is_known" if version is None else "older.is_still")] if row["is_known"] else []
    with st.container(key=f"older-{row['meeting_id']}", gap=None):
        label = row["title"] or row["body"] or t("none.body")
        link("meetings", label, keep=["lang"], meeting=row["meeting_id"], v=version or [])
        st.html(f"<p class='facts'>{escape(t('evidence.facts').join(facts))}</p>")


def _relabelled(view: View, row: dict[str, Any]) -> str:
    cells = [row["subject"], _read(view, row, "_before"), _read(view, row, "")]
    return "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>"


def _read(view: View, row: dict[str, Any], when: str) -> str:
    """How an item was read: its topics, and where that differs, what was done with it."""
    t, parts = view.t, []
    if row["topics"] != row["topics_before"]:
        parts.append(t.enumerate([view.topic(topic) for topic in row[f"topics{when}"].split("*") if topic])
                     or t("none.topic"))  # fmt: skip
    parts += [
        view.value(name, row[f"{name}{when}"] or None)
        for name in ("action", "decision")
        if row[name] != row[f"{name}_before"]
    ]
    return t("evidence.facts").join(parts)


def _more(view: View, shown: int, count: int) -> None:
    if count > shown:
        st.html(f"<p class='hint'>{view.t.html('older.more', n=count - shown)}</p>")
