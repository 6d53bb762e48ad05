"""The cell that a reader has opened, and the items and sentences behind it.

The cell stands in the address as ``cell=key:value``, once for each of its keys, so that a link opens the evidence.
Its keys are those of ``Selection.narrow`` and, of a comparison, the side that it belongs to.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from html import escape
from types import MappingProxyType
from typing import Any, Final
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from analysis.errors import SelectionError
from analysis.measures import counts
from analysis.measures import evidence as behind
from analysis.measures.choices import unknown
from analysis.measures.selection import Selection
from analysis.texts import Count, Linked
from pages.shared import guests, quoting, state
from pages.shared.exports import record
from pages.shared.listing import paged, pager
from pages.shared.navigation import GLOBAL
from pages.shared.periods import Period
from pages.shared.view import View, records

PER_PAGE: Final = 10

SIDE: Final = "side"
"""The key of a cell that says which of two compared selections it belongs to; who draws it gives that one's view."""

UNIT: Final = "unit"
"""The key of a cell that says what it counts, ``items`` or ``meetings``."""

_AMONG: Final = {SIDE: ("a", "b"), UNIT: ("items", "meetings")}

HELD: Final = "held"
"""The key of a cell of meetings that are held or missing, for which topics and words do not matter."""

MAJOR: Final = "major"
"""The key of a cell of a major topic, for which parts of items count."""

PLACE: Final = ("cell", "at", "line", quoting.ROW)
"""The parameters that say which cell is open, and where in its evidence the reader is."""


def opened() -> dict[str, str]:
    """The keys and values of the open cell; empty where none is open."""
    cell = read(state.get_all("cell"))
    state.note("cell", parts(cell))
    return cell


def parts(cell: Mapping[str, Any]) -> list[str]:
    """The parts in which the address has a cell; :func:`read` reads them."""
    return [f"{key}:{value}" for key, value in spelled(cell).items()]


def read(parts: Iterable[str]) -> dict[str, str]:
    """A cell from the parts in which the address has it; what is no part of one is left out."""
    cell = dict(part.split(":", 1) for part in parts if re.fullmatch("[a-z_]+:.+", part, re.S))
    return {key: value for key, value in cell.items() if value in _AMONG.get(key, (value,))}


def spelled(cell: Mapping[str, Any]) -> dict[str, str]:
    """A cell as the address has it."""
    return {str(key): "-" if pd.isna(value) else str(value) for key, value in cell.items()}


def counted_in(default: str) -> str:
    """What the open cell counts: what it says itself, else what the page counts."""
    cell = opened()
    return "meetings" if HELD in cell else cell.get(UNIT, default)


def open_cell(cell: Mapping[str, Any]) -> None:
    """Open a cell; a callback."""
    state.put("cell", tuple(parts(cell)))
    state.put("at", 1)
    state.put("line", 1)
    state.put(quoting.ROW, "")
    st.session_state.pop(quoting.LEFT, None)


def point(chart: str) -> dict[str, Any]:
    """The cell of the point that was clicked in a chart; for callbacks."""
    points = st.session_state[chart]["selection"]["points"]
    return (points[-1].get("customdata") or {}) if points else {}


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


def linked(n: float, cell: Mapping[str, Any], *, page: str = "") -> Count:
    """A count in a sentence, as a link that opens its cell on this page or on another one."""
    here = state.here(without=PLACE) if not page else state.view(GLOBAL)
    return _leading(n, page, {**here, "cell": parts(cell)})


def listed(view: View, n: float, **conditions: Any) -> Count:
    """A count of meetings, as a link to the list of those of the view's selection, with further conditions."""
    return _leading(n, "meetings", {**state.view(GLOBAL), **replace(view.selection, **conditions).to_params()})


def of_library(n: float, page: str, cell: Mapping[str, Any] = MappingProxyType({})) -> Count:
    """A count of everything in the version, as a link to a page without filters."""
    kept = [key for key in GLOBAL if key in ("lang", "v")]
    return _leading(n, page, {**state.view(kept), "cell": parts(cell)})


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
    if (selection := selected(view)) is not None:
        said = described(view, opened())
        record.cell(said, selection, counted_in(unit))
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
        heading(view, size)
        rows, draw = (behind.meetings, _meeting) if _unit(unit) == "meetings" else (behind.items, _item)
        page = paged("at", count, PER_PAGE)
        for row in records(view.measure(rows, selection=selection, limit=PER_PAGE, offset=(page - 1) * PER_PAGE)):
            draw(view, row, counted_in(unit))
        pager("at", count, PER_PAGE)


def heading(view: View, size: str) -> None:
    """What is open and how much is behind it, what is to be known of such figures, and the way to close it."""
    t, cell = view.t, opened()
    title = t.html("evidence.title", cell=described(view, cell), size=size)
    record.show(f"<h2 class='section' id='evidence'>{title}</h2>")
    if MAJOR in cell:
        record.show(f"<p class='hint'>{t.html('evidence.major_means')}</p>")
    st.button(t("evidence.close"), on_click=close, key="close", type="tertiary")


def selected(view: View) -> Selection | None:
    """The selection behind the open cell, if there is one that makes sense, of what the version holds."""
    cell = opened()
    if not cell:
        return None
    try:
        selection = narrowed(view.selection, cell)
    except SelectionError:
        selection = None
    if selection is None or unknown(view.choices, selection):
        state.drop([f"cell={key}:{value}" for key, value in cell.items()])
        st.session_state[state.name("cell")] = ()
        state.note("cell", [])
        return None
    return selection


