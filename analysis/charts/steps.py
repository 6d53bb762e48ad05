"""Curves that rise by steps: the share of places that have said something, so many days after it was first said."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import pandas as pd

from analysis.charts import theme
from analysis.charts.theme import Figure, Style


def figure(
    curves: pd.DataFrame,
    places: pd.DataFrame,
    *,
    names: Mapping[str, str],
    styles: Mapping[str, Style],
    hover: str,
    waiting_hover: str,
    title: str = "",
    across: str = "",
    intervals: bool = True,
    height: int = 360,
) -> Figure:
    """A step curve for each level, with its pointwise interval, a dot for each place that joins, and a tick for each
    that had not when it was last seen.

    Args:
        curves: as ``measures.diffusion.curves`` makes it.
        places: as ``measures.diffusion.places`` makes it.
        names: what to call the levels, which are written at the ends of the curves.
        styles: how to draw each level.
        hover: what shows over a dot, a format string over the columns of ``places`` and ``reached``, its height.
        waiting_hover: what shows over a tick, the same.
        title: of the upright axis.
        across: of the axis of days.
        intervals: draw ``low`` to ``high`` as a thin band.
        height: in pixels.

    A dot carries the cell ``{"formulation": …, "level": …, "place": …, "date": …}`` of the place's first sighting, a
    tick the place alone.
    """
    bands, lines, points, ends = [], [], [], []
    for level in dict.fromkeys(curves["level"]):
        steps, look = curves[curves["level"] == level], styles[level]
        if intervals:
            bands.append(_band(steps, look))
        lines.append(
            {
                "type": "scatter", "mode": "lines", "x": steps["days"].tolist(), "y": steps["share"].tolist(),
                "line": {"shape": "hv", "color": look.color, "width": 1.8, "dash": look.dash}, "hoverinfo": "skip",
                "name": names[level],
            }
        )  # fmt: skip
        mine = places[places["level"] == level]
        points += [
            _points(mine[mine["standing"] == "adopted"], steps, look, hover, ["formulation", "level", "place", "date"]),
            _points(mine[mine["standing"] == "waiting"], steps, look, waiting_hover, ["level", "place"]),
        ]
        ends.append((float(steps["share"].iloc[-1]), f"{look.sign} {theme.named(level, names)}"))
    longest = max(curves["days"], default=1) or 1
    return {
        "data": [*bands, *lines, *(trace for trace in points if trace["x"])],
        "layout": theme.layout(
            height,
            margin={"r": 16 + theme.beside(list(names.values()))[1], "t": 12},
            annotations=_ends(ends, height),
            xaxis=theme.axis(across, range=[0, longest], nticks=7, showgrid=False, tickangle=0, rangemode="tozero"),
            yaxis=theme.axis(title, range=[0, 1.04], tickformat=".0%", nticks=6),
        ),
    }


def facts(curves: pd.DataFrame, names: Mapping[str, str]) -> list[dict[str, Any]]:
    """What a text alternative says of each curve: ``level``, ``share`` (at its end) and ``days`` (to its end)."""
    last = curves.drop_duplicates("level", keep="last")
    return [
        {"level": names[level], "share": share, "days": days}
        for level, share, days in zip(last["level"], last["share"], last["days"], strict=True)
    ]


def _points(rows: pd.DataFrame, steps: pd.DataFrame, look: Style, hover: str, keys: list[str]) -> dict[str, Any]:
    reached = [float(steps.loc[steps["days"] <= days, "share"].max()) for days in rows["days"]]
    is_waiting = keys[0] != "formulation"
    marker = (
        {"symbol": "line-ns-open", "size": 8, "color": look.color, "line": {"width": 1.5, "color": look.color}}
        if is_waiting
        else {"symbol": look.symbol, "size": 8, "color": look.color}
    )
    return {
        "type": "scatter", "mode": "markers", "x": rows["days"].tolist(), "y": reached, "cliponaxis": False,
        "customdata": theme.cells(rows.assign(date=rows["first"].astype(str)), keys),
        "hovertext": theme.fill(hover, rows.assign(reached=reached)),
        "hoverinfo": "text", "marker": marker, **theme.CHOSEN_POINT,
    }  # fmt: skip


def _band(steps: pd.DataFrame, look: Style) -> dict[str, Any]:
    """The interval as one closed shape with corners where the curve has them."""
    rows = theme.plain(steps[["days", "low", "high"]])
    x, low, high = [rows[0]["days"]], [rows[0]["low"]], [rows[0]["high"]]
    for before, after in pairwise(rows):
        x += [after["days"], after["days"]]
        low += [before["low"], after["low"]]
        high += [before["high"], after["high"]]
    return {
        "type": "scatter", "mode": "lines", "x": [*x, *reversed(x)], "y": [*high, *reversed(low)], "fill": "toself",
        "hoverinfo": "skip", "fillcolor": theme.shade(look.color, 0.1), "line": {"width": 0, "color": look.color},
    }  # fmt: skip


def _ends(ends: list[tuple[float, str]], height: int) -> list[dict[str, Any]]:
    """The names of the curves beside their ends, pushed apart where they would overlap."""
    gap, above, annotations = 1.04 * 18 / (height - 60), 2.0, []
    for y, text in sorted(ends, reverse=True):
        above = min(y, above - gap)  # downwards, since curves that are done all end at the top
        annotations.append(
            {"text": text, "x": 1, "xref": "paper", "xanchor": "left", "xshift": 6, "y": above, "yref": "y",
             "showarrow": False}
        )  # fmt: skip
    return annotations
