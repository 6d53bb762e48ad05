"""Where two reports of one meeting say the same, and where they differ: sentence by sentence, and within sentences word
by word (Ratcliff and Metzener 1988, as Python's difflib has it). White space and the width of signs are passed over."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final, Literal, NamedTuple

Kind = Literal["same", "gone", "new"]

MOST: Final = 40_000
"""Characters of a text that are compared: ten times the longest report of a meeting known."""

_SENTENCE: Final = re.compile(r"[^。！？；\n]+[。！？；\n]*|[。！？；\n]+")
_WORD: Final = re.compile(r"[A-Za-z0-9]+|\s+|.", re.DOTALL)
_ISLAND: Final = 2  # characters that two changes must have between them to be two
_CLOSE: Final = 4_000  # characters of a changed passage within which words are compared


class Piece(NamedTuple):
    """A stretch of text that both have, only the first (``gone``), or only the second (``new``)."""

    kind: Kind
    text: str


def compare(first: str, second: str) -> tuple[Piece, ...]:
    """What the second text has beside the first, in the order of both. What is the same is spelt as in the second.

    >>> compare("会议研究防汛工作。会议强调落实。", "会议研究抗旱工作。会议强调落实。")
    (Piece(kind='same', text='会议研究'), Piece(kind='gone', text='防汛'), Piece(kind='new', text='抗旱'), \
Piece(kind='same', text='工作。会议强调落实。'))
    """
    one, two = _SENTENCE.findall(first[:MOST]), _SENTENCE.findall(second[:MOST])
    return tuple(_joined(_pieces(one, two)))


def _pieces(one: Sequence[str], two: Sequence[str]) -> Iterator[Piece]:
    for tag, a, b, c, d in _matched(one, two):
        if tag == "equal":
            yield Piece("same", "".join(two[c:d]))
            continue
        before, after = "".join(one[a:b]), "".join(two[c:d])
        if tag == "replace" and len(before) + len(after) <= _CLOSE:
            yield from _words(before, after)
        else:
            yield from (Piece("gone", before), Piece("new", after))


def _words(first: str, second: str) -> Iterator[Piece]:
    one, two = _WORD.findall(first), _WORD.findall(second)
    for tag, a, b, c, d in _matched(one, two):
        same = "".join(two[c:d])
        if tag == "equal" and (len(same.strip()) >= _ISLAND or not same.strip()):
            yield Piece("same", same)
        else:
            yield from (Piece("gone", "".join(one[a:b])), Piece("new", same))


def _matched(one: Sequence[str], two: Sequence[str]) -> Sequence[tuple[str, int, int, int, int]]:
    return SequenceMatcher(None, [_plain(x) for x in one], [_plain(x) for x in two], autojunk=False).get_opcodes()


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", "".join(text.split()))


def _joined(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Neighbours of a kind as one, of each change what is gone before what is new; a change of white space is none."""
    same = gone = new = ""
    for kind, text in (*pieces, Piece("same", "")):
        if kind == "gone":
            gone += text
        elif kind == "new":
            new += text
        elif _plain(gone) or _plain(new):
            yield from (one for one in (Piece("same", same), Piece("gone", gone), Piece("new", new)) if one.text)
            same, gone, new = text, "", ""
        else:
            same, gone, new = same + new + text, "", ""
    if same:
        yield Piece("same", same)
