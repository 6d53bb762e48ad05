"""A report and an evidence pack, composed of what a page noted of itself."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import pandas as pd

from analysis.charts.theme import is_missing
from analysis.errors import ExportError
from analysis.exporting import pack, pictures, report, reproducing
from pages.shared import texts
from pages.shared.exports import about, files, menus
from pages.shared.exports.record import Call, Caption, Charts, Heading, Prose, Record, Rows
from pages.shared.texts import LANGUAGES, Texts
from pages.shared.view import View

ROWS: Final = 300
"""How many rows of a table a report prints; all of them are in the evidence pack."""
STILLS: Final = 40
"""How many pictures the server draws for one report; beyond that the reader's browser does."""


@dataclass(frozen=True, slots=True)
class Links:
    """Where the view can be opened again: with the newest data, or with the same numbers."""

    live: str
    fixed: str


def most() -> int:
    """How many items or meetings a pack holds at most."""
    return pack.MOST


def to_report(view: View, record: Record, links: Links) -> bytes:
    """The report of the view as one HTML file."""
    t = view.t
    said = [
        (t("exports.selection"), about.selected(view)),
        *([(t("exports.opened"), record.cell.said)] if record.cell else []),
        (t("exports.version"), t("exports.version_of", version=view.shown.version, created=_created(view))),
        (t("exports.date"), about.today().isoformat()),
    ]
    made = report.Report(
        language=t.language,
        brand=t("brand"),
        question=record.question,
        finding=record.finding,
        warning=t("exports.invented") if view.shown.is_sample else "",
        about=said,
        blocks=[*_blocks(view, record), *_methods(t, record)],
        footer=[citation(view, record, links), t("exports.checked")],
    )
    return report.to_html(made)


def to_pack(view: View, record: Record, links: Links) -> bytes:
    """The evidence pack of the open cell, or of the whole view."""
    selection, unit = (record.cell.selection, record.cell.unit) if record.cell else (view.selection, "items")
    cited = pack.Cited(record.question, about.selected(view), about.today(), links.fixed)
    words = {
        "README.md": _readme(record),
        **{f"method.{language}.md": method(texts.of(language), record) for language in LANGUAGES},
        "reproduce.py": code(view, record, links),
        "citation.txt": citation(view, record, links) + "\n",
        "citation.bib": pack.bibtex(cited, view.shown.version),
    }
    made = pack.Pack(
        tables={part.key: part.frame for part in record.parts if isinstance(part, Rows)},
        selection=selection,
        unit="meetings" if unit == "meetings" else "items",
        texts=words,
        pictures=_pictures(view, record),
        links={"live": links.live, "fixed": links.fixed},
    )
    stream = io.BytesIO()
    pack.write(stream, view.shown.engine, made)
    return stream.getvalue()


def code(view: View, record: Record, links: Links) -> str:
    """The Python that gives the view's tables; empty where no measure stands behind it."""
    shown = {part.call: part for part in record.parts if isinstance(part, Rows) and part.call is not None}
    asked = [
        reproducing.Asked(
            call.function, call.selection, call.args, call.options,
            columns=_columns(shown[place], call) if place in shown else (),
            says=record.title_of(shown[place]) if place in shown else "",
        )
        for place, call in enumerate(record.calls)
        if call.columns
    ]  # fmt: skip
    version = view.shown.version
    return reproducing.script(version, asked, is_sample=view.shown.is_sample, link=links.fixed) if asked else ""


def citation(view: View, record: Record, links: Links) -> str:
    """One line that says what was taken from where."""
    return view.t(
        "exports.citation", question=record.question, selection=about.selected(view), version=view.shown.version,
        date=about.today(), link=links.fixed, program=pack.program(),
    )  # fmt: skip


def method(t: Texts, record: Record) -> str:
    """How the figures were counted, as Markdown."""
    lines = [t("method.counting"), *about.methods(t, record)]
    return f"# {t('exports.method')}\n\n" + "\n\n".join(lines) + "\n"


