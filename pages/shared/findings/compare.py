"""What tells two selections apart, in plain words: only what is more than chance after correction."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import pandas as pd

from analysis.charts.theme import plain
from analysis.measures.keyness import DRIVEN
from analysis.measures.selection import NONE
from pages.shared import cells
from pages.shared.comparing import Sides
from pages.shared.findings.parts import FALSE, percent
from pages.shared.view import View

OF: Final = {"topics": "topic", "formulations": "formulation", "actions": "action"}

_NAMED: Final = 3


def answer(sides: Sides, tables: Mapping[str, pd.DataFrame]) -> str:
    """Words, topics, formulations and actions that are more one side's than the other's, and the pace."""
    view = sides.a
    sizes = _sizes(sides)
    begun, said = view.t.html("compare.sizes", **sizes), _words(view, tables["words"])
    for show, of in OF.items():
        said += _shares(view, tables[show], show, of)
    said += _pace(view, tables["pace"])
    t = view.t
    rest = [*said, t.html("compare.sure")] if said else [t.html("compare.steady")]
    return t("sentence.join").join([begun, *rest])


def of_words(sides: Sides, frame: pd.DataFrame) -> str:
    """The words alone that mark either side."""
    t, said = sides.a.t, _words(sides.a, frame)
    sizes = _sizes(sides)
    rest = [*said, t.html("compare.sure")] if said else [t.html("keywords.none_keyness")]
    return t("sentence.join").join([t.html("compare.sizes", **sizes), *rest])


def _sizes(sides: Sides) -> dict[str, int]:
    """How many meetings either side has, as links to them."""
    cell = {cells.UNIT: "meetings"}
    return {name: cells.linked(side.totals["meetings"], {cells.SIDE: name, **cell})
            for name, side in (("a", sides.a), ("b", sides.b))}  # fmt: skip


def key_words(frame: pd.DataFrame) -> tuple[list[str], list[str]]:
    """The words that mark either side, strongest first: surely more than chance, and not one meeting's doing."""
    if frame.empty:
        return [], []
    sure = frame[(frame["adjusted"] <= FALSE) & (frame["driven"] < DRIVEN)]
    above, below = sure[sure["z"] > 0].nlargest(_NAMED, "z"), sure[sure["z"] < 0].nsmallest(_NAMED, "z")
    return above["term"].tolist(), below["term"].tolist()


def _words(view: View, frame: pd.DataFrame) -> list[str]:
    t = view.t
    named = {
        side: t.enumerate([t("evidence.quoted", word=word) for word in words])
        for side, words in zip("ab", key_words(frame), strict=True)
        if words
    }
    if not named:
        return []
    return [t.html(f"compare.words_{'both' if len(named) == 2 else next(iter(named))}", **named)]


def _shares(view: View, frame: pd.DataFrame, show: str, of: str) -> list[str]:
    """The largest sure difference in favour of either side."""
    sure = frame[(frame["adjusted"] <= FALSE) & (frame[of] != NONE)] if len(frame) else frame
    said = []
    for side, rows in (("a", sure[sure["difference"] > 0].head(1)), ("b", sure[sure["difference"] < 0].tail(1))):
        for row in plain(rows):
            shares = {"share": percent(row["share"]), "other": percent(row["share_against"])}
            said.append(view.t.html(f"compare.{show}_{side}", name=view.value(of, row[of]), **shares))
    return said


def _pace(view: View, frame: pd.DataFrame) -> list[str]:
    rows = plain(frame[frame["p"] <= FALSE])
    return [
        view.t.html(f"compare.pace_{row['figure']}", value=f"{row['value']:.1f}", other=f"{row['value_against']:.1f}")
        for row in rows
    ]
