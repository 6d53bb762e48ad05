"""Which reports and stretches of digests tell of one meeting: near-duplicates that agree on body, place and date.

Candidates are pairs whose texts collide in a band of their MinHash fingerprints (Broder 1997; one permutation with
rotated empty bins, Shrivastava and Li 2014), and pairs that name the same day and place. A candidate counts as a copy
where the shorter text's four-character shingles stand in the longer one to at least half, and neither says anything
that the other contradicts. The outcome depends on the set of reports alone, not on their order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from operator import eq
from typing import Final, Literal

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Pair = tuple[str, str]

SHINGLE: Final = 4
BINS: Final = 128
ROWS: Final = 4  # of a band: texts that share 7 of 10 shingles collide in one of 32 bands in 999 cases of 1,000
ENOUGH: Final = 0.5
CROWD: Final = 30  # in a larger group of candidates only neighbours are compared
TOGETHER: Final = 1_000  # pairs whose texts are held at one time
_AT_ONCE: Final = 100_000
_HASHED: Final = 100  # texts at one time: more do not stay in the processor's cache
_PARTS: Final = 16  # of the fingerprints, one of which is sorted at one time

_NOTHING: Final[Mapping[Pair, float]] = {}

_Hashes = npt.NDArray[np.uint64]
_HALF: Final = np.uint64(32)
_LOW: Final = np.uint64(0xFFFFFFFF)
_BINS_BEGIN: Final = np.arange(BINS, dtype=np.uint64) << np.uint64(57)


@dataclass(frozen=True, slots=True)
class Reading:
    """What is known of a readout, or of a stretch of a digest, when its copies are sought. ``telling`` is its id.

    ``is_settled`` where the version before compared it already with every other that is settled. ``before`` holds
    what was read in the fields that a person corrected: a meeting's correction must not part it from its copies, in
    which the same was read.
    """

    telling: str
    body: str | None
    level: str | None
    place: str | None
    date: str | None
    published: str | None
    chars: int
    is_stretch: bool = False
    is_settled: bool = False
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


def fingerprints(texts: Sequence[str]) -> list[list[int]]:
    """Of each text one 32-bit hash a band of its MinHash; none of a text of fewer than four letters or digits.

    Texts with the Jaccard resemblance J of their shingles share at least one with probability 1 − (1 − J⁴)³², and
    texts that have nothing in common do with 2⁻²².
    """
    least = np.zeros((len(texts), BINS), dtype=np.uint64)
    shingles = [np.sort(hashes) for hashes in _shingles(texts)]
    for number, of_text in enumerate(shingles):
        if of_text.size:
            # The least hash of each bin, and of an empty one that of the next that is not.
            least[number] = of_text[np.searchsorted(of_text, _BINS_BEGIN) % of_text.size]
    bands = least.reshape(len(texts), BINS // ROWS, ROWS)
    mixed = np.broadcast_to(np.arange(bands.shape[1], dtype=np.uint64), bands.shape[:2])
    for row in range(ROWS):
        mixed = _mix(mixed ^ bands[:, :, row])
    sketches: list[list[int]] = (mixed >> np.uint64(32)).tolist()
    return [sketch if of_text.size else [] for sketch, of_text in zip(sketches, shingles, strict=True)]


def find_copies(
    readings: Sequence[Reading],
    fingerprints: pa.ListArray,
    texts_of: Callable[[Sequence[Set[str]]], Iterable[Mapping[str, str]]],
    known: Mapping[Pair, float] = _NOTHING,
    certain: Mapping[Pair, float] = _NOTHING,
) -> tuple[dict[str, str], dict[Pair, float]]:
    """For each telling that repeats another the one that stands for the meeting, and the likeness of those alike.

    ``readings`` come sorted by ``telling``, each with its fingerprint; ``texts_of`` gives, one set of tellings after
    the other, the texts of those that need a closer look. ``known`` is the likeness of those settled that are alike,
    and ``certain`` that of those which are candidates for sure.
    """
    candidates = _candidates(readings, fingerprints)
    first, second = candidates >> _HALF, candidates & _LOW
    settled = np.fromiter((reading.is_settled for reading in readings), dtype=bool, count=len(readings))
    is_known = settled[first] & settled[second]
    unsure, sure = _indexed(readings, known, certain)
    checked = np.intersect1d(candidates[is_known], unsure, assume_unique=True)
    likeness_of = {**known, **certain}
    alike = [
        (-likeness_of[readings[a].telling, readings[b].telling], a, b)
        for a, b in _indices(np.concatenate([checked, sure]))
    ]
    pairs = _agreeing(readings, candidates[~is_known & (first != second)])
    # What is held of one day is looked at together, so that few texts are asked for twice.
    pairs.sort(key=lambda pair: (readings[pair[0]].date or "", readings[pair[0]].place or "", pair))
    chunks = [pairs[at : at + TOGETHER] for at in range(0, len(pairs), TOGETHER)]
    asked = [{readings[i].telling for pair in chunk for i in pair} for chunk in chunks]
    for chunk, texts in zip(chunks, texts_of(asked), strict=True):
        shingles = dict(zip(texts, map(_distinct, _shingles([*texts.values()])), strict=True))
        for a, b in chunk:
            likeness = _containment(shingles[readings[a].telling], shingles[readings[b].telling])
            if likeness >= ENOUGH:
                alike.append((-likeness, a, b))
    alike.sort()
    return (
        _standing((readings[a], readings[b]) for _, a, b in alike),
        {(readings[a].telling, readings[b].telling): -likeness for likeness, a, b in alike},
    )


def _candidates(readings: Sequence[Reading], fingerprints: pa.ListArray) -> _Hashes:
    """The pairs to compare, sorted, each as one number: the index of the first and that of the second."""
    return np.unique(np.concatenate([*_colliding(fingerprints), _same_day(readings)]))


def _indexed(readings: Sequence[Reading], *known: Iterable[Pair]) -> list[_Hashes]:
    """The numbers of those pairs of tellings that are among the readings."""
    places = {reading.telling: place for place, reading in enumerate(readings)} if any(known) else {}
    return [
        np.array([places[a] << 32 | places[b] for a, b in pairs if a in places and b in places], dtype=np.uint64)
        for pairs in known
    ]


def _indices(pairs: _Hashes) -> Iterator[tuple[int, int]]:
    for at in range(0, pairs.size, _AT_ONCE):
        part = pairs[at : at + _AT_ONCE]
        yield from zip((part >> _HALF).tolist(), (part & _LOW).tolist(), strict=True)


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


def _agreeing(readings: Sequence[Reading], pairs: _Hashes) -> list[tuple[int, int]]:
    """Those pairs of which neither says anything that the other contradicts."""
    for name, alike in _ALIKE.items():
        kinds: dict[str | None, int] = {None: 0, "": 0}  # 0 too where a correction makes it say two things
        codes = np.array(
            [0 if one.before else kinds.setdefault(getattr(one, name), len(kinds)) for one in readings], dtype=np.uint64
        )
        one, two = codes[pairs >> _HALF], codes[pairs & _LOW]
        agree = (one == two) | (one == 0) | (two == 0)
        if alike is not eq:
            differ, names = np.flatnonzero(~agree), [kind or "" for kind in kinds]
            distinct, which = np.unique(one[differ] << _HALF | two[differ], return_inverse=True)
            are_alike = np.fromiter((alike(names[a], names[b]) for a, b in _indices(distinct)), bool, distinct.size)
            agree[differ] = are_alike[which]
        pairs = pairs[agree]
    return [
        (a, b)
        for a, b in _indices(pairs)
        if not (readings[a].before or readings[b].before) or _agree(readings[a], readings[b])
    ]


def _agree(first: Reading, second: Reading) -> bool:
    """Whether two agree in what they say now, or in what was read in a field that a person corrected."""
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


def _colliding(fingerprints: pa.ListArray) -> Iterator[_Hashes]:
    lengths = np.asarray(pc.fill_null(pc.list_value_length(fingerprints), 0))
    members = np.repeat(np.arange(len(lengths), dtype=np.uint64), lengths)
    hashes = np.asarray(fingerprints.flatten())
    for part in range(_PARTS):
        of_part = hashes % _PARTS == part
        keys = hashes[of_part].astype(np.uint64) << _HALF | members[of_part]
        keys.sort()
        yield _pairs(keys)


def _same_day(readings: Sequence[Reading]) -> _Hashes:
    days: dict[tuple[str, str], int] = {}
    keys = [
        days.setdefault((reading.date, where), len(days)) << 32 | number
        for number, reading in enumerate(readings)
        if reading.date and (where := reading.place or reading.body)
    ]
    return _pairs(np.sort(np.array(keys, dtype=np.uint64)))


def _pairs(keys: _Hashes) -> _Hashes:
    """The pairs within each group, in a crowd those of neighbours. ``keys`` are sorted: the group, then the index."""
    found = [keys[:0]]
    groups = keys >> _HALF
    starts = np.flatnonzero(np.diff(groups, prepend=groups[:1] + np.uint64(1)))
    sizes = np.diff(starts, append=groups.size)
    is_shared = np.repeat(sizes > 1, sizes)
    keys, groups, sizes = keys[is_shared], groups[is_shared], np.repeat(sizes, sizes)[is_shared]
    for apart in range(1, CROWD):
        together = groups[apart:] == groups[:-apart]
        if apart > 1:
            together &= sizes[apart:] <= CROWD
        if not together.any():
            break
        found.append((keys[:-apart][together] & _LOW) << _HALF | keys[apart:][together] & _LOW)
    return np.unique(np.concatenate(found))


def _containment(first: _Hashes, second: _Hashes) -> float:
    smaller = min(first.size, second.size)
    return np.intersect1d(first, second, assume_unique=True).size / smaller if smaller else 0.0


def _distinct(hashes: _Hashes) -> _Hashes:
    """The distinct ones, sorted."""
    hashes = np.sort(hashes)
    distinct: _Hashes = hashes[np.diff(hashes, prepend=~hashes[:1]) != 0]
    return distinct


def _shingles(texts: Sequence[str]) -> Iterator[_Hashes]:
    """The hashes of the shingles of each text. Many texts are done at once: of one alone most of the time goes by
    between the steps."""
    for at in range(0, len(texts), _HASHED):
        letters = [_letters(text) for text in texts[at : at + _HASHED]]
        hashes = _hashes(np.concatenate(letters))
        start = 0
        for own in letters:
            yield hashes[start : max(start, start + own.size - SHINGLE + 1)]  # those over the border are of no text
            start += own.size


def _letters(text: str) -> _Hashes:
    """The code points of the text's letters and digits: punctuation and spaces differ from site to site."""
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    return points[np.char.isalnum(points.view("<U1"))].astype(np.uint64)


def _hashes(points: _Hashes) -> _Hashes:
    """The hashes of the shingles of a text."""
    if points.size < SHINGLE:
        return np.empty(0, dtype=np.uint64)
    windows = points.size - SHINGLE + 1
    hashes = np.zeros(windows, dtype=np.uint64)
    for offset in range(SHINGLE):
        hashes = _mix(hashes ^ points[offset : offset + windows])
    return hashes


def _mix(values: _Hashes) -> _Hashes:
    """A step of SplitMix64 (Steele, Lea and Flood 2014): every bit of the input moves about half of the output's."""
    values = values + np.uint64(0x9E3779B97F4A7C15)
    values ^= values >> np.uint64(30)
    values *= np.uint64(0xBF58476D1CE4E5B9)
    values ^= values >> np.uint64(27)
    values *= np.uint64(0x94D049BB133111EB)
    values ^= values >> np.uint64(31)
    return values
