"""A word in its lines (KWIC, keyword in context)."""

from __future__ import annotations

from typing import Any, Final, Literal, get_args

import ibis
import numpy as np
import pandas as pd
from ibis import _
from ibis.expr.types import Table

from analysis.corpus.engine import Engine
from analysis.errors import SelectionError
from analysis.measures import selection as chosen
from analysis.measures.selection import Selection

Order = Literal["newest", "left", "right"]

_KEY: Final = 12
"""How many characters of a context decide its place."""

_COLUMNS: Final = [
    "meeting_no", "meeting_id", "report_no", "item", "date", "body", "place", "left", "word", "right", "start", "end",
]  # fmt: skip


def lines(
    engine: Engine,
    selection: Selection,
    word: str,
    *,
    window: int = 20,
    order: Order = "newest",
    limit: int = 100,
    offset: int = 0,
) -> pd.DataFrame:
    """The occurrences of ``word`` as an exact string, each with up to ``window`` characters on either side.

    Searched are the reports that stand for the selected meetings or, if the selection chooses among items, the passages
    of these items; contexts reach beyond a passage. An occurrence starts after the end of the one before it. In
    ``order``: ``newest`` meeting first, undated last, then as in the text; or by what stands to the ``right``, or to
    the ``left`` from the word outwards, so that like contexts come together (characters in the order of their codes).

    Columns: ``meeting_no``, ``meeting_id``, ``report_no``, ``item`` (position of the item that the occurrence stands
    in, 0 outside of all), ``date``, ``body``, ``place``, ``left``, ``word``, ``right``, ``start``, ``end`` (offsets
    into the report). :func:`count` has the number of lines on all pages.
    """
    if order not in get_args(Order):
        raise SelectionError(f"{order!r} is none of {', '.join(get_args(Order))}.")
    if not word:
        return pd.DataFrame(columns=_COLUMNS)
    if order != "newest":
        return _by_context(engine, selection, word, window, order, limit, offset)
    holding = _holding(engine, selection, word)
    meetings = engine.table("meetings").select("meeting_no", "meeting_id", "date", "body", "place")
    newest = [ibis.desc("date", nulls_first=False), ibis.desc("meeting_no"), "position"]
    searched = engine.run(holding.inner_join(meetings, "meeting_no").order_by(newest))
    after = searched["times"].cumsum().to_numpy()
    first = int(np.searchsorted(after, offset, side="right"))
    last = int(np.searchsorted(after, offset + limit, side="left"))
    rows = searched.iloc[first : last + 1].to_dict("records")
    found_lines = [line for of_text in _cut(engine, rows, word, window) for line in of_text]
    skip = offset - (int(after[first - 1]) if first else 0)
    return pd.DataFrame(found_lines[skip : skip + limit], columns=_COLUMNS)


def count(engine: Engine, selection: Selection, word: str) -> pd.DataFrame:
    """How often ``word`` occurs, in one row.

    Columns: ``lines`` (occurrences, as :func:`lines` counts them), ``meetings`` (with at least one).
    """
    if not word:
        return pd.DataFrame({"lines": [0], "meetings": [0]})
    holding = _holding(engine, selection, word)
    return engine.run(holding.agg(lines=holding.times.sum().coalesce(0), meetings=holding.meeting_no.nunique()))


def _by_context(
    engine: Engine, selection: Selection, word: str, window: int, order: Order, limit: int, offset: int
) -> pd.DataFrame:
    """The lines in the order of their contexts, which the engine sees as the pieces between the occurrences."""
    texts = chosen.texts(engine, selection)
    texts = texts.filter(texts.text.contains(word)).mutate(length=_.text.length(), pieces=_.text.split(word))
    each = texts.select(
        "meeting_no", "report_no", "position", "offset", "length",
        left=texts.pieces[:-1].unnest(), right=texts.pieces[1:].unnest(),
        rank=ibis.range(texts.pieces.length() - 1).unnest(),
    )  # fmt: skip
    key = each.right.substr(0, _KEY) if order == "right" else each.left.right(_KEY).reverse()
    meetings = engine.table("meetings").select("meeting_no", "meeting_id", "date", "body", "place")
    found = each.mutate(key=key).drop("left", "right").inner_join(meetings, "meeting_no")
    found = found.order_by("key", ibis.desc("meeting_no"), "position", "rank").limit(limit, offset=offset)
    rows = engine.run(found).to_dict("records")
    cut = _cut(engine, rows, word, window)
    return pd.DataFrame([of_text[row["rank"]] for row, of_text in zip(rows, cut, strict=True)], columns=_COLUMNS)


def _cut(engine: Engine, rows: list[dict[Any, Any]], word: str, window: int) -> list[list[dict[str, Any]]]:
    """The lines of each of these texts."""
    reports = engine.table("reports").filter(_.report_no.isin(sorted({row["report_no"] for row in rows})))
    report = {found["report_no"]: found["text"] for found in engine.rows(reports.select("report_no", "text"))}
    places = _places_of_items(engine, sorted({row["meeting_no"] for row in rows}))
    return [_lines(row, report[row["report_no"]], word, window, places[row["meeting_no"]]) for row in rows]


def _holding(engine: Engine, selection: Selection, word: str) -> Table:
    """The searched texts that hold the word, and how many times."""
    texts = chosen.texts(engine, selection)
    texts = texts.filter(texts.text.contains(word))
    times = (texts.text.length() - texts.text.replace(word, "").length()) / len(word)
    length = texts.text.length()
    return texts.select("meeting_no", "report_no", "position", "offset", length=length, times=times.cast("int64"))


def _places_of_items(engine: Engine, meetings: list[int]) -> dict[int, list[tuple[int, int, int]]]:
    """Where the items of these meetings stand: (start, end, position) of passage or announcement."""
    items = engine.table("items").filter(_.meeting_no.isin(meetings)).order_by("item_no")
    places: dict[int, list[tuple[int, int, int]]] = {meeting: [] for meeting in meetings}
    for item in engine.rows(
        items.select(
            "meeting_no",
            "position",
            start=items.passage_start.coalesce(items.announcement_start),
            end=items.passage_end.coalesce(items.announcement_end),
        )
    ):
        places[item["meeting_no"]].append((item["start"], item["end"], item["position"]))
    return places


def _lines(
    row: dict[Any, Any], text: str, word: str, window: int, items: list[tuple[int, int, int]]
) -> list[dict[str, Any]]:
    stop = row["offset"] + row["length"]
    lines = []
    start = text.find(word, row["offset"], stop)
    while start >= 0:
        end = start + len(word)
        within = next((position for first, last, position in items if first <= start < last), 0)
        line = {
            "item": row["position"] or within,
            "left": text[max(start - window, 0) : start],
            "word": word,
            "right": text[end : end + window],
            "start": start,
            "end": end,
        }
        lines.append({**row, **line})
        start = text.find(word, end, stop)
    return lines
