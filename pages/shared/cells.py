"""The cell that a reader has opened, and the items and sentences behind it.

The cell stands in the address as ``cell=key:value``, once for each of its keys, so that a link opens the evidence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from html import escape
from typing import Any, Final

import pandas as pd
import streamlit as st

from analysis.errors import SelectionError
from analysis.measures import evidence as behind
from analysis.measures.selection import Selection
from pages.shared import state
from pages.shared.exports import record
from pages.shared.listing import paged, pager
from pages.shared.navigation import link
from pages.shared.periods import Period
from pages.shared.view import View, records

PER_PAGE: Final = 10

SIDE: Final = "side"
"""The key of a cell that says which of two compared selections it belongs to; who draws it gives that one's view."""


def opened() -> dict[str, str]:
    """The keys and values of the open cell; empty where none is open."""
    return dict(part.split(":", 1) for part in state.get_all("cell") if ":" in part)


def open_cell(cell: Mapping[str, Any]) -> None:
    """Open a cell; a callback."""
    state.put("cell", tuple(f"{key}:{'-' if pd.isna(value) else value}" for key, value in cell.items()))
    state.put("at", 1)


def open_point(chart: str, within: Mapping[str, Any]) -> None:
    """Open the cell of the point that was clicked in a chart, and of the whole chart; a callback."""
    points = st.session_state[chart]["selection"]["points"]
    if points and (cell := points[-1].get("customdata")):
        open_cell({**cell, **within})


def open_row(table: str, rows: Sequence[Mapping[str, Any]], within: Mapping[str, Any]) -> None:
    """Open the cell of the row that was chosen in a table; a callback."""
    if chosen := st.session_state[table]["selection"]["rows"]:
        keys = dict(rows[chosen[0]])
        if counted_as := keys.pop("counted_as", None):  # the key of a series or word is named by its row
            keys = {str(counted_as): keys.pop("series", None) or keys.pop("term"), **keys}
        open_cell({**keys, **within})


def between(period: Period) -> dict[str, date]:
    """The part of a cell that stands for a stretch of time."""
    return {"from": period[0], "to": period[1]}


def narrowed(selection: Selection, cell: Mapping[str, str]) -> Selection:
    """The selection behind a cell. Raises SelectionError where the cell makes no sense for it."""
    return selection.narrow(**{key: value for key, value in cell.items() if key != SIDE})


def close() -> None:
    """Close the cell; a callback. The charts begin anew, so that the same point can be clicked again."""
    state.put("cell", ())
    renew()


def renew() -> None:
    """Let charts, tables and editors begin anew; for callbacks."""
    st.session_state["_generation"] = generation() + 1


def generation() -> int:
    """A part of the keys of charts and tables: with a new one they forget what was selected in them."""
    number: int = st.session_state.get("_generation", 0)
    return number


def pointer(view: View, *, unit: str = "items") -> None:
    """A line above the chart that leads to the open cell, which may stand below the screen's edge."""
    if selection := selected(view):
        said = described(view, opened())
        record.cell(said, selection, unit)
        label = view.t.html("evidence.opened", cell=said, size=_size(view, selection, unit)[1])
        st.html(f"<p class='opened'><a href='#evidence'>{label}</a></p>")


def evidence(view: View, *, unit: str = "items") -> None:
    """Everything behind the open cell, or how to open one. Where meetings were counted, the rows are meetings."""
    t, selection = view.t, selected(view)
    if selection is None:
        st.html(f"<p class='hint'>{t.html('evidence.hint')}</p>")
        return
    count, size = _size(view, selection, unit)
    with st.container(key="evidence"):
        title = t.html("evidence.title", cell=described(view, opened()), size=size)
        record.show(f"<h2 class='section' id='evidence'>{title}</h2>")
        st.button(t("evidence.close"), on_click=close, key="close", type="tertiary")
        rows, draw = (behind.meetings, _meeting) if unit == "meetings" else (behind.items, _item)
        page = paged("at", count, PER_PAGE)
        for row in records(view.measure(rows, selection=selection, limit=PER_PAGE, offset=(page - 1) * PER_PAGE)):
            draw(view, row)
        pager("at", count, PER_PAGE)


def _size(view: View, selection: Selection, unit: str) -> tuple[int, str]:
    """How many rows are behind a cell, also in words."""
    unit = "meetings" if unit == "meetings" else "items"
    count = view.measure(behind.count, selection=selection, unit=unit)
    return count, view.t(f"unit.{unit}", n=count)


def selected(view: View) -> Selection | None:
    """The selection behind the open cell, if there is one that makes sense."""
    cell = opened()
    if not cell:
        return None
    try:
        return narrowed(view.selection, cell)
    except SelectionError:
        state.drop([f"cell={key}:{value}" for key, value in cell.items()])
        state.note("cell", [])
        return None


