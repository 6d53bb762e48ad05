"""When does attention rise and fall?"""

from analysis.measures import timelines
from pages.shared import cells, components, series
from pages.shared.findings import timelines as findings
from pages.shared.looks import timelines as looks
from pages.shared.navigation import guard

OF, GRAINS = ("topics", "words", "phrases"), ("quarter", "year", "month", "week")
UNITS, SHOW = ("items", "meetings"), ("share", "count")
COLUMNS = ("period", "series", "share", "numerator", "denominator", "low", "high")

view = guard()
t = view.t
components.demand_meetings(view, t("timelines.question"))
components.demand_dates(view, t("timelines.question"))

of, grain = components.option("of", OF), components.option("grain", GRAINS)
unit, show = components.option("unit", UNITS), components.option("show", SHOW)
values = series.chosen(view, of)
frame = view.measure(getattr(timelines, of), values, grain=grain, unit=unit)
components.head(t("timelines.question"), findings.answer(view, frame, of, unit, show))
cells.pointer(view, unit=unit)
if values:
    components.panels(looks.series(view, frame, of, show, unit), key="timeline")
    components.caption(view, t(f"timelines.denominator_{unit}"))
components.choose("of", OF, t("timelines.of"), lambda of: t(f"timelines.of_{of}"))
series.choose(view, of)
components.choose("grain", GRAINS, t("timelines.grain"), lambda grain: t(f"timelines.grain_{grain}"))
components.choose("show", SHOW, t("timelines.show"), lambda show: t(f"timelines.show_{show}"))
components.choose("unit", UNITS, t("timelines.unit"), lambda unit: t(f"topics.unit_{unit}"))
cells.evidence(view, unit=unit)
components.table(
    view, frame, key="timeline", columns=components.columns(view, *COLUMNS), cell=["counted_as", "series", "period"]
)

components.section(t("timelines.calendar"))
calendar = view.measure(timelines.calendar)
components.chart(looks.days(view, calendar), key="calendar")
components.note(t("timelines.calendar_note"))
