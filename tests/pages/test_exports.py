"""What can be taken away from a page, without a browser: files of tables, pictures of charts."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pages.shared import frame
from pages.shared.exports import files, menus
from pages.shared.exports.record import Charts, Record, Rows
from pages.shared.view import View
from tests.pages.conftest import Open

Shown = Callable[..., tuple[View, Record]]


@pytest.fixture
def shown(sample: Path, dashboard: Open, monkeypatch: pytest.MonkeyPatch) -> Shown:
    """Opens a page of the sample, and gives what it noted of itself."""

    def open_page(page: str, **params: Any) -> tuple[View, Record]:
        kept: list[tuple[View, Record]] = []
        monkeypatch.setattr(frame.menus, "draw", lambda view, record: kept.append((view, record)))
        at = dashboard(page, **params)
        assert not at.exception
        return kept[0]

    return open_page


def test_every_table_can_be_had_in_three_formats(sample: Path, dashboard: Open) -> None:
    at = dashboard("topics", by="year")
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
