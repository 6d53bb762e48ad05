"""How the difference between two agendas is drawn."""

from __future__ import annotations

from typing import Final

import pandas as pd

from analysis.charts import gaps
from pages.shared.looks.drawn import Drawn, narrow, topic_names
from pages.shared.view import View

MOST: Final = 14
"""How many topics are drawn, those that make most of the difference; the table has all."""


def contrast(view: View, table: pd.DataFrame, by: str, one: str, other: str) -> tuple[Drawn, Drawn]:
    """The shares of two groups, topic by topic, for a wide and for a narrow screen."""
    t, names, held = view.t, topic_names(view), table.head(MOST)
    groups = (view.value(by, one), view.value(by, other))
    wide, slim = (
        gaps.figure(
            held, key="topic", by=by, one=one, other=other, label=t(label), hover=t("places.hover"), names=names,
            groups=groups, title=t("places.axis"),
        )
        for label in ("places.label", "places.label_narrow")
    )  # fmt: skip
    first = held.iloc[0]
    alt = t("places.alt", one=groups[0], other=groups[1], topic=names[first["topic"]], share=f"{first['share']:.1%}",
            share_other=f"{first['share_other']:.1%}")  # fmt: skip
    return Drawn(wide, alt), Drawn(narrow(slim), alt)
