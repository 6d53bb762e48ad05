"""What is on the agenda now, against the months before?"""

from analysis.measures import counts, coverage
from pages.shared import cells, components, listing
from pages.shared.findings import overview as findings
from pages.shared.looks import overview as looks
from pages.shared.navigation import guard, link
from pages.shared.periods import last_months, within
from pages.shared.sharing import watched

MONTHS = ("6", "3", "12")
COLUMNS = ("topic", "share", "share_before", "difference", "low", "high", "adjusted", "numerator", "denominator")

view = guard()
t = view.t
components.demand_meetings(view, t("overview.question"))
components.demand_dates(view, t("overview.question"))

months = last_months(view.totals["last_date"], int(components.option("months", MONTHS)))
recent, before = (within(view.selection, *period) for period in months)
changes = view.measure(counts.change, recent=recent, before=before)
components.head(t("overview.question"), findings.answer(view, changes, recent, before))
cells.pointer(view)
if findings.is_comparable(changes):
    components.chart(looks.change(view, changes), key="change", within=cells.between(recent))
components.caption(view, findings.whole(view, changes, recent, before), extra=findings.drawn(view, changes))
components.choose("months", MONTHS, t("overview.months"), lambda n: t("overview.months_option", n=int(n)))
cells.evidence(view)
components.table(
    view,
    changes,
    key="change",
    columns=components.columns(view, *COLUMNS),
    cell=["topic"],
    within=cells.between(recent),
)

watched.section(view)
components.section(t("overview.newest"))
listing.meetings(view, limit=5)
link("meetings", t("overview.all_meetings"))

components.section(t("overview.coverage"))
by_month = view.measure(coverage.by_month)
components.chart(looks.months(view, by_month), key="coverage", within={"unit": "meetings"})
components.note(t("overview.coverage_note"))
