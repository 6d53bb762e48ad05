"""Runs of GBK bytes that were read off by one.

A character of GBK is two bytes. Where a byte before it was lost, or a string was put between its two halves, the bytes
after it pair up wrongly: the second half of each character with the first half of the next, until a byte is left over.
The bytes that found no partner show as ``?``. Such a run still holds all its other bytes, so paired the right way they
give the characters inside it for certain, and one half of the first and of the last. Their other halves were the lost
bytes; of the hundred-odd characters that could be meant, the words around decide, or nothing does.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Final, NamedTuple

from analysis.cleaning.edits import Edit
from analysis.cleaning.script import only_simplified, simplify

# A lost byte may have taken the opening bracket of a reading with it (see pinyin.py): its rest stands after the mark.
_LOST: Final = re.compile(r"[?\ufffd](?:[a-zà-öø-üāăēĕěīĭǐōŏǒūŭǔǎǖǘǚǜɡɑ]{1,6}+ ?\))?+")
_INSIDE: Final = re.compile(r"(?<=[\u4e00-\u9fff])(?:\?\?[a-zA-Z]|\ufffd++)(?=[\u4e00-\u9fff])")
_RUN: Final = re.compile(r"[^\x00-\x7f\ufffd]{1,64}")
_CONTEXT: Final = 4  # characters on either side
ILLEGIBLE: Final = "□"
"""What stands for a character that cannot be told, as in printed editions: a question mark would end the sentence."""
_WINDOW: Final = 100  # characters to look back for a mark that was not closed
_LEAD: Final = range(0x81, 0xFF)
_TRAIL: Final = range(0x40, 0xFF)
_SURE: Final = math.log(20)  # a reading that makes a word must be so many times as likely as the next
_ALONE: Final = math.log(30)  # one that stands by itself
_PAIR: Final = math.log(200)  # and one of two characters, with nothing between them to go by
_BETTER: Final = 2.0  # nats a character by which a reading must beat what stands there
_READABLE: Final = -8.0  # nats a character, above which a run reads well as it stands
_MOST: Final = 200  # runs to look into in one text; a page with more of them is past saving
_OPENING: Final = "“‘《〈「『【〔（"
_CLOSING: Final = "”’》〉」』】〕）"
# How often marks stand among the tokens of written Chinese, roughly; the dictionary has words alone.
_MARKS: Final = {"，": 0.06, "。": 0.03, "、": 0.03, "；": 0.002, "：": 0.002} | dict.fromkeys(
    _OPENING + _CLOSING, 0.003
)
# Words that came up after the dictionary was made, and that a commoner old word would be taken for.
_LATER: Final = {"防控": 0.0002, "管控": 0.0001, "双碳": 0.00002, "巡察": 0.00002}
_PAIRING: Final = 6.0  # nats for a mark that pairs with one that stands alone


class _Lexicon(NamedTuple):
    frequency: dict[str, float]
    log_total: float


@cache
def _lexicon() -> _Lexicon:
    """jieba's dictionary, with its frequencies. Loaded when the first damaged run is met."""
    frequency: dict[str, float] = {}
    with files("jieba").joinpath("dict.txt").open(encoding="utf-8") as lines:
        for line in lines:
            word, count, _ = line.split(" ", 2)
            if len(word) <= _CONTEXT:
                frequency[word] = float(count) or 0.5
    total = sum(frequency.values())
    frequency |= {mark: share * total for mark, share in (_MARKS | _LATER).items()}
    return _Lexicon(frequency, math.log(total))


def _likelihood(text: str) -> float:
    """The log probability of the text's likeliest segmentation into words, each independent of the others."""
    frequency, log_total = _lexicon()
    best = [0.0]
    for end in range(1, len(text) + 1):
        best.append(
            max(
                best[start] + math.log(frequency.get(text[start:end], 0.5)) - log_total
                for start in range(max(0, end - _CONTEXT), end)
                if end - start == 1 or text[start:end] in frequency
            )
        )
    return best[-1]


def is_damaged(text: str) -> bool:
    """Whether characters were lost that :func:`encoding` could not tell: an unreadable run between two marks, or marks
    that stand inside a phrase.

    >>> is_damaged("全市庆?；疃?有序开展"), is_damaged("推进??h直部门"), is_damaged("什么是诗?诗是什么?")
    (False, True, False)
    """
    if "?" not in text and "\ufffd" not in text:
        return False
    if _INSIDE.search(text):
        return True
    restored = [(edit.start, edit.end) for edit in encoding(text)]
    marks = list(_LOST.finditer(text))[: _MOST + 1]
    return any(
        _RUN.fullmatch(text, left.end(), right.start())
        and _mean(simplify(text[left.end() : right.start()])) <= _READABLE
        and not any(start <= left.start() < end for start, end in restored)
        for left, right in pairwise(marks)
    )


