"""Bursts against the enumeration of all paths, changes against ruptures, the rest against what is planted."""

from __future__ import annotations

import tomllib
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pytest
import ruptures
from scipy.stats import betabinom, binom

from analysis.corpus.engine import Engine, open_engine
from analysis.corpus.library import Library
from analysis.corpus.sample import SAMPLE
from analysis.importing.pipeline import import_paths
from analysis.measures import _bursts, _chance, _grid, _levels, events, evidence, expected
from analysis.measures.selection import Selection
from tests.benchmarks.shuffles import shuffle

Floats = npt.NDArray[np.float64]

PLANTED = tomllib.loads((Path(__file__).parents[3] / "data/sample/planted.toml").read_text(encoding="utf-8"))
TOPICS = ["disaster", "health", "poverty", "economy", "party-building"]


@pytest.mark.parametrize("seed", range(60))
def test_the_cheapest_path_is_that_of_kleinbergs_costs(seed: int) -> None:
    """Every sequence of states of a short series, its cost written out as the paper has it."""
    chance = np.random.default_rng(seed)
    size, scale = int(chance.integers(2, 9)), float(chance.choice([1.5, 2.0, 3.0]))
    held = chance.integers(0, 8, size).astype(float)
    taken = chance.binomial(held.astype(int), chance.choice([0.1, 0.3, 0.6], size)).astype(float)
    if not 0 < taken.sum() < held.sum():
        return
    base = taken.sum() / held.sum()
    shares = (base, min(scale * base, (1 + base) / 2))

    def cost(path: tuple[int, ...]) -> float:
        steps = zip((0, *path), path, strict=False)
        up = sum(np.log(size) for before, now in steps if now > before)
        return float(up - sum(binom.logpmf(taken[t], held[t], shares[state]) for t, state in enumerate(path)))

    found = tuple(_bursts.states(taken, held, scale=scale).astype(int))
    assert cost(found) == pytest.approx(min(cost(path) for path in product((0, 1), repeat=size)))


