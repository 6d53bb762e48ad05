"""Which reports and stretches of digests tell of one meeting: near-duplicates that agree on body, place and date.

Candidates are pairs whose texts collide in a band of their MinHash fingerprints (Broder 1997; one permutation with
rotated empty bins, Shrivastava and Li 2014), and pairs that name the same day and place. A candidate counts as a copy
where the shorter text's four-character shingles stand in the longer one to at least half, and neither says anything
that the other contradicts. The outcome depends on the set of reports alone, not on their order.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise
from operator import eq
from typing import Final, Literal

import numpy as np
import numpy.typing as npt

SHINGLE: Final = 4
BINS: Final = 128
ROWS: Final = 4  # of a band: texts that share 7 of 10 shingles collide in one of 32 bands in 999 cases of 1,000
ENOUGH: Final = 0.5
CROWD: Final = 30  # in a larger group of candidates only neighbours are compared

_LETTERS = re.compile(r"[\W_]+")
_Hashes = npt.NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Reading:
    """What is known of a readout, or of a stretch of a digest, when its copies are sought. ``telling`` is its id.

    ``before`` holds what was read in the fields that a person corrected: a meeting's correction must not part it from
    its copies, in which the same was read.
    """

    telling: str
    body: str | None
    level: str | None
    place: str | None
    date: str | None
    published: str | None
    chars: int
    is_stretch: bool = False
    before: Mapping[str, str | None] = field(default_factory=dict)

    @property
    def rank(self) -> tuple[bool, bool, bool, int, str, str]:
        """Sorts first what stands for the meeting: a report of its own, corrected by a person, dated, fullest,
        earliest."""
        return (
            self.is_stretch, not self.before, self.date is None, -self.chars, self.published or "~", self.telling,
        )  # fmt: skip

    def all_of(self, name: Literal["body", "level", "place", "date"]) -> frozenset[str]:
        """What a field says now and said before, without nothing."""
        return frozenset(filter(None, (getattr(self, name), self.before.get(name))))


def fingerprint(text: str) -> list[int]:
    """One 64-bit hash a band of the text's MinHash; empty for a text of fewer than four letters or digits.

    Texts with the Jaccard resemblance J of their shingles share at least one with probability 1 − (1 − J⁴)³².
    """
    shingles = _shingles(text)
    if not shingles.size:
        return []
    bins, firsts = np.unique(shingles >> np.uint64(57), return_index=True)
    at = np.arange(BINS, dtype=np.uint64)
    source = np.searchsorted(bins, at) % bins.size
    minima = shingles[firsts][source]
    bands = minima.reshape(-1, ROWS)
    mixed = at[: len(bands)].copy()
    for row in range(ROWS):
        mixed = _mix(mixed ^ bands[:, row])
    hashes: list[int] = mixed.tolist()
    return hashes


def find_copies(
    readings: Sequence[Reading],
    fingerprints: Sequence[Sequence[int]],
    texts_of: Callable[[Iterable[str]], Mapping[str, str]],
) -> dict[str, str]:
    """For each telling that repeats another, the one that stands for the meeting.

    ``readings`` come sorted by ``telling``, each with its fingerprint; ``texts_of`` gives the texts of those that need
    a closer look.
    """
    pairs = sorted(
        (a, b) for a, b in {*_colliding(fingerprints), *_same_day(readings)} if _agree(readings[a], readings[b])
    )
    texts = texts_of({readings[i].telling for pair in pairs for i in pair})
    shingles = {report: _shingles(text) for report, text in texts.items()}
    alike = []
    for a, b in pairs:
        first, second = readings[a], readings[b]
        likeness = _containment(shingles[first.telling], shingles[second.telling])
        if likeness >= ENOUGH:
            alike.append((-likeness, a, b))
    return _standing((readings[a], readings[b]) for _, a, b in sorted(alike))


def _standing(edges: Iterable[tuple[Reading, Reading]]) -> dict[str, str]:
    """Join reports into meetings, the most alike first, never two that are dated differently."""
    groups: dict[str, list[Reading]] = {}
    for first, second in edges:
        one = groups.setdefault(first.telling, [first])
        two = groups.setdefault(second.telling, [second])
        days = [days for reading in one + two if (days := reading.all_of("date"))]
        if one is not two and (not days or frozenset.intersection(*days)):
            one.extend(two)
            for reading in two:
                groups[reading.telling] = one
    copies = {}
    for report, group in groups.items():
        stands = min(group, key=lambda reading: reading.rank).telling
        if stands != report:
            copies[report] = stands
    return copies


def _agree(first: Reading, second: Reading) -> bool:
    return all(
        not (one := first.all_of(name))
        or not (two := second.all_of(name))
        or any(alike(a, b) for a in one for b in two)
        for name, alike in _ALIKE.items()
    )


def _same_name(first: str, second: str) -> bool:
    """Whether two names can stand for one thing: 市委常委会 and 开封市委常委会 do."""
    return first.endswith(second) or second.endswith(first)


_ALIKE: Final[dict[Literal["body", "level", "place", "date"], Callable[[str, str], bool]]] = {
    "date": eq, "level": eq, "place": _same_name, "body": _same_name,
}  # fmt: skip


def _colliding(fingerprints: Sequence[Sequence[int]]) -> Iterator[tuple[int, int]]:
    members = np.repeat(np.arange(len(fingerprints)), [len(bands) for bands in fingerprints])
    hashes = np.fromiter((band for bands in fingerprints for band in bands), dtype=np.uint64, count=len(members))
    order = np.lexsort((members, hashes))
    members, hashes = members[order], hashes[order]
    edges = np.flatnonzero(np.diff(hashes)) + 1
    for group in np.split(members, edges):
        if group.size > 1:
            yield from _pairs(group.tolist())


def _same_day(readings: Sequence[Reading]) -> Iterator[tuple[int, int]]:
    days = defaultdict(list)
    for number, reading in enumerate(readings):
        if reading.date and (reading.place or reading.body):
            days[reading.date, reading.place or reading.body].append(number)
    for group in days.values():
        yield from _pairs(group)


def _pairs(group: list[int]) -> Iterator[tuple[int, int]]:
    return combinations(group, 2) if len(group) <= CROWD else pairwise(group)


def _containment(first: _Hashes, second: _Hashes) -> float:
    smaller = min(first.size, second.size)
    return np.intersect1d(first, second, assume_unique=True).size / smaller if smaller else 0.0


def _shingles(text: str) -> _Hashes:
    """The hashes of the text's distinct shingles, sorted; punctuation and spaces differ from site to site."""
    letters = _LETTERS.sub("", text).encode("utf-32-le", "surrogatepass")
    points = np.frombuffer(letters, dtype=np.uint32).astype(np.uint64)
    if points.size < SHINGLE:
        return np.empty(0, dtype=np.uint64)
    windows = points.size - SHINGLE + 1
    hashes = np.zeros(windows, dtype=np.uint64)
    for offset in range(SHINGLE):
        hashes = _mix(hashes ^ points[offset : offset + windows])
    return np.unique(hashes)


def _mix(values: _Hashes) -> _Hashes:
    """A step of SplitMix64 (Steele, Lea and Flood 2014): every bit of the input moves about half of the output's."""
    values = values + np.uint64(0x9E3779B97F4A7C15)
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))
