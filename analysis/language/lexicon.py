"""The lexicons, read from the files in ``data/lexicon`` that people edit."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import ahocorasick

from analysis.errors import LexiconError
from analysis.language.automata import automaton
from analysis.language.files import FOLDER, is_strings, read_text
from analysis.language.tokenizer import WORD, Tokenizer

FILES = ("words.txt", "stopwords.txt", "formulations.toml")
INVENTED = FOLDER.parent / "sample" / "formulations.toml"  # those of the sample, known as its invented places are
SINCE = re.compile(r"(19|20)\d\d(-(0[1-9]|1[0-2]))?")

_File = tuple[Path, str]  # where it lies, and what stands in it


@dataclass(frozen=True, slots=True)
class Formulation:
    """A set phrase 提法 and the wordings that count as it (``variants`` begins with ``name`` itself).

    ``since`` is the year or month (2013, 2013-11) in which it was first put forward, ``successor`` the formulation that
    took its place; both only where that is well documented.
    """

    name: str
    variants: tuple[str, ...]
    since: str | None = None
    successor: str | None = None


@dataclass(frozen=True)
class Lexicon:
    """What the program knows of the language of its field.

    ``words`` are added to the segmenter's own dictionary, in this order; the formulations are among them. ``synonyms``
    are words that count as another one. ``digest`` is the same wherever the same entries were read; comments do not
    alter it.
    """

    words: tuple[str, ...]
    stopwords: frozenset[str]
    formulations: tuple[Formulation, ...]
    synonyms: tuple[tuple[str, str], ...] = ()

    @cached_property
    def digest(self) -> str:
        """Sixteen hexadecimal digits of a SHA-256 of the content."""
        content = repr((self.words, sorted(self.stopwords), self.formulations, self.synonyms))
        return hashlib.sha256(content.encode()).hexdigest()[:16]

    @cached_property
    def tokenizer(self) -> Tokenizer:
        """A segmenter with these words, built on first use."""
        return _tokenizer(self.words)

    @cached_property
    def automaton(self) -> ahocorasick.Automaton:
        """An Aho–Corasick automaton over all variants; a match gives (name, variant)."""
        named = ((formulation.name, variant) for formulation in self.formulations for variant in formulation.variants)
        return automaton({variant: (name, variant) for name, variant in named})

    def __getstate__(self) -> dict[str, Any]:
        # The tokenizer cannot be pickled, and a process that receives a lexicon builds its own in a moment.
        return {field.name: getattr(self, field.name) for field in fields(self)}


@lru_cache(maxsize=2)  # the program's own, and a library's with its edits: to build one takes longer than a correction
def _tokenizer(words: tuple[str, ...]) -> Tokenizer:
    """A segmenter that nobody adds a word to: one that cuts meanwhile would raise."""
    return Tokenizer(words)


def load_lexicon(folder: Path | None = None) -> Lexicon:
    """The lexicon in ``folder`` (default: ``data/lexicon``, and the invented formulations of the sample).

    Read again only where a file has changed. Raises :class:`~analysis.errors.LexiconError`, which names the file, the
    line and the remedy.

    >>> "共同富裕" in load_lexicon().words
    True
    """
    paths = [*((folder or FOLDER) / name for name in FILES), *([INVENTED] if folder is None else [])]
    return _parse(*((path, read_text(path)) for path in paths))


@lru_cache(maxsize=8)
def _parse(words: _File, stopwords: _File, *formulations: _File) -> Lexicon:
    owners: dict[str, str] = {}
    phrases = tuple(phrase for path, content in formulations for phrase in _formulations(path, content, owners))
    own = [word for _, word in _lines(*words, words_only=True)]
    # 推动高质量发展 would hide 高质量发展 among the terms, so wordings that hold the name are no words.
    wordings = (v for phrase in phrases for v in phrase.variants if v == phrase.name or phrase.name not in v)
    return Lexicon(
        words=tuple(dict.fromkeys([*own, *filter(WORD.fullmatch, wordings)])),
        stopwords=frozenset(word for _, word in _lines(*stopwords, words_only=False)),
        formulations=phrases,
    )


def _lines(path: Path, content: str, *, words_only: bool) -> Iterator[tuple[int, str]]:
    """The entries of a word list with their line numbers: one a line, ``#`` begins a comment."""
    seen: dict[str, int] = {}
    for number, line in enumerate(content.splitlines(), 1):
        word = line.partition("#")[0].strip()
        if not word:
            continue
        if word.split() != [word]:
            raise LexiconError(f"{path}, line {number}: {word!r} holds a space. Put one word on a line.")
        if words_only and not WORD.fullmatch(word):
            raise LexiconError(
                f"{path}, line {number}: {word!r} is not a word that the segmenter can hold. "
                "Use two or more Chinese characters, Latin letters or digits, without punctuation."
            )
        if word in seen:
            raise LexiconError(f"{path}, line {number}: {word!r} stands in line {seen[word]} already. Delete one.")
        seen[word] = number
        yield number, word


def _formulations(path: Path, content: str, owners: dict[str, str]) -> Iterator[Formulation]:
    """The formulations of a file; ``owners`` are the wordings of the files before it, each with its formulation."""
    try:
        tables = tomllib.loads(content).get("formulations", [])
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"{path}: {error}. Each formulation begins with a line [[formulations]].") from None
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise LexiconError(f"{path}: formulations is not a list. Begin each formulation with a line [[formulations]].")
    starts = [n for n, line in enumerate(content.splitlines(), 1) if line.strip().startswith("[[formulations]]")]
    names = {table.get("name") for table in tables}
    for table, number in zip(tables, starts, strict=True):

        def wrong(what: str, number: int = number) -> LexiconError:
            return LexiconError(f"{path}, line {number}: {what}")

        if unknown := table.keys() - {"name", "variants", "since", "successor"}:
            raise wrong(f"unknown key {', '.join(sorted(unknown))}. Known are name, variants, since, successor.")
        name, variants, since, successor = (table.get(key) for key in ("name", "variants", "since", "successor"))
        if not isinstance(name, str) or len(name) < 2:
            raise wrong('a formulation needs a name of two or more characters: name = "…".')
        if not is_strings(variants := variants or []) or any(len(variant) < 2 for variant in variants):
            raise wrong(f'{name}: variants are a list of wordings of two or more characters: variants = ["…", "…"].')
        if since is not None and not (isinstance(since, str) and SINCE.fullmatch(since)):
            raise wrong(f'{name}: since is a year or a month in quotes: since = "2013-11".')
        if successor is not None and successor not in names - {name}:
            raise wrong(f"{name}: successor {successor!r} is no other formulation here. Add it, or leave it out.")
        for variant in (name, *variants):
            if variant in owners:
                raise wrong(f"{variant} is a wording of {owners[variant]} already. Keep it in one place.")
            owners[variant] = name
        yield Formulation(name, (name, *variants), since, successor)
