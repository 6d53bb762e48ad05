"""How long readers wait who read at the same time, and what the server's memory does.

    python -m tests.benchmarks.sessions [LIBRARY] [--sessions 1 10 50] [--seconds 60] [--reruns 1000]

Starts the team's server as a process of its own on a library that exists already (the sample's where none is named).
Then, for each number of sessions, every session opens the overview and does, for so many seconds, one thing after
the other of what its page offers: follows a link, makes a choice, sets or takes back a filter, clicks on a point.
Between two things it thinks, exponentially distributed with a mean of seven seconds, as TPC-W has it. At last four
sessions do, without thinking, as many things as the memory is watched over; before that a quarter of these warm it up.

One table: the first page of a session and its later reruns in milliseconds from asking to the end of what is drawn,
the server's processor time for each, and its resident memory. Linux only, for it reads /proc.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import statistics
import tempfile
import time
from pathlib import Path
from random import Random

from tests.benchmarks.reader import THINKING, Drawn, Serving, reading, serving, think

ROW = "{:>9}{:>11}{:>9}{:>22}{:>28}{:>9}{:>12}{:>8}"
TOGETHER = 4
"""Sessions that share the reruns over which the memory is watched."""


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("library", nargs="?", default="")
    parser.add_argument("--sessions", type=int, nargs="*", default=[1, 10, 50])
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--reruns", type=int, default=1000, help="0: the memory is not watched")
    options = parser.parse_args()
    print(f"{os.cpu_count()} cores, load before: {os.getloadavg()[0]:.2f}")
    print(ROW.format("sessions", "reruns", "a second", "first page, ms", "rerun, ms", "", "cpu a rerun", "MB"))
    print(ROW.format("", "", "", "median / p95", "median / p95", "largest", "ms", ""))
    with tempfile.TemporaryDirectory() as folder, serving(options.library, Path(folder, "log")) as server:
        asyncio.run(_rest(server, "at rest"))
        for number in options.sessions:
            asyncio.run(_row(server, number, options.seconds))
        if options.reruns:
            asyncio.run(_watch(server, options.reruns))
        for line in server.log.read_text(encoding="utf-8").splitlines():
            if '"level": "error"' in line:
                print(line)


async def _rest(server: Serving, name: str) -> None:
    await asyncio.sleep(1)
    print(ROW.format(name, "", "", "", "", "", "", f"{server.memory / 1e6:.0f}"), flush=True)


async def _row(server: Serving, number: int, seconds: float) -> None:
    cpu, started = server.cpu, time.monotonic()
    until = started + seconds
    read = await asyncio.gather(*(_read(server.url, at, until) for at in range(number)))
    drawn = [one for session in read for one in session]
    took, used = time.monotonic() - started, 1000 * (server.cpu - cpu) / len(drawn)
    first = [1000 * one.seconds for one in drawn if one.did == "open"]
    later = [1000 * one.seconds for one in drawn if one.did != "open"]
    print(
        ROW.format(
            number, len(later), f"{len(later) / took:.1f}", _spread(first), _spread(later), f"{max(later):.0f}",
            f"{used:.0f}", f"{server.memory / 1e6:.0f}",
        ),
        flush=True,
    )  # fmt: skip


async def _read(url: str, seed: int, until: float) -> list[Drawn]:
    """What one session is shown until the time is over."""
    rng = Random(seed)
    await asyncio.sleep(rng.uniform(0, min(THINKING, (until - time.monotonic()) / 4)))
    async with reading(url, seed) as reader:
        drawn = [_sound(await reader.open())]
        await think(rng, THINKING)
        while time.monotonic() < until:
            drawn.append(_sound(await reader.act()))
            await think(rng, THINKING)
    return drawn


async def _watch(server: Serving, reruns: int) -> None:
    """The memory over so many reruns by sessions that stay open."""
    for name, count in (("warm", reruns // 4), *((f"+{part * reruns // 4}", reruns // 4) for part in range(1, 5))):
        await asyncio.gather(*(_hurry(server.url, f"{name}{at}", count // TOGETHER) for at in range(TOGETHER)))
        await _rest(server, name)


async def _hurry(url: str, seed: str, count: int) -> None:
    async with reading(url, seed) as reader:
        _sound(await reader.open())
        for _ in range(count):
            _sound(await reader.act())


def _sound(drawn: Drawn) -> Drawn:
    if drawn.complaint:
        print(f"{drawn.did} {drawn.query}: {drawn.complaint}")
    return drawn


def _spread(values: list[float]) -> str:
    high = statistics.quantiles(values, n=20, method="inclusive")[-1] if len(values) > 1 else values[0]
    return f"{statistics.median(values):.0f} / {high:.0f}"


if __name__ == "__main__":
    main()
