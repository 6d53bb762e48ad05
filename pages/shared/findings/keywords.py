"""Which words come first, stand together, or are new."""

from __future__ import annotations

from typing import Any

import pandas as pd

from pages.shared import cells
from pages.shared.findings.parts import FALSE, percent
from pages.shared.periods import Period
from pages.shared.view import View


def answer(view: View, frame: pd.DataFrame, order: str) -> str:
    """The word that most reports use, or that weighs most, and the next ones."""
    t = view.t
    if frame.empty:
        return t.html("keywords.none")
    first = frame.iloc[0]
    rest = _quoted(view, frame["term"].iloc[1:4])
    cell = {first["counted_as"]: first["term"]}
    said = {"word": first["term"], "n": cells.linked(first["count"], cell), "rate": f"{first['per_10k']:.1f}",
            "documents": cells.linked(first["documents"], cell), "rest": rest,
            "whole": cells.listed(view, view.totals["meetings"])}  # fmt: skip
    return t.html("keywords.first" if order == "count" else "keywords.first_tf_idf", **said)


def runs(view: View, frame: pd.DataFrame) -> str:
    """The run of words that is met most often, and the next ones."""
    t = view.t
    if frame.empty:
        return t.html("keywords.none_runs")
    first = frame.iloc[0]
    rest = _quoted(view, frame["ngram"].iloc[1:4].str.replace(" ", ""))
    n, documents = (cells.linked(first[name], {"ngram": first["ngram"]}) for name in ("count", "documents"))
    said = {"word": first["ngram"].replace(" ", ""), "whole": int(first["meetings"]), "rest": rest}
    return t.html("keywords.first_run", n=n, documents=documents, **said)


def collocates(view: View, node: str, frame: pd.DataFrame, window: int) -> str:
    """The word that stands near most often for its frequency, and how often chance would put it there."""
    t = view.t
    if frame.empty:
        return t.html("keywords.none_collocations", word=node)
    first = frame.iloc[0]
    rest = _quoted(view, frame["collocate"].iloc[1:4])
    return t.html("keywords.first_collocate", node=node, word=first["collocate"],
                  n=cells.linked(first["numerator"], {"collocate": first["collocate"]}),
                  whole=int(first["denominator"]), expected=f"{first['expected']:.1f}", window=window,
                  rest=rest)  # fmt: skip


def novelty(view: View, frame: pd.DataFrame, recent: Period, before: Period) -> str:
    """The words that are surely new or gone."""
    t, said = view.t, []
    days = {"first": recent[0], "last": recent[1], "first_before": before[0], "last_before": before[1]}
    sure = frame[frame["adjusted"] <= FALSE] if len(frame) else frame
    for kind, when in (("new", recent), ("vanished", before)):
        held = sure[sure["kind"] == kind] if len(sure) else sure
        if len(held):
            one, suffix = held.iloc[0], "" if kind == "new" else "_before"
            share = percent(one[f"numerator{suffix}"] / one[f"denominator{suffix}"])
            count = cells.linked(one[f"numerator{suffix}"], {"term": one["term"], **cells.between(when)})
            said.append(t.html(f"keywords.is_{kind}", n=len(held), word=one["term"], share=share,
                               count=count, rest=_quoted(view, held["term"].iloc[1:4]),
                               **days))  # fmt: skip
    return t("sentence.join").join(said) or t.html("keywords.none_novelty", **days)


def read(frame: pd.DataFrame) -> dict[str, int]:
    """How many meetings were read of how many."""
    names = {"meetings": "read", "of_meetings": "of"}
    return {name: int(frame[column].iloc[0]) if len(frame) else 0 for column, name in names.items()}


def compared(frame: pd.DataFrame) -> dict[str, Any]:
    """Over how many words, and of which meetings."""
    names = {"compared": "n", "denominator": "recent", "denominator_before": "before"}
    return {name: int(frame[column].iloc[0]) if len(frame) else 0 for column, name in names.items()}


def _quoted(view: View, words: pd.Series[Any]) -> str:
    return view.t.enumerate([view.t("evidence.quoted", word=word) for word in words])
