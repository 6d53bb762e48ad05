"""Series over time: lines with markers that can be clicked, gaps left open, each series named at its end; under them
how much of what was held the library has, and on them what stands out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any, Final

import pandas as pd

from analysis.charts import theme
from analysis.charts.theme import Figure, Style

MOST = 6

_INTERVALS: Final = {
    "share": ("low", "high"), "rate": ("rate_low", "rate_high"), "average": ("average_low", "average_high"),
}  # fmt: skip
_STRIP: Final = 9
"""Pixels of the strip of coverage."""


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
    average: str = "",
    coverage: pd.DataFrame | None = None,
    coverage_hover: str = "",
    marks: pd.DataFrame | None = None,
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
    order = list(dict.fromkeys(table["series"]))
    if len(order) > MOST:
        raise ValueError(f"{len(order)} series are more than the {MOST} that can be told apart on one chart")
    looks = _apart({**theme.styles(order), **(styles or {})}, order)
    labels = {series: theme.named(series, names or {}) for series in order}
    held = table.assign(drawn=table[value].where(table["denominator"] > 0))
    held["line"] = held[average] if average else held["drawn"]
    banded = _INTERVALS.get(average or value) if intervals else None
    under, lines, over = [], [], []
    for series in order:
        rows, look = held[held["series"] == series], looks[series]
        if banded:
            under.append(_band(rows.assign(low=rows[banded[0]], high=rows[banded[1]]), look))
        if average:
            under.append(_average(rows, look))
        lines.append(_line(rows, look, labels[series], hover, is_apart=bool(average)))
        if marks is not None:
            found = marks[marks["series"] == series]
            under += _bursts(rows, found[found["kind"] == "burst"], look)
            over += _signs(rows, found, look, labels[series], mark_hover)
    drawn = [held["drawn"], held["line"], *([held[banded[1]].where(held["line"].notna())] if banded else [])]
    top = 1.08 * float(pd.concat(drawn).max()) if held["drawn"].notna().any() else 1.0
    yearly = bool(len(table)) and len(str(table["period"].iloc[0])) == 4
    strip, axes = ([], {}) if coverage is None else _strip(table, coverage, coverage_hover, height)
    return {
        "data": [*under, *lines, *over, *strip],
        "layout": theme.layout(
            height,
            margin={"r": 16 + theme.beside(list(labels.values()))[1], "t": 12},
            annotations=_ends(held.assign(drawn=held["line"]), order, labels, looks, top or 1.0, height),
            xaxis=theme.dates(*_periods(table), tickformat="%Y" if yearly else "%Y-%m", anchor=axes.get("below", "y")),
            yaxis=theme.axis(
                title, range=[0, top or 1.0], tickformat=tickformat, nticks=6, domain=axes.get("domain", [0, 1])
            ),
            **axes.get("more", {}),
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


def _line(rows: pd.DataFrame, look: Style, label: str, hover: str, *, is_apart: bool) -> dict[str, Any]:
    """The periods; ``is_apart`` where their average is the line."""
    cells = [
        {row["counted_as"]: row["series"], "period": row["period"]}
        for row in theme.plain(rows[["counted_as", "series", "period"]])
    ]
    return {
        "type": "scatter", "mode": "markers" if is_apart else "lines+markers", "name": label, "connectgaps": False,
        "cliponaxis": False, "x": _days(rows), "y": theme.numbers(rows["drawn"]),
        "customdata": cells, "hovertext": theme.fill(hover, rows, name=[label] * len(rows)), "hoverinfo": "text",
        "line": {"color": look.color, "width": _width(rows), "dash": look.dash},
        "marker": {"color": look.color, "symbol": look.symbol, "size": 7 if len(rows) <= 80 else 4,
                   **({"opacity": 0.55} if is_apart else {})},
        **theme.CHOSEN_POINT,
    }  # fmt: skip


def _average(rows: pd.DataFrame, look: Style) -> dict[str, Any]:
    return {
        "type": "scatter", "mode": "lines", "x": _days(rows), "y": theme.numbers(rows["line"]), "connectgaps": False,
        "hoverinfo": "skip", "line": {"color": look.color, "width": 1 + _width(rows), "dash": look.dash},
    }  # fmt: skip


def _bursts(rows: pd.DataFrame, bursts: pd.DataFrame, look: Style) -> list[dict[str, Any]]:
    """A broad line under the periods of each burst, grey where it does not hold."""
    drawn = []
    points = list(zip(rows["start"], _days(rows), theme.numbers(rows["line"]), strict=True)) if len(bursts) else []
    for burst in theme.plain(bursts):
        inside = [(x, y) for day, x, y in points if burst["from"] <= day <= burst["to"]]
        color = look.color if burst["verdict"] == "holds" else theme.MUTED
        drawn.append({
            "type": "scatter", "mode": "lines", "x": [x for x, _y in inside], "y": [y for _x, y in inside],
            "hoverinfo": "skip", "line": {"color": theme.shade(color, 0.28), "width": 13}, "cliponaxis": False,
        })  # fmt: skip
    return drawn


def _signs(rows: pd.DataFrame, marks: pd.DataFrame, look: Style, label: str, hover: str) -> list[dict[str, Any]]:
    """A triangle where the level changes, a ring around an unusual period, a dot at the top of a burst: what can be
    clicked of a mark."""
    found = []
    points = [(day, y) for day, y in zip(rows["start"], rows["line"], strict=True) if not pd.isna(y)]
    for mark in theme.plain(marks):
        if inside := [point for point in points if mark["from"] <= point[0] <= mark["to"]]:
            x, y = inside[0] if mark["kind"] == "change" else max(inside, key=lambda point: point[1])
            found.append({**mark, "x": x, "y": y})
    if not found:
        return []
    placed = pd.DataFrame(found)
    cells = [{row["counted_as"]: row["series"], "from": row["from"].isoformat(), "to": row["to"].isoformat(),
              **({"unit": row["unit"]} if "unit" in row else {})} for row in found]  # fmt: skip
    colors = [look.color if row["verdict"] == "holds" else theme.MUTED for row in found]
    symbols = [
        f"triangle-{row['direction']}" if row["kind"] == "change" else "circle-open" if row["kind"] == "unusual"
        else "star" for row in found
    ]  # fmt: skip
    return [
        {
            "type": "scatter", "mode": "markers", "name": label, "x": [row["x"].isoformat() for row in found],
            "y": theme.numbers(placed["y"]), "customdata": cells, "cliponaxis": False,
            "hovertext": theme.fill(hover, placed, name=[label] * len(found)), "hoverinfo": "text",
            "marker": {"symbol": symbols, "size": [16 if row["kind"] == "unusual" else 13 for row in found],
                       "color": colors, "line": {"width": 2, "color": colors}},
            **theme.CHOSEN_POINT,
        }
    ]  # fmt: skip


def _strip(
    table: pd.DataFrame, coverage: pd.DataFrame, hover: str, height: int
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """A bar for each period under the series, and the axes that make room for it."""
    starts = set(table["start"])
    rows = coverage[[start in starts and expected > 0 for start, expected in
                     zip(coverage["start"], coverage["expected"], strict=True)]]  # fmt: skip
    days = pd.DatetimeIndex(pd.to_datetime(rows["start"]))
    frequency = _frequency(str(rows["period"].iloc[0])) if len(rows) else "M"
    width = ((pd.PeriodIndex(days, freq=frequency).end_time - days) / pd.Timedelta(milliseconds=1)).tolist()
    room = _STRIP / max(height - 60, 40)
    bars = {
        "type": "bar", "x": _days(rows), "y": [1] * len(rows), "yaxis": "y2",
        "width": width, "offset": 0, "hovertext": theme.fill(hover, rows), "hoverinfo": "text",
        "customdata": theme.cells(rows, [key for key in ("held", "period") if key in rows]),
        "marker": {
            "color": [theme.shade(theme.MUTED, 0.12 + 0.5 * (1 - max(min(float(part), 1), 0)))
                      for part in rows["coverage"]],
            "line": {"width": 0},
            "pattern": {"shape": ["/" if low else "" for low in rows["is_low"]], "size": 5, "fgcolor": theme.MUTED,
                        "fillmode": "overlay"},
        },
        "selected": {"marker": {"opacity": 1}}, "unselected": {"marker": {"opacity": 1}},
    }  # fmt: skip
    axis = theme.axis(range=[0, 1], domain=[0, room], showticklabels=False, showgrid=False, ticks="", anchor="x")
    return [bars], {
        "domain": [room + 10 / max(height - 60, 40), 1], "below": "y2",
        "more": {"yaxis2": axis, "bargap": 0},
    }  # fmt: skip


def _frequency(period: str) -> str:
    """The length of a period, from its name."""
    return {4: "Y", 8: "W-SUN"}.get(len(period), "Q" if "Q" in period else "M")


def _days(rows: pd.DataFrame) -> list[str]:
    return [start.isoformat() for start in rows["start"]]


def _width(rows: pd.DataFrame) -> float:
    return 1.8 if len(rows) <= 80 else 1.2


def _band(rows: pd.DataFrame, look: Style) -> dict[str, Any]:
    """The interval around each run of points without a gap, as one closed shape a run."""
    x: list[str | None] = []
    y: list[float | None] = []
    for is_drawn, run in groupby(rows.to_dict("records"), key=lambda row: not pd.isna(row["line"])):
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
