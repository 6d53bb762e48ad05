"""Spark, too, gives DuckDB's answer to everything that is asked of an engine: one session in local mode for all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from analysis import engines
from analysis.corpus.engine import Engine, open_engine
from analysis.errors import EngineError
from analysis.measures import counts
from analysis.measures.selection import Selection
from tests.fixtures_world import FLOOD, PROVINCE, SAFETY, WORLD, Held, build_world
from tests.unit.engines.questions import NARROW, QUESTIONS
from tests.unit.engines.same import assert_same

pytestmark = pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning")


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    early = Held("1969-11-04", PROVINCE, "省委常委会", "province", (FLOOD, SAFETY))
    return build_world(tmp_path_factory.mktemp("world") / "w0.duckdb", [early, *WORLD])


@pytest.fixture(scope="module")
def file(path: Path) -> Engine:
    return open_engine(path)


@pytest.fixture(scope="module")
def spark(path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    if not shutil.which("java"):
        if os.environ.get("CI"):
            pytest.fail("there is no Java on this machine: in CI these tests must run")
        pytest.skip("needs Java, and there is none on this machine")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SPARK_CONF_DIR", str(Path(__file__).with_name("spark")))
        engine = engines.open_engine(path, f"local[1]?tables={tmp_path_factory.mktemp('tables')}")
    yield engine
    engine.close()
    engine._session.stop()  # type: ignore[attr-defined]


@pytest.mark.parametrize("measure", QUESTIONS, ids=lambda of: f"{of.__module__.split('.')[-1]}.{of.__name__}")
def test_spark_says_what_duckdb_says(file: Engine, spark: Engine, measure: Callable[..., Any]) -> None:
    for ask in QUESTIONS[measure]:
        assert_same(ask(spark, Selection()), ask(file, Selection()))


def test_spark_selects_what_duckdb_selects(file: Engine, spark: Engine) -> None:
    for selection in (NARROW, Selection(terms=("防汛",), phrases=("强调",), outside=Selection(undated=True))):
        assert_same(counts.topics(spark, selection), counts.topics(file, selection))


def test_a_version_is_copied_once_and_read_back_whole(file: Engine, spark: Engine) -> None:
    assert spark.version == file.version
    asked = file.table("terms").order_by("report_no", "position", "term")
    one, other = (engine.batches(asked, rows=40) for engine in (spark, file))
    parts = [[row for piece in pieces for row in piece.to_dict("records")] for pieces in (one, other)]
    assert parts[0] == parts[1]


def test_a_copy_that_was_interrupted_in_its_last_table_is_begun_anew(path: Path, tmp_path: Path) -> None:
    address = f"local[1]?tables={tmp_path}"
    (tmp_path / path.stem / "version").mkdir(parents=True)
    (tmp_path / path.stem / "version" / "_rows.parquet").write_bytes(b"PAR1")
    assert engines.load(path, address)
    assert [one.name for one in (tmp_path / path.stem / "version").iterdir()] == ["rows.parquet"]
    assert not engines.load(path, address)


def test_a_folder_for_the_tables_is_asked_for(path: Path) -> None:
    with pytest.raises(EngineError, match="add \\?tables="):
        engines.open_engine(path, "local[1]")
