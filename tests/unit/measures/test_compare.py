"""Two selections side by side, against the world as it was written and against other implementations."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from scipy import stats

from analysis.corpus.engine import Engine
from analysis.errors import SelectionError
from analysis.measures import compare, counts
from analysis.measures.selection import Selection

CITY = Selection(places=("云泽省青岚市",))
PROVINCE = Selection(places=("=云泽省",))
EVERYTHING = Selection()


def test_topics_are_those_of_each_side(world: Engine) -> None:
    frame = compare.by_share(world, CITY, PROVINCE, of="topic").set_index("topic")
    for side, suffix in ((CITY, ""), (PROVINCE, "_against")):
        alone = counts.topics(world, side).set_index("topic")
        for topic, row in frame.iterrows():
            assert row[f"numerator{suffix}"] == alone.loc[topic, "numerator"]
            assert row[f"denominator{suffix}"] == alone.loc[topic, "denominator"]
    assert frame["difference"].is_monotonic_decreasing


def test_a_difference_has_the_interval_of_a_change(world: Engine) -> None:
    """The same two sets of meetings as two periods."""
    recent, before = (date(2021, 6, 1), date(2022, 12, 31)), (date(2020, 1, 1), date(2021, 5, 31))
    sides = [Selection(start=first, end=last) for first, last in (recent, before)]
    frame = compare.by_share(world, *sides, of="topic").set_index("topic")
    change = counts.change(world, EVERYTHING, recent=recent, before=before).set_index("topic")
    for name in ("difference", "low", "high"):
        assert frame[name].to_dict() == pytest.approx(change[name].to_dict(), nan_ok=True)


def test_actions(world: Engine) -> None:
    """The city's and county's items: one each is deliberated in March 2021 and undated, one relayed in June 2021."""
    frame = compare.by_share(world, CITY, PROVINCE, of="action").set_index("action")
    assert frame.loc["deliberate", ["numerator", "numerator_against"]].tolist() == [2, 1]
    assert frame.loc["relay", ["numerator", "numerator_against"]].tolist() == [1, 1]
    assert frame["denominator_against"].tolist() == [3] * len(frame)


def test_formulations_are_counted_by_meeting(world: Engine) -> None:
    frame = compare.by_share(world, CITY, PROVINCE, of="formulation").set_index("formulation")
    assert frame.loc["防汛责任", ["numerator", "denominator"]].tolist() == [2, 6]
    assert frame.loc["防汛责任", ["numerator_against", "denominator_against"]].tolist() == [1, 3]
    assert frame.loc["安全生产", ["numerator", "numerator_against"]].tolist() == [3, 0]


def test_intervals_and_chances_agree(world: Engine) -> None:
    for of in ("topic", "action", "formulation"):
        frame = compare.by_share(world, CITY, Selection(outside=CITY), of=of)  # type: ignore[arg-type]
        is_out = (frame["low"] > 0) | (frame["high"] < 0)
        assert (is_out == (frame["p"] < 0.05)).all()
        assert np.allclose(frame["adjusted"], stats.false_discovery_control(frame["p"]))


def test_a_side_without_items_leaves_the_difference_open(world: Engine) -> None:
    frame = compare.by_share(world, CITY, Selection(places=("无此地",)), of="topic")
    assert len(frame)
    assert frame[["share_against", "difference", "low", "high"]].isna().all().all()
    assert compare.by_share(world, *[Selection(places=("无此地",))] * 2, of="formulation").empty
    with pytest.raises(SelectionError, match="topic, action, formulation"):
        compare.by_share(world, CITY, PROVINCE, of="place")  # type: ignore[arg-type]


def test_pace_by_hand(world: Engine) -> None:
    """The city and its county held six dated meetings from 4 January 2021 to 20 June 2022, and one undated."""
    rows = compare.pace(world, CITY, PROVINCE).set_index("figure")
    months = ((date(2022, 6, 20) - date(2021, 1, 4)).days + 1) / (365.25 / 12)
    pace = rows.loc["meetings_a_month"]
    held = [2, 0, 1, 0, 0, 1] + [0] * 11 + [1]
    assert pace["numerator"] == sum(held) == 5
    assert pace["value"] == pytest.approx(5 / months)
    dispersion = max(np.var(held, ddof=1) / np.mean(held), 1)
    half = stats.norm.isf(0.025) * math.sqrt(dispersion * 5) / months
    assert (pace["low"], pace["high"]) == pytest.approx((max(5 / months - half, 0), 5 / months + half))
    items = rows.loc["items_a_meeting"]
    agendas = [1, 2, 3, 2, 1, 2]
    assert (items["numerator"], items["denominator"]) == (sum(agendas), 6)
    half = stats.norm.isf(0.025) * np.std(agendas, ddof=1) / math.sqrt(6)
    assert (items["low"], items["high"]) == pytest.approx((sum(agendas) / 6 - half, sum(agendas) / 6 + half))


def test_months_run_over_the_dates_that_were_chosen(world: Engine) -> None:
    year = replace(CITY, start=date(2021, 1, 1), end=date(2021, 12, 31))
    pace = compare.pace(world, year, CITY).set_index("figure").loc["meetings_a_month"]
    assert pace["denominator"] == pytest.approx(365 / (365.25 / 12))
    assert pace["numerator"] == 4


def test_what_both_have(world: Engine) -> None:
    assert compare.common(world, CITY, EVERYTHING) == 6
    assert compare.common(world, CITY, Selection(outside=CITY)) == 0
    disaster = Selection(topics=("disaster",))
    assert compare.common(world, disaster, Selection(topics=("rural",))) == 3
    assert compare.common(world, disaster, Selection(outside=disaster)) == 0
