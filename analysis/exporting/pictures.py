"""A chart as a picture: framed for paper, and drawn by Chrome where the machine has one.

:func:`framed` puts into the figure itself what the page says around it, on white, so that whoever draws it, the
reader's browser or this module, makes the same picture. Nothing is fetched: plotly.js is the one that comes with the
plotly package.
"""

from __future__ import annotations

import asyncio
import copy
import shutil
import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final, Literal

from analysis.errors import ExportError

Format = Literal["png", "svg"]

WIDTH: Final = 960
"""Pixels across; a PNG has twice as many."""
SECONDS: Final = 30
"""How long a picture may take."""

_alone = threading.Lock()
_INK, _QUIET, _PAPER = "#1d2329", "#56616b", "#ffffff"
_EDGE, _TITLE, _LINE, _CAPTION, _SMALL = 20, 18, 26, 11.5, 17


def framed(
    figure: dict[str, Any], *, title: str = "", caption: Sequence[str] = (), width: int | None = None
) -> dict[str, Any]:
    """The figure on white with a title over it and a caption under it, each broken into the lines that fit.

    Both stand at the edge of the picture, whatever room the axis takes: the title is the figure's, and since a figure
    has only one of these, the caption is the title of a legend without entries. Text is drawn as it is: tags in it
    must have been escaped.
    """
    drawn = light(figure)
    layout, data = drawn["layout"], drawn["data"]
    wide = width or layout.get("width") or WIDTH
    titles = wrapped(title, (wide - 2 * _EDGE) / _TITLE)
    lines = [line for part in caption for line in wrapped(part, (wide - 2 * _EDGE) / _CAPTION)]
    above = _EDGE + _LINE * len(titles) if titles else 8
    below = 2 * _EDGE + _SMALL * len(lines) if lines else 0
    margin = layout.get("margin", {})
    layout |= {
        "width": wide,
        "height": layout.get("height", 400) + above + below,
        "margin": {
            **margin,
            "l": margin.get("l", 8) + 8,
            "r": margin.get("r", 8) + 8,
            "t": margin.get("t", 8) + above,
            "b": margin.get("b", 8) + below,
        },
        "autosize": False,
    }
    if titles:
        layout["title"] = {
            "text": "<br>".join(titles), "font": {"size": _TITLE}, "xref": "container", "yref": "container",
            "x": _EDGE / wide, "y": 1, "xanchor": "left", "yanchor": "top", "pad": {"t": _EDGE - 6},
        }  # fmt: skip
    for trace in data:
        trace["showlegend"] = False
        for part in ("customdata", "hovertext"):  # nobody can point at a picture
            trace.pop(part, None)
    if lines:
        data.append({"type": "scatter", "mode": "lines", "x": [None], "y": [None], "name": "", "showlegend": True,
                     "line": {"color": _PAPER, "width": 0}, "hoverinfo": "skip"})  # fmt: skip
        layout["showlegend"] = True
        layout["legend"] = {
            "title": {"text": "<br>".join(lines), "font": {"size": _CAPTION, "color": _QUIET}},
            "xref": "container", "yref": "container", "x": _EDGE / wide, "xanchor": "left",
            "y": _EDGE / 2 / layout["height"], "yanchor": "bottom", "bgcolor": _PAPER, "font": {"size": 1},
            "orientation": "h",
        }  # fmt: skip
    return drawn


def light(figure: Mapping[str, Any]) -> dict[str, Any]:
    """A copy of the figure on white, whatever the page's theme was."""
    drawn: dict[str, Any] = copy.deepcopy(dict(figure))
    font = {**drawn["layout"].get("font", {}), "color": _INK}
    drawn["layout"] |= {"paper_bgcolor": _PAPER, "plot_bgcolor": _PAPER, "font": font}
    return drawn


def wrapped(text: str, room: float) -> list[str]:
    """Text in lines of at most ``room`` ems: a Han character takes one, a Latin one about 0.55. Latin words stay whole.

    >>> wrapped("农业农村 rural areas", 6)
    ['农业农村', 'rural', 'areas']
    """
    lines, line, used = list[str](), "", 0.0
    for piece in _pieces(text):
        size = sum(1.0 if ord(sign) > 0x2E7F else 0.55 for sign in piece)
        if line and used + size > room and piece not in _CLOSING:
            lines.append(line.rstrip())
            line, used = "", 0.0
            piece = piece.lstrip()
        line, used = line + piece, used + size
    return [one for one in (*lines, line.strip()) if one]


_CLOSING: Final = frozenset("，。；：、！？）》”’,.;:!?)")


def _pieces(text: str) -> list[str]:
    """Where a line may break: after every Han character, before every space."""
    pieces = list[str]()
    for sign in text:
        if pieces and ord(sign) <= 0x2E7F and not sign.isspace() and ord(pieces[-1][-1]) <= 0x2E7F:
            pieces[-1] += sign
        else:
            pieces.append(sign)
    return pieces


@cache
def chrome() -> str | None:
    """The Chrome or Chromium on the path; None where there is none."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
    return next((found for name in names if (found := shutil.which(name))), None)


def draw(figures: Sequence[tuple[dict[str, Any], Format]]) -> list[bytes]:
    """Pictures of framed figures, each in its format, drawn by one Chrome that is closed afterwards.

    Raises ExportError where there is no Chrome, it does not start, or it takes longer than :data:`SECONDS`.
    """
    if chrome() is None:
        raise ExportError("There is no Chrome on this machine to draw pictures with; the reader's browser can.")
    if not figures:
        return []
    # A thread of its own, since there may be an event loop in this one; one Chrome at a time, since each is large.
    with _alone, ThreadPoolExecutor(1) as alone:
        return alone.submit(asyncio.run, _drawn(figures)).result()


async def _drawn(figures: Sequence[tuple[dict[str, Any], Format]]) -> list[bytes]:
    # Imported here: it starts a logger and reads the versions of everything.
    from choreographer.errors import BrowserClosedError, BrowserFailedError
    from kaleido import Kaleido, PageGenerator

    page, found = PageGenerator(plotly=plotly_js().as_uri(), mathjax=False), list[bytes]()
    try:
        async with asyncio.timeout(SECONDS * (len(figures) + 1)):
            async with Kaleido(path=chrome(), page_generator=page, timeout=SECONDS) as kaleido:
                for figure, format in figures:
                    layout = figure["layout"]
                    options = {"format": format, "width": layout["width"], "height": layout["height"], "scale": 2}
                    found.append(await kaleido.calc_fig(figure, opts=options))
    except TimeoutError as error:
        raise ExportError(f"Chrome took longer than {SECONDS} seconds for a picture.") from error
    except (BrowserClosedError, BrowserFailedError) as error:
        raise ExportError(f"Chrome did not start, or ended before the pictures were drawn ({error}).") from error
    return found


def plotly_js() -> Path:
    """The plotly.js that the charts of this program are made for."""
    found = find_spec("plotly")  # not imported: that alone takes a quarter of a second
    if found is None or found.origin is None:
        raise ExportError("The plotly package is missing; install what requirements.lock names.")
    return Path(found.origin).parent / "package_data" / "plotly.min.js"
