"""What a reader takes away from a page, in a real browser."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest
from PIL import Image
from playwright.sync_api import Page

from tests.browser.conftest import Server, host, settle


@pytest.mark.parametrize("size", [{"width": 1440, "height": 900}, {"width": 390, "height": 844}])
def test_a_chart_is_saved_as_a_picture_without_any_network(
    sample_server: Server, open_page: Callable[..., Page], size: dict[str, int]
) -> None:
    page = open_page(f"{sample_server.url}/topics", size=size)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_role("button", name="存为图片").first.click()
    settle(page)
    menu = page.frame_locator("iframe")
    menu.get_by_role("button", name="PNG").wait_for()
    with page.expect_download() as download:
        menu.get_by_role("button", name="PNG").click()
    assert download.value.suggested_filename.startswith("agendascope-topics-")
    image = Image.open(download.value.path()).convert("RGB")
    assert image.width == 1920
    assert image.getpixel((3, 3)) == (255, 255, 255)
    assert len(image.getcolors(maxcolors=1 << 24) or ()) > 20, "something is drawn on it"
    with page.expect_download() as download:
        menu.get_by_role("button", name="SVG").click()
    said = Path(download.value.path()).read_text(encoding="utf-8")
    assert "议程都给了哪些议题" in said
    assert "虚构样例" in said
    assert {host(url) for url in asked if not url.startswith(("data:", "blob:"))} == {"127.0.0.1"}


def test_a_table_is_saved_as_workbook_and_parquet(sample_server: Server, open_page: Callable[..., Page]) -> None:
    page = open_page(f"{sample_server.url}/topics")
    page.get_by_text("数据表").first.click()
    with page.expect_download() as download:
        page.locator(".st-key-xlsx-topics button").click()
    book = openpyxl.load_workbook(download.value.path())
    assert book.sheetnames == ["数据", "说明"]
    with page.expect_download() as download:
        page.locator(".st-key-parquet-topics button").click()
    table = pq.read_table(io.BytesIO(Path(download.value.path()).read_bytes()))
    assert table.num_rows == book["数据"].max_row - 1
    assert {"topic", "numerator", "denominator", "low", "high"} <= set(table.column_names)
