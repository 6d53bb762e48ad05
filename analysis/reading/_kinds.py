"""What a file is by its first bytes, whatever its name says."""

from __future__ import annotations

from typing import BinaryIO, Final

from analysis.errors import ReadingError

_MARKS: Final = (
    (b"%PDF-", "a PDF document", (".pdf",)),
    (b"PK\x03\x04", "a zip archive or an Office document", (".zip", ".docx", ".xlsx")),
    (b"PAR1", "a Parquet table", (".parquet",)),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a document of an older Office (.doc, .xls)", ()),
    (b"{\\rtf", "a document in Rich Text Format", ()),
    (b"\x89PNG\r\n", "a picture", ()),
    (b"\xff\xd8\xff", "a picture", ()),
    (b"GIF8", "a picture", ()),
    (b"\x1f\x8b\x08", "a packed file (gzip)", ()),
    (b"Rar!\x1a\x07", "a packed file (RAR)", ()),
    (b"7z\xbc\xaf\x27\x1c", "a packed file (7z)", ()),
    (b"SQLite format 3\x00", "a database", ()),
    (b"\x7fELF", "a program", ()),
    (b"MZ\x90\x00", "a program", ()),
)


def check_kind(source: str, suffix: str, stream: BinaryIO) -> None:
    """Raise ReadingError for a file that is plainly of another kind than its name says. The stream is left at its
    start."""
    head = stream.read(16)
    stream.seek(0)
    for mark, kind, suffixes in _MARKS:
        if head.startswith(mark) and suffix not in suffixes:
            raise ReadingError(
                source, f"It is named {suffix} and is {kind}.", "Give it its right name, or save it anew."
            )
