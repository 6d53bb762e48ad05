"""What was read in the reports of a new version, put in the order in which it is written.

Shards come in the order of reading. Their rows are dealt out, many shards at a time, to files that hold a range of
numbers each. So a range is read from a file of its own, whatever the number of shards.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Final

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from analysis.importing.drafts import highest
from analysis.importing.rows import SCHEMA

RANGE: Final = 5_000  # reports or meetings whose rows are written at one time
SHARDS: Final = 32  # that are dealt out at one time
FILES: Final = 200  # that are written at one time

_NUMBERED: Final = SCHEMA.append(pa.field("report_no", pa.int32()))
_WRITING: Final = pa.ipc.IpcWriteOptions(compression="lz4")

Numbers = npt.NDArray[np.int32]


class Arranged:
    """The rows of a version's new reports: those numbered from ``first``, ``width`` of them to a file of ``folder``."""

    def __init__(self, folder: Path, first: int, width: int) -> None:
        self._folder, self._first, self._width = folder, first, width

    def add(self, table: pa.Table, streams: dict[int, pa.RecordBatchWriter], until: ExitStack) -> None:
        """Deal out rows, which are sorted by number; files that are begun stay open in ``streams``."""
        places = self._places(table.column("report_no").to_numpy())
        for place, start, end in zip(*_runs(places), strict=True):
            if place not in streams:
                writer = pa.ipc.new_stream(self._file(place), _NUMBERED, options=_WRITING)
                streams[place] = until.enter_context(writer)
            streams[place].write_table(table.slice(start, end - start))

    def rows(self, numbers: Numbers, columns: Sequence[str] = SCHEMA.names) -> pa.Table:
        """Those of the reports with these numbers, in no order."""
        named = pa.array(numbers, pa.int32())
        wanted = [*columns, "report_no"]
        reading = pa.ipc.IpcReadOptions(included_fields=sorted(map(_NUMBERED.get_field_index, wanted)))
        found = [pa.schema([_NUMBERED.field(name) for name in wanted]).empty_table()]
        for place in np.unique(self._places(numbers)):
            file = self._file(place)
            if file.exists():
                with pa.memory_map(str(file)) as source, pa.ipc.open_stream(source, options=reading) as stream:
                    table = stream.read_all().select(wanted)
                    found.append(table.filter(pc.is_in(table.column("report_no"), named)))
        return pa.concat_tables(found).combine_chunks()

    def _places(self, numbers: Numbers) -> Numbers:
        return (numbers - self._first) // self._width

    def _file(self, place: int) -> Path:
        return self._folder / f"{place:06}.arrow"


def arrange(db: duckdb.DuckDBPyConnection, folder: Path) -> Arranged:
    """Deal out the chosen reports of the shards, by the numbers that they have now."""
    folder.mkdir()
    first, last = highest(db, "report_no", "reports") + 1, highest(db, "report_no", "numbered")
    width = RANGE * (1 + (last - first) // (RANGE * FILES))
    arranged = Arranged(folder, first, width)
    files = sorted(file for (file,) in db.execute("SELECT DISTINCT filename FROM chosen").fetchall())
    streams: dict[int, pa.RecordBatchWriter] = {}
    with ExitStack() as until:
        for at in range(0, len(files), SHARDS):
            arranged.add(_numbered(db, files[at : at + SHARDS]), streams, until)
    return arranged


def _numbered(db: duckdb.DuckDBPyConnection, files: Sequence[str]) -> pa.Table:
    """The chosen rows of some shards with their numbers, sorted by them."""
    db.register("files", pa.table({"filename": pa.array(files, pa.string()), "place": pa.array(range(len(files)))}))
    chosen = db.sql("""
        SELECT place, file_row_number, report_no
        FROM chosen JOIN files USING (filename) JOIN numbered USING (report_id) ORDER BY report_no
    """).fetchnumpy()
    db.unregister("files")
    tables = [pq.read_table(file) for file in files]
    starts = np.cumsum([0, *(table.num_rows for table in tables)])
    table = pa.concat_tables(tables).take(starts[chosen["place"]] + chosen["file_row_number"])
    return table.append_column("report_no", pa.array(chosen["report_no"], pa.int32()))


def _runs(places: Numbers) -> tuple[list[int], list[int], list[int]]:
    """Each place of a sorted list, where it begins and where it ends."""
    starts = np.flatnonzero(np.diff(places, prepend=-1))
    return places[starts].tolist(), starts.tolist(), [*starts[1:].tolist(), places.size]
