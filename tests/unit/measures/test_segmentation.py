"""The three counts of a word, against counts by eye."""

from __future__ import annotations

import pytest

from analysis.corpus.engine import Engine
from analysis.language.tokenizer import Tokenizer
from analysis.measures import segmentation
from analysis.measures.selection import Selection
from tests.fixtures_world import WORLD

EVERYTHING = Selection()


def whole() -> list[str]:
    return ["".join([held.lead, *(item.text for item in held.items)]).replace(" ", "") for held in WORLD]


@pytest.mark.parametrize(("word", "as_word"), [("防汛", 14), ("防汛责任", 0), ("作", 0)])
def test_strings_and_words(world: Engine, word: str, as_word: int) -> None:
    """The world has 防汛 as a word 14 times; 防汛责任 is two words there, and 作 is only ever a part of one."""
    frame = segmentation.counts(world, EVERYTHING, word).set_index("method")
    exact = sum(text.count(word) for text in whole())
    assert frame["numerator"][["exact", "lexicon"]].tolist() == [exact, as_word]
    stock = sum(Tokenizer().cut(text).count(word) for text in whole())
    assert frame.loc["stock", ["numerator", "denominator"]].tolist() == [stock, exact]
    assert frame.loc["lexicon", "parts"] == (as_word < 0.9 * exact)
    assert frame.loc["exact", "texts"] == sum(word in text for text in whole())


def test_the_stock_dictionary_is_asked_of_some_texts(world: Engine) -> None:
    stock = segmentation.counts(world, EVERYTHING, "会议", texts=3).set_index("method").loc["stock"]
    assert (stock["texts"], stock["of_texts"]) == (3, 12)
    assert stock["denominator"] < 30


def test_longer_words_that_have_it_within(world: Engine) -> None:
    frame = segmentation.within(world, EVERYTHING, "汛")
    assert frame[["term", "count", "documents"]].values.tolist() == [["防汛", 14, 8]]
    assert segmentation.within(world, EVERYTHING, "防汛").empty


@pytest.mark.parametrize("word", ["", "无此词"])
def test_what_does_not_occur(world: Engine, word: str) -> None:
    assert segmentation.counts(world, EVERYTHING, word).empty
    assert segmentation.within(world, EVERYTHING, word).empty
