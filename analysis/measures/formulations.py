"""Which formulations 提法 are in use, which are fading, and which have fallen silent.

A formulation counts once for a meeting, whatever the number of its sightings and in whichever of its wordings. How hot
it is says its rate in the last year: the idea of a scale of temperatures is Qian Gang's, who reads one off the share of
People's Daily articles (China Media Project); the thresholds here (:data:`HOT`, :data:`WARM`) are in meetings.

Whether it has faded or gone is a question of chance, since a rare phrase is often absent. Were all meetings since its
first sighting alike, every order of those with it and those without would be as likely as any other; the chance of the
order that is there is exact then, and needs no rate to be estimated. Bodies differ in what they say and in how often
they are reported, so the orders are compared within each body of each level, never across (a stratified permutation
test: Mehta, Patel and Tsiatis 1984, *Biometrics* 40). With ``n`` meetings of a body since the first sighting, ``x`` of
them with the formulation and ``m`` since its last sighting:

- silence: Π C(n − m, x) / C(n, x), the chance that none of the last ``m`` meetings of any body has it. It is also the
  predictive chance of ``m`` failures after a Beta(0, 1) prior and the meetings before, so it carries the uncertainty of
  the former rate.
- trend: the meetings with it in the last year are a sum of hypergeometric numbers, one a body; the tails of their
  distribution, the smaller one doubled.

Both take meetings of a body for independent. Claims (``retired``, ``fading``, ``rising``) hold the false discovery rate
at :data:`ALPHA` over all formulations of the selection (Benjamini and Hochberg 1995).
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from math import ceil
from typing import Any, Final

import ibis
import numpy as np
import numpy.typing as npt
import pandas as pd
from ibis import _
from ibis.expr.types import DateValue, IntegerValue, Table

from analysis.corpus.engine import Engine, query
from analysis.language import load_lexicon
from analysis.measures import chosen
from analysis.measures._shares import Floats, adjusted, interval
from analysis.measures.selection import ITSELF, NONE, Selection

HOT: Final = 0.10
"""Hot: in at least this share of the last year's meetings."""

WARM: Final = 0.02
"""Warm: in at least this share, and not hot. Below it, and sighted in the last year: cool."""

ALPHA: Final = 0.05
"""The share of false claims that is put up with among all claims."""

ENOUGH: Final = 20
"""How many meetings a calendar year needs to be taken for the peak."""

GAP: Final = 90
"""How many days may lie between the end of a formulation and the beginning of its successor."""

SHARE: Final = 0.2
"""The share of meetings that both need: of phrases begun and ended about one day there are many among the rare ones."""

ALIKE: Final = 0.6
"""How alike the topics of both must be."""

TIERS: Final = ("hot", "warm", "cool", "silent", "retired")

_DAYS: Final = 365
_FIRST: Final = date(1900, 1, 1)
_EVER: Final = 1_000_000
"""More days than there are."""


def tiers(engine: Engine, selection: Selection) -> pd.DataFrame:
    """Every formulation that is sighted in the selection: how often, when, how hot it is and which way it goes.

    Numerator: meetings in which it is sighted, in any wording; denominator: all meetings. If the selection chooses
    among items, the sightings are those within the selected items and the meetings those with such an item. Undated
    meetings count here, and in no figure of time. The last year are the 365 days up to the last dated meeting.

    Columns:
        ``formulation``, ``numerator``, ``denominator``, ``share``, ``low``, ``high`` (Wilson 1927, 95 %);
        ``first``, ``last`` (days of the first and last sighting, None where no dated meeting has it);
        ``recent``, ``recent_meetings``, ``recent_share``, ``recent_low``, ``recent_high``: the last year;
        ``peak_year``, ``peak``, ``peak_meetings``, ``peak_share``: the calendar year with the highest share among those
        with enough meetings; ``years``: a list of ``{"year", "numerator", "denominator"}``, all years of the selection;
        ``silent``: meetings since the last sighting, of bodies that have used it; ``chance``: of such a silence at
        the former rate, None where it is seen on one day only; ``trend_chance``: of a last year so different from the
        time before;
        ``tier``: ``hot``, ``warm``, ``cool``; without a sighting in the last year ``retired`` where chance hardly
        explains the silence, else ``silent``; undated ones ``silent``;
        ``trend``: ``new`` (first sighted in the last year, while the selection reaches back further), ``rising``,
        ``fading`` where chance hardly explains the change, else ``steady``; missing where no meeting with it is dated.

    Hottest tier first, then by the last year's share. The meetings behind a row: ``selection.narrow(formulation=…)``;
    those of its last year, or of a year: with ``start`` and ``end`` or ``period`` too.
    """
    return engine.once(_lives, selection).copy()


