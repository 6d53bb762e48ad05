"""Which words do the reports use most?"""

from analysis.measures import keywords
from pages.shared import cells, components, listing, own_words
from pages.shared.findings import keywords as findings
from pages.shared.looks import keywords as looks
from pages.shared.looks.drawn import whole
from pages.shared.navigation import guard

LIMITS = ("100", "200", "500")
COLUMNS = ("term", "count", "per_10k", "documents", "document_share")

view = guard()
t = view.t
components.demand_meetings(view, t("keywords.question"))

limit = int(components.option("limit", LIMITS))
words = view.measure(keywords.frequencies, **own_words.chosen(view), limit=limit)
components.head(t("keywords.question"), findings.answer(view, words))
cells.pointer(view, unit="meetings")
components.by_width(*looks.words(view, words), key="cloud")
components.caption(view, t("keywords.denominator", **whole(words, "terms")))
own_words.edit(view)
components.choose("limit", LIMITS, t("keywords.limit"), str)
if selection := cells.selected(view):
    listing.lines(view, cells.word(cells.opened()), selection)
else:
    components.note(t("keywords.hint"))
components.table(view, words, key="keywords", columns=components.columns(view, *COLUMNS), cell=["counted_as", "term"])
