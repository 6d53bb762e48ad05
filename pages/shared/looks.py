"""How the measures' tables are drawn: each chart with its words, in the reader's language, and the sentence that
stands for it where it cannot be seen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import wrap
from typing import Final

import pandas as pd
import streamlit as st

from analysis.charts import bars, calendar, changes, cloud, coverage, intervals, lines, theme
from analysis.charts.theme import Figure, Style
from analysis.measures.selection import NONE
from analysis.records import LEVELS
from pages.shared.view import View

YEARS: Final = 6
"""How many years the calendar shows."""

TOGETHER: Final = 120
"""How many points of several series one chart takes before it becomes a tangle."""

GROUPS: Final = 6
"""How many groups are drawn beside each other; the table has all."""


@dataclass(frozen=True)
class Drawn:
    """A figure, and what it says in words."""

    figure: Figure
    alt: str
    is_fixed: bool = False
    """Whether its width does not follow the page's."""


def change(view: View, table: pd.DataFrame) -> tuple[Drawn, Drawn]:
    """The topics that have moved most between two periods, up and down, for a wide and for a narrow screen."""
    held = table[table["difference"].notna()]
    top = held.loc[held["difference"].abs().nlargest(14).index].sort_values("difference", ascending=False)
    names, t = topic_names(view), view.t
    said = changes.facts(top, key="topic", names=names)
    alt = t("chart.change_alt", **said) if said else t("chart.empty")
    wide, narrow = (
        changes.figure(
            top, key="topic", names=names, label=t(label), hover=t("chart.change_hover"), title=t("chart.points")
        )
        for label in ("chart.change_label", "chart.change_label_narrow")
    )
    return Drawn(wide, alt), Drawn(_narrow(narrow), alt)


def topics(view: View, table: pd.DataFrame, unit: str) -> tuple[Drawn, Drawn]:
    """Topics by their share, the largest on top, for a wide and for a narrow screen."""
    held, names, t = table[table["numerator"] > 0], topic_names(view), view.t
    said = bars.facts(held, key="topic", value="share", names=names)
    alt = t("chart.bars_alt", **said) if said else t("chart.empty")
    wide, narrow = (
        bars.figure(
            held, key="topic", value="share", names=names, styles={NONE: Style(theme.MUTED, "circle", "solid")},
            label=t("chart.topic_label"), hover=t(f"chart.topic_hover_{unit}"), title=t(f"chart.share_{unit}"),
            tickformat=".0%", intervals=True,
        )
        for _ in range(2)
    )  # fmt: skip
    return Drawn(wide, alt), Drawn(_narrow(narrow), alt)


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
        yield title, Drawn(_narrow(figure), t("chart.bars_alt", **said) if said else t("chart.empty"))


def timeline(view: View, table: pd.DataFrame, of: str, show: str, unit: str) -> list[tuple[str, Drawn]]:
    """Series over time: on one chart while that can be read, else one below the other on the same scale."""
    t = view.t
    names = topic_names(view) if of == "topics" else {}
    value = "share" if show == "share" else "numerator"
    order = list(dict.fromkeys(table["series"]))
    looks = topic_styles(view) if of == "topics" else theme.styles(order)
    together = len(order) == 1 or (len(table) <= TOGETHER and len({looks[one].color for one in order}) == len(order))
    drawn = []
    for group in [order] if together else [[one] for one in order]:
        part = table[table["series"].isin(group)]
        looks = looks if together else {group[0]: Style(theme.ACCENT, "circle", "solid")}
        figure = lines.figure(
            part, value=value, names=names, styles=looks, hover=t(f"chart.line_hover_{unit}"),
            title=t(f"chart.{show}_{unit}") if together else "", tickformat=".0%" if show == "share" else "",
            height=380 if together else 124,
        )  # fmt: skip
        if not together:
            figure["layout"]["annotations"] = []
            figure["layout"]["margin"] |= {"l": 44, "r": 16}
            figure["layout"]["yaxis"]["range"] = [0, 1.08 * float(table[value].max() or 1)]
        said = lines.facts(part, value=value, names=names)
        said |= {key: view.value("period", said[key]) for key in ("first", "last", "peak_period") if said}
        title = "" if together else t("chart.panel", name=names.get(group[0], group[0]), unit=t(f"chart.{show}_{unit}"))
        drawn.append((title, Drawn(figure, t("chart.line_alt", **said) if said else t("chart.empty"))))
    return drawn


