"""What an import tells while it runs, and when it is done."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from analysis.records import Reject


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a stage of an import has come: documents done, how many there are where that is known, seconds so far.

    ``resumed`` of those done were read by an earlier import that was broken off.

    >>> Progress("reading", done=50, total=200, seconds=10.0).remaining
    30.0
    """

    stage: str
    done: int
    total: int | None
    seconds: float
    resumed: int = 0

    @property
    def rate(self) -> float:
        """Documents a second."""
        return (self.done - self.resumed) / self.seconds if self.seconds else 0.0

    @property
    def remaining(self) -> float | None:
        """Seconds still to go at this rate, or None where the total is unknown or nothing is done yet."""
        return max(self.total - self.done, 0) / self.rate if self.total and self.rate else None


@dataclass(frozen=True, slots=True)
class Summary:
    """What an import did.

    ``read`` documents were ``new`` or ``known`` already; the new ones are ``readouts`` or, by kind, ``not_readouts``;
    ``copies`` of them repeat a report that stands in the version. ``meetings`` and ``items`` count the whole version
    afterwards. ``version`` is the current version, None where there is none; ``is_new_version`` is False where the
    import changed nothing.
    """

    read: int
    new: int
    known: int
    rejected: tuple[Reject, ...]
    copies: int = 0
    readouts: int = 0
    not_readouts: Mapping[str, int] = field(default_factory=dict)
    meetings: int = 0
    items: int = 0
    seconds: float = 0.0
    version: str | None = None
    is_new_version: bool = False

    def to_json(self) -> str:
        """The summary as a JSON object, its fields by their names."""
        return json.dumps(asdict(self), ensure_ascii=False)
