"""Changes to a text, and the record that takes them back.

A step of cleaning looks at a text and names :class:`Edit` s on it. :class:`Draft` applies the edits of one step after
the other and keeps, for all of them together, the repairs that lead from the final text back to the original.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from analysis.records import Repair

KINDS: Final = ("encoding", "furniture", "pinyin", "script", "entity", "punctuation", "width", "space", "control")
"""What a repair can be of. Where several changes fell on one spot, their repair is of the kind that stands first."""


class Edit(NamedTuple):
    """Put ``after`` where ``text[start:end]`` stands."""

    start: int
    end: int
    after: str


Step = Callable[[str], Iterable[Edit]]
"""A step names its edits in the order of the text; they do not overlap."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A text on its way through the steps, with the repairs that lead back to the original."""

    text: str
    repairs: tuple[Repair, ...] = ()

    def apply(self, kind: str, edits: Iterable[Edit]) -> Draft:
        """The draft after one step's edits. Where an edit touches what an earlier step changed, they become one repair.

        >>> Draft("會,議").apply("script", [Edit(0, 1, "会"), Edit(2, 3, "议")]).text
        '会,议'
        """
        real = [edit for edit in edits if self.text[edit.start : edit.end] != edit.after]
        if not real:
            return self
        pieces: list[str] = []
        repairs: list[Repair] = []
        at = length = 0  # how far into self.text, and how long the pieces are
        for start, end, changes, earlier in _clusters(real, self.repairs):
            pieces.append(self.text[at:start])
            length += start - at
            after = _applied(self.text, changes, start, end)
            before = _restored(self.text, earlier, start, end)
            if before != after:
                kinds = {repair.kind for repair in earlier} | ({kind} if changes else set())
                repairs.append(Repair(min(kinds, key=KINDS.index), length, length + len(after), before))
            pieces.append(after)
            length += len(after)
            at = end
        pieces.append(self.text[at:])
        return Draft("".join(pieces), _joined(repairs))


def _clusters(edits: Sequence[Edit], repairs: Sequence[Repair]) -> Iterable[tuple[int, int, list[Edit], list[Repair]]]:
    """Edits and repairs in the order of the text, those that overlap together. What only touches stays apart."""
    i = j = 0
    while i < len(edits) or j < len(repairs):
        changes: list[Edit] = []
        earlier: list[Repair] = []
        start = end = -1
        while True:
            # A deletion made earlier at the very start of an edit stands before it.
            repair_next = j < len(repairs) and (
                i == len(edits)
                or (repairs[j].start, repairs[j].end) <= (edits[i].start, edits[i].start)
                or repairs[j].start < edits[i].start
            )
            if not repair_next and i == len(edits):
                break
            piece = repairs[j] if repair_next else edits[i]
            if start >= 0 and piece.start >= end:
                break
            if repair_next:
                earlier.append(repairs[j])
                j += 1
            else:
                changes.append(edits[i])
                i += 1
            start = piece.start if start < 0 else start
            end = max(end, piece.end)
        yield start, end, changes, earlier


def _applied(text: str, edits: Sequence[Edit], start: int, end: int) -> str:
    pieces: list[str] = []
    for edit in edits:
        pieces += text[start : edit.start], edit.after
        start = edit.end
    return "".join([*pieces, text[start:end]])


def _restored(text: str, repairs: Sequence[Repair], start: int, end: int) -> str:
    pieces: list[str] = []
    for repair in repairs:
        pieces += text[start : repair.start], repair.before
        start = repair.end
    return "".join([*pieces, text[start:end]])


def _joined(repairs: Iterable[Repair]) -> tuple[Repair, ...]:
    """Neighbouring repairs of one kind as one."""
    runs: list[list[Repair]] = []
    for repair in repairs:
        last = runs[-1][-1] if runs else None
        if last and last.kind == repair.kind and last.end == repair.start:
            runs[-1].append(repair)
        else:
            runs.append([repair])
    return tuple(
        run[0] if len(run) == 1 else Repair(run[0].kind, run[0].start, run[-1].end, "".join(r.before for r in run))
        for run in runs
    )


def restore(text: str, repairs: Sequence[Repair]) -> str:
    """The original of a cleaned text, character for character.

    >>> restore("会议", [Repair("pinyin", 1, 1, "(huì)")])
    '会(huì)议'
    """
    return _restored(text, repairs, 0, len(text))
