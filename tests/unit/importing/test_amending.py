"""A version that is amended holds what one that is written whole holds, and is one that ``verify`` finds whole."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from analysis.corpus.corrections import Correction
from analysis.corpus.library import Library
from analysis.corpus.verifying import verify
from analysis.importing import amending, copies, import_paths, scoping
from tests.documents import DIGEST, FULL, written

SAMPLE = Path(__file__).resolve().parents[3] / "data" / "sample" / "reports.jsonl"

# Rows with ids in the place of numbers, which only tell the rows of one version apart.
BY_ID = {
    "reports": "SELECT r.* EXCLUDE (report_no, meeting_no, source), meeting_id FROM reports r "
    "LEFT JOIN (SELECT meeting_no, meeting_id FROM meetings) USING (meeting_no)",
    "meetings": "SELECT m.* EXCLUDE (meeting_no, report_no), report_id FROM meetings m "
    "JOIN (SELECT report_no, report_id FROM reports) USING (report_no)",
    "items": "SELECT * EXCLUDE (item_no, meeting_no) FROM items",
    "labels": "SELECT l.* EXCLUDE (item_no, meeting_no), item_id FROM labels l "
    "JOIN (SELECT item_no, meeting_no, item_id FROM items) USING (item_no, meeting_no)",
    "meeting_terms": "SELECT term, count, meeting_id FROM meeting_terms "
    "JOIN (SELECT meeting_no, meeting_id FROM meetings) USING (meeting_no)",
    **{
        table: f"SELECT t.* EXCLUDE (report_no, meeting_no), report_id, meeting_id FROM {table} t "
        "JOIN (SELECT report_no, report_id FROM reports) USING (report_no) "
        "LEFT JOIN (SELECT meeting_no, meeting_id FROM meetings) USING (meeting_no)"
        for table in ("stretches", "sentences", "formulations")
    },
    "terms": "SELECT t.* EXCLUDE (report_no, meeting_no, item_no), report_id, meeting_id, item_id FROM terms t "
    "JOIN (SELECT report_no, report_id FROM reports) USING (report_no) "
    "LEFT JOIN (SELECT meeting_no, meeting_id FROM meetings) USING (meeting_no) "
    "LEFT JOIN (SELECT item_no, item_id FROM items) USING (item_no)",
    "sketches": "SELECT s.* EXCLUDE (report_no), report_id FROM sketches s "
    "JOIN (SELECT report_no, report_id FROM reports) USING (report_no)",
    **{table: f"FROM {table}" for table in ("likenesses", "topics", "stopwords")},
}

FULLER = {
    **FULL,
    "published": "2024-04-10",
    "text": FULL["text"] + "\n会议还研究了其他事项，听取了春耕备耕情况的汇报。",
}
NOTICE = {
    "title": "花展公告",
    "published": "2024-04-20",
    "text": "我县将于下月举办春季花展，欢迎广大市民前来参观。花展共设六个展区，展出花卉两百余种，设有讲解和接驳车辆。",
}
EARLIER = {**NOTICE, "title": "关于举办花展的公告", "published": "2024-04-18"}
REPORTS = [DIGEST, {**DIGEST, "title": "甲县上周要闻", "published": "2024-04-15"}, FULL, FULLER, NOTICE, EARLIER]


def contents(library: Library) -> dict[str, Counter[str]]:
    with duckdb.connect(str(library.path_of(library.current() or "")), read_only=True) as db:
        return {table: Counter(map(repr, db.execute(query).fetchall())) for table, query in BY_ID.items()}


def faults(library: Library) -> list[str]:
    return [found.says for found in verify(library) if found.is_fault]


def take(library: Library, folder: Path, *pieces: list[dict[str, Any]], **options: Any) -> None:
    for number, reports in enumerate(pieces):
        import_paths([written(folder / f"{number}.jsonl", reports)], library, workers=1, **options)


def sample(count: int) -> list[dict[str, Any]]:
    lines = SAMPLE.read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in random.Random(3).sample(lines, count)]


def shuffled(seed: int, subject: str) -> list[str]:
    """Sentences in which no four characters stand together as in those of another seed, but by chance."""
    letters = list(dict.fromkeys(subject + "坚持稳中求进完善机制压实责任强化督导确保落地见效提升能力防范风险补齐短板"))
    source = random.Random(seed)
    return ["".join(source.sample(letters, 20)) for _ in range(12)]


def correction(library: Library) -> Correction:
    """One that gives the meeting of a report that has copies another day."""
    with duckdb.connect(str(library.path_of(library.current() or "")), read_only=True) as db:
        report_id, date = db.execute("""
            SELECT report_id, r.date::VARCHAR FROM reports r JOIN meetings USING (report_no)
            WHERE is_readout AND reports > 1 AND r.date IS NOT NULL ORDER BY report_id
        """).fetchall()[0]
    return Correction("陆川", "2026-11-27T00:00:00", report_id, "date", date, "2024-01-02")


@pytest.mark.parametrize("crowd", [copies.CROWD, 2])
@pytest.mark.parametrize("seed", range(4))
def test_pieces_and_corrections_come_to_the_same_as_all_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int, crowd: int
) -> None:
    monkeypatch.setattr(copies, "CROWD", crowd)
    source = random.Random(seed)
    reports = [*REPORTS, *sample(40)]
    source.shuffle(reports)
    at_once = Library(tmp_path / "at_once")
    take(at_once, tmp_path, reports)

    written = []
    monkeypatch.setattr(amending, "amend", lambda db, amend=amending.amend: written.append(amend(db)))
    monkeypatch.setattr(amending, "SHARE", 1_000)
    cuts = sorted(source.sample(range(1, len(reports)), 3))
    pieces = [reports[first:last] for first, last in zip([0, *cuts], [*cuts, len(reports)], strict=True)]
    stepwise = Library(tmp_path / "stepwise")
    take(stepwise, tmp_path, *pieces)
    assert len(written) == 3
    assert stepwise.current() == at_once.current()
    assert contents(stepwise) == contents(at_once)
    assert faults(stepwise) == []

    given = correction(stepwise)
    for library, share in ((stepwise, 1_000), (at_once, 0)):
        monkeypatch.setattr(amending, "SHARE", share)
        import_paths([], library, corrections=[given])
    assert len(written) == 4
    assert contents(stepwise) == contents(at_once)
    assert faults(stepwise) == []

    monkeypatch.setattr(amending, "SHARE", 1_000)
    before = at_once.versions()[-1].version
    undone = given.undone(who="陆川", when="2026-11-28T00:00:00")
    assert import_paths([], stepwise, corrections=[undone]).version == before
    assert len(written) == 5


def test_a_version_out_of_order_is_written_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library = Library(tmp_path / "library")
    reports = [
        {**FULL, "published": f"2024-{month:02}-09", "text": FULL["text"].replace("4月8日", f"{month}月8日")}
        for month in range(1, 13)
    ]
    monkeypatch.setattr(amending, "SHARE", 0.4)

    def numbers() -> list[int]:
        with duckdb.connect(str(library.path_of(library.current() or "")), read_only=True) as db:
            return [month for (month,) in db.execute("SELECT month(date) FROM meetings ORDER BY meeting_no").fetchall()]

    take(library, tmp_path, reports[1:8], reports[8:9], reports[0:1])
    assert numbers() == [2, 3, 4, 5, 6, 7, 8, 9, 1], "what is new comes after what is there"
    take(library, tmp_path, reports[9:10])
    assert numbers() == [2, 3, 4, 5, 6, 7, 8, 9, 1, 10]
    take(library, tmp_path, reports[10:12], reports[4:5])
    take(library, tmp_path, [{**NOTICE}, {**EARLIER}, DIGEST, FULLER])
    assert numbers()[:9] == sorted(numbers())[:9]


def test_what_nothing_new_can_alter_is_not_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What shares no day and no words with what is new stays out; a copy of a copy, and what repeats it, does not."""
    looked_at: list[list[int]] = []

    def find(db: duckdb.DuckDBPyConnection, find: Callable[..., None] = scoping.find) -> None:
        find(db)
        rows = db.execute("SELECT month(date) FROM old.reports SEMI JOIN scope USING (report_no) ORDER BY ALL")
        looked_at.append([month for (month,) in rows.fetchall()])

    monkeypatch.setattr(scoping, "find", find)
    subjects = ["森林防火", "养老服务", "水库除险", "城市更新", "义务教育", "粮食收购"]
    reports = [
        {
            "title": f"甲县研究{subject}工作",
            "published": f"2024-{month:02}-09",
            "text": f"{month}月8日，甲县县委常委会召开会议，研究{subject}工作。县委书记林远主持会议。"
            + "".join(f"会议指出，{words}。" for words in shuffled(month, subject)),
        }
        for month, subject in enumerate(subjects, 1)
    ]
    longer = [{**report, "text": report["text"] + "会议还研究了其他事项。"} for report in reports]
    longest = [{**report, "text": report["text"] + "有关部门负责人列席会议。"} for report in longer]
    monkeypatch.setattr(amending, "SHARE", 1_000)
    library, at_once = Library(tmp_path / "library"), Library(tmp_path / "at_once")
    take(library, tmp_path, [*reports, *longer[:3]], longest[2:3])
    assert looked_at == [[3, 3]]
    take(at_once, tmp_path, [*reports, *longer[:3], *longest[2:3]])
    assert contents(library) == contents(at_once)
    assert faults(library) == []
