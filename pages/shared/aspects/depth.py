"""How deep do the meetings go into a matter?"""

from __future__ import annotations

from typing import Final

from analysis.measures import depth
from pages.shared import cells, components
from pages.shared.findings import depth as findings
from pages.shared.looks import depth as looks
from pages.shared.view import View

BY: Final = ("topic", "year", "body", "level", "place", "province")
COLUMNS: Final = ("treatment", "share", "numerator", "denominator", "low", "high")


def draw(view: View) -> None:
    """Answer, chart, controls, evidence, table."""
    t, by = view.t, components.option("group", BY)
    frame = view.measure(depth.treatments, by=by)
    yearly = view.measure(depth.treatments, by="year")
    components.head(t("depth.question"), findings.answer(view, yearly, view.measure(depth.treatments)))
    cells.pointer(view)
    components.chart(looks.treatments(view, frame, by), key="depth")
    components.caption(view, t("depth.denominator"))
    components.choose("group", BY, t("depth.group"), lambda by: t(f"column.{by}"))
    components.note(t("depth.note"))
    cells.evidence(view)
    columns = components.columns(view, by, *COLUMNS)
    components.table(view, frame, key=f"depth-{by}", columns=columns, cell=[by, "treatment"])
