"""How evenly words are spread: everywhere a little, or much of it in one place.

Gries' deviation of proportions (2008, *International Journal of Corpus Linguistics* 13(4)): of the parts of a corpus,
each with its share s of all words, a word has its share v of occurrences in each; DP = ½ Σ|v − s|. It is 0 where the
word is spread as the parts are large, and close to 1 where it stands in one small part alone. Since it cannot quite
reach 1, it is divided by 1 − min(s) (Lijffijt and Gries 2012, same journal 17(1)).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal, get_args

import pandas as pd
from ibis import _
from ibis.expr.types import Table

from analysis.corpus.engine import Engine, query
from analysis.errors import SelectionError
from analysis.measures import chosen
from analysis.measures.selection import NONE, Selection

Over = Literal["meetings", "bodies", "months"]


def words(engine: Engine, selection: Selection, terms: Sequence[str], *, over: Over = "meetings") -> pd.DataFrame:
    """How evenly each of these words is spread over the meetings, bodies (of each place) or months of the selection.

    Counted as in ``keywords.frequencies``. Over months, undated meetings are left out.

    Columns: ``term``, ``count``, ``numerator`` (parts with the word), ``denominator`` (parts), ``dp``, ``dp_norm`` (0
    evenly spread, 1 all in one part; missing where there is a single part); in the order of ``terms``, those left out
    that do not occur. Over meetings the rows behind a numerator are those of ``selection.narrow(term=…)``.
    """
    if over not in get_args(Over):
        raise SelectionError(f"{over!r} is none of {', '.join(get_args(Over))}.")
    whole = engine.rows(query(_whole, selection, over=over))[0]
    if not whole["n"]:
        return pd.DataFrame(columns=_COLUMNS)
    found = query(_of_terms, selection, tuple(terms), float(whole["n"]), over=over)
    frame = engine.run(found).assign(denominator=whole["denominator"])
    reach = 1 - whole["least"] / whole["n"]
    frame["dp"] = frame["dp"].clip(lower=0.0)
    frame["dp_norm"] = (frame["dp"] / reach).clip(upper=1.0) if reach else float("nan")
    order = {term: place for place, term in enumerate(dict.fromkeys(terms))}
    return frame.sort_values("term", key=lambda column: column.map(order), ignore_index=True)[_COLUMNS]


def _sizes(engine: Engine, selection: Selection, over: Over) -> Table:
    """The words of each part."""
    lengths = chosen.lengths(engine, selection)
    if over == "meetings":
        return lengths.select(part="meeting_no", x="terms")
    return lengths.inner_join(_parts(engine, over), "meeting_no").group_by("part").agg(x=_.terms.sum())


def _whole(engine: Engine, selection: Selection, *, over: Over) -> Table:
    sizes = _sizes(engine, selection, over)
    return sizes.agg(denominator=_.count(), n=_.x.sum().coalesce(0), least=_.x.min().coalesce(0))


def _of_terms(engine: Engine, selection: Selection, terms: Sequence[str], whole: float, *, over: Over) -> Table:
    """Of each term how often it stands, in how many parts, and its deviation of proportions."""
    rows = chosen.few_by_meeting(engine, selection, terms)
    if over == "meetings":  # they are added up already
        rows = rows.select("term", part="meeting_no", c="count")
    else:
        rows = rows.inner_join(_parts(engine, over), "meeting_no").group_by("part", "term").agg(c=_["count"].sum())
    # All parts but months have all of a word's occurrences, which are added up already.
    totals = (
        rows.group_by("term").agg(f=_.c.sum())
        if over == "months" or selection.of_items
        else chosen.words(engine, selection).select("term", f="count")
    )
    rows = rows.inner_join(_sizes(engine, selection, over), "part").inner_join(totals, "term")
    rows = rows.mutate(s=_.x / whole)
    # In the parts without the word |v − s| is s, and all s add up to one.
    return rows.group_by("term").agg(
        count=_.f.max(), numerator=_.count(), dp=((_.c / _.f - _.s).abs() - _.s).sum() / 2 + 0.5
    )


def _parts(engine: Engine, over: Over) -> Table:
    """The ``part`` that each meeting belongs to; by months the undated belong to none."""
    meetings = engine.table("meetings")
    if over == "months":
        meetings = meetings.filter(meetings.date.notnull())
        return meetings.select("meeting_no", part=meetings.date.truncate("M"))
    place, body = meetings.place.coalesce(NONE), meetings.body.coalesce(NONE)
    return meetings.select("meeting_no", part=place + "\t" + body)


_COLUMNS: Final = ["term", "count", "numerator", "denominator", "dp", "dp_norm"]
