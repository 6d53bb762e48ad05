"""How alike the agendas of places (or bodies, levels, years) are, and which topics make the difference.

An agenda is the distribution of its labels over topics; a label is one topic of one item. Two agendas p and q with the
middle m = (p + q)/2 differ by the Jensen-Shannon divergence ½ Σ p·log₂(p/m) + ½ Σ q·log₂(q/m), from 0 (the same) to 1
(nothing in common; Lin 1991, *IEEE Transactions on Information Theory* 37, eq. 4.1); its root is a metric (Endres and
Schindelin 2003, ibid. 49). Each topic's term is never negative, so the terms say what the difference is made of.

Two samples of one agenda differ as well. To the second order their divergence is Σ (p − q)²/8m, so by chance alone it
is Σ s·(1/X + 1/Y)/8m, with X and Y labels and s the variance of a label over whole meetings, taken from both groups;
with 20 meetings each this is a fifth too low, with 200 a thirtieth. The excess over chance is what rankings go by.
Whether there is more than chance is told by Pearson's χ² as Rao and Scott correct it for clusters (1981, *JASA* 76,
first order): Σ (p − q)²/p̄ over what it is expected to be, times K − 1, against χ² of K − 1 degrees of freedom, K the
topics that occur and p̄ both groups' agenda. All pairs are corrected together (Benjamini and Hochberg 1995). Where two
groups have one agenda it errs in 1 to 8 % of samples for nominal 5 %: ``python -m tests.benchmarks.likeness``.
"""

from __future__ import annotations

from typing import Final, Literal, get_args

import numpy as np
import numpy.typing as npt
import pandas as pd
from ibis import _
from ibis.expr.types import Table
from scipy.special import chdtrc

from analysis.corpus.engine import Engine
from analysis.errors import SelectionError
from analysis.measures import _agendas, chosen
from analysis.measures._shares import adjusted, chance, difference, shares
from analysis.measures.selection import NONE, Selection

By = Literal["province", "city", "place", "body", "level", "year"]
Floats = npt.NDArray[np.float64]

FEWEST: Final = 20
"""Groups with fewer meetings are not compared."""

MOST: Final = 24
"""Of more groups the largest are compared."""


def groups(engine: Engine, selection: Selection, *, by: By) -> pd.DataFrame:
    """The groups that can be compared, those with most meetings first: the name given as ``by``, ``meetings`` (with a
    label), ``labels``. At most :data:`MOST`, each with at least :data:`FEWEST` meetings."""
    return _compared(_profiles(engine, selection, by), by)


def pairs(engine: Engine, selection: Selection, *, by: By) -> pd.DataFrame:
    """Every two of the :func:`groups`, the most alike first.

    Columns: ``one``, ``other`` (values of ``by``, the larger group first), ``meetings_one``, ``meetings_other``,
    ``divergence`` (bits, 0 to 1), ``chance`` (what it would be between two samples of one agenda), ``excess`` (the
    one less the other, not below 0), ``distance`` (root of the excess), ``p``, ``adjusted``, ``topic`` (that makes most
    of the difference) and ``part`` (of the divergence that it makes).
    """
    frame = _profiles(engine, selection, by)
    held = _compared(frame, by)
    names = list(held[by])
    cells = frame.set_index([by, "topic"])
    topics = list(frame["topic"].unique())
    table = [cells.loc[name].reindex(topics) for name in names]
    counted = np.array([rows["numerator"].to_numpy(dtype=float) for rows in table]).reshape(len(names), len(topics))
    spread = np.array([_spread(rows) for rows in table]).reshape(len(names), len(topics))
    one, other = np.triu_indices(len(names), 1)
    terms, by_chance, p = compared(counted[one], counted[other], spread[one] + spread[other])
    total = terms.sum(axis=1)
    largest = terms.argmax(axis=1) if len(one) else one
    excess = np.maximum(total - by_chance, 0)
    made = pd.DataFrame({
        "one": [names[at] for at in one], "other": [names[at] for at in other],
        "meetings_one": held["meetings"].to_numpy()[one], "meetings_other": held["meetings"].to_numpy()[other],
        "divergence": total, "chance": by_chance, "excess": excess, "distance": np.sqrt(excess),
        "p": p, "adjusted": adjusted(p), "topic": [topics[at] for at in largest],
        "part": terms.max(axis=1, initial=0) / np.where(total > 0, total, 1),
    })  # fmt: skip
    return made.sort_values(["excess", "divergence", "one", "other"], ignore_index=True)


