"""What commands print: progress, rejects, what an import came to; and files that they write."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from analysis.errors import AnalysisError

if TYPE_CHECKING:
    from analysis.corpus.library import Library
    from analysis.importing import Progress, Summary
    from analysis.records import Reject


@contextmanager
def progress_bar() -> Iterator[Callable[[Progress], None]]:
    """A bar with rate and time left on the terminal; nothing where the output goes elsewhere."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"))
    with Bar(*columns, TimeElapsedColumn(), console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=None, rate="", resumed=0)

        def show(progress: Progress) -> None:
            left = "" if progress.remaining is None else f", {timedelta(seconds=round(progress.remaining))} left"
            if progress.resumed and not bar.tasks[task].fields["resumed"]:
                print("Continues an import that was broken off.", file=sys.stderr)
            earlier = f", {progress.resumed:,} of them earlier" if progress.resumed else ""
            bar.update(
                task, description=progress.stage, completed=progress.done, total=progress.total,
                resumed=progress.resumed, rate=f"{progress.rate:,.0f}/s{left}{earlier}",
            )  # fmt: skip

        yield show


def print_reject(reject: Reject) -> None:
    """Say on standard error what was not read, why, and what helps."""
    print(f"{reject.source}: {reject.reason} {reject.remedy}", file=sys.stderr)


def print_summary(summary: Summary, library: Library) -> None:
    """What an import came to, and what it brought that is new for watched views."""
    for reject in summary.rejected:
        print_reject(reject)
    others = "".join(f", {kind} {count:,}" for kind, count in summary.not_readouts.items())
    lines = [
        ("read", f"{summary.read:,}"),
        ("new", f"{summary.new:,}"),
        ("already known", f"{summary.known:,}"),
        ("copies", f"{summary.copies:,}"),
        ("readouts", f"{summary.readouts:,}"),
        ("not readouts", f"{sum(summary.not_readouts.values()):,}{others}"),
        ("rejected", f"{len(summary.rejected):,}"),
        ("in the library", f"{summary.meetings:,} meetings, {summary.items:,} agenda items"),
        ("seconds", f"{summary.seconds:.1f}"),
        ("version", summary.version if summary.is_new_version else f"{summary.version or 'none'}: nothing was new"),
    ]
    for name, value in lines:
        print(f"{name:>15}  {value}")
    from analysis.sharing import watches

    for name, digest in watches.catch_up(library).items():
        found = digest.changes
        print(f"{'new for ' + name:>15}  {found.meetings_added:,} meetings, {found.items_added:,} agenda items")


def write(content: bytes, output: Path | None) -> None:
    """To a file, or standard output where none is named; :class:`AnalysisError` where it cannot be written."""
    if output is None:
        sys.stdout.buffer.write(content)
        return
    with written(output) as stream:
        stream.write(content)


@contextmanager
def written(output: Path) -> Iterator[BinaryIO]:
    """A file to be written; :class:`AnalysisError` where it cannot be."""
    try:
        with output.open("wb") as stream:
            yield stream
    except OSError as error:
        raise AnalysisError(f"{output}: cannot be written ({error.strerror}); name another file.") from None
