"""What is said of a figure wherever it goes: how much it rests on, where that comes from, how it was counted."""

from __future__ import annotations

from datetime import date

from pages.shared import filters
from pages.shared.exports.record import Part, Record
from pages.shared.texts import Texts
from pages.shared.view import View


def caption(view: View, denominator: str = "", extra: str = "", against: View | None = None) -> tuple[str, ...]:
    """The parts of a caption: n, denominator, coverage, source, version. Where two selections are compared, each says
    its own n, coverage and source."""
    t = view.t
    n, *behind = _rests_on(view)
    parts = [n, denominator, extra, *behind]
    if against:
        sides = zip(("side.a", "side.b"), (view, against), strict=True)
        said = [
            t("caption.of_side", side=t(side), said=t("caption.within").join(_rests_on(one))) for side, one in sides
        ]
        parts = [*said, denominator, extra]
    return tuple(part for part in [*parts, t("caption.version", version=view.shown.version)] if part)


def _rests_on(view: View) -> list[str]:
    """How many meetings a figure rests on, from when, and where they are from."""
    t, totals = view.t, view.totals
    parts = (
        t("caption.n", meetings=int(totals["meetings"]), items=int(totals["items"])),
        t("caption.coverage", first=totals["first_date"], last=totals["last_date"]) if totals["first_date"] else "",
        t("caption.undated", n=totals["undated"]) if totals["undated"] else "",
        t("caption.source_sample" if view.shown.is_sample else "caption.source", n=int(totals["reports"])),
    )
    return [part for part in parts if part]


def under(view: View, record: Record, part: Part) -> tuple[str, ...]:
    """The caption of a part as it is put into files: the page's own, the selection, the day on which it was made."""
    return (
        *(record.caption_of(part) or caption(view)),
        view.t("exports.selected", selection=selected(view)),
        view.t("exports.made", date=today()),
    )


def selected(view: View) -> str:
    """The selection in words."""
    return filters.described(view, view.selection) or view.t("exports.everything")


def today() -> date:
    """The day that exports are dated with."""
    return date.today()


def methods(t: Texts, record: Record, call: int | None = None) -> list[str]:
    """How the measures that a page asked count, each method once; of one table the method of its measure alone."""
    calls = record.calls if call is None else record.calls[call : call + 1]
    keys = dict.fromkeys(f"method.{one.function.__module__.rpartition('.')[2]}" for one in calls)
    return [t(key) for key in keys if t.has(key)]
