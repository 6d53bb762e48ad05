"""What can be taken away from a page, without a browser: files of tables, pictures of charts, the whole view."""

from __future__ import annotations

import contextlib
import csv
import hashlib
import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from analysis.exporting import pictures
from analysis.measures import evidence, likeness
from pages.shared import frame
from pages.shared.exports import composing, files, menus
from pages.shared.exports.composing import Links
from pages.shared.exports.record import Call, Charts, Record, Rows
from pages.shared.view import View
from tests.pages.conftest import Open

Shown = Callable[..., tuple[View, Record]]

LINKS = Links("http://localhost:8501/topics", "http://localhost:8501/topics?v=abc")
VIEWS: list[tuple[str, dict[str, Any]]] = [
    ("overview", {}),
    ("topics", {}),
    ("topics", {"level": "county", "by": "year", "unit": "meetings"}),
    ("topics", {"view": "depth"}),
    ("topics", {"view": "together"}),
    ("topics", {"view": "places", "among": "level"}),
    ("topics", {"view": "majors"}),
    ("timelines", {"from_": "2020-01-01", "grain": "year"}),
    ("timelines", {"of": "words"}),
    ("keywords", {}),
    ("keywords", {"size": "2"}),
    ("keywords", {"view": "keyness"}),
    ("keywords", {"view": "collocations"}),
    ("keywords", {"view": "novelty"}),
    ("formulations", {}),
    ("compare", {"show": "topics"}),
    ("compare", {"against": "rest", "level": "county"}),
]


@pytest.fixture
def shown(sample: Path, dashboard: Open, monkeypatch: pytest.MonkeyPatch) -> Shown:
    """Opens a page of the sample, and gives what it noted of itself."""

    def open_page(page: str, **params: Any) -> tuple[View, Record]:
        kept: list[tuple[View, Record]] = []
        monkeypatch.setattr(frame.foot, "draw", lambda view, record: kept.append((view, record)))
        at = dashboard(page, **params)
        assert not at.exception
        return kept[0]

    return open_page


def test_every_table_can_be_had_in_three_formats(sample: Path, dashboard: Open) -> None:
    at = dashboard("topics", by="year")
    assert not at.get("download_button")
    at.session_state["fold-topics-by-year"] = True
    at.run()
    keys = {button.key for button in at.get("download_button")}
    assert {"csv-topics-by-year", "xlsx-topics-by-year", "parquet-topics-by-year"} <= keys


def test_a_workbook_says_what_it_is(shown: Shown) -> None:
    view, record = shown("topics", level="province")
    rows = next(part for part in record.parts if isinstance(part, Rows))
    book = openpyxl.load_workbook(io.BytesIO(files.workbook(view, record, rows)))
    data, about = book.worksheets
    assert [cell.value for cell in data[1]][:3] == ["议题", "占比", "分子"]
    assert data["B2"].number_format == "0.0%"
    assert data["B2"].value == pytest.approx(rows.frame["share"].iloc[0])
    said = {row[0].value: row[1].value for row in about}
    assert said["问题"] == view.t("topics.question")
    assert view.shown.version in said["说明"]
    assert "层级：省级" in said["说明"]
    assert "n = " in said["说明"]


def test_a_picture_carries_the_caption_that_stands_below_it(shown: Shown) -> None:
    view, record = shown("topics", lang="en", level="county")
    charts = next(part for part in record.parts if isinstance(part, Charts))
    ((name, figure),) = menus.framed(view, record, charts)
    assert name == f"agendascope-topics-{view.shown.version}"
    said = figure["layout"]["legend"]["title"]["text"].replace("<br>", " ")
    for part in ("n = ", "coverage", view.shown.version, "invented sample", "level: County", "made on"):
        assert part in said
    assert figure["layout"]["title"]["text"] == view.t("topics.question")


def test_small_charts_are_pictures_of_their_own_with_their_titles(shown: Shown) -> None:
    view, record = shown("topics", by="year")
    panels = [part for part in record.parts if isinstance(part, Charts) and part.key == "split"]
    made = menus.framed(view, record, panels[0])
    assert len(made) == len(panels[0].drawn) > 1
    assert len({name for name, _ in made}) == len(made)
    for (title, _), (_, figure) in zip(panels[0].drawn, made, strict=True):
        assert title in figure["layout"]["title"]["text"].replace("<br>", "")


