"""How do two sets of meetings differ?"""

from pages.shared import comparing, components, contrasts
from pages.shared.findings import compare as findings
from pages.shared.navigation import guard

view = guard()
t = view.t
components.demand_meetings(view, t("compare.question"))

sides = comparing.sides(view, t("compare.question"))
show = components.option("show", contrasts.SHOW)
found = contrasts.tables(sides)
components.head(t("compare.question"), findings.answer(sides, found))
comparing.describe(sides)
comparing.pointer(sides, unit=contrasts.unit_of(show))
components.choose("show", contrasts.SHOW, t("compare.show"), lambda show: t(f"compare.show_{show}"))
contrasts.draw(sides, found, show)
comparing.choose(view)
contrasts.details(sides, found, show)
