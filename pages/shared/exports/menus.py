"""The menu below a chart: its pictures, which the reader's browser makes.

The browser draws them because it has the reader's fonts and costs the server nothing. What it draws, and plotly.js to
draw it with, come from this server; neither is sent before the menu is opened.
"""

from __future__ import annotations

import json
from datetime import date
from html import escape
from pathlib import Path
from typing import Any, Final

import streamlit.components.v1 as components_v1

from analysis.exporting import pictures
from pages.shared.exports import about, files
from pages.shared.exports.record import Charts, Record
from pages.shared.looks.drawn import Drawn
from pages.shared.view import View

_HALF: Final = 640
"""The width of a chart that stands beside others of its kind."""


def draw(view: View, record: Record) -> None:
    """The menus of every chart of the page, once all of it is known."""
    for part in record.parts:
        if isinstance(part, Charts):
            _menu(view, record, part)


def _menu(view: View, record: Record, charts: Charts) -> None:
    t = view.t
    menu = charts.slot.popover(t("exports.picture"), key=f"picture-{charts.key}", type="tertiary", on_change="rerun")
    if not menu.open:
        return
    with menu:
        _component()(
            charts=[
                {"title": title or t("exports.this_chart"), "name": name, "figure": json.loads(_json(figure))}
                for (title, _), (name, figure) in zip(charts.drawn, framed(view, record, charts), strict=True)
            ],
            plotly=f"../{_component('plotly', pictures.plotly_js().parent).name}/{pictures.plotly_js().name}",
            failed=t("exports.picture_failed"),
            key=f"draw-{charts.key}",
        )


def framed(view: View, record: Record, charts: Charts) -> list[tuple[str, dict[str, Any]]]:
    """The charts with their titles and captions inside, each with the name of its file."""
    caption = [escape(view.t("caption.join").join(about.under(view, record, charts)), quote=False)]
    many = len(charts.drawn) > 1
    found = []
    for number, (title, drawn) in enumerate(charts.drawn, 1):
        said = view.t("exports.of_question", question=record.title_of(charts), title=title) if title else ""
        figure = pictures.framed(
            drawn.figure, title=escape(said or record.title_of(charts), quote=False), caption=caption,
            width=_width(charts, drawn),
        )  # fmt: skip
        name = files.name(view, f"{charts.key}-{number}" if many else charts.key, "")
        found.append((name.rstrip("."), figure))
    return found


def _width(charts: Charts, drawn: Drawn) -> int | None:
    if drawn.is_fixed:
        return None
    return _HALF if charts.in_a_row > 1 else pictures.WIDTH


def _json(figure: dict[str, Any]) -> str:
    return json.dumps(figure, ensure_ascii=False, default=_plain)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value.item()


def _component(name: str = "picture", folder: Path = Path(__file__).parent / "picture") -> Any:
    # Declared anew each time: Streamlit knows a component only if it was declared while a page ran.
    return components_v1.declare_component(name, path=str(folder))
