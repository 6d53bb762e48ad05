"""What people type and what reports say is data, whatever the characters mean in SQL, patterns or templates."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.corpus.engine import Engine, open_engine
from analysis.measures import counts, timelines
from analysis.measures.selection import Selection
from tests.fixtures_world import Held, Item, build_world

ODD = ("¶0", "'¶0'", '"¶0"', "¶", "'", "''", "\\1", "%", "_", "{0}", ".*")


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """One meeting a string: of a place and a body with that name, on one matter that is called so."""
    meetings = [
        Held("2021-02-02", (f"{name}省",), name, "county", (Item(f"会议 研究 {name} 。", (("disaster", 1.0),)),))
        for name in ODD
    ]
    return open_engine(build_world(tmp_path_factory.mktemp("odd") / "w0.duckdb", meetings))


def meetings(engine: Engine, selection: Selection) -> int:
    table = counts.topics(engine, selection, unit="meetings")
    return int(table["denominator"].max()) if len(table) else 0


@pytest.mark.parametrize("name", ODD)
@pytest.mark.parametrize(
    ("select", "is_part"),
    [
        (lambda name: Selection(places=(f"{name}省",)), False),
        (lambda name: Selection(bodies=(name,)), False),
        (lambda name: Selection(terms=(name,)), False),
        (lambda name: Selection(words=(name,)), True),
        (lambda name: Selection(phrases=(name,)), True),
    ],
)
def test_a_selection_means_the_string(
    odd: Engine, name: str, select: Callable[[str], Selection], is_part: bool
) -> None:
    expected = sum(name in other for other in ODD) if is_part else 1
    assert meetings(odd, select(name)) == expected


@pytest.mark.parametrize("name", ODD)
def test_so_does_a_line_of_a_timeline(odd: Engine, name: str) -> None:
    assert timelines.words(odd, Selection(), [name], unit="meetings")["numerator"].sum() == 1
    expected = sum(name in other for other in ODD)
    assert timelines.phrases(odd, Selection(), [name], unit="meetings")["numerator"].sum() == expected
