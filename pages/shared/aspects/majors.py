"""How is attention shared out by the codes that other countries' agendas are told in?"""

from __future__ import annotations

from typing import Any, Final

import streamlit as st

from analysis.measures import majors
from pages.shared import cells, components
from pages.shared.findings import majors as findings
from pages.shared.looks import majors as looks
from pages.shared.looks.drawn import whole
from pages.shared.view import View

FORMATS: Final = {"part": "percent", "numerator": "%.1f", "items": "localized"}


def draw(view: View) -> None:
    """Answer, chart, how it was made, evidence, table."""
    t, frame = view.t, view.measure(majors.attention)
    components.head(t("majors.question"), findings.answer(view, frame))
    cells.pointer(view)
    components.chart(looks.attention(view, frame), key="majors")
    components.caption(view, t("majors.denominator", **whole(frame, "denominator")))
    components.note(t("majors.note"))
    cells.evidence(view)
    parts, names = view.measure(majors.parts), looks.names(view)
    shown = parts.assign(major=[names[code] for code in parts["major"]])
    columns: dict[str, Any] = {
        key: st.column_config.NumberColumn(t(f"majors.{key}"), format=FORMATS[key])
        if key in FORMATS
        else st.column_config.Column(t(f"majors.{key}"))
        for key in ("major", "topic", *FORMATS)
    }
    components.table(view, shown, key="majors", columns=columns, cell=["topic"])
