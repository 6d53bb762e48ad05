"""Which topics fill the agendas?"""

from __future__ import annotations

from typing import Final

import streamlit as st

from analysis.measures import counts, diversity
from pages.shared import cells, components
from pages.shared.findings import topics as findings
from pages.shared.looks import topics as looks
from pages.shared.looks.drawn import whole
from pages.shared.view import View

UNITS: Final = ("items", "meetings", "text")
BY: Final = ("none", "year", "province", "city", "place", "body", "level", "action", "decision")
WIDE: Final = ("year", "province", "city", "place", "body", "level")
COLUMNS: Final = ("share", "numerator", "denominator", "low", "high", "rank", "rank_low", "rank_high")
MORE: Final = ("1", "2", "3", "5")


def draw(view: View) -> None:
    """Answer, chart, controls, evidence, table."""
    t = view.t
    unit, by = components.option("unit", UNITS), components.option("by", BY)
    frame = view.measure(counts.topics, unit=unit)
    components.head(t("topics.question"), findings.answer(view, frame, unit))
    cells.pointer(view, unit=_unit(unit))
    components.chart(looks.shares(view, frame, unit), key="topics")
    components.caption(view, t(f"topics.denominator_{unit}", **whole(frame, "denominator")))
    components.choose("unit", UNITS, t("topics.unit"), lambda unit: t(f"topics.unit_{unit}"))
    components.choose("by", BY, t("topics.by"), lambda by: t(f"topics.by_{by}"))
    if by != "none":
        _split(view, unit, by)
    cells.evidence(view, unit=_unit(unit))
    if by == "none":
        components.table(view, frame, key="topics", columns=components.columns(view, "topic", *COLUMNS), cell=["topic"])
        components.note(findings.width(view, view.measure(diversity.effective)))
        _unnamed(view, unit)


def _split(view: View, unit: str, by: str) -> None:
    """The same by another column: small charts, how wide each agenda is, the table."""
    t, split = view.t, view.measure(counts.topics, unit=unit, by=by)
    components.section(t("topics.split", by=t(f"topics.by_{by}").lower()))
    components.panels(looks.split(view, split, by, unit), key="split", in_a_row=2)
    components.note(t("topics.split_note"))
    columns = components.columns(view, "topic", by, *COLUMNS)
    components.table(view, split, key=f"topics-by-{by}", columns=columns, cell=["topic", by])
    if by in WIDE:
        wide = view.measure(diversity.effective, by=by)
        if wide["effective"].notna().any():
            components.section(t("topics.width"))
            components.chart(looks.width(view, wide, by), key="width")
            components.note(t("topics.width_note", n=diversity.FEWEST))


def _unnamed(view: View, unit: str) -> None:
    """Between what the shares lie, where reports say that more was taken up than they name."""
    t, more = view.t, int(components.option("more", MORE))
    others = int(view.totals["other_matters"])
    if not others or unit == "text":
        return
    components.section(t("topics.bounds"))
    bounds = view.measure(counts.bounds, unit=unit, more=more)
    components.note(t(f"topics.bounds_{unit}", n=others, whole=int(view.totals["meetings"]), more=more))
    components.chart(looks.bounds(view, bounds, unit), key="bounds")
    if unit == "items":
        components.choose("more", MORE, t("topics.more"), str)
    st.button(t("topics.others_open", n=others), on_click=cells.open_cell, args=({"other_matters": 1},), key="others")


def _unit(unit: str) -> str:
    """What the rows behind the open cell are: other matters are known of meetings alone."""
    return "meetings" if "other_matters" in cells.opened() else unit
