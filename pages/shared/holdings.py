"""What the library holds beside meetings, and its versions."""

from __future__ import annotations

from html import escape

import pandas as pd
import streamlit as st

from analysis.charts.theme import is_missing
from analysis.measures import leftovers
from pages.shared import components, library
from pages.shared.navigation import GLOBAL, link
from pages.shared.view import View, moment


def rejects(view: View) -> None:
    """What could not be read, and what would mend it."""
    frame = view.shown.measure(leftovers.rejects)
    if frame.empty:
        components.note(view.t("corpus.rejects_none"))
    else:
        _listed(
            view, frame, "rejects", {"source": "reject_source", "reason": "reject_reason", "remedy": "reject_remedy"}
        )


def not_readouts(view: View) -> None:
    """The reports of something else than a meeting, and what they are instead."""
    t, kinds = view.t, view.shown.measure(leftovers.kinds)
    if kinds.empty:
        components.note(t("corpus.not_readouts_none"))
        return
    components.note(t.enumerate([said(view, row.kind, row.reports) for row in kinds.itertuples()]))
    frame = view.shown.measure(leftovers.others)
    frame["kind"] = [kind_name(view, kind) for kind in frame["kind"]]
    frame["published"] = [None if is_missing(stamp) else moment(stamp) for stamp in frame["published"]]
    names = {
        "title": "paste_title", "kind": "not_readout_kind", "published": "paste_published_short",
        "outlet": "paste_outlet", "source": "reject_source",
    }  # fmt: skip
    _listed(view, frame, "other", names)


def said(view: View, kind: str, count: int) -> str:
    """A kind of report with its number."""
    return view.t("corpus.kind_count", kind=kind_name(view, kind), n=int(count))


def kind_name(view: View, kind: str) -> str:
    """What a report is that reports no meeting."""
    return view.t(f"kind.{kind}") if view.t.has(f"kind.{kind}") else kind


def versions(view: View) -> None:
    """Every version of the library, each with a link that keeps its numbers."""
    t = view.t
    components.note(t("corpus.versions_note"))
    for record in library.in_use().versions():
        tags = [t("corpus.version_current")] if record.version == view.shown.newest else []
        tags += [t("corpus.version_shown")] if record.version == view.shown.version else []
        facts = [
            t("corpus.made", created=moment(record.created)),
            t("unit.meetings", n=record.meetings),
            t("unit.items", n=record.items),
            *tags,
        ]
        with st.container(key=f"version-{record.version}", gap=None):
            link(
                "overview",
                t("corpus.open_version", version=record.version),
                v=record.version,
                keep=[key for key in GLOBAL if key == "lang"],
            )
            st.html(f"<p class='facts'>{escape(t('evidence.facts').join(facts))}</p>")


def _listed(view: View, frame: pd.DataFrame, key: str, names: dict[str, str]) -> None:
    t = view.t
    components.table(
        view,
        frame,
        key=key,
        columns={name: st.column_config.Column(t(f"corpus.{label}")) for name, label in names.items()},
    )
