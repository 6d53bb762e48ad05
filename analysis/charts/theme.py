"""What all charts share: colours, fonts, and the frame that a figure is drawn in.

A figure is a plain dictionary in Plotly's terms. Backgrounds are transparent and the colour of text is left open, so
that the light or dark page shows through; every colour here stands out from both (WCAG 2.2, 1.4.11: 3 to 1 for
graphics, against white and against #14181c).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from string import Formatter
from typing import Any, Final

import pandas as pd

Figure = dict[str, Any]
Row = Mapping[Any, Any]
"""A row of a table as a dictionary: one by one, and a few of many, pandas takes far longer for them."""

ACCENT: Final = "#3a83b7"
MUTED: Final = "#808791"
RULE: Final = "rgba(128,135,145,0.28)"

FONT: Final = (
    "PingFang SC, Hiragino Sans GB, Microsoft YaHei, Noto Sans SC, Noto Sans CJK SC, Source Han Sans SC, sans-serif"
)
"""Faces with Simplified forms: a browser left to itself draws Han characters in Japanese ones."""

PALETTE: Final = ("#3b5bd8", "#bc8b07", "#1d7450", "#c32102", "#379cbc", "#ed5490", "#b076ff", "#a5379f")
"""Eight colours that stay apart with protanopia and deuteranopia (Machado et al. 2009, full severity): at least 0.09
in OKLab between any two."""

CHOSEN_BAR: Final[Mapping[str, Any]] = {
    "selected": {"marker": {"color": PALETTE[1]}},
    "unselected": {"marker": {"opacity": 1}},
}
CHOSEN_POINT: Final[Mapping[str, Any]] = {
    "selected": {"marker": {"size": 12}},
    "unselected": {"marker": {"opacity": 1}},
}
CHOSEN_TEXT: Final[Mapping[str, Any]] = {"unselected": {"textfont": {"color": MUTED}}}
"""What sets a point apart that was clicked. Plotly fades all others to a fifth, which nobody can read: here they stay
as they are, and the chosen bar changes its colour, the chosen point its size."""

FEW: Final = 3

_SYMBOLS: Final = {"circle": "●", "square": "■", "diamond": "◆", "triangle-up": "▲"}
_DASHES: Final = ("solid", "dash", "dot", "dashdot")


@dataclass(frozen=True, slots=True)
class Style:
    """How one topic, or one series, is drawn wherever it appears."""

    color: str
    symbol: str
    dash: str

    @property
    def sign(self) -> str:
        """The marker as a character in its colour. Text beside it keeps the page's own colour, for its contrast."""
        return f'<span style="color:{self.color}">{_SYMBOLS[self.symbol]}</span>'


