"""The rows that a selection stands for: meetings, agenda items, texts, words, sentences, sightings.

:func:`meetings` and :func:`items` are where every measure begins, so that a figure and its evidence cannot part.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import reduce
from operator import and_, or_

import ibis
from ibis import _
from ibis.expr.types import BooleanValue, StringColumn, StringValue, Table

from analysis.corpus.engine import Engine, Rows, query
from analysis.measures.selection import AND, ITSELF, NONE, TREATMENTS, Selection, carried, crosswalk


def meetings(engine: Engine, selection: Selection) -> Table:
    """The meetings of the selection, a row each, with the columns of the table ``meetings``.

    A meeting is in where it meets the conditions on meetings and, if there are conditions on items, at least one of
    its items meets them all.
    """
    table = engine.table("meetings")
    return _of_meetings(table, numbers(engine, selection)) if selection else table


def items(engine: Engine, selection: Selection) -> Table:
    """The agenda items of the selection, a row each, with the columns of the table ``items``."""
    table = engine.table("items")
    if selection.narrows_items:
        return table.semi_join(engine.held(_item_numbers, selection, alike=False), "item_no")
    return _of_meetings(table, numbers(engine, selection)) if selection else table


def numbers(engine: Engine, selection: Selection) -> Table:
    """The numbers of the selected meetings, alone in a column: looked for once, whatever is asked of them."""
    return engine.held(_numbers, selection, alike=False)


def part(engine: Engine, selection: Selection, rows: Rows[Selection]) -> Table:
    """The rows of the selected meetings, of rows that are worked out once for all meetings and kept."""
    every = engine.held(rows, Selection())
    return _of_meetings(every, numbers(engine, selection)) if selection else every


def count(engine: Engine, selection: Selection) -> int:
    """How many meetings are selected."""
    return int(engine.rows(query(_count, selection))[0]["n"])


def _count(engine: Engine, selection: Selection) -> Table:
    return meetings(engine, selection).agg(n=_.count())


def _numbers(engine: Engine, selection: Selection) -> Table:
    chosen = _meetings(engine, selection)
    if selection.of_items:
        chosen = chosen.semi_join(_items(engine, selection), "meeting_no")
    searched = replace(selection, terms=(), phrases=(), formulations=())
    for term in selection.terms:
        chosen = chosen.semi_join(terms(engine, searched).filter(_.term == term), "meeting_no")
    for phrase in selection.phrases:
        chosen = chosen.semi_join(texts(engine, searched, holding=phrase), "meeting_no")
    for formulation in selection.formulations:
        chosen = chosen.semi_join(_sighted(sightings(engine, searched), formulation), "meeting_no")
    return chosen.select("meeting_no")


def _item_numbers(engine: Engine, selection: Selection) -> Table:
    """The selected items: ``item_no``, ``meeting_no``, ``position``."""
    chosen, held = _items(engine, selection), _meetings(engine, selection)
    if held is not engine.table("meetings"):
        chosen = chosen.semi_join(held, "meeting_no")
    for term in selection.terms:
        chosen = chosen.semi_join(engine.table("terms").filter(_.term == term), "item_no")
    for phrase in selection.phrases:
        chosen = chosen.semi_join(passages(engine, chosen, holding=phrase), "item_no")
    for formulation in selection.formulations:
        chosen = chosen.semi_join(_sighted(engine.table("formulations"), formulation), ["meeting_no", "position"])
    return chosen.select("item_no", "meeting_no", "position")


def texts(engine: Engine, selection: Selection, *, holding: str = "") -> Table:
    """The texts that words are looked for in: ``meeting_no``, ``report_no``, ``position``, ``offset``, ``text``.

    The reports as a whole (``position`` 0, ``offset`` 0; of a digest the stretch that tells of the meeting) or, if the
    selection chooses among items, the passages of the selected items, each beginning at ``offset`` of its report;
    those ``holding`` a string, if one is given.
    """
    if selection.of_items:
        return passages(engine, items(engine, selection), holding=holding).drop("item_no")
    return told(engine, meetings(engine, selection), holding=holding).mutate(position=ibis.literal(0))


def told(engine: Engine, chosen: Table, *, holding: str = "") -> Table:
    """What tells of each of these meetings: ``meeting_no``, ``report_no``, ``offset``, ``text``.

    That is the report that stands for it or, of a digest, the stretch that begins at ``offset``; those ``holding`` a
    string, if one is given.
    """
    reports = _reports(engine, holding)
    found = chosen.select("meeting_no", "report_no", "start", "end").inner_join(reports, "report_no")
    stretch = found.text.substr(found.start.coalesce(0), (found.end - found.start).coalesce(0))
    text = found.start.isnull().ifelse(found.text, stretch)
    found = found.select("meeting_no", "report_no", offset=found.start.coalesce(0), text=text)
    return found.filter(_.text.contains(holding)) if holding else found


def _reports(engine: Engine, holding: str) -> Table:
    """The texts of the reports, of those holding a string if one is given: looked for in the whole text first, which is
    read once as it lies, so that few texts have to be cut into passages."""
    reports = engine.table("reports")
    return (reports.filter(_.text.contains(holding)) if holding else reports).select("report_no", "text")


def holding(engine: Engine, chosen: Table, words: Sequence[str], *, titles: bool = False) -> Table:
    """Those of these meetings whose text, or title if ``titles`` count, holds every one of the words."""

    def hold(text: StringValue, title: StringValue) -> BooleanValue:
        said = [text.contains(word) | title.coalesce("").contains(word) if titles else text.contains(word)
                for word in words]  # fmt: skip
        return reduce(and_, said)

    reports = engine.table("reports")
    stretches = chosen.filter(_.start.notnull())
    stretches = told(engine, stretches).inner_join(stretches.select("meeting_no", "title"), "meeting_no")
    whole = chosen.semi_join(reports.filter(hold(reports.text, reports.title)), "report_no")
    return whole.anti_join(stretches.filter(~hold(stretches.text, stretches.title)), "meeting_no")


def terms(engine: Engine, selection: Selection) -> Table:
    """The rows of the table ``terms`` that lie in the selected meetings or, if it chooses among items, items."""
    if selection.of_items:
        return engine.table("terms").semi_join(engine.held(_item_numbers, selection, alike=False), "item_no")
    return _of_selection(engine, selection, "terms")


def terms_by_meeting(engine: Engine, selection: Selection) -> Table:
    """The same, a row a meeting and term: ``meeting_no``, ``term``, ``count``."""
    if not selection.of_items:
        return _of_selection(engine, selection, "meeting_terms")
    # What is left when something is left out may be most of the library: too much to keep.
    return _added_up(engine, selection) if selection.outside else engine.held(_added_up, selection)


def few_by_meeting(engine: Engine, selection: Selection, among: Sequence[str]) -> Table:
    """The same of these terms alone: nothing else is added up, and nothing kept."""
    found = of_terms(term_rows(engine, selection), among)
    return found.group_by("meeting_no", "term").agg(count=_["count"].sum()) if selection.of_items else found


def term_rows(engine: Engine, selection: Selection) -> Table:
    """The same, a row an item and term where the selection chooses among items: for what is asked of few terms, or
    needs no count by meeting, since to add up all of them takes longer than to look through them."""
    return terms(engine, selection) if selection.of_items else terms_by_meeting(engine, selection)


def of_terms(rows: Table, among: Sequence[str]) -> Table:
    """Those of these rows that are of one of these terms.

    Terms that are joined are looked for in the dictionaries that a column is stored with, in half of the time that a
    condition takes, which is asked of every row.
    """
    named = ibis.literal(list(among), "array<string>").unnest().cast("string").name("term")
    return rows.semi_join(named.as_table(), "term")


def _added_up(engine: Engine, selection: Selection) -> Table:
    """The terms of the selected items by meeting. Where a meeting has one selected item there is nothing to add up."""
    several = _.count().over(group_by="meeting_no") > 1
    numbers = engine.held(_item_numbers, selection, alike=False).select("item_no", several=several)
    found = engine.table("terms").inner_join(numbers, "item_no")
    found = found.select("meeting_no", "term", "several", count=_["count"].cast("int64"))
    added = found.filter(_.several).group_by("meeting_no", "term").agg(count=_["count"].sum())
    return found.filter(~_.several).select("meeting_no", "term", "count").union(added)


def words(engine: Engine, selection: Selection) -> Table:
    """Each term of the selection: ``term``, ``count``, ``documents`` (meetings with it); added up once."""
    return engine.held(word_sums, selection)


def word_sums(engine: Engine, selection: Selection, *, dated: bool = False) -> Table:
    """The same, not kept; with the days of the ``first`` and the ``last`` meeting if ``dated``."""
    days = engine.table("meetings").select("meeting_no", "date")
    span = {"first": _.date.min(), "last": _.date.max()} if dated else {}
    if not selection.of_items:
        rows = terms_by_meeting(engine, selection)
        rows = rows.inner_join(days, "meeting_no") if dated else rows
        return rows.group_by("term").agg(count=_["count"].sum(), documents=_.count(), **span)
    # Only where a meeting has several of the items has it to be known which terms stand in one meeting.
    shared = (_.count().over(group_by="meeting_no") > 1).ifelse(_.meeting_no, None)
    items = engine.held(_item_numbers, selection, alike=False).select("item_no", "meeting_no", shared=shared)
    items = items.inner_join(days, "meeting_no") if dated else items
    rows = engine.table("terms").select("item_no", "term", "count").inner_join(items.drop("meeting_no"), "item_no")
    rows = rows.group_by("term", "shared").agg(count=_["count"].sum().cast("int64"), n=_.count(), **span)
    span = {"first": _.first.min(), "last": _.last.max()} if dated else {}
    documents = _.shared.isnull().ifelse(_.n, 1).sum()
    return rows.group_by("term").agg(count=_["count"].sum(), documents=documents, **span)


def labels(engine: Engine, selection: Selection) -> Table:
    """The topics of the selected items."""
    every = engine.table("labels")
    return every.semi_join(items(engine, selection), "item_no") if selection else every


def tallies(engine: Engine, selection: Selection) -> Table:
    """How often each term stands in the selection: ``term``, ``count``; added up once. In items this takes half of what
    :func:`words` takes, since it has not to be known which of them are one meeting's."""
    return engine.held(_tallies, selection) if selection.of_items else words(engine, selection).drop("documents")


