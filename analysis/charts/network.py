"""What belongs together as a network: a disc for each, larger where there is more of it, lines between them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import networkx as nx
import numpy as np
import pandas as pd

from analysis.charts import theme
from analysis.charts.theme import Figure

SEED: Final = 20210427
LARGEST: Final = 46


def figure(
    edges: pd.DataFrame,
    sizes: Mapping[str, int],
    *,
    key: str,
    hover: str,
    names: Mapping[str, str],
    height: int = 520,
) -> Figure:
    """The same network always looks the same.

    Args:
        edges: ``topic``, ``other``, ``weight``: the higher, the nearer and thicker. What has no edge is left out.
        sizes: how large each is.
        key: of the cell that a click on a disc opens: ``{key: name}`` is its customdata.
        hover: what shows over a disc, with ``{name}``, ``{size}`` and ``{near}``, the names of its neighbours.
        names: what to call them.
        height: in pixels.
    """
    graph = nx.Graph()
    graph.add_weighted_edges_from(edges[["topic", "other", "weight"]].itertuples(index=False, name=None))
    order = sorted(graph, key=lambda name: -sizes[name])
    at = nx.spring_layout(graph, seed=SEED, k=1.6 / max(np.sqrt(len(graph)), 1), iterations=200) if order else {}
    heaviest = float(edges["weight"].max()) if len(edges) else 1.0
    lines: list[dict[str, Any]] = [
        {
            "type": "scatter", "mode": "lines", "hoverinfo": "skip",
            "x": [float(at[one][0]), float(at[other][0])], "y": [float(at[one][1]), float(at[other][1])],
            "line": {"color": theme.shade(theme.MUTED, 0.55), "width": round(0.8 + 4 * weight / heaviest, 1)},
        }
        for one, other, weight in edges[["topic", "other", "weight"]].itertuples(index=False, name=None)
    ]  # fmt: skip
    most = max((sizes[name] for name in order), default=1)
    labels = [theme.named(name, names) for name in order]
    near = [", ".join(theme.named(other, names) for other in sorted(graph[name])) for name in order]
    rows = pd.DataFrame({"size": [sizes[name] for name in order]})
    discs = {
        "type": "scatter", "mode": "markers+text", "cliponaxis": False,
        "x": [float(at[name][0]) for name in order], "y": [float(at[name][1]) for name in order],
        "text": labels, "textposition": "bottom center", "textfont": {"size": 12},
        "marker": {
            "size": [round(10 + (LARGEST - 10) * float(np.sqrt(sizes[name] / most)), 1) for name in order],
            "color": theme.ACCENT, "opacity": 1, "line": {"width": 0},
        },
        "customdata": [{key: name} for name in order],
        "hovertext": theme.fill(hover, rows, name=labels, near=near), "hoverinfo": "text",
        "selected": {"marker": {"color": theme.PALETTE[1]}}, "unselected": {"marker": {"opacity": 1}},
    }  # fmt: skip
    bare = {"visible": False, "fixedrange": True, "range": [-1.25, 1.25]}
    return {
        "data": [*lines, discs],
        "layout": theme.layout(height, xaxis=bare, yaxis={**bare, "range": [-1.2, 1.1]}),
    }
