"""Adding reports: files chosen or a text pasted, imported in a process of its own, and what came of it."""

from __future__ import annotations

import json
from html import escape
from typing import Any

import streamlit as st

from analysis.corpus.library import default_library
from pages.shared import holdings, jobs
from pages.shared.jobs import Job
from pages.shared.navigation import escape as as_label
from pages.shared.navigation import link
from pages.shared.view import View

_FIELDS = ("published", "outlet", "url")


def form(view: View) -> None:
    """The ways to add reports, or how far an import under way has come, and above all how the last one ended."""
    t, library = view.t, default_library()
    job = jobs.of(library)
    if job and not job.is_done:
        jobs.watch(t, job, title=t("job.import"))
        return
    if job:
        _result(view, job)
    elif view.shown.is_sample:
        st.html(f"<p class='hint'>{t.html('corpus.import_sample')}</p>")
    files, pasted = st.tabs([t("corpus.upload"), t("corpus.paste")])
    with files:
        _files(view)
    with pasted:
        _paste(view)


def _files(view: View) -> None:
    # Imported here, since the room of the formats brings their libraries along.
    from analysis.reading import SUFFIXES

    t = view.t
    # The uploader's own words are English only; the style sheet puts these in their place.
    st.html(f'<style>.stFileUploader {{ --choose: "{t("corpus.choose")}"; }}</style>')
    suffixes = t.enumerate([suffix.removeprefix(".") for suffix in SUFFIXES])
    chosen = st.file_uploader(
        t("corpus.upload_help", suffixes=suffixes), type=list(SUFFIXES), accept_multiple_files=True, key="files"
    )
    if chosen and st.button(t("corpus.upload_start", n=len(chosen)), type="primary", key="import"):
        jobs.import_files(default_library(), [(file.name, file.getvalue()) for file in chosen])
        st.rerun()


def _paste(view: View) -> None:
    t = view.t
    with st.form("paste", border=False):
        text = st.text_area(t("corpus.paste_text"), height=220, key="pasted")
        given = {"title": st.text_input(t("corpus.paste_title"), key="pasted-title")}
        for field, column in zip(_FIELDS, st.columns(3), strict=True):
            given[field] = column.text_input(t(f"corpus.paste_{field}"), key=f"pasted-{field}")
        started = st.form_submit_button(t("corpus.paste_start"), type="primary")
    if started and text.strip():
        report = {"text": text, **{field: value.strip() for field, value in given.items() if value.strip()}}
        jobs.import_files(default_library(), [("pasted.json", json.dumps([report], ensure_ascii=False).encode())])
        st.rerun()
    elif started:
        st.warning(t("corpus.paste_empty"))


def _result(view: View, job: Job) -> None:
    t = view.t
    if job.error:
        st.error(t("corpus.failed", error=as_label(job.error)))
        return
    done: dict[str, Any] = job.summary
    said = [
        t.html(
            "corpus.result_read",
            seconds=round(done["seconds"], 1),
            **{name: done[name] for name in ("read", "new", "known", "copies", "readouts")},
        )
    ]
    if done["not_readouts"]:
        kinds = [holdings.said(view, kind, count) for kind, count in done["not_readouts"].items()]
        said.append(t.html("corpus.result_kinds", kinds=t.enumerate(kinds)))
    if not done["is_new_version"]:
        said.append(t.html("corpus.result_same"))
    with st.container(border=True, key="result"):
        st.html(f"<p><b>{t.html('corpus.result')}</b></p><p>{t('sentence.join').join(said)}</p>")
        if done["rejected"]:
            names = ("source", "reason", "remedy")
            rows = ["".join(f"<td>{escape(reject[name])}</td>" for name in names) for reject in done["rejected"][:50]]
            head = "".join(f"<th>{t.html(f'corpus.reject_{name}')}</th>" for name in names)
            st.html(f"<table class='plain'>{''.join(f'<tr>{row}</tr>' for row in [head, *rows])}</table>")
        if done["is_new_version"]:
            link("overview", t("corpus.result_show"), keep=["lang"])
