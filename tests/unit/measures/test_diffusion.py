"""Times to a first sighting: a published example, another implementation, and what is planted in the sample."""

from __future__ import annotations

import random
import tomllib
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from analysis.corpus.engine import Engine
from analysis.measures import diffusion
from analysis.measures.selection import Selection
from tests.fixtures_spoken import Spoken, library

EVERYTHING = Selection()
PLANTED = Path(__file__).resolve().parents[3] / "data" / "sample" / "planted.toml"


def watched(days: list[float], said: list[bool], entry: list[float] | None = None) -> pd.DataFrame:
    standing = ["adopted" if one else "waiting" for one in said]
    return pd.DataFrame({"days": days, "standing": standing, "entry": entry or [0.0] * len(days)})


def test_the_leukaemia_trial_comes_out_as_published() -> None:
    """Freireich et al. (1963), remission under 6-mercaptopurine in weeks; estimates and Greenwood's standard errors as
    Klein and Moeschberger (2003) and many others print them."""
    relapsed = [6, 6, 6, 7, 10, 13, 16, 22, 23]
    censored = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
    trial = watched([*map(float, relapsed + censored)], [True] * 9 + [False] * 12)
    found = diffusion.curve(trial)
    steps = found[found["adopted"] > 0]
    assert steps["days"].tolist() == [6, 7, 10, 13, 16, 22, 23]
    assert steps["at_risk"].tolist() == [21, 17, 15, 12, 11, 7, 6]
    survival = [0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448]
    errors = [0.0764, 0.0869, 0.0963, 0.1068, 0.1141, 0.1282, 0.1346]
    assert (1 - steps["share"]).tolist() == pytest.approx(survival, abs=5e-4)
    for s, error, low, high in zip(survival, errors, steps["low"], steps["high"], strict=True):
        half = 1.96 * error / (s * abs(np.log(s)))
        assert [1 - high, 1 - low] == pytest.approx([s ** np.exp(half), s ** np.exp(-half)], abs=2e-3)
    assert (found["days"].iloc[0], found["days"].iloc[-1], found["share"].iloc[-1]) == (
        0,
        35,
        pytest.approx(0.552, abs=5e-4),
    )
    assert diffusion.median(trial)["median"] == 23


def test_without_late_entry_the_curve_is_that_of_scipy() -> None:
    dice = random.Random(11)
    days = [float(dice.randint(1, 60)) for _ in range(80)]
    said = [dice.random() < 0.6 for _ in days]
    found = diffusion.curve(watched(days, said))
    data = stats.CensoredData.right_censored(days, [not one for one in said])
    other = stats.ecdf(data)
    bounds = other.cdf.confidence_interval(method="log-log")
    for step in found[(found["adopted"] > 0) & (found["share"] < 1)].to_dict("records"):
        at = int(np.searchsorted(other.cdf.quantiles, step["days"]))
        assert step["share"] == pytest.approx(other.cdf.probabilities[at])
        assert step["low"] == pytest.approx(bounds.low.probabilities[at], abs=1e-6)
        assert step["high"] == pytest.approx(bounds.high.probabilities[at], abs=1e-6)


def test_a_place_that_comes_late_is_at_risk_from_then_on() -> None:
    # By hand: day 10, one of two; day 30, one of two, as the third place came on day 20; day 40, the last.
    found = diffusion.curve(watched([10, 40, 30], [True, True, True], [0, 0, 20]))
    steps = found[found["adopted"] > 0]
    assert steps[["days", "at_risk"]].to_numpy().tolist() == [[10, 2], [30, 2], [40, 1]]
    assert steps["share"].tolist() == pytest.approx([0.5, 0.75, 1.0])
    # Taken for watched from the start, it would make the first step smaller.
    naive = diffusion.curve(watched([10, 40, 30], [True, True, True]))
    assert naive["share"].iloc[1] == pytest.approx(1 / 3)


def test_nobody_at_risk_gives_no_curve() -> None:
    nobody = pd.DataFrame({"days": [0.0, np.nan], "standing": ["origin", "gone"], "entry": [np.nan, np.nan]})
    assert diffusion.curve(nobody).empty
    assert np.isnan(diffusion.median(nobody)["median"])


A, B, C, D, E, F = (
    ("云泽省",),
    ("云泽省", "青岚市"),
    ("云泽省", "白石市"),
    ("云泽省", "松江市"),
    ("云泽省", "柳河市"),
    ("远山省",),
)


