"""The evidence of a cell has as many rows as its numerator says, whatever the selection: for every measure there is.

Each measure has a case here that makes it of a random selection and yields, of a random row, what its figures count:
the selection behind the figure, its unit, and the figure itself. A measure without a case fails the build, but for
those that :data:`NO_CELLS` names with the reason.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any, Final

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import measures
from analysis.corpus.engine import Engine
from analysis.measures import (
    chosen,
    collocations,
    compare,
    concordance,
    counts,
    coverage,
    depth,
    diffusion,
    dispersion,
    diversity,
    events,
    evidence,
    expected,
    formulations,
    keyness,
    keywords,
    likeness,
    majors,
    meetings,
    ngrams,
    novelty,
    readings,
    relays,
    segmentation,
    timelines,
    together,
    unlabelled,
)
from analysis.measures.selection import Selection
from tests.fixtures_world import world
from tests.property.worlds import TOPICS, broad, crowd, examined, one_of, selections

__all__ = ["crowd", "world"]

Draw = Callable[..., Any]
Counted = tuple[Selection, str, float]
Case = Callable[[Engine, Selection, st.DataObject], Iterator[Counted]]

GROUPS: Final = ("year", "province", "city", "place", "body", "level")
RECENT, BEFORE = (date(2021, 6, 1), date(2022, 7, 31)), (date(2020, 12, 1), date(2021, 5, 31))

NO_CELLS: Final = {
    evidence.count: "what figures are held against",
    evidence.items: "what figures are held against",
    evidence.meetings: "what figures are held against",
    meetings.count: "counts a list that stands on the same page",
    meetings.find: "a list of meetings",
    formulations.successors: "pairs of formulations, each a link to its own figures",
    formulations.sightings: "a list of meetings with their sentences",
    diffusion.curves: "estimates; the places that they are made of are those of diffusion.places",
    diffusion.levels: "estimates; the places that they are made of are those of diffusion.places",
    likeness.pairs: "distances; a pair opens likeness.contrast",
    compare.pace: "rates of a whole side, which opens as a whole",
    counts.leading: "topics in the order of counts.topics, without a figure",
    keywords.leading: "words in the order of keywords.frequencies, without a figure",
    compare.common: "one figure, in a sentence that names both sides",
    dispersion.words: "how evenly; its numerator is that of keywords.frequencies and is checked with it",
    segmentation.counts: "how much a count hangs on segmentation, by cutting texts again",
    segmentation.within: "words that hold a string, listed to explain concordance.count",
    readings.doubtful: "a list of meetings",
    expected.by_period: "expected.seen against expected.gaps",
    concordance.lines: "the lines that concordance.count counts, checked with it",
    ngrams.lines: "the lines that ngrams.frequencies counts, checked with it",
    collocations.lines: "the lines that collocations.words counts, checked with it",
}  # fmt: skip


def rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = frame.to_dict("records")
    return found


def topics(world: Engine, selection: Selection, data: st.DataObject) -> Iterator[Counted]:
    unit = data.draw(st.sampled_from(["items", "meetings"]))
    by = data.draw(st.sampled_from([None, *GROUPS, "action", "decision", "treatment"]))
    if row := one_of(rows(counts.topics(world, selection, unit=unit, by=by)), data):
        group = {by: row[by]} if by else {}
        yield selection.narrow(topic=row["topic"], **group), unit, row["numerator"]
        yield selection.narrow(**group), unit, row["denominator"]


def text(world: Engine, selection: Selection, data: st.DataObject) -> Iterator[Counted]:
    if row := one_of(rows(counts.topics(world, selection, unit="text")), data):
        yield selection.narrow(topic=row["topic"]), f"text of {row['topic']}", row["numerator"]


def change(world: Engine, selection: Selection, data: st.DataObject) -> Iterator[Counted]:
    unit = data.draw(st.sampled_from(["items", "meetings"]))
    if row := one_of(rows(counts.change(world, selection, recent=RECENT, before=BEFORE, unit=unit)), data):
        for (first, last), suffix in ((RECENT, ""), (BEFORE, "_before")):
            days = {"from": first, "to": last}
            if apart(selection, first, last):
                continue
            yield selection.narrow(topic=row["topic"], **days), unit, row[f"numerator{suffix}"]
            yield selection.narrow(**days), unit, row[f"denominator{suffix}"]


def bounds(world: Engine, selection: Selection, data: st.DataObject) -> Iterator[Counted]:
    unit = data.draw(st.sampled_from(["items", "meetings"]))
    frame = counts.bounds(world, selection, unit=unit)
    held = frame.dropna()
    assert ((held["least"] <= held["share"]) & (held["share"] <= held["most"]) & (held["most"] <= 1)).all()
    if row := one_of(rows(frame), data):
        yield selection.narrow(other_matters=True), "meetings", row["others"]
        yield selection.narrow(topic=row["topic"]), unit, row["numerator"]


def of_majors(world: Engine, selection: Selection, data: st.DataObject) -> Iterator[Counted]:
    frame = majors.attention(world, selection)
    if row := one_of(rows(frame), data):
        assert frame["numerator"].sum() == pytest.approx(row["denominator"])
        yield selection.narrow(major=row["major"]), f"worth to {row['major']}", row["numerator"]
        yield selection, "items", row["denominator"]


def parts_of_majors(world: Engine, selection: Selection, data: st.DataObject) -> Iterator[Counted]:
    if row := one_of(rows(majors.parts(world, selection)), data):
        yield selection.narrow(topic=row["topic"]), "items", row["items"]


def series(measure: Any, values: list[str]) -> Case:
    def case(world: Engine, selection: Selection, data: st.DataObject) -> Iterator[Counted]:
        unit = data.draw(st.sampled_from(["items", "meetings"]))
        grain = data.draw(st.sampled_from(["week", "month", "quarter", "year"]))
        frame = measure(world, selection, values, grain=grain, unit=unit)
        if row := one_of(rows(frame[frame["denominator"] > 0]), data):
            cell = {row["counted_as"]: row["series"], "period": row["period"]}
            yield selection.narrow(**cell), unit, row["numerator"]
            yield selection.narrow(period=row["period"]), unit, row["denominator"]

    return case


def calendar(world: Engine, selection: Selection, data: st.DataObject) -> Iterator[Counted]:
    if row := one_of(rows(timelines.calendar(world, selection)), data):
        yield selection.narrow(date=row["date"]), "meetings", row["meetings"]


def by_month(world: Engine, selection: Selection, data: st.DataObject) -> Iterator[Counted]:
    frame = coverage.by_month(world, selection)
    if row := one_of(rows(frame.groupby("month", as_index=False)["meetings"].sum()), data):
        yield selection.narrow(month=row["month"], unit="meetings"), "meetings", row["meetings"]


def totals(world: Engine, selection: Selection, data: st.DataObject) -> Iterator[Counted]:
    row = rows(coverage.totals(world, selection))[0]
    yield selection.narrow(unit="meetings"), "meetings", row["meetings"]
    yield selection.narrow(unit="items"), "items", row["items"]
    yield selection.narrow(topic=None), "items", row["unlabelled_items"]
    yield selection.narrow(other_matters=1), "meetings", row["other_matters"]
    if not (selection.start or selection.end):
        yield replace(selection, undated=True), "meetings", row["undated"]


def event(crowd: Engine, selection: Selection, data: st.DataObject) -> Iterator[Counted]:
    grain = data.draw(st.sampled_from(["month", "quarter"]))
    if row := one_of(rows(events.find(crowd, selection, "topics", ["disaster", "safety"], grain=grain)), data):
        days = {"from": row["from"], "to": row["to"]}
        yield selection.narrow(**{row["counted_as"]: row["series"]}, **days), "meetings", row["numerator"]
        yield selection.narrow(**days), "meetings", row["denominator"]


def season(crowd: Engine, selection: Selection, data: st.DataObject) -> Iterator[Counted]:
    grain = data.draw(st.sampled_from(["month", "quarter"]))
    if row := one_of(rows(events.seasons(crowd, selection, "topics", ["disaster", "safety"], grain=grain)), data):
        part = selection.narrow(season=row["season"])
        yield part.narrow(**{row["counted_as"]: row["series"]}), "meetings", row["numerator"]
        yield part, "meetings", row["denominator"]


def seen(world: Engine, selection: Selection, data: st.DataObject) -> Iterator[Counted]:
    grain = data.draw(st.sampled_from(["week", "month", "quarter", "year"]))
    if row := one_of(rows(expected.seen(world, selection, grain=grain)), data):
        yield selection.narrow(held="meetings", period=row["period"]), "meetings", row["seen"]


def gaps(crowd: Engine, selection: Selection, data: st.DataObject) -> Iterator[Counted]:
    """A gap counts what is not there: beside it stand the meetings of the first and of the last day, and none but
    meetings without a number of their own in between."""
    if row := one_of(rows(expected.gaps(crowd, selection)), data):
        days = {"from": row["after"], "to": row["until"]}
        if row["of"] == "outlet":
            beside = selection.narrow(held="outlet", outlet=row["outlet"], **days)
        else:
            beside = selection.narrow(held="gap", place=row["place"], office=row["body"], **days)
        found = evidence.meetings(crowd, beside, limit=None)
        ends = {row["after"], row["until"]} if row["basis"] != "ended" else {row["after"]}
        assert ends - {row["until"]} <= {*found["date"]}
        if row["basis"] == "cadence":
            assert {*found["date"]} <= ends
            yield beside, "meetings", len(found)


def volume(crowd: Engine, selection: Selection, data: st.DataObject) -> Iterator[Counted]:
    if row := one_of(rows(expected.volume(crowd, selection)), data):
        cell = {"outlet": row["outlet"], "from": row["from"], "to": row["to"]}
        if not apart(selection, row["from"], row["to"]):
            yield selection.narrow(held="meetings", **cell), "meetings", row["meetings"]


def words(world: Engine, selection: Selection, data: st.DataObject) -> Iterator[Counted]:
    frame = keywords.frequencies(world, selection, stopwords=["会议"], added=["防汛责", "防汛"])
    if row := one_of(rows(frame), data):
        cell = selection.narrow(**{row["counted_as"]: row["term"]})
        yield cell, "meetings", row["documents"]
        yield selection, "meetings", row["meetings"]
        told = concordance.count(world, cell, row["term"], counted_as=row["counted_as"]).iloc[0]
        assert (told["lines"], told["meetings"]) == (row["count"], row["documents"])
        if row["counted_as"] == "term":
            even = dispersion.words(world, selection, [row["term"]])
            assert even["numerator"].iloc[0] == row["documents"]


def lines(world: Engine, selection: Selection, data: st.DataObject) -> Iterator[Counted]:
    """As many lines as are counted, on all pages together, in any order, each once."""
    word = data.draw(st.sampled_from(["防汛", "责任", "召开", "卫生"]))
    options = {"counted_as": data.draw(st.sampled_from(["term", "phrase"])),
               "order": data.draw(st.sampled_from(["newest", "left", "right"]))}  # fmt: skip
    cell = selection.narrow(**{options["counted_as"]: word})
    told = concordance.count(world, cell, word, counted_as=options["counted_as"]).iloc[0]
    pages = [concordance.lines(world, cell, word, limit=4, offset=4 * at, **options)
             for at in range(int(told["lines"]) // 4 + 1)]  # fmt: skip
    found = pd.concat(pages)
    assert len(found) == told["lines"] == len(found.drop_duplicates(["report_no", "start"]))
    assert set(found["word"]) <= {word}
    assert found["meeting_no"].nunique() == told["meetings"]
    yield cell, "meetings", told["meetings"]


def of_formulations(world: Engine, selection: Selection, data: st.DataObject) -> Iterator[Counted]:
    if row := one_of(rows(formulations.tiers(world, selection)), data):
        cell = selection.narrow(formulation=row["formulation"])
        yield cell, "meetings", row["numerator"]
        yield selection, "meetings", row["denominator"]
        assert len(formulations.sightings(world, cell, limit=None)) == row["numerator"]
        if year := one_of(list(row["years"]), data, "year"):
            yield cell.narrow(period=year["year"]), "meetings", year["numerator"]


def wordings(world: Engine, selection: Selection, data: st.DataObject) -> Iterator[Counted]:
    said = data.draw(st.sampled_from(["防汛责任", "安全生产", "预算"]))
    if row := one_of(rows(formulations.wordings(world, selection, said)), data):
        yield selection.narrow(variant=row["variant"]), "meetings", row["numerator"]
        yield selection.narrow(formulation=said), "meetings", row["denominator"]


def used(world: Engine, selection: Selection, data: st.DataObject) -> Iterator[Counted]:
    said = data.draw(st.sampled_from(["防汛责任", "安全生产", "预算"]))
    if row := one_of(rows(formulations.actions(world, selection, said)), data):
        yield selection.narrow(formulation=said, action=row["action"]), "items", row["numerator"]


def lags(world: Engine, selection: Selection, data: st.DataObject) -> Iterator[Counted]:
    if row := one_of(rows(relays.lags(world, selection)), data):
        level = selection.narrow(level=row["level"])
        asked = [action for action in ("relay", "study") if action in (selection.actions or (action,))]
        yield replace(level, actions=tuple(asked)), "items", row["denominator"]


def links(world: Engine, selection: Selection, data: st.DataObject) -> Iterator[Counted]:
    if row := one_of(rows(relays.links(world, selection)), data):
        yield selection.narrow(item=row["item_id"]), "items", 1


def spread(world: Engine, selection: Selection, data: st.DataObject) -> Iterator[Counted]:
    said = data.draw(st.sampled_from(["防汛责任", "安全生产", "讲话精神", "预算"]))
    if row := one_of(rows(diffusion.places(world, selection, said)), data):
        place = selection.narrow(level=row["level"], place=row["place"])
        yield place, "meetings", row["denominator"]
        yield place.narrow(formulation=said), "meetings", row["numerator"]
        if row["standing"] == "adopted":
            assert evidence.count(world, place.narrow(formulation=said, date=row["first"]), unit="meetings")


def treatments(world: Engine, selection: Selection, data: st.DataObject) -> Iterator[Counted]:
    by = data.draw(st.sampled_from(["topic", *GROUPS]))
    if row := one_of(rows(depth.treatments(world, selection, by=by)), data):
        yield selection.narrow(**{by: row[by]}), "items", row["denominator"]
        if not selection.treatments or row["treatment"] in selection.treatments:
            yield selection.narrow(**{by: row[by]}, treatment=row["treatment"]), "items", row["numerator"]
        else:
            assert row["numerator"] == 0


def width(world: Engine, selection: Selection, data: st.DataObject) -> Iterator[Counted]:
    by = data.draw(st.sampled_from([None, *GROUPS]))
    if row := one_of(rows(diversity.effective(world, selection, by=by)), data):
        yield selection.narrow(**({by: row[by]} if by else {})), "items", row["items"]


def pairs(world: Engine, selection: Selection, data: st.DataObject) -> Iterator[Counted]:
    within = data.draw(st.sampled_from(["meetings", "items"]))
    if row := one_of(rows(together.pairs(world, selection, within=within)), data):
        key = "agenda" if within == "meetings" else "topic"
        for name, count in (("pair", "numerator"), ("topic", "of_topic"), ("other", "of_other")):
            yield selection.narrow(**{key: row[name]}), within, row[count]


def groups(crowd: Engine, selection: Selection, data: st.DataObject) -> Iterator[Counted]:
    by = data.draw(st.sampled_from(GROUPS))
    if row := one_of(rows(likeness.groups(crowd, selection, by=by)), data):
        labelled = [selection.narrow(**{by: row[by], "topic": topic}) for topic in TOPICS]
        assert sum(evidence.count(crowd, one) for one in labelled) == row["labels"]
        yield replace(selection.narrow(**{by: row[by]}), topics=any_topic(selection)), "meetings", row["meetings"]


def contrast(world: Engine, selection: Selection, data: st.DataObject) -> Iterator[Counted]:
    by = data.draw(st.sampled_from(GROUPS))
    named = counts.topics(world, selection, by=by)
    held = sorted({row[by] for row in rows(named) if row["topic"] != "-" and row["numerator"]})
    if len(held) > 1:
        one, other = held[:2]
        if row := one_of(rows(likeness.contrast(world, selection, by=by, one=one, other=other)), data):
            yield selection.narrow(**{by: one, "topic": row["topic"]}), "items", row["numerator"]
            yield selection.narrow(**{by: other, "topic": row["topic"]}), "items", row["numerator_other"]


def key_words(world: Engine, selection: Selection, data: st.DataObject) -> Iterator[Counted]:
    against = data.draw(selections, label="against")
    if row := one_of(rows(keyness.words(world, selection, against, stopwords=(), least=1)), data):
        for side, suffix in ((selection, ""), (against, "_against")):
            cell = side.narrow(term=row["term"])
            yield cell, "meetings", row[f"documents{suffix}"]
            assert (
                concordance.count(world, cell, row["term"], counted_as="term")["lines"].iloc[0] == row[f"count{suffix}"]
            )


def runs(world: Engine, selection: Selection, data: st.DataObject) -> Iterator[Counted]:
    if row := one_of(rows(ngrams.frequencies(world, selection, stopwords=(), least=1)), data):
        found = ngrams.lines(world, selection, row["ngram"])
        assert (len(found), found["meeting_no"].nunique()) == (row["count"], row["documents"])
        yield selection, "meetings", row["meetings"]


def collocates(world: Engine, selection: Selection, data: st.DataObject) -> Iterator[Counted]:
    if row := one_of(rows(collocations.words(world, selection, "防汛", stopwords=(), least=1)), data):
        found = collocations.lines(world, selection, "防汛", row["collocate"])
        assert (len(found), found["meeting_no"].nunique()) == (row["numerator"], row["documents"])
        yield selection, "meetings", row["meetings"]


def new_words(world: Engine, selection: Selection, data: st.DataObject) -> Iterator[Counted]:
    frame = novelty.words(world, selection, recent=RECENT, before=BEFORE, stopwords=(), least=1)
    if row := one_of(rows(frame), data):
        for (first, last), suffix in ((RECENT, ""), (BEFORE, "_before")):
            held = selection.narrow(**{"from": first, "to": last})
            yield held.narrow(term=row["term"]), "meetings", row[f"numerator{suffix}"]
            yield held, "meetings", row[f"denominator{suffix}"]


def shares(world: Engine, selection: Selection, data: st.DataObject) -> Iterator[Counted]:
    against, of = data.draw(selections, label="against"), data.draw(st.sampled_from(["topic", "action", "formulation"]))
    unit = "meetings" if of == "formulation" else "items"
    if row := one_of(rows(compare.by_share(world, selection, against, of=of)), data):
        for side, suffix in ((selection, ""), (against, "_against")):
            if not (of == "action" and side.actions and row[of] not in side.actions):
                yield side.narrow(**{of: row[of]}), unit, row[f"numerator{suffix}"]
                yield side, unit, row[f"denominator{suffix}"]


def doubts(world: Engine, selection: Selection, data: st.DataObject) -> Iterator[Counted]:
    if row := one_of(rows(readings.doubts(world, selection)), data):
        listed = readings.doubtful(world, selection, doubt=row["doubt"], limit=None)
        assert len(listed) == row["numerator"]
        yield selection, "meetings", row["denominator"]


def copies(world: Engine, selection: Selection, data: st.DataObject) -> Iterator[Counted]:
    row = rows(readings.copies(world, selection))[0]
    found = meetings.find(world, selection, limit=None)
    assert (found["reports"] > 1).sum() == row["denominator"]
    yield selection, "meetings", len(found)


def without_topic(world: Engine, selection: Selection, data: st.DataObject) -> Iterator[Counted]:
    frame = unlabelled.items(world, selection)
    yield selection.narrow(topic=None), "items", len(frame)


CASES: Final[dict[Callable[..., Any], list[Case]]] = {
    counts.topics: [topics, text], counts.change: [change], counts.bounds: [bounds],
    majors.attention: [of_majors], majors.parts: [parts_of_majors],
    timelines.topics: [series(timelines.topics, ["disaster", "economy", "-"])],
    timelines.words: [series(timelines.words, ["防汛", "召开", "强调责"])],
    timelines.phrases: [series(timelines.phrases, ["防汛", "会议研究", "召开"])],
    timelines.together: [series(timelines.together, ["disaster*rural", 'disaster*"责任"', '"防汛"*"责任"'])],
    timelines.calendar: [calendar], coverage.by_month: [by_month], coverage.totals: [totals],
    expected.seen: [seen], keywords.frequencies: [words], concordance.count: [lines],
    formulations.tiers: [of_formulations], formulations.wordings: [wordings], formulations.actions: [used],
    relays.lags: [lags], relays.links: [links], diffusion.places: [spread], depth.treatments: [treatments],
    diversity.effective: [width], together.pairs: [pairs], likeness.contrast: [contrast], keyness.words: [key_words],
    ngrams.frequencies: [runs], collocations.words: [collocates], novelty.words: [new_words],
    compare.by_share: [shares], readings.doubts: [doubts], readings.copies: [copies], unlabelled.items: [without_topic],
}  # fmt: skip
OF_CROWD: Final[dict[Callable[..., Any], list[Case]]] = {
    events.find: [event], events.seasons: [season], expected.gaps: [gaps], expected.volume: [volume],
    likeness.groups: [groups],
}  # fmt: skip


def test_every_measure_has_a_case_or_a_reason_to_have_none() -> None:
    made = set()
    for module in pkgutil.iter_modules(measures.__path__):
        if module.name.startswith("_") or module.name in ("selection", "chosen", "choices"):
            continue  # parts of measures, and what the filters offer
        room = importlib.import_module(f"{measures.__name__}.{module.name}")
        for _name, function in inspect.getmembers(room, inspect.isfunction):
            asked = list(inspect.signature(function).parameters)[:2] == ["engine", "selection"]
            if asked and function.__module__ == room.__name__ and not function.__name__.startswith("_"):
                made.add(function)
    listed = {*CASES, *OF_CROWD, *NO_CELLS}
    assert made - listed == set(), "a new measure: say here what its figures count"
    assert listed - made == set()


@pytest.mark.parametrize(
    "case", [pytest.param(case, id=f"{of.__module__.split('.')[-1]}.{of.__name__}-{case.__name__}")
             for of, cases in CASES.items() for case in cases]
)  # fmt: skip
@given(selections, st.data())
@examined
def test_a_figure_has_as_many_rows_behind_it_as_it_says(
    world: Engine, case: Case, selection: Selection, data: st.DataObject
) -> None:
    for behind, unit, figure in case(world, selection, data):
        assert counted(world, behind, unit) == pytest.approx(figure), behind


@pytest.mark.parametrize(
    "case", [pytest.param(case, id=case.__name__) for cases in OF_CROWD.values() for case in cases]
)  # fmt: skip
@given(broad, st.data())
@examined
def test_so_has_one_that_takes_many_meetings(
    crowd: Engine, case: Case, selection: Selection, data: st.DataObject
) -> None:
    for behind, unit, figure in case(crowd, selection, data):
        assert counted(crowd, behind, unit) == pytest.approx(figure), behind


@given(selections, st.data())
@examined
def test_the_parts_of_a_whole_add_up_to_it(world: Engine, selection: Selection, data: st.DataObject) -> None:
    """Periods, places, bodies, levels, actions, decisions and treatments split the items and meetings; topics do not,
    since an item can have several: their parts add up to no less, and with weights to the whole."""
    whole = {unit: evidence.count(world, selection, unit=unit) for unit in ("items", "meetings")}
    by = data.draw(st.sampled_from(["year", "place", "body", "level", "action", "decision", "treatment"]))
    split = counts.topics(world, selection, by=by)
    assert split.drop_duplicates(by)["denominator"].sum() == whole["items"]
    assert counts.topics(world, selection)["numerator"].sum() >= whole["items"]
    text = counts.topics(world, selection, unit="text")
    assert text["numerator"].sum() == pytest.approx(text["denominator"].max() if len(text) else 0)
    assert majors.attention(world, selection)["numerator"].sum() == pytest.approx(whole["items"])
    assert timelines.calendar(world, selection)["meetings"].sum() == whole["meetings"] - int(
        coverage.totals(world, selection)["undated"].iloc[0]
    )


@given(selections)
@examined
def test_as_many_rows_are_listed_as_are_counted(world: Engine, selection: Selection) -> None:
    assert len(evidence.items(world, selection, limit=None)) == evidence.count(world, selection)
    assert len(evidence.meetings(world, selection, limit=None)) == evidence.count(world, selection, unit="meetings")


@given(selections)
@examined
def test_terms_added_up_by_meeting_are_those_of_its_parts(world: Engine, selection: Selection) -> None:
    parts = world.run(chosen.terms(world, selection)).groupby(["meeting_no", "term"])["count"].sum().to_dict()
    added = world.rows(chosen.terms_by_meeting(world, selection))
    assert len(added) == len(parts)
    assert {(row["meeting_no"], row["term"]): row["count"] for row in added} == parts
    some = sorted({term for _meeting, term in parts})[::2]
    few = world.rows(chosen.few_by_meeting(world, selection, some))
    found = [((row["meeting_no"], row["term"]), row["count"]) for row in few]
    assert sorted(found) == sorted((key, count) for key, count in parts.items() if key[1] in some)


def counted(engine: Engine, selection: Selection, unit: str) -> float:
    """How many rows are behind a selection or, of text and of major topics, what they are worth together."""
    if unit in ("items", "meetings"):
        return evidence.count(engine, selection, unit=unit)  # type: ignore[arg-type]
    of, value = unit.split(" of " if unit.startswith("text") else " to ")
    items = rows(evidence.items(engine, selection, limit=None))
    if of == "worth":
        return sum(weight * share for item in items for _topic, weight, share in majors.worth(item["labels"], value))
    return sum(
        float(item["chars"] * sum([label["weight"] for label in item["labels"] if label["topic"] == value] or [1.0]))
        for item in items
    )


def apart(selection: Selection, first: date, last: date) -> bool:
    """Whether these days lie outside of the selection's."""
    return bool((selection.start and selection.start > last) or (selection.end and selection.end < first))


def any_topic(selection: Selection) -> tuple[str, ...]:
    """The selection's items with any topic at all."""
    return tuple(one for topic in TOPICS for one in selection.narrow(topic=topic).topics)
