"""What people corrected in the readings of reports: a file beside the versions, to which lines are only ever added.

A correction is keyed by the report, for an agenda item also by what its announcement says, and remembers what was read
when it was made. So it outlives every import, and where the program reads otherwise one day it is found out as stale
instead of being applied to something else. Taking a correction back is one more line.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from analysis.errors import CorrectionError
from analysis.records import ACTIONS, DECISIONS, LEVELS

Value = str | bool | tuple[str, ...] | Mapping[str, Any] | None

OF_MEETING: Final = (
    "is_readout", "body", "level", "place", "date", "session", "chair", "chair_post", "other_matters",
)  # fmt: skip
OF_ITEM: Final = ("action", "decision", "topics", "subject")
FIELDS: Final = (*OF_MEETING, "items", "item", *OF_ITEM)
"""What can be corrected, in the order in which corrections of one moment are applied. ``item`` is an agenda item as a
whole: wrong (``after`` is None) or missing (``before`` is None). ``items`` are the subjects of the whole agenda, which
can only be confirmed: ``before`` and ``after`` are the same."""

FILE: Final = "corrections.jsonl"
_ITEM: Final = {"subject", "action", "decision", "topics"}
_LISTS: Final = ("topics", "items")
_FLAGS: Final = ("is_readout", "other_matters")
_BETWEEN: Final = ";"


@dataclass(frozen=True)
class Correction:
    """One line of the file: ``who`` says (``when``, ISO 8601 in UTC) that a field of a report's meeting, read as
    ``before``, is ``after`` in truth; where both are the same, that the reading was checked and is right.

    ``at`` names a meeting of a digest: a character of the report's text that stands in its stretch. ``position`` and
    ``announcement`` name the agenda item. ``undoes`` is the id of the correction that this line takes
    back. A place is a full chain (河南省开封市), a date ISO 8601, topics are their ids, the main one first.
    """

    who: str
    when: str
    report_id: str
    field: str
    before: Value
    after: Value
    position: int | None = None
    announcement: str | None = None
    note: str | None = None
    undoes: str | None = None
    at: int | None = None

    @cached_property
    def id(self) -> str:
        """Sixteen hexadecimal digits of a SHA-256 of everything in it."""
        said = asdict(self)
        if self.at is None:  # as it was before digests could be corrected
            del said["at"]
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:16]

    @property
    def by(self) -> str:
        """Who and on which day, for the basis of a corrected field."""
        return f"{self.who} on {self.when[:10]}"

    def undone(self, *, who: str, when: str, note: str | None = None) -> Correction:
        """The line that takes this one back."""
        return replace(self, who=who, when=when, before=self.after, after=self.before, note=note, undoes=self.id)


def now(known: Iterable[Correction] = ()) -> str:
    """The moment as corrections write it. It is later than that of any of the ``known`` corrections, also
    where the clock was put back or a second has not passed: they are applied in the order of their moments."""
    moment = datetime.now(UTC).replace(tzinfo=None)
    made = [datetime.fromisoformat(one.when) + timedelta(seconds=1) for one in known]
    return max([moment, *made]).isoformat(timespec="seconds")


def read(file: Path) -> tuple[Correction, ...]:
    """The corrections in a file, in the order in which they were made; none where there is no file. Raises
    CorrectionError where it is damaged."""
    try:
        return from_jsonl(file.read_text(encoding="utf-8"), name=str(file))
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError) as error:
        raise CorrectionError(f"{file}: cannot be read ({error}); restore the file.") from None


def read_file(file: Path) -> tuple[Correction, ...]:
    """The corrections in a CSV or JSONL file that a person names. Raises CorrectionError with the line that is
    wrong."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise CorrectionError(f"{file}: cannot be read ({error}); name a CSV or JSONL file in UTF-8.") from None
    return (from_csv if file.suffix.lower() == ".csv" else from_jsonl)(text, name=file.name)


def undoing(known: Iterable[Correction], id: str, who: str) -> Correction:
    """The line by which somebody takes a correction back now. Raises CorrectionError where no correction that stands
    has this id, or nobody is named."""
    for of_report in standing(known).values():
        for correction in of_report:
            if correction.id == id:
                undone = correction.undone(who=who, when=now())
                check(undone)
                return undone
    raise CorrectionError(f"{id}: no correction that stands has this id; `python -m analysis corrections` lists them.")


