"""The strings that speak for a topic, to be changed, and topics of the library's own."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analysis.records import Edits, NewTopic, PatternEdit
from analysis.topics import Taxonomy, edited, load_taxonomy
from pages.shared import cells, components, state
from pages.shared.editing import draft
from pages.shared.view import View


def editor(view: View) -> None:
    """Choose a topic, change its strings and their weights; add a topic."""
    t = view.t
    edits = draft.current(view)
    names = {topic.id: getattr(topic, t.language) for topic in edited(load_taxonomy(), edits).topics}
    topic = components.option("edit", tuple(names))
    st.selectbox(t("vocabulary.topic"), list(names), format_func=names.__getitem__, key=state.name("edit"),
                 on_change=state.touch)  # fmt: skip
    start = draft.at_entry(view, topic)
    frame = pd.DataFrame(_patterns(edited(load_taxonomy(), start), topic), columns=["pattern", "weight"])
    changed = st.data_editor(
        frame, num_rows="dynamic", hide_index=True, height=420, width="stretch",
        key=f"patterns-{topic}-{view.shown.version}-{cells.generation()}",
        column_config={
            "pattern": st.column_config.TextColumn(t("vocabulary.pattern"), required=True, max_chars=40),
            "weight": st.column_config.NumberColumn(
                t("vocabulary.weight"), min_value=-9, max_value=9, required=True, help=t("vocabulary.weight_help")
            ),
        },
    )  # fmt: skip
    draft.put(view, patterns=_with(edits, topic, changed))
    with st.expander(t("vocabulary.new_topic")):
        _new_topic(view, names)


def _patterns(taxonomy: Taxonomy, topic: str) -> list[tuple[str, float]]:
    """The strings of a topic, the strongest first."""
    known = next((one.patterns for one in taxonomy.topics if one.id == topic), ())
    return sorted(known, key=lambda pattern: (-pattern[1], pattern[0]))


def _with(edits: Edits, topic: str, frame: pd.DataFrame) -> tuple[PatternEdit, ...]:
    """The edits of the strings, those of ``topic`` replaced by what its table says against the program's own."""
    wanted = {
        str(pattern).strip(): float(weight)
        for pattern, weight in zip(frame["pattern"], frame["weight"], strict=True)
        if isinstance(pattern, str) and pattern.strip() and weight == weight and weight is not None
    }
    own = dict(_patterns(load_taxonomy(), topic))
    here = [PatternEdit(topic, pattern, weight) for pattern, weight in wanted.items() if own.get(pattern) != weight]
    struck = [PatternEdit(topic, pattern, None) for pattern in own if pattern not in wanted]
    return (*(edit for edit in edits.patterns if edit.topic != topic), *here, *struck)


def _new_topic(view: View, taken: dict[str, str]) -> None:
    t = view.t
    with st.form("new-topic", border=False, clear_on_submit=True):
        st.html(f"<p class='hint'>{t.html('vocabulary.new_topic_help')}</p>")
        given = [st.text_input(t(f"vocabulary.new_{field}"), max_chars=200) for field in ("id", "zh", "en")]
        said = [st.text_input(t(f"vocabulary.new_definition_{field}"), max_chars=400) for field in ("zh", "en")]
        added = st.form_submit_button(t("vocabulary.new_add"))
    if not added:
        return
    values = [value.strip() for value in (*given, *said)]
    if not all(values):
        st.warning(t("vocabulary.new_incomplete"))
    elif values[0] in taken:
        st.warning(t("vocabulary.new_taken", id=values[0]))
    else:
        draft.put(view, topics=(*draft.current(view).topics, NewTopic(*values)))
        state.put("edit", values[0])
        st.rerun()
