"""The parts that pages are made of: headline, chart, table, caption, controls, and the states with nothing to show.

What is shown is noted for exports (:mod:`pages.shared.exports.record`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextvars import ContextVar
from functools import partial
from html import escape
from typing import Any, Final

import pandas as pd
import streamlit as st

from analysis.charts import theme
from analysis.measures import evidence as behind
from analysis.texts import dated, unlinked
from pages.shared import cells, filters, state
from pages.shared.exports import about, files, foot, record
from pages.shared.figures import by_width, plot
from pages.shared.looks.drawn import Drawn
from pages.shared.navigation import link
from pages.shared.sharing import embedding
from pages.shared.state import Done
from pages.shared.view import View

LONG: Final = 60

_FORMATS: Final = {
    **dict.fromkeys(("p", "adjusted", "chance"), "%.4f"), **dict.fromkeys(("z", "g2", "per_10k_against"), "%.1f"),
    **dict.fromkeys(("log_odds", "low", "high", "mi", "log_dice", "dp", "dp_norm", "expected"), "%.2f"),
    **dict.fromkeys(("ratio", "low_ratio", "high_ratio"), "%.2f"),
    **dict.fromkeys(("distance", "divergence", "by_chance"), "%.3f"), "percent_diff": "%.0f", "tf_idf": "%.0f",
}  # fmt: skip


def head(question: str, finding: str) -> None:
    """The page's question and, as HTML, its answer; below it the page's other questions, where it has several
    (:func:`offer`). A title of a report can be too long for the size of a question."""
    size = " long" if len(question) > LONG else ""
    record.head(question, unlinked(finding))
    st.html(f"<h1 class='question{size}'>{escape(question)}</h1><p class='finding'>{dated(finding)}</p>")
    if (others := _offered.get()) is not None:
        _offered.set(None)
        others()


_offered: ContextVar[Callable[[], None] | None] = ContextVar("offered", default=None)


def offer(key: str, options: Sequence[str], label: str, name: Callable[[str], str]) -> None:
    """The control of an :func:`option` that chooses among the questions of a page: it stands below the answer of the
    one that is asked, wherever the page comes to it."""
    _offered.set(partial(choose, key, options, label, name))


def demand_meetings(view: View, question: str) -> None:
    """End the page where the selection holds no meeting: say which condition excludes most, and offer the way out."""
    if view.totals["meetings"]:
        return
    state.keep()
    t = view.t
    keys = filters.set_keys(view.selection)
    head(question, t.html("nothing.found" if keys else "nothing.yet"))
    if not keys:
        link("corpus", t("corpus.import"))
        raise Done
    rest = {key: filters.without(view.selection, key) for key in keys}
    counts = {key: view.measure(behind.count, selection=rest[key], unit="meetings") for key in keys}
    key, count = max(counts.items(), key=lambda one: one[1])
    left_out = filters.described(view, filters.only(view.selection, key))
    st.html(f"<p>{t.html('nothing.most', condition=left_out, n=count) if count else t.html('nothing.together')}</p>")
    columns = st.container(horizontal=True)
    if count:
        columns.button(t("nothing.without", condition=left_out), on_click=filters.clear, args=(key,), key="widen")
    columns.button(t("filter.clear"), on_click=filters.clear, key="clear_all")
    raise Done


def demand_dates(view: View, question: str) -> None:
    """End a page that compares over time, where no meeting of the selection has a date."""
    if view.totals["first_date"] is None:
        state.keep()
        head(question, view.t.html("overview.undated"))
        raise Done


def option(key: str, options: Sequence[str]) -> str:
    """The value of a choice that stands in the address; the first option is the default. Its control, :func:`choose`,
    may stand below what it changes."""
    value = state.seed(key, lambda given: given[-1] if given and given[-1] in options else options[0])
    if value not in options:  # of a choice that depends on others
        value = st.session_state[state.name(key)] = options[0]
    state.note(key, [value] if value != options[0] else [])
    state.understand(key, [value])
    return value


def choose(key: str, options: Sequence[str], label: str, name: Callable[[str], str]) -> None:
    """The control of an :func:`option`."""
    st.segmented_control(label, options, format_func=name, key=state.name(key), on_change=state.touch, required=True,
                         disabled=state.is_signed())  # fmt: skip


def words(key: str, *, most: int | None = None) -> list[str]:
    """The words that a reader gave for a parameter, the first ones if ``most`` are taken. Their control is
    :func:`ask_words`."""
    value: list[str] = state.seed(key, lambda given: list(dict.fromkeys(one for one in given if one.strip()))[:most])
    state.note(key, value)
    return value


def ask_words(view: View, key: str, label: str, *, help: str | None = None, most: int | None = None) -> None:
    """The control of :func:`words`."""
    st.multiselect(
        label, state.seed(key, list), key=state.name(key), on_change=state.touch, accept_new_options=True,
        select_all=False, placeholder=view.t("filter.type"), help=help, max_selections=most, disabled=state.is_signed(),
    )  # fmt: skip


def query(key: str) -> str:
    """What the reader searches for. Its control is :func:`ask_query`."""
    said: str = state.seed(key, lambda given: given[-1] if given else "")
    value = said.strip()
    state.note(key, [value] if value else [])
    state.understand(key, [said])
    return value


def ask_query(view: View, key: str) -> None:
    """The control of :func:`query`."""
    t = view.t
    st.text_input(t("meetings.query"), key=state.name(key), on_change=state.touch, help=t("meetings.query_help"),
                  placeholder=t("meetings.query_placeholder"), disabled=state.is_signed())  # fmt: skip


def ask(key: str, label: str, *, help: str) -> None:
    """The control of another :func:`query`: one word."""
    st.text_input(label, key=state.name(key), on_change=state.touch, help=help, disabled=state.is_signed())


def clear_query(view: View, key: str) -> None:
    """The way out of a search that found nothing."""
    st.button(view.t("meetings.clear_query"), on_click=state.put, args=(key, ""), key="clear_query")


def chart(
    drawn: Drawn,
    *,
    key: str,
    within: Mapping[str, Any] | None = None,
    on_point: Callable[[Mapping[str, Any]], None] = cells.open_cell,
    chosen: Mapping[str, Any] | None = None,
) -> None:
    """A figure, or the one for the width of the screen, whose points open the evidence behind them: each carries its
    cell as ``customdata``, to which ``within`` adds what holds for the whole chart. The point of the open cell stands
    out. Where a point stands for something else than a cell, ``on_point`` is given it, and ``chosen`` says which one
    stands out."""
    _draw(drawn, key, within, on_point, chosen)
    _note([("", drawn)], key)


def panels(
    drawn: Iterable[tuple[str, Drawn]], *, key: str, in_a_row: int = 1, within: Mapping[str, Any] | None = None
) -> None:
    """Charts of one kind, each under its title, ``in_a_row`` beside each other where there is room."""
    made = list(drawn)
    for number, (title, one) in enumerate(made):
        if number % in_a_row == 0:  # a row of its own, so that on a phone the charts keep their order
            columns = st.columns(in_a_row)
        with columns[number % in_a_row], st.container(gap=None):
            if title:
                st.html(f"<h3 class='panel'>{escape(title)}</h3>")
            _draw(one, f"{key}-{number}", within)
    if made:
        _note(made, key, in_a_row)


def _draw(
    drawn: Drawn,
    key: str,
    within: Mapping[str, Any] | None = None,
    on_point: Callable[[Mapping[str, Any]], None] = cells.open_cell,
    chosen: Mapping[str, Any] | None = None,
) -> None:
    if embedding.is_asked():  # the one that is asked for is drawn once the page is known
        return
    whole = within or {}
    is_open = cells.spelled(chosen) if chosen else cells.opened()

    def clicked(name: str) -> None:
        if point := cells.point(name):
            on_point({**point, **whole})

    for of_width, figure in by_width(drawn, key):
        name = f"{of_width}-{cells.generation()}"
        if is_open:
            figure = theme.choose(figure, lambda point: cells.spelled({**point, **whole}) == is_open)
        plot(figure, drawn, key=name, on_select=partial(clicked, name), selection_mode="points")


def _note(drawn: Sequence[tuple[str, Drawn]], key: str, in_a_row: int = 1) -> None:
    """Note charts for exports, and keep the place below them for their menu."""
    record.note(record.Charts(key, tuple(drawn), st.container(key=f"below-{key}"), in_a_row))


def table(
    view: View,
    frame: pd.DataFrame,
    *,
    key: str,
    columns: Mapping[str, Any],
    cell: Sequence[str] = (),
    within: Mapping[str, Any] | None = None,
    cells_of: Callable[[pd.DataFrame], Sequence[Mapping[str, Any]]] | None = None,
) -> None:
    """A table and the files of it behind a fold, drawn once that is open. Choosing a row opens the evidence of its
    cell, which the columns ``cell`` make together with ``within``, or which ``cells_of`` names row by row. ``columns``
    are those shown, with their configuration."""
    name = f"{key}-rows-{cells.generation()}"

    def open_row() -> None:
        rows = cells_of(frame) if cells_of else frame[list(cell)].to_dict("records")
        cells.open_row(name, rows, within or {})

    shown = record.Rows(key, named(view, frame), columns, frame.attrs.get("call"))
    record.note(shown)
    fold = st.expander(view.t("table.show"), key=f"fold-{key}", on_change="rerun")
    if not fold.open:
        return
    with fold:
        st.dataframe(
            shown.frame[list(columns)], hide_index=True, column_config=dict(columns), key=name,
            on_select=open_row if cell or cells_of else "ignore",
            selection_mode="single-row",
        )  # fmt: skip
        files.offer(view, shown)


def is_wanted(key: str) -> bool:
    """Whether a :func:`table` is about to be seen or may be taken away: its fold or the page's foot is open."""
    return any(st.session_state.get(fold) for fold in (f"fold-{key}", foot.FOLD))


