"""How long readers wait who read at the same time, and what the server's memory does.

    python -m tests.benchmarks.sessions [LIBRARY] [--sessions 1 10 50] [--seconds 60] [--think 7] [--reruns 500]
        [--processes 1]

Starts the team's server as a process of its own on a library that exists already (the sample's where none is named).
Then, for each number of sessions, every session opens the overview and does, for so many seconds, one thing after
the other of what its page offers: follows a link, makes a choice, sets or takes back a filter, clicks on a point, each
as often as the others. Between two things it thinks, exponentially distributed with a mean of seven seconds, as TPC-W
has it. Then all do the same again: so much the figures that nobody had asked for before took of the first time.

For the memory, four sessions do so many things without thinking, and then the same again twice: what grows the first
time fills caches that have their limits; what grows after that leaks.

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
from collections.abc import Sequence
from pathlib import Path
from random import Random

from tests.benchmarks._reader import THINKING, Drawn, Serving, reading, serving, think

ROW = "{:>16}{:>9}{:>10}{:>18}{:>18}{:>9}{:>9}{:>6}"
TOGETHER = 4
"""Sessions that share the reruns over which the memory is watched."""


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("library", nargs="?", default="")
    parser.add_argument("--sessions", type=int, nargs="*", default=[1, 10, 50])
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--think", type=float, default=THINKING, help="mean seconds between two things")
    parser.add_argument("--reruns", type=int, default=500, help="0: the memory is not watched")
    parser.add_argument("--processes", type=int, default=1, help="several stand behind nginx (deploy/nginx.conf)")
    options = parser.parse_args()
    print(f"{os.cpu_count()} cores, load before: {os.getloadavg()[0]:.2f}")
    print(ROW.format("sessions", "reruns", "a second", "first page, ms", "rerun, ms", "largest", "cpu, ms", "MB"))
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(options.library, Path(folder, "log"), options.processes) as server,
    ):
        _memory(server, "at rest")
        for number in options.sessions:
            did = asyncio.run(_row(server, str(number), [None] * number, options.seconds, options.think))
            asyncio.run(_row(server, "the same again", did, options.seconds, options.think))
        for name in ("new views", "the same again", "and again") if options.reruns else ():
            asyncio.run(_hurried(server, options.reruns))
            _memory(server, name, options.reruns)
        for line in server.log.read_text(encoding="utf-8").splitlines():
            if '"level": "error"' in line:
                print(line)


def _memory(server: Serving, name: str, reruns: int | None = None) -> None:
    time.sleep(1)
    print(ROW.format(name, reruns or "", "", "", "", "", "", f"{server.memory / 1e6:.0f}"), flush=True)


async def _row(
    server: Serving, name: str, acts: Sequence[int | None], seconds: float, thinking: float
) -> list[int | None]:
    """Let as many sessions read as there are ``acts``: how many things each does, None where the time says it. Gives
    how many each has done, so that the same again asks for nothing new."""
    cpu, started = server.cpu, time.monotonic()
    read = await asyncio.gather(
        *(_read(server.url, at, count, started + seconds, thinking) for at, count in enumerate(acts))
    )
    drawn = [one for session in read for one in session]
    took, used = time.monotonic() - started, 1000 * (server.cpu - cpu) / len(drawn)
    first = [1000 * one.seconds for one in drawn if one.did == "open"]
    later = [1000 * one.seconds for one in drawn if one.did != "open"]
    figures = [name, len(later), f"{len(later) / took:.1f}", _spread(first), _spread(later), f"{max(later):.0f}"]
    print(ROW.format(*figures, f"{used:.0f}", f"{server.memory / 1e6:.0f}"), flush=True)
    return [len(session) - 1 for session in read]


async def _read(url: str, seed: int, acts: int | None, until: float, thinking: float) -> list[Drawn]:
    """What one session is shown until it has done so many things or, where they are not told, the time is over."""
    rng = Random(seed)
    await asyncio.sleep(rng.uniform(0, min(thinking, (until - time.monotonic()) / 4)))
    async with reading(url, seed) as reader:
        drawn = [_sound(await reader.open())]
        await think(rng, thinking, until)
        while len(drawn) <= acts if acts is not None else time.monotonic() < until or len(drawn) == 1:
            drawn.append(_sound(await reader.act()))
            await think(rng, thinking, until)
    return drawn


async def _hurried(server: Serving, reruns: int) -> None:
    await asyncio.gather(*(_hurry(server.url, 1000 + at, reruns // TOGETHER) for at in range(TOGETHER)))


async def _hurry(url: str, seed: int, count: int) -> None:
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
