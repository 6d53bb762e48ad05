from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus.edits import from_json, to_json
from analysis.errors import LexiconError
from analysis.records import Edits, NewTopic, PatternEdit

WORDS = st.text("共享法庭乡村农机水利", min_size=1, max_size=4)
LISTS = st.lists(WORDS, max_size=3).map(tuple)
EDITS = st.builds(
    Edits,
    words=LISTS,
    not_words=LISTS,
    stopwords=LISTS,
    not_stopwords=LISTS,
    synonyms=st.lists(st.tuples(WORDS, WORDS), max_size=3).map(tuple),
    topics=st.lists(st.builds(NewTopic, WORDS, WORDS, WORDS, WORDS, WORDS), max_size=2).map(tuple),
    patterns=st.lists(
        st.builds(PatternEdit, WORDS, WORDS, st.none() | st.floats(-5, 5, allow_nan=False)), max_size=3
    ).map(tuple),
)


@given(EDITS)
def test_edits_come_back_as_they_were(edits: Edits) -> None:
    assert from_json(to_json(edits)) == edits


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no JSON object"),
        ("[]", "no JSON object"),
        ('{"word": []}', "unknown key word"),
        ('{"words": "共享"}', "no list"),
        ('{"synonyms": [["共享"]]}', "no JSON object"),
        ('{"patterns": [{"topic": "rural", "pattern": "农机"}]}', "weight"),
        ('{"topics": [{"id": "x"}]}', "no JSON object"),
    ],
)
def test_what_is_no_edits_is_refused_with_the_files_name(text: str, said: str) -> None:
    with pytest.raises(LexiconError, match=r"^mine\.json: ") as caught:
        from_json(text, name="mine.json")
    assert said in str(caught.value)
