"""How the lives and the spread of formulations are drawn."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd

from analysis.charts import bars, lines, ranges, steps, strips, theme
from analysis.charts.theme import Style, is_missing, plain
from analysis.measures.selection import NONE
from analysis.records import LEVELS
from pages.shared import components
from pages.shared.findings.formulations import GONE, ROWS, at_end, chance, place_name
from pages.shared.looks.drawn import Drawn, wrapped
from pages.shared.view import View

ADOPTERS: Final = 30
"""How many places the chart of places takes."""


def lives(view: View, table: pd.DataFrame) -> Drawn:
    """Formulations from their first to their last sighting, for a wide and for a narrow screen: of all tiers those that
    are most in use, of a tier that has fallen silent the surest."""
    t, held = view.t, table[table["first"].notna()]
    end = at_end(held)
    held = (held.sort_values(["chance", "formulation"]) if end == "last" else held).head(ROWS)
    said = ranges.facts(held)
    alt = t("chart.lives_alt", **said) if said else t("chart.empty")
    short = {name: f"{name[:7]}…" for name in held["formulation"] if len(name) > 8}
    brief = {name: f"{name[:13]}…" for name in held["formulation"] if len(name) > 14}
    wide, slim = (
        ranges.figure(
            held, label=t(f"chart.lives_label_{end}"), hover=t("chart.lives_hover"), year_hover=t("chart.lives_year"),
            muted=GONE, names=names,
        )
        for names in (brief, short)
    )  # fmt: skip
    slim["layout"]["yaxis"]["tickfont"] = {"size": 11}
    slim["layout"]["xaxis"]["nticks"] = min(4, slim["layout"]["xaxis"]["nticks"])
    return Drawn(wide, alt, narrow=slim)


def life(view: View, table: pd.DataFrame) -> Drawn:
    """The share of meetings with a formulation over time, with its interval."""
    t = view.t
    figure = lines.figure(
        table, value="share", hover=t("chart.line_hover_meetings"), title=t("chart.share_meetings"), tickformat=".0%",
        intervals=True, styles={name: Style(theme.ACCENT, "circle", "solid") for name in table["series"].unique()},
        height=320,
    )  # fmt: skip
    figure["layout"]["annotations"] = []
    figure["layout"]["margin"]["r"] = 16
    said = lines.facts(table, value="share")
    said |= {key: view.value("period", said[key]) for key in ("first", "last", "peak_period") if said}
    return Drawn(figure, t("chart.line_alt", **said) if said else t("chart.empty"))


def spread(view: View, curves: pd.DataFrame, places: pd.DataFrame) -> Drawn:
    """The share of places of each level that have said a formulation, so many days after it was first said."""
    t = view.t
    names = {level: view.value("level", level) for level in (*LEVELS, NONE)}
    named = places.assign(named=[place_name(view, row) for row in plain(places)])
    figure = steps.figure(
        curves, named, names=names, styles=theme.styles([*LEVELS, NONE]), hover=t("chart.spread_hover"),
        waiting_hover=t("chart.spread_waiting"), title=t("chart.spread"), across=t("chart.days"),
    )  # fmt: skip
    said = [t("chart.spread_level", **facts) for facts in steps.facts(curves, names)]
    return Drawn(figure, t("chart.spread_alt", levels=t.enumerate(said)))


def adopters(view: View, places: pd.DataFrame) -> Drawn:
    """The places in the order of their first sighting, with the share of their meetings."""
    t, held = view.t, places.head(ADOPTERS)
    names = {row["place"]: place_name(view, row) for row in plain(held)}
    since = held.assign(since=[t("chart.undated") if is_missing(day) else str(day) for day in held["first"]])
    figure = bars.figure(
        since, key="place,level,formulation", value="share", names=names, label=t("chart.adopters_label"),
        hover=t("chart.adopters_hover"), title=t("chart.adopters"), tickformat=".0%",
    )  # fmt: skip
    said = bars.facts(held, key="place", value="share", names=names)
    return Drawn(wrapped(figure), t("chart.adopters_alt", **said) if said else t("chart.empty"))


def relays(view: View, links: pd.DataFrame) -> Drawn:
    """The days between a meeting and the one that passes it on, by level."""
    t = view.t
    names = {level: view.value("level", level) for level in (*LEVELS, NONE)}
    figure = strips.figure(
        links.assign(body=links["body"].fillna(""), item=links["item_id"]), by="level", value="days",
        order=[*LEVELS, NONE], keys=["item"], names=names, hover=t("chart.relays_hover"), title=t("chart.relays"),
    )  # fmt: skip
    return Drawn(figure, t("chart.relays_alt", **strips.facts(links, value="days")))


def wordings(view: View, table: pd.DataFrame) -> Drawn:
    """The wordings of a formulation by their share."""
    t = view.t
    figure = bars.figure(
        table, key="variant", value="share", label=t("chart.topic_label"), hover=t("chart.topic_hover_meetings"),
        title=t("chart.wordings"), tickformat=".0%", intervals=True,
    )  # fmt: skip
    said = bars.facts(table, key="variant", value="share")
    return Drawn(wrapped(figure), t("chart.wordings_alt", **said) if said else t("chart.empty"))


def actions(view: View, table: pd.DataFrame) -> Drawn:
    """What was done with the items in which a formulation stands."""
    t = view.t
    names = {action: view.value("action", action) for action in table["action"]}
    figure = bars.figure(
        table, key="action,formulation", value="share", names=names, label=t("chart.topic_label"),
        hover=t("chart.topic_hover_items"), title=t("chart.actions"), tickformat=".0%", intervals=True,
    )  # fmt: skip
    said = bars.facts(table, key="action", value="share", names=names)
    return Drawn(wrapped(figure), t("chart.actions_alt", **said) if said else t("chart.empty"))


def listed(view: View, table: pd.DataFrame) -> pd.DataFrame:
    """The table of formulations with its codes and chances in words."""
    return table.drop(columns="years").assign(
        tier=[view.t(f"formulations.tier_{tier}") for tier in table["tier"]],
        trend=["" if is_missing(trend) else view.t(f"formulations.trend_{trend}") for trend in table["trend"]],
        chance_silent=["" if is_missing(value) else chance(view, value) for value in table["chance"]],
    )


def columns(view: View) -> dict[str, Any]:
    """The columns of :func:`listed` that are shown."""
    return components.columns(
        view, "formulation", "tier", "trend", "first", "last", "numerator", "denominator", "share", "recent_share",
        "peak_year", "peak_share", "silent", "chance_silent", percent=("share", "recent_share", "peak_share"),
    )  # fmt: skip


def placed(view: View, table: pd.DataFrame) -> pd.DataFrame:
    """The table of places with their standing in words."""
    table = table.rename(columns={"days": "days_after"})
    return table.assign(standing=[view.t(f"formulations.standing_{standing}") for standing in table["standing"]])


def place_columns(view: View) -> dict[str, Any]:
    """The columns of :func:`placed` that are shown."""
    return components.columns(
        view, "level", "place", "first", "last", "days_after", "relayed", "acted", "standing", "numerator",
        "denominator", "share", "seen_from", "seen_to",
    )  # fmt: skip
