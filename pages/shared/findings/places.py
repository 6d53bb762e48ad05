"""Whose agendas are most and least alike."""

from __future__ import annotations

import pandas as pd

from pages.shared.findings.parts import FALSE, percent
from pages.shared.view import View


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


def _names(view: View, by: str, row: pd.Series) -> dict[str, str]:
    return {"one": view.value(by, row["one"]), "other": view.value(by, row["other"])}
