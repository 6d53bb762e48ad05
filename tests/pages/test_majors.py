"""The topics page by the major topics of the Comparative Agendas Project."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.corpus.engine import Engine, open_engine
from analysis.corpus.library import Library
from analysis.measures import evidence, majors
from analysis.measures.selection import Selection
from tests.pages.conftest import Open, words


def engine_of(sample: Path) -> Engine:
    library = Library(sample)
    return open_engine(library.path_of(library.current() or ""))


@pytest.mark.parametrize(("lang", "told"), [("zh", "按比较议程项目（CAP）"), ("en", "Comparative Agendas Project")])
def test_the_largest_major_topic_is_named_with_its_share(sample: Path, dashboard: Open, lang: str, told: str) -> None:
    at = dashboard("topics", view="majors", lang=lang)
    assert not at.exception
    first = next(
        row for row in majors.attention(engine_of(sample), Selection()).to_dict("records") if row["major"] != "-"
    )
    assert told in words(at)
    assert f"<b>{first['share']:.1%}</b>" in words(at)


def test_a_row_of_the_table_opens_the_items_of_its_topic(sample: Path, dashboard: Open) -> None:
    row = majors.parts(engine_of(sample), Selection()).iloc[-1]
    at = dashboard("topics", view="majors", cell=f"topic:{row['topic']}")
    assert not at.exception
    assert f" {row['items']} " in words(at).split("id='evidence'>")[1].split("</h2>")[0]


@pytest.mark.parametrize(("lang", "worth"), [("zh", "折合"), ("en", "worth")])
def test_a_bar_opens_its_items_and_each_says_what_it_is_worth(
    sample: Path, dashboard: Open, lang: str, worth: str
) -> None:
    engine = engine_of(sample)
    row = majors.attention(engine, Selection()).iloc[-1]
    at = dashboard("topics", view="majors", lang=lang, cell=f"major:{row['major']}")
    assert not at.exception
    title = words(at).split("id='evidence'>")[1].split("</h2>")[0]
    assert f"{evidence.count(engine, Selection().narrow(major=row['major']))} " in title
    assert f"{worth} {row['numerator']:,.1f}" in title
    assert "×" in words(at)


def test_where_no_item_has_a_code_the_page_says_so(own: Callable[..., str], dashboard: Open) -> None:
    text = "4月2日，甲市委常委会召开会议，研究了甲乙丙二一事。"
    own([{"title": "甲市委常委会召开会议", "text": text, "published": "2031-04-02"}])
    at = dashboard("topics", view="majors")
    assert not at.exception
    assert "都没有对应的编码" in words(at)
