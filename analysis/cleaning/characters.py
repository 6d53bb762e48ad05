"""Single characters: line ends, invisible characters, exotic spaces, compatibility forms, full-width ASCII."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final

from analysis.cleaning.edits import Edit

_INVISIBLE: Final = (
    *range(0x09), *range(0x0E, 0x20), *range(0x7F, 0x85), *range(0x86, 0xA0),
    0xAD, 0x34F, 0x61C, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF,
    *range(0xFE00, 0xFE10), *range(0xFFF9, 0xFFFC), *range(0xD800, 0xE000),
)  # fmt: skip
_LINE_ENDS: Final = (0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029)
_SPACES: Final = (0x09, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000)
# Half-width CJK punctuation, small forms, Kangxi and CJK radicals and compatibility ideographs, which PDF files are
# full of, have one plain form each.
_COMPATIBLE: Final = (*range(0x2E80, 0x2FD6), *range(0xF900, 0xFAFF), *range(0xFE50, 0xFE6C), *range(0xFF61, 0xFF66))


# Radicals that PDF files hold in place of characters, and that Unicode gives no compatibility mapping
# (its data file EquivalentUnifiedIdeograph pairs them).
_RADICALS: Final = dict(
    zip(
        "⺠⺓⺝⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰",
        "民幺月虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙",
        strict=True,
    )
)


def _compatibility(code: int) -> str:
    plain = unicodedata.normalize("NFKC", chr(code))
    # Small forms of punctuation are meant as the full-width ones.
    return chr(ord(plain) + 0xFEE0) if plain in ",;:?!()" else plain


_CONTROL: Final = {
    **dict.fromkeys(_INVISIBLE, ""),
    **dict.fromkeys(_LINE_ENDS, "\n"),
    **dict.fromkeys(_SPACES, " "),
}
# Full-width digits and letters, and the full-width signs that go with digits. Full-width punctuation stays.
_WIDTH: Final = {
    **{code: _compatibility(code) for code in _COMPATIBLE if len(_compatibility(code)) == 1},
    **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if chr(code - 0xFEE0).isalnum()},
    **{ord(radical): plain for radical, plain in _RADICALS.items()},
    **{ord(sign): ascii_ for sign, ascii_ in zip("％＋／＝＃＆＠．", "%+/=#&@.", strict=True)},
}


def _any_of(codes: Iterable[int]) -> str:
    return "".join(f"\\U{code:08x}" for code in sorted(codes))


CONTROL: Final = _any_of(_CONTROL)
"""The characters that :func:`control` looks for, as a pattern's class holds them."""
WIDTH: Final = _any_of(code for code, new in _WIDTH.items() if chr(code) != new)
"""Those of :func:`width`."""
# The characters come first in the pattern, so that the rest is tried only where one stands.
_CONTROL_RUN: Final = re.compile(rf"([{CONTROL}])(?:(?<=\r)\n?|(?<!\r)\1*)")
_WIDTH_ONE: Final = re.compile(f"[{WIDTH}]")


def control(text: str) -> Iterator[Edit]:
    """One kind of line end, one kind of space, nothing invisible.

    >>> list(control("会\\u200b议"))
    [Edit(start=1, end=2, after='')]
    """
    for match in _CONTROL_RUN.finditer(text):
        found = match.group()
        after = "\n" if found[0] == "\r" else _CONTROL[ord(found[0])] * len(found)
        yield Edit(match.start(), match.end(), after)


def width(text: str) -> Iterator[Edit]:
    """Digits and letters in ASCII, compatibility characters in their plain form.

    >>> list(width("２０２１年"))
    [Edit(start=0, end=1, after='2'), Edit(start=1, end=2, after='0'), Edit(start=2, end=3, after='2'), Edit(start=3, end=4, after='1')]
    """  # noqa: E501
    for match in _WIDTH_ONE.finditer(text):
        yield Edit(match.start(), match.end(), _WIDTH[ord(match.group())])
