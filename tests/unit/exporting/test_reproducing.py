from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.exporting.reproducing import Asked, literal, script
from analysis.measures import counts, keyness
from analysis.measures.selection import Selection

HOSTILE = st.text(alphabet="a'\"\\\n#)(;{}\u2028农", max_size=20)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.dates() | HOSTILE,
    lambda inner: st.lists(inner) | st.tuples(inner) | st.tuples(inner, inner) | st.dictionaries(HOSTILE, inner),
    max_leaves=8,
)


@given(VALUES)
def test_a_value_is_written_as_it_is(value: Any) -> None:
    assert eval(literal(value), {"date": date}) == value


@given(st.lists(HOSTILE), st.dates() | st.none())
def test_a_selection_is_written_as_it_is(words: list[str], start: date | None) -> None:
    selection = Selection(words=tuple(words), start=start, outside=Selection(levels=("county",)))
    assert eval(literal(selection), {"date": date, "Selection": Selection}) == selection


def test_numbers_of_the_engine_are_plain_numbers() -> None:
    assert literal((np.int64(3), np.float64(0.5))) == "(3, 0.5)"
    assert literal(frozenset({"b", "a"})) == "frozenset(['a', 'b'])"


def test_a_script_asks_each_measure_once_and_names_what_it_compares() -> None:
    mine, other = Selection(levels=("county",)), Selection(start=date(2021, 4, 1))
    asked = [
        Asked(counts.topics, mine, options={"unit": "items"}),
        Asked(counts.topics, mine, options={"unit": "items"}, columns=("topic", "share"), says="哪些\n议题？"),
        Asked(counts.topics, mine, options={"unit": "meetings"}),
        Asked(keyness.words, mine, (other,)),
    ]
    code = script("abc", asked, link="http://localhost/?v=abc\nimport os")
    assert code.count("counts.topics(engine, selection, unit='items')") == 1
    assert "counts_topics_2 = counts.topics(engine, selection, unit='meetings')" in code
    assert "keyness_words = keyness.words(engine, selection_2" not in code
    assert "keyness_words = keyness.words(engine, selection, selection_2)" in code
    assert "print(counts_topics[['topic', 'share']])" in code
    assert "# 哪些 议题？" in code
    assert not [line for line in code.splitlines() if line.startswith("import os")]
    compile(code, "reproduce.py", "exec")


@pytest.mark.parametrize(("is_sample", "name"), [(True, "sample_library"), (False, "default_library")])
def test_a_script_opens_the_library_that_was_shown(is_sample: bool, name: str) -> None:
    code = script("abc", [Asked(counts.topics, Selection())], is_sample=is_sample)
    assert f"open_engine(Library({name}()).path_of('abc'))" in code
