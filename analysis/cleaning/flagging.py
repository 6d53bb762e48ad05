"""What is wrong with a text and cannot be put right: it is said, and the text stays as it is.

Spinning software swaps words for synonyms to hide a copy. In set phrases only one word is right, so a synonym there
gives it away; ``data/lexicon/spun.toml`` holds such phrases. Sites that were broken into put a betting brand where the
text had a place: letters of another script, or the words of the trade, right before a body that belongs to a place.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from itertools import takewhile
from pathlib import Path
from typing import Final, NamedTuple

from analysis.cleaning.encoding import ILLEGIBLE, is_damaged
from analysis.errors import LexiconError
from analysis.records import FLAGS, Flag

SPUN: Final = Path(__file__).resolve().parents[2] / "data" / "lexicon" / "spun.toml"
_ENOUGH: Final = 2  # different phrases that might each be a slip of the pen
_OPENING: Final = 200  # characters of a text in which the body is named
_SAMPLE: Final = 500  # characters of a text that are looked through: software spins the whole of it
_TRADE: Final = "|".join(
    (
        "体育|娱乐|棋牌|电竞|彩票|博彩|真人|百家乐|老虎机|捕鱼",
        "官网|官方网站|官方|网页版|手机版|网址|入口|登录|注册|下载|平台|app|APP",
    )
)
# A body whose name begins with the rank of the place that it belongs to.
_OWNER: Final = re.compile(
    r"[省市县区州旗盟地](?:委(?=常委|理论|全面|书记|召开|[\u4e00-\u9fff]{0,8}会议?)|(?:人民)?(?=政府|人大常委会|政协))"
)
_BEFORE: Final = 24  # characters before it in which a brand stands
_BRAND: Final = re.compile(
    rf"(?:[A-Za-z][A-Za-z0-9.]{{1,15}}|[\u4e00-\u9fff]{{1,6}}(?:{_TRADE}))"
    rf"(?:[（(][^()（）]{{1,12}}[)）]|{_TRADE}|中国|国际|集团|有限公司|·){{0,4}}[)）]?\Z"
)


def flags_of(title: str | None, text: str, raw: str) -> tuple[Flag, ...]:
    """The flags of a cleaned text, ``raw`` before cleaning.

    >>> flags_of(None, "会议夸大，要深入进修总文牍紧张讲话肉体。", ""), flags_of(None, "会议强调，要抓好落实。", "")
    (('spun',), ())
    >>> flags_of("ABC体育市委常委会召开会议", "", "")
    ('brand',)
    """
    found: set[Flag] = set()
    if _is_spun(text[:_SAMPLE]):
        found.add("spun")
    if _names_brand(title or "") or _names_brand(text[:_OPENING]):
        found.add("brand")
    if is_damaged(raw) or (ILLEGIBLE in text and ILLEGIBLE not in raw):
        found.add("damaged")
    return tuple(flag for flag in FLAGS if flag in found)


def _names_brand(text: str) -> bool:
    return any(_BRAND.search(text, max(0, at - _BEFORE), at) for at in map(re.Match.start, _OWNER.finditer(text)))


def _is_spun(text: str) -> bool:
    words, letters = _phrases()
    # Looking for a character of any of them is much cheaper than looking for each word.
    near = {word for letter in set(letters.findall(text)) for word in words[letter]}
    found = {one for word, ones in near if word in text for one in ones if one.phrase in text}
    return len(found) >= _ENOUGH or any(one.is_sure for one in found)


class _Phrase(NamedTuple):
    phrase: str
    is_sure: bool


@cache
def _phrases() -> tuple[dict[str, list[tuple[str, tuple[_Phrase, ...]]]], re.Pattern[str]]:
    """The phrases by the words that were put into them, which are fewer, and these by one of their characters; and the
    pattern of these characters."""
    phrases: dict[str, list[_Phrase]] = {}
    try:
        table = tomllib.loads(SPUN.read_text(encoding="utf-8"))
        for name in ("sure", "possible"):
            for phrase, plain in table[name].items():
                phrases.setdefault(_swapped(phrase, plain), []).append(_Phrase(phrase, name == "sure"))
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError, AttributeError) as error:
        raise LexiconError(f"{SPUN}: cannot be read ({error}); it needs the tables 'sure' and 'possible'.") from None
    by_letter: dict[str, list[tuple[str, tuple[_Phrase, ...]]]] = {}
    for word, ones in phrases.items():
        by_letter.setdefault(min(word, key=_telling), []).append((word, tuple(ones)))
    return by_letter, re.compile(f"[{''.join(by_letter)}]")


def _telling(letter: str) -> int:
    return -_COMMON.find(letter) if letter in _COMMON else -len(_COMMON)


_COMMON: Final = (
    "国会大主中行进工生发要作业人全动事务管治体经责任情实革决指部各重习点出对义设规农由质落转当严议排报相无讨验文心首认立下构"
    "消周片征集"
)
"""Characters that reports use much, the commonest first: one that is not among them tells more."""


def _swapped(phrase: str, plain: str) -> str:
    """The part of a phrase that is not in the plain one; all of it where they begin or end otherwise."""
    start = _alike(phrase, plain)
    end = _alike(phrase[start:][::-1], plain[start:][::-1])
    return phrase[start : len(phrase) - end] or phrase


def _alike(one: str, other: str) -> int:
    """How many characters the two have in common at their beginning."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
