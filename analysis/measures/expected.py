"""Meetings seen against meetings expected, so that a gap in what was collected is not read as silence.

Two things tell that meetings are missing. Numbers: where a body's sessions of one term or year run from 12 to 15, two
were held in between, as sure as the reports are right. Cadence: a body, or an outlet, that is heard of every ten days
and then not for two months has hardly been idle. Intervals between meetings are taken to follow a Weibull
distribution, fitted to their quartiles (so that the gaps themselves do not bend it; Dubey 1967, *Technometrics* 9), and
an interval that would come once in a hundred times or less is a gap, in which as many meetings are expected as
otherwise fall into such a stretch. Before its first meeting in the library nothing is expected of a body, nor after its
last: it may have been dissolved. Of an outlet that falls silent while others go on it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, Final

import ibis
import numpy as np
import numpy.typing as npt
import pandas as pd
from ibis import _
from ibis.expr.types import FloatingColumn, Table
from scipy.special import gamma

from analysis.corpus.engine import Engine, query
from analysis.measures import _levels, _series, chosen
from analysis.measures._series import Grain
from analysis.measures.selection import NONE, SPELT, Selection, days_of, office

CHANCE: Final = 0.01
"""An interval this unlikely is a gap; ``tests/benchmarks/gaps.py`` says how many are found and how many are true."""

FEWEST: Final = 8
"""Intervals from which a cadence can be told."""

LOW: Final = 0.75
"""Below this part of the expected meetings a period's coverage is low."""

STEADIEST: Final = 3.0
"""The greatest shape of a cadence. Quartiles of weekly meetings may be equal, and holidays still move a meeting."""

_JUMP: Final = 30
"""Numbers that jump by more are taken for slips of reading."""

_GAPS: Final = ["of", "place", "body", "outlet", "after", "until", "days", "usual", "missing", "basis", "chance"]
_UPPER, _LOWER = float(np.log(np.log(4.0))), float(np.log(np.log(4 / 3)))


def by_period(engine: Engine, selection: Selection, *, grain: Grain = "month") -> pd.DataFrame:
    """How many meetings of the selected places, bodies and days the library holds in each period, and should hold.

    :func:`seen` :func:`against` :func:`gaps`, see there.
    """
    return against(seen(engine, selection, grain=grain), gaps(engine, selection))


def seen(engine: Engine, selection: Selection, *, grain: Grain = "month") -> pd.DataFrame:
    """How many meetings of the selected places, bodies and days the library holds in each period.

    Conditions on topics, acts or words are passed over: what is asked is whether the meetings are there at all.
    Columns: ``period``, ``start``, ``seen``. Every period between the first and the last. The meetings behind a row:
    ``selection.narrow(held="meetings", period=…)``.
    """
    days = engine.once(_series.days, selection.narrow(held="meetings"))
    first, last = (days["date"].min(), days["date"].max()) if len(days) else (None, None)
    starts = _series.starts(first, last, _series.known(grain))
    at = np.searchsorted(_numbered(starts), _numbered(days["date"]), side="right") - 1
    seen = np.bincount(at, weights=days["meetings"], minlength=len(starts)).astype("int64")
    return pd.DataFrame({
        "period": [_series.name(day, grain) for day in starts], "start": pd.Series(starts, dtype="object"),
        "seen": seen,
    })  # fmt: skip


def against(seen: pd.DataFrame, gaps: pd.DataFrame) -> pd.DataFrame:
    """What was seen beside what was to be expected.

    Adds to the columns of :func:`seen`: ``missing`` (by :func:`gaps`, each spread evenly over its days; where both
    bodies and outlets miss meetings the greater sum counts), ``expected`` (both together), ``coverage`` (seen of
    expected; missing where nothing is expected), ``is_low`` (below :data:`LOW`).
    """
    frame = seen.assign(missing=_spread(gaps, list(seen["start"])))
    expected = frame["seen"] + frame["missing"]
    coverage = frame["seen"] / expected.where(expected > 0)
    return frame.assign(expected=expected, coverage=coverage, is_low=coverage < LOW)


