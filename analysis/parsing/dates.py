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
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice
from pathlib import Path

from analysis.errors import LexiconError
from analysis.parsing.numbers import to_int
from analysis.parsing.occasions import find_occasions
from analysis.parsing.years import find_years
from analysis.records import Basis, DateBasis, Report, Span

EVENTS = Path(__file__).resolve().parents[2] / "data" / "lexicon" / "events.toml"
FIRST_YEAR = 2000

_CN = "[〇零一二三四五六七八九十]"
# 26日至28日, 26-28日, 26日、27日: the first of several days.
_UNTIL = rf"(?:[日号]?\s?(?:至|到|—{{1,2}}|[–~～-]|、)\s?(?:(?:\d{{1,2}}|{_CN}{{1,2}})月)?(?:\d{{1,2}}|{_CN}{{1,3}}))"
_DAY = re.compile(
    # The look ahead turns most characters away before the branches are tried.
    rf"(?=[\d\s{_CN[1:-1]}元本当上今昨前周星])"
    rf"(?:(?:(?P<year>(?:19|20)\d\d|[二一]{_CN}{{3}})年)?\s?(?:(?P<month>\d{{1,2}}|{_CN}{{1,2}}|元)月)\s?"
    rf"(?P<day>\d{{1,2}}|{_CN}{{1,3}})(?P<until>{_UNTIL})?(?:[日号]|(?=[上下]午))"
    rf"|(?:(?P<this>[本当]月)|(?P<last>上月)|(?<![\d月年至—~-]))(?P<only>\d{{1,2}})(?P<several>{_UNTIL})?(?:[日号](?!讯|电)|(?=[上下]午))"
    r"|(?:(?P<same>今[天日](?![\u4e00-\u9fff]{0,8}(?:网|消息|报讯))|今[晨晚]|今(?=上午|下午))|(?P<eve>昨[天日晚]|昨(?=[上下]午|，))|(?P<before>前[天日](?=[上下]午|晚|[，,（(\s]|召开|举行))"
    r"|(?P<now>今)(?=[（(]\d{1,2}[）)][日天])|(?P<then>昨)(?=[（(]\d{1,2}[）)][日天]))"
    r"(?:[（(](?:(?P<own_month>\d{1,2})月)?(?P<own>\d{1,2})(?:[日号][）)]|[）)][日天]))?"
    r"|(?<!每)(?P<week>[本上])?(?:周|星期)(?P<weekday>[一二三四五六日天])(?=[上下]午|，|晚|召开|举行))"
)
# 2024-04-08, where a report begins with it or a title ends.
_FIGURES = re.compile(r"((?:19|20)\d\d)[-./](\d{1,2})[-./](\d{1,2})(?!\d)")
_DATELINE = re.compile(r"(?:讯|电|消息|报道)(?![话视报力网子])|[（(][^（）()]{1,16}[）)]\s?(?=\d{1,2}月\d{1,2}日)")
_OF_ANOTHER = re.compile(r"(?:以来|之?[前后]|起)")  # what a day before these dates is no meeting
_MEETS_THEN = re.compile("(?:[上下]午)?(?:会议|召开|举行|常委会|常务会|第)|$")
_TO_COME = re.compile(r"(?:将|拟|定)[于在]?$")  # before the day of a meeting that is still to be held
_CHRONICLE = re.compile(r"年鉴|大事记|纪事|年志")
_OF = re.compile(r"(((?:19|20)\d\d)年(?:(\d{1,2})月)?)")
_VAGUE = re.compile(r"日前|近日|近期(?=，|召开|举行)|最近(?=，)|前不久|不久前|前些天|连日来")
_COMPACT = re.compile(r"^\D{0,8}((?:19|20)\d\d)([01]\d)([0-3]\d)(?!\d)")
_STAMP = re.compile(r"((?:19|20)\d\d)\s?[-年/.]\s?(\d{1,2})\s?[-月/.]\s?(\d{1,2})")
_DAY_FIRST = re.compile(r"(?<![\d.])(\d{1,2})\.(\d{1,2})\.((?:19|20)\d\d)(?![\d.])")
_PARTIAL = re.compile(r"^\D*(\d{1,2})[-月/.](\d{1,2})(?!\d)")  # a day of publication without its year
_ADDRESS = re.compile(
    r"(?<!\d)((?:19|20)\d\d)[-/_]?([01]\d)[-/_]?([0-3]\d)(?:(?!\d)|(?=[0-2]\d[0-5]\d(?:[0-5]\d)?\d{0,6}(?!\d)))"
    r"|/((?:19|20)\d\d)n?/(1[0-2]|0?[1-9])y?/([12]\d|3[01]|0?[1-9])r?/"
    r"|(?<!\d)((?:19|20)\d\d)-(1[0-2]|[1-9])-([12]\d|3[01]|[1-9])(?![\d-])"
)
_SHORT_ADDRESS = re.compile(r"\.163\.com/(\d\d)/([01]\d)([0-3]\d)/\d\d/")  # /21/1111/10/: year, day, hour
_ADDRESS_MONTH = re.compile(r"/((?:19|20)\d\d)n?[-/_]?([01]\d|[1-9])y?/")
_ADDRESS_YEAR = re.compile(r"/((?:19|20)\d\d)n?/")
_YEARS = re.compile(
    r"(?<![\d—~至到-])(?<!力争)(?<!确保)((?:19|20)\d\d)(?=年)(?!年?[—~至-]|年(?:底|末)?(?:前|实现|达到|全面|远景))"
)
_MONTHS = 12
# Until this day what is filed under a month was held in it; what was held later may be filed in the next.
_SURE_OF_MONTH = 25
# What is said of a year while it lasts, or nearly: from which month to which, 1 being its January, 13 the next one.
_SAID_IN_IT: tuple[tuple[re.Pattern[str], int, int], ...] = tuple(
    (re.compile(rf"((?:19|20)\d\d)年{said}"), first, last)
    for said, first, last in (
        ("(?:度)?上半年", 4, 12),
        ("(?:度)?下半年", 6, 14),
        ("(?:度)?(?:第)?一季度", 1, 8),
        ("(?:度)?(?:第)?二季度", 4, 10),
        ("(?:度)?(?:第|前)?三季度", 7, 13),
        ("(?:度)?(?:第)?四季度", 10, 14),
        (
            r"(?:[^，。；、《》]{0,16}?)(?:政府工作报告|工作要点|重点工作|工作计划|协商计划|重点项目|重点提案|督办工作|活动方案|工作方案|招生)",
            0,
            13,
        ),
        (r"[^，。；、《》]{0,10}?(?:民生|办)实事(?!项?目?[^，。；、]{0,4}(?:候选|征集|征求))", -3, 13),
        (r"[^，。；、《》]{0,8}?实事项?目?[^，。；、]{0,4}(?:候选|征集)", -4, 2),
        (r"(?:度)?[^，。；、《》]{0,20}?(?:计划|预算)（?(?:草案|编制|盘子)", -3, 4),
        (r"(?:度)?[^，。；、《》]{0,20}?(?:工作|执行|收支|整治|推进)情况", 6, 15),
        (r"(?:度)?[^，。；《》]{0,20}?完成情况", 9, 19),
        (r"(?:度)?[^，。；、《》]{0,12}?预算[^，。；、《》]{0,6}调整", 5, 13),
        (r"(?:度)?[^，。；、《》]{0,16}?(?:开展情况|补助标准|供养标准|保障标准)", 6, 13),
        (r"(?:度)?[^，。；、《》]{0,16}?(?:补贴|附加|资金)[^，。；、《》]{0,6}(?:兑付|发放|安排|分配)", 3, 15),
        ("(?:各项)?工作新局面", 0, 12),
        ("(?:度)?工作(?:完成)?(?:情况|总结)", 10, 15),
        ("(?:度)?[^，。；、《》]{0,10}?(?:打算|思路|谋划)", -3, 3),
        (r"(?:度)?[^，。；、《》]{0,14}?(?:决算|审计工作报告)", 16, 24),
    )
)
# 2024年1—10月…情况: reported when these months were over. 于2024年1月9日举行: what a meeting shortly before it set.
_MONTHS_SO_FAR = re.compile(r"((?:19|20)\d\d)年(?:1|一)月?(?:—|-|－|~|至|到)(\d{1,2}|十[一二]?|[二三四五六七八九])月")
_SET_FOR = re.compile(r"((?:19|20)\d\d)年(\d{1,2})月[^，。；]{0,14}(?:举行|召开)")
_SOON_AFTER = 5  # months in which a period is reported on, or before a meeting in which it is set
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


