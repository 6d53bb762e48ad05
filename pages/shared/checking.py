"""How well the program reads, on the screen: disagreements, documents, and the way to check one's own annotations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any, Final

import pandas as pd
import streamlit as st

from analysis.measures import accuracy
from analysis.measures.selection import AND
from pages.shared import access, cells, checks, components, holdings, jobs, state
from pages.shared.checks import Check
from pages.shared.exports import record
from pages.shared.listing import paged, pager
from pages.shared.looks.accuracy import figure_name
from pages.shared.navigation import GLOBAL, link
from pages.shared.report import Mark, as_html
from pages.shared.state import Done
from pages.shared.view import View, records

PER_PAGE: Final = 10
MEGABYTES: Final = 10
"""The largest file that is taken for a check: a server is shared."""

_KEYS: Final = ("field", "topic", "year", "level")
_ITEMS: Final = ("item_recall", "item_precision")


def named(view: View, frame: pd.DataFrame) -> pd.DataFrame:
    """The figures with their names in the reader's language."""
    return frame.assign(figure=[view.t(f"figure.{field}") for field in frame["field"]])


def columns(view: View, by: str | None = None) -> dict[str, Any]:
    """The configuration of the columns of a table of figures."""
    names = ("figure", *([by] if by else []), "share", "low", "high", "numerator", "denominator", "documents")
    labels = {name: view.t(f"accuracy.column_{name}") for name in ("figure", "share", "documents")}
    made = components.columns(view, *(name for name in names if name not in labels))
    made["figure"] = st.column_config.Column(labels["figure"])
    made["share"] = st.column_config.NumberColumn(labels["share"], format="percent")
    made["documents"] = st.column_config.NumberColumn(labels["documents"], format="localized")
    return {name: made[name] for name in names}


def warn(view: View, check: Check) -> None:
    """What must be known before any figure: that the bundled annotations flatter, what could not be read."""
    t = view.t
    if check.is_bundled:
        record.show(
            f"<p class='notice'><b class='sample'>{t.html('accuracy.invented')}</b> "
            f"{t.html('accuracy.invented_means')}</p>"
        )
    else:
        st.button(t("accuracy.to_bundled"), on_click=state.put, args=("gold", ""), key="bundled", type="tertiary")
    for reject in check.summary["rejects"][:PER_PAGE]:
        st.html(f"<p class='notice'>{escape(' '.join((reject['source'], reject['reason'], reject['remedy'])))}</p>")


def caption(view: View, check: Check) -> None:
    """What stands under the figures: of what, by which program, and that the filters have no part in it."""
    t, shown = view.t, view.shown
    parts = [
        t("accuracy.caption_of", name=check.summary["name"], n=check.documents),
        t("accuracy.caption_by", parser=check.summary["parser"], lexicon=check.summary["lexicon"]),
        t("accuracy.caption_intervals"),
        t("accuracy.caption_version", version=shown.version, parser=shown.engine.version.parser),
        t("accuracy.caption_filters") if view.selection else "",
    ]
    record.note(record.Caption(tuple(part for part in parts if part)))
    st.html(f"<p class='caption'>{escape(t('caption.join').join(part for part in parts if part))}</p>")


def pointer(view: View, check: Check) -> None:
    """A line above the chart that leads to the disagreements of the open cell."""
    if cell := _opened(check):
        label = view.t.html("accuracy.opened", cell=_described(view, cell), n=len(_behind(check, cell)))
        st.html(f"<p class='opened'><a href='#evidence'>{label}</a></p>")


def disagreements(view: View, check: Check) -> None:
    """Where what was read is not what was annotated, of the open cell or of everything."""
    t, cell = view.t, _opened(check)
    lost = _behind(check, cell)
    described = _described(view, cell) if cell else t("accuracy.everything")
    components.section(t("accuracy.disagreements", cell=described, n=len(lost)), anchor="evidence")
    if cell:
        st.button(t("accuracy.close"), on_click=cells.close, key="close", type="tertiary")
    else:
        components.note(t("accuracy.hint"))
    page = paged("at", len(lost), PER_PAGE)
    for number, one in enumerate(records(lost.iloc[(page - 1) * PER_PAGE : page * PER_PAGE])):
        with st.container(key=f"disagreement-{number}", gap=None):
            _disagreement(view, check, one)
    pager("at", len(lost), PER_PAGE)


