"""Spark, too, gives DuckDB's answer to everything that is asked of an engine, and reads reports as this process does.

One session in local mode for all.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from analysis import engines
from analysis.corpus.engine import Engine, open_engine
from analysis.corpus.library import Library
from analysis.errors import EngineError
from analysis.importing import Progress, Summary, batches, crew, import_paths, load_stages
from analysis.importing import spark as reading
from analysis.importing.batches import Batch
from analysis.language import edited
from analysis.measures import counts
from analysis.measures.selection import Selection
from analysis.records import Edits, RawReport
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


SAMPLE = Path(__file__).resolve().parents[3] / "data" / "sample" / "reports.jsonl"
NONE_KNOWN = np.empty(0, np.uint64)


@pytest.fixture
def reports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Thirty reports of the sample, one of them twice, and one without text; batches are small, so that there are many
    of them, in more than one group."""
    monkeypatch.setattr(batches, "BATCH", 2000)
    monkeypatch.setattr(crew, "SMALL", 2)
    lines = SAMPLE.read_text(encoding="utf-8").splitlines()[:30]
    file = tmp_path / "reports.jsonl"
    file.write_text("\n".join([*lines, lines[0], '{"text": " "}']), encoding="utf-8")
    return file


@pytest.fixture
def ordinary(reports: Path, tmp_path: Path) -> Summary:
    return import_paths([reports], Library(tmp_path / "ordinary"), workers=1)


def test_an_import_on_spark_makes_the_version_that_an_ordinary_one_makes(
    spark: Engine, reports: Path, ordinary: Summary, tmp_path: Path
) -> None:
    made = import_paths([reports], Library(tmp_path / "library"), cluster="local[1]")
    assert replace(made, seconds=0) == replace(ordinary, seconds=0)
    assert (made.new, made.known, len(made.rejected)) == (30, 1, 1)


def test_what_the_library_holds_is_known_on_spark(
    spark: Engine, reports: Path, ordinary: Summary, tmp_path: Path
) -> None:
    some = tmp_path / "some.jsonl"
    some.write_text("\n".join(reports.read_text(encoding="utf-8").splitlines()[:12]), encoding="utf-8")
    library = Library(tmp_path / "library")
    import_paths([some], library, workers=1)
    made = import_paths([reports], library, cluster="local[1]")
    assert (made.version, made.new, made.known) == (ordinary.version, 18, 13)


def test_an_import_on_spark_that_was_broken_off_is_gone_on_with_anywhere(
    spark: Engine, reports: Path, ordinary: Summary, tmp_path: Path
) -> None:
    library, seen = Library(tmp_path / "library"), list[Progress]()

    def stop(progress: Progress) -> None:
        if progress.done >= 12:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_paths([reports], library, cluster="local[1]", progress=stop)
    made = import_paths([reports], library, workers=1, progress=seen.append)
    assert made.version == ordinary.version
    assert max(progress.resumed for progress in seen) >= 12


def test_a_document_at_which_a_stage_fails_on_an_executor_costs_itself_alone(spark: Engine, tmp_path: Path) -> None:
    broken = RawReport("broken", 5)  # type: ignore[arg-type]
    whole = RawReport("whole", "5月6日，青禾市委常委会召开会议，研究防汛工作。市委书记林远主持会议。")
    one = Batch((broken, whole), is_new=True)
    given: dict[str, Any] = {"known": NONE_KNOWN, "shards": tmp_path}
    (outcome,) = reading.work_off(iter([one]), stages=load_stages(), address="local[1]", **given)
    assert [reject.source for reject in outcome.rejects] == ["broken"]
    assert outcome.file == one.file_in(tmp_path)
    assert outcome.file.exists()


def test_executors_that_read_by_other_lexicons_are_refused(spark: Engine, tmp_path: Path) -> None:
    stages = load_stages()
    other = replace(stages, words=edited(stages.words, Edits(words=("云岭农机",))))
    one = Batch((RawReport("a", "5月6日，青禾市委常委会召开会议。"),), is_new=True)
    given: dict[str, Any] = {"known": NONE_KNOWN, "shards": tmp_path}
    with pytest.raises(EngineError, match=r"^local\[1\]: an executor says .* another version .* docs/engines.md"):
        list(reading.work_off(iter([one]), stages=other, address="local[1]", **given))


@pytest.mark.parametrize("address", ["clickhouse://localhost/x", "sc://localhost"])
def test_only_a_spark_master_reads(reports: Path, tmp_path: Path, address: str) -> None:
    library = Library(tmp_path / "library")
    with pytest.raises(EngineError, match=address):
        import_paths([reports], library, cluster=address)
    assert library.current() is None
