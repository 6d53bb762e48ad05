"""A point of a chart opens as many items or meetings as it says, whatever the selection: for every chart there is.

What a reader reads off a point is what shows over it; the number of rows behind its cell has to be among the numbers
there. A chart without a case here fails the build, but for those that :data:`NO_COUNTS` names with the reason.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus.engine import Engine
from analysis.measures import (
    choices,
    compare,
    counts,
    coverage,
    depth,
    diffusion,
    diversity,
    events,
    evidence,
    expected,
    formulations,
    keyness,
    keywords,
    likeness,
    majors,
    novelty,
    relays,
    timelines,
    together,
)
from analysis.measures.selection import Selection
from pages.shared import looks
from pages.shared.comparing import Sides
from pages.shared.findings import together as judged
from pages.shared.library import Shown
from pages.shared.looks import accuracy as look_accuracy
from pages.shared.looks import compare as look_compare
from pages.shared.looks import depth as look_depth
from pages.shared.looks import drawn as look_drawn
from pages.shared.looks import formulations as look_formulations
from pages.shared.looks import keywords as look_keywords
from pages.shared.looks import majors as look_majors
from pages.shared.looks import overview as look_overview
from pages.shared.looks import places as look_places
from pages.shared.looks import timelines as look_timelines
from pages.shared.looks import together as look_together
from pages.shared.looks import topics as look_topics
from pages.shared.looks.drawn import Drawn
from pages.shared.texts import of
from pages.shared.view import View
from tests.fixtures_world import world
from tests.property.test_evidence import BEFORE, GROUPS, RECENT
from tests.property.worlds import broad, crowd, examined, one_of, selections

__all__ = ["crowd", "world"]

T = TypeVar("T")
Charted = tuple[Drawn, str, Mapping[str, Any]]
"""A chart, the unit that its page counts in, and what its page adds to each cell."""

Case = Callable[[View, st.DataObject], Iterator[Charted]]
UNITS: Final = st.sampled_from(["items", "meetings"])

NO_COUNTS: Final = {
    look_drawn.nothing: "has no point",
    look_accuracy.figures: "its points open disagreements, see tests/pages/test_accuracy.py",
    look_places.matrix: "distances; a square draws its pair",
    look_keywords.runs: "its points open lines, checked with the measure",
    look_keywords.collocates: "its points open lines, checked with the measure",
}  # fmt: skip


class Direct(Shown):
    """A version whose measures are asked of the engine, since random selections fill a cache for nothing."""

    def measure(self, function: Callable[..., T], *args: Any, **options: Any) -> T:
        return function(self.engine, *args, **options)


def view_of(engine: Engine, selection: Selection) -> View:
    return View(of("zh"), Direct(engine, engine.version.version), choices.values(engine), selection)


def shares(view: View, data: st.DataObject) -> Iterator[Charted]:
    unit = data.draw(UNITS)
    yield look_topics.shares(view, view.measure(counts.topics, unit=unit), unit), unit, {}


def split(view: View, data: st.DataObject) -> Iterator[Charted]:
    unit, by = data.draw(UNITS), data.draw(st.sampled_from([*GROUPS, "action", "decision"]))
    for _title, drawn in look_topics.split(view, view.measure(counts.topics, unit=unit, by=by), by, unit):
        yield drawn, unit, {}


def width(view: View, data: st.DataObject) -> Iterator[Charted]:
    by = data.draw(st.sampled_from(GROUPS))
    frame = view.measure(diversity.effective, by=by)
    if frame["effective"].notna().any():
        yield look_topics.width(view, frame, by), "meetings of it", {}


def bounds(view: View, data: st.DataObject) -> Iterator[Charted]:
    unit = data.draw(UNITS)
    yield look_topics.bounds(view, view.measure(counts.bounds, unit=unit), unit), unit, {}


def change(view: View, data: st.DataObject) -> Iterator[Charted]:
    frame = view.measure(counts.change, recent=RECENT, before=BEFORE)
    if frame["difference"].notna().any():
        yield look_overview.change(view, frame), "items", {"from": RECENT[0], "to": RECENT[1]}


def months(view: View, data: st.DataObject) -> Iterator[Charted]:
    yield look_overview.months(view, view.measure(coverage.by_month)), "meetings", {}


def treated(view: View, data: st.DataObject) -> Iterator[Charted]:
    by = data.draw(st.sampled_from(["topic", *GROUPS]))
    frame = view.measure(depth.treatments, by=by)
    if len(frame) and not view.selection.treatments:
        yield look_depth.treatments(view, frame, by), "items", {}


def contrast(view: View, data: st.DataObject) -> Iterator[Charted]:
    by = data.draw(st.sampled_from(GROUPS))
    groups = [str(group) for group in view.measure(likeness.groups, by=by)[by]]
    if len(groups) > 1:
        frame = view.measure(likeness.contrast, by=by, one=groups[0], other=groups[1])
        yield look_places.contrast(view, frame, by, groups[0], groups[1]), "items", {}


def pairs(view: View, data: st.DataObject) -> Iterator[Charted]:
    within = data.draw(UNITS)
    frame = judged.judged(view.measure(together.pairs, within=within))
    if frame["ratio"].notna().any():
        yield look_together.matrix(view, frame, cell_of(within), within), within, {}


def network(view: View, data: st.DataObject) -> Iterator[Charted]:
    within = data.draw(UNITS)
    frame = judged.judged(view.measure(together.pairs, within=within))
    frame = frame.assign(is_sure=frame["ratio"] > 1)  # chance leaves too few lines
    if frame["is_sure"].any():
        yield look_together.network(view, frame, cell_of(within), within), within, {}


def days(view: View, data: st.DataObject) -> Iterator[Charted]:
    frame = view.measure(timelines.calendar)
    if len(frame):
        yield look_timelines.days(view, frame), "meetings", {}


def series(view: View, data: st.DataObject) -> Iterator[Charted]:
    """With the strip of coverage and the marks, which count meetings whatever the page counts."""
    unit, grain = data.draw(UNITS), data.draw(st.sampled_from(["month", "quarter", "year"]))
    values = ["safety", "disaster"]
    frame = view.measure(timelines.topics, values, grain=grain, unit=unit)
    if frame.empty or not frame["denominator"].any():
        return
    marks = look_timelines.events(view, view.measure(events.find, "topics", values, grain=grain))
    held = expected.against(view.measure(expected.seen, grain=grain), view.measure(expected.gaps))
    drawn = look_timelines.series(view, frame, "topics", "share", unit, marks=marks, coverage=held)
    for _title, one in drawn:
        yield one, unit, {}


def years(view: View, data: st.DataObject) -> Iterator[Charted]:
    unit = data.draw(UNITS)
    frame = view.measure(timelines.topics, ["disaster"], grain="quarter", unit=unit)
    if len(frame) and frame["denominator"].any():
        for _title, one in look_timelines.over_years(view, frame, "share", unit):
            yield one, unit, {}


def seasons(view: View, data: st.DataObject) -> Iterator[Charted]:
    frame = view.measure(events.seasons, "topics", ["disaster"], grain="month")
    if len(frame):
        for _title, one in look_timelines.seasons(view, frame):
            yield one, "meetings", {}


def cloud(view: View, data: st.DataObject) -> Iterator[Charted]:
    frame = view.measure(keywords.frequencies, stopwords=["会议"], added=["防汛责"])
    if len(frame):
        yield look_keywords.words(view, frame, "count"), "meetings", {}


def key_words(view: View, data: st.DataObject) -> Iterator[Charted]:
    sides = sides_of(view, data)
    frame = look_compare.with_sides(view.measure(keyness.words, sides.b.selection, stopwords=(), least=1), "z")
    if len(frame):
        for _title, drawn in look_keywords.key_words(view, frame.assign(is_sure=True)):
            yield drawn, "meetings", {"b": sides.b}


def new_words(view: View, data: st.DataObject) -> Iterator[Charted]:
    frame = view.measure(novelty.words, recent=RECENT, before=BEFORE, stopwords=(), least=1)
    if len(frame):
        for _title, drawn in look_keywords.novelty(view, frame, RECENT, BEFORE):
            yield drawn, "meetings", {}


def contrasted(view: View, data: st.DataObject) -> Iterator[Charted]:
    sides = sides_of(view, data)
    frame = look_compare.with_sides(view.measure(keyness.words, sides.b.selection, stopwords=(), least=1), "z")
    if len(frame):
        yield look_compare.words(sides, frame), "meetings", {"b": sides.b}


def compared(view: View, data: st.DataObject) -> Iterator[Charted]:
    sides, show = sides_of(view, data), data.draw(st.sampled_from(["topics", "formulations", "actions"]))
    frame = view.measure(compare.by_share, sides.b.selection, of=show.removesuffix("s"))
    frame = look_compare.with_sides(frame, "difference")
    if frame["difference"].notna().any() and not (view.selection.actions or sides.b.selection.actions):
        unit = "meetings" if show == "formulations" else "items"
        yield look_compare.shares(sides, frame, show), unit, {"b": sides.b}


def of_majors(view: View, data: st.DataObject) -> Iterator[Charted]:
    yield look_majors.attention(view, view.measure(majors.attention)), "worth", {}


def lives(view: View, data: st.DataObject) -> Iterator[Charted]:
    frame = view.measure(formulations.tiers)
    if len(frame) and frame["first"].notna().any():
        yield look_formulations.lives(view, frame), "meetings", {}


def life(view: View, data: st.DataObject) -> Iterator[Charted]:
    frame = view.measure(timelines.phrases, ["防汛责任"], grain="year", unit="meetings")
    if len(frame) and frame["denominator"].any():
        yield look_formulations.life(view, frame), "meetings", {}


def spread(view: View, data: st.DataObject) -> Iterator[Charted]:
    """A dot is a place's first sighting: how many there are is not said over it, but that there is one."""
    places, curves = view.measure(diffusion.places, "防汛责任"), view.measure(diffusion.curves, "防汛责任")
    if len(curves):
        yield look_formulations.spread(view, curves, places), "any meetings", {}