def test_the_heaviest_burst_is_that_of_the_list(rng: np.random.Generator) -> None:
    held = np.full((40, 30), 6.0)
    taken = rng.binomial(6, np.where(np.arange(30) // 5 == 3, 0.7, 0.15), (40, 30)).astype(float)
    states, saved = _bursts.states(taken, held), _bursts.savings(taken, held)
    each = [
        max((weight for *_run, weight in _bursts.weights(*one)), default=0.0) for one in zip(states, saved, strict=True)
    ]
    assert _bursts.heaviest(states, saved).tolist() == pytest.approx(each)
    assert sum(each) > 0


class Deviance(ruptures.base.BaseCost):
    """The same cost, for another implementation of the search."""

    model, min_size = "", 2

    def fit(self, signal: Floats) -> Deviance:
        self.signal = signal
        return self

    def error(self, start: int, end: int) -> float:
        taken, held = self.signal[start:end].sum(0)
        return float(-2 * ((taken * np.log(taken / held) if taken else 0) - taken))


@pytest.mark.parametrize("seed", range(20))
def test_changes_are_those_of_pelt(seed: int) -> None:
    chance = np.random.default_rng(seed)
    held = chance.uniform(0.5, 3, 60)
    taken = chance.poisson(held * np.repeat(chance.choice([0.5, 1, 3], 6), 10)).astype(float)
    pelt = ruptures.Pelt(custom_cost=Deviance(), min_size=2, jump=1).fit(np.column_stack([taken, held]))
    assert _levels.changes(taken, held, penalty=9) == pelt.predict(pen=9)[:-1]


def test_the_gain_is_the_penalty_at_which_the_first_change_goes(rng: np.random.Generator) -> None:
    held = np.ones(40)
    for _time in range(10):
        taken = rng.poisson(np.repeat([2.0, 5.0], 20)).astype(float)
        gain = float(_levels.gain(taken[None], held)[0])
        assert _levels.changes(taken, held, penalty=gain * 0.999)
        alone = [_levels.changes(taken, held, penalty=gain * 1.001)]
        assert len(alone[0]) in (0, 3), "no change; three or more together are not looked at"


def test_the_beta_binomial_is_scipys() -> None:
    taken, held = np.array([0.0, 3, 7, 12]), np.array([4.0, 9, 7, 30])
    mean, size = np.array([0.1, 0.3, 0.5, 0.2]), np.array([3.0, 20, 50, 8])
    low, high = _chance.beta_binomial(taken, held, mean, size)
    law = betabinom(held, mean * size, (1 - mean) * size)
    assert low == pytest.approx(law.cdf(taken))
    assert high == pytest.approx(law.sf(taken - 1))


def test_a_tail_is_continued_beyond_what_was_simulated(rng: np.random.Generator) -> None:
    """Of an exponential distribution the chances are known."""
    drawn = rng.exponential(1.0, 499)
    for far in (1.0, 3.0, 9.0):
        assert np.log(_chance.exceeded(drawn, far)) == pytest.approx(-far, rel=0.15)
    assert _chance.exceeded(drawn, _chance.reached(drawn, 0.001)) == pytest.approx(0.001)


def test_false_discoveries_are_those_of_benjamini_and_hochberg() -> None:
    """Their own example: 15 chances, of which four are rejected at 5 %."""
    chances = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528,
               0.7590, 1.0]  # fmt: skip
    assert int((_chance.discoveries(np.array(chances)) <= 0.05).sum()) == 4


def grid(held: Floats, taken: Floats) -> _grid.Grid:
    days = [pd.Timestamp(2020 + month // 12, month % 12 + 1, 1).date() for month in range(held.shape[1])]
    return _grid.Grid([f"地{n}" for n in range(len(held))], days, held, {"s": taken}, {"s": "topic"})


@pytest.mark.parametrize(
    ("where", "verdict"), [([0, 1, 2], "holds"), ([1], "one_place"), ([2], "one_place"), ([2, 3], "changing")]
)
def test_a_finding_says_on_which_places_it_stands(where: list[int], verdict: str) -> None:
    """Four places with ten meetings a month, the last two there in the first year only."""
    held = np.full((4, 24), 10.0)
    held[2:, 12:] = 0
    taken = np.where(held > 0, 1.0, 0.0)
    inside = np.arange(24) < 6
    for place in where:
        taken[place, inside] = 7
    found = _grid.hold(grid(held, taken), taken, held * 0.1, inside, ~inside, up=True)
    assert found.verdict == verdict
    if verdict == "one_place":
        assert found.without == f"地{where[0]}"


def test_one_place_alone_cannot_be_checked() -> None:
    held, inside = np.full((1, 24), 10.0), np.arange(24) < 6
    found = _grid.hold(grid(held, held / 2), held / 2, held, inside, ~inside, up=True)
    assert (found.verdict, found.without) == ("alone", None)


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled sample, whole: what is planted is planted in all of it."""
    library = Library(tmp_path_factory.mktemp("events") / "library")
    import_paths([SAMPLE], library, is_sample=True, workers=1)
    return library.path_of(library.current() or "")


@pytest.fixture(scope="session")
def sample(sample_file: Path) -> Engine:
    return open_engine(sample_file)


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(1)


def test_the_planted_season_is_found_and_no_campaign_is_taken_for_one(sample: Engine) -> None:
    season = PLANTED["topics"]["disaster"]["season"]
    frame = events.seasons(sample, Selection(), "topics", TOPICS)
    seasonal = frame[frame["is_seasonal"]]
    assert set(seasonal["series"]) == {"disaster"}
    peak = seasonal[seasonal["is_peak"]].iloc[0]
    assert season[peak["part"] - 1] >= 2.8, "June, July or August"
    assert seasonal["years"].tolist() == [7] * 12


@pytest.mark.parametrize(("topic", "campaign"), [("health", "epidemic"), ("poverty", "poverty")])
def test_the_planted_campaigns_are_found(sample: Engine, topic: str, campaign: str) -> None:
    """Both end with a December, so that the share falls for good with January."""
    waves = next(one["waves"] for one in PLANTED["campaigns"] if one["name"] == campaign)
    found = events.find(sample, Selection(), "topics", TOPICS)
    of_topic = found[(found["series"] == topic) & (found["verdict"] == "holds")]
    last = of_topic[(of_topic["kind"] == "change") & (of_topic["direction"] == "down")].iloc[-1]
    assert abs((last["from"] - waves[-1]["end"]).days) <= 62
    up = of_topic[of_topic["direction"] == "up"].iloc[0]
    assert up["share"] > 1.5 * up["usual"]
    assert abs((up["to"] - waves[-1]["end"]).days) <= 62


def test_what_is_found_can_be_opened(sample: Engine) -> None:
    found = events.find(sample, Selection(), "topics", TOPICS)
    for row in found.to_dict("records"):
        between = Selection(start=row["from"], end=row["to"])
        cell: dict[str, Any] = {row["counted_as"]: row["series"]}
        assert evidence.count(sample, between.narrow(**cell), unit="meetings") == row["numerator"]
        assert evidence.count(sample, between, unit="meetings") == row["denominator"]


def test_a_part_of_the_year_can_be_opened(sample: Engine) -> None:
    for grain in ("month", "quarter"):
        for row in events.seasons(sample, Selection(), "topics", ["disaster"], grain=grain).to_dict("records"):  # type: ignore[arg-type]
            every = Selection().narrow(season=row["season"])
            assert evidence.count(sample, every, unit="meetings") == row["denominator"]
            assert evidence.count(sample, every.narrow(topic="disaster"), unit="meetings") == row["numerator"]


def test_the_planted_gap_is_reported_as_a_gap(sample: Engine) -> None:
    gap = PLANTED["gap"]
    found = expected.gaps(sample, Selection())
    silent = found[found["outlet"] == gap["outlet"]].iloc[0]
    assert silent["after"] < gap["start"] < gap["end"] < silent["until"]
    place = Selection(places=("澜岳省霁川市",))
    low = expected.by_period(sample, place, grain="quarter").set_index("period")["is_low"]
    assert low[["2022-Q2", "2022-Q3"]].all()


@pytest.mark.parametrize("seed", range(3))
def test_a_shuffled_calendar_is_quiet(sample_file: Path, tmp_path: Path, seed: int) -> None:
    """200 shuffles are a benchmark (tests/benchmarks/shuffles.py); these three are its first."""
    engine = open_engine(shuffle(sample_file, tmp_path / f"{seed}.duckdb", seed))
    assert events.find(engine, Selection(), "topics", TOPICS, grain="quarter").empty
    assert not events.seasons(engine, Selection(), "topics", TOPICS, grain="quarter")["is_seasonal"].any()
    engine.close()


def test_too_short_a_series_and_an_empty_selection_have_no_events(world: Engine) -> None:
    assert events.find(world, Selection(), "topics", ["disaster"], grain="year").empty
    assert events.find(world, Selection(), "topics", [], grain="month").empty
    assert events.find(world, Selection(undated=True), "topics", ["disaster"]).empty
    assert events.seasons(world, Selection(undated=True), "topics", ["disaster"]).empty
