"""How fast cleaning is, as a whole and step by step: ``python -m tests.benchmarks.cleaning [FILE…]``.

Without files: the clean readouts in the shared folder, and the same with dirt on them (Traditional characters,
bracketed pinyin, half-width commas), which is what costs.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from opencc import OpenCC

from analysis.cleaning import STEPS, clean
from analysis.reading import read
from analysis.records import RawReport

SHARED = Path(os.environ.get("AGENDASCOPE_SHARED", Path(__file__).resolve().parents[3] / "shared"))


def measure(name: str, raws: list[RawReport]) -> None:
    """Print reports and characters a second, one core, warm."""
    clean(RawReport(source="", text="會(huì)議 研究,汇 报"))  # loads the dictionaries
    start = time.perf_counter()
    for raw in raws:
        clean(raw)
    seconds = time.perf_counter() - start
    characters = sum(len(raw.text) for raw in raws)
    print(f"{name}: {len(raws) / seconds:,.0f} reports/s, {characters / seconds / 1e6:.2f} M characters/s")
    for kind, step in STEPS:
        start = time.perf_counter()
        for raw in raws:
            list(step(raw.text))
        print(f"    {step.__name__:12} ({kind}) {(time.perf_counter() - start) / len(raws) * 1e6:7.1f} µs a report")


def dirty(raw: RawReport) -> RawReport:
    """The report as a mirror site would have it."""
    text = OpenCC("s2t").convert(raw.text).replace("，", ",").replace("會", "會(huì)").replace("開", "開(kāi)")
    return RawReport(source=raw.source, text=text, title=raw.title, published=raw.published)


if __name__ == "__main__":
    files = [Path(name) for name in sys.argv[1:]] or [SHARED / "corpus" / "central_readouts.jsonl"]
    reports = [one for one in read(files) if isinstance(one, RawReport)]
    measure("as they are", reports)
    measure("with dirt on them", [dirty(raw) for raw in reports[:500]])
