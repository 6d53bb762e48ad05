"""The evidence of figures about words has as many rows as their numerators say, whatever the selection."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus.engine import Engine
from analysis.measures import collocations, compare, dispersion, keyness, ngrams, novelty
from analysis.measures import selection as chosen
from analysis.measures.selection import Selection
from tests.fixtures_world import world
from tests.property.test_evidence import examined, one_of, rows_behind, selections

__all__ = ["world"]


@given(selections)
@examined
def test_terms_added_up_by_meeting_are_those_of_its_parts(world: Engine, selection: Selection) -> None:
    parts = world.run(chosen.terms(world, selection)).groupby(["meeting_no", "term"])["count"].sum().to_dict()
    rows = world.rows(chosen.terms_by_meeting(world, selection))
    assert len(rows) == len(parts)
    assert {(row["meeting_no"], row["term"]): row["count"] for row in rows} == parts


@given(selections, selections, st.data())
@examined
def test_keyness(world: Engine, selection: Selection, against: Selection, data: st.DataObject) -> None:
    row = one_of(keyness.words(world, selection, against, stopwords=(), least=1), data)
    if row:
        assert rows_behind(world, selection.narrow(term=row["term"]), "meetings") == row["documents"]
        assert rows_behind(world, against.narrow(term=row["term"]), "meetings") == row["documents_against"]


@given(selections, st.data())
@examined
def test_dispersion(world: Engine, selection: Selection, data: st.DataObject) -> None:
    row = one_of(dispersion.words(world, selection, ["防汛", "责任", "卫生"]), data)
    if row:
        assert rows_behind(world, selection.narrow(term=row["term"]), "meetings") == row["numerator"]


@given(selections, st.data())
@examined
def test_runs_and_collocates(world: Engine, selection: Selection, data: st.DataObject) -> None:
    run = one_of(ngrams.frequencies(world, selection, stopwords=(), least=1), data)
    if run:
        lines = ngrams.lines(world, selection, run["ngram"])
        assert (len(lines), lines["meeting_no"].nunique()) == (run["count"], run["documents"])
    row = one_of(collocations.words(world, selection, "防汛", stopwords=(), least=1), data)
    if row:
        lines = collocations.lines(world, selection, "防汛", row["collocate"])
        assert (len(lines), lines["meeting_no"].nunique()) == (row["numerator"], row["documents"])


@given(selections, st.data())
@examined
def test_novelty(world: Engine, selection: Selection, data: st.DataObject) -> None:
    recent, before = (date(2021, 6, 1), date(2022, 7, 31)), (date(2020, 12, 1), date(2021, 5, 31))
    row = one_of(novelty.words(world, selection, recent=recent, before=before, stopwords=(), least=1), data)
    if row:
        for (first, last), suffix in ((recent, ""), (before, "_before")):
            start, end = max(first, selection.start or first), min(last, selection.end or last)
            held = replace(selection, start=start, end=end)
            assert rows_behind(world, held.narrow(term=row["term"]), "meetings") == row[f"numerator{suffix}"]
            assert rows_behind(world, held, "meetings") == row[f"denominator{suffix}"]


@given(selections, selections, st.sampled_from(["topic", "action", "formulation"]), st.data())
@examined
def test_comparison(world: Engine, selection: Selection, against: Selection, of: Any, data: st.DataObject) -> None:
    row = one_of(compare.by_share(world, selection, against, of=of), data)
    unit = "meetings" if of == "formulation" else "items"
    for side, suffix in ((selection, ""), (against, "_against")):
        if row and not (of == "action" and side.actions and row[of] not in side.actions):
            assert rows_behind(world, side.narrow(**{of: row[of]}), unit) == row[f"numerator{suffix}"]
            assert rows_behind(world, side, unit) == row[f"denominator{suffix}"]
