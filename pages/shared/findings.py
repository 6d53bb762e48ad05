"""The sentence that answers a page's question: tables in, HTML out. Every number comes with its unit and its whole."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any, Final

import pandas as pd

from analysis.measures import coverage
from analysis.measures.selection import NONE, Selection
from pages.shared.periods import Period
from pages.shared.view import View

ENOUGH: Final = 10
"""How many items or meetings a period needs before its share is compared with others."""


def overview(view: View, changes: pd.DataFrame, recent: Period, before: Period) -> str:
    """What has gained and what has lost, beyond what chance explains."""
    t = view.t
    counted = _counts(view, "meetings", "items", "bodies", "places")
    said = [t.html("overview.total", **counted) if counted["places"] else t.html("overview.total_placeless", **counted)]
    named = changes[changes["topic"] != NONE]
    if not is_comparable(changes):
        return " ".join([*said, t.html("overview.no_change")])
    top = named.sort_values("share", ascending=False).iloc[0]
    figures = {"share": _percent(top["share"]), "n": int(top["numerator"]), "whole": int(top["denominator"])}
    said.append(t.html("overview.top", first=recent[0], last=recent[1], topic=view.topic(top["topic"]), **figures))
    rise, fall = named.iloc[0], named.iloc[-1]
    for way, row, is_clear in (("rise", rise, rise["low"] > 0), ("fall", fall, fall["high"] < 0)):
        if is_clear:
            shares = {"share": _percent(row["share"]), "before": _percent(row["share_before"])}
            said.append(t.html(f"overview.{way}", topic=view.topic(row["topic"]), **shares))
    if len(said) == 2:
        said.append(t.html("overview.steady", first=before[0], last=before[1]))
    return t("sentence.join").join(said)


def is_comparable(changes: pd.DataFrame) -> bool:
    """Whether both periods hold items with a topic."""
    return bool(changes.loc[changes["topic"] != NONE, "difference"].notna().any())


def overview_whole(view: View, changes: pd.DataFrame, recent: Period, before: Period) -> str:
    """The denominators of both periods."""
    now, then = (int(changes[name].max()) if len(changes) else 0 for name in ("denominator", "denominator_before"))
    days = {"first": recent[0], "last": recent[1], "first_before": before[0], "last_before": before[1]}
    return view.t("overview.denominator", n=now, before=then, **days)


def topics(view: View, frame: pd.DataFrame, unit: str) -> str:
    """The topic that comes first, the next two, and what has no topic."""
    t, named = view.t, frame[(frame["topic"] != NONE) & (frame["numerator"] > 0)].head(3)
    if named.empty:
        return t.html("topics.none", n=view.totals["items"])
    first, *others = named.to_dict("records")
    said = [t.html(f"topics.first_{unit}", topic=view.topic(first["topic"]), share=_percent(first["share"]),
                   n=round(first["numerator"]), whole=round(first["denominator"]))]  # fmt: skip
    if others:
        names = [t("topics.with_share", topic=view.topic(row["topic"]), share=_percent(row["share"])) for row in others]
        said.append(t.html("topics.others", topics=t.enumerate(names)))
    if unlabelled := view.totals["unlabelled_items"]:
        said.append(t.html("topics.unlabelled", n=unlabelled, whole=view.totals["items"]))
    return t("sentence.join").join(said)


def timelines(view: View, frame: pd.DataFrame, kind: str, unit: str, show: str) -> str:
    """Of the largest series, the highest point of what is drawn: its count or its share. A share of a handful is high
    or low by chance, so that periods with fewer than :data:`ENOUGH` take no part while there are others."""
    t, held = view.t, frame[(frame["denominator"] > 0) & (frame["numerator"] > 0)]
    if frame.empty:
        return t.html("timelines.ask_phrases")
    if held.empty:
        return t.html("timelines.none")
    largest = held.groupby("series")["numerator"].sum().idxmax()
    line = held[held["series"] == largest]
    is_small = line["denominator"] < ENOUGH
    compared = line if show == "count" or is_small.all() else line[~is_small]
    drawn = "numerator" if show == "count" else "share"
    peak = compared.sort_values([drawn, "period"], ascending=[False, True]).iloc[0]
    name = view.topic(largest) if kind == "topics" else t("evidence.quoted", word=largest)
    figures = {"n": int(peak["numerator"]), "whole": int(peak["denominator"]), "share": _percent(peak["share"])}
    total = int(line["numerator"].sum())
    said = [
        t.html(
            f"timelines.{show}_peak_{unit}",
            name=name,
            period=view.value("period", peak["period"]),
            total=total,
            **figures,
        )
    ]
    if len(compared) < len(line):
        said.append(t.html(f"timelines.small_{unit}", n=ENOUGH))
    return t("sentence.join").join(said)


def keywords(view: View, frame: pd.DataFrame) -> str:
    """The word that most reports use, and the next ones."""
    t = view.t
    if frame.empty:
        return t.html("keywords.none")
    first = frame.iloc[0]
    rest = t.enumerate([t("evidence.quoted", word=word) for word in frame["term"].iloc[1:4]])
    return t.html("keywords.first", word=first["term"], n=int(first["count"]), rate=f"{first['per_10k']:.1f}",
                  documents=int(first["documents"]), whole=view.totals["meetings"], rest=rest)  # fmt: skip


def meetings(view: View, count: int, query: str, page: int, size: int) -> str:
    """How many meetings the list has, and which are on the screen."""
    t = view.t
    if not count:
        return t.html("meetings.nothing", query=query)
    return t.html("meetings.finding", n=count, first=(page - 1) * size + 1, last=min(page * size, count))


def corpus(view: View) -> str:
    """What the version holds, whatever the selection."""
    whole = view.measure(coverage.totals, selection=Selection()).iloc[0]
    names = ("reports", "meetings", "items", "not_readouts", "rejects", "copies")
    return view.t.html("corpus.finding", **{name: int(whole[name]) for name in names})


def accuracy(view: View, name: str, is_bundled: bool, figures: pd.DataFrame) -> str:
    """How well items are found, and which figure is the lowest."""
    t, rows = view.t, {str(row["field"]): row for row in figures.to_dict("records")}
    head = rows.get("item_f1") or rows["readout"]
    worst = min(rows.values(), key=lambda row: row["share"])
    key = "accuracy.finding_bundled" if is_bundled else "accuracy.finding"
    said = [t.html(key, name=name, n=int(rows["readout"]["denominator"]), **_interval(view, head))]
    if worst["share"] == 1:
        said.append(t.html("accuracy.finding_all"))
    elif worst["field"] != head["field"]:
        said.append(t.html("accuracy.finding_worst", **_interval(view, worst)))
    return t("sentence.join").join(said)


def _interval(view: View, row: Mapping[Hashable, Any]) -> dict[str, str]:
    shares = {name: _percent(row[name]) for name in ("share", "low", "high")}
    return {"figure": view.t(f"figure.{row['field']}"), **shares}


def _counts(view: View, *names: str) -> dict[str, int]:
    return {name: int(view.totals[name]) for name in names}


def _percent(share: float) -> str:
    return f"{share:.1%}"
