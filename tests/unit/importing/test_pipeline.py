"""Imports of the invented sample, and of a few reports about an invented city."""

from __future__ import annotations

import json
import random
import signal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from analysis.corpus.engine import open_engine
from analysis.corpus.library import Library
from analysis.corpus.schema import TABLES
from analysis.errors import LibraryError
from analysis.importing import Progress, Summary, batches, crew, gathering, import_paths, stages
from tests.documents import written

SAMPLE = Path(__file__).resolve().parents[3] / "data" / "sample" / "reports.jsonl"

FULL = (
    "5月6日，青禾市委常委会召开会议，学习贯彻关于安全生产的重要指示精神，审议《青禾市河道管理办法》。市委书记林远主持会议。\n"
    "会议指出，安全生产是民生大事，各级各部门要压实责任，深入排查矿山、燃气、道路交通等重点领域的风险隐患。\n"
    "会议审议通过《青禾市河道管理办法》，强调要健全河长制度，加强巡河护河，严肃查处侵占河道的行为。\n"
)
SHORT = FULL.replace("，强调要健全河长制度，加强巡河护河，严肃查处侵占河道的行为", "")
OTHER = (
    "6月9日，青禾市政府召开常务会议，研究防汛抗旱工作。市长周岚主持会议。\n"
    "会议要求，要紧盯水库、山塘和地质灾害点，完善预案，备足物资，确保安全度汛。\n"
)
NOTICE = "我市将于下月举办春季花展，欢迎广大市民前来参观。花展共设六个展区，展出花卉两百余种。"


def write(file: Path, *reports: dict[str, Any]) -> Path:
    return written(file, reports)


def report(text: str, **more: str) -> dict[str, Any]:
    return {"title": "青禾市召开会议", "published": "2021-05-07", "text": text, **more}


def contents(library: Library, version: str | None) -> dict[str, list[Any]]:
    """Everything in a version but when it was made and from which files."""
    assert version
    with duckdb.connect(str(library.path_of(version)), read_only=True) as db:
        tables = {name: db.execute(f"FROM {name}").fetchall() for name in TABLES if name not in ("version", "reports")}
        return tables | {"reports": db.execute("SELECT * EXCLUDE (source) FROM reports").fetchall()}


def rows(library: Library, query: str) -> list[Any]:
    with duckdb.connect(str(library.path_of(library.current() or ""))) as db:
        return db.execute(query).fetchall()


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Library, Summary]:
    library = Library(tmp_path_factory.mktemp("whole"))
    return library, import_paths([SAMPLE], library, workers=1)


def test_the_summary_adds_up(whole: tuple[Library, Summary]) -> None:
    library, summary = whole
    assert summary.read == len(SAMPLE.read_text(encoding="utf-8").splitlines())
    assert summary.read == summary.new + summary.known
    assert summary.new == summary.readouts + sum(summary.not_readouts.values())
    assert summary.rejected == ()
    record = library.record_of(summary.version or "")
    assert (record.reports, record.meetings, record.items) == (summary.new, summary.meetings, summary.items)
    ((stored,),) = rows(library, "SELECT summary FROM version")
    assert json.loads(stored)["new"] == summary.new


def test_numbers_are_dense_and_in_date_order(whole: tuple[Library, Summary]) -> None:
    library, _ = whole
    for table, number in (("reports", "report_no"), ("meetings", "meeting_no"), ("items", "item_no")):
        assert [n for (n,) in rows(library, f"SELECT {number} FROM {table}")] == list(
            range(1, rows(library, f"SELECT count(*) FROM {table}")[0][0] + 1)
        )
    dates = [day for (day,) in rows(library, "SELECT date FROM meetings")]
    dated = [day for day in dates if day]
    assert dated == sorted(dated) == dates[: len(dated)]