def joined(known: Sequence[Correction], new: Iterable[Correction]) -> tuple[Correction, ...]:
    """All of them, none twice: what is new comes after what is known."""
    return tuple({correction.id: correction for correction in (*known, *new)}.values())


def standing(corrections: Iterable[Correction]) -> dict[str, tuple[Correction, ...]]:
    """Of each report the corrections that were not taken back, in the order in which they are applied.

    The order depends on what they say alone, so that the same corrections make the same version.
    """
    corrections = tuple(corrections)
    gone = {correction.undoes for correction in corrections}
    found: dict[str, list[Correction]] = {}
    for correction in sorted(corrections, key=_order):
        if correction.id not in gone and not correction.undoes:
            found.setdefault(correction.report_id, []).append(correction)
    return {report: tuple(of_report) for report, of_report in found.items()}


def _order(correction: Correction) -> tuple[str, int, int, str]:
    return correction.when, FIELDS.index(correction.field), correction.position or 0, correction.id


def check(correction: Correction) -> None:
    """Raises CorrectionError where a correction says what cannot be, with what would be right."""
    field, at = correction.field, f"correction of {correction.report_id}"
    if field not in FIELDS:
        raise CorrectionError(f"{at}: there is no field {field!r}; it is one of {', '.join(FIELDS)}.")
    if not correction.who.strip():
        raise CorrectionError(f"{at}: says not who made it; give a name.")
    _demand(at, "when", correction.when, _is_moment, "a moment as 2026-11-27T09:30:00")
    _demand(at, "report_id", correction.report_id, lambda v: bool(re.fullmatch(r"[0-9a-f]{16}", v)), "an id")
    if (field == "item" or field in OF_ITEM) and not correction.announcement:
        raise CorrectionError(f"{at}: {field} needs the words that announce the agenda item.")
    if correction.at is not None and (correction.at < 0 or field == "is_readout"):
        raise CorrectionError(f"{at}: of a meeting in a digest {field} cannot be corrected.")
    if field == "items" and correction.before != correction.after and not correction.undoes:
        raise CorrectionError(f"{at}: a whole agenda can only be confirmed; correct its items one by one.")
    for value in (correction.before, correction.after):
        _check_value(at, field, value)


def _check_value(at: str, field: str, value: Value) -> None:
    if field in _FLAGS:
        _demand(at, field, value, lambda v: isinstance(v, bool), "true or false")
    elif field in _LISTS:
        _demand(at, field, value, _is_texts, "a list of texts")
    elif field == "item":
        if isinstance(value, Mapping):
            _demand(at, field, value, lambda v: set(v) == _ITEM and bool(v["subject"]), f"with {', '.join(_ITEM)}")
            for part in ("subject", "action", "decision"):
                _check_value(at, part, value[part])
            _demand(at, "topics", value["topics"], lambda v: v is None or _is_texts(v), "a list of texts")
        else:
            _demand(at, field, value, lambda v: v is None, "an agenda item or nothing")
    elif field == "action":
        _demand(at, field, value, lambda v: v in ACTIONS, f"one of {', '.join(ACTIONS)}")
    elif field == "subject":
        _demand(at, field, value, lambda v: isinstance(v, str) and bool(v.strip()), "some text")
    elif field in ("decision", "level"):
        known = DECISIONS if field == "decision" else LEVELS
        _demand(at, field, value, lambda v: v is None or v in known, f"one of {', '.join(known)}, or nothing")
    elif field == "date":
        _demand(at, field, value, lambda v: v is None or _is_day(v), "a day as 2021-04-27, or nothing")
    else:
        _demand(at, field, value, lambda v: v is None or (isinstance(v, str) and bool(v.strip())), "text or nothing")


def _demand(at: str, name: str, value: Any, is_right: Any, right: str) -> None:
    if not is_right(value):
        raise CorrectionError(f"{at}: {name} is {to_text(value)[:60]!r}; it must be {right}.")


