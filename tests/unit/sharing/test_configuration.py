"""The file that says who may do what on a server."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from analysis.errors import ConfigurationError
from analysis.sharing import configuration
from analysis.sharing.configuration import Configuration, Role, parse
from analysis.sharing.signing import key

NOW = 1_800_000_000.0
WHOLE = """\
address = "https://agenda.example.org"
editors = ["Li@research.example"]
viewers = ["@example.org", "guest@elsewhere.example"]

[sign_in]
server_metadata_url = "https://login.example.org/.well-known/openid-configuration"
client_id = "agendascope"
client_secret = "hush"
"""


def claims(email: str | None, **further: Any) -> dict[str, Any]:
    return {"is_logged_in": True, "iat": NOW - 60, "email": email, "email_verified": True} | further


@pytest.fixture
def rules() -> Configuration:
    return parse(WHOLE)


def test_the_whole_file_is_read(rules: Configuration) -> None:
    assert rules.address == "https://agenda.example.org"
    assert rules.sign_in
    assert rules.sign_in.client_id == "agendascope"
    assert rules.sign_in.client_secret == "hush"
    assert rules.sign_in.hours == 12
    assert rules.is_secure
    assert not rules.public


@pytest.mark.parametrize(
    ("email", "role"),
    [
        ("li@research.example", "editor"),
        ("LI@Research.Example", "editor"),
        ("wang@example.org", "viewer"),
        ("guest@elsewhere.example", "viewer"),
        ("other@elsewhere.example", "stranger"),
        ("wang@research.example", "stranger"),
        ("wang@sub.example.org", "stranger"),
        ("wang@notexample.org", "stranger"),
        ("wang@example.org@evil.example", "stranger"),
        ("\u212aate@example.org", "viewer"),
        ("wang@e\u212aample.org", "stranger"),
        ("", "stranger"),
        (None, "stranger"),
    ],
)
def test_people_are_known_by_their_address_or_domain(rules: Configuration, email: str | None, role: Role) -> None:
    assert rules.role(claims(email), now=NOW) == role


def test_other_letters_that_fold_to_latin_ones_make_another_address() -> None:
    rules = parse(WHOLE.replace("Li@research", "kate@research"))
    assert rules.role(claims("kate@research.example"), now=NOW) == "editor"
    assert rules.role(claims("\u212aate@research.example"), now=NOW) == "stranger", "the Kelvin sign is no k"


@pytest.mark.parametrize(
    ("further", "role"),
    [
        ({"email_verified": False}, "unverified"),
        ({"email_verified": "false"}, "unverified"),
        ({"email_verified": None}, "unverified"),
        ({"email_verified": "true"}, "editor"),
        ({"is_logged_in": False}, "nobody"),
        ({"iat": NOW - 13 * 3600}, "nobody"),
        ({"iat": None}, "nobody"),
        ({"iat": "yesterday"}, "nobody"),
    ],
)
def test_an_address_counts_where_the_provider_vouches_for_it_and_lately(
    rules: Configuration, further: dict[str, Any], role: Role
) -> None:
    assert rules.role(claims("li@research.example", **further), now=NOW) == role


def test_providers_that_say_nothing_of_addresses_can_be_trusted_those_that_deny_cannot() -> None:
    rules = parse(WHOLE + "require_verified = false\n")
    assert rules.role(claims("li@research.example", email_verified=None), now=NOW) == "editor"
    assert rules.role(claims("li@research.example", email_verified=False), now=NOW) == "unverified"


def test_who_is_not_signed_in_is_nobody_and_reads_where_the_world_may(rules: Configuration) -> None:
    assert rules.role({}, now=NOW) == "nobody"
    world = parse("public = true\n" + WHOLE)
    assert world.role({}, now=NOW) == "viewer"
    assert world.role(claims("other@elsewhere.example"), now=NOW) == "viewer"
    assert world.role(claims("li@research.example"), now=NOW) == "editor"
    assert parse("public = true").role(claims("li@research.example"), now=NOW) == "viewer", "nobody edits unsigned"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("public = yes", "line 1"),
        ("", "nobody may read"),
        ("public = false", "nobody may read"),
        ('# who\neditor = ["a@b.c"]', "line 2: editor is no setting; perhaps editors was meant"),
        ('public = true\neditors = "a@b.c"', "line 2: editors is 'a@b.c'; write a list"),
        ('public = true\neditors = ["a.b.c"]', "line 2: editors holds 'a.b.c'"),
        ('public = true\neditors = ["@"]', "line 2: editors holds '@'"),
        ('public = true\neditors = ["*@b.c d"]', "holds '*@b.c d'"),
        ('public = true\nviewers = ["a@b.c"]', "line 2: viewers names people, but nobody can sign in"),
        ("public = 1", "public is 1; write true or false"),
        ('public = true\naddress = "http://agenda.example.org"', "line 2: address is"),
        ('public = true\naddress = "https://agenda.example.org/path"', "with no path after it"),
        ('public = true\naddress = "agenda.example.org"', "write https://"),
        (WHOLE.replace('address = "https://agenda.example.org"', ""), "sign_in needs the address"),
        (WHOLE.replace("editors", "#").replace("viewers", "#"), "lets people sign in, but names nobody"),
        (WHOLE.replace('client_id = "agendascope"', ""), "lacks its client_id"),
        (WHOLE.replace('client_secret = "hush"', ""), "AGENDASCOPE_CLIENT_SECRET"),
        (WHOLE.replace('"agendascope"', "7"), "line 7: sign_in.client_id is 7"),
        (WHOLE.replace("https://login", "http://login"), "line 6: sign_in.server_metadata_url is no https address"),
        (WHOLE + "hours = 0", "line 9: sign_in.hours is 0; write a number from 1 to 720"),
        (WHOLE + "hours = true", "sign_in.hours is True"),
        (WHOLE + "client = 1", "line 9: sign_in.client is no setting; perhaps client_id was meant"),
    ],
)
def test_a_mistake_is_named_with_its_line_and_what_would_be_right(text: str, said: str) -> None:
    with pytest.raises(ConfigurationError) as error:
        parse(text)
    assert said in str(error.value)
    assert str(error.value).startswith("agendascope.toml")


def test_the_engine_is_named_and_its_password_told_to_nobody() -> None:
    rules = parse('public = true\nengine = "clickhouse://li:geheim@ch.example/agenda"')
    assert rules.engine == "clickhouse://li:geheim@ch.example/agenda"
    assert "geheim" not in repr(rules)


def test_a_secret_is_told_to_nobody(rules: Configuration) -> None:
    assert "hush" not in repr(rules)
    with pytest.raises(ConfigurationError) as error:
        parse(WHOLE.replace('"hush"', "4711"))
    assert "4711" not in str(error.value)


def test_the_secret_may_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AGENDASCOPE_CLIENT_SECRET", "from outside")
    found = parse(WHOLE.replace('client_secret = "hush"', "")).sign_in
    assert found
    assert found.client_secret == "from outside"


def test_the_file_lies_in_the_librarys_folder_or_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AGENDASCOPE_LIBRARY", str(tmp_path))
    monkeypatch.delenv("AGENDASCOPE_CONFIG", raising=False)
    assert configuration.find() is None
    (tmp_path / "agendascope.toml").write_text("public = true")
    assert configuration.find() == Configuration(tmp_path / "agendascope.toml", public=True)
    monkeypatch.setenv("AGENDASCOPE_CONFIG", str(tmp_path / "other.toml"))
    with pytest.raises(ConfigurationError, match=r"other\.toml: cannot be read"):
        configuration.find()


def test_a_key_is_made_once_kept_and_its_owners_alone(tmp_path: Path) -> None:
    made = key(tmp_path / "library", "links.key")
    assert len(made) >= 64
    assert key(tmp_path / "library", "links.key") == made
    assert key(tmp_path / "library", "sign-in.key") != made
    file = tmp_path / "library" / "links.key"
    assert os.name != "posix" or file.stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in file.parent.iterdir()) == ["links.key", "sign-in.key"]
    file.unlink()
    assert key(tmp_path / "library", "links.key") != made


@pytest.mark.skipif(os.name != "posix", reason="rights of files are those of POSIX")
def test_a_key_that_others_may_read_is_refused(tmp_path: Path) -> None:
    key(tmp_path, "links.key")
    (tmp_path / "links.key").chmod(0o644)
    with pytest.raises(ConfigurationError, match="others may read this key"):
        key(tmp_path, "links.key")


def test_a_damaged_key_is_refused(tmp_path: Path) -> None:
    (tmp_path / "links.key").write_text("short")
    (tmp_path / "links.key").chmod(0o600)
    with pytest.raises(ConfigurationError, match="is no key"):
        key(tmp_path, "links.key")
