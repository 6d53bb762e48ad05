"""People's corrections put over what the program read: a plain function on records."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, Final, Literal, NamedTuple, cast

from analysis.corpus.corrections import OF_ITEM, OF_MEETING, Correction, Value, to_text
from analysis.errors import CorrectionError
from analysis.parsing import gazetteer
from analysis.parsing.sessions import find_session
from analysis.records import AgendaItem, Basis, Meeting, Place, Report, Session, Span, TopicLabel

Status = Literal["applied", "met", "changed", "gone", "no_readout"]
"""What became of a correction: it was applied; the reading says so by itself; the reading is another one than it was
corrected from; its item or place is not there any more; the report is not read as one of a meeting. The last three are
stale: they change nothing."""


class Outcome(NamedTuple):
    """What became of a correction."""

    correction: Correction
    status: Status

    @property
    def says(self) -> str:
        """How the field was got, for its basis."""
        return f"{'corrected' if self.status == 'applied' else 'confirmed'} by {self.correction.by}"


@dataclass(frozen=True, slots=True)
class Corrected:
    """A meeting after its corrections, and what became of each."""

    meeting: Meeting
    outcomes: tuple[Outcome, ...] = ()
    settled_of: Mapping[int, frozenset[str]] = field(default_factory=dict)
    """The fields of each meeting of a digest, by its place there from 0, that a person has decided."""

    @property
    def settled(self) -> frozenset[str]:
        """The fields of the report's own meeting that a person has decided."""
        return _settled(one for one in self.outcomes if one.correction.at is None)


def correct(
    report: Report,
    meeting: Meeting,
    corrections: Iterable[Correction],
    *,
    label: Callable[[AgendaItem], AgendaItem] = lambda item: item,
) -> Corrected:
    """Put corrections over a reading, one after the other.

    A correction that was made of another reading than this one is stale and changes nothing. ``label`` gives topics to
    an added item that came without.
    """
    given = tuple(corrections)
    if not given:
        return Corrected(meeting)
    draft = _Draft(report, meeting, list(meeting.items), label)
    outcomes = tuple(Outcome(one, draft.apply(one)) for one in given if one.at is None)
    made = draft.made(outcomes)
    of_digested: dict[int | None, list[Correction]] = {}
    for one in given:
        if one.at is not None:
            of_digested.setdefault(_told_at(made, one.at), []).append(one)
    digested, settled = list(made.digested), {}
    for number, ones in of_digested.items():
        if number is None:  # no meeting is read there any more
            outcomes += tuple(Outcome(one, "gone") for one in ones)
            continue
        own = _Draft(report, digested[number], list(digested[number].items), label)
        became = tuple(Outcome(one, own.apply(one)) for one in ones)
        digested[number] = own.made(became)
        settled[number] = _settled(became)
        outcomes += became
    return Corrected(replace(made, digested=tuple(digested)), outcomes, settled)


def _told_at(meeting: Meeting, at: int) -> int | None:
    """Which meeting of a digest a character of its text tells of."""
    spans = (one.span for one in meeting.digested)
    return next((number for number, span in enumerate(spans) if span and span.start <= at < span.end), None)


def _settled(outcomes: Iterable[Outcome]) -> frozenset[str]:
    return frozenset(one.correction.field for one in outcomes if one.status in ("applied", "met"))


def find_place(name: str) -> Place:
    """The place of a full chain (河南省开封市) or of a name that only one place has. Raises CorrectionError, which
    names the places that could be meant.

    >>> find_place("河南省开封市").city, find_place("利州区").name
    ('开封市', '四川省广元市利州区')
    """
    chains = _chains()
    if name in chains:
        return chains[name]
    named = {d.place.name: d.place for d in gazetteer.load().named(name)}
    if len(named) == 1:
        return next(iter(named.values()))
    ending = sorted(named or {chain for chain in chains if chain.endswith(name)})
    meant = f"write one of {'、'.join(ending[:_NAMED])}." if ending else "write it as in 河南省开封市."
    count = "several places" if ending else "no place"
    raise CorrectionError(f"{name}: the gazetteer has {count} of this name; {meant}")


_NAMED: Final = 5


@cache
def _chains() -> dict[str, Place]:
    return {d.place.name: d.place for divisions in gazetteer.load().full.values() for d in divisions}


