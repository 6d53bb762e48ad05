"""The vocabulary page: what an edit would change is told, and saving makes a version that carries it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.corpus.library import Library, default_library
from analysis.corpus.schema import FORMAT
from analysis.importing import import_paths
from analysis.measures.selection import Selection
from analysis.records import Edits, PatternEdit
from pages.shared import jobs
from tests.pages.conftest import Open, words

REPORTS = [
    {
        "title": "甲市委常委会召开会议",
        "text": f"4月{day}日，甲市委常委会召开会议，研究云岭农机共享工作。会议强调，要抓好云岭农机。",
        "published": f"2031-04-0{day}",
    }
    for day in (1, 8)
]


def test_the_strings_of_the_chosen_topic_are_listed_with_their_weights(sample: Path, dashboard: Open) -> None:
    at = dashboard("vocabulary", edit="safety")
    assert not at.exception
    frame = at.get("arrow_data_frame")[0].value if at.get("arrow_data_frame") else at.dataframe[0].value
    assert dict(zip(frame["pattern"], frame["weight"], strict=True))["安全生产"] > 0


def test_a_draft_says_what_would_move_and_saving_is_refused_on_the_sample(sample: Path, dashboard: Open) -> None:
    at = dashboard("vocabulary", of="words")
    at.multiselect(key=_key(at, "edit-stopwords")).set_value(["项目"]).run()
    assert "涉及 1 个词" in words(at).replace("<b>", "").replace("</b>", "")
    assert "虚构样例不能改" in words(at)
    assert "save" not in {button.key for button in at.button}


def test_saving_starts_a_job_with_the_draft(
    own: Callable[..., str], dashboard: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    own(REPORTS)
    asked: list[Edits] = []
    monkeypatch.setattr(jobs, "edit", lambda library, edits: asked.append(edits))
    at = dashboard("vocabulary", of="words")
    at.multiselect(key=_key(at, "edit-words")).set_value(["云岭农机"]).run()
    at.button(key="save").click().run()
    assert asked == [Edits(words=("云岭农机",))]


def test_discarding_forgets_the_draft(own: Callable[..., str], dashboard: Open) -> None:
    own(REPORTS)
    at = dashboard("vocabulary", of="words")
    at.multiselect(key=_key(at, "edit-words")).set_value(["云岭农机"]).run()
    at.button(key="discard").click().run()
    assert at.multiselect(key=_key(at, "edit-words")).value == []
    assert "还没有改动" in words(at)


def test_items_without_a_topic_are_listed_with_a_way_to_all_of_them(own: Callable[..., str], dashboard: Open) -> None:
    nameless = [{**REPORTS[0], "text": f"4月{day}日，甲市委常委会召开会议，研究了甲乙丙{day}一事。"} for day in (2, 3)]
    own([*REPORTS, *nameless])
    at = dashboard("vocabulary")
    assert not at.exception
    assert "有 <b>2</b> 项议程没有识别出议题，占所选议程的 50.0%" in words(at)
    assert [link.label for link in at.get("page_link") if "甲乙丙" in link.label] == ["甲乙丙3一事", "甲乙丙2一事"]
    (all_of_them,) = [link for link in at.get("page_link") if "逐项查看" in link.label]
    assert "topic%3A-" in all_of_them.query_string
    assert "没有识别出议题" not in words(dashboard("vocabulary", of="words"))


def test_where_every_item_has_a_topic_the_page_says_so(own: Callable[..., str], dashboard: Open) -> None:
    own(REPORTS)
    import_paths([], Library(default_library()), edits=Edits(patterns=(PatternEdit("health", "云岭农机", 9.0),)))
    assert "每项议程都有议题" in words(dashboard("vocabulary"))


def test_a_word_that_cannot_be_one_is_named(own: Callable[..., str], dashboard: Open) -> None:
    own(REPORTS)
    at = dashboard("vocabulary", of="words")
    at.multiselect(key=_key(at, "edit-words")).set_value(["云"]).run()
    assert "云" in at.error[0].value


def test_a_version_with_edits_says_so_and_its_figures_follow(own: Callable[..., str], dashboard: Open) -> None:
    own(REPORTS)
    edits = Edits(words=("云岭农机",), patterns=(PatternEdit("health", "云岭农机", 9.0),))
    import_paths([], Library(default_library()), edits=edits)
    at = dashboard("vocabulary", lang="en")
    assert "has changed 1 string, 1 word" in words(at)
    at = dashboard("topics", lang="en", topic="health")
    assert not at.exception
    assert "No topic besides Health among the <b>2</b> items." in words(at)
    assert Selection.from_params({"topic": ["health"]})[0].topics == ("health",)


def _key(at: object, start: str) -> str:
    return next(box.key for box in at.multiselect if (box.key or "").startswith(start))  # type: ignore[attr-defined]


def test_a_library_of_an_older_program_says_so_and_can_be_read_anew(
    own: Callable[..., str], dashboard: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    own(REPORTS)
    listing = default_library() / "library.json"
    listing.write_text(
        listing.read_text(encoding="utf-8").replace(f'"format": {FORMAT}', '"format": 1'), encoding="utf-8"
    )
    asked: list[Path] = []
    monkeypatch.setattr(jobs, "read_anew", asked.append)
    at = dashboard()
    assert not at.exception
    assert "旧版程序" in at.warning[0].value
    at.button(key="anew").click().run()
    assert asked == [default_library()]
