"""How the timelines are drawn: series with their coverage and marks, years over each other, seasons, the calendar."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import pandas as pd

from analysis.charts import calendar, lines, season, theme, years
from analysis.charts.theme import Style, is_missing
from analysis.measures.events import FALSE_ALARMS, FEW_YEARS, SEASONS
from pages.shared.looks.drawn import Drawn, topic_styles
from pages.shared.view import View

YEARS: Final = 6
"""How many years the calendar shows."""

TOGETHER: Final = 120
"""How many points of several series one chart takes before it becomes a tangle."""

CLEAR: Final = FALSE_ALARMS * SEASONS
"""Above this chance a season is none, below it what it lacks is told."""

MEETINGS: Final = {"unit": "meetings"}
"""What every figure but the series counts, whatever these do."""

CELL: Final = ("counted_as", "series", "from", "to", "unit")
"""The columns that make the cell of a mark."""

_VALUES: Final = {"share": "share", "count": "numerator", "rate": "rate"}
_FORMATS: Final = {"share": ".0%", "count": "", "rate": ".1f"}


def series_names(view: View, table: pd.DataFrame) -> dict[str, str]:
    """What each series of a table is called."""
    each = dict(zip(table["series"].tolist(), table["counted_as"].tolist(), strict=True))
    known = {"topic": "topic", "together": "together"}
    return {
        series: view.value(known.get(key, ""), series) if key in known else str(series) for series, key in each.items()
    }


def series(
    view: View,
    table: pd.DataFrame,
    of: str,
    show: str,
    unit: str,
    *,
    window: int = 1,
    intervals: bool = False,
    marks: pd.DataFrame | None = None,
    coverage: pd.DataFrame | None = None,
) -> list[tuple[str, Drawn]]:
    """Series over time: on one chart while that can be read, else one below the other on the same scale. ``marks`` are
    :func:`events`."""
    t, names = view.t, series_names(view, table)
    show = "share" if show == "rate" and unit == "meetings" else show
    value, of_series = _VALUES[show], theme.parted(table, "series")
    order = list(of_series)
    looks = topic_styles(view) if of == "topics" else theme.styles(order)
    together = len(order) == 1 or (len(table) <= TOGETHER and len({looks[one].color for one in order}) == len(order))
    average = {"share": "average", "rate": "average_rate"}.get(show, "") if window > 1 else ""
    shown = None if marks is None else theme.plain(marks)
    strip = None if coverage is None else [
        {**row, "label": view.value("period", row["period"]), "held": "meetings"} for row in theme.plain(coverage)
    ]  # fmt: skip
    drawn = []
    for group in [order] if together else [[one] for one in order]:
        part = [row for one in group for row in of_series[one]]
        looks = looks if together else {group[0]: Style(theme.ACCENT, "circle", "solid")}
        figure = lines.figure(
            part, value=value, names=names, styles=looks, hover=t(f"chart.line_hover_{unit}"),
            title=t(f"chart.{show}_{unit}") if together else "", tickformat=_FORMATS[show], intervals=intervals,
            average=average, coverage=strip, coverage_hover=t("timelines.coverage_hover"), marks=shown,
            mark_hover=t("timelines.mark_hover"), height=380 if together else 132,
        )  # fmt: skip
        if not together:
            figure["layout"]["annotations"] = []
            figure["layout"]["margin"] |= {"l": 44, "r": 16}
            figure["layout"]["yaxis"]["range"] = [0, 1.08 * float(table[value].max() or 1)]
        said = lines.facts(part, value=value, names=names)
        said |= {key: view.value("period", said[key]) for key in ("first", "last", "peak_period") if said}
        title = "" if together else t("chart.panel", name=names[group[0]], unit=t(f"chart.{show}_{unit}"))
        alt = t("chart.line_alt", **said) if said else t("chart.empty")
        drawn.append((title, Drawn(figure, alt, narrow=lines.keyed(figure) if together else None)))
    return drawn


def over_years(view: View, table: pd.DataFrame, show: str, unit: str) -> list[tuple[str, Drawn]]:
    """A chart for each series, its years one over the other."""
    t, names, drawn = view.t, series_names(view, table), []
    show = "share" if show == "rate" and unit == "meetings" else show
    for one in dict.fromkeys(table["series"]):
        part = table[table["series"] == one]
        hover = t(f"chart.line_hover_{unit}").replace("{name}", theme.named(one, names).replace("{", "{{"))
        figure = years.figure(part, value=_VALUES[show], hover=hover, tickformat=_FORMATS[show])
        said = lines.facts(part, value=_VALUES[show], names=names)
        said |= {key: view.value("period", said[key]) for key in ("first", "last", "peak_period") if said}
        title = t("chart.panel", name=names[one], unit=t(f"chart.{show}_{unit}"))
        drawn.append((title, Drawn(figure, t("chart.line_alt", **said) if said else t("chart.empty"))))
    return drawn


def seasons(view: View, table: pd.DataFrame) -> list[tuple[str, Drawn]]:
    """A small chart for each series: its share by month or quarter of all years."""
    t, names, drawn = view.t, series_names(view, table), []
    top = 1.08 * float(table["high"].max()) if len(table) else 1.0
    for one, of_one in theme.parted(table, "series").items():
        parts = {int(row["part"]): part_name(view, int(row["part"]), len(of_one)) for row in of_one}
        rows = [{**row, "part_name": parts[int(row["part"])]} for row in of_one]
        said: dict[str, Any] = season.facts(rows)
        said |= {key: parts[said[key]] for key in ("highest", "lowest") if said}
        first = rows[0]
        if first["is_seasonal"]:
            said_of = t("timelines.season_holds")
        else:
            is_told = first["chance"] <= CLEAR or first["verdict"] == FEW_YEARS
            said_of = verdict(view, first) if is_told else t("timelines.season_chance")
        figure = season.figure(rows, hover=t("timelines.season_hover"), top=top)
        alt = t("timelines.season_alt", name=names[one], **said) if said else t("chart.empty")
        drawn.append((t("timelines.season_verdict", name=names[one], verdict=said_of), Drawn(figure, alt)))
    return drawn


def part_name(view: View, part: int, parts: int) -> str:
    """A part of the year in words, by its number and by how many there are."""
    return view.t("timelines.part_of_quarter" if parts <= 4 else "timelines.part_of_month", n=part)


def events(view: View, table: pd.DataFrame) -> pd.DataFrame:
    """The events with what they are, when, and whether they hold, in words."""
    rows, names = theme.plain(table), series_names(view, table)
    return table.assign(
        series_name=[names.get(str(row["series"]), str(row["series"])) for row in rows],
        what=[view.t(f"timelines.kind_{row['kind']}_{row['direction']}") for row in rows],
        when=[span(view, row) for row in rows],
        why=[verdict(view, row) for row in rows],
        false_rate=table["chance"],
        unit="meetings",
    )


def verdict(view: View, row: Mapping[str, Any]) -> str:
    """Whether a mark or a season holds, in words."""
    year = "" if is_missing(row.get("year")) else str(int(row["year"]))
    return view.t(f"timelines.verdict_{row['verdict']}", without=row["without"], year=year)


def span(view: View, row: Mapping[str, Any]) -> str:
    """The periods of a mark in words."""
    first, last = (view.value("period", row[key]) for key in ("first", "last"))
    return first if first == last else view.t("timelines.span", first=first, last=last)


def days(view: View, table: pd.DataFrame) -> Drawn:
    """The calendar of meetings, the last years of it."""
    years = [day.year for day in table["date"].tolist()]
    after = max(years, default=0) - YEARS
    table = table[[year > after for year in years]]
    said = calendar.facts(table)
    return Drawn(
        calendar.figure(table, hover=view.t("chart.day_hover")),
        view.t("chart.calendar_alt", **said) if said else view.t("chart.empty"),
    )
