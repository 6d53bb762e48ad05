"""From paths to the files that readers read: single files, folders, zip archives."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Final, cast

from analysis.errors import ReadingError
from analysis.reading._fields import Columns
from analysis.reading._kinds import check_kind
from analysis.reading._limits import LARGEST_MEMBER, check_archive, checked
from analysis.records import RawReport, Reject

Reader = Callable[[str, BinaryIO, Columns], Iterator[RawReport | Reject]]
"""``(source, stream, columns)`` -> the reports; the stream can seek. Raises ReadingError for a file as a whole."""

_DEEPEST: Final = 3  # archives within archives
_IN_MEMORY: Final = 16 << 20  # bytes of a member that are not written to a temporary file
# Found in a folder, these are probably reports that somebody meant to be read; other unknown files are left alone.
_COULD_BE_REPORTS: Final = {
    **dict.fromkeys((".doc", ".wps", ".rtf", ".odt", ".pages", ".dot", ".docm"), "Open it and save it as .docx."),
    **dict.fromkeys((".xls", ".et", ".ods", ".xlsm", ".xlsb", ".numbers"), "Open it and save it as .xlsx or .csv."),
    **dict.fromkeys(
        (".mht", ".mhtml", ".webarchive", ".shtml", ".xhtml", ".eml", ".epub"), "Save it as .html or .txt."
    ),
    **dict.fromkeys((".rar", ".7z", ".gz", ".tar", ".tgz", ".bz2", ".xz"), "Unpack it, or pack it as .zip."),
    **dict.fromkeys((".ofd", ".caj"), "Save it as .pdf or .txt."),
    **dict.fromkeys((".xml", ".ndjson", ".db", ".sqlite", ".feather"), "Save it as .jsonl, .csv or .parquet."),
}
_SYSTEM: Final = ("__MACOSX", "Thumbs.db", "desktop.ini")


@dataclass(frozen=True, slots=True)
class Walk:
    """Which readers read which suffixes, and by which columns."""

    readers: Mapping[str, Reader]
    columns: Columns

    def path(self, path: Path) -> Iterator[RawReport | Reject]:
        """The reports of a file, or of every file below a folder."""
        for found in self.files(path):
            if isinstance(found, Reject):
                yield found
            else:
                yield from self._file(found)

    def files(self, path: Path) -> Iterator[Path | Reject]:
        """A file that can be read, or all of them below a folder; a reject for what looks like a report and cannot."""
        if path.is_dir():
            yield from self._folder(path)
        elif not path.exists():
            yield Reject(str(path), "There is no such file or folder.", "Look at the spelling of the path.")
        elif path.suffix.lower() in (*self.readers, ".zip"):
            yield path
        else:
            yield self._unknown(str(path), path.suffix)

    def _folder(self, folder: Path) -> Iterator[Path | Reject]:
        try:
            children = sorted(folder.iterdir())
        except OSError as error:
            yield Reject(str(folder), f"The folder cannot be opened: {error.strerror}.", "Ask for access to it.")
            return
        names = {child.name for child in children}
        for child in children:
            if _is_hidden(child.name) or _belongs_to_a_page(child.name, names):
                continue
            if child.is_dir():
                if not child.is_symlink():  # it may lead back up
                    yield from self._folder(child)
            elif child.suffix.lower() in (*self.readers, ".zip"):
                yield child
            elif child.suffix.lower() in _COULD_BE_REPORTS:
                yield self._unknown(str(child), child.suffix)

    def _file(self, path: Path) -> Iterator[RawReport | Reject]:
        try:
            with path.open("rb") as stream:
                yield from self._stream(str(path), path.suffix.lower(), stream, depth=0)
        except OSError as error:
            yield Reject(str(path), f"The file cannot be opened: {error.strerror}.", "Ask for access to it.")

    def _stream(self, source: str, suffix: str, stream: BinaryIO, depth: int) -> Iterator[RawReport | Reject]:
        try:
            check_kind(source, suffix, stream)
            if suffix == ".zip":
                yield from self._archive(source, stream, depth)
                return
            for found in self.readers[suffix](source, stream, self.columns):
                yield checked(found) if isinstance(found, RawReport) else found
        except ReadingError as error:
            yield Reject(error.place, error.reason, error.remedy)
        except Exception as error:  # the libraries that read a damaged file raise anything
            reason = f"The file cannot be read: {type(error).__name__}: {error}"
            yield Reject(source, f"{reason.rstrip('.')}.", "Open it in the program it came from and save it again.")

    def _archive(self, source: str, stream: BinaryIO, depth: int) -> Iterator[RawReport | Reject]:
        if depth == _DEEPEST:
            raise ReadingError(source, f"It lies {depth} archives deep.", "Unpack the outer archives.")
        try:
            archive = zipfile.ZipFile(stream)
        except zipfile.BadZipFile:
            raise ReadingError(source, "This is no zip archive, or a damaged one.", "Pack the files again.") from None
        with archive:
            check_archive(source, archive)
            members = sorted((_name(member), member) for member in archive.infolist() if not member.is_dir())
            names = {part for name, _ in members for part in PurePosixPath(name).parts}
            for name, member in members:
                parts = PurePosixPath(name).parts
                if any(_is_hidden(part) for part in parts) or any(
                    _belongs_to_a_page(part, names) for part in parts[:-1]
                ):
                    continue
                place = f"{source}/{name}"
                suffix = PurePosixPath(name).suffix.lower()
                if suffix in (*self.readers, ".zip"):
                    yield from self._member(place, suffix, archive, member, depth)
                elif suffix in _COULD_BE_REPORTS:
                    yield self._unknown(place, suffix)

    def _member(
        self, place: str, suffix: str, archive: zipfile.ZipFile, member: zipfile.ZipInfo, depth: int
    ) -> Iterator[RawReport | Reject]:
        if member.flag_bits & 1:
            yield Reject(place, "The archive asks for a password.", "Pack the files again without one.")
            return
        if member.file_size > LARGEST_MEMBER:
            yield Reject(place, f"It unpacks to {member.file_size >> 20:,} MB.", "Unpack it and import it by itself.")
            return
        # Parquet, Office files and archives need to seek, which a packed stream does by starting anew.
        with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as unpacked:
            try:
                with archive.open(member) as packed:
                    shutil.copyfileobj(packed, unpacked)
            except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError, ValueError) as error:
                yield Reject(place, f"It cannot be unpacked: {error}.", "Pack the file again.")
                return
            unpacked.seek(0)
            yield from self._stream(place, suffix, cast(BinaryIO, unpacked), depth + 1)

    def _unknown(self, place: str, suffix: str) -> Reject:
        return Reject(
            place,
            f"Files of the kind {suffix or '(none)'} are not read. These are: {' '.join((*self.readers, '.zip'))}.",
            _COULD_BE_REPORTS.get(suffix.lower(), "Save it as one of these."),
        )


def _is_hidden(name: str) -> bool:
    return (name.startswith((".", "~$")) and name not in (".", "..")) or name in _SYSTEM


def _belongs_to_a_page(name: str, names: set[str]) -> bool:
    """Whether a folder is what a browser saves beside a page: its scripts and frames."""
    for ending in ("_files", ".files"):
        if name.endswith(ending):
            page = name.removesuffix(ending)
            return f"{page}.html" in names or f"{page}.htm" in names
    return False


def _name(member: zipfile.ZipInfo) -> str:
    """A member's name; without the flag for UTF-8, Chinese Windows wrote it in GBK."""
    name = member.filename
    if not member.flag_bits & 0x800:
        with suppress(UnicodeError):
            return name.encode("cp437").decode("gb18030")
    return name
