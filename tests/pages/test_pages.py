"""Every page, in both languages, in every state."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from analysis.corpus.engine import open_engine
from analysis.corpus.library import Library, default_library, sample_library
from analysis.corpus.sweeping import sweep
from analysis.measures import choices, counts, evidence
from analysis.measures.selection import Selection
from analysis.texts.names import Names
from pages.shared import cells, jobs, state
from pages.shared.findings import timelines
from pages.shared.texts import of
from pages.shared.view import View
from tests.pages.conftest import PAGES, Open, html, words

LANGUAGES = pytest.mark.parametrize("lang", ["zh", "en"])
EVERY_PAGE = pytest.mark.parametrize("page", PAGES)
COMPARING = [page for page in PAGES if page not in ("corpus", "vocabulary", "accuracy")]

HOSTILE = {
    "title": "云梦市委常委会召开会议<img src=x onerror=alert(1)> **粗** :red[x]",
    "text": "云梦市委常委会召开会议\n2024年5月6日，云梦市委常委会召开会议，"
    "听取防汛抗旱工作<script>alert(2)</script>情况汇报。会议强调，要加强堤防巡查，做好物资储备。\n会议听取安全生产工作情况汇报。会议要求，开展隐患排查。",
    "published": "2024-05-06",
    "url": "javascript:alert(3)",
    "outlet": "云梦<b>日报</b>",
}


def engine_of(sample: Path):
    library = Library(sample)
    return open_engine(library.path_of(library.current() or ""))


@LANGUAGES
@EVERY_PAGE
def test_a_page_with_data_answers_a_question_with_numbers(sample: Path, dashboard: Open, page: str, lang: str) -> None:
    at, t = dashboard(page, lang=lang), of(lang)
    assert not at.exception
    assert not at.error
    assert f"<h1 class='question'>{t(f'{page}.question')}" in html(at)
    finding = re.search(r"<p class='finding'>(.*?)</p>", html(at), re.S)
    assert finding
    assert re.search(r"\d", finding[1])
    assert Library(sample).current() in words(at), "the caption names the version"
    assert t("notice.sample") in words(at)
    assert at.query_params == ({"lang": "en"} if lang == "en" else {}), (
        "nothing but the language is out of the ordinary"
    )


@LANGUAGES
@pytest.mark.parametrize("page", COMPARING)
def test_an_empty_selection_names_the_condition_and_offers_a_way_out(
    sample: Path, dashboard: Open, page: str, lang: str
) -> None:
    at, t = dashboard(page, lang=lang, level="township", word="会议"), of(lang)
    assert not at.exception
    assert t("nothing.found") in words(at)
    condition = t("filter.said.level", value=t("level.township"))
    assert condition in words(at)
    at.button(key="widen").click().run()
    assert t("nothing.found") not in words(at)
    assert "level" not in at.query_params
    assert at.query_params["word"] == "会议", "the other condition stays"


@LANGUAGES
@EVERY_PAGE
def test_a_bad_address_opens_the_nearest_view_and_says_what_was_dropped(
    sample: Path, dashboard: Open, page: str, lang: str
) -> None:
    bad = {
        "topic": "moon",
        "from_": "2021-13-45",
        "place": "火星省",
        "v": "nothing",
        "nonsense": "1",
        "level": "galaxy",
    }
    at = dashboard(page, lang=lang, **bad)
    assert not at.exception
    assert not at.error
    for part in ("topic=moon", "from=2021-13-45", "place=火星省", "v=nothing", "nonsense=1", "level=galaxy"):
        assert part in words(at)
    assert at.query_params == ({"lang": "en"} if lang == "en" else {})


@LANGUAGES
@EVERY_PAGE
def test_a_first_start_builds_the_sample_and_shows_progress(
    tmp_path: Path, dashboard: Open, monkeypatch: pytest.MonkeyPatch, page: str, lang: str
) -> None:
    monkeypatch.setenv("AGENDASCOPE_LIBRARY", str(tmp_path / "library"))
    started: list[Path] = []

    def start(library: Path, **_: object) -> jobs.Job:
        started.append(library)
        return jobs.Job(library, progress={"stage": "reading", "done": 30, "total": 120, "remaining": 4.2})

    monkeypatch.setattr(jobs, "_start", start)
    at = dashboard(page, lang=lang)
    assert not at.exception
    assert started == [sample_library()]
    bar = at.get("progress")[0].proto
    assert bar.value == 25
    assert of(lang)("job.of", done=30, total=120) in bar.text


def test_a_sample_that_cannot_be_built_says_why_and_can_be_tried_again(
    tmp_path: Path, dashboard: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AGENDASCOPE_LIBRARY", str(tmp_path / "library"))
    monkeypatch.setattr(jobs, "of", lambda library: jobs.Job(library, error="disk full"))
    at = dashboard()
    assert "disk full" in at.error[0].value
    assert [button.label for button in at.button] == [of("zh")("job.retry")]


def test_a_sample_that_is_out_of_date_is_built_anew_while_the_old_one_is_read(
    sample: Path, dashboard: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pages.shared.frame.sample_is_current", lambda: False)
    monkeypatch.setattr(jobs, "_start", lambda library, **_: jobs.Job(library))
    at = dashboard("topics")
    assert not at.exception
    assert of("zh")("job.sample_anew") in at.get("progress")[0].proto.text
    assert of("zh")("topics.question") in words(at)


def test_a_library_without_meetings_says_so(own: Callable[..., str], dashboard: Open) -> None:
    own([{"title": "关于召开会议的通知", "text": "关于召开全市工作会议的通知\n定于明日召开会议，请准时参加。"}])
    at = dashboard("topics")
    assert not at.exception
    assert of("zh")("nothing.yet") in words(at)


def test_filters_are_read_from_the_address_and_written_to_it(sample: Path, dashboard: Open) -> None:
    at = dashboard("topics", level=["county", "province"], from_="2019-06-01", word="会议")
    assert sorted(at.multiselect(key="param.level").value) == ["county", "province"]
    assert str(at.date_input(key="param.from").value) == "2019-06-01"
    at.multiselect(key="param.level").set_value(["county"]).run()
    assert at.query_params == {"level": "county", "from": "2019-06-01", "word": "会议"}
    at.button(key="clear").click().run()
    assert at.query_params == {}


def test_the_numbers_of_a_page_are_those_of_the_selection_in_its_address(sample: Path, dashboard: Open) -> None:
    at = dashboard("topics", level="county")
    totals = counts.topics(engine_of(sample), Selection(levels=("county",)))
    assert of("zh")("unit.items", n=int(totals["denominator"][0])) in words(at)


def test_an_option_stands_in_the_address_and_a_new_address_sets_the_option(sample: Path, dashboard: Open) -> None:
    at = dashboard("topics", unit="meetings", by="level")
    assert at.button_group(key="param.unit").value == "meetings"
    at.button_group(key="param.unit").set_value("text").run()
    assert at.query_params == {"unit": "text", "by": "level"}
    at.query_params.clear()  # as a link to the bare page does
    at.run()
    assert at.button_group(key="param.unit").value == "items"
    assert at.button_group(key="param.by").value == "none"


def test_back_leads_though_the_browser_still_has_the_widgets_of_a_later_view(
    sample: Path, dashboard: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = dashboard("topics", unit="meetings")
    at.button_group(key="param.unit").set_value("text")  # the second of two quick steps back seems to use what it finds
    at.query_params.clear()
    monkeypatch.setattr(state, "get_script_run_ctx", lambda: SimpleNamespace(is_history_navigation=True))
    at.run()
    assert at.button_group(key="param.unit").value == "items"
    assert at.query_params == {}


def test_the_language_changes_in_place_and_keeps_the_filters(sample: Path, dashboard: Open) -> None:
    at = dashboard("topics", level="county")
    at.button_group(key="param.lang").set_value("en").run()
    assert of("en")("topics.question") in words(at)
    assert at.query_params == {"level": "county", "lang": "en"}
    assert at.multiselect(key="param.level").value == ["county"]


def test_the_menu_carries_the_filters_and_leaves_the_options_of_the_page(sample: Path, dashboard: Open) -> None:
    at = dashboard("topics", level="county", unit="text", lang="en")
    menu = [link.proto for link in at.sidebar.get("page_link")]
    assert [link.label for link in menu] == [of("en")(f"{page}.name") for page in PAGES]
    assert {link.query_string for link in menu} == {"lang=en&level=county"}


@pytest.mark.parametrize("page", ["overview", "topics", "timelines"])
def test_the_points_of_the_charts_carry_cells_that_open_evidence(sample: Path, dashboard: Open, page: str) -> None:
    at = dashboard(page)
    figures = [json.loads(chart.proto.spec) for chart in at.get("plotly_chart")]
    assert figures
    for figure in figures:
        cells = [cell for trace in figure["data"] for cell in trace.get("customdata", [])]
        assert cells
        assert all(Selection().narrow(**cell) for cell in cells)


def test_a_link_to_a_cell_opens_its_sentences(sample: Path, dashboard: Open) -> None:
    engine = engine_of(sample)
    row = counts.topics(engine, Selection(), by="level").iloc[0]
    at = dashboard("topics", by="level", cell=[f"topic:{row['topic']}", f"level:{row['level']}"])
    said = words(at)
    title = re.search(r"id='evidence'>(.*?)</h2>", said)
    assert title
    assert f" {row['numerator']} " in title[1], "the numerator of the cell"
    behind = evidence.items(engine, Selection().narrow(topic=row["topic"], level=row["level"]), limit=10)
    for item in behind.to_dict("records"):
        assert item["subject"] in said
    links = [link.proto.query_string for link in at.main.get("page_link")]
    assert sum("meeting=" in link and "mark=" in link for link in links) == len(behind)
    assert at.query_params["cell"] == [f"topic:{row['topic']}", f"level:{row['level']}"]
    at.button(key="close").click().run()
    assert "cell" not in at.query_params


def test_where_meetings_are_counted_the_evidence_lists_meetings(sample: Path, dashboard: Open) -> None:
    engine = engine_of(sample)
    row = counts.topics(engine, Selection(), unit="meetings").iloc[0]
    at = dashboard("topics", unit="meetings", cell=f"topic:{row['topic']}")
    assert of("zh")("unit.meetings", n=int(row["numerator"])) in words(at).split("id='evidence'>")[1].split("</h2>")[0]
    links = {link.proto.query_string for link in at.main.get("page_link") if "meeting=" in link.proto.query_string}
    assert len(links) == min(10, row["numerator"])


def test_the_overview_counts_what_its_evidence_shows(sample: Path, dashboard: Open) -> None:
    at = dashboard("overview")
    figure = json.loads(at.get("plotly_chart")[0].proto.spec)
    topic = figure["data"][0]["customdata"][0]["topic"]
    cell = [f"topic:{topic}", "from:2019-01-01", "to:2019-06-30"]
    at = dashboard("overview", cell=cell)
    assert not at.exception
    from datetime import date

    days = Selection(start=date(2019, 1, 1), end=date(2019, 6, 30))
    count = evidence.count(engine_of(sample), days.narrow(topic=topic))
    assert re.search(rf"id='evidence'>.* {count} ", words(at))


def test_on_a_phone_the_bars_of_change_say_from_which_share_to_which(sample: Path, dashboard: Open) -> None:
    at = dashboard("overview")
    wide, narrow = (json.loads(chart.proto.spec)["data"][1]["text"] for chart in at.get("plotly_chart")[:2])
    shares = [[float(share) for share in re.findall(r"[\d.]+(?=%)", label)] for label in wide]
    assert shares
    for said, (before, now) in zip(narrow, shares, strict=True):
        assert [int(share) for share in re.findall(r"\d+(?=%)", said)] == [
            pytest.approx(before, abs=0.56), pytest.approx(now, abs=0.56)
        ]  # fmt: skip
    assert re.search(rf"画出变化最大的 {len(wide)} 个议题，共 \d+ 个", words(at))


def test_periods_that_are_compared_end_where_the_filters_do(sample: Path, dashboard: Open) -> None:
    at = dashboard("overview", from_="2019-02-10", to="2019-05-20", months="3")
    assert "分母：2019-03-01 至 2019-05-20 的" in words(at)
    assert "，2019-02-10 至 2019-02-28 的" in words(at)
    assert "当前筛选：2019-02-10 至 2019-05-20。" in words(at)


def test_of_one_year_no_season_is_denied(sample: Path, dashboard: Open) -> None:
    at, t = dashboard("timelines", from_="2019-01-01", to="2019-12-31"), of("zh")
    assert t("timelines.season_short") in words(at)
    assert f" · {t('timelines.season_chance')}<" not in html(at)


@pytest.mark.parametrize(
    ("days", "grain", "told"),
    [
        (
            ("01-20", "02-10", "03-22"),
            "month",
            "2024 年 1 月（从 2024-01-20 起）",
        ),  # 22 of the 31 days are most of March
        (("01-09", "02-10", "03-20"), "month", "2024 年 3 月（到 2024-03-20 为止）"),
        (("01-20", "02-10", "03-20"), "month", "2024 年 1 月（从 2024-01-20 起）、2024 年 3 月（到 2024-03-20 为止）"),
        (("01-09", "02-10", "03-22"), "month", ""),
        (("01-02", "02-10", "03-20"), "quarter", ""),
        (("01-02", "02-10", "03-21"), "week", "（到 2024-03-21 为止）"),  # a Thursday
        (("01-02", "02-10", "03-22"), "week", ""),
    ],
)
def test_periods_at_the_edges_that_the_meetings_do_not_fill_are_told(
    days: tuple[str, ...], grain: str, told: str, own: Callable[..., str], dashboard: Open
) -> None:
    said = "{}月{}日，甲市委常委会召开会议，研究防汛工作。市委书记林一舟主持。"
    own(
        [
            {
                "title": "甲市委常委会召开会议",
                "text": said.format(*map(int, day.split("-"))),
                "published": f"2024-{day}",
            }
            for day in days
        ]
    )
    for lay in ("time", "years"):
        shown = words(dashboard("timelines", grain=grain, lay=lay))
        assert ("首尾的时段不完整" in shown) == bool(told)
        assert told in shown


def test_a_word_opens_the_lines_in_which_it_stands(sample: Path, dashboard: Open) -> None:
    at = dashboard("keywords", cell="term:会议")
    assert not at.exception
    lines = re.findall(r"<td class='w'>(.*?)</td>", html(at))
    assert lines
    assert set(lines) == {"会议"}


def test_stopwords_and_added_words_are_the_readers_own(sample: Path, dashboard: Open) -> None:
    at = dashboard("keywords")
    first = re.search(r"<b>“(.*?)”</b>", words(at))
    assert first
    at.multiselect(key="param.stop").set_value([first[1]]).run()
    assert f"<b>“{first[1]}”</b>" not in words(at)
    assert at.query_params["stop"] == first[1]
    at.multiselect(key="param.add").set_value(["的"]).run()
    assert "“的”" in words(at), "the most frequent character comes first once it is counted"


def test_a_search_that_finds_nothing_says_so_and_can_be_cleared(sample: Path, dashboard: Open) -> None:
    at = dashboard("meetings", q="没有这样的会")
    assert not at.exception
    assert "没有这样的会" in words(at)
    at.button(key="clear_query").click().run()
    assert at.text_input(key="param.q").value == ""
    assert at.query_params == {}


def test_a_report_shows_its_marks_and_every_character_of_it_is_escaped(
    own: Callable[..., str], dashboard: Open
) -> None:
    own([HOSTILE])
    at = dashboard("meetings")
    assert not at.exception
    link = next(one.proto for one in at.main.get("page_link") if "meeting=" in one.proto.query_string)
    assert "\\<img" in link.label, "a label is Markdown: what could mean something is escaped"
    meeting = re.search(r"meeting=(\w+)", link.query_string)
    assert meeting
    at = dashboard("meetings", meeting=meeting[1])
    assert not at.exception
    sent = html(at)
    assert "<script" not in sent
    assert "<img" not in sent
    assert "<b>日报" not in sent
    assert "href='javascript" not in sent
    assert "m-item" in sent
    assert "&lt;script&gt;" in sent
    for page in ("overview", "topics", "timelines", "keywords", "corpus"):
        sent = html(dashboard(page, cell="term:防汛" if page == "keywords" else "topic:disaster"))
        assert "<script" not in sent
        assert "<img" not in sent


TRADITIONAL = {
    "title": "[視頻]雲夢市政府常務會議召開",
    "text": "雲夢市政府常務會議召開\n2024年5月6日，雲夢市市長主持召開市政府常務會議，"
    "審議《雲夢市排水管理辦法》，聽取防汛工作情況彙報。",
    "published": "2024-05-06T07:28:00",
    "outlet": "雲夢日報",
}


def report_at(dashboard: Open, **params: str) -> AppTest:
    """The report of the only meeting there is."""
    link = next(
        one.proto for one in dashboard("meetings").main.get("page_link") if "meeting=" in one.proto.query_string
    )
    found = re.search(r"meeting=(\w+)", link.query_string)
    assert found
    return dashboard("meetings", meeting=found[1], **params)


def test_with_one_meeting_alone_there_is_nothing_to_compare_and_no_empty_chart(
    own: Callable[..., str], dashboard: Open
) -> None:
    own([TRADITIONAL])
    at = dashboard("overview", lang="en")
    assert of("en")("overview.no_change") in words(at)
    assert len(at.get("plotly_chart")) == 1, "the months covered"
    assert "n = 1 meeting, " in words(at)


def test_a_report_reads_well(own: Callable[..., str], dashboard: Open) -> None:
    own([TRADITIONAL])
    at = report_at(dashboard)
    assert "<h1 class='question'>云梦市政府常务会议召开</h1>" in html(at)
    assert "2024-05-06 07:28" in words(at)
    assert "T07:28" not in words(at)
    agenda = html(at).split("<table")[1].split("</table>")[0]
    assert agenda.count("云梦市排水管理办法") == 1, "a document that the subject names is not said twice"


def test_repairs_are_marked_when_asked_for_and_the_choice_stands_in_the_address(
    own: Callable[..., str], dashboard: Open
) -> None:
    own([TRADITIONAL])
    at = report_at(dashboard)
    usual = at.button_group(key="param.marks").value
    assert "repair" not in usual
    assert {"item", "topic", "date"} <= set(usual)
    assert 'class="m-repair' not in html(at)
    at.button_group(key="param.marks").set_value([*usual, "repair"]).run()
    assert "m-repair" in html(at).split("class='reader'")[-1]
    assert "repair" in at.query_params["marks"]
    at.button_group(key="param.marks").set_value([]).run()
    again = report_at(dashboard, marks=at.query_params["marks"])
    assert again.button_group(key="param.marks").value == []


def test_a_link_to_a_passage_offers_to_jump_to_it(own: Callable[..., str], dashboard: Open) -> None:
    own([TRADITIONAL])
    at = report_at(dashboard, mark="3-9")
    sent = html(at)
    assert sent.index("href='#asked'") < sent.index("<table") < sent.index('id="asked"')
    assert "href='#asked'" not in html(report_at(dashboard))


@pytest.mark.parametrize(
    ("show", "period", "share"), [("share", "2021 年第 2 季度", "40.0%"), ("count", "2021 年第 1 季度", "30.0%")]
)
def test_the_finding_of_the_timelines_is_the_highest_point_of_what_is_drawn(
    show: str, period: str, share: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cells, "linked", lambda n, _cell: int(n))  # there is no address to begin a link with
    frame = pd.DataFrame(
        {"series": "防汛", "counted_as": "term", "period": ["2020-Q4", "2021-Q1", "2021-Q2"], "numerator": [2, 6, 4],
         "denominator": [2, 20, 10], "share": [1.0, 0.3, 0.4]}
    )  # fmt: skip
    view = SimpleNamespace(t=of("zh"), names=Names(of("zh"), {}), value=lambda *of: View.value(view, *of))
    said = timelines.answer(view, frame, "words", "items", show)  # type: ignore[arg-type]
    assert period in said
    assert share in said
    assert (of("zh")("timelines.small_items", n=10) in said) == (show == "share"), "two items are too few for a share"


def test_the_years_of_a_split_stand_in_their_order(sample: Path, dashboard: Open) -> None:
    at = dashboard("topics", by="year")
    years = re.findall(r"class='panel'>(\d{4})", html(at))
    assert len(years) > 1
    assert years == sorted(years)


def test_a_place_stands_under_the_one_that_it_lies_in_and_is_found_by_either_name(
    sample: Path, dashboard: Open
) -> None:
    options = dashboard("topics").multiselect(key="param.place").options
    places = choices.values(engine_of(sample)).places
    for label, place in zip(options, places.to_dict("records"), strict=True):
        assert len(label) - len(label.lstrip(" ")) == 4 * place["depth"]
        assert label.lstrip(" ").startswith(place["name"])
        if place["depth"]:
            assert place["parent"] in label


def test_an_old_version_keeps_its_numbers_and_says_that_it_is_old(own: Callable[..., str], dashboard: Open) -> None:
    old = own([HOSTILE])
    later = {
        **HOSTILE,
        "title": "云梦市政府常务会议召开",
        "text": HOSTILE["text"].replace("市委常委会", "市政府常务会议"),
        "published": "2024-06-07",
    }
    new = own([later])
    assert old != new
    at = dashboard("corpus", v=old)
    assert of("zh")("notice.newest") in [link.proto.label for link in at.main.get("page_link")]
    assert old in words(at)
    assert at.query_params == {"v": old}
    fresh = dashboard("corpus")
    assert of("zh")("notice.newest") not in [link.proto.label for link in fresh.main.get("page_link")]
    sweep(Library(default_library()), keep=1, days=0)
    gone = dashboard("corpus", v=old, lang="en")
    assert f"The link names version {old}" in words(gone)
    assert "1 meeting, " in words(gone)
    assert "could not be used" not in words(gone)
    assert "v" not in gone.query_params


def test_places_and_topics_have_names_and_sizes_in_the_filters(sample: Path, dashboard: Open) -> None:
    at, offered = dashboard("topics", lang="en"), choices.values(engine_of(sample))
    options = at.multiselect(key="param.topic").options
    first = offered.topics.iloc[0]
    assert options[0] == f"{first['en']} · {first['items']:,}"
    assert len(set(at.multiselect(key="param.place").options)) == len(offered.places), "no two places look alike"


def test_the_table_of_a_page_downloads_as_csv_that_spreadsheets_read(sample: Path, dashboard: Open) -> None:
    from analysis.exporting import to_csv
    from pages.shared.components import named
    from pages.shared.library import Shown

    at = dashboard("topics")
    assert not at.get("download_button"), "the table waits behind its fold"
    at.session_state["fold-topics"] = True
    at.run()
    assert at.get("download_button")
    engine = engine_of(sample)
    view = View(of("zh"), Shown(engine, engine.version.version), choices.values(engine), Selection())
    data = to_csv(named(view, counts.topics(engine, Selection())))
    assert data.startswith(b"\xef\xbb\xbf")
    assert view.topic("disaster") in data.decode("utf-8-sig")


def test_the_timelines_say_what_stands_out_and_whether_it_holds(sample: Path, dashboard: Open) -> None:
    at = dashboard("timelines")
    said = html(at)
    t = of("zh")
    for key in ("events", "seasons", "gaps", "calendar"):
        assert t(f"timelines.{key}") in said
    assert t("timelines.coverage_note") in words(at), "coverage stands in the caption"
    figure = json.loads(at.get("plotly_chart")[0].proto.spec)
    strip = [trace for trace in figure["data"] if trace.get("yaxis") == "y2"]
    assert len(strip) == 1, "and under the line"


def test_a_combination_is_kept_by_ids_whatever_the_language(sample: Path, dashboard: Open) -> None:
    at = dashboard("timelines", of="together", together="安全生产 + 责任")
    assert at.query_params["together"] == 'safety*"责任"'
    assert "安全生产 + “责任”" in words(at)
    english = dashboard("timelines", of="together", together='safety*"责任"', lang="en")
    assert not english.exception
    assert english.query_params["together"] == 'safety*"责任"'


@pytest.mark.parametrize("options", [{"lay": "years"}, {"average": "4", "intervals": "on"}, {"show": "rate"},
                                     {"grain": "week", "marks": "off"}, {"of": "phrases", "phrases": "高质量发展"},
                                     {"grain": "year", "unit": "meetings", "show": "rate"}])  # fmt: skip
@LANGUAGES
def test_the_timelines_draw_every_option(sample: Path, dashboard: Open, options: dict[str, str], lang: str) -> None:
    at = dashboard("timelines", lang=lang, **options)
    assert not at.exception
    assert not at.error
    for key, value in options.items():
        assert at.query_params[key] == value, "a link restores it"
    assert len(at.get("plotly_chart")) >= 2


@pytest.mark.parametrize("kind", ["phrases", "together"])
def test_timelines_of_what_is_not_chosen_yet_ask_for_it(sample: Path, dashboard: Open, kind: str) -> None:
    at = dashboard("timelines", of=kind)
    assert not at.exception
    assert not at.error
    assert of("zh")(f"timelines.ask_{kind}") in words(at)
    assert of("zh")("timelines.gaps") in words(at)
    assert of("zh")("timelines.events") not in words(at), "of no series nothing is said, not even that it is chance"
    assert of("zh")("timelines.seasons") not in words(at)


def test_the_stretch_of_a_mark_opens_its_items(sample: Path, dashboard: Open) -> None:
    at = dashboard("timelines", topics="health", cell=["topic:health", "from:2019-01-01", "to:2020-12-31"])
    assert not at.exception
    assert not at.error
    cell = Selection(topics=("health",), start=date(2019, 1, 1), end=date(2020, 12, 31))
    count = evidence.count(engine_of(sample), cell)
    assert count > 0
    assert of("zh")("unit.items", n=count) in words(at)


def test_a_part_of_the_year_opens_its_items(sample: Path, dashboard: Open) -> None:
    at = dashboard("timelines", topics="health", cell=["topic:health", "season:Q2"])
    assert not at.exception
    assert not at.error
    count = evidence.count(engine_of(sample), Selection(topics=("health",)).narrow(season="Q2"))
    assert of("zh")("unit.items", n=count) in words(at)
    assert of("zh")("timelines.part_of_quarter", n=2) in words(at)
