"""Whose agendas are most and least alike."""

from __future__ import annotations

from typing import Final

import pandas as pd

from pages.shared import cells
from pages.shared.findings.parts import FALSE, percent
from pages.shared.view import View

NAMED: Final = 3
"""How many topics are named of those that a pair shares, and of those that part it."""


def answer(view: View, pairs: pd.DataFrame, by: str) -> str:
    """The most alike, the least alike that chance does not explain, and how many pairs it does not explain."""
    t = view.t
    if pairs.empty:
        return t.html("places.none", by=t(f"column.{by}").lower())
    sure = pairs[pairs["adjusted"] <= FALSE]
    first = pairs.iloc[0]
    alike = "alike" if first["adjusted"] > FALSE else "least_apart"
    said = [t.html(f"places.{alike}", **_names(view, by, first))]
    if len(sure):
        last = sure.iloc[-1]
        said.append(t.html("places.apart", **_names(view, by, last), topic=view.topic(last["topic"]),
                           part=percent(last["part"])))  # fmt: skip
    said.append(t.html("places.sure", tests=len(pairs), sure=len(sure)))
    return t("sentence.join").join(said)


def pair(view: View, contrast: pd.DataFrame, by: str, one: str, other: str) -> str:
    """What two agendas have in common and what parts them, with the counts that each stands on."""
    t, names = view.t, {"one": view.value(by, one), "other": view.value(by, other)}
    shared = contrast.assign(both=contrast[["share", "share_other"]].min(axis=1)).nlargest(NAMED, "both")
    apart = contrast[contrast["adjusted"] <= FALSE].head(NAMED)
    said = [
        t.html("places.pair", both=percent(float(contrast[["share", "share_other"]].min(axis=1).sum())), **names)
        + t.enumerate([_counted(view, row, by, one, other) for _at, row in shared.iterrows()])
        + t("sentence.end")
    ]
    if len(apart):
        parts = [_counted(view, row, by, one, other) for _at, row in apart.iterrows()]
        said.append(t.html("places.pair_apart") + t.enumerate(parts) + t("sentence.end"))
    return f"<p>{t('sentence.join').join(said)}</p>"


def _counted(view: View, row: pd.Series, by: str, one: str, other: str) -> str:
    """A topic with the number of its items in either group, each a link to them."""
    counts = {
        name: cells.linked(row[column], {by: group, "topic": row["topic"]})
        for name, column, group in (("n", "numerator", one), ("m", "numerator_other", other))
    }
    return view.t.html("places.pair_topic", topic=view.topic(row["topic"]), **counts)


def _names(view: View, by: str, row: pd.Series) -> dict[str, str]:
    return {"one": view.value(by, row["one"]), "other": view.value(by, row["other"])}
