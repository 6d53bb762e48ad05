"""When a meeting was held, and how that is known.

The day is read in the report; the year too, or it comes from the publication date, or, where that has none, from what
the report speaks of: campaigns, congresses, plan periods and events with known dates (``data/lexicon/events.toml``),
weekdays and the years that the text names. A year is inferred only where every other year lies outside the days of
something that the report speaks of; else it stays unknown.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from analysis.errors import LexiconError
from analysis.parsing.numbers import to_int
from analysis.records import Basis, DateBasis, Report, Span

EVENTS = Path(__file__).resolve().parents[2] / "data" / "lexicon" / "events.toml"
FIRST_YEAR = 2000

_CN = "[〇零一二三四五六七八九十]"
_DAY = re.compile(
    rf"(?:(?P<year>(?:19|20)\d\d|[二一]{_CN}{{3}})年)?\s?(?:(?P<month>\d{{1,2}}|{_CN}{{1,2}})月)\s?(?P<day>\d{{1,2}}|{_CN}{{1,3}})[日号]"
    rf"|(?<![\d月年至—~-])(?P<only>\d{{1,2}})[日号](?!讯|电)"
    r"|(?P<same>今[天日]|今[晨晚]|今(?=上午|下午))|(?P<eve>昨[天日晚])|(?P<before>前天)"
)
_CHRONICLE = re.compile(r"年鉴|大事记|纪事|年志")
_OF = re.compile(r"(((?:19|20)\d\d)年(?:(\d{1,2})月)?)")
_VAGUE = re.compile(r"日前|近日|近期(?=，|召开|举行)|最近(?=，)|前不久|不久前|前些天|连日来")
_STAMP = re.compile(r"((?:19|20)\d\d)[-年/.](\d{1,2})[-月/.](\d{1,2})")
_ADDRESS = re.compile(r"((?:19|20)\d\d)[-/_]?([01]\d)[-/_]?([0-3]\d)(?!\d)")
_YEARS = re.compile(
    r"(?<![\d—~至到-])(?<!力争)(?<!确保)((?:19|20)\d\d)(?=年)(?!年?[—~至-]|年(?:底|末)?(?:前|实现|达到|全面|远景))"
)
_MARGIN = 3  # by which the best year must lead: the next one is then out of the days of something that is spoken of
_WEEKDAY = re.compile(r"[（(]?(?:星期|周)([一二三四五六日天])[)）]?")


@dataclass(frozen=True, slots=True)
class Event:
    """A clue to the year of a report: what it matches, and the days between which it was said."""

    name: str
    pattern: re.Pattern[str]
    first: dt.date
    last: dt.date
    weight: int


@dataclass(frozen=True, slots=True)
class Held:
    """The day of a meeting (ISO 8601), how it is known, and the evidence."""

    date: str | None
    basis: DateBasis | None
    bases: tuple[Basis, ...]


NOT_KNOWN = Held(None, None, ())


@cache
def load_events(path: Path = EVENTS) -> tuple[Event, ...]:
    """The dated clues. Raises :class:`~analysis.errors.LexiconError` for a file that is not as it should be."""
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8"))["events"]
        return tuple(
            Event(
                entry["name"],
                re.compile(entry["pattern"]),
                entry.get("from", dt.date.min),
                entry.get("to", dt.date.max),
                entry["weight"],
            )
            for entry in entries
        )
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError, re.error) as error:
        raise LexiconError(f"{path}: {error}. Each [[events]] needs name, pattern, weight, and from or to.") from error


@dataclass(frozen=True, slots=True)
class Dating:
    """What a report says of its own day: when it was published, and how that is known; or, of a chronicle, which year
    (and month) it is of, and the ``quote`` that says so. Years of a chronicle are never those of its publication."""

    published: dt.date | None = None
    how: str = ""
    year: int | None = None
    month: int | None = None
    quote: str | None = None


def dating(report: Report) -> Dating:
    """What dates the meetings of a report beside its text.

    >>> dating(Report(text="", title="甲县2021年大事记", published="2022-03-01"))
    Dating(published=None, how='', year=2021, month=None, quote='2021年')
    """
    if report.title and _CHRONICLE.search(report.title):
        of = _OF.findall(report.title)
        if len(of) != 1 or "年鉴" in report.title:  # a yearbook tells of another year than the one in its title
            return Dating()
        quote, year, month = of[0]
        return Dating(year=int(year), month=int(month) if month else None, quote=quote)
    return Dating(*_published(report))


def find_date(text: str, stretches: list[tuple[int, int]], dated: Dating) -> Held:
    """The day on which the meeting was held, sought in ``stretches`` of the text, the likeliest first."""
    for start, end in stretches:
        vague = _VAGUE.search(text, start, end)
        for match in _DAY.finditer(text, start, end):
            if vague and vague.start() < match.start() and vague.end() + 12 > match.start():
                return _vague(text, vague)
            held = _read(text, match, dated)
            if held is not None:
                return held
        if vague:
            return _vague(text, vague)
    return NOT_KNOWN


def _vague(text: str, match: re.Match[str]) -> Held:
    span = Span(*match.span())
    return Held(None, None, (Basis("date", "the report gives no day", span.of(text), span),))


def _read(text: str, match: re.Match[str], dated: Dating) -> Held | None:
    span, published = Span(*match.span()), dated.published
    quote = span.of(text)
    publication = Basis("date", dated.how, published.isoformat() if published else None)
    for group, days in (("same", 0), ("eve", 1), ("before", 2)):
        if match[group]:
            if published is None:
                return None
            held = published - dt.timedelta(days)
            return Held(
                held.isoformat(), "published", (Basis("date", "day relative to publication", quote, span), publication)
            )
    in_text = Basis("date", "day in the text", quote, span)
    of_title = Basis("date", "year in the title", dated.quote)
    if match["only"] and dated.month and dated.year:
        found = _date(dated.year, dated.month, int(match["only"]))
        return Held(found.isoformat(), "text", (in_text, of_title)) if found else None
    if match["only"]:
        found = _day_before(published, int(match["only"])) if published else None
        return Held(found.isoformat(), "text+published", (in_text, publication)) if found else None
    month, day = to_int(match["month"]), to_int(match["day"])
    if month is None or day is None:
        return None
    if match["year"]:
        found = _date(to_int(match["year"]) or 0, month, day)
        return Held(found.isoformat(), "text", (in_text,)) if found else None
    if dated.year:
        found = _date(dated.year, month, day)
        return Held(found.isoformat(), "text", (in_text, of_title)) if found else None
    if published:
        found = _date(published.year, month, day)
        if found is None or found > published + dt.timedelta(3):
            found = _date(published.year - 1, month, day)
        return Held(found.isoformat(), "text+published", (in_text, publication)) if found else None
    return _infer(text, month, day, in_text, match)


def _published(report: Report) -> tuple[dt.date | None, str]:
    """The day of publication and where it was found: the source's word, the head of the text, the address."""
    if report.published:
        stamp = _STAMP.search(report.published)
        if stamp:
            return _date(*map(int, stamp.groups())), "publication date"
    for line in report.text[:400].split("\n")[:6]:
        stamp = _STAMP.search(line)
        if stamp and len(line) < 100 and not re.search("[，。；]", line):  # a line of the page, no sentence
            found = _date(*map(int, stamp.groups()))
            if found:
                return found, "publication date in the text's head"
    if report.url:
        stamp = _ADDRESS.search(report.url)
        if stamp:
            return _date(*map(int, stamp.groups())), "date in the address"
    return None, ""


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _day_before(published: dt.date, day: int) -> dt.date | None:
    """The last such day of a month on or shortly after the day of publication."""
    for back in range(3):
        month = published.month - back
        found = _date(published.year - (month < 1), (month - 1) % 12 + 1, day)
        if found and found <= published + dt.timedelta(1):
            return found
    return None


