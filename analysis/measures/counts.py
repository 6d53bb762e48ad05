"""How much attention each topic gets, and how that has changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final, Literal, get_args

import numpy as np
import pandas as pd
from ibis import _
from ibis.expr.types import Table

from analysis.corpus.engine import Engine, query
from analysis.errors import SelectionError
from analysis.measures import _agendas, chosen
from analysis.measures._shares import MOMENTS, added_up, adjusted, chance, difference, ranks, shares
from analysis.measures.selection import NONE, Selection

Unit = Literal["items", "meetings", "text"]
By = Literal["year", "province", "city", "place", "body", "level", "action", "decision", "treatment"]

RANKS: Final = ["rank", "rank_low", "rank_high"]

_OF_ITEMS: Final = ("action", "decision", "treatment")


def topics(engine: Engine, selection: Selection, *, unit: Unit = "items", by: By | None = None) -> pd.DataFrame:
    """How many of the selected items, meetings or characters are about each topic.

    - ``items``: numerator, the items that carry the label, main or not; denominator, the items. An item with three
      labels counts for three topics, so the numerators add up to more than the denominator.
    - ``meetings``: numerator, the meetings with at least one such item; denominator, the meetings.
    - ``text``: numerator, the characters of the items, each shared out by the weights of its labels; denominator, the
      characters of the items. These shares add up to one.

    Unlabelled items stay in the denominator and have a row of their own, topic ``-``. Undated meetings count like any
    other while the selection sets no dates. Other matters, which a report mentions without naming them, are in no
    figure: ``coverage.totals`` says how many meetings have some.

    By ``province`` or ``city`` (full chains), meetings of no province or city are left out; by anything else, what has
    none (no year: undated) stands under ``-``. ``place`` means the place itself, without those below it.

    Columns: ``topic``, [the name given as ``by``], ``numerator``, ``denominator``, ``share``, ``low``, ``high`` (95 %,
    meetings as clusters), ``rank`` among the topics of the taxonomy (of the group), ``rank_low``, ``rank_high`` (the
    ranks that it can have; all ranges hold together with 95 %; missing for ``-``); largest numerator first. Without
    ``by`` every topic of the taxonomy has a row; with it, cells with numerator 0 are left out. The rows behind a cell:
    ``selection.narrow(topic=…, <by>=…)``.
    """
    _check(unit, Unit)
    if by:
        _check(by, By)
    frame = engine.once(_topics, selection, unit, by)
    is_topic = (frame["topic"] != NONE).to_numpy()
    placed = np.full((len(RANKS), len(frame)), np.nan)
    if len(frame):
        placed[:, is_topic] = ranks(frame[is_topic], len(frame) // (len(engine.topics) + 1))
    frame = frame.drop(columns=MOMENTS).assign(**dict(zip(RANKS, placed, strict=True)))
    if by:
        frame = frame[frame["numerator"] > 0]
    keys = ["topic", *([by] if by else [])]
    return frame.sort_values(["numerator", *keys], ascending=[False, *(True for _key in keys)], ignore_index=True)


def leading(engine: Engine, selection: Selection) -> list[str]:
    """The topics of the selected items, those that most of them carry first, main or not."""
    return engine.run(query(_leading, selection))["topic"].tolist()


def change(
    engine: Engine,
    selection: Selection,
    *,
    recent: tuple[date, date],
    before: tuple[date, date],
    unit: Unit = "items",
) -> pd.DataFrame:
    """How the share of each topic differs between two periods, each from its first to its last day, both included.

    Units, unlabelled items and other matters as in :func:`topics`. Undated meetings are in neither period. A period is
    cut to the dates of the selection, where it has some.

    Columns: ``topic``, ``numerator``, ``denominator``, ``share`` (recent), ``numerator_before``,
    ``denominator_before``, ``share_before``, ``difference`` (of the shares, recent less before), ``low``, ``high`` (its
    95 % interval, meetings as clusters), ``p`` (the chance of as large a difference where there is none) and
    ``adjusted`` (the same with all topics of the table reckoned in: taking those up to 0.05 for real, one in twenty is
    false; Benjamini and Hochberg 1995); largest rise first. Topics that are in neither period have no row, and where a
    period has no meeting at all, its share and the difference are missing. The rows behind a figure:
    ``selection.narrow(topic=…)`` with the period as ``start`` and ``end``.
    """
    _check(unit, Unit)
    now, then = (engine.once(_topics, _between(selection, *days), unit, None) for days in (recent, before))
    frame = now[["topic", "numerator", "denominator", "share"]].copy()
    for column in ("numerator", "denominator", "share"):
        frame[f"{column}_before"] = then[column]
    frame["difference"], frame["low"], frame["high"] = difference(now, then)
    frame["p"] = chance(now, then)
    frame = frame[(frame["numerator"] > 0) | (frame["numerator_before"] > 0)].copy()
    frame["adjusted"] = adjusted(frame["p"].to_numpy())
    return frame.sort_values(["difference", "topic"], ascending=[False, True], ignore_index=True)


def bounds(
    engine: Engine, selection: Selection, *, unit: Literal["items", "meetings"] = "items", more: int = 1
) -> pd.DataFrame:
    """Between what the share of each topic lies, since reports say that other matters were taken up too.

    For ``items`` it is assumed that each meeting with other matters took up ``more`` further items, none of which
    (least) or each of which (most) was of the topic. For ``meetings`` nothing need be assumed: at least those that are
    known to have taken the topic up, at most all with other matters besides.

    Columns: ``topic``, ``numerator``, ``denominator``, ``share`` (as in :func:`topics`), ``least``, ``most``,
    ``others`` (the meetings with other matters, which are those of ``selection.narrow(other_matters=True)``); largest
    numerator first.
    """
    if unit not in ("items", "meetings"):
        raise SelectionError(f"{unit!r} is none of items, meetings.")
    frame = topics(engine, selection, unit=unit)[["topic", "numerator", "denominator", "share"]]
    within = topics(engine, selection.narrow(other_matters=True), unit="meetings").set_index("topic")
    others = int(within["denominator"].max())
    known, whole = frame["numerator"], frame["denominator"]
    if unit == "items":
        unnamed = others * more
        least, most = known / (whole + unnamed), (known + unnamed) / (whole + unnamed)
    else:
        least, most = frame["share"], (known + others - frame["topic"].map(within["numerator"])) / whole
    return frame.assign(least=least, most=most, others=others)


def _leading(engine: Engine, selection: Selection) -> Table:
    labelled = _agendas.by_topic(engine, selection).filter(_.topic != NONE)
    return labelled.group_by("topic").agg(n=_["items"].sum()).order_by(_.n.desc(), "topic").select("topic")


def _topics(engine: Engine, selection: Selection, unit: Unit, by: By | None) -> pd.DataFrame:
    rows = _of_items if by in _OF_ITEMS else _of_meetings
    values = [*engine.topics, NONE]
    return shares(engine, rows, selection, cell="topic", values=values, by=by, unit=unit, key=by)


def _of_meetings(engine: Engine, selection: Selection, *, unit: Unit, key: By | None) -> tuple[Table, Table]:
    """What each meeting gives to a topic, and to the whole."""
    whole = chosen.meetings if unit == "meetings" else _agendas.sizes
    tables = _agendas.by_topic(engine, selection), whole(engine, selection)
    parts, wholes = (table.mutate(size=1 if unit == "meetings" else _[unit]) for table in tables)
    if key:
        of_group = chosen.keyed(engine.table("meetings"), key).select("meeting_no", key)
        wholes = wholes.select("meeting_no", "size").inner_join(of_group, "meeting_no")
    return parts, wholes


def _of_items(engine: Engine, selection: Selection, *, unit: Unit, key: By) -> tuple[Table, Table]:
    """The same, by what one item of a meeting has and another has not."""
    items = chosen.items(engine, selection)
    items = items.mutate(treatment=chosen.treatment(items))
    items = items.select("item_no", "meeting_no", "chars", **{key: _[key].coalesce(NONE)})
    labelled = items.left_join(engine.table("labels").select("item_no", "topic", "weight"), "item_no")
    labelled = labelled.mutate(topic=labelled.topic.coalesce(NONE), weight=labelled.weight.coalesce(1.0))
    if unit == "meetings":
        parts, wholes = (rows.distinct().mutate(size=1) for rows in (
            labelled.select("meeting_no", "topic", key), items.select("meeting_no", key)
        ))  # fmt: skip
        return parts, wholes
    size = {"items": (1, 1), "text": (_.chars * _.weight, _.chars)}[unit]
    return added_up(labelled.mutate(size=size[0]), "topic", key), added_up(items.mutate(size=size[1]), key)


def _between(selection: Selection, first: date, last: date) -> Selection:
    """The part of the selection between two days; where there is none, a selection of nothing."""
    first, last = max(first, selection.start or first), min(last, selection.end or last)
    if first > last or selection.undated:
        return replace(selection, start=first, end=first, undated=True)
    return replace(selection, start=first, end=last)


def _check(value: str, options: object) -> None:
    if value not in get_args(options):
        raise SelectionError(f"{value!r} is none of {', '.join(get_args(options))}.")
