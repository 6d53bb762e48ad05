"""``python -m tests.benchmarks.exports [LIBRARY]``: what noting a page for exports costs, and making the exports.

Without a library the invented sample's is built in a temporary folder. Times are of the processor (of this process
alone: Chrome's own is not in them) and, of exports, also by the clock.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

from analysis.corpus.library import sample_library
from analysis.importing import build_sample
from pages.shared import frame
from pages.shared.exports import composing, files, menus
from pages.shared.exports.record import Record
from pages.shared.view import View

ROOT = Path(__file__).resolve().parents[2]
PAGES = ("overview", "topics", "timelines", "keywords", "formulations", "compare")
RUNS = 9
LINKS = composing.Links("http://localhost:8501/", "http://localhost:8501/?v=")


def main() -> None:
    """Print a line for each page."""
    with tempfile.TemporaryDirectory() as folder:
        if len(sys.argv) > 1:
            os.environ["AGENDASCOPE_LIBRARY"] = sys.argv[1]
        else:
            os.environ["AGENDASCOPE_LIBRARY"] = str(Path(folder) / "library")
            if not sample_library().exists():
                build_sample(sample_library())
        print(f"{'page':<13}{'run, ms':>9}{'menus, ms':>11}{'files, ms':>11}{'report':>18}{'pack':>18}")
        for page in PAGES:
            _page(page)


def _page(page: str) -> None:
    spent: dict[str, float] = {}
    kept: list[tuple[View, Record]] = []

    def timed(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def run(*args: Any, **options: Any) -> Any:
            began = time.thread_time()
            try:
                return function(*args, **options)
            finally:
                spent[name] = spent.get(name, 0.0) + time.thread_time() - began

        return run

    real = frame.foot.draw, menus.draw, files.offer, frame._draw
    frame.foot.draw = lambda view, record: (kept.append((view, record)), timed("menus", real[0])(view, record))
    frame.menus.draw, files.offer = timed("menus", real[1]), timed("files", real[2])
    frame._draw = timed("run", real[3])
    try:
        at = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=300)
        if page != "overview":
            at.switch_page(str(ROOT / "pages" / f"{page}.py"))
        at.run()
        times: dict[str, list[float]] = {"run": [], "menus": [], "files": []}
        for _ in range(RUNS):
            spent.clear()
            at.run()
            for name, values in times.items():
                values.append(1000 * spent.get(name, 0.0))
    finally:
        frame.foot.draw, menus.draw, files.offer, frame._draw = real
    view, record = kept[-1]
    made = []
    for make in (composing.to_report, composing.to_pack):
        began = time.perf_counter()
        size = len(make(view, record, LINKS))
        made.append(f"{time.perf_counter() - began:.1f} s {size / 1e6:.2f} MB")
    run, drawn, offered = (statistics.median(values) for values in times.values())
    print(f"{page:<13}{run:>9.1f}{drawn:>11.1f}{offered:>11.1f}{made[0]:>18}{made[1]:>18}", flush=True)


if __name__ == "__main__":
    main()
