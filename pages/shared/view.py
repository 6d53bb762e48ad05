"""What a page is given in a run: the texts, the version, the selection, and the names of things in its language."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, TypeVar

import pandas as pd

from analysis.charts.theme import is_missing, plain
from analysis.measures import coverage
from analysis.measures.choices import Choices
from analysis.measures.selection import Selection
from analysis.texts.names import Names
from pages.shared.exports import record
from pages.shared.library import Shown
from pages.shared.texts import Texts

T = TypeVar("T")

handed_over: ContextVar[View | None] = ContextVar("handed_over", default=None)
"""From the router to the page that it runs; empty where the router has not run."""


@dataclass(frozen=True)
class View:
    """A reader's view: what is asked of which version, in which language."""

    t: Texts
    shown: Shown
    choices: Choices
    selection: Selection

    def measure(self, function: Callable[..., T], *args: Any, selection: Selection | None = None, **options: Any) -> T:
        """A measure of the view's selection, or of another one, from the cache where possible. A table knows by
        ``attrs["call"]`` which of the measures that the page asked it comes from."""
        asked = self.selection if selection is None else selection
        result = self.shown.measure(function, asked, *args, **options)
        columns = tuple(map(str, result.columns)) if isinstance(result, pd.DataFrame) else ()
        place = record.asked(record.Call(function, asked, args, options, columns))
        if isinstance(result, pd.DataFrame):  # a copy of its own, fresh from the cache
            result.attrs["call"] = place
        return result

    @property
    def totals(self) -> dict[str, Any]:
        """How much the selection holds: the columns of ``coverage.totals``."""
        # Not a cached property, which in this Python has one lock for all readers.
        if "_totals" not in self.__dict__:
            self.__dict__["_totals"] = dict(plain(self.measure(coverage.totals))[0])
        totals: dict[str, Any] = self.__dict__["_totals"]
        return totals

    @cached_property
    def names(self) -> Names:
        """What things are called in the reader's language, topics as this version has them."""
        topics = self.choices.topics
        return Names(self.t, dict(zip(topics["topic"], topics[self.t.language], strict=True)))

    def topic(self, topic: str | None) -> str:
        """A topic's name as this version has it."""
        return self.names.topic(topic)

    @cached_property
    def places(self) -> dict[str, tuple[int, str, str | None]]:
        """Of every place its depth in the tree, its own name, and the chain that it lies in, None at the top."""
        frame = self.choices.places
        parents = [None if is_missing(parent) else str(parent) for parent in frame["parent"]]
        return dict(zip(frame["place"], zip(frame["depth"], frame["name"], parents, strict=True), strict=True))

    def value(self, key: str, value: object) -> str:
        """The name of a value of a cell or filter, by the name of its key."""
        if key == "season" and not is_missing(value):
            named_by = "timelines.part_of_quarter" if str(value).startswith("Q") else "timelines.part_of_month"
            return self.t(named_by, n=str(value).lstrip("Q0"))
        if key == "side" and not is_missing(value):
            return self.t(f"side.{value}")
        return self.names.value(key, value)


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a table as dictionaries, what is missing as None, whatever the column's type."""
    return [{key: None if is_missing(value) else value for key, value in row.items()} for row in plain(frame)]


def moment(stamp: str | datetime) -> str:
    """A time as people write it, to the minute; the day alone where no more is known.

    >>> moment("2025-12-24T07:28:00"), moment("2025-12-24T00:00:00"), moment("2025-12-24")
    ('2025-12-24 07:28', '2025-12-24', '2025-12-24')
    """
    return str(stamp).replace("T", " ")[:16].removesuffix(" 00:00")
