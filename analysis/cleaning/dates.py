"""When a report was published, from the many ways of writing it to ISO 8601."""

from __future__ import annotations

import datetime
import re
from email.utils import parsedate_to_datetime
from typing import Final

BEIJING: Final = datetime.timezone(datetime.timedelta(hours=8))

_WEEKDAY: Final = r"(?:\s?[(（]?(?:星期|周|礼拜)[一二三四五六日天][)）]?)?"
_CLOCK: Final = (
    r"(?:[T\s]?\s?(?P<half>上午|下午|中午|晚上|晚)?(?P<hour>[0-2]?\d)[:：时](?P<minute>[0-5]?\d)(?:[:：分](?P<second>[0-5]\d))?"
    r"[分秒]?(?:\.\d{1,9})?(?P<zone>Z|[+-]\d\d:?\d\d)?)?"
)
FULL: Final = re.compile(
    r"(?P<year>(?:19|20)\d\d)(?:\s?[-/.年]\s?)(?P<month>[01]?\d)(?:\s?[-/.月]\s?)(?P<day>[0-3]?\d)(?!\d)\s?日?"
    + _WEEKDAY
    + _CLOCK
)
"""A date with its year, perhaps with weekday and time of day."""

YEARLESS: Final = re.compile(
    r"(?P<month>[01]?\d)(?:[-/]|\s?月\s?)(?P<day>[0-3]?\d)(?!\d)\s?日?"
    + _WEEKDAY
    + r"\s{0,2}(?P<hour>[0-2]?\d)[:：](?P<minute>[0-5]\d)"
)
"""A date without a year, with a time of day: that much stands on pages, hardly in sentences."""

_COMPACT: Final = re.compile(r"((?:19|20)\d\d)([01]\d)([0-3]\d)(?:([0-2]\d)([0-5]\d)([0-5]\d)?)?")
_EPOCH: Final = re.compile(r"(\d{10})(\d{3})?(?:\.\d+)?")


def to_iso(given: str) -> str:
    """``2021-04-27`` or ``2021-04-27T23:03:00`` where the date has its year, else what was given, trimmed.

    Times with a zone and seconds since 1970 become Beijing time. Midnight sharp is no time of day: it is how tables
    write a date.

    >>> to_iso("2021年4月27日 23:03"), to_iso("2021/4/27"), to_iso("04-27 23:03"), to_iso("1619535780")
    ('2021-04-27T23:03:00', '2021-04-27', '04-27 23:03', '2021-04-27T23:03:00')
    """
    text = " ".join(given.split())
    found = _moment(text)
    if found is None:
        return text
    if isinstance(found, datetime.datetime):
        if found.tzinfo is not None:
            found = found.astimezone(BEIJING).replace(tzinfo=None)
        if found.time() == datetime.time():
            return found.date().isoformat()
        return found.replace(microsecond=0).isoformat()
    return found.isoformat()


def _moment(text: str) -> datetime.datetime | datetime.date | None:
    try:
        if match := FULL.search(text):
            return _from(match)
        if match := _COMPACT.fullmatch(text):
            year, month, day, hour, minute, second = (int(part) for part in match.groups(default="0"))
            return datetime.datetime(year, month, day, hour, minute, second)
        if match := _EPOCH.fullmatch(text):
            return datetime.datetime.fromtimestamp(int(match[1]), BEIJING)
        if re.match(r"[A-Z][a-z]{2},? ", text):
            return parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None  # 2021-13-45: not a date, so nothing to put in another form
    return None


def _from(match: re.Match[str]) -> datetime.datetime | datetime.date:
    part = match.groupdict()
    date = datetime.date(int(part["year"]), int(part["month"]), int(part["day"]))
    if part["hour"] is None:
        return date
    hour = int(part["hour"])
    if part["half"] in ("下午", "晚上", "晚") and hour < 12:
        hour += 12
    zone = part["zone"]
    return datetime.datetime(
        date.year,
        date.month,
        date.day,
        hour,
        int(part["minute"]),
        int(part["second"] or 0),
        tzinfo=datetime.datetime.strptime(zone, "%z").tzinfo if zone else None,
    )
