"""How the topics are drawn: their shares, and these split by another column."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pandas as pd

from analysis.charts import bars, theme
from analysis.charts.theme import Style
from analysis.measures.selection import NONE
from pages.shared.looks.drawn import Drawn, topic_names, wrapped
from pages.shared.view import View

GROUPS: Final = 6
"""How many groups are drawn beside each other; the table has all."""


def shares(view: View, table: pd.DataFrame, unit: str) -> Drawn:
    """Topics by their share, the largest on top, for a wide and for a narrow screen."""
    held, names, t = table[table["numerator"] > 0], topic_names(view), view.t
    said = bars.facts(held, key="topic", value="share", names=names)
    alt = t("chart.bars_alt", **said) if said else t("chart.empty")
    figure = bars.figure(
        held, key="topic", value="share", names=names, styles={NONE: Style(theme.MUTED, "circle", "solid")},
        label=t("chart.topic_label"), hover=t(f"chart.topic_hover_{unit}"), title=t(f"chart.share_{unit}"),
        tickformat=".0%", intervals=True,
    )  # fmt: skip
    return Drawn(figure, alt, narrow=wrapped(figure))


def split(view: View, table: pd.DataFrame, by: str, unit: str) -> Iterator[tuple[str, Drawn]]:
    """A small chart for each of the largest groups, or of the last years in their order, with the same topics in the
    same order on the same scale."""
    t, names = view.t, topic_names(view)
    wholes = table.groupby(by)["denominator"].max()
    groups = list(wholes.nlargest(GROUPS).index) if by != "year" else sorted(wholes.index)[-GROUPS:]
    order = table[table["topic"] != NONE].groupby("topic")["numerator"].sum().nlargest(8).index
    drawn = table[table[by].isin(groups) & table["topic"].isin(order)]
    for group in groups:
        held = drawn[drawn[by] == group].set_index("topic").reindex(order).rename_axis("topic").reset_index()
        held = held.fillna({by: group, "numerator": 0, "denominator": wholes[group], "share": 0.0})
        figure = bars.figure(
            held, key=f"topic,{by}", value="share", names=names, tickformat=".0%",
            label=t("chart.share_label"), hover=t(f"chart.topic_hover_{unit}"),
        )  # fmt: skip
        figure["layout"]["xaxis"]["range"] = [0, 1.3 * float(drawn["share"].max())]
        said = bars.facts(held, key="topic", value="share", names=names)
        title = t("chart.group", group=view.value(by, group), size=t(f"unit.{unit}", n=round(wholes[group])))
        yield title, Drawn(wrapped(figure), t("chart.bars_alt", **said) if said else t("chart.empty"))


def width(view: View, table: pd.DataFrame, by: str) -> Drawn:
    """How many equally frequent topics would make as mixed an agenda as each group's, the largest groups or the last
    years."""
    t, held = view.t, table[table["effective"].notna()]
    held = held.tail(2 * GROUPS) if by == "year" else held.nlargest(2 * GROUPS, "meetings")
    names = {str(group): view.value(by, group) for group in held[by]}
    figure = bars.figure(
        held, key=by, value="effective", names=names, label=t("topics.width_label"), hover=t("topics.width_hover"),
        title=t("topics.width_axis"), intervals=True,
    )  # fmt: skip
    widest, least = held.loc[held["effective"].idxmax()], held.loc[held["effective"].idxmin()]
    alt = t("topics.width_alt", bars=len(held), widest=names[str(widest[by])], most=f"{widest['effective']:.1f}",
            narrowest=names[str(least[by])], least=f"{least['effective']:.1f}")  # fmt: skip
    return Drawn(figure, alt, narrow=wrapped(figure))


def bounds(view: View, table: pd.DataFrame, unit: str) -> Drawn:
    """Between what the shares of the first topics lie, for a wide and for a narrow screen."""
    t, names = view.t, topic_names(view)
    held = table[(table["topic"] != NONE) & (table["numerator"] > 0)].head(10)
    held = held.assign(low=held["least"], high=held["most"])
    figure = bars.figure(
        held, key="topic", value="share", names=names, label=t("topics.bounds_label"),
        hover=t("topics.bounds_hover"), title=t(f"chart.share_{unit}"), tickformat=".0%", intervals=True,
    )  # fmt: skip
    said = bars.facts(held, key="topic", value="share", names=names)
    alt = t("chart.bars_alt", **said) if said else t("chart.empty")
    return Drawn(figure, alt, narrow=wrapped(figure))
