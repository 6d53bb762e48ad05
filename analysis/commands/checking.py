"""The command that scores the program against annotated reports: ``check``."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

import typer

from analysis.commands.printing import print_reject, progress_bar

if TYPE_CHECKING:
    from pandas import DataFrame

app = typer.Typer()


# Of each group, what matters most; the accuracy page has every figure.
_SPLITS: Final[dict[Literal["topic", "year", "level"], tuple[str, ...]]] = {
    "topic": ("item_recall", "main_topic", "topic_f1"),
    "year": ("readout", "item_f1", "topic_f1"),
    "level": ("readout", "item_f1", "topic_f1"),
}


@app.command()
def check(
    gold: Annotated[
        Path | None,
        typer.Argument(
            help="A file of annotations; those of the invented sample where none is named.", show_default=False
        ),
    ] = None,
    texts: Annotated[
        list[Path] | None,
        typer.Option(
            "--texts", help="A file with the annotated texts; may be given several times.", show_default=False
        ),
    ] = None,
    disagreements: Annotated[
        int, typer.Option("--disagreements", min=0, metavar="N", help="Print the first N disagreements of each figure.")
    ] = 0,
) -> None:
    """Read annotated texts and print how well they were read. The library is not touched."""
    from analysis.importing import load_stages, read_again
    from analysis.measures import accuracy
    from analysis.measures import gold as annotated

    file = gold or annotated.BUNDLED
    rows = annotated.read(file)
    stages = load_stages()
    with progress_bar() as progress:
        read, rejects = read_again(
            texts or [annotated.texts_beside(file)], stages, ids=[row["id"] for row in rows], progress=progress
        )
    for reject in rejects:
        print_reject(reject)
    judgements = accuracy.compare(rows, read)
    print(f"{file.name}: {len(rows):,} documents, read by parser {stages.parser}, lexicons {stages.lexicon}")
    if gold is None:
        print("These are the invented sample's annotations: composed like their texts, easier than real reports.")
    _print_figures(accuracy.figures(judgements))
    for by, fields in _SPLITS.items():
        _print_split(accuracy.figures(judgements, by=by), by, fields)
    for field, lost in accuracy.disagreements(judgements).groupby("field", sort=False):
        for one in lost.head(disagreements).to_dict("records"):
            about = f"{one['subject']}: " if one["subject"] and one["subject"] not in (one["gold"], one["read"]) else ""
            print(f"{field}  {one['document']}: {about}annotated {one['gold'] or '-'}, read {one['read'] or '-'}")


def _print_figures(figures: DataFrame) -> None:
    """Every figure on a line of its own: its 95 % interval, what it is a share of, the documents it rests on."""
    print(f"\n{'figure':16} share  95 % interval             of  documents")
    for row in figures.to_dict("records"):
        print(f"{row['field']:16}{_share(row)}  {row['documents']:>9,}")


def _print_split(figures: DataFrame, by: str, fields: tuple[str, ...]) -> None:
    """A line a group, with a few figures beside each other."""
    print(f"\n{by:20}" + "".join(f"{field:40}" for field in fields).rstrip())
    cells = {(row[by], row["field"]): _share(row) for row in figures.to_dict("records")}
    for group in figures[by].unique():
        print(f"{group:20}" + "".join(f"{cells.get((group, field), ''):40}" for field in fields).rstrip())


def _share(row: Mapping[Hashable, Any]) -> str:
    whole = f"{row['numerator']:,}/{row['denominator']:,}"
    return f"{row['share']:6.1%} ({row['low']:6.1%} – {row['high']:6.1%}) {whole:>11}"
