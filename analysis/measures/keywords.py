"""Which words the reports are made of."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Literal, get_args

import ibis
import numpy as np
import pandas as pd
from ibis import _
from ibis.expr.types import Table

from analysis.corpus.engine import Engine, query
from analysis.errors import SelectionError
from analysis.measures import chosen
from analysis.measures.selection import Selection

Order = Literal["count", "tf_idf"]


def frequencies(
    engine: Engine,
    selection: Selection,
    *,
    stopwords: Collection[str] | None = None,
    added: Sequence[str] = (),
    order: Order = "count",
    limit: int = 200,
) -> pd.DataFrame:
    """The most frequent words of the selection.

    Counted are the segmented terms of the reports, a meeting's copies once, or, if the selection chooses among items,
    of these items alone. Words of ``added`` are counted as exact strings instead, whatever the segmentation; an
    occurrence starts after the end of the one before it. They are shown even where they are rare, as long as they
    occur. ``stopwords``, by default those of the version, are left out of the rows, not of the denominators, so that a
    rate does not hang on the list. Undated meetings count like any other while the selection sets no dates.

    Columns: ``term``, ``counted_as`` (``term`` or ``phrase``), ``count`` (occurrences), ``documents`` (meetings with
    it), ``meetings`` (denominator of ``documents``), ``terms`` (all terms counted, denominator of ``per_10k``),
    ``document_share``, ``per_10k``, ``tf_idf`` (``count`` × ln(``meetings`` / ``documents``), the occurrences weighed
    by how few meetings share them, Spärck Jones 1972; 0 for a word of every meeting); the largest ``order`` first. The
    meetings behind a row:
    ``selection.narrow(**{counted_as: term})``.
    """
    if order not in get_args(Order):
        raise SelectionError(f"{order!r} is none of {', '.join(get_args(Order))}.")
    whole = engine.rows(query(_whole, selection))[0]
    hidden = {*(engine.stopwords if stopwords is None else stopwords), *added}
    # Hidden words are left out here: a thousand of them spelt out in a query cost more than a thousand rows.
    some = limit + len(hidden)
    found = engine.run(query(_first, selection, float(whole["meetings"]), order=order, some=some))
    found = found[~found["term"].isin(hidden)].head(limit).reset_index(drop=True)
    found.insert(1, "counted_as", "term")
    extra = pd.DataFrame([_occurrences(engine, selection, word) for word in dict.fromkeys(added) if word])
    frame = pd.concat([found, extra[extra["count"] > 0]], ignore_index=True) if len(extra) else found
    frame = frame.assign(**whole)
    frame["document_share"] = frame["documents"] / frame["meetings"]
    frame["per_10k"] = 10_000 * frame["count"] / frame["terms"]
    frame["tf_idf"] = frame["count"] * np.log((frame["meetings"] / frame["documents"]).astype("float64"))
    return frame.sort_values([order, "term"], ascending=[False, True], ignore_index=True)


def leading(engine: Engine, selection: Selection, *, limit: int = 5) -> list[str]:
    """The most frequent words, in the order of :func:`frequencies`."""
    hidden = engine.stopwords
    found = engine.run(query(_leading, selection, some=limit + len(hidden)))["term"]
    return found[~found.isin(hidden)].head(limit).tolist()


def _leading(engine: Engine, selection: Selection, *, some: int) -> Table:
    return chosen.tallies(engine, selection).order_by(ibis.desc("count"), "term").limit(some)


def _whole(engine: Engine, selection: Selection) -> Table:
    """How many meetings and terms there are."""
    counted = chosen.words(engine, selection)
    meetings = chosen.meetings(engine, selection).agg(meetings=_.count())
    return meetings.cross_join(counted.agg(terms=counted["count"].sum().coalesce(0)))


def _first(engine: Engine, selection: Selection, meetings: float, *, order: Order, some: int) -> Table:
    """The largest ``order`` first."""
    words = chosen.words(engine, selection)
    ranked = words["count"] * (meetings / words.documents).ln() if order == "tf_idf" else words["count"]
    return words.order_by(ibis.desc(ranked), "term").limit(some)


def _occurrences(engine: Engine, selection: Selection, word: str) -> dict[str, object]:
    found = engine.rows(query(_holding, selection, word, letters=len(word)))[0]
    return {"term": word, "counted_as": "phrase", **found}


def _holding(engine: Engine, selection: Selection, word: str, *, letters: int) -> Table:
    """How often, and in how many meetings, a string stands."""
    holding = chosen.texts(engine, selection, holding=word)
    times = (holding.text.length() - holding.text.replace(word, "").length()) / letters
    return holding.agg(count=times.sum().coalesce(0).cast("int64"), documents=holding.meeting_no.nunique())
