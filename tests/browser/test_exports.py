"""What a reader takes away from a page, in a real browser."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from tests.browser.conftest import PHONE, Server, host, settle


@pytest.mark.parametrize("size", [{"width": 1440, "height": 900}, {"width": 390, "height": 844}])
def test_a_chart_is_saved_as_a_picture_without_any_network(
    sample_server: Server, open_page: Callable[..., Page], size: dict[str, int]
) -> None:
    page = open_page(f"{sample_server.url}/topics", size=size)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_role("button", name="存为图片").first.click()
    settle(page)
    menu = page.frame_locator("[data-testid=stPopoverBody] iframe")
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


def test_a_table_is_saved_as_workbook_and_parquet(sample_server: Server, look: Callable[..., Page]) -> None:
    page = look(f"{sample_server.url}/topics")
    page.get_by_text("数据表").first.click()
    with page.expect_download() as download:
        page.locator(".st-key-xlsx-topics button").click()
    book = openpyxl.load_workbook(io.BytesIO(Path(download.value.path()).read_bytes()))
    assert book.sheetnames == ["数据", "说明"]
    with page.expect_download() as download:
        page.locator(".st-key-parquet-topics button").click()
    table = pq.read_table(io.BytesIO(Path(download.value.path()).read_bytes()))
    assert table.num_rows == book["数据"].max_row - 1
    assert {"topic", "numerator", "denominator", "low", "high"} <= set(table.column_names)


def test_the_report_of_a_view_works_without_a_network_and_prints_on_a4(
    sample_server: Server, open_page: Callable[..., Page], chromium: Browser, tmp_path: Path
) -> None:
    page = open_page(f"{sample_server.url}/topics?level=county&cell=topic:health")
    page.get_by_text("带走这一页").click()
    settle(page)
    with page.expect_download(timeout=120_000) as download:
        page.locator(".st-key-take-report button").click()
    file = tmp_path / "report.html"
    download.value.save_as(file)

    alone = chromium.new_context(offline=True, viewport={"width": 390, "height": 844})
    report, asked, failed = alone.new_page(), list[str](), list[str]()
    report.on("request", lambda request: asked.append(request.url))
    report.on("pageerror", lambda error: failed.append(str(error)))
    report.goto(file.as_uri())
    report.wait_for_selector("html[data-ready]", timeout=60_000)
    assert not failed
    assert [url for url in asked if not url.startswith(("data:", "blob:"))] == [file.as_uri()]
    assert report.locator(".plot .bars path").count() > 10, "the chart is drawn"
    assert report.evaluate("document.documentElement.scrollWidth") <= 390, "nothing is cut on a phone"
    assert "层级：县级" in report.locator(".about").inner_text()

    printed = PdfReader(io.BytesIO(report.pdf(prefer_css_page_size=True, print_background=True)))
    alone.close()
    assert {tuple(sorted((round(sheet.mediabox.width), round(sheet.mediabox.height)))) for sheet in printed.pages} <= {
        (595, 842), (594, 841), (595, 841), (594, 842),
    }  # fmt: skip
    # In a PDF some characters stand as the radicals that look like them.
    said = [unicodedata.normalize("NFKC", sheet.extract_text()) for sheet in printed.pages]
    assert "议程都给了哪些议题" in said[0].replace("\n", "")
    assert any("分子" in text for text in said), "the tables are printed"


def test_a_pack_and_the_python_come_from_the_foot_of_a_page(sample_server: Server, look: Callable[..., Page]) -> None:
    page = look(f"{sample_server.url}/topics", size=PHONE)
    page.get_by_text("带走这一页").click()
    settle(page)
    assert "counts.topics(engine, selection" in page.locator("[data-testid=stCode]").inner_text()
    with page.expect_download(timeout=120_000) as download:
        page.locator(".st-key-take-pack button").click()
    with zipfile.ZipFile(download.value.path()) as archive:
        assert archive.testzip() is None
        assert {"manifest.json", "evidence/items.csv", "figures/topics.csv"} <= set(archive.namelist())
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
