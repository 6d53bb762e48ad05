"""Which topics come first."""

from __future__ import annotations

import pandas as pd

from analysis.charts.theme import plain
from analysis.measures.selection import NONE
from pages.shared import cells
from pages.shared.findings.parts import besides, chosen, percent
from pages.shared.view import View


def answer(view: View, frame: pd.DataFrame, unit: str) -> str:
    """The topic that comes first, the next two, and what has no topic; where one is asked for, what comes with it."""
    t, held = view.t, frame[frame["numerator"] > 0]
    named, asked = besides(view, held).head(3), t.enumerate([view.topic(topic) for topic in chosen(view)])
    if named.empty and asked:
        n = cells.linked(view.totals["items"], {cells.UNIT: "items"})
        return t.html("topics.alone", n=n, topics=asked)
    if named.empty:
        return t.html("topics.none", n=view.totals["items"])
    first, *others = plain(named)
    counted = "meetings" if unit == "meetings" else "items"
    figures = {"n": cells.linked(first["numerator"], {"topic": first["topic"]}), "share": percent(first["share"]),
               "whole": cells.linked(first["denominator"], {cells.UNIT: counted})}  # fmt: skip
    leads = t.html("topics.besides", topics=asked) if asked else ""
    said = [leads + t.html(f"topics.first_{unit}", topic=view.topic(first["topic"]), **figures)]
    if others:
        names = [t("topics.with_share", topic=view.topic(row["topic"]), share=percent(row["share"])) for row in others]
        said.append(t.html("topics.others", topics=t.enumerate(names)))
    if unlabelled := view.totals["unlabelled_items"]:
        n = cells.linked(unlabelled, {"topic": NONE, cells.UNIT: "items"})
        said.append(t.html("topics.unlabelled", n=n, whole=view.totals["items"]))
    return t("sentence.join").join(said)


def width(view: View, frame: pd.DataFrame) -> str:
    """How many equally frequent topics would make as mixed an agenda."""
    row = frame.iloc[0] if len(frame) else None
    if row is None or pd.isna(row["effective"]):
        return view.t("topics.width_unknown")
    figures = {name: f"{row[name]:.1f}" for name in ("effective", "low", "high")}
    return view.t("topics.width_whole", topics=int(row["topics"]), **figures)
