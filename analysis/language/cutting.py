"""Sentences and formulations, by agenda item."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate, pairwise

from analysis.language.lexicon import Lexicon
from analysis.language.segmentation import segment
from analysis.records import AgendaItem, Sentence, Sighting

ENDS = re.compile("[。！？；\n]")


def cut_sentences(text: str, items: Sequence[AgendaItem], lexicon: Lexicon) -> list[Sentence]:
    """The text as the tokens of its sentences: they end at 。, ！, ？, ； or a line, and where an item begins or ends.

    A token belongs to the item in which it begins (see :func:`regions`).

    >>> from analysis.language import load_lexicon
    >>> [sentence.tokens for sentence in cut_sentences("会议强调。散会", [], load_lexicon())]
    [('会议', '强调', '。'), ('散会',)]
    """
    tokens = segment(text, lexicon)
    starts = list(accumulate(map(len, tokens), initial=0))
    ends = sorted({bisect_right(starts, mark.start()) for mark in ENDS.finditer(text)})
    sentences = []
    for start, end, item in regions(len(text), items):
        first, last = bisect_left(starts, start), bisect_left(starts, end)
        for after in (*ends[bisect_right(ends, first) : bisect_left(ends, last)], last):
            if after > first:
                sentences.append(Sentence(item, starts[first], tuple(tokens[first:after])))
                first = after
    return sentences


def find_formulations(text: str, items: Sequence[AgendaItem], lexicon: Lexicon) -> list[Sighting]:
    """Every sighting of a formulation in ``text``, in order: exact strings, not segmented words.

    Of wordings that lie one within the other only the longest is sighted (乡村振兴战略 holds no second 乡村振兴).

    >>> from analysis.language import load_lexicon
    >>> [s.variant for s in find_formulations("实施乡村振兴战略，做到“两个维护”。", [], load_lexicon())]
    ['实施乡村振兴战略', '“两个维护”']
    """
    if not lexicon.formulations:
        return []
    found = sorted(
        ((last + 1 - len(variant), last + 1, name, variant) for last, (name, variant) in lexicon.automaton.iter(text)),
        key=lambda match: (match[0], -match[1]),
    )
    areas = regions(len(text), items)
    borders = [start for start, _, _ in areas]
    sightings = []
    reached = 0
    for start, end, name, variant in found:
        if end > reached:
            reached = end
            item = areas[bisect_right(borders, start) - 1][2]
            sightings.append(Sighting(name, variant, start, end, item))
    return sightings


def regions(length: int, items: Sequence[AgendaItem]) -> list[tuple[int, int, int]]:
    """A text of ``length`` characters parted among its items: (start, end, item) that abut from 0 to ``length``.

    An item has its passage, or its announcement where it has none; what no item has is the frame, 0. Where items
    overlap, the stretch goes to the one that begins last, the shortest of those, and the first named of those.
    """
    spans = [(span.start, span.end, item.order) for item in items if (span := item.passage or item.announcement)]
    borders = sorted({0, length, *(min(border, length) for start, end, _ in spans for border in (start, end))})
    parts = []
    for start, end in pairwise(borders):
        owners = [span for span in spans if span[0] <= start and end <= span[1]]
        owner = max(owners, key=lambda span: (span[0], -span[1], -span[2]))[2] if owners else 0
        parts.append((start, end, owner))
    return parts
