"""Opening a saved view: ``/?view=NAME`` leads to its page and parameters."""

from __future__ import annotations

from typing import Final

import streamlit as st

from analysis.errors import ViewError
from analysis.sharing import views
from analysis.sharing.links import HOME
from pages.shared import access, library, state
from pages.shared.navigation import PAGES

PARAMETER: Final = "view"


def saved(page: str) -> None:
    """Go where the address leads, if it names a saved view; what else it says goes along and comes first. A name that
    nobody gave is said to be dropped, as any other part that leads nowhere."""
    given = state.address()
    if page != HOME or PARAMETER not in given or access.reader().role == "guest":
        return
    try:
        link = views.get(library.in_use(), given.pop(PARAMETER)[-1]).link
    except ViewError:
        return
    if link.page in PAGES:
        st.switch_page(f"pages/{link.page}.py", query_params={**link.to_dict(), **given})