def _lives(engine: Engine, selection: Selection) -> pd.DataFrame:
    days = engine.run(query(_days, selection))
    dated = days[days["date"].notna()]
    if dated.empty:
        start = end = None
    else:
        start, end = dated["date"].iloc[0], dated["date"].iloc[-1]
    year = end - timedelta(days=_DAYS - 1) if end else date.max
    counted = engine.run(query(_by_year, selection, year))
    # The first and the last year of each, for the years are in order.
    frame = counted.groupby("formulation", as_index=False, sort=False).agg(
        {"numerator": "sum", "first": "first", "last": "last", "recent": "sum"}
    )
    for day in ("first", "last"):
        frame[day] = frame[day].astype("object").where(frame[day].notna(), None)
    frame["denominator"] = int(days["meetings"].sum())
    frame["recent_meetings"] = int(dated.loc[dated["date"] >= year, "meetings"].sum())
    frame["recent"] = frame["recent"].fillna(0).astype("int64")
    frame = _with_interval(frame, "numerator", "denominator", "share", "low", "high")
    frame = _with_interval(frame, "recent", "recent_meetings", "recent_share", "recent_low", "recent_high")
    frame = frame.merge(_years(counted, dated), on="formulation", how="left")
    frame = frame.merge(_chances(_strata(engine, selection, year)), on="formulation", how="left")
    frame["tier"] = _tiers(frame)
    frame["trend"] = _trends(frame, start, year)
    order = frame.assign(rank=frame["tier"].map(TIERS.index)).sort_values(
        ["rank", "recent_share", "numerator", "formulation"], ascending=[True, False, False, True], ignore_index=True
    )
    return order[_COLUMNS]


def successors(engine: Engine, selection: Selection) -> pd.DataFrame:
    """Which formulation took the place of each that has been retired, and on what that rests.

    Nothing says in a text that one phrase replaces another, so every row names its basis:

    - ``lexicon``: the lexicon has the successor, as well documented; of any formulation, retired or not.
    - ``name``: the two share two thirds of the shorter name in one piece (党要管党、从严治党, 全面从严治党), and the
      younger one, still in use, was first sighted at most a year after the last sighting of the older.
    - ``timing``, where neither of these finds one: the younger, still in use, began within :data:`GAP` days of the last
      sighting of the older; each is in at least :data:`SHARE` of the meetings of a year beside the change (the last or
      last but one calendar year of the one, the first or second of the other), neither in more than three times as
      many as the other; and the topics of their items are alike (cosine of the weights of the labels at least
      :data:`ALIKE`). An inference, which can be chance.

    Columns: ``formulation``, ``successor``, ``basis``, ``last`` (sighting of the older), ``first`` (of the younger),
    ``crossed`` (first calendar year in which more meetings have the younger, missing where there is none), ``alike``
    (the cosine; NaN where it was not asked for); by ``formulation``, then the earliest first.
    """
    lives = engine.once(_lives, selection)
    lives = lives[lives["first"].notna()]
    declared = {formulation.name: formulation.successor for formulation in load_lexicon().formulations}
    every = lives.to_dict("records")
    living = [new for new in every if new["tier"] != "retired"]
    profiles: pd.DataFrame | None = None
    rows = []
    for old in every:
        named = declared.get(old["formulation"])
        found = [(new, "lexicon", np.nan) for new in every if new["formulation"] == named]
        for new in living if old["tier"] == "retired" else []:
            gap = (new["first"] - old["last"]).days
            if new["first"] <= old["first"] or new["formulation"] == named or gap > _DAYS:
                continue
            if _share_name(old["formulation"], new["formulation"]):
                found.append((new, "name", np.nan))
            elif abs(gap) <= GAP and _are_as_frequent(old, new):
                profiles = _profiles(engine, selection) if profiles is None else profiles
                alike = _cosine(profiles, old["formulation"], new["formulation"])
                found += [(new, "timing", alike)] if alike >= ALIKE else []
        surer = [one for one in found if one[1] != "timing"]
        for new, basis, alike in surer or found:
            years = zip(old["years"], new["years"], strict=True)
            crossed = next((a["year"] for a, b in years if b["numerator"] > a["numerator"]), None)
            rows.append((old["formulation"], new["formulation"], basis, old["last"], new["first"], crossed, alike))
    columns = ["formulation", "successor", "basis", "last", "first", "crossed", "alike"]
    return pd.DataFrame(rows, columns=columns).sort_values(["formulation", "first"], ignore_index=True)


