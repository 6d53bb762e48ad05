"""Who is before the page, and what they may do: the one place that decides, for pages, callbacks and jobs.

On one's own machine everybody may do everything. What others can reach shows nothing until a configuration
(:mod:`analysis.sharing.configuration`) says who may read, and changes nothing but for its editors.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final, Literal
from urllib.parse import urlsplit

import streamlit as st
from streamlit import config

from analysis.corpus.library import Library, default_library
from analysis.errors import AccessError, AnalysisError
from analysis.sharing import configuration, signing
from analysis.sharing.configuration import Configuration, Role, is_loopback
from analysis.sharing.signing import SignedLink

LINKS: Final = "agendascope_links"
"""The cookie that holds the signed links that a browser has followed."""

HELD: Final = 5
"""How many of them."""

_FORWARDING: Final = ("forwarded", "x-forwarded", "x-real-ip", "via", "cf-connecting-ip", "true-client-ip")

_log = logging.getLogger(__name__)
_served: list[Configuration] = []
"""The configuration of the server for a team, once it runs; empty where Streamlit alone serves the dashboard."""


@dataclass(frozen=True)
class Reader:
    """A person before the page. ``role`` may also be ``unruled`` (others can reach the server, and nothing says who may
    do what), ``unserved`` (signing in needs the server for a team) or ``guest`` (who has signed ``links``, the last
    opened first); ``address`` is empty where nobody signed in."""

    role: Role | Literal["unruled", "unserved", "guest"]
    address: str = ""
    links: tuple[SignedLink, ...] = ()

    @property
    def may_read(self) -> bool:
        """Whether the reader may see the library."""
        return self.role in ("viewer", "editor")

    @property
    def may_edit(self) -> bool:
        """Whether the reader may change the library."""
        return self.role == "editor"


def serve(rules: Configuration) -> None:
    """Say that the server for a team runs, and by which configuration."""
    _served[:] = [rules]


def rules() -> Configuration | None:
    """The configuration in force, None on one's own machine. Raises ConfigurationError."""
    return _served[0] if _served else configuration.find()


def reader() -> Reader:
    """Who is before the page that is being drawn, or used the widget whose callback runs. Raises ConfigurationError."""
    found = rules()
    if found is None:
        is_own = is_loopback(config.get_option("server.address")) and not is_from_afar(st.context.headers)
        return Reader("editor" if is_own else "unruled")
    if found.sign_in and not _served:
        return Reader("unserved")
    return known(found, _claims(), st.context.cookies)


def known(found: Configuration, claims: Mapping[str, Any], cookies: Mapping[str, str]) -> Reader:
    """Who has these claims of an identity token and these cookies: a signed link counts for who may not read anyway."""
    role = found.role(claims, now=time.time())
    address = "" if role == "nobody" else str(claims.get("email", ""))
    if role in ("viewer", "editor") or not (links := tuple(_links(cookies))):
        return Reader(role, address)
    return Reader("guest", address, links)


def tokens(cookies: Mapping[str, str]) -> list[str]:
    """The signed links that a browser has followed, the last one first."""
    return [token for token in cookies.get(LINKS, "").split("~") if token][:HELD]


def _links(cookies: Mapping[str, str]) -> Iterator[SignedLink]:
    """Those that still open something."""
    for token in tokens(cookies):
        with suppress(AnalysisError):
            yield signing.opened(Library(default_library()), token)


def _claims() -> Mapping[str, Any]:
    """What Streamlit read from the signed cookie when the session began."""
    return st.user.to_dict()


def may_edit() -> bool:
    """Whether who is before the page may change the library."""
    return reader().may_edit


def demand_editor(doing: str = "change") -> None:
    """The first line of whatever changes the library, which is logged. Raises AccessError for everybody but an
    editor."""
    who = reader().address or "nobody signed in"
    if not may_edit():
        _log.warning("change refused", extra={"change": doing, "who": who})
        raise AccessError("Only an editor may change the library.")
    _log.info("change", extra={"change": doing, "who": who})


def is_from_afar(headers: Mapping[str, str]) -> bool:
    """Whether a request to this machine comes from another, by what proxies add to it and by the names in it; a name of
    another machine that leads here is one as well (DNS rebinding).

    >>> is_from_afar({"Host": "localhost:8501"}), is_from_afar({"Host": "127.0.0.1", "X-Forwarded-For": "127.0.0.1"})
    (False, True)
    """
    said = {name.lower(): value for name, value in headers.items()}
    if any(name.startswith(_FORWARDING) for name in said):
        return True
    hosts = [f"//{said['host']}"] if "host" in said else []
    hosts += [said["origin"]] if "origin" in said else []
    try:
        return not all(is_loopback(urlsplit(host).hostname) for host in hosts)
    except ValueError:
        return True
