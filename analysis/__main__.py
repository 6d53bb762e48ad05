"""The command line: ``python -m analysis``. Each command imports what it needs, so that asking for help is quick."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

import typer

from analysis.errors import AnalysisError

if TYPE_CHECKING:
    from pandas import DataFrame

    from analysis.corpus.library import Library
    from analysis.importing import Progress, Summary
    from analysis.records import Reject

app = typer.Typer(
    help="Agendascope 议程镜: what governments put on their agendas, read off the reports of their meetings.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

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

    target = _library(library)
    columns = Columns(title=title, text=text, published=published, url=url, outlet=outlet, id=given_id)
    try:
        with _progress() as progress:
            summary = import_paths(paths, target, columns=columns, workers=workers, cluster=spark, progress=progress)
    except KeyboardInterrupt:
        print(f"Interrupted; {target.path} is as it was.", file=sys.stderr)
        raise typer.Exit(130) from None
    _print_summary(summary, target)
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
            _print_reject(found)
            continue
        print(json.dumps(describe(found, stages), ensure_ascii=False))
        count += 1
    if not count:
        raise AnalysisError("Nothing was read: none of the files held a document.")


versions_app = typer.Typer(invoke_without_command=True)
app.add_typer(versions_app, name="versions")


@versions_app.callback()
def versions(context: typer.Context, library: LibraryFolder = None) -> None:
    """List the library's versions, the last made first; the current one is marked."""
    if context.invoked_subcommand:
        return
    target = _library(library)
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
    target = _library(library)
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

    target = _library(library)
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

    target, faults = _library(library), 0
    for finding in verifying.verify(target):
        faults += finding.is_fault
        print(f"{'FAULT' if finding.is_fault else 'ok   '}  {finding.place}: {finding.says}", flush=True)
    if faults:
        raise AnalysisError(f"{target.path}: {faults} faults; restore what is damaged from a copy.")
    print(f"{target.path}: no fault.")


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

    target = _library(library)
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
    with _progress() as progress:
        _print_summary(import_paths([], target, edits=wanted, progress=progress), target)


@app.command()
def refresh(library: LibraryFolder = None) -> None:
    """Read the library's reports anew where the program reads otherwise than when they were imported."""
    from analysis.importing import import_paths

    target = _library(library)
    with _progress() as progress:
        _print_summary(import_paths([], target, progress=progress), target)


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

    target = _library(library)
    if add or undo:
        from analysis.importing import correct_library

        new = made.read_file(add) if add else (made.undoing(target.corrections(), undo or "", who or ""),)
        with _progress() as progress:
            _print_summary(correct_library(target, new, progress=progress), target)
        return
    known = target.corrections()
    if format == "jsonl":
        text = made.to_jsonl(known).encode()
    else:
        import pandas as pd

        from analysis.exporting import to_csv

        text = to_csv(pd.DataFrame(made.to_rows(known), columns=made.COLUMNS).astype(object))
    if output is None:
        sys.stdout.buffer.write(text)
        return
    try:
        output.write_bytes(text)
    except OSError as error:
        raise AnalysisError(f"{output}: cannot be written ({error.strerror}); name another file.") from None
    print(f"{output}: {len(known):,} corrections", file=sys.stderr)


@app.command()
def sample() -> None:
    """Build the library of the invented sample, or bring it up to date."""
    from analysis.corpus.library import Library, sample_library
    from analysis.corpus.sample import sample_is_current

    if sample_is_current():
        print("The sample's library is up to date.")
        return
    from analysis.importing import build_sample

    with _progress() as progress:
        summary = build_sample(progress=progress)
    if summary:
        _print_summary(summary, Library(sample_library()))


engines_app = typer.Typer(no_args_is_help=True, help="Engines that hold copies of versions.")
app.add_typer(engines_app, name="engines")


@engines_app.command("load")
def load_engine(
    address: Annotated[str, typer.Argument(help="The engine's address (docs/engines.md).", show_default=False)],
    version: Annotated[str | None, typer.Option(help="A version's id; the current one where none is named.")] = None,
    library: LibraryFolder = None,
) -> None:
    """Copy a version to an engine, ahead of the first who asks it for it."""
    from analysis import engines

    target = _library(library)
    chosen = _version(target, version, to="copy")
    made = engines.load(target.path_of(chosen), address)
    print(f"{chosen}: {'copied' if made else 'is there already'}")