def wordings(engine: Engine, selection: Selection, formulation: str) -> pd.DataFrame:
    """The wordings in which a formulation is sighted: long form, short form, with and without quotation marks.

    Numerator: meetings with this wording (one can have several); denominator: meetings with the formulation in any.

    Columns: ``formulation``, ``variant``, ``numerator``, ``denominator``, ``share``, ``low``, ``high`` (95 %),
    ``first``, ``last``; most frequent first. The meetings behind a row: ``selection.narrow(variant=…)``.
    """
    seen = chosen.sightings(engine, selection).filter(_.formulation == formulation)
    whole = int(engine.run(seen.agg(n=_.meeting_no.nunique()))["n"].iloc[0])
    meetings = engine.table("meetings").select("meeting_no", "date")
    grouped = seen.inner_join(meetings, "meeting_no").group_by("formulation", "variant")
    frame = engine.run(grouped.agg(numerator=_.meeting_no.nunique(), first=_.date.min(), last=_.date.max()))
    frame["denominator"] = whole
    frame = _with_interval(frame, "numerator", "denominator", "share", "low", "high")
    columns = ["formulation", "variant", "numerator", "denominator", "share", "low", "high", "first", "last"]
    return frame.sort_values(["numerator", "variant"], ascending=[False, True], ignore_index=True)[columns]


def actions(engine: Engine, selection: Selection, formulation: str) -> pd.DataFrame:
    """What the meetings did with the items in which a formulation stands: relaying it is not acting on it.

    Numerator: items of the action in which it is sighted; denominator: items with the formulation, whatever the action.
    Sightings in a report's frame (lead and closing) belong to no item.

    Columns: ``formulation``, ``action``, ``numerator``, ``denominator``, ``share``, ``low``, ``high`` (Wilson, 95 %),
    ``first``, ``last``; most frequent first. The items behind a row: ``selection.narrow(formulation=…, action=…)``.
    """
    seen = chosen.sightings(engine, selection).filter(_.formulation == formulation).select("meeting_no", "position")
    items = chosen.items(engine, selection).semi_join(seen, ["meeting_no", "position"])
    meetings = engine.table("meetings").select("meeting_no", "date")
    grouped = items.inner_join(meetings, "meeting_no").group_by("action")
    frame = engine.run(grouped.agg(numerator=_.count(), first=_.date.min(), last=_.date.max()))
    frame["denominator"] = frame["numerator"].sum()
    frame = _with_interval(frame, "numerator", "denominator", "share", "low", "high")
    frame.insert(0, "formulation", formulation)
    columns = ["formulation", "action", "numerator", "denominator", "share", "low", "high", "first", "last"]
    return frame.sort_values(["numerator", "action"], ascending=[False, True], ignore_index=True)[columns]


