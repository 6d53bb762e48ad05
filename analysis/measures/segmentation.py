"""How much a word's count hangs on how texts are cut into words.

Chinese has no spaces, so that a word's frequency is also a segmenter's opinion. Three counts of the same word in the
same texts show how far that opinion matters: as an exact string, wherever it stands; as a word, with the version's
lexicon; and as a word, with the segmenter's stock dictionary alone.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

import ibis
import pandas as pd
from ibis import _

from analysis.corpus.engine import Engine
from analysis.measures import chosen
from analysis.measures.selection import Selection

if TYPE_CHECKING:
    from analysis.language.tokenizer import Tokenizer

APART: Final = 0.1
"""Counts part where the words are more than this share fewer than the strings."""

TEXTS: Final = 200
"""How many texts are cut again with the stock dictionary."""


def counts(engine: Engine, selection: Selection, word: str, *, texts: int = TEXTS) -> pd.DataFrame:
    """The three counts of a word, in texts as ``concordance.lines`` searches them.

    The stock dictionary needs the texts to be cut again, so that it is asked of at most ``texts`` of those that hold
    the string, the same ones every time.

    Columns: ``method`` (``exact``, ``lexicon``, ``stock``), ``numerator`` (occurrences), ``denominator`` (occurrences
    of the string in the texts that were looked at), ``share``, ``texts`` (looked at), ``of_texts`` (that hold the
    string), ``parts`` (whether more than a tenth of the strings are no such word). Nothing where the string does not
    occur. The meetings behind the first two: ``selection.narrow(phrase=word)`` and ``selection.narrow(term=word)``.
    """
    found = chosen.texts(engine, selection)
    found = found.filter([found.text.contains(word), ibis.literal(bool(word))])
    times = (found.text.length() - found.text.replace(word, "").length()) / max(len(word), 1)
    exact = engine.rows(found.agg(n=times.sum().coalesce(0).cast("int64"), texts=_.count()))[0]
    if not exact["n"]:
        return pd.DataFrame(columns=_COLUMNS)
    terms = chosen.terms(engine, selection)
    held = engine.rows(terms.filter(terms.term == word).agg(n=_["count"].sum().coalesce(0)))[0]["n"]
    # Ids are hashes: in their order texts are spread over time and places, the same ones in whichever version.
    spread = found.inner_join(engine.table("meetings").select("meeting_no", "meeting_id"), "meeting_no")
    again = engine.run(spread.order_by("meeting_id", "position").limit(texts).select("text"))["text"]
    strings, cut = sum(text.count(word) for text in again), sum(_stock().cut(text).count(word) for text in again)
    rows = [
        ("exact", exact["n"], exact["n"], exact["texts"]),
        ("lexicon", int(held), exact["n"], exact["texts"]),
        ("stock", cut, strings, len(again)),
    ]
    frame = pd.DataFrame(rows, columns=["method", "numerator", "denominator", "texts"]).assign(of_texts=exact["texts"])
    frame["share"] = frame["numerator"] / frame["denominator"]
    frame["parts"] = frame["share"] < 1 - APART
    return frame[_COLUMNS]


def within(engine: Engine, selection: Selection, word: str, *, limit: int = 20) -> pd.DataFrame:
    """The longer terms that have the word within them: where its other occurrences are.

    Columns: ``term``, ``count``, ``documents`` (meetings); most frequent first.
    """
    terms = chosen.terms(engine, selection)
    longer = terms.filter([terms.term.contains(word), terms.term != word, ibis.literal(bool(word))])
    counted = longer.group_by("term").agg(count=_["count"].sum(), documents=_.meeting_no.nunique())
    return engine.run(counted.order_by(ibis.desc("count"), "term").limit(limit))


@cache
def _stock() -> Tokenizer:
    # Imported here: the segmenter's dictionary takes a moment to load, and few readers ask for it.
    from analysis.language.tokenizer import Tokenizer

    return Tokenizer()


_COLUMNS: Final = ["method", "numerator", "denominator", "share", "texts", "of_texts", "parts"]
