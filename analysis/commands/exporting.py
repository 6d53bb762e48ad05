"""Commands that take a version elsewhere: ``export`` to files, ``engines load`` to other engines."""

from __future__ import annotations

import sys
from typing import Annotated, Literal

import typer

from analysis.commands.options import LibraryFolder, OutputFile, Version, library_of, version_of
from analysis.commands.printing import written
from analysis.errors import AnalysisError

app = typer.Typer()


@app.command()
def export(
    table: Annotated[Literal["meetings", "items", "terms", "formulations"], typer.Argument(show_default=False)],
    format: Annotated[Literal["csv", "jsonl", "parquet", "xlsx"], typer.Option("--format")] = "csv",
    output: OutputFile = None,
    version: Version = None,
    engine_address: Annotated[
        str,
        typer.Option("--engine", metavar="ADDRESS", envvar="AGENDASCOPE_ENGINE", help="The engine that is asked."),
    ] = "",
    library: LibraryFolder = None,
) -> None:
    """Write a table of a version for other programs."""
    from analysis import engines
    from analysis.exporting import export

    target = library_of(library)
    chosen = version_of(target, version, to="export")
    engine = engines.open_engine(target.path_of(chosen), engine_address)
    if output is None:
        if format in ("parquet", "xlsx") and sys.stdout.isatty():
            raise AnalysisError(f"A terminal cannot show {format}; name a file with --output.")
        export(engine, table, format=format, stream=sys.stdout.buffer)
        return
    with written(output) as stream:
        count = export(engine, table, format=format, stream=stream)
    print(f"{output}: {count:,} rows of version {chosen}", file=sys.stderr)


engines_app = typer.Typer(no_args_is_help=True, help="Engines that hold copies of versions.")
app.add_typer(engines_app, name="engines")


@engines_app.command("load")
def load_engine(
    address: Annotated[str, typer.Argument(help="The engine's address (docs/engines.md).", show_default=False)],
    version: Version = None,
    library: LibraryFolder = None,
) -> None:
    """Copy a version to an engine, ahead of the first who asks it for it."""
    from analysis import engines

    target = library_of(library)
    chosen = version_of(target, version, to="copy")
    made = engines.load(target.path_of(chosen), address)
    print(f"{chosen}: {'copied' if made else 'is there already'}")
