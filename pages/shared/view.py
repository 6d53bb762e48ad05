"""What a page is given in a run: the texts, the version, the selection, and the names of things in its language."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, Final, TypeVar

import pandas as pd

from analysis.measures import coverage
from analysis.measures.choices import Choices
from analysis.measures.selection import AND, ITSELF, NONE, Selection
from pages.shared.library import Shown
from pages.shared.periods import named
from pages.shared.texts import Texts

T = TypeVar("T")

_CODED: Final = {
    "level": "level.",
    "action": "action.",
    "decision": "decision.",
    "side": "side.",
    "treatment": "treatment.",
}

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
        """A measure of the view's selection, or of another one, from the cache where possible."""
        return self.shown.measure(function, self.selection if selection is None else selection, *args, **options)

    @cached_property
    def totals(self) -> dict[str, Any]:
        """How much the selection holds: the columns of ``coverage.totals``."""
        return self.measure(coverage.totals).iloc[0].to_dict()

    def topic(self, topic: str | None) -> str:
        """A topic's name as this version has it."""
        if topic is None or topic == NONE:
            return self.t("none.topic")
        return " + ".join(self._topics.get(part, part) for part in topic.split(AND))

    def _string(self, part: str) -> str:
        return self.t("evidence.quoted", word=part.strip('"'))

    @cached_property
    def _topics(self) -> dict[str, str]:
        return dict(zip(self.choices.topics["topic"], self.choices.topics[self.t.language], strict=True))

    @cached_property
    def places(self) -> dict[str, tuple[int, str, str | None]]:
        """Of every place its depth in the tree, its own name, and the chain that it lies in, None at the top."""
        frame = self.choices.places
        parents = [None if missing(parent) else str(parent) for parent in frame["parent"]]
        return dict(zip(frame["place"], zip(frame["depth"], frame["name"], parents, strict=True), strict=True))

    def value(self, key: str, value: object) -> str:
        """The name of a value of a cell or filter, by the name of its key."""
        if missing(value) or value == NONE:
            return self.t(f"none.{key}") if self.t.has(f"none.{key}") else self.t("none.other")
        if key == "other_matters":
            return self.t("evidence.other_matters")
        if key == "agenda" and AND in str(value):
            return self.t(
                "evidence.agenda", topics=self.t.enumerate([self.topic(one) for one in str(value).split(AND)])
            )
        if key in ("topic", "agenda"):
            return self.topic(str(value))
        if key == "season":
            named_by = "timelines.part_of_quarter" if str(value).startswith("Q") else "timelines.part_of_month"
            return self.t(named_by, n=str(value).lstrip("Q0"))
        if key == "together":
            parts = str(value).split(AND)
            return " + ".join(self._string(part) if part.startswith('"') else self.topic(part) for part in parts)
        if key in _CODED:
            return self.t(_CODED[key] + str(value))
        if key in ("place", "province", "city") and str(value).startswith(ITSELF):
            return self.t("filter.itself", place=str(value).removeprefix(ITSELF))
        if key == "formulation" and str(value).startswith(ITSELF):
            return self.t("filter.wording", wording=str(value).removeprefix(ITSELF))
        if key in ("period", "month"):
            return named(self.t, str(value))
        return str(value)


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a table as dictionaries, what is missing as None, whatever the column's type."""
    return [{key: None if missing(value) else value for key, value in row.items()} for row in frame.to_dict("records")]


def moment(stamp: str | datetime) -> str:
    """A time as people write it, to the minute; the day alone where no more is known.

    >>> moment("2025-12-24T07:28:00"), moment("2025-12-24T00:00:00"), moment("2025-12-24")
    ('2025-12-24 07:28', '2025-12-24', '2025-12-24')
    """
    return str(stamp).replace("T", " ")[:16].removesuffix(" 00:00")


def missing(value: object) -> bool:
    """Whether a value of a table's cell is missing (None, NaN, NaT)."""
    return value is None or value != value
