"""Whether readers notice that the library changes under them: imports, corrections and sweeps while they read.

    python -m tests.benchmarks.changing [--sessions 50] [--minutes 10] [--think 7]

Starts the team's server on a small library of its own, made of a part of the sample's reports, and lets so many
sessions read (:mod:`tests.benchmarks.sessions` says how). Meanwhile the command line imports more reports, corrects,
and sweeps old versions, one after the other, as fast as it can. Printed are the reruns and the versions that were
seen, and every fault:

- a page that says that something went wrong, a session that ends, an error in the server's log;
- a page on which two versions are named;
- a page whose figures are not its version's: some of the pages that were seen are opened once more with that
  version in the address, and have to say and draw the same.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from random import Random
from typing import Final

from ibis import _

from analysis.corpus.corrections import Correction, now, to_jsonl
from analysis.corpus.engine import open_engine
from analysis.corpus.library import Library
from tests.benchmarks._reader import ROOT, THINKING, Drawn, Serving, reading, serving, think

FIRST: Final = 150
"""Reports that the library begins with; each import adds a few of the others."""

EACH: Final = 5
VERSION = re.compile(r"(?<!链接指定的)(?:版本|version) ([0-9a-f]{16})\b")
"""A version whose figures a page shows; the notice that the one of a link was swept names that one, too."""


@dataclass
class Seen:
    """What the readers met with."""

    reruns: int = 0
    versions: Counter[str] = field(default_factory=Counter)
    again: int = 0
    gone: int = 0
    faults: list[str] = field(default_factory=list)
    waiting: asyncio.Queue[tuple[str, Drawn]] = field(default_factory=lambda: asyncio.Queue(maxsize=4))


def main() -> None:
    """Let them read, and print what they met with."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sessions", type=int, default=50)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--think", type=float, default=THINKING)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        reports = (ROOT / "data" / "sample" / "reports.jsonl").read_text(encoding="utf-8").splitlines()
        library, batch = Path(folder, "library"), Path(folder, "batch.jsonl")
        batch.write_text("\n".join(reports[:FIRST]), encoding="utf-8")
        _analysis(library, "import", str(batch))
        with serving(str(library), Path(folder, "log")) as server:
            asyncio.run(_all(server, library, reports[FIRST:], options.sessions, 60 * options.minutes, options.think))


async def _all(
    server: Serving, library: Path, reports: list[str], sessions: int, seconds: float, thinking: float
) -> None:
    seen, until = Seen(), time.monotonic() + seconds
    before, changes = server.memory, Counter[str]()
    checking = asyncio.create_task(_check(server.url, seen))
    changing = asyncio.to_thread(_change, library, reports, until, changes, seen)
    await asyncio.gather(changing, *(_read(server.url, at, until, thinking, seen) for at in range(sessions)))
    checking.cancel()
    for line in server.log.read_text(encoding="utf-8").splitlines():
        if '"level": "error"' in line or "Traceback" in line:
            seen.faults.append(line)
    made = ", ".join(f"{count} {name}" for name, count in changes.items())
    print(
        f"{sessions} sessions, {seconds / 60:g} minutes, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; {made}"
    )
    print(f"{seen.reruns} reruns saw {len(seen.versions)} versions; {seen.again} of the pages opened once more with "
          f"their version in the address, {seen.gone} whose version had been swept")  # fmt: skip
    print(f"memory of the server {before / 1e6:.0f} MB before, {server.memory / 1e6:.0f} MB after")
    print(f"{len(seen.faults)} faults", *seen.faults, sep="\n")


async def _read(url: str, seed: int, until: float, thinking: float, seen: Seen) -> None:
    rng = Random(seed)
    try:
        async with reading(url, seed) as reader:
            _note(await reader.open(), seen)
            while time.monotonic() < until:
                await think(rng, thinking)
                _note(await reader.act(), seen)
    except Exception as error:  # a benchmark of faults goes on after one
        seen.faults.append(f"a session ended: {type(error).__name__} {error}")


def _note(drawn: Drawn, seen: Seen) -> None:
    seen.reruns += 1
    where = f"{drawn.did} {drawn.name}?{drawn.query}"
    if drawn.complaint:
        seen.faults.append(f"{where}: {drawn.complaint}")
    versions = sorted(set(VERSION.findall(drawn.text)))
    seen.versions.update(versions)
    if len(versions) > 1:
        named = [drawn.text[max(0, at.start() - 30) : at.end() + 40] for at in VERSION.finditer(drawn.text)]
        seen.faults.append(f"{where}: two versions, {versions}: {named}")
    elif versions and not seen.waiting.full() and "v=" not in drawn.query:
        seen.waiting.put_nowait((versions[0], drawn))


async def _check(url: str, seen: Seen) -> None:
    """Open pages that were seen once more, in a new session, each with its version in the address."""
    while True:
        version, drawn = await seen.waiting.get()
        async with reading(url, 0) as reader:
            again = await reader.open(drawn.name, f"{drawn.query}&v={version}".lstrip("&"))
        if set(VERSION.findall(again.text)) != {version}:
            seen.gone += 1
        elif other := [pair for pair in zip(_figures(drawn), _figures(again), strict=True) if pair[0] != pair[1]]:
            seen.faults.append(f"{drawn.did} {drawn.name}?{drawn.query}: not as in {version}: {str(other)[:300]}")
        else:
            seen.again += 1


def _figures(drawn: Drawn) -> tuple[str, list[str], list[str]]:
    """What a page says first, what its captions count, and its charts."""
    return drawn.finding, re.findall(r"n = .*", drawn.text), drawn.charts


def _change(library: Path, reports: list[str], until: float, changes: Counter[str], seen: Seen) -> None:
    """Import, correct and sweep, one after the other, until the time is over."""
    batch, file = library.parent / "batch.jsonl", library.parent / "corrections.jsonl"
    for number, at in enumerate(cycle(range(0, len(reports), EACH))):
        batch.write_text("\n".join(reports[at : at + EACH]), encoding="utf-8")
        file.write_text(to_jsonl([_correction(library, number)]), encoding="utf-8")
        for name, *arguments in (
            ("imports", "import", str(batch)),
            ("corrections", "corrections", "--import", str(file)),
            ("sweeps", "versions", "sweep", "--keep", "3", "--days", "0"),
        ):
            if time.monotonic() >= until:
                return
            if said := _analysis(library, *arguments):
                seen.faults.append(f"{name}: {said}")
            changes[name] += 1


def _correction(library: Path, number: int) -> Correction:
    """Another chair of one of the meetings, as people correct it."""
    engine = open_engine(Library(library).path_of(Library(library).current() or ""))
    chaired = engine.table("meetings").filter(_.chair.notnull())
    rows = engine.rows(chaired.inner_join(engine.table("reports"), "report_no").select("report_id", "chair"))
    engine.close()
    row = sorted(rows, key=lambda row: str(row["report_id"]))[number % len(rows)]
    after = f"林一{'舟川山海'[number % 4]}"
    return Correction(
        who="load", when=now(), report_id=row["report_id"], field="chair", before=row["chair"], after=after
    )


def _analysis(library: Path, *arguments: str) -> str:
    """Run a command as a person would; what it says where it fails."""
    command = [sys.executable, "-m", "analysis", *arguments, "--library", str(library)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    return done.stderr[-500:] if done.returncode else ""


if __name__ == "__main__":
    main()
