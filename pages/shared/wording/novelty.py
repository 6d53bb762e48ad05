"""Which words are new, and which have gone quiet?"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from analysis.measures import novelty
from pages.shared import cells, components, kwic, own_words
from pages.shared.findings import keywords as findings
from pages.shared.looks import keywords as looks
from pages.shared.periods import last_months
from pages.shared.view import View

MOST: Final = 1000
"""How many words of either kind are listed; those said to be sure are counted among them."""

MONTHS: Final = ("12", "6", "24", "60")
COLUMNS: Final = ("term", "kind", "numerator", "denominator", "numerator_before", "denominator_before", "first", "last",
                  "chance_word", "adjusted")  # fmt: skip


def draw(view: View) -> None:
    """The words of the last months that no earlier meeting has, and those of before that none of the last has."""
    t = view.t
    components.demand_dates(view, t("keywords.question_novelty"))
    recent, _ = last_months(view.totals["last_date"], int(components.option("months", MONTHS)))
    before = view.totals["first_date"], recent[0] - timedelta(days=1)
    stopwords = own_words.chosen(view)["stopwords"]
    frame = view.measure(novelty.words, recent=recent, before=before, stopwords=stopwords, limit=MOST)
    components.head(t("keywords.question_novelty"), findings.novelty(view, frame, recent, before))
    cells.pointer(view, unit="meetings")
    components.panels(looks.novelty(view, frame, recent, before), key="novelty", in_a_row=2)
    components.caption(view, t("keywords.novelty_caption", **findings.compared(frame)))
    components.choose("months", MONTHS, t("keywords.months"), lambda n: t("overview.months_option", n=int(n)))
    if selection := cells.selected(view):
        kwic.lines(view, cells.word(cells.opened()), selection)
    else:
        components.note(t("keywords.hint_novelty"))
    shown = looks.named_kinds(view, frame)
    components.table(
        view, shown, key="novelty", columns=components.columns(view, *COLUMNS),
        cells_of=lambda _: looks.cells_of_kinds(frame, recent, before),
    )  # fmt: skip