def _columns(rows: Rows, call: Call) -> tuple[str, ...]:
    """The columns of a table that its measure gave; the page may have added others."""
    return tuple(column for column in rows.columns if column in call.columns)


def _readme(record: Record) -> str:
    parts = (texts.of(language)("exports.pack_readme", question=record.question) for language in LANGUAGES)
    return "\n\n".join(parts) + "\n"


def _created(view: View) -> date:
    return view.shown.engine.version.created.date()


def _methods(t: Texts, record: Record) -> Iterator[report.Block]:
    yield report.Title(t("exports.method"))
    for line in (t("method.counting"), *about.methods(t, record)):
        yield report.Small(line)


def _blocks(view: View, record: Record) -> Iterator[report.Block]:
    stills = iter(_stills(record))
    for part in record.parts:
        if isinstance(part, Prose):
            yield report.Passage(part.html)
        elif isinstance(part, Heading):
            yield report.Title(part.title)
        elif isinstance(part, Caption):
            yield report.Small(view.t("caption.join").join(part.parts))
        elif isinstance(part, Charts):
            for title, drawn in part.drawn:
                yield report.Chart(drawn.figure, drawn.alt, title, part.in_a_row, next(stills, b""))
        elif len(part.frame):
            yield _grid(view, part)


def _stills(record: Record) -> list[bytes]:
    """Pictures of the charts for paper, where this machine can draw them."""
    framed = [
        pictures.framed(drawn.figure, width=None if drawn.is_fixed else report.room(part.in_a_row))
        for part in record.parts
        if isinstance(part, Charts)
        for _, drawn in part.drawn
    ]
    if pictures.chrome() is None or len(framed) > STILLS:
        return []
    try:
        return pictures.draw([(figure, "svg") for figure in framed])
    except ExportError:
        return []  # the reader's browser draws them when the report is opened


def _pictures(view: View, record: Record) -> dict[str, bytes]:
    """The charts with their captions inside, where this machine can draw them."""
    framed = [one for part in record.parts if isinstance(part, Charts) for one in menus.framed(view, record, part)]
    if pictures.chrome() is None or len(framed) > STILLS:
        return {}
    asked: list[tuple[str, dict[str, Any], pictures.Format]] = []
    for name, figure in framed:
        asked += [(name, figure, "svg"), (name, figure, "png")]
    try:
        drawn = pictures.draw([(figure, format) for _, figure, format in asked])
    except ExportError:
        return {}
    return {f"charts/{name}.{format}": one for (name, _, format), one in zip(asked, drawn, strict=True)}


def _grid(view: View, rows: Rows) -> report.Grid:
    t, whole = view.t, len(rows.frame)
    frame = rows.frame[list(rows.columns)].head(ROWS)
    numbers = [frame[column].dtype.kind in "iuf" for column in frame]
    styles = [files.style(rows.columns[column]) for column in frame]
    said = [
        [_said(t, value, style) for value, style in zip(row, styles, strict=True)]
        for row in frame.astype(object).itertuples(index=False)
    ]
    note = t("exports.first_rows", n=ROWS, whole=whole) if whole > ROWS else ""
    return report.Grid([files.label(view, rows, column) for column in frame], said, numbers, note)


def _said(t: Texts, value: Any, style: str) -> str:
    """A value as the page shows it."""
    if pd.api.types.is_list_like(value):
        return t.enumerate([str(one) for one in value])
    if is_missing(value):
        return "–"
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    if abs(value) == float("inf"):
        return "∞" if value > 0 else "-∞"
    if style == "percent":
        return f"{value:.1%}"
    if style.startswith("%"):
        return style % value
    if not float(value).is_integer():
        return f"{value:,.4g}"
    return f"{int(value):,}" if style == "localized" else str(int(value))  # a year has no comma
