"""What stands at the foot of a page: the whole view to take away, as a report, an evidence pack, or Python."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

import streamlit as st

from analysis.exporting import report
from pages.shared import state
from pages.shared.exports import composing, files
from pages.shared.exports.composing import Links
from pages.shared.exports.record import Charts, Record, Rows
from pages.shared.sharing.here import base, current
from pages.shared.view import View

FOLD: Final = "take-away"
"""The key of the fold."""


def draw(view: View, record: Record) -> None:
    """The fold, and what is in it once it is open; nothing on a page without figures."""
    if not any(isinstance(part, Charts | Rows) for part in record.parts):
        return
    t = view.t
    fold = st.expander(t("exports.foot"), key=FOLD, on_change="rerun")
    if not fold.open:
        return
    links = _links(view)
    with fold:
        size = round(report.floor() / 1e6)
        _file(view, "report", "html", "text/html", t.html("exports.report_means", n=size),
              partial(composing.to_report, view, record, links))  # fmt: skip
        means = t("exports.pack_of_cell", cell=record.cell.said) if record.cell else t("exports.pack_of_view")
        _file(view, "pack", "zip", "application/zip", t.html("exports.pack_means", of=means, n=composing.most()),
              partial(composing.to_pack, view, record, links))  # fmt: skip
        st.html(f"<h3 class='panel'>{t.html('exports.code')}</h3>")
        if code := composing.code(view, record, links):
            st.html(f"<p class='hint'>{t.html('exports.code_means')}</p>")
            st.code(code, language="python", wrap_lines=True)
        else:
            st.html(f"<p class='hint'>{t.html('exports.code_none')}</p>")


def _file(view: View, what: str, kind: str, mime: str, means: str, make: Callable[[], bytes]) -> None:
    with st.container(gap="xsmall"):
        st.download_button(
            view.t(f"exports.{what}"), make, file_name=files.name(view, f"{state.page()}-{what}", kind), mime=mime,
            key=f"take-{what}", on_click="ignore",
        )  # fmt: skip
        st.html(f"<p class='hint'>{means}</p>")


def _links(view: View) -> Links:
    link = current()
    return Links(link.live().address(base()), link.fixed(view.shown.version).address(base()))
