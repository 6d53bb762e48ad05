"""How topics that come together are drawn: as a matrix and as a network."""

from __future__ import annotations

from textwrap import wrap
from typing import Final

import numpy as np
import pandas as pd

from analysis.charts import network as net
from analysis.charts import squares
from pages.shared.looks.drawn import Drawn, topic_names
from pages.shared.view import View

FEW: Final = 9
"""How many topics the matrix has on a narrow screen, the most frequent."""

STRONGEST: Final = 2.0
"""Ratios of 4 and of 1/4 (2 in powers of two) and beyond have the full colour."""

EDGES: Final = 40
"""How many lines the network has at most, those of the clearest pairs."""


def matrix(view: View, table: pd.DataFrame, cell: str, within: str) -> Drawn:
    """A square for every pair, for a wide and for a narrow screen."""
    names, t = topic_names(view), view.t
    size = pd.concat([table.groupby("topic")["of_topic"].max(), table.groupby("other")["of_other"].max()])
    size = size.groupby(level=0).max()
    order = [topic for topic in names if topic in size.index]
    few = set(size.nlargest(FEW).index)
    held = table[table["ratio"].notna()]
    with np.errstate(divide="ignore"):
        strength = np.clip(np.log2(held["ratio"].to_numpy(dtype=float)) / STRONGEST, -1, 1)
    held = held.assign(strength=strength, **{cell: held["pair"]})
    sure = held[held["is_sure"]]
    alt = t("together.alt", pairs=len(held), more=int((sure["ratio"] > 1).sum()), less=int((sure["ratio"] < 1).sum()))
    wide, slim = (
        squares.figure(
            held, one="topic", other="other", order=topics, keys=[cell], hover=t(f"together.hover_{within}"),
            names=names, width=width, line=line,
        )
        for topics, width, line in ((order, 760, 40), ([topic for topic in order if topic in few], 350, 20))
    )  # fmt: skip
    return Drawn(wide, alt, narrow=slim)


def network(view: View, table: pd.DataFrame, cell: str, within: str) -> Drawn:
    """The pairs that come together more often than chance gives, for a wide and for a narrow screen."""
    names, t = topic_names(view), view.t
    edges = table[table["is_sure"] & (table["ratio"] > 1)].nlargest(EDGES, "low")
    edges = edges.assign(weight=np.log2(edges["ratio"]))
    sizes = dict(zip(table["topic"], table["of_topic"].astype(int), strict=True))
    sizes |= dict(zip(table["other"], table["of_other"].astype(int), strict=True))
    alt = t("together.network_alt", lines=len(edges), discs=len({*edges["topic"], *edges["other"]}))
    wide, slim = (
        net.figure(
            edges, sizes, key="agenda" if within == "meetings" else "topic", cell=cell, names=names, height=height,
            hover=t("together.network_hover"), line_hover=t(f"together.hover_{within}"),
        )
        for height in (520, 420)
    )  # fmt: skip
    discs = slim["data"][-1]
    discs["text"] = [
        "<br>".join(f"\u2002{line}\u2002" for line in wrap(text.strip(), 20, break_long_words=False))
        for text in discs["text"]
    ]
    discs["textfont"]["size"], discs["marker"]["size"] = 9, [0.5 * size for size in discs["marker"]["size"]]
    slim["layout"]["xaxis"]["range"] = [-2.4, 2.4]
    return Drawn(wide, alt, narrow=slim)
