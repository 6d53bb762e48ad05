"""How many meetings there are."""

from __future__ import annotations

from pages.shared.view import View


def answer(view: View, count: int, query: str, page: int, size: int) -> str:
    """How many meetings the list has, and which are on the screen."""
    t = view.t
    if not count:
        return t.html("meetings.nothing", query=query)
    return t.html("meetings.finding", n=count, first=(page - 1) * size + 1, last=min(page * size, count))
