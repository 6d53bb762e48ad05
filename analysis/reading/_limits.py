"""How large a file may be before reading it would endanger the machine."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from typing import BinaryIO, Final, TextIO

from analysis.errors import ReadingError
from analysis.records import RawReport, Reject

LARGEST_DOCUMENT: Final = 64 << 20
"""Bytes of a document that has to be held whole. A report has some thousand characters; this is thousands of them."""

LARGEST_MEMBER: Final = 2 << 30
"""Bytes of an unpacked member of an archive, which is read as a stream."""

LONGEST_TEXT: Final = 5_000_000
"""Characters of a text; a yearbook has about a million."""

LONGEST_LINE: Final = 1 << 25
"""Characters of a line of a table, which has to be held whole."""

_MOST_MEMBERS: Final = 200_000
_LARGEST_ARCHIVE: Final = 8 << 30  # bytes, unpacked
_DENSEST: Final = 300  # unpacked bytes to a packed one; text packs about 3 to 10 to one
_HARMLESS: Final = 64 << 20  # unpacked bytes that need no look at the density


def whole(source: str, stream: BinaryIO, *, largest: int = LARGEST_DOCUMENT) -> bytes:
    """All of a stream. Raises ReadingError where it holds more than ``largest`` bytes."""
    data = stream.read(largest + 1)
    if len(data) > largest:
        raise ReadingError(
            source,
            f"The file is larger than {largest >> 20} MB.",
            "Split it, or save its reports as a table or .jsonl.",
        )
    return data


def checked(report: RawReport) -> RawReport | Reject:
    """A report, or a reject where its text is longer than any report's."""
    if len(report.text) <= LONGEST_TEXT:
        return report
    said = f"The text has {len(report.text):,} characters, and no report has more than {LONGEST_TEXT:,}."
    return Reject(report.source, said, "Split it into its reports.")


def bounded(lines: TextIO) -> Iterator[str | None]:
    """The lines of a stream, with None for one that is longer than :data:`LONGEST_LINE`, of which no more than that is
    ever held."""
    while line := lines.readline(LONGEST_LINE):
        if len(line) < LONGEST_LINE or line.endswith("\n"):
            yield line
            continue
        while (rest := lines.readline(LONGEST_LINE)) and not rest.endswith("\n"):
            pass
        yield None


def check_archive(source: str, archive: zipfile.ZipFile) -> None:
    """Raise ReadingError for an archive (or an Office file, which is one) that would unpack to an absurd size."""
    members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    too_dense = unpacked > _HARMLESS and unpacked > _DENSEST * packed
    if len(members) > _MOST_MEMBERS or unpacked > _LARGEST_ARCHIVE or too_dense:
        raise ReadingError(
            source,
            f"It would unpack to {len(members):,} files of {unpacked >> 20:,} MB in all, which no reports do.",
            "Unpack it by hand and look at what it holds.",
        )
