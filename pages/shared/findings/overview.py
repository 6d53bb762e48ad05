"""What has gained and what has lost."""

from __future__ import annotations

from typing import Final

import pandas as pd

from analysis.charts.theme import plain
from analysis.measures.selection import NONE
from pages.shared import cells
from pages.shared.findings.parts import FALSE, besides, chosen, counts, percent
from pages.shared.periods import Period
from pages.shared.view import View

DRAWN: Final = 14
"""How many topics the chart takes: those that have moved most."""


def answer(view: View, changes: pd.DataFrame, recent: Period, before: Period) -> str:
    """What has gained and what has lost, beyond what chance explains."""
    t = view.t
    counted = counts(view, "bodies", "places") | {
        "meetings": cells.listed(view, view.totals["meetings"]),
        "items": cells.linked(view.totals["items"], {cells.UNIT: "items"}),
    }
    said = [t.html("overview.total", **counted) if counted["places"] else t.html("overview.total_placeless", **counted)]
    if not is_comparable(changes):
        return t("sentence.join").join([*said, t.html("overview.no_change")])
    named, when = besides(view, changes), cells.between(recent)
    for top in plain(named[named["numerator"] > 0].nlargest(1, "share")):
        figures = {"n": cells.linked(top["numerator"], {"topic": top["topic"], **when}), "share": percent(top["share"]),
                   "whole": cells.linked(top["denominator"], when), "topic": view.topic(top["topic"])}  # fmt: skip
        asked = t.enumerate([view.topic(topic) for topic in chosen(view)])
        leads = "overview.top_besides" if asked else "overview.top"
        said.append(t.html(leads, first=recent[0], last=recent[1], chosen=asked, **figures))
    sure = named[named["adjusted"] <= FALSE]
    for way, moved in (("rise", sure[sure["difference"] > 0].head(1)), ("fall", sure[sure["difference"] < 0].tail(1))):
        for row in plain(moved):
            shares = {"share": percent(row["share"]), "before": percent(row["share_before"])}
            said.append(t.html(f"overview.{way}", topic=view.topic(row["topic"]), **shares))
    tests = {"sure": len(sure), "tests": int(named["adjusted"].notna().sum())}
    steady = t.html("overview.steady", first=before[0], last=before[1], **tests)
    said.append(t.html("overview.sure", **tests) if len(sure) else steady)
    return t("sentence.join").join(said)


def is_comparable(changes: pd.DataFrame) -> bool:
    """Whether both periods hold items with a topic."""
    return bool(changes.loc[changes["topic"] != NONE, "difference"].notna().any())


def compared(view: View, changes: pd.DataFrame) -> pd.DataFrame:
    """The topics of which the change is known, without the one that was asked for, which all items have."""
    return changes[changes["difference"].notna() & ~changes["topic"].isin(chosen(view))]


def drawn(view: View, changes: pd.DataFrame) -> str:
    """What the bars, lines and labels of the chart are; nothing where none is drawn."""
    count = len(compared(view, changes))
    return view.t("overview.drawn", n=min(count, DRAWN), whole=count) if is_comparable(changes) else ""


def whole(view: View, changes: pd.DataFrame, recent: Period, before: Period) -> str:
    """The denominators of both periods."""
    now, then = (int(changes[name].max()) if len(changes) else 0 for name in ("denominator", "denominator_before"))
    days = {"first": recent[0], "last": recent[1], "first_before": before[0], "last_before": before[1]}
    return view.t("overview.denominator", n=now, before=then, **days)
