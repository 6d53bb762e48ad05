"""Annotated documents: the files that people write, read with care, and where their texts are."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

from analysis.corpus.sample import SAMPLE
from analysis.errors import GoldError
from analysis.records import ACTIONS, DECISIONS, LEVELS

Row = dict[str, Any]

BUNDLED: Final = SAMPLE.with_name("annotations.jsonl")
"""The annotations of the invented sample."""

_TEXTS: Final = {"annotations": "reports", "gold": "texts"}
"""How files of annotations and of their texts are named after each other."""


def read(path: Path) -> list[Row]:
    """The annotated documents of a file, a JSON object a line, in the fields of the annotation guidelines.

    Needed are ``id``, ``is_readout`` and, of a readout, ``agenda_items``, each with its ``subject``; fields of the
    meeting that the file leaves out are not scored. Raises GoldError, which names the line and what would mend it.
    """
    rows: dict[str, tuple[int, Row]] = {}
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except OSError as error:
        raise GoldError(f"{path}: cannot be read ({error.strerror}); name a file of annotations.") from None
    except UnicodeDecodeError as error:
        raise GoldError(f"{path}: is not UTF-8 (byte {error.start}); save the file as UTF-8.") from None
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            _check(row)
        except json.JSONDecodeError as error:
            raise GoldError(
                f"{path.name}, line {number}: this is not JSON ({error.msg} at column {error.colno}); "
                "write one complete JSON object a line."
            ) from None
        except _Wrong as wrong:
            raise GoldError(f"{path.name}, line {number}: {wrong}") from None
        if row["id"] in rows:
            first = rows[row["id"]][0]
            raise GoldError(
                f"{path.name}, line {number}: the id {row['id']!r} stands in line {first} already; keep one of the two."
            )
        rows[row["id"]] = (number, row)
    if not rows:
        raise GoldError(f"{path.name}: holds no annotated document; write one JSON object a line.")
    return [row for _, row in rows.values()]


def texts_beside(path: Path) -> Path:
    """The file with the texts of a file of annotations where nobody names one: itself, where its documents have a
    ``text``, else the file beside it that is called alike (``x_gold.jsonl`` and ``x_texts.jsonl``,
    ``annotations.jsonl`` and ``reports.jsonl``). Raises GoldError where there is neither.
    """
    if any("text" in row for row in read(path)):
        return path
    for word, other in _TEXTS.items():
        beside = path.with_name(path.name.replace(word, other))
        if beside != path and beside.exists():
            return beside
    expected = " or ".join(path.name.replace(word, other) for word, other in _TEXTS.items() if word in path.name)
    raise GoldError(
        f"{path}: its documents have no 'text'{f', and there is no {expected} beside it' if expected else ''}; "
        "name the file that holds the texts with --texts."
    )


def digest(*contents: bytes) -> str:
    """A name for files by what they hold.

    >>> digest(b"a", b"b") == digest(b"ab")
    False
    """
    parts = "".join(hashlib.sha256(content).hexdigest() for content in contents)
    return hashlib.sha256(parts.encode()).hexdigest()[:16]


class _Wrong(Exception):  # noqa: N818 - becomes a GoldError that names the line
    """What is wrong with a row, and what would be right."""


def _is_one_of(values: Sequence[str]) -> Callable[[object], bool]:
    return lambda value: value is None or value in values


def _is_text(value: object) -> bool:
    return value is None or isinstance(value, str)


def _is_texts(value: object) -> bool:
    return value is None or (isinstance(value, list) and all(isinstance(one, str) for one in value))


def _is_objects(value: object) -> bool:
    return value is None or (isinstance(value, list) and all(isinstance(one, dict) for one in value))


def _is_date(value: object) -> bool:
    if value is None:
        return True
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _check(row: object) -> None:
    if not isinstance(row, dict):
        raise _Wrong('this is no object with named values; write it as {"id": "…", "is_readout": true, …}.')
    _demand(
        row, "id", lambda value: isinstance(value, str) and bool(value), "the id of the text, in quotes", needed=True
    )
    _demand(row, "is_readout", lambda value: isinstance(value, bool), "true or false", needed=True)
    for name in ("body", "place", "session", "chair", "kind", "published", "text", "title"):
        _demand(row, name, _is_text, "text in quotes, or null")
    _demand(row, "level", _is_one_of(LEVELS), f"one of {', '.join(LEVELS)}, or null")
    _demand(row, "date", _is_date, "a day as 2021-04-27, or null")
    _demand(row, "other_matters", lambda value: value is None or isinstance(value, bool), "true or false")
    _demand(row, "agenda_items", _is_objects, "a list of objects", needed=row["is_readout"])
    for order, item in enumerate(row.get("agenda_items") or [], start=1):
        at = f"agenda item {order}: "
        _demand(item, "subject", lambda value: isinstance(value, str), "text in quotes", at=at, needed=True)
        for name, values in (("action", ACTIONS), ("decision", DECISIONS)):
            _demand(item, name, _is_one_of(values), f"one of {', '.join(values)}, or null", at=at)
        _demand(item, "topics", _is_texts, "a list of topic ids", at=at)
        _demand(item, "evidence", _is_text, "text in quotes, or null", at=at)


def _demand(
    row: Mapping[str, Any],
    name: str,
    is_right: Callable[[Any], bool],
    right: str,
    *,
    at: str = "",
    needed: bool = False,
) -> None:
    if name not in row:
        if needed:
            raise _Wrong(f"{at}{name!r} is missing; write {right}.")
        return
    if not is_right(row[name]):
        raise _Wrong(f"{at}{name!r} is {json.dumps(row[name], ensure_ascii=False)[:60]}; write {right}.")
