from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest
from scipy.stats import binomtest, false_discovery_control

from analysis.corpus.engine import Engine
from analysis.errors import SelectionError
from analysis.measures import counts
from analysis.measures._shares import adjusted, chance, difference, interval, ranks
from analysis.measures.selection import Selection

EVERYTHING = Selection()


def cells(frame: pd.DataFrame, *keys: str) -> dict[object, tuple[float, float]]:
    rows = frame.to_dict("records")
    name = keys[0] if len(keys) == 1 else None
    return {
        row[name] if name else tuple(row[key] for key in keys): (row["numerator"], row["denominator"]) for row in rows
    }


def test_an_item_counts_for_each_of_its_topics(world: Engine) -> None:
    frame = counts.topics(world, EVERYTHING)
    assert cells(frame, "topic") == {
        "disaster": (8, 20), "economy": (4, 20), "finance": (4, 20), "safety": (4, 20), "rural": (3, 20),
        "-": (3, 20), "health": (1, 20),
    }  # fmt: skip
    assert frame["topic"].iloc[0] == "disaster"
    assert frame["share"].iloc[0] == 8 / 20


def test_topics_that_most_items_carry_lead_and_equal_ones_stand_in_the_order_of_the_alphabet(world: Engine) -> None:
    assert counts.leading(world, EVERYTHING) == ["disaster", "economy", "finance", "safety", "rural", "health"]
    assert counts.leading(world, Selection(bodies=("无此会议",))) == []


def test_a_meeting_counts_once_whatever_the_number_of_its_items(world: Engine) -> None:
    found = cells(counts.topics(world, EVERYTHING, unit="meetings"), "topic")
    assert found["disaster"] == (8, 12)
    assert found["safety"] == (4, 12)
    assert found["-"] == (3, 12)


def test_text_is_shared_out_by_weight_and_adds_up_to_the_whole(world: Engine) -> None:
    # In characters: 18 (防汛, five times), 14 (安全, four), 7 (预算, four), 10 (春耕, three), 9 (three) and 12.
    frame = counts.topics(world, EVERYTHING, unit="text")
    assert cells(frame, "topic") == {
        "disaster": (5 * 18 + 3 * 5, 243), "safety": (56, 243), "-": (27, 243), "finance": (21, 243),
        "rural": (15, 243), "health": (12, 243), "economy": (7, 243),
    }  # fmt: skip
    assert frame["share"].sum() == pytest.approx(1)


def test_by_year_the_undated_have_a_row(world: Engine) -> None:
    found = cells(counts.topics(world, EVERYTHING, by="year"), "topic", "year")
    assert found["disaster", "2021"] == (6, 13)
    assert found["disaster", "2022"] == (2, 3)
    assert found["finance", "-"] == (1, 2)
    assert ("disaster", "2020") not in found


def test_by_city_is_a_chain_and_leaves_out_what_has_no_city(world: Engine) -> None:
    found = cells(counts.topics(world, EVERYTHING, by="city"), "topic", "city")
    assert {city for _topic, city in found} == {"云泽省青岚市", "云泽省白石市"}  # type: ignore[misc]
    assert found["disaster", "云泽省青岚市"] == (4, 11)


def test_by_place_is_the_place_itself(world: Engine) -> None:
    found = cells(counts.topics(world, EVERYTHING, by="place", unit="meetings"), "topic", "place")
    assert found["disaster", "云泽省青岚市"] == (2, 4)
    assert found["disaster", "云泽省青岚市兰渡县"] == (2, 2)
    assert found["disaster", "-"] == (1, 1)


def test_by_decision_and_action_divide_the_items(world: Engine) -> None:
    found = cells(counts.topics(world, EVERYTHING, by="decision"), "topic", "decision")
    assert found["finance", "approved"] == (4, 4)
    assert found["disaster", "-"] == (8, 16)
    found = cells(counts.topics(world, EVERYTHING, by="action", unit="meetings"), "topic", "action")
    assert found["health", "hear"] == (1, 6)


def test_a_selection_narrows_both_numbers(world: Engine) -> None:
    found = cells(
        counts.topics(world, Selection(topics=("rural",), start=date(2021, 1, 1), end=date(2021, 12, 31))), "topic"
    )
    assert found["disaster"] == (2, 2)
    assert found["rural"] == (2, 2)
    assert found["safety"] == (0, 2)


def test_nothing_selected_is_a_table_of_zeros_without_shares(world: Engine) -> None:
    frame = counts.topics(world, Selection(places=("无此地",)))
    assert frame["numerator"].sum() == frame["denominator"].sum() == 0
    assert frame["share"].isna().all()
    assert frame["low"].isna().all()