def encoding(text: str) -> Iterator[Edit]:
    """Restore the runs that can be told for sure; the others stay as they are. Where only the first or the last
    character of a run cannot be told, □ stands for it.

    >>> damaged = "全市庆" + "祝活动".encode("gbk")[1:-1].decode("gbk").join("??") + "有序开展"
    >>> damaged
    '全市庆?；疃?有序开展'
    >>> list(encoding(damaged))
    [Edit(start=3, end=7, after='祝活动')]
    """
    marks = list(_LOST.finditer(text)) if "?" in text or "\ufffd" in text else []
    runs = [(left, right) for left, right in pairwise(marks) if _RUN.fullmatch(text, left.end(), right.start())]
    after = 0
    for left, right in runs[:_MOST]:
        if left.start() < after:
            continue
        before = text[max(0, left.start() - _WINDOW) : left.start()]
        behind = text[right.start() + 1 : right.start() + 1 + _CONTEXT]
        restored = _restored(text[left.end() : right.start()], before, behind)
        if restored is not None:
            after = right.start() + 1
            yield Edit(left.start(), after, restored)


@lru_cache(maxsize=4096)
def _restored(run: str, before: str, behind: str) -> str | None:
    as_it_stands = _mean(simplify(run))
    if as_it_stands > _READABLE:
        return None
    try:
        data = run.encode("gbk")
        inside = data[1:-1].decode("gbk")
    except UnicodeError:
        return None
    if len(data) != 2 * len(run):
        return None
    left, right = _chinese_end(before[-_CONTEXT:]), _chinese_start(behind)
    traditional = simplify(left + inside + right) != left + inside + right
    firsts = _readable([bytes((lead, data[0])) for lead in _LEAD], traditional)
    lasts = _readable([bytes((data[-1], trail)) for trail in _TRAIL], traditional)
    if inside:
        # Each of the two, once known, helps to tell the other.
        opening = _open(inside, _CLOSING, _OPENING)
        first = _choose(firsts, left, inside[:_CONTEXT], opening)
        known = (left + first + inside if first else inside)[-_CONTEXT:]
        last = _choose(lasts, known, right, _open(before + inside, _OPENING, _CLOSING))
        if last and not first:
            first = _choose(firsts, left, (inside + last + right)[:_CONTEXT], opening)
        restored = (first or ILLEGIBLE) + inside + (last or ILLEGIBLE)
    else:
        # Neither half of the two stands for itself: they must be one word.
        frequency = _lexicon().frequency
        pairs = [a + b for a in firsts for b in lasts]
        words = dict(zip(pairs, simplify("\n".join(pairs)).splitlines(), strict=True))
        restored = _choose([pair for pair in pairs if words[pair] in frequency], left, right, "") or ""
    told = restored.replace(ILLEGIBLE, "")
    if not told or _mean(simplify(told)) < as_it_stands + _BETTER:
        return None
    return restored


def _chinese_end(text: str) -> str:
    match = re.search(r"[\u3400-\u9fff]*\Z", text)
    return match.group() if match else ""


def _chinese_start(text: str) -> str:
    match = re.match(r"[\u3400-\u9fff]*", text)
    return match.group() if match else ""


def _readable(pairs: Sequence[bytes], traditional: bool) -> list[str]:
    """The characters that pairs of bytes stand for, of the script that the text is in."""
    decoded = (pair.decode("gbk", "ignore") for pair in pairs)
    return [
        c for c in decoded if c in _MARKS or ("\u4e00" <= c <= "\u9fff" and not (traditional and only_simplified(c)))
    ]


def _choose(candidates: Sequence[str], left: str, right: str, partners: str) -> str | None:
    """The candidate that the words around make likeliest, where no other comes near. ``partners`` are the marks that
    would pair with one that stands alone."""
    frequency = _lexicon().frequency

    def score(candidate: str) -> float:
        return _likelihood(simplify(left + candidate + right)) + (_PAIRING if candidate in partners else 0.0)

    scored = sorted(((score(candidate), candidate) for candidate in candidates), reverse=True)
    if not scored:
        return None
    best, found = scored[0]
    lead = best - scored[1][0] if len(scored) > 1 else math.inf
    plain = simplify(left + found + right)
    at = len(left)
    if len(found) > 1:
        return found if lead > _PAIR else None
    in_word = any(
        plain[start:end] in frequency
        for start in range(max(0, at - 3), at + 1)
        for end in range(at + 1, min(len(plain), start + _CONTEXT) + 1)
        if end - start > 1
    )
    return found if lead > (_SURE if in_word or found in partners else _ALONE) else None


def _open(text: str, waiting: str, partners: str) -> str:
    """The marks that would pair with those of ``waiting`` that have no partner in the text."""
    pairs = zip(waiting, partners, strict=True)
    return "".join(partner for mark, partner in pairs if text.count(mark) > text.count(partner))


def _mean(text: str) -> float:
    return _likelihood(text) / len(text)
