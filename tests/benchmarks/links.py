"""How long it takes to say what has changed since an older version.

python -m tests.benchmarks.links LIBRARY

The older version is a copy of the current one without every tenth meeting and with another topic on every fiftieth
label. Printed are seconds of processor time of the whole process, the engine included, since machines are shared, each
asked for the first time.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from pathlib import Path

import duckdb

from analysis.corpus.engine import open_engine
from analysis.corpus.library import Library
from analysis.sharing import changes, headlines
from analysis.sharing.links import ViewLink

VIEWS = ("/", "/topics?topic=health", "/topics?level=county", "/keywords?level=county", "/topics?cell=topic:rural")


def main(folder: str) -> None:
    """Compare the current version of a library with one that lacks a part of it."""
    library = Library(Path(folder))
    file = library.path_of(library.current() or "")
    with tempfile.TemporaryDirectory() as temporary:
        older = Path(temporary) / "older.duckdb"
        shutil.copy(file, older)
        with duckdb.connect(str(older)) as db:
            for table in ("items", "labels", "meetings"):
                db.execute(f"DELETE FROM {table} WHERE meeting_no % 10 = 0")
            db.execute("UPDATE labels SET topic = 'opening' WHERE item_no % 50 = 1")
            db.execute("UPDATE version SET version = 'older'")
        now, then = open_engine(file), open_engine(older)
        print(f"{Path(file).name}: {library.record_of(library.current() or '').meetings:,} meetings")
        print(f"{'view':28} figures  changes  meetings added  items read otherwise")
        for address in VIEWS:
            link = ViewLink.from_address(address)
            seconds = []
            for measure in (headlines.compared, changes.between):
                start = time.process_time()
                found = measure(then, now, link if measure is headlines.compared else link.selection())  # type: ignore[arg-type]
                seconds.append(time.process_time() - start)
            assert isinstance(found, changes.Changes)
            said = f"{found.meetings_added:>14,}  {found.items_relabelled:>20,}"
            print(f"{address:28} {seconds[0]:7.2f}  {seconds[1]:7.2f}  {said}")


if __name__ == "__main__":
    main(sys.argv[1])
