"""Which words do the reports use, and how?"""

from pages.shared import components
from pages.shared.navigation import guard
from pages.shared.wording import collocations, frequency, keyness, novelty

VIEWS = {
    "frequency": frequency.draw,
    "keyness": keyness.draw,
    "collocations": collocations.draw,
    "novelty": novelty.draw,
}

view = guard()
t = view.t
components.demand_meetings(view, t("keywords.question"))

asked = components.option("view", tuple(VIEWS))
components.offer("view", tuple(VIEWS), t("keywords.view"), lambda asked: t(f"keywords.view_{asked}"))
VIEWS[asked](view)
