"""A view as one HTML file, for print and mail: everything is inside, nothing is asked of any server.

The charts can be pointed at as on the page. For paper, and for readers of mail that run no scripts, each has a still
picture beside it: the one that it is given here or, where the machine has no Chrome to draw one, one that the reader's
browser makes when the file is opened.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from analysis.exporting.pictures import light, plotly_js

WIDTH: Final = 680
"""Pixels across of a chart on A4 within its margins (180 mm)."""
WIDE: Final = 8
"""A table with more columns is printed on a page that lies on its side."""


@dataclass(frozen=True, slots=True)
class Passage:
    """HTML that the caller made and escaped."""

    html: str
    kind: str = "passage"


@dataclass(frozen=True, slots=True)
class Title:
    """A heading."""

    text: str
    kind: str = "title"


@dataclass(frozen=True, slots=True)
class Small:
    """A caption or note."""

    text: str
    kind: str = "small"


@dataclass(frozen=True, slots=True)
class Chart:
    """A figure with its title and what it says in words, and how many stand beside each other; ``still`` is an SVG of
    it, where one was made."""

    figure: Mapping[str, Any]
    alt: str
    title: str = ""
    in_a_row: int = 1
    still: bytes = b""
    kind: str = "chart"


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as text: headers, rows, which columns are numbers, and a note on what is not in it."""

    headers: Sequence[str]
    rows: Sequence[Sequence[str]]
    numbers: Sequence[bool]
    note: str = ""
    kind: str = "grid"

    @property
    def is_wide(self) -> bool:
        """Whether it needs a page that lies on its side."""
        return len(self.headers) > WIDE


Block = Passage | Title | Small | Chart | Grid


@dataclass(frozen=True, slots=True)
class Report:
    """What a report says. ``about`` are lines under the question (selection, version, day), ``warning`` stands before
    everything else; ``finding`` is HTML that the caller made and escaped."""

    language: str
    brand: str
    question: str
    finding: str
    warning: str
    about: Sequence[tuple[str, str]]
    blocks: Sequence[Block]
    footer: Sequence[str]


def to_html(report: Report) -> bytes:
    """The report as a file. Its size is that of :func:`floor` and what is in it."""
    template = _environment().get_template("report.html.j2")
    page = template.render(report=report, plotly=_script(), width=WIDTH, room=room)
    return page.encode()


def room(in_a_row: int) -> int:
    """How wide a chart may be that stands beside others."""
    return WIDTH if in_a_row == 1 else WIDTH // 2 - 8


def floor() -> int:
    """How many bytes a report has before anything is in it: plotly.js."""
    return plotly_js().stat().st_size


@cache
def _script() -> Markup:
    # The script ends where its text says so, whatever it means by it.
    return Markup(plotly_js().read_text(encoding="utf-8").replace("</script", r"<\/script"))


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    made.filters |= {"figure": _figure, "still": _still, "html": Markup}
    return made


def _figure(chart: Chart) -> Markup:
    """A figure as JSON that no browser takes for the end of its script."""
    figure = light(chart.figure)
    for trace in figure["data"]:
        trace.pop("customdata", None)
    text = json.dumps(figure, ensure_ascii=False, default=_plain)
    return Markup(text.replace("<", r"\u003c").replace("\u2028", r"\u2028").replace("\u2029", r"\u2029"))


def _still(chart: Chart) -> str:
    return "data:image/svg+xml;base64," + base64.b64encode(chart.still).decode()


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value.item()
