"""Reports cleaned, parsed and labelled a second of processor time: ``python -m tests.benchmarks.parsing [FILE]``."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from analysis.cleaning import clean
from analysis.parsing import parse
from analysis.reading import read
from analysis.records import RawReport
from analysis.topics import label, load_taxonomy

ROOT = Path(__file__).resolve().parents[2]


def main() -> None:
    shared = Path(os.environ.get("AGENDASCOPE_SHARED", ROOT.parent / "shared"))
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else shared / "corpus" / "central_readouts.jsonl"
    raws = [raw for raw in read([path]) if isinstance(raw, RawReport)]
    for raw in raws[:50]:
        parse(clean(raw))
    start = time.process_time()
    reports = [clean(raw) for raw in raws]
    cleaned = time.process_time()
    meetings = [parse(report) for report in reports]
    parsed = time.process_time()
    taxonomy, items = (
        load_taxonomy(),
        [(report.text, item) for report, m in zip(reports, meetings, strict=True) for item in m.items],
    )
    label(*items[0], taxonomy)
    begun = time.process_time()
    for text, item in items:
        label(text, item, taxonomy)
    labelled = time.process_time()
    count = len(raws)
    print(f"{path.name}: {count} reports, {sum(m.is_readout for m in meetings)} readouts, {len(items)} items")
    print(f"cleaning {count / (cleaned - start):,.0f}/s  parsing {count / (parsed - cleaned):,.0f}/s", end="  ")
    print(f"both {count / (parsed - start):,.0f}/s  labelling {len(items) / (labelled - begun):,.0f} items/s")


if __name__ == "__main__":
    main()
