"""One report and what was read in it, to be checked by a person: corrected, confirmed, or left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from html import escape as as_text
from typing import Any, Final

import streamlit as st

from analysis.corpus import corrections as made
from analysis.corpus.corrections import OF_ITEM, OF_MEETING, Correction, Value
from analysis.errors import AnalysisError, SelectionError
from analysis.measures import meetings, readings
from analysis.measures.meetings import Held
from analysis.measures.readings import FIELDS, Told
from analysis.records import ACTIONS, DECISIONS, LEVELS, AgendaItem
from pages.shared import access, components, corrected, jobs
from pages.shared.doubting import reason
from pages.shared.navigation import escape, link
from pages.shared.report import as_html
from pages.shared.state import Done
from pages.shared.view import View

_TEXTS: Final = ("body", "place", "date", "session", "chair", "chair_post")
_FLAGS: Final = ("is_readout", "other_matters")
_CONFIRMED: Final = {
    "no_items": "items", "body_in_title": "body", "no_level": "level", "no_place": "place",
    "place_from_mentions": "place", "undated": "date", "date_inferred": "date", "no_chair": "chair",
    "only_decided": "items", "few_items": "items", "no_topic": "topics",
}  # fmt: skip
"""The field that a person confirms when a doubt is not borne out; of the others it is whether it is a readout."""


def show(view: View, report_id: str) -> None:
    """Draw the report with the form that corrects it, and end the page."""
    t = view.t
    link("corpus", t("correct.back"))
    try:
        told: Told = view.shown.measure(readings.get, report_id)
    except SelectionError:
        components.head(t("correct.question"), t.html("correct.gone", report=report_id))
        raise Done from None
    held = view.shown.measure(meetings.get, told.meeting_id) if told.stands and told.meeting_id else None
    doubts = t.enumerate([reason(view, doubt) for doubt in told.doubts])
    components.head(t("correct.question"), t.html("correct.finding", doubts=doubts) if doubts else t("correct.fine"))
    st.html(f"<p lang='zh-CN'><b>{as_text(told.title or '')}</b></p>")
    if held:
        link("meetings", t("correct.meeting"), meeting=held.meeting_id)
    if told.is_readout and not told.stands:
        components.note(t("correct.copy"))
    _form_or_why_not(view, told, held)
    components.section(t("correct.title_of"))
    corrected.listed(view, report_id=told.report_id, within=told.span)
    components.section(t("correct.text"))
    st.html(f"<div class='reader' lang='zh-CN'>{as_html(_own_text(told), [])}</div>")
    raise Done


def _own_text(told: Told) -> str:
    """The text that tells of the meeting: of a digest its stretch."""
    return told.span.of(told.text) if told.span else told.text


def _form_or_why_not(view: View, told: Told, held: Held | None) -> None:
    t, job = view.t, jobs.of(corrected.shown(view).path)
    if not access.may_edit():
        components.note(t("correct.read_only"))
    elif not corrected.is_newest(view):
        components.note(t("correct.old"))
    elif job and not job.is_done:
        jobs.watch(t, job, title=t("correct.job"))
    else:
        if job and job.error:
            st.error(t("correct.failed", error=escape(job.error)))
        elif job and job.summary.get("version") == view.shown.version:
            components.note(t("correct.saved", version=view.shown.version))
        _form(view, told, held)


def _form(view: View, told: Told, held: Held | None) -> None:
    t, before = view.t, _read(told, held)
    # A form of its own for each report and version, so that it begins with what is read by now. Its parts have keys, so
    # that what was typed stays where the language is changed before it is saved.
    form = f"{told.report_id}-{told.span.start}" if told.span else told.report_id
    key = f"correct-{form}-{view.shown.version}"
    with st.form(key, border=True):
        after = _ask_meeting(view, before, key)
        changes = _ask_items(view, held, key) if held else []
        is_checked = bool(told.doubts) and st.checkbox(t("correct.confirm"), key=f"{key}-confirm")
        names = st.columns(2)
        note = names[1].text_input(t("correct.remark"), key=f"{key}-remark")
        who = corrected.by() or names[0].text_input(
            t("correct.who"), value=st.session_state.get("corrector", ""), key=f"{key}-who"
        )
        st.form_submit_button(t("correct.save"), type="primary", key="save", on_click=_submit, args=(form,))
    if st.session_state.pop("_submitted", None) != form:
        return
    if not who.strip():
        st.warning(t("correct.who_missing"))
        return
    st.session_state["corrector"] = who.strip()
    try:
        moment = made.now(one for one in corrected.shown(view).corrections() if one.report_id == told.report_id)
        common = {"who": who.strip(), "when": moment, "report_id": told.report_id, "note": note.strip() or None,
                  "at": told.span.start if told.span else None}  # fmt: skip
        found = [{"field": name, "before": before[name], "after": after[name]}
                 for name in before if before[name] != after[name]]  # fmt: skip
        found += _checked_items(view, told, changes)
        if is_checked:
            found += _confirmed(told, held, before, {one["field"] for one in found})
        corrections = [_resolved(Correction(**common, **one)) for one in found]
    except _WrongError as wrong:
        st.warning(escape(str(wrong)))
    except AnalysisError as error:
        st.warning(escape(str(error)))
    else:
        if not corrections:
            st.warning(t("correct.nothing"))
            return
        corrected.save(view, corrections)
        st.rerun()


def _submit(form: str) -> None:
    """Remember for this run that the form was sent: a click is forgotten where the run is begun again."""
    st.session_state["_submitted"] = form


def _read(told: Told, held: Held | None) -> dict[str, Value]:
    """What is read now, by field, as far as it can be corrected here."""
    if not told.is_readout:
        return {"is_readout": False}
    if told.span and held is None:
        return {name: getattr(told, name) for name in FIELDS}
    if held is None:
        return {"is_readout": True, **{name: getattr(told, name) for name in FIELDS}}
    place = held.meeting.place
    names = [name for name in OF_MEETING if not (told.span and name == "is_readout")]  # a stretch is told of a meeting
    return {name: place and place.name if name == "place" else getattr(held.meeting, name) for name in names}


def _ask_meeting(view: View, before: Mapping[str, Value], key: str) -> dict[str, Value]:
    """The fields of the meeting, as the reader leaves them."""
    t, after = view.t, dict(before)
    for name in (name for name in _FLAGS if name in before):
        after[name] = st.checkbox(corrected.field_name(view, name), value=bool(before[name]), key=f"{key}-{name}")
    columns = st.columns(2)
    asked = [name for name in (*_TEXTS, "level") if name in before]
    for number, name in enumerate(asked):
        label, value = corrected.field_name(view, name), before[name]
        if name == "level":
            after[name] = _choice(view, columns[number % 2], label, LEVELS, value, "level", f"{key}-{name}")
        else:
            help = t("correct.place_help") if name == "place" else None
            said = columns[number % 2].text_input(label, value=str(value or ""), help=help, key=f"{key}-{name}")
            after[name] = said.strip() or None
    return after


def _choice(view: View, place: Any, label: str, known: tuple[str, ...], value: Value, texts: str, key: str) -> Any:
    return place.selectbox(
        label, [None, *known], index=([None, *known]).index(value) if value in known else 0, key=key,
        format_func=lambda one: view.t(f"{texts}.{one}") if one else view.t("correct.nothing_said"),
    )  # fmt: skip


def _ask_items(view: View, held: Held, key: str) -> list[dict[str, Any]]:
    """The items as the reader leaves them: each with what it was, and one that was missed."""
    t, asked = view.t, []
    for item in held.meeting.items:
        with st.expander(t("correct.item", n=item.order, subject=escape(item.subject))):
            after = _ask_item(view, item, key=f"{key}-{item.order}")
            is_wrong = st.checkbox(t("correct.item_wrong"), key=f"wrong-{key}-{item.order}")
        asked.append({"item": item, "after": after, "is_wrong": is_wrong})
    with st.expander(t("correct.item_add")):
        words = st.text_input(t("correct.announcement"), help=t("correct.announcement_help"), key=f"{key}-announcement")
        asked.append({"item": None, "after": _ask_item(view, None, key=f"{key}-new"), "words": words})
    return asked


def _ask_item(view: View, item: AgendaItem | None, *, key: str) -> dict[str, Value]:
    t = view.t
    topics = [label.topic for label in item.topics] if item else []
    subject = st.text_input(t("correct.field.subject"), value=item.subject if item else "", key=f"subject-{key}")
    action = st.selectbox(
        t("correct.field.action"), ACTIONS, index=ACTIONS.index(item.action) if item else 0, key=f"action-{key}",
        format_func=lambda one: t(f"action.{one}"),
    )  # fmt: skip
    decision = st.selectbox(
        t("correct.field.decision"), [None, *DECISIONS], key=f"decision-{key}",
        index=(None, *DECISIONS).index(item.decision) if item else 0,
        format_func=lambda one: t(f"decision.{one}") if one else t("correct.nothing_said"),
    )  # fmt: skip
    chosen = st.multiselect(
        t("correct.field.topics"), view.choices.topics["topic"].tolist(), default=topics, key=f"topics-{key}",
        format_func=view.topic, placeholder=t("filter.type"), select_all=False,
        help=t("correct.topics_kept" if item else "correct.topics_help"),
    )  # fmt: skip
    return {"subject": subject.strip(), "action": action, "decision": decision, "topics": tuple(chosen)}


class _WrongError(Exception):
    """What the reader should put right before anything is saved."""


def _checked_items(view: View, told: Told, asked: list[dict[str, Any]]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for one in asked:
        item, after = one["item"], one["after"]
        if item is None:
            found += _added(view, told, one["words"].strip(), after)
            continue
        of_item = {"position": item.order, "announcement": item.announcement.of(told.text)}
        before = _of_item(item)
        if one["is_wrong"]:
            found.append({"field": "item", "before": before, "after": None, **of_item})
            continue
        found += [{"field": name, "before": before[name], "after": after[name], **of_item}
                  for name in OF_ITEM if before[name] != after[name]]  # fmt: skip
    return found


def _added(view: View, told: Told, words: str, after: dict[str, Value]) -> list[dict[str, Any]]:
    if not words and not after["subject"]:
        return []
    if not after["subject"]:
        raise _WrongError(view.t("correct.subject_missing"))
    if not words or words not in _own_text(told):
        raise _WrongError(view.t("correct.announcement_missing", words=words))
    return [{"field": "item", "before": None, "after": {**after, "topics": after["topics"] or None},
             "announcement": words}]  # fmt: skip


def _confirmed(told: Told, held: Held | None, before: Mapping[str, Value], changed: set[str]) -> list[dict[str, Any]]:
    """That what is in doubt is right, but for what has just been corrected."""
    fields = {_CONFIRMED.get(doubt, "is_readout") for doubt in told.doubts} - changed
    found = [{"field": name, "before": before[name], "after": before[name]} for name in before if name in fields]
    if held and "items" in fields and not changed & {"item", "subject"}:
        subjects = tuple(item.subject for item in held.meeting.items)
        found.append({"field": "items", "before": subjects, "after": subjects})
    if held and "topics" in fields:
        for item in (item for item in held.meeting.items if not item.topics):
            found.append({"field": "topics", "before": (), "after": (), "position": item.order,
                          "announcement": item.announcement.of(told.text)})  # fmt: skip
    return found


def _of_item(item: AgendaItem) -> dict[str, Value]:
    topics = tuple(label.topic for label in item.topics)
    return {"subject": item.subject, "action": item.action, "decision": item.decision, "topics": topics}


def _resolved(correction: Correction) -> Correction:
    """The correction if it makes sense, its place by its full name. Raises CorrectionError where it does not."""
    made.check(correction)
    if correction.field == "place" and isinstance(correction.after, str) and correction.before != correction.after:
        # Imported here, since the gazetteer stands in the reading half.
        from analysis.importing.correcting import find_place

        return replace(correction, after=find_place(correction.after).name)
    return correction
