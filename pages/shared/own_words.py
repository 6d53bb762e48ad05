"""The reader's own hand in the vocabulary: words hidden, shown again, or counted beside the lexicon's. It is part of
the address and changes no version."""

from __future__ import annotations

from typing import Any

import streamlit as st

from pages.shared import components
from pages.shared.view import View


def chosen(view: View) -> dict[str, Any]:
    """The options of ``keywords.frequencies`` that the reader has set."""
    hidden, kept, added = components.words("stop"), components.words("keep"), components.words("add")
    return {"stopwords": tuple(sorted({*view.shown.engine.stopwords, *hidden} - {*kept})), "added": tuple(added)}


def edit(view: View) -> None:
    """The controls of :func:`chosen`."""
    t, columns = view.t, st.columns(3)
    for column, key in zip(columns, ("stop", "keep", "add"), strict=True):
        with column:
            components.ask_words(view, key, t(f"keywords.{key}"), help=t(f"keywords.{key}_help"))
