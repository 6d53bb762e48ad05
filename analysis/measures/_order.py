"""What stands in which order: the sentences of a selection, for measures that terms counted by item cannot answer.

Unlike a count of terms, this reads every sentence anew. Where a selection holds more than :data:`MOST` meetings, a
sample of that many is read: the same ones every time, spread over the whole library, so that figures are those of the
sample and say so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

import ibis
import pandas as pd
from ibis import _
from ibis.expr.types import BooleanValue, StringValue, Table

from analysis.corpus.engine import Engine
from analysis.measures import selection as chosen
from analysis.measures.selection import Selection

MOST: Final = 2_000
"""How many meetings are read."""

LINE: Final = [
    "meeting_no", "meeting_id", "report_no", "item", "date", "body", "place", "left", "word", "right", "start", "end",
]  # fmt: skip

_SPREAD: Final = 7_919
"""Numbers of meetings are in date order; multiplied by a prime and cut off, they fall anywhere."""

_TERM: Final = "[A-Za-z]|[^\\x00-\\x7F]"


@dataclass(frozen=True, slots=True)
class Read:
    """The meetings that are read (``meeting_no``), how many they are, and how many the selection has."""

    meetings: Table
    read: int
    all: int


def sample(engine: Engine, selection: Selection, most: int = MOST) -> Read:
    """The meetings of the selection, or a sample of ``most`` of them."""
    held = chosen.meetings(engine, selection).select("meeting_no")
    size = int(engine.rows(held.agg(n=_.count()))[0]["n"])
    if size <= most:
        return Read(held, size, size)
    spread = held.mutate(at=(held.meeting_no.cast("int64") * _SPREAD) % 65_521)
    return Read(spread.order_by("at", "meeting_no").limit(most).select("meeting_no"), most, size)


def sentences(engine: Engine, selection: Selection, read: Read) -> Table:
    """The sentences of the selection in the meetings that are read."""
    return chosen.sentences(engine, selection).semi_join(read.meetings, "meeting_no")


def is_term(token: StringValue) -> BooleanValue:
    """Whether a token is a term, as ``language.count_terms`` has it."""
    return (token.length() > 1) & token.re_search(_TERM)


def counts_as_term(token: str) -> bool:
    """The same of a token that has left the engine."""
    return len(token) > 1 and (not token.isascii() or any(sign.isalpha() for sign in token))


def is_word(token: StringValue) -> BooleanValue:
    """Whether a token is a word or number, not punctuation or white space."""
    return ((token >= "㐀") & (token < "ꀀ")) | ((token >= "0") & (token < "{"))


def lines(
    engine: Engine,
    found: Table,
    spans: Callable[[list[str]], Iterator[tuple[int, int]]],
    *,
    window: int,
    limit: int,
    offset: int,
) -> pd.DataFrame:
    """The places in these sentences that ``spans`` names (first and last token), with what stands around them.

    Newest meeting first, undated last, then in the order of the text; columns as in ``concordance.lines``.
    """
    meetings = engine.table("meetings").select("meeting_no", "meeting_id", "date", "body", "place")
    rows = found.inner_join(meetings, "meeting_no")
    rows = rows.order_by(ibis.desc("date", nulls_first=False), ibis.desc("meeting_no"), "start")
    hits = [
        {**row, "first": first, "last": last} for row in engine.rows(rows) for first, last in spans(row["tokens"])
    ]  # fmt: skip
    shown = hits[offset : offset + limit]
    reports = engine.table("reports").filter(_.report_no.isin(sorted({hit["report_no"] for hit in shown})))
    text = {row["report_no"]: row["text"] for row in engine.rows(reports.select("report_no", "text"))}
    return pd.DataFrame([_line(hit, text[hit["report_no"]], window) for hit in shown], columns=LINE)


def _line(hit: dict[str, Any], text: str, window: int) -> dict[str, Any]:
    start = hit["start"] + sum(map(len, hit["tokens"][: hit["first"]]))
    end = start + sum(map(len, hit["tokens"][hit["first"] : hit["last"] + 1]))
    around = {"left": text[max(start - window, 0) : start], "word": text[start:end], "right": text[end : end + window]}
    return {**hit, "item": hit["position"], **around, "start": start, "end": end}