def _tallies(engine: Engine, selection: Selection) -> Table:
    return terms(engine, selection).group_by("term").agg(count=_["count"].sum())


def lengths(engine: Engine, selection: Selection) -> Table:
    """How many terms each selected meeting has, or its selected items: ``meeting_no``, ``terms``; added up once."""
    if selection.of_items:
        return engine.held(_lengths, selection)
    held = engine.held(_lengths, Selection())
    return _of_meetings(held, numbers(engine, selection)) if selection else held


def _lengths(engine: Engine, selection: Selection) -> Table:
    return term_rows(engine, selection).group_by("meeting_no").agg(terms=_["count"].sum())


def sentences(engine: Engine, selection: Selection) -> Table:
    """The rows of the table ``sentences`` that lie in the selected meetings or, if it chooses among items, items."""
    return _of_selection(engine, selection, "sentences")


def sightings(engine: Engine, selection: Selection) -> Table:
    """The rows of the table ``formulations`` that lie in the selected meetings or, if it chooses among items, items."""
    return _of_selection(engine, selection, "formulations")


def sighted(engine: Engine, selection: Selection) -> Table:
    """The same, a row a meeting and formulation: ``meeting_no``, ``formulation``."""
    return sightings(engine, selection).select("meeting_no", "formulation").distinct()


