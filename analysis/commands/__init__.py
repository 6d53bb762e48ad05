"""The command line's commands, by what they are about. Each imports what it needs, so that asking for help is quick."""

from __future__ import annotations

import typer

from analysis.commands import changing, checking, exporting, following, importing, keeping, linking

app = typer.Typer(
    help="Agendascope 议程镜: what governments put on their agendas, read off the reports of their meetings.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for room in (importing, changing, keeping, checking, exporting, following, linking):
    app.add_typer(room.app)
