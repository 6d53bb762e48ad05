"""White space: at line edges, between paragraphs, and inside Chinese words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from analysis.cleaning.edits import Edit
from analysis.cleaning.script import segmenter

_HAN: Final = r"\u3400-\u9fff〇"
# A white space comes first in the pattern, so that the rest is tried only where one stands.
_EDGES: Final = re.compile(r"\s(?:(?<=\A\s)\s*+|(?<![\n ]\s)(?:\s*+\Z|(?:(?<=\n)|(?<= ) *+\n)\s*+(?=\S))|(?<= ) ++)")
_UNTIDY: Final = (" \n", "\n ", "\n\n\n", "  ")
_STOPS: Final = "，。、；：？！"
# A space beside a stop, inside brackets, or in a date or a figure says nothing. One after a closing or before an
# opening bracket may part the clauses of a headline. The space comes first in the pattern, so that the rest is tried
# only where one stands.
_IDLE: Final = re.compile(
    rf" (?:(?<=[{_STOPS}（《〈【“‘「『] ) *(?=\S)|(?<=\S ) *(?=[{_STOPS}）》〉】”’」』])"
    r"|(?<=[年月日时分第至约共达] ) *(?=[0-9])|(?<=[0-9] ) *(?=[年月日时分届次号个项条名人万亿元倍年后前%]))"
)
_BETWEEN: Final = re.compile(rf" (?<=[{_HAN}] ) *(?=[{_HAN}])")
_LEFT: Final = re.compile(rf"[{_HAN}]{{1,8}}\Z")
_RIGHT: Final = re.compile(rf"[{_HAN}]{{1,8}}")


def lines(text: str) -> Iterator[Edit]:
    """No space at line edges, no run of spaces, at most one empty line between paragraphs.

    >>> list(lines("  会议指出 \\n\\n\\n  会议强调"))
    [Edit(start=0, end=2, after=''), Edit(start=6, end=12, after='\\n\\n')]
    """
    untidy = text[:1].isspace() or text[-1:].isspace() or any(mark in text for mark in _UNTIDY)
    for match in _EDGES.finditer(text) if untidy else ():
        start, end = match.span()
        breaks = match.group().count("\n")
        at_edge = start == 0 or end == len(text)
        yield Edit(start, end, "" if at_edge else "\n" * min(breaks, 2) if breaks else " ")


def words(text: str) -> Iterator[Edit]:
    """No space inside a Chinese word, beside full-width punctuation, or in a date. One between the clauses of a
    headline stays.

    >>> list(words("3 月14 日听取汇 报"))
    [Edit(start=1, end=2, after=''), Edit(start=5, end=6, after=''), Edit(start=10, end=11, after='')]
    """
    if " " not in text:
        return
    edits = {match.span() for match in _IDLE.finditer(text)}
    for match in _BETWEEN.finditer(text):
        left = _LEFT.search(text, max(0, match.start() - 8), match.start())
        right = _RIGHT.match(text, match.end(), match.end() + 8)
        if left and right and _splits_a_word(left.group(), right.group()):
            edits.add(match.span())
    for start, end in sorted(edits):
        yield Edit(start, end, "")


def _splits_a_word(left: str, right: str) -> bool:
    """Whether a word of the dictionary lies over the gap, and the two sides make no words of their own there."""
    at = 0
    for token in segmenter().cut(left + right, False):
        if at < len(left) < at + len(token):
            return len(token) > 2 or (
                len(segmenter().cut(left, False)[-1]) == 1 and len(segmenter().cut(right, False)[0]) == 1
            )
        at += len(token)
    return False
