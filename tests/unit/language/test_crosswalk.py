from __future__ import annotations

from pathlib import Path

import pytest

from analysis.errors import LexiconError
from analysis.language.crosswalk import load_crosswalk
from analysis.topics import load_taxonomy

MAJORS = '[majors]\n7 = { zh = "环境", en = "Environment" }\n4 = { zh = "农业", en = "Agriculture" }\n'
CAP = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 23]


def test_every_topic_of_the_taxonomy_goes_somewhere_with_a_reason() -> None:
    crosswalk = load_crosswalk()
    assert [int(code) for code in crosswalk.majors] == CAP
    assert crosswalk.shares.keys() == crosswalk.why.keys() == {topic.id for topic in load_taxonomy().topics}
    # Only Immigration has no counterpart here.
    assert {code for shares in crosswalk.shares.values() for code in shares} == crosswalk.majors.keys() - {"9"}


def test_topics_are_read_with_their_shares(tmp_path: Path) -> None:
    path = tmp_path / "cap.toml"
    path.write_text(MAJORS + '[topics.tea]\nshares = { 4 = 0.75, 7 = 0.25 }\nwhy = "leaves"\n', encoding="utf-8")
    crosswalk = load_crosswalk(path)
    assert crosswalk.shares == {"tea": {"4": 0.75, "7": 0.25}}
    assert crosswalk.majors["4"]["en"] == "Agriculture"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("[majors\n", "quote every string"),
        ("[majors]\n7 = 1\n", r"\[majors\] lists codes"),
        (MAJORS, "there are no topics"),
        (MAJORS + "[topics.tea]\n", "topic tea: write shares"),
        (MAJORS + '[topics.tea]\nshares = { 4 = -1.0, 7 = 2.0 }\nwhy = "x"\n', "topic tea: write shares"),
        (MAJORS + '[topics.tea]\nshares = { 5 = 1.0 }\nwhy = "x"\n', "topic tea: 5 is no code"),
        (MAJORS + '[topics.tea]\nshares = { 4 = 0.5 }\nwhy = "x"\n', "topic tea: the shares add up to 0.5"),
        (MAJORS + "[topics.tea]\nshares = { 4 = 1.0 }\n", "topic tea: why is missing"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, content: str, told: str) -> None:
    path = tmp_path / "cap.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(LexiconError, match=rf"cap\.toml.*{told}"):
        load_crosswalk(path)
