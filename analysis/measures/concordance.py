"""A word in its lines (KWIC, keyword in context)."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any, Final, Literal, get_args

import ibis
import numpy as np
import pandas as pd
from ibis import _
from ibis.expr.types import Table

from analysis.corpus.engine import Engine
from analysis.errors import SelectionError
from analysis.measures import _order, chosen
from analysis.measures._order import LINE
from analysis.measures.selection import Selection

Order = Literal["newest", "left", "right"]
CountedAs = Literal["term", "phrase"]

_KEY: Final = 12
"""How many characters of a context decide its place."""


def lines(
    engine: Engine,
    selection: Selection,
    word: str,
    *,
    counted_as: CountedAs = "phrase",
    window: int = 20,
    order: Order = "newest",
    limit: int = 100,
    offset: int = 0,
) -> pd.DataFrame:
    """The occurrences of ``word``, each with up to ``window`` characters on either side.

    Searched are the reports that stand for the selected meetings or, if the selection chooses among items, the passages
    of these items; contexts reach beyond a passage. ``counted_as`` is that of ``keywords.frequencies``: as a ``phrase``
    every occurrence as an exact string, which starts after the end of the one before it; as a ``term`` the places that
    the segmenter holds for the word or for one that counts as it (:func:`spellings`), so that there are as many lines
    as the word has occurrences. In ``order``: ``newest`` meeting first, undated last, then as in the text; or by what
    stands to the ``right``, or to the ``left`` from the word outwards, so that like contexts come together (characters
    in the order of their codes; of a term, within its sentence).

    Columns: ``meeting_no``, ``report_no``, ``item`` (position of the item that the occurrence stands in, 0 outside of
    all), ``meeting_id``, ``title``, ``date``, ``date_basis``, ``body``, ``place``, ``session``, ``outlet``, ``url``,
    ``left``, ``word`` (as it stands there), ``right``, ``start``, ``end`` (offsets into the report). :func:`count` has
    the number of lines on all pages.
    """
    if order not in get_args(Order):
        raise SelectionError(f"{order!r} is none of {', '.join(get_args(Order))}.")
    if not word:
        return pd.DataFrame(columns=LINE)
    if counted_as == "term":
        return _order.quoted(engine, _as_term(engine, selection, word, order, limit, offset), window)
    if order != "newest":
        return _by_context(engine, selection, word, window, order, limit, offset)
    holding = _holding(engine, selection, word)
    meetings = engine.table("meetings").select("meeting_no", "meeting_id", "date")
    newest = [ibis.desc("date", nulls_first=False), ibis.desc("meeting_id"), "position"]
    searched = engine.run(holding.inner_join(meetings, "meeting_no").order_by(newest))
    first, last, skip = _page(searched["times"], limit, offset)
    rows = searched.iloc[first:last].to_dict("records")
    found = [hit for of_text in _cut(engine, rows, word) for hit in of_text]
    return _order.quoted(engine, found[skip : skip + limit], window)


def count(engine: Engine, selection: Selection, word: str, *, counted_as: CountedAs = "phrase") -> pd.DataFrame:
    """How often ``word`` occurs, in one row.

    Columns: ``lines`` (occurrences, as :func:`lines` counts them), ``meetings`` (with at least one).
    """
    if not word:
        return pd.DataFrame({"lines": [0], "meetings": [0]})
    if counted_as == "term":
        terms = chosen.few_by_meeting(engine, selection, [word])
        return engine.run(terms.agg(lines=_["count"].sum().coalesce(0), meetings=_.count()))
    holding = _holding(engine, selection, word)
    return engine.run(holding.agg(lines=holding.times.sum().coalesce(0), meetings=holding.meeting_no.nunique()))


def spellings(engine: Engine, term: str) -> list[str]:
    """The word and the words that count as it in this version (its synonyms), the word itself first."""
    return [term, *sorted(word for word, counted_as in engine.version.edits.synonyms if counted_as == term)]


def _as_term(
    engine: Engine, selection: Selection, term: str, order: Order, limit: int, offset: int
) -> list[dict[str, Any]]:
    """The places that are counted as the term, a page of them."""
    group = spellings(engine, term)
    sentences = chosen.sentences(engine, selection)
    newest = [ibis.desc("date", nulls_first=False), ibis.desc("meeting_id")]
    dates = engine.table("meetings").select("meeting_no", "meeting_id", "date")
    skip = offset
    if order == "newest":  # the meetings of the page are known from how often each has the term
        counted = chosen.few_by_meeting(engine, selection, [term])
        held = engine.run(counted.inner_join(dates, "meeting_no").order_by(newest).select("meeting_no", "count"))
        first, last, skip = _page(held["count"], limit, offset)
        sentences = sentences.filter(_.meeting_no.isin([int(one) for one in held["meeting_no"].iloc[first:last]]))
    holding = sentences.filter(reduce(or_, [sentences.tokens.contains(word) for word in group]))
    each = holding.mutate(row=holding.tokens).unnest("tokens", offset="at").filter(_.tokens.isin(group))
    before, after = each.row[: each["at"]].join(""), each.row[each["at"] + 1 :].join("")
    key = {"newest": ibis.literal(""), "right": after.substr(0, _KEY), "left": before.right(_KEY).reverse()}[order]
    found = each.select(
        "meeting_no", "report_no", key=key, item=each.position, start=each.start + before.length(),
        end=each.start + before.length() + each.tokens.length(),
    ).inner_join(dates, "meeting_no")  # fmt: skip
    sorting = [*newest, "start"] if order == "newest" else ["key", ibis.desc("meeting_id"), "start"]
    page = found.order_by(sorting).limit(limit, offset=skip)
    return engine.rows(page.select("meeting_no", "report_no", "item", "start", "end"))


def _page(times: pd.Series[int], limit: int, offset: int) -> tuple[int, int, int]:
    """Which of the texts that hold so many lines each have those of a page, and how many of their lines come before."""
    after = times.cumsum().to_numpy()
    first = int(np.searchsorted(after, offset, side="right"))
    last = int(np.searchsorted(after, offset + limit, side="left"))
    return first, last + 1, offset - (int(after[first - 1]) if first else 0)


def _by_context(
    engine: Engine, selection: Selection, word: str, window: int, order: Order, limit: int, offset: int
) -> pd.DataFrame:
    """The lines in the order of their contexts, which the engine sees as the pieces between the occurrences."""
    texts = chosen.texts(engine, selection)
    texts = texts.filter(texts.text.contains(word)).mutate(length=_.text.length(), pieces=_.text.split(word))
    beside = texts.pieces[1:] if order == "right" else texts.pieces[:-1]
    each = texts.mutate(beside=beside).unnest("beside", offset="rank")
    key = each.beside.substr(0, _KEY) if order == "right" else each.beside.right(_KEY).reverse()
    found = each.select("meeting_no", "report_no", "position", "offset", "length", "rank", key=key)
    found = found.inner_join(engine.table("meetings").select("meeting_no", "meeting_id"), "meeting_no")
    found = found.order_by("key", ibis.desc("meeting_id"), "position", "rank").limit(limit, offset=offset)
    rows = engine.run(found).to_dict("records")
    cut = _cut(engine, rows, word)
    hits = [of_text[row["rank"]] for row, of_text in zip(rows, cut, strict=True)]
    return _order.quoted(engine, hits, window)


def _cut(engine: Engine, rows: list[dict[Any, Any]], word: str) -> list[list[dict[str, Any]]]:
    """Where the word stands in each of these texts."""
    reports = engine.table("reports").filter(_.report_no.isin(sorted({row["report_no"] for row in rows})))
    report = {found["report_no"]: found["text"] for found in engine.rows(reports.select("report_no", "text"))}
    places = _places_of_items(engine, sorted({row["meeting_no"] for row in rows}))
    return [_hits(row, report[row["report_no"]], word, places[row["meeting_no"]]) for row in rows]


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


def _hits(row: dict[Any, Any], text: str, word: str, items: list[tuple[int, int, int]]) -> list[dict[str, Any]]:
    stop = row["offset"] + row["length"]
    hits = []
    start = text.find(word, row["offset"], stop)
    while start >= 0:
        end = start + len(word)
        within = next((position for first, last, position in items if first <= start < last), 0)
        hits.append({"meeting_no": row["meeting_no"], "report_no": row["report_no"], "item": row["position"] or within,
                     "start": start, "end": end})  # fmt: skip
        start = text.find(word, end, stop)
    return hits
