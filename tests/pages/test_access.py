"""Who may see and do what: one's own machine, a server that others can reach, and the doors between."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from analysis.corpus import corrections as made
from analysis.errors import AccessError
from analysis.records import Edits
from analysis.sharing import configuration
from pages.shared import access, checks, jobs
from tests.pages.conftest import ROOT, Open, words

RULES = """\
address = "https://agenda.example.org"
editors = ["li@research.example"]
viewers = ["@example.org"]
[sign_in]
server_metadata_url = "https://login.example.org/.well-known/openid-configuration"
client_id = "agendascope"
client_secret = "hush-4711"
"""


@pytest.fixture(autouse=True)
def _unserved(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.delenv("AGENDASCOPE_CONFIG", raising=False)
    yield
    access._served.clear()


@pytest.fixture
def configured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Put a configuration in force."""

    def write(text: str) -> Path:
        file = tmp_path / "agendascope.toml"
        file.write_text(text, encoding="utf-8")
        monkeypatch.setenv("AGENDASCOPE_CONFIG", str(file))
        return file

    return write


@pytest.fixture
def listening(monkeypatch: pytest.MonkeyPatch) -> Callable[[str | None], None]:
    """Let the server seem to listen on an address."""
    asked = access.config.get_option

    def on(address: str | None) -> None:
        monkeypatch.setattr(
            access.config, "get_option", lambda name: address if name == "server.address" else asked(name)
        )

    return on


def signed_in(monkeypatch: pytest.MonkeyPatch, email: str, **further: Any) -> None:
    claims = {"is_logged_in": True, "iat": time.time(), "email": email, "email_verified": True} | further
    monkeypatch.setattr(access, "_claims", lambda: claims)


@pytest.mark.parametrize(
    ("address", "alone"),
    [
        ("127.0.0.1", True), ("localhost", True), ("::1", True),
        ("0.0.0.0", False), ("192.168.1.7", False), ("::", False), ("", False), (None, False),
    ],
)  # fmt: skip
def test_without_a_configuration_everything_is_open_on_ones_own_machine_and_nothing_elsewhere(
    sample: Path, listening: Callable[[str | None], None], address: str | None, alone: bool
) -> None:
    listening(address)
    reader = access.reader()
    assert (reader.may_read, reader.may_edit) == (alone, alone)


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "localhost:8501", "X-Forwarded-For": "127.0.0.1"},
        {"Host": "127.0.0.1:8501", "x-forwarded-proto": "https"},
        {"Host": "127.0.0.1:8501", "Forwarded": "for=127.0.0.1"},
        {"Host": "127.0.0.1:8501", "X-Real-IP": "127.0.0.1"},
        {"Host": "127.0.0.1:8501", "Via": "1.1 proxy"},
        {"Host": "agenda.example.org"},
        {"Host": "127.0.0.1.example.org:8501"},
        {"Host": "127.0.0.1:8501", "Origin": "https://agenda.example.org"},
        {"Host": "127.0.0.1:8501", "Origin": "null"},
        {"Host": "[", "Origin": "http://localhost:8501"},
    ],
)
def test_what_comes_through_a_proxy_or_by_another_name_is_not_ones_own_machine(headers: dict[str, str]) -> None:
    assert access.is_from_afar(headers)


@pytest.mark.parametrize("host", ["localhost:8501", "127.0.0.1:8501", "[::1]:8501", "127.0.0.1"])
def test_a_browser_on_this_machine_is(host: str) -> None:
    assert not access.is_from_afar({"Host": host, "Origin": f"http://{host}", "User-Agent": "x"})


def test_others_see_nothing_of_the_library_before_a_configuration_says_so(
    sample: Path, dashboard: Open, listening: Callable[[str | None], None]
) -> None:
    listening("0.0.0.0")
    for page in ("overview", "corpus"):
        at = dashboard(page)
        assert not at.exception
        assert "agendascope.toml" in at.warning[0].value
        assert not at.get("plotly_chart")
        assert not at.get("file_uploader")
        assert not at.multiselect
        assert "2021" not in words(at)


def test_the_world_reads_and_changes_nothing_where_the_configuration_says_so(
    sample: Path, dashboard: Open, listening: Callable[[str | None], None], configured: Callable[[str], Path]
) -> None:
    configured("public = true")
    for address in ("0.0.0.0", "127.0.0.1"):
        listening(address)
        assert dashboard("topics").get("plotly_chart")
        at = dashboard("corpus", lang="en")
        assert not at.get("file_uploader")
        assert not at.text_area
        assert "Importing here is for editors" in words(at)
        assert not dashboard("accuracy").get("file_uploader")


