"""The filters in the sidebar: the selection of every page, kept in the address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

import streamlit as st

from analysis.measures import choices as offered
from analysis.measures.choices import Choices
from analysis.measures.selection import TREATMENTS, Selection
from pages.shared import state
from pages.shared.view import View

FIRST: Final = ("place", "body", "level", "topic", "word")
MORE: Final = ("agenda", "treatment", "action", "decision", "formulation", "phrase", "term")
FREE: Final = ("word", "formulation", "phrase", "term")
SWITCHES: Final = ("other_matters", "undated")
DAYS: Final = {"from": "start", "to": "end"}
SPAN: Final = (date(1900, 1, 1), date(2099, 12, 31))
"""The days that can be asked for."""
EVERY: Final = (*FIRST, *MORE, *DAYS, *SWITCHES)


def field_of(key: str) -> str:
    """The attribute of a selection that a parameter stands for."""
    if key in (*SWITCHES, "agenda"):
        return key
    return DAYS.get(key) or ("bodies" if key == "body" else f"{key}s")


def read(choices: Choices, *, prefix: str = "") -> Selection:
    """The selection that the widgets hold or, where they hold nothing yet, the address: the sidebar's, or another one
    whose parameters have a ``prefix``."""
    asked, dropped = Selection.from_params({key: state.given(prefix + key) for key in EVERY})
    unknown = set(offered.unknown(choices, asked)) if asked else set()
    state.drop([prefix + part for part in (*dropped, *sorted(unknown))])
    for key in EVERY:  # what cannot be read was named; the rest is used, though the address may write it otherwise
        state.understand(prefix + key, state.given(prefix + key))
    values: dict[str, Any] = {}
    for key in (*FIRST, *MORE):
        known = [value for value in getattr(asked, field_of(key)) if f"{key}={value}" not in unknown]
        values[key] = state.seed(prefix + key, lambda _, known=known: known)
    for key in (*DAYS, *SWITCHES):
        value = getattr(asked, field_of(key))
        if key in DAYS and value and not SPAN[0] <= value <= SPAN[1]:
            state.drop([f"{prefix}{key}={value}"])
            value = None
        values[key] = state.seed(prefix + key, lambda _, value=value: value)
    if values["from"] and values["to"] and values["from"] > values["to"]:
        state.drop([f"{prefix}to={values['to']}"])
        values["to"] = None
    selection = Selection(**{field_of(key): tuple(v) if isinstance(v, list) else v for key, v in values.items()})
    for key in EVERY:
        state.note(prefix + key, selection.to_params().get(key, []))
    return selection


def sidebar(view: View) -> None:
    """Draw the filters."""
    t = view.t
    st.html(f"<h2 class='side'>{t.html('filter.title')}</h2>")
    controls(view, view.selection)
    if view.selection:
        st.button(t("filter.clear"), on_click=clear, key="clear", width="stretch")


def controls(view: View, selection: Selection, *, prefix: str = "") -> None:
    """The controls of a selection that was :func:`read`."""
    t, labels = view.t, _offered(view.shown.version, view.t.language, view)
    for key in DAYS:
        st.date_input(
            t(f"filter.{key}"), key=state.name(prefix + key), on_change=state.touch, format="YYYY-MM-DD",
            min_value=SPAN[0], max_value=SPAN[1],
            help=t(f"filter.{key}_help", first=view.choices.first or "–", last=view.choices.last or "–"),
        )  # fmt: skip
    for key in FIRST:
        _choose(view, selection, key, labels.get(key, {}), prefix)
    with st.expander(t("filter.more"), expanded=any(getattr(selection, field_of(key)) for key in MORE)):
        for key in MORE:
            _choose(view, selection, key, labels.get(key, {}), prefix)
        for key in SWITCHES:
            st.checkbox(t(f"filter.{key}"), key=state.name(prefix + key), on_change=state.touch)


def clear(*keys: str, prefix: str = "") -> None:
    """Take conditions back: those of the parameters named, or all."""
    for key in keys or EVERY:
        state.put(prefix + key, None if key in DAYS else False if key in SWITCHES else [])


def copy(prefix: str) -> None:
    """Give the selection with this prefix the conditions of the sidebar's; a callback."""
    for key in EVERY:
        state.put(prefix + key, st.session_state[state.name(key)])


def without(selection: Selection, key: str) -> Selection:
    """The selection without one of its conditions."""
    return replace(selection, **{field_of(key): getattr(Selection(), field_of(key))})


def only(selection: Selection, key: str) -> Selection:
    """The selection with no other of its conditions."""
    return replace(Selection(), **{field_of(key): getattr(selection, field_of(key))})


def described(view: View, selection: Selection) -> str:
    """The conditions in words, empty where there are none."""
    return view.names.described(selection)


def set_keys(selection: Selection) -> list[str]:
    """The parameters that the selection sets."""
    return list(selection.to_params())


def _choose(view: View, selection: Selection, key: str, labels: Mapping[str, str], prefix: str) -> None:
    t, chosen, free = view.t, getattr(selection, field_of(key)), key in FREE
    st.multiselect(
        t(f"filter.{key}"), [*labels, *(value for value in chosen if value not in labels)],
        format_func=lambda value: labels.get(value) or view.value(key, value),
        key=state.name(prefix + key), on_change=state.touch, accept_new_options=free, select_all=False,
        placeholder=t("filter.type" if free else "filter.all"), help=t(f"filter.{key}_help"),
    )  # fmt: skip


@st.cache_resource(max_entries=16, show_spinner=False)
def _offered(version: str, language: str, _view: View) -> dict[str, dict[str, str]]:
    """What a version offers to choose from, by filter: the values in their order, each with its label."""
    offered = {key: _counts(_view.choices, key) for key in (*FIRST, *MORE) if key not in FREE}
    return {
        key: {value: _label(_view, key, value, count) for value, count in counts.items()}
        for key, counts in offered.items()
    }


def _counts(choices: Choices, key: str) -> dict[str, int | None]:
    """The values of a filter in their order, and how many meetings or items each has where that is known."""
    if key == "treatment":
        return dict.fromkeys(TREATMENTS)
    if key == "agenda":
        return dict.fromkeys(choices.topics["topic"])
    frame = getattr(choices, field_of(key))
    counted = frame["items" if key in ("topic", "action", "decision") else "meetings"]
    return dict(zip(frame[key].tolist(), counted.tolist(), strict=True))


def _label(view: View, key: str, value: str, count: int | None) -> str:
    """Names with their size; unlike each other, since the browser tells options apart by their labels."""
    name = _in_tree(view, value) if key == "place" else view.value(key, value)
    return name if count is None else f"{name} · {count:,}"


def _in_tree(view: View, place: str) -> str:
    """A place under the one that it lies in, by its own name first. The list keeps the spaces, the chosen label closes
    them; the names of those above are there to be searched and to tell namesakes apart."""
    depth, name, parent = view.places[place]
    return " " * 4 * depth + (view.t("filter.within", place=name, parent=parent) if parent else name)
