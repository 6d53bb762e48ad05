"""What two compared selections are asked, and how the answer to one question is shown."""

from __future__ import annotations

from typing import Final

import pandas as pd

from analysis.measures import compare, keyness
from pages.shared import comparing, components
from pages.shared.comparing import Sides
from pages.shared.findings.compare import OF
from pages.shared.looks import compare as looks

SHOW: Final = ("words", "topics", "formulations", "actions", "pace")
SHARES: Final = ("share", "share_against", "difference", "low", "high", "numerator", "denominator",
                 "numerator_against", "denominator_against", "p", "adjusted")  # fmt: skip
WORDS: Final = ("term", "side", "count", "count_against", "per_10k", "per_10k_against", "documents",
                "documents_against", "log_odds", "low", "high", "z", "g2", "percent_diff", "p", "adjusted",
                "driven")  # fmt: skip
PERCENT: Final = ("share", "share_against", "driven")


def tables(sides: Sides) -> dict[str, pd.DataFrame]:
    """The answers to every question."""
    view, against = sides.a, sides.against
    found = {"words": looks.with_sides(view.measure(keyness.words, against), "z")}
    for show, of in OF.items():
        found[show] = looks.with_sides(view.measure(compare.by_share, against, of=of), "difference")
    return {**found, "pace": view.measure(compare.pace, against)}


def draw(sides: Sides, found: dict[str, pd.DataFrame], show: str) -> None:
    """The chart of one answer, with its caption."""
    view, frame, t = sides.a, found[show], sides.a.t
    if show == "pace":
        looks.pace(view, frame)
        components.caption(view, t("compare.pace_caption"), against=sides.b)
    elif show == "words":
        components.chart(looks.words(sides, frame), key="contrast")
        whole = frame.iloc[0] if len(frame) else {"compared": 0, "terms": 0, "terms_against": 0}
        sizes = {"n": int(whole["compared"]), "a": int(whole["terms"]), "b": int(whole["terms_against"])}
        components.caption(view, t("compare.words_caption", **sizes), against=sides.b)
    else:
        components.chart(looks.shares(sides, frame, show), key=f"compare-{show}")
        sizes = {side: int(frame[name].max()) if len(frame) else 0
                 for side, name in (("a", "denominator"), ("b", "denominator_against"))}  # fmt: skip
        components.caption(view, t(f"compare.shares_caption_{show}", **sizes), against=sides.b)


def details(sides: Sides, found: dict[str, pd.DataFrame], show: str) -> None:
    """What is behind the open cell, and the table."""
    view, frame = sides.a, found[show]
    if show == "pace":
        return
    comparing.evidence(sides, unit=unit_of(show))
    key = "term" if show == "words" else OF[show]
    names = WORDS if show == "words" else (key, *SHARES)
    columns = components.columns(view, *names, percent=PERCENT if show == "words" else (*PERCENT, "low", "high"))
    components.table(view, frame, key=f"compare-{show}", columns=columns, cell=[key, "side"])


def unit_of(show: str) -> str:
    """What is counted: items, or meetings."""
    return "items" if show in ("topics", "actions") else "meetings"
