"""Which words, or runs of words, do the reports use most?"""

from __future__ import annotations

from typing import Final

import pandas as pd

from analysis.measures import dispersion, keywords, ngrams
from pages.shared import cells, components, kwic, own_words
from pages.shared.findings import keywords as findings
from pages.shared.looks import keywords as looks
from pages.shared.looks.drawn import whole
from pages.shared.view import View

SIZES: Final = ("1", "2", "3", "4")
ORDERS: Final = ("count", "tf_idf")
LIMITS: Final = ("100", "200", "500")
OVER: Final = ("meetings", "bodies", "months")
COLUMNS: Final = ("term", "count", "per_10k", "documents", "document_share", "tf_idf")
OF_RUNS: Final = ("ngram", "count", "documents", "document_share")


def draw(view: View) -> None:
    """Words, each counted as the segmenter cuts it, or runs of words that stand together."""
    size = int(components.option("size", SIZES))
    if size > 1:
        _runs(view, size)
    else:
        _words(view)


def _words(view: View) -> None:
    t = view.t
    limit, order = int(components.option("limit", LIMITS)), components.option("order", ORDERS)
    over = components.option("over", OVER)
    words = view.measure(keywords.frequencies, **own_words.chosen(view), order=order, limit=limit)
    components.head(t("keywords.question"), findings.answer(view, words, order))
    cells.pointer(view, unit="meetings")
    components.chart(looks.words(view, words, order), key="cloud")
    components.caption(view, t("keywords.denominator", **whole(words, "terms")))
    _sizes(view)
    components.choose("order", ORDERS, t("keywords.order"), lambda order: t(f"keywords.order_{order}"))
    components.choose("over", OVER, t("keywords.over"), lambda over: t(f"keywords.over_{over}"))
    components.choose("limit", LIMITS, t("keywords.limit"), str)
    own_words.edit(view)
    if selection := cells.selected(view):
        word = cells.word(cells.opened())
        looks.three_counts(view, word)
        kwic.lines(view, word, selection)
    else:
        components.note(t("keywords.hint"))
    shown = COLUMNS
    if components.is_wanted("keywords"):
        words, shown = words.assign(dp_norm=words["term"].map(_spread(view, words, over))), (*COLUMNS, "dp_norm")
    components.table(view, words, key="keywords", columns=components.columns(view, *shown), cell=["counted_as", "term"])


def _runs(view: View, size: int) -> None:
    t, limit = view.t, int(components.option("limit", LIMITS))
    stopwords = own_words.chosen(view)["stopwords"]
    runs = view.measure(ngrams.frequencies, size=size, stopwords=stopwords, limit=limit)
    components.head(t("keywords.question_runs"), findings.runs(view, runs))
    components.chart(looks.runs(view, runs), key="runs")
    components.caption(view, t("keywords.runs_caption", **findings.read(runs)))
    _sizes(view)
    components.choose("limit", LIMITS, t("keywords.limit"), str)
    if run := cells.opened().get("ngram"):
        row = runs[runs["ngram"] == run]
        size_of = (int(row["count"].iloc[0]), int(row["documents"].iloc[0])) if len(row) else None
        kwic.found(view, run.replace(" ", ""), size_of, ngrams.lines, run)
    else:
        components.note(t("keywords.hint_runs"))
    components.table(view, runs, key="runs", columns=components.columns(view, *OF_RUNS), cell=["ngram"])


def _spread(view: View, words: pd.DataFrame, over: str) -> pd.Series:
    """How evenly the words are spread; strings that are no words have no figure."""
    terms = words.loc[words["counted_as"] == "term", "term"]
    return view.measure(dispersion.words, tuple(terms), over=over).set_index("term")["dp_norm"]


def _sizes(view: View) -> None:
    t = view.t
    components.choose("size", SIZES, t("keywords.size"), lambda size: t(f"keywords.size_{size}"))
