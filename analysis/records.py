"""The records that the stages hand to each other.

Every offset is a character offset into :attr:`Report.text`, the cleaned text, unless it says otherwise; ``end`` is
exclusive. Every record is frozen: a stage returns a new one. Those of which a report has several are named tuples,
which are made in half the time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple, get_args

Action = Literal["relay", "study", "hear", "consider", "deliberate", "brief", "arrange", "decide", "appoint"]
Decision = Literal["approved", "approved_in_principle", "decided"]
Level = Literal["central", "province", "prefecture", "county", "township"]
DateBasis = Literal["text", "text+published", "published", "inferred", "corrected"]
Flag = Literal["spun", "brand", "damaged"]
Doubt = Literal[
    "spun", "brand", "damaged", "other_kind", "might_be_readout", "no_items", "body_in_title", "no_level", "no_place",
    "place_from_mentions", "undated", "date_inferred", "no_chair", "few_items", "no_topic", "only_decided",
]  # fmt: skip

ACTIONS: tuple[Action, ...] = (
    "relay", "study", "hear", "consider", "deliberate", "brief", "arrange", "decide", "appoint",
)  # fmt: skip
PASSED_ON: tuple[Action, ...] = ("relay", "study")
"""传达 and 学习: what another said is passed on; any other action puts to use."""
DECISIONS: tuple[Decision, ...] = ("approved", "approved_in_principle", "decided")
LEVELS: tuple[Level, ...] = ("central", "province", "prefecture", "county", "township")
FLAGS: tuple[Flag, ...] = get_args(Flag)
"""What is wrong with a text and is not repaired: words swapped by software, a betting brand where a place belongs,
damaged characters that cannot be told."""
DOUBTS: tuple[Doubt, ...] = get_args(Doubt)
"""Why a reading is doubtful, the gravest reason first."""


class Span(NamedTuple):
    """A stretch of a text, ``start`` inclusive, ``end`` exclusive, in characters."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters that the span covers.

        >>> Span(2, 4).of("会议强调")
        '强调'
        """
        return text[self.start : self.end]

    def moved(self, by: int) -> Span:
        """The span in a text of which this one's text is a part that begins at ``by``.

        >>> Span(2, 4).moved(10)
        Span(start=12, end=14)
        """
        return Span(self.start + by, self.end + by)


@dataclass(frozen=True, slots=True)
class RawReport:
    """A document as a reader found it: decoded, otherwise untouched.

    ``source`` names the place for people (``folder/a.zip/b.csv, row 12``). ``published`` is what the source says, in
    its own form. ``given_id`` is the id that the source gave the document, if any.
    """

    source: str
    text: str
    title: str | None = None
    published: str | None = None
    url: str | None = None
    outlet: str | None = None
    given_id: str | None = None


@dataclass(frozen=True, slots=True)
class Reject:
    """A file, or a place in one, that gave no report: where, why, and what would mend it."""

    source: str
    reason: str
    remedy: str


class Repair(NamedTuple):
    """A change that cleaning made: ``text[start:end]`` now stands where ``before`` stood in the original.

    The repairs of a report are ordered and do not overlap, so putting every ``before`` back, from the last to the
    first, gives the original, character for character (``Report.original``).
    """

    kind: str
    start: int
    end: int
    before: str


@dataclass(frozen=True)
class Report:
    """A document after cleaning.

    ``published`` is ISO 8601 (``2021-04-27`` or ``2021-04-27T23:03:00``) or, where the source gives no year, what it
    does give (``04-27 23:03``). ``flags`` name what is wrong with the text and was left as it is.
    """

    text: str
    title: str | None = None
    published: str | None = None
    url: str | None = None
    outlet: str | None = None
    source: str = ""
    given_id: str | None = None
    repairs: tuple[Repair, ...] = ()
    flags: tuple[Flag, ...] = ()

    @cached_property
    def report_id(self) -> str:
        """Sixteen hexadecimal digits of a SHA-256 of title and text: the same report has the same id anywhere."""
        return hashlib.sha256(f"{self.title or ''}\n{self.text}".encode("utf-8", "surrogatepass")).hexdigest()[:16]

    @property
    def original(self) -> str | None:
        """The text as it came, or None where cleaning left it as it was."""
        return restore(self.text, self.repairs) if self.repairs else None


def restore(text: str, repairs: Iterable[Repair]) -> str:
    """The original of a cleaned text, character for character.

    >>> restore("会议", [Repair("pinyin", 1, 1, "(huì)")])
    '会(huì)议'
    """
    return spliced(text, ((one.start, one.end, one.before) for one in repairs), 0, len(text))


def spliced(text: str, edits: Iterable[tuple[int, int, str]], start: int, end: int) -> str:
    """``text[start:end]`` with other strings put where the edits say: from, to, what; in the order of the text.

    >>> spliced("会,議召开", [(1, 2, ""), (2, 3, "议")], 0, 3)
    '会议'
    """
    pieces: list[str] = []
    for first, last, put in edits:
        pieces += text[start:first], put
        start = last
    return "".join([*pieces, text[start:end]])


class Match(NamedTuple):
    """Where a pattern of the taxonomy matched, and which: the reason for a label."""

    start: int
    end: int
    pattern: str


@dataclass(frozen=True, slots=True)
class TopicLabel:
    """A topic of an agenda item, with its weight (the item's weights sum to 1) and the matches that earned it."""

    topic: str
    weight: float
    matches: tuple[Match, ...]


class AgendaItem(NamedTuple):
    """One matter that one meeting took up.

    ``announcement`` is where the text names the matter; ``passage`` is the stretch of the body that treats it (it
    begins with the announcement where that stands in the body), or None where the report only names the matter.
    ``topics`` is empty until labelling.
    """

    order: int
    action: Action
    subject: str
    announcement: Span
    decision: Decision | None = None
    passage: Span | None = None
    documents: tuple[str, ...] = ()
    topics: tuple[TopicLabel, ...] = ()


class Basis(NamedTuple):
    """How a field of a meeting was got: ``how`` names the rule; ``quote`` and ``span`` show what it stands on.

    ``span`` is None where the evidence stands outside the text (title, outlet, address, publication date).
    """

    field: str
    how: str
    quote: str | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A division of the gazetteer. ``name`` is the full chain (河南省开封市); ``code`` its GB/T 2260 code, or one that
    the lexicon gives to places outside that standard."""

    name: str
    code: str | None = None
    province: str | None = None
    city: str | None = None
    county: str | None = None


@dataclass(frozen=True, slots=True)
class Session:
    """A session's number as ``Meeting.session`` writes it, with what it is counted in: a body's term (届) or a year.

    Each is None where the report does not say it.
    """

    term: int | None = None
    year: int | None = None
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Meeting:
    """What a report says of its meeting. Where ``is_readout`` is False, ``kind`` says what the report is instead, and
    the other fields are empty but for ``digested``: the meetings that a page tells of one after the other.

    Of these each has its ``span``, the stretch of the report that tells of it, and its ``heading``, if the stretch has
    one; they are in the order of the text and do not overlap. A readout has neither: all of it tells of its meeting.
    """

    is_readout: bool
    kind: str
    body: str | None = None
    level: Level | None = None
    place: Place | None = None
    date: str | None = None
    date_basis: DateBasis | None = None
    session: str | None = None
    numbered: Session = Session()
    chair: str | None = None
    chair_post: str | None = None
    attendees: tuple[str, ...] = ()
    other_matters: bool = False
    items: tuple[AgendaItem, ...] = ()
    bases: tuple[Basis, ...] = ()
    span: Span | None = None
    heading: str | None = None
    digested: tuple[Meeting, ...] = ()

    @property
    def held(self) -> tuple[Meeting, ...]:
        """Every meeting that the report tells of: its own, or those that it digests."""
        return (self,) if self.is_readout else self.digested


@dataclass(frozen=True, slots=True)
class PatternEdit:
    """A string of the taxonomy as a library wants it: with another ``weight``, or struck off (None)."""

    topic: str
    pattern: str
    weight: float | None


@dataclass(frozen=True, slots=True)
class NewTopic:
    """A topic that a library has beside the program's own."""

    id: str
    zh: str
    en: str
    definition_zh: str
    definition_en: str


@dataclass(frozen=True, slots=True)
class Edits:
    """What a library changes in the program's lexicons. Each version carries the edits that it was made with.

    ``words`` are added to the segmenter's dictionary and ``not_words`` are taken out of what the lexicon adds to it;
    the same for stopwords. ``synonyms`` are pairs: every occurrence of the first word counts as the second.
    """

    words: tuple[str, ...] = ()
    not_words: tuple[str, ...] = ()
    stopwords: tuple[str, ...] = ()
    not_stopwords: tuple[str, ...] = ()
    synonyms: tuple[tuple[str, str], ...] = ()
    topics: tuple[NewTopic, ...] = ()
    patterns: tuple[PatternEdit, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything is changed."""
        return self != type(self)()


class Sentence(NamedTuple):
    """The tokens of a sentence, or of the part of it that lies in item ``item`` (0 is the frame), from ``start`` on.
    Joined, they are the text again."""

    item: int
    start: int
    tokens: tuple[str, ...]


class Sighting(NamedTuple):
    """One occurrence of a formulation, in the wording ``variant``, within item ``item`` (0 is the frame)."""

    formulation: str
    variant: str
    start: int
    end: int
    item: int
