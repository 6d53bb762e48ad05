"""A library's own words, stopwords, synonyms, topics and patterns, from an import to the figures."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest

from analysis.corpus.engine import Engine, open_engine
from analysis.corpus.library import Library, is_older
from analysis.corpus.sample import SAMPLE
from analysis.corpus.schema import FORMAT
from analysis.errors import LexiconError, LibraryError
from analysis.importing import import_paths, load_stages
from analysis.importing.previewing import moves
from analysis.measures import counts, keywords
from analysis.measures.selection import Selection
from analysis.records import Edits, NewTopic, PatternEdit
from analysis.topics import Taxonomy
from tests.documents import written

TEXT = (
    "2031年4月1日，甲市委常委会召开会议，研究云岭农机共享工作，审议《甲市灯塔夜校管理办法》。"
    "会议强调，要办好云岭农机共享。市委书记林一舟主持会议。"
)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    report = {"id": "a", "title": "甲市委常委会召开会议", "text": TEXT, "published": "2031-04-02"}
    library = Library(tmp_path / "library")
    import_paths([written(tmp_path / "a.jsonl", [report])], library, workers=1)
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
    import_paths([written(tmp_path / "b.jsonl", [report])], library)
    assert words(library)["云岭农机"] == 4
    import_paths([], library, edits=Edits())
    assert "云岭农机" not in words(library)


def test_several_processes_know_the_edits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analysis.importing.batches.BATCH", 10)
    monkeypatch.setattr("analysis.importing.crew.SMALL", 1)
    reports = [{"id": str(n), "text": TEXT.replace("4月1日", f"4月{n}日")} for n in range(1, 5)]
    library = Library(tmp_path / "library")
    import_paths([written(tmp_path / "all.jsonl", reports)], library, edits=Edits(words=("云岭农机",)), workers=2)
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


def taxonomies(engine: Engine, edits: Edits) -> tuple[Taxonomy, Taxonomy]:
    return load_stages(engine.version.edits).taxonomy, load_stages(edits).taxonomy


def labels(engine: Engine) -> dict[str, tuple[str, ...]]:
    """The topics of every item as the version has them."""
    found: dict[str, tuple[str, ...]] = {row["item_id"]: () for row in engine.rows(engine.table("items"))}
    joined = engine.table("labels").inner_join(engine.table("items").select("item_no", "item_id"), "item_no")
    for row in engine.rows(joined.order_by("item_no", "rank")):
        found[row["item_id"]] += (row["topic"],)
    return found


def test_the_preview_tells_exactly_what_saving_then_does(tmp_path: Path) -> None:
    library = Library(tmp_path / "library")
    reports = SAMPLE.read_text(encoding="utf-8").splitlines()[:60]
    (tmp_path / "some.jsonl").write_text("\n".join(reports), encoding="utf-8")
    import_paths([tmp_path / "some.jsonl"], library, is_sample=True, workers=1)
    engine = current(library)
    edits = Edits(
        patterns=(
            PatternEdit("safety", "安全生产", None),
            PatternEdit("culture-tourism", "工作", 9.0),
            PatternEdit("rural", "春耕", 0.5),
        )
    )
    preview = moves(engine, *taxonomies(engine, edits))
    was = labels(engine)
    import_paths([], library, edits=edits, is_sample=True, workers=1)
    now = labels(current(library))
    would = {row["item_id"]: (row["before"], row["after"]) for row in preview.moved.to_dict("records")}
    assert would == {item: (was[item], now[item]) for item in was if was[item] != now[item]}
    assert would
    assert preview.examined == preview.candidates


def test_a_preview_of_no_change_looks_at_nothing(library: Library) -> None:
    engine = current(library)
    preview = moves(engine, *taxonomies(engine, Edits(words=("云岭农机",))))
    assert (len(preview.moved), preview.examined, preview.candidates) == (0, 0, 0)


def test_a_preview_that_is_cut_says_so(library: Library) -> None:
    engine = current(library)
    edits = Edits(patterns=(PatternEdit("health", "云岭", 9.0), PatternEdit("health", "夜校", 9.0)))
    preview = moves(engine, *taxonomies(engine, edits), most=1)
    assert (preview.examined, preview.candidates) == (1, 2)


def test_a_library_of_an_older_format_is_read_anew_and_its_file_stays(library: Library) -> None:
    old = library.current()
    assert old
    before, file = words(library), library.path_of(old)
    with duckdb.connect(str(file)) as connection:
        connection.execute("ALTER TABLE version DROP COLUMN edits; DROP TABLE stopwords; UPDATE version SET format = 1")
    listing = library.path / "library.json"
    state = json.loads(listing.read_text(encoding="utf-8"))
    state["format"] = state["versions"][0]["format"] = 1
    listing.write_text(json.dumps(state), encoding="utf-8")
    assert is_older(library.path)
    with pytest.raises(LibraryError, match="refresh"):
        library.path_of(old)
    content = file.read_bytes()
    # The same reports read by the same program would be the same version, but for the format in its id.
    state["versions"][0]["version"] = state["current"] = "f" * 16
    listing.write_text(json.dumps(state), encoding="utf-8")
    file.rename(file.with_stem("f" * 16))
    assert import_paths([], library).is_new_version
    assert not is_older(library.path)
    assert words(library) == before
    assert file.with_stem("f" * 16).read_bytes() == content
    assert {record.format for record in library.versions()} == {1, FORMAT}
