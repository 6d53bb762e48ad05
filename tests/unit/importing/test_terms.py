"""Which words the library counts, and for which item: worked out from the tokens, which jieba agrees on elsewhere."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import duckdb
import pytest

from analysis.corpus.library import Library
from analysis.corpus.sample import SAMPLE
from analysis.importing import import_paths
from analysis.records import Edits
from tests.documents import written


def counted(folder: Path, *reports: dict[str, Any]) -> list[tuple[Any, ...]]:
    library = Library(folder / "library")
    import_paths([written(folder / "reports.jsonl", reports)], library, workers=1)
    with duckdb.connect(library.path_of(library.current() or ""), read_only=True) as db:
        return db.execute("SELECT position, term, count FROM terms ORDER BY ALL").fetchall()


def test_terms_are_counted_in_the_item_in_which_they_stand(tmp_path: Path) -> None:
    text = (
        "4月1日，甲市委常委会召开会议，研究防汛工作。市委书记林一舟主持。\n"
        "会议指出，防汛要早，防汛要细。\n会议还研究了其他事项。"
    )
    found = {
        (position, term): count
        for position, term, count in counted(
            tmp_path, {"title": "甲市委常委会召开会议", "text": text, "published": "2031-04-02"}
        )
    }
    assert (found[0, "防汛"], found[1, "防汛"]) == (1, 2)
    assert (found[0, "会议"], found[1, "会议"]) == (2, 1)


def test_punctuation_single_characters_and_plain_numbers_are_no_terms(tmp_path: Path) -> None:
    text = "增长 6.5%，2021 年\n投资 5G 和 AI，新建 3-5 条，𠮷𠮷。"
    assert counted(tmp_path, {"text": text}) == [(0, term, 1) for term in sorted(["增长", "投资", "5G", "AI", "新建"])]


def test_the_terms_of_the_sample_are_the_words_of_its_sentences(tmp_path: Path) -> None:
    library = Library(tmp_path / "library")
    import_paths([SAMPLE], library, is_sample=True, workers=1)
    with duckdb.connect(library.path_of(library.current() or ""), read_only=True) as db:
        sentences = db.execute("SELECT meeting_no, position, tokens FROM sentences").fetchall()
        terms = db.execute("SELECT meeting_no, position, term, count FROM terms WHERE meeting_no > 0").fetchall()
    words = Counter(
        (meeting, position, token)
        for meeting, position, tokens in sentences
        for token in tokens
        if len(token) > 1 and any(sign.isalpha() for sign in token)
    )
    assert {tuple(key): count for *key, count in terms} == words
    assert all(meeting for meeting, _, _ in sentences)


@pytest.mark.parametrize("synonyms", [(), (("教育", "教学"),)])
def test_what_tells_of_no_meeting_has_terms_and_no_sentences(tmp_path: Path, synonyms: tuple[Any, ...]) -> None:
    library = Library(tmp_path / "library")
    file = written(tmp_path / "a.jsonl", [{"text": "推进教育，改善教育。"}])
    import_paths([file], library, workers=1, edits=Edits(synonyms=synonyms))
    with duckdb.connect(library.path_of(library.current() or ""), read_only=True) as db:
        assert db.execute("SELECT count(*) FROM sentences").fetchone() == (0,)
        found = dict(db.execute("SELECT term, count FROM terms WHERE meeting_no IS NULL").fetchall())
    assert found["教学" if synonyms else "教育"] == 2
