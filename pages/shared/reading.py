"""One meeting on one screen: its agenda, what each field stands on, and its report with everything marked."""

from __future__ import annotations

import re
from dataclasses import asdict
from html import escape
from typing import Any

import streamlit as st

from analysis.errors import SelectionError
from analysis.measures import meetings, readings
from analysis.measures.meetings import Held
from pages.shared import cells, components, corrected, differing, quoting, state
from pages.shared.doubting import reason
from pages.shared.navigation import link, way_back
from pages.shared.quoting import original, outlet
from pages.shared.report import KINDS, marks, told
from pages.shared.state import Done
from pages.shared.view import View, moment


def show(view: View, meeting_id: str) -> None:
    """Draw the meeting and end the page."""
    t = view.t
    _crumbs(view)
    try:
        held: Held = view.shown.measure(meetings.get, meeting_id)
    except SelectionError:
        components.head(t("report.question"), t.html("report.gone", meeting=meeting_id))
        raise Done from None
    meeting = held.meeting
    components.head(meeting.heading or held.report.title or t("report.question"), _finding(view, held))
    st.html(f"<p class='facts'>{_source(view, held)}</p>")
    asked = _asked(held)
    found = marks(view, held, asked=asked)
    if asked:
        st.html(f"<p class='opened'><a href='#asked'>{t.html('report.jump')}</a></p>")
    _doubts(view, held)
    components.section(t("report.agenda"))
    st.html(_agenda(view, held) if meeting.items else f"<p class='hint'>{t.html('report.no_items')}</p>")
    components.section(t("report.text"))
    kinds = [kind for kind in KINDS if kind != "asked"]
    # A text converted from Traditional is repaired in every line: what is marked unasked must not cover it.
    usual = [kind for kind in kinds if kind != "repair"]
    chosen = state.seed("marks", lambda given: [kind for kind in kinds if kind in given] if given else usual)
    state.note("marks", [] if list(chosen) == usual else chosen or ["none"])
    state.understand("marks", chosen)
    st.pills(t("report.show"), kinds, selection_mode="multi", format_func=lambda kind: t(f"report.kind_{kind}"),
             key=state.name("marks"), on_change=state.touch)  # fmt: skip
    key = " ".join(f"<span class='m-{kind}'>{t.html(f'report.kind_{kind}')}</span>" for kind in chosen)
    st.html(f"<p class='facts key'>{key}</p>")
    if meeting.span:
        st.html(f"<p class='hint'>{t.html('report.digest', title=held.report.title or t('report.untitled'))}</p>")
    st.html(f"<div class='reader' lang='zh-CN'>{told(view, held, found, shown=[*chosen, 'asked'])}</div>")
    if asked:
        with st.container(key="way-back"):
            _crumbs(view)
    with st.expander(t("report.bases")):
        st.html(_bases(view, held))
    if held.report.original:
        with st.expander(t("report.original")):
            st.text(held.report.original)
    differing.copies(view, held)
    if held.digests:
        components.section(t("report.digests"))
        for digest in held.digests:
            facts = [digest.title or t("report.untitled"), outlet(view, digest.outlet)]
            st.html(f"<p class='facts'>{escape(t('evidence.facts').join(facts))}{original(view, digest.url)}</p>")
    raise Done


def _crumbs(view: View) -> None:
    """The way back: to the list of meetings or, where the reader came from a piece of evidence, to its page as it was,
    and to the evidence."""
    t, back = view.t, way_back()
    if back is None:
        link("meetings", t("meetings.back"))
        return
    page, params = back
    st.session_state[quoting.LEFT] = state.get("back")
    with st.container(horizontal=True, gap="small"):
        link(page, t(f"{page}.name"), **{key: values for key, values in params.items() if key not in cells.PLACE})
        if cell := cells.read(params.get("cell", [])):
            try:
                said = cells.described(view, cell)
            except KeyError:  # a value that nobody has a name for: the page itself says so
                said = t("evidence.everything")
            st.html("<span class='facts'>›</span>", width="content")
            link(page, said, **params)


