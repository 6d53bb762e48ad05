"""Stretches of time, spelled by their days so that a link to them keeps its meaning."""

from __future__ import annotations

from datetime import date, timedelta

Period = tuple[date, date]


def last_months(last: date, months: int) -> tuple[Period, Period]:
    """The ``months`` calendar months that end with the month of ``last``, and as many before them.

    >>> [f"{first} {end}" for first, end in last_months(date(2025, 2, 11), 3)]
    ['2024-12-01 2025-02-28', '2024-09-01 2024-11-30']
    """
    end, middle, start = (_month(last, 1 - ago) for ago in (0, months, 2 * months))
    return (middle, end - timedelta(days=1)), (start, middle - timedelta(days=1))


def _month(day: date, later: int) -> date:
    """The first day of the month that comes ``later`` months after the one of ``day``."""
    months = day.year * 12 + day.month - 1 + later
    return date(months // 12, months % 12 + 1, 1)