def test_a_configuration_that_cannot_be_is_told_instead_of_any_page(
    sample: Path, dashboard: Open, configured: Callable[[str], Path]
) -> None:
    configured("public = maybe")
    at = dashboard("topics")
    assert "line 1" in at.error[0].value.replace("\\", "")
    assert not at.get("plotly_chart")


def test_signing_in_needs_the_server_for_a_team(
    sample: Path, dashboard: Open, configured: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    configured(RULES)
    signed_in(monkeypatch, "li@research.example")
    at = dashboard("topics", lang="en")
    assert "pages.shared.server" in at.warning[0].value
    assert not at.get("plotly_chart")
    assert not access.may_edit()


@pytest.mark.parametrize(
    ("email", "may_read", "may_edit"),
    [("li@research.example", True, True), ("wang@example.org", True, False), ("mallory@evil.example", False, False)],
)
def test_who_signed_in_sees_and_changes_what_the_configuration_says(
    sample: Path, dashboard: Open, configured: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch, email: str,
    may_read: bool, may_edit: bool,
) -> None:  # fmt: skip
    configured(RULES)
    found = configuration.find()
    assert found
    access.serve(found)
    signed_in(monkeypatch, email)
    at = dashboard("corpus", lang="en")
    assert bool(at.get("file_uploader")) == may_edit
    assert ("in the library" in words(at)) == may_read
    assert email in words(at), "who is signed in is told"
    assert [button.label for button in at.button if button.key == "sign-out"] == ["Sign out"]
    assert [warning.value for warning in at.warning if "not among those" in warning.value] == (
        [] if may_read else [at.warning[0].value]
    )


def test_a_sign_in_that_is_over_shows_nothing(
    sample: Path, dashboard: Open, configured: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    configured(RULES)
    found = configuration.find()
    assert found
    access.serve(found)
    signed_in(monkeypatch, "li@research.example", iat=time.time() - 13 * 3600)
    at = dashboard("topics", lang="en")
    assert "Once you have signed in" in at.warning[0].value
    assert not at.get("plotly_chart")


@pytest.mark.parametrize(
    "change",
    [
        lambda library: jobs.import_files(library, [("a.txt", b"text")]),
        lambda library: jobs.read_anew(library),
        lambda library: jobs.edit(library, Edits()),
        lambda library: jobs.correct(library, [made.Correction(report_id="r", field="is_readout", before=True,
                                     after=False, who="x", when="2026-01-01T00:00:00")]),
        lambda library: checks.begin(("gold.jsonl", b"{}"), []),
    ],
    ids=["import", "anew", "edit", "correct", "check"],
)  # fmt: skip
def test_no_change_is_begun_for_anybody_but_an_editor(
    sample: Path, change: Callable[[Path], Any], configured: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    configured("public = true")
    monkeypatch.setattr(subprocess, "Popen", lambda *_, **__: pytest.fail("a process was started"))
    monkeypatch.setattr(jobs, "saved", lambda _: pytest.fail("a file was written"))
    with pytest.raises(AccessError):
        change(sample)
    assert jobs.of(sample) is None


def started(*arguments: str, config: Path | None, library: Path) -> subprocess.CompletedProcess[str]:
    import os

    environment = os.environ | {"AGENDASCOPE_LIBRARY": str(library)}
    environment.pop("AGENDASCOPE_CONFIG", None)
    command = [sys.executable, "-m", "pages.shared.server", *arguments]
    command += ["--config", str(config)] if config else []
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60)


def test_the_server_refuses_an_address_of_others_without_a_configuration(tmp_path: Path) -> None:
    done = started("--address", "0.0.0.0", "--port", "1", config=None, library=tmp_path / "library")
    assert done.returncode == 2
    assert str(tmp_path / "library" / "agendascope.toml") in done.stderr
    assert "docs/serving.md" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_server_refuses_a_configuration_that_cannot_be(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text('editors = ["li@research.example"]', encoding="utf-8")
    done = started("--port", "1", config=file, library=tmp_path / "library")
    assert done.returncode == 2
    assert "line 1: editors names people, but nobody can sign in" in done.stderr
