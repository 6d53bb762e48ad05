"""Which topics fill the agendas?"""

from analysis.measures import counts
from pages.shared import cells, components
from pages.shared.findings import topics as findings
from pages.shared.looks import topics as looks
from pages.shared.looks.drawn import whole
from pages.shared.navigation import guard

UNITS = ("items", "meetings", "text")
BY = ("none", "year", "province", "city", "place", "body", "level", "action", "decision")
COLUMNS = ("topic", "share", "numerator", "denominator", "low", "high", "rank", "rank_low", "rank_high")

view = guard()
t = view.t
components.demand_meetings(view, t("topics.question"))

unit, by = components.option("unit", UNITS), components.option("by", BY)
frame = view.measure(counts.topics, unit=unit)
components.head(t("topics.question"), findings.answer(view, frame, unit))
cells.pointer(view, unit=unit)
components.by_width(*looks.shares(view, frame, unit), key="topics")
components.caption(view, t(f"topics.denominator_{unit}", **whole(frame, "denominator")))
components.choose("unit", UNITS, t("topics.unit"), lambda unit: t(f"topics.unit_{unit}"))
components.choose("by", BY, t("topics.by"), lambda by: t(f"topics.by_{by}"))
if by == "none":
    cells.evidence(view, unit=unit)
    components.table(view, frame, key="topics", columns=components.columns(view, *COLUMNS), cell=["topic"])
else:
    split = view.measure(counts.topics, unit=unit, by=by)
    name = t(f"topics.by_{by}").lower()
    components.section(t("topics.split", by=name))
    components.panels(looks.split(view, split, by, unit), key="split", in_a_row=2)
    components.note(t("topics.split_note"))
    cells.evidence(view, unit=unit)
    components.table(
        view,
        split,
        key=f"topics-by-{by}",
        columns=components.columns(view, "topic", by, *COLUMNS[1:]),
        cell=["topic", by],
    )