@dataclass(slots=True)
class _Draft:
    report: Report
    meeting: Meeting
    items: list[AgendaItem]
    label: Callable[[AgendaItem], AgendaItem]

    def apply(self, one: Correction) -> Status:
        if one.field == "is_readout":
            return self._set(one, self.meeting.is_readout, self._readout)
        if not self.meeting.is_readout:
            return "no_readout"
        if one.field == "place" and one.after and one.after not in _chains():
            return "gone"
        if one.field in OF_MEETING:
            return self._set(one, _plain(self.meeting, one.field), lambda value: self._put(one.field, value))
        if one.field == "items":
            return "met" if tuple(item.subject for item in self.items) == one.after else "changed"
        if one.field == "item" and one.before is None:
            return self._add(one)
        at = self._find(one)
        if at is None:
            return "met" if one.field == "item" and one.after is None else "gone"
        if one.field == "item":
            wanted = cast(Mapping[str, Any], one.before)
            if self.items[at].subject != wanted["subject"]:
                return "changed"
            del self.items[at]
            return "applied"
        return self._set(one, _of_item(self.items[at], one.field), lambda value: self._change(at, one.field, value))

    def made(self, outcomes: Iterable[Outcome]) -> Meeting:
        """The meeting, its items numbered afresh, with a basis for each field that a person decided."""
        decided = [one for one in outcomes if one.status in ("applied", "met")]
        of_meeting = {one.correction.field: one for one in decided if one.correction.field in OF_MEETING}
        bases = [basis for basis in self.meeting.bases if basis.field not in of_meeting]
        bases += [Basis(name, one.says, to_text(one.correction.before)) for name, one in of_meeting.items()]
        bases += [
            Basis("items", one.says, one.correction.announcement)
            for one in decided
            if one.correction.field not in OF_MEETING
        ]
        items = tuple(item._replace(order=order) for order, item in enumerate(self.items, 1))
        return replace(self.meeting, items=items, bases=tuple(bases))

    def _set(self, one: Correction, is_now: Value, put: Callable[[Value], None]) -> Status:
        if is_now == one.after:
            return "met"
        if is_now != one.before:
            return "changed"
        put(one.after)
        return "applied"

    def _readout(self, value: Value) -> None:
        self.meeting = Meeting(True, "readout", bases=self.meeting.bases) if value else Meeting(False, "other")
        self.items = []

    def _put(self, name: str, value: Value) -> None:
        changes: dict[str, Any] = {name: value}
        if name == "date":
            changes["date_basis"] = "corrected" if value else None
        elif name == "place" and isinstance(value, str):
            changes["place"] = _chains()[value]
        elif name == "session":
            said, read = find_session(value) if isinstance(value, str) else None, self.meeting.numbered
            changes["numbered"] = Session(read.term, read.year, said[1].number) if said else Session()
        self.meeting = replace(self.meeting, **changes)

    def _add(self, one: Correction) -> Status:
        wanted, words = cast(Mapping[str, Any], one.after), one.announcement or ""
        within = self.meeting.span or Span(0, len(self.report.text))
        start = self.report.text.find(words, within.start, within.end)
        if start < 0:
            return "gone"
        if any(item.subject == wanted["subject"] for item in self.items):
            return "met"
        item = AgendaItem(0, wanted["action"], wanted["subject"], Span(start, start + len(words)), wanted["decision"])
        topics = wanted["topics"]
        item = self.label(item) if topics is None else item._replace(topics=_labels(item, topics))
        self.items.append(item)
        self.items.sort(key=lambda item: (item.passage or item.announcement).start)
        return "applied"

    def _find(self, one: Correction) -> int | None:
        """The item that says what the corrected one said; of several, the one that stands nearest to its place."""
        text, place = self.report.text, one.position or 0
        alike = [at for at, item in enumerate(self.items) if item.announcement.of(text) == one.announcement]
        return min(alike, key=lambda at: abs(self.items[at].order - place), default=None)

    def _change(self, at: int, name: str, value: Value) -> None:
        item = self.items[at]
        changes: dict[str, Any] = {"topics": _labels(item, value)} if name == "topics" else {name: value}
        self.items[at] = item._replace(**changes)


def _plain(meeting: Meeting, name: str) -> Value:
    value = getattr(meeting, name)
    return value.name if isinstance(value, Place) else value


def _of_item(item: AgendaItem, name: str) -> Value:
    assert name in OF_ITEM
    return tuple(label.topic for label in item.topics) if name == "topics" else getattr(item, name)


def _labels(item: AgendaItem, topics: Any) -> tuple[TopicLabel, ...]:
    """Topics that a person gave weigh the same; what the text says for them stays with them."""
    known = {label.topic: label.matches for label in item.topics}
    return tuple(TopicLabel(topic, 1 / len(topics), known.get(topic, ())) for topic in topics)
