"""The items that no topic was found for, grouped by their words: where strings may be missing."""

from __future__ import annotations

from html import escape
from typing import Final

import pandas as pd
import streamlit as st

from analysis.measures import evidence, unlabelled
from analysis.measures.selection import NONE
from pages.shared import components
from pages.shared.findings.parts import percent
from pages.shared.navigation import link
from pages.shared.view import View, records

A_GROUP: Final = 5
"""How many items of a group are named."""

UNGROUPED: Final = 20
"""And how many where there are no groups."""


def items(view: View) -> None:
    """How many there are, and the newest of each group, with links to their reports."""
    t, found = view.t, view.measure(unlabelled.items)
    if found.empty:
        components.note(t("vocabulary.unlabelled_none"))
        return
    count = view.measure(evidence.count, selection=view.selection.narrow(topic=NONE), unit="items")
    said = [t.html("vocabulary.unlabelled_found", n=count, share=percent(count / view.totals["items"]))]
    if len(found) < count:
        said.append(t.html("vocabulary.unlabelled_cut", n=len(found)))
    st.html(f"<p class='finding'>{t('sentence.join').join(said)}</p>")
    components.note(t("vocabulary.unlabelled_note"))
    groups = [group for _, group in found.groupby("group", sort=False)]
    for group in groups:
        _group(view, group, most=UNGROUPED if len(groups) == 1 else A_GROUP)
    link("topics", t("vocabulary.unlabelled_all", n=count), cell=[f"topic:{NONE}"])


def _group(view: View, group: pd.DataFrame, *, most: int) -> None:
    t, first = view.t, group.iloc[0]
    if first["words"]:
        words = t("evidence.facts").join(first["words"])
        heading = t("vocabulary.unlabelled_group", words=words, n=len(group))
        st.html(f"<h3>{escape(heading)}</h3>")
    elif most == A_GROUP:
        st.html(f"<h3>{t.html('vocabulary.unlabelled_rest', n=len(group))}</h3>")
    for row in records(group.head(most)):
        facts = t("evidence.facts").join(str(row[key]) for key in ("date", "place", "body") if row[key])
        with st.container(key=f"unlabelled-{row['item_id'].replace(':', '-')}", gap=None):
            link("meetings", row["subject"], meeting=row["meeting_id"], mark=row["mark"])
            st.html(f"<p class='facts'>{escape(facts)}</p>")