@app.command()
def export(
    table: Annotated[Literal["meetings", "items", "terms", "formulations"], typer.Argument(show_default=False)],
    format: Annotated[Literal["csv", "jsonl", "parquet", "xlsx"], typer.Option("--format")] = "csv",
    output: OutputFile = None,
    version: Annotated[str | None, typer.Option(help="A version's id; the current one where none is named.")] = None,
    engine_address: Annotated[
        str,
        typer.Option("--engine", metavar="ADDRESS", envvar="AGENDASCOPE_ENGINE", help="The engine that is asked."),
    ] = "",
    library: LibraryFolder = None,
) -> None:
    """Write a table of a version for other programs."""
    from analysis import engines
    from analysis.exporting import export

    target = _library(library)
    chosen = _version(target, version, to="export")
    engine = engines.open_engine(target.path_of(chosen), engine_address)
    if output is None:
        if format in ("parquet", "xlsx") and sys.stdout.isatty():
            raise AnalysisError(f"A terminal cannot show {format}; name a file with --output.")
        export(engine, table, format=format, stream=sys.stdout.buffer)
        return
    try:
        with output.open("wb") as stream:
            count = export(engine, table, format=format, stream=stream)
    except OSError as error:
        raise AnalysisError(f"{output}: cannot be written ({error.strerror}); name another file.") from None
    print(f"{output}: {count:,} rows of version {chosen}", file=sys.stderr)


ViewName = Annotated[str, typer.Argument(metavar="VIEW", help="The name of a saved view.", show_default=False)]
Spoken = Annotated[Literal["zh", "en"], typer.Option("--lang", help="The language.")]
BaseUrl = Annotated[
    str | None, typer.Option("--base-url", metavar="URL", help="Where readers reach the dashboard.", show_default=False)
]


@app.command()
def views(library: LibraryFolder = None) -> None:
    """List the saved views with their addresses; those that are watched are marked."""
    from analysis.sharing.views import saved

    target = _library(library)
    for view in saved(target):
        mark = "*" if view.is_watched else " "
        print(f"{mark} {view.name}  {view.when[:10]}  {view.link.address()}  {view.who}".rstrip())


@app.command()
def watch(
    name: ViewName,
    stop: Annotated[bool, typer.Option("--stop", help="Watch it no longer.")] = False,
    library: LibraryFolder = None,
) -> None:
    """Watch a saved view: each import is searched for what is new for it."""
    from analysis.sharing import views as saved

    target = _library(library)
    view = saved.watch(target, name, since=None if stop else target.current())
    print(f"{view.name}: {'watched from version ' + view.since if view.since else 'no longer watched'}")


@app.command()
def digest(
    name: ViewName,
    since: Annotated[
        str | None, typer.Option(metavar="VERSION", help="New since this version, not the one before.")
    ] = None,
    format: Annotated[Literal["html", "markdown"], typer.Option("--format")] = "markdown",
    language: Spoken = "zh",
    base: BaseUrl = None,
    output: OutputFile = None,
    library: LibraryFolder = None,
) -> None:
    """Write what is new for a saved view, for a mailer or a scheduler."""
    from analysis.sharing import digests
    from analysis.sharing import views as saved

    target = _library(library)
    view = saved.get(target, name)
    made, engine = digests.of_view(target, view, since=since)
    text = digests.render(view.name, made, engine, format=format, language=language, base=_base(base))
    _write(text.encode(), output)


@app.command()
def feed(
    name: ViewName,
    language: Spoken = "zh",
    base: BaseUrl = None,
    output: OutputFile = None,
    library: LibraryFolder = None,
) -> None:
    """Write the Atom feed of a watched view; the server for a team serves it as well."""
    from analysis.sharing import feeds
    from analysis.sharing import views as saved

    target = _library(library)
    _write(feeds.atom(target, saved.get(target, name), base=_base(base), language=language), output)


def _base(given: str | None) -> str:
    """Where readers reach the dashboard: as given, else as the server's configuration says, else on this machine."""
    from analysis.sharing import configuration

    rules = None if given else configuration.find()
    return given or (rules.address if rules else "") or "http://127.0.0.1:8501"


