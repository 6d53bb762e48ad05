"""Lists of meetings, and lists in pages."""

from __future__ import annotations

import re
from html import escape
from typing import Any

import streamlit as st

from analysis.measures import meetings as held
from pages.shared import state
from pages.shared.exports import record
from pages.shared.navigation import link
from pages.shared.view import View, records


def meetings(view: View, *, limit: int, offset: int = 0, query: str = "", order: str = "newest") -> None:
    """Meetings of the selection, each a link to its report."""
    t = view.t
    frame = view.measure(held.find, query=query, order=order, limit=limit, offset=offset)
    for meeting in records(frame):
        facts = [
            dated(view, meeting),
            who(view, meeting),
            t("meetings.count", n=meeting["items"]),
            t.enumerate([view.topic(topic) for topic in meeting["topics"]]),
            t("meetings.other_matters") if meeting["other_matters"] else "",
            t("meetings.reports", n=meeting["reports"]) if meeting["reports"] > 1 else "",
            meeting["outlet"],
        ]  # fmt: skip
        with st.container(key=f"meeting-{meeting['meeting_no']}", gap=None):
            title = meeting["title"] or who(view, meeting)
            record.note(record.Prose(f"<h3 lang='zh-CN'>{escape(title)}</h3>"))
            link("meetings", title, meeting=meeting["meeting_id"])
            record.show(f"<p class='facts'>{escape(t('evidence.facts').join(fact for fact in facts if fact))}</p>")


def dated(view: View, meeting: dict[str, Any]) -> str:
    """The day of a meeting; where it does not stand in a text or a publication, that it was inferred."""
    t = view.t
    if not meeting["date"]:
        return t("basis.none")
    if meeting["date_basis"] != "inferred":
        return str(meeting["date"])
    return t("evidence.dated", date=meeting["date"], basis=t("basis.inferred"))


def who(view: View, meeting: dict[str, Any]) -> str:
    """Which body met, the place before it where there is one."""
    parts = (meeting["place"], meeting["body"] or view.t("none.body"), meeting["session"])
    return " ".join(part for part in parts if part)


def paged(key: str, count: int, size: int) -> int:
    """The page of a list that the address names, the first where it names none that there is."""
    pages = max(1, -(-count // size))
    page = state.seed(key, lambda given: int(given[-1]) if given and re.fullmatch("[0-9]{1,9}", given[-1]) else 1)
    if not 1 <= page <= pages:
        page = st.session_state[state.name(key)] = 1
    state.note(key, [str(page)] if page > 1 else [])
    state.understand(key, [str(page)])
    return page


def pager(key: str, count: int, size: int) -> None:
    """The control of :func:`paged`, where there is more than one page."""
    if count > size:
        st.pagination(-(-count // size), key=state.name(key), on_change=state.touch)
