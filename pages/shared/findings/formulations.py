"""Which formulations are in use, which have gone, and how far one has come."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

import pandas as pd

from analysis.measures import formulations as measured
from analysis.measures.selection import NONE
from pages.shared import cells
from pages.shared.findings.parts import percent
from pages.shared.view import View, records

NAMED: Final = 3
GONE: Final = frozenset({"silent", "retired"})
ROWS: Final = 30
"""How many lives one chart takes; the table has all."""


def answer(view: View, frame: pd.DataFrame) -> str:
    """How many formulations are in each tier, the surest of those that have gone, and what rises and fades."""
    t = view.t
    if frame.empty:
        return t.html("formulations.none")
    counts = {tier: int((frame["tier"] == tier).sum()) for tier in measured.TIERS}
    hot = list(frame["formulation"].head(NAMED))
    first, last = _year(view)
    said = [
        t.html("formulations.tiers", first=first, last=last, meetings=int(frame["recent_meetings"].iloc[0]), **counts)
    ]
    if frame["recent"].iloc[0]:
        said.append(
            t.html("formulations.hottest", names=_quoted(view, hot), share=percent(frame["recent_share"].iloc[0]))
        )
    for trend in ("rising", "fading"):
        moved = frame[(frame["trend"] == trend) & (frame["tier"] != "retired")]["formulation"].head(NAMED)
        if len(moved):
            said.append(t.html(f"formulations.{trend}", names=_quoted(view, list(moved))))
    retired = frame[frame["tier"] == "retired"].sort_values(["chance", "formulation"])
    if len(retired):
        one = retired.iloc[0]
        said.append(t.html("formulations.surest", name=one["formulation"], last=one["last"], n=int(one["silent"]),
                           chance=chance(view, one["chance"], is_said=True)))  # fmt: skip
    return t("sentence.join").join(said)


def at_end(shown: pd.DataFrame) -> str:
    """What stands at the end of a life: the last year's share or, of those that have gone, the last day."""
    return "last" if len(shown) and set(shown["tier"]) <= GONE else "share"


def thresholds(view: View, frame: pd.DataFrame, shown: pd.DataFrame) -> str:
    """What is drawn, and what the tiers mean."""
    values = {"hot": f"{measured.HOT:.0%}", "warm": f"{measured.WARM:.0%}", "alpha": f"{measured.ALPHA:.0%}"}
    return view.t(
        "formulations.thresholds",
        n=min(len(shown), ROWS),
        whole=len(frame),
        at_end=view.t(f"formulations.at_end_{at_end(shown)}"),
        **values,
    )


def one(view: View, frame: pd.DataFrame, formulation: str) -> str:
    """The life of one formulation in sentences, or that the selection does not have it."""
    t = view.t
    rows = [row for row in records(frame) if row["formulation"] == formulation]
    if not rows:
        return t.html("formulations.unseen", name=formulation, n=view.totals["meetings"])
    row = rows[0]
    cell = {"formulation": formulation}
    counted = {"name": formulation, "n": cells.linked(row["numerator"], cell), "share": percent(row["share"]),
               "whole": cells.listed(view, row["denominator"])}  # fmt: skip
    said = [t.html("formulations.seen", **counted)]
    if row["first"]:
        recent = {"n": row["recent"], "whole": row["recent_meetings"], "share": percent(row["recent_share"])}
        peak = {"peak": percent(row["peak_share"]), "year": str(int(row["peak_year"]))}
        said.append(t.html("formulations.dates", first=row["first"], last=row["last"], **recent, **peak))
        said.append(_silence(view, row))
    for link in records(view.measure(measured.successors)):
        if link["formulation"] == formulation:
            said.append(
                t.html("formulations.succeeded", name=link["successor"], basis=t(f"formulations.basis_{link['basis']}"))
            )
        elif link["successor"] == formulation:
            said.append(
                t.html(
                    "formulations.succeeds", name=link["formulation"], basis=t(f"formulations.basis_{link['basis']}")
                )
            )
    return t("sentence.join").join(said)


def _silence(view: View, row: Mapping[str, Any]) -> str:
    t, silent = view.t, {"n": int(row["silent"] or 0)}
    if row["tier"] in ("retired", "silent"):
        if row["chance"] is None:
            return t.html("formulations.once")
        is_retired = row["tier"] == "retired"
        said = chance(view, row["chance"], is_said=is_retired)
        return t.html("formulations.is_retired" if is_retired else "formulations.is_silent", chance=said, **silent)
    if row["trend"] == "new":
        return t.html("formulations.is_new")
    if row["trend"] in ("rising", "fading"):
        return t.html(f"formulations.is_{row['trend']}", chance=chance(view, row["trend_chance"], is_said=True))
    return t.html("formulations.is_steady")


