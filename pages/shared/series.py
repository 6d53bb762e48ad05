"""What the timelines follow: topics, words or phrases that the reader chose, or the most frequent ones."""

from __future__ import annotations

from typing import Final

import streamlit as st

from analysis.measures import counts, keywords
from analysis.measures.selection import NONE
from pages.shared import components, state
from pages.shared.view import View

MOST: Final = 6
_DEFAULT: Final = 5


def chosen(view: View, of: str) -> list[str]:
    """The topics, words or phrases to draw; where none is chosen the five most frequent, and no phrases."""
    if of != "topics":
        values = components.words(of)[:MOST]
    else:
        known = list(view.choices.topics["topic"])
        values = state.seed(of, lambda given: [value for value in given if value in known])[:MOST]
        state.drop([f"{of}={value}" for value in state.given(of) if value not in known])
        state.note(of, values)
    if values or of == "phrases":
        return values
    if of == "words":
        return list(view.measure(keywords.frequencies, limit=_DEFAULT)["term"])
    frame = view.measure(counts.topics)
    return list(frame[(frame["topic"] != NONE) & (frame["numerator"] > 0)]["topic"].head(_DEFAULT))


def choose(view: View, of: str) -> None:
    """The control of :func:`chosen`."""
    t = view.t
    if of != "topics":
        components.ask_words(view, of, t(f"timelines.series_{of}"), most=MOST)
        return
    st.multiselect(
        t("timelines.series_topics"), list(view.choices.topics["topic"]), format_func=view.topic, key=state.name(of),
        on_change=state.touch, max_selections=MOST, placeholder=t("filter.all"), select_all=False,
    )  # fmt: skip


def named(view: View, of: str, values: list[str]) -> str:
    """The series in words."""
    return view.t.enumerate([view.topic(value) for value in values] if of == "topics" else values)
