"""How many items end in a decision, and of which topics most and fewest do."""

from __future__ import annotations

import pandas as pd

from analysis.measures.selection import NONE
from pages.shared import cells
from pages.shared.findings.parts import ENOUGH, percent
from pages.shared.view import View


def answer(view: View, whole: pd.DataFrame, topics: pd.DataFrame) -> str:
    """What happens to the items as a whole (each is in one row of ``whole``), and the topics at either end whose
    intervals stand clear of each other."""
    t = view.t
    sums = whole.groupby("treatment")["numerator"].sum()
    total = int(sums.sum())
    if not total:
        return t.html("topics.none", n=0)
    figures = {name: percent(sums[name] / total) for name in sums.index}
    said = [t.html("depth.whole", n=cells.linked(total, {cells.UNIT: "items"}), **figures)]
    decided = topics[(topics["treatment"] == "decided") & (topics["topic"] != NONE) & (topics["denominator"] >= ENOUGH)]
    if len(decided) > 1:
        most, least = decided.loc[decided["share"].idxmax()], decided.loc[decided["share"].idxmin()]
        if most["low"] > least["high"]:
            ends = {"most": view.topic(most["topic"]), "share": percent(most["share"]),
                    "least": view.topic(least["topic"]), "less": percent(least["share"])}  # fmt: skip
            said.append(t.html("depth.ends", **ends))
    return t("sentence.join").join(said)
