"""Corrections as a function on records, and as what happens to a library."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest

from analysis.corpus.corrections import Correction, standing
from analysis.corpus.engine import open_engine
from analysis.corpus.library import Library
from analysis.errors import CorrectionError
from analysis.importing import import_paths, stages
from analysis.importing.correcting import Corrected, correct, find_place
from analysis.measures import meetings
from analysis.parsing import parse
from analysis.records import Meeting, Report, Session
from tests.documents import written

TEXT = (
    "5月6日，砚州市委常委会召开会议，研究防汛工作，审议《河道管理办法》。市委书记林远主持会议。\n"
    "会议指出，防汛是民生大事，各级各部门要压实责任，备足物资，紧盯水库和山塘，确保安全度汛。\n"
    "会议审议通过《河道管理办法》。会议强调，要健全河长制度，加强巡河护河，严肃查处侵占河道的行为。"
)
REPORT = Report(text=TEXT, title="砚州市委常委会召开会议", published="2021-05-07")
WHO, WHEN = "周岚", "2026-11-27T09:30:00"


def said(field: str, before: Any, after: Any, **more: Any) -> Correction:
    return Correction(**{"who": WHO, "when": WHEN, "report_id": REPORT.report_id, **more}, field=field, before=before,
                      after=after)  # fmt: skip


def corrected(*corrections: Correction, meeting: Meeting | None = None) -> Corrected:
    return correct(REPORT, meeting or parse(REPORT), corrections)


def statuses(done: Corrected) -> list[str]:
    return [outcome.status for outcome in done.outcomes]


def words_of(order: int) -> str:
    return parse(REPORT).items[order - 1].announcement.of(TEXT)


def test_what_was_read_in_the_test_report() -> None:
    meeting = parse(REPORT)
    assert (meeting.chair, meeting.date, meeting.place and meeting.place.name) == ("林远", "2021-05-06", "澜岳省砚州市")
    assert [item.subject for item in meeting.items] == ["防汛工作", "河道管理办法"]


def test_a_field_of_the_meeting_and_its_basis() -> None:
    done = corrected(said("chair", "林远", "周岚"), said("place", "澜岳省砚州市", "澜岳省霁川市"))
    assert statuses(done) == ["applied", "applied"]
    place = done.meeting.place
    assert done.meeting.chair == "周岚"
    assert place
    assert (place.name, place.code, place.city) == ("澜岳省霁川市", "990200", "霁川市")
    bases = {basis.field: (basis.how, basis.quote) for basis in done.meeting.bases}
    assert bases["chair"] == ("corrected by 周岚 on 2026-11-27", "林远")
    assert bases["body"] == ("named in the lead", "市委常委会")
    assert done.settled == {"chair", "place"}


def test_a_corrected_date_says_so() -> None:
    assert corrected(said("date", "2021-05-06", "2021-05-05")).meeting.date_basis == "corrected"
    gone = corrected(said("date", "2021-05-06", None)).meeting
    assert (gone.date, gone.date_basis) == (None, None)


def test_a_corrected_session_is_counted_anew() -> None:
    read = replace(parse(REPORT), session="第3次", numbered=Session(term=2, number=3))
    done = corrected(said("session", "第3次", "第十三次"), meeting=read).meeting
    assert (done.session, done.numbered) == ("第十三次", Session(term=2, number=13))
    assert corrected(said("session", "第3次", None), meeting=read).meeting.numbered == Session()


def test_what_is_read_otherwise_by_now_is_stale() -> None:
    done = corrected(said("chair", "陆川", "周岚"))
    assert statuses(done) == ["changed"]
    assert done.meeting == parse(REPORT)
    assert done.settled == frozenset()


def test_a_reading_can_be_confirmed() -> None:
    done = corrected(
        said("chair", "林远", "林远"), said("items", ("防汛工作", "河道管理办法"), ("防汛工作", "河道管理办法"))
    )
    assert statuses(done) == ["met", "met"]
    assert {basis.how for basis in done.meeting.bases if basis.field in ("chair", "items")} == {
        "confirmed by 周岚 on 2026-11-27"
    }
    stale = corrected(said("items", ("防汛工作",), ("防汛工作",)))
    assert statuses(stale) == ["changed"]


def test_corrections_build_on_each_other() -> None:
    first = said("chair", "林远", "陆川")
    then = said("chair", "陆川", "周岚", when="2026-11-28T00:00:00")
    assert corrected(*standing([then, first])[REPORT.report_id]).meeting.chair == "周岚"


def test_fields_of_an_item_are_found_by_what_announces_it() -> None:
    done = corrected(
        said("action", "consider", "hear", position=9, announcement=words_of(1)),
        said("decision", "approved", None, position=1, announcement=words_of(2)),
        said("topics", (), ("rule-of-law", "environment"), position=2, announcement=words_of(2)),
    )
    assert statuses(done) == ["applied"] * 3
    first, second = done.meeting.items
    assert (first.action, first.decision, second.action, second.decision) == ("hear", None, "deliberate", None)
    assert [(label.topic, label.weight) for label in second.topics] == [("rule-of-law", 0.5), ("environment", 0.5)]
    gone = corrected(said("action", "consider", "hear", position=1, announcement="研究抗旱"))
    assert statuses(gone) == ["gone"]


def item(subject: str) -> Mapping[str, Any]:
    return {"subject": subject, "action": "consider", "decision": None, "topics": ("safety",)}


def test_a_wrong_item_goes_and_a_missing_one_comes() -> None:
    done = corrected(
        said("item", item("防汛工作"), None, position=1, announcement=words_of(1)),
        said("item", None, item("水库和山塘"), announcement="紧盯水库和山塘"),
    )
    assert statuses(done) == ["applied", "applied"]
    added, kept = done.meeting.items
    assert [(one.order, one.subject) for one in (added, kept)] == [(1, "水库和山塘"), (2, "河道管理办法")]
    assert (added.announcement.of(TEXT), added.topics[0].topic) == ("紧盯水库和山塘", "safety")
    assert statuses(corrected(said("item", None, item("没有"), announcement="不在文中"))) == ["gone"]


def test_what_is_no_readout_and_what_is_one() -> None:
    done = corrected(said("is_readout", True, False), said("chair", "林远", "周岚"))
    assert statuses(done) == ["applied", "no_readout"]
    assert (done.meeting.is_readout, done.meeting.kind, done.meeting.items) == (False, "other", ())
    back = corrected(
        said("is_readout", False, True),
        said("body", None, "市委常委会"),
        said("item", None, item("防汛工作"), announcement="研究防汛工作"),
        meeting=Meeting(False, "conference"),
    )
    assert (back.meeting.is_readout, back.meeting.body) == (True, "市委常委会")
    assert [one.subject for one in back.meeting.items] == ["防汛工作"]


def test_a_place_is_found_by_a_name_that_only_one_has() -> None:
    assert find_place("砚州市").name == "澜岳省砚州市"
    with pytest.raises(CorrectionError, match="several places"):
        find_place("鼓楼区")
    with pytest.raises(CorrectionError, match="no place"):
        find_place("无此地市")


def write(file: Path, *reports: dict[str, Any]) -> Path:
    return written(file, reports)


LONGER = {"title": "市委召开会议", "published": "2021-05-08", "text": TEXT + "\n会议还研究了其他事项。\n"}
OTHER = {
    "title": "霁川市政府召开常务会议",
    "published": "2021-06-10",
    "text": "6月9日，霁川市政府召开常务会议，研究防汛抗旱工作。市长周岚主持会议。\n会议要求，要完善预案，备足物资。\n",
}


@pytest.fixture
def library(tmp_path: Path) -> Library:
    library = Library(tmp_path / "library")
    plain = {"title": REPORT.title, "published": REPORT.published, "text": TEXT}
    import_paths([write(tmp_path / "a.jsonl", plain, OTHER)], library, workers=1)
    return library


def rows(library: Library, query: str) -> list[Any]:
    with duckdb.connect(str(library.path_of(library.current() or "")), read_only=True) as db:
        return db.execute(query).fetchall()


CHAIR = said("chair", "林远", "周岚")


def test_a_correction_makes_a_version_and_taking_it_back_gives_the_old_one(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = library.current()
    read = []
    interpret = stages.Stages.interpret

    def counted(self: stages.Stages, report: Report) -> Meeting:
        read.append(report.title)
        return interpret(self, report)

    monkeypatch.setattr(stages.Stages, "interpret", counted)
    summary = import_paths([], library, corrections=[CHAIR])
    assert summary.is_new_version
    assert summary.version == library.current() != before
    assert read == [REPORT.title]
    assert rows(library, "SELECT chair FROM meetings ORDER BY date") == [("周岚",), ("周岚",)]
    assert rows(library, "SELECT one.id, one.status FROM (SELECT unnest(corrections) AS one FROM reports)") == [
        (CHAIR.id, "applied")
    ]
    assert not import_paths([], library, corrections=[CHAIR]).is_new_version
    undone = CHAIR.undone(who="陆川", when="2026-11-28T00:00:00")
    assert import_paths([], library, corrections=[undone]).version == before
    assert library.corrections() == (CHAIR, undone)
    assert rows(library, "SELECT count(*) FROM meetings WHERE chair = '林远'") == [(1,)]


def test_corrections_outlive_imports_and_wait_for_their_report(tmp_path: Path, library: Library) -> None:
    alone = Library(tmp_path / "alone")
    waiting = import_paths([], alone, corrections=[CHAIR])
    assert (waiting.version, alone.corrections()) == (None, (CHAIR,))
    plain = {"title": REPORT.title, "published": REPORT.published, "text": TEXT}
    file = write(tmp_path / "b.jsonl", plain, OTHER)
    late = import_paths([file], alone, workers=1).version
    assert late == import_paths([], library, corrections=[CHAIR]).version
    import_paths([write(tmp_path / "c.jsonl", {"text": "花展开幕，共设六个展区。"})], library)
    assert rows(library, "SELECT count(*) FROM meetings WHERE chair = '周岚'") == [(2,)]


def test_what_a_changed_parser_reads_otherwise_is_left_alone(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    import_paths([], library, corrections=[CHAIR])
    interpret = stages.Stages.interpret

    def another(self: stages.Stages, report: Report) -> Meeting:
        return replace(interpret(self, report), chair="陆川")

    monkeypatch.setattr(stages, "VERSION", "another")
    monkeypatch.setattr(stages.Stages, "interpret", another)
    import_paths([], library)
    assert rows(library, "SELECT chair FROM meetings") == [("陆川",), ("陆川",)]
    assert rows(library, "SELECT corrections[1].status FROM reports WHERE len(corrections) > 0") == [("changed",)]


def test_a_correction_does_not_part_a_meeting_from_its_copies(tmp_path: Path, library: Library) -> None:
    import_paths([write(tmp_path / "b.jsonl", LONGER)], library)
    assert rows(library, "SELECT reports FROM meetings ORDER BY date") == [(2,), (1,)]
    ((stands,),) = rows(library, "SELECT report_id FROM reports WHERE text LIKE '%其他事项%'")
    moved = [said("date", "2021-05-06", "2021-05-04"), said("level", "prefecture", "county")]
    import_paths([], library, corrections=[replace(one, report_id=stands) for one in moved])
    assert rows(library, "SELECT reports, date::VARCHAR, level FROM meetings ORDER BY date")[0] == (
        2, "2021-05-04", "county",
    )  # fmt: skip


def test_no_readout_any_more(library: Library) -> None:
    import_paths([], library, corrections=[said("is_readout", True, False)])
    assert rows(library, "SELECT is_readout, kind FROM reports ORDER BY report_no") == [
        (False, "other"), (True, "readout"),
    ]  # fmt: skip
    assert rows(library, "SELECT count(*) FROM meetings") == [(1,)]
    assert rows(library, "SELECT DISTINCT meeting_no FROM terms ORDER BY ALL") == [(1,), (None,)]


def test_the_meeting_tells_of_its_correction(library: Library) -> None:
    version = import_paths([], library, corrections=[CHAIR]).version
    held = meetings.get(open_engine(library.path_of(version or "")), REPORT.report_id)
    assert held.meeting.chair == "周岚"
    assert "corrected by 周岚 on 2026-11-27" in {basis.how for basis in held.meeting.bases}


def test_reports_whose_title_is_their_headline_keep_their_id(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library = Library(tmp_path / "library")
    import_paths([write(tmp_path / "a.jsonl", {"text": f"砚州市委常委会召开会议（组图）\n\n{TEXT}"})], library)
    before = rows(library, "SELECT report_id, title FROM reports")
    monkeypatch.setattr(stages, "VERSION", "another")
    import_paths([], library)
    assert rows(library, "SELECT report_id, title FROM reports") == before
