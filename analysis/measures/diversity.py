"""How many topics share the agenda: its entropy, and the number of equally frequent topics that would be as mixed."""

from __future__ import annotations

from typing import Final, Literal, get_args

import numpy as np
import pandas as pd
from ibis import _
from ibis.expr.types import Table

from analysis.corpus.engine import Engine, query
from analysis.errors import SelectionError
from analysis.measures import _agendas, chosen
from analysis.measures._shares import student
from analysis.measures.selection import NONE, Selection

By = Literal["year", "province", "city", "place", "body", "level"]

FEWEST: Final = 50
"""With fewer meetings than this, a group's figures are missing: the interval would hold the truth too seldom."""


def effective(engine: Engine, selection: Selection, *, by: By | None = None) -> pd.DataFrame:
    """The diversity of the selected agenda, or of each group's.

    A label is one topic of one item; p is the part of all labels that a topic has. Entropy is H = −Σ p·ln p (Shannon
    1948), the effective number of topics exp(H) (Hill 1973, *Ecology* 54; Jost 2006, *Oikos* 113): so many topics, all
    equally frequent, would be as hard to foretell. H from a sample is too low, to the second order by ½·Σ v/p, where v
    is the variance of p; for single draws this is Miller's correction (K−1)/2N (1955). Here v is that of a ratio over
    meetings, since the items of a meeting resemble each other and the true correction is larger. The interval is the
    delta method's over meetings, on the scale of H, with Student's distribution. Miller's own correction and Chao and
    Shen's estimator (2003, *Environmental and Ecological Statistics* 10), both made for single draws, held the truth
    less often: ``python -m tests.benchmarks.diversity``.

    Columns: [the name given as ``by``], ``meetings`` (those with a label), ``items`` (with or without a topic, those
    that ``selection.narrow(<by>=…)`` has), ``labels``, ``topics`` (with at least one label), ``entropy`` (nats,
    corrected), ``effective``, ``low``, ``high`` (95 %, of the effective number), ``plain`` (uncorrected exp(H)). With
    fewer than :data:`FEWEST` meetings the last five are missing. Groups in their order, as in ``counts.topics``.
    """
    if by and by not in get_args(By):
        raise SelectionError(f"{by!r} is none of {', '.join(get_args(By))}.")
    return estimated(engine.run(query(_sums, selection, by=by)), by)


def _sums(engine: Engine, selection: Selection, *, by: By | None) -> Table:
    """Of each group the sums that :func:`estimated` takes."""
    group = by or "whole"
    cells = _agendas.by_topic(engine, selection).filter(_.topic != NONE).select("meeting_no", "topic", y="items")
    lengths = _agendas.sizes(engine, selection).select("meeting_no", "items", x="labels")
    if by:
        lengths = lengths.inner_join(chosen.keyed(engine.table("meetings"), by).select("meeting_no", by), "meeting_no")
    else:
        lengths = lengths.mutate(whole=1)
    cells = cells.inner_join(lengths.drop("items"), "meeting_no")
    of_topics = cells.group_by(group, "topic").agg(total=_.y.sum(), yy=(_.y * _.y).sum(), xy=(_.x * _.y).sum())
    of_topics = of_topics.mutate(surprise=-(_.total / _.total.sum().over(group_by=group)).ln())
    weighed = cells.inner_join(of_topics.select(group, "topic", "surprise"), [group, "topic"])
    of_meetings = weighed.group_by(group, "meeting_no").agg(surprise=(_.y * _.surprise).sum(), x=_.x.max())
    spread = of_meetings.group_by(group).agg(
        meetings=_.count(), ss=(_.surprise * _.surprise).sum(), sx=(_.surprise * _.x).sum(),
        xx=(_.x * _.x).sum(), labels=_.x.sum(), plain=_.surprise.sum(),
    )  # fmt: skip
    corrected = of_topics.inner_join(spread.select(group, "xx", "labels"), group).mutate(p=_.total / _.labels)
    corrected = corrected.mutate(v=(_.yy - 2 * _.p * _.xy + _.p * _.p * _.xx) / (_.labels * _.labels))
    bias = corrected.group_by(group).agg(bias=(_.v / _.p).sum() / 2, topics=_.count())
    sizes = lengths.group_by(group).agg(items=_["items"].sum())
    return sizes.left_join(spread, group).drop(f"{group}_right").left_join(bias, group)


def estimated(found: pd.DataFrame, by: By | None = None) -> pd.DataFrame:
    """The table of :func:`effective` from sums over meetings: of labels ``x`` (``labels``, ``xx``), of the surprise
    s = Σ −y·ln p of a meeting's labels (``plain``, ``ss``, ``sx``), and ``bias``, ½·Σ v/p without n/(n−1)."""
    n, labels = found["meetings"], found["labels"]
    with np.errstate(divide="ignore", invalid="ignore"):
        plain = found["plain"] / labels
        more = n / (n - 1)
        spread = found["ss"] - 2 * plain * found["sx"] + plain**2 * found["xx"]
        error = np.sqrt((more * spread).clip(lower=0)) / labels
        entropy = plain + more * found["bias"]
        error *= student((labels**2 / found["xx"] - 1).to_numpy())
    made = pd.DataFrame({
        "entropy": entropy, "effective": np.exp(entropy), "low": np.exp(entropy - error).clip(lower=1),
        "high": np.exp(entropy + error), "plain": np.exp(plain),
    }).where(n >= FEWEST)  # fmt: skip
    counted = found[["meetings", "items", "labels", "topics"]].fillna(0).astype("int64")
    keys = found[[by]] if by else found[[]]
    frame = pd.concat([keys, counted, made], axis=1)
    return frame.sort_values(by, ignore_index=True) if by else frame