UNDATED = Held(None, None, (Basis("date", "no day is named where the report says that it met"),))


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
    """What dates a meeting beside the text that tells of it.

    ``published`` is when the report was published, ``how`` says how that is known; ``partial`` is month and day of a
    publication whose year is not given. ``year`` (and ``month``) are those that a chronicle is of, or in which the
    session is counted; ``quote`` says so by the rule ``named``.
    """

    published: dt.date | None = None
    how: str = ""
    partial: tuple[int, int] | None = None
    year: int | None = None
    month: int | None = None
    named: str = ""
    quote: str | None = None
    filed: tuple[int, int | None, str] | None = None
    """The year and perhaps month under which the address files the report, and the stretch that says so."""


def dating(report: Report, year: int | None = None) -> Dating:
    """What dates the meetings of a report beside its text; ``year`` is the one in which the session is counted.

    A chronicle's years are never those of its publication.

    >>> dating(Report(text="", title="甲县2021年大事记", published="2022-03-01")).year
    2021
    """
    if report.title and _CHRONICLE.search(report.title):
        of = _OF.findall(report.title)
        if len(of) != 1 or "年鉴" in report.title:  # a yearbook tells of another year than the one in its title
            return Dating()
        quote, named, month = of[0]
        return Dating(year=int(named), month=int(month) if month else None, named="year in the title", quote=quote)
    published, how = _published(report)
    if published:
        return Dating(published, how)
    partial = _PARTIAL.match(report.published or "")
    day = (int(partial[1]), int(partial[2])) if partial else None
    filed = _period(report.url)
    if year:
        named = "year in which the session is counted"
        return Dating(partial=day, year=year, named=named, quote=f"{year}年", filed=filed)
    return Dating(partial=day, filed=filed)


