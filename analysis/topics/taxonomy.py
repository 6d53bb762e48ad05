"""The taxonomy, read from ``data/lexicon/taxonomy.toml``, which people edit."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import ahocorasick

from analysis.errors import LexiconError
from analysis.language.automata import automaton
from analysis.language.files import FOLDER, is_strings, read_text

TEXTS = ("id", "zh", "en", "definition_zh", "definition_en")
GAP = "…"
WEIGHT = re.compile(r"-?\d+(\.\d+)?")
KEYS = dict.fromkeys((*TEXTS, "general", "meeting", "yields", "patterns")).keys()


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic: its names, its definition, and the strings that speak for it, each with its weight.

    A pattern of weight 0 says nothing for the topic, and keeps those inside it from speaking. One with a gap
    (政协…会议名单) is found in subjects, with some characters between its two strings. A ``general`` topic is
    given only where nothing more particular is found. ``meeting`` are names of bodies of this field: the topic stands
    beside the others in each item of their meetings. ``yields`` are patterns that say what kind of a matter it is and
    not of what field (重点项目): behind a word of another topic they speak for theirs with half a voice.
    """

    id: str
    zh: str
    en: str
    definition_zh: str
    definition_en: str
    patterns: tuple[tuple[str, float], ...]
    general: bool = False
    meeting: tuple[str, ...] = ()
    yields: tuple[str, ...] = ()


@dataclass(frozen=True)
class Taxonomy:
    """The topics in their order, and the strings that are ``passed_over``: inside one nothing speaks for a topic.

    ``associations`` are words that go with a topic, each (word, topic id, weight): heard where no pattern names one.
    """

    topics: tuple[Topic, ...]
    passed_over: tuple[str, ...] = ()
    associations: tuple[tuple[str, str, float], ...] = ()

    def __hash__(self) -> int:
        """By its digest, which is worked out once."""
        return hash(self.digest)

    @cached_property
    def digest(self) -> str:
        """Sixteen hexadecimal digits of a SHA-256 of the content; comments do not alter it."""
        return hashlib.sha256(repr((self.topics, self.passed_over, self.associations)).encode()).hexdigest()[:16]

    @cached_property
    def general(self) -> frozenset[str]:
        """The ids of the general topics."""
        return frozenset(topic.id for topic in self.topics if topic.general)

    @cached_property
    def yielding(self) -> Mapping[str, frozenset[str]]:
        """The patterns that yield to other topics, each with the ids of those for which it does."""
        found: dict[str, set[str]] = {}
        for topic in self.topics:
            for pattern in topic.yields:
                found.setdefault(pattern, set()).add(topic.id)
        return {pattern: frozenset(topics) for pattern, topics in found.items()}

    @cached_property
    def automaton(self) -> ahocorasick.Automaton:
        """An Aho–Corasick automaton over all patterns; a match gives (pattern, ((topic id, weight), …))."""
        return _looked_for({pattern: votes for pattern, votes in self._owners().items() if not _ends(pattern)})

    @cached_property
    def gapped(self) -> ahocorasick.Automaton:
        """The same over the second strings of patterns with a gap; a match gives (it, ((first, pattern, votes), …))."""
        found: dict[str, list[tuple[str, str, tuple[tuple[str, float], ...]]]] = {}
        for pattern, votes in self._owners().items():
            if ends := _ends(pattern):
                found.setdefault(ends[1], []).append((ends[0], pattern, tuple(votes)))
        return automaton({second: (second, tuple(firsts)) for second, firsts in found.items()})

    @cached_property
    def meetings(self) -> ahocorasick.Automaton:
        """An Aho–Corasick automaton over the names of bodies by which meetings are of a topic's field."""
        return automaton({name: name for topic in self.topics for name in topic.meeting})

    @cached_property
    def associated(self) -> ahocorasick.Automaton:
        """The same over the associations."""
        owners: dict[str, list[tuple[str, float]]] = {}
        for word, topic, weight in self.associations:
            owners.setdefault(word, []).append((topic, weight))
        return _looked_for(owners)

    def _owners(self) -> dict[str, list[tuple[str, float]]]:
        """Each pattern with the topics that it speaks for, none where it only keeps others from speaking."""
        owners: dict[str, list[tuple[str, float]]] = {pattern: [] for pattern in self.passed_over}
        for topic in self.topics:
            for pattern, weight in topic.patterns:
                owners.setdefault(pattern, []).extend([(topic.id, weight)] if weight else [])
        return owners

    def __getstate__(self) -> dict[str, Any]:
        return {field.name: getattr(self, field.name) for field in fields(self)}


def _ends(pattern: str) -> tuple[str, ...]:
    """The two strings of a pattern with a gap, none of any other."""
    ends = tuple(pattern.split(GAP, 1))
    return ends if len(ends) > 1 and all(ends) else ()


def _looked_for(owners: Mapping[str, Sequence[tuple[str, float]]]) -> ahocorasick.Automaton:
    return automaton({pattern: (pattern, tuple(votes)) for pattern, votes in owners.items()})


