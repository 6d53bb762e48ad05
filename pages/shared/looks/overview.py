"""How the overview is drawn: what has moved, and which months are covered."""

from __future__ import annotations

import pandas as pd

from analysis.charts import changes, coverage
from pages.shared.findings.overview import DRAWN, compared
from pages.shared.findings.parts import FALSE
from pages.shared.looks.drawn import Drawn, topic_names, wrapped
from pages.shared.view import View


def change(view: View, table: pd.DataFrame) -> Drawn:
    """The topics that have moved most between two periods, up and down, for a wide and for a narrow screen; without
    the one that was asked for, which all items have."""
    held = compared(view, table)
    top = held.loc[held["difference"].abs().nlargest(DRAWN).index].sort_values("difference", ascending=False)
    top = top.assign(is_sure=top["adjusted"] <= FALSE)
    names, t = topic_names(view), view.t
    said = changes.facts(top, key="topic", names=names, sure="is_sure")
    alt = t("chart.change_alt", **said) if said else t("chart.empty")
    wide, slim = (
        changes.figure(
            top,
            key="topic",
            names=names,
            label=t(label),
            hover=t("chart.change_hover"),
            title=t("chart.points"),
            sure="is_sure",
        )
        for label in ("chart.change_label", "chart.change_label_narrow")
    )
    return Drawn(wide, alt, narrow=wrapped(slim))


def months(view: View, table: pd.DataFrame) -> Drawn:
    """The meetings that the library holds by month."""
    said = coverage.facts(table)
    return Drawn(
        coverage.figure(table, hover=view.t("chart.month_hover"), height=130),
        view.t("chart.coverage_alt", **said) if said else view.t("chart.empty"),
    )