def gaps(engine: Engine, selection: Selection) -> pd.DataFrame:
    """Where meetings of the selected places, bodies and days are missing.

    Columns: ``of`` (``body`` or ``outlet``), ``place`` and ``body`` or ``outlet`` (None for the other kind), ``after``
    and ``until`` (the meetings between which they are missing; ``until`` is the last day of all where none came after),
    ``days``, ``usual`` (the median interval; NaN where too few), ``missing`` (how many: by the numbers, or as the
    cadence lets expect), ``basis`` (``numbers``, ``cadence``, or ``ended`` for a body that was not heard of again: of
    these nothing is thought to be missing), ``chance`` (of so long an interval; NaN for numbers). Those that miss most
    first. Of an outlet all its meetings are looked at, and as many count as missing as are of the selection. The
    meetings on either side of a row, and those without a number between: ``selection.narrow(held="gap", place=…,
    office=body)`` or, of an outlet, ``narrow(held="outlet", outlet=…)``, ``from`` after ``to`` until.
    """
    return engine.once(_missing, selection.narrow(held="meetings")).copy()


def _missing(engine: Engine, selection: Selection) -> pd.DataFrame:
    held, of_outlets = selection.narrow(held="meetings"), selection.narrow(held="outlet")
    asked = (query(_jumps, held), query(_silent_bodies, held), query(_silent_outlets, held, of_outlets))
    found = map(engine.run, asked)
    kinds = [_gaps(frame, basis) for frame, basis in zip(found, ("numbers", "cadence", "cadence"), strict=True)]
    frame = pd.concat(kinds, ignore_index=True)[_GAPS]
    return frame.sort_values(["missing", "days", "of"], ascending=[False, False, True], ignore_index=True)


def volume(engine: Engine, selection: Selection) -> pd.DataFrame:
    """The stretches of time in which each outlet reports about as many meetings a month.

    Change points of the monthly counts, with the Poisson deviance, widened by as much as successive months differ
    beyond chance, and a penalty of 3 ln n a change (Zhang and Siegmund 2007, *Biometrics* 63); see :mod:`._levels`.

    Columns: ``outlet``, ``first`` and ``last`` (months), ``from`` and ``to`` (days), ``meetings``, ``per_month``,
    ``before`` (that of the stretch before; missing for the first). An outlet has rows from its first month to the last
    of the selection. The meetings behind a row: ``selection.narrow(held="meetings", outlet=…)`` between its days.
    """
    counted = engine.run(query(_of_outlets, selection.narrow(held="meetings")))
    rows: list[dict[str, Any]] = []
    last = counted["start"].max() if len(counted) else None
    for outlet, months in counted.groupby("outlet", sort=True):
        starts = _series.starts(months["start"].min(), last, "month")
        counts = months.set_index("start")["n"].reindex(starts, fill_value=0).to_numpy(dtype="float64")
        penalty = 3 * float(np.log(max(len(counts), 2))) * _dispersion(counts)
        edges = [0, *_levels.changes(counts, np.ones(len(counts)), penalty=penalty), len(counts)]
        before = None
        for begin, end in pairwise(edges):
            rate = float(counts[begin:end].mean())
            names = [_series.name(starts[at], "month") for at in (begin, end - 1)]
            rows.append({
                "outlet": outlet, "first": names[0], "last": names[1], "from": days_of(names[0])[0],
                "to": days_of(names[1])[1], "meetings": int(counts[begin:end].sum()), "per_month": rate,
                "before": before,
            })  # fmt: skip
            before = rate
    return pd.DataFrame(rows, columns=["outlet", "first", "last", "from", "to", "meetings", "per_month", "before"])


def _of_outlets(engine: Engine, held: Selection) -> Table:
    """The meetings of each outlet and month."""
    meetings = chosen.meetings(engine, held).filter(_.date.notnull() & _.outlet.notnull())
    return meetings.group_by("outlet", start=meetings.date.truncate("M")).agg(n=_.count())


