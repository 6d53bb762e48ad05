"""Lists of matters that are no titled papers: over commas, or each with its own word for a matter."""

from __future__ import annotations

import re

from analysis.parsing.acts import subject_of
from analysis.parsing.documents import AND_SO_ON, Document, ends_as_document, find_titles, split_titled
from analysis.parsing.sentences import between, masked

_AFTER_HEAD = re.compile(
    r"(?:(?<=事宜)|(?<=[有相]关问题)|(?<=[有相]关事项))(?:[、，；](?:以及|及|和|与)?|以及|及|和|与)(?!其[他它]|[有相]关|并|将|对|就)"
)
_BETWEEN_COMMAS = re.compile(r"(?:《[^》]{0,200}》|[^，《])+")
_SHORTEST = 4  # characters of a part of a list over commas
_SHORTEST_HEADED = 6  # and of one that says that it is a matter


def split_over_commas(thing: str, *, closed: bool) -> list[Document]:
    """The parts of a list over commas: of one that is ``closed`` by 等事宜 where one part is a paper (《甲办法》，
    乙评选结果，丙经费等事宜), of another where all are."""
    parts: list[Document] = []
    for match in _BETWEEN_COMMAS.finditer(AND_SO_ON.sub("", thing)):
        titles = find_titles(match.group())
        if len(titles) > 1 and len(several := split_titled(match.group())) > 1:  # 《甲办法》《乙办法》等，丙经费
            parts += [Document(one.title, match.start() + one.start, match.start() + one.end) for one in several]
            continue
        title = titles[0].title if len(titles) == 1 else match.group()
        parts.append(Document(title, match.start(), match.end()))
    papers = [part.title != thing[part.start : part.end] or ends_as_document(part.title) for part in parts]
    named = any(papers) if closed else all(papers)
    return parts if named and all(len(part.title) >= _SHORTEST for part in parts) else []


def split_by_heads(thing: str) -> list[Document]:
    """The parts of a list each of which says anew that it is a matter (甲协议有关问题、乙整治有关问题)."""
    if "事宜" not in thing and "关问题" not in thing and "关事项" not in thing:
        return []
    stretches = between(_AFTER_HEAD.finditer(masked(thing)), len(thing))
    parts = [Document(subject_of("consider", thing[start:end]), start, end) for start, end in stretches]
    return parts if len(parts) > 1 and all(len(part.title) >= _SHORTEST_HEADED for part in parts) else []
