"""The documents say what the program does: commands, files, settings and links in them exist, and none is missing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer.main

from analysis.commands import app
from analysis.reading import SUFFIXES

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "data/sample/README.md"])
COMMANDS = sorted(typer.main.get_command(app).commands)  # type: ignore[attr-defined]


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_somewhere(document: Path) -> None:
    targets = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", document.read_text(encoding="utf-8"))
    missing = [target for target in targets if not (document.parent / target).exists()]
    assert not missing


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_its_heading(command: str) -> None:
    assert re.search(rf"^## `{re.escape(command)}\b", read("docs/commands.md"), re.M)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_of_a_command_is_described(command: str) -> None:
    section = re.search(rf"^## `{re.escape(command)}\b.*?(?=^## |\Z)", read("docs/commands.md"), re.M | re.S)
    assert section
    options = [
        name
        for parameter in typer.main.get_command(app).commands[command].params  # type: ignore[attr-defined]
        for name in parameter.opts
        if name.startswith("--") and name != "--help"
    ]
    assert [name for name in options if name not in section[0]] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_command_that_a_document_names_exists(document: Path) -> None:
    named = set(re.findall(r"python -m analysis ([a-z]+)", document.read_text(encoding="utf-8")))
    assert named <= set(COMMANDS)


def test_every_make_target_that_the_readme_names_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", read("Makefile"), re.M))
    assert set(re.findall(r"^make ([a-z]+)", read("README.md"), re.M)) <= targets


def test_what_deploys_the_program_names_what_there_is() -> None:
    container, unit = read("deploy/Containerfile"), read("deploy/agendascope@.service")
    copied = re.findall(r"^COPY (?!--)(\S+) ", container, re.M)
    assert "requirements.lock" in copied
    assert [name for name in copied if not (ROOT / name).exists()] == []
    options = set(re.findall(r"(?<= |\")--(?:address|port|log|config)\b", container + unit))
    assert len(options) == 3
    assert [option for option in options if f'"{option}"' not in read("pages/shared/server.py")] == []


def test_every_format_is_named() -> None:
    for document in ("README.md", "docs/importing.md"):
        assert [suffix for suffix in SUFFIXES if f"`{suffix}`" not in read(document)] == []


def test_every_figure_names_its_script() -> None:
    told = "".join(document.read_text(encoding="utf-8") for document in (ROOT / "docs/measurements").glob("*.md"))
    named = set(re.findall(r"tests\.benchmarks\.(\w+)", told))
    assert named == {path.stem for path in (ROOT / "tests/benchmarks").glob("[a-z]*.py")}
