"""Which topics come together more often than their frequency explains."""

from __future__ import annotations

import pandas as pd

from pages.shared import cells
from pages.shared.findings.parts import FALSE
from pages.shared.view import View


def judged(pairs: pd.DataFrame) -> pd.DataFrame:
    """The pairs with whether they are more than chance, all of them tested at once."""
    return pairs.assign(is_sure=pairs["adjusted"] <= FALSE)


def answer(view: View, pairs: pd.DataFrame, within: str) -> str:
    """The pair that stands most clearly out on either side, and how many do."""
    t, sure = view.t, pairs[pairs["is_sure"]]
    more, less = sure[sure["ratio"] > 1], sure[sure["ratio"] < 1]
    if sure.empty:
        return t.html("together.nothing", tests=len(pairs)) if len(pairs) else t.html("together.none")
    said = []
    for way, held, clearest in (("more", more, "low"), ("less", less, "high")):
        if len(held):
            row = held.loc[held[clearest].idxmax() if way == "more" else held[clearest].idxmin()]
            n = cells.linked(row["numerator"], {"agenda" if within == "meetings" else "together": row["pair"]})
            figures = {"n": n, "expected": f"{row['expected']:.1f}", "ratio": f"{row['ratio']:.2g}",
                       "low": f"{row['low']:.2g}", "high": f"{row['high']:.2g}"}  # fmt: skip
            names = {"one": view.topic(row["topic"]), "other": view.topic(row["other"])}
            said.append(t.html(f"together.{way}_{within}", **names, **figures))
    said.append(t.html("together.sure", tests=len(pairs), more=len(more), less=len(less)))
    return t("sentence.join").join(said)
