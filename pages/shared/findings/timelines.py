"""When a series was highest."""

from __future__ import annotations

import pandas as pd

from pages.shared.findings.parts import ENOUGH, percent
from pages.shared.view import View


def answer(view: View, frame: pd.DataFrame, kind: str, unit: str, show: str) -> str:
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
    figures = {"n": int(peak["numerator"]), "whole": int(peak["denominator"]), "share": percent(peak["share"])}
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
