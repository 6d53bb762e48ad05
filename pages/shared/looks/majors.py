"""How attention by the major topics of the Comparative Agendas Project is drawn."""

from __future__ import annotations

import pandas as pd

from analysis.charts import bars, theme
from analysis.charts.theme import Style
from analysis.language.crosswalk import load_crosswalk
from analysis.measures.selection import NONE
from pages.shared.looks.drawn import Drawn, wrapped
from pages.shared.view import View


def names(view: View) -> dict[str, str]:
    """Each major topic's code and name, and what stands for having none."""
    t = view.t
    coded = {code: t("majors.name", code=code, name=said[t.language]) for code, said in load_crosswalk().majors.items()}
    return {**coded, NONE: t("majors.none")}


def attention(view: View, table: pd.DataFrame) -> Drawn:
    """The major topics by their share, the largest on top, for a wide and for a narrow screen."""
    t, called = view.t, names(view)
    said = bars.facts(table, key="major", value="share", names=called)
    alt = t("chart.bars_alt", **said) if said else t("chart.empty")
    figure = bars.figure(
        table, key="major", value="share", names=called, styles={NONE: Style(theme.MUTED, "circle", "solid")},
        label=t("chart.topic_label"), hover=t("majors.hover"), title=t("chart.share_items"), tickformat=".0%",
        intervals=True,
    )  # fmt: skip
    return Drawn(figure, alt, narrow=wrapped(figure))
