"""Words in Chinese and English: how things are named, and what digests and feeds say.

They stand in the files ``*.toml`` beside this one; the interface puts its own beside them (``pages/shared/texts``).
They may hold the markup ``<b>``; whatever is put into them is plain text, and :meth:`Texts.html` escapes it. Whole
numbers know more formats for English: ``{n:s}`` gives the s of a plural, ``{n:y}`` the ending of words such as body,
bodies, and ``{n:is|are}`` the word that goes with one or with several.
"""

from __future__ import annotations

import html
import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

Language = Literal["zh", "en"]
LANGUAGES: Final[tuple[Language, ...]] = ("zh", "en")

_DAY: Final = re.compile(r"\b\d{4}-\d\d-\d\d\b(?![^<>]*>)")
_LINK: Final = re.compile("<a class='n' [^>]*>([^<]*)</a>")


class Count(int):
    """A whole number in a text."""

    def __format__(self, spec: str) -> str:
        """With commas; ``s`` and ``y`` are the endings of what is counted, ``is|are`` a word that goes with it."""
        if spec == "s":
            return "" if self == 1 else "s"
        if spec == "y":
            return "y" if self == 1 else "ies"
        one, is_verb, many = spec.partition("|")
        if is_verb:
            return one if self == 1 else many
        return super().__format__(spec or ",")


class Linked(Count):
    """A whole number that leads to what it counts, for :meth:`Texts.html` alone.

    >>> of("en").html("unit.meetings", n=Linked(1200, "?a=b&c"))
    "<a class='n' href='?a=b&amp;c'>1,200</a> meetings"
    """

    href: str

    def __new__(cls, number: int, href: str) -> Linked:
        """``number`` as a link to ``href``."""
        made = super().__new__(cls, number)
        made.href = href
        return made

    def __format__(self, spec: str) -> str:
        """The number as a link; the endings and words that go with it are none."""
        said = super().__format__(spec)
        return said if spec in ("s", "y") or "|" in spec else f"<a class='n' href='{html.escape(self.href)}'>{said}</a>"


def unlinked(said: str) -> str:
    """HTML without where its numbers lead, for what leaves the page.

    >>> unlinked("<b><a class='n' href='?a=b'>12</a></b> items")
    '<b>12</b> items'
    """
    return _LINK.sub(r"\1", said)


def dated(said: str) -> str:
    """HTML with each day of its text, but of no address in it, marked as one: browsers end lines at its hyphens
    otherwise.

    >>> dated("<a href='?from=2021-04-27'>since 2021-04-27</a>")
    "<a href='?from=2021-04-27'>since <time>2021-04-27</time></a>"
    """
    return _DAY.sub(r"<time>\g<0></time>", said)


class Texts:
    """The texts of one language.

    >>> of("en")("unit.meetings", n=1), of("en")("unit.meetings", n=1200)
    ('1 meeting', '1,200 meetings')
    """

    def __init__(self, language: Language, table: Mapping[str, str]) -> None:
        self.language = language
        self._table = table

    def __call__(self, key: str, /, **values: object) -> str:
        """The text of ``key`` with its places filled. Raises KeyError where the table has no such key."""
        text = self._table[key]
        return text.format(**{name: _shown(value) for name, value in values.items()}) if values else text

    def html(self, key: str, /, **values: object) -> str:
        """The same for HTML: the values are escaped, the table's own markup stands."""
        safe = {name: html.escape(v) if isinstance(v, str) else v for name, v in values.items()}
        return self(key, **safe)

    def has(self, key: str) -> bool:
        """Whether the table has ``key``."""
        return key in self._table

    def enumerate(self, words: list[str]) -> str:
        """Words one after the other, as the language lists them; in English with a comma before the last one where a
        name has an "and" of its own.

        >>> of("en").enumerate(["Finance", "Culture and tourism", "Health"])
        'Finance, Culture and tourism, and Health'
        """
        if self.language == "zh" or len(words) < 2:
            return "、".join(words)
        comma = "," if any(" and " in word for word in words) else ""
        return f"{', '.join(words[:-1])}{comma} and {words[-1]}"


@cache
def of(language: Language) -> Texts:
    """The texts of a language that stand here."""
    return Texts(language, {key: both[language] for key, both in table().items()})


@cache
def table() -> dict[str, dict[str, str]]:
    """What stands here: dotted key -> language -> text."""
    return read(Path(__file__).parent)


def read(*folders: Path) -> dict[str, dict[str, str]]:
    """One table of all files of some folders. Raises ValueError where two have a text of the same key."""
    found: dict[str, dict[str, str]] = {}
    for file in (file for folder in folders for file in sorted(folder.glob("*.toml"))):
        part = dict(_leaves(tomllib.loads(file.read_text(encoding="utf-8"))))
        if twice := part.keys() & found.keys():
            raise ValueError(f"{file.name}: {', '.join(sorted(twice))} has a text in another file already")
        found |= part
    return found


def _leaves(node: dict[str, Any], at: str = "") -> Iterator[tuple[str, dict[str, str]]]:
    for key, value in node.items():
        if isinstance(next(iter(value.values())), dict):
            yield from _leaves(value, f"{at}{key}.")
        else:
            yield at + key, value


def _shown(value: object) -> object:
    if isinstance(value, bool) or not isinstance(value, int):
        return value.isoformat() if isinstance(value, date) else value
    return value if isinstance(value, Count) else Count(value)
