"""Two selections side by side: what the one puts on its agenda more than the other.

Words are compared by :mod:`analysis.measures.keyness`; here are topics, actions and formulations, by the difference of
their shares, and the pace of meetings. The selections are taken for independent of each other: where they share
meetings (:func:`common`), intervals are too wide and p too large.
"""

from __future__ import annotations

import math
from datetime import date
from functools import reduce
from typing import Any, Final, Literal, get_args

import ibis
import numpy as np
import pandas as pd
from ibis import _
from ibis.expr.types import Table
from scipy import special

from analysis.corpus.engine import Engine, Rows, query
from analysis.errors import SelectionError
from analysis.measures import _agendas, chosen
from analysis.measures._shares import MOMENTS, Z, added_up, adjusted, chance, difference, shares
from analysis.measures.selection import NONE, Selection

Of = Literal["topic", "action", "formulation"]

_MONTH: Final = 365.25 / 12
_SIDES: Final = ("one", "other")


def by_share(engine: Engine, selection: Selection, against: Selection, *, of: Of) -> pd.DataFrame:
    """How the share of every topic, action or formulation differs between two selections.

    - ``topic``: numerator, the items that carry the label, main or not; denominator, the items. Topic ``-`` has none.
    - ``action``: numerator, the items with the action; denominator, the items.
    - ``formulation``: numerator, the meetings in which it is sighted in any wording (in their selected items, if a
      selection chooses among items); denominator, the meetings.

    Columns: the name given as ``of``; ``numerator``, ``denominator``, ``share`` of the selection, the same of the other
    as ``numerator_against``, ``denominator_against``, ``share_against``; ``difference`` (selection less other) with
    ``low`` and ``high`` (95 %, meetings as clusters), ``p`` and ``adjusted`` (false discoveries held down over the
    table, Benjamini and Hochberg 1995); largest difference first. What neither has, has no row; where a side is empty,
    its share and the difference are missing. The rows behind a figure: ``selection.narrow(<of>=…)`` and
    ``against.narrow(<of>=…)``.
    """
    if of not in get_args(Of):
        raise SelectionError(f"{of!r} is none of {', '.join(get_args(Of))}.")
    values = [*engine.topics, NONE] if of == "topic" else None
    both = shares(engine, _of_sides, selection, against, cell="cell", values=values, by="side", of=of)
    cells = sorted(both["cell"].unique()) if values is None else values
    one, other = (_of_side(both[both["side"] == side], cells) for side in _SIDES)
    lean, low, high = difference(one, other)
    counted = ("numerator", "denominator", "share")
    frame = pd.DataFrame({
        "cell": one["cell"], **{name: one[name] for name in counted},
        **{f"{name}_against": other[name] for name in counted},
        "difference": lean, "low": low, "high": high, "p": chance(one, other),
    })  # fmt: skip
    frame = frame[(frame["numerator"] > 0) | (frame["numerator_against"] > 0)]
    frame["adjusted"] = adjusted(frame["p"].to_numpy(dtype="float64"))
    frame = frame.sort_values(["difference", "cell"], ascending=[False, True], ignore_index=True)
    return frame.rename(columns={"cell": of})


def pace(engine: Engine, selection: Selection, against: Selection) -> pd.DataFrame:
    """How often the two meet, and how long their agendas are.

    - ``meetings_a_month``: numerator, the dated meetings; denominator, the months from the first to the last day of the
      selection's dates or, where it sets none, of its meetings. The interval is that of counts that vary as the months
      do (a Poisson process with the months' dispersion, at least one).
    - ``items_a_meeting``: numerator, the items; denominator, the meetings. The interval is that of a mean.

    Columns: ``figure``, ``value``, ``low``, ``high`` (95 %), ``numerator``, ``denominator``, the same of the other as
    ``value_against`` and so on, and ``p`` (two-sided, normal) of the difference. A figure that a side does not have is
    missing. The rows behind a numerator: meetings and items of ``selection`` and ``against``.
    """
    sides = [_pace(engine, side) for side in (selection, against)]
    rows = []
    for figure in ("meetings_a_month", "items_a_meeting"):
        one, other = (side[figure] for side in sides)
        error = math.hypot(one["error"], other["error"])
        apart = abs(one["value"] - other["value"]) / error if error else math.nan
        rows.append(
            {
                "figure": figure,
                **{name: one[name] for name in _PACE},
                **{f"{name}_against": other[name] for name in _PACE},
                "p": float(2 * special.ndtr(-apart)),
            }
        )
    return pd.DataFrame(rows)


def common(engine: Engine, selection: Selection, against: Selection) -> int:
    """How many items both selections hold, if one of them chooses among items; else how many meetings."""
    rows, key = (chosen.items, "item_no") if selection.of_items or against.of_items else (chosen.meetings, "meeting_no")
    return int(engine.rows(query(_shared, selection, against, rows=rows, key=key))[0]["n"])