def test_every_row_belongs_to_something(whole: tuple[Library, Summary]) -> None:
    library, _ = whole
    for query in (
        "FROM meetings ANTI JOIN (SELECT report_no, meeting_no FROM reports "
        "UNION SELECT report_no, meeting_no FROM stretches) USING (report_no, meeting_no)",
        "FROM items ANTI JOIN meetings USING (meeting_no)",
        "FROM labels ANTI JOIN items USING (item_no, meeting_no)",
        "FROM terms ANTI JOIN (FROM reports WHERE copy_of IS NULL) USING (report_no)",
        "FROM formulations ANTI JOIN (FROM reports WHERE copy_of IS NULL) USING (report_no)",
        "FROM terms JOIN meetings USING (meeting_no) ANTI JOIN items USING (meeting_no, position) WHERE position > 0",
        "FROM reports r ANTI JOIN reports s ON s.report_id = r.copy_of WHERE r.copy_of IS NOT NULL",
        "FROM formulations JOIN reports USING (report_no) "
        'WHERE substring(text, "start" + 1, "end" - "start") <> variant',
        "FROM meetings ANTI JOIN sentences USING (report_no, meeting_no)",
        "FROM sentences JOIN reports USING (report_no) "
        "WHERE substring(text, start + 1, len(array_to_string(tokens, ''))) <> array_to_string(tokens, '')",
        "FROM terms ANTI JOIN (SELECT meeting_no, report_no, position, term, count(*) AS count FROM "
        "(SELECT meeting_no, report_no, position, unnest(tokens) AS term FROM sentences) GROUP BY ALL) "
        "USING (meeting_no, report_no, position, term, count) WHERE meeting_no IS NOT NULL",
        "FROM meetings JOIN (SELECT meeting_no, count(*) AS n FROM (SELECT meeting_no FROM reports UNION ALL "
        "SELECT meeting_no FROM stretches) GROUP BY meeting_no) USING (meeting_no) WHERE reports <> n",
    ):
        assert rows(library, f"SELECT count(*) {query}") == [(0,)], query


