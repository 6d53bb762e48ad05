"""What is said of formulations is what a count by hand, or another implementation of the statistics, says of them."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from analysis.corpus.engine import Engine
from analysis.measures import evidence, formulations
from analysis.measures.formulations import ALPHA, trend_chance
from analysis.measures.selection import Selection
from tests.fixtures_spoken import Spoken, days, library

EVERYTHING = Selection()


def row(engine: Engine, name: str, selection: Selection = EVERYTHING) -> dict[str, Any]:
    frame = formulations.tiers(engine, selection)
    return next(one for one in frame.to_dict("records") if one["formulation"] == name)


def test_a_formulation_counts_once_a_meeting_in_whichever_wording(world: Engine) -> None:
    # Two wordings in five meetings; in meeting 7 a third, in the lead.
    found = row(world, "防汛责任")
    assert (found["numerator"], found["denominator"]) == (5, 12)
    assert (found["first"], found["last"]) == (date(2021, 6, 1), date(2022, 6, 20))
    # The last year is 2021-06-21 to 2022-06-20: meetings 8, 9 and 10.
    assert (found["recent"], found["recent_meetings"]) == (2, 3)
    assert [tuple(year.values()) for year in found["years"]] == [(2020, 0, 1), (2021, 4, 7), (2022, 1, 2)]


def test_undated_meetings_count_and_stand_in_no_figure_of_time(world: Engine) -> None:
    found = row(world, "安全生产")
    assert (found["numerator"], found["denominator"], found["recent"]) == (4, 12, 0)
    assert sum(year["numerator"] for year in found["years"]) == 3
    undated = row(world, "安全生产", Selection(undated=True))
    assert (undated["numerator"], undated["denominator"]) == (1, 2)
    assert undated["first"] is None
    assert pd.isna(undated["trend"])


def test_a_selection_of_items_counts_sightings_in_these_items(world: Engine) -> None:
    relayed = formulations.tiers(world, Selection(actions=("relay",)))
    assert dict(zip(relayed["formulation"], relayed["numerator"], strict=True)) == {"讲话精神": 3}
    assert set(relayed["denominator"]) == {3}


def test_nothing_is_said_of_nothing(world: Engine) -> None:
    frame = formulations.tiers(world, Selection(start=date(2050, 1, 1)))
    assert frame.empty
    assert formulations.successors(world, Selection(start=date(2050, 1, 1))).empty
    assert formulations.wordings(world, EVERYTHING, "没有的提法").empty
    assert formulations.actions(world, EVERYTHING, "没有的提法").empty


def test_the_wordings_are_split(world: Engine) -> None:
    frame = formulations.wordings(world, EVERYTHING, "防汛责任").set_index("variant")
    assert frame["numerator"].to_dict() == {"防汛工作": 5, "防汛责任": 5, "部署防汛": 1}
    assert set(frame["denominator"]) == {5}


def test_relaying_is_told_from_acting(tmp_path: Path) -> None:
    engine = library(
        tmp_path / "w.duckdb",
        [
            Spoken("2021-03-01", says=("三桥两路",), action="relay"),
            Spoken("2021-03-02", says=("三桥两路",), action="arrange"),
            Spoken("2021-03-03", says=("三桥两路",), action="arrange"),
            Spoken("2021-03-04", lead=("三桥两路",), action="hear"),
        ],
    )
    frame = formulations.actions(engine, EVERYTHING, "三桥两路")
    assert list(zip(frame["action"], frame["numerator"], frame["denominator"], strict=True)) == [
        ("arrange", 2, 3), ("relay", 1, 3),
    ]  # fmt: skip


def test_the_sentences_are_those_with_the_formulation(world: Engine) -> None:
    asked = Selection(formulations=("防汛责任",), bodies=("市委常委会",))
    frame = formulations.sightings(world, asked)
    assert frame["meeting_no"].tolist() == [7, 6]
    seventh = frame["sentences"][0]
    assert [(s["position"], s["action"], s["text"]) for s in seventh] == [
        (0, None, "会议召开，部署防汛。"), (1, "hear", "会议听取防汛工作汇报，强调防汛责任。"),
    ]  # fmt: skip
    text = "会议召开，部署防汛。会议听取防汛工作汇报，强调防汛责任。"
    assert [text[m["start"] : m["end"]] for s in seventh for m in s["matches"]] == ["部署防汛", "防汛工作", "防汛责任"]
    alone = formulations.sightings(world, Selection(formulations=("=部署防汛",)))
    assert [len(sentences) for sentences in alone["sentences"]] == [1]
    of_items = formulations.sightings(world, Selection(formulations=("防汛责任",), actions=("hear",)))
    assert all(s["position"] for sentences in of_items["sentences"] for s in sentences)


# Sixteen meetings a year of each of two bodies. The first body says it three times and no more; the other never does.
SILENCE = [
    *[
        Spoken(day, body="甲会", says=("三桥两路",) if number in (0, 1, 3, 4) else ())
        for number, day in enumerate(days("2020-01-01", 40, apart=20))
    ],
    *[Spoken(day, body="乙会") for day in days("2020-01-02", 40, apart=20)],
]


def test_the_chance_of_a_silence_is_that_of_so_late_a_gap_in_any_order(tmp_path: Path) -> None:
    found = row(library(tmp_path / "w.duckdb", SILENCE), "三桥两路")
    # After the first sighting body 甲 has 39 meetings, three with it, and 35 after the last of them.
    assert found["silent"] == 35
    assert found["chance"] == pytest.approx(stats.hypergeom(39, 3, 35).pmf(0))
    # The same is the predictive chance of 35 failures after three successes in four, with the prior Beta(0, 1).
    assert found["chance"] == pytest.approx(stats.betabinom(35, 3, 4 - 3 + 1).pmf(0))
    assert (found["tier"], found["recent"]) == ("retired", 0)


def test_a_silence_of_bodies_that_never_said_it_proves_nothing(tmp_path: Path) -> None:
    spoken = [one for one in SILENCE if one.body == "乙会" or one.held <= "2020-04-30"]  # type: ignore[operator]
    found = row(library(tmp_path / "w.duckdb", spoken), "三桥两路")
    # 甲 met seven times up to the end of April, said it the first, second, fourth and fifth time; 乙 met on to 2022.
    assert found["silent"] == 2
    assert found["chance"] == pytest.approx(stats.hypergeom(6, 3, 2).pmf(0))
    assert found["tier"] == "silent"


def test_a_formulation_seen_on_one_day_has_no_former_rate(tmp_path: Path) -> None:
    spoken = [
        Spoken(day, says=("三桥两路",) if number == 0 else ()) for number, day in enumerate(days("2020-01-01", 900))
    ]
    found = row(library(tmp_path / "w.duckdb", spoken), "三桥两路")
    assert np.isnan(found["chance"])
    assert found["tier"] == "silent"


def test_the_trend_of_one_body_is_fishers_exact_test() -> None:
    for of, having, drawn, recent in ((40, 12, 10, 0), (40, 12, 10, 7), (25, 5, 20, 4)):
        table = [[recent, drawn - recent], [having - recent, of - drawn - having + recent]]
        tails = [stats.fisher_exact(table, alternative=side).pvalue for side in ("less", "greater")]
        assert trend_chance(np.array([[of, having, drawn]]), recent) == pytest.approx(min(1, 2 * min(tails)))


def test_the_trend_of_several_bodies_is_that_of_shuffling_within_them() -> None:
    bodies, recent = np.array([[30, 10, 8], [12, 2, 6]]), 1
    dice = random.Random(7)

    def shuffled() -> int:
        return sum(sum(dice.sample([1] * x + [0] * (n - x), k)) for n, x, k in bodies.tolist())

    drawn = [shuffled() for _ in range(20_000)]
    tail = min(np.mean([n <= recent for n in drawn]), np.mean([n >= recent for n in drawn]))
    assert trend_chance(bodies, recent) == pytest.approx(2 * tail, abs=0.012)


def test_hot_warm_and_cool_are_shares_of_the_last_year(tmp_path: Path) -> None:
    said = {"热提法": 10, "温提法": 2, "凉提法": 1}
    spoken = [
        Spoken(day, says=tuple(name for name, times in said.items() if number < times))
        for number, day in enumerate(days("2021-01-01", 100))
    ]
    frame = formulations.tiers(library(tmp_path / "w.duckdb", spoken), EVERYTHING)
    assert dict(zip(frame["formulation"], frame["tier"], strict=True)) == {
        "热提法": "hot", "温提法": "warm", "凉提法": "cool",
    }  # fmt: skip


def test_rising_fading_and_new(tmp_path: Path) -> None:
    spoken = []
    for number, day in enumerate(days("2018-01-01", 400, apart=5)):
        recent = number > 400 - 73
        says = [
            "升提法" if (number % 2 == 0 if recent else number % 20 == 0) else "",
            "降提法" if (number % 30 == 0 if recent else number % 2 == 0) else "",
            "平提法" if number % 4 == 0 else "",
            "新提法" if recent and number % 3 == 0 else "",
        ]
        spoken.append(Spoken(day, says=tuple(name for name in says if name)))
    frame = formulations.tiers(library(tmp_path / "w.duckdb", spoken), EVERYTHING)
    assert dict(zip(frame["formulation"], frame["trend"], strict=True)) == {
        "升提法": "rising", "降提法": "fading", "平提法": "steady", "新提法": "new",
    }  # fmt: skip


def test_shuffled_calendars_hold_few_claims(tmp_path: Path) -> None:
    """Twelve formulations said at random for five years, six times over: claims of a change are false, and rare."""
    dice, claims, corpora = random.Random(3), 0, 6
    for corpus in range(corpora):
        spoken = [
            Spoken(
                day,
                body=dice.choice("甲乙丙"),
                says=tuple(f"提法{n}" for n in range(12) if dice.random() < (n + 1) / 40),
            )
            for day in days("2019-01-01", 250, apart=7)
        ]
        frame = formulations.tiers(library(tmp_path / f"{corpus}.duckdb", spoken), EVERYTHING)
        claims += int((frame["tier"] == "retired").any() or frame["trend"].isin(["rising", "fading"]).any())
    # Two families of tests, each with at least one false claim in at most 5 % of corpora: 3 of 6 are in 0.2 % of tries.
    assert stats.binom(corpora, 2 * ALPHA).sf(2) < 0.02
    assert claims <= 2


def test_a_successor_needs_a_basis(tmp_path: Path) -> None:
    dice, spoken = random.Random(5), []
    for day in days("2018-01-01", 400, apart=7):
        before = day < "2022-01-01"
        says = ["旧城三桥" if before else "新城五路"] if dice.random() < 0.4 else []
        says += ["防汛责任制"] if before and dice.random() < 0.3 else []
        says += ["全面防汛责任制"] if not before and dice.random() < 0.3 else []
        says += ["干净河湖"] if dice.random() < 0.4 else []
        spoken.append(Spoken(day, says=tuple(says), topics=("urban",)))
    frame = formulations.successors(library(tmp_path / "w.duckdb", spoken), EVERYTHING)
    found = {(one["formulation"], one["successor"]): one["basis"] for one in frame.to_dict("records")}
    assert found[("防汛责任制", "全面防汛责任制")] == "name"
    assert found[("旧城三桥", "新城五路")] == "timing"
    assert not [pair for pair in found if "干净河湖" in pair]
    assert ("防汛责任制", "新城五路") not in found, "where a name tells it, timing is not asked"


def test_the_evidence_of_a_year_is_its_count(world: Engine) -> None:
    for found in formulations.tiers(world, EVERYTHING).to_dict("records"):
        for year in found["years"]:
            cell = EVERYTHING.narrow(formulation=found["formulation"], period=year["year"])
            assert evidence.count(world, cell, unit="meetings") == year["numerator"]


def test_the_planted_replacement_is_found(sample_engine: Engine) -> None:
    tiers = formulations.tiers(sample_engine, EVERYTHING).set_index("formulation")
    assert tiers.loc["双百攻坚", "tier"] == "retired"
    assert tiers.loc["双百攻坚", "last"] < date(2023, 2, 6) <= tiers.loc["八项跃升", "first"]
    frame = formulations.successors(sample_engine, EVERYTHING)
    assert ("双百攻坚", "八项跃升") in set(zip(frame["formulation"], frame["successor"], strict=True))
    # 四个意识 ends with 2022, 六稳 with 2021; what is said to the end of the sample is not called retired.
    assert set(tiers.loc[["四个意识", "六稳"], "tier"]) == {"retired"}
    assert Counter(tiers.loc[["两个维护", "两个确立", "三带一廊", "八项跃升"], "tier"])["retired"] == 0