def test_change_counts_each_period_by_itself(world: Engine) -> None:
    frame = counts.change(
        world,
        EVERYTHING,
        recent=(date(2021, 4, 1), date(2022, 12, 31)),
        before=(date(2020, 1, 1), date(2021, 3, 31)),
    ).set_index("topic")
    # Meetings 5 to 10 have 10 items, meetings 1 to 4 have 8.
    first = frame.loc["disaster"]
    assert (first["numerator"], first["denominator"]) == (6, 10)
    assert (first["numerator_before"], first["denominator_before"]) == (2, 8)
    assert first["difference"] == pytest.approx(0.6 - 0.25)
    assert frame.index[0] == "disaster"
    assert ((frame["low"] <= frame["difference"]) & (frame["difference"] <= frame["high"])).all()


def test_change_against_a_period_without_a_meeting_is_missing(world: Engine) -> None:
    year = (date(2021, 1, 1), date(2021, 12, 31))
    frame = counts.change(world, EVERYTHING, recent=year, before=(date(2015, 1, 1), date(2015, 12, 31)))
    assert frame["difference"].isna().all()
    assert (frame["denominator_before"] == 0).all()


def test_change_in_a_period_outside_the_selection_is_missing_too(world: Engine) -> None:
    selection = Selection(start=date(2022, 1, 1))
    frame = counts.change(
        world, selection, recent=(date(2022, 1, 1), date(2022, 12, 31)), before=(date(2021, 1, 1), date(2021, 12, 31))
    )
    assert (frame["denominator"] == 3).all()
    assert (frame["denominator_before"] == 0).all()


def test_an_unknown_unit_is_refused(world: Engine) -> None:
    with pytest.raises(SelectionError, match="items, meetings, text"):
        counts.topics(world, EVERYTHING, unit="words")  # type: ignore[arg-type]


def moments(y: np.ndarray, x: np.ndarray) -> pd.DataFrame:
    """The sums over meetings, the last axis, that an interval is made from."""
    sums = {"numerator": y, "denominator": x, "yy": y * y, "xy": x * y, "xx": x * x, "meetings": np.ones_like(x)}
    frame = pd.DataFrame({name: np.atleast_1d(values.sum(axis=-1)) for name, values in sums.items()})
    frame["share"] = frame["numerator"] / frame["denominator"]
    frame["low"], frame["high"] = interval(frame)
    return frame


@pytest.mark.parametrize(("hits", "meetings"), [(0, 9), (3, 12), (12, 12), (40, 97)])
def test_where_a_meeting_counts_as_one_the_interval_is_wilsons(hits: int, meetings: int) -> None:
    y = np.array([1.0] * hits + [0.0] * (meetings - hits))
    row = moments(y, np.ones(meetings)).iloc[0]
    expected = binomtest(hits, meetings).proportion_ci(method="wilson")
    assert (row["low"], row["high"]) == pytest.approx((expected.low, expected.high))


def test_the_interval_of_a_difference_is_newcombes() -> None:
    """Newcombe (1998), table II, method 10: 56/70 against 48/80 gives 0.0524 to 0.3339."""
    one = moments(np.array([1.0] * 56 + [0.0] * 14), np.ones(70))
    other = moments(np.array([1.0] * 48 + [0.0] * 32), np.ones(80))
    _, low, high = difference(one, other)
    assert (low[0], high[0]) == pytest.approx((0.0524, 0.3339), abs=5e-5)


def clustered(rng: np.random.Generator, share: float, meetings: int, runs: int) -> tuple[np.ndarray, np.ndarray]:
    """Agendas of one to nine items, whose topics keep together within a meeting (intraclass correlation 0.2)."""
    x = rng.integers(1, 10, (runs, meetings))
    return rng.binomial(x, rng.beta(4 * share, 4 * (1 - share), (runs, meetings))).astype(float), x.astype(float)


@pytest.mark.parametrize("share", [0.05, 0.2, 0.5])
@pytest.mark.parametrize("meetings", [40, 200])
def test_the_interval_holds_the_truth_as_often_as_it_says(share: float, meetings: int) -> None:
    frame = moments(*clustered(np.random.default_rng(1), share, meetings, 4000))
    held = ((frame["low"] <= share) & (share <= frame["high"])).mean()
    assert 0.93 <= held <= 0.97


def test_the_interval_of_a_difference_holds_the_truth_as_often_as_it_says() -> None:
    rng = np.random.default_rng(2)
    one, other = moments(*clustered(rng, 0.25, 60, 4000)), moments(*clustered(rng, 0.15, 120, 4000))
    _, low, high = difference(one, other)
    assert 0.93 <= ((low <= 0.1) & (high >= 0.1)).mean() <= 0.97


