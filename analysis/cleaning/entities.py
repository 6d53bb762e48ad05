"""Character references that a page left in its text."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Final

from analysis.cleaning.edits import Edit

_REFERENCE: Final = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]{1,31}|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});")


def entities(text: str) -> Iterator[Edit]:
    """Put the characters where their references stand.

    >>> list(entities("会议&ldquo;三会&rdquo;"))
    [Edit(start=2, end=9, after='“'), Edit(start=11, end=18, after='”')]
    """
    if "&" not in text:
        return
    for match in _REFERENCE.finditer(text):
        character = html.unescape(match.group())
        if character != match.group():
            yield Edit(match.start(), match.end(), character)
