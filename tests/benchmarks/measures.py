"""How long each measure takes, warm, on a library.

python -m tests.benchmarks.measures VERSION.duckdb [REPEATS [ENGINE]]

Prints the medians of REPEATS runs (default 15) in milliseconds, by the clock and in processor time of the whole process
(which tells what a measure costs when others use the machine too), for everything and for a narrow selection: one
topic, one year, one word in the text. With the address of an engine (docs/engines.md) it is asked instead, and how long
opening it took, its copy included, is told first; processor time is that of this process, not of a server.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from analysis import engines
from analysis.corpus.engine import Engine
from analysis.measures import (
    choices,
    concordance,
    counts,
    coverage,
    events,
    evidence,
    expected,
    keywords,
    meetings,
    timelines,
)
from analysis.measures.selection import Selection


def main(path: str, repeats: str = "15", address: str = "") -> None:
    begun, used = time.perf_counter(), time.process_time()
    engine = engines.open_engine(Path(path), address)
    print(f"opened in {time.perf_counter() - begun:.1f} s, processor {time.process_time() - used:.1f} s")
    offered = choices.values(engine)
    topics = offered.topics.nlargest(6, "items")["topic"].tolist()
    last = offered.last or date.today()
    wide = Selection()
    narrow = Selection(topics=(topics[0],), start=last.replace(year=last.year - 1, day=1), end=last, words=("发展",))
    row = "{:28}{:>12}{:>8}{:>15}{:>8}"
    print(row.format("", "all: clock", "cpu", "narrow: clock", "cpu"))
    for name, run in measures(engine, topics, last).items():
        figures = [figure for selection in (wide, narrow) for figure in timed(run, selection, int(repeats))]
        print(row.format(name, *(f"{figure:.0f}" for figure in figures)))


def measures(engine: Engine, topics: list[str], last: date) -> dict[str, Callable[[Selection], object]]:
    middle, first = last.replace(year=last.year - 1, day=1), last.replace(year=last.year - 2, day=1)
    some = meetings.find(engine, Selection(), limit=1)["meeting_id"].iloc[0]
    return {
        "choices.values": lambda _: choices.values(engine),
        "coverage.totals": lambda s: coverage.totals(engine, s),
        "coverage.by_month": lambda s: coverage.by_month(engine, s),
        "counts.topics items": lambda s: counts.topics(engine, s),
        "counts.topics meetings": lambda s: counts.topics(engine, s, unit="meetings"),
        "counts.topics text": lambda s: counts.topics(engine, s, unit="text"),
        "counts.topics by body": lambda s: counts.topics(engine, s, by="body"),
        "counts.change": lambda s: counts.change(engine, s, recent=(middle, last), before=(first, middle)),
        "timelines.topics": lambda s: timelines.topics(engine, s, topics),
        "timelines.topics weekly": lambda s: timelines.topics(engine, s, topics, grain="week"),
        "timelines.words": lambda s: timelines.words(engine, s, ["改革", "安全", "创新"], unit="meetings"),
        "timelines.phrases": lambda s: timelines.phrases(engine, s, ["高质量发展", "放管服"], unit="meetings"),
        "timelines.phrases items": lambda s: timelines.phrases(engine, s, ["高质量发展", "放管服"]),
        "events.find": lambda s: events.find(engine, s, "topics", topics),
        "events.seasons": lambda s: events.seasons(engine, s, "topics", topics),
        "expected.seen": lambda s: expected.seen(engine, s),
        "expected.gaps": lambda s: expected.gaps(engine, s),
        "expected.volume": lambda s: expected.volume(engine, s),
        "timelines.calendar": lambda s: timelines.calendar(engine, s),
        "keywords.frequencies": lambda s: keywords.frequencies(engine, s),
        "keywords.frequencies added": lambda s: keywords.frequencies(engine, s, added=["高质量发展"]),
        "concordance.lines": lambda s: concordance.lines(engine, s, "高质量发展"),
        "concordance.count": lambda s: concordance.count(engine, s, "高质量发展"),
        "evidence.items": lambda s: evidence.items(engine, s),
        "evidence.meetings": lambda s: evidence.meetings(engine, s),
        "evidence.count": lambda s: evidence.count(engine, s),
        "meetings.find": lambda s: meetings.find(engine, s),
        "meetings.find query": lambda s: meetings.find(engine, s, query="改革"),
        "meetings.get": lambda _: meetings.get(engine, some),
    }


def timed(run: Callable[[Selection], object], selection: Selection, repeats: int) -> tuple[float, float]:
    run(selection)
    clock, processor = [], []
    for _ in range(repeats):
        begun, used = time.perf_counter(), time.process_time()
        run(selection)
        clock.append(1000 * (time.perf_counter() - begun))
        processor.append(1000 * (time.process_time() - used))
    return statistics.median(clock), statistics.median(processor)


if __name__ == "__main__":
    main(*sys.argv[1:])
