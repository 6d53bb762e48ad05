"""Keyness against direct transcriptions, scipy, and figures worked out by hand."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from analysis.corpus.engine import Engine, open_engine
from analysis.corpus.schema import FORMAT
from analysis.measures import keyness
from analysis.measures.selection import Selection
from tests.fixtures_world import Rows

A, B = Selection(bodies=("甲会",)), Selection(bodies=("乙会",))

# Twenty words a meeting, so that the rate of a word is its count by twenty in every one of them.
FIRST = [{"防汛": 4, "改革": 1}, {"防汛": 2, "改革": 2}, {"防汛": 3, "改革": 1}, {"防汛": 5, "独门": 6}]
SECOND = [{"防汛": 1, "改革": 2}, {"改革": 3}, {"防汛": 2, "改革": 1, "唯乙": 5}]


def library(path: Path, **bodies: Sequence[dict[str, int]]) -> Engine:
    """A version with one meeting for each of these counts of words."""
    rows, number = Rows(), 0
    for body, held in bodies.items():
        for counts in held:
            number += 1
            rows.add("meetings", meeting_no=number, meeting_id=f"r{number}", report_no=number, body=body,
                     date=date(2024, 1, number))  # fmt: skip
            padded = {**counts, "其他": 20 - sum(counts.values())}
            for term, count in padded.items():
                rows.add("terms", report_no=number, meeting_no=number, position=0, item_no=0, term=term, count=count)
    rows.add("version", version="k", format=FORMAT, created=datetime(2026, 1, 1), edits="{}", summary="{}")
    rows.write(path)
    return open_engine(path)


@pytest.fixture(scope="module")
def frame(tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    engine = library(tmp_path_factory.mktemp("keyness") / "k.duckdb", 甲会=FIRST, 乙会=SECOND)
    return keyness.words(engine, A, B, stopwords=(), least=1).set_index("term")


def counts(word: str) -> tuple[int, int]:
    return sum(held.get(word, 0) for held in FIRST), sum(held.get(word, 0) for held in SECOND)


@pytest.mark.parametrize("word", ["防汛", "改革", "独门", "唯乙"])
def test_log_odds_are_those_of_the_paper(frame: pd.DataFrame, word: str) -> None:
    """Monroe, Colaresi and Quinn 2008, equations 15 to 22, written out for one word."""
    (y_i, y_j), n_i, n_j = counts(word), 80, 60
    alpha_0 = 0.1 * 60
    alpha = alpha_0 * (y_i + y_j) / (n_i + n_j)
    omega_i = (y_i + alpha) / (n_i + alpha_0 - y_i - alpha)
    omega_j = (y_j + alpha) / (n_j + alpha_0 - y_j - alpha)
    delta = math.log(omega_i) - math.log(omega_j)
    variance = 1 / (y_i + alpha) + 1 / (y_j + alpha)
    assert frame.loc[word, "log_odds"] == pytest.approx(delta, rel=1e-12)
    assert frame.loc[word, "z"] == pytest.approx(delta / math.sqrt(variance), rel=1e-12)


@pytest.mark.parametrize("word", ["防汛", "改革", "独门", "唯乙"])
def test_g2_is_scipys(frame: pd.DataFrame, word: str) -> None:
    y_i, y_j = counts(word)
    table = [[y_i, 80 - y_i], [y_j, 60 - y_j]]
    g2 = stats.chi2_contingency(table, correction=False, lambda_="log-likelihood").statistic
    assert abs(frame.loc[word, "g2"]) == pytest.approx(g2, rel=1e-10)
    assert np.sign(frame.loc[word, "g2"]) == np.sign(frame.loc[word, "z"])


def test_percent_diff_by_hand(frame: pd.DataFrame) -> None:
    """防汛: 14 of 80 are 1,750 in 10,000 words, 3 of 60 are 500: two and a half times more than the other side's."""
    assert frame.loc["防汛", "percent_diff"] == pytest.approx(250.0)
    assert frame.loc["独门", "percent_diff"] == math.inf
    assert frame.loc["唯乙", "percent_diff"] == pytest.approx(-100.0)


def test_p_is_welchs_where_meetings_are_equally_long(frame: pd.DataFrame) -> None:
    """The ratio over clusters is then the mean of the meetings' rates, and 防汛 varies more than independent words."""
    first, second = [4 / 20, 2 / 20, 3 / 20, 5 / 20], [1 / 20, 0, 2 / 20]
    rate = 17 / 140
    variances = np.var(first, ddof=1) / 4, np.var(second, ddof=1) / 3
    floors = rate * (1 - rate) / 80, rate * (1 - rate) / 60
    assert variances[0] < floors[0], "here independent words would vary more"
    kept = [max(pair) for pair in zip(variances, floors, strict=True)]
    free = sum(kept) ** 2 / (kept[0] ** 2 / 3 + kept[1] ** 2 / 2)
    t = (np.mean(first) - np.mean(second)) / math.sqrt(sum(kept))
    assert frame.loc["防汛", "p"] == pytest.approx(2 * stats.t.sf(t, free), rel=1e-10)


