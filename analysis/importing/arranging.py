"""What was read in the reports of a new version, put in the order in which it is written.

Shards come in the order of reading. Their rows are dealt out, many shards at a time, to files that hold a range of
numbers each: of the reports, and once more of the meetings for which they speak, since the two are not in one order. So
a range is read from one file, whatever the number of shards.
"""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import Final

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from analysis.importing.drafts import highest
from analysis.importing.rows import SCHEMA

RANGE: Final = 5_000  # reports or meetings whose rows are written at one time
SHARDS: Final = 32  # that are dealt out at one time
FILES: Final = 100  # of reports, and as many of meetings, that are written at one time

REPORTS: Final = pa.schema([*(field for field in SCHEMA if field.name != "meetings"), ("report_no", pa.int32())])
MEETINGS: Final = pa.schema(
    [
        SCHEMA.field("outlet"),
        ("told", SCHEMA.field("meetings").type.value_type),
        SCHEMA.field("sentences"),  # of the whole report
        ("meeting_no", pa.int32()),
    ]
)
_WRITING: Final = pa.ipc.IpcWriteOptions(compression="lz4")

Numbers = npt.NDArray[np.int32]


class Arranged:
    """Rows by their number, the last column of ``schema``: from after ``before`` to ``last``."""

    def __init__(self, folder: Path, schema: pa.Schema, before: int, last: int) -> None:
        folder.mkdir(parents=True)
        self._folder, self._schema, self._first = folder, schema, before + 1
        self._width = RANGE * (1 + (last - before - 1) // (RANGE * FILES))  # of a file, in numbers
        self._begun: dict[int, pa.RecordBatchWriter] = {}

    def add(self, table: pa.Table, until: ExitStack) -> None:
        """Deal out rows, which are sorted by number; files that are begun stay open."""
        places = (table.column(-1).to_numpy() - self._first) // self._width
        for place, start, end in zip(*_runs(places), strict=True):
            if place not in self._begun:
                writer = pa.ipc.new_stream(self._file(place), self._schema, options=_WRITING)
                self._begun[place] = until.enter_context(writer)
            self._begun[place].write_table(table.slice(start, end - start))

    def rows(self, first: int, last: int) -> pa.Table:
        """Those of one of the ranges that are written at one time, in their order."""
        place = (first - self._first) // self._width
        if place not in self._begun:
            return self._schema.empty_table()
        with pa.memory_map(str(self._file(place))) as source, pa.ipc.open_stream(source) as stream:
            table = stream.read_all()
        numbers = table.column(-1).to_numpy()
        order = np.argsort(numbers)
        return table.take(order[slice(*np.searchsorted(numbers[order], [first, last + 1]))]).combine_chunks()

    def _file(self, place: int) -> Path:
        return self._folder / f"{place:06}.arrow"


def arrange(db: duckdb.DuckDBPyConnection, folder: Path) -> tuple[Arranged, Arranged]:
    """Deal out the chosen reports of the shards by the numbers that they have now, and what they tell of the meetings
    for which they speak by the meetings' numbers."""
    reports, meetings = (
        Arranged(folder / table, schema, highest(db, number, table), highest(db, number, numbered))
        for table, schema, number, numbered in (
            ("reports", REPORTS, "report_no", "numbered"),
            ("meetings", MEETINGS, "meeting_no", "held"),
        )
    )
    files = sorted(file for (file,) in db.execute("SELECT DISTINCT filename FROM chosen").fetchall())
    with ExitStack() as until:
        for at in range(0, len(files), SHARDS):
            together = files[at : at + SHARDS]
            tables = [pq.read_table(file) for file in together]
            starts = np.cumsum([0, *(table.num_rows for table in tables)])
            table = pa.concat_tables(tables).combine_chunks()
            places = {"filename": pa.array(together, pa.string()), "start": pa.array(starts[:-1])}
            db.register("files", pa.table(places))
            reports.add(_of_reports(db, table), until)
            meetings.add(_of_meetings(db, table), until)
            db.unregister("files")
    return reports, meetings


def _of_reports(db: duckdb.DuckDBPyConnection, table: pa.Table) -> pa.Table:
    """The chosen rows of some shards with their numbers, sorted by them."""
    chosen = db.sql("""
        SELECT start + file_row_number AS place, report_no
        FROM chosen JOIN files USING (filename) JOIN numbered USING (report_id) ORDER BY report_no
    """).fetchnumpy()
    rows = table.select(REPORTS.names[:-1]).take(chosen["place"])
    return rows.append_column(REPORTS.field("report_no"), pa.array(chosen["report_no"], pa.int32()))


def _of_meetings(db: duckdb.DuckDBPyConnection, table: pa.Table) -> pa.Table:
    """What the chosen rows tell of the meetings for which they speak, sorted by the meetings' numbers."""
    spoken = db.sql("""
        SELECT start + file_row_number AS place, number, meeting_no
        FROM chosen JOIN files USING (filename) JOIN speaking USING (report_id)
        WHERE meeting_no IS NOT NULL ORDER BY meeting_no
    """).fetchnumpy()
    told = table.column("meetings").combine_chunks()
    columns = {
        "outlet": table.column("outlet").take(spoken["place"]),
        "told": told.values.take(told.offsets.to_numpy()[spoken["place"]] + spoken["number"] - 1),
        "sentences": table.column("sentences").take(spoken["place"]),
        "meeting_no": pa.array(spoken["meeting_no"], pa.int32()),
    }
    return pa.table(columns, schema=MEETINGS)


def _runs(places: Numbers) -> tuple[list[int], list[int], list[int]]:
    """Each place of a sorted list, where it begins and where it ends."""
    starts = np.flatnonzero(np.diff(places, prepend=-1))
    return places[starts].tolist(), starts.tolist(), [*starts.tolist(), places.size][1:]
