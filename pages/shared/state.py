"""The address and the view, kept the same.

Everything that a reader can set stands in the address: a link restores the whole view. Streamlit's own binding of
widgets writes the *label* of a choice into the address, which would change with the language; therefore the view is
written here, with ids. One rule decides who leads. Where the reader has just used a widget, the widgets lead and the
address follows (one new step in the browser's history). Where the address is not the one written last (a link, Back,
a new session), the address leads and the widgets are set from it; after Back and Forward it leads in any case.

A parameter exists while a page asks for it (:func:`seed`, :func:`get`); what nobody asked for in a run is left out of
the address. Defaults are absolute and not written.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from pages.shared.texts import LANGUAGES, Language

T = TypeVar("T")

_PREFIX = "param."


class Done(Exception):  # noqa: N818 - no error
    """Raised by a page that has said all there is to say (nothing found, nothing yet); the router ends the run well."""


def begin(page: str, *, signed: Mapping[str, list[str]] | None = None, free: Sequence[str] = ()) -> None:
    """Start a run of ``page``: take the address over where somebody other than this module changed it.

    Where the view was ``signed``, its parameters lead, whatever the address or a widget says, but for those that are
    ``free``; everything else in the address is dropped.
    """
    session = st.session_state
    given = (page, address())
    is_touched = session.pop("_touched", False)
    is_taken_over = _has_stepped() or (not is_touched and given != session.get("_written"))
    for key in [key for key in session if isinstance(key, str) and key.startswith(_PREFIX)]:
        if is_taken_over or (signed is not None and key.removeprefix(_PREFIX) not in free):
            del session[key]
    if is_taken_over:
        session["_given"] = given[1]
    session["_page"], session["_view"], session["_signed"] = page, {}, signed is not None
    session["_dropped"] = session.pop("_stray", [])
    session["_is_taken_over"], session["_understood"] = is_taken_over, {}
    session["_is_within"] = is_taken_over and session.get("_written", (None,))[0] == page
    if signed is not None:
        taken = {**signed, **{key: values for key, values in session["_given"].items() if key in free}}
        drop([f"{key}={value}" for key, values in given[1].items() if taken.get(key) != values for value in values])
        session["_given"] = taken


def _has_stepped() -> bool:
    """Whether the browser's Back or Forward asked for the run. Of two quick steps the second comes before the browser
    has the widgets of the first, so that those it sends seem to have been used."""
    context = get_script_run_ctx()
    return context is not None and context.is_history_navigation


def is_signed() -> bool:
    """Whether the run shows a view that was signed, so that its parameters are not the reader's to choose."""
    return bool(st.session_state.get("_signed"))


def write() -> None:
    """End a run: let the address say what the page has shown."""
    session = st.session_state
    view = shown()
    # A link within one page leaves the browser's address as it was, though its parameters came here: it is told anew.
    if view != address() or session["_is_within"]:
        st.query_params.from_dict(view)
    session["_written"], session["_given"] = (session["_page"], view), view


def page() -> str:
    """The page that runs."""
    running: str = st.session_state["_page"]
    return running


def shown() -> dict[str, list[str]]:
    """What the page shows, as the address is going to say it; whole once the page has run."""
    return {key: list(values) for key, values in st.session_state["_view"].items() if values}


def address() -> dict[str, list[str]]:
    """The parameters that stand in the address now."""
    return {key: st.query_params.get_all(key) for key in st.query_params}


def given(key: str) -> list[str]:
    """What the address said of a parameter when it was last taken over."""
    values: list[str] = st.session_state["_given"].get(key, [])
    return values


def language() -> Language:
    """The language of the interface, Chinese where the address names none."""
    value: Language = seed("lang", lambda values: "en" if values[-1:] == ["en"] else "zh")
    if (said := given("lang")) and said[-1] not in LANGUAGES:
        drop([f"lang={said[-1]}"])
    note("lang", ["en"] if value == "en" else [])
    understand("lang", [value])
    return value


def name(key: str) -> str:
    """The key in session state of a parameter and of its widget."""
    return _PREFIX + key


def seed(key: str, read: Callable[[list[str]], T]) -> T:
    """The value of a parameter's widget, set from the address by ``read`` where the widget has none yet."""
    if name(key) not in st.session_state:
        st.session_state[name(key)] = read(given(key))
    value: T = st.session_state[name(key)]
    return value


def get(key: str, *, default: str = "") -> str:
    """The single value of a parameter that has no widget; it is kept in the address."""
    value = seed(key, lambda values: values[-1] if values else default)
    note(key, [value] if value != default else [])
    return value


def get_all(key: str) -> tuple[str, ...]:
    """The values of a repeatable parameter that has no widget; they are kept in the address."""
    values = seed(key, tuple)
    note(key, values)
    return values


def put(key: str, value: object) -> None:
    """Set a parameter; for callbacks, which run before the page does."""
    st.session_state[name(key)] = value
    touch()


def touch() -> None:
    """Say that the reader used a widget: the ``on_change`` of every widget that is bound here."""
    st.session_state["_touched"] = True


def note(key: str, values: Sequence[str]) -> None:
    """Let the address carry ``values`` for ``key``; none leave it out."""
    st.session_state["_view"][key] = list(values)


def keep() -> None:
    """Leave in the address what a page that ended early did not come to ask for: once there is something to show, it
    will."""
    session = st.session_state
    for key, values in session["_given"].items():
        unnamed = [value for value in values if f"{key}={value}" not in session["_dropped"]]
        session["_view"].setdefault(key, unnamed)


def stray(path: str) -> None:
    """Remember a path that leads to no page, for the next run to name it."""
    st.session_state["_stray"] = [path]


def drop(parts: Sequence[str]) -> None:
    """Remember parts of the address that could not be used, for the page to name them."""
    st.session_state["_dropped"] += [part for part in parts if part not in st.session_state["_dropped"]]


def understand(key: str, values: Sequence[str]) -> None:
    """Say that values of the address were used although the view writes them otherwise, or not, as it does defaults."""
    st.session_state["_understood"].setdefault(key, []).extend(values)


def dropped() -> list[str]:
    """The parts of the address that this run could not use: those that were named, and whatever stands neither in the
    view nor was understood."""
    session = st.session_state
    lost = [
        f"{key}={value}"
        for key, values in session["_given"].items()
        for value in values
        if value not in (*session["_view"].get(key, ()), *session["_understood"].get(key, ()))
    ]
    return list(dict.fromkeys([*session["_dropped"], *(lost if session["_is_taken_over"] else [])]))


def view(keys: Sequence[str], **changes: str | Sequence[str]) -> dict[str, list[str]]:
    """Parameters for a link: those of ``keys`` as they stand now, and ``changes`` on top."""
    now: Mapping[str, list[str]] = st.session_state["_view"]
    params = {key: list(now[key]) for key in keys if now.get(key)}
    for key, value in changes.items():
        params[key.rstrip("_")] = [value] if isinstance(value, str) else list(value)
    return {key: values for key, values in params.items() if values}


def here(*, without: Sequence[str] = ()) -> dict[str, list[str]]:
    """The parameters of the view as it stands, but for some: what this run has said so far, of the rest the address."""
    now: dict[str, list[str]] = {**address(), **st.session_state["_view"]}
    return {key: list(values) for key, values in now.items() if values and key not in without}