def _doubts(view: View, held: Held) -> None:
    """What is in doubt in the reading, what people decided, and the way to the form that corrects it."""
    t, told = view.t, view.shown.measure(readings.get, held.meeting_id)
    lines = [t("correct.finding", doubts=t.enumerate([reason(view, doubt) for doubt in told.doubts]))]
    by_people = [basis for basis in held.meeting.bases if corrected.is_by_people(basis.how)]
    decided = [
        f"{corrected.field_name(view, one.field)}{t('field.is')}{corrected.how(view, one.how)}" for one in by_people
    ]
    if shown := [*(lines if told.doubts else []), *decided]:
        st.html("".join(f"<p class='facts differs'>{escape(line)}</p>" for line in shown))
    link("corpus", t("doubt.correct"), correct=held.meeting_id)


def _finding(view: View, held: Held) -> str:
    t, meeting = view.t, held.meeting
    parts = (meeting.place.name if meeting.place else None, meeting.body or t("none.body"), meeting.session)
    who = " ".join(part for part in parts if part)
    when = (
        t("evidence.dated", date=meeting.date, basis=t(f"basis.{meeting.date_basis}"))
        if meeting.date
        else t("basis.none")
    )
    said = t.html("report.finding", who=who, when=when, n=len(meeting.items))
    return said + t("sentence.join") + t.html("report.other_matters") if meeting.other_matters else said


def _source(view: View, held: Held) -> str:
    t, report = view.t, held.report
    people = (
        [t("field.chair") + t("field.is") + f"{held.meeting.chair_post or ''}{held.meeting.chair}"]
        if held.meeting.chair
        else []
    )
    facts = [*people, outlet(view, report.outlet)]
    if report.published:
        facts.append(t("field.published") + t("field.is") + moment(report.published))
    return escape(t("evidence.facts").join(facts)) + original(view, report.url)


def _agenda(view: View, held: Held) -> str:
    t, rows = view.t, []
    for item in held.meeting.items:
        act = t(f"action.{item.action}") + (f" · {t(f'decision.{item.decision}')}" if item.decision else "")
        topics = t.enumerate([view.topic(label.topic) for label in item.topics]) or t("none.topic")
        further = [document for document in item.documents if document not in item.subject]
        documents = "".join(f"<br><span class='facts'>{escape(document)}</span>" for document in further)
        rows.append(
            f"<tr><td class='n'>{item.order}</td><td lang='zh-CN'>{escape(item.subject)}{documents}</td>"
            f"<td class='act'>{escape(act)}</td><td class='topics'>{escape(topics)}</td></tr>"
        )
    return f"<table class='plain'>{''.join(rows)}</table>"


def _bases(view: View, held: Held) -> str:
    t, values = view.t, asdict(held.meeting)
    head = "".join(f"<th>{t.html(f'report.basis_{name}')}</th>" for name in ("field", "value", "how", "quote"))
    rows = []
    for basis in held.meeting.bases:
        value = "" if basis.field == "items" else _said(view, basis.field, values.get(basis.field))
        name = corrected.field_name(view, basis.field)
        cells = (name, value, corrected.how(view, basis.how), basis.quote or "")
        rows.append("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>")
    return f"<table class='plain'><tr>{head}</tr>{''.join(rows)}</table>"


def _said(view: View, name: str, value: Any) -> str:
    if isinstance(value, dict):
        return str(value.get("name") or "")
    return corrected.said(view, name, value) if value else ""


def _asked(held: Held) -> tuple[int, int] | None:
    """The stretch of the text that the link points at, if it is one."""
    mark = re.fullmatch(r"([0-9]{1,9})-([0-9]{1,9})", said := state.get("mark"))
    if mark and int(mark[1]) < int(mark[2]) <= len(held.report.text):
        return int(mark[1]), int(mark[2])
    if said:
        state.drop([f"mark={said}"])
        state.note("mark", [])
    return None
