from __future__ import annotations

import gc
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from pathlib import Path

import duckdb
import ibis
import pytest
from ibis import _

from analysis.corpus import engine as opening
from analysis.corpus.engine import Engine, open_engine, query
from analysis.errors import LibraryError
from analysis.measures import chosen
from analysis.measures.selection import Selection
from tests.fixtures_world import build_world


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_world(tmp_path_factory.mktemp("engine") / "w0.duckdb")


def test_says_what_version_it_is(path: Path) -> None:
    version = open_engine(path).version
    assert (version.version, version.created, version.is_sample) == ("w0", datetime(2026, 1, 1), False)
    assert version.summary == {}


def test_eight_threads_get_their_own_answers(path: Path) -> None:
    """Every thread asks for other rows, all at once and many times over, through one engine."""
    engine = open_engine(path)
    items, start = engine.table("items"), threading.Barrier(8)
    expected = {1: 2, 2: 1, 3: 2, 4: 3, 5: 1, 6: 2, 7: 2, 8: 2}

    def ask(meeting: int) -> set[int]:
        start.wait()
        counted = items.filter(_.meeting_no == meeting).agg(n=_.count())
        return {int(engine.run(counted)["n"].iloc[0]) for _round in range(25)}

    with ThreadPoolExecutor(8) as pool:
        answers = dict(zip(expected, pool.map(ask, expected), strict=True))
    assert answers == {meeting: {n} for meeting, n in expected.items()}


def test_an_expression_built_in_one_thread_runs_in_another(path: Path) -> None:
    engine = open_engine(path)
    expression = engine.table("meetings").agg(n=_.count())
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(engine.run, expression).result()["n"].tolist() == [12]


def test_the_file_is_open_for_reading_only(path: Path) -> None:
    open_engine(path)
    before = path.read_bytes()
    with pytest.raises(duckdb.InvalidInputException, match="read-only"):
        open_engine(path)._connection.execute("DELETE FROM version.meetings")
    assert path.read_bytes() == before


def test_rows_are_plain_values(path: Path) -> None:
    engine = open_engine(path)
    row = engine.rows(engine.table("meetings").filter(_.meeting_no == 12))[0]
    assert row["date"] is None
    assert row["attendees"] == ["甲", "乙"]


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match=r"absent\.duckdb: there is no such version file"):
        open_engine(tmp_path / "absent.duckdb")


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "other.duckdb"
    other.write_text("not a database, but long enough to have a header " * 200)
    with pytest.raises(LibraryError, match=r"other\.duckdb"):
        open_engine(other)


def test_a_database_without_the_tables_is_refused(tmp_path: Path) -> None:
    with duckdb.connect(str(tmp_path / "empty.duckdb")) as connection:
        connection.execute("CREATE TABLE version (version VARCHAR)")
    with pytest.raises(LibraryError, match="not a complete library version"):
        open_engine(tmp_path / "empty.duckdb")


def test_another_format_is_refused(tmp_path: Path) -> None:
    path = build_world(tmp_path / "next.duckdb")
    with duckdb.connect(str(path)) as connection:
        connection.execute("UPDATE version SET format = 99")
    with pytest.raises(LibraryError, match="has format 99"):
        open_engine(path)


def test_offsets_count_characters_as_python_does(path: Path) -> None:
    """Rare Han, skin tones and combining accents take several bytes or characters, and must not shift a span."""
    engine, text = open_engine(path), "𠮷野👍🏽e\u0301会议𪚥"
    one = engine.table("version").select(cut=ibis.literal(text).substr(3, 4), length=ibis.literal(text).length())
    assert engine.rows(one) == [{"cut": text[3:7], "length": len(text)}]


def test_rows_are_worked_out_once_and_kept(path: Path) -> None:
    engine, asked = open_engine(path), []

    def dated(of: Engine, _selection: str) -> ibis.Table:
        asked.append(of)
        return of.table("meetings").filter(_.date.notnull()).select("meeting_no")

    kept = [engine.held(dated, "dated", alike=False) for _round in range(3)]
    assert len(asked) == 1
    assert engine.run(kept[2]).equals(engine.run(dated(engine, "")))
    with ThreadPoolExecutor(4) as pool:  # a kept table is there for every thread
        counted = pool.map(lambda _turn: len(engine.run(kept[0])), range(8))
        assert set(counted) == {len(engine.run(dated(engine, "")))}


