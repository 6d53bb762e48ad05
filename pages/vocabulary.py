"""By which words does the program read, and what would another word change?"""

import streamlit as st

from analysis.errors import LexiconError
from pages.shared import components
from pages.shared.editing import draft, preview, saving, taxonomy, unlabelled, words
from pages.shared.findings import vocabulary as findings
from pages.shared.navigation import escape, guard

OF = {"topics": (taxonomy.editor, preview.topics), "words": (words.editor, preview.words)}

view = guard()
t = view.t
of = components.option("of", tuple(OF))
components.head(t("vocabulary.question"), findings.answer(view))
components.caption(view, "")
components.choose("of", tuple(OF), t("vocabulary.of"), lambda of: t(f"vocabulary.of_{of}"))
if not saving.is_under_way(view):
    editor, would_change = OF[of]
    components.note(t(f"vocabulary.{of}_note"))
    editor(view)
    components.section(t("vocabulary.preview"))
    if draft.is_changed(view):
        try:
            would_change(view, draft.current(view))
        except LexiconError as error:
            st.error(escape(str(error)))
    saving.form(view)
    if of == "topics":
        components.section(t("vocabulary.unlabelled"))
        unlabelled.items(view)
