"""A digest in the library: each of its meetings is one, counted once, with its own words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from analysis.corpus.engine import Engine, open_engine
from analysis.corpus.library import Library
from analysis.importing import import_paths
from analysis.measures import chosen as rows_of
from analysis.measures import concordance, evidence, meetings
from analysis.measures.selection import Selection
from tests.documents import DIGEST, FULL, written


def version(folder: Path, *imports: list[dict[str, Any]]) -> Engine:
    library = Library(folder / "library")
    for number, reports in enumerate(imports):
        import_paths([written(folder / f"{number}.jsonl", reports)], library, workers=1)
    return open_engine(library.path_of(library.current() or ""))


def rows(engine: Engine, table: str, *columns: str) -> list[tuple[Any, ...]]:
    expr = engine.table(table)
    return [tuple(row[column] for column in columns) for row in engine.rows(expr.order_by(*expr.columns[:2]))]


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return version(tmp_path_factory.mktemp("alone"), [DIGEST])


def test_each_meeting_of_a_digest_is_a_meeting(alone: Engine) -> None:
    assert rows(alone, "reports", "is_readout", "kind", "meeting_no") == [(False, "digest", None)]
    report = alone.rows(alone.table("reports"))[0]["report_id"]
    found = rows(alone, "meetings", "meeting_id", "title", "body", "session_number", "reports")
    assert found == [
        (f"{report}-1", "县委常委会召开会议", "县委常委会", None, 1),
        (f"{report}-2", "县政府召开常务会议", "县政府常务会议", 35, 1),
    ]
    assert rows(alone, "stretches", "position", "meeting_no", "copy_of") == [(1, 1, None), (2, 2, None)]


def test_a_word_counts_for_the_meeting_in_whose_stretch_it_stands(alone: Engine) -> None:
    def held(**chosen: Any) -> list[str]:
        return [row["body"] for row in alone.rows(rows_of.meetings(alone, Selection(**chosen)).order_by("meeting_no"))]

    assert held(words=("防火",)) == ["县委常委会", "县政府常务会议"]
    assert held(words=("供水",)) == held(terms=("供水",)) == held(phrases=("供水安全",)) == ["县政府常务会议"]
    assert held(words=("育秧",)) == held(terms=("育秧",)) == held(phrases=("育秧",)) == []
    assert list(meetings.find(alone, Selection(), query="火源 县委常委会")["body"]) == ["县委常委会"]
    assert meetings.count(alone, Selection(), query="育秧") == 0

    lines = concordance.lines(alone, Selection(), "防火")
    assert concordance.count(alone, Selection(), "防火")["lines"].iloc[0] == len(lines) == 4
    text = DIGEST["text"]
    assert all(text[line.start : line.end] == "防火" for line in lines.itertuples())
    assert list(lines["body"]) == ["县政府常务会议"] * 2 + ["县委常委会"] * 2

    counted = {(t["meeting_no"], t["term"]): t["count"] for t in alone.rows(alone.table("terms")) if t["position"] == 0}
    assert (None, "育秧") in counted
    assert not any(term == "育秧" for meeting, term in counted if meeting)


def test_the_evidence_of_an_item_is_cut_from_the_whole_text(alone: Engine) -> None:
    found = evidence.items(alone, Selection(bodies=("县政府常务会议",)))
    assert list(found["subject"]) == ["甲县供水管理办法", "防火物资储备工作"]
    assert all(row.subject in row.announcement for row in found.itertuples())
    leads = evidence.meetings(alone, Selection())["lead"]
    assert [lead[:9] for lead in leads] == ["县政府召开常务会议", "县委常委会召开会议"]


def test_one_meeting_opens_with_its_stretch(alone: Engine) -> None:
    first = alone.rows(alone.table("meetings").order_by("meeting_no"))[0]["meeting_id"]
    held = meetings.get(alone, first)
    assert held.report.title == "甲县一周要闻"
    assert held.meeting.heading == "县委常委会召开会议"
    assert held.meeting.span
    assert held.meeting.span.of(held.report.text).endswith("有人看、有人管。")
    assert held.copies == held.digests == ()
    assert all(held.meeting.span.start <= seen.start < held.meeting.span.end for seen in held.formulations)


@pytest.mark.parametrize("order", ["together", "digest first", "report first"])
def test_a_full_report_of_a_digested_meeting_stands_for_it(tmp_path: Path, order: str) -> None:
    imports = {"together": [[DIGEST, FULL]], "digest first": [[DIGEST], [FULL]], "report first": [[FULL], [DIGEST]]}
    engine = version(tmp_path, *imports[order])
    report = {row["title"]: row for row in engine.rows(engine.table("reports"))}
    assert rows(engine, "meetings", "body", "reports", "start", "chars") == [
        ("县委常委会", 2, None, len(FULL["text"])),
        (
            "县政府常务会议",
            1,
            DIGEST["text"].index("县政府召开"),
            len(DIGEST["text"]) - DIGEST["text"].index("县政府召开"),
        ),
    ]
    stands = report["县委常委会召开会议"]["report_id"]
    assert rows(engine, "stretches", "position", "meeting_no", "copy_of") == [(1, 1, stands), (2, 2, None)]
    held = meetings.get(engine, stands)
    assert held.meeting.span is None
    assert held.copies == ()
    assert [digest.title for digest in held.digests] == ["甲县一周要闻"]
    # The words of the copy are left out, those of the other meeting are not.
    numbers = {name: row["report_no"] for name, row in report.items()}
    counted = {(row["report_no"], row["meeting_no"]) for row in engine.rows(engine.table("terms"))}
    assert counted == {
        (numbers["县委常委会召开会议"], 1),
        (numbers["甲县一周要闻"], 2),
        (numbers["甲县一周要闻"], None),
    }
    cut = {(row["report_no"], row["meeting_no"]) for row in engine.rows(engine.table("sentences"))}
    assert cut == {(numbers["县委常委会召开会议"], 1), (numbers["甲县一周要闻"], 2)}


def test_the_same_reports_make_the_same_tables_however_they_come(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    one = version(tmp_path / "one", [DIGEST, FULL])
    two = version(tmp_path / "two", [DIGEST], [FULL])
    tables = (
        "reports",
        "stretches",
        "meetings",
        "items",
        "labels",
        "terms",
        "meeting_terms",
        "sentences",
        "formulations",
    )
    for table in tables:
        found = [sorted(map(repr, engine.rows(engine.table(table).drop(
            *{"source"} & set(engine.table(table).columns))))) for engine in (one, two)]  # fmt: skip
        assert found[0] == found[1], table


def test_a_digest_that_repeats_another_adds_no_meeting(tmp_path: Path) -> None:
    engine = version(tmp_path, [DIGEST, {**DIGEST, "title": "甲县上周要闻"}])
    assert rows(engine, "meetings", "body", "reports") == [("县委常委会", 2), ("县政府常务会议", 2)]
    assert sorted(copy is None for _, copy in rows(engine, "reports", "report_no", "copy_of")) == [False, True]
    numbers = {row["report_no"] for row in engine.rows(engine.table("terms"))}
    assert len(numbers) == 1
