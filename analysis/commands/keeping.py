"""Commands that look after a library: ``versions`` with ``use`` and ``sweep``, ``verify``."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from analysis.commands.options import LibraryFolder, library_of
from analysis.errors import AnalysisError

app = typer.Typer()


versions_app = typer.Typer(invoke_without_command=True)
app.add_typer(versions_app, name="versions")


@versions_app.callback()
def versions(context: typer.Context, library: LibraryFolder = None) -> None:
    """List the library's versions, the last made first; the current one is marked."""
    if context.invoked_subcommand:
        return
    target = library_of(library)
    current, records = target.current(), target.versions()
    if target.is_inferred:
        print(f"{target.path}: library.json is lost or damaged; these versions' files are whole, and the newest is "
              "taken for the current one (inferred). The next import writes it anew.", file=sys.stderr)  # fmt: skip
    if not records:
        print(f"{target.path}: no version yet; `python -m analysis import PATH` makes one.")
    for record in records:
        mark = "*" if record.version == current else " "
        sample = "  (invented sample)" if record.is_sample else ""
        print(
            f"{mark} {record.version}  {record.created.replace('T', ' ')} UTC  {record.reports:>9,} reports  "
            f"{record.meetings:>9,} meetings  {record.items:>9,} items{sample}"
        )
    for gone in target.gone():
        print(f"- {gone.record.version}  swept {gone.swept.replace('T', ' ')} UTC  {gone.record.reports:>3,} reports")


@versions_app.command()
def use(
    version: Annotated[str, typer.Argument(help="The version's id.", show_default=False)], library: LibraryFolder = None
) -> None:
    """Make a version the current one: what the pages show, and what the next import goes on from."""
    target = library_of(library)
    with target.writing():
        target.use(version)
    print(f"{target.path}: {version} is the current version.")


@versions_app.command()
def sweep(
    library: LibraryFolder = None,
    keep: Annotated[int, typer.Option(min=1, metavar="N", help="Keep the last N versions.")] = 10,
    days: Annotated[int, typer.Option(min=0, metavar="N", help="Keep what is younger than N days.")] = 30,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would go, and change nothing.")] = False,
) -> None:
    """Remove old versions that nobody needs: not the current one, the last, the young, or those that links pin."""
    from analysis.corpus import sweeping
    from analysis.sharing import signing

    target = library_of(library)
    signing.let_go(target)
    done = (sweeping.plan if dry_run else sweeping.sweep)(target, keep=keep, days=days)
    for fate in done.fates:
        what = f"kept: {', '.join(fate.reasons)}" if fate.reasons else "would go" if dry_run else "removed"
        print(f"{fate.record.version}  {fate.record.created[:10]}  {fate.bytes / 1e6:>9,.1f} MB  {what}")
    for stray in done.strays:
        print(f"{stray.name}  named by no version  {'would go' if dry_run else 'removed'}")
    for version in done.in_use:
        print(f"{version}: somebody holds its file open; the next sweep deletes it.", file=sys.stderr)
    freed = sum(fate.bytes for fate in done.going)
    print(f"{len(done.going)} of {len(done.fates)} versions, {freed / 1e6:,.1f} MB{' would be freed' * dry_run}")


@app.command()
def verify(library: LibraryFolder = None) -> None:
    """Check the library: every file, and what the tables of each version must agree on. Nothing is changed."""
    from analysis.corpus import verifying

    target, faults = library_of(library), 0
    for finding in verifying.verify(target):
        faults += finding.is_fault
        print(f"{'FAULT' if finding.is_fault else 'ok   '}  {finding.place}: {finding.says}", flush=True)
    if faults:
        raise AnalysisError(f"{target.path}: {faults} faults; restore what is damaged from a copy.")
    print(f"{target.path}: no fault.")
