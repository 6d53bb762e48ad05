"""A library: a folder of immutable versions, and a small file that names the current one.

::

    library.json            names the current version, lists the others with size and SHA-256 of their files, and those
                            that were swept; replaced atomically
    pins.json               which versions saved views and links need (see ``pins``)
    corrections.jsonl       what people corrected in the readings; lines are only added, the file is replaced atomically
    versions/<id>.duckdb    a version; written once, never changed, its name never used again
    staging-*/              what an import is at work on; a crash leaves it behind, the next import sweeps it
    unfinished/<work>/      what a long import has read so far: one that is broken off leaves it behind, and the next
                            one that does the same work goes on with it
    writer.lock             held by the one process that writes; writer.json says who that is

What names a file reaches the disk after the file itself: a version before ``library.json``, and each before its
folder's listing. So power may fail between any two steps and leaves the library as it was before or after, never in
between.
"""

from __future__ import annotations

import errno
import hashlib
import json
import logging
import os
import shutil
import socket
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from filelock import FileLock, Timeout
from platformdirs import user_data_path

from analysis.corpus.corrections import FILE, Correction, read, to_jsonl
from analysis.corpus.schema import FORMAT, OLDER
from analysis.errors import LibraryError

STAGING: Final = "staging-"
"""How the names of unfinished folders begin."""

CORRECTED: Final = "nullif(array_to_string([one.id for one in corrections], ' '), '')"
"""In SQL the ids of a report's corrections; null where there are none."""

IDENTITY: Final = f"concat_ws('\t', report_id, published, outlet, url, {CORRECTED})"
"""In SQL the line by which a report counts in the version's id: its own id, what else the parser may have read it by,
and the corrections that people made."""

UNFINISHED: Final = "unfinished"
"""The folder of what a long import has read so far."""

_log = logging.getLogger(__name__)

_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


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


@dataclass(frozen=True, slots=True)
class Gone:
    """A version that was swept, and when (ISO 8601 in UTC)."""

    record: VersionRecord
    swept: str


