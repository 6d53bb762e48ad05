"""How the timelines are drawn: series, and the calendar of meetings."""

from __future__ import annotations

from typing import Final

import pandas as pd

from analysis.charts import calendar, lines, theme
from analysis.charts.theme import Style
from pages.shared.looks.drawn import Drawn, topic_names, topic_styles
from pages.shared.view import View

YEARS: Final = 6
"""How many years the calendar shows."""


TOGETHER: Final = 120
"""How many points of several series one chart takes before it becomes a tangle."""


def series(view: View, table: pd.DataFrame, of: str, show: str, unit: str) -> list[tuple[str, Drawn]]:
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
