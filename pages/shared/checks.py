"""Checks of how well the program reads, made on demand in processes of their own and kept for all sessions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd
import streamlit as st

from analysis.corpus.sample import reading_digest
from analysis.measures import accuracy
from analysis.measures import gold as annotated
from pages.shared import access, components, jobs, state
from pages.shared.jobs import Job
from pages.shared.navigation import escape
from pages.shared.state import Done
from pages.shared.view import View

_MODULE: Final = "pages.shared.checker"
_ASKED: Final = ("by", "figure", "label", "document", "cell", "at")


@dataclass(frozen=True)
class Check:
    """Annotated documents, what was read in them, and every judgement on it."""

    key: str
    is_bundled: bool
    summary: Mapping[str, Any]
    judgements: pd.DataFrame

    @property
    def documents(self) -> int:
        """How many documents were annotated."""
        return len(self.summary["gold"])

    def figures(self, by: accuracy.By | None = None) -> pd.DataFrame:
        """The figures of ``accuracy.figures``."""
        frame: pd.DataFrame = _figures(self.key, by, self.judgements)
        return frame

    def pair(self, document: str) -> tuple[dict[str, Any], dict[str, Any]] | None:
        """An annotated document and what was read in it (empty where that failed); None where there is none."""
        gold, read = (
            next((row for row in self.summary[side] if row["id"] == document), None) for side in ("gold", "read")
        )
        return (gold, read or {}) if gold else None


def demand(view: View, question: str) -> Check:
    """The check that the address names, else that of the bundled annotations. Where it is not done yet, show how far
    it has come, and end the page; where it failed, say why."""
    t, key = view.t, state.get("gold")
    job = jobs.of(key) if key else None
    if key and not job:
        state.drop([f"gold={key}"])
        state.note("gold", [])
    is_bundled = job is None
    job = job or _bundled()
    if not job.summary:
        for asked in _ASKED:  # of a page that ends here, and which the link is to show in the end
            state.note(asked, state.given(asked))
    if job.error:
        components.head(question, t.html("accuracy.failed"))
        st.error(escape(job.error))
        if is_bundled:
            st.button(t("job.retry"), on_click=jobs.forget, args=(job.key,), key="retry")
        else:
            st.button(t("accuracy.to_bundled"), on_click=state.put, args=("gold", ""), key="bundled")
        raise Done
    if not job.is_done:
        components.head(question, t.html("accuracy.under_way"))
        jobs.watch(t, job, title=t("job.check"))
        components.caption(view, "")
        raise Done
    return Check(str(job.key), is_bundled, job.summary, _judged(str(job.key), job.summary))


def begin(gold: tuple[str, bytes], texts: Sequence[tuple[str, bytes]]) -> None:
    """Check annotations, given as names and contents, and let the address name them."""
    access.demand_editor("check")
    key = annotated.digest(reading_digest().encode(), gold[1], *(data for _, data in texts))
    job = jobs.of(key)
    if not job or job.error:
        folder, names = jobs.saved([gold, *texts])
        jobs.start(key, [_MODULE, *names], folder=folder)
    state.put("gold", key)


def _bundled() -> Job:
    key = annotated.digest(reading_digest().encode(), annotated.BUNDLED.read_bytes())
    return jobs.of(key) or jobs.start(key, [_MODULE, str(annotated.BUNDLED)])


@st.cache_resource(max_entries=jobs.KEPT, show_spinner=False)
def _judged(key: str, _summary: Mapping[str, Any]) -> pd.DataFrame:
    return accuracy.compare(_summary["gold"], _summary["read"])


@st.cache_resource(max_entries=4 * jobs.KEPT, show_spinner=False)
def _figures(key: str, by: accuracy.By | None, _judgements: pd.DataFrame) -> pd.DataFrame:
    return accuracy.figures(_judgements, by=by)
