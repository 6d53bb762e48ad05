"""Runs of words and collocates, against plain loops over the world's sentences and figures worked out by hand."""

from __future__ import annotations

import math
from collections import Counter
from itertools import pairwise

import pytest
from scipy import stats

from analysis.corpus.engine import Engine
from analysis.errors import SelectionError
from analysis.measures import collocations, ngrams
from analysis.measures.selection import Selection
from tests.fixtures_world import PUNCTUATION, WORLD

EVERYTHING = Selection()


def sentences() -> list[tuple[int, list[str]]]:
    """Meeting and tokens of every sentence: each lead and item of the world is one."""
    return [
        (number, text.split())
        for number, held in enumerate(WORLD, start=1)
        for text in (held.lead, *(item.text for item in held.items))
    ]


def is_word(token: str) -> bool:
    return token not in PUNCTUATION


@pytest.mark.parametrize("size", [2, 3, 4])
def test_runs_are_those_of_a_plain_loop(world: Engine, size: int) -> None:
    counted: Counter[str] = Counter()
    held: dict[str, set[int]] = {}
    for meeting, tokens in sentences():
        for at in range(len(tokens) - size + 1):
            run = tokens[at : at + size]
            if all(map(is_word, run)) and len(run[0]) > 1 and len(run[-1]) > 1:
                counted[" ".join(run)] += 1
                held.setdefault(" ".join(run), set()).add(meeting)
    frame = ngrams.frequencies(world, EVERYTHING, size=size, stopwords=(), least=1)
    assert dict(zip(frame["ngram"], frame["count"], strict=True)) == counted
    assert dict(zip(frame["ngram"], frame["documents"], strict=True)) == {run: len(at) for run, at in held.items()}
    assert set(frame["meetings"]) == set(frame["of_meetings"]) == {12}


def test_runs_do_not_begin_or_end_with_a_stopword_and_cross_no_punctuation(world: Engine) -> None:
    frame = ngrams.frequencies(world, EVERYTHING, size=2, least=1)
    assert "防汛 责任" in set(frame["ngram"])
    assert not [run for run in frame["words"] if "会议" in run], "the version's stopword"
    assert "汇报 强调" not in set(frame["ngram"]), "a comma lies between"


def test_the_lines_of_a_run_stand_where_they_say(world: Engine) -> None:
    """春耕 和 防汛: in the farming item of the third, fourth and ninth meeting."""
    lines = ngrams.lines(world, EVERYTHING, "春耕 和 防汛", window=2)
    assert lines["meeting_no"].tolist() == [9, 4, 3]
    assert lines[["left", "word", "right"]].drop_duplicates().values.tolist() == [
        ["研究", "春耕和防汛", "。会"],
        ["研究", "春耕和防汛", "。"],
    ]
    assert lines["item"].tolist() == [1, 2, 2]


def test_items_alone_are_searched_where_they_are_chosen(world: Engine) -> None:
    frame = ngrams.frequencies(world, Selection(topics=("rural",)), size=3, stopwords=(), least=1)
    assert frame["ngram"].tolist() == ["会议 研究 春耕", "春耕 和 防汛"]
    assert frame["count"].tolist() == [3, 3]


def test_of_many_meetings_a_sample_is_read_and_its_lines_are_those_counted(world: Engine) -> None:
    frame = ngrams.frequencies(world, EVERYTHING, size=2, stopwords=(), least=1, most=5)
    assert (set(frame["meetings"]), set(frame["of_meetings"])) == ({5}, {12})
    for row in frame.to_dict("records"):
        lines = ngrams.lines(world, EVERYTHING, row["ngram"], most=5)
        assert (len(lines), lines["meeting_no"].nunique()) == (row["count"], row["documents"])


def test_a_size_that_there_is_not_is_refused(world: Engine) -> None:
    with pytest.raises(SelectionError, match="2, 3, 4"):
        ngrams.frequencies(world, EVERYTHING, size=5)


def near(node: str, window: int) -> tuple[Counter[str], int, Counter[str]]:
    """Of every term its places near the node, all places near it, and all its places: a plain loop."""
    close: Counter[str] = Counter()
    every: Counter[str] = Counter()
    for _, tokens in sentences():
        words = [token for token in tokens if is_word(token)]
        every.update(words)  # the world counts words of one character too, which a library does not
        terms = [word for word in words if len(word) > 1]
        nodes = [at for at, term in enumerate(terms) if term == node]
        close.update(t for at, t in enumerate(terms) if any(0 < abs(at - other) <= window for other in nodes))
    return close, close.total(), every


@pytest.mark.parametrize(("node", "window"), [("防汛", 1), ("防汛", 5), ("研究", 2)])
def test_collocates_are_those_of_a_plain_loop(world: Engine, node: str, window: int) -> None:
    close, places, every = near(node, window)
    close.pop(node, None)
    frame = collocations.words(world, EVERYTHING, node, window=window, stopwords=(), least=1).set_index("collocate")
    assert frame["numerator"].to_dict() == close
    n = every.total()
    for word, row in frame.iterrows():
        f, o = every[word], close[word]
        assert row["denominator"] == f
        assert row["expected"] == pytest.approx(places * f / n)
        assert row["mi"] == pytest.approx(math.log2(o * n / (places * f)))
        # Rychlý 2008: 14 + log2 of the Dice coefficient, 2·f(xy) / (f(x) + f(y)).
        assert row["log_dice"] == pytest.approx(14 + math.log2(2 * o / (every[node] + f)))
        table = [[o, places - o], [f - o, n - places - f + o]]
        g2 = stats.chi2_contingency(table, correction=False, lambda_="log-likelihood").statistic
        assert abs(row["g2"]) == pytest.approx(g2, abs=1e-9)
        assert row["g2"] == 0 or (row["g2"] > 0) == (o > places * f / n)


def test_the_lines_of_a_collocate_are_its_numerator(world: Engine) -> None:
    frame = collocations.words(world, EVERYTHING, "防汛", window=2, stopwords=(), least=1)
    for row in frame.to_dict("records"):
        lines = collocations.lines(world, EVERYTHING, "防汛", row["collocate"], window=2)
        assert (len(lines), lines["meeting_no"].nunique()) == (row["numerator"], row["documents"])
        assert all("防汛" in word and row["collocate"] in word for word in lines["word"])


def test_a_line_runs_from_the_collocate_to_the_nearest_node(world: Engine) -> None:
    """会议 听取 防汛 工作 汇报 ， 强调 防汛 责任 。: 汇报 is two terms after one 防汛 and two before the other."""
    june = Selection(topics=("disaster",), actions=("hear",))
    lines = collocations.lines(world, june, "防汛", "责任", window=1)
    assert set(lines["word"]) == {"防汛责任"}
    assert set(collocations.lines(world, june, "防汛", "汇报", window=2)["word"]) == {"防汛工作汇报"}


def test_order_and_nothing(world: Engine) -> None:
    for order in ("log_dice", "g2", "mi", "numerator"):
        frame = collocations.words(world, EVERYTHING, "防汛", stopwords=(), least=1, order=order)  # type: ignore[arg-type]
        assert all(one >= other for one, other in pairwise(frame[order]))
    assert collocations.words(world, EVERYTHING, "无此词").empty
    assert collocations.lines(world, EVERYTHING, "防汛", "防汛").empty
    with pytest.raises(SelectionError, match="log_dice"):
        collocations.words(world, EVERYTHING, "防汛", order="size")  # type: ignore[arg-type]
