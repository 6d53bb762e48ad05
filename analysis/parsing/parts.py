"""The parts of an object that are a matter each: of papers, of reports, and of what is passed on."""

from __future__ import annotations

import re

from analysis.parsing.acts import subject_of
from analysis.parsing.documents import Document, split_by_titles, split_titled
from analysis.parsing.listing import split_by_heads, split_over_commas
from analysis.parsing.passing_on import split_passed_on
from analysis.parsing.posts import with_posts
from analysis.parsing.reports import split_plans, split_reports
from analysis.records import PASSED_ON, Action

_ON_PAPERS: tuple[Action, ...] = ("deliberate", "consider", "decide")
_EXAMINED = re.compile("审|讨论|通过")
_VAGUE_PART = re.compile(
    "[\\d两二三四五六七八九十]+(?:个|项|份|件)(?:配套|实施|子|具体)[^《》，、]{2,8}$|(?:有关|相关|其他|其它)(?![^，]*(?:人事|任免|委员|调整|增补))[^《》，]{0,8}(?:事项|事宜)(?:安排)?$"
)


def named_parts(action: Action, verbs: str, thing: str, *, reported: bool, around: bool) -> list[Document]:
    """The documents and reports that an object names; none where it is one matter without a title.

    ``reported`` marks what somebody explained or reported; ``around`` an object that was talked about (围绕…交流).
    """
    if action in ("hear", "brief"):
        return _reports(verbs, thing)
    listed = thing.lstrip("了")
    documents: list[Document] = []
    if action in PASSED_ON:
        documents = split_passed_on(listed, around=around)
    elif action in _ON_PAPERS:
        documents = with_posts(listed, split_titled(listed))
    elif action == "appoint":
        documents = split_titled(listed)
    if reported:
        return documents if len(documents) == 1 else []  # one explanation of several drafts
    return documents if len(documents) > 1 else split_by_titles(thing) or documents


def listed_parts(action: Action, thing: str, *, over_commas: bool, closed: bool) -> list[Document]:
    """The parts of an object that is a list without titles, ``over_commas`` and ``closed`` as :class:`Reach` says."""
    if action not in _ON_PAPERS:
        return []
    parts = split_over_commas(thing, closed=closed) if over_commas else []
    return parts if len(parts) > 1 else split_by_heads(thing) or parts


def without_vague(parts: list[Document]) -> list[Document]:
    """The parts but for those that name nothing (《甲方案》和两个配套办法), unless none does."""
    return [part for part in parts if not _VAGUE_PART.match(part.title)] or parts


def _heard(thing: str, part: Document) -> Document:
    """What was reported, by its matter; a paper by its title, whoever reported it."""
    is_title = thing[part.start : part.start + 1] == "《" and "《" not in part.title
    return part if is_title else part._replace(title=subject_of("hear", part.title))


def _reports(verbs: str, thing: str) -> list[Document]:
    titled = [_heard(thing, part) for part in split_by_titles(thing)]
    parts = titled or split_reports(thing) or split_plans(thing)
    return parts or (split_titled(thing.lstrip("了")) if _EXAMINED.search(verbs) else [])
