"""Changes to a text, and the record that takes them back.

A step of cleaning looks at a text and names :class:`Edit` s on it. :class:`Draft` applies the edits of one step after
the other and keeps, for all of them together, the repairs that lead from the final text back to the original.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Final, NamedTuple

from analysis.records import Repair, spliced

KINDS: Final = ("encoding", "furniture", "pinyin", "script", "entity", "punctuation", "width", "space", "control")
"""What a repair can be of. Where several changes fell on one spot, their repair is of the kind that stands first."""


class Edit(NamedTuple):
    """Put ``after`` where ``text[start:end]`` stands."""

    start: int
    end: int
    after: str


Step = Callable[[str], Iterable[Edit]]
"""A step names its edits in the order of the text; they do not overlap."""

_new = tuple.__new__
"""Makes repairs in half the time that calling their class takes."""

_Change = tuple[str, int, int, str]
"""A repair as a bare tuple: each step moves all those after its first edit, of heavy dirt a thousand a report."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A text on its way through the steps, with the repairs that lead back to the original."""

    text: str
    _changes: tuple[_Change, ...] = ()

    @property
    def repairs(self) -> tuple[Repair, ...]:
        """What leads from the text back to the original."""
        return tuple([_new(Repair, change) for change in self._changes])

    def apply(self, kind: str, edits: Iterable[Edit]) -> Draft:
        """The draft after one step's edits. Where an edit touches what an earlier step changed, they become one repair.

        >>> Draft("會,議").apply("script", [Edit(0, 1, "会"), Edit(2, 3, "议")]).text
        '会,议'
        """
        text, known = self.text, self._changes
        real = [edit for edit in edits if text[edit[0] : edit[1]] != edit[2]]
        if not real:
            return self
        pieces: list[str] = []
        changes: list[_Change] = []
        touching = False
        at = length = 0  # how far into the text, and how long the pieces are
        i = j = 0
        while i < len(real):
            start, end, after = real[i]
            free = j
            if j < len(known) and known[j][2] <= start:  # changes that end before the next edit stay what they are
                free = bisect_right(known, start, j, key=_end)
                touching = touching or _touch(changes, known[j], length - at)
                changes += _moved(known[j:free], length - at)
            # Most edits fall neither on the next change nor on the next edit.
            if (free == len(known) or known[free][1] >= end) and (i + 1 == len(real) or real[i + 1][0] >= end):
                to_i, to_j, found, before = i + 1, free, kind, text[start:end]
            else:
                start, end, to_i, to_j = _cluster(real, known, i, free)
                after = spliced(text, real[i:to_i], start, end)
                before = spliced(text, (change[1:] for change in known[free:to_j]), start, end)
                found = min((kind, *(change[0] for change in known[free:to_j])), key=KINDS.index)
            pieces.append(text[at:start])
            length += start - at
            if before != after:
                change = (found, length, length + len(after), before)
                touching = touching or _touch(changes, change, 0)
                changes.append(change)
            pieces.append(after)
            length += len(after)
            at, i, j = end, to_i, to_j
        if j < len(known):
            touching = touching or _touch(changes, known[j], length - at)
            changes += _moved(known[j:], length - at)
        pieces.append(text[at:])
        whole = "".join(pieces)
        return Draft(whole, _joined(whole, changes) if touching else tuple(changes))


_end = itemgetter(2)


def _moved(changes: Sequence[_Change], by: int) -> Sequence[_Change]:
    return [(kind, start + by, end + by, before) for kind, start, end, before in changes] if by else changes


def _touch(changes: Sequence[_Change], following: _Change, by: int) -> bool:
    """Whether a change that is moved begins where the last of the others ends, and is of its kind."""
    return bool(changes) and changes[-1][2] == following[1] + by and changes[-1][0] == following[0]


def _cluster(edits: Sequence[Edit], changes: Sequence[_Change], i: int, j: int) -> tuple[int, int, int, int]:
    """Where the edit ``i`` and all edits and changes that overlap with it begin and end, and the first edit and change
    after them. What only touches stays apart."""
    start = end = -1
    while i < len(edits) or j < len(changes):
        # A deletion made earlier at the very start of an edit stands before it.
        is_change = j < len(changes) and (
            i == len(edits) or changes[j][1:3] <= (edits[i].start,) * 2 or changes[j][1] < edits[i].start
        )
        first, last = changes[j][1:3] if is_change else edits[i][:2]
        if start >= 0 and first >= end:
            break
        start, end = first if start < 0 else start, max(end, last)
        i, j = (i, j + 1) if is_change else (i + 1, j)
    return start, end, i, j


def _joined(text: str, changes: Sequence[_Change]) -> tuple[_Change, ...]:
    """Neighbouring changes of one kind as one, or as none where together they leave the text as it was."""
    joined: list[_Change] = []
    at = 0
    while at < len(changes):
        kind, start, end, before = changes[at]
        first, at = at, at + 1
        while at < len(changes) and changes[at][1] == end and changes[at][0] == kind:
            end, at = changes[at][2], at + 1
        if at > first + 1:
            before = "".join(change[3] for change in changes[first:at])
        if before != text[start:end]:
            joined.append((kind, start, end, before))
    return tuple(joined)
