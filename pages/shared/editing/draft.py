"""The edits that a reader is at work on, before they are saved. They belong to the session, not to the address."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from analysis.records import Edits
from pages.shared import cells
from pages.shared.view import View


def current(view: View) -> Edits:
    """The draft as it stands; without one, the edits that the version carries."""
    version, edits = st.session_state.get("_draft", ("", None))
    return edits if version == view.shown.version else view.shown.engine.version.edits


def is_changed(view: View) -> bool:
    """Whether the draft says anything that the version does not."""
    return current(view) != view.shown.engine.version.edits


def put(view: View, **changes: Any) -> None:
    """Change the draft."""
    st.session_state["_draft"] = (view.shown.version, replace(current(view), **changes))


def at_entry(view: View, part: str) -> Edits:
    """The draft as it was when the reader came to a part of the editor. An editor starts from what it is given and
    keeps its own changes, so what it is given must not move while it is in use."""
    mark = (view.shown.version, part, cells.generation())
    if st.session_state.get("_entered", (None, None))[0] != mark:
        st.session_state["_entered"] = (mark, current(view))
    edits: Edits = st.session_state["_entered"][1]
    return edits


def discard() -> None:
    """Forget the draft; a callback."""
    st.session_state.pop("_draft", None)
    st.session_state.pop("_entered", None)
    cells.renew()