def named(view: View, frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with ids replaced by their names in the reader's language."""
    coded = [key for key in ("topic", "level", "action", "decision", "treatment", "side") if key in frame]
    return frame.assign(**{key: [view.value(key, value) for value in frame[key]] for key in coded})


def columns(
    view: View,
    *names: str,
    percent: Sequence[str] = ("share", "share_before", "share_other", "part", "document_share", "low", "high"),
) -> dict[str, Any]:
    """The configuration of a table's columns, by their names."""
    t, made = view.t, {}
    for name in names:
        label = t(f"column.{name}")
        if name in percent or name == "difference":
            made[name] = st.column_config.NumberColumn(label, format="percent")
        elif name in ("numerator", "denominator", "count", "documents", "per_10k", "meetings"):
            made[name] = st.column_config.NumberColumn(label, format="%.1f" if name == "per_10k" else "localized")
        elif name in _FORMATS:
            made[name] = st.column_config.NumberColumn(label, format=_FORMATS[name])
        else:
            made[name] = st.column_config.Column(label)
    return made


def caption(view: View, denominator: str, *, extra: str = "", against: View | None = None) -> None:
    """What stands under every figure: n, denominator, coverage, version, source; of both, where two are compared."""
    t, totals, plain = view.t, view.totals, about.caption(view, denominator, extra, against)
    record.note(record.Caption(plain))
    counts = {"meetings": int(totals["meetings"]), "items": int(totals["items"])}
    leading = {
        t("caption.n", **counts): t.html(
            "caption.n", meetings=cells.listed(view, counts["meetings"]),
            items=cells.linked(counts["items"], {cells.UNIT: "items"}, page="topics"),
        ),
        t("caption.undated", n=totals["undated"]): t.html(
            "caption.undated", n=cells.listed(view, totals["undated"], undated=True)
        ),
    }  # fmt: skip
    parts = [leading.get(part, escape(part)) for part in plain]
    st.html(f"<p class='caption'>{dated(t('caption.join').join(parts))}</p>")


def note(text: str) -> None:
    """A quiet remark; nothing where there is none."""
    prose(f"<p class='hint'>{escape(text)}</p>" if text else "")


def prose(html: str) -> None:
    """What a finding has to say, as HTML; nothing where it is silent."""
    if html:
        record.show(html)


def section(title: str, *, anchor: str = "") -> None:
    """A heading within a page."""
    record.note(record.Heading(title))
    st.html(f"<h2 class='section' id='{escape(anchor)}'>{escape(title)}</h2>")