def find_date(text: str, stretches: list[tuple[int, int]], dated: Dating, *, title: str | None = None) -> Held:
    """The day on which the meeting was held, sought in ``stretches`` of the text, the likeliest first, then in the
    title."""
    dateline: Held | None = None
    if stretches and (figures := _FIGURES.match(text, stretches[0][0])):
        span = Span(*figures.span())
        found = _sure(_date(*map(int, figures.groups())), "text", Basis("date", "day in the text", span.of(text), span))
        if found:
            return found
    for start, end in stretches:
        vague = _VAGUE.search(text, start, end)
        for match in _DAY.finditer(text, start, end):
            if vague and vague.start() < match.start() and vague.end() + 12 > match.start():
                return _vague(text, vague)
            if _OF_ANOTHER.match(text, match.end()) or _TO_COME.search(
                text, max(start, match.start() - 4), match.start()
            ):
                continue
            held = _read(text, match, dated)
            if held is not None and _DATELINE.match(text, match.end()):
                if dateline is None:
                    dateline = held
                    dated = _at(dated, held)
            elif held is not None:
                return held
        if vague:
            return _vague(text, vague)
    if dateline:
        return dateline
    return (_in_title(title, dated) if title else None) or UNDATED


def _at(dated: Dating, dateline: Held) -> Dating:
    """今天 and 昨天 count from the day of the dateline, where there is one."""
    if dateline.date is None or dateline.basis == "inferred":
        return dated
    return replace(dated, published=dt.date.fromisoformat(dateline.date), how="day of the dateline")


