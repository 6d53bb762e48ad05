"""What a report passes on, as a clue to its year: visits, conferences and sittings whose days are known."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from analysis.errors import LexiconError
from analysis.records import Span

OCCASIONS = Path(__file__).resolve().parents[2] / "data" / "lexicon" / "occasions.toml"
_WITHIN = dt.timedelta(100)  # in which what was said there is passed on
_NAMED, _TOLD_BY_DAY = 3, 2  # what an occasion speaks for a year by: a day of the month may be another sitting's too
_REACH = 80  # characters before it in which it is said that an occasion was passed on
_STOPS = re.compile("[。；\n]")
_BY_DAY = 2  # groups of a pattern that tells month and day


@dataclass(frozen=True, slots=True)
class Occasion:
    """An occasion whose days are known: how reports name it, and how long before one it may have been passed on."""

    name: str
    pattern: re.Pattern[str]
    days: tuple[dt.date, ...]
    before: dt.timedelta


@dataclass(frozen=True, slots=True)
class PassedOn:
    """An occasion that a report names, the days that it may mean, and where it names it."""

    name: str
    days: tuple[dt.date, ...]
    before: dt.timedelta
    span: Span
    weight: int

    def fits(self, day: dt.date) -> dt.date | None:
        """The day of the occasion of which a meeting of this ``day`` would have passed on what was said, if any."""
        return next((held for held in self.days if held - self.before <= day <= held + _WITHIN), None)


@cache
def load_occasions(path: Path = OCCASIONS) -> tuple[Occasion, ...]:
    """The occasions. Raises :class:`~analysis.errors.LexiconError` for a file that is not as it should be."""
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8"))["occasions"]
        return tuple(
            Occasion(
                entry["name"],
                re.compile(entry["pattern"]),
                tuple(entry["days"]),
                dt.timedelta(entry.get("before", 0)),
            )
            for entry in entries
        )
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError, re.error) as error:
        raise LexiconError(f"{path}: {error}. Each [[occasions]] needs name, pattern and days.") from error


def find_occasions(text: str) -> list[PassedOn]:
    """The occasions of which a text says that something was passed on, each where it does so first.

    >>> [(found.name, found.days[0].isoformat()) for found in find_occasions("传达学习7月2日国务院常务会议精神")]
    [('国务院常务会议', '2014-07-02')]
    """
    found: list[PassedOn] = []
    for occasion in load_occasions():
        match = next((m for m in occasion.pattern.finditer(text) if _is_passed_on(text, m.start())), None)
        if match is None:
            continue
        days = occasion.days
        if occasion.pattern.groups == _BY_DAY:
            told = int(match[1]), int(match[2])
            days = tuple(day for day in days if (day.month, day.day) == told)
        if days:
            weight = _TOLD_BY_DAY if days != occasion.days else _NAMED
            found.append(PassedOn(occasion.name, days, occasion.before, Span(*match.span()), weight))
    return found


def _is_passed_on(text: str, at: int) -> bool:
    """Whether what stands there is the object of 传达, and not only spoken of, which it is for years."""
    before = _STOPS.split(text[max(0, at - _REACH) : at])[-1]
    return "传达" in before
