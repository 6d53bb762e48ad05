"""A relayed meeting is linked where the words leave little doubt which one it was, and otherwise not at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from analysis.corpus.engine import Engine
from analysis.measures import evidence, relays
from analysis.measures.selection import Selection
from tests.fixtures_spoken import Spoken, library

EVERYTHING = Selection()
PROVINCE, CITY, OTHER, COUNTY = (
    ("云泽省",), ("云泽省", "青岚市"), ("云泽省", "白石市"), ("云泽省", "青岚市", "兰渡县"),
)  # fmt: skip
HELD = [
    Spoken("2021-03-01", PROVINCE, "省委常委会", subject="春耕备耕", session=27, chair="林远舟"),
    Spoken("2021-03-20", PROVINCE, "省委常委会", subject="防汛抗旱准备", session=28, chair="林远舟"),
    Spoken("2021-03-20", OTHER, "市委常委会", subject="城市更新"),
    Spoken("2021-03-22", CITY, "市委常委会", subject="防汛物资储备"),
    Spoken("2021-03-10", (), "中共中央政治局常务委员会", subject="脱贫成果巩固"),
    Spoken("2021-03-12", (), "中共中央政治局", subject="经济形势"),
]


def relaying(held: str, place: tuple[str, ...], body: str, subject: str, action: str = "relay") -> Spoken:
    return Spoken(held, place, body, subject=subject, action=action)


def linked(tmp_path: Path, one: Spoken, held: list[Spoken] = HELD) -> list[str]:
    """The links as body, date, basis and days of the relayed meeting."""
    engine = library(tmp_path / "w.duckdb", [*held, one])
    frame = relays.links(engine, EVERYTHING)
    columns = ["relayed_body", "relayed_date", "basis", "days"]
    return [" ".join(str(value) for value in row) for row in frame[columns].to_numpy().tolist()]


@pytest.mark.parametrize(
    ("held", "place", "subject", "expected"),
    [
        # By the number of the session, however long ago within a year; written either way.
        ("2021-06-01", CITY, "省委常委会第27次会议精神", "省委常委会 2021-03-01 session 92"),
        ("2021-06-01", CITY, "省委常委会第二十八次（扩大）会议精神", "省委常委会 2021-03-20 session 73"),
        # By the day.
        ("2021-05-01", CITY, "3月1日省委常委会会议精神", "省委常委会 2021-03-01 date 61"),
        # By the matters that are named.
        ("2021-03-25", CITY, "省委常委会关于春耕备耕的会议精神", None),
        ("2021-03-25", CITY, "省委常委会会议关于春耕备耕工作的部署", "省委常委会 2021-03-01 content 24"),
        # Nothing else is named: the last one, if it is recent.
        ("2021-03-24", CITY, "省委常委会会议精神", "省委常委会 2021-03-20 latest 4"),
        ("2021-04-24", CITY, "省委常委会会议精神", None),
        # A county relays its own city's meeting, not another one's; the same for a government and its party committee.
        ("2021-03-26", COUNTY, "市委常委会会议精神", "市委常委会 2021-03-22 latest 4"),
        ("2021-03-26", CITY, "青岚市委常委会会议精神", "市委常委会 2021-03-22 latest 4"),
        ("2021-03-26", COUNTY, "白石市委常委会会议精神", None),
        # The centre's two bodies are told apart, with and without 中共.
        ("2021-03-15", PROVINCE, "中央政治局常委会会议精神", "中共中央政治局常务委员会 2021-03-10 latest 5"),
        ("2021-03-15", PROVINCE, "中共中央政治局会议精神", "中共中央政治局 2021-03-12 latest 3"),
        # A speech without a body, by who chaired; not one that was made elsewhere, or several.
        ("2021-03-25", CITY, "林远舟书记关于防汛抗旱准备工作的讲话精神", "省委常委会 2021-03-20 speech 5"),
        ("2021-03-25", CITY, "林远舟书记在防汛抗旱准备座谈会上的讲话精神", None),
        ("2021-03-25", CITY, "林远舟书记近期讲话精神", None),
        # No body of the library.
        ("2021-03-25", CITY, "全省防汛抗旱工作会议精神", None),
        ("2021-03-25", CITY, "省委有关会议精神", None),
        # Nothing can be relayed before it was held.
        ("2021-02-25", CITY, "省委常委会第28次会议精神", None),
    ],
)  # fmt: skip
def test_links(tmp_path: Path, held: str, place: tuple[str, ...], subject: str, expected: str | None) -> None:
    assert linked(tmp_path, relaying(held, place, "全会", subject)) == ([expected] if expected else [])


def test_what_is_not_relayed_is_no_relay(tmp_path: Path) -> None:
    assert linked(tmp_path, relaying("2021-03-25", CITY, "市委常委会", "省委常委会会议精神", action="arrange")) == []


def test_two_meetings_on_the_same_matter_are_not_told_apart(tmp_path: Path) -> None:
    again = replace(HELD[0], held="2021-03-15", session=29)
    one = relaying("2021-03-25", CITY, "市委常委会", "省委常委会会议关于春耕备耕工作的部署")
    assert linked(tmp_path, one, [*HELD, again]) == []


@pytest.fixture
def chain(tmp_path: Path) -> Engine:
    return library(
        tmp_path / "w.duckdb",
        [
            *HELD,
            relaying("2021-03-24", CITY, "市政府常务会议", "省委常委会会议精神"),
            relaying("2021-03-26", OTHER, "市政府常务会议", "省委常委会会议精神"),
            relaying("2021-03-30", COUNTY, "县委常委会", "省委常委会会议精神"),
            relaying("2021-03-30", COUNTY, "县政府常务会议", "领导讲话精神", action="study"),
            relaying("2021-03-16", PROVINCE, "省政府常务会议", "中央政治局会议精神", action="study"),
        ],
    )


def test_the_days_until_a_level_relays(chain: Engine) -> None:
    frame = relays.lags(chain, EVERYTHING).set_index("level")
    assert frame[["numerator", "denominator", "median"]].to_numpy().tolist() == [[1, 1, 4], [2, 2, 5], [1, 2, 10]]
    assert list(frame.index) == ["province", "prefecture", "county"]
    assert frame.loc["prefecture", ["lower", "upper"]].tolist() == [4.5, 5.5]


def test_the_item_of_a_link_is_among_its_evidence(chain: Engine) -> None:
    for row in relays.links(chain, EVERYTHING).to_dict("records"):
        cell = {key: row[key] for key in ("level", "place", "date", "action")}
        found = evidence.items(chain, EVERYTHING.narrow(**cell), limit=None)
        assert row["item_id"] in set(found["item_id"])


def test_the_relayed_meeting_may_lie_outside_the_selection(chain: Engine) -> None:
    frame = relays.links(chain, Selection(levels=("county",), start=date(2021, 3, 25)))
    assert frame["relayed_level"].tolist() == ["province"]
    assert relays.links(chain, Selection(start=date(2050, 1, 1))).empty
    assert relays.lags(chain, Selection(start=date(2050, 1, 1))).empty


def test_the_sample_relays_only_what_it_does_not_hold(sample_engine: Engine) -> None:
    # Its items relay conferences and speeches of bodies that are not in it: every link would be a wrong one.
    assert relays.links(sample_engine, EVERYTHING).empty
    assert relays.lags(sample_engine, EVERYTHING)["denominator"].sum() > 100
