"""The reports of one meeting beside each other: who wrote them, in which script, what they say of the meeting, and
word by word where their texts differ."""

from __future__ import annotations

from html import escape

import streamlit as st

from analysis.corpus.engine import Engine
from analysis.measures import differences, readings
from analysis.measures.meetings import Held
from analysis.measures.readings import Told
from pages.shared import components, state
from pages.shared.navigation import link
from pages.shared.quoting import original, outlet
from pages.shared.view import View, moment


def copies(view: View, held: Held) -> None:
    """The other reports of a meeting, each compared with the one that stands for it when asked."""
    told = view.shown.measure(readings.of_meeting, held.meeting_no)
    standing, others = next((one for one in told if one.stands), None), [one for one in told if not one.stands]
    if standing is None or not others:
        return
    t = view.t
    known = {one.report_id for one in others}
    opened = [one for one in state.get_all("compare") if one in known]
    state.note("compare", opened)
    components.section(t("copies.title"))
    for one in others:
        facts = [one.title, outlet(view, one.outlet), moment(one.published) if one.published else None,
                 t("copies.traditional" if one.is_traditional else "copies.simplified")]  # fmt: skip
        line = t("evidence.facts").join(fact for fact in facts if fact)
        st.html(f"<p class='facts'>{escape(line)}{original(view, one.url)}</p>{_contradictions(view, standing, one)}")
        with st.container(horizontal=True):
            is_open = st.session_state[f"compare-{one.report_id}"] = one.report_id in opened
            st.toggle(t("copies.compare"), key=f"compare-{one.report_id}", on_change=_switch, args=(one.report_id,))
            link("corpus", t("doubt.correct"), correct=one.report_id)
        if is_open:
            st.html(_compared(view, standing, one))


def _switch(report_id: str) -> None:
    """Open or close a comparison; a callback."""
    state.put("compare", tuple({*st.session_state[state.name("compare")]} ^ {report_id}))


def _contradictions(view: View, standing: Told, other: Told) -> str:
    """What this report, read by itself, says otherwise of the meeting; what it does not say contradicts nothing."""
    t, lines = view.t, []
    for name in readings.FIELDS:
        here, there = getattr(other, name), getattr(standing, name)
        if here and there and here != there:
            values = {"other": view.value(name, here), "standing": view.value(name, there)}
            lines.append(f"<p class='facts differs'>{t.html('copies.differs', field=t(f'field.{name}'), **values)}</p>")
    return "".join(lines)


def _compared(view: View, standing: Told, other: Told) -> str:
    t, pieces = view.t, view.shown.measure(_pieces, standing.report_id, other.report_id)
    if all(one.kind == "same" for one in pieces):
        return f"<p class='hint'>{t.html('copies.same')}</p>"
    key = f"<p class='facts key'><del>{t.html('copies.key')}</del><ins>{t.html('copies.key_new')}</ins></p>"
    tags = {"same": ("", ""), "gone": ("<del>", "</del>"), "new": ("<ins>", "</ins>")}
    body = "".join(f"{tags[one.kind][0]}{escape(one.text)}{tags[one.kind][1]}" for one in pieces)
    return f"{key}<div class='reader compared' lang='zh-CN'>{body}</div>"


def _pieces(engine: Engine, standing: str, other: str) -> tuple[differences.Piece, ...]:
    first, second = (readings.get(engine, report) for report in (standing, other))
    return differences.compare(first.text, second.text)
