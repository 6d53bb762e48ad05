"""Traditional characters to Simplified ones, in the lines that are Traditional and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from operator import ne
from typing import Final

from opencc import OpenCC
from rjieba import Jieba

from analysis.cleaning.edits import Edit


@cache
def _to_simplified() -> OpenCC:
    # tw2s, and not t2s, which leaves 沿著 as it is.
    return OpenCC("tw2s")


@cache
def segmenter() -> Jieba:
    """jieba's dictionary, to tell what is a word."""
    return Jieba()


def simplify(text: str) -> str:
    """The text in Simplified characters, whatever it was.

    >>> simplify("會議強調")
    '会议强调'
    """
    return str(_to_simplified().convert(text))


@cache
def _tell_tales() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Characters that only a Traditional text has, and those that only a Simplified one has.

    A character that both use (乾, 著, 后, 里) tells nothing: those stand in both national standards.
    """
    han = [chr(code) for code in range(0x4E00, 0x9FA6)]
    simplified = simplify("".join(han))
    traditional_only = [a for a, b in zip(han, simplified, strict=True) if a != b and not _in(a, "gb2312")]
    # Characters beyond the basic plane would make the pattern forty times as slow.
    simplified_only = {
        b for a, b in zip(han, simplified, strict=True) if a != b and b < "\uffff" and not _in(b, "big5")
    }
    return re.compile(f"[{''.join(traditional_only)}]"), re.compile(f"[{''.join(sorted(simplified_only))}]")


def only_traditional() -> str:
    """The characters that :func:`script` looks for, as a pattern's class holds them."""
    return _tell_tales()[0].pattern[1:-1]


def only_simplified(character: str) -> bool:
    """Whether a character stands in Simplified texts and in no Traditional one.

    >>> only_simplified("议"), only_simplified("後"), only_simplified("后")
    (True, False, False)
    """
    return bool(_tell_tales()[1].match(character))


def _in(character: str, encoding: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


_LINE: Final = re.compile(r"[^\n]+")
# What careless converters make of 了 and 复, and OpenCC leaves: Traditional texts have it in other words (瞭望, 覆盖).
_OVERDONE: Final = re.compile("瞭(?![望哨原])|覆(?:(?<=[恢答回批反修康重收]覆)|(?=[杂工产苏兴]))")
_DIFFERENT: Final = re.compile(rb"\x01+")
_OF_NAMES: Final = "昇樑陞鎔鍾於濬"  # what Simplified texts leave as it is in the names of people and firms
_NEAR: Final = 4  # characters on either side within which a word lies


def script(text: str) -> Iterator[Edit]:
    """Simplify each line that has more characters of Traditional texts than of Simplified ones; in the others a stray
    character of Traditional texts alone, where a word of the dictionary is made by it.

    >>> list(script("會議研究了機製。"))
    [Edit(start=0, end=2, after='会议'), Edit(start=5, end=7, after='机制')]
    >>> list(script("这是裏程碑，陳某说。"))
    [Edit(start=2, end=3, after='里')]
    """
    traditional, simplified = _tell_tales()
    if not traditional.search(text):
        return
    for line in _LINE.finditer(text):
        found = line.group()
        tales = len(traditional.findall(found))
        if tales > len(simplified.findall(found)):
            yield from _changes(found, _OVERDONE.sub(_undone, simplify(found)), line.start())
        elif tales:
            yield from _strays(found, line.start(), traditional)


def _undone(overdone: re.Match[str]) -> str:
    return "了" if overdone.group() == "瞭" else "复"


def _strays(line: str, offset: int, traditional: re.Pattern[str]) -> Iterator[Edit]:
    for stray in traditional.finditer(line):
        if stray.group() in _OF_NAMES:
            continue
        start = max(0, stray.start() - _NEAR)
        near = simplify(line[start : stray.end() + _NEAR])
        at = stray.start() - start
        if len(near) != min(len(line), stray.end() + _NEAR) - start:
            continue
        reached = 0
        for word in segmenter().cut(near, False):
            if reached <= at < reached + len(word):
                if len(word) > 1:
                    yield Edit(offset + stray.start(), offset + stray.end(), near[at])
                break
            reached += len(word)


def _changes(old: str, new: str, offset: int) -> Iterator[Edit]:
    """The runs of characters that differ, or the whole where the length does."""
    if len(old) != len(new):
        yield Edit(offset, offset + len(old), new)
        return
    for run in _DIFFERENT.finditer(bytes(map(ne, old, new))):
        start, end = run.span()
        yield Edit(offset + start, offset + end, new[start:end])