def passages(engine: Engine, chosen: Table, *, holding: str = "") -> Table:
    """The text of each of these items: ``item_no``, ``meeting_no``, ``report_no``, ``position``, ``offset``, ``text``.

    It is the item's passage or, where it has none, its announcement, and begins at ``offset`` of the report; those
    ``holding`` a string, if one is given.
    """
    start = chosen.passage_start.coalesce(chosen.announcement_start)
    end = chosen.passage_end.coalesce(chosen.announcement_end)
    spans = chosen.select("item_no", "meeting_no", "position", offset=start, length=end - start)
    reports = engine.table("meetings").select("meeting_no", "report_no")
    if chosen is not engine.table("items"):  # so that of the reports no more are read than those of these items
        reports = reports.semi_join(spans, "meeting_no")
    reports = reports.inner_join(_reports(engine, holding), "report_no")
    found = spans.inner_join(reports, "meeting_no")
    found = found.select(
        "item_no", "meeting_no", "report_no", "position", "offset", text=found.text.substr(found.offset, found.length)
    )
    return found.filter(_.text.contains(holding)) if holding else found


def treatment(items: Table) -> StringValue:
    """How deep each item was treated, see :data:`TREATMENTS`."""
    depth = [(items.decision.notnull(), "decided")]
    depth += [(items.action.isin(actions), name) for name, actions in TREATMENTS.items()]
    return ibis.cases(*depth)


def keyed(meetings: Table, by: str) -> Table:
    """The meetings with the column ``by`` in the values that a selection takes: ``year``, ``province`` or ``city``
    (full chains; meetings without one are left out), ``place``, ``body`` or ``level`` (``-`` where there is none)."""
    if by in ("province", "city"):
        named = meetings.mutate(city=meetings.province + meetings.city.nullif(""))
        return named.filter(named[by].notnull())
    key: StringColumn = meetings.date.year().cast("string") if by == "year" else meetings[by]
    return meetings.mutate(**{by: key.coalesce(NONE)})


def _of_meetings(rows: Table, numbers: Table) -> Table:
    """The rows of the meetings with these numbers.

    Each number is there once, so that joining them leaves the rows that asking for them would leave; but only for a
    join does DuckDB put numbers that lie close together into an array, which takes three fifths of the time.
    """
    return rows.inner_join(numbers, "meeting_no")


def _of_selection(engine: Engine, selection: Selection, table: str) -> Table:
    counted = engine.table(table)
    if selection.of_items:
        return counted.semi_join(engine.held(_item_numbers, selection, alike=False), ["meeting_no", "position"])
    if selection:
        return _of_meetings(counted, numbers(engine, selection))
    return counted.filter(_.meeting_no.notnull())


