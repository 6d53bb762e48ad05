"""How two selections are drawn side by side: words by leaning, shares by difference, the pace as a table."""

from __future__ import annotations

from html import escape
from typing import Any, Final

import pandas as pd
import streamlit as st

from analysis.charts import changes, contrast, theme
from analysis.charts.theme import Figure, Style, is_missing, plain
from pages.shared.comparing import Sides
from pages.shared.exports import record
from pages.shared.findings.compare import OF
from pages.shared.findings.parts import FALSE
from pages.shared.looks.drawn import Drawn, nothing, wrapped
from pages.shared.view import View

MOST: Final = 16
"""How many differences are drawn; the table has all."""

_SIZES: Final = ((940, 560), (340, 460))


def words(sides: Sides, table: pd.DataFrame) -> Drawn:
    """The words of both sides by frequency and leaning, for a wide and for a narrow screen."""
    t = sides.a.t
    if table.empty:
        return nothing(sides.a)
    said = contrast.facts(table)
    named = {side: t.enumerate(said[side]) for side in ("above", "below")}
    alt = t("compare.words_alt", words=said["words"], sure=said["sure"], **named)
    texts = (t("compare.word_hover"), t("compare.axis_x"), t("compare.axis_y"))
    key = (sides.a.shown.version, repr(sides.a.selection), repr(sides.against), tuple(table["term"]))
    wide, slim = (
        _plotted(key, size, texts, table.loc[_strongest(table, most)])
        for size, most in zip(_SIZES, (len(table), 60), strict=True)
    )
    return Drawn(wide, alt, is_fixed=True, narrow=slim)


def shares(sides: Sides, table: pd.DataFrame, show: str) -> Drawn:
    """The largest differences in share, A's gains on top, for a wide and for a narrow screen."""
    view, of, t = sides.a, OF[show], sides.a.t
    held = table[table["difference"].notna()]
    top = held.loc[held["difference"].abs().nlargest(MOST).index].sort_values("difference", ascending=False)
    top = top.assign(is_sure=top["adjusted"] <= FALSE)
    names = {value: view.value(of, value) for value in top[of]}
    said = changes.facts(top, key=of, names=names, sure="is_sure")
    alt = t("compare.share_alt", **said) if said else t("chart.empty")
    leaning = {
        value: Style(theme.PALETTE[1] if lean < 0 else theme.ACCENT, "circle", "solid")
        for value, lean in zip(top[of], top["difference"], strict=True)
    }
    wide, slim = (
        changes.figure(
            top, key=f"{of},side", names=names, styles=leaning, label=t(label), hover=t("compare.share_hover"),
            title=t(title), sure="is_sure",
        )
        for label, title in (
            ("compare.share_label", "compare.points"),
            ("compare.share_label_narrow", "compare.points_narrow"),
        )
    )  # fmt: skip
    return Drawn(wide, alt, narrow=wrapped(slim))


def pace(view: View, table: pd.DataFrame) -> None:
    """How often either side meets and how long its agendas are, with intervals."""
    t = view.t
    heads = [t("compare.pace_figure"), t("side.a"), t("side.b"), t("compare.pace_p")]
    rows = [
        (t(f"compare.figure_{row['figure']}"), _value(view, row, ""), _value(view, row, "_against"), _p(view, row["p"]))
        for row in plain(table)
    ]
    head = "".join(f"<th>{escape(text)}</th>" for text in heads)
    body = "".join(f"<tr>{''.join(f'<td>{escape(text)}</td>' for text in row)}</tr>" for row in rows)
    record.show(f"<table class='plain'><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>")


def with_sides(table: pd.DataFrame, value: str) -> pd.DataFrame:
    """The table with the side that each row leans to, and whether it is more than chance."""
    side = ["b" if lean < 0 else "a" for lean in table[value].fillna(0)]
    return table.assign(side=side, is_sure=table["adjusted"] <= FALSE)


@st.cache_data(max_entries=200, show_spinner=False)
def _plotted(key: tuple[Any, ...], size: tuple[int, int], texts: tuple[str, str, str], _table: pd.DataFrame) -> Figure:
    """The plot of these words: finding room for their labels takes a moment."""
    hover, title_x, title_y = texts
    return contrast.figure(_table, size=size, hover=hover, title_x=title_x, title_y=title_y)


def _strongest(table: pd.DataFrame, most: int) -> pd.Index:
    return table["z"].abs().nlargest(most).sort_index().index


def _value(view: View, row: dict[Any, Any], suffix: str) -> str:
    if is_missing(row[f"value{suffix}"]):
        return view.t("compare.pace_missing")
    return view.t("compare.pace_value", **{name: row[f"{name}{suffix}"] for name in ("value", "low", "high")})


def _p(view: View, p: float) -> str:
    return view.t("compare.pace_missing") if is_missing(p) else f"{p:.3g}"
