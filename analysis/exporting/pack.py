"""An evidence pack: the figures of a view, the sentences behind them, how they were counted, of which version.

A zip file that can be checked without this program: ``manifest.json`` has the SHA-256 of every other file, and
``version.json`` that of the library version itself. Sentences are written piece by piece.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import tomllib
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import IO, Any, Final

import pandas as pd

from analysis.corpus import edits
from analysis.corpus.engine import Engine
from analysis.exporting.tables import guard, to_csv
from analysis.measures import concordance, evidence
from analysis.measures.selection import Selection

MOST: Final = 20_000
"""How many items, meetings or lines a pack holds at most; what is left out is counted in ``manifest.json``."""
_PIECE: Final = 2_000

ITEMS: Final = (
    "item_id", "report_id", "meeting_id", "date", "date_basis", "level", "place", "body", "session", "title",
    "position", "action", "decision", "subject", "topic", "topics", "because", "announcement", "announcement_start",
    "announcement_end", "passage", "passage_start", "passage_end", "outlet", "url",
)  # fmt: skip
MEETINGS: Final = (
    "meeting_id", "report_id", "date", "date_basis", "level", "place", "body", "session", "title", "items", "lead",
    "outlet", "url",
)  # fmt: skip
LINES: Final = ("report_id", "meeting_id", "date", "place", "body", "item", "left", "word", "right", "start", "end")


@dataclass(frozen=True, slots=True)
class Cited:
    """What a citation says: the question that is answered, of what, when and where it can be opened again."""

    question: str
    selection: str
    made: date
    link: str


@dataclass(frozen=True, slots=True)
class Pack:
    """What goes into a pack. ``tables`` are the view's figures by name; ``selection`` is what the sentences are of, by
    ``unit`` items or meetings; ``texts`` are further files by name (method, code, citation)."""

    tables: Mapping[str, pd.DataFrame]
    selection: Selection
    unit: str
    texts: Mapping[str, str]
    pictures: Mapping[str, bytes]
    links: Mapping[str, str]


def write(stream: IO[bytes], engine: Engine, pack: Pack) -> None:
    """Write the pack as a zip file."""
    noted: dict[str, dict[str, Any]] = {}
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:

        def put(name: str, pieces: Iterator[bytes], **more: Any) -> None:
            digest, size = hashlib.sha256(), 0
            with archive.open(name, "w") as file:
                for piece in pieces:
                    digest.update(piece)
                    size += len(piece)
                    file.write(piece)
            noted[name] = {"sha256": digest.hexdigest(), "bytes": size, **more}

        for name, frame in pack.tables.items():
            put(f"figures/{name}.csv", iter([to_csv(frame)]), rows=len(frame))
        for unit in ("items", "meetings"):
            whole = evidence.count(engine, pack.selection, unit="items" if unit == "items" else "meetings")
            pieces = _items(engine, pack.selection) if unit == "items" else _meetings(engine, pack.selection)
            put(f"evidence/{unit}.csv", pieces, rows=min(whole, MOST), of=whole, counted=unit == pack.unit)
        for number, word in enumerate(_words(pack.selection), 1):
            whole = int(concordance.count(engine, pack.selection, word)["lines"].iloc[0])
            pieces = _lines(engine, pack.selection, word)
            put(f"evidence/lines-{number}.csv", pieces, rows=min(whole, MOST), of=whole, word=word)
        for name, text in pack.texts.items():
            put(name, iter([text.encode()]))
        for name, picture in pack.pictures.items():
            put(name, iter([picture]))
        put("version.json", iter([_json(_version(engine, pack))]))
        archive.writestr("manifest.json", _json({"files": noted}))


def bibtex(cited: Cited, version: str) -> str:
    """The citation for a bibliography.

    >>> cited = Cited("Which topics?", "all", date(2026, 11, 27), "http://h/topics?v=ab")
    >>> print(bibtex(cited, "ab"))  # doctest: +ELLIPSIS
    @misc{agendascope-ab,
      title = {Which topics? (all)},
      author = {{Agendascope}},
      year = {2026},
      note = {Agendascope ..., library version ab, made on 2026-11-27},
      url = {http://h/topics?v=ab}
    }
    <BLANKLINE>
    """
    fields = {
        "title": f"{cited.question} ({cited.selection})",
        "author": "{Agendascope}",
        "year": str(cited.made.year),
        "note": f"Agendascope {program()}, library version {version}, made on {cited.made}",
        "url": cited.link,
    }
    lines = ",\n".join(f"  {name} = {{{_braced(value)}}}" for name, value in fields.items() if value)
    return f"@misc{{agendascope-{version},\n{lines}\n}}\n"


def _braced(text: str) -> str:
    """Text within the braces of BibTeX, which must be even."""
    return text if text == "{Agendascope}" else text.replace("{", "(").replace("}", ")").replace("\\", "/")


def _version(engine: Engine, pack: Pack) -> dict[str, Any]:
    version = engine.version
    return {
        "version": version.version,
        "created": version.created.isoformat(),
        "sha256": digest_of(engine.path),
        "format": version.format,
        "parser": version.parser,
        "lexicon": version.lexicon,
        "edits": hashlib.sha256(edits.to_json(version.edits).encode()).hexdigest(),
        "is_sample": version.is_sample,
        "program": program(),
        "selection": pack.selection.to_params(),
        "counted": pack.unit,
        "links": dict(pack.links),
    }


@cache
def program() -> str:
    """The version of this program."""
    project = Path(__file__).resolve().parents[2] / "pyproject.toml"
    number: str = tomllib.loads(project.read_text(encoding="utf-8"))["project"]["version"]
    return number


@lru_cache(maxsize=16)
def digest_of(path: Path) -> str:
    """The SHA-256 of a version's file, which never changes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _words(selection: Selection) -> list[str]:
    """The strings that the selection asks for, whose lines are part of the evidence."""
    return list(dict.fromkeys((*selection.terms, *selection.words, *selection.phrases)))


def _items(engine: Engine, selection: Selection) -> Iterator[bytes]:
    def row(item: dict[str, Any]) -> dict[str, Any]:
        matched = [match["text"] for label in item["labels"] for match in label["matches"]]
        return {
            **item,
            "topics": "；".join(label["topic"] for label in item["labels"]),
            "because": "；".join(dict.fromkeys(matched)),
        }

    pieces = (evidence.items(engine, selection, limit=size, offset=at) for at, size in _steps())
    yield from _csv(pieces, ITEMS, row)


def _meetings(engine: Engine, selection: Selection) -> Iterator[bytes]:
    pieces = (evidence.meetings(engine, selection, limit=size, offset=at) for at, size in _steps())
    yield from _csv(pieces, MEETINGS, dict)


def _lines(engine: Engine, selection: Selection, word: str) -> Iterator[bytes]:
    pieces = (concordance.lines(engine, selection, word, limit=size, offset=at) for at, size in _steps())
    yield from _csv(pieces, LINES, dict)


def _steps() -> Iterator[tuple[int, int]]:
    yield from ((at, min(_PIECE, MOST - at)) for at in range(0, MOST, _PIECE))


def _csv(pieces: Iterator[pd.DataFrame], columns: Sequence[str], made: Any) -> Iterator[bytes]:
    """Rows as CSV until a piece is short; formulas are guarded."""
    yield b"\xef\xbb\xbf" + _row(columns)
    for piece in pieces:
        for given in piece.to_dict("records"):
            row = made({str(name): value for name, value in given.items()})
            # The report is the first part of the meeting's id: of a digest's meetings, the digest.
            row["report_id"] = str(row["meeting_id"]).partition("-")[0]
            yield _row([row[name] for name in columns])
        if len(piece) < _PIECE:
            return


def _row(values: Sequence[Any]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerow("" if value is None or value != value else guard(_whole(value)) for value in values)
    return text.getvalue().encode()


def _whole(value: Any) -> Any:
    """A number that the missing ones beside it made a fraction."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode()
