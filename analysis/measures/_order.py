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
from analysis.measures import chosen
from analysis.measures.selection import Selection

MOST: Final = 2_000
"""How many meetings are read."""

_MEETING: Final = ["meeting_id", "title", "date", "date_basis", "body", "place", "session", "outlet"]

LINE: Final = ["meeting_no", "report_no", "item", *_MEETING, "url", "left", "word", "right", "start", "end"]
"""What is told of a line: where it stands, and in whose report."""

_TERM: Final = "[A-Za-z]|[^\\x00-\\x7F]"


@dataclass(frozen=True, slots=True)
class Read:
    """How many meetings are read, and how many the selection has; ``most`` is the size of a sample, None for all."""

    read: int
    all: int
    most: int | None


def sample(engine: Engine, selection: Selection, most: int = MOST) -> Read:
    """What is read of a selection: all, or a sample of ``most`` of its meetings."""
    size = chosen.count(engine, selection)
    return Read(size, size, None) if size <= most else Read(most, size, most)


def meetings(engine: Engine, selection: Selection, most: int | None) -> Table:
    """The meetings that are read, alone in a column."""
    held = chosen.meetings(engine, selection).select("meeting_no", "meeting_id")
    # Ids are hashes: in their order meetings are spread over time and places, the same ones in whichever version.
    return (held if most is None else held.order_by("meeting_id").limit(most)).select("meeting_no")


def sentences(engine: Engine, selection: Selection, most: int | None) -> Table:
    """The sentences of the selection in the meetings that are read."""
    found = chosen.sentences(engine, selection)
    return found if most is None else found.semi_join(meetings(engine, selection, most), "meeting_no")


def is_term(token: StringValue) -> BooleanValue:
    """Whether a token is a term, as an import counts them (``importing.filling``)."""
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
    meetings = engine.table("meetings").select("meeting_no", "meeting_id", "date")
    rows = found.inner_join(meetings, "meeting_no")
    rows = rows.order_by(ibis.desc("date", nulls_first=False), ibis.desc("meeting_id"), "start")
    hits = [_hit(row, first, last) for row in engine.rows(rows) for first, last in spans(row["tokens"])]
    return quoted(engine, hits[offset : offset + limit], window)


def quoted(engine: Engine, hits: list[dict[str, Any]], window: int) -> pd.DataFrame:
    """Lines, with up to ``window`` characters on either side, of places in reports: ``meeting_no``, ``report_no``,
    ``item``, ``start``, ``end``. Columns: :data:`LINE`."""
    meetings = engine.table("meetings").filter(_.meeting_no.isin(sorted({hit["meeting_no"] for hit in hits})))
    meeting = {row["meeting_no"]: row for row in engine.rows(meetings.select("meeting_no", *_MEETING))}
    reports = engine.table("reports").filter(_.report_no.isin(sorted({hit["report_no"] for hit in hits})))
    report = {row["report_no"]: row for row in engine.rows(reports.select("report_no", "url", "text"))}
    lines = []
    for hit in hits:
        start, end, said = hit["start"], hit["end"], report[hit["report_no"]]
        text = said["text"]
        around = {
            "left": text[max(start - window, 0) : start],
            "word": text[start:end],
            "right": text[end : end + window],
        }
        lines.append({**hit, **meeting[hit["meeting_no"]], "url": said["url"], **around})
    return pd.DataFrame(lines, columns=LINE)


def _hit(row: dict[str, Any], first: int, last: int) -> dict[str, Any]:
    start = row["start"] + sum(map(len, row["tokens"][:first]))
    end = start + sum(map(len, row["tokens"][first : last + 1]))
    return {"meeting_no": row["meeting_no"], "report_no": row["report_no"], "item": row["position"], "start": start,
            "end": end}  # fmt: skip
