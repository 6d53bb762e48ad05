"""The import of a large real corpus as a whole process, and jieba alone over the same texts, one after the other.

    python -m tests.benchmarks.import_newscast [--workers N] [--skip-jieba]

Imports ``newscast.parquet`` of the shared folder (``AGENDASCOPE_SHARED``) into a fresh library with the command line's
own ``import``, then lets a process that does nothing else segment the same texts with jieba 0.42.1. Prints seconds,
their ratio, the peak of memory over all of the import's processes, and the library's bytes a report. Memory is given as
the sum of resident sets, which counts shared pages once a process, and as the sum of proportional sets, which counts
them once. Linux only, for it reads /proc.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pyarrow.parquet as pq

ROOT = Path(__file__).resolve().parents[2]
JIEBA = """
import sys, jieba, pyarrow.parquet as pq
for batch in pq.ParquetFile(sys.argv[1]).iter_batches(2048, columns=["text"]):
    for text in batch.column(0).to_pylist():
        jieba.lcut(text)
"""


def family(process: int) -> list[int]:
    """A process and all that descend from it."""
    found = [process]
    for parent in found:
        try:
            tasks = Path(f"/proc/{parent}/task").iterdir()
            found.extend(int(child) for task in tasks for child in (task / "children").read_text().split())
        except OSError:
            continue  # it has ended meanwhile
    return found


def memory(process: int) -> tuple[int, int]:
    """Resident and proportional set of a process and its descendants, in bytes."""
    sums = {"Rss:": 0, "Pss:": 0}
    for member in family(process):
        try:
            lines = Path(f"/proc/{member}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        for line in lines:
            name, *rest = line.split()
            if name in sums:
                sums[name] += int(rest[0]) * 1024
    return sums["Rss:"], sums["Pss:"]


def run(command: list[str], environment: dict[str, str]) -> tuple[float, int, int]:
    """Seconds, and the peaks of resident and proportional memory, of a command that must succeed."""
    started = time.perf_counter()
    process = subprocess.Popen(command, env=environment, cwd=ROOT)
    peaks = (0, 0)
    while process.poll() is None:
        peaks = tuple(map(max, peaks, memory(process.pid)))
        time.sleep(0.1)
    if process.returncode:
        sys.exit(f"{' '.join(command[:4])} … ended with exit code {process.returncode}")
    return time.perf_counter() - started, *peaks


def main() -> None:
    """Run both and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--workers", help="processes of the import (default: one a core)")
    parser.add_argument("--skip-jieba", action="store_true", help="run the import alone")
    options = parser.parse_args()
    corpus = Path(os.environ.get("AGENDASCOPE_SHARED", ROOT.parent / "shared")) / "corpus" / "newscast.parquet"
    reports = pq.read_metadata(corpus).num_rows
    print(f"{os.cpu_count()} cores, load before: {os.getloadavg()[0]:.2f}")
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "analysis", "import", str(corpus), "--library", folder]
        if options.workers:
            command += ["--workers", options.workers]
        seconds, resident, proportional = run(command, dict(os.environ))
        (file,) = Path(folder, "versions").iterdir()
        size = file.stat().st_size
    print(f"import: {seconds:.1f} s, {reports / seconds:,.0f} reports/s")
    print(f"peak memory of all processes: {resident / 1e6:,.0f} MB resident, {proportional / 1e6:,.0f} MB proportional")
    print(f"library: {size / 1e6:,.1f} MB, {size / reports:,.0f} bytes a report")
    if not options.skip_jieba:
        alone, *_ = run([sys.executable, "-W", "ignore", "-c", JIEBA, str(corpus)], dict(os.environ))
        print(f"jieba alone: {alone:.1f} s; the import takes {seconds / alone:.2f} of that")


if __name__ == "__main__":
    main()
