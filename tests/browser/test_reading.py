"""What a person sees: the right page behind a cold link, the same view behind a copied one, a figure's sentences."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PHONE, ROOT, WIDE, Server, StartServer, analysis, host, settle

PAGES = ("", *sorted({path.stem for path in (ROOT / "pages").glob("*.py")} - {"overview"}))
OpenPage = Callable[..., Page]


def question(page: Page) -> str:
    return page.locator("h1.question").inner_text()


def caption(page: Page) -> str:
    return page.locator("p.caption").first.inner_text()


@pytest.mark.parametrize("path", ["timelines?level=county&lang=en", "meetings", "topics?unit=meetings"])
def test_the_first_request_after_a_start_may_be_any_link(
    start_server: StartServer, no_library: Path, open_page: OpenPage, path: str
) -> None:
    page = open_page(f"{start_server(no_library).url}/{path}")
    expect(page.locator("h1.question")).to_be_visible()
    links = page.locator("[data-testid=stSidebar] [data-testid=stPageLink] a")
    expect(links.nth(len(PAGES) - 1)).to_be_visible()
    expect(page.locator("[data-testid=stException], [data-testid=stAlert]")).to_have_count(0)
    if "lang=en" in path:
        assert not re.search(r"[\u4e00-\u9fff]", question(page))


def test_a_copied_address_shows_the_same_view_in_a_fresh_browser(sample_server: Server, open_page: OpenPage) -> None:
    page = open_page(f"{sample_server.url}/topics")
    everything = caption(page)
    levels = page.locator("[data-testid=stSidebar] [data-testid=stMultiSelect]").nth(2)
    levels.evaluate("e => e.scrollIntoView({block: 'center'})")  # at the screen's edge its list would close at once
    levels.locator("input").click()
    page.get_by_role("option").nth(1).click()
    page.keyboard.press("Escape")
    page.wait_for_url(re.compile(r"[?&]level="))
    settle(page)
    expect(page.locator("p.caption").first).not_to_have_text(everything)
    assert parse_qs(urlsplit(page.url).query)["level"]

    again = open_page(page.url)
    assert caption(again) == caption(page)
    assert again.locator("p.finding").inner_text() == page.locator("p.finding").inner_text()


def test_a_bar_opens_as_many_items_as_it_says(sample_server: Server, open_page: OpenPage) -> None:
    page = open_page(f"{sample_server.url}/topics")
    chart = page.locator(".js-plotly-plot:visible").first
    bar = chart.locator(".bars .point path").first
    share = chart.locator(".textpoint").first.text_content() or ""
    whole = re.search(r"分母：\D*([\d,]+)", caption(page))
    assert whole
    bar.scroll_into_view_if_needed()
    box = bar.bounding_box()
    assert box
    page.mouse.click(box["x"] + min(6, box["width"] / 2), box["y"] + box["height"] / 2)
    heading = page.locator("h2#evidence")
    expect(heading).to_be_visible(timeout=20_000)
    opened = int(re.sub(r"\D", "", re.findall(r"[\d,]+", heading.inner_text())[-1]))
    assert f"{opened / int(whole[1].replace(',', '')):.1%}" in share
    expect(page.locator("article.item").first).to_be_visible(timeout=20_000)

    settle(page)  # the address is written at the end of a run
    again = open_page(page.url)
    assert again.locator("h2#evidence").inner_text() == heading.inner_text()


def test_the_bar_of_the_open_cell_stands_out_and_can_be_clicked_again(sample_server: Server, look: OpenPage) -> None:
    def fills(page: Page) -> list[str]:
        found: list[str] = (
            page.locator(".js-plotly-plot:visible")
            .first.locator(".bars .point path")
            .evaluate_all("bars => bars.map(bar => getComputedStyle(bar).fill)")
        )
        return found

    def chosen(page: Page) -> list[int]:
        every = fills(page)
        return [at for at, fill in enumerate(every) if fill != max(every, key=every.count)]

    page = look(f"{sample_server.url}/topics?cell=topic:health")
    page.wait_for_timeout(1000)
    [linked] = chosen(page)  # behind a link
    for at in (linked + 1, linked, linked):
        if at == linked:
            page.locator(".st-key-close button").click()
            expect(page.locator("h2#evidence")).to_have_count(0)
            settle(page)
            page.wait_for_timeout(500)
        bar = page.locator(".js-plotly-plot:visible").first.locator(".bars .point path").nth(at)
        bar.scroll_into_view_if_needed()
        box = bar.bounding_box()
        assert box
        page.mouse.click(box["x"] + min(6, box["width"] / 2), box["y"] + box["height"] / 2)
        expect(page.locator("h2#evidence")).to_be_visible(timeout=20_000)
        settle(page)
        page.wait_for_timeout(500)
        assert chosen(page) == [at]


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_a_piece_of_evidence_leads_to_its_sentence_and_the_way_leads_back_to_it(
    sample_server: Server, look: OpenPage, open_page: OpenPage, size: dict[str, int]
) -> None:
    asked, left = ".m-asked", "article.here"
    page = look(f"{sample_server.url}/topics?cell=topic:health", size=size)
    link = page.locator("[data-testid=stMain] [data-testid=stPageLink] a[href*='mark=']").nth(3)
    subject = page.locator("article.item h3").nth(3).inner_text()
    link.click()
    expect(page.locator(asked).first).to_be_in_viewport(timeout=20_000)
    report = page.url

    page.go_back()
    expect(page.locator(left)).to_be_in_viewport(timeout=20_000)
    assert page.locator(f"{left} h3").inner_text() == subject

    cold = open_page(report, size=size)
    expect(cold.locator(asked).first).to_be_in_viewport(timeout=20_000)
    cold.locator("[data-testid=stMain] [data-testid=stPageLink] a[href*='cell=']").last.click()
    expect(cold.locator(left)).to_be_in_viewport(timeout=20_000)
    assert cold.locator(f"{left} h3").inner_text() == subject
    cold.wait_for_timeout(2000)
    main = cold.locator("[data-testid=stMain]")
    main.evaluate("e => { e.scrollTop = 0 }")
    assert main.evaluate("e => e.scrollTop") == 0, "once it has come to rest the page scrolls as the reader likes"


def test_a_count_in_the_finding_opens_what_it_counts(sample_server: Server, open_page: OpenPage) -> None:
    page = open_page(f"{sample_server.url}/topics?unit=meetings")
    for _ in range(3):
        page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_css(
        "outline-style", "solid"
    )  # a link of the menu, seen where the keyboard is
    number = page.locator("p.finding a.n").nth(1)
    counted = number.inner_text()
    number.click()
    expect(page.locator("h2#evidence")).to_contain_text(counted, timeout=20_000)


def test_a_table_comes_down_as_csv_that_a_spreadsheet_reads_as_chinese(sample_server: Server, look: OpenPage) -> None:
    page = look(f"{sample_server.url}/topics")
    page.get_by_text("数据表").first.click()
    with page.expect_download() as download:
        page.locator(".st-key-csv-topics button").click()
    content = Path(download.value.path()).read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert re.search(r"[\u4e00-\u9fff]", content.decode("utf-8-sig"))


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_on_a_phone_the_answer_stands_first_and_nothing_is_cut(
    sample_server: Server, look: OpenPage, path: str, language: str
) -> None:
    page = look(f"{sample_server.url}/{path}?lang={language}", size=PHONE)
    finding = page.locator("p.finding").bounding_box()
    assert finding
    assert finding["y"] + finding["height"] < PHONE["height"], "the finding is on the first screen"
    main = page.locator("[data-testid=stMain]")
    assert main.evaluate("e => e.scrollWidth - e.clientWidth") <= 1
    for widget in page.locator("[data-testid=stMain] [data-testid=stButtonGroup]").all():
        box = widget.bounding_box()
        assert box is None or box["y"] > finding["y"]


def test_on_a_phone_the_lines_have_the_screen_and_their_names_stand_above(
    sample_server: Server, look: OpenPage
) -> None:
    path = "timelines?grain=year&show=count&topics=rural&topics=disaster&lang=en"
    for address in (path, f"{path}&embed=true&chart=timeline"):
        phone = look(f"{sample_server.url}/{address}", size=PHONE)
        chart = phone.locator("[data-testid=stPlotlyChart]:visible").first
        rule, lines, names = (
            chart.locator(part).first.evaluate("e => e.getBoundingClientRect().toJSON()")
            for part in ("path.ygrid", "g.scatterlayer", ".annotation-text")
        )
        assert rule["width"] > PHONE["width"] / 2
        assert names["bottom"] <= lines["top"] + 4, "but for half a marker"


def test_no_line_ends_within_a_day(sample_server: Server, look: OpenPage) -> None:
    phone = look(f"{sample_server.url}/formulations?lang=en", size=PHONE)
    days = phone.locator(".finding time, .caption time").all()
    assert len(days) >= 4
    assert all(day.evaluate("e => e.getClientRects().length") == 1 for day in days)
    said = phone.locator("p.caption").first.inner_text()
    assert re.search(r"coverage \d{4}-\d\d-\d\d to \d{4}-\d\d-\d\d", said)


def test_a_finger_opens_the_bar_that_it_taps_and_scrolls_where_a_chart_is(
    sample_server: Server, chromium: Browser
) -> None:
    context = chromium.new_context(viewport=PHONE, locale="zh-CN", has_touch=True, is_mobile=True)
    phone = context.new_page()
    phone.goto(f"{sample_server.url}/topics")
    bars = phone.locator("[class*=st-key-narrow-] .bars .point path")
    expect(bars.nth(3)).to_be_visible()
    phone.frame_locator(".st-key-touch iframe").locator("script").wait_for(state="attached")

    for bar in (0, 3):
        settle(phone)
        name = phone.locator("[class*=st-key-narrow-] .ytick").nth(bar).text_content()
        box = bars.nth(bar).bounding_box()
        assert name
        assert box
        phone.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        expect(phone.locator("p.opened")).to_contain_text(name)

    finger, x, y = context.new_cdp_session(phone), box["x"] + 5, box["y"] + 5
    finger.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for step in range(1, 9):
        finger.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [{"x": x, "y": y - 25 * step}]})
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    phone.wait_for_function("document.querySelector('[data-testid=stMain]').scrollTop > 100")
    context.close()


def test_a_link_with_parts_that_do_not_exist_says_what_it_dropped(sample_server: Server, look: OpenPage) -> None:
    page = look(f"{sample_server.url}/topics?level=moon&from=2021-99-99&topic=health")
    notice = page.locator("p.notice").all_inner_texts()
    assert any("level=moon" in text and "from=2021-99-99" in text for text in notice)
    assert page.locator("p.finding").is_visible()


def test_han_is_drawn_in_simplified_forms(sample_server: Server, open_page: OpenPage) -> None:
    page = open_page(f"{sample_server.url}/")
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    for selector in ("h1.question", "p.finding", "p.caption", "[data-testid=stSidebar] a p"):
        node = session.send("DOM.querySelector", {"nodeId": root, "selector": selector})["nodeId"]
        fonts = session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
        used = {font["familyName"] for font in fonts}
        assert any(name.endswith(" SC") or "YaHei" in name or "PingFang" in name for name in used), used
        assert not any(name.endswith((" JP", " TC", " HK", " KR")) for name in used), used


def test_nothing_is_asked_of_another_machine(sample_server: Server, open_page: OpenPage) -> None:
    page = open_page(f"{sample_server.url}/")
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url))
    page.on("websocket", lambda socket: asked.append(socket.url))
    for path in PAGES:
        page.goto(f"{sample_server.url}/{path}")
        settle(page)
    assert asked
    outside = [url for url in asked if not url.startswith(("data:", "blob:")) and host(url) != "127.0.0.1"]
    assert outside == []


HOSTILE = (
    "<script>window.hit=1</script><img src=x onerror='window.hit=2'> ![](http://192.0.2.1/a.png) "
    "[点我](javascript:window.hit=3) :red[红] $\\frac{1}{2}$ <svg onload='window.hit=4'> <iframe src='//192.0.2.1'> "
    "<style>@import '//192.0.2.1/a.css'; * { background: url(//192.0.2.1/b.png) }</style> :material/delete: \u202e"
    + "😀"
    * 40
)


def test_the_text_of_a_report_runs_and_fetches_nothing(
    start_server: StartServer, tmp_path: Path, open_page: OpenPage
) -> None:
    source = tmp_path / "hostile.jsonl"
    report = {
        "title": f"霁川市委常委会召开会议 {HOSTILE}",
        "published": "2024-03-06",
        "outlet": HOSTILE,
        "text": f"3月5日，霁川市委书记甘棠主持召开市委常委会会议，审议通过《{HOSTILE}办法》，研究防汛工作{HOSTILE}。",
    }
    source.write_text(json.dumps(report, ensure_ascii=False), encoding="utf-8")
    library = tmp_path / "library"
    analysis("import", str(source), library=library)
    server = start_server(library)
    page = open_page(f"{server.url}/")
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url))
    for path in PAGES:
        page.goto(f"{server.url}/{path}")
        settle(page)
    page.goto(f"{server.url}/meetings")
    settle(page)
    page.locator("[data-testid=stMain] [data-testid=stPageLink] a").first.click()
    expect(page.locator(".reader").first).to_contain_text("<script>")
    assert page.evaluate("window.hit") is None
    assert not [url for url in asked if host(url) not in ("127.0.0.1", "")]


def test_an_address_runs_and_fetches_nothing(sample_server: Server, open_page: OpenPage) -> None:
    page = open_page(f"{sample_server.url}/")
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url))
    keys = (
        "word",
        "phrase",
        "term",
        "formulation",
        "body",
        "topic",
        "place",
        "v",
        "from",
        "by",
        "evidence",
        "q",
        "lang",
    )
    address = "&".join(f"{key}={quote(HOSTILE)}" for key in keys)
    for path in ("", "topics", "keywords", "formulations", "compare", "meetings", "corpus"):
        page.goto(f"{sample_server.url}/{path}?{address}")
        settle(page)
        expect(page.locator("[data-testid=stMain] h1").first).to_be_visible()
        assert page.evaluate("window.hit") is None, path
        assert page.locator("[data-testid=stMain] iframe[src*='192.0.2.1'], [data-testid=stMain] .katex").count() == 0
    assert not [url for url in asked if host(url) not in ("127.0.0.1", "")]


def test_a_pasted_report_becomes_the_readers_own_library(
    start_server: StartServer, no_library: Path, tmp_path: Path, open_page: OpenPage
) -> None:
    shutil.copytree(no_library.parent, tmp_path / "data")  # with the sample's library
    server = start_server(tmp_path / "data" / no_library.name)
    page = open_page(f"{server.url}/corpus")
    page.locator("[data-testid=stTabs] [role=tab]").nth(1).click()
    text = (
        "霁川市政府召开第12次常务会议\n\n本报讯 2024年3月5日，霁川市市长甘棠主持召开市政府第12次常务会议，"
        "听取全市防汛准备工作情况汇报，审议通过《霁川市城市排水管理办法》。\n\n会议强调，要压实责任，备足物资。"
    )
    page.locator("[data-testid=stTextArea] textarea").fill(text)
    page.locator("[data-testid=stBaseButton-primaryFormSubmit]").click()
    page.wait_for_function("() => document.body.innerText.includes('1 次会议')", timeout=90_000)
    fresh = open_page(f"{server.url}/meetings")
    assert "霁川市" in fresh.locator("[data-testid=stMain]").inner_text()
    assert not fresh.locator("b.sample").count()
