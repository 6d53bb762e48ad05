"""The figures that a view is opened for, as cells that can be counted in any version: then, and now.

Each is a cell of the view's selection; what it counts is its evidence, as everywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

from analysis.corpus.engine import Engine
from analysis.errors import SelectionError
from analysis.measures import counts, evidence, keywords
from analysis.measures.selection import NONE
from analysis.sharing.links import ViewLink

Unit = Literal["items", "meetings"]

_MOST: Final = 4


@dataclass(frozen=True, slots=True)
class Cell:
    """What is counted: the cell's keys and values, none of which stands for the whole selection; and in what."""

    keys: tuple[tuple[str, str], ...]
    unit: Unit


@dataclass(frozen=True, slots=True)
class Figure:
    """A cell with its count of ``whole``, the count of the whole selection."""

    cell: Cell
    count: int
    whole: int

    @property
    def share(self) -> float | None:
        """The part of the whole; None of the whole itself and where there is nothing."""
        return self.count / self.whole if self.cell.keys and self.whole else None


def cells(engine: Engine, link: ViewLink) -> tuple[Cell, ...]:
    """What the view is opened for: its meetings and items, the cell that stands open in it, and, by its page, the
    topic, words or formulation that come first in this version."""
    found = [Cell((), "meetings"), Cell((), "items")]
    if cell := opened(link):
        found.append(Cell(tuple(cell.items()), _unit(link, cell)))
    elif link.page in _OF_PAGE:
        found.extend(_OF_PAGE[link.page](engine, link))
    return tuple(found)


def opened(link: ViewLink) -> dict[str, str]:
    """The cell that stands open in the view; empty where none is, or it belongs to one of two compared selections."""
    parts = [part.partition(":") for part in link.get_all("cell")]
    is_whole = all(key and value and key != "side" for key, _, value in parts)
    return {key: value for key, _, value in parts} if is_whole else {}


def figures(engine: Engine, link: ViewLink, wanted: tuple[Cell, ...]) -> tuple[Figure, ...]:
    """The cells counted in a version; one that makes no sense for the selection is left out."""
    selection, found = link.selection(), []
    wholes: dict[Unit, int] = {}
    for cell in wanted:
        whole = wholes.setdefault(cell.unit, evidence.count(engine, selection, unit=cell.unit))
        try:
            count = evidence.count(engine, selection.narrow(**dict(cell.keys)), unit=cell.unit) if cell.keys else whole
        except SelectionError:
            continue
        found.append(Figure(cell, count, whole))
    return tuple(found)


def _unit(link: ViewLink, cell: Mapping[str, str] = MappingProxyType({})) -> Unit:
    """What the view counts, or the cell where it says so itself."""
    if said := "meetings" if "held" in cell else cell.get("unit"):
        return "meetings" if said == "meetings" else "items"
    counts_meetings = link.get("unit") == "meetings" or link.page in ("formulations", "keywords")
    return "meetings" if counts_meetings else "items"


def _topic(engine: Engine, link: ViewLink) -> list[Cell]:
    unit = _unit(link)
    frame = counts.topics(engine, link.selection(), unit=unit)
    first = frame[(frame["topic"] != NONE) & (frame["numerator"] > 0)]["topic"].head(1)
    return [Cell((("topic", str(topic)),), unit) for topic in first]


def _series(engine: Engine, link: ViewLink) -> list[Cell]:
    of = link.get("of", "topics")
    key: Mapping[str, str] = {"topics": "topic", "words": "term", "phrases": "phrase", "together": "together"}
    followed = link.get_all(of)[:_MOST]
    if of not in key or not followed:
        return _topic(engine, link) if of == "topics" else _word(engine, link) if of == "words" else []
    return [Cell(((key[of], value),), _unit(link)) for value in followed]


def _word(engine: Engine, link: ViewLink) -> list[Cell]:
    first = keywords.frequencies(engine, link.selection(), limit=1)["term"]
    return [Cell((("term", str(term)),), "meetings") for term in first]


def _formulation(engine: Engine, link: ViewLink) -> list[Cell]:
    chosen = link.get("chosen")
    return [Cell((("formulation", chosen),), "meetings")] if chosen else []


_OF_PAGE: Final[dict[str, Callable[[Engine, ViewLink], list[Cell]]]] = {
    "overview": _topic, "topics": _topic, "timelines": _series, "keywords": _word, "formulations": _formulation,
}  # fmt: skip


def compared(then: Engine, now: Engine, link: ViewLink) -> tuple[tuple[Figure, Figure], ...]:
    """The figures of a view in two versions, the cells chosen by the older one."""
    wanted = cells(then, link)
    before = {figure.cell: figure for figure in figures(then, link, wanted)}
    after = {figure.cell: figure for figure in figures(now, link, wanted)}
    return tuple((before[cell], after[cell]) for cell in wanted if cell in before and cell in after)
