"""Which topics fill the agendas, how deep are they treated, which come together, and whose agendas are alike?"""

from pages.shared import components
from pages.shared.aspects import attention, depth, majors, places, together
from pages.shared.navigation import guard

ASPECTS = {"attention": attention, "depth": depth, "together": together, "places": places, "majors": majors}

view = guard()
components.demand_meetings(view, view.t("topics.question"))
aspect = components.option("view", tuple(ASPECTS))
components.offer("view", tuple(ASPECTS), view.t("topics.view"), lambda one: view.t(f"topics.view_{one}"))
ASPECTS[aspect].draw(view)
