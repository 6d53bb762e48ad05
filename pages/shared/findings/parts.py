"""What the findings of several pages share."""

from __future__ import annotations

from typing import Final

import pandas as pd

from analysis.measures.selection import NONE, carried
from pages.shared.view import View

ENOUGH: Final = 10
"""How many items or meetings a period needs before its share is compared with others."""

FALSE: Final = 0.05
"""Which part of the findings that are named on a page may be false, many of them having been looked for at once."""


def counts(view: View, *names: str) -> dict[str, int]:
    """Totals of the selection as whole numbers."""
    return {name: int(view.totals[name]) for name in names}


def chosen(view: View) -> list[str]:
    """The topics that every item has because the reader asked for them: that they come first is no finding."""
    asked = view.selection.topics
    return sorted(carried(asked[0])) if len(asked) == 1 else []


def besides(view: View, topics: pd.DataFrame) -> pd.DataFrame:
    """The rows of named topics that the reader did not ask for."""
    return topics[~topics["topic"].isin([NONE, *chosen(view)])]


def percent(share: float) -> str:
    """A share with one decimal."""
    return f"{share:.1%}"
