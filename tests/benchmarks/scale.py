"""Generation, import, size, opening and searching of ever larger libraries of invented reports, as whole processes.

    python -m tests.benchmarks.scale 1000 10000 100000
    python -m tests.benchmarks.scale --library LIBRARY     opening and searching alone, of a library that is there
    python -m tests.benchmarks.scale --append LIBRARY      the import of 1,000 others alone, which its next version has

One table, a row a size: seconds of the generator and of the import, processor time of the import (its workers'
included), the peak of resident memory over all of the import's processes, bytes a report; then, in a process of its
own, seconds until the version is open and has told how much it holds, an exact phrase looked for in all texts (clock
and processor), and the memory of that process; at last, the import of 1,000 others (clock and processor) and the bytes
that each of them added. Linux only, for it reads /proc. Pages are timed by
``python -m tests.benchmarks.pages LIBRARY``.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.import_newscast import ROOT, run

ROW = "{:>9}{:>11}{:>10}{:>8}{:>9}{:>10}{:>8}{:>16}{:>8}{:>18}{:>8}"
OTHERS = 1_000
"""Reports that are appended."""
OPENING = """
import json, resource, sys, time
begun = time.perf_counter()
from pathlib import Path
from analysis.corpus.engine import open_engine
from analysis.corpus.library import Library
from analysis.measures import coverage, evidence
from analysis.measures.selection import Selection
library = Library(Path(sys.argv[1]))
engine = open_engine(library.path_of(library.current()))
coverage.totals(engine, Selection())
opened, cpu = time.perf_counter(), time.process_time()
evidence.count(engine, Selection(words=("高质量发展",)), unit="meetings")
print(json.dumps({
    "open": opened - begun, "phrase": time.perf_counter() - opened, "phrase_cpu": time.process_time() - cpu,
    "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
}))
"""


def main() -> None:
    """Run every size and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", type=int, nargs="*", help="how many reports")
    parser.add_argument("--library", help="a library that has been imported already")
    parser.add_argument("--append", help="a library that takes others, read by the parser and lexicons of this program")
    options = parser.parse_args()
    if options.append:
        with tempfile.TemporaryDirectory() as folder:
            seconds, cpu, resident = _import(_compose(OTHERS, 8, Path(folder)), options.append)
        print(f"{OTHERS:,} others: {seconds:.1f} s, {cpu:.1f} of the processor, at most {resident / 1e6:,.0f} MB")
        return
    print(f"{os.cpu_count()} cores, load before: {os.getloadavg()[0]:.2f}")
    print(
        ROW.format(
            "reports",
            "generate s",
            "import s",
            "cpu s",
            "peak MB",
            "B/report",
            "open s",
            "phrase s (cpu)",
            "MB",
            "others s (cpu)",
            "B each",
        )
    )
    if options.library:
        print(ROW.format("", "", "", "", "", "", *_opening(options.library), "", ""))
    for size in options.sizes:
        with tempfile.TemporaryDirectory() as folder:
            library = str(Path(folder, "library"))
            begun = time.perf_counter()
            reports = _compose(size, 7, Path(folder, "reports"))
            generated = time.perf_counter() - begun
            seconds, cpu, resident = _import(reports, library)
            bytes_ = _bytes(library)
            figures = [f"{size:,}", f"{generated:.1f}", f"{seconds:.1f}", f"{cpu:.1f}", f"{resident / 1e6:,.0f}",
                       f"{bytes_ / size:,.0f}", *_opening(library)]  # fmt: skip
            seconds, cpu, _ = _import(_compose(OTHERS, 8, Path(folder, "others")), library)
            each = (_bytes(library) - bytes_) / OTHERS
            print(ROW.format(*figures, f"{seconds:.1f} ({cpu:.1f})", f"{each:,.0f}"), flush=True)


def _compose(count: int, seed: int, folder: Path) -> Path:
    command = [sys.executable, "-m", "data.sample.compose", "--reports", str(count), "--seed", str(seed)]
    subprocess.run([*command, "--out", folder], check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
    return folder / "reports.jsonl"


def _import(reports: Path, library: str) -> tuple[float, float, int]:
    """Seconds by the clock, of processor time, and the peak of resident memory in bytes."""
    before = _children()
    command = [sys.executable, "-m", "analysis", "import", str(reports), "--library", library]
    seconds, resident, _ = run(command, dict(os.environ))
    return seconds, _children() - before, resident


def _bytes(library: str) -> int:
    """The size of the newest version's file."""
    files = Path(library, "versions").glob("*.duckdb")
    return max(files, key=lambda file: file.stat().st_mtime_ns).stat().st_size


def _opening(library: str) -> tuple[str, str, str]:
    asked = [sys.executable, "-c", OPENING, library]
    found = json.loads(subprocess.run(asked, check=True, cwd=ROOT, capture_output=True).stdout)
    phrase = f"{found['phrase']:.2f} ({found['phrase_cpu']:.2f})"
    return f"{found['open']:.2f}", phrase, f"{found['memory'] / 1e6:,.0f}"


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
