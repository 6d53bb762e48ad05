"""How the keywords are drawn: the word cloud."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analysis.charts import cloud
from analysis.charts.theme import Figure
from pages.shared.looks.drawn import Drawn
from pages.shared.view import View


def words(view: View, table: pd.DataFrame) -> tuple[Drawn, Drawn]:
    """The word cloud, once for a wide and once for a narrow screen: its words do not shrink with the page."""
    said, hover = cloud.facts(table), view.t("chart.word_hover")
    alt = view.t("chart.cloud_alt", words=said["words"], largest=view.t.enumerate(said["largest"]))
    wide, slim = (
        _laid_out(tuple(zip(held["term"], held["count"], held["documents"], strict=True)), hover, size, held)
        for held, size in ((table.head(120), (900, 420)), (table.head(60), (340, 420)))
    )
    return Drawn(wide, alt, is_fixed=True), Drawn(slim, alt, is_fixed=True)


@st.cache_data(max_entries=200, show_spinner=False)
def _laid_out(
    words: tuple[tuple[str, int, int], ...], hover: str, size: tuple[int, int], _table: pd.DataFrame
) -> Figure:
    """The cloud of these words: finding room for them takes a quarter of a second."""
    return cloud.figure(_table, hover=hover, size=size)
