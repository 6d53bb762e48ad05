"""Which words stand together again and again: runs of two to four words."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

import ibis
import pandas as pd
from ibis import _
from ibis.expr.types import Table

from analysis.corpus.engine import Engine, query
from analysis.errors import SelectionError
from analysis.measures import _order
from analysis.measures._order import LINE
from analysis.measures.selection import Selection

SIZES: Final = (2, 3, 4)


def frequencies(
    engine: Engine,
    selection: Selection,
    *,
    size: int = 2,
    stopwords: Collection[str] | None = None,
    least: int = 3,
    limit: int = 200,
    most: int = _order.MOST,
) -> pd.DataFrame:
    """The runs of ``size`` words that occur most often, ``least`` times or more.

    A run lies within a sentence, has no punctuation in it, and begins and ends with a term of two or more characters
    that is no stopword (by default of the version's); what stands between may be any word. Searched are the sentences
    of the selected meetings or, if the selection chooses among items, of its items; of more than ``most`` meetings a
    sample of that many, the same one every time.

    Columns: ``ngram`` (the words, with spaces between them), ``words`` (a list), ``count``, ``documents`` (meetings
    with it), ``meetings`` (read: denominator of ``documents``), ``of_meetings`` (selected), ``document_share``; most
    frequent first. The occurrences behind a row: :func:`lines`.
    """
    if size not in SIZES:
        raise SelectionError(f"{size!r} is none of {', '.join(map(str, SIZES))}.")
    read = _order.sample(engine, selection, most)
    frame = engine.run(query(_counted, selection, size=size, least=least, most=read.most))
    hidden = engine.stopwords if stopwords is None else stopwords
    frame = frame[~(frame["first"].isin(hidden) | frame["last"].isin(hidden))].head(limit).reset_index(drop=True)
    frame["words"] = frame["ngram"].str.split(" ")
    frame = frame.assign(meetings=read.read, of_meetings=read.all)
    frame["document_share"] = frame["documents"] / frame["meetings"]
    return frame[_COLUMNS]


def lines(
    engine: Engine,
    selection: Selection,
    ngram: str,
    *,
    window: int = 20,
    limit: int = 100,
    offset: int = 0,
    most: int = _order.MOST,
) -> pd.DataFrame:
    """The occurrences of a run of words with what stands around them: as many as :func:`frequencies` counts.

    Columns and order as in ``concordance.lines``; ``word`` is the run as it stands in the text.
    """
    words = ngram.split(" ")
    if len(words) not in SIZES:
        return pd.DataFrame(columns=LINE)
    found = _order.sentences(engine, selection, _order.sample(engine, selection, most).most)
    found = found.filter([found.tokens.contains(word) for word in words])

    def spans(tokens: list[str]) -> Iterator[tuple[int, int]]:
        for at in range(len(tokens) - len(words) + 1):
            if tokens[at : at + len(words)] == words:
                yield at, at + len(words) - 1

    return _order.lines(engine, found, spans, window=window, limit=limit, offset=offset)


def _counted(engine: Engine, selection: Selection, *, size: int, least: int, most: int | None) -> Table:
    """The runs that begin and end with a term, most frequent first."""
    found = _runs(_order.sentences(engine, selection, most), size)
    edges = [found.first, found.last]
    found = found.filter([_order.is_term(edge) for edge in edges])
    counted = found.group_by("ngram", "first", "last").agg(count=_.count(), documents=_.meeting_no.nunique())
    return counted.filter(_["count"] >= least).order_by(ibis.desc("count"), "ngram")


def _runs(sentences: Table, size: int) -> Table:
    """Every run of words: ``meeting_no``, ``ngram``, ``first``, ``last``."""
    tokens = sentences.tokens
    runs = sentences.select("meeting_no", run=tokens.zip(*(tokens[at:] for at in range(1, size))).unnest())
    words = [runs.run[f"f{at}"] for at in range(1, size + 1)]
    # The lists grow shorter, and what is missing at their ends is null, which is no word.
    runs = runs.filter([_order.is_word(word) for word in words])
    return runs.select("meeting_no", ngram=ibis.literal(" ").join(words), first=words[0], last=words[-1])


_COLUMNS: Final = ["ngram", "words", "count", "documents", "meetings", "of_meetings", "document_share"]
