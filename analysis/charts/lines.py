"""Series over time: lines with markers that can be clicked, gaps left open, each series named at its end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

import pandas as pd

from analysis.charts import theme
from analysis.charts.theme import Figure, Style

MOST = 6


def figure(
    table: pd.DataFrame,
    *,
    value: str,
    hover: str,
    names: Mapping[str, str] | None = None,
    styles: Mapping[str, Style] | None = None,
    title: str = "",
    tickformat: str = "",
    intervals: bool = False,
    height: int = 380,
) -> Figure:
    """Up to six series of a timeline.

    Args:
        table: as ``measures.timelines`` makes it: ``period``, ``start``, ``series``, ``counted_as``, ``numerator``,
            ``denominator``, ``share``, [``low``, ``high``]. A row with denominator 0 is a gap.
        value: the column to draw: ``share`` or ``numerator``.
        hover: what shows over a point, a format string over the columns, with ``{name}`` too.
        names: what to call the series.
        styles: how to draw each series; those without one are told apart by their order.
        title: of the upright axis, with its unit.
        tickformat: d3 format of the upright axis: ``".0%"``.
        intervals: draw ``low`` to ``high`` as thin bands; for shares alone.
        height: in pixels.

    Each point carries the cell that it counts as customdata: ``{counted_as: series, "period": period}``.

    Raises:
        ValueError: where there are more than six series; draw small multiples instead.
    """
    order = list(dict.fromkeys(table["series"]))
    if len(order) > MOST:
        raise ValueError(f"{len(order)} series are more than the {MOST} that can be told apart on one chart")
    looks = _apart({**theme.styles(order), **(styles or {})}, order)
    labels = {series: theme.named(series, names or {}) for series in order}
    held = table.assign(drawn=table[value].where(table["denominator"] > 0))
    bands, lines = [], []
    for series in order:
        rows, look = held[held["series"] == series], looks[series]
        if intervals and value == "share":
            bands.append(_band(rows, look))
        lines.append(_line(rows, look, labels[series], hover))
    whole = pd.concat([held["drawn"], held["high"]]) if bands else held["drawn"]
    top = 1.08 * float(whole.max()) if whole.notna().any() else 1.0
    yearly = bool(len(table)) and len(str(table["period"].iloc[0])) == 4
    return {
        "data": [*bands, *lines],
        "layout": theme.layout(
            height,
            margin={"r": 16 + theme.beside(list(labels.values()))[1], "t": 12},
            annotations=_ends(held, order, labels, looks, top or 1.0, height),
            xaxis=theme.dates(*_periods(table), tickformat="%Y" if yearly else "%Y-%m"),
            yaxis=theme.axis(title, range=[0, top or 1.0], tickformat=tickformat, nticks=6),
        ),
    }


def facts(table: pd.DataFrame, *, value: str, names: Mapping[str, str] | None = None) -> dict[str, Any]:
    """What a text alternative says of the chart: ``periods``, ``gaps`` (those without a meeting), ``first``, ``last``,
    and of the highest point ``peak_series``, ``peak_period``, ``peak_value``. Nothing of an empty table.
    """
    held = table[table["denominator"] > 0]
    if held.empty:
        return {}
    peak = held.sort_values(value, ascending=False, kind="stable").iloc[0]
    every = table.groupby("period", sort=False)["denominator"].max()
    return {
        "periods": len(every), "gaps": int((every == 0).sum()), "first": every.index[0], "last": every.index[-1],
        "peak_series": (names or {}).get(str(peak["series"]), str(peak["series"])),
        "peak_period": peak["period"], "peak_value": peak[value],
    }  # fmt: skip


def _periods(table: pd.DataFrame) -> tuple[list[str], list[str]]:
    """The first day and the name of every period."""
    each = table.drop_duplicates("start").sort_values("start")
    return [start.isoformat() for start in each["start"]], list(each["period"])


def _apart(looks: Mapping[str, Style], order: Sequence[str]) -> dict[str, Style]:
    """Solid lines, but for those whose colour another line before them has."""
    drawn: dict[str, Style] = {}
    for series in order:
        taken = {style.color for style in drawn.values()}
        look = looks[series]
        drawn[series] = look if look.color in taken else replace(look, dash="solid")
    return drawn


def _line(rows: pd.DataFrame, look: Style, label: str, hover: str) -> dict[str, Any]:
    cells = [
        {row["counted_as"]: row["series"], "period": row["period"]}
        for row in rows[["counted_as", "series", "period"]].to_dict("records")
    ]
    return {
        "type": "scatter", "mode": "lines+markers", "name": label, "connectgaps": False, "cliponaxis": False,
        "x": [start.isoformat() for start in rows["start"]], "y": theme.numbers(rows["drawn"]),
        "customdata": cells, "hovertext": theme.fill(hover, rows, name=[label] * len(rows)), "hoverinfo": "text",
        "line": {"color": look.color, "width": 1.8 if len(rows) <= 80 else 1.2, "dash": look.dash},
        "marker": {"color": look.color, "symbol": look.symbol, "size": 7 if len(rows) <= 80 else 4},
        **theme.CHOSEN_POINT,
    }  # fmt: skip


def _band(rows: pd.DataFrame, look: Style) -> dict[str, Any]:
    """The interval around each run of points without a gap, as one closed shape a run."""
    x: list[str | None] = []
    y: list[float | None] = []
    for is_drawn, run in groupby(rows.to_dict("records"), key=lambda row: not pd.isna(row["drawn"])):
        if is_drawn:
            points = list(run)
            days = [row["start"].isoformat() for row in points]
            x += [*days, *reversed(days), None]
            y += [*(row["high"] for row in points), *(row["low"] for row in reversed(points)), None]
    return {
        "type": "scatter", "mode": "lines", "x": x, "y": y, "fill": "toself", "hoverinfo": "skip",
        "fillcolor": theme.shade(look.color, 0.12), "line": {"width": 0, "color": look.color},
    }  # fmt: skip


def _ends(
    held: pd.DataFrame,
    order: Sequence[str],
    labels: Mapping[str, str],
    looks: Mapping[str, Style],
    top: float,
    height: int,
) -> list[dict[str, Any]]:
    """The names of the series beside their last points, pushed apart where they would overlap."""
    ends = []
    for series in order:
        drawn = held[(held["series"] == series) & held["drawn"].notna()]
        if len(drawn):
            ends.append((float(drawn["drawn"].iloc[-1]), series))
    gap, below, annotations = top * 18 / (height - 60), -top, []
    for y, series in sorted(ends):
        below = max(y, below + gap)
        annotations.append(
            {
                "text": f"{looks[series].sign} {labels[series]}", "x": 1, "xref": "paper", "xanchor": "left",
                "xshift": 6, "y": below, "yref": "y", "showarrow": False,
            }
        )  # fmt: skip
    return annotations
