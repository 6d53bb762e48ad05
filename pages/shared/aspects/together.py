"""Which topics come together?"""

from __future__ import annotations

from typing import Final

from analysis.measures import together
from pages.shared import cells, components
from pages.shared.findings import together as findings
from pages.shared.looks import together as looks
from pages.shared.view import View

WITHIN: Final = ("meetings", "items")
COLUMNS: Final = (
    "topic", "other", "ratio", "low_ratio", "high_ratio", "adjusted", "numerator", "expected", "of_topic", "of_other",
    "denominator",
)  # fmt: skip


def draw(view: View) -> None:
    """Answer, matrix, network, controls, evidence, table."""
    t, within = view.t, components.option("within", WITHIN)
    frame = findings.judged(view.measure(together.pairs, within=within))
    cell = "agenda" if within == "meetings" else "together"
    unit = "meetings" if "agenda" in cells.opened() else "items"
    components.head(t("together.question"), findings.answer(view, frame, within))
    cells.pointer(view, unit=unit)
    if len(frame):
        components.chart(looks.matrix(view, frame, cell, within), key="matrix")
        components.caption(view, t(f"together.denominator_{within}", n=int(frame["denominator"].max())))
    components.choose("within", WITHIN, t("together.within"), lambda unit: t(f"together.within_{unit}"))
    components.note(t("together.note"))
    cells.evidence(view, unit=unit)
    if frame["is_sure"].any():
        components.section(t("together.network"))
        components.chart(looks.network(view, frame, cell, within), key="network")
        components.note(t("together.network_note"))
    rows = frame.rename(columns={"low": "low_ratio", "high": "high_ratio"})
    rows = rows.assign(**{cell: rows["pair"], "other": [view.topic(topic) for topic in rows["other"]]})
    components.table(view, rows, key=f"together-{within}", columns=components.columns(view, *COLUMNS), cell=[cell])
