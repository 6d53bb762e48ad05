"""Doubtful readings and the reports of one meeting: counts by hand."""

from __future__ import annotations

import json

import pytest

from analysis.corpus.corrections import Correction
from analysis.corpus.engine import Engine, open_engine
from analysis.corpus.library import Library
from analysis.errors import SelectionError
from analysis.importing import correct_library, import_paths
from analysis.measures import readings
from analysis.measures.selection import Selection

BODY = (
    "\n会议指出，防汛是民生大事，各级各部门要压实责任，备足物资，紧盯水库和山塘，确保安全度汛。"
    "\n会议审议通过《河道管理办法》。会议强调，要健全河长制度，加强巡河护河，严肃查处侵占河道的行为。"
)
LEAD = "{day}，{place}委常委会召开会议，研究防汛工作，审议《河道管理办法》。"
FULL = LEAD.format(day="5月6日", place="砚州市") + "市委书记林远主持会议。" + BODY
NAMELESS = FULL.replace("砚州市委", "市委")
UNDATED = LEAD.format(day="近日", place="霁川市") + "会议要求抓落实。"
REPORTS = [
    {"title": "砚州市委常委会召开会议", "outlet": "甲", "published": "2021-05-07", "text": FULL + "\n会议还作了安排。"},
    {"title": "砚州市委常委会召開會議", "outlet": "乙", "published": "2021-05-08", "text": NAMELESS},
    {"title": "霁川市委常委会召开会议", "outlet": "丙", "text": UNDATED},
    {"title": "花展开幕", "outlet": "丁", "text": "春季花展今天开幕，共设六个展区。"},
]  # fmt: skip


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder = tmp_path_factory.mktemp("readings")
    (folder / "a.json").write_text(json.dumps(REPORTS, ensure_ascii=False), encoding="utf-8")
    library = Library(folder / "library")
    import_paths([folder / "a.json"], library, workers=1)
    return library


def opened(library: Library) -> Engine:
    return open_engine(library.path_of(library.current() or ""))


def test_doubtful_meetings_are_counted_and_listed_alike(library: Library) -> None:
    engine = opened(library)
    counts = readings.doubts(engine, Selection())
    assert counts["denominator"].tolist() == [2] * len(counts)
    assert (counts["doubt"].isna().tolist()[0], counts["numerator"][0]) == (True, 1)
    assert {"undated", "no_chair"} <= set(counts["doubt"][1:])
    for row in counts.to_dict("records"):
        doubt = row["doubt"] if isinstance(row["doubt"], str) else None
        assert len(readings.doubtful(engine, Selection(), doubt=doubt, limit=None)) == row["numerator"]
    listed = readings.doubtful(engine, Selection()).iloc[0]
    assert (listed["title"], listed["outlet"]) == ("霁川市委常委会召开会议", "丙")
    assert readings.doubts(engine, Selection(places=("澜岳省砚州市",)))["numerator"].tolist() == [0]


def test_what_one_report_says_by_itself(library: Library) -> None:
    engine = opened(library)
    standing, other = readings.of_meeting(engine, _pair(library))
    assert (standing.stands, other.stands) == (True, False)
    assert (standing.outlet, other.outlet, other.body) == ("甲", "乙", "市委常委会")
    assert readings.get(engine, other.report_id) == other
    with pytest.raises(SelectionError, match="no report"):
        readings.get(engine, "0" * 16)


def test_reports_of_one_meeting_that_differ(library: Library) -> None:
    row = readings.copies(opened(library), Selection()).iloc[0]
    assert (row["numerator"], row["denominator"], row["date"]) == (0, 1, 0)
    standing = next(one for one in readings.of_meeting(opened(library), _pair(library)) if one.stands)
    one = Correction("周岚", "2026-11-27T09:30:00", standing.report_id, "date", "2021-05-06", "2021-05-05")
    correct_library(library, [one])
    row = readings.copies(opened(library), Selection()).iloc[0]
    assert (row["numerator"], row["denominator"], row["share"], row["date"], row["body"]) == (1, 1, 1.0, 1, 0)
    assert readings.statuses(opened(library)) == {one.id: "applied"}


def _pair(library: Library) -> int:
    engine = opened(library)
    rows = engine.rows(engine.table("meetings").filter(engine.table("meetings").reports == 2))
    return int(rows[0]["meeting_no"])
