"""Where the reader is: the view as a link, and the server as their browser knows it."""

from __future__ import annotations

import streamlit as st

from analysis.sharing.links import ViewLink
from pages.shared import state


def current() -> ViewLink:
    """The link to what the page shows now."""
    return ViewLink.of(state.page(), state.shown())


def base() -> str:
    """The address of the server as the reader's browser knows it, without a page."""
    return (st.context.url or "").rstrip("/").removesuffix(f"/{state.page()}")