def styles(names: Iterable[str]) -> dict[str, Style]:
    """A style for each name, by its place in the list: give the whole taxonomy in its order, and a topic looks the same
    on every page. The ninth takes the first colour again with another marker and dash, down to the thirty-second.

    >>> looks = styles(["party-building", "theory-study"])
    >>> looks["party-building"].color != looks["theory-study"].color
    True
    """
    symbols = list(_SYMBOLS)
    return {
        name: Style(
            PALETTE[place % len(PALETTE)],
            symbols[place // len(PALETTE) % len(symbols)],
            _DASHES[place // len(PALETTE) % len(_DASHES)],
        )
        for place, name in enumerate(names)
    }


def shade(color: str, opacity: float) -> str:
    """A colour of the palette, let through to the page.

    >>> shade("#102030", 0.5)
    'rgba(16,32,48,0.5)'
    """
    red, green, blue = (int(color[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity:g})"


def layout(height: int, *, margin: Mapping[str, int] | None = None, **more: Any) -> dict[str, Any]:
    """The frame of a figure: no background, no legend, no dragging, small margins, axes at the edge of the drawing."""
    return {
        "height": height,
        "font": {"family": FONT, "size": 13},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "margin": {"l": 8, "r": 8, "t": 8, "b": 8, "pad": 0, **(margin or {})},
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "hoverlabel": {"font": {"family": FONT}, "align": "left"},
        **more,
    }


def axis(title: str = "", **more: Any) -> dict[str, Any]:
    """An axis with thin rules, which makes room for its own labels. An empty title would take room as well."""
    return {
        **({"title": {"text": title, "font": {"size": 12}, "standoff": 8}} if title else {}),
        "automargin": True,
        "fixedrange": True,
        "gridcolor": RULE,
        "linecolor": RULE,
        "zeroline": False,
        **more,
    }


def dates(days: Sequence[str], labels: Sequence[str], **more: Any) -> dict[str, Any]:
    """A time axis. A few periods are named one by one, since ticks set by the span would fall between them."""
    few = {"tickmode": "array", "tickvals": list(days), "ticktext": list(labels)} if len(days) <= FEW else {"nticks": 6}
    return axis(type="date", showgrid=False, tickangle=0, **few, **more)


def named(value: Any, names: Mapping[str, str]) -> str:
    """The label of a key, safe to draw: Plotly reads tags in text, and words come from reports."""
    return escape(names.get(str(value), str(value)), quote=False)


def fill(template: str, rows: pd.DataFrame | Sequence[Row], **labels: Sequence[str]) -> list[str]:
    """``template`` once for each row, with the row's columns and the labels, which are drawn as they are.

    >>> fill("{name}: {numerator} / {denominator}", pd.DataFrame({"numerator": [3], "denominator": [9]}), name=["农业"])
    ['农业: 3 / 9']
    """
    named = {re.split(r"[.\[]", name)[0] for _text, name, _spec, _turn in Formatter().parse(template) if name}
    first = rows if isinstance(rows, pd.DataFrame) else next(iter(rows), {})
    columns = {key: _safe(rows, key) for key in named - labels.keys() if key in first} | labels
    if not columns:
        return [template.format()] * len(rows)
    return [
        template.format(**dict(zip(columns, values, strict=True))) for values in zip(*columns.values(), strict=True)
    ]


def choose(figure: Figure, is_open: Callable[[Mapping[str, Any]], bool]) -> Figure:
    """The figure with those points chosen, as after a click, whose cell ``is_open``; as it was where none is.

    >>> bar = {"type": "bar", "customdata": [{"topic": "rural"}, {"topic": "health"}]}
    >>> choose({"data": [bar]}, lambda cell: cell["topic"] == "health")["data"][0]["selectedpoints"]
    [1]
    """
    chosen = [
        [at for at, cell in enumerate(trace.get("customdata") or []) if cell and is_open(cell)]
        for trace in figure["data"]
    ]
    if not any(chosen):
        return figure
    traces = [
        {**trace, "selectedpoints": points} if trace.get("customdata") else trace
        for trace, points in zip(figure["data"], chosen, strict=True)
    ]
    return {**figure, "data": traces}


def beside(labels: Sequence[str]) -> tuple[list[str], int]:
    """Labels to stand to the right of a point, a little apart from it, and the margin in pixels that the longest needs:
    a margin holds on any screen, where a longer axis would cut the label on a narrow one."""
    widths = [sum(1.0 if ord(character) > 0x2E7F else 0.58 for character in label) for label in labels]
    return [f"\u00a0{label}" for label in labels], 16 + round(13 * max(widths, default=0))


def cells(rows: pd.DataFrame | Sequence[Row], keys: Sequence[str]) -> list[dict[str, Any]]:
    """The keys of each row's cell, for ``selection.narrow(**cell)`` after a click."""
    records = plain(rows[list(keys)] if isinstance(rows, pd.DataFrame) else rows)
    return [{str(key): record[key] for key in keys} for record in records]


def plain(rows: pd.DataFrame | Sequence[Row]) -> Sequence[Row]:
    """The rows as dictionaries, as ``to_dict("records")`` has them, in a third of its time; as they are where they are
    dictionaries already."""
    if not isinstance(rows, pd.DataFrame):
        return rows
    names, columns = list(rows), [column.tolist() for _name, column in rows.items()]
    if not columns:
        return [{} for _row in range(len(rows))]
    return [dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)]


def parted(rows: pd.DataFrame | Sequence[Row], key: str) -> dict[Any, list[Row]]:
    """The rows by the value of a column, in the order in which these come.

    >>> parted(pd.DataFrame({"series": ["b", "a", "b"], "numerator": [1, 2, 3]}), "series")["b"]
    [{'series': 'b', 'numerator': 1}, {'series': 'b', 'numerator': 3}]
    """
    parts: dict[Any, list[Row]] = {}
    for row in plain(rows):
        parts.setdefault(row[key], []).append(row)
    return parts


def numbers(values: Iterable[Any]) -> list[float | None]:
    """Numbers for a figure: missing ones as None, which Plotly leaves out."""
    return [None if is_missing(value) else float(value) for value in values]


def is_missing(value: Any) -> bool:
    """Whether a table has no value there: None, NaN, NaT, NA."""
    return value is None or value is pd.NA or value != value


def _safe(rows: pd.DataFrame | Sequence[Row], key: str) -> list[Any]:
    """A column to put into text that is drawn."""
    values = rows[key].tolist() if isinstance(rows, pd.DataFrame) else [row[key] for row in rows]
    return [escape(value, quote=False) if isinstance(value, str) else value for value in values]