@pytest.fixture
def spread(tmp_path: Path) -> Engine:
    said = ("三桥两路",)
    return library(
        tmp_path / "w.duckdb",
        [
            Spoken("2021-01-01", A), Spoken("2021-01-11", A, says=said),
            Spoken("2021-01-02", B), Spoken("2021-01-21", B, says=said, action="relay"),
            Spoken("2021-03-02", B, lead=said), Spoken("2021-03-03", B, says=said),
            Spoken("2021-01-05", C), Spoken("2021-04-21", C), Spoken(None, C, says=said),
            Spoken("2021-02-10", D), Spoken("2021-02-20", D, says=said),
            Spoken("2021-02-15", E, says=said),
            Spoken("2020-12-01", F),
        ],
    )  # fmt: skip


def test_every_place_has_its_standing(spread: Engine) -> None:
    frame = diffusion.places(spread, EVERYTHING, "三桥两路").set_index("place")
    assert frame["standing"].to_dict() == {
        "云泽省": "origin", "云泽省青岚市": "adopted", "云泽省柳河市": "already", "云泽省松江市": "adopted",
        "云泽省白石市": "waiting", "远山省": "gone",
    }  # fmt: skip
    days = frame[["days", "entry"]].fillna(-1).astype(int).agg(tuple, axis=1).to_dict()
    assert days == {
        "云泽省": (0, -1), "云泽省青岚市": (10, 0), "云泽省柳河市": (-1, -1), "云泽省松江市": (40, 30),
        "云泽省白石市": (100, 0), "远山省": (-1, -1),
    }  # fmt: skip
    # The undated meeting of 白石市 has it: it counts, and cannot be put in time.
    assert frame.loc["云泽省白石市", ["numerator", "denominator"]].tolist() == [1, 3]
    assert frame.loc["云泽省白石市", "first"] is None


def test_relaying_comes_before_acting(spread: Engine) -> None:
    frame = diffusion.places(spread, EVERYTHING, "三桥两路").set_index("place")
    assert frame.loc["云泽省青岚市", ["first", "relayed", "acted"]].tolist() == [
        date(2021, 1, 21), date(2021, 1, 21), date(2021, 3, 3),
    ]  # fmt: skip
    assert frame.loc["云泽省", "relayed"] is None


def test_levels_add_up(spread: Engine) -> None:
    frame = diffusion.levels(spread, EVERYTHING, "三桥两路").set_index("level")
    assert frame.loc["prefecture", ["numerator", "denominator"]].tolist() == [4, 4]
    assert frame.loc["prefecture", list(diffusion.STANDINGS)].tolist() == [0, 2, 1, 1, 0]
    curve = diffusion.curves(spread, EVERYTHING, "三桥两路")
    assert set(curve["level"]) == {"prefecture"}, "of the provinces none is at risk"
    # Day 10: one of two (松江市 comes on day 30); day 40: one of the two that are left.
    assert curve["share"].tolist() == pytest.approx([0, 0.5, 0.75, 0.75])


def test_a_formulation_that_nobody_said_has_no_origin(spread: Engine) -> None:
    frame = diffusion.places(spread, EVERYTHING, "没有的提法")
    assert set(frame["standing"]) == {"gone"}
    assert diffusion.curves(spread, EVERYTHING, "没有的提法").empty
    nothing = Selection(start=date(2050, 1, 1))
    assert diffusion.places(spread, nothing, "三桥两路").empty
    assert diffusion.levels(spread, nothing, "三桥两路").empty


def test_the_planted_spread_and_its_latest_city_are_found(sample_engine: Engine) -> None:
    planted = tomllib.loads(PLANTED.read_text(encoding="utf-8"))["spread"]
    frame = diffusion.places(sample_engine, EVERYTHING, planted["formulation"])
    names = [place.removeprefix("澜岳省") or place for place in frame["place"]]
    names = [next(name for name in planted["adopted"] if place.endswith(name)) for place in names]
    found = dict(zip(names, frame["first"], strict=True))
    assert set(found) == set(planted["adopted"])
    for name, day in planted["adopted"].items():
        assert timedelta(0) <= found[name] - day < timedelta(days=31), name
    cities = frame[frame["level"] == "prefecture"]
    assert cities["place"].iloc[-1] == "澜岳省槐江市"
    medians = diffusion.levels(sample_engine, EVERYTHING, planted["formulation"]).set_index("level")["median"]
    assert medians["prefecture"] < medians["county"]
