"""The four questions of the keywords page: what is said, what is drawn, and whose lines are opened."""

from __future__ import annotations

import json
from html import unescape
from pathlib import Path

import pytest

from analysis.corpus.engine import open_engine
from analysis.corpus.library import Library
from analysis.measures import collocations, concordance, keywords, ngrams, segmentation
from analysis.measures.selection import Selection
from pages.shared.texts import of
from tests.pages.conftest import Open, html, words

ZH, EVERYTHING = of("zh"), Selection()


HEARD = {"view": "keyness", "action": "hear", "against": "rest", "keep": ["听取", "审议"]}
"""What is heard differs from the rest by the words of hearing and considering, which are no stopwords here."""


def engine_of(sample: Path):
    library = Library(sample)
    return open_engine(library.path_of(library.current() or ""))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("view", ["frequency", "keyness", "collocations", "novelty"])
def test_every_question_has_its_answer(sample: Path, dashboard: Open, view: str, lang: str) -> None:
    at = dashboard("keywords", lang=lang, **(HEARD if view == "keyness" else {"view": view}))
    assert not at.exception
    assert not at.error
    assert "<h1 class='question'>" in html(at)
    assert at.get("plotly_chart")
    assert ("view" in at.query_params) == (view != "frequency")


@pytest.mark.parametrize("view", ["frequency", "keyness", "collocations", "novelty"])
def test_a_question_about_nothing_says_so(sample: Path, dashboard: Open, view: str) -> None:
    at = dashboard("keywords", view=view, level="township")
    assert not at.exception
    assert ZH("nothing.found") in words(at)


def test_words_by_weight(sample: Path, dashboard: Open) -> None:
    first = keywords.frequencies(engine_of(sample), EVERYTHING, order="tf_idf", limit=1)["term"].iloc[0]
    at = dashboard("keywords", order="tf_idf")
    assert f"<b>“{first}”</b>" in html(at)


@pytest.mark.parametrize("size", [2, 3, 4])
def test_runs_of_words_open_their_lines(sample: Path, dashboard: Open, size: int) -> None:
    row = ngrams.frequencies(engine_of(sample), EVERYTHING, size=size, limit=1).iloc[0]
    at = dashboard("keywords", size=str(size), cell=f"ngram:{row['ngram']}")
    run = row["ngram"].replace(" ", "")
    assert ZH("keywords.lines", word=run, lines=int(row["count"]), meetings=int(row["documents"])) in words(at)
    assert f"<td class='w'>{run}</td>" in html(at)


def test_a_run_that_is_not_listed_is_named(sample: Path, dashboard: Open) -> None:
    at = dashboard("keywords", size="2", cell="ngram:没有 这个")
    assert not at.exception
    assert ZH("keywords.found_none", word="没有这个") in words(at)


def test_collocates_open_the_lines_that_were_counted(sample: Path, dashboard: Open) -> None:
    row = collocations.words(engine_of(sample), EVERYTHING, "工作").iloc[0]
    at = dashboard("keywords", view="collocations", node="工作", cell=f"collocate:{row['collocate']}")
    both = ZH("evidence.join").join(["工作", row["collocate"]])
    assert ZH("keywords.lines", word=both, lines=int(row["numerator"]), meetings=int(row["documents"])) in words(at)
    spec = json.loads(at.get("plotly_chart")[0].proto.spec)
    assert spec["data"][0]["customdata"][0] == {"collocate": row["collocate"]}


def test_a_word_without_collocates_says_so(sample: Path, dashboard: Open) -> None:
    at = dashboard("keywords", view="collocations", node="无此词")
    assert not at.exception
    assert ZH("keywords.none_collocations", word="无此词") in words(at)


def test_an_opened_word_says_how_much_hangs_on_segmentation(sample: Path, dashboard: Open) -> None:
    counted = segmentation.counts(engine_of(sample), EVERYTHING, "发展").set_index("method")
    at = dashboard("keywords", cell="term:发展")
    assert ZH("keywords.cut_exact", n=int(counted.loc["exact", "numerator"])) in words(at)
    parts = counted["parts"].any()
    assert ZH("keywords.cut_parts" if parts else "keywords.cut_agree") in words(at)


def test_lines_are_sorted_by_their_contexts(sample: Path, dashboard: Open) -> None:
    at = dashboard("keywords", cell="term:会议", sort="right")
    assert not at.exception
    held = EVERYTHING.narrow(term="会议")
    lines = concordance.lines(engine_of(sample), held, "会议", counted_as="term", order="right", limit=20)
    shown = [part.split("</td>")[0] for part in html(at).split("</td><td>")[1:]]
    assert [unescape(text) for text in shown] == [" ".join(text.split()) for text in lines["right"]]


def test_no_key_words_are_said_in_words_and_not_as_empty_clouds(sample: Path, dashboard: Open) -> None:
    at = dashboard("keywords", view="keyness", level="county", against="rest")
    assert not at.exception
    assert ZH("keywords.none_keyness") in words(at)
    assert ZH("keywords.hint_keyness") in words(at)
    assert not at.get("plotly_chart")


def test_key_words_open_their_own_side(sample: Path, dashboard: Open) -> None:
    at = dashboard("keywords", **HEARD)
    assert not at.exception
    for side, word, chart in zip("ab", HEARD["keep"], at.get("plotly_chart"), strict=True):
        said = [cell for trace in json.loads(chart.proto.spec)["data"] for cell in trace["customdata"]]
        assert {cell["side"] for cell in said} == {side}
        assert word in {cell["term"] for cell in said}
