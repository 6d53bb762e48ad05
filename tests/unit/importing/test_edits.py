"""A library's own words, stopwords, synonyms, topics and patterns, from an import to the figures."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from analysis.corpus.engine import Engine, open_engine
from analysis.corpus.library import Library
from analysis.errors import LexiconError
from analysis.importing import import_paths
from analysis.measures import counts, keywords
from analysis.measures.selection import Selection
from analysis.records import Edits, NewTopic, PatternEdit

TEXT = (
    "2031年4月1日，甲市委常委会召开会议，研究云岭农机共享工作，审议《甲市灯塔夜校管理办法》。"
    "会议强调，要办好云岭农机共享。市委书记林一舟主持会议。"
)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    report = {"id": "a", "title": "甲市委常委会召开会议", "text": TEXT, "published": "2031-04-02"}
    (tmp_path / "a.json").write_text(json.dumps([report], ensure_ascii=False), encoding="utf-8")
    library = Library(tmp_path / "library")
    import_paths([tmp_path / "a.json"], library, workers=1)
    return library


def current(library: Library) -> Engine:
    version = library.current()
    assert version
    return open_engine(library.path_of(version))


def words(library: Library) -> dict[str, int]:
    frame = keywords.frequencies(current(library), Selection())
    return dict(zip(frame["term"], frame["count"], strict=True))


def test_a_new_word_is_counted_whole(library: Library) -> None:
    assert "云岭农机" not in words(library)
    import_paths([], library, edits=Edits(words=("云岭农机",)))
    assert words(library)["云岭农机"] == 2


def test_a_synonym_counts_as_the_other_word(library: Library) -> None:
    import_paths([], library, edits=Edits(synonyms=(("云岭农机", "共享"),)))
    counted = words(library)
    assert "云岭农机" not in counted
    assert counted["共享"] == 4


def test_stopwords_are_left_out_of_the_list(library: Library) -> None:
    assert "农机" in words(library)
    import_paths([], library, edits=Edits(stopwords=("农机",)))
    assert "农机" not in words(library)
    import_paths([], library, edits=Edits())
    assert "农机" in words(library)


def test_a_new_topic_with_a_pattern_of_its_own(library: Library) -> None:
    new = NewTopic("night-school", "夜校", "Night schools", "灯塔夜校", "Lighthouse night schools")
    edits = Edits(topics=(new,), patterns=(PatternEdit("night-school", "灯塔夜校", 9.0),))
    import_paths([], library, edits=edits)
    frame = counts.topics(current(library), Selection()).set_index("topic")
    assert frame.loc["night-school", "numerator"] == 1
    assert current(library).version.edits == edits


def test_edits_stay_with_the_next_import_and_make_another_version(library: Library, tmp_path: Path) -> None:
    plain = library.current()
    import_paths([], library, edits=Edits(words=("云岭农机",)))
    edited = library.current()
    assert edited != plain
    report = {"id": "b", "text": TEXT.replace("4月1日", "4月8日"), "published": "2031-04-09"}
    (tmp_path / "b.json").write_text(json.dumps([report], ensure_ascii=False), encoding="utf-8")
    import_paths([tmp_path / "b.json"], library)
    assert words(library)["云岭农机"] == 4
    import_paths([], library, edits=Edits())
    assert "云岭农机" not in words(library)


def test_several_processes_know_the_edits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analysis.importing.batches.BATCH", 10)
    monkeypatch.setattr("analysis.importing.crew.SMALL", 1)
    reports = [{"id": str(n), "text": TEXT.replace("4月1日", f"4月{n}日")} for n in range(1, 5)]
    (tmp_path / "all.json").write_text(json.dumps(reports, ensure_ascii=False), encoding="utf-8")
    library = Library(tmp_path / "library")
    import_paths([tmp_path / "all.json"], library, edits=Edits(words=("云岭农机",)), workers=2)
    assert words(library)["云岭农机"] == 8


@pytest.mark.parametrize(
    ("edits", "said"),
    [
        (Edits(words=("云岭 农机",)), "not a word"),
        (Edits(synonyms=(("云岭农机", "农机"), ("农机", "机械"))), "counts as"),
        (Edits(synonyms=(("云岭农机", "农机"), ("云岭农机", "机械"))), "two others"),
        (Edits(patterns=(PatternEdit("moon", "月亮", 1.0),)), "no such topic"),
        (Edits(topics=(NewTopic("rural", "乡", "R", "乡", "R"),)), "is taken"),
        (Edits(topics=(NewTopic("夜校", "乡", "R", "乡", "R"),)), "an id is"),
    ],
)
def test_an_edit_that_makes_no_sense_is_refused_and_the_library_stays(
    library: Library, edits: Edits, said: str
) -> None:
    before = library.current()
    with pytest.raises(LexiconError, match=said):
        import_paths([], library, edits=edits)
    assert library.current() == before
