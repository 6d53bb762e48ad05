"""What belongs together as a network: a disc for each, larger where there is more of it, lines between them.

The discs stand on a circle, those of one community (Clauset, Newman and Moore 2004) beside each other: layouts by
springs push clusters on top of each other and lone pairs out of the picture, and their distances mean nothing.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, Final

import pandas as pd

from analysis.charts import theme
from analysis.charts.theme import Figure

LARGEST: Final = 40

_ALONG: Final = (0.3, 0.5, 0.7)
"""Where on a line it can be clicked."""


def figure(
    edges: pd.DataFrame,
    sizes: Mapping[str, int],
    *,
    key: str,
    cell: str,
    hover: str,
    line_hover: str,
    names: Mapping[str, str],
    height: int = 520,
) -> Figure:
    """The same network always looks the same.

    Args:
        edges: ``topic``, ``other``, ``pair``, and ``weight``: the higher, the nearer and thicker. What has no edge is
            left out.
        sizes: how large each is.
        key, cell: of the cells that clicks open: ``{key: name}`` is the customdata of a disc, ``{cell: pair}`` of a
            line.
        hover: what shows over a disc, with ``{name}``, ``{size}`` and ``{near}``, the names of its neighbours.
        line_hover: what shows over a line, a format string over the columns, with ``{name}`` and ``{named_other}`` too.
        names: what to call them.
        height: in pixels.
    """
    import networkx as nx  # 300 modules that no other chart needs

    graph = nx.Graph()
    graph.add_weighted_edges_from(edges[["topic", "other", "weight"]].itertuples(index=False, name=None))
    groups = nx.community.greedy_modularity_communities(graph, weight="weight") if len(graph) else []
    order = [name for group in groups for name in sorted(group, key=lambda name: (-sizes[name], name))]
    turns = [2 * math.pi * place / len(order) for place in range(len(order))]
    at = {name: (math.sin(turn), math.cos(turn)) for name, turn in zip(order, turns, strict=True)}
    heaviest = float(edges["weight"].max()) if len(edges) else 1.0
    lines: list[dict[str, Any]] = [
        {
            "type": "scatter", "mode": "lines", "hoverinfo": "skip",
            "x": [at[one][0], at[other][0]], "y": [at[one][1], at[other][1]],
            "line": {"color": theme.shade(theme.MUTED, 0.55), "width": round(0.8 + 4 * weight / heaviest, 1)},
        }
        for one, other, weight in edges[["topic", "other", "weight"]].itertuples(index=False, name=None)
    ]  # fmt: skip
    # A click is found by its distance to a point, and a line has none but its ends: unseen ones lie along it.
    along = edges.loc[edges.index.repeat(len(_ALONG))]
    parts = [*_ALONG] * len(edges)
    ways = [(at[one], at[other]) for one, other in zip(along["topic"], along["other"], strict=True)]
    unseen = {
        "type": "scatter", "mode": "markers", "hoverinfo": "text", "marker": {"size": 11, "opacity": 0},
        "x": [a[0] + part * (b[0] - a[0]) for (a, b), part in zip(ways, parts, strict=True)],
        "y": [a[1] + part * (b[1] - a[1]) for (a, b), part in zip(ways, parts, strict=True)],
        "customdata": [{cell: pair} for pair in along["pair"]],
        "hovertext": theme.fill(
            line_hover, along, name=[theme.named(name, names) for name in along["topic"]],
            named_other=[theme.named(name, names) for name in along["other"]],
        ),
        "selected": {"marker": {"color": theme.PALETTE[1], "opacity": 1}}, "unselected": {"marker": {"opacity": 0}},
    }  # fmt: skip
    most = max((sizes[name] for name in order), default=1)
    labels = [theme.named(name, names) for name in order]
    near = [", ".join(theme.named(other, names) for other in sorted(graph[name])) for name in order]
    rows = pd.DataFrame({"size": [sizes[name] for name in order]})
    discs = {
        "type": "scatter", "mode": "markers+text", "cliponaxis": False,
        "x": [at[name][0] for name in order], "y": [at[name][1] for name in order],
        "text": [f"\u2002{label}\u2002" for label in labels], "textfont": {"size": 12},
        "textposition": [_outwards(*at[name]) for name in order],
        "marker": {
            "size": [round(10 + (LARGEST - 10) * math.sqrt(sizes[name] / most), 1) for name in order],
            "color": theme.ACCENT, "opacity": 1, "line": {"width": 0},
        },
        "customdata": [{key: name} for name in order],
        "hovertext": theme.fill(hover, rows, name=labels, near=near), "hoverinfo": "text",
        "selected": {"marker": {"color": theme.PALETTE[1]}}, "unselected": {"marker": {"opacity": 1}},
    }  # fmt: skip
    bare = {"visible": False, "fixedrange": True, "range": [-1.7, 1.7]}
    return {
        "data": [*lines, unseen, discs],
        "layout": theme.layout(height, xaxis=bare, yaxis={**bare, "range": [-1.2, 1.2]}),
    }


def _outwards(x: float, y: float) -> str:
    """Where a label stands, so that it leads away from the middle and from those beside it.

    >>> [_outwards(x, y) for x, y in ((0, 1), (0.2, -0.98), (-0.2, 0.98), (0.9, 0.4))]
    ['top center', 'bottom right', 'top left', 'middle right']
    """
    up = "top" if y > 0 else "bottom"
    if abs(x) < 0.05:
        return f"{up} center"
    return f"{up if abs(x) < 0.35 else 'middle'} {'right' if x > 0 else 'left'}"
