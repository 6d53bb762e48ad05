"""Which meetings and agenda items a figure is about: the sidebar, the address, and the argument of every measure.

:class:`Selection` is plain data. :func:`meetings` and :func:`items` turn it into the rows that it stands for; every
measure begins with one of them, so that a figure and its evidence cannot part.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from functools import reduce
from operator import and_, or_
from typing import TYPE_CHECKING, Any, Final, Self

import ibis
from ibis import _
from ibis.expr.types import BooleanValue, StringColumn, StringValue, Table

from analysis.corpus.engine import Engine, Rows, query
from analysis.errors import SelectionError
from analysis.records import ACTIONS, DECISIONS, LEVELS, PASSED_ON, Action

if TYPE_CHECKING:
    from analysis.language.crosswalk import Crosswalk

NONE: Final = "-"
"""Stands for "has none": an item without topic or decision, a meeting without place, body or level."""

AND: Final = "*"
"""Joins topics that one item must carry together: ``rural*finance``, and strings with them: ``rural*"春耕"``."""

ITSELF: Final = "="
"""Before a place: the place itself without those below (``=河南省`` is the province's own bodies). Before a wording
of a formulation: that wording alone, without the others."""

NOT: Final = "not."
"""Before a parameter: a condition of what is left out."""

TREATMENTS: Final[dict[str, tuple[Action, ...]]] = {
    "relayed": PASSED_ON,
    "heard": ("hear", "brief"),
    "considered": ("consider", "arrange"),
    "deliberated": ("deliberate",),
    "decided": ("decide", "appoint"),
}
"""How deep an item was treated, from the shallowest, with the actions that amount to it. Whatever the action, an item
with a decision counts as decided."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Conditions that all hold together; within one condition any of its values will do, but for the last four.

    Every tuple is kept sorted, without repeats and without empty strings, so that equal selections are equal objects
    and give equal addresses.

    Attributes:
        places: full chains (河南省开封市), each standing for itself and every place below it, or with ``=`` before it
            for itself alone.
        levels, bodies: of the meeting.
        topics: labels of the item, main or not; ``a*b`` asks for both on one item.
        actions, decisions: of the item.  treatments: how deep it was treated, see :data:`TREATMENTS`.
        agenda: topics that the meeting must all take up, on whichever of its items.
        other_matters: only meetings whose report says that more was taken up than it names.
        start, end: first and last day, both included. Undated meetings are in while neither is set.
        undated: only meetings without a date.
        words: each must stand in the text of the report.
        terms: each must be among the segmented words, ``phrases``: each must stand as an exact string, of the item
            where items are counted; where meetings are counted, of the report, or of its selected items if topics,
            actions or decisions are set.
        formulations: each must be sighted, searched for where ``phrases`` are: a formulation in any of its wordings, or
            with ``=`` before it that wording alone.
        season: a month (``07``) or quarter (``Q3``) of any year. It belongs to cells and stands in no address; so do
            outlet (who published the report that stands for a meeting), item (the id of one item) and major (a major
            topic of the Comparative Agendas Project, for which some part of the item counts).
        outside: what is left out: the items of this other selection if it chooses among items, else its meetings.
            ``Selection(outside=selection)`` is the rest of the library.

    ``-`` among places, levels, bodies, topics or decisions stands for having none.

    >>> Selection(topics=("rural", "health", "rural")).topics
    ('health', 'rural')
    """

    places: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    decisions: tuple[str, ...] = ()
    treatments: tuple[str, ...] = ()
    agenda: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None
    undated: bool = False
    other_matters: bool = False
    words: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    formulations: tuple[str, ...] = ()
    season: str = ""
    outlet: str = ""
    item: str = ""
    major: str = ""
    outside: Selection | None = None

    def __post_init__(self) -> None:
        for name in _KEYS:
            values = getattr(self, name)
            if isinstance(values, str):
                raise SelectionError(f"{name} takes a sequence of strings, not the string {values!r}.")
            object.__setattr__(self, name, tuple(sorted({value for value in values if value})))
        object.__setattr__(self, "topics", _absorb(_together(topic) for topic in self.topics))
        for name, known in _CLOSED.items():
            if unknown := set(getattr(self, name)) - known:
                raise SelectionError(f"{name}: {sorted(unknown)} is none of {sorted(known)}.")
        if self.season and not re.fullmatch(r"0[1-9]|1[0-2]|Q[1-4]", self.season):
            raise SelectionError(f"{self.season!r} is no month (01 to 12) and no quarter (Q1 to Q4).")
        if self.start and self.end and self.start > self.end:
            raise SelectionError(f"The selection starts on {self.start}, after its end on {self.end}.")
        if self.outside is not None and not self.outside:
            raise SelectionError("Outside of everything there is nothing: set conditions for what is left out.")

    def __bool__(self) -> bool:
        """Whether anything is left out."""
        return self != type(self)()

    @property
    def of_items(self) -> bool:
        """Whether it chooses among the items of a meeting."""
        chosen = self.topics or self.actions or self.decisions or self.treatments
        return bool(chosen or self.item or self.major or (self.outside and self.outside.of_items))

    @property
    def narrows_items(self) -> bool:
        """Whether it chooses among items or, where items are counted, looks for something in each."""
        return bool(self.of_items or self.terms or self.phrases or self.formulations)

    def stand_in(self, mark: str) -> Self:
        """A selection that stands for all whose rows are looked up alike, see :func:`analysis.corpus.engine.query`."""
        if self.of_items:
            return type(self)(topics=(mark,), outside=type(self)(topics=(NONE,)) if self.outside else None)
        return type(self)(phrases=(mark,)) if self.narrows_items else type(self)(bodies=(mark,)) if self else self

    def changed(self, change: Callable[[str], str]) -> Self:
        """The selection with every name, word and day in it changed; ``-`` and what stands before a name stay."""

        def name(value: str, prefix: str = "") -> str:
            return value if value == NONE else prefix * value.startswith(prefix) + change(value.removeprefix(prefix))

        changes: dict[str, Any] = {
            key: tuple(AND.join(map(name, value.split(AND))) if key == "topics" else
                       name(value, ITSELF if key in ("places", "formulations") else "")
                       for value in getattr(self, key))
            for key in _KEYS if key not in _CLOSED
        }  # fmt: skip
        changes |= {key: name(value) for key in ("outlet", "item") if (value := getattr(self, key))}
        changes |= {key: _day_or_mark(change(str(day))) for key in ("start", "end") if (day := getattr(self, key))}
        return replace(self, **changes, outside=self.outside.changed(change) if self.outside else None)

    def to_params(self) -> dict[str, list[str]]:
        """The selection as address parameters; what is not set is left out.

        >>> Selection(levels=("province",), start=date(2021, 4, 1)).to_params()
        {'level': ['province'], 'from': ['2021-04-01']}
        """
        params = {key: list(getattr(self, name)) for name, key in _KEYS.items()}
        params["from"] = [self.start.isoformat()] if self.start else []
        params["to"] = [self.end.isoformat()] if self.end else []
        params |= {key: ["1"] for key in _SWITCHES if getattr(self, key)}
        if self.outside:
            params |= {NOT + key: values for key, values in self.outside.to_params().items()}
        return {key: values for key, values in params.items() if values}

    @classmethod
    def from_params(cls, params: Mapping[str, Sequence[str] | str]) -> tuple[Self, tuple[str, ...]]:
        """The selection that address parameters spell out, and every ``key=value`` that could not be read.

        Keys that are no part of a selection are passed over: they belong to the page. What a version does not hold
        (a place, a topic) cannot be known here; :func:`analysis.measures.choices.unknown` names it.

        >>> Selection.from_params({"level": ["province", "moon"], "from": "2021-13-01", "lang": "en"})[1]
        ('level=moon', 'from=2021-13-01')
        """
        dropped: list[str] = []

        def read(key: str, accept: Callable[[str], Any]) -> list[Any]:
            values, kept = params.get(key, ()), []
            for value in (values,) if isinstance(values, str) else values:
                try:
                    kept.append(accept(value))
                except ValueError:
                    dropped.append(f"{key}={value}")
            return kept

        found: dict[str, Any] = {name: tuple(read(key, _accept(name))) for name, key in _KEYS.items()}
        for name, key in (("start", "from"), ("end", "to")):
            days = read(key, _day)
            dropped.extend(f"{key}={day}" for day in days[1:])
            found[name] = days[0] if days else None
        found |= {key: bool(read(key, _one)) for key in _SWITCHES}
        if found["start"] and found["end"] and found["start"] > found["end"]:
            dropped.append(f"to={found['end']}")
            found["end"] = None
        if without := {key.removeprefix(NOT): values for key, values in params.items() if key.startswith(NOT)}:
            outside, lost = cls.from_params(without)
            found["outside"] = outside or None
            dropped.extend(NOT + part for part in lost)
        return cls(**found), tuple(dropped)

    def narrow(self, **cell: Any) -> Self:
        """The selection behind one cell of a table that a measure made for this selection.

        Takes the cell's keys by the names of the table's columns: ``topic``, ``place`` (itself alone), ``province``,
        ``city``, ``level``, ``body``, ``office`` (a body however reports spell it), ``outlet``, ``action``,
        ``decision``, ``treatment``, ``other_matters``, ``year``, ``period`` (``2021``, ``2021-Q2``, ``2021-04``,
        ``2021-W17``), ``month``, ``date``, ``from`` and ``to`` (first and last day), ``season``, ``word``, ``term``,
        ``phrase``, ``formulation``, ``variant`` (one wording), ``together`` (``rural*"春耕"``: topics and, in quotes,
        strings, all on one item), ``agenda`` (``rural*finance``: topics on any items of one meeting), ``item`` (one
        item by its id), ``major``. A key that is missing in the table (None, NaN) stands for having none. Two more say
        what a figure counts: ``held`` meetings whatever their topics, acts or words (``meetings``, ``gap``, or
        ``outlet`` for a gap of an outlet, of which places do not matter either), and ``unit``, which is no condition.

        Raises:
            SelectionError: where the key is not known, or the cell lies outside the selection.

        >>> Selection(start=date(2021, 4, 10)).narrow(topic="rural", month="2021-04").to_params()
        {'topic': ['rural'], 'from': ['2021-04-10'], 'to': ['2021-04-30']}
        """
        narrowed = self._held(str(cell.pop("held"))) if "held" in cell else self
        for key, value in cell.items():
            missing = value is None or value != value
            narrowed = narrowed._narrow(key, NONE if missing else str(value))
        return narrowed

    def _held(self, of: str) -> Self:
        """The conditions on places, levels, bodies and days alone or, of outlets, on days alone."""
        if of not in _HELD:
            raise SelectionError(f"held: {of!r} is none of {', '.join(_HELD)}.")
        days = type(self)(start=self.start, end=self.end)
        if of == "outlet":
            return days
        return replace(days, places=self.places, levels=self.levels, bodies=self.bodies)

    def _narrow(self, key: str, value: str) -> Self:
        if key == "topic":
            mine = [_together(topic) for topic in self.topics] or [frozenset[str]()]
            return replace(self, topics=_absorb(together | _together(value) for together in mine))
        if key == "place":
            return replace(self, places=self._within(value if value == NONE else ITSELF + value))
        if key in ("province", "city"):
            return replace(self, places=self._within(value))
        if key in _OF_CELLS:
            name = _OF_CELLS[key]
            mine_values: tuple[str, ...] = getattr(self, name)
            if mine_values and value not in mine_values:
                raise SelectionError(f"{key} {value} lies outside the selection, which has {', '.join(mine_values)}.")
            return self._with(name, (value,))
        if key == "agenda":
            return self._with("agenda", (*self.agenda, *_together(value)))
        if key == "other_matters":
            return replace(self, other_matters=True)
        if key == "variant":
            return self._narrow("formulation", ITSELF + value)
        if key == "together":
            narrowed = self
            for part in value.split(AND):
                narrowed = narrowed._narrow("phrase" if part.startswith('"') else "topic", part.strip('"'))
            return narrowed
        if key in ("word", "term", "phrase", "formulation"):
            return self._with(f"{key}s", (*getattr(self, f"{key}s"), value))
        if key == "office":
            spelt = [name for name in _spellings(value) if not self.bodies or name in self.bodies]
            if not spelt:
                raise SelectionError(f"body {value} lies outside the selection, which has {', '.join(self.bodies)}.")
            return self._with("bodies", tuple(spelt))
        if key == "unit":
            return self
        if key == "major" and value not in {NONE, *_crosswalk().majors}:
            raise SelectionError(f"{value!r} is no major topic.")
        if key in _OF_CELLS_ALONE:
            return replace(self, **{key: value})  # type: ignore[arg-type]
        if key in ("year", "period", "month", "date"):
            if value == NONE:
                return replace(self, undated=True)
            try:
                first, last = days_of(value)
            except ValueError as error:
                raise SelectionError(f"{value!r} is no day, week, month, quarter or year.") from error
            return replace(self, start=max(self.start or first, first), end=min(self.end or last, last))
        if key in ("from", "to"):
            try:
                day = _day(value)
            except ValueError as error:
                raise SelectionError(f"{value!r} is no day.") from error
            if key == "from":
                return replace(self, start=max(self.start or day, day))
            return replace(self, end=min(self.end or day, day))
        raise SelectionError(f"There is no cell key {key!r}.")

    def _with(self, name: str, values: tuple[str, ...]) -> Self:
        changed: dict[str, Any] = {name: values}
        return replace(self, **changed)

    def _within(self, place: str) -> tuple[str, ...]:
        """The part of ``place`` that lies in the selected places."""
        if not self.places or place in self.places:
            return (place,)
        name = place.removeprefix(ITSELF)
        if any(name.startswith(mine) for mine in self.places):
            return (place,)
        inside = () if place.startswith(ITSELF) else [p for p in self.places if p.removeprefix(ITSELF).startswith(name)]
        if not inside:
            raise SelectionError(f"{name} lies outside the selection, which has {', '.join(self.places)}.")
        return tuple(inside)


_KEYS: Final = {
    "places": "place", "levels": "level", "bodies": "body", "topics": "topic", "actions": "action",
    "decisions": "decision", "treatments": "treatment", "agenda": "agenda", "words": "word", "terms": "term",
    "phrases": "phrase", "formulations": "formulation",
}  # fmt: skip
_SWITCHES: Final = ("undated", "other_matters")
_OF_CELLS: Final = {
    key: name for name, key in _KEYS.items() if name in ("levels", "bodies", "actions", "decisions", "treatments")
}
_CLOSED: Final[dict[str, frozenset[str]]] = {
    "levels": frozenset({*LEVELS, NONE}),
    "actions": frozenset(ACTIONS),
    "decisions": frozenset({*DECISIONS, NONE}),
    "treatments": frozenset(TREATMENTS),
}
_HELD: Final = ("meetings", "gap", "outlet")
_OF_CELLS_ALONE: Final = ("season", "outlet", "item", "major")
assert {field.name for field in fields(Selection)} == {
    *_KEYS, *_SWITCHES, *_OF_CELLS_ALONE, "start", "end", "outside",
}  # fmt: skip


def _accept(name: str) -> Callable[[str], str]:
    def accept(value: str) -> str:
        if not value or value not in _CLOSED.get(name, {value}):
            raise ValueError(value)
        return value

    return accept


def _one(value: str) -> bool:
    if value != "1":
        raise ValueError(value)
    return True


def _day(value: str) -> date:
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        raise ValueError(value)
    return date.fromisoformat(value)


def _day_or_mark(value: str) -> date | str:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return value


def _together(topic: str) -> frozenset[str]:
    return frozenset(topic.split(AND)) - {""}


def _absorb(alternatives: Iterable[frozenset[str]]) -> tuple[str, ...]:
    """The alternatives without those that ask for more than another one does."""
    sets = {together for together in alternatives if together}
    return tuple(sorted(AND.join(sorted(one)) for one in sets if not any(other < one for other in sets)))


def office(body: str) -> str:
    """What a body is called whichever way reports spell it: they write 市政府 and 市人民政府 for one government.

    >>> office("市人民政府常务会议")
    '市政府常务会议'
    """
    return body.replace("人民政府", "政府")


def _spellings(body: str) -> tuple[str, ...]:
    """The ways in which reports spell a body."""
    return tuple(dict.fromkeys((body, office(body), office(body).replace("政府", "人民政府"))))


def days_of(period: str) -> tuple[date, date]:
    """First and last day of a period as the timelines name it. Weeks are ISO 8601 weeks, from Monday to Sunday.

    >>> [day.isoformat() for day in days_of("2021-W17")]
    ['2021-04-26', '2021-05-02']
    >>> [day.isoformat() for day in days_of("2020-02")]
    ['2020-02-01', '2020-02-29']
    """
    if matched := re.fullmatch(r"(\d{4})-W(\d\d)", period):
        first = date.fromisocalendar(int(matched[1]), int(matched[2]), 1)
        return first, first + timedelta(days=6)
    if matched := re.fullmatch(r"(\d{4})-Q([1-4])", period):
        year, month, months = int(matched[1]), 3 * int(matched[2]) - 2, 3
    elif matched := re.fullmatch(r"(\d{4})-(\d\d)", period):
        year, month, months = int(matched[1]), int(matched[2]), 1
    elif re.fullmatch(r"\d{4}", period):
        year, month, months = int(period), 1, 12
    else:
        day = _day(period)
        return day, day
    last = month + months - 1
    return date(year, month, 1), date(year + last // 12, last % 12 + 1, 1) - timedelta(days=1)


def meetings(engine: Engine, selection: Selection) -> Table:
    """The meetings of the selection, a row each, with the columns of the table ``meetings``.

    A meeting is in where it meets the conditions on meetings and, if there are conditions on items, at least one of
    its items meets them all.
    """
    table = engine.table("meetings")
    return table.semi_join(numbers(engine, selection), "meeting_no") if selection else table


def items(engine: Engine, selection: Selection) -> Table:
    """The agenda items of the selection, a row each, with the columns of the table ``items``."""
    table = engine.table("items")
    if selection.narrows_items:
        return table.semi_join(engine.held(_item_numbers, selection, alike=False), "item_no")
    return table.semi_join(numbers(engine, selection), "meeting_no") if selection else table


def numbers(engine: Engine, selection: Selection) -> Table:
    """The numbers of the selected meetings, alone in a column: looked for once, whatever is asked of them."""
    return engine.held(_numbers, selection, alike=False)


def part(engine: Engine, selection: Selection, rows: Rows[Selection]) -> Table:
    """The rows of the selected meetings, of rows that are worked out once for all meetings and kept."""
    every = engine.held(rows, Selection())
    return every.semi_join(numbers(engine, selection), "meeting_no") if selection else every


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
        counted = engine.table("terms").filter(_.term == term)
        chosen = chosen.semi_join(counted, ["meeting_no", "position"])
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
    return _of_selection(engine, selection, "terms")


def terms_by_meeting(engine: Engine, selection: Selection) -> Table:
    """The same, a row a meeting and term: ``meeting_no``, ``term``, ``count``."""
    if not selection.of_items:
        return _of_selection(engine, selection, "meeting_terms")
    # What is left when something is left out may be most of the library: too much to keep.
    return _added_up(engine, selection) if selection.outside else engine.held(_added_up, selection)


def term_rows(engine: Engine, selection: Selection) -> Table:
    """The same, a row an item and term where the selection chooses among items: for what is asked of few terms, or
    needs no count by meeting, since to add up all of them takes longer than to look through them."""
    return terms(engine, selection) if selection.of_items else terms_by_meeting(engine, selection)


def _added_up(engine: Engine, selection: Selection) -> Table:
    """The terms of the selected items by meeting. Where a meeting has one selected item there is nothing to add up."""
    several = _.count().over(group_by="meeting_no") > 1
    numbers = engine.held(_item_numbers, selection, alike=False).mutate(several=several)
    found = engine.table("terms").inner_join(numbers, ["meeting_no", "position"])
    found = found.select("meeting_no", "term", "several", count=_["count"].cast("int64"))
    added = found.filter(_.several).group_by("meeting_no", "term").agg(count=_["count"].sum())
    return found.filter(~_.several).select("meeting_no", "term", "count").union(added)


def term_sums(engine: Engine, selection: Selection) -> Table:
    """The same as :func:`terms_by_meeting`, for what looks through all of it once: of items it is not kept, since to
    write it down takes as long as to add it up."""
    return _added_up(engine, selection) if selection.of_items else terms_by_meeting(engine, selection)


def words(engine: Engine, selection: Selection) -> Table:
    """Each term of the selection: ``term``, ``count``, ``documents`` (meetings with it); added up once."""
    return engine.held(_words, selection)


def _words(engine: Engine, selection: Selection) -> Table:
    rows = term_sums(engine, selection)
    return rows.group_by("term").agg(count=_["count"].sum(), documents=_.count())


def lengths(engine: Engine, selection: Selection) -> Table:
    """How many terms each selected meeting has, or its selected items: ``meeting_no``, ``terms``; added up once."""
    if selection.of_items:
        return engine.held(_lengths, selection)
    held = engine.held(_lengths, Selection())
    return held.semi_join(numbers(engine, selection), "meeting_no") if selection else held


def _lengths(engine: Engine, selection: Selection) -> Table:
    counted = terms(engine, selection) if selection.outside else terms_by_meeting(engine, selection)
    return counted.group_by("meeting_no").agg(terms=_["count"].sum())


def sentences(engine: Engine, selection: Selection) -> Table:
    """The rows of the table ``sentences`` that lie in the selected meetings or, if it chooses among items, items."""
    return _of_selection(engine, selection, "sentences")


def sightings(engine: Engine, selection: Selection) -> Table:
    """The rows of the table ``formulations`` that lie in the selected meetings or, if it chooses among items, items."""
    return _of_selection(engine, selection, "formulations")


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


def _of_selection(engine: Engine, selection: Selection, table: str) -> Table:
    counted = engine.table(table)
    if selection.of_items:
        return counted.semi_join(engine.held(_item_numbers, selection, alike=False), ["meeting_no", "position"])
    if selection:
        return counted.semi_join(numbers(engine, selection), "meeting_no")
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
        alternatives = [_labelled(engine, _together(topic)) for topic in selection.topics if topic not in single]
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
    shares, labels = _crosswalk().shares, engine.table("labels")
    if major != NONE:
        return items.item_no.isin(labels.filter(labels.topic.isin([t for t in shares if major in shares[t]])).item_no)
    own = labels.filter(labels.topic.notin(list(shares)))
    return items.item_no.notin(labels.item_no) | items.item_no.isin(own.item_no)


def _crosswalk() -> Crosswalk:
    # Imported here, since the crosswalk's room brings the segmenter along, which few selections have a use for.
    from analysis.language.crosswalk import load_crosswalk

    return load_crosswalk()


def _labelled(engine: Engine, together: frozenset[str]) -> Table:
    """The numbers of the items that carry all of these topics."""
    numbers = engine.table("items").select("item_no")
    labels = engine.table("labels")
    for topic in sorted(together):
        if topic == NONE:
            numbers = numbers.anti_join(labels, "item_no")
        else:
            numbers = numbers.semi_join(labels.filter(labels.topic == topic), "item_no")
    return numbers


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
