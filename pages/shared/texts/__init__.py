"""Every word that the interface shows, in Chinese and English, from one table.

The table stands in the files ``*.toml`` beside this one, ``common.toml`` and one for each page, and in those of
:mod:`analysis.texts`, which says how its words are filled in.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from analysis import texts
from analysis.texts import LANGUAGES, Language, Texts

__all__ = ["LANGUAGES", "Language", "Texts", "of", "table"]


@cache
def of(language: Language) -> Texts:
    """The texts of a language."""
    return Texts(language, {key: both[language] for key, both in table().items()})


@cache
def table() -> dict[str, dict[str, str]]:
    """The whole table: dotted key -> language -> text."""
    return texts.read(Path(texts.__file__).parent, Path(__file__).parent)
