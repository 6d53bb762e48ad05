"""Words that are new, and words that have gone quiet.

That a word is missing from a period says little by itself: a word of every hundredth meeting is missing from most
periods of fifty. So each word comes with the chance of what was seen had nothing changed. With d of N former meetings
holding the word and n recent ones to come, the number that will hold it is beta-binomial, the share having Jeffreys'
distribution Beta(d + ½, N − d + ½) (Brown, Cai and DasGupta 2001, *Statistical Science* 16(2)): the chance is that of
as many as were seen, or more (a new word), or of none (a vanished one). It takes meetings for independent of each
other, and is adjusted to hold the share of false discoveries down over all words compared (Benjamini and Hochberg
1995).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from typing import Final, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd
from ibis import _
from ibis.expr.types import Table
from scipy import special

from analysis.corpus.engine import Engine, query
from analysis.measures import chosen
from analysis.measures._shares import adjusted
from analysis.measures.selection import Selection

Floats = npt.NDArray[np.float64]
Period = tuple[date, date]
Kind = Literal["new", "vanished"]


def words(
    engine: Engine,
    selection: Selection,
    *,
    recent: Period,
    before: Period,
    stopwords: Collection[str] | None = None,
    least: int = 3,
    limit: int = 100,
) -> pd.DataFrame:
    """The words of one of two periods that no meeting of the other has.

    Counted as in ``keywords.frequencies``; a period runs from its first to its last day, both included, and is cut to
    the dates of the selection. Listed are words that ``least`` meetings or more have, compared those that occur so
    often in either period; ``stopwords`` (by default the version's) are left out.

    Columns: ``term``, ``kind`` (``new``: in recent meetings alone; ``vanished``: in former meetings alone),
    ``numerator`` and ``denominator`` (recent meetings with it, and all), ``numerator_before``, ``denominator_before``
    (the same of the former), ``first`` and ``last`` (days of the first and the last meeting with it), ``chance`` (of
    so many, or of none, at the former rate), ``adjusted`` over ``compared`` words; of each kind at most ``limit``, the
    least likely first. The meetings behind a row: ``selection.narrow(term=…)`` within its period.
    """
    sides = [side for period in (recent, before) if (side := _between(selection, period))]
    sizes = [chosen.count(engine, side) for side in sides]
    if len(sides) < 2 or not all(sizes):
        return pd.DataFrame(columns=_COLUMNS)
    hidden = engine.stopwords if stopwords is None else stopwords
    compared = _compared(engine, sides, least, hidden)
    recently, formerly = (engine.run(query(_alone, sides[at], sides[1 - at], least=least)) for at in (0, 1))
    frame = pd.concat([
        recently.rename(columns={"n": "numerator"}).assign(numerator_before=0),
        formerly.rename(columns={"n": "numerator_before"}).assign(numerator=0),
    ])  # fmt: skip
    frame = frame[~frame["term"].isin(hidden)].reset_index(drop=True)
    if frame.empty:
        return pd.DataFrame(columns=_COLUMNS)
    frame["denominator"], frame["denominator_before"] = sizes
    frame["kind"] = np.where(frame["numerator"] > 0, "new", "vanished")
    frame["chance"] = _chance(frame)
    # Words that stand in both periods are compared as well, and are neither new nor vanished.
    every = np.concatenate([frame["chance"].to_numpy(), np.ones(compared - len(frame))])
    frame["adjusted"], frame["compared"] = adjusted(every)[: len(frame)], compared
    frame["seen"] = frame["numerator"] + frame["numerator_before"]
    frame = frame.sort_values(["chance", "seen", "term"], ascending=[True, False, True], kind="stable")
    return frame.groupby("kind", sort=False).head(limit).reset_index(drop=True)[_COLUMNS]


def _chance(frame: pd.DataFrame) -> Floats:
    k, d = (frame[name].to_numpy(dtype="int64") for name in ("numerator", "numerator_before"))
    n, held = int(frame["denominator"].iloc[0]), int(frame["denominator_before"].iloc[0])
    none = np.exp(special.betaln(d + 0.5, held - d + 0.5 + n) - special.betaln(d + 0.5, held - d + 0.5))
    # New words were all in no former meeting, so that one distribution has the chances of all of them.
    j = np.arange(n + 1)
    ways = special.gammaln(n + 1) - special.gammaln(j + 1) - special.gammaln(n - j + 1)
    exactly = np.exp(ways + special.betaln(j + 0.5, n - j + held + 0.5) - special.betaln(0.5, held + 0.5))
    or_more = np.cumsum(exactly[::-1])[::-1]
    chance: Floats = np.where(k > 0, or_more[k], none).clip(0, 1)
    return chance


def _compared(engine: Engine, sides: list[Selection], least: int, hidden: Collection[str]) -> int:
    """How many words occur often enough in either period."""
    return int((~engine.run(query(_often, *sides, least=least))["term"].isin(hidden)).sum())


def _often(engine: Engine, *sides: Selection, least: int) -> Table:
    recent, before = (engine.held(_spans, side).filter(_["count"] >= least).select("term") for side in sides)
    return recent.union(before, distinct=True)


def _alone(engine: Engine, side: Selection, other: Selection, *, least: int) -> Table:
    """The words of one period that the other has not: ``term``, ``n`` (meetings with it), ``first``, ``last``."""
    often = engine.held(_spans, side).filter(_.n >= least)
    return often.anti_join(engine.held(_spans, other), "term").drop("count")


def _spans(engine: Engine, side: Selection) -> Table:
    """Every word of a period: ``term``, ``count``, ``n`` (meetings with it), ``first``, ``last`` (days of these)."""
    return chosen.word_sums(engine, side, dated=True).rename(n="documents")


def _between(selection: Selection, period: Period) -> Selection | None:
    """The part of the selection in a period; None where there is none."""
    first, last = max(period[0], selection.start or period[0]), min(period[1], selection.end or period[1])
    return None if first > last or selection.undated else replace(selection, start=first, end=last)


_COLUMNS: Final = [
    "term", "kind", "numerator", "denominator", "numerator_before", "denominator_before", "first", "last", "chance",
    "adjusted", "compared",
]  # fmt: skip
