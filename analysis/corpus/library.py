"""A library: a folder of immutable versions, and a small file that names the current one.

::

    library.json            names the current version and lists the others; replaced atomically
    corrections.jsonl       what people corrected in the readings; lines are only added, the file is replaced atomically
    versions/<id>.duckdb    a version; written once, never changed, its name never used again
    staging-*/              what an import is at work on; a crash leaves it behind, the next import sweeps it
    writer.lock             held by the one process that writes; writer.json says who that is
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import socket
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from platformdirs import user_data_path

from analysis.corpus.corrections import FILE, Correction, read, to_jsonl
from analysis.corpus.schema import FORMAT, OLDER
from analysis.errors import LibraryError

_STAGING = "staging-"


@dataclass(frozen=True, slots=True)
class VersionRecord:
    """What the library knows of a version without opening it. ``created`` is ISO 8601 in UTC, to the second."""

    version: str
    created: str
    parser: str
    lexicon: str
    is_sample: bool
    reports: int
    meetings: int
    items: int
    format: int = FORMAT


def default_library() -> Path:
    """The folder of the user's library: ``AGENDASCOPE_LIBRARY``, else one in the user's data folder."""
    named = os.environ.get("AGENDASCOPE_LIBRARY")
    return Path(named).expanduser() if named else user_data_path("agendascope", appauthor=False) / "library"


def sample_library() -> Path:
    """The folder of the invented sample's own library, beside the user's: one for each format, since it can be built
    anew at any time."""
    return default_library().with_name(f"sample-{FORMAT}")


def is_older(path: Path) -> bool:
    """Whether the current version of the library at ``path`` is of a format whose reports must be read anew."""
    library = Library(path)
    try:
        current = library.current()
        return current is not None and library.record_of(current).format in OLDER
    except LibraryError:
        return False


def version_id(reports: Iterable[str], *, parser: str, lexicon: str) -> str:
    """The id of the version that these reports make, in whatever order they come.

    ``reports`` are lines that tell a report from every other: its id and whatever else decides what is read in it.
    ``parser`` is the parser's version, ``lexicon`` the digest of taxonomy and lexicons.

    >>> version_id(["b", "a"], parser="1", lexicon="x") == version_id(["a", "b"], parser="1", lexicon="x")
    True
    """
    digest = hashlib.sha256(json.dumps([FORMAT, parser, lexicon]).encode())
    for line in sorted(reports):
        digest.update(b"\n" + line.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:16]


class Library:
    """The versions in one folder. Opening one touches nothing; the folder is made by the first import."""

    def __init__(self, path: Path) -> None:
        self.path = Path(path)

    def current(self) -> str | None:
        """The id of the current version, or None where nothing has been imported yet.

        Raises LibraryError where ``library.json`` cannot be read or is of another format.
        """
        current: str | None = self._state()["current"]
        return current

    def versions(self) -> tuple[VersionRecord, ...]:
        """Every version, the newest first. Raises LibraryError as ``current`` does."""
        records = [VersionRecord(**record) for record in self._state()["versions"]]
        return tuple(sorted(records, key=lambda record: (record.created, record.version), reverse=True))

    def record_of(self, version: str) -> VersionRecord:
        """What is known of a version. Raises LibraryError where the library has none of that id."""
        for record in self.versions():
            if record.version == version:
                return record
        raise LibraryError(f"{self.path}: there is no version {version}; `python -m analysis versions` lists them.")

    def path_of(self, version: str, *, older: bool = False) -> Path:
        """The file of a version; with ``older`` also one of a format whose reports alone can be read.

        Raises LibraryError where it is unknown, missing or of another format.
        """
        record, file = self.record_of(version), self._file(version)
        if record.format != FORMAT and not (older and record.format in OLDER):
            remedy = "`python -m analysis refresh` reads its reports anew" if record.format in OLDER else "update it"
            raise LibraryError(
                f"{file}: this version has format {record.format}, the program reads format {FORMAT}; {remedy}, "
                "or open it with the program that wrote it."
            )
        if not file.is_file():
            raise LibraryError(f"{file}: the file of this version is missing; restore it or import its reports again.")
        return file

    @contextmanager
    def writing(self) -> Iterator[Path]:
        """Hold the library's one writer's place; gives an empty staging folder on the library's disk.

        Whatever an earlier, interrupted import left behind is swept first; the staging folder goes when the block
        ends, however it ends. Raises LibraryError at once where another process is writing.
        """
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            lock = FileLock(self.path / "writer.lock", timeout=0, thread_local=False)
        except OSError as error:
            raise LibraryError(f"{self.path}: cannot be written to ({error.strerror}); name another library.") from None
        holder = self.path / "writer.json"
        try:
            lock.acquire()
        except Timeout:
            raise LibraryError(f"{self.path}: {_name_of(holder)} is importing here; wait for it.") from None
        except OSError as error:
            raise LibraryError(f"{self.path}: cannot be written to ({error.strerror}); name another library.") from None
        try:
            for leftover in self.path.glob(f"{_STAGING}*"):
                shutil.rmtree(leftover, ignore_errors=True)
            self._state()  # refuse a damaged library before any work is done
            since = datetime.now(UTC).strftime("%Y-%m-%d %H:%M")
            holder.write_text(json.dumps({"process": os.getpid(), "host": socket.gethostname(), "since": since}))
            staging = Path(tempfile.mkdtemp(prefix=_STAGING, dir=self.path))
            try:
                yield staging
            finally:
                shutil.rmtree(staging, ignore_errors=True)
                holder.unlink(missing_ok=True)
        finally:
            lock.release()

    def commit(self, file: Path, record: VersionRecord) -> None:
        """Make a finished file the version of ``record`` and the current one. Only within ``writing``.

        Where the library has that version already it is made the current one again and ``file`` is not used: the same
        id means the same content.
        """
        state = self._state()
        target = self._file(record.version)
        known = [entry for entry in state["versions"] if entry["version"] == record.version]
        if not (known and target.is_file()):
            target.parent.mkdir(exist_ok=True)
            _sync(file)
            file.replace(target)
            _sync(target.parent)
            state["versions"] = [entry for entry in state["versions"] if entry not in known] + [asdict(record)]
        state |= {"format": FORMAT, "current": record.version}
        fresh = file.with_name("library.json")
        fresh.write_text(json.dumps(state, indent=1), encoding="utf-8")
        _sync(fresh)
        fresh.replace(self.path / "library.json")
        _sync(self.path)

    def corrections(self) -> tuple[Correction, ...]:
        """Every correction that people made, in order. Raises CorrectionError where the file is damaged."""
        return read(self.path / FILE)

    def record(self, corrections: Iterable[Correction], staging: Path) -> None:
        """Make these the library's corrections. Only within ``writing``, which gives ``staging``."""
        fresh = staging / FILE
        fresh.write_text(to_jsonl(corrections), encoding="utf-8")
        _sync(fresh)
        fresh.replace(self.path / FILE)
        _sync(self.path)

    def _file(self, version: str) -> Path:
        return self.path / "versions" / f"{version}.duckdb"

    def _state(self) -> dict[str, Any]:
        file = self.path / "library.json"
        try:
            state: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
            found = state["format"]
        except FileNotFoundError:
            return {"format": FORMAT, "current": None, "versions": []}
        except (OSError, ValueError, KeyError, TypeError):
            raise LibraryError(f"{file}: cannot be read as a library's list of versions; restore it.") from None
        if found != FORMAT and found not in OLDER:
            raise LibraryError(
                f"{file}: this library has format {found}, the program reads format {FORMAT}; update the program, or "
                "name another library (--library or AGENDASCOPE_LIBRARY)."
            )
        return state


def _name_of(holder: Path) -> str:
    try:
        who = json.loads(holder.read_text())
        return f"process {who['process']} on {who['host']} (since {who['since']} UTC)"
    except (OSError, ValueError, KeyError):
        return "another process"


def _sync(path: Path) -> None:
    """Bring a file or a folder's listing to the disk itself. Windows cannot open folders, and needs no such call."""
    if path.is_dir() and os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
