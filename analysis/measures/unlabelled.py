"""Items that no topic was found for, in groups that speak of the same: what the taxonomy may lack.

The groups are factors of the items' words (non-negative matrix factorisation of tf-idf: Lee and Seung 1999, *Nature*
401; Xu, Liu and Gong 2003, *SIGIR*): an item goes to the factor in which it weighs most. They are a reading aid, not a
measurement: nothing is counted by them elsewhere.
"""

from __future__ import annotations

from typing import Any, Final

import ibis
import numpy as np
import numpy.typing as npt
import pandas as pd
from ibis import _

from analysis.corpus.engine import Engine
from analysis.measures import chosen
from analysis.measures.selection import NONE, Selection

MOST: Final = 2000
"""How many items are grouped: the newest, since the taxonomy is to be widened for what comes."""

FEWEST: Final = 24
"""With fewer items there are no groups: a person reads them faster than their factors."""

GROUPS: Final = 8
WORDS: Final = 5
TELLING: Final = 0.2
_A_GROUP: Final = 8  # items for which a further group is worth while


def items(engine: Engine, selection: Selection, *, most: int = MOST) -> pd.DataFrame:
    """The selected items without a topic, the newest ``most``, each with its group.

    Columns: ``group`` (1 is the largest; 0 for those of no group, and for all where they are too few), ``words`` (a
    tuple, what the group's items have in common, the weightiest first), ``item_id``, ``meeting_id``, ``date``,
    ``place``, ``body``, ``subject``, ``mark`` (start-end of its announcement); by group, then newest first. Undated
    items come last. They are all among the items of ``selection.narrow(topic="-")``.
    """
    without = selection.narrow(topic=NONE)
    held = engine.table("meetings").select("meeting_no", "meeting_id", "date", "place", "body")
    found = chosen.items(engine, without).inner_join(held, "meeting_no")
    latest = [ibis.desc("date", nulls_first=False), ibis.desc("meeting_id"), ibis.desc("position")]
    newest = found.order_by(latest).limit(most)
    frame = engine.run(
        newest.select(
            "item_no", "item_id", "meeting_id", "date", "place", "body", "subject",
            mark=_.announcement_start.cast("string") + "-" + _.announcement_end.cast("string"),
        )
    )  # fmt: skip
    frame["group"], frame["words"] = 0, [()] * len(frame)
    if len(frame) >= FEWEST:
        terms = engine.table("terms").semi_join(newest, "item_no").select("item_no", "term", "count")
        counted = engine.run(terms.order_by("item_no", "term"))
        frame["group"], frame["words"] = _grouped(frame["item_no"], counted, engine.stopwords)
    columns = ["group", "words", "item_id", "meeting_id", "date", "place", "body", "subject", "mark"]
    order = frame["group"].replace(0, GROUPS + 1)
    return frame[columns].iloc[np.argsort(order, kind="stable")].reset_index(drop=True)


def _grouped(
    numbers: pd.Series[Any], counted: pd.DataFrame, stopwords: frozenset[str]
) -> tuple[npt.NDArray[np.int64], list[tuple[str, ...]]]:
    """The group of each item and the words of that group; 0 and none for an item that no factor holds."""
    # Half a second to load, and needed only where this is asked for.
    from scipy import sparse
    from sklearn.decomposition import NMF

    counted = counted[~counted["term"].isin(stopwords) & (counted["term"].str.len() > 1)]
    common = counted.groupby("term")["item_no"].transform("size")
    counted = counted[(common > 1) & (common <= len(numbers) / 2)]
    if counted.empty:
        return np.zeros(len(numbers), dtype=np.int64), [()] * len(numbers)
    terms, column = np.unique(counted["term"].to_numpy(dtype=str), return_inverse=True)
    row = pd.Index(numbers).get_indexer(counted["item_no"])
    rarity = np.log(len(numbers) / np.bincount(column))
    weights = (1 + np.log(counted["count"].to_numpy())) * rarity[column]
    matrix = sparse.coo_matrix((weights, (row, column)), shape=(len(numbers), len(terms))).tocsr()
    length = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    matrix = sparse.diags(1 / np.where(length > 0, length, 1)) @ matrix
    factors = min(GROUPS, len(numbers) // _A_GROUP, len(terms))
    model = NMF(n_components=factors, init="random", random_state=0, tol=1e-3, max_iter=1000)
    weighed = model.fit_transform(matrix)
    factor = np.where(weighed.max(axis=1) > 0, weighed.argmax(axis=1), factors)
    sizes = np.bincount(factor, minlength=factors + 1)[:factors]
    ranked = np.argsort(-sizes, kind="stable")
    group_of = np.zeros(factors + 1, dtype=np.int64)
    group_of[ranked] = np.arange(1, factors + 1)
    named = [_words(terms, held) for held in model.components_]
    return group_of[factor], [(*named, ())[n] for n in factor]


def _words(terms: npt.NDArray[np.str_], held: npt.NDArray[np.float64]) -> tuple[str, ...]:
    """The weightiest words of a factor, but for those that hardly weigh beside the first."""
    first = np.argsort(-held, kind="stable")[:WORDS]
    return tuple(str(terms[n]) for n in first if held[n] > TELLING * held.max())
