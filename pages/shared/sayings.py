"""The parts of the page of formulations: which one is chosen, how it spreads, what took whose place, and the sentences
in which it stands."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any, Final

import pandas as pd
import streamlit as st

from analysis.measures import diffusion, formulations
from analysis.measures import evidence as behind
from analysis.measures import relays as measured
from pages.shared import cells, components, quoting, state
from pages.shared.exports import record
from pages.shared.findings import formulations as findings
from pages.shared.listing import paged, pager
from pages.shared.looks import formulations as looks
from pages.shared.navigation import GLOBAL, link
from pages.shared.view import View, records

PER_PAGE: Final = 10
KEY: Final = "chosen"


def chosen(view: View, frame: pd.DataFrame) -> str:
    """The formulation that the reader has chosen, empty where none is. Its control is :func:`choose`."""
    options = _options(frame)
    if (given := state.given(KEY)) and given[-1] not in options:
        state.drop([f"{KEY}={given[-1]}"])
    value = state.seed(KEY, lambda given: given[-1] if given and given[-1] in options else None)
    state.note(KEY, [value] if value else [])
    return value or ""


def choose(view: View, frame: pd.DataFrame) -> None:
    """The control of :func:`chosen`: those that are sighted, the hottest first, then the rest of the lexicon."""
    t, counts = view.t, dict(zip(frame["formulation"], frame["numerator"], strict=True))
    st.selectbox(
        t("formulations.choose"), _options(frame), key=state.name(KEY), on_change=state.touch,
        placeholder=t("formulations.choose_one"), help=t("formulations.choose_help"),
        format_func=lambda name: t("formulations.option", name=name, n=int(counts.get(name, 0))),
        disabled=state.is_signed(),
    )  # fmt: skip


def ends(view: View, frame: pd.DataFrame, formulation: str) -> None:
    """Links that open the first and the last sighting."""
    row = next((row for row in records(frame) if row["formulation"] == formulation), None)
    if row is None or not row["first"]:
        return
    with st.container(horizontal=True):
        for end in ("first", "last"):
            cell = [f"formulation:{formulation}", f"date:{row[end]}"]
            label = view.t(f"formulations.{end}_sighting", date=row[end])
            link("formulations", label, keep=[*GLOBAL, KEY, "part", "grain"], cell=cell)


def unit() -> str:
    """What the open cell counts: an action is one of an item."""
    return "items" if {"action", "item"} & cells.opened().keys() else "meetings"


def spread(view: View, places: pd.DataFrame, formulation: str) -> None:
    """How a formulation has gone from place to place: curves by level, and the places in their order."""
    t = view.t
    curves = view.measure(diffusion.curves, formulation)
    record.show(f"<p class='finding'>{findings.spread(view, places, view.measure(diffusion.levels, formulation))}</p>")
    if len(curves):
        components.chart(looks.spread(view, curves, places), key="spread")
        components.caption(view, t("formulations.denominator_spread"), extra=t("formulations.spread_note"))
    said = places[places["numerator"] > 0]
    components.chart(looks.adopters(view, said), key="adopters")
    components.table(
        view, looks.placed(view, places), key="places", columns=looks.place_columns(view),
        cell=["formulation", "level", "place"],
    )  # fmt: skip


def wordings(view: View, formulation: str) -> None:
    """In which wordings a formulation stands, and what is done with the items in which it does."""
    t, frame = view.t, view.measure(formulations.wordings, formulation)
    if len(frame) > 1:
        components.chart(looks.wordings(view, frame), key="wordings")
        components.caption(view, t("formulations.denominator_wordings"))
    else:
        components.note(t("formulations.one_wording", wording=frame["variant"].iloc[0]))
    components.section(t("formulations.actions"))
    used = view.measure(formulations.actions, formulation)
    if len(used):
        components.chart(looks.actions(view, used), key="actions")
    components.note(t("formulations.actions_note" if len(used) else "formulations.no_actions"))


def successors(view: View) -> None:
    """Which formulation took the place of which, each a link to its life."""
    frame = view.measure(formulations.successors)
    if frame.empty:
        components.note(view.t("formulations.no_successors"))
        return
    for row in records(frame):
        link("formulations", findings.succession(view, row), chosen=row["formulation"])
    components.note(view.t("formulations.successors_note"))


def relays(view: View) -> None:
    """Which meeting passed on which, and how many days later: both reports can be opened."""
    t, links = view.t, view.measure(measured.links)
    record.show(f"<p class='finding'>{findings.relays(view, links, view.measure(measured.lags))}</p>")
    if len(links):
        components.chart(looks.relays(view, links), key="relays")
        components.caption(view, t("formulations.denominator_relays"), extra=t("formulations.relays_note"))
    page = paged("relay", len(links), PER_PAGE)
    for number, row in enumerate(records(links.iloc[(page - 1) * PER_PAGE : page * PER_PAGE])):
        with st.container(key=f"relay-{number}", gap=None):
            record.show(f"<p class='facts'>{findings.relay(view, row)}</p>")
            link("meetings", findings.held(view, row, ""), meeting=row["meeting_id"])
            link("meetings", findings.held(view, row, "relayed_"), meeting=row["relayed_id"])
    pager("relay", len(links), PER_PAGE)


def evidence(view: View, formulation: str = "") -> None:
    """The sentences behind the open cell, by meeting; items where an action was counted."""
    t, selection = view.t, cells.selected(view)
    if selection is None or unit() == "items":
        cells.evidence(view, unit=unit())
        return
    asked = (
        selection if selection.formulations else selection.narrow(formulation=formulation) if formulation else selection
    )
    count = view.measure(behind.count, selection=asked, unit="meetings")
    with st.container(key="evidence"):
        cells.heading(view, t("unit.meetings", n=count))
        name = cells.opened().get("formulation")
        if name and name != formulation:
            link("formulations", t("formulations.follow", name=name), chosen=name)
        page = paged("at", count, PER_PAGE)
        found = view.measure(formulations.sightings, selection=asked, limit=PER_PAGE, offset=(page - 1) * PER_PAGE)
        for meeting in records(found):
            _meeting(view, meeting)
        pager("at", count, PER_PAGE)


def _meeting(view: View, meeting: Mapping[str, Any]) -> None:
    t = view.t
    facts, key = t("evidence.facts").join(quoting.held(view, meeting)), str(meeting["meeting_id"])
    quoted = ""
    for one in meeting["sentences"]:
        where = t(f"action.{one['action']}") if one["action"] else t("formulations.in_frame")
        said = quoting.marked(
            one["text"].strip(), one["start"] + len(one["text"]) - len(one["text"].lstrip()), one["matches"]
        )
        quoted += f"<blockquote lang='zh-CN'>{said}<small class='facts'> {escape(where)}</small></blockquote>"
    with st.container(key=f"said-{meeting['meeting_no']}", gap="small"):
        record.show(
            f"<article class='item{quoting.here(key)}'><p class='facts'>{escape(facts)}</p>"
            f"<h3 lang='zh-CN'>{escape(meeting['title'] or '')}</h3>{quoted}"
            f"<p class='facts'>{quoting.source(view, meeting)}</p></article>"
        )
        first = meeting["sentences"][0]["matches"][0] if meeting["sentences"] else None
        mark = f"{first['start']}-{first['end']}" if first else ""
        quoting.to_report(meeting, t("evidence.report"), key=key, mark=mark)


@st.cache_resource(show_spinner=False)
def _names() -> tuple[str, ...]:
    # Imported here, since the lexicon's room brings the segmenter along, which no other page has a use for.
    from analysis.language import load_lexicon

    return tuple(formulation.name for formulation in load_lexicon().formulations)


def _options(frame: pd.DataFrame) -> list[str]:
    return list(dict.fromkeys([*frame["formulation"], *_names()]))
