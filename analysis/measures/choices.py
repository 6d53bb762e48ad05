"""What can be chosen: the values that a version holds, for the filters and for checking a selection against it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

import pandas as pd
from ibis import _

from analysis.corpus.engine import Engine
from analysis.measures.selection import AND, ITSELF, NONE, Selection
from analysis.records import LEVELS


@dataclass(frozen=True, slots=True, eq=False)
class Choices:
    """The values of a version.

    Attributes:
        places: a row a place that has a meeting at it or below it, in the order of a tree (each place after the one
            that it lies in): ``place`` (full chain), ``name`` (its own), ``parent`` (chain; missing at the top),
            ``depth`` (0 province, 1 city, 2 county), ``meetings`` (its own and those below).
        bodies: ``body``, ``meetings``; most meetings first.  levels: ``level``, ``meetings``, from the centre down.
        topics: ``topic``, ``zh``, ``en``, ``definition_zh``, ``definition_en``, ``items``, in the taxonomy's order.
        actions, decisions: ``action`` or ``decision``, ``items``; most items first.
        first, last: date of the first and the last dated meeting, None where nothing is dated.
    """

    places: pd.DataFrame
    bodies: pd.DataFrame
    levels: pd.DataFrame
    topics: pd.DataFrame
    actions: pd.DataFrame
    decisions: pd.DataFrame
    first: date | None
    last: date | None


def values(engine: Engine) -> Choices:
    """Everything that the version offers to choose from."""
    meetings, topics = engine.table("meetings"), engine.table("topics")
    span = engine.rows(meetings.agg(first=meetings.date.min(), last=meetings.date.max()))[0]
    labelled = engine.table("labels").group_by("topic").agg(items=_.count())
    named = topics.left_join(labelled, "topic").mutate(items=labelled["items"].coalesce(0)).order_by("order")
    levels = _counted(engine, "meetings", "level")
    return Choices(
        places=_places(engine),
        bodies=_counted(engine, "meetings", "body"),
        levels=levels.sort_values("level", key=lambda column: column.map(LEVELS.index), ignore_index=True),
        topics=engine.run(named.select("topic", "zh", "en", "definition_zh", "definition_en", "items")),
        actions=_counted(engine, "items", "action"),
        decisions=_counted(engine, "items", "decision"),
        **span,
    )


def unknown(known: Choices, selection: Selection) -> tuple[str, ...]:
    """The places, bodies and topics of a selection that the version with these choices does not hold, as ``key=value``.

    Such a value selects nothing; a link that carries one was made for another library or version.
    """
    topics, places, bodies = set(known.topics["topic"]), set(known.places["place"]), set(known.bodies["body"])
    return tuple(
        [f"place={place}" for place in selection.places if place.removeprefix(ITSELF) not in places | {NONE}]
        + [f"body={body}" for body in selection.bodies if body not in bodies | {NONE}]
        + [f"topic={topic}" for topic in selection.topics if not topics | {NONE} >= set(topic.split(AND))]
        + [f"agenda={topic}" for topic in selection.agenda if topic not in topics | {NONE}]
    )


def _counted(engine: Engine, table: str, column: str) -> pd.DataFrame:
    rows = engine.table(table)
    counted = rows.filter(rows[column].notnull()).group_by(column).agg(_.count().name(table))
    frame = engine.run(counted)
    return frame.sort_values([table, column], ascending=[False, True], ignore_index=True)


def _places(engine: Engine) -> pd.DataFrame:
    """The tree of places. A place that holds no meeting of its own still stands where one below it does."""
    meetings = engine.table("meetings")
    placed = meetings.filter(meetings.place.notnull())
    own = engine.rows(placed.group_by("province", "city", "county", "place").agg(meetings=_.count()))
    total: Counter[tuple[str, str, str | None, int]] = Counter()
    for row in own:
        names = [name for name in (row["province"], row["city"], row["county"]) if name]
        if beyond := row["place"].removeprefix("".join(names)):
            names.append(beyond)
        chains = ["".join(names[: depth + 1]) for depth in range(len(names))]
        for depth, (chain, name) in enumerate(zip(chains, names, strict=True)):
            total[chain, name, chains[depth - 1] if depth else None, depth] += row["meetings"]
    rows = [(*place, meetings) for place, meetings in sorted(total.items(), key=lambda entry: entry[0][0])]
    return pd.DataFrame(rows, columns=["place", "name", "parent", "depth", "meetings"])