def word(cell: Mapping[str, str]) -> str:
    """The word of a cell of words."""
    return next((cell[key] for key in ("term", "phrase", "word") if key in cell), "")


def described(view: View, cell: Mapping[str, str]) -> str:
    """A cell in words."""
    days = [cell[key] for key in ("from", "to") if key in cell]
    names = [view.value(key, value) for key, value in cell.items() if key not in ("from", "to")]
    return view.t("evidence.join").join([*names, *([view.t("evidence.days").join(days)] if days else [])])


def _item(view: View, item: Mapping[str, Any]) -> None:
    t = view.t
    facts = [
        *_held(view, item),
        t(f"action.{item['action']}"),
        t(f"decision.{item['decision']}") if item["decision"] else "",
    ]
    where = "passage" if item["passage"] else "announcement"
    matches = [match for label in item["labels"] for match in label["matches"]]
    is_apart = where == "passage" and item["announcement"] not in item["passage"]
    announced = f"<p class='said' lang='zh-CN'>{escape(item['announcement'])}</p>" if is_apart else ""
    body = (
        f"{announced}<blockquote lang='zh-CN'>{marked(item[where], int(item[f'{where}_start']), matches)}</blockquote>"
    )
    reasons = t("evidence.because").join(_reason(view, label) for label in item["labels"]) or t("evidence.no_topic")
    mark = f"{item['announcement_start']}-{item['announcement_end']}"
    _row(
        view,
        item,
        key=f"item-{item['item_no']}",
        facts=facts,
        heading=item["subject"],
        body=body,
        reasons=reasons,
        mark=mark,
    )


def _meeting(view: View, meeting: Mapping[str, Any]) -> None:
    facts = [*_held(view, meeting), view.t("unit.items", n=meeting["items"])]
    body = f"<blockquote lang='zh-CN'>{escape(meeting['lead'])}…</blockquote>"
    _row(view, meeting, key=f"held-{meeting['meeting_no']}", facts=facts, heading=meeting["title"] or "", body=body)


def _row(
    view: View,
    row: Mapping[str, Any],
    *,
    key: str,
    facts: list[str],
    heading: str,
    body: str,
    reasons: str = "",
    mark: str = "",
) -> None:
    t = view.t
    with st.container(key=key, gap="small"):
        record.show(
            "<article class='item'>"
            f"<p class='facts'>{escape(t('evidence.facts').join(fact for fact in facts if fact))}</p>"
            f"<h3 lang='zh-CN'>{escape(heading)}</h3>{body}<p class='facts'>{escape(reasons)}</p>"
            f"<p class='facts'>{escape(outlet(view, row['outlet']))}{original(view, row['url'])}</p>"
            "</article>"
        )
        link("meetings", t("evidence.report"), meeting=row["meeting_id"], mark=mark or [])


def _held(view: View, row: Mapping[str, Any]) -> list[str]:
    """When a meeting was held, on which basis that is known, and which body met."""
    t = view.t
    dated = t("evidence.dated", date=row["date"], basis=t(f"basis.{row['date_basis']}")) if row["date"] else None
    who = " ".join(part for part in (row["place"], row["body"] or t("none.body"), row["session"]) if part)
    return [dated or t("basis.none"), who]


def _reason(view: View, label: Mapping[str, Any]) -> str:
    t = view.t
    words = dict.fromkeys(match["text"] for match in label["matches"] if match["text"])
    quoted = t.enumerate([t("evidence.quoted", word=word) for word in words])
    return t("evidence.reason", topic=view.topic(label["topic"]), share=f"{label['weight']:.0%}", words=quoted)


def marked(text: str, start: int, matches: Sequence[Mapping[str, Any]]) -> str:
    """A stretch of a report as HTML, with the words marked that earned its labels. ``start`` is its place in the
    report, in which the matches count."""
    parts, done = [], 0
    for match in sorted(matches, key=lambda match: (match["start"], -match["end"])):
        first, last = max(match["start"] - start, done), match["end"] - start
        if first < last <= len(text):
            parts.append(f"{escape(text[done:first])}<mark>{escape(text[first:last])}</mark>")
            done = last
    return "".join([*parts, escape(text[done:])])


def outlet(view: View, name: str | None) -> str:
    """Who published a report."""
    return view.t("evidence.outlet", outlet=name) if name else view.t("none.outlet")


def original(view: View, url: str | None) -> str:
    """The address of the original, as a link where it is one of the web."""
    if not url:
        return ""
    shown = escape(url)
    if not url.lower().startswith(("http://", "https://")):
        return f" · {shown}"
    return f" · <a href='{shown}' target='_blank' rel='noopener noreferrer'>{escape(view.t('evidence.original'))}</a>"