@pytest.mark.parametrize("page", ["overview", "timelines", "keywords", "formulations", "compare", "accuracy"])
def test_every_chart_of_a_page_has_its_pictures(shown: Shown, page: str) -> None:
    view, record = shown(page)
    charts = [part for part in record.parts if isinstance(part, Charts)]
    assert charts
    for part in charts:
        for _, figure in menus.framed(view, record, part):
            assert view.shown.version in figure["layout"]["legend"]["title"]["text"]


@pytest.fixture
def no_chrome(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "chrome", lambda: None)


@pytest.mark.parametrize(("page", "params"), VIEWS, ids=lambda value: value if isinstance(value, str) else str(value))
def test_the_python_of_a_view_gives_the_tables_that_it_shows(
    shown: Shown, anew: None, page: str, params: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(likeness, "FEWEST", 3)  # the test's library is small
    view, record = shown(page, **params)
    code = composing.code(view, record, LINKS)
    results: dict[str, Any] = {}
    with contextlib.redirect_stdout(io.StringIO()):
        exec(compile(code, "reproduce.py", "exec"), results)
    tables = [part for part in record.parts if isinstance(part, Rows) and part.call is not None and len(part.frame)]
    assert tables
    for rows in tables:
        call = record.calls[rows.call or 0]
        again = _result(results, code, call, rows)
        names = [name for name in rows.columns if name in call.columns and rows.frame[name].dtype.kind in "iuf"]
        assert names, "a table without a figure proves nothing"
        for name in names:
            if rows.frame[name].dtype.kind in "iu":  # estimates that the page rounds to whole numbers
                again = again.assign(**{name: again[name].round()})
        if len(again) == len(rows.frame):
            pd.testing.assert_frame_equal(
                again[names].reset_index(drop=True), rows.frame[names].reset_index(drop=True), check_dtype=False
            )
        else:  # the page shows some rows of the measure's
            pd.testing.assert_frame_equal(again.loc[rows.frame.index, names], rows.frame[names], check_dtype=False)


def _result(results: dict[str, Any], code: str, call: Call, rows: Rows) -> pd.DataFrame:
    """The table that the code prints with this table's columns."""
    columns = [name for name in rows.columns if name in call.columns]
    base = f"{call.function.__module__.rpartition('.')[2]}_{call.function.__name__}"
    printed = re.findall(rf"^print\(({base}(?:_\d+)?)\[(.*)\]\)$", code, re.M)
    (name,) = [name for name, given in printed if given == repr(columns)]
    table: pd.DataFrame = results[name]
    return table


def test_code_holds_hostile_words_as_text(shown: Shown) -> None:
    view, record = shown("topics", word="""x"); import os; os.abort()  # '\\""")
    code = composing.code(view, record, LINKS)
    if record.parts:
        exec(compile(code, "reproduce.py", "exec"), {})
    assert "import os" not in [line.strip() for line in code.splitlines()]


def test_a_report_holds_what_the_page_shows_and_asks_nobody(shown: Shown, no_chrome: None) -> None:
    view, record = shown("topics", level="county", cell=["topic:health"])
    page = composing.to_report(view, record, LINKS).decode()
    text = page[: page.index("<footer>")]
    assert record.question in text
    assert record.finding in text
    assert "层级：县级" in text
    assert "虚构样例" in text
    assert view.shown.version in text
    assert page.count('<div class="plot"') == sum(len(one.drawn) for one in record.parts if isinstance(one, Charts))
    assert "<article class='item'>" in text, "the sentences behind the open figure"
    rows = next(part for part in record.parts if isinstance(part, Rows))
    assert text.count("<tr>") >= len(rows.frame)
    assert not re.search(r"""<(?:script|img|link|iframe)[^>]+(?:src|href)=["']?(?!data:)""", text)
    assert LINKS.fixed in page
    assert view.t("method.counts") in text


def test_a_long_table_is_cut_in_print_and_says_so(
    shown: Shown, no_chrome: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    view, record = shown("topics")
    monkeypatch.setattr(composing, "ROWS", 5)
    page = composing.to_report(view, record, LINKS).decode()
    rows = next(part for part in record.parts if isinstance(part, Rows))
    assert view.t("exports.first_rows", n=5, whole=len(rows.frame)) in page


def test_hostile_words_of_reports_stay_words(shown: Shown, no_chrome: None) -> None:
    view, record = shown("topics", word="</script><img src=x onerror=alert(1)>")
    record.question = "</script><script>alert(1)</script>"
    page = composing.to_report(view, record, LINKS).decode()
    assert "<script>alert(1)" not in page
    assert "<img src=x" not in page


def test_a_pack_holds_the_figure_its_sentences_and_the_way_back(shown: Shown, no_chrome: None) -> None:
    view, record = shown("topics", lang="en", cell=["topic:health"])
    with zipfile.ZipFile(io.BytesIO(composing.to_pack(view, record, LINKS))) as archive:
        files_ = {name: archive.read(name) for name in archive.namelist()}
    assert {
        "README.md", "method.zh.md", "method.en.md", "reproduce.py", "citation.txt", "citation.bib", "version.json",
        "manifest.json", "figures/topics.csv", "evidence/items.csv", "evidence/meetings.csv",
    } <= set(files_)  # fmt: skip
    manifest = json.loads(files_["manifest.json"])["files"]
    assert set(manifest) == set(files_) - {"manifest.json"}
    for name, said in manifest.items():
        assert said["sha256"] == hashlib.sha256(files_[name]).hexdigest()
        assert said["bytes"] == len(files_[name])
    rows = list(csv.DictReader(io.StringIO(files_["evidence/items.csv"].decode("utf-8-sig"), newline="")))
    figures = csv.DictReader(io.StringIO(files_["figures/topics.csv"].decode("utf-8-sig"), newline=""))
    (row,) = [row for row in figures if row["topic"] == view.topic("health")]
    assert len(rows) == int(row["numerator"]), "as many sentences as the numerator says"
    engine = view.shown.engine
    reports = engine.run(engine.table("reports"))
    texts = dict(zip(reports["report_id"], reports["text"], strict=True))
    for item in rows:
        text = texts[item["report_id"]]
        assert text[int(item["announcement_start"]) : int(item["announcement_end"])] == item["announcement"].lstrip("'")
    version = json.loads(files_["version.json"])
    assert version["version"] == view.shown.version
    assert version["sha256"] == hashlib.sha256(engine.path.read_bytes()).hexdigest()
    assert version["links"] == {"live": LINKS.live, "fixed": LINKS.fixed}
    assert "议程" in files_["method.zh.md"].decode()
    assert "agenda item" in files_["method.en.md"].decode()
    assert view.shown.version in files_["citation.bib"].decode()


def test_a_pack_of_a_word_holds_the_lines_in_which_it_stands(shown: Shown, no_chrome: None) -> None:
    view, record = shown("keywords")
    rows = next(part for part in record.parts if isinstance(part, Rows) and part.key == "keywords")
    word, count = rows.frame["term"].iloc[0], int(rows.frame["documents"].iloc[0])
    view, record = shown("keywords", cell=[f"term:{word}"])
    with zipfile.ZipFile(io.BytesIO(composing.to_pack(view, record, LINKS))) as archive:
        manifest = json.loads(archive.read("manifest.json"))["files"]
        lines = list(csv.DictReader(io.StringIO(archive.read("evidence/lines-1.csv").decode("utf-8-sig"), newline="")))
    assert manifest["evidence/meetings.csv"]["rows"] == count
    assert manifest["evidence/lines-1.csv"]["word"] == word
    assert {line["word"] for line in lines} == {word}
    assert len(lines) == manifest["evidence/lines-1.csv"]["rows"]


def test_a_pack_says_how_much_it_had_no_room_for(
    shown: Shown, no_chrome: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    view, record = shown("topics")
    monkeypatch.setattr(composing.pack, "MOST", 7)
    monkeypatch.setattr(composing.pack, "_PIECE", 3)
    with zipfile.ZipFile(io.BytesIO(composing.to_pack(view, record, LINKS))) as archive:
        manifest = json.loads(archive.read("manifest.json"))["files"]
        rows = list(csv.DictReader(io.StringIO(archive.read("evidence/items.csv").decode("utf-8-sig"), newline="")))
    whole = evidence.count(view.shown.engine, view.selection, unit="items")
    assert len(rows) == len({row["item_id"] for row in rows}) == 7
    assert (manifest["evidence/items.csv"]["rows"], manifest["evidence/items.csv"]["of"]) == (7, whole)


@pytest.mark.parametrize(("page", "params"), VIEWS, ids=lambda value: value if isinstance(value, str) else str(value))
def test_every_measure_of_a_view_says_how_it_counts(shown: Shown, page: str, params: dict[str, Any]) -> None:
    view, record = shown(page, **params)
    for call in record.calls:
        module = call.function.__module__.rpartition(".")[2]
        assert view.t.has(f"method.{module}") or module == "evidence"


def test_the_foot_is_closed_until_it_is_opened(sample: Path, dashboard: Open) -> None:
    at = dashboard("topics")
    assert "take-report" not in {button.key for button in at.get("download_button")}
    assert not at.get("code")