def _bodies(engine: Engine, held: Selection) -> Table:
    """The dated meetings of bodies, each under its ``unit``: as ``selection.office`` has it, so that what lies on
    either side of a gap is found again."""
    return chosen.part(engine, held, _by_unit)


def _by_unit(engine: Engine, whole: Selection) -> Table:
    """Units by number, since their names are long, and every interval is looked at by unit."""
    meetings = chosen.meetings(engine, whole).filter(_.date.notnull() & _.body.notnull())
    named = meetings.mutate(named=_.body)
    for spelt, plain in SPELT:
        named = named.mutate(named=_.named.replace(spelt, plain))
    named = named.mutate(named=_.place.coalesce(NONE) + " " + _.named)
    units = named.select("named").distinct().mutate(unit=ibis.row_number().over(order_by="named"))
    return named.inner_join(units, "named").select(
        "meeting_no", "unit", "place", "body", "date", "session_number", "session_term", "session_year"
    )


def _silent_bodies(engine: Engine, held: Selection) -> Table:
    return _silences(_bodies(engine, held), "body")


def _silent_outlets(engine: Engine, held: Selection, of_outlets: Selection) -> Table:
    """The silences of outlets, and which ``part`` of each outlet's meetings is selected."""
    outlets = chosen.meetings(engine, of_outlets).filter(_.date.notnull() & _.outlet.notnull()).mutate(unit=_.outlet)
    dated = chosen.meetings(engine, held).filter(_.date.notnull())
    parts = outlets.group_by("outlet").agg(part=_.meeting_no.isin(dated.meeting_no).mean()).filter(_.part > 0)
    return _silences(outlets, "outlet").inner_join(parts, "outlet")


def _jumps(engine: Engine, held: Selection) -> Table:
    """Intervals over which session numbers of one term or year leave some out, and the numbers."""
    numbered = (
        _bodies(engine, held)
        .filter(_.session_number.notnull())
        .mutate(counted_in=_.session_term.coalesce(0) * 10_000 + _.session_year.coalesce(0))
    )
    window = ibis.window(group_by=["unit", "counted_in"], order_by=["date", "session_number"])
    steps = numbered.mutate(
        after=_.date.lag().over(window), step=_.session_number - _.session_number.lag().over(window)
    )
    steps = steps.filter(_.step.between(2, _JUMP) & (_.date > _.after))
    return steps.select("place", "body", "after", until=_.date, missing=(_.step - 1).cast("float64"))


def _silences(meetings: Table, of: str) -> Table:
    """Intervals too long for the cadence of a body, but where numbers say that nothing is missing, or of an outlet."""
    named = {"body": ["place", "body"], "outlet": ["outlet"]}[of]
    # A day counts once, named as its first meeting is; its highest number is the last of the day.
    days = meetings.group_by("unit", "date").agg(
        meeting_no=_.meeting_no.min(), number=_.session_number.max(), first_number=_.session_number.min()
    )
    window = ibis.window(group_by="unit", order_by="date")
    end = meetings.agg(end=_.date.max()).as_scalar()
    steps = days.mutate(
        until=_.date.lead().over(window).coalesce(end), step=_.first_number.lead().over(window) - _.number
    )
    steps = steps.mutate(days=_.until.delta(_.date, unit="day"), is_open=_.date.lead().over(window).isnull())
    known = steps.filter(~_.is_open).group_by("unit").agg(
        intervals=_.count(),
        **{name: _.days.quantile(at) + 0.5 for name, at in (("q1", 0.25), ("q2", 0.5), ("q3", 0.75))},
    )  # fmt: skip
    fitted = known.filter(_.intervals >= FEWEST)
    spread = (fitted.q3.log() - fitted.q1.log()).fill_null(0)
    shape = ibis.least((_UPPER - _LOWER) / ibis.greatest(spread, 1e-6), STEADIEST)
    fitted = fitted.mutate(shape=shape, scale=fitted.q2 / (ibis.literal(float(np.log(2.0))) ** (1 / shape)))
    steps = steps.inner_join(fitted, "unit")
    chance: FloatingColumn = (-((steps.days / steps.scale) ** steps["shape"])).exp()
    steps = steps.mutate(chance=chance).filter(_.chance <= CHANCE)
    if of == "body":
        steps = steps.filter(~(_.step == 1).fill_null(False))
    steps = steps.inner_join(meetings.select("meeting_no", *named), "meeting_no")
    return steps.select(*named, "until", "days", "is_open", "chance", "shape", "scale", after=_.date, usual=_.q2 - 0.5)


