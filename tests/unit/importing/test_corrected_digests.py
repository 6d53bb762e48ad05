"""One meeting of a digest is corrected by itself, and the correction outlives the next import."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from analysis.cleaning import clean
from analysis.corpus.corrections import Correction, check, from_jsonl, to_jsonl
from analysis.corpus.engine import Engine, open_engine
from analysis.corpus.library import Library
from analysis.errors import CorrectionError
from analysis.importing import correct_library, import_paths
from analysis.importing.correcting import correct
from analysis.measures import readings
from analysis.measures.selection import Selection
from analysis.parsing import parse
from analysis.records import RawReport, Report
from tests.documents import DIGEST, written

WHEN = "2026-11-27T09:30:00"


def said(report_id: str, field: str, before: Any, after: Any, *, at: int, **more: Any) -> Correction:
    return Correction("Lin", WHEN, report_id, field, before, after, at=at, **more)


@pytest.fixture
def digest() -> Report:
    return clean(RawReport("test", DIGEST["text"], DIGEST["title"], DIGEST["published"]))


def test_a_correction_reaches_the_meeting_that_is_told_where_it_points(digest: Report) -> None:
    read = parse(digest)
    second = read.digested[1].span
    assert second is not None
    chair = said(digest.report_id, "chair", "江望", "江望山", at=second.start + 5)
    gone = said(digest.report_id, "chair", "江望", "江望山", at=len(digest.text) + 9)
    missed = said(
        digest.report_id, "item", None,
        {"subject": "防火物资", "action": "consider", "decision": None, "topics": ("disaster",)},
        at=second.start, announcement="备足防火物资",
    )  # fmt: skip
    elsewhere = said(
        digest.report_id, "item", None,
        {"subject": "春耕", "action": "consider", "decision": None, "topics": ("rural",)},
        at=second.start, announcement="到青禾乡调研春耕",
    )  # fmt: skip
    made = correct(digest, read, [chair, gone, missed, elsewhere])
    assert {one.correction.id: one.status for one in made.outcomes} == {
        chair.id: "applied", gone.id: "gone", missed.id: "applied", elsewhere.id: "gone",
    }  # fmt: skip
    first, corrected = made.meeting.digested
    assert (first.chair, corrected.chair) == ("林一舟", "江望山")
    assert len(first.items) == len(read.digested[0].items)
    assert len(corrected.items) == len(read.digested[1].items) + 1
    assert (made.settled, made.settled_of[1]) == (frozenset(), {"chair", "item"})


def test_the_file_keeps_where_it_points_and_old_lines_keep_their_ids() -> None:
    one = said("0123456789abcdef", "chair", None, "江望山", at=0)
    assert from_jsonl(to_jsonl([one]), name="file") == (one,)
    old = Correction("Lin", WHEN, "0123456789abcdef", "chair", None, "江望山")
    line = json.loads(to_jsonl([old]))
    del line["at"]  # as it was written before digests could be corrected
    assert from_jsonl(json.dumps(line), name="file")[0].id == old.id != one.id
    with pytest.raises(CorrectionError, match="in a digest"):
        check(said("0123456789abcdef", "is_readout", True, False, at=0))


def test_it_survives_the_next_import_and_doubts_are_those_of_the_stretch(tmp_path: Path) -> None:
    library = Library(tmp_path / "library")

    def imported(*reports: dict[str, str]) -> Engine:
        import_paths([written(tmp_path / "reports.jsonl", reports)], library, workers=1)
        return open_engine(library.path_of(library.current() or ""))

    engine = imported(DIGEST)
    doubtful = readings.doubtful(engine, Selection())
    report_id = engine.rows(engine.table("reports"))[0]["report_id"]
    assert set(doubtful["report_id"]) <= {f"{report_id}-1", f"{report_id}-2"}
    told = readings.get(engine, f"{report_id}-2")
    assert (told.report_id, told.body, told.stands, told.is_readout) == (report_id, "县政府常务会议", True, True)
    assert told.span is not None
    assert told.span.of(told.text).startswith("县政府召开常务会议")
    assert "no_place" in told.doubts
    correct_library(library, [
        said(report_id, "chair", "江望", "江望山", at=told.span.start),
        said(report_id, "place", None, None, at=told.span.start),
    ])  # fmt: skip
    engine = imported({"title": "花展", "text": "春季花展今天开幕，共设六个展区，展出花卉两百余种。"})
    meetings = {row["meeting_id"]: row for row in engine.rows(engine.table("meetings"))}
    assert meetings[f"{report_id}-1"]["chair"] == "林一舟"
    assert meetings[f"{report_id}-2"]["chair"] == "江望山"
    assert "no_place" not in readings.get(engine, f"{report_id}-2").doubts
    assert set(readings.statuses(engine).values()) == {"applied", "met"}