def spread(view: View, places: pd.DataFrame, levels: pd.DataFrame) -> str:
    """Where a formulation came from, how far it has come, and who was last."""
    t, said = view.t, []
    origins = places[places["standing"] == "origin"]
    if origins.empty:
        return t.html("formulations.no_origin")
    first = origins.iloc[0]
    if len(places) == 1:
        return t.html("formulations.one_place", place=place_name(view, first))
    said.append(t.html("formulations.origin", place=place_name(view, first), date=first["first"],
                       n=int((places["numerator"] > 0).sum()), whole=len(places)))  # fmt: skip
    for row in records(levels):
        if row["median"] is not None:
            said.append(t.html("formulations.median", level=view.value("level", row["level"]), days=int(row["median"]),
                               n=row["numerator"], whole=row["denominator"]))  # fmt: skip
    adopted = places[places["standing"] == "adopted"]
    if len(adopted) > 1:
        early, late = adopted.iloc[0], adopted.iloc[-1]
        said.append(t.html("formulations.early_late", early=place_name(view, early), early_days=int(early["days"]),
                           late=place_name(view, late), late_days=int(late["days"])))  # fmt: skip
    counts = {name: int((places["standing"] == name).sum()) for name in ("waiting", "already", "gone")}
    apart = [t(f"formulations.apart_{name}", n=n) for name, n in counts.items() if n]
    if apart:
        said.append(t.html("formulations.apart", said=t.enumerate(apart)))
    if "central" not in set(places["level"]):
        said.append(t.html("formulations.no_centre"))
    return t("sentence.join").join(said)


def succession(view: View, row: Mapping[str, Any]) -> str:
    """One formulation and the one that took its place, in a sentence."""
    key = "formulations.succession" if row["crossed"] is None else "formulations.succession_crossed"
    crossed = {} if row["crossed"] is None else {"year": str(int(row["crossed"]))}
    return view.t(key, old=row["formulation"], new=row["successor"], last=row["last"], first=row["first"],
                       basis=view.t(f"formulations.basis_{row['basis']}"), **crossed)  # fmt: skip


def relays(view: View, links: pd.DataFrame, lags: pd.DataFrame) -> str:
    """How many of the items that relay are linked, and how long it takes."""
    t = view.t
    counted = {"n": int(lags["numerator"].sum()), "whole": int(lags["denominator"].sum())}
    if not counted["whole"]:
        return t.html("formulations.nothing_relayed")
    said = [t.html("formulations.relayed", **counted)]
    for row in records(lags[lags["numerator"] > 0]):
        days = {name: f"{row[name]:g}" for name in ("median", "lower", "upper")}
        said.append(t.html("formulations.lag", level=view.value("level", row["level"]), n=row["numerator"], **days))
    return t("sentence.join").join(said)


def relay(view: View, row: Mapping[str, Any]) -> str:
    """What was relayed after how many days, and how that is known."""
    return view.t.html("formulations.relay", subject=row["subject"], days=int(row["days"]),
                       basis=view.t(f"formulations.link_{row['basis']}"))  # fmt: skip


def held(view: View, row: Mapping[str, Any], of: str) -> str:
    """One side of a link: when which body met where."""
    place = "" if row[f"{of}place"] == NONE else row[f"{of}place"]
    side = view.t("formulations.side_relayed" if of else "formulations.side_relaying")
    who = f"{place}{row[f'{of}body'] or view.t('none.body')}"
    return view.t("formulations.side", side=side, date=row[f"{of}date"], who=who, title=row[f"{of}title"] or "")


def place_name(view: View, row: Mapping[str, Any]) -> str:
    """A place at its own level in words: the centre has no place."""
    if row["place"] != NONE:
        return str(row["place"])
    return view.t("formulations.centre") if row["level"] == "central" else view.value("level", row["level"])


def chance(view: View, value: float, *, is_said: bool = False) -> str:
    """A chance in figures, or in words where it is tiny; ``is_said`` where it ends a clause."""
    if value < 1e-4:
        return view.t("formulations.tiny")
    figure = f"{value:.2%}" if value < 0.1 else f"{value:.0%}"
    return view.t("formulations.chance", figure=figure) if is_said else figure


def _quoted(view: View, names: list[str]) -> str:
    return view.t.enumerate([view.t("evidence.quoted", word=name) for name in names])


def _year(view: View) -> tuple[Any, Any]:
    last = view.totals["last_date"]
    return max(view.totals["first_date"], last - timedelta(days=364)), last