def contrast(engine: Engine, selection: Selection, *, by: By, one: str, other: str) -> pd.DataFrame:
    """What makes the difference between two groups, the topic that makes most of it first.

    Columns: ``topic``, ``numerator`` (labels of the topic in ``one``, which are its items), ``denominator`` (all labels
    there), ``share``, ``numerator_other``, ``denominator_other``, ``share_other``, ``difference`` (one less other),
    ``low``, ``high`` (95 %, meetings as clusters), ``p``, ``adjusted``, ``term`` (its part of the divergence, bits) and
    ``part`` (as a share of it). Topics of neither have no row. The rows behind a figure:
    ``selection.narrow(<by>=…, topic=…)``.
    """
    frame = _profiles(engine, selection, by)
    mine, theirs = (frame[frame[by] == name].reset_index(drop=True) for name in (one, other))
    if mine.empty or theirs.empty:
        raise SelectionError(f"{one if mine.empty else other} has no labelled item in the selection.")
    labels, labels_there = (rows["numerator"].to_numpy(dtype=float)[None] for rows in (mine, theirs))
    terms, _by_chance, _p = compared(labels, labels_there, (_spread(mine) + _spread(theirs))[None])
    made = mine[["topic", "numerator", "denominator", "share"]].copy()
    for column in ("numerator", "denominator", "share"):
        made[f"{column}_other"] = theirs[column]
    made["difference"], made["low"], made["high"] = difference(mine, theirs)
    made["p"], made["term"] = chance(mine, theirs), terms[0]
    made["part"] = made["term"] / (terms.sum() or 1)
    made = made[(made["numerator"] > 0) | (made["numerator_other"] > 0)].copy()
    made["adjusted"] = adjusted(made["p"].to_numpy())
    return made.sort_values(["term", "topic"], ascending=[False, True], ignore_index=True)


def _profiles(engine: Engine, selection: Selection, by: By) -> pd.DataFrame:
    """The share of each topic in the labels of each group, with the sums over meetings that it was made from."""
    if by not in get_args(By):
        raise SelectionError(f"{by!r} is none of {', '.join(get_args(By))}.")
    return engine.once(_shared_out, selection, by)


def _shared_out(engine: Engine, selection: Selection, by: By) -> pd.DataFrame:
    return shares(engine, _rows, selection, cell="topic", values=[*engine.topics], by=by, key=by)


def _rows(engine: Engine, selection: Selection, *, key: By) -> tuple[Table, Table]:
    """What each meeting gives to a topic, and to its group."""
    group = chosen.keyed(engine.table("meetings"), key).select("meeting_no", key)
    parts = _agendas.by_topic(engine, selection).filter(_.topic != NONE).mutate(size=_["items"])
    wholes = _agendas.sizes(engine, selection).filter(_.labels > 0).mutate(size=_.labels)
    return parts.inner_join(group, "meeting_no"), wholes.inner_join(group, "meeting_no")


def _compared(frame: pd.DataFrame, by: str) -> pd.DataFrame:
    held = frame.drop_duplicates(by)[[by, "meetings", "denominator"]].rename(columns={"denominator": "labels"})
    held = held[held["meetings"] >= FEWEST].sort_values(["meetings", by], ascending=[False, True])
    return held.head(MOST).reset_index(drop=True)


def _spread(rows: pd.DataFrame) -> Floats:
    """Of each topic the squares that its labels in a meeting differ by from its share of the meeting's, summed."""
    p, n = (rows[name].to_numpy(dtype=float) for name in ("share", "meetings"))
    yy, xy, xx = (rows[name].to_numpy(dtype=float) for name in ("yy", "xy", "xx"))
    made: Floats = n / np.maximum(n - 1, 1) * np.maximum(yy - 2 * p * xy + p * p * xx, 0)
    return made


def compared(one: Floats, other: Floats, spread: Floats) -> tuple[Floats, Floats, Floats]:
    """Of pairs of groups (a row each, a column a topic) the terms of the divergence, what they add up to by chance, and
    the p-value.

    Args:
        one, other: labels of each topic.
        spread: of both together, the squares that its labels in a meeting differ by from its share, summed.
    """
    x, y = one.sum(axis=1, keepdims=True), other.sum(axis=1, keepdims=True)
    p, q, pooled = one / x, other / y, (one + other) / (x + y)
    m = (p + q) / 2
    variance = spread / (x + y) * (1 / x + 1 / y)
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = (np.where(p > 0, p * np.log2(p / m), 0) + np.where(q > 0, q * np.log2(q / m), 0)) / 2
        by_chance = np.where(m > 0, variance / m, 0).sum(axis=1) / (8 * np.log(2))
        found = np.where(pooled > 0, (p - q) ** 2 / pooled, 0).sum(axis=1)
        expected = np.where(pooled > 0, variance / pooled, 0).sum(axis=1)
        degrees = (pooled > 0).sum(axis=1) - 1.0
        tested = np.where((expected > 0) & (degrees > 0), chdtrc(degrees, degrees * found / expected), np.nan)
    return np.maximum(terms, 0), by_chance, tested
