"""Which words come first."""

from __future__ import annotations

import pandas as pd

from pages.shared.view import View


def answer(view: View, frame: pd.DataFrame) -> str:
    """The word that most reports use, and the next ones."""
    t = view.t
    if frame.empty:
        return t.html("keywords.none")
    first = frame.iloc[0]
    rest = t.enumerate([t("evidence.quoted", word=word) for word in frame["term"].iloc[1:4]])
    return t.html("keywords.first", word=first["term"], n=int(first["count"]), rate=f"{first['per_10k']:.1f}",
                  documents=int(first["documents"]), whole=view.totals["meetings"], rest=rest)  # fmt: skip