@dataclass(frozen=True, slots=True)
class FileRecord:
    """What a version's file was when it was committed."""

    bytes: int
    sha256: str


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

    ``reports`` are lines that tell a report from every other: its id and whatever else decides what is read in it
    (:data:`IDENTITY`). ``parser`` is the parser's version, ``lexicon`` the digest of taxonomy and lexicons.

    >>> version_id(["b", "a"], parser="1", lexicon="x") == version_id(["a", "b"], parser="1", lexicon="x")
    True
    """
    digest = hashlib.sha256(json.dumps([FORMAT, parser, lexicon]).encode())
    lines = sorted(reports)
    for at in range(0, len(lines), 10_000):
        digest.update("".join(f"\n{line}" for line in lines[at : at + 10_000]).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:16]


class Library:
    """The versions in one folder. Opening one touches nothing; the folder is made by the first import."""

    def __init__(self, path: Path) -> None:
        self.path = Path(path)

    def current(self) -> str | None:
        """The id of the current version, or None where nothing has been imported yet.

        Raises LibraryError where ``library.json`` is of another format, or damaged and no version is whole.
        """
        current: str | None = self._state()["current"]
        return current

    @property
    def is_inferred(self) -> bool:
        """Whether ``library.json`` is lost or damaged, so that the files of the versions say what there is.

        The newest whole one is then taken for the current one. The next process that writes puts the list right.
        """
        return bool(self._state().get("is_inferred"))

    def versions(self) -> tuple[VersionRecord, ...]:
        """Every version, the last made first, whatever the clock said. Raises LibraryError as ``current`` does."""
        return tuple(reversed(self._state()["versions"]))

    def gone(self) -> tuple[Gone, ...]:
        """The versions that were swept, the last first. Raises LibraryError as ``current`` does."""
        return tuple(reversed(self._state()["gone"]))

    def file_of(self, version: str) -> FileRecord | None:
        """What is known of a version's file; None where a program made it that noted nothing."""
        known: FileRecord | None = self._state()["files"].get(version)
        return known

    def record_of(self, version: str) -> VersionRecord:
        """What is known of a version. Raises LibraryError where the library has none of that id; of one that was swept
        it says what it was."""
        state = self._state()
        for record in state["versions"]:
            if record.version == version:
                found: VersionRecord = record
                return found
        for gone in state["gone"]:
            if gone.record.version == version:
                was = gone.record
                raise LibraryError(
                    f"{self.path}: version {version} of {was.created[:10]} ({was.reports:,} reports, "
                    f"{was.meetings:,} meetings, {was.items:,} items) was removed on {gone.swept[:10]}; the same "
                    f"reports, read by parser {was.parser} and lexicons {was.lexicon}, make it again."
                )
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
        ends, however it ends. Raises LibraryError at once where another process is writing, and where the disk is full
        or refuses what the block writes.
        """
        try:
            if not self.path.is_dir():
                self.path.mkdir(parents=True, exist_ok=True)
                sync(self.path.parent)
            lock = FileLock(self.path / "writer.lock", timeout=0, thread_local=False)
            lock.acquire()
        except Timeout:
            raise LibraryError(f"{self.path}: {writer_of(self.path)} is importing here; wait for it.") from None
        except OSError as error:
            raise _refused(self.path, error) from None
        holder = self.path / "writer.json"
        try:
            for leftover in self.path.glob(f"{STAGING}*"):
                shutil.rmtree(leftover, ignore_errors=True)
            self._mend()  # or refuse a damaged library, before any work is done
            since = datetime.now(UTC).strftime("%Y-%m-%d %H:%M")
            try:
                holder.write_text(json.dumps({"process": os.getpid(), "host": socket.gethostname(), "since": since}))
                staging = Path(tempfile.mkdtemp(prefix=STAGING, dir=self.path))
                try:
                    yield staging
                finally:
                    shutil.rmtree(staging, ignore_errors=True)
            except OSError as error:
                raise _refused(self.path, error) from error
            finally:
                holder.unlink(missing_ok=True)
        finally:
            lock.release()

    def unfinished(self, work: str) -> Path:
        """A folder for what a long import reads, with what an earlier one that was broken off left there.

        ``work`` names all that its files depend on beside the documents; those of other work are swept. Only within
        ``writing``.
        """
        folder = self.path / UNFINISHED / work
        for other in set((self.path / UNFINISHED).glob("*")) - {folder}:
            shutil.rmtree(other, ignore_errors=True)
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def finish(self) -> None:
        """Sweep what long imports have read: it stands in a version now. Only within ``writing``."""
        shutil.rmtree(self.path / UNFINISHED, ignore_errors=True)

    def commit(self, file: Path, record: VersionRecord) -> None:
        """Make a finished file the version of ``record`` and the current one. Only within ``writing``.

        Where the library has that version already, and whole, it is made the current one again and ``file`` is not
        used: the same id means the same content.
        """
        state = self._state()
        target = self._file(record.version)
        known = [entry for entry in state["versions"] if entry.version == record.version]
        if not (known and self.is_whole(record.version)):
            if not target.parent.is_dir():
                target.parent.mkdir()
                sync(self.path)
            sync(file)
            state["files"][record.version] = _described(file)
            file.replace(target)
            sync(target.parent)
            state["versions"] = [entry for entry in state["versions"] if entry not in known] + [record]
            state["gone"] = [gone for gone in state["gone"] if gone.record.version != record.version]
        self._write(state | {"format": FORMAT, "current": record.version})

    def use(self, version: str) -> None:
        """Make a version the current one. Only within ``writing``. Raises LibraryError where there is none of that id,
        or its file is not whole."""
        self.record_of(version)
        if not self.is_whole(version):
            raise LibraryError(f"{self._file(version)}: the file of this version is missing or damaged; restore it.")
        self._write(self._state() | {"current": version})

    def is_whole(self, version: str) -> bool:
        """Whether the file of a version is there and, as far as that was noted, what it was when it was committed."""
        file, known = self._file(version), self.file_of(version)
        return file.is_file() and (known is None or (file.stat().st_size == known.bytes and _described(file) == known))

    def remove(self, versions: Iterable[str]) -> tuple[str, ...]:
        """Strike versions off the list, noting what they were, then delete their files. Only within ``writing``.

        Gives those whose files are in use and could not be deleted. Raises LibraryError for the current version.
        """
        state, versions = self._state(), tuple(versions)
        if state["current"] in versions:
            raise LibraryError(f"{self.path}: {state['current']} is the current version and is kept.")
        moment = datetime.now(UTC).replace(tzinfo=None).isoformat(timespec="seconds")
        state["gone"] += [Gone(record, moment) for record in state["versions"] if record.version in versions]
        state["versions"] = [record for record in state["versions"] if record.version not in versions]
        state["files"] = {version: known for version, known in state["files"].items() if version not in versions}
        self._write(state)
        return tuple(version for version in versions if not _deleted(self._file(version)))

    def strays(self) -> tuple[Path, ...]:
        """Files among the versions that no version names: what an interrupted commit or sweep left there."""
        named = {self._file(record.version) for record in self._state()["versions"]}
        return tuple(sorted(set((self.path / "versions").glob("*")) - named))

    def corrections(self) -> tuple[Correction, ...]:
        """Every correction that people made, in order. Raises CorrectionError where the file is damaged."""
        return read(self.path / FILE)

    def record(self, corrections: Iterable[Correction]) -> None:
        """Make these the library's corrections. Only within ``writing``."""
        replace(self.path / FILE, to_jsonl(corrections))

    def _file(self, version: str) -> Path:
        return self.path / "versions" / f"{version}.duckdb"

    def _mend(self) -> None:
        """Write the list of versions anew where it was lost; what stood there is put aside."""
        state, file = self._state(), self.path / "library.json"
        if not state.get("is_inferred"):
            return
        if file.exists():
            file.replace(file.with_name("library.json.damaged"))
        records = state["versions"]
        state["files"] = {record.version: _described(self._file(record.version)) for record in records}
        self._write(state)
        _log.warning(
            "%s: was lost or damaged and is made anew from the files of %d versions; the newest whole one, %s, is the "
            "current one now (inferred).", file, len(records), state["current"],
        )  # fmt: skip

    def _inferred(self) -> dict[str, Any] | None:
        from analysis.corpus.inferring import records_in

        records = records_in(self.path / "versions")
        if not records:
            return None
        current = records[-1].version
        return {"format": FORMAT, "current": current, "versions": records, "files": {}, "gone": [], "is_inferred": True}

    def _write(self, state: dict[str, Any]) -> None:
        plain = {
            "format": state["format"],
            "current": state["current"],
            "versions": [asdict(record) for record in state["versions"]],
            "files": {version: asdict(known) for version, known in state["files"].items()},
            "gone": [asdict(gone) for gone in state["gone"]],
        }
        replace(self.path / "library.json", json.dumps(plain, indent=1))

    def _state(self) -> dict[str, Any]:
        file = self.path / "library.json"
        try:
            state: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
            found = state["format"]
            if found != FORMAT and found not in OLDER:
                raise LibraryError(
                    f"{file}: this library has format {found}, the program reads format {FORMAT}; update the program, "
                    "or name another library (--library or AGENDASCOPE_LIBRARY)."
                )
            current: str | None = state["current"]
            return {
                "format": found,
                "current": current,
                "versions": [_record(one) for one in state["versions"]],
                "files": {version: FileRecord(**known) for version, known in state.get("files", {}).items()},
                "gone": [Gone(_record(one["record"]), one["swept"]) for one in state.get("gone", [])],
            }
        except FileNotFoundError:
            return self._inferred() or {"format": FORMAT, "current": None, "versions": [], "files": {}, "gone": []}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            if inferred := self._inferred():
                return inferred
            raise LibraryError(f"{file}: cannot be read as a library's list of versions; restore it.") from None


