"""Commands that change what was read: ``edits`` of the lexicons, ``corrections`` of readings."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from analysis.commands.options import LibraryFolder, OutputFile, library_of
from analysis.commands.printing import print_summary, progress_bar, write
from analysis.errors import AnalysisError

app = typer.Typer()


@app.command()
def edits(
    file: Annotated[
        Path | None,
        typer.Argument(help="A JSON file of edits to make; without one those of the library are printed."),
    ] = None,
    library: LibraryFolder = None,
) -> None:
    """Print what the library changes in the lexicons, or change it: words, stopwords, synonyms, topics, patterns."""
    from analysis.corpus.edits import from_json, to_json
    from analysis.corpus.engine import open_engine
    from analysis.importing import import_paths

    target = library_of(library)
    current = target.current()
    if not current:
        raise AnalysisError(f"{target.path}: no version yet; `python -m analysis import PATH` makes one.")
    if file is None:
        print(to_json(open_engine(target.path_of(current)).version.edits))
        return
    try:
        wanted = from_json(file.read_text(encoding="utf-8"), name=str(file))
    except (OSError, UnicodeDecodeError) as error:
        raise AnalysisError(f"{file}: cannot be read ({error}); name a JSON file in UTF-8.") from None
    with progress_bar() as progress:
        print_summary(import_paths([], target, edits=wanted, progress=progress), target)


@app.command()
def corrections(
    library: LibraryFolder = None,
    add: Annotated[
        Path | None, typer.Option("--import", help="A CSV or JSONL file of corrections to be made.", show_default=False)
    ] = None,
    undo: Annotated[str | None, typer.Option(help="The id of a correction to be taken back.")] = None,
    who: Annotated[str | None, typer.Option(help="Who takes it back.")] = None,
    format: Annotated[Literal["csv", "jsonl"], typer.Option("--format")] = "csv",
    output: OutputFile = None,
) -> None:
    """Print what people corrected in the readings, or add corrections, or take one back."""
    from analysis.corpus import corrections as made

    target = library_of(library)
    if add or undo:
        from analysis.importing import correct_library

        new = made.read_file(add) if add else (made.undoing(target.corrections(), undo or "", who or ""),)
        with progress_bar() as progress:
            print_summary(correct_library(target, new, progress=progress), target)
        return
    known = target.corrections()
    if format == "jsonl":
        text = made.to_jsonl(known).encode()
    else:
        import pandas as pd

        from analysis.exporting import to_csv

        text = to_csv(pd.DataFrame(made.to_rows(known), columns=made.COLUMNS).astype(object))
    write(text, output)
    if output:
        print(f"{output}: {len(known):,} corrections", file=sys.stderr)
