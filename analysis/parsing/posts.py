"""Posts that are filled beside another matter in one object (改革事宜和人事任免事项)."""

from __future__ import annotations

import re

from analysis.parsing.acts import appoints, subject_of
from analysis.parsing.documents import AND_SO_ON, Document, split_by_titles, split_titled

_AND_POSTS = re.compile(
    r"(?P<matter>.{4,}?)(?:以及|及|和|、)(?P<posts>(?:其他|其它|有关|相关|个别|部分)?(?:(?:人事|干部|职务)?(?:任免|辞职)(?:等)?(?:事项|事宜|议案|案|问题)|人事(?:事项|事宜|议题|议案|问题)))等?$"
)
_TELLS_OF_POSTS = re.compile("任免|辞职|人事")
_NAMES_POSTS = re.compile("人事|干部|职务")
_POSTS_AND = re.compile(
    r"(?P<posts>(?:其他|其它|有关|相关|个别|部分)?(?:人事|干部|职务)(?:任免|调整|人选|事项|议题)(?:事项|事宜|问题)?)"
    r"(?:以及|及|和|与|、)(?P<matter>(?!其[他它]).{4,}?)(?:有关|相关)?(?:事项|事宜)?$"
)
# An object that ends in a word for what is on an agenda, and one more with 关于 of its own.
_AND_ABOUT = re.compile(r"(?P<matter>.{4,}?(?:事项|事宜|案|情况|工作))(?:以及|及|和|与)(?P<more>关于.{6,})$")


def with_posts(thing: str, documents: list[Document]) -> list[Document]:
    """The documents, the last of them without the posts that are filled in the same breath; or matter and posts."""
    if len(documents) < 2:
        apart = _posts_apart(thing)
        if not apart:
            return documents
        papers = split_titled(apart[0].title) or split_by_titles(apart[0].title)
        return [*papers, *apart[1:]] if papers else apart
    last = documents[-1]
    apart = [
        part._replace(start=part.start + last.start, end=part.end + last.start) for part in _posts_apart(last.title)
    ]
    return [*documents[:-1], *(apart or [last])]


def _posts_apart(thing: str) -> list[Document]:
    """A matter and who takes or leaves a post, or what is done about another (改革事宜和人事任免事项)."""
    found = _AND_POSTS.match(thing) if _TELLS_OF_POSTS.search(thing) else None
    if found and not appoints(found["matter"]):
        return [Document(found[name], found.start(name), found.end(name)) for name in ("matter", "posts")]
    found = _POSTS_AND.match(AND_SO_ON.sub("", thing)) if _NAMES_POSTS.search(thing) else None
    if found and not appoints(found["matter"]):
        return [Document(found[name], found.start(name), found.end(name)) for name in ("posts", "matter")]
    found = _AND_ABOUT.match(thing) if "关于" in thing else None
    if found and "关于" not in found["matter"]:
        first = subject_of("consider", found["matter"])
        return [
            Document(first, found.start("matter"), found.end("matter")),
            Document(found["more"], found.start("more"), found.end("more")),
        ]
    return []
