"""Which topics come together, in one meeting or on one item, more often or more seldom than their frequency explains.

A long agenda holds many pairs and a short one none, and common topics meet often by chance. So a pair is held against
what would be if every meeting took up as many different topics as it does, every topic were taken up as often as it is,
and nothing else mattered: the model of Rasch (1960) for presence and absence, given the number of topics r of each
meeting. With an odds x for each topic, a meeting of r topics takes up the set S with chance Π x / e_r(x), e_r the
elementary symmetric polynomial; this is the maximum-entropy design of Chen, Dempster and Liu (1994, *Biometrika* 81),
whose inclusion probabilities (eqs. 3 to 6) give the expected number E of meetings with both topics. The odds are those
at which every topic is expected as often as it is found. Treating meetings as equally long instead (as PMI or the odds
ratio of a fourfold table do) makes nearly every pair look attracted.

The measure is the ratio of found to expected, O/E; its logarithm is pointwise mutual information (Church and Hanks
1990) with a baseline that knows the length of the agendas. The variance V of O given the frequencies of all topics is
the residual of its projection on them. Test and interval are score-type and cannot disagree: the ratios ρ with
(O − ρE)² ≤ z²·ρ·V. Where fewer than 5 are expected (Cochran 1954) the normal distribution does not fit, and both are
the exact ones of Poisson's, which is wider than the true one (Le Cam 1960; Garwood 1936). The tests of all pairs are
corrected together (Benjamini and Hochberg 1995). Within items, V is widened by Σo²/Σo, o the items of a meeting that
carry both, since like items come in one meeting. ``python -m tests.benchmarks.together`` deals topics out at random
and counts the false alarms.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Final, Literal, get_args

import ibis
import numpy as np
import numpy.typing as npt
import pandas as pd
from ibis import _
from ibis.expr.types import Table
from scipy.special import erfc, gammainc, gammaincc, gammaincinv

from analysis.corpus.engine import Engine, query
from analysis.errors import SelectionError
from analysis.measures import _agendas, chosen
from analysis.measures._shares import Z, adjusted
from analysis.measures.selection import AND, Selection

Within = Literal["meetings", "items"]
Floats = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]

FEWEST: Final = 5.0
"""Pairs that are expected more seldom are judged by Poisson's distribution."""

_MARKS: Final = 60
"""How many topics are marked in one number."""


def pairs(engine: Engine, selection: Selection, *, within: Within = "meetings") -> pd.DataFrame:
    """How often any two topics come together in a meeting, or on an item, against what chance would give.

    In ``meetings`` all items of the selected meetings count, whichever of them the selection chooses.

    Columns: ``topic``, ``other``, ``pair`` (``a*b``), ``numerator`` (meetings or items with both), ``of_topic``,
    ``of_other`` (with either), ``denominator`` (meetings or items with a topic), ``expected``, ``ratio``, ``low``,
    ``high`` (95 %), ``p``, ``adjusted`` (for the number of pairs). A row for every pair of topics that both occur;
    those that meet most above expectation first. A topic that every meeting takes up meets the others as often as it
    must: it has no rows. The rows behind a figure: ``selection.narrow(agenda=pair)`` for meetings,
    ``selection.narrow(topic=pair)`` for items.
    """
    if within not in get_args(Within):
        raise SelectionError(f"{within!r} is none of {', '.join(get_args(Within))}.")
    topics, held, units = _agendas_of(engine, selection, within)
    both, whole = held.T @ (units[:, None] * held), int(units.sum())
    lengths = np.bincount(held.sum(axis=1), units)
    one, other = np.triu_indices(len(topics), 1)  # in the order of ``combinations``
    rows = pd.DataFrame({"topic": topics[one], "other": topics[other], "pair": topics[one] + AND + topics[other]})
    rows["numerator"], rows["of_topic"], rows["of_other"] = both[one, other], both[one, one], both[other, other]
    rows["denominator"] = whole
    expected, variance = by_chance(
        both.diagonal().tolist(), np.flatnonzero(lengths).tolist(), lengths[lengths > 0].tolist()
    )
    rows["expected"] = expected
    rows = compared(rows, variance, _wider(engine, selection, rows) if within == "items" else np.ones(len(rows)))
    return rows.sort_values(["ratio", "numerator", "pair"], ascending=[False, False, True], ignore_index=True)


