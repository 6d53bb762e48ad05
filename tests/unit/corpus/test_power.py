"""Power fails at every step of a commit, a correction, a sweep and a pin, and the disk keeps what it likes of what was
not yet brought to it: a file's contents, a folder's listing, each for itself and in any order.

A recorder notes every change under the library and every fsync. What a power cut leaves is then made for each step: the
contents of files not yet synced torn or empty, and of the changes of folders not yet synced none, all, each alone, and
all but each.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from analysis.corpus import pins, sweeping
from analysis.corpus.corrections import Correction
from analysis.corpus.library import Library, VersionRecord

CORRECTION = Correction("甲", "2026-01-02T03:04:05", "a" * 16, "chair", "林远", "林近")


def commit(library: Library, version: str) -> None:
    with library.writing() as staging:
        (staging / "draft").write_bytes(version.encode() * 1000)
        library.commit(staging / "draft", VersionRecord(version, "2024-05-01T08:00:00", "1", "x", False, 3, 2, 5))


def correct(library: Library) -> None:
    with library.writing():
        library.record([CORRECTION])


WORKS: dict[str, Callable[[Library], Any]] = {
    "first commit": lambda library: commit(library, "new"),
    "commit": lambda library: commit(library, "new"),
    "again": lambda library: commit(library, "old"),
    "correct": correct,
    "sweep": lambda library: sweeping.sweep(library, keep=1, days=0),
    "pin": lambda library: pins.pin(library, "old", by="view:a"),
}


@dataclass
class Disk:
    """What has reached the disk for certain, and what may have: ``pending`` are changes of folders in their order."""

    root: Path
    listing: dict[str, int] = field(default_factory=dict)  # path -> inode
    contents: dict[int, bytes | None] = field(default_factory=dict)  # inode -> what was synced; None: a folder
    pending: list[tuple[str, str, int | None]] = field(default_factory=list)  # folder, path, inode or None: removed

    def inode(self, path: Path) -> int:
        return path.stat().st_ino

    def entered(self, path: Path) -> None:
        inode = self.inode(path)
        self.contents.setdefault(inode, None if path.is_dir() else b"")
        self.pending.append((str(path.parent), str(path), inode))

    def left(self, path: Path) -> None:
        self.pending.append((str(path.parent), str(path), None))

    def synced(self, path: Path) -> None:
        if not path.is_dir():
            self.contents[self.inode(path)] = path.read_bytes()
            return
        for folder, name, inode in [change for change in self.pending if change[0] == str(path)]:
            self._apply(self.listing, name, inode)
            self.pending.remove((folder, name, inode))

    def after_a_cut(self, volatile: dict[int, bytes]) -> Iterator[dict[str, bytes | None]]:
        """Every state of the disk that is tried: contents by path, None for folders."""
        everything = range(len(self.pending))
        choices = {(), tuple(everything), *((one,) for one in everything)}
        choices |= {tuple(other for other in everything if other != one) for one in everything}
        for chosen in sorted(choices):
            listing = dict(self.listing)
            for number in chosen:
                self._apply(listing, *self.pending[number][1:])
            for keep in (0.0, 0.5, 1.0):
                yield {
                    path: self._torn(inode, volatile, keep)
                    for path, inode in listing.items()
                    if str(Path(path).parent) in listing or Path(path).parent == self.root
                }

    def _torn(self, inode: int, volatile: dict[int, bytes], keep: float) -> bytes | None:
        durable = self.contents[inode]
        if durable is None:
            return None
        now = volatile.get(inode, durable)
        return durable if now == durable else now[: int(len(now) * keep)]

    @staticmethod
    def _apply(listing: dict[str, int], path: str, inode: int | None) -> None:
        if inode is None:
            listing.pop(path, None)
        else:
            listing[path] = inode


def record(library: Library, work: Callable[[Library], Any]) -> list[dict[str, bytes | None]]:
    """Do a work, and give every state in which a power cut may have left the library on its way."""
    root = library.path.parent
    disk, states = Disk(root), list[dict[str, bytes | None]]()
    for path in sorted(root.rglob("*")):  # what stood there before has long been synced
        disk.listing[str(path)] = disk.inode(path)
        disk.contents[disk.inode(path)] = None if path.is_dir() else path.read_bytes()

    def snapshot() -> None:
        volatile = {p.stat().st_ino: p.read_bytes() for p in root.rglob("*") if p.is_file()}
        for path in root.rglob("*"):
            if not any(change[1] == str(path) for change in disk.pending) and str(path) not in disk.listing:
                disk.entered(path)  # made by opening it
        states.extend(state for state in disk.after_a_cut(volatile) if state not in states)

    real: dict[str, Any] = {
        name: getattr(os, name) for name in ("replace", "rename", "unlink", "mkdir", "rmdir", "fsync")
    }

    def moved(source: Any, target: Any) -> None:
        snapshot()
        real["replace"](source, target)
        disk.entered(Path(target))
        disk.left(Path(source))
        snapshot()

    def unlinked(path: Any, **given: Any) -> None:
        snapshot()
        real["unlink"](path, **given)
        if "dir_fd" not in given:
            disk.left(Path(path))
        snapshot()

    def made(path: Any, *mode: Any) -> None:
        snapshot()
        real["mkdir"](path, *mode)
        disk.entered(Path(path))

    def synced(handle: int) -> None:
        snapshot()
        real["fsync"](handle)
        disk.synced(Path(f"/proc/self/fd/{handle}").resolve())
        snapshot()

    with pytest.MonkeyPatch.context() as patch:
        for name, function in (("replace", moved), ("unlink", unlinked), ("mkdir", made), ("fsync", synced)):
            patch.setattr(os, name, function)
        work(library)
    snapshot()
    return states


def restore(root: Path, state: dict[str, bytes | None]) -> None:
    shutil.rmtree(root)
    root.mkdir()
    for path, content in sorted(state.items()):
        if content is None:
            Path(path).mkdir()
        else:
            Path(path).write_bytes(content)


def facts(library: Library) -> tuple[Any, ...]:
    versions = sorted(record.version for record in library.versions())
    return library.current(), versions, library.corrections(), pins.pinned(library)


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="the recorder asks /proc which file is synced")
@pytest.mark.parametrize("name", WORKS)
def test_a_power_cut_leaves_the_library_as_it_was_or_as_it_was_to_be(name: str, tmp_path: Path) -> None:
    root = tmp_path / "disk"
    library = Library(root / "library")
    root.mkdir()
    if name != "first commit":
        commit(library, "older")
        commit(library, "old")
        commit(library, "older" if name == "again" else "old")
    before = facts(library)
    states = record(library, WORKS[name])
    after = facts(library)
    assert len(states) > 5
    for state in states:
        restore(root, state)
        found = facts(library)
        assert found in (before, after)
        assert all(library.is_whole(version) for version in found[1])
        WORKS[name](library)
        assert facts(library) == after
        assert all(library.is_whole(version) for version in after[1])


def test_the_recorder_sees_a_protocol_that_does_not_sync(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library = Library(tmp_path / "disk" / "library")
    library.path.parent.mkdir()
    commit(library, "old")
    monkeypatch.setattr("analysis.corpus.library.sync", lambda path: None)
    states = record(library, lambda one: commit(one, "new"))
    broken = 0
    for state in states:
        restore(library.path.parent, state)
        try:
            broken += not all(library.is_whole(record.version) for record in library.versions())
        except Exception:
            broken += 1
    assert broken, "without fsync some cut must tear something"