def _is_texts(value: object) -> bool:
    return isinstance(value, tuple) and all(isinstance(one, str) for one in value)


def _is_day(value: object) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _is_moment(value: str) -> bool:
    try:
        return datetime.fromisoformat(value).isoformat(timespec="seconds") == value
    except ValueError:
        return False


def to_text(value: Value) -> str:
    """A value as one cell of a table: nothing is empty, a list is parted by semicolons, an item is JSON.

    >>> to_text(None), to_text(True), to_text(("rural", "finance")), to_text("市委常委会")
    ('', 'true', 'rural;finance', '市委常委会')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return _BETWEEN.join(value)
    return value if isinstance(value, str) else json.dumps(dict(value), ensure_ascii=False)


def from_text(field: str, text: str) -> Value:
    """The value of a field that :func:`to_text` wrote.

    >>> from_text("topics", "rural;finance"), from_text("other_matters", "false"), from_text("body", "")
    (('rural', 'finance'), False, None)
    """
    if field in _LISTS:
        return tuple(part for part in text.split(_BETWEEN) if part)
    if not text:
        return None
    if field in _FLAGS:
        return {"true": True, "false": False}.get(text.lower(), text)
    return _frozen(json.loads(text)) if field == "item" else text


def to_rows(corrections: Iterable[Correction]) -> list[dict[str, Any]]:
    """A row of plain texts a correction, for tables."""
    return [
        {name: to_text(getattr(one, name)) if name not in _NUMBERS else _number(getattr(one, name)) for name in COLUMNS}
        for one in corrections
    ]


_NUMBERS: Final = ("position", "at")


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def to_jsonl(corrections: Iterable[Correction]) -> str:
    """A JSON object a line."""
    return "".join(json.dumps(asdict(correction), ensure_ascii=False) + "\n" for correction in corrections)


def from_jsonl(text: str, *, name: str) -> tuple[Correction, ...]:
    """What :func:`to_jsonl` wrote. Raises CorrectionError with the line that is wrong; ``name`` is the file's."""
    return _made(((f"{name}, line {n}", line) for n, line in enumerate(text.splitlines(), 1) if line.strip()), _object)


def from_csv(text: str, *, name: str) -> tuple[Correction, ...]:
    """Corrections from a table with the columns of :func:`to_rows`, of which a person may leave out all but
    ``who``, ``report_id``, ``field``, ``before`` and ``after``; without ``when`` it is now. An apostrophe that keeps a
    spreadsheet from reckoning is no part of a value."""
    moment = now()

    def made(row: dict[str, str | None]) -> dict[str, Any]:
        plain = {key: re.sub(r"^'(?=[=+\-@＝＋－＠])", "", value or "") for key, value in row.items() if key in _NAMES}
        field = plain.get("field", "")
        values: dict[str, Any] = {key: value or None for key, value in plain.items()}
        values |= {"who": plain.get("who", ""), "when": plain.get("when") or moment}
        values |= {side: from_text(field, plain.get(side, "")) for side in ("before", "after")}
        return values | {name: int(plain[name]) if plain.get(name) else None for name in _NUMBERS}

    rows = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    return _made(((f"{name}, row {number}", row) for number, row in enumerate(rows, 2)), made)


_NAMES: Final = tuple(field.name for field in fields(Correction))
COLUMNS: Final = ("id", *_NAMES)
"""The columns of :func:`to_rows`."""


def _object(line: str) -> dict[str, Any]:
    values: dict[str, Any] = json.loads(line)
    return {key: _frozen(value) for key, value in values.items() if key in _NAMES}


def _made(rows: Iterable[tuple[str, Any]], read_row: Any) -> tuple[Correction, ...]:
    made = []
    for place, row in rows:
        try:
            correction = Correction(**read_row(row))
            check(correction)
        except CorrectionError as error:
            raise CorrectionError(f"{place}: {error}") from None
        except (ValueError, TypeError, AttributeError, KeyError) as error:
            raise CorrectionError(f"{place}: is no correction ({error}).") from None
        made.append(correction)
    return tuple(made)


def _frozen(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _frozen(one) for key, one in value.items()}
    return tuple(value) if isinstance(value, list) else value
