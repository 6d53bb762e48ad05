"""What programs see of a page that they unfurl, and readers in the tab: the view's title and description.

No figure is computed for it. Where not everybody may read the library, nothing of it shows here: a program that unfurls
a link has not signed in.
"""

from __future__ import annotations

import logging
from html import escape

from analysis.errors import AnalysisError
from analysis.measures import choices
from analysis.sharing import views, wording
from analysis.sharing.links import HOME, ViewLink
from analysis.texts.names import Names
from pages.shared import access, library, texts
from pages.shared.exports.record import Record
from pages.shared.navigation import PAGES
from pages.shared.sharing import here
from pages.shared.texts import Language, Texts
from pages.shared.view import View

_log = logging.getLogger(__name__)
_LONGEST = 300


def head(path: str, query: str, language: Language, *, is_ready: bool) -> str:
    """The elements of the HTML's head that describe the view at an address; ``is_ready``: the library is open."""
    t, link = texts.of(language), ViewLink.from_address(f"{path}?{query}")
    names = _names(t) if is_ready and _is_public() else None
    link = ViewLink(link.page) if names is None else _opened(link)
    title, said = described(names or Names(t, {}), link)
    locale = "zh_CN" if language == "zh" else "en_GB"
    meta = {"og:type": "website", "og:site_name": t("brand"), "og:locale": locale, "og:title": title,
            "og:description": said}  # fmt: skip
    return (
        f"<title>{escape(title)}</title>\n"
        f'<meta name="description" content="{escape(said)}" />\n'
        + "\n".join(f'<meta property="{key}" content="{escape(value)}" />' for key, value in meta.items())
        + '\n<meta name="twitter:card" content="summary" />'
    )


def tab(view: View, record: Record) -> str:
    """The title of the browser's tab: of a report its own title, else that of the view."""
    link = here.current()
    if link.get("meeting"):
        return view.t("title", page=record.question)
    return described(view.names, link)[0]


def described(names: Names, link: ViewLink) -> tuple[str, str]:
    """Title and description of a view."""
    t = names.t
    title = t("title", page=_cut(wording.described(names, link)))
    parts = [t(f"{link.page}.question"), t("tagline")]
    if selection := names.described(link.selection()):
        parts.insert(1, t("notice.selection", selection=selection))
    if link.version:
        parts.append(t("preview.fixed", version=link.version))
    return title, _cut(t("sentence.join").join(parts))


def _opened(link: ViewLink) -> ViewLink:
    """The saved view that a link opens, or the link itself."""
    if link.page != HOME or not link.get("view"):
        return link
    try:
        found = views.get(library.in_use(), link.get("view")).link
    except AnalysisError:
        return link
    return found if found.page in PAGES else link


def _is_public() -> bool:
    """Whether whoever reaches the server may read the library."""
    rules = access.rules()
    return rules is None or rules.public


def _names(t: Texts) -> Names | None:
    try:
        shown = library.current()
        if shown is None:
            return None
        topics = shown.measure(choices.values).topics
        return Names(t, dict(zip(topics["topic"], topics[t.language], strict=True)))
    except Exception:
        _log.exception("What the link is about could not be said")
        return None


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
