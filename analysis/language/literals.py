"""Words without which a regular expression cannot match, read off the expression itself.

Of a table of many expressions a short text matches few. One pass over the text for the words of all of them
(:mod:`analysis.language.automata`) tells which need not be tried.
"""

from __future__ import annotations

import re._parser as parser  # type: ignore[import-not-found]
from collections.abc import Iterable
from itertools import chain, product
from typing import Any, Final

_MOST: Final = 32  # ways to write a stretch of an expression, beyond which it tells too little
_SHORTEST: Final = 2  # characters of a word: most texts hold most single ones

_Ways = frozenset[str] | None
"""Every way to write a part of an expression, or None where there are too many."""
_EMPTY: Final = frozenset([""])


def needed(pattern: str) -> list[frozenset[str]]:
    """Sets of words. A text in which the expression matches holds a word of each set.

    >>> [sorted(words) for words in needed("[省市](?:人民)?政府[^，]*(?:常务|全体)会(?!精神)")]
    [['市人民政府', '市政府', '省人民政府', '省政府'], ['全体会', '常务会']]
    """
    ways, sets = _sequence(parser.parse(pattern))
    return [*sets, *_told(ways)]


def _sequence(parts: Iterable[tuple[Any, Any]]) -> tuple[_Ways, list[frozenset[str]]]:
    """The ways to write a sequence, and what else it needs."""
    sets: list[frozenset[str]] = []
    stretch, whole = _EMPTY, True
    for op, argument in parts:
        ways, needs = _part(str(op), argument)
        sets += needs
        longer = frozenset(map("".join, product(stretch, ways or ())))
        if ways is not None and len(longer) <= _MOST:
            stretch = longer
        else:
            sets += _told(stretch)
            stretch, whole = ways or _EMPTY, False
    return (stretch, sets) if whole else (None, sets + _told(stretch))


def _part(op: str, argument: Any) -> tuple[_Ways, list[frozenset[str]]]:
    match op:
        case "LITERAL":
            return frozenset(chr(argument)), []
        case "IN" if len(argument) <= _MOST and all(str(kind) == "LITERAL" for kind, _ in argument):
            return frozenset(chr(code) for _, code in argument), []
        case "SUBPATTERN" if not argument[1]:  # no flags of its own
            return _sequence(argument[-1])
        case "BRANCH":
            return _branch([_sequence(branch) for branch in argument[1]])
        case "MAX_REPEAT" | "MIN_REPEAT":
            least, most, repeated = argument
            ways, sets = _sequence(repeated)
            if least == 0:
                return (ways | _EMPTY if ways and most == 1 else None), []
            return (ways, sets) if most == 1 else (None, sets + _told(ways))
        case "ASSERT":
            ways, sets = _sequence(argument[1])
            return _EMPTY, sets + _told(ways)
        case "ASSERT_NOT" | "AT":
            return _EMPTY, []
    return None, []


def _branch(branches: list[tuple[_Ways, list[frozenset[str]]]]) -> tuple[_Ways, list[frozenset[str]]]:
    ways = frozenset(chain.from_iterable(written or () for written, _ in branches))
    if len(ways) <= _MOST and all(written for written, _ in branches):
        return ways, []
    told = [[*sets, *_told(written)] for written, sets in branches]
    return None, _told(frozenset().union(*map(_rarest, told))) if all(told) else []


def _rarest(sets: list[frozenset[str]]) -> frozenset[str]:
    return max(sets, key=lambda words: min(map(len, words)))


def _told(ways: _Ways) -> list[frozenset[str]]:
    """The words of a stretch, but for those that hold another; none where one is too short."""
    if not ways or min(map(len, ways)) < _SHORTEST:
        return []
    return [frozenset(word for word in ways if not any(other in word for other in ways if other != word))]
