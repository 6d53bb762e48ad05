"""What stands around every page: the brand, the menu, what must be known before any figure, and errors."""

from __future__ import annotations

import logging
from contextlib import nullcontext
from pathlib import Path
from urllib.parse import urlencode

import streamlit as st
import streamlit.components.v1 as components_v1

from analysis.corpus.library import default_library, is_older, sample_library
from analysis.corpus.sample import sample_is_current
from analysis.errors import AnalysisError, ConfigurationError, LibraryError
from analysis.sharing.signing import SignedLink
from pages.shared import access, filters, guests, jobs, previews, state
from pages.shared.access import Reader
from pages.shared.exports import foot, menus
from pages.shared.exports.record import recording
from pages.shared.library import Shown
from pages.shared.navigation import escape, menu
from pages.shared.sharing import embedding, older, popover
from pages.shared.texts import LANGUAGES, Texts
from pages.shared.view import View, handed_over, moment

_log = logging.getLogger(__name__)
_TOUCH = Path(__file__).parent / "touch"
_LANGUAGE_NAMES = {"zh": "中文", "en": "English"}


def admits(t: Texts) -> bool:
    """Whether the reader may see the library at all; where not, the page says why, and nothing else is drawn."""
    try:
        reader = access.reader()
    except ConfigurationError as error:
        _alone(t)
        st.error(t("error.known", error=escape(str(error))))
        return False
    if reader.may_read or guests.bound():
        return True
    _alone(t)
    st.warning(t(f"access.{reader.role}", address=escape(reader.address)))
    for link in reader.links:
        _to_view(t, link)
    account(t, reader)
    return False


def is_another(shown: Shown) -> bool:
    """Whether the version shown is not the one of the signed link that the reader has, which may be gone."""
    link = guests.bound()
    return bool(link and link.view.version and link.view.version != shown.version)


def gone(t: Texts) -> None:
    """The version of a signed link is not in the library any more."""
    _alone(t)
    st.warning(t("access.guest_gone"))


def _to_view(t: Texts, link: SignedLink) -> None:
    """The way to what a signed link opens."""
    view = link.view
    st.page_link(f"pages/{view.page}.py", label=t("access.guest_view", page=t(f"{view.page}.name")),
                 query_params=state.view(["lang"], **dict(view.params)))  # fmt: skip


def sidebar(view: View) -> None:
    """Brand, language, menu, filters, and who is signed in."""
    if embedding.is_asked():
        return
    with st.sidebar:
        brand(view.t)
        if link := guests.bound():
            _to_view(view.t, link)
            return
        menu(view.t)
        filters.sidebar(view)
        account(view.t, access.reader())


def account(t: Texts, reader: Reader) -> None:
    """Who is signed in and the way out, or the way in; nothing where nobody can sign in."""
    rules = access.rules()
    if not (rules and rules.sign_in):
        return
    if reader.address:
        st.html(f"<p class='facts'>{t.html('access.signed_in', address=reader.address)}</p>")
        st.button(t("access.sign_out"), on_click=st.logout, key="sign-out")
    elif reader.role != "unserved":
        to = urlencode({"to": f"/{state.page()}?{urlencode(state.address(), doseq=True)}"})
        st.html(f"<p class='facts'><a href='/sign-in/start?{to}' target='_self'>{t.html('access.sign_in')}</a></p>")


def brand(t: Texts) -> None:
    """The name of the program, and the choice of language in the languages themselves."""
    st.html(f"<p class='brand'>{t.html('brand')} <small>{t.html('tagline')}</small></p>")
    st.segmented_control(
        t("language"), LANGUAGES, format_func=lambda language: _LANGUAGE_NAMES[language], key=state.name("lang"),
        on_change=state.touch, required=True, label_visibility="collapsed",
    )  # fmt: skip