def _write(content: bytes, output: Path | None) -> None:
    if output is None:
        sys.stdout.buffer.write(content)
        return
    try:
        output.write_bytes(content)
    except OSError as error:
        raise AnalysisError(f"{output}: cannot be written ({error.strerror}); name another file.") from None


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
    with _progress() as progress:
        read, rejects = read_again(
            texts or [annotated.texts_beside(file)], stages, ids=[row["id"] for row in rows], progress=progress
        )
    for reject in rejects:
        _print_reject(reject)
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


links_app = typer.Typer(no_args_is_help=True, help="Signed links, each of which opens one view to whoever has it.")
app.add_typer(links_app, name="links")


@links_app.command("issue")
def issue_link(
    address: Annotated[str, typer.Argument(help="The view's address, copied from a browser.", show_default=False)],
    days: Annotated[int, typer.Option(min=1, max=366, help="How long it works.")] = 14,
    live: Annotated[bool, typer.Option("--live", help="Follow the newest data; else the numbers stay.")] = False,
    note: Annotated[str, typer.Option(help="For whom or why; shown in the list.")] = "",
    who: Annotated[str, typer.Option(help="Who issues it; the name of the account where none is given.")] = "",
    library: LibraryFolder = None,
) -> None:
    """Make a link that opens one view, its evidence and the reports that it quotes, and nothing else."""
    import getpass

    from analysis.sharing import configuration, signing
    from analysis.sharing.links import ViewLink

    target, rules = _library(library), configuration.find()
    if rules is None or not (rules.address and rules.sign_in):
        raise AnalysisError(
            "A signed link is for a server where people sign in; docs/serving.md says how to set one up."
        )
    view = ViewLink.from_address(address, rules.address)
    if view.page not in signing.PAGES:
        raise AnalysisError(f"{view.page} is no page of which a view can be sent: {', '.join(signing.PAGES)}.")
    fixed = view.version or target.current()
    if not live and not fixed:
        raise AnalysisError(f"{target.path}: no version yet; `python -m analysis import PATH` makes one.")
    if not live and fixed:
        target.path_of(fixed)
        view = view.fixed(fixed)
    made = signing.issue(
        target, view.live() if live else view, lasts=timedelta(days=days), by=who or getpass.getuser(), note=note
    )
    print(rules.url(signing.path(target, made)))
    print(f"{made.id}  works until {made.expires.replace('T', ' ')} UTC", file=sys.stderr)


@links_app.command("list")
def list_links(library: LibraryFolder = None) -> None:
    """List the signed links, the last issued first, with what became of them."""
    from datetime import UTC, datetime

    from analysis.sharing import signing

    for link in signing.links(_library(library)):
        over = "revoked" if link.revoked else "expired" if link.is_over(now=datetime.now(UTC)) else "works"
        until = link.expires.replace("T", " ")
        print(f"{link.id}  {over:7}  until {until} UTC  by {link.by}  {link.address}  {link.note}".rstrip())


@links_app.command("revoke")
def revoke_link(
    id: Annotated[str, typer.Argument(help="The id of the link, as `links list` has it.", show_default=False)],
    library: LibraryFolder = None,
) -> None:
    """Make a signed link open nothing any more, at once."""
    from analysis.sharing import signing

    print(f"{signing.revoke(_library(library), id).id}  revoked")


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


def _version(library: Library, version: str | None, *, to: str) -> str:
    """The version that was named, or the current one."""
    if chosen := version or library.current():
        return chosen
    raise AnalysisError(f"{library.path}: nothing to {to}; `python -m analysis import PATH` makes a version.")


def _library(folder: Path | None) -> Library:
    from analysis.corpus.library import Library, default_library

    return Library(folder or default_library())


@contextmanager
def _progress() -> Iterator[Callable[[Progress], None]]:
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


def _print_reject(reject: Reject) -> None:
    print(f"{reject.source}: {reject.reason} {reject.remedy}", file=sys.stderr)


def _print_summary(summary: Summary, library: Library) -> None:
    """What an import came to, and what it brought that is new for watched views."""
    for reject in summary.rejected:
        _print_reject(reject)
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


def main() -> None:
    """Run the command line; what a person can put right is one line, not a traceback."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # an import that is told to stop cleans up
    os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")  # Arrow's own keeps 60 MB more than it needs
    try:
        app()
    except AnalysisError as error:
        print(error, file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__":
    main()
