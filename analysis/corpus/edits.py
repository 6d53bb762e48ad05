"""A library's edits of the lexicons as JSON: what a version's file keeps, and what people hand on."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from analysis.errors import LexiconError
from analysis.records import Edits, NewTopic, PatternEdit

_LISTS = ("words", "not_words", "stopwords", "not_stopwords")


def to_json(edits: Edits) -> str:
    """The edits as one JSON object, from which ``from_json`` makes equal ones.

    >>> from_json(to_json(Edits(words=("共享法庭",)))).words
    ('共享法庭',)
    """
    return json.dumps(asdict(edits), ensure_ascii=False, indent=1)


def from_json(text: str, *, name: str = "edits") -> Edits:
    """The edits of a JSON object; what is left out is not changed.

    Raises:
        LexiconError: where it is no JSON object of edits; the message begins with ``name``.
    """
    try:
        data: dict[str, Any] = json.loads(text)
        if unknown := data.keys() - {*_LISTS, "synonyms", "topics", "patterns"}:
            raise LexiconError(f"{name}: unknown key {', '.join(sorted(unknown))}.")
        return Edits(
            **{key: _strings(data.get(key, [])) for key in _LISTS},
            synonyms=tuple((_string(word), _string(counted_as)) for word, counted_as in data.get("synonyms", [])),
            topics=tuple(
                NewTopic(**{key: _string(value) for key, value in topic.items()}) for topic in data.get("topics", [])
            ),
            patterns=tuple(
                PatternEdit(
                    _string(edit["topic"]),
                    _string(edit["pattern"]),
                    None if edit["weight"] is None else float(edit["weight"]),
                )
                for edit in data.get("patterns", [])
            ),
        )
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise LexiconError(
            f"{name}: this is no JSON object of edits ({error}); `python -m analysis edits` prints one to begin with."
        ) from None


def _strings(values: list[object]) -> tuple[str, ...]:
    if not isinstance(values, list):
        raise TypeError(f"{values!r} is no list")
    return tuple(map(_string, values))


def _string(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise TypeError(f"{value!r} is no text")
    return value.strip()
