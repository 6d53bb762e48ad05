"""How the measures' tables are drawn: each chart with its words, in the reader's language, and the sentence that
stands for it where it cannot be seen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import pandas as pd

from analysis.charts import bars, calendar, changes, cloud, coverage, lines, theme
from analysis.charts.theme import Figure, Style
from analysis.measures.selection import NONE
from pages.shared.view import View

GROUPS: Final = 6
"""How many groups are drawn beside each other; the table has all."""


@dataclass(frozen=True)
class Drawn:
    """A figure, and what it says in words."""

    figure: Figure
    alt: str


def change(view: View, table: pd.DataFrame) -> Drawn:
    """The topics that have moved most between two periods, up and down."""
    held = table[table["difference"].notna()]
    top = held.loc[held["difference"].abs().nlargest(14).index].sort_values("difference", ascending=False)
    names, t = topic_names(view), view.t
    figure = changes.figure(
        top, key="topic", names=names, label=t("chart.change_label"), hover=t("chart.change_hover"), title=t("chart.points"),
    )  # fmt: skip
    said = changes.facts(top, key="topic", names=names)
    return Drawn(figure, t("chart.change_alt", **said) if said else t("chart.empty"))


def topics(view: View, table: pd.DataFrame, unit: str) -> Drawn:
    """Topics by their share, the largest on top."""
    held, names, t = table[table["numerator"] > 0], topic_names(view), view.t
    figure = bars.figure(
        held, key="topic", value="share", names=names, styles=topic_styles(view), tickformat=".0%", intervals=True,
        label=t(f"chart.topic_label_{unit}"), hover=t(f"chart.topic_hover_{unit}"), title=t(f"chart.share_{unit}"),
    )  # fmt: skip
    said = bars.facts(held, key="topic", value="share", names=names)
    return Drawn(figure, t("chart.bars_alt", **said) if said else t("chart.empty"))


def split(view: View, table: pd.DataFrame, by: str, unit: str) -> Iterator[tuple[str, Drawn]]:
    """A small chart for each of the largest groups, with the same topics in the same order on the same scale."""
    t, names = view.t, topic_names(view)
    wholes = table.groupby(by)["denominator"].max()
    groups = (
        list(wholes.nlargest(GROUPS).index) if by != "year" else list(wholes.sort_index(ascending=False).index[:GROUPS])
    )
    order = table[table["topic"] != NONE].groupby("topic")["numerator"].sum().nlargest(8).index
    for group in groups:
        held = table[(table[by] == group) & table["topic"].isin(order)]
        held = held.sort_values("topic", key=lambda column: column.map(list(order).index))
        figure = bars.figure(
            held, key=f"topic,{by}", value="share", names=names, styles=topic_styles(view), tickformat=".0%",
            label=t("chart.share_label"), hover=t(f"chart.topic_hover_{unit}"),
        )  # fmt: skip
        said = bars.facts(held, key="topic", value="share", names=names)
        title = t("chart.group", group=view.value(by, group), n=round(wholes[group]))
        yield title, Drawn(figure, t("chart.bars_alt", **said) if said else t("chart.empty"))


def timeline(view: View, table: pd.DataFrame, of: str, show: str, unit: str) -> Drawn:
    """Series over time."""
    t = view.t
    names = topic_names(view) if of == "topics" else {}
    value = "share" if show == "share" else "numerator"
    figure = lines.figure(
        table, value=value, names=names, styles=topic_styles(view) if of == "topics" else None, hover=t(f"chart.line_hover_{unit}"),
        title=t(f"chart.{show}_{unit}"), tickformat=".0%" if show == "share" else "",
    )  # fmt: skip
    said = lines.facts(table, value=value, names=names)
    return Drawn(figure, t("chart.line_alt", **said) if said else t("chart.empty"))


def days(view: View, table: pd.DataFrame) -> Drawn:
    """The calendar of meetings."""
    said = calendar.facts(table)
    return Drawn(
        calendar.figure(table, hover=view.t("chart.day_hover")),
        view.t("chart.calendar_alt", **said) if said else view.t("chart.empty"),
    )


def months(view: View, table: pd.DataFrame) -> Drawn:
    """The meetings that the library holds by month."""
    said = coverage.facts(table)
    return Drawn(
        coverage.figure(table, hover=view.t("chart.month_hover"), height=130),
        view.t("chart.coverage_alt", **said) if said else view.t("chart.empty"),
    )


def words(view: View, table: pd.DataFrame) -> Drawn:
    """The word cloud."""
    said = cloud.facts(table)
    figure = cloud.figure(table.head(120), hover=view.t("chart.word_hover"))
    return Drawn(figure, view.t("chart.cloud_alt", words=said["words"], largest=view.t.enumerate(said["largest"])))


def topic_names(view: View) -> dict[str, str]:
    """The name of every topic, and of having none."""
    return {topic: view.topic(topic) for topic in [*view.choices.topics["topic"], NONE]}


def topic_styles(view: View) -> dict[str, Style]:
    """A topic looks the same on every page."""
    return {**theme.styles(view.choices.topics["topic"]), NONE: Style(theme.MUTED, "circle", "solid")}


def whole(table: pd.DataFrame, column: str) -> dict[str, int]:
    """The denominator that a table's rows share, to fill ``{n}`` of a caption with."""
    return {"n": round(table[column].max()) if len(table) else 0}
