"""Which words stand near a word?"""

from __future__ import annotations

from typing import Final

from analysis.measures import collocations, keywords
from pages.shared import cells, components, kwic, own_words
from pages.shared.findings import keywords as findings
from pages.shared.looks import keywords as looks
from pages.shared.view import View

ORDERS: Final = ("log_dice", "g2", "mi", "numerator")
WINDOWS: Final = ("5", "2", "3", "10")
COLUMNS: Final = ("collocate", "numerator", "denominator", "share", "expected", "documents", "log_dice", "g2", "mi")


def draw(view: View) -> None:
    """The collocates of the word that the reader gives, or of the most frequent one."""
    t, stopwords = view.t, own_words.chosen(view)["stopwords"]
    order, window = components.option("order", ORDERS), int(components.option("window", WINDOWS))
    node = components.query("node") or next(iter(view.measure(keywords.leading, limit=1)), "")
    frame = view.measure(collocations.words, node, window=window, stopwords=stopwords, order=order)
    components.head(t("keywords.question_collocations", word=node), findings.collocates(view, node, frame, window))
    components.chart(looks.collocates(view, frame, order), key="collocates")
    components.caption(view, t("keywords.collocations_caption", n=window, **findings.read(frame)))
    components.ask("node", t("keywords.node"), help=t("keywords.node_help"))
    components.choose("order", ORDERS, t("keywords.measure"), lambda order: t(f"keywords.measure_{order}"))
    components.choose("window", WINDOWS, t("keywords.window"), lambda n: t("keywords.window_terms", n=int(n)))
    if other := cells.opened().get("collocate"):
        row = frame[frame["collocate"] == other]
        size = (int(row["numerator"].iloc[0]), int(row["documents"].iloc[0])) if len(row) else None
        both = t("evidence.join").join([node, other])
        kwic.found(view, both, size, collocations.lines, node, other, window=window)
    else:
        components.note(t("keywords.hint_collocations"))
    components.table(view, frame, key="collocations", columns=components.columns(view, *COLUMNS), cell=["collocate"])
