"""Who may change a library through the browser."""

from __future__ import annotations

from ipaddress import ip_address

from streamlit import config


def is_loopback(address: str | None) -> bool:
    """Whether a server on ``address`` can be reached from this machine alone.

    >>> is_loopback("127.0.0.1"), is_loopback("localhost"), is_loopback("0.0.0.0"), is_loopback(None)
    (True, True, False, False)
    """
    try:
        return address == "localhost" or ip_address(address or "").is_loopback
    except ValueError:
        return False


def may_edit() -> bool:
    """On one's own machine everybody may import; a server that others can reach is for reading."""
    return is_loopback(config.get_option("server.address"))
