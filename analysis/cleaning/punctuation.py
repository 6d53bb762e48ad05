"""Punctuation of Chinese text: full width, and one mark where a mark was doubled."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from analysis.cleaning.edits import Edit

_HAN: Final = r"\u3400-\u9fff\U00020000-\U0003ffff〇"
_FULL: Final = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}
_BEFORE: Final = rf"[{_HAN}”’》〉）】」』]"
_AFTER: Final = rf"[{_HAN}“‘《〈（(【「『]"
# Between Chinese on the left and Chinese, a figure or the line's end on the right; or after a figure, with Chinese to
# follow. The mark comes first in the pattern, so that the rest is tried only where one stands.
HALVES: Final = ".,;:?!"
"""The marks that :func:`punctuation` makes full width."""
AMONG_CHINESE: Final = (
    rf"(?:(?<!\.)(?:(?<={_BEFORE}.)(?= *+(?:{_AFTER}|[\n0-9A-Za-z]|\Z))|(?<=[0-9A-Za-z%)].)(?={_AFTER}))"
    rf"|(?<={_BEFORE}\.)(?=\n|\Z))"
)
"""Follows on one of them where it does."""
_MARK: Final = re.compile(f"[{HALVES}]{AMONG_CHINESE}")
_ROUND: Final = re.compile(r"\(([^()（）\n]{1,200})\)")
MARKS: Final = "，、；：。,;`"
"""The marks that :func:`doubled` looks for."""
_DOUBLED: Final = re.compile(
    rf"[{MARKS}](?=[{MARKS}])(?:(?:(?<=[，、；：。])|(?<={_BEFORE}[,;]))[{MARKS}]++|(?<=`)(?<!``)`*+(?=[，、；：。]))"
)
_CHINESE: Final = re.compile(f"[{_HAN}]")
_BESIDE: Final = re.compile(rf"[{_HAN}”’》〉】]")


def punctuation(text: str) -> Iterator[Edit]:
    """Full-width commas, colons, semicolons, question and exclamation marks and brackets where the text around them
    is Chinese. Times, figures and Latin text keep theirs.

    >>> list(punctuation("会议指出,要抓好1,000个项目"))
    [Edit(start=4, end=5, after='，')]
    """
    edits = [Edit(m.start(), m.end(), "。" if m.group() == "." else _FULL[m.group()]) for m in _MARK.finditer(text)]
    if "(" in text:
        for match in _ROUND.finditer(text):
            start, end = match.span()
            if (
                _CHINESE.search(match[1])
                or _BESIDE.match(text[start - 1 : start])
                or _BESIDE.match(text[end : end + 1])
            ):
                edits += Edit(start, start + 1, "（"), Edit(end - 1, end, "）")
    yield from sorted(edits)


def doubled(text: str) -> Iterator[Edit]:
    """One mark where a slip of the hand left several; an ellipsis (……) stays.

    >>> list(doubled("会议指出，，要抓好。。。"))
    [Edit(start=4, end=6, after='，'), Edit(start=9, end=12, after='。')]
    """
    for match in _DOUBLED.finditer(text):
        yield Edit(match.start(), match.end(), _strongest(match.group()))


def _strongest(marks: str) -> str:
    """A full stop among the marks wins, then the first: 。， ends a sentence, ，， does not."""
    first = marks[0].replace("`", "")
    return "。" if "。" in marks else _FULL.get(first, first)
