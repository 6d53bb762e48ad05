"""How long the server takes for each page.

    python -m tests.benchmarks.pages LIBRARY [PAGE [STEP]]

Each page, or only those whose names begin with PAGE, is run in this process as the server runs it, without a browser;
timed is the run of the script, not the test harness around it. Printed are milliseconds of the whole process's
processor time, the engine's threads included, since machines are shared, and of the clock:

- first: the first view of a version of which nothing is known but what a server asks before its first reader (of the
  very first page the program is loaded besides);
- new kind: median of the first view of a place and the first of a topic, whose questions are written out as SQL, which
  happens once in a server's life;
- another: median and largest of views of selections that nobody asked for before, six of them: two places, two years
  and two topics, those with most meetings; with a STEP of 2 the first of each alone;
- cached: median of three views of a selection that the cache knows.
"""

from __future__ import annotations

import logging
import os
import statistics
import sys
import time
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.testing.v1 import AppTest

from analysis.measures import choices
from pages.shared import library as open_library
from pages.shared.warming import warm

ROOT = Path(__file__).resolve().parents[2]
VIEWS: tuple[tuple[str, dict[str, str | list[str]]], ...] = (
    ("overview", {}),
    ("topics", {}),
    ("topics", {"by": "place"}),
    ("topics", {"view": "depth"}),
    ("topics", {"view": "together"}),
    ("topics", {"view": "places"}),
    ("topics", {"view": "majors"}),
    ("timelines", {}),
    ("timelines", {"topics": ["rural"]}),
    ("timelines", {"grain": "week"}),
    ("timelines", {"of": "words"}),
    ("timelines", {"of": "phrases", "phrases": ["高质量发展"]}),
    ("keywords", {}),
    ("keywords", {"order": "tf_idf"}),
    ("keywords", {"view": "keyness"}),
    ("keywords", {"view": "collocations", "node": "发展"}),
    ("keywords", {"view": "novelty"}),
    ("formulations", {}),
    ("formulations", {"also": "relays"}),
    ("formulations", {"formulation": "高质量发展"}),
    ("formulations", {"formulation": "高质量发展", "part": "spread"}),
    ("compare", {}),
    ("compare", {"show": "words"}),
    ("meetings", {}),
    ("meetings", {"q": "防汛"}),
    ("corpus", {}),
    ("vocabulary", {}),
    ("accuracy", {}),
)


def main(library: str, page: str = "", step: str = "1") -> None:
    os.environ["AGENDASCOPE_LIBRARY"] = library
    os.chdir(ROOT)
    logging.disable(logging.WARNING)
    _time_scripts()
    open_page("overview", {})
    row = "{:48}{:>16}{:>14}{:>28}{:>14}"
    print(row.format("cpu / clock, ms", "first", "new kind", "another (largest)", "cached"))
    everything: list[tuple[float, float]] = []
    for name, options in VIEWS:
        if not name.startswith(page):
            continue
        st.cache_data.clear()
        open_library.results.clear()
        open_library._opened.clear()  # what the engine keeps would serve the next page, too
        warm()
        first = open_page(name, options)
        kinds, selections = _selections()
        of_kinds = [open_page(name, {**options, **selection}) for selection in kinds]
        new = [open_page(name, {**options, **selection}) for selection in selections[:: int(step)]]
        cached = [open_page(name, options) for _ in range(3)]
        everything += new
        title = " ".join([name, *(f"{key}={value}" for key, value in options.items())])
        most = f"{_both(new)} ({_both(new, max)})"
        print(row.format(title, _both([first]), _both(of_kinds), most, _both(cached)), flush=True)
    late = _both(everything, lambda of: statistics.quantiles(of, n=20)[-1])
    print(row.format("all, median", "", "", _both(everything), ""))
    print(row.format("all, 95th percentile", "", "", late, ""))


def open_page(page: str, params: dict[str, Any]) -> tuple[float, float]:
    """Milliseconds of processor time and of the clock that one view takes."""
    at = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=300)
    for key, value in params.items():
        at.query_params[key] = value
    if page != "overview":
        at.switch_page(str(ROOT / "pages" / f"{page}.py"))
    _taken.clear()
    at.run()
    if at.exception:
        raise SystemExit(f"{page} {params}: {at.exception[0].value}")
    return sum(cpu for cpu, _clock in _taken), sum(clock for _cpu, clock in _taken)


_taken: list[tuple[float, float]] = []


def _time_scripts() -> None:
    run = ScriptRunner._run_script

    def timed(self: ScriptRunner, *args: Any) -> None:
        cpu, clock = time.process_time(), time.perf_counter()
        run(self, *args)
        _taken.append((1000 * (time.process_time() - cpu), 1000 * (time.perf_counter() - clock)))

    ScriptRunner._run_script = timed


def _selections() -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """One selection of each kind, and the six that are timed."""
    shown = open_library.current()
    assert shown is not None
    known = choices.values(shown.engine)
    assert known.last is not None
    places = [{"place": place} for place in known.places.nlargest(4, "meetings")["place"][1:]]
    years = [{"from": f"{year}-01-01", "to": f"{year}-12-31"} for year in (known.last.year - 1, known.last.year - 2)]
    topics = [{"topic": topic} for topic in known.topics.nlargest(3, "items")["topic"]]
    return [places[2], topics[2]], [*places[:2], *years, *topics[:2]]


def _both(views: list[tuple[float, float]], of: Any = statistics.median) -> str:
    return " / ".join(f"{of([view[at] for view in views]):.0f}" for at in (0, 1))


if __name__ == "__main__":
    main(*sys.argv[1:])