def adopters(view: View, data: st.DataObject) -> Iterator[Charted]:
    places = view.measure(diffusion.places, "防汛责任")
    said = places[places["numerator"] > 0]
    if len(said):
        yield look_formulations.adopters(view, said), "meetings", {}


def relayed(view: View, data: st.DataObject) -> Iterator[Charted]:
    links = view.measure(relays.links)
    if len(links):
        yield look_formulations.relays(view, links), "one item", {}


def wordings(view: View, data: st.DataObject) -> Iterator[Charted]:
    frame = view.measure(formulations.wordings, "防汛责任")
    if len(frame):
        yield look_formulations.wordings(view, frame), "meetings", {}


def actions(view: View, data: st.DataObject) -> Iterator[Charted]:
    frame = view.measure(formulations.actions, "防汛责任")
    if len(frame):
        yield look_formulations.actions(view, frame), "items", {}


CASES: Final[dict[Callable[..., Any], Case]] = {
    look_topics.shares: shares, look_topics.split: split, look_topics.bounds: bounds, look_overview.change: change,
    look_overview.months: months, look_depth.treatments: treated, look_together.matrix: pairs,
    look_together.network: network, look_timelines.days: days, look_timelines.over_years: years,
    look_keywords.words: cloud, look_keywords.key_words: key_words, look_keywords.novelty: new_words,
    look_compare.words: contrasted, look_compare.shares: compared, look_majors.attention: of_majors,
    look_formulations.lives: lives, look_formulations.life: life, look_formulations.adopters: adopters,
    look_formulations.wordings: wordings, look_formulations.actions: actions,
}  # fmt: skip
OF_CROWD: Final[dict[Callable[..., Any], Case]] = {
    look_topics.width: width, look_places.contrast: contrast, look_timelines.series: series,
    look_timelines.seasons: seasons, look_formulations.spread: spread, look_formulations.relays: relayed,
}  # fmt: skip


