"""How well the program reads, on the screen, and checks in processes of their own."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path
from typing import Any

import pytest

from analysis.importing import load_stages, read_again
from analysis.measures import accuracy, gold
from pages.shared import checks, jobs, state
from pages.shared.texts import of
from tests.pages.conftest import Open, html, words

LANGUAGES = pytest.mark.parametrize("lang", ["zh", "en"])

HOSTILE = {
    "id": "h<i>1",
    "title": "云梦市委常委会召开会议<img src=x onerror=alert(1)>",
    "text": "2024年5月6日，云梦市委常委会召开会议，听取防汛抗旱工作<script>alert(2)</script>情况汇报。",
    "is_readout": True,
    "kind": "readout",
    "chair": "<b>某人</b>",
    "date": "2024-05-06",
    "agenda_items": [
        {"subject": "不在文中<script>", "action": "hear", "decision": None, "topics": ["disaster"],
         "evidence": "听取防汛抗旱工作<script>alert(2)</script>情况汇报"}
    ],
}  # fmt: skip


def written(folder: Path, *rows: object) -> Path:
    path = folder / "mine.jsonl"
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    return path


@pytest.fixture
def hostile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Somebody's own annotations, already checked; gives the name by which the address knows them."""
    path = written(tmp_path, HOSTILE)
    rows = gold.read(path)
    read, _ = read_again([path], load_stages(), ids=[row["id"] for row in rows])
    summary = {"name": path.name, "parser": "1", "lexicon": "feed", "gold": rows, "read": read, "rejects": []}
    known = jobs.of
    monkeypatch.setattr(jobs, "of", lambda key: jobs.Job("mine", summary=summary) if key == "mine" else known(key))
    return "mine"


@LANGUAGES
def test_the_page_says_its_score_with_an_interval_and_that_it_flatters(
    sample: Path, dashboard: Open, checked: dict[str, Any], lang: str
) -> None:
    at, t = dashboard("accuracy", lang=lang), of(lang)
    frame = accuracy.figures(accuracy.compare(checked["gold"], checked["read"])).set_index("field")
    row = frame.loc["item_f1"]
    finding = re.search(r"<p class='finding'>(.*?)</p>", html(at))
    assert finding
    for share in (row["share"], row["low"], row["high"]):
        assert f"{share:.1%}" in finding[1]
    assert " 40 " in finding[1]
    assert t("accuracy.invented_means") in words(at)


@pytest.mark.parametrize("by", ["topic", "year", "level"])
def test_every_point_opens_as_many_disagreements_as_its_figure_lacks(sample: Path, dashboard: Open, by: str) -> None:
    at = dashboard("accuracy", by=by)
    assert not at.exception
    charts = [json.loads(chart.proto.spec) for chart in at.get("plotly_chart")]
    assert len(charts) == 4, "two charts, each for two widths of the screen"
    cells = [cell for chart in charts for trace in chart["data"] for cell in trace["customdata"]]
    assert {frozenset(cell) for cell in cells} == {frozenset({"field"}), frozenset({"field", by})}
    lost = {"field": "topic_f1"} if by != "topic" else next(cell for cell in charts[2]["data"][0]["customdata"])
    at = dashboard("accuracy", by=by, cell=[f"{key}:{value}" for key, value in lost.items()])
    title = re.search(r"id='evidence'>(.*?)</h2>", words(at))
    assert title
    count = int(re.findall(r"(\d+) 处", title[1])[-1])
    assert count > 0
    assert words(at).count("<dl class='sides'>") == min(count, 10)
    at.button(key="close").click().run()
    assert "cell" not in at.query_params


@LANGUAGES
def test_a_document_shows_both_sides_and_its_text(
    sample: Path, dashboard: Open, checked: dict[str, Any], lang: str
) -> None:
    row = next(row for row in checked["gold"] if row["is_readout"])
    at = dashboard("accuracy", document=row["id"], lang=lang)
    assert not at.exception
    said = words(at)
    assert next(read["title"] for read in checked["read"] if read["id"] == row["id"]) in said
    for item in row["agenda_items"]:
        assert item["subject"] in said
    assert row["chair"] in said
    assert "class='reader'" in html(at)
    assert of(lang)("accuracy.back") in [link.proto.label for link in at.main.get("page_link")]


