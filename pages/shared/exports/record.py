"""What a page has shown in a run, and which measures it asked: all that an export of the page is made from.

The parts of a page (:mod:`pages.shared.components`) note themselves here as they are drawn, so that no page has code
of its own for exports. Nothing is composed before a reader asks for it: a note holds what was drawn, and no copy of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analysis.texts import dated, unlinked

if TYPE_CHECKING:
    from analysis.measures.selection import Selection
    from pages.shared.looks.drawn import Drawn


@dataclass(frozen=True, slots=True)
class Prose:
    """A passage of HTML that the page's own code made: what came from reports is escaped in it."""

    html: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading within the page."""

    title: str


@dataclass(frozen=True, slots=True)
class Caption:
    """What stands under a figure."""

    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Charts:
    """Charts of one kind, each with its title (empty where its section's is enough), the place below them for their
    menu, and how many stand beside each other."""

    key: str
    drawn: tuple[tuple[str, Drawn], ...]
    slot: DeltaGenerator
    in_a_row: int = 1


@dataclass(frozen=True, slots=True)
class Rows:
    """A table with ids named, its columns' configuration, and the position of the measure that it came from."""

    key: str
    frame: pd.DataFrame
    columns: Mapping[str, Any]
    call: int | None = None


Part = Prose | Heading | Caption | Charts | Rows


@dataclass(frozen=True, slots=True)
class Call:
    """One measure that the page asked, and the columns of the table that it gave; none where it gave no table."""

    function: Callable[..., Any]
    selection: Selection
    args: tuple[Any, ...]
    options: Mapping[str, Any]
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """The cell that a reader opened, in words, and what is behind it: items or meetings of a selection."""

    said: str
    selection: Selection
    unit: str


@dataclass(slots=True)
class Record:
    """One run of one page."""

    question: str = ""
    finding: str = ""
    parts: list[Part] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    cell: Cell | None = None

    def caption_of(self, part: Part) -> tuple[str, ...]:
        """The caption that belongs to a part: the next one below it within the section, else the nearest above."""
        at = next(place for place, one in enumerate(self.parts) if one is part)
        for around in (self.parts[at + 1 :], self.parts[:at][::-1]):
            for one in around:
                if isinstance(one, Caption):
                    return one.parts
                if isinstance(one, Heading):
                    break
        return ()

    def title_of(self, part: Part) -> str:
        """The heading that a part stands under: its section's, else the page's question."""
        at = next(place for place, one in enumerate(self.parts) if one is part)
        return next((one.title for one in self.parts[:at][::-1] if isinstance(one, Heading)), self.question)


_now: ContextVar[Record | None] = ContextVar("now", default=None)


@contextmanager
def recording() -> Iterator[Record]:
    """What is shown within the block is noted in the record that it gives."""
    record = Record()
    token = _now.set(record)
    try:
        yield record
    finally:
        _now.reset(token)


def current() -> Record:
    """The record of this run; an empty one where nothing is recorded."""
    return _now.get() or Record()


def note(part: Part) -> None:
    """Note a part of the page."""
    if record := _now.get():
        record.parts.append(part)


def show(html: str) -> None:
    """Show HTML that is part of the view's answer, and note it without where its numbers lead on the page."""
    note(Prose(unlinked(html)))
    st.html(dated(html))


def head(question: str, finding: str) -> None:
    """Note the page's question and, as HTML, its answer."""
    if record := _now.get():
        record.question, record.finding = question, finding


def cell(said: str, selection: Selection, unit: str) -> None:
    """Note the open cell."""
    if record := _now.get():
        record.cell = Cell(said, selection, unit)


def asked(call: Call) -> int | None:
    """Note a measure that the page asked; gives its position, by which its table is known later on."""
    record = _now.get()
    if record is None:
        return None
    record.calls.append(call)
    return len(record.calls) - 1