def _record(entry: dict[str, Any]) -> VersionRecord:
    """A record as ``library.json`` has it; what a later program noted beside is left out."""
    return VersionRecord(**{field.name: entry[field.name] for field in fields(VersionRecord) if field.name in entry})


def _described(file: Path) -> FileRecord:
    with file.open("rb") as stream:
        return FileRecord(file.stat().st_size, hashlib.file_digest(stream, "sha256").hexdigest())


def _deleted(file: Path) -> bool:
    try:
        file.unlink(missing_ok=True)
    except PermissionError:  # Windows keeps what a reader holds open
        return False
    return True


def _refused(path: Path, error: OSError) -> LibraryError:
    """What the disk has against writing, in words."""
    if error.errno in _FULL:
        return LibraryError(f"{path}: there is no space left ({error.strerror}); free some, nothing was changed.")
    return LibraryError(f"{path}: cannot be written to ({error.strerror or error}); name another library.")


def writer_of(library: Path) -> str:
    """Who is writing to the library in a folder, as far as they said."""
    try:
        who = json.loads((library / "writer.json").read_text())
        return f"process {who['process']} on {who['host']} (since {who['since']} UTC)"
    except (OSError, ValueError, KeyError, TypeError):
        return "another process"


def replace(file: Path, text: str) -> None:
    """Put a text in a file's place so that, whatever happens, the old one or the new one stands there whole."""
    fresh = file.with_name(f"{file.name}.new")
    try:
        fresh.write_text(text, encoding="utf-8")
        sync(fresh)
        fresh.replace(file)
    except OSError:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
        raise
    sync(file.parent)


def sync(path: Path) -> None:
    """Bring a file or a folder's listing to the disk itself. Windows cannot open folders, and needs no such call."""
    if path.is_dir() and os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
