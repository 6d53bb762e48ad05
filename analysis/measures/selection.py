"""Which meetings and agenda items a figure is about: the sidebar, the address, and the argument of every measure.

:class:`Selection` is plain data; :mod:`analysis.measures.chosen` has the rows that it stands for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final, Self

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
        object.__setattr__(self, "topics", _absorb(carried(topic) for topic in self.topics))
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
            mine = [carried(topic) for topic in self.topics] or [frozenset[str]()]
            return replace(self, topics=_absorb(together | carried(value) for together in mine))
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
            return self._with("agenda", (*self.agenda, *carried(value)))
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
        if key == "major" and value not in {NONE, *crosswalk().majors}:
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


def carried(topic: str) -> frozenset[str]:
    """The topics that one item must carry together (``rural*finance``), one or several."""
    return frozenset(topic.split(AND)) - {""}


def _absorb(alternatives: Iterable[frozenset[str]]) -> tuple[str, ...]:
    """The alternatives without those that ask for more than another one does."""
    sets = {together for together in alternatives if together}
    return tuple(sorted(AND.join(sorted(one)) for one in sets if not any(other < one for other in sets)))


SPELT: Final = (
    ("人民政府", "政府"),
    ("常务委员会", "常委会"),
    ("常委（扩大）会议", "常委会"),
    ("常委扩大会议", "常委会"),
    ("常委会（扩大）会议", "常委会"),
    ("常委会扩大会议", "常委会"),
    ("党组（扩大）会议", "党组"),
    ("党组扩大会议", "党组"),
    ("（扩大）会议", "会议"),
    ("扩大会议", "会议"),
)
"""What reports write otherwise of the same body, in the order in which it is replaced."""


def office(body: str) -> str:
    """What a body is called whichever way reports spell it: they write 市政府 and 市人民政府 for one government, and
    name the same committee by its enlarged meetings.

    >>> office("市人民政府常务会议"), office("市委常委（扩大）会议"), office("区政协主席（扩大）会议")
    ('市政府常务会议', '市委常委会', '区政协主席会议')
    """
    for spelt, plain in SPELT:
        body = body.replace(spelt, plain)
    return body


def _spellings(body: str) -> tuple[str, ...]:
    """The ways in which reports spell a body."""
    plain = office(body)
    enlarged = [
        plain.removesuffix(name) + spelt
        for spelt, name in SPELT[1:]
        if plain.endswith(name) and office(plain.removesuffix(name) + spelt) == plain
    ]
    names = (body, plain, *enlarged)
    return tuple(dict.fromkeys((*names, *(name.replace("政府", "人民政府") for name in names[1:]))))


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


def crosswalk() -> Crosswalk:
    """The crosswalk to the major topics of the Comparative Agendas Project."""
    # Imported here, since the crosswalk's room brings the segmenter along, which few selections have a use for.
    from analysis.language.crosswalk import load_crosswalk

    return load_crosswalk()