def run(page: st.Page, view: View) -> None:
    """Run a page, and let the address say what it has shown."""
    is_embedded = embedding.is_asked()
    above = st.container(key="notices")
    handed_over.set(view)
    with recording() as record:
        with st.container(key="left-out") if is_embedded else nullcontext():
            _draw(page, view)
        if not is_embedded:
            menus.draw(view, record)
            foot.draw(view, record)
    with above:
        if is_embedded:
            embedding.draw(view, record)
        else:
            if not state.is_signed():
                popover.draw(view, record)
            older.notice(view)
        notices(view)
    with st.container(key="touch"):  # what charts need under a finger; nothing to see
        components_v1.declare_component("touch", path=str(_TOUCH))()
    st.set_page_config(page_title=previews.tab(view, record))
    state.write()


def _draw(page: st.Page, view: View) -> None:
    """Run a page; what goes wrong in it is said in words."""
    try:
        page.run()
    except state.Done:
        pass
    except AnalysisError as error:
        st.error(view.t("error.known", error=escape(str(error))))
    except Exception:
        _log.exception("The page %r could not be drawn", page.url_path)
        st.error(view.t("error.unknown"))


def notices(view: View) -> None:
    """What the reader must know before reading any figure: that the data are invented, parts of the link lost,
    meetings left out by the filters."""
    t, notes = view.t, []
    if link := guests.bound():
        notes.append(t.html("access.guest_until", until=moment(link.expires)))
    if view.shown.is_sample:
        notes.append(f"<b class='sample'>{t.html('notice.sample')}</b> {t.html('notice.sample_means')}")
    if gone := view.shown.instead_of:
        was = gone.record
        facts = {"meetings": was.meetings, "items": was.items, "swept": gone.swept[:10]}
        notes.append(t.html("notice.gone", version=was.version, created=was.created[:10], **facts))
    if was := view.shown.unread:
        facts = {"meetings": was.meetings, "items": was.items}
        notes.append(t.html("notice.unread", version=was.version, created=was.created[:10], **facts))
    if parts := state.dropped():
        notes.append(t.html("notice.dropped", parts=t.enumerate(parts)))
    if view.selection:
        notes.append(t.html("notice.selection", selection=filters.described(view, view.selection)))
    if notes:
        st.html("".join(f"<p class='notice'>{note}</p>" for note in notes))
    if link and state.given("meeting") != list(link.view.get_all("meeting")):
        _to_view(t, link)
    if view.shown.is_sample and not sample_is_current():
        job = jobs.of(sample_library()) or jobs.build_sample(sample_library())
        if not job.is_done:
            jobs.watch(t, job, title=t("job.sample_anew"))


def first_start(t: Texts) -> None:
    """There is no library at all yet: build the sample's, and show how far that is."""
    _alone(t)
    path = sample_library()
    if not _failed(t, path):
        jobs.watch(t, jobs.build_sample(path), title=t("job.sample"))
    state.write()


def unreadable(t: Texts, error: LibraryError) -> None:
    """There is a library that cannot be shown: say why and, where an older program made it, offer to read it anew."""
    _alone(t)
    path = default_library()
    job = jobs.of(path)
    if not is_older(path):
        st.error(t("error.known", error=escape(str(error))))
    elif job and not job.is_done:
        jobs.watch(t, job, title=t("job.anew"))
    elif not access.may_edit():
        st.warning(t("error.older_read_only"))
    elif not _failed(t, path):
        st.warning(t("error.older"))
        st.button(t("job.start_anew"), on_click=jobs.read_anew, args=(path,), type="primary", key="anew")
    state.write()


def _alone(t: Texts) -> None:
    """The brand, where there is nothing yet to go to."""
    with st.sidebar:
        brand(t)
    st.html(f"<h1 class='question'>{t.html('brand')}</h1><p class='finding'>{t.html('tagline')}</p>")


def _failed(t: Texts, path: Path) -> bool:
    """Say why the last job of a library failed, if it did, and offer another try."""
    job = jobs.of(path)
    if not (job and job.error):
        return False
    st.error(t("corpus.failed", error=escape(job.error)))
    st.button(t("job.retry"), on_click=jobs.forget, args=(path,))
    return True
