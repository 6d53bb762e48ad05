"""The files of a table: each made when it is asked for, and not before."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Final

import streamlit as st

from analysis.exporting.tables import Workings, to_csv, to_parquet, to_xlsx
from pages.shared.exports import about
from pages.shared.exports.record import Record, Rows, current
from pages.shared.view import View

_FORMATS: Final = {"percent": "0.0%", "localized": "#,##0"}
_MIME: Final = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "parquet": "application/vnd.apache.parquet",
}


def offer(view: View, rows: Rows) -> None:
    """The buttons under a table that is noted."""
    t, record = view.t, current()
    make: dict[str, Callable[[], bytes]] = {
        "csv": partial(to_csv, rows.frame),
        "xlsx": partial(workbook, view, record, rows),
        "parquet": partial(to_parquet, rows.frame),
    }
    with st.container(horizontal=True, vertical_alignment="center", key=f"files-{rows.key}"):
        st.html(f"<p class='facts'>{t.html('exports.table', n=len(rows.frame))}</p>", width="content")
        for kind, made in make.items():
            st.download_button(
                t(f"exports.{kind}"), made, file_name=name(view, rows.key, kind), mime=_MIME[kind], type="tertiary",
                key=f"{kind}-{rows.key}", on_click="ignore",
            )  # fmt: skip


def name(view: View, key: str, kind: str) -> str:
    """What a file is called: what it holds, and of which version."""
    return f"agendascope-{key}-{view.shown.version}.{kind}"


def workbook(view: View, record: Record, rows: Rows) -> bytes:
    """The table as a workbook with headers in the reader's language, the columns that the page shows first, and a
    second sheet that says what it is."""
    shown = [*rows.columns, *(column for column in rows.frame if column not in rows.columns)]
    t = view.t
    said = [
        (t("exports.question"), record.title_of(rows)),
        (t("exports.caption"), t("caption.join").join(about.under(view, record, rows))),
        *((t("exports.method"), method) for method in about.methods(t, record, rows.call)),
    ]
    made = Workings(
        labels={column: label(view, rows, column) for column in shown},
        formats={column: found for column in rows.columns if (found := _format(rows.columns[column]))},
        about=said,
        sheets=(t("exports.sheet"), t("exports.sheet_about")),
    )
    return to_xlsx(rows.frame[shown], made)


def label(view: View, rows: Rows, column: str) -> str:
    """The header of a column in the reader's language, its name where the page does not show it and it has no other."""
    if column in rows.columns:
        return str(rows.columns[column]["label"])
    return view.t(f"column.{column}") if view.t.has(f"column.{column}") else column


def style(config: Any) -> str:
    """How a column's numbers are shown: ``percent``, ``localized``, ``%.2f`` or nothing."""
    return (config.get("type_config") or {}).get("format") or ""


def _format(config: Any) -> str:
    """A number format of Excel's for one of Streamlit's: ``%.2f`` is ``0.00``."""
    asked = style(config)
    if asked.startswith("%.") and asked.endswith("f"):
        places = int(asked[2:-1])
        return "0." + "0" * places if places else "0"
    return _FORMATS.get(asked, "")
