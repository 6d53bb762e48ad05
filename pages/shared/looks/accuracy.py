"""How the accuracy is drawn: shares with their intervals."""

from __future__ import annotations

import pandas as pd

from analysis.charts import intervals
from analysis.measures.selection import NONE
from analysis.records import LEVELS
from pages.shared.looks.drawn import Drawn, wrapped
from pages.shared.view import View


def figures(view: View, table: pd.DataFrame, by: str, *, title: str) -> Drawn:
    """Shares of what was read rightly with their intervals, by figure or, of one figure, by topic (the weakest first),
    year or level, for a wide and for a narrow screen."""
    t, names = view.t, {str(value): figure_name(view, by, str(value)) for value in table[by]}
    if by == "topic":
        table = table.sort_values("share", kind="stable")
    if by == "level":
        table = table.sort_values("level", key=lambda column: column.map([*LEVELS, NONE].index))
    said = intervals.facts(table, key=by, names=names)
    alt = t("chart.accuracy_alt", **said) if said else t("chart.empty")
    wide, slim = (
        intervals.figure(
            table, key="field" if by == "field" else f"{by},field", names=names, label=t(label),
            hover=t("chart.accuracy_hover"), title=title, tickformat=".0%",
        )
        for label in ("chart.accuracy_label", "chart.accuracy_label_narrow")
    )  # fmt: skip
    slim["layout"]["xaxis"]["nticks"] = 3
    return Drawn(wide, alt, narrow=wrapped(slim))


def figure_name(view: View, by: str, value: str) -> str:
    """What a row of figures is called."""
    if by == "level" and value == NONE:
        return view.t("accuracy.no_level")
    return view.t(f"figure.{value}") if by == "field" else view.value(by, value)
