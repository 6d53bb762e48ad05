"""Which meeting a meeting passes on (传达, 学习), where the library has it, and how many days later.

An item that relays names what it relays: a body's meeting (省委常委会会议精神), or a speech made at one. It is linked
to a meeting of that body that came before it, and only where the words leave little doubt which one, since a wrong link
is worse than none. The body has to be the centre's, or that of the relaying place or of a place above it; then, in this
order, what decides is

- ``session``: the number of the session that is named (第28次), the latest one of it within :data:`LONG` days;
- ``date``: the day that is named (7月30日), within :data:`LONG` days;
- ``content``: the matters that are named beside the body: at least :data:`SHARED` of their character pairs stand in the
  title or agenda of one meeting of the last :data:`WINDOW` days, and clearly fewer in any other;
- ``speech``: a speech of a person on named matters, without a body (习近平总书记关于经济工作的重要讲话精神): as
  ``content``, among the meetings that this person chaired in the last :data:`RECENT` days;
- ``latest``: where nothing else is named, the last meeting of the body, if it was held at most :data:`RECENT` days ago.

Conferences, plenary sessions and speeches that are no meeting of a body in the library have nothing to be linked to.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any, Final

import numpy as np
import pandas as pd
from ibis import _
from ibis.expr.types import Table

from analysis.corpus.engine import Engine, query
from analysis.measures import chosen
from analysis.measures.selection import NONE, Selection, office
from analysis.records import LEVELS, PASSED_ON

LONG: Final = 400
WINDOW: Final = 60
RECENT: Final = 21
SHARED: Final = 0.4
BASES: Final = ("session", "date", "content", "speech", "latest")

_Held = dict[str | None, list[dict[str, Any]]]  # the meetings of one body by place, in the order of their days

_NUMBER: Final = r"[\d〇零一二三四五六七八九十百]+"
_SESSION: Final = re.compile(rf"第({_NUMBER})次(?:全体)?")
_DAY: Final = re.compile(r"(\d{1,2})月(\d{1,2})日")
_SPEAKER: Final = re.compile(r"([\u4e00-\u9fff]{2,3})(?:总书记|书记|主席|总理|省长|市长|县长|区长|州长|同志)")
_ELSEWHERE: Final = re.compile(
    r"全会|大会|会议|座谈会|论坛|学习时|期间|近期|系列"
)  # a speech made there is no meeting's
_ENLARGED: Final = re.compile(r"[（(]?扩大[）)]?(?=会议)")
_FRAME: Final = re.compile(
    r"习近平|总书记|主席|同志|书记|省长|市长|县长|总理|重要|讲话|指示|批示|精神|要求|部署|传达|学习|贯彻|落实|深入|认真|领会|会议|"
    r"关于|有关|近期|中共|党中央|主持|召开|研究|听取|审议|上的|[在上的和与及时了、，。“”《》\s]"
)
_BARE: Final = re.compile(r"(?:^|[达习彻实会在和与及、，。了“《的开对按照据神])$")
_COLUMNS: Final = [
    "item_no", "item_id", "meeting_no", "meeting_id", "title", "date", "level", "place", "body", "action", "subject",
    "relayed_no", "relayed_id", "relayed_title", "relayed_date", "relayed_level", "relayed_place", "relayed_body",
    "basis", "days",
]  # fmt: skip


def links(engine: Engine, selection: Selection) -> pd.DataFrame:
    """The selected items that relay or study a meeting which the library has, each with that meeting.

    The relayed meeting may lie outside the selection. Both have to be dated.

    Columns: of the item and its meeting ``item_no``, ``item_id``, ``meeting_no``, ``meeting_id``, ``title``, ``date``,
    ``level``, ``place``, ``body``, ``action``, ``subject``; of the relayed meeting ``relayed_no``, ``relayed_id``,
    ``relayed_title``, ``relayed_date``, ``relayed_level``, ``relayed_place``, ``relayed_body``; ``basis``
    (:data:`BASES`) and ``days`` from the one to the other; newest first. The item behind a row is
    ``selection.narrow(item=item_id)``.
    """
    return engine.once(_links, selection).copy()


def lags(engine: Engine, selection: Selection) -> pd.DataFrame:
    """How many days pass until a level relays.

    Numerator: linked items; denominator: items of the level that relay or study anything.

    Columns: ``level``, ``numerator``, ``denominator``, ``share``, ``median``, ``lower``, ``upper`` (quartiles of the
    days); from the centre down. Levels without an item that relays have no row.
    """
    found = links(engine, selection).drop_duplicates("item_no")
    wholes = engine.run(query(_by_levels, selection))
    rows = []
    for level, whole in sorted(zip(wholes["level"], wholes["denominator"], strict=True), key=_by_level):
        days = found.loc[found["level"] == level, "days"].to_numpy(dtype="float64")
        quartiles = np.percentile(days, [25, 50, 75]) if len(days) else [np.nan] * 3
        rows.append((level, len(days), int(whole), len(days) / whole, quartiles[1], quartiles[0], quartiles[2]))
    return pd.DataFrame(rows, columns=["level", "numerator", "denominator", "share", "median", "lower", "upper"])


def _links(engine: Engine, selection: Selection) -> pd.DataFrame:
    relaying = engine.rows(query(_relaying, selection))
    bodies, chairs = engine.once(_named)
    longest = sorted(bodies, key=len, reverse=True)
    # Many items say the same: what is passed on is passed on by all.
    mentions = {subject: list(_mentions(subject, longest)) for subject in {str(row["subject"]) for row in relaying}}
    named = [(row, body, found) for row in relaying for body, found in mentions[str(row["subject"])]]
    of_bodies = {row["item_no"] for row, _body, _found in named}
    named += [
        (row, speaker, found)
        for row in relaying if row["item_no"] not in of_bodies
        for speaker, found in _speeches(str(row["subject"]), chairs)
    ]  # fmt: skip
    if not named:
        return pd.DataFrame(columns=_COLUMNS)
    who = {name for _row, name, _found in named}
    held = _held(engine, sorted({name for body in who for name in bodies.get(body, [])}), sorted(who & chairs))
    agendas = _agendas(engine, named, held)
    rows = [_link(row, found, held.get(body, {}), agendas) for row, body, found in named]
    frame = pd.DataFrame([row for row in rows if row], columns=_COLUMNS)
    frame = frame.drop_duplicates(["item_no", "relayed_no"])
    return frame.sort_values(["date", "meeting_id", "item_no"], ascending=[False, True, True], ignore_index=True)


def _by_level(row: tuple[str, int]) -> int:
    return [*LEVELS, NONE].index(row[0])


def _by_levels(engine: Engine, selection: Selection) -> Table:
    """How many items of each level relay or study anything."""
    items = chosen.items(engine, selection).filter(_.action.isin(PASSED_ON)).select("item_no", "meeting_no")
    meetings = engine.table("meetings").select("meeting_no", level=_.level.coalesce(NONE))
    return items.inner_join(meetings, "meeting_no").group_by("level").agg(denominator=_.count())


def _relaying(engine: Engine, selection: Selection) -> Table:
    """The dated items that relay a meeting, with what is known of their own."""
    items = chosen.items(engine, selection).filter(
        _.action.isin(PASSED_ON) & (_.subject.contains("会") | _.subject.contains("讲话"))
    )
    meetings = engine.table("meetings").filter(_.date.notnull())
    meetings = meetings.select(
        "meeting_no", "meeting_id", "title", "date", "body", level=_.level.coalesce(NONE), place=_.place.coalesce(NONE)
    )
    items = items.select("item_no", "item_id", "meeting_no", "action", "subject")
    return items.inner_join(meetings, "meeting_no").order_by("date", "meeting_id", "item_no")


def _named(engine: Engine) -> tuple[dict[str, list[str]], set[str]]:
    """The bodies of the version under the names by which they are relayed, and the people who chair."""
    found = engine.rows(engine.table("meetings").select("body", "chair").distinct())
    bodies: dict[str, list[str]] = {}
    for name in sorted({row["body"] for row in found if row["body"]}):
        bodies.setdefault(_short(name), []).append(name)
    return bodies, {row["chair"] for row in found if row["chair"]}


def _short(name: str) -> str:
    """A body's name without what is left out at will.

    >>> _short("中共中央政治局常务委员会"), _short("市人民政府常务会议")
    ('中央政治局常委会', '市政府常务会议')
    """
    return office(name.removeprefix("中共"))


def _mentions(subject: str, bodies: Sequence[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The bodies whose meetings a subject names, each with what else it says of the meeting; of two names at the same
    place the first one of ``bodies``."""
    sessions = [_number(found) for found in _SESSION.findall(subject)]
    days = [(int(month), int(day)) for month, day in _DAY.findall(subject)]
    plain = _short(_ENLARGED.sub("", _DAY.sub("", _SESSION.sub("", subject))))
    taken: list[tuple[int, int]] = []
    for name in bodies:
        said = name if name.endswith("会议") else f"{name}会议"
        at = plain.find(said)
        if at < 0 or any(start < at + len(said) and at < end for start, end in taken):
            continue
        taken.append((at, at + len(said)))
        rest = _FRAME.sub("", plain[:at] + plain[at + len(said) :])
        one_session = sessions if len(sessions) == 1 else []
        yield (
            name,
            {"sessions": one_session, "days": days, "before": plain[:at], "pairs": _pairs(rest), "speaker": None},
        )


