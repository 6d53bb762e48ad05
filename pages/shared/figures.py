"""Figures on their way to the browser."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import plotly.io
import streamlit as st
from plotly.basedatatypes import BaseFigure
from plotly.validator_cache import ValidatorCache

from analysis.charts.theme import Figure
from pages.shared.looks.drawn import Drawn


def by_width(drawn: Drawn, key: str) -> Iterator[tuple[str, Figure]]:
    """The figure of a chart with the key that it is drawn by. Where a narrow screen has another one these are two, each
    to be drawn before the next is asked for: it stands in a box of its own, which the style sheet shows on its screens.
    """
    if drawn.narrow is None:
        yield key, drawn.figure
        return
    for width, figure in (("wide", drawn.figure), ("narrow", drawn.narrow)):
        with st.container(key=f"{width}-{key}"):
            yield f"{key}-{width}", figure


def plot(figure: Figure, drawn: Drawn, **options: Any) -> None:
    """Show one figure of a chart."""
    st.plotly_chart(
        Ready(figure), width="content" if drawn.is_fixed else "stretch", alt=drawn.alt,
        config={"displayModeBar": False}, **options,
    )  # fmt: skip


class Ready(BaseFigure):  # type: ignore[misc]
    """A figure that Streamlit passes on as it is.

    Given a dictionary, Streamlit builds a ``plotly.graph_objects.Figure`` of it to check every property: 20 to 40 ms
    for each chart of each view, of figures that only the code of ``analysis.charts`` makes and its tests check so.
    The template that such a figure would be given is put in here.
    """

    def __init__(self, figure: Figure) -> None:
        self._ready = {**figure, "layout": {"template": _template(), **figure["layout"]}}

    def to_dict(self) -> Figure:
        """The figure as it is sent."""
        return self._ready


@cache
def _template() -> dict[str, Any]:
    """What Streamlit has made the default: it stands for the colours and faces of the page's theme."""
    template: dict[str, Any] = plotly.io.templates[plotly.io.templates.default].to_plotly_json()
    # Ten megabytes that Plotly checks figures by; it reads them again where it is asked to check one.
    ValidatorCache._json_cache = None
    return template