def _infer(text: str, month: int, day: int, in_text: Basis, match: re.Match[str]) -> Held | None:
    clues: list[tuple[Event, re.Match[str]]] = []
    for event in load_events():
        sighting = event.pattern.search(text)
        if sighting:
            clues.append((event, sighting))
    years = [int(y) for y in _YEARS.findall(text) if FIRST_YEAR <= int(y) <= dt.date.today().year + 1]
    weekday = _WEEKDAY.match(text, match.end())
    scores: dict[int, int] = {}
    for year in range(FIRST_YEAR, dt.date.today().year + 1):
        candidate = _date(year, month, day)
        if candidate is None:
            continue
        if weekday and "一二三四五六日".find(weekday[1].replace("天", "日")) != candidate.weekday():
            continue
        score = sum(e.weight if e.first <= candidate <= e.last else -3 * e.weight for e, _ in clues)
        if years:
            # Late in a year a report plans the next one, early in a year it sums up the last: then two years fit.
            near = {max(years), *([max(years) - 1] if month >= 10 else []), *([max(years) + 1] if month <= 6 else [])}
            score += 1 if year in near else 0
        scores[year] = score
    if not scores:
        return None
    ranked = sorted(scores, key=lambda y: -scores[y])
    best = ranked[0]
    runner = scores[ranked[1]] if len(ranked) > 1 else -9
    if scores[best] < 2 or scores[best] - runner < _MARGIN:
        return Held(None, None, (in_text, Basis("date", "year not known")))
    found = _date(best, month, day)
    assert found is not None
    bases = [in_text]
    for event, sighting in clues:
        if event.first <= found <= event.last:
            span = Span(*sighting.span())
            bases.append(
                Basis("date", f"{event.name} ({_bound(event.first)} – {_bound(event.last)})", span.of(text), span)
            )
    if years:
        year_match = re.search(str(max(years)), text)
        if year_match:
            span = Span(*year_match.span())
            bases.append(Basis("date", "latest year that the report names", span.of(text), span))
    return Held(found.isoformat(), "inferred", tuple(bases))


def _bound(day: dt.date) -> str:
    return "" if day in (dt.date.min, dt.date.max) else day.isoformat()
