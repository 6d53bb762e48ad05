"""Links that are sent: a fixed one keeps its numbers while the data move on, and Back leads back."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, ROOT, Server, StartServer, analysis, settle

OpenPage = Callable[..., Page]


def reports(folder: Path, name: str, first: int, last: int) -> Path:
    lines = (ROOT / "data" / "sample" / "reports.jsonl").read_text(encoding="utf-8").splitlines()[first:last]
    file = folder / name
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


def links(page: Page) -> list[str]:
    """The live and the fixed link, as the Share popover offers them to be copied."""
    page.locator(".st-key-share button").click()
    code = page.locator("[data-testid=stPopoverBody] [data-testid=stCode]")
    expect(code.nth(1)).to_be_visible(timeout=20_000)
    copied = []
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    for number in (0, 1):
        code.nth(number).locator("button").click()
        copied.append(page.evaluate("navigator.clipboard.readText()"))
    return copied


def finding(page: Page) -> str:
    return page.locator("p.finding").inner_text()


def test_a_fixed_link_shows_the_old_number_and_what_it_is_now(
    start_server: StartServer, tmp_path: Path, open_page: OpenPage
) -> None:
    library = tmp_path / "library"
    analysis("import", str(reports(tmp_path, "first.jsonl", 0, 60)), library=library)
    server = start_server(library, module="server")
    page = open_page(f"{server.url}/topics?unit=meetings")
    sent = finding(page)
    live, fixed = links(page)
    assert "v=" not in live
    version = re.search(r"v=([0-9a-f]{16})", fixed)
    assert version

    analysis("import", str(reports(tmp_path, "second.jsonl", 60, 140)), library=library)
    kept = json.loads((library / "library.json").read_text())
    assert kept["current"] != version[1]
    later = open_page(fixed, size=PHONE)
    assert finding(later) == sent, "the number that was sent"
    notice = later.locator(".st-key-older")
    expect(notice).to_contain_text(version[1])
    expect(notice).to_contain_text("→")
    assert later.locator("[data-testid=stMain]").evaluate("e => e.scrollWidth - e.clientWidth") <= 1
    notice.locator("summary").click()
    expect(notice.locator("h3.panel").first).to_be_visible(timeout=20_000)

    notice.locator("[data-testid=stPageLink] a").last.click()
    expect(later.locator(".st-key-older")).to_have_count(0, timeout=20_000)
    settle(later)
    assert finding(later) != sent
    assert version[1] not in later.url, "the address says what is shown"
    assert finding(open_page(live)) != sent

    later.go_back(wait_until="commit")
    expect(later.locator(".st-key-older")).to_contain_text(version[1], timeout=20_000)
    settle(later)
    assert finding(later) == sent


def test_back_steps_through_the_views(sample_server: Server, open_page: OpenPage) -> None:
    page = open_page(f"{sample_server.url}/topics")
    asked = page.locator("[data-testid=stMain] [data-testid=stButtonGroup]").first.locator("button")
    seen = [page.url]
    for number in (1, 2):
        asked.nth(number).click()
        page.wait_for_url(lambda url: url != seen[-1])
        settle(page)
        seen.append(page.url)
    assert page.title() != "Streamlit"
    for url in reversed(seen[:-1]):
        page.go_back()
        page.wait_for_url(url)
        settle(page)
    expect(asked.first).to_have_attribute("aria-checked", "true")
