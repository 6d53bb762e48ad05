from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest

from analysis.corpus.engine import Engine, open_engine
from analysis.corpus.library import Library
from analysis.errors import SelectionError
from analysis.exporting import export, guard, to_csv, to_jsonl, to_parquet, to_xlsx
from analysis.exporting.tables import Workings
from analysis.importing import import_paths

FRAME = pd.DataFrame(
    {
        "topic": ["economy", "=cmd|' /C calc'!A0", "+1", "@x", "＝1", "a,b\n“c”"],
        "items": [3, -2, 0, 1, 4, 5],
        "share": [0.25, None, 0.5, -0.5, 1.0, 0.0],
        "date": [date(2021, 4, 27), None, None, None, None, None],
        "topics": [["economy", "urban"], [], [], [], [], ["=1"]],
    }
)
SAMPLE = Path(__file__).resolve().parents[3] / "data" / "sample" / "reports.jsonl"


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    library = Library(tmp_path_factory.mktemp("library"))
    version = import_paths([SAMPLE], library, is_sample=True, workers=1).version
    return open_engine(library.path_of(version or ""))


def test_csv_opens_in_excel_as_chinese_and_without_formulas() -> None:
    data = to_csv(FRAME)
    assert data.startswith(b"\xef\xbb\xbf")
    header, *rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    assert header == ["topic", "items", "share", "date", "topics"]
    assert rows[0] == ["economy", "3", "0.25", "2021-04-27", "economy；urban"]
    assert [row[0] for row in rows] == ["economy", "'=cmd|' /C calc'!A0", "'+1", "'@x", "'＝1", "a,b\n“c”"]
    assert rows[1][1:4] == ["-2", "", ""], "a negative number is a number"
    assert rows[5][4] == "'=1"


def test_a_header_is_no_formula_either() -> None:
    assert to_csv(pd.DataFrame({"=1+1": [1]})).decode("utf-8-sig").splitlines()[0] == "'=1+1"


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "\t=1", "\r=1", "＋1", "－1", "＠a"])
def test_what_a_spreadsheet_would_reckon_is_guarded(text: str) -> None:
    assert guard(text) == "'" + text


@pytest.mark.parametrize("value", ["会议", "", "a=1", 1, -1.5, None, date(2021, 1, 1)])
def test_all_else_is_left_alone(value: object) -> None:
    assert guard(value) == value


def test_a_workbook_keeps_numbers_dates_and_text_apart() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(to_xlsx(FRAME))).active
    assert sheet is not None
    rows = list(sheet.iter_rows(min_row=2))
    assert [cell.value for cell in rows[0]][:3] == ["economy", 3, 0.25]
    assert rows[0][3].is_date
    assert [row[0].data_type for row in rows] == ["s"] * 6
    assert rows[1][0].value == "=cmd|' /C calc'!A0"
    assert [row[1].data_type for row in rows] == ["n"] * 6
    assert rows[1][2].value is None


def test_a_workbook_says_in_the_readers_language_what_it_holds() -> None:
    said = Workings(
        labels={"topic": "议题", "share": "占比"},
        formats={"share": "0.0%"},
        about=[("问题", "议程上有什么？"), ("说明", "=SUM(A1)；版本 abc")],
        sheets=("数据", "说明"),
    )
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(FRAME, said)))
    assert book.sheetnames == ["数据", "说明"]
    data, about = book.worksheets
    assert [cell.value for cell in data[1]] == ["议题", "items", "占比", "date", "topics"]
    assert (data["C2"].value, data["C2"].number_format) == (0.25, "0.0%")
    assert data["B2"].number_format == "General"
    assert [[cell.value for cell in row] for row in about] == [
        ["问题", "议程上有什么？"],
        ["说明", "=SUM(A1)；版本 abc"],
    ]
    assert about["B2"].data_type == "s", "no formula on the second sheet either"


def test_a_workbook_takes_any_text() -> None:
    data = to_xlsx(pd.DataFrame({"text": ["长" * 40_000, "a\x00b\x0bc"]}))
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert sheet is not None
    assert sheet["A2"].value == "长" * 32_766 + "…"
    assert sheet["A3"].value == "abc"


def test_json_lines_and_parquet_keep_types() -> None:
    first, second, *_ = map(json.loads, to_jsonl(FRAME).splitlines())
    assert first == {
        "topic": "economy",
        "items": 3,
        "share": 0.25,
        "date": "2021-04-27",
        "topics": ["economy", "urban"],
    }
    assert second["share"] is None
    assert second["date"] is None
    assert pq.read_table(io.BytesIO(to_parquet(FRAME))).to_pydict() == {
        name: [None if value != value else value for value in FRAME[name]] for name in FRAME
    }


def test_an_empty_table_still_has_its_header() -> None:
    empty = FRAME.iloc[:0]
    assert to_csv(empty) == "\ufefftopic,items,share,date,topics\r\n".encode()
    sheet = openpyxl.load_workbook(io.BytesIO(to_xlsx(empty))).active
    assert sheet is not None
    assert [cell.value for cell in next(iter(sheet.iter_rows()))] == list(FRAME)


@pytest.mark.parametrize("table", ["meetings", "items", "terms", "formulations"])
def test_every_format_holds_the_same_rows(engine: Engine, table: str) -> None:
    streams = {name: io.BytesIO() for name in ("csv", "jsonl", "parquet", "xlsx")}
    if table == "terms":
        del streams["xlsx"]
    counts = {name: export(engine, table, format=name, stream=stream) for name, stream in streams.items()}
    expected = len(engine.run(engine.table(table)))
    assert set(counts.values()) == {expected}
    assert expected > 0
    rows = list(csv.DictReader(io.StringIO(streams["csv"].getvalue().decode("utf-8-sig"), newline="")))
    objects = [json.loads(line) for line in streams["jsonl"].getvalue().splitlines()]
    parquet = pq.read_table(io.BytesIO(streams["parquet"].getvalue()))
    assert len(rows) == len(objects) == parquet.num_rows == expected
    assert list(rows[0]) == list(objects[0]) == parquet.column_names
    key = "report_id" if "report_id" in rows[0] else "meeting_id"
    assert [row[key] for row in rows] == [one[key] for one in objects] == parquet[key].to_pylist()


def test_the_items_are_quoted_from_their_reports(engine: Engine) -> None:
    stream = io.BytesIO()
    export(engine, "items", format="jsonl", stream=stream)
    texts = engine.run(engine.table("reports"))
    texts = dict(zip(texts["report_id"], texts["text"], strict=True))
    for line in stream.getvalue().splitlines():
        item = json.loads(line)
        text = texts[item["meeting_id"].partition("-")[0]]  # of a meeting in a digest, the digest's
        assert item["announcement"] in text
        assert item["passage"] is None or item["passage"] in text
        assert not item["topics"] or item["topics"][0] == item["topic"]


def test_formulations_stand_between_their_contexts(engine: Engine) -> None:
    stream = io.BytesIO()
    export(engine, "formulations", format="jsonl", stream=stream)
    reports = engine.run(engine.table("reports"))
    texts = dict(zip(reports["report_id"], reports["text"], strict=True))
    for line in stream.getvalue().splitlines():
        seen = json.loads(line)
        assert seen["left"] + seen["variant"] + seen["right"] in texts[seen["report_id"]]


def test_what_does_not_exist_is_named(engine: Engine) -> None:
    with pytest.raises(SelectionError, match="no table 'people'"):
        export(engine, "people", format="csv", stream=io.BytesIO())
    with pytest.raises(SelectionError, match="no format 'pdf'"):
        export(engine, "items", format="pdf", stream=io.BytesIO())
