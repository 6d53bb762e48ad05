"""Whose agendas are alike, and what makes the difference?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import pandas as pd
import streamlit as st

from analysis.measures import likeness
from pages.shared import cells, components, state
from pages.shared.exports import files, record
from pages.shared.findings import places as findings
from pages.shared.looks import places as looks
from pages.shared.view import View

BY: Final = ("place", "body", "level", "year", "province", "city")
COLUMNS: Final = (
    "topic", "share", "share_other", "difference", "low", "high", "part", "adjusted", "numerator", "numerator_other",
)  # fmt: skip
PAIRS: Final = ("one", "other_group", "distance", "divergence", "by_chance", "adjusted", "topic", "part")


def draw(view: View) -> None:
    """Answer, what parts two groups, controls, evidence, tables."""
    t, by = view.t, components.option("among", BY)
    groups = [str(group) for group in view.measure(likeness.groups, by=by)[by]]
    pairs = view.measure(likeness.pairs, by=by)
    components.head(t("places.question"), findings.answer(view, pairs, by))
    cells.pointer(view)
    if len(groups) > 1:
        one = components.option("one", groups)
        other = components.option("with", [group for group in groups if group != one])
        contrast = view.measure(likeness.contrast, by=by, one=one, other=other)
        components.chart(looks.contrast(view, contrast, by, one, other), key="contrast")
        components.prose(findings.pair(view, contrast, by, one, other))
        components.caption(view, _whole(view, contrast, by, one, other))
    components.choose("among", BY, t("places.among"), lambda by: t(f"column.{by}"))
    if len(groups) > 1:
        _select(view, "one", groups, by)
        _select(view, "with", [group for group in groups if group != one], by)
    components.note(t("places.note", n=likeness.FEWEST, most=likeness.MOST))
    if len(groups) > 1 or cells.opened():
        cells.evidence(view)
    if len(groups) > 1:
        columns = components.columns(view, *COLUMNS)
        components.table(view, contrast, key="contrast", columns=columns, cell=["topic"], within={by: one})
        components.section(t("places.pairs"))
        if len(groups) > 2:
            chosen = {"one": one, "with": other}
            components.chart(
                looks.matrix(view, pairs, by), key="pairs", on_point=_choose, chosen=_as_drawn(pairs, chosen)
            )
            components.note(t("places.matrix_note"))
        _pairs(view, pairs, by)


def _whole(view: View, contrast: pd.DataFrame, by: str, one: str, other: str) -> str:
    names = {"one": view.value(by, one), "other": view.value(by, other)}
    sizes = {"n": int(contrast["denominator"].max()), "m": int(contrast["denominator_other"].max())}
    return view.t("places.denominator", **names, **sizes)


def _select(view: View, key: str, groups: list[str], by: str) -> None:
    st.selectbox(
        view.t(f"places.{key}"), groups, key=state.name(key), on_change=state.touch,
        format_func=lambda group: view.value(by, group), disabled=state.is_signed(),
    )  # fmt: skip


def _pairs(view: View, pairs: pd.DataFrame, by: str) -> None:
    """All pairs, the most alike first; choosing one draws what parts it."""
    shown = components.named(view, pairs.rename(columns={"other": "other_group", "chance": "by_chance"}))
    shown = shown.assign(**{key: [view.value(by, name) for name in shown[key]] for key in ("one", "other_group")})
    name = f"pairs-{by}-{cells.generation()}"
    columns = components.columns(view, *PAIRS)
    st.dataframe(
        shown[list(PAIRS)], hide_index=True, column_config=columns, key=name,
        on_select=lambda: _choose_row(name, pairs.rename(columns={"other": "with"}).to_dict("records")),
        selection_mode="single-row",
    )  # fmt: skip
    rows = record.Rows(f"pairs-{by}", shown, columns, pairs.attrs.get("call"))
    record.note(rows)
    files.offer(view, rows)


def _as_drawn(pairs: pd.DataFrame, chosen: dict[str, str]) -> dict[str, str]:
    """The chosen two in the order in which a square names them."""
    turned = {"one": chosen["with"], "with": chosen["one"]}
    is_turned = ((pairs["one"] == turned["one"]) & (pairs["other"] == turned["with"])).any()
    return turned if is_turned else chosen


def _choose_row(table: str, rows: Sequence[Mapping[Any, Any]]) -> None:
    """Draw the pair of the row that was chosen; a callback."""
    if chosen := st.session_state[table]["selection"]["rows"]:
        _choose(rows[chosen[0]])


def _choose(pair: Mapping[Any, Any]) -> None:
    """Draw a pair; for callbacks."""
    state.put("one", str(pair["one"]))
    state.put("with", str(pair["with"]))
    cells.close()
