"""Commands that read reports: ``import``, ``parse``, ``refresh``, ``sample``."""

from __future__ import annotations

import json
import sys
from typing import Annotated

import typer

from analysis.commands.options import (
    IdColumn,
    LibraryFolder,
    OutletColumn,
    Paths,
    PublishedColumn,
    TextColumn,
    TitleColumn,
    UrlColumn,
    library_of,
)
from analysis.commands.printing import print_reject, print_summary, progress_bar
from analysis.errors import AnalysisError

app = typer.Typer()


@app.command("import")
def import_(
    paths: Paths,
    library: LibraryFolder = None,
    workers: Annotated[
        int | None,
        typer.Option(min=1, help="Processes that work; one a core by default.", show_default=False),
    ] = None,
    spark: Annotated[
        str, typer.Option("--spark", metavar="ADDRESS", help="The Spark master whose executors read.")
    ] = "",
    title: TitleColumn = None,
    text: TextColumn = None,
    published: PublishedColumn = None,
    url: UrlColumn = None,
    outlet: OutletColumn = None,
    given_id: IdColumn = None,
) -> None:
    """Read reports into a new version of the library."""
    from analysis.importing import import_paths
    from analysis.reading import Columns

    target = library_of(library)
    columns = Columns(title=title, text=text, published=published, url=url, outlet=outlet, id=given_id)
    try:
        with progress_bar() as progress:
            summary = import_paths(paths, target, columns=columns, workers=workers, cluster=spark, progress=progress)
    except KeyboardInterrupt:
        print(f"Interrupted; {target.path} is as it was.", file=sys.stderr)
        raise typer.Exit(130) from None
    print_summary(summary, target)
    if not summary.read:
        raise AnalysisError("Nothing was read: none of the files held a report.")


@app.command()
def parse(
    paths: Paths,
    title: TitleColumn = None,
    text: TextColumn = None,
    published: PublishedColumn = None,
    url: UrlColumn = None,
    outlet: OutletColumn = None,
    given_id: IdColumn = None,
) -> None:
    """Print what was read in each document, one JSON object a line. The library is not touched."""
    from analysis.importing import describe, load_stages
    from analysis.reading import Columns, read
    from analysis.records import Reject

    columns = Columns(title=title, text=text, published=published, url=url, outlet=outlet, id=given_id)
    stages, count = load_stages(), 0
    for found in read(paths, columns=columns):
        if isinstance(found, Reject):
            print_reject(found)
            continue
        print(json.dumps(describe(found, stages), ensure_ascii=False))
        count += 1
    if not count:
        raise AnalysisError("Nothing was read: none of the files held a document.")


@app.command()
def refresh(library: LibraryFolder = None) -> None:
    """Read the library's reports anew where the program reads otherwise than when they were imported."""
    from analysis.importing import import_paths

    target = library_of(library)
    with progress_bar() as progress:
        print_summary(import_paths([], target, progress=progress), target)


@app.command()
def sample() -> None:
    """Build the library of the invented sample, or bring it up to date."""
    from analysis.corpus.library import Library, sample_library
    from analysis.corpus.sample import sample_is_current

    if sample_is_current():
        print("The sample's library is up to date.")
        return
    from analysis.importing import build_sample

    with progress_bar() as progress:
        summary = build_sample(progress=progress)
    if summary:
        print_summary(summary, Library(sample_library()))
