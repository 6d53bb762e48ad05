"""What the timelines follow: topics, words or phrases that the reader chose, or the most frequent ones."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

import streamlit as st

from analysis.charts.theme import plain
from analysis.measures import counts, keywords
from analysis.measures.selection import AND
from pages.shared import components, state
from pages.shared.view import View

MOST: Final = 6
_DEFAULT: Final = 5
QUOTES: Final = "\"'\u201c\u201d "


def chosen(view: View, of: str) -> list[str]:
    """The topics, words or phrases to draw; where none is chosen the five most frequent, and no phrases."""
    if of == "together":
        typed = components.words(of, most=MOST)
        values = list(dict.fromkeys(one for text in typed if (one := combined(view, text))))
        state.understand(of, [text for text in typed if combined(view, text) in values])
        if values != typed:  # what was typed is kept by ids, so that a link does not depend on the language
            st.session_state[state.name(of)] = values
            state.note(of, values)
    elif of != "topics":
        values = components.words(of, most=MOST)
    else:
        known = list(view.choices.topics["topic"])
        values = state.seed(of, lambda given: list(dict.fromkeys(one for one in given if one in known))[:MOST])
        state.note(of, values)
    if values or of in ("phrases", "together"):
        return values
    if of == "words":
        return view.measure(keywords.leading, limit=_DEFAULT)
    return view.measure(counts.leading)[:_DEFAULT]


def choose(view: View, of: str) -> None:
    """The control of :func:`chosen`."""
    t = view.t
    if of == "together":
        st.multiselect(
            t("timelines.series_together"), state.seed(of, list), format_func=lambda one: view.value("together", one),
            key=state.name(of), on_change=state.touch, accept_new_options=True, select_all=False, max_selections=MOST,
            placeholder=t("filter.type"), disabled=state.is_signed(),
        )  # fmt: skip
        return
    if of != "topics":
        components.ask_words(view, of, t(f"timelines.series_{of}"), most=MOST)
        return
    st.multiselect(
        t("timelines.series_topics"), list(view.choices.topics["topic"]), format_func=view.topic, key=state.name(of),
        on_change=state.touch, max_selections=MOST, placeholder=t("filter.all"), select_all=False,
        disabled=state.is_signed(),
    )  # fmt: skip


def controls(view: View, of: str, grain: str, lay: str, options: Mapping[str, Sequence[str]]) -> None:
    """What is followed, and below it how it is counted and drawn; what the layout does not know is left out."""
    t = view.t
    components.choose("of", options["of"], t("timelines.of"), lambda one: t(f"timelines.of_{one}"))
    choose(view, of)
    with st.container(horizontal=True):
        components.choose("grain", options["grain"], t("timelines.grain"), lambda one: t(f"timelines.grain_{one}"))
        components.choose("show", options["show"], t("timelines.show"), lambda one: t(f"timelines.show_{one}"))
        components.choose("unit", options["unit"], t("timelines.unit"), lambda one: t(f"topics.unit_{one}"))
        if grain != "year":
            components.choose("lay", options["lay"], t("timelines.lay"), lambda one: t(f"timelines.lay_{one}"))
        if lay == "time":
            components.choose("average", options["average"], t("timelines.average"), lambda one: _window(view, one))
            for key in ("intervals", "marks"):
                components.choose(
                    key, options[key], t(f"timelines.{key}"), lambda one, key=key: t(f"timelines.{key}_{one}")
                )  # type: ignore[misc]


def _window(view: View, periods: str) -> str:
    return view.t("timelines.average_1") if periods == "1" else periods


def combined(view: View, text: str) -> str:
    """A combination as measures take it, from what was typed: topics by their ids, strings in quotation marks.

    Topics are known by their id or by their name in either language; whatever else is typed is a string.
    """
    known = {}
    for row in plain(view.choices.topics):
        known |= {str(row[key]).casefold(): str(row["topic"]) for key in ("en", "zh", "topic")}
    parts = [part.strip() for part in re.split(rf"[+＋{AND}]", text)]
    named = [known.get(part.casefold()) or f'"{part.strip(QUOTES)}"' for part in parts if part.strip(QUOTES)]
    return AND.join(dict.fromkeys(named))


def named(view: View, of: str, values: list[str]) -> str:
    """The series in words."""
    return view.t.enumerate([view.topic(value) for value in values] if of == "topics" else values)
