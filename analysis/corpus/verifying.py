"""Whether a library is what it was when it was written: every file, and in every version what the tables must agree on.

Nothing is changed and no lock is taken, so that a library can be verified while it is read and written to, on a medium
that cannot be written to, and as a copy.
"""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import duckdb

from analysis.corpus import pins
from analysis.corpus.edits import from_json
from analysis.corpus.library import IDENTITY, STAGING, UNFINISHED, Library, VersionRecord, version_id, writer_of
from analysis.corpus.schema import FORMAT, TABLES
from analysis.errors import AnalysisError, LibraryError

RELATIONS: Final[dict[str, str]] = {
    "two reports share a number": "FROM (SELECT report_no FROM reports GROUP BY report_no HAVING count(*) > 1)",
    "two reports are the same": "FROM (SELECT report_id FROM reports GROUP BY report_id HAVING count(*) > 1)",
    "a report's text is not the one its id was made of":
        "FROM reports WHERE left(sha256(coalesce(title, '') || chr(10) || text), 16) <> report_id",
    "two meetings share a number or an id":
        "FROM (SELECT 1 FROM meetings GROUP BY meeting_no HAVING count(*) > 1 "
        "UNION ALL SELECT 1 FROM meetings GROUP BY meeting_id HAVING count(*) > 1)",
    "two items share a number or an id":
        "FROM (SELECT 1 FROM items GROUP BY item_no HAVING count(*) > 1 "
        "UNION ALL SELECT 1 FROM items GROUP BY item_id HAVING count(*) > 1)",
    "a meeting stands in no report": """FROM meetings ANTI JOIN (
        SELECT report_no, meeting_no FROM reports UNION SELECT report_no, meeting_no FROM stretches
    ) USING (report_no, meeting_no)""",
    "a meeting counts another number of reports than it has": """FROM meetings JOIN (
        SELECT meeting_no, count(*) AS n
        FROM (SELECT meeting_no FROM reports UNION ALL SELECT meeting_no FROM stretches) GROUP BY meeting_no
    ) USING (meeting_no) WHERE reports <> n""",
    "a report belongs to a meeting that is not there":
        "FROM reports ANTI JOIN meetings USING (meeting_no) WHERE meeting_no IS NOT NULL",
    "an item belongs to no meeting": "FROM items ANTI JOIN meetings USING (meeting_no)",
    "a topic belongs to no item": "FROM labels ANTI JOIN items USING (item_no, meeting_no)",
    "a topic is not in the taxonomy": "FROM labels ANTI JOIN topics USING (topic)",
    "a term belongs to no report": "FROM terms ANTI JOIN reports USING (report_no)",
    "a term belongs to no item": """FROM terms ANTI JOIN items USING (item_no, meeting_no, position)
        WHERE (position > 0 AND meeting_no IS NOT NULL) OR item_no > 0""",
    "a report has no sketch, or that of another text": """FROM reports r
        LEFT JOIN (FROM sketches WHERE position = 0) s USING (report_no)
        WHERE digest IS NULL OR (md5(text)::UUID <> digest AND (NOT is_readout OR chars >= 50))""",
    "a formulation does not stand where it is said to": """FROM formulations f LEFT JOIN reports r USING (report_no)
        WHERE substring(text, "start" + 1, "end" - "start") IS DISTINCT FROM variant""",
}  # fmt: skip
"""What must not be found in a version, in words, and the rows that would be it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found at ``place``: a fault, or something that is as it should be or does no harm."""

    place: str
    says: str
    is_fault: bool = False


def verify(library: Library) -> Iterator[Finding]:
    """Everything there is to say about a library, as it is found."""
    if not library.path.is_dir():
        yield Finding(str(library.path), "there is no library yet.")
        return
    try:
        current, records = library.current(), library.versions()
        gone = {one.record.version for one in library.gone()}
    except LibraryError as error:
        yield Finding("library.json", str(error), is_fault=True)
        return
    if library.is_inferred:
        yield Finding(
            "library.json",
            f"is lost or damaged; {len(records):,} version files are whole, and the newest, {current}, is "
            "taken for the current one (inferred). The next import writes it anew, or "
            f"`python -m analysis versions use {current}`.", is_fault=True,
        )  # fmt: skip
    elif current is None:
        yield Finding("library.json", "no version yet.")
    elif current in {record.version for record in records}:
        yield Finding("library.json", f"{len(records):,} versions, the current one is {current}.")
    else:
        yield Finding("library.json", f"names {current} as current, which is not in its list.", is_fault=True)
    for record in records:
        yield from _version(library, record)
    yield from _beside(library, {record.version for record in records}, gone)