def _in_title(title: str, dated: Dating) -> Held | None:
    """The day that stands first in the title, or in brackets; no other day of a title is sure to be the meeting's."""
    match = _DAY.match(title) or next((m for m in _DAY.finditer(title) if title[m.start() - 1] in "（("), None)
    if match is None:
        match = next((m for m in _DAY.finditer(title) if m["year"] and _MEETS_THEN.match(title, m.end())), None)
    figures = _FIGURES.search(title)
    if match is None and figures and not title[figures.end() :].strip(" 　）)"):
        found = _date(*map(int, figures.groups()))
        return _sure(found, "text", Basis("date", "day in the title", figures[0]))
    if match is None or not match["month"] or _OF_ANOTHER.match(title, match.end()):
        return None
    held = _read(title, match, dated)
    return held and replace(
        held, bases=tuple(Basis(b.field, b.how.replace("in the text", "in the title"), b.quote) for b in held.bases)
    )


def _vague(text: str, match: re.Match[str]) -> Held:
    span = Span(*match.span())
    return Held(None, None, (Basis("date", "the report gives no day", span.of(text), span),))


def _read(text: str, match: re.Match[str], dated: Dating) -> Held | None:
    """The day that a match names, or None where it names none that can be told."""
    span = Span(*match.span())
    quote = span.of(text)
    several = match["until"] or match["several"]
    in_text = Basis("date", "first of several days in the text" if several else "day in the text", quote, span)
    if match["weekday"]:
        return _on_weekday(match, Basis("date", "day relative to publication", quote, span), dated)
    for group, days in (("same", 0), ("now", 0), ("eve", 1), ("then", 1), ("before", 2)):
        if match[group]:
            return _relative(text, match, days, Basis("date", "day relative to publication", quote, span), dated)
    if match["only"]:
        return _day_alone(text, match, in_text, dated)
    month, day = to_int(match["month"].replace("元", "一")), to_int(match["day"])
    if month is None or day is None:
        return None
    if match["year"]:
        return _sure(_date(to_int(match["year"]) or 0, month, day), "text", in_text)
    return _without_year(text, month, day, in_text, match, dated)


def _on_weekday(match: re.Match[str], said: Basis, dated: Dating) -> Held | None:
    """周一, 本周一: the last on or before publication; 上周一: that of the week before."""
    if dated.published is None:
        return None
    back = (dated.published.weekday() - "一二三四五六日".index(match["weekday"].replace("天", "日"))) % 7
    monday = dated.published - dt.timedelta(dated.published.weekday())
    held = dated.published - dt.timedelta(back)
    if match["week"] == "上" and held >= monday:
        held -= dt.timedelta(7)
    return Held(held.isoformat(), "published", (said, _publication(dated)))


def _sure(found: dt.date | None, basis: DateBasis, *bases: Basis) -> Held | None:
    return Held(found.isoformat(), basis, bases) if found else None


def _relative(text: str, match: re.Match[str], days: int, said: Basis, dated: Dating) -> Held | None:
    """今天, 昨天, 前天: counted from publication, unless the day follows in brackets (今天（27日）)."""
    if dated.published:
        held = dated.published - dt.timedelta(days)
        if match["own"]:
            near = [held + dt.timedelta(n) for n in range(-5, 6)]
            own = [
                d
                for d in near
                if d.day == int(match["own"]) and (not match["own_month"] or d.month == int(match["own_month"]))
            ]
            held = own[0] if len(own) == 1 else held
        return Held(held.isoformat(), "published", (said, _publication(dated)))
    if match["own_month"]:
        return _without_year(text, int(match["own_month"]), int(match["own"]), said, match, dated)
    if dated.partial:
        month, day = dated.partial
        published = _date(2000, month, day)  # a leap year
        if published and not (days and (month, day) == (3, 1)):
            held = published - dt.timedelta(days)
            return _without_year(text, held.month, held.day, said, match, dated)
    return None