def test_every_chart_has_a_case_or_a_reason_to_have_none() -> None:
    made = set()
    for module in pkgutil.iter_modules(looks.__path__):
        room = importlib.import_module(f"{looks.__name__}.{module.name}")
        for name, function in inspect.getmembers(room, inspect.isfunction):
            is_chart = "Drawn" in str(inspect.signature(function).return_annotation)
            if is_chart and function.__module__ == room.__name__ and not name.startswith("_"):
                made.add(function)
    listed = {*CASES, *OF_CROWD, *NO_COUNTS}
    assert made - listed == set(), "a new chart: say here what its points count"
    assert listed - made == set()


@pytest.mark.parametrize("case", [pytest.param(case, id=case.__name__) for case in CASES.values()])
@given(selections, st.data())
@examined
def test_a_point_opens_as_much_as_it_says(world: Engine, case: Case, selection: Selection, data: st.DataObject) -> None:
    check(view_of(world, selection), case, data)


@pytest.mark.parametrize("case", [pytest.param(case, id=case.__name__) for case in OF_CROWD.values()])
@given(broad, st.data())
@examined
def test_so_does_one_that_takes_many_meetings(
    crowd: Engine, case: Case, selection: Selection, data: st.DataObject
) -> None:
    check(view_of(crowd, selection), case, data)


