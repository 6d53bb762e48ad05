"""Readings that are in doubt, on the screen: how many and why, each with a way to its report and to its correction."""

from __future__ import annotations

from html import escape
from typing import Any, Final

import streamlit as st

from analysis.charts.theme import is_missing
from analysis.measures import readings
from pages.shared import components, holdings, state
from pages.shared.listing import paged, pager, who
from pages.shared.navigation import link
from pages.shared.view import View, records

PER_PAGE: Final = 10


def doubts(view: View) -> None:
    """The meetings of the selection whose reading is in doubt, the worst first."""
    t, frame = view.t, view.measure(readings.doubts)
    rows = records(frame)
    whole = int(rows[0]["denominator"])
    if not rows[0]["numerator"]:
        st.html(f"<p>{t.html('doubt.none', whole=whole)}</p>")
        return
    most = max(rows[1:], key=lambda row: int(row["numerator"]))
    st.html("<p>" + t.html(
        "doubt.finding", whole=whole, n=int(rows[0]["numerator"]), share=f"{rows[0]['share']:.1%}",
        why=reason(view, most["doubt"]), count=int(most["numerator"]),
    ) + "</p>")  # fmt: skip
    components.note(t("doubt.note"))
    counts = {row["doubt"] or "": int(row["numerator"]) for row in rows}
    chosen = components.option("why", tuple(counts))
    st.pills(
        t("doubt.choose"), list(counts), key=state.name("why"), on_change=state.touch, required=True,
        format_func=lambda one: t("doubt.counted", why=reason(view, one), n=counts[one]) if one
        else t("doubt.every", n=counts[one]),
    )  # fmt: skip
    page = paged("doubtful", counts[chosen], PER_PAGE)
    found = view.measure(readings.doubtful, doubt=chosen or None, limit=PER_PAGE, offset=(page - 1) * PER_PAGE)
    for row in records(found):
        with st.container(key=f"doubtful-{row['meeting_id']}", gap=None):
            _row(view, row)
    pager("doubtful", counts[chosen], PER_PAGE)


def missed(view: View) -> None:
    """Reports that were taken for something else, and might be of a meeting."""
    frame = view.shown.measure(readings.missed)
    if frame.empty:
        return
    t = view.t
    components.note(t("doubt.missed"))
    for row in records(frame):
        with st.container(key=f"missed-{row['report_id']}", gap=None):
            link("corpus", row["title"] or row["report_id"], correct=row["report_id"])
            facts = [holdings.kind_name(view, row["kind"]), reason(view, "might_be_readout"), row["outlet"]]
            st.html(f"<p class='facts'>{escape(t('evidence.facts').join(fact for fact in facts if fact))}</p>")


def reason(view: View, doubt: str) -> str:
    """Why a reading is in doubt."""
    return view.t(f"doubt.{doubt}")


def copies(view: View) -> None:
    """How many meetings have several reports, and in what these contradict each other."""
    t, row = view.t, view.measure(readings.copies).iloc[0]
    whole, differ = int(row["denominator"]), int(row["numerator"])
    if not differ:
        st.html(f"<p>{t.html('copies.agree', whole=whole) if whole else t.html('copies.none')}</p>")
        return
    fields = [
        t("copies.field_count", field=t(f"field.{name}"), n=int(row[name])) for name in readings.FIELDS if row[name]
    ]
    said = t.html("copies.finding", whole=whole, n=differ, share=f"{row['share']:.1%}", fields=t.enumerate(fields))
    st.html(f"<p>{said}</p>")


def _row(view: View, row: dict[str, Any]) -> None:
    t = view.t
    link("meetings", row["title"] or who(view, row), meeting=row["meeting_id"])
    date = t("basis.none") if is_missing(row["date"]) else str(row["date"])
    facts = t("evidence.facts").join([date, who(view, row)])
    why = t.enumerate([reason(view, doubt) for doubt in row["doubts"]])
    st.html(f"<p class='facts'>{escape(facts)}</p><p class='facts'><span class='differs'>{escape(why)}</span></p>")
    link("corpus", t("doubt.correct"), correct=row["report_id"])