def word(cell: Mapping[str, str]) -> str:
    """The word of a cell of words."""
    return next((cell[key] for key in ("term", "phrase", "word") if key in cell), "")


def described(view: View, cell: Mapping[str, str]) -> str:
    """A cell in words."""
    days = [cell[key] for key in ("from", "to") if key in cell]
    names = [_value(view, key, value) for key, value in cell.items() if key not in ("from", "to", UNIT)]
    said = [*names, *([view.t("evidence.days").join(days)] if days else [])]
    return view.t("evidence.join").join(said) or view.t("evidence.everything")


def _value(view: View, key: str, value: str) -> str:
    if key == MAJOR:
        from pages.shared.looks.majors import names

        return names(view).get(value, value)
    return view.value("body" if key == "office" else key, value)


def _majors() -> Any:
    # Imported here, since the crosswalk's room brings the segmenter along, which most pages have no use for.
    from analysis.measures import majors

    return majors


def _leading(n: float, page: str, params: Mapping[str, Sequence[str]]) -> Count:
    """A count that leads to a view, for a reader to whom that is open."""
    leads = guests.leads(page or state.page(), params)
    return Count(round(n)) if leads is None else Linked(round(n), f"{page}?{urlencode(leads, doseq=True)}")


def _unit(default: str) -> str:
    return "meetings" if counted_in(default) == "meetings" else "items"


def _size(view: View, selection: Selection, of: str) -> tuple[int, str]:
    """How many rows are behind a cell, also in words; where parts of them count, how much these are together."""
    t, cell, counted = view.t, opened(), _unit(of)
    count = view.measure(behind.count, selection=selection, unit=counted)
    size = t(f"unit.{counted}", n=count)
    if MAJOR in cell:
        frame = view.measure(_majors().attention, selection=selection)
        return count, t("evidence.worth", size=size, worth=_sum(frame, MAJOR, cell[MAJOR], 1))
    if counted_in(of) == "text" and "topic" in cell:
        frame = view.measure(counts.topics, selection=selection, unit="text")
        return count, t("evidence.chars", size=size, chars=_sum(frame, "topic", cell["topic"], 0))
    return count, size


def _sum(frame: pd.DataFrame, key: str, value: str, digits: int) -> str:
    return f"{frame.loc[frame[key] == value, 'numerator'].sum():,.{digits}f}"


def _item(view: View, item: Mapping[str, Any], of: str) -> None:
    t = view.t
    facts = [
        *quoting.held(view, item),
        t(f"action.{item['action']}"),
        t(f"decision.{item['decision']}") if item["decision"] else "",
    ]
    where = "passage" if item["passage"] else "announcement"
    matches = [match for label in item["labels"] for match in label["matches"]]
    is_apart = where == "passage" and item["announcement"] not in item["passage"]
    announced = (
        f"<p class='said' lang='zh-CN'>{quoting.marked(item['announcement'], item['announcement_start'], matches)}</p>"
        if is_apart
        else ""
    )
    quoted = quoting.marked(item[where], int(item[f"{where}_start"]), matches)
    reasons = [quoting.reason(view, item, label) for label in item["labels"]] or [t("evidence.no_topic")]
    _row(
        view,
        item,
        key=str(item["item_id"]),
        facts=facts,
        heading=item["subject"],
        body=f"{announced}<blockquote lang='zh-CN'>{quoted}</blockquote>",
        reasons=[*_counts(view, item, of), *reasons],
        mark=f"{item['announcement_start']}-{item['announcement_end']}",
    )


def _counts(view: View, item: Mapping[str, Any], of: str) -> list[str]:
    """How much an item counts, where that is not one."""
    t, cell = view.t, opened()
    if MAJOR in cell:
        parts = _majors().worth(item["labels"], cell[MAJOR])
        made = [
            t("evidence.worth_part", topic=view.topic(topic), weight=f"{weight:.0%}", share=f"{share:.0%}")
            for topic, weight, share in parts
        ]
        worth = sum(weight * share for _topic, weight, share in parts)
        return [t("evidence.worth_of", worth=f"{worth:.2f}", parts=t.enumerate(made))]
    if of == "text" and "topic" in cell:
        weights = [label["weight"] for label in item["labels"] if label["topic"] == cell["topic"]] or [1.0]
        share = sum(weights)
        return [t("evidence.chars_of", n=round(item["chars"] * share), chars=int(item["chars"]), share=f"{share:.0%}")]
    return []


def _meeting(view: View, meeting: Mapping[str, Any], _of: str) -> None:
    facts = [*quoting.held(view, meeting), view.t("unit.items", n=meeting["items"])]
    body = f"<blockquote lang='zh-CN'>{escape(meeting['lead'])}…</blockquote>"
    _row(view, meeting, key=str(meeting["meeting_id"]), facts=facts, heading=meeting["title"] or "", body=body)


def _row(
    view: View,
    row: Mapping[str, Any],
    *,
    key: str,
    facts: Iterable[str],
    heading: str,
    body: str,
    reasons: Iterable[str] = (),
    mark: str = "",
) -> None:
    t = view.t
    why = "".join(f"<p class='facts'>{escape(reason)}</p>" for reason in reasons)
    with st.container(key=f"row-{key}", gap="small"):
        record.show(
            f"<article class='item{quoting.here(key)}'>"
            f"<p class='facts'>{escape(t('evidence.facts').join(fact for fact in facts if fact))}</p>"
            f"<h3 lang='zh-CN'>{escape(heading)}</h3>{body}{why}"
            f"<p class='facts'>{quoting.source(view, row)}</p>"
            "</article>"
        )
        quoting.to_report(row, t("evidence.report"), key=key, mark=mark)