def document(view: View, check: Check, id: str) -> None:
    """Draw one document, what was annotated beside what was read, and end the page; go on where there is none."""
    t, both = view.t, check.pair(id)
    if both is None:
        state.drop([f"document={id}"])
        state.note("document", [])
        return
    gold, read = both
    lost = accuracy.disagreements(check.judgements[check.judgements["document"] == id])
    link("accuracy", t("accuracy.back"), keep=[*GLOBAL, "gold", "cell"])
    components.head(_title(gold, read), t.html("accuracy.document_finding", n=len(lost)))
    if check.is_bundled:
        st.html(f"<p class='notice'><b class='sample'>{t.html('accuracy.invented')}</b></p>")
    components.section(t("accuracy.document_fields"))
    rows = [(t("figure.readout"), _said(view, "readout", _kind(gold)), _said(view, "readout", _kind(read)))]
    rows += [
        (t(f"figure.{field}"), *(_said(view, field, _value(side.get(field))) for side in (gold, read)))
        for field in accuracy.OF_MEETING
        if gold["is_readout"] and field in gold
    ]
    _compared(view, rows, {t(f"figure.{field}") for field in lost["field"]})
    components.section(t("accuracy.document_items"))
    _items(view, gold, read)
    components.section(t("report.text"))
    text = read.get("text") or ""
    key = "".join(f"<span class='m-{kind}'>{t.html(f'accuracy.mark_{kind}')}</span> " for kind in ("topic", "item"))
    st.html(f"<p class='facts key'>{key}</p>")
    st.html(f"<div class='reader' lang='zh-CN'>{as_html(text, _marks(view, gold, read))}</div>")
    raise Done


def form(view: View) -> None:
    """The way to check annotations of one's own."""
    t = view.t
    components.section(t("accuracy.own"))
    components.note(t("accuracy.own_means"))
    if not access.may_edit():
        components.note(t("accuracy.own_read_only"))
        return
    # The uploader's own words are English only; the style sheet puts these in their place.
    st.html(f'<style>.stFileUploader {{ --choose: "{t("corpus.choose")}"; }}</style>')
    left, right = st.columns(2)
    gold = left.file_uploader(
        t("accuracy.own_gold", n=MEGABYTES), type=["jsonl"], key="gold-file", max_upload_size=MEGABYTES
    )
    texts = right.file_uploader(
        t("accuracy.own_texts", n=MEGABYTES), type=["jsonl", "json", "csv"], key="texts-file", max_upload_size=MEGABYTES
    )
    is_busy = jobs.is_checking()
    if is_busy:
        components.note(t("accuracy.busy"))
    if gold and st.button(t("accuracy.own_start"), type="primary", key="check", disabled=is_busy):
        checks.begin((gold.name, gold.getvalue()), [(texts.name, texts.getvalue())] if texts else [])
        cells.close()
        st.rerun()


def _opened(check: Check) -> dict[str, str]:
    """The open cell; empty where there is none that makes sense."""
    cell = cells.opened()
    if all(key in _KEYS and value in {*check.judgements[key]} for key, value in cell.items()):
        return cell
    state.drop([f"cell={key}:{value}" for key, value in cell.items()])
    state.note("cell", [])
    return {}


def _behind(check: Check, cell: Mapping[str, str]) -> pd.DataFrame:
    lost = accuracy.disagreements(check.judgements)
    for key, value in cell.items():
        lost = lost[lost[key].isin(_ITEMS if value == "item_f1" else [value])]
    return lost


def _described(view: View, cell: Mapping[str, str]) -> str:
    return view.t("evidence.join").join(figure_name(view, key, value) for key, value in cell.items())


def _disagreement(view: View, check: Check, one: Mapping[str, Any]) -> None:
    t, (gold, read) = view.t, check.pair(one["document"]) or ({}, {})
    facts = [
        _at_issue(view, one),
        str(gold.get("date") or read.get("published") or t("basis.none")),
        one["document"],
    ]
    is_item = one["field"] in _ITEMS
    about = one["subject"] if one["subject"] and not is_item else _title(gold, read)
    sides = "".join(
        f"<dt>{t.html(f'accuracy.{side}')}</dt><dd>{escape(_said(view, one['field'], one[side]))}</dd>"
        for side in ("gold", "read")
    )
    st.html(
        f"<article class='item'><p class='facts'>{escape(t('evidence.facts').join(facts))}</p>"
        f"<h3 lang='zh-CN'>{escape(about)}</h3><dl class='sides'>{sides}</dl></article>"
    )
    link("accuracy", t("accuracy.open"), keep=[*GLOBAL, "gold", "cell"], document=one["document"])


