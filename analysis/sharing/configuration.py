"""Who may read and who may change a library once others can reach its server: the file ``agendascope.toml``.

The file lies in the library's folder, or ``AGENDASCOPE_CONFIG`` names another. Where there is none, the server is for
one's own machine. ``docs/serving.md`` describes every setting.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Final, Literal
from urllib.parse import urlsplit

from analysis.corpus.library import default_library
from analysis.errors import ConfigurationError

NAME: Final = "agendascope.toml"
CALLBACK: Final = "/oauth2callback"
"""Where the provider sends people back to; it must know the whole address."""

_SETTINGS: Final = ("address", "public", "editors", "viewers", "sign_in", "engine")
_SIGN_IN: Final = ("server_metadata_url", "client_id", "client_secret", "require_verified", "hours")
_SECRET: Final = "AGENDASCOPE_CLIENT_SECRET"
_PERSON: Final = re.compile(r"[^@\s]*@[^@\s]+\.[^@\s]+|[^@\s]*@localhost")

Role = Literal["editor", "viewer", "stranger", "unverified", "nobody"]
"""What the file makes of a person. Editors and viewers may read, editors change; a stranger signed in and is not named,
an unverified person has an address that the provider does not vouch for, and nobody is not signed in."""


@dataclass(frozen=True, slots=True)
class SignIn:
    """The OpenID Connect provider. ``hours`` is how long a sign-in lasts."""

    server_metadata_url: str
    client_id: str
    client_secret: str = field(repr=False)
    require_verified: bool = True
    hours: int = 12


@dataclass(frozen=True, slots=True)
class Configuration:
    """What the file says. ``address`` is where readers reach the server, without a slash at its end; ``engine`` is the
    engine's, with whatever password that takes, and empty where measures run in the library's files."""

    path: Path
    address: str = ""
    public: bool = False
    editors: tuple[str, ...] = ()
    viewers: tuple[str, ...] = ()
    sign_in: SignIn | None = None
    engine: str = field(default="", repr=False)

    @property
    def is_secure(self) -> bool:
        """Whether readers reach the server by an encrypted connection."""
        return self.address.startswith("https://")

    def url(self, path: str) -> str:
        """The address of a path on the server, as readers reach it."""
        return f"{self.address}{path}"

    def role(self, claims: Mapping[str, Any], *, now: float) -> Role:
        """What a person with these claims of an identity token is, at a time in seconds since 1970."""
        role = self._named(claims, now=now)
        return "viewer" if self.public and role != "editor" else role

    def _named(self, claims: Mapping[str, Any], *, now: float) -> Role:
        since, sign_in = claims.get("iat"), self.sign_in
        if not (sign_in and claims.get("is_logged_in") and isinstance(since, int | float)):
            return "nobody"
        if now > since + sign_in.hours * 3600:
            return "nobody"
        # Some providers send the word instead of the value; one that says "no" is always believed.
        verified = claims.get("email_verified")
        if verified not in (True, "true") and (verified is not None or sign_in.require_verified):
            return "unverified"
        address = str(claims.get("email", ""))
        if _is_among(address, self.editors):
            return "editor"
        return "viewer" if _is_among(address, self.viewers) else "stranger"


def find() -> Configuration | None:
    """The configuration that is in force, None where there is none. Raises ConfigurationError where a file that is
    named is missing, or says what cannot be."""
    named = os.environ.get("AGENDASCOPE_CONFIG")
    path = Path(named).expanduser() if named else default_library() / NAME
    if not named and not path.exists():
        return None
    try:
        return parse(path.read_text(encoding="utf-8"), path=path)
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{path}: cannot be read ({error}); name a TOML file in UTF-8.") from None


def parse(text: str, *, path: Path = Path(NAME)) -> Configuration:
    """What a file says. Raises ConfigurationError with the line, what is wrong there and what would be right."""
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"{path}: {error}; it is written in TOML, see docs/serving.md.") from None
    file = _File(path, text)
    file.knows(said, _SETTINGS)
    made = Configuration(
        path,
        address=_origin(file, "address", said.get("address", "")),
        public=file.of("public", said.get("public", False), bool, "true or false"),
        editors=_people(file, "editors", said.get("editors", [])),
        viewers=_people(file, "viewers", said.get("viewers", [])),
        sign_in=_sign_in(file, file.of("sign_in", said["sign_in"], dict, "a table")) if "sign_in" in said else None,
        engine=file.of("engine", said.get("engine", ""), str, "an address as docs/engines.md has them"),
    )
    if made.sign_in and not made.address:
        file.fail("sign_in", "needs the address at which people reach the server",
                  'add address = "https://agenda.example.org" above it')  # fmt: skip
    for key in ("editors", "viewers"):
        if said.get(key) and not made.sign_in:
            file.fail(key, "names people, but nobody can sign in", "add a table [sign_in]")
    if made.sign_in and not (made.public or made.editors or made.viewers):
        file.fail("sign_in", "lets people sign in, but names nobody", "add editors = [...] or viewers = [...] above it")
    if not made.sign_in and not made.public:
        raise ConfigurationError(
            f"{path}: nobody may read by this file; let people sign in with a table [sign_in], or let the world read "
            "with public = true."
        )
    return made


class _File:
    """The file, to say where in it something is wrong."""

    def __init__(self, path: Path, text: str) -> None:
        self._path, self._lines = path, text.splitlines()

    def fail(self, key: str, what: str, remedy: str) -> None:
        name = key.rpartition(".")[2]
        setting = re.compile(rf"""\s*\[?\s*["']?{re.escape(name)}["']?\s*[=\].]""")
        at = next((f", line {n}" for n, line in enumerate(self._lines, 1) if setting.match(line)), "")
        raise ConfigurationError(f"{self._path}{at}: {key} {what}; {remedy}.")

    def knows(self, said: Mapping[str, Any], known: tuple[str, ...], within: str = "") -> None:
        for key in said:
            if key not in known:
                meant = get_close_matches(key, known, 1)
                remedy = f"perhaps {meant[0]} was meant" if meant else f"the settings are {', '.join(known)}"
                self.fail(within + key, "is no setting", remedy)

    def of(self, key: str, value: Any, kind: type, wanted: str) -> Any:
        """The value, where it is of its kind; a truth value is no number."""
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            self.fail(key, f"is {value!r}" if "secret" not in key else "is no text", f"write {wanted}")
        return value


def _sign_in(file: _File, said: Mapping[str, Any]) -> SignIn:
    file.knows(said, _SIGN_IN, "sign_in.")
    values = {"client_secret": os.environ.get(_SECRET, ""), **said}
    for key, remedy in (
        ("server_metadata_url", "write the address of the provider's openid-configuration"),
        ("client_id", "write the name under which the provider knows this server"),
        ("client_secret", f"write what the provider gave you, or set {_SECRET}"),
    ):
        if not file.of(f"sign_in.{key}", values.get(key, ""), str, "a text"):
            file.fail("sign_in" if key not in said else f"sign_in.{key}", f"lacks its {key}", remedy)
    url = urlsplit(values["server_metadata_url"])
    if not url.hostname or not (url.scheme == "https" or (url.scheme == "http" and is_loopback(url.hostname))):
        file.fail("sign_in.server_metadata_url", "is no https address",
                  "it ends in /.well-known/openid-configuration with most providers")  # fmt: skip
    hours = file.of("sign_in.hours", values.get("hours", 12), int, "a number of hours")
    if not 1 <= hours <= 720:
        file.fail("sign_in.hours", f"is {hours}", "write a number from 1 to 720")
    return SignIn(
        values["server_metadata_url"],
        values["client_id"],
        values["client_secret"],
        file.of("sign_in.require_verified", values.get("require_verified", True), bool, "true or false"),
        hours,
    )


def _origin(file: _File, key: str, value: Any) -> str:
    url = urlsplit(file.of(key, value, str, 'an address such as "https://agenda.example.org"'))
    if not value:
        return ""
    is_whole = url.hostname and not (url.path.strip("/") or url.query or url.fragment or url.username)
    if not is_whole or not (url.scheme == "https" or (url.scheme == "http" and is_loopback(url.hostname))):
        file.fail(key, f"is {value!r}", "write https:// and the host's name, with no path after it")
    return f"{url.scheme}://{url.netloc.lower()}"


def _people(file: _File, key: str, value: Any) -> tuple[str, ...]:
    example = '["li@research.example", "@research.example"]'
    for one in file.of(key, value, list, f"a list such as {example}"):
        if not isinstance(one, str) or not _PERSON.fullmatch(one):
            file.fail(key, f"holds {one!r}", f"write addresses, or domains after an @: {example}")
    return tuple(_folded(one) for one in value)


def _is_among(address: str, people: tuple[str, ...]) -> bool:
    """Whether a list has the address itself or its domain; a domain does not stand for those below it."""
    folded = _folded(address)
    return folded in people or f"@{folded.rpartition('@')[2]}" in people


def _folded(address: str) -> str:
    """Lower case for the letters of ASCII alone: others that fold to them are not the same address."""
    return address.encode("utf-8", "surrogatepass").lower().decode("utf-8", "surrogatepass")


def is_loopback(host: str | None) -> bool:
    """Whether a name or address stands for this machine alone.

    >>> is_loopback("127.0.0.1"), is_loopback("localhost"), is_loopback("0.0.0.0"), is_loopback(None)
    (True, True, False, False)
    """
    try:
        return host == "localhost" or ip_address(host or "").is_loopback
    except ValueError:
        return False
