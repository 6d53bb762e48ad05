"""One chart of a page for other pages to show: ``?embed=true&chart=KEY``, without menu, filters and controls."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

import streamlit as st

from analysis.sharing.links import ViewLink
from analysis.texts import dated
from pages.shared import state
from pages.shared.exports import about
from pages.shared.exports.record import Charts, Record
from pages.shared.figures import by_width, plot
from pages.shared.looks.drawn import Drawn
from pages.shared.navigation import escape as as_label
from pages.shared.sharing import here
from pages.shared.view import View

PARAMETER = "chart"
_AROUND = 150  # pixels for title, caption and link


def is_asked() -> bool:
    """Whether a single chart is asked for, in a frame."""
    return bool(st.context.is_embedded and state.get(PARAMETER))


def draw(view: View, record: Record) -> None:
    """The chart that the address names, with its title, its caption and a link to the whole view."""
    t, key = view.t, state.get(PARAMETER)
    charts = next((part for part in charted(record) if part.key == key), None)
    whole = here.current().without(PARAMETER)
    if charts is None:
        state.drop([f"{PARAMETER}={key}"])
        st.html(f"<p class='finding'>{t.html('embed.none')}</p>")
    else:
        st.html(f"<h2 class='embedded'>{escape(record.title_of(charts))}</h2>")
        for number, (title, drawn) in enumerate(charts.drawn):
            if title:
                st.html(f"<h3 class='panel'>{escape(title)}</h3>")
            for name, figure in by_width(drawn, f"embedded-{charts.key}-{number}"):
                plot(figure, drawn, key=name)
        caption = escape(t("caption.join").join(about.under(view, record, charts)))
        st.html(f"<p class='caption'>{dated(caption)}</p>")
    # A link in Markdown opens beside the frame, not in it.
    st.markdown(f"[{as_label(t('embed.whole'))}]({whole.address(here.base())})")


def charted(record: Record) -> Iterator[Charts]:
    """The charts of a page, in order."""
    return (part for part in record.parts if isinstance(part, Charts))


def code(link: ViewLink, base: str, title: str, charts: Charts) -> str:
    """The HTML by which another page shows a chart."""
    address = ViewLink.of(link.page, {**link.to_dict(), PARAMETER: charts.key}).address(base)
    address += "&embed=true"
    height = sum(_height(drawn) for _, drawn in charts.drawn) + _AROUND
    return (
        f'<iframe src="{escape(address)}" title="{escape(title)}" width="100%" height="{height}" loading="lazy" '
        'style="border: 0"></iframe>'
    )


def _height(drawn: Drawn) -> int:
    """How high a chart is on the screen on which it is highest, in pixels."""
    return max(int(figure["layout"].get("height") or 450) for figure in (drawn.figure, drawn.narrow or drawn.figure))
