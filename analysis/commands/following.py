"""Commands about saved views: ``views``, ``watch``, ``digest``, ``feed``."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from analysis.commands.options import LibraryFolder, OutputFile, library_of
from analysis.commands.printing import write

app = typer.Typer()


ViewName = Annotated[str, typer.Argument(metavar="VIEW", help="The name of a saved view.", show_default=False)]
Spoken = Annotated[Literal["zh", "en"], typer.Option("--lang", help="The language.")]
BaseUrl = Annotated[
    str | None, typer.Option("--base-url", metavar="URL", help="Where readers reach the dashboard.", show_default=False)
]


@app.command()
def views(library: LibraryFolder = None) -> None:
    """List the saved views with their addresses; those that are watched are marked."""
    from analysis.sharing.views import saved

    target = library_of(library)
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

    target = library_of(library)
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

    target = library_of(library)
    view = saved.get(target, name)
    made, engine = digests.of_view(target, view, since=since)
    text = digests.render(view.name, made, engine, format=format, language=language, base=_base(base))
    write(text.encode(), output)


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

    target = library_of(library)
    write(feeds.atom(target, saved.get(target, name), base=_base(base), language=language), output)


def _base(given: str | None) -> str:
    """Where readers reach the dashboard: as given, else as the server's configuration says, else on this machine."""
    from analysis.sharing import configuration

    rules = None if given else configuration.find()
    return given or (rules.address if rules else "") or "http://127.0.0.1:8501"
