"""How words are drawn: clouds, and bars of runs, collocates, and new and vanished words."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Any, Final

import pandas as pd
import streamlit as st

from analysis.charts import bars, cloud, theme
from analysis.charts.theme import Figure, Style, plain
from analysis.measures import segmentation
from pages.shared.exports import record
from pages.shared.findings.parts import FALSE
from pages.shared.looks.drawn import Drawn, nothing, wrapped
from pages.shared.periods import Period
from pages.shared.view import View

BARS: Final = 25
"""How many bars are drawn; the table has all."""

_SIZES: Final = ((900, 420), (340, 420))


def words(view: View, table: pd.DataFrame, order: str) -> Drawn:
    """The word cloud, once for a wide and once for a narrow screen: its words do not shrink with the page."""
    said, hover = cloud.facts(table, value=order), view.t("chart.word_hover")
    alt = view.t("chart.cloud_alt", words=said["words"], largest=view.t.enumerate(said["largest"]))
    wide, slim = (
        _laid_out(_key(held, order), hover, order, size, theme.ACCENT, held)
        for held, size in ((table.head(120), _SIZES[0]), (table.head(60), _SIZES[1]))
    )
    return Drawn(wide, alt, is_fixed=True, narrow=slim)


def key_words(view: View, table: pd.DataFrame) -> Iterator[tuple[str, Drawn]]:
    """The words of either side that are more than chance, as large as their z."""
    t = view.t
    for side, color in (("a", theme.ACCENT), ("b", theme.PALETTE[1])):
        held = table[(table["side"] == side) & table["is_sure"]] if len(table) else table
        held = held.assign(leaning=held["z"].abs()).nlargest(60, "leaning") if len(held) else held
        title = t(f"keywords.key_{side}", n=len(held))
        if held.empty:
            yield title, nothing(view)
            continue
        said = cloud.facts(held, value="leaning")
        alt = t("chart.cloud_alt", words=said["words"], largest=t.enumerate(said["largest"]))
        figure = _laid_out(_key(held, "leaning"), t("compare.word_hover"), "leaning", _SIZES[1], color, held)
        for trace in figure["data"]:
            trace["customdata"] = [{**cell, "side": side} for cell in trace["customdata"]]
        yield title, Drawn(figure, alt, is_fixed=True)


def runs(view: View, table: pd.DataFrame) -> Drawn:
    """Runs of words by how often they stand together."""
    names = {run: run.replace(" ", "") for run in table["ngram"]}
    return _bars(view, table, "ngram", "count", names, "keywords.runs_label", "keywords.runs_hover", "keywords.times")


def collocates(view: View, table: pd.DataFrame, order: str) -> Drawn:
    """Collocates by the measure of association; those that stand there less than by chance are in the table alone."""
    label, table = "keywords.collocate_label", table[table["g2"] > 0]
    return _bars(view, table, "collocate", order, {}, label, "keywords.collocate_hover", f"keywords.measure_{order}")


def novelty(view: View, table: pd.DataFrame, recent: Period, before: Period) -> Iterator[tuple[str, Drawn]]:
    """New words by their share of the recent meetings, vanished ones by theirs of the former."""
    t = view.t
    for kind, suffix, (first, last) in (("new", "", recent), ("vanished", "_before", before)):
        held = table[table["kind"] == kind].head(BARS)
        title = t(f"keywords.title_{kind}", n=len(held))
        if held.empty:
            yield title, nothing(view)
            continue
        share = held[f"numerator{suffix}"] / held[f"denominator{suffix}"]
        held = held.assign(share=share, **{"from": first, "to": last})
        sure = {
            row["term"]: Style(theme.ACCENT if row["adjusted"] <= FALSE else theme.MUTED, "circle", "solid")
            for row in plain(held)
        }
        figure = bars.figure(
            held, key="term,from,to", value="share", styles=sure, label=t("keywords.novelty_label"),
            hover=t(f"keywords.hover_{kind}"), title=t(f"keywords.share_{kind}"), tickformat=".0%",
        )  # fmt: skip
        said = bars.facts(held, key="term", value="share")
        yield title, Drawn(figure, t("keywords.bars_alt", bars=said["bars"], first=said["first"]))


def named_kinds(view: View, table: pd.DataFrame) -> pd.DataFrame:
    """The table of new and vanished words with its codes in words."""
    kinds = [view.t(f"keywords.kind_{kind}") for kind in table["kind"]]
    return table.assign(kind=kinds).rename(columns={"chance": "chance_word"})


def cells_of_kinds(table: pd.DataFrame, recent: Period, before: Period) -> list[dict[str, Any]]:
    """The cell of each row: the word in the period that has it."""
    periods = {"new": recent, "vanished": before}
    return [
        {"term": term, "from": periods[kind][0], "to": periods[kind][1]}
        for term, kind in zip(table["term"], table["kind"], strict=True)
    ]


def three_counts(view: View, word: str) -> None:
    """How much the word's count hangs on how texts are cut into words, and the longer words that have it within."""
    t, counted = view.t, view.measure(segmentation.counts, word)
    if counted.empty:
        return
    rows = counted.set_index("method").to_dict("index")
    exact, lexicon, stock = (rows[method] for method in ("exact", "lexicon", "stock"))
    said = [t.html("keywords.cut_exact", n=int(exact["numerator"])),
            t.html("keywords.cut_lexicon", n=int(lexicon["numerator"]), share=f"{lexicon['share']:.0%}")]  # fmt: skip
    said.append(t.html("keywords.cut_stock", share=f"{stock['share']:.0%}", texts=int(stock["texts"]),
                       of=int(stock["of_texts"])))  # fmt: skip
    within = view.measure(segmentation.within, word, limit=5)
    if len(within):
        longer = [t("keywords.cut_longer", word=row["term"], n=int(row["count"])) for row in plain(within)]
        said.append(t.html("keywords.cut_within", words=t.enumerate(longer)))
    mark = t.html("keywords.cut_parts") if lexicon["parts"] or stock["parts"] else t.html("keywords.cut_agree")
    record.show(
        f"<h3 class='panel'>{escape(t('keywords.cut'))}</h3><p class='facts'>{' '.join(said)} <b>{mark}</b></p>"
    )


def _bars(
    view: View, table: pd.DataFrame, key: str, value: str, names: dict[str, str], label: str, hover: str, title: str
) -> Drawn:
    t, held = view.t, table[table[value] > 0].head(BARS)
    if held.empty:
        return nothing(view)
    said = bars.facts(held, key=key, value=value, names=names)
    alt = t("keywords.bars_alt", bars=said["bars"], first=said["first"])
    figure = bars.figure(held, key=key, value=value, names=names, label=t(label), hover=t(hover), title=t(title))
    return Drawn(figure, alt, narrow=wrapped(figure))


def _key(table: pd.DataFrame, value: str) -> tuple[tuple[str, float, int], ...]:
    return tuple(zip(table["term"], table[value], table["documents"], strict=True))


@st.cache_data(max_entries=200, show_spinner=False)
def _laid_out(
    words: tuple[tuple[str, float, int], ...], hover: str, value: str, size: tuple[int, int], color: str,
    _table: pd.DataFrame,
) -> Figure:  # fmt: skip
    """The cloud of these words: finding room for them takes a tenth of a second or two."""
    return cloud.figure(_table, hover=hover, value=value, size=size, colors=dict.fromkeys(_table["term"], color))