def test_p_of_clustered_words_is_scipys(tmp_path: Path) -> None:
    """In fives or not at all: far more uneven than independent words, so that no floor is needed."""
    first, second = [5, 0, 5, 0, 5, 5, 0, 5], [0, 5, 0, 0, 0, 0]
    engine = library(tmp_path / "k.duckdb", 甲会=[{"词语": n} for n in first], 乙会=[{"词语": n} for n in second])
    row = keyness.words(engine, A, B, stopwords=(), least=1).set_index("term").loc["词语"]
    welch = stats.ttest_ind([n / 20 for n in first], [n / 20 for n in second], equal_var=False)
    assert row["p"] == pytest.approx(welch.pvalue, rel=1e-10)
    assert row["low"] < 0 < row["log_odds"], "p is above 0.05, so the interval holds no difference"


def test_false_discoveries_are_held_down_over_all_words(frame: pd.DataFrame) -> None:
    """Benjamini and Hochberg by hand: p times the number of words by its rank, made monotone from the largest."""
    p = frame["p"].sort_values()
    stepped = p * len(p) / np.arange(1, len(p) + 1)
    expected = stepped[::-1].cummin()[::-1].clip(upper=1)
    for word in frame.index:
        assert frame.loc[word, "adjusted"] == pytest.approx(expected[word])
    assert set(frame["compared"]) == {len(frame)} == {5}


def test_a_word_of_one_meeting_is_said_to_be_driven_by_it(frame: pd.DataFrame) -> None:
    assert frame.loc["独门", ["driven", "largest_meeting", "largest_count", "documents"]].tolist() == [1.0, 4, 6, 1]
    assert frame.loc["唯乙", ["driven", "largest_meeting", "largest_count"]].tolist() == [1.0, 7, 5]
    # Without its fourth meeting 防汛 has 9 of 60 on the first side; the prior is then worth 6 words of 120.
    alpha = 6 * 12 / 120
    delta = math.log((9 + alpha) / (66 - 9 - alpha)) - math.log((3 + alpha) / (66 - 3 - alpha))
    without = delta / math.sqrt(1 / (9 + alpha) + 1 / (3 + alpha))
    assert frame.loc["防汛", "driven"] == pytest.approx(1 - without / frame.loc["防汛", "z"])


def test_a_meeting_that_talks_of_nothing_else_is_no_evidence(tmp_path: Path) -> None:
    """By single words 18 to 0 is overwhelming (G² of 21); it is one meeting of eight, and p knows."""
    one = [{"独门": 18}] + [{"改革": 1}] * 7
    engine = library(tmp_path / "k.duckdb", 甲会=one, 乙会=[{"改革": 1}] * 8)
    row = keyness.words(engine, A, B, stopwords=(), least=1).set_index("term").loc["独门"]
    assert row["g2"] > 20
    assert row["p"] > 0.3


def test_the_other_way_round_the_signs_turn(frame: pd.DataFrame, tmp_path: Path) -> None:
    engine = library(tmp_path / "k.duckdb", 甲会=FIRST, 乙会=SECOND)
    turned = keyness.words(engine, B, A, stopwords=(), least=1).set_index("term")
    for name, sign in (("z", -1), ("log_odds", -1), ("g2", -1), ("p", 1), ("driven", 1)):
        assert (sign * turned[name]).to_dict() == pytest.approx(frame[name].to_dict())


def test_stopwords_and_rare_words_are_not_compared_but_stay_in_the_whole(tmp_path: Path) -> None:
    engine = library(tmp_path / "k.duckdb", 甲会=FIRST, 乙会=SECOND)
    frame = keyness.words(engine, A, B, stopwords=["其他"], least=6)
    assert set(frame["term"]) == {"防汛", "改革", "独门"}
    assert set(frame["terms"]) == {80}
    assert set(frame["compared"]) == {3}


@pytest.mark.parametrize("nothing", [Selection(bodies=("丙会",)), Selection(bodies=("甲会",), terms=("无此词",))])
def test_there_is_nothing_to_compare_with_nothing(world: Engine, nothing: Selection) -> None:
    assert keyness.words(world, Selection(), nothing).empty
    assert keyness.words(world, nothing, Selection()).empty


def test_the_rest_is_everything_else(world: Engine) -> None:
    """Of the 14 times that 防汛 stands in the world (see test_lists), one is in a lead, which is no item's."""
    health = Selection(topics=("health",))
    frame = keyness.words(world, health, Selection(outside=health), stopwords=(), least=1).set_index("term")
    assert frame.loc["卫生", ["count", "count_against", "documents", "documents_against"]].tolist() == [1, 0, 1, 0]
    assert frame.loc["防汛", ["count", "count_against"]].tolist() == [0, 13]
    assert Counter(frame["terms"]) == {6: len(frame)}
