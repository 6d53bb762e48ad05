"""Which words set one selection apart from another.

Three figures that say how different, and one that says how sure:

- the **log-odds ratio with an informative Dirichlet prior** and its z (Monroe, Colaresi and Quinn 2008, *Political
  Analysis* 16(4), equations 15–22). Of word w with y occurrences among n words on a side, the prior is α_w = α₀ times
  its share of both sides together, and the ratio is the difference of log((y + α_w) / (n + α₀ − y − α_w)). α₀ is a
  tenth of the smaller side: enough to tame rare words, and outweighed ten to one by what was counted. The shared prior
  pulls a word that both sides use alike, and one that is hardly used at all, towards no difference;
- **G²** of the table of word and other words by side (Dunning 1993, *Computational Linguistics* 19(1));
- **%DIFF**, the difference of the rates in per cent of the other side's (Gabrielatos and Marchi 2011);
- **p**. All three take words for independent draws, which they are not: a word that one meeting is about stands
  there thirty times (Lijffijt et al. 2016, *Digital Scholarship in the Humanities* 31(2)). Therefore p is that of
  Welch's test of the two rates with meetings as what varies: the variance of a rate is the linearised one of a ratio
  over whole clusters (Cochran 1977, section 6.4), at least that of independent words at the common rate, and the
  degrees of freedom are Welch's. It is adjusted so that the share of false discoveries is held down over
  all words compared (Benjamini and Hochberg 1995).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import reduce
from typing import Final

import ibis
import numpy as np
import numpy.typing as npt
import pandas as pd
from ibis import _
from ibis.expr.types import Table
from scipy import special

from analysis.corpus.engine import Engine, query
from analysis.measures import chosen
from analysis.measures._shares import Z, adjusted
from analysis.measures.selection import Selection

Floats = npt.NDArray[np.float64]

PRIOR: Final = 0.1
"""The weight of the prior, as a share of the words of the smaller side."""

_MEETINGS: Final = 1 << 32
"""More meetings than there are."""

DRIVEN: Final = 0.5
"""A word is driven by one meeting where leaving that meeting out takes this share of its z."""


def words(
    engine: Engine,
    selection: Selection,
    against: Selection,
    *,
    stopwords: Collection[str] | None = None,
    least: int = 5,
    limit: int = 100,
) -> pd.DataFrame:
    """The words that the selection uses more than another one does (z above zero), and those it uses less (below).

    Counted as in ``keywords.frequencies``: segmented terms of the reports or, if a selection chooses among items, of
    its items. Compared are the words with at least ``least`` occurrences on both sides together that are no
    ``stopwords`` (by default the version's); what is left out stays in the denominators. The two selections should not
    share meetings: what stands on both sides tells nothing apart, and p takes the sides for independent.

    Columns: ``term``, ``counted_as`` (``term``); ``count``, ``terms`` (denominator), ``per_10k``, ``documents``
    (meetings with it) of the selection, and the same of the other as ``count_against``, ``terms_against``,
    ``per_10k_against``, ``documents_against``; ``log_odds`` with ``low`` and ``high`` (95 %, test-based: where p is
    0.05, one of them is zero; for this word by itself), ``z``, ``g2`` (signed like z), ``percent_diff`` (infinite where
    the other side has none), ``p``, ``adjusted``, ``compared`` (words compared, over which p is adjusted);
    ``largest_meeting`` (its number), ``largest_count`` (what the word owes to the meeting that has most of it, on the
    side where it is key) and ``driven`` (the share of z that is gone without that meeting, 0 to 1). At most ``limit``
    words of either sign, the largest z first. The meetings behind a row: ``selection.narrow(term=…)`` and
    ``against.narrow(term=…)``.
    """
    hidden = engine.stopwords if stopwords is None else stopwords
    sides = (selection, against)
    sizes = [_sizes(engine, side) for side in sides]
    counted = engine.run(query(_counts, *sides, least=least))
    counted = counted[~counted["term"].isin(hidden)].reset_index(drop=True)
    if counted.empty or not all(size["terms"] for size in sizes):
        return pd.DataFrame(columns=_COLUMNS)
    y, y_against = (counted[name].to_numpy(dtype="float64") for name in ("count", "count_against"))
    n, n_against = (float(size["terms"]) for size in sizes)
    counted["log_odds"], counted["z"] = log_odds(y, y_against, n, n_against)
    compared = len(counted)
    frame = pd.concat([counted[counted["z"] > 0].nlargest(limit, "z"), counted[counted["z"] < 0].nsmallest(limit, "z")])
    frame = frame.sort_values(["z", "term"], ascending=[False, True], ignore_index=True)
    moments = _moments(engine, sides, list(frame["term"]))
    for side, (size, suffix) in enumerate(zip(sizes, ("", "_against"), strict=True)):
        of_side = moments[moments["side"] == side].drop(columns="side").set_index("term").add_suffix(suffix)
        frame = frame.join(of_side, on="term")
        frame[f"terms{suffix}"] = int(size["terms"])
        frame[f"per_10k{suffix}"] = 10_000 * frame[f"count{suffix}"] / frame[f"terms{suffix}"]
        frame[f"documents{suffix}"] = frame[f"documents{suffix}"].fillna(0).astype("int64")
    seen, seen_against = (frame[name].to_numpy(dtype="float64") for name in ("count", "count_against"))
    frame["g2"] = np.sign(frame["z"]) * log_likelihood(seen, seen_against, n, n_against)
    frame["percent_diff"] = _percent_diff(frame)
    frame["p"] = _p(frame, sizes)
    # Words that are not looked at count as compared and as not significant, which can only make the adjusted p larger.
    every = np.concatenate([frame["p"].to_numpy(dtype="float64"), np.ones(compared - len(frame))])
    frame["adjusted"], frame["compared"] = adjusted(every)[: len(frame)], compared
    sure = np.maximum(-special.ndtri(frame["p"].to_numpy(dtype="float64") / 2), 1e-9)
    half = frame["log_odds"].abs() / sure * Z
    frame["low"], frame["high"] = frame["log_odds"] - half, frame["log_odds"] + half
    frame["driven"] = _driven(frame, n, n_against)
    is_key = frame["z"] > 0
    for name in ("largest_meeting", "largest_count"):
        frame[name] = frame[name].where(is_key, frame[f"{name}_against"]).astype("int64")
    return frame.assign(counted_as="term")[_COLUMNS]


def log_odds(y: Floats, y_against: Floats, n: Floats | float, n_against: Floats | float) -> tuple[Floats, Floats]:
    """The log-odds ratio of each word and its z, equations 15–22 with the prior of the module.

    ``y`` are the occurrences of each word on either side, ``n`` all words there.

    >>> y, x = np.array([30.0, 10.0]), np.array([10.0, 10.0])
    >>> [round(float(figure[0]), 3) for figure in log_odds(y, x, 1000, 1000)]
    [0.999, 2.952]
    """
    strength = PRIOR * np.minimum(n, n_against)
    prior = strength * (y + y_against) / (n + n_against)
    ratio = np.log((y + prior) / (n + strength - y - prior))
    ratio -= np.log((y_against + prior) / (n_against + strength - y_against - prior))
    return ratio, ratio / np.sqrt(1 / (y + prior) + 1 / (y_against + prior))


def log_likelihood(y: Floats, y_against: Floats, n: float, n_against: float) -> Floats:
    """G² of each word's table of two by two, never negative.

    >>> round(float(log_likelihood(np.array([30.0]), np.array([10.0]), 1000, 1000)[0]), 2)
    10.67
    """
    observed = np.stack([y, y_against, n - y, n_against - y_against])
    rate = (y + y_against) / (n + n_against)
    expected = np.stack([n * rate, n_against * rate, n * (1 - rate), n_against * (1 - rate)])
    with np.errstate(divide="ignore", invalid="ignore"):
        parts = np.where(observed > 0, observed * np.log(observed / expected), 0)
    g2: Floats = np.maximum(2 * parts.sum(axis=0), 0)
    return g2


def _counts(engine: Engine, one: Selection, other: Selection, *, least: int) -> Table:
    """The words of both sides together: ``term``, ``count``, ``count_against``."""
    none = ibis.literal(0, "int64")
    here = _words(engine, one).select("term", count=_["count"], count_against=none)
    there = _words(engine, other).select("term", count=none, count_against=_["count"])
    both = here.union(there).group_by("term").agg(count=_["count"].sum(), count_against=_.count_against.sum())
    return both.filter(both["count"] + both.count_against >= least).order_by("term")


def _words(engine: Engine, side: Selection) -> Table:
    """Each term of a side and its ``count``."""
    if _is_added_up(side):
        return chosen.terms_by_meeting(engine, side).group_by("term").agg(count=_["count"].sum())
    return chosen.tallies(engine, side)


def _lengths(engine: Engine, side: Selection) -> Table:
    """The terms of each meeting of a side: ``meeting_no``, ``terms``."""
    return engine.held(_of_items, side) if _is_added_up(side) else chosen.lengths(engine, side)


def _of_items(engine: Engine, side: Selection) -> Table:
    return chosen.terms_by_meeting(engine, side).group_by("meeting_no").agg(terms=_["count"].sum())


def _is_added_up(side: Selection) -> bool:
    """Whether a side's terms are added up by meeting and kept, so that all terms are looked through once: those of
    meetings are added up already, and those of the items outside of others are too many."""
    return side.of_items and not side.outside


def _sizes(engine: Engine, side: Selection) -> dict[str, float]:
    """What a side holds: words, meetings, and the sum of the squares of the meetings' words."""
    row: dict[str, float] = engine.rows(query(_size, side))[0]
    return row


def _size(engine: Engine, side: Selection) -> Table:
    return _lengths(engine, side).agg(
        terms=_.terms.sum().coalesce(0), meetings=_.count(), xx=(_.terms.cast("float64") ** 2).sum()
    )


def _moments(engine: Engine, sides: tuple[Selection, Selection], terms: list[str]) -> pd.DataFrame:
    """Of each word and side the meetings with it, the sums that its variance needs, and the meeting with most of it."""
    frame = engine.run(query(_of_terms, *sides, terms))
    largest = frame.pop("largest").to_numpy(dtype="int64")
    frame["largest_count"] = -(-largest // _MEETINGS)
    frame["largest_meeting"] = frame["largest_count"] * _MEETINGS - largest
    return frame


def _of_sides(engine: Engine, *sides: Selection, terms: Sequence[str]) -> Table:
    """These terms by meeting: ``meeting_no``, ``term``, ``count``, ``side``, ``terms`` (all of the meeting)."""
    lengths = [_lengths(engine, side).mutate(side=ibis.literal(number, "int8")) for number, side in enumerate(sides)]
    if not any(side.of_items for side in sides):  # read once for both
        rows = chosen.of_terms(engine.table("meeting_terms"), terms)
        return rows.inner_join(reduce(Table.union, lengths), "meeting_no")
    one, other = (
        _few(engine, side, terms)
        .select("meeting_no", "term", count=_["count"].cast("int64"))
        .inner_join(of, "meeting_no")
        for side, of in zip(sides, lengths, strict=True)
    )
    return one.union(other)


def _few(engine: Engine, side: Selection, terms: Sequence[str]) -> Table:
    """These terms on a side by meeting: ``meeting_no``, ``term``, ``count``."""
    if _is_added_up(side):
        return chosen.of_terms(chosen.terms_by_meeting(engine, side), terms)
    return chosen.few_by_meeting(engine, side, terms)


def _of_terms(engine: Engine, one: Selection, other: Selection, terms: Sequence[str]) -> Table:
    rows = _of_sides(engine, one, other, terms=terms)
    # The largest count, and of meetings with the same one the first, as one number.
    largest = rows["count"].cast("int64") * _MEETINGS - rows.meeting_no
    rows = rows.mutate(c=_["count"].cast("float64"), x=_.terms.cast("float64"), largest=largest)
    return rows.group_by("term", "side").agg(
        documents=_.count(),
        cc=(_.c * _.c).sum(),
        cx=(_.c * _.x).sum(),
        largest=_.largest.max(),
        largest_size=_.x.argmax(_.largest),
    )


def _percent_diff(frame: pd.DataFrame) -> Floats:
    with np.errstate(divide="ignore"):
        rate, rate_against = (frame[name].to_numpy(dtype="float64") for name in ("per_10k", "per_10k_against"))
        difference: Floats = 100 * (rate - rate_against) / rate_against
    return difference


def _p(frame: pd.DataFrame, sizes: list[dict[str, float]]) -> Floats:
    """Welch's two-sided p of the difference between the rates of each word, meetings as clusters."""
    common = (frame["count"] + frame["count_against"]).to_numpy(dtype="float64") / sum(size["terms"] for size in sizes)
    difference = np.zeros(len(frame))
    variances, degrees = [], []
    for size, suffix, sign in zip(sizes, ("", "_against"), (1, -1), strict=True):
        n, k = float(size["terms"]), float(size["meetings"])
        rate = frame[f"count{suffix}"].to_numpy(dtype="float64") / n
        cc, cx = (frame[f"{name}{suffix}"].fillna(0).to_numpy(dtype="float64") for name in ("cc", "cx"))
        spread = np.maximum(cc - 2 * rate * cx + rate * rate * size["xx"], 0)
        between = k / (k - 1) * spread / (n * n) if k > 1 else np.full(len(frame), np.inf)
        variances.append(np.maximum(between, common * (1 - common) / n))
        degrees.append(max(k - 1, 1))
        difference += sign * rate
    total = variances[0] + variances[1]
    with np.errstate(invalid="ignore"):
        free = total**2 / sum(v**2 / d for v, d in zip(variances, degrees, strict=True))
    p: Floats = np.where(np.isfinite(total), 2 * special.stdtr(free, -np.abs(difference) / np.sqrt(total)), 1.0)
    return p


def _driven(frame: pd.DataFrame, n: float, n_against: float) -> Floats:
    """The share of each word's z that is gone without the meeting that has most of it, on the side where it is key."""
    is_key = frame["z"].to_numpy() > 0
    left, size = (
        np.where(is_key, frame[name], frame[f"{name}_against"]).astype("float64")
        for name in ("largest_count", "largest_size")
    )
    y, y_against = (frame[name].to_numpy(dtype="float64") for name in ("count", "count_against"))
    here, there = np.where(is_key, left, 0), np.where(is_key, 0, left)
    less, less_against = np.where(is_key, size, 0), np.where(is_key, 0, size)
    with np.errstate(divide="ignore", invalid="ignore"):  # a side may be that meeting alone
        without = log_odds(y - here, y_against - there, n - less, n_against - less_against)[1]
    with np.errstate(invalid="ignore"):
        share: Floats = np.clip(1 - without / frame["z"].to_numpy(), 0, 1)
    return np.nan_to_num(share, nan=1.0)


_COLUMNS: Final = [
    "term", "counted_as", "count", "terms", "per_10k", "documents", "count_against", "terms_against",
    "per_10k_against", "documents_against", "log_odds", "low", "high", "z", "g2", "percent_diff", "p", "adjusted",
    "compared", "largest_meeting", "largest_count", "driven",
]  # fmt: skip
