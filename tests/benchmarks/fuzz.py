"""Mutated documents of every format through reading, cleaning, parsing and labelling: never a crash, a hang or
unbounded memory; always a meeting, a stated not-a-readout, or a clear reject.

    python -m tests.benchmarks.fuzz --minutes 10 [--formats pdf docx …] [--seed N]
    python -m tests.benchmarks.fuzz --only .pdf:1234 --save FILE      # one document again

A document is named by its format and number; the same name gives the same bytes. One process works; this one watches
it and starts it anew where it dies or falls silent. ``unforeseen`` are rejects that name an exception of the library
that read the format, ``failed`` documents at which a later stage raised; ``slow`` took more than two seconds of CPU,
``large`` made the process grow by more than 300 MB.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import random
import resource
import selectors
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from pathlib import Path

from tests.documents import documents, packed

SILENCE = 60.0  # seconds; the machine may be shared
SLOW = 2.0  # seconds of CPU
LARGE = 300 << 20  # bytes
ENDED = ("died or silent",)
MEMORY = 4 << 30  # bytes of address space
TOKENS = (
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", "\u202e".encode(), "\u200b\u200d".encode() * 9, b"\\ud800",
    b"'" * 40, b'"', b"[" * 3000, b'{"a":' * 1500, b"(" * 500, "（".encode() * 400, "《".encode() * 300, b"<div>" * 600,
    b"<!ENTITY a 'aaaa'>", b"&a;&a;&a;", b"&#x10ffff;", b"&#0;", b"<![CDATA[", b"-->", b"=cmd|' /C calc'!A0", b"1e999",
    b"9" * 5000, b"%PDF-1.7", b"endobj", b"stream\n", b"/Kids[3 0 R 3 0 R]", b"/Length 99999999", b"<<" * 300,
    b"PK\x03\x04", b"../../etc/passwd", b"\r\n" * 50, b"," * 10_000, b"\t" * 500, "年月日".encode() * 300,
    "会议".encode() * 900,
    "第99999999999999999999次".encode(), "2021年13月45日".encode(), "4月1日，".encode() * 200, "\u3000".encode() * 500,
    "𠮷".encode(), b"\x1b[31m", "\u2028".encode(), b"`$(x)`", "一要".encode() * 300, "、".encode() * 500,
)  # fmt: skip


def mutated(data: bytes, other: bytes, dice: random.Random) -> bytes:
    """A document with a few changes: bytes flipped, cut, doubled, moved, put in, or taken from another."""
    out = bytearray(data)
    for _ in range(dice.choice((1, 1, 2, 3, 6))):
        at, end = sorted(dice.randrange(len(out) + 1) for _ in range(2)) if out else (0, 0)
        end = min(end, at + dice.choice((1, 8, 200, 5_000)))
        match dice.randrange(8):
            case 0 if out:
                out[min(at, len(out) - 1)] ^= 1 << dice.randrange(8)
            case 1:
                del out[at:end]
            case 2:
                out[at:at] = out[at:end] * dice.choice((1, 2, 30))
            case 3:
                out[at:at] = dice.choice(TOKENS)
            case 4:
                out[at:end] = dice.choice(TOKENS)
            case 5:
                start = dice.randrange(len(other) + 1)
                out[at:end] = other[start : start + dice.choice((4, 300, 4000))]
            case 6:
                del out[at:]
            case _:
                out[at:end] = dice.randbytes(end - at)
    return bytes(out[: 8 << 20])


def document(suffix: str, number: int, made: dict[str, bytes]) -> bytes:
    """The document of this name. Of packed formats it is more often a member that is changed than the packing."""
    dice = random.Random(f"{suffix}:{number}")
    data, other = made[suffix], made[dice.choice(list(made))]
    if suffix in (".docx", ".xlsx", ".zip") and dice.random() < 0.8:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
        name = dice.choice(list(members))
        members[name] = mutated(members[name], other, dice)
        if dice.random() < 0.1:
            members[dice.choice(("../../a.txt", "/abs.txt", "a\x00b.txt", "C:\\b.txt", "深.zip"))] = data[: 1 << 20]
        return packed(members)
    return mutated(data, other, dice)


def work() -> None:
    """Take names from standard input, and say of each document what became of it."""
    from analysis.importing.stages import clean, load_stages
    from analysis.reading import read
    from analysis.records import Reject

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    made, stages = documents(), load_stages()
    with tempfile.TemporaryDirectory() as folder:
        for line in sys.stdin:
            suffix, number = json.loads(line)
            file = Path(folder) / f"a{suffix}"
            file.write_bytes(document(suffix, number, made))
            ends: Counter[str] = Counter()
            errors = []
            started, before = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            try:
                for found in read([file]):
                    if isinstance(found, Reject):
                        ends["rejects"] += 1
                        if "Error" in found.reason or "Exception" in found.reason:
                            ends["unforeseen"] += 1
                            errors.append(found.reason.partition("cannot be read: ")[2].partition(":")[0])
                        continue
                    try:
                        done = stages.process(clean(found))
                        ends["meetings" if done.meeting.is_readout or done.meeting.digested else "others"] += 1
                    except Exception as error:
                        ends["failed"] += 1
                        errors.append(f"stage: {type(error).__name__}: {error}"[:200])
            except Exception as error:
                ends["crashed"] += 1
                errors.append(f"reader: {type(error).__name__}: {error}"[:200])
            took = time.process_time() - started
            grew = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) << 10
            print(json.dumps({"ends": ends, "errors": errors, "took": took, "grew": grew}), flush=True)


class Watched:
    """The process that works, and who watches it."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.benchmarks.fuzz", "--work"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def ask(self, suffix: str, number: int, *, patience: float = SILENCE) -> dict[str, object] | None:
        """What became of a document, or None where the process died of it or fell silent."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps([suffix, number]).encode() + b"\n")
        self._process.stdin.flush()
        with selectors.DefaultSelector() as selector:
            selector.register(self._process.stdout, selectors.EVENT_READ)
            line = self._process.stdout.readline() if selector.select(patience) else b""
        if not line:
            self.stop()
        return json.loads(line) if line else None

    def stop(self) -> None:
        self._process.kill()
        self._process.wait()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--formats", nargs="*")
    parser.add_argument("--seed", type=int, default=0, help="number of the first document")
    parser.add_argument("--only", help="one document by its name")
    parser.add_argument("--save", type=Path, help="write that document to a file")
    parser.add_argument("--work", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.work:
        work()
        return
    made = documents()
    if asked.only:
        suffix, _, number = asked.only.partition(":")
        if asked.save:
            asked.save.write_bytes(document(suffix, int(number), made))
        print(Watched().ask(suffix, int(number), patience=600))
        return
    formats = [f".{name.lstrip('.')}" for name in asked.formats or made]
    totals: dict[str, Counter[str]] = {suffix: Counter() for suffix in formats}
    seen: Counter[str] = Counter()
    watched, number, until = Watched(), asked.seed, time.monotonic() + 60 * asked.minutes
    watched.ask(formats[0], 0, patience=300)  # loading
    while time.monotonic() < until:
        for suffix in formats:
            said = watched.ask(suffix, number)
            tally = totals[suffix]
            tally["documents"] += 1
            if said is None:
                tally[ENDED[0]] += 1
                print(f"{suffix}:{number} died or fell silent", flush=True)
                watched = Watched()
                watched.ask(formats[0], 0, patience=300)
                continue
            tally.update(said["ends"])
            for error in said["errors"]:
                if error not in seen or not seen[error]:
                    print(f"{suffix}:{number} {error}", flush=True)
                seen[error] += 1
            for mark, limit in (("took", SLOW), ("grew", LARGE)):
                if said[mark] > limit:
                    tally["slow" if mark == "took" else "large"] += 1
                    print(f"{suffix}:{number} {mark} {said[mark]:.1f}", flush=True)
        number += 1
    watched.stop()
    columns = ("documents", "meetings", "others", "rejects", "unforeseen", "failed", "crashed", *ENDED, "slow", "large")
    print(f"{'format':9}" + "".join(f"{name:>16}" for name in columns))
    for suffix, tally in [*totals.items(), ("all", sum(totals.values(), Counter()))]:
        print(f"{suffix:9}" + "".join(f"{tally[name]:16,}" for name in columns))


if __name__ == "__main__":
    os.environ.setdefault("PYTHONHASHSEED", "0")
    main()
