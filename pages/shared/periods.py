"""Stretches of time, spelled by their days so that a link to them keeps its meaning."""

from __future__ import annotations

from datetime import date, timedelta

from analysis.measures.selection import Selection

Period = tuple[date, date]


def last_months(last: date, months: int) -> tuple[Period, Period]:
    """The ``months`` calendar months that end with the month of ``last``, and as many before them.

    >>> [f"{first} {end}" for first, end in last_months(date(2025, 2, 11), 3)]
    ['2024-12-01 2025-02-28', '2024-09-01 2024-11-30']
    """
    end, middle, start = (_month(last, 1 - ago) for ago in (0, months, 2 * months))
    return (middle, end - timedelta(days=1)), (start, middle - timedelta(days=1))


def within(selection: Selection, first: date, last: date) -> Period:
    """The days of a period that a selection holds; the whole period where it holds none.

    >>> asked = Selection(start=date(2025, 1, 10), end=date(2025, 2, 20))
    >>> [f"{first} {last}" for first, last in (within(asked, *one) for one in last_months(date(2025, 2, 11), 1))]
    ['2025-02-01 2025-02-20', '2025-01-10 2025-01-31']
    """
    start, end = max(first, selection.start or first), min(last, selection.end or last)
    return (start, end) if start <= end else (first, last)


def _month(day: date, later: int) -> date:
    """The first day of the month that comes ``later`` months after the one of ``day``."""
    months = day.year * 12 + day.month - 1 + later
    return date(months // 12, months % 12 + 1, 1)
