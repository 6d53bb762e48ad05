"""How the difference between two agendas is drawn."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from analysis.charts import gaps, squares
from pages.shared.findings.parts import FALSE
from pages.shared.looks.drawn import Drawn, topic_names, wrapped
from pages.shared.view import View

MOST: Final = 14
"""How many topics are drawn, those that make most of the difference; the table has all."""

FEW: Final = 9
"""How many groups the matrix has on a narrow screen, the largest."""


def matrix(view: View, pairs: pd.DataFrame, by: str) -> Drawn:
    """How far apart every two agendas are, beyond chance, for a wide and for a narrow screen: on the narrow one the
    first of them alone, which are the largest."""
    t, order = view.t, _chain(pairs)
    names = {name: view.value(by, name) for name in order}
    farthest = float(pairs["distance"].max()) or 1.0
    held = pairs.assign(strength=pairs["distance"] / farthest, is_sure=pairs["adjusted"] <= FALSE,
                        made_of=[view.topic(topic) for topic in pairs["topic"]])  # fmt: skip
    held["with"] = held["other"]
    last = held.iloc[-1]
    alt = t("places.matrix_alt", pairs=len(held), one=names[last["one"]], other=names[last["other"]])
    largest = set(list(dict.fromkeys([*pairs["one"], *pairs["other"]]))[:FEW])
    wide, slim = (
        squares.figure(
            held, one="one", other="other", order=groups, keys=["one", "with"], hover=t("places.matrix_hover"),
            names=names, width=width, line=line,
        )
        for groups, width, line in ((order, 760, 30), ([name for name in order if name in largest], 350, 8))
    )  # fmt: skip
    return Drawn(wide, alt, narrow=slim)


def _chain(pairs: pd.DataFrame) -> list[str]:
    """The groups so that like ones stand beside each other: the leaves of a tree by average linkage, its branches
    turned so that neighbours are as alike as can be (Bar-Joseph, Gifford and Jaakkola 2001)."""
    groups = list(dict.fromkeys([*pairs["one"], *pairs["other"]]))
    if len(groups) < 3:
        return groups
    from scipy.cluster import hierarchy  # with half of SciPy, which no other view needs
    from scipy.spatial.distance import squareform

    at = {name: place for place, name in enumerate(groups)}
    apart = np.zeros((len(groups), len(groups)))
    one, other = pairs["one"].map(at).to_numpy(), pairs["other"].map(at).to_numpy()
    apart[one, other] = apart[other, one] = pairs["distance"].to_numpy()
    tree = hierarchy.linkage(squareform(apart), "average", optimal_ordering=True)
    return [groups[place] for place in hierarchy.leaves_list(tree)]


def contrast(view: View, table: pd.DataFrame, by: str, one: str, other: str) -> Drawn:
    """The shares of two groups, topic by topic, for a wide and for a narrow screen."""
    t, names, held = view.t, topic_names(view), table.head(MOST)
    groups = (view.value(by, one), view.value(by, other))
    wide, slim = (
        gaps.figure(
            held, key="topic", by=by, one=one, other=other, label=t(label), hover=t("places.hover"), names=names,
            groups=groups, title=t("places.axis"),
        )
        for label in ("places.label", "places.label_narrow")
    )  # fmt: skip
    first = held.iloc[0]
    alt = t("places.alt", one=groups[0], other=groups[1], topic=names[first["topic"]], share=f"{first['share']:.1%}",
            share_other=f"{first['share_other']:.1%}")  # fmt: skip
    return Drawn(wide, alt, narrow=wrapped(slim))
