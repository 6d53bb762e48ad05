"""What the files of versions say of themselves, where the list of versions is lost."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import duckdb

from analysis.corpus.library import IDENTITY, VersionRecord, version_id
from analysis.corpus.schema import FORMAT, OLDER


def records_in(folder: Path) -> list[VersionRecord]:
    """The versions whose files in ``folder`` are whole, as far as they can tell: each opens, is named by the id that it
    gives itself, and holds the reports that make it. The newest is the last, by what the clocks said."""
    found = []
    for file in folder.glob("*.duckdb"):
        state = file.stat()
        if record := _record(file, state.st_size, state.st_mtime_ns):
            found.append(record)
    return sorted(found, key=lambda record: (record.created, record.version))


@lru_cache(maxsize=256)
def _record(file: Path, size: int, changed: int) -> VersionRecord | None:
    """What a file says it is; None where it is not whole. ``size`` and ``changed`` tell its states apart."""
    name = str(file).replace("'", "''")
    try:
        with duckdb.connect() as db:
            db.execute(f"ATTACH '{name}' AS held (READ_ONLY)")
            db.execute("USE held")
            rows = db.sql("FROM version").fetchall()
            reports, meetings, items = (
                db.execute(f"SELECT count(*) FROM {table}").fetchall()[0][0]
                for table in ("reports", "meetings", "items")
            )
            if len(rows) != 1:
                return None
            said = dict(zip(db.sql("FROM version").columns, rows[0], strict=True))
            record = VersionRecord(
                said["version"],
                said["created"].isoformat(timespec="seconds"),
                said["parser"],
                said["lexicon"],
                said["is_sample"],
                reports,
                meetings,
                items,
                said["format"],
            )
            if record.version != file.stem or record.format not in {FORMAT, *OLDER}:
                return None
            if record.format == FORMAT:
                lines = (line for (line,) in db.execute(f"SELECT {IDENTITY} FROM reports").fetchall())
                if version_id(lines, parser=record.parser, lexicon=record.lexicon) != record.version:
                    return None
            return record
    except (duckdb.Error, KeyError, AttributeError, OSError):
        return None
