"""The four questions of the topics page, as a reader meets them."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs

import duckdb
import pytest

from analysis.corpus.library import Library
from analysis.measures import likeness
from tests.pages.conftest import Open, words


def written(at: object) -> str:
    return " ".join(str(part.proto.body) for part in at.get("html"))  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("params", "title"),
    [
        ({}, "议程都给了哪些议题？"),
        ({"by": "body"}, "议程都给了哪些议题？"),
        ({"view": "depth"}, "会议把事情议到多深？"),
        ({"view": "depth", "group": "year", "lang": "en"}, "How deep do the meetings go?"),
        ({"view": "together"}, "哪些议题常在一起议？"),
        ({"view": "together", "within": "items", "lang": "en"}, "Which topics come together?"),
        ({"view": "places", "among": "level"}, "谁和谁的议程相似，差在哪里？"),
    ],
)
def test_each_view_asks_its_question(sample: Path, dashboard: Open, params: dict[str, str], title: str) -> None:
    at = dashboard("topics", **params)
    assert not at.exception
    assert title in written(at)


def test_a_link_to_a_pair_opens_the_meetings_that_take_up_both(sample: Path, dashboard: Open) -> None:
    at = dashboard("topics", view="together", lang="en", cell="agenda:economy*rural")
    assert not at.exception
    assert "meetings on Economy and Rural affairs" in written(at)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_pair_says_what_both_have_in_numbers_that_open_it(
    sample: Path, dashboard: Open, anew: None, lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(likeness, "FEWEST", 3)  # of a library this small no two groups are large enough
    at = dashboard("topics", view="places", among="level", lang=lang)
    assert not at.exception
    opened = re.findall(r"class='n' href='[?]([^']*cell=level[^']*)'>([\d,]+)</a>", written(at))
    assert len(opened) >= 6
    address, count = opened[0]
    again = dashboard("topics", **parse_qs(unescape(address)))
    assert not again.exception
    assert f" {count} " in words(again).split("id='evidence'>")[1].split("</h2>")[0]


def test_meetings_with_other_matters_can_be_opened(sample: Path, dashboard: Open) -> None:
    at = dashboard("topics", lang="en")
    at.button(key="others").click().run()
    assert not at.exception
    assert "other matters taken up" in written(at)


@pytest.mark.parametrize("page", ["topics", "overview"])
def test_a_topic_that_was_asked_for_is_not_the_finding(sample: Path, dashboard: Open, page: str) -> None:
    library = Library(sample)
    with duckdb.connect(str(library.path_of(library.current() or "")), read_only=True) as db:
        (topic, whole) = db.execute(
            "select topic, count(*) from labels group by topic order by 2 desc, 1 limit 1"
        ).fetchall()[0]
        besides = db.execute(
            "select o.topic, count(*) from labels i join labels o using (item_no)"
            " where i.topic = ? and o.topic <> i.topic group by o.topic order by 2 desc",
            [topic],
        ).fetchall()
        names = dict(db.execute("select topic, zh from topics").fetchall())
    said = unescape(re.sub(r"<[^>]+>", "", written(dashboard(page, topic=topic))))
    assert f"除{names[topic]}外" in said
    if page == "topics":
        leading = {names[other] for other, n in besides if n == besides[0][1]}
        found = re.search(r"最多的是(.+?)：(\d+) 项议程中有 (\d+) 项", said)
        assert found
        assert found[1] in leading
        assert (int(found[2]), int(found[3])) == (whole, besides[0][1])
