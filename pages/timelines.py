"""When does attention rise and fall?"""

from analysis.measures import events, expected, timelines
from pages.shared import cells, components, series
from pages.shared.findings import timelines as findings
from pages.shared.looks import timelines as looks
from pages.shared.navigation import guard

OF, GRAINS = ("topics", "words", "phrases", "together"), ("quarter", "year", "month", "week")
UNITS, SHOW, LAY = ("items", "meetings"), ("share", "count", "rate"), ("time", "years")
WINDOWS, INTERVALS, MARKS = ("1", "3", "4", "12"), ("off", "on"), ("on", "off")
COLUMNS = ("period", "series_name", "share", "numerator", "denominator", "low", "high", "rate", "average", "former",
           "former_years", "change", "change_low", "change_high")  # fmt: skip
PERCENT = ("share", "low", "high", "average", "former", "change", "change_low", "change_high", "usual", "false_rate")
EVENTS = ("series_name", "what", "when", "share", "usual", "numerator", "denominator", "false_rate", "why")
GAPS = ("who", "after", "until", "interval", "usual_days", "missing")

view = guard()
t = view.t
components.demand_meetings(view, t("timelines.question"))
components.demand_dates(view, t("timelines.question"))

of, grain = components.option("of", OF), components.option("grain", GRAINS)
unit, show = components.option("unit", UNITS), components.option("show", SHOW)
lay, window = components.option("lay", LAY) if grain != "year" else "time", components.option("average", WINDOWS)
intervals, marks = components.option("intervals", INTERVALS), components.option("marks", MARKS)
values = series.chosen(view, of)
frame = view.measure(getattr(timelines, of), values, grain=grain, unit=unit, window=int(window))
frame = frame.assign(series_name=frame["series"].map(looks.series_names(view, frame)))
found = looks.events(view, view.measure(events.find, of, values, grain=grain))
whole = view.selection.narrow(held="meetings")
gaps, volume = (view.measure(measure, selection=whole) for measure in (expected.gaps, expected.volume))
held = view.measure(expected.by_period, selection=whole, grain=grain)
components.head(t("timelines.question"), findings.answer(view, frame, of, unit, show, found))
cells.pointer(view, unit=unit)
if values and lay == "years":
    components.panels(looks.over_years(view, frame, show, unit), key="years", in_a_row=2)
    components.note(t("timelines.lay_years_note", part=t(f"timelines.part_{grain}")))
    components.prose(findings.former(view, frame))
elif values:
    drawn = looks.series(
        view, frame, of, show, unit, window=int(window), intervals=intervals == "on", coverage=held,
        marks=found if marks == "on" else None,
    )  # fmt: skip
    components.panels(drawn, key="timeline")
    components.note(t("timelines.average_note", n=int(window)) if window != "1" else "")
components.note(findings.missing(view, frame, held))
components.caption(view, t(f"timelines.denominator_{unit}"), extra=findings.coverage(view, held, lay))
series.controls(
    view, of, grain, lay,
    {"of": OF, "grain": GRAINS, "show": SHOW, "unit": UNITS, "lay": LAY, "average": WINDOWS, "intervals": INTERVALS,
     "marks": MARKS},
)  # fmt: skip
cells.evidence(view, unit=unit)
columns = components.columns(view, *COLUMNS, percent=PERCENT)
components.table(view, frame, key="timeline", columns=columns, cell=["counted_as", "series", "period"])

if values:
    components.section(t("timelines.events"))
    components.prose(findings.events(view, found, periods=len(held), weekly=grain == "week"))
    components.table(
        view, found, key="events", columns=components.columns(view, *EVENTS, percent=PERCENT), cell=list(looks.CELL)
    )

    components.section(t("timelines.seasons"))
    profile = view.measure(events.seasons, of, values, grain=grain)
    components.prose(findings.seasons(view, profile))
    components.panels(looks.seasons(view, profile), key="season", in_a_row=2, within=looks.MEETINGS)
    components.note(t("timelines.season_note"))

components.section(t("timelines.gaps"))
components.prose(findings.gaps(view, gaps, volume))
columns = components.columns(view, *GAPS, percent=PERCENT)
gaps = findings.gap_rows(view, gaps) if components.is_wanted("gaps") else gaps
components.table(view, gaps, key="gaps", columns=columns, cells_of=findings.gap_cells)

components.section(t("timelines.calendar"))
components.chart(looks.days(view, view.measure(timelines.calendar)), key="calendar", within=looks.MEETINGS)
components.note(t("timelines.calendar_note"))
