"""What every page's charts have in common: a figure with its words, the names and looks of topics, narrow screens."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import wrap

import pandas as pd

from analysis.charts import theme
from analysis.charts.theme import Figure, Style
from analysis.measures.selection import NONE
from pages.shared.view import View


@dataclass(frozen=True)
class Drawn:
    """A figure, and what it says in words."""

    figure: Figure
    alt: str
    is_fixed: bool = False
    """Whether its width does not follow the page's."""
    narrow: Figure | None = None
    """The figure for a narrow screen, where that has another one."""


def nothing(view: View) -> Drawn:
    """A chart without a point, which says so."""
    bare, point = {"visible": False}, {"type": "scatter", "x": [], "y": [], "customdata": []}
    return Drawn({"data": [point], "layout": theme.layout(40, xaxis=bare, yaxis=bare)}, view.t("chart.empty"))


def topic_names(view: View) -> dict[str, str]:
    """The name of every topic, and of having none."""
    return {topic: view.topic(topic) for topic in [*view.choices.topics["topic"], NONE]}


def topic_styles(view: View) -> dict[str, Style]:
    """A topic looks the same on every page."""
    return {**theme.styles(view.choices.topics["topic"]), NONE: Style(theme.MUTED, "circle", "solid")}


def whole(table: pd.DataFrame, column: str) -> dict[str, int]:
    """The denominator that a table's rows share, to fill ``{n}`` of a caption with."""
    return {"n": round(table[column].max()) if len(table) else 0}


def wrapped(figure: Figure) -> Figure:
    """The figure with long names of its bars on several lines, so that a phone has room for the bars."""
    layout = figure["layout"]
    names = ["<br>".join(wrap(name, 20, break_long_words=False)) for name in layout["yaxis"]["ticktext"]]
    axis = {**layout["yaxis"], "ticktext": names, "tickfont": {"size": 11}}
    return {**figure, "layout": {**layout, "yaxis": axis}}
