"""What the library holds of a selection: the basis on which every other figure stands."""

from __future__ import annotations

import ibis
import pandas as pd
from ibis import _
from ibis.expr.types import Table

from analysis.corpus.engine import Engine, query
from analysis.measures import chosen
from analysis.measures.selection import NONE, Selection


def totals(engine: Engine, selection: Selection) -> pd.DataFrame:
    """How much there is, in one row.

    Columns: ``meetings``, ``items``, ``bodies`` (distinct pairs of place and body), ``places`` (distinct), ``reports``
    (of these meetings, copies included), ``copies`` (reports beyond the first of a meeting), ``undated`` (meetings),
    ``unlabelled_items``, ``other_matters`` (meetings whose report says that more was taken up than it names),
    ``first_date``, ``last_date`` (None where nothing is dated); and of the whole library, whatever the selection,
    ``not_readouts`` (reports of something else than a meeting) and ``rejects``.
    """
    return engine.run(query(_totals, selection)).assign(**engine.once(_of_library))


def by_month(engine: Engine, selection: Selection) -> pd.DataFrame:
    """Meetings by month and outlet, in order: what stands under every line over time.

    Columns: ``month`` (``2021-04``; ``-`` for the undated, last), ``outlet`` (of the report that stands for the
    meeting; ``-`` where unknown), ``meetings``. Months without a meeting have no row.
    """
    frame = engine.run(query(_by_month, selection))
    frame.insert(0, "month", [start.isoformat()[:7] if start else NONE for start in frame.pop("start")])
    return frame


def _of_library(engine: Engine) -> dict[str, int]:
    reports, rejects = engine.table("reports"), engine.table("rejects")
    not_readouts = reports.filter(~_.is_readout).agg(not_readouts=_.count())
    return engine.rows(not_readouts.cross_join(rejects.agg(rejects=_.count())))[0]


def _totals(engine: Engine, selection: Selection) -> Table:
    meetings = chosen.meetings(engine, selection)
    items = chosen.items(engine, selection)
    of_bodies = meetings.group_by("place", "body").agg(  # so that places and bodies need not be told apart twice
        meetings=_.count(), reports=_.reports.sum(), undated=_.date.isnull().sum(),
        other_matters=_.other_matters.cast("int64").sum(), first_date=_.date.min(), last_date=_.date.max(),
    )  # fmt: skip
    of_meetings = of_bodies.agg(
        meetings=_.meetings.sum().coalesce(0),
        bodies=_.body.count(),
        places=_.place.nunique(),
        reports=_.reports.sum().coalesce(0),
        copies=(_.reports.sum() - _.meetings.sum()).coalesce(0),
        undated=_.undated.sum().coalesce(0),
        other_matters=_.other_matters.sum().coalesce(0),
        first_date=_.first_date.min(),
        last_date=_.last_date.max(),
    )
    of_items = items.agg(items=items.count(), unlabelled_items=items.topic.isnull().sum().coalesce(0))
    return of_meetings.cross_join(of_items)


def _by_month(engine: Engine, selection: Selection) -> Table:
    meetings = chosen.meetings(engine, selection)
    grouped = meetings.group_by(start=meetings.date.truncate("M"), outlet=meetings.outlet.coalesce(NONE))
    return grouped.agg(meetings=_.count()).order_by(ibis.asc("start", nulls_first=False), "outlet")
