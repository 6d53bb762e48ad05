"""Which words stand near a word: its collocates.

Counted is what stands near, as Evert (2008, *Corpora and collocations*, section 3) counts surface cooccurrence: of all
places for a term in the texts, R lie within the window around some occurrence of the node; the collocate fills O of
them, and f places in all. From the table of two by two that these make with all N terms come

- **G²**, how surely this is no chance (Dunning 1993), of O against the R·f/N that chance would put there;
- **MI** = log2(O / (R·f/N)), how strongly they attract each other, which flatters rare words (Church and Hanks 1990);
- **logDice** = 14 + log2(2·O / (f_node + f)), which does not, and is the same in libraries of any size (Rychlý 2008).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Final, Literal, get_args

import numpy as np
import numpy.typing as npt
import pandas as pd
from ibis import _
from ibis.expr.types import Table

from analysis.corpus.engine import Engine, query
from analysis.errors import SelectionError
from analysis.measures import _order, chosen
from analysis.measures._order import LINE
from analysis.measures.selection import Selection

Floats = npt.NDArray[np.float64]

Order = Literal["log_dice", "g2", "mi", "numerator"]

WINDOW: Final = 5
"""How many terms on either side of the node."""


def words(
    engine: Engine,
    selection: Selection,
    node: str,
    *,
    window: int = WINDOW,
    stopwords: Collection[str] | None = None,
    order: Order = "log_dice",
    least: int = 3,
    limit: int = 100,
    most: int = _order.MOST,
) -> pd.DataFrame:
    """The terms that stand within ``window`` terms of the term ``node`` in a sentence, ``least`` times or more.

    Terms are those of ``keywords.frequencies``: words of one character, numbers and punctuation take no place in the
    window. Searched are the selected meetings or, if the selection chooses among items, its items; of more than
    ``most`` meetings a sample of that many, the same one every time. ``stopwords`` (by default the version's) take
    places, but are left out of the rows.

    Columns: ``collocate``, ``numerator`` (O, its occurrences in the window), ``denominator`` (f, its occurrences),
    ``share`` (of them), ``expected`` (R·f/N), ``documents`` (meetings with such an occurrence), ``g2`` (negative where
    it stands there less than by chance), ``mi``, ``log_dice``, ``node_count`` (f_node), ``meetings`` (read),
    ``of_meetings`` (selected); the largest of ``order`` first. The occurrences behind a row: :func:`lines`.
    """
    if order not in get_args(Order):
        raise SelectionError(f"{order!r} is none of {', '.join(get_args(Order))}.")
    read = _order.sample(engine, selection, most)
    found = engine.run(query(_found, selection, node, window=window, least=least, most=read.most))
    named = [*found["term"], node]
    totals = engine.run(query(_totals, selection, named, most=read.most)).set_index("term")
    hidden = {*(engine.stopwords if stopwords is None else stopwords), node}
    frame = found[~found["term"].isin(hidden)].rename(columns={"term": "collocate"})
    if frame.empty:
        return pd.DataFrame(columns=_COLUMNS)
    observed, r = (frame[name].to_numpy(dtype="float64") for name in ("numerator", "places"))
    frame["denominator"] = totals.loc[frame["collocate"], "f"].to_numpy()
    f, f_node, n = frame["denominator"].to_numpy(dtype="float64"), int(totals["f"][node]), float(totals["n"].iloc[0])
    frame["share"], frame["expected"] = observed / f, r * f / n
    frame["g2"] = _log_likelihood(observed, r, f, n)
    frame["mi"] = np.log2(observed / frame["expected"])
    frame["log_dice"] = 14 + np.log2(2 * observed / (f_node + f))
    frame = frame.assign(node_count=f_node, meetings=read.read, of_meetings=read.all)
    frame = frame.sort_values([order, "collocate"], ascending=[False, True]).head(limit)
    return frame.reset_index(drop=True)[_COLUMNS]


def lines(
    engine: Engine,
    selection: Selection,
    node: str,
    collocate: str,
    *,
    window: int = WINDOW,
    limit: int = 100,
    offset: int = 0,
    most: int = _order.MOST,
) -> pd.DataFrame:
    """Every counted occurrence of a collocate with the nearest node: as many as the ``numerator`` of :func:`words`.

    Columns and order as in ``concordance.lines``; ``word`` is the text from the one to the other.
    """
    if not node or not collocate or node == collocate:
        return pd.DataFrame(columns=LINE)
    found = _order.sentences(engine, selection, _order.sample(engine, selection, most).most)
    found = found.filter([found.tokens.contains(node), found.tokens.contains(collocate)])

    def spans(tokens: list[str]) -> Iterator[tuple[int, int]]:
        places = [at for at, token in enumerate(tokens) if _order.counts_as_term(token)]
        nodes = [rank for rank, at in enumerate(places) if tokens[at] == node]
        for rank, at in enumerate(places):
            nearest = min(nodes, key=lambda other: abs(other - rank), default=None)
            if tokens[at] == collocate and nearest is not None and abs(nearest - rank) <= window:
                yield min(at, places[nearest]), max(at, places[nearest])

    return _order.lines(engine, found, spans, window=20, limit=limit, offset=offset)


def _found(engine: Engine, selection: Selection, node: str, *, window: int, least: int, most: int | None) -> Table:
    """What stands near the node: ``term``, ``numerator``, ``documents``, and ``places`` near it in all."""
    near = _near(_order.sentences(engine, selection, most), node, window)
    counted = near.group_by("term").agg(numerator=_.count(), documents=_.meeting_no.nunique())
    return counted.filter(_.numerator >= least).cross_join(near.agg(places=_.count()))


def _totals(engine: Engine, selection: Selection, named: Sequence[str], *, most: int | None) -> Table:
    """How often each of these terms stands in what is read (``f``), and all terms together (``n``)."""
    if most is None:
        counted = chosen.words(engine, selection).select("term", f="count")
    else:
        rows = chosen.term_rows(engine, selection)
        rows = rows.semi_join(_order.meetings(engine, selection, most), "meeting_no")
        counted = rows.group_by("term").agg(f=_["count"].sum())
    return counted.mutate(n=_.f.sum()).filter(_.term.isin(named))


def _near(sentences: Table, node: str, window: int) -> Table:
    """The places near the node: ``meeting_no``, ``term``; each once, though it be near two occurrences."""
    holding = sentences.filter(sentences.tokens.contains(node))
    holding = holding.select("meeting_no", "start", tokens=holding.tokens.filter(_order.is_term))
    places = holding.unnest("tokens", offset="at").rename(term="tokens")
    nodes = places.filter(places.term == node).select("meeting_no", "start", node_at="at")
    pairs = places.inner_join(nodes, ["meeting_no", "start"])
    apart = (pairs["at"] - pairs.node_at).abs()
    near = pairs.filter((apart > 0) & (apart <= window))
    return near.select("meeting_no", "start", "at", "term").distinct().select("meeting_no", "term")


def _log_likelihood(observed: Floats, r: Floats, f: Floats, n: float) -> Floats:
    table = np.stack([observed, r - observed, f - observed, n - r - f + observed])
    expected = np.stack([r * f, r * (n - f), (n - r) * f, (n - r) * (n - f)]) / n
    with np.errstate(divide="ignore", invalid="ignore"):
        parts = np.where(table > 0, table * np.log(table / expected), 0)
    g2: Floats = np.sign(observed - expected[0]) * np.maximum(2 * parts.sum(axis=0), 0)
    return g2


_COLUMNS: Final = [
    "collocate", "numerator", "denominator", "share", "expected", "documents", "g2", "mi", "log_dice", "node_count",
    "meetings", "of_meetings",
]  # fmt: skip
