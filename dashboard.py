"""Agendascope's router: page config, sidebar filters, navigation. Start it with ``streamlit run dashboard.py``."""

from pathlib import Path

import streamlit as st

from analysis.errors import LibraryError
from analysis.measures import choices
from pages.shared import filters, frame, guests, library, navigation, state, texts, turns
from pages.shared.sharing import opening
from pages.shared.view import View

with turns.turn():
    page = navigation.page()
    name = page.url_path or navigation.PAGES[0]
    guests.begin(name, kept=navigation.GLOBAL)
    t = texts.of(state.language())
    st.set_page_config(page_title=t("title", page=t(f"{name}.name")), page_icon="🔎", layout="wide")
    st.html(Path(__file__).with_name("pages") / "shared" / "style.css")

    if frame.admits(t):
        try:
            opening.saved(name)
            shown = library.find()
        except LibraryError as error:
            frame.unreadable(t, error)
        else:
            if shown is None:
                frame.first_start(t)
            elif frame.is_another(shown):
                frame.gone(t)
            else:
                offered = shown.measure(choices.values)
                view = View(t, shown, offered, filters.read(offered))
                frame.sidebar(view)
                frame.run(page, view)
