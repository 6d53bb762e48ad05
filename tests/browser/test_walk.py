"""The whole way: an analyst finds a figure, checks and corrects what stands behind it and sends it; the data move on;
managers open what they were sent. The pictures of the way are kept in ``build/walk``."""

from __future__ import annotations

import io
import re
import shutil
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from analysis.corpus.library import Library
from tests.browser.conftest import PHONE, ROOT, WIDE, StartServer, analysis, settle
from tests.browser.test_sharing import finding, reports
from tests.browser.test_signing_in import EDITOR, VIEWER, Team, restarting, sign_in, signed

SHOTS = ROOT / "build" / "walk"
A4 = (595, 842)
VIEW = "/topics?level=county"

Shoot = Callable[[Page, str], None]


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = tmp_path / "library"
    analysis("import", str(reports(tmp_path, "first.jsonl", 0, 80)), library=folder)
    return folder


@pytest.fixture
def team(start_server: StartServer, library: Path) -> Iterator[Callable[[], Team]]:
    """Starts the server anew at the address of the links."""
    with restarting(start_server, library) as start:
        yield start


@pytest.fixture
def shoot() -> Shoot:
    shutil.rmtree(SHOTS, ignore_errors=True)
    SHOTS.mkdir(parents=True)

    def keep(page: Page, name: str) -> None:
        page.screenshot(path=SHOTS / f"{len(list(SHOTS.iterdir())) + 1}-{name}.png")

    return keep


def test_from_a_figure_to_those_who_are_sent_it(
    team: Callable[[], Team], library: Path, tmp_path: Path, fresh: Callable[..., Page], shoot: Shoot, chromium: Browser
) -> None:
    analyst = fresh(WIDE, motion="no-preference")  # as most people have it
    sign_in(analyst, team(), EDITOR, to=VIEW)
    settle(analyst)
    shoot(analyst, "figure")
    cell, items = opened(analyst)
    subject = analyst.locator("article.item h3").first.inner_text()
    shoot(analyst, "evidence")
    analyst.locator("[data-testid=stMain] [data-testid=stPageLink] a[href*='mark=']").first.click()
    expect(analyst.locator(".m-asked").first).to_be_in_viewport(timeout=20_000)
    shoot(analyst, "report")
    before = Library(library).current()
    corrected(analyst, subject)
    shoot(analyst, "corrected")
    version = Library(library).current()
    assert version != before

    here = urlsplit(analyst.url)._replace(path="", query="").geturl()
    analyst.goto(f"{here}{VIEW}&cell={cell}")
    settle(analyst)
    assert listed(analyst) == items - 1
    analyst.goto(f"{here}{VIEW}")
    settle(analyst)
    sent = finding(analyst)
    fixed, without_account = shared(analyst)
    shoot(analyst, "share")
    assert parse_qs(urlsplit(fixed).query)["v"] == [version]

    analysis("import", str(reports(tmp_path, "second.jsonl", 80, 160)), library=library)
    served = team()
    with_account, without = (fresh(PHONE, motion="no-preference") for _ in range(2))
    sign_in(with_account, served, VIEWER, to=fixed.removeprefix(served.url))
    without.goto(without_account)
    for manager, name in ((with_account, "fixed-on-a-phone"), (without, "signed-on-a-phone")):
        settle(manager)
        assert finding(manager) == sent
        expect(manager.get_by_text("旧版本").first).to_be_visible()
        assert not manager.get_by_text("上传").count()
        shoot(manager, name)
    expect(with_account.locator(".st-key-older")).to_contain_text("→")
    assert not without.locator(".st-key-share").count()

    printed(with_account, chromium, tmp_path / "report.html", sent)


def opened(page: Page) -> tuple[str, int]:
    """Click the first bar: its cell, and how many items stand behind it."""
    bar = page.locator(".js-plotly-plot:visible").first.locator(".bars .point path").first
    bar.scroll_into_view_if_needed()
    box = bar.bounding_box()
    assert box
    page.mouse.click(box["x"] + min(6, box["width"] / 2), box["y"] + box["height"] / 2)
    items = listed(page)
    [cell] = parse_qs(urlsplit(page.url).query)["cell"]
    return cell, items


def listed(page: Page) -> int:
    """How many items the open evidence says that there are."""
    expect(page.locator("h2#evidence")).to_be_visible(timeout=20_000)
    settle(page)
    return int(re.findall(r"\d+", page.locator("h2#evidence").inner_text())[-1])


def corrected(page: Page, subject: str) -> None:
    """Take the label off an item of the report that is open, and wait for the version without it."""
    page.locator("[data-testid=stMain] a[href*='correct=']").first.click()
    settle(page)
    form = page.locator("[data-testid=stForm]")
    form.locator("[data-testid=stExpander] summary", has_text=subject).click()
    topics = form.locator("[data-testid=stMultiSelect]:visible").first
    remove = topics.get_by_role("button", name="Remove")
    for _ in range(5):  # a click that comes while the fold still opens can get lost
        if remove.count():
            remove.first.click()
            page.wait_for_timeout(1000)
    expect(remove).to_have_count(0)
    form.get_by_role("button", name="保存").click()
    expect(page.get_by_text("已更正，当前版本").first).to_be_visible(timeout=60_000)
    expect(page.get_by_text(f"{EDITOR}，").first).to_be_visible()


def shared(page: Page) -> tuple[str, str]:
    """The fixed and the signed link to the view, from the Share popover."""
    page.locator(".st-key-share button").click()
    body = page.locator("[data-testid=stPopoverBody]")
    codes = body.locator("[data-testid=stCode]")
    expect(codes.nth(1)).to_be_visible(timeout=20_000)
    fixed = codes.nth(1).inner_text().strip()
    body.get_by_text("给没有账号的人：签名链接").click()
    return fixed, signed(page, "签发链接")


def printed(page: Page, chromium: Browser, file: Path, sent: str) -> None:
    """Take the view along as a report, and print it: A4, with the number that was sent, charts and tables."""
    page.get_by_text("带走这一页").click()
    settle(page)
    with page.expect_download(timeout=120_000) as download:
        page.locator(".st-key-take-report button").click()
    download.value.save_as(file)
    alone = chromium.new_context(offline=True)
    report: Any = alone.new_page()
    report.goto(file.as_uri())
    report.wait_for_selector("html[data-ready]", timeout=60_000)
    pdf = report.pdf(path=SHOTS / "report.pdf", prefer_css_page_size=True, print_background=True)
    alone.close()
    sheets = PdfReader(io.BytesIO(pdf)).pages
    sizes = [sorted((float(sheet.mediabox.width), float(sheet.mediabox.height))) for sheet in sheets]
    assert all(size == pytest.approx(A4, abs=1) for size in sizes)  # a wide table may lie on its side
    said = re.sub(r"\s", "", unicodedata.normalize("NFKC", sheets[0].extract_text()))
    assert re.sub(r"\s", "", unicodedata.normalize("NFKC", sent)) in said
