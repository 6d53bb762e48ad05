"""Where a reading is doubtful, by a table of plain rules over what was read and what it stands on.

A doubt says that a reading like this one is wrong more often than others (docs/measurements/reading.md has how much
more often), not that it is wrong. What a person has corrected or confirmed is in doubt no more.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from analysis.parsing.bodies import HINT, find_bodies
from analysis.parsing.readout import kind_of
from analysis.records import DOUBTS, Doubt, Meeting, Report, Span

_SPEECH: Final = re.compile(r"\n会[议上](?:还|同时)?(?:指出|强调|要求|认为|提出|决定|审议|听取|传达|研究|学习)")
_SPOKEN: Final = 2
_MORE: Final = 2  # times as many speeches of the meeting as items
_TITLE: Final = re.compile(r"会议|常委会|常务会|党组会|全会|中心组|领导小组|主任会")


@dataclass(frozen=True, slots=True)
class _Rule:
    """A reason, the field of which it makes doubtful, and when it holds."""

    doubt: Doubt
    field: str
    holds: Callable[[Report, Meeting], bool]


def doubts_of(report: Report, meeting: Meeting, settled: frozenset[str] = frozenset()) -> tuple[Doubt, ...]:
    """Why the reading of a report is doubtful, the gravest reason first; ``settled`` fields are in no doubt.

    >>> from analysis.parsing import parse
    >>> report = Report(text="近日，甲市委常委会召开会议，研究防汛工作。市委书记林一舟主持。")
    >>> doubts_of(report, parse(report))
    ('no_place', 'undated', 'no_topic')
    """
    rules = _OF_READOUTS if meeting.is_readout else _OF_OTHERS
    found = {rule.doubt for rule in rules if rule.field not in settled and rule.holds(report, meeting)}
    return tuple(doubt for doubt in DOUBTS if doubt in found)


def doubts_of_digested(report: Report, meeting: Meeting, settled: frozenset[str] = frozenset()) -> tuple[Doubt, ...]:
    """Why the reading of a meeting in a digest is doubtful: its stretch as if it were a report of its own."""
    stretch = meeting.span or Span(0, len(report.text))
    return doubts_of(replace(report, text=stretch.of(report.text), title=meeting.heading), meeting, settled)


def _how(meeting: Meeting, field: str) -> set[str]:
    return {basis.how for basis in meeting.bases if basis.field == field}


def _is_of_another_kind(report: Report, meeting: Meeting) -> bool:
    """The title names no meeting of a body, and looks like that of another kind of report."""
    title = report.title or ""
    return bool(title) and not _TITLE.search(title) and kind_of(title, "") != "other"


def _might_be_readout(report: Report, meeting: Meeting) -> bool:
    """The title names a body that meets, and the text has the meeting speak, and yet it was not taken for a readout."""
    title = report.title or ""
    return bool(
        title
        and not meeting.digested
        and HINT.search(title)
        and _speeches(report) >= _SPOKEN
        and next(find_bodies(title), None)
    )


_READ: Final = 20_000


def _speeches(report: Report) -> int:
    """In how many paragraphs the meeting speaks."""
    return len(_SPEECH.findall(f"\n{report.text[:_READ]}"))


def _only_decides(report: Report, meeting: Meeting) -> bool:
    """No item has an act but that it was decided: what was heard or examined before that may have been missed."""
    return bool(meeting.items) and all(item.action == "decide" for item in meeting.items)


def _has_few_items(report: Report, meeting: Meeting) -> bool:
    """The meeting speaks in many more paragraphs than it has items."""
    return _speeches(report) > _MORE * max(1, len(meeting.items))


_FLAGGED: Final = tuple(
    _Rule(flag, "is_readout", lambda report, _, flag=flag: flag in report.flags)  # type: ignore[misc]
    for flag in ("spun", "brand", "damaged")
)
_LOOSE: Final = ({"mentions in the text"}, {"towns named in the text"})
_OF_READOUTS: Final = (
    *_FLAGGED,
    _Rule("other_kind", "is_readout", _is_of_another_kind),
    _Rule("no_items", "items", lambda _, meeting: not meeting.items),
    _Rule("body_in_title", "body", lambda _, meeting: "named in the title" in _how(meeting, "body")),
    _Rule("no_level", "level", lambda _, meeting: meeting.level is None),
    _Rule("no_place", "place", lambda _, meeting: meeting.level != "central" and meeting.place is None),
    _Rule("place_from_mentions", "place", lambda _, meeting: _how(meeting, "place") in _LOOSE),
    _Rule("undated", "date", lambda _, meeting: meeting.date is None),
    _Rule("date_inferred", "date", lambda _, meeting: meeting.date_basis == "inferred"),
    _Rule("no_chair", "chair", lambda _, meeting: meeting.chair is None),
    _Rule("only_decided", "items", _only_decides),
    _Rule("few_items", "items", _has_few_items),
    _Rule("no_topic", "topics", lambda _, meeting: any(not item.topics for item in meeting.items)),
)
_OF_OTHERS: Final = (_Rule("might_be_readout", "is_readout", _might_be_readout),)
FIELD_OF: Final = {rule.doubt: rule.field for rule in (*_OF_READOUTS, *_OF_OTHERS)}
"""The field that each reason makes doubtful."""
