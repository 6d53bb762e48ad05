"""The lines in which a word stands."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any, Final

import pandas as pd
import streamlit as st

from analysis.measures import concordance
from analysis.measures.selection import Selection
from pages.shared import cells, components, quoting
from pages.shared.exports import record
from pages.shared.listing import paged, pager
from pages.shared.view import View, records

LINES: Final = 20
ORDERS: Final = ("newest", "right", "left")


def lines(view: View, word: str, selection: Selection) -> None:
    """The lines in which a word stands, each with a link to its report, in the order that the reader chooses."""
    t, counted_as = view.t, "term" if "term" in cells.opened() else "phrase"
    found = view.measure(concordance.count, word, selection=selection, counted_as=counted_as).iloc[0]
    _head(view, word, (int(found["lines"]), int(found["meetings"])))
    if counted_as == "term":
        others = [t("evidence.quoted", word=one) for one in concordance.spellings(view.shown.engine, word)[1:]]
        components.note(t("keywords.lines_synonyms", words=t.enumerate(others)) if others else "")
    else:
        components.note(t("keywords.lines_note"))
    order = components.option("sort", ORDERS)
    components.choose("sort", ORDERS, t("keywords.sort"), lambda order: t(f"keywords.sort_{order}"))
    page = paged("line", int(found["lines"]), LINES)
    shown = {"limit": LINES, "offset": (page - 1) * LINES}
    options = {"counted_as": counted_as, "order": order, **shown}
    _kwic(view, view.measure(concordance.lines, word, selection=selection, **options))
    pager("line", int(found["lines"]), LINES)


def found(
    view: View, name: str, size: tuple[int, int] | None, measure: Callable[..., pd.DataFrame], *of: str, **options: Any
) -> None:
    """The lines that a measure of words in their order has counted: ``size`` are how many, and in how many meetings."""
    t = view.t
    if size is None:
        st.html(f"<p class='hint'>{t.html('keywords.found_none', word=name)}</p>")
        return
    _head(view, name, size)
    page = paged("line", size[0], LINES)
    _kwic(view, view.measure(measure, *of, **options, limit=LINES, offset=(page - 1) * LINES))
    pager("line", size[0], LINES)


def _head(view: View, word: str, size: tuple[int, int]) -> None:
    title = view.t.html("keywords.lines", word=word, lines=size[0], meetings=size[1])
    record.show(f"<h2 class='section' id='evidence'>{title}</h2>")
    st.button(view.t("evidence.close"), on_click=cells.close, key="close", type="tertiary")


def _kwic(view: View, frame: pd.DataFrame) -> None:
    t = view.t
    for number, line in enumerate(records(frame)):
        key = f"{line['meeting_id']}-{line['start']}"
        with st.container(key=f"line-{number}", gap=None):
            record.show(
                f"<table class='kwic{quoting.here(key)}' lang='zh-CN'><tr>"
                f"<td class='l'><bdi>{_flat(line['left'])}</bdi></td><td class='w'>{_flat(line['word'])}</td>"
                f"<td>{_flat(line['right'])}</td></tr></table>{_source(view, line)}"
            )
            label = t("evidence.facts").join(quoting.held(view, line))
            record.note(record.Prose(f"<p class='facts'>{escape(label)}</p>"))
            quoting.to_report(line, label, key=key, mark=f"{line['start']}-{line['end']}")


def _source(view: View, line: dict[str, Any]) -> str:
    """Whose report it is, where anything is known of that: of twenty lines, each counts for the eye."""
    return f"<p class='facts'>{quoting.source(view, line)}</p>" if line["outlet"] or line["url"] else ""


def _flat(text: str) -> str:
    return escape(" ".join(text.split()))
