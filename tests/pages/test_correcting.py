"""Checking and correcting what was read, in the dashboard."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analysis.corpus.corrections import Correction
from analysis.corpus.library import Library
from analysis.importing import correct_library
from pages.shared import access, jobs
from tests.pages.conftest import Open, html, words

TEXT = (
    "近日，砚州市委常委会召开会议，研究防汛工作，审议《河道管理办法》。市委书记林远主持会议。\n"
    "会议指出，防汛是民生大事，要压实责任，备足物资，紧盯水库和山塘，确保安全度汛。\n"
    "会议审议通过《河道管理办法》。会议强调，要健全河长制度，加强巡河护河，严肃查处侵占河道的行为。"
)
REPORT = {"title": "砚州市委常委会召开会议", "text": TEXT, "outlet": "砚州日报"}
LATER = "\n会议还通报了<i>有关</i>情况。"
COPY = REPORT | {"text": TEXT.replace("近日", "5月6日").replace("紧盯水库和山塘，", "") + LATER,
                 "published": "2021-05-07", "outlet": "澜岳在线"}  # fmt: skip
OTHER = {"title": "春季花展开幕", "text": "春季花展今天开幕，共设六个展区，展出花卉两百余种。"}

Fill = Callable[[list[dict[str, str]]], str]


@pytest.fixture(autouse=True)
def _at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access, "may_edit", lambda: True)


def ids(tmp_path: Path) -> dict[str, str]:
    import duckdb

    library = Library(tmp_path / "library")
    with duckdb.connect(str(library.path_of(library.current() or "")), read_only=True) as db:
        return dict(db.execute("SELECT outlet, report_id FROM reports WHERE outlet IS NOT NULL").fetchall())


def finished(at: AppTest, tmp_path: Path) -> AppTest:
    for _ in range(300):
        job = jobs.of(tmp_path / "library")
        if job and job.is_done:
            return at.run()
        time.sleep(0.2)
    raise AssertionError("the correction did not end")


def labelled(elements: object, label: str) -> object:
    return next(one for one in elements if one.label == label)  # type: ignore[attr-defined]


def test_doubtful_readings_are_counted_listed_and_lead_to_their_form(
    dashboard: Open, own: Fill, tmp_path: Path
) -> None:
    own([REPORT, OTHER])
    at = dashboard("corpus", lang="en")
    assert "of <b>1</b> (100.0%) is in doubt" in html(at)
    assert "it has no date" in words(at)
    assert not at.exception
    narrowed = dashboard("corpus", lang="en", why="undated")
    assert "it has no date" in words(narrowed)
    form = dashboard("corpus", lang="en", correct=ids(tmp_path)["砚州日报"])
    assert "In doubt:" in words(form)
    assert labelled(form.text_input, "In the chair").value == "林远"  # type: ignore[attr-defined]
    assert "This version holds no report 0000" in words(dashboard("corpus", lang="en", correct="0000"))


def test_a_person_corrects_confirms_and_takes_back(dashboard: Open, own: Fill, tmp_path: Path) -> None:
    version = own([REPORT, OTHER])
    report = ids(tmp_path)["砚州日报"]
    at = dashboard("corpus", lang="en", correct=report)
    labelled(at.text_input, "In the chair").set_value("周岚")  # type: ignore[attr-defined]
    labelled(at.button, "Save").click().run()  # type: ignore[attr-defined]
    assert "Give your name" in at.warning[0].value
    labelled(at.text_input, "Your name").set_value("陆川")  # type: ignore[attr-defined]
    labelled(at.text_input, "Place").set_value("霁川市")  # type: ignore[attr-defined]
    labelled(at.checkbox, "I have checked: what is in doubt above was read correctly").check()  # type: ignore[attr-defined]
    labelled(at.button, "Save").click().run()  # type: ignore[attr-defined]
    finished(at, tmp_path)
    library = Library(tmp_path / "library")
    made = {(one.field, one.before, one.after) for one in library.corrections()}
    assert {("chair", "林远", "周岚"), ("place", "澜岳省砚州市", "澜岳省霁川市"), ("date", None, None)} <= made
    assert library.current() != version
    seen = dashboard("meetings", lang="en", meeting=report)
    assert "corrected by 陆川 on" in words(seen)
    assert "周岚" in words(seen)
    corpus = dashboard("corpus", lang="en")
    assert "None of the 1 selected meeting" in words(corpus) or "it has no date" not in words(corpus)
    before = len(library.corrections())
    labelled(corpus.button, "Take back").click().run()  # type: ignore[attr-defined]
    finished(corpus, tmp_path)
    assert len(library.corrections()) == before + 1


def test_what_makes_no_sense_is_said_and_not_saved(dashboard: Open, own: Fill, tmp_path: Path) -> None:
    own([REPORT])
    at = dashboard("corpus", lang="en", correct=ids(tmp_path)["砚州日报"])
    labelled(at.text_input, "Your name").set_value("陆川")  # type: ignore[attr-defined]
    labelled(at.button, "Save").click().run()  # type: ignore[attr-defined]
    assert "Nothing was changed" in at.warning[0].value
    labelled(at.text_input, "Date").set_value("last week")  # type: ignore[attr-defined]
    labelled(at.button, "Save").click().run()  # type: ignore[attr-defined]
    assert "a day as" in at.warning[0].value.replace("\\", "")
    labelled(at.text_input, "Date").set_value("")  # type: ignore[attr-defined]
    labelled(at.text_input, "The report's own words that announce it").set_value("不在文中")  # type: ignore[attr-defined]
    at.text_input(key=next(one.key for one in at.text_input if str(one.key).endswith("-new"))).set_value("某事")
    labelled(at.button, "Save").click().run()  # type: ignore[attr-defined]
    assert "does not say" in at.warning[0].value
    assert Library(tmp_path / "library").corrections() == ()


def test_a_server_for_others_is_for_reading(
    dashboard: Open, own: Fill, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own([REPORT])
    monkeypatch.setattr(access, "may_edit", lambda: False)
    at = dashboard("corpus", lang="en", correct=ids(tmp_path)["砚州日报"])
    assert "Correcting is for editors" in words(at)
    assert not [button for button in at.button if button.label == "Save"]


def test_an_old_version_is_corrected_in_the_current_one(dashboard: Open, own: Fill, tmp_path: Path) -> None:
    version = own([REPORT])
    report = ids(tmp_path)["砚州日报"]
    one = Correction("陆川", "2026-11-27T09:30:00", report, "chair", "林远", "周岚", note="<b>x</b>")
    correct_library(Library(tmp_path / "library"), [one])
    assert "This is an old version" in words(dashboard("corpus", lang="en", v=version, correct=report))
    now = dashboard("corpus", lang="en", correct=report)
    assert "1 entry: 1 in force, 0 stale." in words(now)
    assert "&lt;b&gt;x" in html(now)


def test_the_reports_of_one_meeting_are_compared_word_by_word(dashboard: Open, own: Fill, tmp_path: Path) -> None:
    own([REPORT, COPY])
    standing = ids(tmp_path)["澜岳在线"]
    at = dashboard("meetings", lang="en", meeting=standing)
    assert "Other reports of this meeting" in words(at)
    assert "Simplified script" in words(at)
    labelled(at.toggle, "Compare word by word").set_value(True).run()  # type: ignore[attr-defined]
    assert "<ins>紧盯水库和山塘，</ins>" in html(at)
    assert "&lt;i&gt;有关&lt;/i&gt;" in html(at)
    corpus = words(dashboard("corpus", lang="en"))
    assert "1 selected meeting with several reports" in corpus


def test_from_one_report_to_the_next_the_form_holds_the_next_ones_items(
    dashboard: Open, own: Fill, tmp_path: Path
) -> None:
    text = (
        "近日，青岚市政府召开常务会议，研究湖泊保护和学校食堂工作。市长周远主持会议。\n"
        "会议强调，要落实湖长制，让学生吃得安全。"
    )
    own([REPORT, {"title": "青岚市政府召开常务会议", "text": text, "outlet": "青岚日报"}])
    found = ids(tmp_path)
    at = dashboard("corpus", correct=found["砚州日报"])
    assert any("河道" in str(one.value) for one in at.text_input)
    at.query_params["correct"] = found["青岚日报"]
    at.run()
    assert any("湖泊" in str(one.value) for one in at.text_input)
    assert not any("河道" in str(one.value) for one in at.text_input)


def test_what_was_typed_stays_where_the_language_is_changed(dashboard: Open, own: Fill, tmp_path: Path) -> None:
    own([REPORT])
    at = dashboard("corpus", lang="en", correct=ids(tmp_path)["砚州日报"])
    before = {one.id for one in at.text_input}
    at.query_params.pop("lang")
    at.run()
    assert labelled(at.text_input, "您的姓名")
    assert {one.id for one in at.text_input} == before, "the browser keeps what was typed into a widget that stays"