def _version(library: Library, record: VersionRecord) -> Iterator[Finding]:
    place = f"version {record.version}"
    file = library.path / "versions" / f"{record.version}.duckdb"
    if not file.is_file():
        yield Finding(place, "its file is missing; restore it, or import its reports again.", is_fault=True)
        return
    known, size = library.file_of(record.version), file.stat().st_size
    if known and known.bytes != size:
        yield Finding(place, f"its file has {size:,} bytes instead of {known.bytes:,}.", is_fault=True)
    elif not library.is_whole(record.version):
        yield Finding(place, "its file is not what was written (another SHA-256).", is_fault=True)
    elif known is None:
        yield Finding(place, "was made by a program that noted no checksum; its tables alone can be held together.")
    try:
        with duckdb.connect(str(file), read_only=True) as db:
            faults = list(_contents(db, record))
    except duckdb.Error as error:
        yield Finding(place, f"cannot be read as a database ({_first_line(error)}).", is_fault=True)
        return
    for fault in faults:
        yield Finding(place, fault, is_fault=True)
    if not faults:
        facts = f"{record.reports:,} reports, {record.meetings:,} meetings, {record.items:,} items"
        extent = "its tables agree" if record.format == FORMAT else f"of the older format {record.format}, opens"
        yield Finding(place, f"{facts}: {extent}.")


def _contents(db: duckdb.DuckDBPyConnection, record: VersionRecord) -> Iterator[str]:
    rows = db.execute("SELECT version, format, parser, lexicon, is_sample, edits FROM version").fetchall()
    if len(rows) != 1:
        yield f"says {len(rows)} times what it is, instead of once."
        return
    *of_itself, edits = rows[0]
    if of_itself != [record.version, record.format, record.parser, record.lexicon, record.is_sample]:
        yield "says of itself another id, format, parser, lexicon or origin than library.json does."
    if record.format != FORMAT:
        return
    there: dict[str, set[str]] = {}
    for table, column in db.execute("SELECT table_name, column_name FROM duckdb_columns()").fetchall():
        there.setdefault(table, set()).add(column)
    wanted = ((table, column) for table, columns in TABLES.items() for column in columns)
    if missing := [f"{table}.{column}" for table, column in wanted if column not in there.get(table, ())]:
        yield f"lacks {', '.join(missing)}."
        return
    try:
        from_json(edits)
    except AnalysisError as error:
        yield f"its edits of the lexicons cannot be read: {error}"
    for table, noted in (("reports", record.reports), ("meetings", record.meetings), ("items", record.items)):
        count = _count(db, f"FROM {table}")
        if count != noted:
            yield f"has {count:,} {table}, and library.json says {noted:,}."
    for fault, query in RELATIONS.items():
        if count := _count(db, query):
            yield f"{fault} ({count:,} times)."
    lines = (line for (line,) in db.execute(f"SELECT {IDENTITY} FROM reports").fetchall())
    if version_id(lines, parser=record.parser, lexicon=record.lexicon) != record.version:
        yield "its reports and corrections are not the ones its id was made of."


def _beside(library: Library, versions: set[str], gone: set[str]) -> Iterator[Finding]:
    """Corrections, pins, and what was left behind."""
    try:
        count = len(library.corrections())
        yield Finding("corrections.jsonl", f"{count:,} lines." if count else "no corrections.")
    except AnalysisError as error:
        yield Finding("corrections.jsonl", str(error), is_fault=True)
    try:
        held = pins.pinned(library)
        lost = {version: by for version, by in held.items() if version not in versions}
        for version, by in lost.items():
            was = "was swept" if version in gone else "is not in the library"
            yield Finding(pins.FILE, f"{', '.join(by)} needs version {version}, which {was}.", is_fault=True)
        if not lost:
            yield Finding(pins.FILE, f"{len(held):,} versions are pinned." if held else "no version is pinned.")
    except LibraryError as error:
        yield Finding(pins.FILE, str(error), is_fault=True)
    for stray in library.strays():
        yield Finding(
            f"versions/{stray.name}", "no version names this file (an interrupted import or sweep left it); "
            "`python -m analysis versions sweep` deletes it.",
        )  # fmt: skip
    if any((library.path / UNFINISHED).rglob("*.parquet")) and not _is_writing(library.path):
        yield Finding(
            UNFINISHED,
            "an import was broken off; the next one with the same files goes on with it, "
            "`python -m analysis versions sweep` deletes it.",
        )
    for left in sorted(library.path.glob(f"{STAGING}*")):
        if _is_writing(library.path):
            yield Finding(left.name, f"{writer_of(library.path)} is importing.")
        else:
            yield Finding(left.name, "an interrupted import left this; the next one deletes it.")


def _is_writing(library: Path) -> bool:
    """Whether who says that they write still lives; a process of another machine is believed."""
    try:
        who = json.loads((library / "writer.json").read_text())
        if who["host"] != socket.gethostname():
            return True
        os.kill(int(who["process"]), 0)
    except PermissionError:
        return True
    except (OSError, ValueError, KeyError, TypeError):
        return False
    return True


def _count(db: duckdb.DuckDBPyConnection, query: str) -> int:
    row = db.execute(f"SELECT count(*) FROM (SELECT 1 {query})").fetchone()
    assert row is not None
    return int(row[0])


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0]