def days(view: View, table: pd.DataFrame) -> Drawn:
    """The calendar of meetings, the last years of it."""
    table = table[[day.year > table["date"].max().year - YEARS for day in table["date"]]]
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


def words(view: View, table: pd.DataFrame) -> tuple[Drawn, Drawn]:
    """The word cloud, once for a wide and once for a narrow screen: its words do not shrink with the page."""
    said, hover = cloud.facts(table), view.t("chart.word_hover")
    alt = view.t("chart.cloud_alt", words=said["words"], largest=view.t.enumerate(said["largest"]))
    wide, narrow = (
        _laid_out(tuple(zip(held["term"], held["count"], held["documents"], strict=True)), hover, size, held)
        for held, size in ((table.head(120), (900, 420)), (table.head(60), (340, 420)))
    )
    return Drawn(wide, alt, is_fixed=True), Drawn(narrow, alt, is_fixed=True)


@st.cache_data(max_entries=200, show_spinner=False)
def _laid_out(
    words: tuple[tuple[str, int, int], ...], hover: str, size: tuple[int, int], _table: pd.DataFrame
) -> Figure:
    """The cloud of these words: finding room for them takes a quarter of a second."""
    return cloud.figure(_table, hover=hover, size=size)


def accuracy(view: View, table: pd.DataFrame, by: str, *, title: str) -> tuple[Drawn, Drawn]:
    """Shares of what was read rightly with their intervals, by figure or, of one figure, by topic (the weakest first),
    year or level, for a wide and for a narrow screen."""
    t, names = view.t, {str(value): figure_name(view, by, str(value)) for value in table[by]}
    if by == "topic":
        table = table.sort_values("share", kind="stable")
    if by == "level":
        table = table.sort_values("level", key=lambda column: column.map([*LEVELS, NONE].index))
    said = intervals.facts(table, key=by, names=names)
    alt = t("chart.accuracy_alt", **said) if said else t("chart.empty")
    wide, narrow = (
        intervals.figure(
            table, key="field" if by == "field" else f"{by},field", names=names, label=t(label),
            hover=t("chart.accuracy_hover"), title=title, tickformat=".0%",
        )
        for label in ("chart.accuracy_label", "chart.accuracy_label_narrow")
    )  # fmt: skip
    narrow["layout"]["xaxis"]["nticks"] = 3
    return Drawn(wide, alt), Drawn(_narrow(narrow), alt)


def figure_name(view: View, by: str, value: str) -> str:
    """What a row of figures is called."""
    if by == "level" and value == NONE:
        return view.t("accuracy.no_level")
    return view.t(f"figure.{value}") if by == "field" else view.value(by, value)


def topic_names(view: View) -> dict[str, str]:
    """The name of every topic, and of having none."""
    return {topic: view.topic(topic) for topic in [*view.choices.topics["topic"], NONE]}


def topic_styles(view: View) -> dict[str, Style]:
    """A topic looks the same on every page."""
    return {**theme.styles(view.choices.topics["topic"]), NONE: Style(theme.MUTED, "circle", "solid")}


def whole(table: pd.DataFrame, column: str) -> dict[str, int]:
    """The denominator that a table's rows share, to fill ``{n}`` of a caption with."""
    return {"n": round(table[column].max()) if len(table) else 0}


def _narrow(figure: Figure) -> Figure:
    """The figure with long names of its bars on several lines, so that a phone has room for the bars."""
    axis = figure["layout"]["yaxis"]
    axis["ticktext"] = ["<br>".join(wrap(name, 20, break_long_words=False)) for name in axis["ticktext"]]
    axis["tickfont"] = {"size": 11}
    return figure
