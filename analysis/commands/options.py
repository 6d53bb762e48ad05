"""Options that several commands have, and what they stand for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from analysis.errors import AnalysisError

if TYPE_CHECKING:
    from analysis.corpus.library import Library


Paths = Annotated[list[Path], typer.Argument(help="Files, folders or zip archives.", show_default=False)]
LibraryFolder = Annotated[
    Path | None,
    typer.Option("--library", metavar="DIR", envvar="AGENDASCOPE_LIBRARY", help="The library's folder."),
]
OutputFile = Annotated[
    Path | None, typer.Option("--output", help="The file to write; standard output where none is named.")
]
TitleColumn = Annotated[str | None, typer.Option("--title-column", help="The column that holds the title.")]
TextColumn = Annotated[str | None, typer.Option("--text-column", help="The column that holds the text.")]
PublishedColumn = Annotated[str | None, typer.Option("--published-column", help="The column of publication dates.")]
UrlColumn = Annotated[str | None, typer.Option("--url-column", help="The column that holds the address.")]
OutletColumn = Annotated[str | None, typer.Option("--outlet-column", help="The column that names the outlet.")]
IdColumn = Annotated[str | None, typer.Option("--id-column", help="The column that holds the documents' own ids.")]
Version = Annotated[str | None, typer.Option("--version", help="A version's id; the current one where none is named.")]


def library_of(folder: Path | None) -> Library:
    """The library that was named, or the one that is there by default."""
    from analysis.corpus.library import Library, default_library

    return Library(folder or default_library())


def version_of(library: Library, version: str | None, *, to: str) -> str:
    """The version that was named, or the current one."""
    if chosen := version or library.current():
        return chosen
    raise AnalysisError(f"{library.path}: nothing to {to}; `python -m analysis import PATH` makes a version.")