def _day_alone(text: str, match: re.Match[str], in_text: Basis, dated: Dating) -> Held | None:
    """27日: of the month that the chronicle or the publication is of, or of the one before."""
    day = int(match["only"])
    if dated.month and dated.year:
        return _sure(_date(dated.year, dated.month, day), "text", in_text, _named(dated))
    year, filed_month, quote = dated.filed or (0, None, "")
    if dated.published is None and filed_month and day <= _SURE_OF_MONTH:
        return _sure(_date(year, filed_month, day), "inferred", in_text, Basis("date", "month in the address", quote))
    if dated.published is None:
        if dated.partial and day <= dated.partial[1]:
            return _without_year(text, dated.partial[0], day, in_text, match, dated)
        return None
    if match["this"] or match["last"]:
        before = dated.published.replace(day=1) - dt.timedelta(1)
        month = before if match["last"] else dated.published
        found = _date(month.year, month.month, day)
    else:
        found = _day_before(dated.published, day)
    return _sure(found, "text+published", in_text, _publication(dated))


def _without_year(text: str, month: int, day: int, in_text: Basis, match: re.Match[str], dated: Dating) -> Held | None:
    """4月27日: of the year of publication, of the chronicle, of the session, or of what the report speaks of."""
    published = dated.published
    if published:
        found = _date(published.year, month, day)
        if found is None or found > published + dt.timedelta(3):
            found = _date(published.year - 1, month, day)
        return _sure(found, "text+published", in_text, _publication(dated))
    if dated.year:
        basis: DateBasis = "inferred" if dated.named.endswith("counted") else "text"
        return _sure(_date(dated.year, month, day), basis, in_text, _named(dated))
    if dated.filed:
        year, filed_month, quote = dated.filed
        found = _date(year - (month > (filed_month or _MONTHS)), month, day)
        return _sure(found, "inferred", in_text, Basis("date", "year in the address", quote))
    return _infer(text, month, day, in_text, match)


def _publication(dated: Dating) -> Basis:
    return Basis("date", dated.how, dated.published.isoformat() if dated.published else None)


def _named(dated: Dating) -> Basis:
    return Basis("date", dated.named, dated.quote)


_HEAD = 3_000  # characters above a report, in which a page says when it was published
_LINES = 40
_FIRST = 6  # lines of the head in which any day is that of publication
_CLOCK = re.compile("今[天日]是|现在是|北京时间|星期[一二三四五六日天]")  # when the page was looked at
_FOOT = 600  # characters under a report in which it may be said as well
_PUBLISHED = re.compile("(?:发布|发表|刊发|录入|添加|更新)(?:时间|日期|于)")
_LONGEST = 100
_SENTENCE = re.compile("[，。；]")
_SAYS_WHEN = re.compile(r"发布|发表|时间|日期|来源|更新|^\s*(?:19|20)\d\d[-年/.]\d")


def _published(report: Report) -> tuple[dt.date | None, str]:
    """The day of publication and where it was found: the source's word, the head or foot of the text, the address."""
    if report.published and (found := _stamped(report.published)):
        return found, "publication date"
    for number, line in enumerate(report.text[:_HEAD].split("\n")[:_LINES]):
        if number >= _FIRST and "。" in line:
            break
        if _is_furniture(line) and (number < _FIRST or _SAYS_WHEN.search(line)) and (found := _stamped(line)):
            return found, "publication date in the text's head"
    for line in report.text[-_FOOT:].split("\n")[-_FIRST:]:
        if _PUBLISHED.search(line) and _is_furniture(line) and (found := _stamped(line)):
            return found, "publication date under the text"
    if report.url:
        if short := _SHORT_ADDRESS.search(report.url):
            year, month, day = map(int, short.groups())
            return _date(2000 + year, month, day), "date in the address"
        for stamp in _ADDRESS.finditer(report.url):
            found = _date(*(int(part) for part in stamp.groups() if part))
            if found:
                return found, "date in the address"
    return None, ""


