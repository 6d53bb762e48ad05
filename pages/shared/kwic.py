"""The lines in which a word stands."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any, Final

import pandas as pd
import streamlit as st

from analysis.measures import concordance
from analysis.measures.selection import Selection
from pages.shared import components
from pages.shared.exports import record
from pages.shared.listing import paged, pager
from pages.shared.navigation import link
from pages.shared.view import View, records

LINES: Final = 20
ORDERS: Final = ("newest", "right", "left")


def lines(view: View, word: str, selection: Selection) -> None:
    """The lines in which a word stands, each with a link to its report, in the order that the reader chooses."""
    t = view.t
    found = view.measure(concordance.count, word, selection=selection).iloc[0]
    title = t.html("keywords.lines", word=word, lines=int(found["lines"]), meetings=int(found["meetings"]))
    record.show(f"<h2 class='section' id='evidence'>{title}</h2>")
    st.html(f"<p class='hint'>{t.html('keywords.lines_note')}</p>")
    order = components.option("sort", ORDERS)
    components.choose("sort", ORDERS, t("keywords.sort"), lambda order: t(f"keywords.sort_{order}"))
    page = paged("line", int(found["lines"]), LINES)
    shown = {"limit": LINES, "offset": (page - 1) * LINES}
    _kwic(view, view.measure(concordance.lines, word, selection=selection, order=order, **shown))
    pager("line", int(found["lines"]), LINES)


def found(
    view: View, name: str, size: tuple[int, int] | None, measure: Callable[..., pd.DataFrame], *of: str, **options: Any
) -> None:
    """The lines that a measure of words in their order has counted: ``size`` are how many, and in how many meetings."""
    t = view.t
    if size is None:
        st.html(f"<p class='hint'>{t.html('keywords.found_none', word=name)}</p>")
        return
    title = t.html("keywords.lines", word=name, lines=size[0], meetings=size[1])
    record.show(f"<h2 class='section' id='evidence'>{title}</h2>")
    page = paged("line", size[0], LINES)
    _kwic(view, view.measure(measure, *of, **options, limit=LINES, offset=(page - 1) * LINES))
    pager("line", size[0], LINES)


def _kwic(view: View, frame: pd.DataFrame) -> None:
    t = view.t
    for number, line in enumerate(records(frame)):
        with st.container(key=f"line-{number}", gap=None):
            record.show(
                "<table class='kwic' lang='zh-CN'><tr>"
                f"<td class='l'><bdi>{_flat(line['left'])}</bdi></td><td class='w'>{_flat(line['word'])}</td>"
                f"<td>{_flat(line['right'])}</td></tr></table>"
            )
            label = t("evidence.facts").join(
                [str(line["date"] or t("basis.none")), f"{line['place'] or ''}{line['body'] or ''}"]
            )
            record.note(record.Prose(f"<p class='facts'>{escape(label)}</p>"))
            link("meetings", label, meeting=line["meeting_id"], mark=f"{line['start']}-{line['end']}")


def _flat(text: str) -> str:
    return escape(" ".join(text.split()))
