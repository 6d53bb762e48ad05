"""``python -m analysis links``: signed links without a browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from analysis.commands import app
from analysis.corpus.library import Library
from analysis.errors import AnalysisError
from analysis.sharing import signing

RULES = """\
address = "https://agenda.example.org"
viewers = ["@example.org"]
[sign_in]
server_metadata_url = "https://login.example.org/.well-known/openid-configuration"
client_id = "agendascope"
client_secret = "hush"
"""


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Library:
    monkeypatch.setenv("AGENDASCOPE_LIBRARY", str(tmp_path))
    monkeypatch.delenv("AGENDASCOPE_CONFIG", raising=False)
    (tmp_path / "agendascope.toml").write_text(RULES, encoding="utf-8")
    return Library(tmp_path)


def run(*arguments: str) -> str:
    done = CliRunner().invoke(app, ["links", *arguments])
    if done.exception:
        raise done.exception
    return done.stdout


def test_a_link_is_issued_listed_and_revoked(library: Library) -> None:
    address = "https://agenda.example.org/topics?level=county&lang=en"
    url = run("issue", address, "--live", "--days", "3", "--note", "weekly meeting", "--who", "li").strip()
    assert url.startswith("https://agenda.example.org/open/")
    link = signing.opened(library, url.rpartition("/")[2])
    assert link.address == "/topics?level=county"
    listed = run("list")
    assert f"{link.id}  works" in listed
    assert "by li" in listed
    assert listed.strip().endswith("/topics?level=county  weekly meeting")
    assert run("revoke", link.id) == f"{link.id}  revoked\n"
    assert f"{link.id}  revoked" in run("list")


def test_what_cannot_be_sent_is_refused_with_what_can(library: Library) -> None:
    with pytest.raises(AnalysisError, match="corpus is no page of which a view can be sent: overview, topics"):
        run("issue", "https://agenda.example.org/corpus", "--live")
    with pytest.raises(AnalysisError, match="no version yet"):
        run("issue", "/topics")
    with pytest.raises(AnalysisError, match="there is no version 0123456789abcdef"):
        run("issue", "/topics?v=0123456789abcdef")
    (library.path / "agendascope.toml").unlink()
    with pytest.raises(AnalysisError, match="for a server where people sign in"):
        run("issue", "/topics", "--live")
    assert signing.links(library) == ()
