"""The parts that every piece of evidence is shown with: when and where, whose report, why it counts, and the words that
made it count, marked. A piece of evidence that a link names stands out, and the page comes to rest on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any, Final

import streamlit as st

from pages.shared import state
from pages.shared.navigation import link, origin
from pages.shared.view import View

ROW: Final = "row"
"""The parameter that names one piece of evidence."""

LEFT: Final = "_left"
"""The key under which the session keeps the piece of evidence that the reader left for its report: the browser's Back
leads to the address from before, which does not name it."""


def held(view: View, row: Mapping[str, Any]) -> list[str]:
    """When a meeting was held, on which basis that is known, and which body met."""
    t = view.t
    dated = t("evidence.dated", date=row["date"], basis=t(f"basis.{row['date_basis']}")) if row["date"] else None
    who = " ".join(part for part in (row["place"], row["body"] or t("none.body"), row.get("session")) if part)
    return [dated or t("basis.none"), who]


def source(view: View, row: Mapping[str, Any]) -> str:
    """Who published a report, and the address of the original, as HTML."""
    return escape(outlet(view, row["outlet"])) + original(view, row["url"])


def outlet(view: View, name: str | None) -> str:
    """Who published a report."""
    return view.t("evidence.outlet", outlet=name) if name else view.t("none.outlet")


def original(view: View, url: str | None) -> str:
    """The address of the original, as a link where it is one of the web."""
    if not url:
        return ""
    shown = escape(url)
    if not url.lower().startswith(("http://", "https://")):
        return f" · {shown}"
    return f" · <a href='{shown}' target='_blank' rel='noopener noreferrer'>{escape(view.t('evidence.original'))}</a>"


def reason(view: View, item: Mapping[str, Any], label: Mapping[str, Any]) -> str:
    """Why an item counts for a topic: the strings of the taxonomy that stand in it, and in which part of the report."""
    t, parts = view.t, dict[str, dict[str, int]]()
    for match in label["matches"]:
        if match["text"]:
            words = parts.setdefault(_part(item, match), {})
            words[match["text"]] = words.get(match["text"], 0) + 1
    said = [
        t(f"evidence.in_{part}", words=t.enumerate([_times(view, word, n) for word, n in parts[part].items()]))
        for part in ("announcement", "passage", "opening")
        if part in parts
    ]
    return t(
        "evidence.reason", topic=view.topic(label["topic"]), share=f"{label['weight']:.0%}",
        words=t("evidence.because").join(said) or t("none.other"),
    )  # fmt: skip


def marked(text: str, start: int, matches: Sequence[Mapping[str, Any]]) -> str:
    """A stretch of a report as HTML, with the words marked that earned its labels. ``start`` is its place in the
    report, in which the matches count."""
    parts, done = [], 0
    for match in sorted(matches, key=lambda match: (match["start"], -match["end"])):
        first, last = max(match["start"] - start, done), match["end"] - start
        if first < last <= len(text):
            parts.append(f"{escape(text[done:first])}<mark>{escape(text[first:last])}</mark>")
            done = last
    return "".join([*parts, escape(text[done:])])


def here(key: str) -> str:
    """The classes of a piece of evidence: of the one that the address names, or from which the reader has just been to
    its report, those that make it stand out."""
    named = state.get(ROW)
    is_here = named == key if named else origin(**{ROW: key}) == st.session_state.get(LEFT)
    return " here" if is_here else ""


def to_report(row: Mapping[str, Any], label: str, *, key: str, mark: str = "") -> None:
    """The link from a piece of evidence to its sentence in the report, from where the way leads back to it."""
    link("meetings", label, meeting=row["meeting_id"], mark=mark or [], back=origin(**{ROW: key}))


def _part(item: Mapping[str, Any], match: Mapping[str, Any]) -> str:
    if item["announcement_start"] <= match["start"] < item["announcement_end"]:
        return "announcement"
    inside = item["passage"] and item["passage_start"] <= match["start"] < item["passage_end"]
    return "passage" if inside else "opening"


def _times(view: View, word: str, n: int) -> str:
    quoted = view.t("evidence.quoted", word=word)
    return quoted if n == 1 else view.t("evidence.times", word=quoted, n=n)
