"""The evidence of a cell has as many rows as its numerator says, whatever the selection."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.corpus.engine import Engine
from analysis.measures import (
    counts,
    depth,
    diffusion,
    diversity,
    evidence,
    formulations,
    keywords,
    likeness,
    majors,
    relays,
    timelines,
    together,
)
from analysis.measures.selection import Selection
from tests.fixtures_world import world

__all__ = ["world"]

CITY, COUNTY = "云泽省青岚市", "云泽省青岚市兰渡县"


def some(*values: str, most: int = 2) -> st.SearchStrategy[tuple[str, ...]]:
    """Mostly nothing, since every condition more leaves less to count."""
    return st.just(()) | st.lists(st.sampled_from(values), max_size=most).map(tuple)


days = st.none() | st.dates(date(2020, 12, 1), date(2022, 7, 31))
plain = st.builds(
    lambda span, **conditions: Selection(start=span[0], end=span[1], **conditions),
    span=st.tuples(days, days).map(lambda span: tuple(sorted(span)) if None not in span else span),  # type: ignore[type-var]
    places=some("云泽省", "=云泽省", CITY, f"={CITY}", COUNTY, "云泽省白石市", "-"),
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
LEFT_OUT = [Selection(places=(CITY,)), Selection(topics=("disaster",)), Selection(terms=("责任",), levels=("county",))]
selections = plain | plain | st.builds(lambda one, out: replace(one, outside=out), plain, st.sampled_from(LEFT_OUT))
units = st.sampled_from(["items", "meetings"])
examined = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def one_of(frame: pd.DataFrame, data: st.DataObject) -> dict[str, Any] | None:
    """One row of the table, or none where there is none."""
    if frame.empty:
        return None
    rows: list[dict[str, Any]] = frame.to_dict("records")
    return rows[data.draw(st.integers(0, len(rows) - 1), label="row")]


def rows_behind(engine: Engine, selection: Selection, unit: str) -> int:
    listed: Callable[..., pd.DataFrame] = evidence.items if unit == "items" else evidence.meetings
    found = listed(engine, selection, limit=None)
    assert len(found) == evidence.count(engine, selection, unit=unit)  # type: ignore[arg-type]
    return len(found)


@given(
    selections,
    units,
    st.sampled_from([None, "year", "province", "city", "place", "body", "level", "action", "decision", "treatment"]),
    st.data(),
)
@examined
def test_counts(world: Engine, selection: Selection, unit: Any, by: Any, data: st.DataObject) -> None:
    row = one_of(counts.topics(world, selection, unit=unit, by=by), data)
    if row:
        cell = {key: row[key] for key in ("topic", by) if key}
        assert rows_behind(world, selection.narrow(**cell), unit) == row["numerator"]
        group = {by: row[by]} if by else {}
        assert rows_behind(world, selection.narrow(**group), unit) == row["denominator"]


@given(selections, st.data())
@examined
def test_text(world: Engine, selection: Selection, data: st.DataObject) -> None:
    row = one_of(counts.topics(world, selection, unit="text"), data)
    if row:
        behind = evidence.items(world, selection.narrow(topic=row["topic"]), limit=None)
        shares = [
            item["chars"]
            * sum([label["weight"] for label in item["labels"] if label["topic"] == row["topic"]] or [1.0])
            for item in behind.to_dict("records")
        ]
        assert sum(shares) == pytest.approx(row["numerator"])


@given(selections, st.data())
@examined
def test_majors(world: Engine, selection: Selection, data: st.DataObject) -> None:
    row = one_of(majors.parts(world, selection), data)
    if row:
        assert rows_behind(world, selection.narrow(topic=row["topic"]), "items") == row["items"]
    attention = majors.attention(world, selection)
    if len(attention):
        assert attention["numerator"].sum() == pytest.approx(attention["denominator"].max())


@given(
    selections,
    units,
    st.sampled_from(["week", "month", "quarter", "year"]),
    st.sampled_from([
        (timelines.topics, ["disaster", "economy", "-"]),
        (timelines.words, ["防汛", "召开", "强调责"]),
        (timelines.phrases, ["防汛", "会议研究", "召开"]),
        (timelines.together, ["disaster*rural", 'disaster*"责任"', '"防汛"*"责任"']),
    ]),
    st.data(),
)  # fmt: skip
@examined
def test_timelines(
    world: Engine, selection: Selection, unit: Any, grain: str, drawn: tuple[Any, list[str]], data: st.DataObject
) -> None:
    measure, values = drawn
    frame = measure(world, selection, values, grain=grain, unit=unit)
    row = one_of(frame[frame["denominator"] > 0], data)
    if row:
        cell = {row["counted_as"]: row["series"], "period": row["period"]}
        assert rows_behind(world, selection.narrow(**cell), unit) == row["numerator"]
        assert rows_behind(world, selection.narrow(period=row["period"]), unit) == row["denominator"]


@given(selections, st.data())
@examined
def test_calendar(world: Engine, selection: Selection, data: st.DataObject) -> None:
    row = one_of(timelines.calendar(world, selection), data)
    if row:
        assert rows_behind(world, selection.narrow(date=row["date"]), "meetings") == row["meetings"]


@given(selections, st.data())
@examined
def test_keywords(world: Engine, selection: Selection, data: st.DataObject) -> None:
    row = one_of(keywords.frequencies(world, selection, stopwords=["会议"], added=["防汛责", "防汛"]), data)
    if row:
        cell = {row["counted_as"]: row["term"]}
        assert rows_behind(world, selection.narrow(**cell), "meetings") == row["documents"]
        assert rows_behind(world, selection, "meetings") == row["meetings"]


@given(selections, st.data())
@settings(examined, max_examples=20)
def test_formulations(world: Engine, selection: Selection, data: st.DataObject) -> None:
    row = one_of(formulations.tiers(world, selection), data)
    if row:
        cell = selection.narrow(formulation=row["formulation"])
        assert rows_behind(world, cell, "meetings") == row["numerator"]
        assert len(formulations.sightings(world, cell, limit=None)) == row["numerator"]
        assert rows_behind(world, selection, "meetings") == row["denominator"]
        if year := one_of(pd.DataFrame(row["years"]), data):
            assert rows_behind(world, cell.narrow(period=year["year"]), "meetings") == year["numerator"]
        if part := one_of(formulations.wordings(world, selection, row["formulation"]), data):
            assert rows_behind(world, selection.narrow(variant=part["variant"]), "meetings") == part["numerator"]
            assert part["denominator"] == row["numerator"]
        if part := one_of(formulations.actions(world, selection, row["formulation"]), data):
            assert rows_behind(world, cell.narrow(action=part["action"]), "items") == part["numerator"]


@given(selections, st.data())
@settings(examined, max_examples=25)
def test_relays(world: Engine, selection: Selection, data: st.DataObject) -> None:
    row = one_of(relays.lags(world, selection), data)
    if row:
        level = selection.narrow(level=row["level"])
        asked = [action for action in ("relay", "study") if action in (selection.actions or (action,))]
        counts = [evidence.count(world, level.narrow(action=action)) for action in asked]
        assert sum(counts) == row["denominator"]


@given(selections, st.sampled_from(["防汛责任", "安全生产", "讲话精神", "预算"]), st.data())
@settings(examined, max_examples=25)
def test_diffusion(world: Engine, selection: Selection, formulation: str, data: st.DataObject) -> None:
    row = one_of(diffusion.places(world, selection, formulation), data)
    if row:
        place = selection.narrow(level=row["level"], place=row["place"])
        assert rows_behind(world, place, "meetings") == row["denominator"]
        assert rows_behind(world, place.narrow(formulation=formulation), "meetings") == row["numerator"]


@given(selections, st.sampled_from(["topic", "year", "province", "place", "body", "level"]), st.data())
@examined
def test_depth(world: Engine, selection: Selection, by: Any, data: st.DataObject) -> None:
    row = one_of(depth.treatments(world, selection, by=by), data)
    if row:
        group = {by: row[by]}
        assert row["denominator"] == rows_behind(world, selection.narrow(**group), "items")
        if not selection.treatments or row["treatment"] in selection.treatments:
            assert row["numerator"] == rows_behind(
                world, selection.narrow(**group, treatment=row["treatment"]), "items"
            )
        else:
            assert row["numerator"] == 0


@given(selections, st.sampled_from([None, "year", "province", "city", "place", "body", "level"]), st.data())
@examined
def test_diversity(world: Engine, selection: Selection, by: Any, data: st.DataObject) -> None:
    row = one_of(diversity.effective(world, selection, by=by), data)
    if row:
        group = {by: row[by]} if by else {}
        assert row["items"] == rows_behind(world, selection.narrow(**group), "items")


@given(selections, st.sampled_from(["meetings", "items"]), st.data())
@examined
def test_pairs(world: Engine, selection: Selection, within: Any, data: st.DataObject) -> None:
    row = one_of(together.pairs(world, selection, within=within), data)
    if row:
        key = "agenda" if within == "meetings" else "topic"
        assert row["numerator"] == rows_behind(world, selection.narrow(**{key: row["pair"]}), within)
        assert row["of_topic"] == rows_behind(world, selection.narrow(**{key: row["topic"]}), within)


@given(selections, st.sampled_from(["year", "province", "city", "place", "body", "level"]), st.data())
@examined
def test_contrast(world: Engine, selection: Selection, by: Any, data: st.DataObject) -> None:
    named = counts.topics(world, selection, by=by)
    groups = sorted({row[by] for row in named.to_dict("records") if row["topic"] != "-"})
    if len(groups) > 1:
        one, other = groups[:2]
        row = one_of(likeness.contrast(world, selection, by=by, one=one, other=other), data)
        assert row is not None
        cell = {by: one, "topic": row["topic"]}
        assert row["numerator"] == rows_behind(world, selection.narrow(**cell), "items")


@given(selections, units)
@examined
def test_bounds(world: Engine, selection: Selection, unit: Any) -> None:
    frame = counts.bounds(world, selection, unit=unit)
    assert frame["others"].max() == rows_behind(world, selection.narrow(other_matters=True), "meetings")
    held = frame.dropna()
    assert ((held["least"] <= held["share"]) & (held["share"] <= held["most"]) & (held["most"] <= 1)).all()