def load_taxonomy(path: Path | None = None) -> Taxonomy:
    """The taxonomy in ``path`` (default: ``data/lexicon/taxonomy.toml`` of the program).

    Its associations are those of ``associations.toml`` beside it, if there is one. Read again only where a file has
    changed. Raises :class:`~analysis.errors.LexiconError`, which names the file, the
    line, the topic and the remedy.

    >>> len(load_taxonomy().topics)
    26
    """
    path = FOLDER / "taxonomy.toml" if path is None else Path(path)
    associations = path.with_name("associations.toml")
    return _parse(path, read_text(path), read_text(associations) if associations.exists() else "")


@lru_cache(maxsize=8)
def _parse(path: Path, content: str, associations: str) -> Taxonomy:
    try:
        data = tomllib.loads(content)
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"{path}: {error}. Each topic begins with a line [[topics]]; quote every string.") from None
    if unknown := data.keys() - {"topics", "passed_over"}:
        raise LexiconError(f"{path}: unknown key {', '.join(sorted(unknown))}. Known are passed_over and [[topics]].")
    tables, passed_over = data.get("topics"), data.get("passed_over", [])
    if not isinstance(tables, list) or not tables or not all(isinstance(table, dict) for table in tables):
        raise LexiconError(f"{path}: there are no topics. Begin each with a line [[topics]].")
    if not is_strings(passed_over):
        raise LexiconError(f'{path}: passed_over is a list of strings: passed_over = ["…", "…"].')
    topics = tuple(_topics(path, content, tables))
    if twice := [string for string, times in Counter(passed_over).items() if times > 1]:
        raise LexiconError(f"{path}: {twice[0]} stands in passed_over twice. Delete one.")
    for topic in topics:
        if both := dict(topic.patterns).keys() & set(passed_over):
            raise LexiconError(f"{path}: {min(both)} speaks for {topic.id} and is passed over. Delete one.")
    words = _associations(path.with_name("associations.toml"), associations, {topic.id for topic in topics})
    return Taxonomy(topics, tuple(passed_over), tuple(words))


def _topics(path: Path, content: str, tables: list[dict[str, Any]]) -> Iterator[Topic]:
    starts = [n for n, line in enumerate(content.splitlines(), 1) if line.strip().startswith("[[topics]]")]
    seen: set[str] = set()
    for table, number in zip(tables, starts, strict=True):
        name = table.get("id", "?")

        def wrong(what: str, number: int = number, name: object = name) -> LexiconError:
            return LexiconError(f"{path}, line {number}, topic {name}: {what}")

        if unknown := table.keys() - KEYS:
            raise wrong(f"unknown key {', '.join(sorted(unknown))}. Known are {', '.join(KEYS)}.")
        for key in TEXTS:
            if not isinstance(table.get(key), str) or not table[key].strip():
                raise wrong(f'{key} is missing. Write {key} = "…".')
        if name in seen:
            raise wrong("this id is taken by a topic above. Give each topic an id of its own.")
        seen.add(name)
        if not isinstance(general := table.get("general", False), bool):
            raise wrong("general is true or false, without quotes.")
        if not is_strings(meeting := table.get("meeting", [])):
            raise wrong('meeting is a list of names of bodies: meeting = ["…", "…"].')
        if not is_strings(yields := table.get("yields", [])):
            raise wrong('yields is a list of patterns of the topic: yields = ["…", "…"].')
        groups = table.get("patterns")
        if not isinstance(groups, dict) or not groups:
            raise wrong('there are no patterns. Write [topics.patterns], and under it weight = ["…", "…"].')
        patterns: dict[str, float] = {}
        for key, strings in groups.items():
            if not WEIGHT.fullmatch(key):
                raise wrong(f'{key!r} is no weight. Write a number before the patterns: 3 = ["…", "…"].')
            if not is_strings(strings) or not all(strings):
                raise wrong(
                    f'weight {key} needs a list of strings: {key} = ["…", "…"]; a fraction in quotes: "0.5" = ….'
                )
            for pattern in strings:
                if pattern in patterns:
                    raise wrong(f"{pattern} stands in it twice. Delete one.")
                patterns[pattern] = float(key)
        if strange := [pattern for pattern in yields if pattern not in patterns]:
            raise wrong(f"{strange[0]} yields, but is no pattern of it. Write it under a weight, or delete it there.")
        yield Topic(
            **{key: table[key] for key in TEXTS},
            patterns=tuple(patterns.items()),
            general=general,
            meeting=tuple(meeting),
            yields=tuple(yields),
        )


def _associations(path: Path, content: str, topics: set[str]) -> Iterator[tuple[str, str, float]]:
    try:
        data = tomllib.loads(content)
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"{path}: {error}. Each topic begins with a line [its-id]; quote every string.") from None
    for topic, groups in data.items():
        if topic not in topics:
            raise LexiconError(f"{path}: there is no topic {topic} in taxonomy.toml. Name one that is there.")
        for weight, words in groups.items() if isinstance(groups, dict) else [("?", groups)]:
            if not WEIGHT.fullmatch(weight) or not is_strings(words) or not all(words):
                raise LexiconError(
                    f'{path}, topic {topic}, {weight}: write a weight and its words: "2.5" = ["…", "…"].'
                )
            yield from ((word, topic, float(weight)) for word in words)
