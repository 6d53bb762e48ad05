"""Reports cleaned and parsed a second, on one core: ``python -m tests.benchmarks.parsing [FILE]``."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from analysis.cleaning import clean
from analysis.parsing import parse
from analysis.reading import read
from analysis.records import RawReport

ROOT = Path(__file__).resolve().parents[2]


def main() -> None:
    shared = Path(os.environ.get("AGENDASCOPE_SHARED", ROOT.parent / "shared"))
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else shared / "corpus" / "central_readouts.jsonl"
    raws = [raw for raw in read([path]) if isinstance(raw, RawReport)]
    for raw in raws[:50]:
        parse(clean(raw))
    start = time.perf_counter()
    reports = [clean(raw) for raw in raws]
    cleaned = time.perf_counter()
    readouts = sum(parse(report).is_readout for report in reports)
    parsed = time.perf_counter()
    count = len(raws)
    print(f"{path.name}: {count} reports, {readouts} readouts")
    print(f"cleaning {count / (cleaned - start):,.0f}/s  parsing {count / (parsed - cleaned):,.0f}/s", end="  ")
    print(f"both {count / (parsed - start):,.0f}/s")


if __name__ == "__main__":
    main()
