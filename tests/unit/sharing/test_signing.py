"""Signed links: what they open, for how long, and what nobody can make of them."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from itsdangerous import URLSafeSerializer

from analysis.corpus.library import Library
from analysis.errors import LibraryError, LinkError
from analysis.sharing import signing
from analysis.sharing.links import ViewLink
from analysis.sharing.signing import SignedLink

VIEW = ViewLink.of("topics", {"topic": ["health"], "level": ["county", "city"], "v": ["0123456789abcdef"]})


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "library")


def issued(library: Library, view: ViewLink = VIEW, **changes: Any) -> SignedLink:
    return signing.issue(library, view, **({"lasts": timedelta(days=7), "by": "li@research.example"} | changes))


def test_a_token_opens_the_view_that_it_was_issued_for(library: Library) -> None:
    link = issued(library, note="for the director")
    found = signing.opened(library, signing.token(library, link))
    assert found == link
    assert found.view == VIEW
    assert (found.by, found.note, found.revoked) == ("li@research.example", "for the director", None)


def test_an_id_can_be_typed_on_the_command_line(library: Library) -> None:
    # An id that begins with a dash would be taken for an option.
    assert issued(library).id.isalnum()


def test_the_language_is_the_readers_and_is_not_signed(library: Library) -> None:
    link = issued(library, ViewLink.of("topics", {"lang": "en", "by": "year"}))
    assert link.view == ViewLink.of("topics", {"by": "year"})


def test_a_token_says_nothing_of_the_view(library: Library) -> None:
    token = signing.token(library, issued(library, note="for the director"))
    secrets = ["topics", "health", "county", "0123456789abcdef", "li@", "director"]
    plain = str(URLSafeSerializer("any").loads_unsafe(token)[1])
    assert not [one for one in secrets if one in plain or one in token]
    assert len(token) < 120


def test_no_altered_token_opens_anything(library: Library) -> None:
    token = signing.token(library, issued(library))
    for at, character in enumerate(token):
        other = "Q" if character != "Q" else "g"
        altered = token[:at] + other + token[at + 1 :]
        with pytest.raises(LinkError, match="altered"):
            signing.opened(library, altered)
    for wrong in ("", ".", token[:-1], token + "A", token.upper(), token.replace(".", ""), "é" * 9):
        with pytest.raises(LinkError, match="altered"):
            signing.opened(library, wrong)


def test_a_token_cannot_be_made_without_the_key(library: Library) -> None:
    link = issued(library)
    forged = URLSafeSerializer("another key", salt="agendascope signed link").dumps([link.id, link.expires])
    with pytest.raises(LinkError, match="altered"):
        signing.opened(library, forged)


def test_what_one_key_signed_for_another_purpose_is_no_token(library: Library) -> None:
    link = issued(library)
    for salt in ("itsdangerous", "_streamlit_user"):
        other = URLSafeSerializer(signing.key(library.path, signing.KEY), salt=salt).dumps([link.id, link.expires])
        with pytest.raises(LinkError, match="altered"):
            signing.opened(library, other)


def test_a_link_ends_at_its_time(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    link = issued(library, lasts=timedelta(hours=1))
    token = signing.token(library, link)

    class Later(datetime):
        by = timedelta()

        @classmethod
        def now(cls, tz: Any = None) -> datetime:  # type: ignore[override]
            return datetime.now(UTC) + cls.by

    monkeypatch.setattr(signing, "datetime", Later)
    Later.by = timedelta(minutes=59)
    assert signing.opened(library, token) == link
    Later.by = timedelta(minutes=61)
    with pytest.raises(LinkError, match="expired"):
        signing.opened(library, token)


def test_editing_the_list_does_not_prolong_a_link(library: Library) -> None:
    link = issued(library, lasts=timedelta(hours=1))
    token = signing.token(library, link)
    file = library.path / signing.FILE
    file.write_text(file.read_text().replace(link.expires, "2999-01-01T00:00:00"))
    with pytest.raises(LinkError, match="altered"):
        signing.opened(library, token)


def test_a_revoked_link_opens_nothing_and_the_others_do(library: Library) -> None:
    link, other = issued(library), issued(library, ViewLink.of("keywords", {}))
    signing.revoke(library, link.id)
    with pytest.raises(LinkError, match="revoked"):
        signing.opened(library, signing.token(library, link))
    assert signing.opened(library, signing.token(library, other)) == other
    assert [one.id for one in signing.links(library)] == [other.id, link.id]
    first = signing.links(library)[1].revoked
    assert signing.revoke(library, link.id).revoked == first, "it stays revoked since the first time"
    with pytest.raises(LinkError, match="no signed link nothing"):
        signing.revoke(library, "nothing")


def test_a_new_key_makes_every_link_void(library: Library) -> None:
    token = signing.token(library, issued(library))
    (library.path / signing.KEY).unlink()
    with pytest.raises(LinkError, match="altered"):
        signing.opened(library, token)


@pytest.mark.parametrize("lasts", [timedelta(), timedelta(days=-1), timedelta(days=367)])
def test_no_link_is_made_for_ever(library: Library, lasts: timedelta) -> None:
    with pytest.raises(LinkError, match="one to 366 days"):
        issued(library, lasts=lasts)
    assert signing.links(library) == ()


def test_grants_are_for_one_link_and_one_meeting(library: Library) -> None:
    link, other = issued(library), issued(library)
    given = signing.grant(library, link, "m1")
    assert signing.is_granted(library, link, "m1", given)
    assert not signing.is_granted(library, link, "m2", given)
    assert not signing.is_granted(library, other, "m1", given)
    for wrong in ("", given[:-1], given.upper() + "0", "é"):
        assert not signing.is_granted(library, link, "m1", wrong)


def test_the_key_is_for_the_owner_alone(library: Library) -> None:
    signing.token(library, issued(library))
    if os.name == "posix":
        assert (library.path / signing.KEY).stat().st_mode & 0o777 == 0o600
    assert signing.key(library.path, signing.KEY) not in (library.path / signing.FILE).read_text()


def test_a_damaged_list_is_said_so(library: Library) -> None:
    issued(library)
    (library.path / signing.FILE).write_text('[{"id": 1}]')
    with pytest.raises(LibraryError, match="cannot be read as a list of signed links"):
        signing.links(library)
