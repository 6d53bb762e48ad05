"""Which meetings were held, and what do the reports say?"""

from analysis.measures import meetings
from pages.shared import components, listing, reading, state
from pages.shared.findings import meetings as findings
from pages.shared.navigation import guard

ORDERS = ("newest", "oldest", "items")
SIZE = 20

view = guard()
t = view.t
if meeting := state.get("meeting"):
    reading.show(view, meeting)
components.demand_meetings(view, t("meetings.question"))

query, order = components.query("q"), components.option("order", ORDERS)
count = view.measure(meetings.count, query=query)
page = listing.paged("page", count, SIZE)
components.head(t("meetings.question"), findings.answer(view, count, query, page, SIZE))
components.ask_query(view, "q")
if not count:
    components.clear_query(view, "q")
components.choose("order", ORDERS, t("meetings.order"), lambda order: t(f"meetings.order_{order}"))
listing.meetings(view, query=query, order=order, limit=SIZE, offset=(page - 1) * SIZE)
listing.pager("page", count, SIZE)
components.caption(view, "")
