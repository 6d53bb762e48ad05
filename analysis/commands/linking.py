"""Commands about signed links: ``links issue``, ``links list``, ``links revoke``."""

from __future__ import annotations

import sys
from datetime import timedelta
from typing import Annotated

import typer

from analysis.commands.options import LibraryFolder, library_of
from analysis.errors import AnalysisError

app = typer.Typer()


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

    target, rules = library_of(library), configuration.find()
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

    for link in signing.links(library_of(library)):
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

    print(f"{signing.revoke(library_of(library), id).id}  revoked")