def _stamped(line: str) -> dt.date | None:
    """The first day that is written in numbers, the year first (2021-03-04) or last (04.03.2021)."""
    if stamp := _STAMP.search(line):
        return _date(*map(int, stamp.groups()))
    if stamp := _COMPACT.search(line):
        return _date(*map(int, stamp.groups()))
    if stamp := _DAY_FIRST.search(line):
        day, month, year = map(int, stamp.groups())
        return _date(year, month, day)
    return None


def _is_furniture(line: str) -> bool:
    """Whether a line is the page's and no sentence, and tells no time at which somebody looked at the page."""
    return len(line) < _LONGEST and not _SENTENCE.search(line) and not _CLOCK.search(line)


def _period(url: str | None) -> tuple[int, int | None, str] | None:
    """The year, or year and month, that an address is filed under (/201604/, /2026/), with the stretch that says so."""
    for pattern in (_ADDRESS_MONTH, _ADDRESS_YEAR):
        filed = pattern.search(url or "")
        if filed and filed[0] and (pattern is _ADDRESS_YEAR or 1 <= int(filed[2]) <= _MONTHS):
            return int(filed[1]), int(filed[2]) if pattern is _ADDRESS_MONTH else None, filed[0].strip("/")
    return None


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
    said = [
        (int(sighting[1]), first, last, Span(*sighting.span()))
        for pattern, first, last in _SAID_IN_IT
        for sighting in islice(pattern.finditer(text), 1)
    ]
    said += _between_months(text) + find_years(text)
    passed_on = find_occasions(text)
    weekday = _WEEKDAY.match(text, match.end())
    scores: dict[int, int] = {}
    for year in range(FIRST_YEAR, dt.date.today().year + 1):
        candidate = _date(year, month, day)
        if candidate is None:
            continue
        if weekday and "一二三四五六日".find(weekday[1].replace("天", "日")) != candidate.weekday():
            continue
        score = sum(e.weight if e.first <= candidate <= e.last else -3 * e.weight for e, _ in clues)
        score += sum(2 if first <= (year - of) * _MONTHS + month <= last else -2 for of, first, last, _ in said)
        score += sum(occasion.weight for occasion in passed_on if occasion.fits(candidate))
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
    for occasion in passed_on:
        if held := occasion.fits(found):
            bases.append(Basis("date", f"{occasion.name} ({held.isoformat()})", occasion.span.of(text), occasion.span))
    for of, first, last, span in said:
        if first <= (best - of) * _MONTHS + month <= last:
            bases.append(Basis("date", "what is said of a year while it lasts", span.of(text), span))
    if years:
        year_match = re.search(str(max(years)), text)
        if year_match:
            span = Span(*year_match.span())
            bases.append(Basis("date", "latest year that the report names", span.of(text), span))
    return Held(found.isoformat(), "inferred", tuple(bases))


def _between_months(text: str) -> list[tuple[int, int, int, Span]]:
    """Periods that were over, and meetings that were still to come: their year, and from which of its months to which
    this was said."""
    over = [
        (int(m[1]), months, months + _SOON_AFTER, Span(*m.span()))
        for m in islice(_MONTHS_SO_FAR.finditer(text), 1)
        if (months := to_int(m[2]))
    ]
    to_come = [
        (int(m[1]), int(m[2]) - _SOON_AFTER, int(m[2]), Span(*m.span())) for m in islice(_SET_FOR.finditer(text), 1)
    ]
    return over + to_come


def _bound(day: dt.date) -> str:
    return "" if day in (dt.date.min, dt.date.max) else day.isoformat()
