"""What every engine is asked: each function that takes an engine, with options that make it go its different ways."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any, Final

from analysis import measures
from analysis.corpus.engine import Engine
from analysis.measures import (
    choices,
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
    leftovers,
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

Question = Callable[[Engine, Selection], Any]

CITY: Final = "云泽省青岚市"
RECENT, BEFORE = (date(2021, 6, 1), date(2022, 7, 31)), (date(2020, 1, 1), date(2021, 5, 31))
SERIES: Final = ["disaster", "safety", "-"]
NARROW: Final = Selection(
    topics=("disaster", "rural", "-"), start=date(2021, 1, 1), end=date(2022, 3, 1), words=("会议",)
)
OTHER: Final = Selection(places=(CITY,))

QUESTIONS: Final[dict[Callable[..., Any], list[Question]]] = {
    choices.values: [lambda e, s: choices.values(e)],
    counts.topics: [
        lambda e, s: counts.topics(e, s),
        lambda e, s: counts.topics(e, s, unit="text", by="action"),
        lambda e, s: counts.topics(e, s, unit="meetings", by="treatment"),
        lambda e, s: counts.topics(e, s, unit="meetings", by="city"),
        lambda e, s: counts.topics(e, s, unit="text", by="year"),
    ],
    counts.change: [lambda e, s: counts.change(e, s, recent=RECENT, before=BEFORE)],
    counts.bounds: [lambda e, s: counts.bounds(e, s)],
    counts.leading: [lambda e, s: counts.leading(e, s)],
    majors.attention: [lambda e, s: majors.attention(e, s)],
    majors.parts: [lambda e, s: majors.parts(e, s)],
    timelines.topics: [
        lambda e, s: timelines.topics(e, s, SERIES, grain="week"),
        lambda e, s: timelines.topics(e, s, SERIES, grain="quarter", unit="meetings"),
    ],
    timelines.words: [
        lambda e, s: timelines.words(e, s, ["防汛", "召开", "强调责"]),
        lambda e, s: timelines.words(e, s, ["防汛", "召开"], grain="year", unit="meetings"),
    ],
    timelines.phrases: [
        lambda e, s: timelines.phrases(e, s, ["防汛", "会议研究"]),
        lambda e, s: timelines.phrases(e, s, ["防汛责任", "召开"], unit="meetings"),
    ],
    timelines.together: [lambda e, s: timelines.together(e, s, ["disaster*rural", '"防汛"*"责任"'], grain="year")],
    timelines.calendar: [lambda e, s: timelines.calendar(e, s)],
    coverage.by_month: [lambda e, s: coverage.by_month(e, s)],
    coverage.totals: [lambda e, s: coverage.totals(e, s)],
    events.find: [lambda e, s: events.find(e, s, "topics", SERIES, grain="quarter")],
    events.seasons: [lambda e, s: events.seasons(e, s, "words", ["防汛"], grain="quarter")],
    expected.seen: [lambda e, s: expected.seen(e, s)],
    expected.gaps: [lambda e, s: expected.gaps(e, s)],
    expected.by_period: [lambda e, s: expected.by_period(e, s, grain="quarter")],
    expected.volume: [lambda e, s: expected.volume(e, s)],
    keywords.leading: [lambda e, s: keywords.leading(e, s, limit=7)],
    keywords.frequencies: [
        lambda e, s: keywords.frequencies(e, s, stopwords=["会议"], added=["防汛责", "防汛"]),
        lambda e, s: keywords.frequencies(e, s, order="tf_idf", limit=5),
    ],
    concordance.count: [
        lambda e, s: concordance.count(e, s, "防汛"),
        lambda e, s: concordance.count(e, s, "防汛", counted_as="term"),
    ],
    concordance.lines: [
        partial(concordance.lines, word=word, counted_as=counted_as, order=order, limit=6, offset=2)
        for word, counted_as, order in (
            ("防汛", "term", "newest"), ("防汛", "phrase", "newest"), ("责任", "term", "left"),
            ("责任", "phrase", "left"), ("防汛", "term", "right"), ("防汛", "phrase", "right"),
        )
    ],
    concordance.spellings: [lambda e, s: concordance.spellings(e, "防汛")],
    dispersion.words: [
        lambda e, s: dispersion.words(e, s, ["防汛", "责任", "无此词"]),
        lambda e, s: dispersion.words(e, s, ["防汛"], over="months"),
        lambda e, s: dispersion.words(e, s, ["防汛"], over="bodies"),
    ],
    formulations.tiers: [lambda e, s: formulations.tiers(e, s)],
    formulations.wordings: [lambda e, s: formulations.wordings(e, s, "防汛责任")],
    formulations.actions: [lambda e, s: formulations.actions(e, s, "防汛责任")],
    formulations.sightings: [
        lambda e, s: formulations.sightings(e, s.narrow(formulation="防汛责任"), limit=4, offset=1)
    ],
    formulations.successors: [lambda e, s: formulations.successors(e, s)],
    relays.links: [lambda e, s: relays.links(e, s)],
    relays.lags: [lambda e, s: relays.lags(e, s)],
    diffusion.places: [lambda e, s: diffusion.places(e, s, "防汛责任")],
    diffusion.curves: [lambda e, s: diffusion.curves(e, s, "防汛责任")],
    diffusion.levels: [lambda e, s: diffusion.levels(e, s, "防汛责任")],
    depth.treatments: [lambda e, s: depth.treatments(e, s), lambda e, s: depth.treatments(e, s, by="place")],
    diversity.effective: [lambda e, s: diversity.effective(e, s), lambda e, s: diversity.effective(e, s, by="year")],
    together.pairs: [lambda e, s: together.pairs(e, s), lambda e, s: together.pairs(e, s, within="items")],
    likeness.groups: [lambda e, s: likeness.groups(e, s, by="body")],
    likeness.pairs: [lambda e, s: likeness.pairs(e, s, by="body")],
    likeness.contrast: [lambda e, s: likeness.contrast(e, s, by="level", one="province", other="prefecture")],
    keyness.words: [lambda e, s: keyness.words(e, s, OTHER, stopwords=(), least=1)],
    ngrams.frequencies: [
        lambda e, s: ngrams.frequencies(e, s, stopwords=(), least=1),
        lambda e, s: ngrams.frequencies(e, s, size=3, most=5),
    ],
    ngrams.lines: [lambda e, s: ngrams.lines(e, s, "防汛 责任", limit=5)],
    collocations.words: [lambda e, s: collocations.words(e, s, "防汛", stopwords=(), least=1)],
    collocations.lines: [lambda e, s: collocations.lines(e, s, "防汛", "责任", limit=5)],
    novelty.words: [lambda e, s: novelty.words(e, s, recent=RECENT, before=BEFORE, stopwords=(), least=1)],
    compare.by_share: [
        partial(compare.by_share, against=OTHER, of=of) for of in ("topic", "action", "formulation")
    ],
    compare.pace: [lambda e, s: compare.pace(e, s, OTHER)],
    compare.common: [lambda e, s: compare.common(e, s, OTHER)],
    readings.get: [lambda e, s: readings.get(e, "r181")],
    readings.of_meeting: [lambda e, s: readings.of_meeting(e, 8)],
    readings.statuses: [lambda e, s: readings.statuses(e)],
    readings.doubts: [lambda e, s: readings.doubts(e, s)],
    readings.doubtful: [lambda e, s: readings.doubtful(e, s)],
    readings.missed: [lambda e, s: readings.missed(e)],
    readings.copies: [lambda e, s: readings.copies(e, s)],
    unlabelled.items: [lambda e, s: unlabelled.items(e, s)],
    evidence.count: [lambda e, s: evidence.count(e, s, unit="meetings")],
    evidence.items: [lambda e, s: evidence.items(e, s, limit=7, offset=1)],
    evidence.meetings: [lambda e, s: evidence.meetings(e, s, limit=7, offset=1)],
    meetings.count: [lambda e, s: meetings.count(e, s, query="防汛 会议")],
    meetings.find: [
        lambda e, s: meetings.find(e, s, query="防汛", limit=5),
        lambda e, s: meetings.find(e, s, order="items", limit=5, offset=2),
        lambda e, s: meetings.find(e, s, order="oldest", limit=None),
    ],
    meetings.get: [lambda e, s: meetings.get(e, "r8")],
    leftovers.kinds: [lambda e, s: leftovers.kinds(e)],
    leftovers.others: [lambda e, s: leftovers.others(e)],
    leftovers.rejects: [lambda e, s: leftovers.rejects(e)],
    segmentation.counts: [lambda e, s: segmentation.counts(e, s, "防汛")],
    segmentation.within: [lambda e, s: segmentation.within(e, s, "汛")],
}  # fmt: skip


def measured() -> set[Callable[..., Any]]:
    """Every public function of the measures that takes an engine, but for what they are made of."""
    found = set()
    for module in pkgutil.iter_modules(measures.__path__):
        if module.name.startswith("_") or module.name in ("selection", "chosen"):
            continue
        room = importlib.import_module(f"{measures.__name__}.{module.name}")
        for name, function in inspect.getmembers(room, inspect.isfunction):
            own = function.__module__ == room.__name__ and not name.startswith("_")
            if own and next(iter(inspect.signature(function).parameters), "") == "engine":
                found.add(function)
    return found
