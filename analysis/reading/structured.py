"""JSON (an array of records, a record, or an object that holds an array of them) and JSON Lines."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import BinaryIO, Final

from analysis.errors import ReadingError
from analysis.reading._decoding import decode, open_text
from analysis.reading._fields import Columns, locate, report
from analysis.reading._limits import LONGEST_LINE, bounded
from analysis.records import RawReport, Reject

_LARGEST: Final = 256 << 20  # bytes; JSON has to be held whole


def read_json(source: str, stream: BinaryIO, columns: Columns) -> Iterator[RawReport | Reject]:
    """Each record of the file; the records are named by their number."""
    data = stream.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise ReadingError(
            source, "The file is larger than 256 MB.", "Save it as JSON Lines (.jsonl), a record a line."
        )
    try:
        content = json.loads(decode(data))
    except (ValueError, RecursionError) as error:
        raise ReadingError(source, f"This is not JSON: {error}.", "Save the file again as JSON in UTF-8.") from None
    for number, record in enumerate(_records(content), start=1):
        yield _record(f"{source}, record {number}", record, columns)


def _records(content: object) -> list[object]:
    if isinstance(content, list):
        return content
    if isinstance(content, dict):
        # An object around the records ({"count": 2, "data": […]}): its longest list of objects.
        lists = [
            value for value in content.values() if isinstance(value, list) and any(isinstance(v, dict) for v in value)
        ]
        if lists:
            return max(lists, key=len)
    return [content]


def read_lines(source: str, stream: BinaryIO, columns: Columns) -> Iterator[RawReport | Reject]:
    """A record a line; the records are named by their line."""
    with open_text(stream) as lines:
        for number, line in enumerate(bounded(lines), start=1):
            place = f"{source}, line {number}"
            if line is None:
                yield Reject(place, f"The line has more than {LONGEST_LINE:,} characters.", "Split the file.")
                continue
            if not line.strip():
                continue
            try:
                record = json.loads(line)
            except (ValueError, RecursionError) as error:
                yield Reject(place, f"This is not JSON: {error}.", "Each line must hold one complete JSON object.")
            else:
                yield _record(place, record, columns)


def _record(place: str, record: object, columns: Columns) -> RawReport | Reject:
    if not isinstance(record, dict):
        return Reject(place, "This is no object with named values.", 'Write it as {"title": "…", "text": "…"}.')
    try:
        return report(place, record, locate(place, record, columns))
    except ReadingError as error:
        return Reject(place, error.reason, error.remedy)
    except RecursionError:
        return Reject(place, "Its values are nested too deeply.", "Write the text as a text, not as a structure.")