def test_what_was_read_otherwise_is_marked_in_its_document(
    sample: Path, dashboard: Open, checked: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    row = next(row for row in checked["gold"] if row["is_readout"] and row["agenda_items"][0]["action"] != "brief")
    wrong = {**row, "chair": "无此人", "agenda_items": [{**row["agenda_items"][0], "action": "brief"}]}
    summary = {**checked, "gold": [wrong]}
    monkeypatch.setattr(checks, "_bundled", lambda: jobs.Job("wrong", summary=summary))
    at = dashboard("accuracy", document=row["id"])
    marked = re.findall(r"class='differs'>(.*?)<", html(at))
    assert row["chair"] in marked
    assert of("zh")(f"action.{row['agenda_items'][0]['action']}") in marked
    assert marked.count(of("zh")("accuracy.none")) == len(row["agenda_items"]) - 1, "nobody annotated the others"


def test_what_the_address_names_and_nobody_knows_is_dropped(sample: Path, dashboard: Open) -> None:
    at = dashboard("accuracy", document="nobody", cell="field:moon", gold="feed")
    assert not at.exception
    for part in ("document=nobody", "cell=field:moon", "gold=feed"):
        assert part in words(at)
    assert at.query_params == {}
    assert of("zh")("accuracy.invented_means") in words(at)


@LANGUAGES
def test_texts_annotations_and_names_are_escaped(sample: Path, dashboard: Open, hostile: str, lang: str) -> None:
    for more in ({}, {"document": HOSTILE["id"]}, {"cell": "field:chair"}):
        at = dashboard("accuracy", gold=hostile, lang=lang, **more)
        assert not at.exception
        sent = html(at)
        assert "<script" not in sent
        assert "<img" not in sent
        assert "<b>某人" not in sent
        assert at.query_params["gold"] == hostile
        assert of(lang)("accuracy.invented_means") not in words(at), "these are somebody's own"
    assert "&lt;b&gt;某人&lt;/b&gt;" in html(at)
    at.button(key="bundled").click().run()
    assert "gold" not in at.query_params


def test_annotations_without_any_item_or_topic_are_shown_as_well(
    sample: Path, dashboard: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [{"id": "a", "is_readout": False}]
    summary = {"name": "x", "parser": "1", "lexicon": "f", "gold": rows, "read": rows, "rejects": []}
    monkeypatch.setattr(checks, "_bundled", lambda: jobs.Job("none", summary=summary))
    for by in ("topic", "year", "level"):
        at = dashboard("accuracy", by=by)
        assert not at.exception
        assert not at.error


@LANGUAGES
def test_a_check_under_way_shows_how_far_it_is(
    sample: Path, dashboard: Open, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    job = jobs.Job("bundled", progress={"stage": "reading", "done": 30, "total": 120})
    monkeypatch.setattr(checks, "_bundled", lambda: job)
    asked = {"by": "year", "figure": "chair", "cell": ["field:chair", "year:2019"], "at": "2"}
    at = dashboard("accuracy", lang=lang, nonsense="1", **asked)
    assert not at.exception
    assert at.get("progress")[0].proto.value == 25
    assert not at.get("plotly_chart")
    assert "nonsense=1" in words(at)
    assert "chair" not in words(at), "the rest of the link is kept for when the check is done"
    assert {key: at.query_params[key] for key in asked} == asked


def test_a_check_that_fails_says_why(sample: Path, dashboard: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    known = jobs.of
    failed = jobs.Job("bad", error="mine.jsonl, line 4: 'level' is wrong")
    monkeypatch.setattr(jobs, "of", lambda key: failed if key == "bad" else known(key))
    at = dashboard("accuracy", gold="bad")
    assert "line 4" in at.error[0].value.replace("\\", "")
    at.button(key="bundled").click().run()
    assert at.get("plotly_chart")


def begun(gold_file: tuple[str, bytes], monkeypatch: pytest.MonkeyPatch) -> jobs.Job:
    put: dict[str, str] = {}
    monkeypatch.setattr(state, "put", put.__setitem__)
    checks.begin(gold_file, [])
    job, until = jobs.of(put["gold"]), time.monotonic() + 60
    while job and not job.is_done and time.monotonic() < until:
        assert jobs.is_checking()
        time.sleep(0.05)
    assert job
    assert job.is_done
    return job


def test_uploaded_annotations_are_read_again_in_a_process_of_their_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = written(tmp_path, HOSTILE).read_bytes()
    job = begun(("../../mine.jsonl", data), monkeypatch)
    assert not job.error
    assert job.summary["name"] == "mine.jsonl"
    assert job.summary["gold"] == [HOSTILE]
    assert [row["id"] for row in job.summary["read"]] == [HOSTILE["id"]]
    assert begun(("mine.jsonl", data), monkeypatch) is job, "the same files are not read twice"
    assert not jobs.is_checking()


def test_a_mistake_in_uploaded_annotations_is_named_with_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    job = begun(("mine.jsonl", b'{"id": "a", "is_readout": 1}'), monkeypatch)
    assert job.error.startswith("mine.jsonl, line 1: 'is_readout' is 1")