def check(view: View, case: Case, data: st.DataObject) -> None:
    for drawn, unit, within in case(view, data):
        widths = [figure for figure in (drawn.figure, drawn.narrow) if figure]
        for trace in data.draw(st.sampled_from(widths))["data"]:
            said = trace.get("hovertext") or []
            cells = trace.get("customdata") or []
            points = [{"cell": cell, "over": over} for cell, over in zip(cells, said, strict=False)]
            if point := one_of(points, data, "point"):
                cell = {**point["cell"], **{key: value for key, value in within.items() if key != "b"}}
                side = within["b"] if cell.pop("side", "a") == "b" and "b" in within else view
                opened = side.selection.narrow(**cell)
                counted_in = "meetings" if "held" in cell else cell.get("unit", unit)
                agrees(view.shown.engine, opened, counted_in, cell, point["over"])


def agrees(engine: Engine, opened: Selection, unit: str, cell: Mapping[str, Any], over: str) -> None:
    """Whether what is behind a cell is what shows over its point."""
    numbers = [float(number.replace(",", "")) for number in re.findall(r"\d[\d,]*(?:\.\d+)?", over)]
    if unit == "any meetings":
        assert evidence.count(engine, opened, unit="meetings") > 0
    elif unit == "one item":
        assert evidence.count(engine, opened) == 1
    elif unit == "meetings of it":
        labelled = [one for topic in engine.topics for one in opened.narrow(topic=topic).topics]
        assert evidence.count(engine, opened, unit="meetings") >= numbers[-2] > 0 or not labelled
    elif unit == "worth":
        items = evidence.items(engine, opened, limit=None).to_dict("records")
        worth = sum(
            weight * share for item in items for _topic, weight, share in majors.worth(item["labels"], cell["major"])
        )
        assert any(number == pytest.approx(worth, abs=0.06) for number in numbers), (over, worth)
    else:
        assert evidence.count(engine, opened, unit=unit) in numbers, (over, cell)  # type: ignore[arg-type]


def sides_of(view: View, data: st.DataObject) -> Sides:
    return Sides(view, view_of(view.shown.engine, data.draw(selections, label="against")))


def cell_of(within: str) -> str:
    return "agenda" if within == "meetings" else "together"