def _agendas_of(engine: Engine, selection: Selection, within: Within) -> tuple[pd.Index[str], Counts, Counts]:
    """The topics that some units have and some have not; which of them (columns) stand in each set that occurs (rows);
    and how many units have this set."""
    names = engine.topics
    sets = engine.run(query(_sets, selection, within=within, columns=-(-len(names) // _MARKS)))
    units: Counts = sets.pop("n").to_numpy(dtype="int64")
    marks: Counts = sets.to_numpy(dtype="int64")
    held = np.stack([marks[:, at // _MARKS] >> at % _MARKS & 1 for at in range(len(names))], axis=1)
    told = [at for at in sorted(range(len(names)), key=names.__getitem__) if 0 < units @ held[:, at] < units.sum()]
    return pd.Index([names[at] for at in told], dtype="str"), held[:, told], units


def _labels(engine: Engine, selection: Selection, *, within: Within) -> Table:
    """Which topics each unit has: ``unit``, ``topic``."""
    if within == "items":
        return chosen.labels(engine, selection).select("topic", unit="item_no")
    agendas = _agendas.by_topic(engine, Selection())  # whichever of its items the selection chooses
    if selection:
        agendas = agendas.inner_join(chosen.numbers(engine, selection), "meeting_no")
    return agendas.select("topic", unit="meeting_no")


def _sets(engine: Engine, selection: Selection, *, within: Within, columns: int) -> Table:
    """How many units have each set of topics: ``n``, and in ``marks_0`` and so on a bit for each topic, so that few
    rows tell of all pairs."""
    order = engine.table("topics").select("topic", at=ibis.row_number().over(order_by="order"))
    mark = ibis.literal(1, "int64") << (order["at"] % _MARKS)
    marks = order.select("topic", column=_["at"] // _MARKS, mark=mark)
    labels = _labels(engine, selection, within=within).inner_join(marks, "topic")
    marked = {f"marks_{column}": _.mark.sum(where=_.column == column).coalesce(0) for column in range(columns)}
    return labels.group_by("unit").agg(**marked).group_by(list(marked)).agg(n=_.count())


def _wider(engine: Engine, selection: Selection, rows: pd.DataFrame) -> Floats:
    """How many items with both topics of a pair count as one, since like items come in one meeting."""
    found = engine.run(query(_squares, selection))
    squares = rows[["topic", "other"]].merge(found, on=["topic", "other"], how="left")["squares"].fillna(0)
    wider: Floats = np.maximum(squares.to_numpy(dtype="float64") / np.maximum(rows["numerator"].to_numpy(), 1), 1)
    return wider


def _squares(engine: Engine, selection: Selection) -> Table:
    """The squares of how many items with each pair of topics a meeting has, added up."""
    held = chosen.labels(engine, selection).select("meeting_no", "item_no", "topic")
    both = held.inner_join(held.select("item_no", other="topic"), "item_no")
    both = both.filter(both.topic < both.other).group_by("meeting_no", "topic", "other").agg(o=_.count())
    return both.group_by("topic", "other").agg(squares=(_.o * _.o).sum())


def compared(rows: pd.DataFrame, variance: Floats, wider: Floats) -> pd.DataFrame:
    """With the ratios of found to expected, their intervals and tests; ``wider`` is how many items count as one."""
    found, expected = rows["numerator"].to_numpy(dtype=float), rows["expected"].to_numpy(dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = variance * wider / expected
        centre, half = found + spread * Z * Z / 2, Z * np.sqrt(spread * found + (spread * Z / 2) ** 2)
        p = erfc(np.abs(found - expected) / np.sqrt(2 * variance * wider))
        seldom, counted, rate = expected < FEWEST, found / wider, expected / wider
        low = np.where(seldom, np.nan_to_num(gammaincinv(counted, 0.025)) * wider, centre - half)
        high = np.where(seldom, gammaincinv(counted + 1, 0.975) * wider, centre + half)
        tails = np.minimum(np.where(found > 0, gammainc(counted, rate), 1), gammaincc(counted + 1, rate))
    p = np.where(seldom, np.minimum(2 * tails, 1), p)
    whole = np.where(expected > 0, expected, np.nan)  # where no meeting has two topics, no ratio can be told
    made = {"ratio": found / whole, "low": low / whole, "high": high / whole}
    return rows.assign(**made, p=p, adjusted=adjusted(p))


def by_chance(frequency: Sequence[int], lengths: Sequence[int], meetings: Sequence[int]) -> tuple[Floats, Floats]:
    """Expected number of meetings with both of two topics, and its variance, for all pairs in the order of
    ``itertools.combinations``.

    Args:
        frequency: how many meetings take up each topic, none of them all.
        lengths: the numbers of topics that a meeting can have; ``meetings``: how many meetings have each.

    >>> by_chance([2, 2, 2], [2], [3])[0].round(6).tolist()
    [1.0, 1.0, 1.0]
    """
    counted, r, n = np.array(frequency, dtype=float), np.array(lengths), np.array(meetings, dtype=float)
    topics = len(counted)
    ones, twos, threes = (np.array(list(combinations(range(topics), order))) for order in (1, 2, 3))
    if not len(twos):
        return np.empty(0), np.empty(0)
    one, two = twos.T
    held = r > 0
    r, n = r[held], n[held]
    weights = np.log(counted / (n.sum() - counted + 0.5))
    both = np.empty((topics, topics))
    for _step in range(60):
        single, pair = _included(weights, r, ones), _included(weights, r, twos)
        both[one, two] = both[two, one] = pair @ n
        np.fill_diagonal(both, single @ n)  # where a topic stands twice, it counts once
        off = counted - single @ n
        shared = both - (single * n) @ single.T
        if np.abs(off).max() < 1e-7 * n.sum():
            break
        weights = weights + np.clip(np.linalg.lstsq(shared, off, rcond=1e-9)[0], -1, 1)
    third = np.where((twos[:, :, None] == np.arange(topics)).any(1), (pair @ n)[:, None], 0.0)
    if len(threes):
        at = np.empty((topics, topics), dtype=int)
        at[one, two] = np.arange(len(twos))
        all_three = _included(weights, r, threes) @ n
        for left in range(3):
            kept = np.delete(threes, left, axis=1)
            third[at[kept[:, 0], kept[:, 1]], threes[:, left]] = all_three
    with_others = third - (pair * n) @ single.T
    explained = np.einsum("pc,pc->p", with_others @ np.linalg.pinv(shared, rcond=1e-9, hermitian=True), with_others)
    variance = (pair * (1 - pair)) @ n - explained
    return pair @ n, np.maximum(variance, 1e-9)


def _included(weights: Floats, r: npt.NDArray[np.int64], sets: npt.NDArray[np.int64]) -> Floats:
    """The chance that a meeting of ``r`` topics (last axis) takes up all topics of a set, for each row of ``sets``."""
    x = np.exp(weights - weights.mean())
    others = np.where((sets[:, :, None] == np.arange(len(x))).any(1), 0, x)
    rest, whole = _symmetric(others, int(r.max())), _symmetric(x[None], int(r.max()))[0]
    left = r - sets.shape[1]
    chance: Floats = x[sets].prod(1)[:, None] * rest[:, np.maximum(left, 0)] / whole[r]
    return np.where(left >= 0, chance, 0.0)


def _symmetric(x: Floats, most: int) -> Floats:
    """The elementary symmetric polynomials of each row, from the 0th to the last that is asked for."""
    found = np.zeros((len(x), most + 1))
    found[:, 0] = 1
    for column in x.T:
        found[:, 1:] += column[:, None] * found[:, :-1]
    return found
