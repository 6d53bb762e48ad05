"""The words of the segmenter, the stopwords and the synonyms, to be changed."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd
import streamlit as st

from analysis.language import load_lexicon
from pages.shared import cells
from pages.shared.editing import draft
from pages.shared.view import View


def editor(view: View) -> None:
    """Words added and taken out, stopwords likewise, and words that count as another."""
    t, lexicon = view.t, load_lexicon()
    start = draft.at_entry(view, "words")
    changes = {}
    for key, known in (("words", ()), ("not_words", lexicon.words),
                       ("stopwords", ()), ("not_stopwords", lexicon.stopwords)):  # fmt: skip
        changes[key] = _list(view, key, getattr(start, key), known)
    st.html(f"<p class='label'>{t.html('vocabulary.synonyms')}</p>")
    pairs = st.data_editor(
        pd.DataFrame(start.synonyms, columns=["word", "counted_as"], dtype=str), num_rows="dynamic", hide_index=True,
        key=f"synonyms-{view.shown.version}-{cells.generation()}",
        column_config={
            "word": st.column_config.TextColumn(t("vocabulary.synonym"), required=True, max_chars=20),
            "counted_as": st.column_config.TextColumn(t("vocabulary.counted_as"), required=True, max_chars=20),
        },
    )  # fmt: skip
    filled = pairs.dropna()
    changes["synonyms"] = tuple(
        (word.strip(), head.strip()) for word, head in zip(filled["word"], filled["counted_as"], strict=True)
    )
    draft.put(view, **changes)


def _list(view: View, key: str, chosen: tuple[str, ...], known: Iterable[str]) -> tuple[str, ...]:
    """Words that are added freely or, where there are known ones, chosen among these."""
    t, known = view.t, sorted(known)
    values = st.multiselect(
        t(f"vocabulary.{key}"), known or list(chosen), default=[word for word in chosen if not known or word in known],
        accept_new_options=not known, help=t(f"vocabulary.{key}_help"), placeholder=t("filter.type"),
        select_all=False, key=f"edit-{key}-{view.shown.version}-{cells.generation()}",
    )  # fmt: skip
    return tuple(dict.fromkeys(word.strip() for word in values if word.strip()))
