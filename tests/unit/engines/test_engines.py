"""Every engine gives DuckDB's answer to everything that is asked of an engine.

One session of each engine for all tests of this file, which pytest-xdist keeps in one process.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from analysis import engines
from analysis.corpus.engine import Engine, open_engine
from analysis.errors import EngineError, LibraryError
from analysis.measures import chosen, counts, evidence
from analysis.measures.selection import Selection
from tests.fixtures_world import FLOOD, PROVINCE, SAFETY, WORLD, Held, build_world
from tests.unit.engines.questions import CITY, NARROW, QUESTIONS, measured
from tests.unit.engines.same import assert_same

EVERYTHING = Selection()
SELECTIONS = [
    Selection(places=(CITY, "=云泽省", "-"), end=date(2022, 1, 5)),
    Selection(levels=("county", "-"), undated=False, decisions=("-",)),
    Selection(undated=True),
    Selection(topics=("disaster*rural", "finance"), treatments=("considered", "decided")),
    Selection(terms=("防汛", "责任"), phrases=("强调",)),
    Selection(formulations=("=防汛工作",), actions=("hear",)),
    Selection(formulations=("防汛责任",), season="Q2"),
    Selection(agenda=("disaster", "-"), words=("会议",)),
    Selection(other_matters=True, outlet="云泽日报"),
    Selection(major="disaster"),
    Selection(major="-"),
    Selection(outside=Selection(places=(CITY,))),
    Selection(outside=Selection(topics=("disaster",)), start=date(2021, 1, 1)),
    NARROW,
]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    early = Held("1969-11-04", PROVINCE, "省委常委会", "province", (FLOOD, SAFETY))  # before what computers count from
    return build_world(tmp_path_factory.mktemp("world") / "w0.duckdb", [early, *WORLD])


@pytest.fixture(scope="module")
def file(path: Path) -> Engine:
    return open_engine(path)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    return f"chdb://{tmp_path_factory.mktemp('clickhouse')}"


@pytest.fixture(scope="module")
def clickhouse(path: Path, address: str) -> Iterator[Engine]:
    engine = engines.open_engine(path, address)
    yield engine
    engine.close()


def test_everything_that_takes_an_engine_is_asked() -> None:
    assert measured() - set(QUESTIONS) == set(), "a new measure: say here what engines are to be asked of it"
    assert set(QUESTIONS) - measured() == set()


@pytest.mark.parametrize("measure", QUESTIONS, ids=lambda of: f"{of.__module__.split('.')[-1]}.{of.__name__}")
def test_clickhouse_says_what_duckdb_says(file: Engine, clickhouse: Engine, measure: Callable[..., Any]) -> None:
    for ask in QUESTIONS[measure]:
        for selection in (EVERYTHING, NARROW):
            assert_same(ask(clickhouse, selection), ask(file, selection))


@pytest.mark.parametrize("selection", SELECTIONS, ids=str)
def test_clickhouse_selects_what_duckdb_selects(file: Engine, clickhouse: Engine, selection: Selection) -> None:
    assert_same(*(selected(engine, selection) for engine in (clickhouse, file)))


def selected(engine: Engine, selection: Selection) -> list[Any]:
    """The numbers of the selected meetings and items, and the words in them."""
    held = engine.run(chosen.meetings(engine, selection).select("meeting_no").order_by("meeting_no"))
    items = engine.run(chosen.items(engine, selection).select("item_no").order_by("item_no"))
    words = engine.run(chosen.words(engine, selection).order_by("term"))
    return [held, items, words]


def test_a_version_is_copied_once(path: Path, address: str, clickhouse: Engine) -> None:
    assert clickhouse.version == open_engine(path).version
    assert not engines.load(path, address)


def test_an_interrupted_copy_is_made_anew(path: Path, address: str, clickhouse: Engine, tmp_path: Path) -> None:
    other = tmp_path / "w1.duckdb"
    shutil.copy(path, other)
    assert engines.load(other, address)
    engine = engines.open_engine(other, address)
    client = engine._client()  # type: ignore[attr-defined]
    client.command("TRUNCATE TABLE version")
    client.command("TRUNCATE TABLE items")
    engine.close()
    assert engines.load(other, address)
    again = engines.open_engine(other, address)
    assert evidence.count(again, EVERYTHING) == evidence.count(clickhouse, EVERYTHING) > 0
    again.close()


def test_large_results_come_in_pieces(file: Engine, clickhouse: Engine) -> None:
    for rows in (clickhouse.table("terms"), clickhouse.table("terms").filter(clickhouse.table("terms").term == "无")):
        asked = rows.order_by("report_no", "position", "term")
        one, other = (engine.batches(asked, rows=40) for engine in (clickhouse, file))
        parts = [[row for piece in pieces for row in piece.to_dict("records")] for pieces in (one, other)]
        assert parts[0] == parts[1]


def test_what_is_kept_is_dropped(path: Path, address: str) -> None:
    engine = engines.open_engine(path, address)
    before = kept(engine)
    counts.topics(engine, NARROW)
    assert len(kept(engine)) > len(before)
    engine.close()
    assert kept(engines.open_engine(path, address)) == before


def kept(engine: Any) -> set[str]:
    rows = engine._client().query("SELECT name FROM system.tables WHERE name LIKE 'held_%'").result_rows
    return {name for (name,) in rows}


def test_a_password_is_in_no_message(path: Path) -> None:
    with pytest.raises(EngineError) as refused:
        engines.open_engine(path, "clickhouse://li:geheim@127.0.0.1:1/agenda")
    assert "127.0.0.1:1" in str(refused.value)
    assert "geheim" not in str(refused.value)


@pytest.mark.parametrize("given", ["postgres://host", "w0.duckdb"])
def test_an_address_of_no_engine_is_refused(path: Path, given: str) -> None:
    with pytest.raises(EngineError, match="begins with clickhouse://"):
        engines.open_engine(path, given)


def test_what_is_no_version_is_refused(tmp_path: Path, address: str) -> None:
    with duckdb.connect(str(tmp_path / "w2.duckdb")) as other:
        other.execute("CREATE TABLE version (version VARCHAR)")
    with pytest.raises(LibraryError, match="not a complete library version"):
        engines.open_engine(tmp_path / "w2.duckdb", address)