def sightings(engine: Engine, selection: Selection, *, limit: int | None = 10, offset: int = 0) -> pd.DataFrame:
    """The selected meetings, newest first, undated last, each with the sentences in which the formulations stand that
    the selection asks for.

    Columns: ``meeting_no``, ``meeting_id``, ``title``, ``place``, ``body``, ``level``, ``date``, ``date_basis``,
    ``session``, ``outlet``, ``url`` and ``sentences``: a list of ``{"position" (the item's, 0 for the frame), "action",
    "start" (of the sentence in the report), "text", "matches": [{"start", "end"}]}`` in the order of the report.
    """
    order = [ibis.desc("date", nulls_first=False), ibis.desc("meeting_id")]
    page = chosen.meetings(engine, selection).order_by(order).limit(limit, offset=offset)
    rows = engine.rows(page.select("meeting_no", "report_no", *_MEETING))
    numbers = [row["meeting_no"] for row in rows]
    reports = engine.table("reports").filter(_.report_no.isin([row["report_no"] for row in rows]))
    report = {found["report_no"]: found for found in engine.rows(reports.select("report_no", "url", "text"))}
    found = chosen.sightings(engine, selection).filter(_.meeting_no.isin(numbers) & _is_asked(_, selection))
    items = engine.table("items").select("meeting_no", "position", "action")
    found = found.left_join(items, ["meeting_no", "position"]).select(
        "meeting_no", "position", "start", "end", action=items["action"]
    )
    spans: dict[int, list[dict[str, Any]]] = {number: [] for number in numbers}
    for sighting in engine.rows(found.order_by("meeting_no", "start", ibis.desc("end"))):
        spans[sighting["meeting_no"]].append(sighting)
    for row in rows:
        text, row["url"] = report[row["report_no"]]["text"], report[row["report_no"]]["url"]
        row["sentences"] = _sentences(text, spans[row["meeting_no"]])
    return pd.DataFrame(rows, columns=["meeting_no", *_MEETING, "url", "sentences"])


_COLUMNS: Final = [
    "formulation", "numerator", "denominator", "share", "low", "high", "first", "last", "recent", "recent_meetings",
    "recent_share", "recent_low", "recent_high", "peak_year", "peak", "peak_meetings", "peak_share", "years", "silent",
    "chance", "trend_chance", "tier", "trend",
]  # fmt: skip
_MEETING: Final = ["meeting_id", "title", "place", "body", "level", "date", "date_basis", "session", "outlet"]
_STOPS: Final = "。！？!?\n"


def _is_asked(found: Any, selection: Selection) -> Any:
    """Whether a sighting is one of a formulation, or wording, that the selection names."""
    names = [name for name in selection.formulations if not name.startswith(ITSELF)]
    wordings = [name.removeprefix(ITSELF) for name in selection.formulations if name.startswith(ITSELF)]
    return found.formulation.isin(names) | found.variant.isin(wordings)