def test_neither_order_nor_workers_nor_steps_change_the_version(
    whole: tuple[Library, Summary], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library, summary = whole
    expected = contents(library, summary.version)
    monkeypatch.setattr(batches, "BATCH", 20_000)
    monkeypatch.setattr(crew, "SMALL", 2)
    lines = SAMPLE.read_text(encoding="utf-8").splitlines(keepends=True)
    random.Random(5).shuffle(lines)
    for name, part in (("a", lines), ("b", lines[:150]), ("c", lines[150:])):
        (tmp_path / f"{name}.jsonl").write_text("".join(part), encoding="utf-8")

    shuffled = Library(tmp_path / "shuffled")
    assert import_paths([tmp_path / "a.jsonl"], shuffled, workers=2).version == summary.version
    assert contents(shuffled, summary.version) == expected

    stepwise = Library(tmp_path / "stepwise")
    first = import_paths([tmp_path / "b.jsonl"], stepwise, workers=1)
    second = import_paths([tmp_path / "c.jsonl"], stepwise, workers=1)
    assert (first.new, second.new) == (150, summary.new - 150)
    assert second.version == summary.version != first.version
    assert contents(stepwise, summary.version) == expected


def test_what_is_known_is_counted_and_makes_no_new_version(whole: tuple[Library, Summary], tmp_path: Path) -> None:
    library = Library(tmp_path / "library")
    file = write(tmp_path / "a.jsonl", report(FULL), report(FULL), report(OTHER))
    first = import_paths([file], library)
    assert (first.read, first.new, first.known, first.is_new_version) == (3, 2, 1, True)
    again = import_paths([file], library)
    assert (again.read, again.new, again.known, again.is_new_version) == (3, 0, 3, False)
    assert (again.version, again.meetings, again.items) == (first.version, first.meetings, first.items)
    assert len(library.versions()) == 1


def test_a_changed_parser_reads_the_originals_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library = Library(tmp_path / "library")
    traditional = report("5月6日，青禾市委常委會召開會議，傳達學習有關會議精神。\n會議強調，要抓好貫徹落實。")
    first = import_paths([write(tmp_path / "a.jsonl", traditional, report(OTHER))], library)
    before = contents(library, first.version)
    assert ("傳達學習",) in rows(library, "SELECT before FROM (SELECT unnest(repairs, recursive := true) FROM reports)")
    monkeypatch.setattr(stages, "VERSION", "another")
    second = import_paths([write(tmp_path / "b.jsonl", report(OTHER), report(NOTICE))], library)
    assert (second.new, second.known) == (1, 1)
    assert library.record_of(second.version or "").parser == "another"
    assert len(rows(library, "FROM reports")) == 3
    monkeypatch.undo()
    assert import_paths([write(tmp_path / "c.jsonl", report(NOTICE))], library).known == 1
    assert contents(library, first.version) == before, "an old version stays as it is"


def test_one_meeting_from_two_outlets_is_one_meeting(tmp_path: Path) -> None:
    library = Library(tmp_path / "library")
    paper = report(FULL, outlet="青禾日报", url="https://paper.example/1")
    site = report(SHORT.replace("5月6日，", ""), outlet="青禾网", published="")
    summary = import_paths([write(tmp_path / "a.jsonl", site, paper, report(NOTICE))], library)
    assert (summary.readouts, summary.copies, summary.meetings) == (2, 1, 1)
    assert summary.not_readouts.keys() != set()
    ((outlet, reports, day),) = rows(library, "SELECT outlet, reports, date::VARCHAR FROM meetings")
    assert (outlet, reports, day) == ("青禾日报", 2, "2021-05-06")
    told = rows(library, "SELECT outlet, copy_of IS NULL, meeting_no FROM reports WHERE is_readout ORDER BY outlet")
    assert told == [("青禾日报", True, 1), ("青禾网", False, 1)]


def test_the_same_body_on_another_day_is_another_meeting(tmp_path: Path) -> None:
    library = Library(tmp_path / "library")
    later = report(FULL.replace("5月6日", "5月27日"), published="2021-05-28")
    summary = import_paths([write(tmp_path / "a.jsonl", report(FULL), later)], library)
    assert (summary.copies, summary.meetings) == (0, 2)


def test_a_later_copy_is_found_by_what_is_known_of_the_earlier_reports(tmp_path: Path) -> None:
    stepwise, at_once = Library(tmp_path / "stepwise"), Library(tmp_path / "at once")
    first, second = report(FULL, outlet="青禾日报"), report(FULL.replace("强调", "提出"), outlet="青禾网")
    third = report(SHORT, outlet="青禾之窗")
    import_paths([write(tmp_path / "a.jsonl", first, second)], stepwise)
    last = import_paths([write(tmp_path / "b.jsonl", third, report(OTHER))], stepwise)
    whole = import_paths([write(tmp_path / "c.jsonl", third, first, report(OTHER), second)], at_once)
    assert rows(stepwise, "SELECT count(*), count(copy_of) FROM reports WHERE is_readout") == [(4, 2)]
    assert contents(stepwise, last.version) == contents(at_once, whole.version)


def test_a_copy_that_comes_to_stand_gets_its_items_back(tmp_path: Path) -> None:
    full, short = report(FULL, title="全文"), report(SHORT, title="摘要")
    # The same words a year before: the full report now counts as its copy, so that the short one stands alone.
    earlier = report(FULL, title="旧文", published="2020-05-07")
    stepwise, at_once = Library(tmp_path / "stepwise"), Library(tmp_path / "at once")
    first = import_paths([write(tmp_path / "a.jsonl", full, short)], stepwise)
    assert (first.meetings, first.copies) == (1, 1)
    second = import_paths([write(tmp_path / "b.jsonl", earlier)], stepwise)
    whole = import_paths([write(tmp_path / "c.jsonl", full, short, earlier)], at_once)
    assert (second.version, second.meetings) == (whole.version, 2)
    assert contents(stepwise, second.version) == contents(at_once, whole.version)


def test_a_document_that_breaks_a_stage_costs_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    interpret = stages.Stages.interpret

    def break_down(self: stages.Stages, one: Any) -> Any:
        if "花展" in one.text:
            raise ValueError("flowers")
        return interpret(self, one)

    monkeypatch.setattr(stages.Stages, "interpret", break_down)
    library = Library(tmp_path / "library")
    file = write(tmp_path / "a.jsonl", report(FULL), report(NOTICE), report(""), report(OTHER))
    summary = import_paths([file, tmp_path / "missing.txt"], library)
    assert (summary.read, summary.new, len(summary.rejected)) == (2, 2, 3)
    places = {reject.source.removeprefix(str(tmp_path)): reject.reason for reject in summary.rejected}
    assert "flowers" in places["/a.jsonl, line 2"]
    assert all(reject.remedy for reject in summary.rejected)
    assert len(rows(library, "FROM rejects")) == 3


def test_an_interrupted_import_leaves_the_library_as_it_was(tmp_path: Path) -> None:
    library = Library(tmp_path / "library")
    first = import_paths([write(tmp_path / "a.jsonl", report(FULL))], library)
    before = sorted(path.name for path in library.path.rglob("*"))

    def interrupt(_: Progress) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_paths([write(tmp_path / "b.jsonl", report(OTHER))], library, progress=interrupt)
    assert sorted(path.name for path in library.path.rglob("*")) == before
    assert library.current() == first.version
    assert import_paths([tmp_path / "b.jsonl"], library).new == 1


def test_an_import_that_is_interrupted_in_the_middle_of_a_query_is_interrupted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dwell(db: duckdb.DuckDBPyConnection, _: object) -> None:
        # One thread, since with several the engine looks for signals only between their tasks; the query is long enough
        # to be met by the signal, and ends by itself.
        db.execute("SET threads = 1")
        signal.setitimer(signal.ITIMER_REAL, 0.2)
        db.execute("SELECT sum(hash(a.range + b.range) % 7) FROM range(50000) a, range(20000) b").fetchall()

    monkeypatch.setattr(gathering, "stage", dwell)
    before = signal.signal(signal.SIGALRM, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            import_paths([write(tmp_path / "a.jsonl", report(FULL))], Library(tmp_path / "library"))
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    assert Library(tmp_path / "library").current() is None


def test_a_version_can_be_read_while_the_next_is_made(tmp_path: Path) -> None:
    library = Library(tmp_path / "library")
    first = import_paths([write(tmp_path / "a.jsonl", report(FULL))], library)
    engine = open_engine(library.path_of(first.version or ""))
    second = import_paths([write(tmp_path / "b.jsonl", report(OTHER))], library)
    assert len(engine.run(engine.table("meetings"))) == 1
    later = open_engine(library.path_of(second.version or ""))
    assert len(later.run(later.table("meetings"))) == 2
    engine.close()
    later.close()


def test_the_sample_and_other_reports_do_not_mix(tmp_path: Path) -> None:
    library = Library(tmp_path / "library")
    file = write(tmp_path / "a.jsonl", report(FULL))
    import_paths([file], library, is_sample=True)
    with pytest.raises(LibraryError, match="separate"):
        import_paths([file], library)


def test_an_import_of_nothing_makes_no_version(tmp_path: Path) -> None:
    library = Library(tmp_path / "library")
    (tmp_path / "empty").mkdir()
    summary = import_paths([tmp_path / "empty"], library)
    assert (summary.read, summary.version, library.current()) == (0, None, None)


def test_progress_ends_with_everything_done(tmp_path: Path) -> None:
    seen: list[Progress] = []
    file = write(tmp_path / "a.jsonl", report(FULL), report(OTHER), report(NOTICE))
    import_paths([file], Library(tmp_path / "library"), progress=seen.append)
    assert [progress.stage for progress in seen] == ["reading", *["writing"] * (len(seen) - 1)]
    assert seen[0].done == seen[0].total == seen[-1].done == seen[-1].total == 3
    assert [progress.done for progress in seen[1:]] == sorted(progress.done for progress in seen[1:])
