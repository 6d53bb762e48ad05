"""What people corrected, and how it is told: the list with a way to take each back, and the words for a basis."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from typing import Final

import pandas as pd
import streamlit as st

from analysis.corpus import corrections as made
from analysis.corpus.corrections import Correction, Value
from analysis.corpus.library import Library
from analysis.exporting import to_csv
from analysis.measures import readings
from analysis.records import Span
from pages.shared import access, components, jobs, library
from pages.shared.navigation import link
from pages.shared.view import View

MOST: Final = 50
_BY: Final = re.compile(r"(corrected|confirmed) by (.+) on (\d{4}-\d\d-\d\d)")
_STALE: Final = ("changed", "gone", "no_readout")


def shown(view: View) -> Library:
    """The library of the version that is shown."""
    return library.in_use()


def is_newest(view: View) -> bool:
    """Whether the version shown is the one that a correction would start from."""
    return view.shown.version == view.shown.newest


def is_by_people(rule: str) -> bool:
    """Whether a basis is a correction or confirmation."""
    return _BY.fullmatch(rule) is not None


def how(view: View, rule: str) -> str:
    """How a field was got, in the reader's language; an event that dates a report is told by its own name."""
    if found := _BY.fullmatch(rule):
        return view.t(f"correct.{found[1]}_by", who=found[2], when=found[3])
    key = f"how.{re.sub('[^a-z]+', '_', rule.lower()).strip('_')}"
    return view.t(key) if view.t.has(key) else rule


def field_name(view: View, name: str) -> str:
    """The name of a field that can be corrected."""
    return view.t(f"correct.field.{name}" if view.t.has(f"correct.field.{name}") else f"field.{name}")


def said(view: View, name: str, value: Value) -> str:
    """A value of such a field as people say it."""
    t = view.t
    if isinstance(value, bool):
        return t("correct.field.yes" if value else "correct.field.no")
    if name == "topics" and isinstance(value, tuple):
        return t.enumerate([view.topic(topic) for topic in value]) or t("none.topic")
    if isinstance(value, tuple):
        return t.enumerate(list(value))
    if isinstance(value, str):
        return t(f"{name}.{value}") if name in ("level", "action", "decision") else value
    return str(value["subject"]) if value else t("correct.nothing_said")


def listed(view: View, *, report_id: str | None = None, within: Span | None = None) -> None:
    """The corrections, the latest first, of one report, of what stands ``within`` a stretch of it, or of all."""
    t, every = view.t, shown(view).corrections()
    mine = [one for one in every if report_id in (None, one.report_id) and (within is None or _stands(one, within))]
    if not mine:
        components.note(t("correct.empty"))
        return
    became = view.shown.measure(readings.statuses)
    gone = {one.undoes for one in every}
    in_force = [one for one in mine if not one.undoes and one.id not in gone]
    stale = sum(became.get(one.id) in _STALE for one in in_force)
    components.note(t("correct.count", n=len(mine), standing=len(in_force) - stale, stale=stale))
    for one in mine[: -MOST - 1 : -1]:
        with st.container(key=f"correction-{one.id}", gap=None):
            _one(view, one, became, gone, is_alone=report_id is None)
    if len(mine) > MOST:
        components.note(t("correct.more", n=MOST))
    table = pd.DataFrame(made.to_rows(mine), columns=list(made.COLUMNS)).astype(object)
    st.download_button(
        t("correct.download"), to_csv(table), file_name="agendascope-corrections.csv", mime="text/csv",
        key="csv-corrections", on_click="ignore",
    )  # fmt: skip


def _stands(one: Correction, within: Span) -> bool:
    return one.at is not None and within.start <= one.at < within.end


def _one(view: View, one: Correction, became: dict[str, str], gone: set[str | None], *, is_alone: bool) -> None:
    t, name = view.t, field_name(view, one.field)
    before, after = (said(view, one.field, value) for value in (one.before, one.after))
    what = t("correct.checked", field=name, after=after)
    if one.before != one.after:
        what = t("correct.change", field=name, before=before, after=after)
    status = t("correct.undone") if one.id in gone else t(f"correct.status.{became.get(one.id, 'waiting')}")
    facts = [
        t("correct.undoes") if one.undoes else status,
        t("correct.by", who=one.who, when=one.when.replace("T", " ")),
        one.announcement or "",
        one.note or "",
    ]
    line = t("evidence.facts").join(fact for fact in facts if fact)
    st.html(f"<p>{escape(what)}</p><p class='facts'>{escape(line)}</p>")
    with st.container(horizontal=True):
        if is_alone:
            link("corpus", t("doubt.correct"), correct=one.report_id)
        if not one.undoes and one.id not in gone and access.may_edit() and is_newest(view):
            st.button(t("correct.undo"), key=f"undo-{one.id}", type="tertiary", on_click=_undo, args=(view, one))


def _undo(view: View, one: Correction) -> None:
    who = by() or st.session_state.get("corrector") or one.who
    jobs.correct(shown(view).path, [one.undone(who=who, when=made.now())])


def by() -> str:
    """In whose name a correction is made: the address of who signed in; empty where nobody did, who is asked then."""
    return access.reader().address


def save(view: View, corrections: Sequence[Correction]) -> None:
    """Hand corrections to a process that applies them."""
    jobs.correct(shown(view).path, corrections)
