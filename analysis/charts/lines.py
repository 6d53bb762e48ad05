"""Series over time: lines with markers that can be clicked, gaps left open, each series named at its end; under them
how much of what was held the library has, and on them what stands out."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import groupby
from typing import Any, Final

import pandas as pd

from analysis.charts import theme
from analysis.charts.theme import Figure, Row, Style

MOST = 6

_INTERVALS: Final = {
    "share": ("low", "high"), "rate": ("rate_low", "rate_high"), "average": ("average_low", "average_high"),
}  # fmt: skip
_STRIP: Final = 9
"""Pixels of the strip of coverage."""
_KEY: Final = 18
"""Pixels of a line of the key."""


def figure(
    table: pd.DataFrame | Sequence[Row],
    *,
    value: str,
    hover: str,
    names: Mapping[str, str] | None = None,
    styles: Mapping[str, Style] | None = None,
    title: str = "",
    tickformat: str = "",
    intervals: bool = False,
    average: str = "",
    coverage: pd.DataFrame | Sequence[Row] | None = None,
    coverage_hover: str = "",
    marks: pd.DataFrame | Sequence[Row] | None = None,
    mark_hover: str = "",
    height: int = 380,
) -> Figure:
    """Up to six series of a timeline.

    Args:
        table: as ``measures.timelines`` makes it: ``period``, ``start``, ``series``, ``counted_as``, ``numerator``,
            ``denominator``, ``share``, [``low``, ``high``]. A row with denominator 0 is a gap.
        value: the column to draw: ``share``, ``numerator`` or ``rate``.
        hover: what shows over a point, a format string over the columns, with ``{name}`` too.
        names: what to call the series.
        styles: how to draw each series; those without one are told apart by their order.
        title: of the upright axis, with its unit.
        tickformat: d3 format of the upright axis: ``".0%"``.
        intervals: draw the interval as a thin band: of the average where there is one, else of shares and rates.
        average: a column to draw as the line (``average``, ``average_rate``); the periods are points around it.
        coverage: as ``measures.expected.by_period`` makes it, for a strip under the series: grey where meetings are
            missing, hatched where many are.
        coverage_hover: a format string over its columns.
        marks: as ``measures.events.find`` makes it: bursts as a broad line, changes as triangles, unusual periods as
            rings; those that do not hold are grey.
        mark_hover: a format string over its columns, with ``{name}`` too.
        height: in pixels.

    Each point carries the cell that it counts as customdata: ``{counted_as: series, "period": period}``; a mark
    ``{counted_as: series, "from": day, "to": day}``, and ``unit`` where ``marks`` has it; a period of the strip
    ``{"period": period}``, and ``held`` where ``coverage`` has it.

    Raises:
        ValueError: where there are more than six series; draw small multiples instead.
    """
    of_series = theme.parted(table, "series")
    order = list(of_series)
    if len(order) > MOST:
        raise ValueError(f"{len(order)} series are more than the {MOST} that can be told apart on one chart")
    looks = _apart({**theme.styles(order), **(styles or {})}, order)
    labels = {series: theme.named(series, names or {}) for series in order}
    of_series = {series: [_placed(row, value, average) for row in rows] for series, rows in of_series.items()}
    marked = {} if marks is None else theme.parted(marks, "series")
    banded = _INTERVALS.get(average or value) if intervals else None
    under, lines, over = [], [], []
    for series, rows in of_series.items():
        look, found = looks[series], marked.get(series, [])
        if banded:
            under.append(_band(rows, *banded, look))
        if average:
            under.append(_average(rows, look))
        lines.append(_line(rows, look, labels[series], hover, is_apart=bool(average)))
        under += _bursts(rows, [mark for mark in found if mark["kind"] == "burst"], look)
        over += _signs(rows, found, look, labels[series], mark_hover)
    placed = [row for rows in of_series.values() for row in rows]
    top = _top(placed, banded[1] if banded else "line")
    days = dict(sorted((row["day"], row["period"]) for row in placed))
    yearly = len(next(iter(days.values()), "")) == 4
    strip, axes = ([], {}) if coverage is None else _strip(days, coverage, coverage_hover, height)
    return {
        "data": [*under, *lines, *over, *strip],
        "layout": theme.layout(
            height,
            margin={"r": 16 + theme.beside(list(labels.values()))[1], "t": 12},
            annotations=_ends(of_series, labels, looks, top, height),
            xaxis=theme.dates(
                list(days), list(days.values()), tickformat="%Y" if yearly else "%Y-%m", anchor=axes.get("below", "y")
            ),
            yaxis=theme.axis(title, range=[0, top], tickformat=tickformat, nticks=6, domain=axes.get("domain", [0, 1])),
            **axes.get("more", {}),
        ),
    }


def keyed(figure: Figure) -> Figure:
    """The :func:`figure` with the names of its series above it, a line each, the last highest first: beside their ends
    they leave a narrow screen little of the drawing."""
    layout = figure["layout"]
    names = [end["text"] for end in reversed(layout["annotations"])]
    room = _KEY * len(names)
    key = {
        "text": "<br>".join(names), "x": 0, "xref": "paper", "xanchor": "left", "y": 1, "yref": "paper",
        "yanchor": "bottom", "yshift": 6, "showarrow": False, "align": "left",
    }  # fmt: skip
    margin = {**layout["margin"], "r": 16, "t": layout["margin"]["t"] + room}
    return {
        **figure,
        "layout": {**layout, "annotations": [key], "margin": margin, "height": layout["height"] + room},
    }


def facts(table: pd.DataFrame | Sequence[Row], *, value: str, names: Mapping[str, str] | None = None) -> dict[str, Any]:
    """What a text alternative says of the chart: ``periods``, ``gaps`` (those without a meeting), ``first``, ``last``,
    and of the highest point ``peak_series``, ``peak_period``, ``peak_value``. Nothing of an empty table.
    """
    rows = theme.plain(table)
    held = [row for row in rows if row["denominator"] > 0]
    if not held:
        return {}
    peak = max(held, key=lambda row: -math.inf if theme.is_missing(row[value]) else row[value])
    every = dict.fromkeys(row["period"] for row in rows)
    return {
        "periods": len(every), "gaps": len(every.keys() - {row["period"] for row in held}), "first": next(iter(every)),
        "last": next(reversed(every)), "peak_series": (names or {}).get(str(peak["series"]), str(peak["series"])),
        "peak_period": peak["period"], "peak_value": peak[value],
    }  # fmt: skip


def _placed(row: Row, value: str, average: str) -> Row:
    """A row with what is drawn of it: its point, the line, and the day that they stand at."""
    drawn = row[value] if row["denominator"] > 0 else None
    return {**row, "drawn": drawn, "line": row[average] if average else drawn, "day": row["start"].isoformat()}


def _top(rows: Sequence[Row], ends: str) -> float:
    """Where the upright axis ends: a little above all that is drawn."""
    drawn = [row["drawn"] for row in rows if not theme.is_missing(row["drawn"])]
    for row in rows:
        if not theme.is_missing(row["line"]):
            drawn += [value for value in (row["line"], row[ends]) if not theme.is_missing(value)]
    return 1.08 * float(max(drawn, default=0)) or 1.0


def _apart(looks: Mapping[str, Style], order: Sequence[str]) -> dict[str, Style]:
    """Solid lines, but for those whose colour another line before them has."""
    drawn: dict[str, Style] = {}
    for series in order:
        taken = {style.color for style in drawn.values()}
        look = looks[series]
        drawn[series] = look if look.color in taken else replace(look, dash="solid")
    return drawn


def _line(rows: Sequence[Row], look: Style, label: str, hover: str, *, is_apart: bool) -> dict[str, Any]:
    """The periods; ``is_apart`` where their average is the line."""
    return {
        "type": "scatter", "mode": "markers" if is_apart else "lines+markers", "name": label, "connectgaps": False,
        "cliponaxis": False, "x": [row["day"] for row in rows], "y": theme.numbers(row["drawn"] for row in rows),
        "customdata": [{row["counted_as"]: row["series"], "period": row["period"]} for row in rows],
        "hovertext": theme.fill(hover, rows, name=[label] * len(rows)), "hoverinfo": "text",
        "line": {"color": look.color, "width": _width(rows), "dash": look.dash},
        "marker": {"color": look.color, "symbol": look.symbol, "size": 7 if len(rows) <= 80 else 4,
                   **({"opacity": 0.55} if is_apart else {})},
        **theme.CHOSEN_POINT,
    }  # fmt: skip


def _average(rows: Sequence[Row], look: Style) -> dict[str, Any]:
    return {
        "type": "scatter", "mode": "lines", "x": [row["day"] for row in rows],
        "y": theme.numbers(row["line"] for row in rows), "connectgaps": False, "hoverinfo": "skip",
        "line": {"color": look.color, "width": 1 + _width(rows), "dash": look.dash},
    }  # fmt: skip


def _bursts(rows: Sequence[Row], bursts: Sequence[Row], look: Style) -> list[dict[str, Any]]:
    """A broad line under the periods of each burst, grey where it does not hold."""
    drawn = []
    for burst in bursts:
        inside = [row for row in rows if burst["from"] <= row["start"] <= burst["to"]]
        color = look.color if burst["verdict"] == "holds" else theme.MUTED
        drawn.append({
            "type": "scatter", "mode": "lines", "x": [row["day"] for row in inside],
            "y": theme.numbers(row["line"] for row in inside),
            "hoverinfo": "skip", "line": {"color": theme.shade(color, 0.28), "width": 13}, "cliponaxis": False,
        })  # fmt: skip
    return drawn


def _signs(rows: Sequence[Row], marks: Sequence[Row], look: Style, label: str, hover: str) -> list[dict[str, Any]]:
    """A triangle where the level changes, a ring around an unusual period, a dot at the top of a burst: what can be
    clicked of a mark."""
    found, points = [], [row for row in rows if not theme.is_missing(row["line"])]
    for mark in marks:
        if inside := [row for row in points if mark["from"] <= row["start"] <= mark["to"]]:
            at = inside[0] if mark["kind"] == "change" else max(inside, key=lambda row: row["line"])
            found.append({**mark, "x": at["day"], "y": at["line"]})
    if not found:
        return []
    cells = [{row["counted_as"]: row["series"], "from": row["from"].isoformat(), "to": row["to"].isoformat(),
              **({"unit": row["unit"]} if "unit" in row else {})} for row in found]  # fmt: skip
    colors = [look.color if row["verdict"] == "holds" else theme.MUTED for row in found]
    symbols = [
        f"triangle-{row['direction']}" if row["kind"] == "change" else "circle-open" if row["kind"] == "unusual"
        else "star" for row in found
    ]  # fmt: skip
    return [
        {
            "type": "scatter", "mode": "markers", "name": label, "x": [row["x"] for row in found],
            "y": theme.numbers(row["y"] for row in found), "customdata": cells, "cliponaxis": False,
            "hovertext": theme.fill(hover, found, name=[label] * len(found)), "hoverinfo": "text",
            "marker": {"symbol": symbols, "size": [16 if row["kind"] == "unusual" else 13 for row in found],
                       "color": colors, "line": {"width": 2, "color": colors}},
            **theme.CHOSEN_POINT,
        }
    ]  # fmt: skip


def _strip(
    days: Mapping[str, str], coverage: pd.DataFrame | Sequence[Row], hover: str, height: int
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """A bar for each period under the series, and the axes that make room for it. ``days`` are the first days of the
    periods that are drawn."""
    rows = [row for row in theme.plain(coverage) if row["expected"] > 0 and row["start"].isoformat() in days]
    room = _STRIP / max(height - 60, 40)
    bars = {
        "type": "bar", "x": [row["start"].isoformat() for row in rows], "y": [1] * len(rows), "yaxis": "y2",
        "width": [_milliseconds(row["start"], row["period"]) for row in rows], "offset": 0,
        "hovertext": theme.fill(hover, rows), "hoverinfo": "text",
        "customdata": theme.cells(rows, [key for key in ("held", "period") if rows and key in rows[0]]),
        "marker": {
            "color": [theme.shade(theme.MUTED, 0.12 + 0.5 * (1 - max(min(row["coverage"], 1), 0))) for row in rows],
            "line": {"width": 0},
            "pattern": {"shape": ["/" if row["is_low"] else "" for row in rows], "size": 5, "fgcolor": theme.MUTED,
                        "fillmode": "overlay"},
        },
        "selected": {"marker": {"opacity": 1}}, "unselected": {"marker": {"opacity": 1}},
    }  # fmt: skip
    axis = theme.axis(range=[0, 1], domain=[0, room], showticklabels=False, showgrid=False, ticks="", anchor="x")
    return [bars], {
        "domain": [room + 10 / max(height - 60, 40), 1], "below": "y2",
        "more": {"yaxis2": axis, "bargap": 0},
    }  # fmt: skip


def _milliseconds(start: date, period: str) -> float:
    """How long a period is that begins on this day, from its name (2021, 2021-Q2, 2021-04, 2021-W17)."""
    months = {4: 12, 8: 0}.get(len(period), 3 if "Q" in period else 1)
    after = start.year * 12 + start.month - 1 + months
    end = date(after // 12, after % 12 + 1, 1) if months else start + timedelta(days=7)
    return (end - start) / timedelta(milliseconds=1)


def _width(rows: Sequence[Row]) -> float:
    return 1.8 if len(rows) <= 80 else 1.2


def _band(rows: Sequence[Row], low: str, high: str, look: Style) -> dict[str, Any]:
    """The interval around each run of points without a gap, as one closed shape a run."""
    x: list[str | None] = []
    y: list[float | None] = []
    for is_drawn, run in groupby(rows, key=lambda row: not theme.is_missing(row["line"])):
        if is_drawn:
            points = list(run)
            days = [row["day"] for row in points]
            x += [*days, *reversed(days), None]
            y += [*(row[high] for row in points), *(row[low] for row in reversed(points)), None]
    return {
        "type": "scatter", "mode": "lines", "x": x, "y": y, "fill": "toself", "hoverinfo": "skip",
        "fillcolor": theme.shade(look.color, 0.12), "line": {"width": 0, "color": look.color},
    }  # fmt: skip


def _ends(
    of_series: Mapping[str, Sequence[Row]],
    labels: Mapping[str, str],
    looks: Mapping[str, Style],
    top: float,
    height: int,
) -> list[dict[str, Any]]:
    """The names of the series beside their last points, pushed apart where they would overlap."""
    ends = []
    for series, rows in of_series.items():
        if drawn := [row["line"] for row in rows if not theme.is_missing(row["line"])]:
            ends.append((float(drawn[-1]), series))
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
