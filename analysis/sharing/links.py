"""A view as a link: a page and its parameters, following the newest data or fixed to one version."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Self
from urllib.parse import parse_qs, quote, urlencode, urlsplit

from analysis.measures.selection import Selection

HOME: Final = "overview"
"""The page at the root of the address."""

VERSION: Final = "v"
LANGUAGE: Final = "lang"

_PLAIN: Final = ":*,"  # signs that mean nothing in a query and are easier to read as they are


@dataclass(frozen=True, slots=True)
class ViewLink:
    """A page with its parameters, sorted by their names, so that equal views are equal objects and have one address.

    >>> ViewLink.of("topics", {"level": ["county"], "by": "year", "q": ""}).address()
    '/topics?by=year&level=county'
    >>> ViewLink.of("overview", {}).fixed("53858a000158a82f").address("http://localhost:8501")
    'http://localhost:8501/?v=53858a000158a82f'
    """

    page: str
    params: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @classmethod
    def of(cls, page: str, params: Mapping[str, Sequence[str] | str]) -> Self:
        """The link to a page with parameters; empty ones are left out."""
        listed = {key: (values,) if isinstance(values, str) else tuple(values) for key, values in params.items()}
        kept = {key: tuple(value for value in values if value) for key, values in listed.items()}
        return cls(page, tuple(sorted((key, values) for key, values in kept.items() if values)))

    @classmethod
    def from_address(cls, address: str, base: str = "") -> Self:
        """The link that an address spells out, absolute or not; ``base`` as in :meth:`address`.

        >>> ViewLink.from_address("http://localhost:8501/topics?level=county&level=province").to_dict()
        {'level': ['county', 'province']}
        """
        parts = urlsplit(address.removeprefix(base.rstrip("/")))
        return cls.of(parts.path.strip("/").rpartition("/")[2] or HOME, parse_qs(parts.query))

    def to_dict(self) -> dict[str, list[str]]:
        """The parameters as an address bar takes them."""
        return {key: list(values) for key, values in self.params}

    def address(self, base: str = "") -> str:
        """The address on the server at ``base``; without one, from the server's root."""
        query = urlencode(self.to_dict(), doseq=True, quote_via=quote, safe=_PLAIN)
        return f"{base.rstrip('/')}/{'' if self.page == HOME else self.page}{'?' if query else ''}{query}"

    @property
    def version(self) -> str | None:
        """The version that the link is fixed to; None where it follows the newest data."""
        return dict(self.params).get(VERSION, (None,))[-1]

    def live(self) -> Self:
        """The same view of whatever data are the newest when the link is opened."""
        return self.without(VERSION)

    def fixed(self, version: str) -> Self:
        """The same view of one version, whose numbers stay."""
        return type(self).of(self.page, {**self.to_dict(), VERSION: version})

    def without(self, *keys: str) -> Self:
        """The link without some of its parameters."""
        return replace(self, params=tuple(pair for pair in self.params if pair[0] not in keys))

    def selection(self, prefix: str = "") -> Selection:
        """The selection among the parameters, or the one whose parameters have a ``prefix``; what cannot be read is
        passed over."""
        own = {key.removeprefix(prefix): values for key, values in self.params if key.startswith(prefix)}
        return Selection.from_params(own)[0]

    def get(self, key: str, default: str = "") -> str:
        """The value of a parameter that has a single one."""
        return dict(self.params).get(key, (default,))[-1]

    def get_all(self, key: str) -> tuple[str, ...]:
        """The values of a parameter that may have several."""
        return dict(self.params).get(key, ())