def test_the_chance_of_a_difference_is_where_its_interval_meets_zero() -> None:
    rng = np.random.default_rng(3)
    one, other = moments(*clustered(rng, 0.25, 60, 500)), moments(*clustered(rng, 0.2, 80, 500))
    _, low, high = difference(one, other)
    p = chance(one, other)
    assert 0 < ((low > 0) | (high < 0)).sum() < 500
    assert (((low > 0) | (high < 0)) == (p < 0.05)).all()


def test_where_there_is_no_change_a_chance_below_one_in_twenty_comes_once_in_twenty() -> None:
    rng = np.random.default_rng(4)
    p = chance(moments(*clustered(rng, 0.2, 100, 4000)), moments(*clustered(rng, 0.2, 100, 4000)))
    assert 0.03 <= (p < 0.05).mean() <= 0.07
    assert (p < 0.005).mean() <= 0.01


def test_equal_shares_differ_by_nothing_but_chance() -> None:
    alike = moments(np.array([1.0, 0.0, 1.0]), np.array([2.0, 1.0, 3.0]))
    assert chance(alike, alike).tolist() == [1.0]
    assert np.isnan(chance(alike, alike * np.nan)).all()


def test_many_tests_are_reckoned_in_as_scipy_does() -> None:
    p = np.random.default_rng(5).random(40) ** 3
    assert adjusted(p) == pytest.approx(false_discovery_control(p))


def test_of_many_topics_that_did_not_move_few_are_said_to_have_moved() -> None:
    """Of 2,000 pairs of periods in which none of 26 topics has moved, about one in twenty names any."""
    rng = np.random.default_rng(9)
    topics = np.linspace(0.02, 0.3, 26)
    p = np.column_stack([
        chance(moments(*clustered(rng, share, 80, 2000)), moments(*clustered(rng, share, 80, 2000))) for share in topics
    ])  # fmt: skip
    assert np.mean([(adjusted(row) <= 0.05).any() for row in p]) <= 0.07


def test_ranks_are_as_sure_as_the_intervals_are_apart() -> None:
    counted = [moments(np.array([1.0] * hits + [0.0] * (200 - hits)), np.ones(200)) for hits in (150, 80, 78, 2)]
    rank, first, last = ranks(pd.concat(counted, ignore_index=True), 1)
    assert rank.tolist() == [1, 2, 3, 4]
    assert first.tolist() == [1, 2, 2, 4]
    assert last.tolist() == [1, 3, 3, 4]


def test_the_ranges_of_ranks_hold_the_true_ranks_all_together() -> None:
    rng = np.random.default_rng(7)
    shares = np.array([0.3, 0.25, 0.2, 0.12, 0.1, 0.05])
    drawn = pd.concat([moments(*clustered(rng, share, 100, 1000)) for share in shares], ignore_index=True)
    _, first, last = (place.reshape(6, 1000) for place in ranks(drawn, 1000))
    truth = np.arange(1, 7)[:, None]
    assert ((first <= truth) & (truth <= last)).all(axis=0).mean() >= 0.95


def test_topics_have_ranks_and_what_has_no_topic_has_none(world: Engine) -> None:
    frame = counts.topics(world, EVERYTHING).set_index("topic")
    assert frame.loc["disaster", "rank"] == 1
    assert frame.loc["finance", "rank"] == frame.loc["economy", "rank"] == 2
    assert frame.loc["-", ["rank", "rank_low", "rank_high"]].isna().all()
    assert (frame["rank_low"].dropna() <= frame["rank"].dropna()).all()
    split = counts.topics(world, EVERYTHING, by="year").set_index(["topic", "year"])
    assert split.loc[("rural", "2022"), "rank"] == 2


def test_a_topic_of_an_empty_selection_has_no_rank(world: Engine) -> None:
    assert counts.topics(world, Selection(places=("无此地",)))["rank"].isna().all()


def test_shares_lie_between_bounds_where_other_matters_were_taken_up(world: Engine) -> None:
    # Meetings 4 and 12 took up more than their reports name; meeting 4 has an item on floods.
    items = counts.bounds(world, EVERYTHING, more=2).set_index("topic").loc["disaster"]
    assert items["others"] == 2
    assert (items["least"], items["share"], items["most"]) == pytest.approx((8 / 24, 8 / 20, 12 / 24))
    held = counts.bounds(world, EVERYTHING, unit="meetings").set_index("topic").loc["disaster"]
    assert (held["least"], held["share"], held["most"]) == pytest.approx((8 / 12, 8 / 12, 9 / 12))
    with pytest.raises(SelectionError, match="items, meetings"):
        counts.bounds(world, EVERYTHING, unit="text")  # type: ignore[arg-type]
