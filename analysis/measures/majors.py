"""Attention by the major topics of the Comparative Agendas Project, for comparison with other countries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce
from typing import Any, Final

import ibis
import pandas as pd
from ibis import _
from ibis.expr.types import Table

from analysis.corpus.engine import Engine, query
from analysis.language.crosswalk import Crosswalk, load_crosswalk
from analysis.measures import _agendas
from analysis.measures._shares import MOMENTS, added_up, shares
from analysis.measures.selection import NONE, Selection

_PART: Final = ["major", "topic"]


def attention(engine: Engine, selection: Selection, *, crosswalk: Crosswalk | None = None) -> pd.DataFrame:
    """How the selected items are shared out among the major topics.

    Each item counts as one, as a case has one code in CAP: its labels share it by their weights, and each label's part
    is shared out by the ``crosswalk`` (default: the program's). The numerators add up to the denominator. Items without
    a topic, and the parts of topics that the crosswalk lacks (a library's own), stand under ``-``.

    Columns: ``major`` (the code, as text), ``numerator`` (items, in parts), ``denominator`` (items), ``share``,
    ``low``, ``high`` (95 %, meetings as clusters; they know nothing of how uncertain the crosswalk is); largest first,
    majors of nothing left out. What a row is made of: :func:`parts`; the items behind it:
    ``selection.narrow(major=…)``, each worth as much of an item as :func:`worth` says.
    """
    crosswalk = crosswalk or load_crosswalk()
    values = [*crosswalk.majors, NONE]
    frame = shares(engine, _rows, selection, cell="major", values=values, by=None, crosswalk=crosswalk)
    frame = frame[frame["numerator"] > 0].drop(columns=MOMENTS)
    return frame.sort_values(["numerator", "major"], ascending=[False, True], ignore_index=True)


def parts(engine: Engine, selection: Selection, *, crosswalk: Crosswalk | None = None) -> pd.DataFrame:
    """From which topics the items of each major topic come.

    Columns: ``major``, ``topic``, ``part`` (of the topic's items that goes to the major one, by the crosswalk),
    ``numerator`` (items, in parts), ``items`` (whole items that carry the topic); by major, largest first. The items
    behind a row: ``selection.narrow(topic=…)``, as many as ``items``.
    """
    crosswalk = crosswalk or load_crosswalk()
    found = engine.run(query(_of_parts, selection, crosswalk=crosswalk))
    found.insert(
        2, "part", [crosswalk.shares.get(topic, {}).get(major, 1.0) for major, topic in found[_PART].to_numpy()]
    )
    return found.sort_values(["major", "numerator", "topic"], ascending=[True, False, True], ignore_index=True)


def worth(
    labels: Sequence[Mapping[str, Any]], major: str, *, crosswalk: Crosswalk | None = None
) -> list[tuple[str, float, float]]:
    """What of an item with these ``labels`` (as in ``evidence.items``) counts for ``major``: a row a label that goes
    there, as its topic, its weight and the share of it that the crosswalk gives; their products add up to the part.

    >>> worth([{"topic": "environment", "weight": 0.5}, {"topic": "rural", "weight": 0.5}], "7")
    [('environment', 0.5, 0.8)]
    """
    crosswalk = crosswalk or load_crosswalk()
    given = [(str(label["topic"]), float(label["weight"])) for label in labels] or [(NONE, 1.0)]
    shares = [(topic, weight, crosswalk.shares.get(topic, {NONE: 1.0}).get(major, 0.0)) for topic, weight in given]
    return [(topic, weight, share) for topic, weight, share in shares if share > 0]


def _rows(engine: Engine, selection: Selection, *, crosswalk: Crosswalk) -> tuple[Table, Table]:
    """What each meeting gives to a major topic, and to the whole."""
    parts = added_up(_parts(engine, selection, crosswalk), "major")
    return parts, _agendas.sizes(engine, selection).mutate(size=_["items"])


def _of_parts(engine: Engine, selection: Selection, *, crosswalk: Crosswalk) -> Table:
    parts = _parts(engine, selection, crosswalk).group_by(*_PART)
    return parts.agg(numerator=_["size"].sum(), items=_["items"].sum())


def _parts(engine: Engine, selection: Selection, crosswalk: Crosswalk) -> Table:
    """``meeting_no``, ``topic``, ``items``, ``major``, ``size``: a row a meeting, topic and major topic."""
    labelled = _agendas.by_topic(engine, selection).select("meeting_no", "topic", "items", "weight")
    return reduce(lambda one, other: one.union(other), [_turn(labelled, crosswalk, n) for n in range(_most(crosswalk))])


def _turn(labelled: Table, crosswalk: Crosswalk, n: int) -> Table:
    """The part of each label that goes to the ``n``-th major topic of its topic."""
    going = {topic: list(shares.items())[n] for topic, shares in crosswalk.shares.items() if len(shares) > n}
    major = labelled.topic.cases(*((topic, code) for topic, (code, _share) in going.items()), else_=NONE)
    share = labelled.topic.cases(
        *((topic, float(share)) for topic, (_code, share) in going.items()), else_=ibis.literal(1.0 if n == 0 else 0.0)
    )
    return labelled.mutate(major=major, size=labelled.weight * share).drop("weight").filter(_["size"] > 0)


def _most(crosswalk: Crosswalk) -> int:
    return max((len(shares) for shares in crosswalk.shares.values()), default=1)
