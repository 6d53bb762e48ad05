"""Signed links: each opens one view to whoever has it, for as long as it was made for.

What a link opens stands in the library (``signed.json``), where it can be listed and revoked. The link itself carries
its number, when it expires and a signature by the library's ``links.key``, and nothing of the view or of any report.
Deleting the key makes every link void.
"""

from __future__ import annotations

import hmac
import json
import os
import secrets
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Final

from itsdangerous import BadData, URLSafeSerializer

from analysis.corpus import beside
from analysis.corpus.library import Library
from analysis.corpus.pins import pin, unpin
from analysis.errors import ConfigurationError, LibraryError, LinkError
from analysis.sharing.links import LANGUAGE, ViewLink

FILE: Final = "signed.json"
KEY: Final = "links.key"
PATH: Final = "/open"
LONGEST: Final = timedelta(days=366)

PAGES: Final = ("overview", "topics", "timelines", "keywords", "formulations", "compare", "meetings")
"""The pages of which a view can be sent; the others are about the whole library, and for who works on it."""


@dataclass(frozen=True, slots=True)
class SignedLink:
    """What a link opens: ``address`` spells out a view (:class:`ViewLink`), fixed to a version or not.

    Times are ISO 8601 in UTC, to the second. ``by`` is who issued it, ``note`` for whom or why.
    """

    id: str
    address: str
    created: str
    expires: str
    by: str
    note: str = ""
    revoked: str | None = None

    @property
    def view(self) -> ViewLink:
        """The view that it opens."""
        return ViewLink.from_address(self.address)

    def is_over(self, *, now: datetime) -> bool:
        """Whether it no longer opens anything."""
        return bool(self.revoked) or _stamp(now) >= self.expires


def issue(library: Library, view: ViewLink, *, lasts: timedelta, by: str, note: str = "") -> SignedLink:
    """Make a link to a view. The version that it is fixed to stays in the library for as long as the link opens.

    Raises LinkError where it would last for no time or for more than a year, LibraryError where the library cannot be
    written to.
    """
    if not timedelta() < lasts <= LONGEST:
        raise LinkError(f"A link lasts for one to {LONGEST.days} days.")
    now, view = datetime.now(UTC), view.without(LANGUAGE)
    made = SignedLink(secrets.token_hex(8), view.address(), _stamp(now), _stamp(now + lasts), by, note)
    let_go(library)
    if view.version in {record.version for record in library.versions()}:  # the sample's are kept by nobody
        pin(library, view.version or "", by=_holder(made))
    _change(library, lambda known: (*known, made))
    return made


def links(library: Library) -> tuple[SignedLink, ...]:
    """Every link that was issued, the newest first. Raises LibraryError where their file is damaged."""
    return tuple(reversed(_read(library.path / FILE)))


def revoke(library: Library, id: str) -> SignedLink:
    """Make a link open nothing any more. Raises LinkError where there is none of that id."""
    if not any(link.id == id for link in links(library)):
        raise LinkError(f"There is no signed link {id}; `python -m analysis links list` lists them.")
    now = _stamp(datetime.now(UTC))
    _change(library, lambda known: [replace(one, revoked=one.revoked or now) if one.id == id else one for one in known])
    let_go(library)
    return next(link for link in links(library) if link.id == id)


def let_go(library: Library) -> None:
    """Free the versions that links held whose time is over."""
    now = datetime.now(UTC)
    for link in links(library):
        if link.view.version and link.is_over(now=now):
            unpin(library, by=_holder(link))


def token(library: Library, link: SignedLink) -> str:
    """What the address of a link carries. Raises ConfigurationError where the library's key cannot be had."""
    return _serializer(library).dumps([link.id, link.expires])


def path(library: Library, link: SignedLink) -> str:
    """The path of a link on the server. Raises ConfigurationError as :func:`token` does."""
    return f"{PATH}/{token(library, link)}"


def opened(library: Library, token: str) -> SignedLink:
    """The link that a token stands for. Raises LinkError where it was altered, has expired or was revoked."""
    try:
        id, expires = _serializer(library).loads(token)
    except (BadData, ValueError, TypeError):
        raise LinkError("altered") from None
    link = next((one for one in links(library) if one.id == id), None)
    if link is None or link.expires != expires:
        raise LinkError("altered")
    if link.revoked:
        raise LinkError("revoked")
    if link.is_over(now=datetime.now(UTC)):
        raise LinkError("expired")
    return link


def grant(library: Library, link: SignedLink, meeting_id: str) -> str:
    """A signature that lets who has a link open the report of a meeting that its view has shown."""
    said = f"{link.id} {meeting_id}".encode()
    return hmac.new(f"grant {key(library.path, KEY)}".encode(), said, sha256).hexdigest()[:32]


def is_granted(library: Library, link: SignedLink, meeting_id: str, given: str) -> bool:
    """Whether a signature is the one of :func:`grant`."""
    return hmac.compare_digest(grant(library, link, meeting_id).encode(), given.encode("utf-8", "replace"))


def key(folder: Path, name: str) -> str:
    """The key of that name in a library's folder, made where there is none yet; its owner alone may read it.

    Whoever deletes the file makes a new key, and with it every older signature void. Raises ConfigurationError where
    it can be neither read nor made, or others may read it.
    """
    file = folder / name
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not file.exists():
            # Written apart and linked whole, so that no other process ever reads half a key.
            handle, fresh = tempfile.mkstemp(dir=folder, prefix=f"{name}-")
            try:
                with os.fdopen(handle, "w", encoding="ascii") as new:
                    new.write(secrets.token_urlsafe(48))
                with suppress(FileExistsError):
                    os.link(fresh, file)
            finally:
                Path(fresh).unlink()
        if os.name == "posix" and file.stat().st_mode & 0o077:
            raise ConfigurationError(f"{file}: others may read this key; delete it, and a new one is made.")
        found = file.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{file}: cannot be read or made ({error}); make the folder writable.") from None
    if len(found) < 32:
        raise ConfigurationError(f"{file}: is no key of this program's; delete it, and a new one is made.")
    return found


def _serializer(library: Library) -> URLSafeSerializer:
    return URLSafeSerializer(
        key(library.path, KEY), salt="agendascope signed link", signer_kwargs={"digest_method": sha256}
    )


def _holder(link: SignedLink) -> str:
    return f"link:{link.id}"


def _stamp(moment: datetime) -> str:
    return moment.replace(tzinfo=None).isoformat(timespec="seconds")


def _change(library: Library, made: Callable[[tuple[SignedLink, ...]], Sequence[SignedLink]]) -> None:
    file = library.path / FILE
    with beside.changing(file) as put:
        put(json.dumps([asdict(link) for link in made(_read(file))], ensure_ascii=False, indent=1))


def _read(file: Path) -> tuple[SignedLink, ...]:
    try:
        return tuple(SignedLink(**link) for link in json.loads(file.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return ()
    except (OSError, ValueError, TypeError) as error:
        raise LibraryError(f"{file}: cannot be read as a list of signed links ({error}); restore the file.") from None
