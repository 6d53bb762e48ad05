"""How long the server takes for each page.

python -m tests.benchmarks.pages LIBRARY [REPEATS]

Each page is run in this process as the server would run it, without a browser. Printed are milliseconds: the first view
of a version, the median of REPEATS views of selections that nobody asked for before (another first day each), and the
median of as many views of one selection that the cache knows; processor time of the whole process, the engine included,
since machines are shared.
"""

from __future__ import annotations

import logging
import os
import statistics
import sys
import time
from datetime import date, timedelta
from pathlib import Path

from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).resolve().parents[2]
VIEWS: tuple[tuple[str, dict[str, str]], ...] = (
    ("overview", {}),
    ("topics", {}),
    ("topics", {"by": "body"}),
    ("topics", {"view": "together"}),
    ("topics", {"view": "places"}),
    ("timelines", {}),
    ("timelines", {"of": "words"}),
    ("keywords", {}),
    ("keywords", {"view": "keyness"}),
    ("formulations", {}),
    ("compare", {}),
    ("meetings", {}),
    ("meetings", {"q": "防汛"}),
    ("corpus", {}),
)


def main(library: str, repeats: str = "9") -> None:
    os.environ["AGENDASCOPE_LIBRARY"] = library
    os.chdir(ROOT)
    logging.disable(logging.WARNING)
    row = "{:40}{:>9}{:>15}{:>10}"
    print(row.format("page", "first", "new selection", "cached"))
    open_page("overview", {})
    for page, options in VIEWS:
        first = open_page(page, options)
        days = [date(2019, 1, 1) + timedelta(days=number) for number in range(int(repeats))]
        new = [open_page(page, {**options, "from": day.isoformat()}) for day in days]
        cached = [open_page(page, options) for _ in days]
        name = " ".join([page, *(f"{key}={value}" for key, value in options.items())])
        print(row.format(name, f"{first:.0f}", f"{statistics.median(new):.0f}", f"{statistics.median(cached):.0f}"))


def open_page(page: str, params: dict[str, str]) -> float:
    at = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=300)
    for key, value in params.items():
        at.query_params[key] = value
    if page != "overview":
        at.switch_page(str(ROOT / "pages" / f"{page}.py"))
    begun = time.process_time()
    at.run()
    took = 1000 * (time.process_time() - begun)
    if at.exception:
        raise SystemExit(f"{page} {params}: {at.exception[0].value}")
    return took


if __name__ == "__main__":
    main(*sys.argv[1:])
