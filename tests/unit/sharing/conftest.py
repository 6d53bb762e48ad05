"""Two versions of one library: the world, and the world after an import, a better copy and a relabelled item."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pytest

from analysis.corpus.engine import Engine, open_engine
from tests.fixtures_world import build_world


@pytest.fixture(scope="session")
def then(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return open_engine(build_world(tmp_path_factory.mktemp("then") / "w0.duckdb"))


@pytest.fixture(scope="session")
def now(then: Engine, tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """What came after ``then``: meeting 10 is gone, meeting 13 new (a county's, on floods), meeting 2 is told by
    another of its reports, the flood item of meeting 5 is about health now and that of meeting 6 was approved, and
    meeting 1 is known to be of a county."""
    path: Path = tmp_path_factory.mktemp("now") / "w1.duckdb"
    shutil.copy(then.path, path)
    with duckdb.connect(str(path)) as db:
        db.execute("UPDATE version SET version = 'w1'")
        for table in ("items", "labels", "terms", "meeting_terms", "sentences", "formulations", "meetings"):
            db.execute(f"DELETE FROM {table} WHERE meeting_no = 10")
        db.execute(
            "INSERT INTO meetings BY NAME SELECT * REPLACE (13 AS meeting_no, 'r13' AS meeting_id, 'county' AS level,"
            " DATE '2023-05-01' AS date, '县委常委会会议13' AS title) FROM meetings WHERE meeting_no = 5"
        )
        db.execute(
            "INSERT INTO items BY NAME SELECT * REPLACE (900 AS item_no, 13 AS meeting_no, 'r13:1' AS item_id)"
            " FROM items WHERE item_id = 'r5:1'"
        )
        db.execute(
            "INSERT INTO labels BY NAME SELECT * REPLACE (900 AS item_no, 13 AS meeting_no) FROM labels"
            " WHERE item_no = (SELECT item_no FROM items WHERE item_id = 'r5:1')"
        )
        db.execute("UPDATE reports SET copy_of = 'r121' WHERE report_id = 'r2'")
        db.execute("UPDATE meetings SET meeting_id = 'r121' WHERE meeting_id = 'r2'")
        db.execute("UPDATE items SET item_id = replace(item_id, 'r2:', 'r121:') WHERE meeting_no = 2")
        db.execute("UPDATE labels SET topic = 'health' WHERE meeting_no = 5")
        db.execute("UPDATE items SET decision = 'approved' WHERE item_id = 'r6:1'")
        db.execute("UPDATE meetings SET level = 'county' WHERE meeting_no = 1")
    return open_engine(path)