def _gaps(frame: pd.DataFrame, basis: str) -> pd.DataFrame:
    of = "outlet" if "outlet" in frame else "body"
    unknown = np.full(len(frame), np.nan)
    days = (_numbered(frame["until"]) - _numbered(frame["after"])).astype("int64")
    if basis == "numbers":
        found = {"usual": unknown, "missing": frame["missing"], "basis": basis, "chance": unknown}
    else:
        beyond = np.maximum(days / (frame["scale"] * gamma(1 + 1 / frame["shape"])) - 1, 0.0)
        has_ended = frame["is_open"].to_numpy(dtype="bool") & (of == "body")
        found = {
            "usual": frame["usual"], "missing": np.where(has_ended, 0.0, beyond * frame.get("part", 1.0)),
            "basis": np.where(has_ended, "ended", basis), "chance": frame["chance"],
        }  # fmt: skip
    nothing = pd.Series(unknown, dtype="str")
    named = {name: frame.get(name, nothing) for name in ("place", "body", "outlet")}
    return pd.DataFrame({"of": of, **named, "after": frame["after"], "until": frame["until"], "days": days, **found})


def _spread(found: pd.DataFrame, starts: list[date]) -> npt.NDArray[np.float64]:
    """The missing meetings of each period: of bodies or of outlets, whichever miss more."""
    if not starts:
        return np.zeros(0)
    edges = np.append(_numbered(starts), _numbered([starts[-1] + timedelta(days=366)]))
    # Numbers are sure; what a cadence says of the same interval of the same body adds nothing to them.
    found = found.sort_values("basis", ascending=False, kind="stable")
    found = found.assign(body=found["body"].map(office, na_action="ignore"))
    found = found.drop_duplicates(["of", "place", "body", "outlet", "after", "until"])
    sums: list[npt.NDArray[np.float64]] = []
    for of in ("body", "outlet"):
        rows = found[found["of"] == of]
        first, last = _numbered(rows["after"]) + 1, _numbered(rows["until"])
        begin = np.maximum(np.searchsorted(edges, first, side="right") - 1, 0)
        end = np.maximum(np.minimum(np.searchsorted(edges, last), len(starts)), begin)
        # A row for each gap and period that share days.
        gap = np.repeat(np.arange(len(rows)), end - begin)
        at = np.arange(len(gap)) - np.repeat((end - begin).cumsum() - end, end - begin)
        shared = np.maximum(np.minimum(edges[at + 1], last[gap]) - np.maximum(edges[at], first[gap]), 0)
        missing = rows["missing"].to_numpy(dtype="float64")
        each = shared * missing[gap] / np.maximum(last - first, 1)[gap]
        sums.append(np.bincount(at, weights=each, minlength=len(starts)).astype("float64"))
    return np.maximum(*sums)


def _numbered(days: Sequence[date] | pd.Series[date]) -> npt.NDArray[np.int64]:
    """Days as numbers that follow on each other."""
    return np.array(days, dtype="M8[D]").astype("int64")


def _dispersion(counts: npt.NDArray[np.float64]) -> float:
    """How much more successive months differ than Poisson counts do, by the median, so that changes do not count."""
    total = counts[1:] + counts[:-1]
    held = total > 0
    if not held.any():
        return 1.0
    return max(float(np.median((counts[1:] - counts[:-1])[held] ** 2 / total[held])) / 0.4549, 1.0)
