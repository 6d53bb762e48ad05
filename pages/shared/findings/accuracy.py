"""How well the program reads."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from analysis.charts.theme import plain
from pages.shared.findings.parts import percent
from pages.shared.view import View


def answer(view: View, name: str, is_bundled: bool, figures: pd.DataFrame) -> str:
    """How well items are found, and which figure is the lowest."""
    t, rows = view.t, {str(row["field"]): row for row in plain(figures)}
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
    shares = {name: percent(row[name]) for name in ("share", "low", "high")}
    return {"figure": view.t(f"figure.{row['field']}"), **shares}
