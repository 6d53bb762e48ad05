"""Random selections, and a library with enough meetings for cadences, seasons and likenesses."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from analysis.corpus.engine import Engine, open_engine
from analysis.measures.selection import Selection
from tests.fixtures_world import BUDGET, COUNTY, FARMING, FLOOD, OTHER, PLAIN, PROVINCE, SAFETY, Held, build_world
from tests.fixtures_world import CITY as IN_CITY

EXAMPLES: Final = int(os.environ.get("EVIDENCE_EXAMPLES", "4"))
"""Random selections for each measure and chart, of which there are seventy; ``EVIDENCE_EXAMPLES=100`` takes an hour."""

examined = settings(
    max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, *HealthCheck]
)

CITY, BELOW = "云泽省青岚市", "云泽省青岚市兰渡县"
TOPICS: Final = ("disaster", "rural", "finance", "economy", "safety", "health")


def some(*values: str, most: int = 2) -> st.SearchStrategy[tuple[str, ...]]:
    """Mostly nothing, since every condition more leaves less to count."""
    return st.just(()) | st.lists(st.sampled_from(values), max_size=most).map(tuple)


days = st.none() | st.dates(date(2020, 12, 1), date(2022, 7, 31))
plain = st.builds(
    lambda span, **conditions: Selection(start=span[0], end=span[1], **conditions),
    span=st.tuples(days, days).map(lambda span: tuple(sorted(span)) if None not in span else span),  # type: ignore[type-var]
    places=some("云泽省", "=云泽省", CITY, f"={CITY}", BELOW, "云泽省白石市", "-"),
    levels=some("province", "prefecture", "county", "-"),
    bodies=some("市委常委会", "省委常委会"),
    topics=some("disaster", "rural", "finance*economy", "disaster*rural", "-", "safety"),
    actions=some("hear", "consider", "deliberate"),
    decisions=some("approved", "-"),
    treatments=some("heard", "considered", "decided", most=1),
    agenda=some("disaster", "safety", "rural", "-", most=1),
    other_matters=st.just(False) | st.booleans(),
    words=some("防汛", "责任", "卫生工作", most=1),
    terms=some("防汛", "研究", "部署", most=1),
    phrases=some("强调", "审议预", "召开", most=1),
    formulations=some("防汛责任", "=防汛工作", "=部署防汛", "预算", most=1),
)
LEFT_OUT: Final = [
    Selection(places=(CITY,)),
    Selection(topics=("disaster",)),
    Selection(terms=("责任",), levels=("county",)),
]
selections = plain | plain | st.builds(lambda one, out: replace(one, outside=out), plain, st.sampled_from(LEFT_OUT))
broad = st.just(Selection()) | st.builds(
    Selection, places=some("云泽省", CITY, most=1), topics=some("disaster", "safety", "-", most=1),
    bodies=some("市委常委会", most=1), start=st.none() | st.dates(date(2021, 1, 1), date(2021, 6, 30)),
)  # fmt: skip
"""Selections that leave enough for what needs many meetings."""


@pytest.fixture(scope="session")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """Three years of five bodies that meet every nine days: floods in summer, silences, numbers left out."""
    bodies = [
        (PROVINCE, "省委常委会", "province", "云泽日报"), (IN_CITY, "市委常委会", "prefecture", "云泽日报"),
        (OTHER, "市委常委会", "prefecture", "白石晚报"), (COUNTY, "县委常委会", "county", "兰渡之窗"),
        (IN_CITY, "市政府常务会议", "prefecture", "白石晚报"),
    ]  # fmt: skip
    usual = [SAFETY, BUDGET, FARMING, PLAIN, SAFETY]
    held: list[Held] = []
    for turn in range(122):
        for of, (place, body, level, outlet) in enumerate(bodies):
            day = date(2020, 1, 2) + timedelta(days=9 * turn + of)
            if 40 <= turn < 52 and of in (1, 3):
                continue  # a silence
            name = body.replace("政府", "人民政府") if turn % 7 == 3 else body
            items = (usual[(turn + of) % 5], FLOOD) if day.month in (6, 7, 8) else (usual[(turn * (of + 1)) % 5],)
            number = turn + 1 + (2 if turn > 60 and of in (0, 4) else 0)
            held.append(Held(day.isoformat(), place, name, level, items, outlet=outlet, number=number))
    return open_engine(build_world(tmp_path_factory.mktemp("crowd") / "w1.duckdb", held))


def one_of(rows: list[dict[str, Any]], data: st.DataObject, label: str = "row") -> dict[str, Any] | None:
    """One of the rows, or none where there is none."""
    return rows[data.draw(st.integers(0, len(rows) - 1), label=label)] if rows else None
