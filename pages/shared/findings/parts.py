"""What the findings of several pages share."""

from __future__ import annotations

from typing import Final

from pages.shared.view import View

ENOUGH: Final = 10
"""How many items or meetings a period needs before its share is compared with others."""

FALSE: Final = 0.05
"""Which part of the findings that are named on a page may be false, many of them having been looked for at once."""


def counts(view: View, *names: str) -> dict[str, int]:
    """Totals of the selection as whole numbers."""
    return {name: int(view.totals[name]) for name in names}


def percent(share: float) -> str:
    """A share with one decimal."""
    return f"{share:.1%}"
