"""Whether the library of the invented sample is up to date, told without loading the reading half."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

from analysis.corpus.library import Library, sample_library

_ROOT: Final = Path(__file__).resolve().parents[2]
SAMPLE: Final = _ROOT / "data" / "sample" / "reports.jsonl"
"""The sample's reports."""
_STAMP: Final = "sample.txt"  # in the library's folder: what its current version was made of


def sample_is_current() -> bool:
    """Whether the sample's library holds a version made of the sample, the lexicons and the parser as they are now."""
    library = Library(sample_library())
    try:
        return (library.path / _STAMP).read_text() == _digest() and library.current() is not None
    except OSError:
        return False


def mark_sample_current() -> None:
    """Note that the sample's library has just been made."""
    (sample_library() / _STAMP).write_text(_digest())


def reading_digest() -> str:
    """A hash of all that the sample's version depends on: its reports, the lexicons, the code that reads."""
    digest = hashlib.sha256()
    for file in _sources():
        digest.update(file.relative_to(_ROOT).as_posix().encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()


_digest: Final = cache(reading_digest)  # as it was when the program started


def _sources() -> Iterator[Path]:
    yield SAMPLE
    yield from sorted((_ROOT / "data").glob("*/*.toml"))
    yield from sorted((_ROOT / "data" / "lexicon").glob("*.txt"))
    yield _ROOT / "analysis" / "corpus" / "schema.py"
    for room in ("reading", "cleaning", "language", "parsing", "topics", "importing"):
        yield from sorted((_ROOT / "analysis" / room).rglob("*.py"))