def _at_issue(view: View, one: Mapping[str, Any]) -> str:
    """What a disagreement is about: its figure, of a set of topics the one that is missing or too many."""
    name = view.t(f"figure.{one['field']}")
    if one["field"] != "topic_f1":
        return name
    is_missing = one["topic"] in (one["gold"] or "").split(AND)
    return view.t(
        "accuracy.missing" if is_missing else "accuracy.too_many", figure=name, topic=view.topic(one["topic"])
    )


def _items(view: View, gold: Mapping[str, Any], read: Mapping[str, Any]) -> None:
    """The items of both sides, those that were matched beside each other."""
    ours, theirs = ((row.get("agenda_items") or []) if row.get("is_readout") else [] for row in (gold, read))
    pairs = accuracy.match([item.get("subject") for item in ours], [item.get("subject") for item in theirs])
    made_up = [j for j in range(len(theirs)) if j not in pairs.values()]
    couples = [(item, theirs[pairs[i]] if i in pairs else None) for i, item in enumerate(ours)]
    couples += [(None, theirs[j]) for j in made_up]
    if not couples:
        components.note(view.t("report.no_items"))
        return
    rows = [(_item(view, ours), _item(view, theirs, beside=ours)) for ours, theirs in couples]
    head = "".join(f"<th>{view.t.html(f'accuracy.{side}')}</th>" for side in ("gold", "read"))
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    st.html(f"<table class='plain' lang='zh-CN'><tr>{head}</tr>{body}</table>")


def _item(view: View, item: Mapping[str, Any] | None, *, beside: Mapping[str, Any] | None = None) -> str:
    """An item, what differs from the one ``beside`` it marked."""
    t = view.t
    if item is None:
        return f"<span class='differs'>{t.html('accuracy.none')}</span>"
    facts = []
    for field, said in (
        ("action", _said(view, "action", item.get("action"))),
        ("decision", view.value("decision", item.get("decision"))),
        ("topics", t.enumerate([view.topic(topic) for topic in item.get("topics") or []])),
    ):
        differs = beside is not None and field in beside and _judged(beside[field]) != _judged(item.get(field))
        if differs or item.get(field):
            facts.append(f"<span class='{'differs' if differs else ''}'>{escape(said)}</span>")
    return f"{escape(item.get('subject') or '')}<br><span class='facts'>{t('evidence.facts').join(facts)}</span>"


def _judged(value: str | list[str] | None) -> object:
    """What of a value counts: of topics the main one and the set."""
    return (value[:1], frozenset(value)) if isinstance(value, list) else value or None


def _compared(view: View, rows: Sequence[tuple[str, str, str]], differing: set[str]) -> None:
    head = "".join(f"<th>{view.t.html(f'accuracy.{key}')}</th>" for key in ("column_figure", "gold", "read"))
    body = "".join(
        f"<tr><td>{escape(name)}</td><td>{escape(gold)}</td>"
        f"<td class='{'differs' if name in differing else ''}'>{escape(read)}</td></tr>"
        for name, gold, read in rows
    )
    st.html(f"<table class='plain'><tr>{head}</tr>{body}</table>")


def _marks(view: View, gold: Mapping[str, Any], read: Mapping[str, Any]) -> list[Mark]:
    """Where the annotated evidence and the announcements that were read stand in the text."""
    t, text, found = view.t, read.get("text") or "", []
    for item in gold.get("agenda_items") or []:
        evidence = item.get("evidence") or ""
        if evidence and (start := text.find(evidence)) >= 0:
            found.append(Mark(start, start + len(evidence), "topic", t("accuracy.mark_topic")))
    for item in read.get("agenda_items") or []:
        found.append(Mark(item["start"], item["end"], "item", t("accuracy.mark_item")))
    return found


def _said(view: View, field: str, value: str | None) -> str:
    """A value of a judgement in words."""
    t = view.t
    if value is None:
        return t("accuracy.none")
    if field in ("main_topic", "topic_f1"):
        return view.topic(value)
    if field in ("action", "decision", "level"):
        return view.value(field, value)
    if field == "readout":
        is_readout = value == "readout"
        return t("accuracy.is_readout") if is_readout else t("accuracy.is_other", kind=holdings.kind_name(view, value))
    return t(f"accuracy.{value}") if field == "other_matters" else value


def _value(value: object) -> str | None:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value) if value else None


def _kind(row: Mapping[str, Any]) -> str | None:
    return (row.get("kind") or ("readout" if row.get("is_readout") else "other")) if row else None


def _title(gold: Mapping[str, Any], read: Mapping[str, Any]) -> str:
    return str(read.get("title") or gold.get("title") or gold.get("id"))