def _speeches(subject: str, chairs: set[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The person of whom a speech is relayed, if one of those who chair, with the matters it was on."""
    spoken = _SPEAKER.search(subject) if "讲话" in subject and not _ELSEWHERE.search(subject) else None
    speaker = next((name for name in (spoken[1], spoken[1][-2:]) if name in chairs), None) if spoken else None
    if speaker:
        pairs = _pairs(_FRAME.sub("", subject.replace(speaker, "")))
        yield speaker, {"sessions": [], "days": [], "before": "", "pairs": pairs, "speaker": speaker}


def _number(said: str) -> int:
    """A number in figures or characters, up to the hundreds.

    >>> _number("28"), _number("二十八"), _number("十"), _number("一百零三")
    (28, 28, 10, 103)
    """
    if said.isdigit():
        return int(said)
    total, digit = 0, 0
    for sign in said:
        if sign in "十百":
            total, digit = total + (digit or 1) * (10 if sign == "十" else 100), 0
        else:
            digit = "零一二三四五六七八九".find(sign.replace("〇", "零"))
    return total + digit


def _held(engine: Engine, names: list[str], chairs: list[str]) -> dict[str, _Held]:
    """The dated meetings of these bodies, and those that these people chaired, under the short names of the bodies and
    under the people's."""
    table = engine.table("meetings").filter((_.body.isin(names) | _.chair.isin(chairs)) & _.date.notnull())
    rows = engine.rows(
        table.select(
            "meeting_no", "meeting_id", "title", "date", "level", "place", "body", "session_number", "chair",
            name=_.county.coalesce(_.city).coalesce(_.province),
        ).order_by("date", "meeting_id")
    )  # fmt: skip
    held: dict[str, _Held] = {}
    for row in rows:
        for name in (_short(row["body"] or ""), *([row["chair"]] if row["chair"] in chairs else [])):
            held.setdefault(name, {}).setdefault(row["place"], []).append(row)
    return held


def _agendas(engine: Engine, named: list[Any], held: dict[str, _Held]) -> dict[int, set[str]]:
    """The character pairs of title and agenda of the meetings that content may have to decide between."""
    wanted = {
        meeting["meeting_no"]: str(meeting["title"] or "")
        for row, body, found in named if found["pairs"]
        for meeting in _before(row, found, held.get(body, {}), WINDOW)
    }  # fmt: skip
    items = engine.table("items").filter(_.meeting_no.isin(sorted(wanted))).select("meeting_no", "subject")
    for item in engine.rows(items):
        wanted[item["meeting_no"]] += f"\n{item['subject']}"
    return {number: _pairs(text) for number, text in wanted.items()}


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}


def _before(row: dict[str, Any], found: dict[str, Any], held: _Held, days: int) -> list[dict[str, Any]]:
    """The meetings of the body that the item may relay, held in so many days before it, the latest first."""
    first: date = row["date"] - timedelta(days=days)
    near = []
    for place, meetings in held.items():
        if _is_above(row, found, place, meetings[0]):
            start = bisect_left(meetings, first, key=_day_of)
            near += meetings[start : bisect_right(meetings, row["date"], key=_day_of)]
    near = [one for one in near if one["meeting_no"] != row["meeting_no"]]
    return sorted(near, key=lambda one: (one["date"], one["meeting_id"]), reverse=True)


def _day_of(meeting: dict[str, Any]) -> date:
    day: date = meeting["date"]
    return day


def _is_above(row: dict[str, Any], found: dict[str, Any], place: str | None, one: dict[str, Any]) -> bool:
    """Whether a body of a place is the centre's, or of the relaying place or one above it, and of no other named."""
    if place is None:
        return str(one["level"]) == "central"
    if not str(row["place"]).startswith(place):
        return False
    return bool(_BARE.search(found["before"])) or found["before"].endswith((one["name"], one["name"][:-1]))


def _link(
    row: dict[str, Any], found: dict[str, Any], held: _Held, agendas: dict[int, set[str]]
) -> dict[str, Any] | None:
    """The link of an item, or None where no meeting is named clearly enough."""
    decided = _decide(row, found, held, agendas)
    if decided is None:
        return None
    basis, one = decided
    relayed = {f"relayed_{key}": one[key] for key in ("title", "date", "level", "body")}
    return {
        **row, **relayed, "relayed_no": one["meeting_no"], "relayed_id": one["meeting_id"],
        "relayed_place": one["place"] or NONE, "basis": basis, "days": (row["date"] - one["date"]).days,
    }  # fmt: skip


def _decide(
    row: dict[str, Any], found: dict[str, Any], held: _Held, agendas: dict[int, set[str]]
) -> tuple[str, dict[str, Any]] | None:
    if found["sessions"]:
        same = [one for one in _before(row, found, held, LONG) if one["session_number"] == found["sessions"][0]]
        return ("session", same[0]) if same else None
    if found["days"]:
        same = [one for one in _before(row, found, held, LONG) if (one["date"].month, one["date"].day) in found["days"]]
        return ("date", same[0]) if same else None
    if len(found["pairs"]) >= 3:
        scored = sorted(
            ((len(found["pairs"] & agendas[one["meeting_no"]]) / len(found["pairs"]), -number, one)
             for number, one in enumerate(_before(row, found, held, RECENT if found["speaker"] else WINDOW))),
            key=lambda entry: entry[:2], reverse=True,
        )  # fmt: skip
        others = [score for score, _at, one in scored[1:]]
        clear = scored and scored[0][0] >= SHARED and (not others or scored[0][0] - others[0] >= 0.15)
        return ("speech" if found["speaker"] else "content", scored[0][2]) if clear else None
    if found["speaker"]:
        return None
    recent = _before(row, found, held, RECENT)
    return ("latest", recent[0]) if recent else None
