"""What a draft would change, shown before it is saved."""

from __future__ import annotations

from html import escape
from itertools import chain
from typing import TYPE_CHECKING, Final

import pandas as pd
import streamlit as st

from analysis.corpus.engine import Engine
from analysis.language import edited as edited_words
from analysis.language import load_lexicon
from analysis.measures import evidence, keywords
from analysis.measures.selection import NONE, Selection
from analysis.records import Edits
from analysis.topics import edited as edited_topics
from analysis.topics import load_taxonomy
from pages.shared import components
from pages.shared.exports import files, record
from pages.shared.navigation import link
from pages.shared.view import View, records

if TYPE_CHECKING:
    from analysis.importing.previewing import Preview

LISTED: Final = 20
_LISTS: Final = ("words", "not_words", "stopwords", "not_stopwords")


def topics(view: View, edits: Edits) -> None:
    """The items whose topics would change, by main topic, and the newest of them. Raises LexiconError where the edits
    make no sense."""
    t, preview = view.t, view.shown.measure(_moves, edits)
    said = t.html("vocabulary.moved", n=len(preview.moved), examined=preview.examined)
    if preview.examined < preview.candidates:
        said += t("sentence.join") + t.html("vocabulary.cut", n=preview.candidates)
    st.html(f"<p class='finding'>{said}</p>")
    if preview.moved.empty:
        return
    firsts = preview.moved.assign(**{key: [_first(topics) for topics in preview.moved[key]] for key in _WAYS})
    counted = firsts.groupby(list(_WAYS), as_index=False).agg(items=("item_id", "count"))
    counted = counted.sort_values(["items", *_WAYS], ascending=[False, True, True])
    rows = "".join(
        f"<tr><td>{escape(view.topic(row['before']))}</td><td>{escape(view.topic(row['after']))}</td>"
        f"<td class='number'>{row['items']}</td></tr>"
        for row in records(counted)
    )
    head = "".join(f"<th>{t.html(f'vocabulary.{key}')}</th>" for key in (*_WAYS, "items"))
    st.html(f"<table class='plain'><tr>{head}</tr>{rows}</table>")
    for row in records(preview.moved.head(LISTED)):
        was, would = (t.enumerate([view.topic(topic) for topic in row[key]] or [t("none.topic")]) for key in _WAYS)
        facts = t("evidence.facts").join(str(row[key]) for key in ("date", "place", "body") if row[key])
        with st.container(key=f"moved-{row['item_id'].replace(':', '-')}", gap=None):
            link("meetings", row["subject"], meeting=row["meeting_id"], mark=row["mark"])
            st.html(f"<p class='facts'>{escape(facts)}</p><p class='facts'>{escape(was)} → <b>{escape(would)}</b></p>")


_WAYS: Final = ("before", "after")


def _first(topics: tuple[str, ...]) -> str:
    return topics[0] if topics else NONE


def _moves(engine: Engine, edits: Edits) -> Preview:
    # Imported here, since the room of the imports brings the readers' libraries along.
    from analysis.importing.previewing import moves

    program = load_taxonomy()
    return moves(engine, edited_topics(program, engine.version.edits), edited_topics(program, edits))


def words(view: View, edits: Edits) -> None:
    """Of each word that would be treated otherwise, how often it stands in the reports, and in how many meetings it is
    counted as a word now. Raises LexiconError where the edits make no sense."""
    edited_words(load_lexicon(), edits)
    touched = _touched(view.shown.engine.version.edits, edits)
    if not touched:
        st.html(f"<p class='finding'>{view.t.html('vocabulary.no_words')}</p>")
        return
    everything = Selection()
    strings = view.measure(
        keywords.frequencies, selection=everything, stopwords=(), added=tuple(touched), limit=0
    ).set_index("term")
    rows = [
        {
            "term": word,
            "count": int(strings["count"].get(word, 0)),
            "documents": int(strings["documents"].get(word, 0)),
            "as_word": view.measure(evidence.count, selection=Selection(terms=(word,)), unit="meetings"),
        }
        for word in touched
    ]
    st.html(f"<p class='finding'>{view.t.html('vocabulary.words_touched', n=len(rows))}</p>")
    config = {key: st.column_config.Column(view.t(f"vocabulary.column_{key}")) for key in rows[0]}
    table = pd.DataFrame(rows)
    st.dataframe(table, hide_index=True, column_config=config)
    shown = record.Rows("vocabulary", table, config)
    record.note(shown)
    files.offer(view, shown)
    components.note(view.t("vocabulary.words_note_preview"))


def _touched(before: Edits, after: Edits) -> list[str]:
    """The words of which the two say something else."""
    changed: set[str] = set()
    for key in _LISTS:
        changed |= {*getattr(before, key)} ^ {*getattr(after, key)}
    changed |= {*chain.from_iterable({*before.synonyms} ^ {*after.synonyms})}
    return sorted(changed)