def _shared(engine: Engine, one: Selection, other: Selection, *, rows: Rows[Selection], key: str) -> Table:
    return rows(engine, one).semi_join(rows(engine, other), key).agg(n=_.count())


def _of_sides(engine: Engine, one: Selection, other: Selection, *, of: Of) -> tuple[Table, Table]:
    """The rows of both sides, each with the name of its side."""
    sides = [_rows(engine, side, of=of) for side in (one, other)]
    parts, wholes = (
        reduce(Table.union, (table.mutate(side=ibis.literal(name)) for name, table in zip(_SIDES, tables, strict=True)))
        for tables in zip(*sides, strict=True)
    )
    return parts, wholes


def _of_side(rows: pd.DataFrame, cells: list[str]) -> pd.DataFrame:
    """The rows of a side, one for each cell; an empty side has none of its own."""
    if rows.empty:
        nothing = dict.fromkeys(("numerator", "denominator", *MOMENTS), np.zeros(len(cells), dtype="int64"))
        rows = pd.DataFrame({"cell": pd.array(cells, dtype="str"), **nothing, "share": np.nan})
    return rows.astype({"numerator": "int64", "denominator": "int64"}).reset_index(drop=True)


def _rows(engine: Engine, side: Selection, *, of: Of) -> tuple[Table, Table]:
    """What each meeting gives to a cell, and what it gives to the whole: as ``_shares.shares`` takes them."""
    if of == "formulation":
        sighted = _part(engine, side, chosen.sighted).select("meeting_no", cell="formulation", size=1)
        return sighted, chosen.meetings(engine, side).select("meeting_no").mutate(size=1)
    wholes = _agendas.sizes(engine, side).select("meeting_no", size="items")
    if of == "action":
        return _part(engine, side, _by_action), wholes
    return _agendas.by_topic(engine, side).select("meeting_no", cell="topic", size="items"), wholes


def _part(engine: Engine, side: Selection, rows: Rows[Selection]) -> Table:
    """The rows of a side: a part of those of everything, which are kept, unless it chooses among items."""
    return rows(engine, side) if side.narrows_items else chosen.part(engine, side, rows)


def _by_action(engine: Engine, whole: Selection) -> Table:
    """A row a meeting and action, ``size`` its items."""
    return added_up(chosen.items(engine, whole).select("meeting_no", cell="action").mutate(size=1), "cell")


def _pace(engine: Engine, side: Selection) -> dict[str, dict[str, Any]]:
    row = engine.rows(query(_held, side))[0]
    return {
        "meetings_a_month": _rate(row, side.start or row["first"], side.end or row["last"]),
        "items_a_meeting": _mean(row["meetings"], row["items"], row["ii"]),
    }


def _held(engine: Engine, side: Selection) -> Table:
    """How many meetings and items a side has, and how unevenly they fall."""
    held = chosen.meetings(engine, side)
    months = held.filter(held.date.notnull()).group_by(month=_.date.truncate("M")).agg(n=_.count())
    of_months = months.agg(n=_.n.sum().coalesce(0), nn=(_.n * _.n).sum().coalesce(0))
    items = chosen.items(engine, side).group_by("meeting_no").agg(n=_.count())
    joined = held.left_join(items, "meeting_no")
    of_items = joined.select(n=joined.n.coalesce(0)).agg(items=_.n.sum().coalesce(0), ii=(_.n * _.n).sum().coalesce(0))
    whole = held.agg(meetings=_.count(), first=_.date.min(), last=_.date.max())
    return whole.cross_join(of_months).cross_join(of_items)


def _rate(row: dict[str, Any], first: date | None, last: date | None) -> dict[str, Any]:
    if not row["n"] or first is None or last is None:
        return _figure(math.nan, math.nan, int(row["n"]), math.nan)
    months = ((last - first).days + 1) / _MONTH
    touched = 12 * (last.year - first.year) + last.month - first.month + 1
    mean = row["n"] / touched
    spread = (row["nn"] - touched * mean * mean) / (touched - 1) if touched > 1 else mean
    return _figure(row["n"] / months, math.sqrt(max(spread / mean, 1) * row["n"]) / months, int(row["n"]), months)


def _mean(n: int, total: int, squares: int) -> dict[str, Any]:
    if not n:
        return _figure(math.nan, math.nan, 0, 0)
    spread = (squares - total * total / n) / (n - 1) if n > 1 else math.nan
    return _figure(total / n, math.sqrt(max(spread, 0) / n), int(total), n)


def _figure(value: float, error: float, numerator: int, denominator: float) -> dict[str, Any]:
    half = Z * error
    return {"value": value, "low": max(value - half, 0.0), "high": value + half, "error": error,
            "numerator": numerator, "denominator": denominator}  # fmt: skip


_PACE: Final = ("value", "low", "high", "numerator", "denominator")