def _sentences(text: str, sightings: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The sentences around the sightings, each once."""
    sentences: list[dict[str, Any]] = []
    for sighting in sightings:
        start = max(text.rfind(stop, 0, sighting["start"]) for stop in _STOPS) + 1
        ends = [at for stop in _STOPS if (at := text.find(stop, sighting["end"])) >= 0]
        match = {"start": sighting["start"], "end": sighting["end"]}
        if sentences and sentences[-1]["start"] == start:
            sentences[-1]["matches"].append(match)
        else:
            sentence = text[start : min(ends, default=len(text) - 1) + 1]
            sentences.append({**{key: sighting[key] for key in ("position", "action")}, "start": start,
                              "text": sentence, "matches": [match]})  # fmt: skip
    return sentences


def _years(counted: pd.DataFrame, dated: pd.DataFrame) -> pd.DataFrame:
    """Of every formulation its counts by calendar year, and the year of its peak."""
    of_year = dated.groupby([day.year for day in dated["date"]])["meetings"].sum()
    named, whole = of_year.index.tolist(), of_year.to_numpy(dtype="int64")
    counts = counted.pivot(index="formulation", columns="year", values="numerator")
    counts = counts.reindex(columns=named).fillna(0).astype("int64")
    enough = whole >= min(ENOUGH, whole.max(initial=0))
    rows = []
    for formulation, found in zip(counts.index, counts.to_numpy(), strict=True):
        shares = np.where(enough, found / whole, -1.0)
        peak = int(shares.argmax()) if named else None
        best = (None, 0, 0, np.nan) if peak is None else (named[peak], found[peak], whole[peak], shares[peak])
        years = [
            {"year": year, "numerator": n, "denominator": of}
            for year, n, of in zip(named, found.tolist(), whole.tolist(), strict=True)
        ]
        rows.append((formulation, *best, years))
    return pd.DataFrame(rows, columns=["formulation", "peak_year", "peak", "peak_meetings", "peak_share", "years"])


def _held(engine: Engine, selection: Selection) -> Table:
    """The selected meetings, by the ``group`` that they are compared within: bodies of one name and level."""
    every = engine.held(_grouped, Selection())
    # Not by a join, as in chosen.part: it would be put in order with those that follow, and no longer be the first.
    return every.semi_join(chosen.numbers(engine, selection), "meeting_no") if selection else every


def _grouped(engine: Engine, whole: Selection) -> Table:
    """Groups by number, since bodies have long names, and much is added up by group."""
    meetings = chosen.meetings(engine, whole)
    meetings = meetings.select("meeting_no", "date", level=_.level.coalesce(NONE), body=_.body.coalesce(NONE))
    groups = meetings.select("level", "body").distinct()
    groups = groups.mutate(group=ibis.row_number().over(order_by=["level", "body"]))
    return meetings.inner_join(groups, ["level", "body"]).select("meeting_no", "date", "group", year=_.date.year())


def _days(engine: Engine, selection: Selection) -> Table:
    return _held(engine, selection).group_by("date").agg(meetings=_.count()).order_by("date")


def _sighted(engine: Engine, selection: Selection) -> Table:
    """A row a formulation and meeting that has it."""
    seen = engine.held(chosen.sighted, selection if selection.of_items else Selection())
    return seen.inner_join(_held(engine, selection), "meeting_no")


def _by_year(engine: Engine, selection: Selection, year: date) -> Table:
    grouped = _sighted(engine, selection).group_by("formulation", "year")
    years = grouped.agg(numerator=_.count(), first=_.date.min(), last=_.date.max(), recent=(_.date >= year).sum())
    return years.order_by("formulation", "year")


def _strata(engine: Engine, selection: Selection, year: date) -> pd.DataFrame:
    """For every formulation and every body of a level that uses it: its meetings after the first sighting (``n``),
    those with it (``x``), those after the last sighting (``m``), those of the last year (``k``) and those with it
    (``j``)."""
    used = engine.run(query(_used, selection, year))
    held = engine.run(query(_by_body, selection))
    group = used["group"].to_numpy(dtype="int64")
    # Days of all bodies in one row, so that what lies after a day is a difference of two sums.
    days = held["group"].to_numpy(dtype="int64") * _EVER + held["day"].to_numpy(dtype="int64")
    order = days.argsort()
    sums = np.concatenate([[0], held["meetings"].to_numpy(dtype="int64")[order].cumsum()])
    whole = sums[np.searchsorted(days[order], (group + 1) * _EVER)]

    def after(day: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        return np.asarray(whole - sums[np.searchsorted(days[order], group * _EVER + day, side="right")])

    first, last = (used[name].to_numpy(dtype="int64") for name in ("first", "last"))
    n, m, k = after(first), after(last), after(np.maximum(first, (year - _FIRST).days - 1))
    return used[["formulation", "x", "j"]].astype({"x": "int64", "j": "int64"}).assign(n=n, m=m, k=k)


def _used(engine: Engine, selection: Selection, year: date) -> Table:
    """Of every formulation and body that uses it after the day on which it was first sighted: how often it does, and
    in the last year, and the days of the first and last sighting anywhere."""
    sighted = _sighted(engine, selection)
    life = sighted.group_by("formulation").agg(first=_.date.min(), last=_.date.max())
    used = sighted.inner_join(life, "formulation")
    used = used.filter(used.date > used["first"]).group_by("formulation", "group")
    used = used.agg(x=_.count(), j=(_.date >= year).sum(), first=_["first"].min(), last=_["last"].min())
    return used.order_by("formulation", "group").select(
        "formulation", "x", "j", "group", first=_day(used["first"]), last=_day(used["last"])
    )


def _by_body(engine: Engine, selection: Selection) -> Table:
    """How many meetings each body of a level has on each day."""
    days = _held(engine, selection).filter(_.date.notnull()).group_by("group", "date").agg(meetings=_.count())
    return days.select("meetings", "group", day=_day(days.date))


def _day(date: DateValue) -> IntegerValue:
    """Days since an early one."""
    return date.delta(ibis.date(_FIRST), unit="day")


def _chances(strata: pd.DataFrame) -> pd.DataFrame:
    """The chance of the silence, and of the last year, of every formulation."""
    n, m, x = (strata[name].to_numpy(dtype="float64") for name in ("n", "m", "x"))
    strata = strata.assign(
        log=_log_choose(n - m, x) - _log_choose(n, x), expected=strata["x"] * strata["k"] / strata["n"]
    )
    frame = strata.groupby("formulation", as_index=False, sort=False)[["m", "log", "j", "expected"]].sum()
    of = strata.groupby("formulation", sort=False).indices
    figures = strata[["n", "x", "k"]].to_numpy()
    frame["trend_chance"] = [
        trend_chance(figures[of[name]], recent) for name, recent in zip(frame["formulation"], frame["j"], strict=True)
    ]
    frame["chance"], frame["is_up"] = np.exp(np.minimum(frame["log"], 0.0)), frame["j"] > frame["expected"]
    return frame.rename(columns={"m": "silent"})[["formulation", "silent", "chance", "trend_chance", "is_up"]]


def _share_name(one: str, other: str) -> bool:
    """Whether two names have two thirds of the shorter one in common, in one piece of three characters or more."""
    short, long = sorted((one, other), key=len)
    size = max(3, ceil(len(short) * 2 / 3))
    return any(short[at : at + size] in long for at in range(len(short) - size + 1))


def _are_as_frequent(old: dict[Any, Any], new: dict[Any, Any]) -> bool:
    """Whether both are in enough meetings about the change, and in about as many."""
    before = _share_of([year for year in old["years"] if 0 <= old["last"].year - year["year"] <= 1])
    after = _share_of([year for year in new["years"] if 0 <= year["year"] - new["first"].year <= 1])
    return min(before, after) >= SHARE and max(before, after) <= 3 * min(before, after)


def _share_of(years: list[dict[str, int]]) -> float:
    """The larger share of two calendar years, of which a change may have cut one short."""
    return max((year["numerator"] / year["denominator"] for year in years), default=0.0)


def _profiles(engine: Engine, selection: Selection) -> pd.DataFrame:
    """The weights of the topics of the items in which each formulation stands: a row a formulation."""
    weights = engine.run(query(_weights, selection))
    return weights.pivot(index="formulation", columns="topic", values="weight").fillna(0.0)


def _weights(engine: Engine, selection: Selection) -> Table:
    seen = chosen.sightings(engine, selection).select("formulation", "meeting_no", "position").distinct()
    items = engine.table("items").select("item_no", "meeting_no", "position")
    labels = engine.table("labels").select("item_no", "topic", "weight")
    found = seen.inner_join(items, ["meeting_no", "position"]).inner_join(labels, "item_no")
    return found.group_by("formulation", "topic").agg(weight=_.weight.sum())


def _cosine(profiles: pd.DataFrame, one: str, other: str) -> float:
    if one not in profiles.index or other not in profiles.index:
        return 0.0
    a, b = profiles.loc[one].to_numpy(), profiles.loc[other].to_numpy()
    return float(a @ b / np.sqrt((a @ a) * (b @ b)))


def trend_chance(bodies: npt.NDArray[np.int64], recent: int) -> float:
    """The chance of a last year as unlike the rest as one with ``recent`` meetings with the formulation, either way.

    ``bodies`` has a row a body: its meetings since the first sighting, those among them with the formulation, and those
    of the last year. Of one body it is the doubled smaller tail of Fisher's exact test. The lady tasting tea (Fisher
    1935) had eight cups, four with milk first, and named all four; the chance of that is 1 in 70:

    >>> round(70 * trend_chance(np.array([[8, 4, 4]]), 4), 9)
    2.0
    """
    total, surely = np.ones(1), 0  # what is had for certain is left out: it may be thousands, all of them impossible
    log = _log_factorials(int(bodies[:, 0].max(initial=0)).bit_length())
    for of, having, drawn in bodies.tolist():
        least, most = max(0, drawn - (of - having)), min(having, drawn)
        found = np.arange(least, most + 1)
        ways = log[having] - log[found] - log[having - found]
        ways += log[of - having] - log[drawn - found] - log[of - having - drawn + found]
        total = np.convolve(total, np.exp(ways - (log[of] - log[drawn] - log[of - drawn])))
        surely += least
    at = recent - surely
    return float(min(1.0, 2 * min(total[: at + 1].sum(), total[at:].sum())))


@lru_cache(maxsize=1)
def _log_factorials(bits: int) -> Floats:
    """The logarithms of the factorials of the numbers of so many bits."""
    from scipy.special import gammaln  # a second of loading that no other page should wait for

    made: Floats = gammaln(np.arange(1 << bits) + 1.0)
    return made


def _log_choose(n: Any, k: Any) -> Floats:
    """The logarithm of a binomial coefficient, −∞ where nothing can be chosen."""
    from scipy.special import gammaln

    n, k = np.broadcast_arrays(np.asarray(n, dtype="float64"), np.asarray(k, dtype="float64"))
    possible = (k >= 0) & (k <= n)
    n, k = np.where(possible, n, 0), np.where(possible, k, 0)
    chosen_ways: Floats = np.where(possible, gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1), -np.inf)
    return chosen_ways


def _is_found(chances: pd.Series[float]) -> npt.NDArray[np.bool_]:
    """Which of these chances are small enough for a claim, all of them considered; missing ones are not."""
    return adjusted(np.asarray(chances, dtype=np.float64)) <= ALPHA


def _tiers(frame: pd.DataFrame) -> list[str]:
    gone = _is_found(frame["chance"])
    rates = zip(frame["recent"], frame["recent_share"], gone, strict=True)
    return [
        ("retired" if is_gone else "silent")
        if not n
        else "hot"
        if share >= HOT
        else "warm"
        if share >= WARM
        else "cool"
        for n, share, is_gone in rates
    ]


def _trends(frame: pd.DataFrame, start: date | None, year: date) -> list[str | None]:
    moved = _is_found(frame["trend_chance"])
    trends: list[str | None] = []
    for row, has_moved in zip(frame.to_dict("records"), moved, strict=True):
        if start is None or pd.isna(row["first"]):
            trends.append(None)
        elif row["first"] >= year:
            trends.append("new" if start < year else "steady")
        else:
            trends.append(("rising" if row["is_up"] else "fading") if has_moved else "steady")
    return trends


def _with_interval(
    frame: pd.DataFrame, numerator: str, denominator: str, share: str, low: str, high: str
) -> pd.DataFrame:
    """The frame with a share of meetings, each of which counts as one, and its interval."""
    n, of = frame[numerator], frame[denominator]
    moments = {"numerator": n, "denominator": of, "yy": n, "xy": n, "xx": of, "meetings": of}
    frame = frame.copy()
    frame[share] = n / of.where(of > 0)
    frame[low], frame[high] = interval(pd.DataFrame(moments))
    return frame
