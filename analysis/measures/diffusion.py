"""How a formulation spreads from place to place: who says it first, who follows, and how long that takes.

The unit is a place at its own level: the centre, a province, a city, a county. Time is counted in days from the first
sighting anywhere in the selection, the origin. What a library does not hold sets three traps, each of which would bias
the time to the first sighting if it were left out of account:

- a place that has not said it so far is not one that never will: it is censored on the day of its last meeting;
- a place whose reports begin after the origin was not watched from the start: it enters on the day of its first meeting
  (left truncation), and counts for no day before;
- a place that says it in the first meeting that the library has of it, after the origin, may have said it long before:
  its time is not known, so it stands apart and in no curve.

The curve is one less the product-limit estimate (Kaplan and Meier 1958, *JASA* 53; with late entry: Klein and
Moeschberger 2003, *Survival Analysis*, 2nd ed., section 4.6), its interval Greenwood's (1926) on the scale of
log(−log S), which keeps it between 0 and 1 (Kalbfleisch and Prentice 1980). A sighting is found only when a meeting is
reported, so times are upper bounds.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Final

import numpy as np
import pandas as pd
from ibis import _

from analysis.corpus.engine import Engine
from analysis.measures import chosen
from analysis.measures._shares import Z
from analysis.measures.selection import NONE, Selection
from analysis.records import LEVELS, PASSED_ON

STANDINGS: Final = ("origin", "adopted", "already", "waiting", "gone")


def places(engine: Engine, selection: Selection, formulation: str) -> pd.DataFrame:
    """Every place of the selection at its own level, and when it first said a formulation.

    Numerator: the place's meetings in which it is sighted, in any wording; denominator: its meetings. Undated meetings
    count in both and in no date.

    Columns: ``formulation``, ``level``, ``place`` (each ``-`` where there is none: the centre has no place),
    ``numerator``, ``denominator``, ``share``; ``first``, ``last`` (dated meetings with it, None where there are none),
    ``relayed`` (first day on which an item that relays or studies has it), ``acted`` (first day of any other item);
    ``seen_from``, ``seen_to`` (first and last dated meeting); ``standing``:

    - ``origin``: the first of all, or as early as the first;
    - ``adopted``: first said it ``days`` after the origin, at risk since ``entry``;
    - ``already``: not seen before the origin, and says it in the first meeting seen: since when is not known;
    - ``waiting``: seen since the origin, for ``days``, and has not said it;
    - ``gone``: not seen since the origin, or never dated;

    ``days`` and ``entry`` in days since the origin (NaN where they do not apply). In the order of the first sighting,
    those without one last. The meetings behind a row: ``selection.narrow(formulation=…, level=…, place=…)``.
    """
    held = chosen.meetings(engine, selection).select(
        "meeting_no", "date", level=_.level.coalesce(NONE), place=_.place.coalesce(NONE)
    )
    seen = chosen.sightings(engine, selection).filter(_.formulation == formulation)
    items = engine.table("items").select("meeting_no", "position", "action")
    seen = seen.select("meeting_no", "position").left_join(items, ["meeting_no", "position"])
    by_action = seen.group_by("meeting_no").agg(
        is_relayed=seen.action.isin(PASSED_ON).any().coalesce(False),
        is_acted=seen.action.notin(PASSED_ON).any().coalesce(False),
    )
    rows = held.left_join(by_action, "meeting_no").mutate(is_seen=_.is_relayed.notnull())
    frame = engine.run(
        rows.group_by("level", "place").agg(
            numerator=_.is_seen.sum(),
            denominator=_.count(),
            first=rows.date.min(where=rows.is_seen),
            last=rows.date.max(where=rows.is_seen),
            relayed=rows.date.min(where=rows.is_relayed),
            acted=rows.date.min(where=rows.is_acted),
            seen_from=rows.date.min(),
            seen_to=rows.date.max(),
        )
    )
    frame["formulation"] = formulation
    frame[_COUNTS] = frame[_COUNTS].astype("int64")
    frame["share"] = frame["numerator"] / frame["denominator"]
    for day in _DATES:
        frame[day] = frame[day].astype("object").where(frame[day].notna(), None)
    origin = min((day for day in frame["first"] if day), default=None)
    found = [_standing(row, origin) for row in frame.to_dict("records")]
    frame[["standing", "days", "entry"]] = pd.DataFrame(found, columns=["standing", "days", "entry"], index=frame.index)
    order = frame.assign(at=[day or date.max for day in frame["first"]], of=frame["level"].map([*LEVELS, NONE].index))
    return order.sort_values(["at", "of", "place"], ignore_index=True)[_COLUMNS]


def curves(engine: Engine, selection: Selection, formulation: str) -> pd.DataFrame:
    """The share of the places of each level that have said a formulation by so many days after the origin.

    Columns: ``level``, ``days``, ``at_risk`` (places watched that had not said it before that day), ``adopted`` (places
    that first said it on that day), ``share``, ``low``, ``high`` (95 %, pointwise); by level from the centre down, then
    by days. The first row of a level is day 0, the last the day on which its last place was seen. Of levels without a
    place at risk there are no rows. Who adopted on a day: the rows of :func:`places` with that ``level`` and ``days``.
    """
    made = [(level, curve(group)) for level, group in _groups(places(engine, selection, formulation))]
    drawn = [table.assign(level=level)[_OF_CURVE] for level, table in made if len(table)]
    return pd.concat(drawn, ignore_index=True) if drawn else pd.DataFrame(columns=_OF_CURVE)


def levels(engine: Engine, selection: Selection, formulation: str) -> pd.DataFrame:
    """How far a formulation has come at each level.

    Numerator: places in which it is sighted; denominator: places of the level.

    Columns: ``level``, ``numerator``, ``denominator``, ``share``, a count of places for each of :data:`STANDINGS`,
    ``first`` (the earliest sighting) and ``median`` (days after the origin by which half of the places have said it, by
    the curve; NaN while fewer have), ``median_low``, ``median_high`` (95 %; infinite where the curve does not tell).
    """
    frame = places(engine, selection, formulation)
    rows = []
    for level, group in _groups(frame):
        said = group["numerator"] > 0
        first = min((day for day in group["first"] if day), default=None)
        counts = {standing: int((group["standing"] == standing).sum()) for standing in STANDINGS}
        shares = {"numerator": int(said.sum()), "denominator": len(group), "share": float(said.mean())}
        rows.append({"level": level, **shares, **counts, "first": first, **median(group)})
    columns = ["level", "numerator", "denominator", "share", *STANDINGS, "first", "median", "median_low", "median_high"]
    return pd.DataFrame(rows, columns=columns)


def curve(watched: pd.DataFrame) -> pd.DataFrame:
    """The curve of one group of places: ``days``, ``entry`` and ``standing`` of each, as :func:`places` has them.

    Columns: those of :func:`curves` but for the level. Empty where no place is at risk.
    """
    fitted = _fitted(watched)
    if fitted is None:
        return pd.DataFrame(columns=_OF_CURVE[1:])
    survival, error = fitted.surv_prob, fitted.surv_prob_se
    with np.errstate(divide="ignore", invalid="ignore"):
        half = Z * error / (survival * np.abs(np.log(survival)))
        low, high = 1 - survival ** np.exp(-half), 1 - survival ** np.exp(half)
    steps = pd.DataFrame(
        {"days": fitted.surv_times, "at_risk": fitted.n_risk, "adopted": fitted.n_events, "share": 1 - survival,
         "low": low, "high": high}
    )  # fmt: skip
    # Once every place at risk has said it, Greenwood's variance is not defined: the lower bound stays where it was.
    steps["low"] = steps["low"].ffill().fillna(0.0)
    steps["high"] = steps["high"].fillna(1.0)
    steps = steps[steps["adopted"] > 0]
    start = {
        "days": 0.0,
        "at_risk": int((watched["entry"] == 0).sum()),
        "adopted": 0,
        "share": 0.0,
        "low": 0.0,
        "high": 0.0,
    }
    last = steps.iloc[-1] if len(steps) else start
    end = {**{key: last[key] for key in ("share", "low", "high")}, "days": watched["days"].max(), "adopted": 0,
           "at_risk": int((watched["days"] == watched["days"].max()).sum())}  # fmt: skip
    rows = [start, *steps.to_dict("records"), *([end] if end["days"] > last["days"] else [])]
    made = pd.DataFrame(rows, columns=_OF_CURVE[1:])
    return made.astype({"days": "int64", "at_risk": "int64", "adopted": "int64"})


def median(watched: pd.DataFrame) -> dict[str, float]:
    """The days by which half of a group of places have said it, and the interval (Brookmeyer and Crowley 1982,
    *Biometrics* 38, on the scale of the curve's): ``median``, ``median_low``, ``median_high``; missing where no place
    is at risk or fewer than half have said it."""
    fitted = _fitted(watched)
    if fitted is None or not len(fitted.surv_times):
        return {"median": np.nan, "median_low": np.nan, "median_high": np.nan}
    at = float(fitted.quantile(0.5))
    with np.errstate(divide="ignore", invalid="ignore"):  # where every place has said it, log(−log S) has no end
        low, high = fitted.quantile_ci(0.5)
    return {"median": at if np.isfinite(at) else np.nan, "median_low": float(low), "median_high": float(high)}


_COUNTS: Final = ["numerator", "denominator"]
_DATES: Final = ["first", "last", "relayed", "acted", "seen_from", "seen_to"]
_COLUMNS: Final = ["formulation", "level", "place", *_COUNTS, "share", *_DATES, "standing", "days", "entry"]
_OF_CURVE: Final = ["level", "days", "at_risk", "adopted", "share", "low", "high"]


def _standing(row: dict[Any, Any], origin: date | None) -> tuple[str, float, float]:
    first, start, end = row["first"], row["seen_from"], row["seen_to"]
    if origin is None or start is None or (end <= origin and first != origin):
        return "gone", np.nan, np.nan
    if first == origin:
        return "origin", 0.0, np.nan
    if first == start and start > origin:
        return "already", np.nan, np.nan
    entry = float(max((start - origin).days, 0))
    if first:
        return "adopted", float((first - origin).days), entry
    days = float((end - origin).days)
    return ("waiting", days, entry) if days > entry else ("gone", np.nan, np.nan)


def _fitted(watched: pd.DataFrame) -> Any:
    """The product-limit estimate over the places at risk, or None where there are none."""
    at_risk = watched[watched["standing"].isin(["adopted", "waiting"])]
    if at_risk.empty:
        return None
    # A second and a half of loading that no other page should wait for.
    from statsmodels.duration.survfunc import SurvfuncRight

    status = (at_risk["standing"] == "adopted").astype("int64")
    return SurvfuncRight(at_risk["days"].to_numpy(), status.to_numpy(), entry=at_risk["entry"].to_numpy())


def _groups(frame: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    held = [(level, frame[frame["level"] == level]) for level in (*LEVELS, NONE)]
    return [(level, group) for level, group in held if len(group)]
