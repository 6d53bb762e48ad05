"""Kill -9 in the middle of imports, corrections, edits, sweeps and pins, again and again.

After each kill the library must open, every version in it be whole (``verify``: SHA-256, ids, relations), the current
one be the version before or the one after, and the same work, done again, give exactly what it gives undisturbed::

    python -m tests.benchmarks.crashes --kills 1000          # at random moments
    python -m tests.benchmarks.crashes --kills 1000 --amended --works import crew correct
    python -m tests.benchmarks.crashes --steps               # at every change of the library's own files
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from analysis.corpus import pins, sweeping, verifying
from analysis.corpus.corrections import Correction
from analysis.corpus.engine import open_engine
from analysis.corpus.library import Library
from analysis.importing import batches, correct_library, crew, import_paths, load_stages
from analysis.importing.stages import clean
from analysis.records import Edits, RawReport

TEXTS = (
    "{day}日，青禾市委常委会召开会议，研究防汛工作。市委书记林远主持会议。会议强调，要抓好水库安全，确保安全度汛。",
    "{day}日，青禾市政府召开常务会议，审议《青禾市河道管理办法》。会议要求，严肃查处侵占河道的行为，健全河长制。",
    "我市将于{day}日举办春季花展，欢迎广大市民前来参观。花展共设六个展区，展出花卉两百余种。",
)
WORKS = ("import", "crew", "correct", "edit", "sweep", "pin")
STEPS = {"os.rename", "os.remove", "os.mkdir", "os.truncate"}


@dataclass(frozen=True)
class State:
    """What a library says of itself."""

    current: str | None
    versions: frozenset[str]
    corrections: int
    pinned: int

    @staticmethod
    def of(library: Library) -> State:
        versions = frozenset(record.version for record in library.versions())
        return State(library.current(), versions, len(library.corrections()), len(pins.pinned(library)))


class Trial:
    """A small library with a past, and the works that are interrupted in it."""

    def __init__(self, folder: Path, names: Sequence[str], *, is_amended: bool = False) -> None:
        self.folder, self.base, self.library = folder, folder / "base", Library(folder / "library")
        library = Library(self.base)
        days = {number: [(number % 6 + 1, 5 + number), (number % 6 + 1, 15 + number)] for number in (0, 1, 2, 3, 9)}
        if is_amended:  # so much is there that what comes next is put into a copy of it
            days[2] += [(month, day) for month in range(5, 13) for day in (1, 8, 15, 22)]
        for number, of_file in days.items():
            self._write(number, of_file)
        for number in range(4 if is_amended else 3):
            self._in_child(lambda n=number: import_paths([folder / f"{n}.jsonl"], library, workers=1))
        first = library.versions()[-1].version
        words = Edits(words=("共享法庭",))
        report = self._said(lambda: _report_of(library))
        correction = Correction("甲", "2026-01-02T03:04:05", report, "chair", "林远", "林近")
        self.works: dict[str, Callable[[], object]] = {
            "import": lambda: import_paths([folder / "9.jsonl"], self.library, workers=1),
            "crew": self._by_several,
            "correct": lambda: correct_library(self.library, [correction]),
            "edit": lambda: import_paths([], self.library, edits=words, workers=1),
            "sweep": lambda: sweeping.sweep(self.library, keep=1, days=0),
            "pin": lambda: pins.pin(self.library, first, by="view:a"),
        }
        self.before = State.of(library)
        self.after: dict[str, State] = {}
        self.seconds: dict[str, float] = {}
        for name in names:
            self.reset()
            started = time.monotonic()
            self._in_child(self.works[name])
            self.seconds[name] = time.monotonic() - started
            self.after[name] = State.of(self.library)
            if is_amended:
                self._in_child(self._assert_amended)

    def reset(self) -> None:
        """Put the library back as it was before any of the works."""
        shutil.rmtree(self.library.path, ignore_errors=True)
        shutil.copytree(self.base, self.library.path)

    def kill(self, name: str, *, after: float | None = None, at_step: int | None = None) -> str:
        """Interrupt a work, check what it left, and do it again; gives "before", "after", or "done" where the work was
        over first. Raises AssertionError where anything is amiss."""
        self.reset()
        child = _forked(self.works[name], at_step, self.library.path)
        if after is not None:
            time.sleep(after)
            os.killpg(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        if not os.WIFSIGNALED(status):
            assert os.WEXITSTATUS(status) == 0, f"{name}: failed undisturbed"
        self._in_child(lambda: self._check(name))
        if not os.WIFSIGNALED(status):
            return "done"
        return self._said(lambda: (self.folder / "left").read_text())

    def _check(self, name: str) -> None:
        left, expected = State.of(self.library), self.after[name]
        (self.folder / "left").write_text(
            "before" if left == self.before else "after" if left == expected else "between"
        )
        self._whole(name, "after the kill")
        assert left.current in (self.before.current, expected.current), f"{name}: {left}"
        assert left.versions in (self.before.versions, expected.versions), f"{name}: {left}"
        assert left.corrections in (self.before.corrections, expected.corrections), f"{name}: {left}"
        self.works[name]()
        assert State.of(self.library) == expected, f"{name}: {State.of(self.library)} instead of {expected}"
        self._whole(name, "after the next try")
        assert not list(self.library.path.glob("staging-*"))
        assert not (self.library.path / "unfinished").exists()

    def _whole(self, name: str, when: str) -> None:
        faults = [finding for finding in verifying.verify(self.library) if finding.is_fault]
        assert not faults, f"{name}, {when}: {faults}"

    def _by_several(self) -> None:
        crew.SMALL, batches.BATCH = 1, 100
        import_paths([self.folder / "9.jsonl"], self.library, workers=2)

    def _assert_amended(self) -> None:
        """Reports that were there before have kept their numbers, though what is new is earlier than some of them; the
        one that was corrected has a new one."""
        numbers = []
        for record in (Library(self.base), self.library):
            engine = open_engine(record.path_of(record.current() or ""))
            numbers.append({(row["report_id"], row["report_no"]) for row in engine.rows(engine.table("reports"))})
        assert len(numbers[0] - numbers[1]) <= 1, "the version was written whole"

    def _write(self, number: int, days: Sequence[tuple[int, int]]) -> None:
        lines = [
            json.dumps(
                {"title": "青禾市消息", "published": f"2021-{month:02}-28", "text": text.format(day=f"{month}月{day}")},
                ensure_ascii=False,
            )
            for month, day in days
            for text in TEXTS
        ]
        (self.folder / f"{number}.jsonl").write_text("\n".join(lines), encoding="utf-8")

    def _in_child(self, work: Callable[[], object]) -> None:
        _, status = os.waitpid(_forked(work, None, self.library.path), 0)
        if status:
            raise AssertionError((self.folder / "error").read_text() if (self.folder / "error").exists() else status)

    def _said(self, work: Callable[[], str]) -> str:
        self._in_child(lambda: (self.folder / "said").write_text(work()))
        return (self.folder / "said").read_text()


def _report_of(library: Library) -> str:
    engine = open_engine(library.path_of(library.current() or ""))
    meetings = engine.rows(engine.table("meetings"))
    return str(next(row["meeting_id"] for row in meetings if row["chair"] == "林远"))


def _warm() -> None:
    """Load what every child needs before they part; nothing of it starts a thread."""
    stages = load_stages()
    assert stages.lexicon
    for text in TEXTS:
        stages.process(clean(RawReport("", text.format(day="5月6"))))


def _forked(work: Callable[[], object], at_step: int | None, library: Path) -> int:
    """Do a work in a child with a process group of its own. This process opens no database, so that it can fork."""
    child = os.fork()
    if child:
        with suppress(OSError):
            os.setpgid(child, child)  # here as well as there, so that whoever comes first has done it
        return child
    code = 1
    try:
        os.setpgid(0, 0)
        if at_step is not None:
            _die_at(at_step, library)
        work()
        code = 0
    except BaseException:
        (library.parent / "error").write_text(traceback.format_exc())
    os._exit(code)


def _die_at(step: int, library: Path) -> None:
    """Kill this process just before its ``step``-th change of the library's own files, staging left out."""
    seen = 0

    def hook(event: str, given: tuple[object, ...]) -> None:
        nonlocal seen
        writes = event == "open" and isinstance(given[1], str) and set(given[1]) & set("wax+")
        if event not in STEPS and not writes:
            return
        paths = [str(path) for path in given[:2] if isinstance(path, str | os.PathLike)]
        if any(path.startswith(str(library)) and "/staging-" not in path for path in paths):
            seen += 1
            if seen == step:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=0, help="kills at random moments")
    parser.add_argument("--minutes", type=float, default=1e6, help="stop killing after so many minutes")
    parser.add_argument("--steps", action="store_true", help="one kill before each change of the library's files")
    parser.add_argument("--works", nargs="*", help="which of the works; all by default")
    parser.add_argument("--amended", action="store_true", help="so large a library that little is new to it")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    _warm()
    left: dict[str, Counter[str]] = {}
    with tempfile.TemporaryDirectory(prefix="crashes-") as folder:
        names = asked.works or WORKS
        trial = Trial(Path(folder), names, is_amended=asked.amended)
        if asked.steps:
            for name in names:
                step = 0
                while True:
                    step += 1
                    ended = trial.kill(name, at_step=step)
                    if ended == "done":
                        break
                    left.setdefault(name, Counter())[ended] += 1
        dice, until = random.Random(asked.seed), time.monotonic() + 60 * asked.minutes
        for number in range(1, asked.kills + 1):
            if time.monotonic() > until:
                break
            if number % 100 == 0:
                print(f"{number} …", flush=True)
            name = dice.choice(names)
            ended = trial.kill(name, after=dice.uniform(0, 1.1 * trial.seconds[name]))
            left.setdefault(name, Counter())[ended] += 1
            # A kill that comes too late says that the work takes less time than it did at first.
            trial.seconds[name] *= 0.9 if ended == "done" else 1.03
    print(f"{'work':8} {'kills':>6} {'before':>7} {'between':>8} {'after':>6}   done before the kill")
    for name, ends in sorted(left.items()):
        kills = ends["before"] + ends["between"] + ends["after"]
        print(f"{name:8} {kills:6} {ends['before']:7} {ends['between']:8} {ends['after']:6}   {ends['done']}")
    print(f"{sum(sum(ends.values()) - ends['done'] for ends in left.values())} kills, no fault")


if __name__ == "__main__":
    main()
