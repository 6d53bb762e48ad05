"""Readings that a mirror site put in brackets after characters: 会(huì)议, 会(huì )议, 军(jun1)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from analysis.cleaning.edits import Edit

# Every syllable of Standard Chinese, as initials that share a set of finals (ISO 7098).
_SYLLABLES: Final = frozenset(
    initial + final
    for initials, finals in (
        ("b p m", "a ai an ang ao ei en eng i ian iao ie in ing o u"),
        ("m f", "ou iu e a an ang ei en eng o u"),
        ("d t", "a ai an ang ao e ei en eng i ia ian iao ie ing iu ong ou u uan ui un uo"),
        ("n l", "a ai an ang ao e ei en eng i ia ian iang iao ie in ing iu o ong ou u uan un uo v ve ue"),
        ("g k h", "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo"),
        ("j q x", "i ia ian iang iao ie in ing iong iu u uan ue un"),
        ("zh ch sh", "a ai an ang ao e ei en eng i ong ou u ua uai uan uang ui un uo"),
        ("r", "an ang ao e en eng i ong ou u ua uan ui un uo"),
        ("z c s", "a ai an ang ao e ei en eng i ong ou u uan ui un uo"),
        ("y", "a an ang ao e i in ing o ong ou u uan ue un"),
        ("w", "a ai an ang ei en eng o u"),
    )
    for initial in initials.split()
    for final in finals.split()
) | frozenset(["a", "o", "e", "ai", "ei", "ao", "ou", "an", "en", "ang", "eng", "er"])
_TONES: Final = {0x0300: "", 0x0301: "", 0x0304: "", 0x0306: "", 0x030C: "", 0x0308: "v"}
LETTERS: Final = "a-zA-Zàáāǎèéēěìíīǐòóōǒùúūǔüǜǘǖǚńňǹḿăĕĭŏŭɑɡ\u0300-\u030c"
_READING: Final = rf"[{LETTERS}]{{1,9}}[0-5]?"
_BRACKET: Final = re.compile(
    # A run of possessive spaces, so that no text can make the pattern look at a character twice.
    rf"(?<=[\u3400-\u9fff]) *+[(（\[] *+({_READING}(?:[ '’]++{_READING}){{0,7}}) *+[)）\]]"
)
_APART: Final = re.compile("[ '’]+")
_QUICK: Final = re.compile(rf"[(（\[] *+[{LETTERS}]")


@lru_cache(maxsize=4096)  # there are some 1,300 syllables with their tones
def _plain(letters: str) -> tuple[str, bool]:
    """A reading without its tone, and whether it had one."""
    bare = letters.rstrip("012345")
    decomposed = unicodedata.normalize("NFD", bare.lower().replace("ɑ", "a").replace("ɡ", "g"))
    plain = decomposed.translate(_TONES).replace("uv", "v")
    return plain, len(plain) < len(decomposed) or bare != letters


def pinyin(text: str) -> Iterator[Edit]:
    """Take bracketed readings away; other brackets stay.

    A bracket is a reading when all of it is syllables and at least one bears a tone, as a mark or a digit; without a
    tone, when the text has toned ones too.

    >>> list(pinyin("会(huì)议(APP)"))
    [Edit(start=1, end=6, after='')]
    """
    if not _QUICK.search(text):
        return
    toneless: list[Edit] = []
    toned: list[Edit] = []
    for match in _BRACKET.finditer(text):
        readings = [_plain(part) for part in _APART.split(match[1])]
        if all(plain in _SYLLABLES for plain, _ in readings):
            edit = Edit(match.start(), match.end(), "")
            (toned if any(tone for _, tone in readings) else toneless).append(edit)
    if toned:
        yield from sorted(toned + [edit for edit in toneless if text[edit.start : edit.end].islower()])