def test_what_made_room_is_still_there_for_expressions_built_on_it(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = open_engine(path)

    def numbers(of: Engine, _selection: str) -> ibis.Table:
        return of.table("meetings").select("meeting_no")

    monkeypatch.setattr("analysis.corpus.engine.PER_MEETING", 0)
    monkeypatch.setattr("analysis.corpus.engine.ROOM", len(engine.rows(numbers(engine, ""))))  # for one of them
    expression = engine.held(numbers, "first").agg(n=_.count())
    for key in ("second", "third", "fourth", "fifth"):
        engine.held(numbers, key)
    assert engine.rows(expression)[0]["n"] == len(engine.rows(numbers(engine, "")))
    del expression
    gc.collect()
    tables = engine._connection.execute("SELECT count(*) FROM duckdb_tables() WHERE database_name = 'memory'")
    assert tables.fetchone() == (1,)


def _in_memory(engine: Engine) -> int:
    asked = engine._connection.cursor().execute(
        "SELECT sum(memory_usage_bytes) FROM duckdb_memory() WHERE tag = 'BASE_TABLE'"
    )
    return int(asked.fetchone()[0])


def test_blocks_of_the_file_are_given_back_and_read_again(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analysis.corpus.engine.PER_REPORT", 0)
    monkeypatch.setattr("analysis.corpus.engine.BLOCKS", 300_000)
    engine = open_engine(path)
    rows = engine.table("reports").order_by("report_no").select("text", "title", "source")
    read = engine.rows(rows)
    held = _in_memory(engine)
    engine.ease()
    assert _in_memory(engine) <= 300_000 < held
    assert engine.rows(rows) == read
    limit = engine._connection.execute("SELECT current_setting('memory_limit')").fetchone()
    assert limit == duckdb.connect().execute("SELECT current_setting('memory_limit')").fetchone()


def test_no_memory_is_given_back_while_somebody_asks(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analysis.corpus.engine.PER_REPORT", 0)
    monkeypatch.setattr("analysis.corpus.engine.BLOCKS", 0)
    engine = open_engine(path)
    pieces = engine.pieces(engine.table("reports").select("text"), rows=1)
    first = next(pieces)
    held = _in_memory(engine)
    engine.ease()
    assert _in_memory(engine) == held > 0
    assert first.num_rows + sum(piece.num_rows for piece in pieces) == len(engine.rows(engine.table("reports")))
    engine.ease()
    assert _in_memory(engine) < held


def test_rows_for_which_there_is_no_room_are_not_kept_and_drive_out_no_others(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("analysis.corpus.engine.PER_MEETING", 0)
    monkeypatch.setattr("analysis.corpus.engine.ROOM", 1)
    engine = open_engine(path)

    def one(of: Engine, _selection: str) -> ibis.Table:
        return of.table("meetings").agg(n=_.count())

    def every(of: Engine, _selection: str) -> ibis.Table:
        return of.table("meetings").select("meeting_no")

    small = engine.held(one, "")
    assert len(engine.run(engine.held(every, ""))) == engine.run(small)["n"].iloc[0] > 1
    assert engine.held(every, "").op().name != engine.held(every, "").op().name
    assert engine.held(one, "").op().name == small.op().name


SELECTIONS = (
    Selection(),
    Selection(levels=("province",)),
    Selection(levels=("prefecture",), start=date(2021, 1, 1)),
    Selection(topics=("rural",)),
    Selection(phrases=("防汛",)),
    Selection(bodies=("it's '¶0' or \"¶1\"",)),
)


def _numbered(
    engine: Engine, one: Selection, other: Selection, day: date, words: Sequence[str], name: str, share: float
) -> ibis.Table:
    """A question with all that a query can be given."""
    items = chosen.items(engine, one).semi_join(chosen.meetings(engine, other).filter(_.date >= day), "meeting_no")
    terms = engine.table("terms").filter(_.term.isin(words)).select("meeting_no").distinct()
    rows = items.anti_join(terms, "meeting_no").order_by("item_no")
    return rows.select("item_no", name=ibis.literal(name), size=_.chars * share)


@pytest.mark.parametrize("one", SELECTIONS)
@pytest.mark.parametrize("other", SELECTIONS)
def test_a_query_tells_what_its_expression_tells(path: Path, one: Selection, other: Selection) -> None:
    """Whatever it was first drawn for, and whatever signs the values hold."""
    engine = open_engine(path)
    for day, words, name, share in (
        (date(2020, 1, 1), ("防汛",), "a", 0.1),
        (date(2021, 6, 1), ("it's", "'¶5'", '"¶0"', "防汛"), "'; DROP TABLE meetings; --", 1 / 3),
        (date(1900, 1, 1), (), "¶4", 1e-300),
    ):
        given = one, other, day, words, name, share
        assert engine.rows(query(_numbered, *given)) == engine.rows(_numbered(engine, *given))


def test_versions_share_what_is_written_and_not_what_is_held(path: Path, tmp_path: Path) -> None:
    smaller = tmp_path / "smaller.duckdb"
    smaller.write_bytes(path.read_bytes())
    with duckdb.connect(str(smaller)) as db:
        db.execute("DELETE FROM meetings WHERE meeting_no % 2 = 0")

    def counted(engine: Engine, selection: Selection) -> ibis.Table:
        return chosen.meetings(engine, selection).agg(n=_.count())

    of_cities = Selection(levels=("prefecture",))
    for file in (path, smaller, path):
        engine = open_engine(file)
        assert engine.rows(query(counted, of_cities)) == engine.rows(counted(engine, of_cities))
    assert engine.rows(query(counted, of_cities)) != open_engine(smaller).rows(query(counted, of_cities))


def test_a_query_that_makes_a_selection_of_its_own_is_refused(path: Path) -> None:
    def narrowed(engine: Engine, selection: Selection) -> ibis.Table:
        return chosen.meetings(engine, selection.narrow(topic="rural"))

    with pytest.raises(TypeError, match="no other selections"):
        open_engine(path).run(query(narrowed, Selection(levels=("prefecture",))))


def test_a_file_that_is_swept_while_it_is_opened_is_read_to_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = build_world(tmp_path / "a.duckdb")

    opened = opening._File

    def swept(path: Path, connection: duckdb.DuckDBPyConnection) -> Engine:
        path.unlink()  # as a sweep does right after the file was attached
        return opened(path, connection)

    monkeypatch.setattr(opening, "_File", swept)
    engine = open_engine(file)
    engine.ease()
    assert engine.rows(engine.table("meetings").select("meeting_no"))
