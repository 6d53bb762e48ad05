"""How depth of treatment is drawn."""

from __future__ import annotations

from typing import Final

import pandas as pd

from analysis.charts import stacked
from analysis.charts.theme import Figure
from analysis.measures.selection import TREATMENTS
from pages.shared.looks.drawn import Drawn, wrapped
from pages.shared.view import View

FIRST: Final = 3
"""How many names of the legend stand on its first line on a narrow screen."""

MOST: Final = 27
"""How many groups are drawn, the largest; of years the last."""


def treatments(view: View, table: pd.DataFrame, by: str) -> Drawn:
    """Each group's items by how deep they were treated, for a wide and for a narrow screen."""
    t = view.t
    groups = list(dict.fromkeys(table[by]))
    drawn = sorted(groups)[-MOST:] if by == "year" else groups[:MOST]
    held = table[table[by].isin(drawn)]
    if by == "year":
        held = held.sort_values("year", kind="stable")
    names = {str(group): view.value(by, group) for group in drawn}
    figure = stacked.figure(
        held, key=by, part="treatment", parts=list(TREATMENTS), hover=t("depth.hover"), names=names,
        of_parts={name: t(f"treatment.{name}") for name in TREATMENTS}, title=t("depth.axis"),
    )  # fmt: skip
    decided = held[held["treatment"] == "decided"]
    if decided.empty:
        return Drawn(figure, t("chart.empty"), narrow=_slim(figure))
    most, least = decided.loc[decided["share"].idxmax()], decided.loc[decided["share"].idxmin()]
    alt = t("depth.alt", bars=len(drawn), most=names[str(most[by])], share=f"{most['share']:.0%}",
            least=names[str(least[by])], less=f"{least['share']:.0%}")  # fmt: skip
    return Drawn(figure, alt, narrow=_slim(figure))


def _slim(figure: Figure) -> Figure:
    """The figure with its legend on two lines, since English names do not fit on one."""
    slim = wrapped(figure)
    layout = slim["layout"]
    legend = layout["annotations"][0]
    named = legend["text"].split("  ")
    text = "<br>".join("  ".join(line) for line in (named[:FIRST], named[FIRST:]))
    return {**slim, "layout": {
        **layout, "annotations": [{**legend, "font": {"size": 10}, "text": text}],
        "margin": {**layout["margin"], "t": layout["margin"]["t"] + 14}, "height": layout["height"] + 14,
    }}  # fmt: skip
