"""When a series was highest, what stands out beyond chance, and where meetings are missing, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from html import escape
from typing import Any, Final

import pandas as pd

from analysis.charts import theme
from analysis.charts.theme import plain
from analysis.measures.events import FEW_YEARS
from analysis.measures.selection import days_of
from pages.shared import cells
from pages.shared.findings.parts import ENOUGH, percent
from pages.shared.looks import timelines as looks
from pages.shared.view import View

FEW: Final = 5
"""Gaps that are told one by one; the table has all."""

WHOLE: Final = 0.7
"""Below this part of its days a period is not whole; a week that ends on Friday is."""


def answer(view: View, frame: pd.DataFrame, kind: str, unit: str, show: str, events: pd.DataFrame | None = None) -> str:
    """Of the largest series, the highest point of what is drawn: its count, its share or its rate; then the clearest
    event that holds. A share of a handful is high or low by chance, so that periods with fewer than :data:`ENOUGH` take
    no part while there are others."""
    t, held = view.t, frame[(frame["denominator"] > 0) & (frame["numerator"] > 0)]
    if frame.empty:
        return t.html("timelines.ask_together" if kind == "together" else "timelines.ask_phrases")
    if held.empty:
        return t.html("timelines.none")
    largest = held.groupby("series")["numerator"].sum().idxmax()
    line = held[held["series"] == largest]
    is_small = line["denominator"] < ENOUGH
    compared = line if show == "count" or is_small.all() else line[~is_small]
    drawn = {"count": "numerator", "rate": "rate"}.get(show, "share")
    peak = compared.sort_values([drawn, "period"], ascending=[False, True]).iloc[0]
    key = {"topics": "topic", "together": "together"}.get(kind)
    name = view.value(key, largest) if key else t("evidence.quoted", word=largest)
    cell, counted = {line["counted_as"].iloc[0]: largest}, {cells.UNIT: unit}
    when = {"period": peak["period"]}
    figures = {"n": cells.linked(peak["numerator"], {**cell, **when, **counted}), "share": percent(peak["share"]),
               "whole": cells.linked(peak["denominator"], {**when, **counted})}  # fmt: skip
    if show == "rate":
        figures |= {"rate": f"{peak['rate']:.2f}", "meetings": int(peak["meetings"])}
    period, total = view.value("period", peak["period"]), cells.linked(line["numerator"].sum(), {**cell, **counted})
    said = [t.html(f"timelines.{show}_peak_{unit}", name=name, period=period, total=total, **figures)]
    if len(compared) < len(line):
        said.append(t.html(f"timelines.small_{unit}", n=ENOUGH))
    if events is not None and len(holding := events[events["verdict"] == "holds"]):
        said.append(event(view, holding.sort_values(["chance", "from"], kind="stable").iloc[0].to_dict()))
    return t("sentence.join").join(said)


def event(view: View, row: Mapping[str, Any]) -> str:
    """What stands out, in a sentence."""
    return view.t.html(
        f"timelines.event_{row['kind']}_{row['direction']}", when=looks.span(view, row),
        name=row["series_name"], first=view.value("period", row["first"]),
        share=percent(row["share"]), usual=percent(row["usual"]),
    )  # fmt: skip


def events(view: View, table: pd.DataFrame, *, periods: int, weekly: bool) -> str:
    """What stands out and holds, what stands out and does not and why, and how that is judged."""
    t = view.t
    if table.empty:
        parts = [f"<p>{t.html('timelines.events_none' if periods >= 8 else 'timelines.events_short')}</p>"]
    else:
        parts = []
        for key, where in (("events_hold", table["verdict"] == "holds"), ("events_fail", table["verdict"] != "holds")):
            if where.any():
                rows = theme.plain(table[where])
                checks = [escape(looks.verdict(view, row)) for row in rows]
                lines = "".join(
                    f"<li>{event(view, row)} {_counts(view, row)}<br><span class='facts'>{check}</span></li>"
                    for row, check in zip(rows, checks, strict=True)
                )
                parts.append(f"<p>{t.html(f'timelines.{key}')}</p><ul class='plain'>{lines}</ul>")
    notes = [t.html("timelines.events_note"), *([t.html("timelines.events_week")] if weekly else [])]
    return "".join([*parts, f"<p class='hint'>{t('sentence.join').join(notes)}</p>"])


def _counts(view: View, row: Mapping[str, Any]) -> str:
    """In how many meetings of how many, as links to them."""
    when = {"from": row["from"], "to": row["to"], cells.UNIT: "meetings"}
    return view.t.html(
        "timelines.event_counts", n=cells.linked(row["numerator"], {row["counted_as"]: row["series"], **when}),
        whole=cells.linked(row["denominator"], when),
    )  # fmt: skip


def former(view: View, table: pd.DataFrame) -> str:
    """The newest period of each series beside the same period of earlier years, as a list."""
    t, names, lines = view.t, looks.series_names(view, table), []
    for series, rows in table[(table["denominator"] > 0) & table["change"].notna()].groupby("series", sort=False):
        row = rows.iloc[-1]
        points = {name: f"{100 * row[key]:+.1f}" for name, key in
                  (("change", "change"), ("low", "change_low"), ("high", "change_high"))}  # fmt: skip
        lines.append(t.html(
            "timelines.former", name=names[str(series)], period=view.value("period", row["period"]),
            share=percent(row["share"]), usual=percent(row["former"]), n=int(row["former_years"]), **points,
        ))  # fmt: skip
    return f"<ul class='plain'>{''.join(f'<li>{line}</li>' for line in lines)}</ul>" if lines else ""


def seasons(view: View, table: pd.DataFrame) -> str:
    """Which series have a season."""
    t, names = view.t, looks.series_names(view, table)
    peaks = table[table["is_peak"] & table["is_seasonal"]]
    if peaks.empty:
        is_short = bool((table["verdict"] == FEW_YEARS).all())
        return f"<p>{t.html('timelines.season_short' if is_short else 'timelines.season_none')}</p>"
    said = []
    of_series = theme.parted(table, "series")
    for row in theme.plain(peaks):
        rows = of_series[row["series"]]
        said.append(t.html(
            "timelines.season_found", name=names[row["series"]], n=int(row["years"]), share=percent(row["share"]),
            part=looks.part_name(view, int(row["part"]), len(rows)),
            usual=percent(sum(one["numerator"] for one in rows) / sum(one["denominator"] for one in rows)),
        ))  # fmt: skip
    return f"<p>{t('sentence.join').join(said)}</p>"


def coverage(view: View, table: pd.DataFrame, lay: str) -> str:
    """How much of what was held the library has, for a caption, and what the strip under the lines says of it."""
    seen, expected = int(table["seen"].sum()), float(table["expected"].sum())
    share = f"{seen / expected:.0%}" if expected else ""
    sums = view.t("timelines.coverage_sum", seen=seen, expected=round(expected), coverage=share)
    if not expected:
        return ""
    return view.t("caption.join").join([sums, view.t("timelines.coverage_note")]) if lay == "time" else sums


def missing(view: View, frame: pd.DataFrame, held: pd.DataFrame) -> str:
    """What the points of series do not hold, as a warning: periods of low coverage, and those that are not whole."""
    said = [] if frame.empty else [_low(view, held), _edges(view, frame)]
    return view.t("sentence.join").join(filter(None, said))


def gaps(view: View, table: pd.DataFrame, volume: pd.DataFrame) -> str:
    """The longest gaps, and the changes in what outlets report."""
    t = view.t
    if table.empty:
        parts = [f"<p>{t.html('timelines.gaps_none')}</p>"]
    else:
        numbers = int((table["basis"] == "numbers").sum())
        lines = "".join(f"<li>{line}</li>" for line in _gaps(view, table[table["missing"] > 0].head(FEW)))
        parts = [
            f"<p>{t.html('timelines.gaps_found', n=len(table), numbers=numbers)}</p><ul class='plain'>{lines}</ul>"
        ]
    changed = volume[volume["before"].notna()]
    if len(changed):
        lines = "".join(f"<li>{_changed(view, row)}</li>" for row in plain(changed))
        parts.append(f"<p>{t.html('timelines.volume_note')}</p><ul class='plain'>{lines}</ul>")
    return "".join([*parts, f"<p class='hint'>{t.html('timelines.gap_note')}</p>"])


def gap_rows(view: View, table: pd.DataFrame) -> pd.DataFrame:
    """The gaps for a table: who, and how long beside what is usual."""
    return table.assign(
        who=[who(view, row) for row in theme.plain(table[["of", "place", "body", "outlet"]])],
        interval=table["days"], usual_days=table["usual"],
        missing=table["missing"].round().astype("int64"),
    )  # fmt: skip


def gap_cells(table: pd.DataFrame) -> list[dict[str, Any]]:
    """The cell of each gap."""
    return [gap_cell(row) for row in theme.plain(table[["of", "place", "body", "outlet", "after", "until"]])]


def gap_cell(row: Mapping[str, Any]) -> dict[str, Any]:
    """The cell of a gap: the meetings on either side of it, and what lies between without a number."""
    days = {"from": row["after"], "to": row["until"]}
    if row["of"] == "outlet":
        return {cells.HELD: "outlet", "outlet": row["outlet"], **days}
    return {cells.HELD: "gap", "place": row["place"], "office": row["body"], **days}


def who(view: View, row: Mapping[str, Any]) -> str:
    """The body or the outlet of a gap."""
    if row["of"] == "outlet":
        return view.t("evidence.outlet", outlet=row["outlet"])
    return " ".join(part for part in (row["place"], row["body"]) if isinstance(part, str))


def _gaps(view: View, table: pd.DataFrame) -> Iterator[str]:
    for row in plain(table):
        told = {"who": who(view, row), "after": row["after"], "until": row["until"]}
        told |= {"missing": cells.linked(row["missing"], gap_cell(row))}
        if row["basis"] == "numbers":
            yield view.t.html("timelines.gap_numbers", **told)
        else:
            yield view.t.html("timelines.gap_cadence", days=int(row["days"]), usual=round(row["usual"]),
                              chance=_chance(row["chance"]), **told)  # fmt: skip


def _changed(view: View, row: Mapping[str, Any]) -> str:
    rates = {"now": f"{row['per_month']:.1f}", "before": f"{row['before']:.1f}"}
    cell = {cells.HELD: "meetings", "outlet": row["outlet"], "from": row["from"], "to": row["to"]}
    return view.t.html(
        "timelines.volume", outlet=row["outlet"], first=view.value("period", row["first"]),
        n=cells.linked(row["meetings"], cell), **rates,
    )  # fmt: skip


def _chance(chance: float) -> str:
    return f"{chance:.2%}" if chance >= 0.0001 else "<0.01%"


def _low(view: View, table: pd.DataFrame) -> str:
    """The periods in which most is missing; nothing where coverage is nowhere low."""
    worst = table[table["is_low"] & (table["missing"] >= 1)].sort_values("coverage").head(3).sort_values("start")
    if worst.empty:
        return ""
    t = view.t
    periods = [
        t("timelines.low_period", period=view.value("period", row["period"]), seen=int(row["seen"]),
          expected=round(row["expected"])) for row in plain(worst)
    ]  # fmt: skip
    return t("timelines.low", n=int(table["is_low"].sum()), periods=t.enumerate(periods))


def _edges(view: View, table: pd.DataFrame) -> str:
    """Which of the first and the last period the selection's meetings do not fill; nothing where both are whole."""
    t, first, last = view.t, view.totals["first_date"], view.totals["last_date"]
    if first is None:
        return ""
    earliest, latest = table["period"].min(), table["period"].max()
    (begin, until), (since, end), day = days_of(earliest), days_of(latest), timedelta(days=1)
    cut = []
    if until - first + day < WHOLE * (until - begin + day):
        cut.append(t("timelines.edge_first", period=view.value("period", earliest), day=first))
    if last - since + day < WHOLE * (end - since + day):
        cut.append(t("timelines.edge_last", period=view.value("period", latest), day=last))
    return t("timelines.edges", periods=t.enumerate(cut)) if cut else ""