def _sighted(found: Table, formulation: str) -> Table:
    """The sightings of a formulation, or of one wording of it."""
    if formulation.startswith(ITSELF):
        return found.filter(found.variant == formulation.removeprefix(ITSELF))
    return found.filter(found.formulation == formulation)


def _meetings(engine: Engine, selection: Selection) -> Table:
    """The meetings that meet the conditions on meetings alone."""
    table = engine.table("meetings")
    conditions = [
        *_among(table.level, selection.levels),
        *_among(table.body, selection.bodies),
        *([reduce(or_, [_at(table, place) for place in selection.places])] if selection.places else []),
        *([table.date >= ibis.literal(selection.start).cast("date")] if selection.start else []),
        *([table.date <= ibis.literal(selection.end).cast("date")] if selection.end else []),
        *([table.date.isnull()] if selection.undated else []),
        *(_in_season(table, selection.season) if selection.season else []),
        *_among(table.outlet, (selection.outlet,) if selection.outlet else ()),
        *([table.other_matters] if selection.other_matters else []),
    ]
    chosen = table.filter(conditions) if conditions else table
    for topic in selection.agenda:
        taken_up = engine.table("items").semi_join(_labelled(engine, frozenset({topic})), "item_no")
        chosen = chosen.semi_join(taken_up, "meeting_no")
    if selection.words:
        chosen = holding(engine, chosen, selection.words)
    if selection.outside and not selection.outside.of_items:
        chosen = chosen.anti_join(meetings(engine, selection.outside), "meeting_no")
    return chosen


def _items(engine: Engine, selection: Selection) -> Table:
    """The items that meet the conditions on items alone; terms, phrases and formulations left out."""
    table = engine.table("items")
    chosen = table
    conditions = [*_among(table.action, selection.actions), *_among(table.decision, selection.decisions)]
    if selection.treatments:
        conditions.append(treatment(table).isin(selection.treatments))
    if selection.item:
        conditions.append(table.item_id == selection.item)
    if selection.major:
        conditions.append(_of_major(engine, table, selection.major))
    if conditions:
        chosen = chosen.filter(conditions)
    if selection.topics:
        single = [topic for topic in selection.topics if AND not in topic and topic != NONE]
        alternatives = [_labelled(engine, carried(topic)) for topic in selection.topics if topic not in single]
        if single:
            labels = engine.table("labels")
            alternatives.append(labels.filter(labels.topic.isin(single)).select("item_no"))
        chosen = chosen.semi_join(reduce(lambda one, other: one.union(other), alternatives), "item_no")
    if selection.outside and selection.outside.of_items:
        chosen = chosen.anti_join(items(engine, selection.outside), "item_no")
    return chosen


def _of_major(engine: Engine, items: Table, major: str) -> BooleanValue:
    """Whether some part of an item counts for a major topic; without a code (``-``) are items without a topic and the
    topics that the crosswalk lacks."""
    shares, labels = crosswalk().shares, engine.table("labels")
    if major != NONE:
        return items.item_no.isin(labels.filter(labels.topic.isin([t for t in shares if major in shares[t]])).item_no)
    own = labels.filter(labels.topic.notin(list(shares)))
    return items.item_no.notin(labels.item_no) | items.item_no.isin(own.item_no)


def _labelled(engine: Engine, together: frozenset[str]) -> Table:
    """The numbers of the items that carry all of these topics."""
    found, labels = engine.table("items"), engine.table("labels")
    for topic in sorted(together):
        if topic == NONE:
            found = found.filter(found.topic.isnull())
        else:
            found = found.semi_join(labels.filter(labels.topic == topic), "item_no")
    return found.select("item_no")


def _among(column: StringValue, values: Sequence[str]) -> list[BooleanValue]:
    """The condition that a column has one of the values, ``-`` standing for null; none where there are no values."""
    if not values:
        return []
    named = [value for value in values if value != NONE]
    return [reduce(or_, [*([column.isin(named)] if named else []), *([column.isnull()] if NONE in values else [])])]


def _in_season(table: Table, season: str) -> list[BooleanValue]:
    return [table.date.quarter() == int(season[1]) if season.startswith("Q") else table.date.month() == int(season)]


def _at(table: Table, place: str) -> BooleanValue:
    """Whether a meeting is of the place or below it. Chains are the names of the divisions, one after the other."""
    if place == NONE:
        return table.place.isnull()
    if place.startswith(ITSELF):
        return table.place == place.removeprefix(ITSELF)
    city = table.province + table.city.coalesce("")
    county = city + table.county.coalesce("")
    # Chains are put together only for those that can match: doing so for every meeting takes most of the time.
    within = ibis.literal(place).startswith(table.province)
    return (table.place == place) | (within & ((table.province == place) | (city == place) | (county == place)))
