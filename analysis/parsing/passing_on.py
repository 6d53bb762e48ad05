"""Papers, speeches and meetings in the object of passing on (传达学习林一舟讲话精神和《甲意见》)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.parsing.documents import (
    AND_SO_ON,
    BELONGS,
    SIDE_BY_SIDE,
    Document,
    find_titles,
    split_by_titles,
    split_titled,
)
from analysis.parsing.sentences import masked

_BRACKETED = re.compile(r"《(?:[^《》]|《[^《》]{0,100}》){0,200}》|[（(][^（）()]{0,100}[）)]|“[^”]{0,200}”")
_SHORTEST_SPIRIT = 4  # characters of what is passed on
_SPIRIT_OF = re.compile(r"(?:精神|讲话|论述)$|^《求是》")
# Titled papers, and after them what somebody said (学习《甲意见》《乙通知》，以及林一舟在渡口会上的讲话精神).
_TITLES_THEN = re.compile(r"(?:《[^《》]{2,200}》、?)+，?(?:以及|及|和)(?!精神)[^《》]{9,}(?:精神|讲话)$")
# Where a list of what is passed on may be cut, and a paper in it, perhaps with where it appeared or whose it is
# (《求是》杂志发表的重要文章《…》), with what is named of it (《…》有关章节).
_BETWEEN = re.compile(r"[，、；](?:以及|及|和|与)?|以及|及|和|与")
_BEFORE_PAPER = r"(?:《[^《》]{2,8}》)?(?:(?!关于|[对就在])[^《》，；、]){0,30}"
_PAPER = re.compile(
    rf"{_BEFORE_PAPER}《(?P<title>[^》]{{2,200}})》(?:[（(][^（）()]{{0,20}}[）)])?(?P<rest>[^《》]{{0,16}})"
)
_SPOKEN = re.compile("(?:讲话|会议)(?:精神)?$")
_OF_IT = re.compile(
    r"(?:等[^《》，、]{0,20}(?=文件|精神|内容|法规|$)|(?:以及|[和及])[^《》，、]{0,16}(?=[相有]关(?:文件|规定|材料)))?(?:的)?(?:有关|相关|部分|重要|主要)*(?:文件|通知|内容|文章|篇目|节选|章节|条款|法规|法律|规定|资料|材料|要求|论述|讲话)*(?:精神|内容|要求)?"
)
# What closes such a list and names nothing (等重要讲话精神、会议精神及政策法规).
_ALL_OF_IT = re.compile(
    r"(?<=》)等(?:重要|有关|相关|系列|讲话|指示|批示|会议|文件|政策|法律|法规|规定|内容|精神|[、和及与的])+$"
)
# Who issued the paper after it, with others (中共中央办公厅、国务院办公厅《…》).
_ISSUER = re.compile(r"[^《》，；]{0,30}(?:办公厅|办公室|国务院|中央|[委部局厅署院府会办])$")


def split_passed_on(text: str, *, around: bool) -> list[Document]:
    """The papers, and what else stands beside them, of what is passed on.

    None where it names no titled paper, where one speech or meeting is passed on, and where papers side by side are
    what was talked ``around`` (围绕《甲》《乙》交流).

    >>> [d.title for d in split_passed_on("《甲意见》《乙通知》", around=False)]
    ['甲意见', '乙通知']
    >>> split_passed_on("《甲意见》《乙通知》精神", around=False)
    []
    """
    if "《" not in text:
        return []
    among = papers_among(text)
    if among or around:
        return among
    spoken = _SPIRIT_OF.search(text) and not split_by_titles(text) and not _TITLES_THEN.match(text)
    return [] if spoken else split_titled(text)


def papers_among(text: str) -> list[Document]:
    """The matters of a list of what is passed on with titled papers in it: each paper one, and what stands between two
    papers one, however many speeches it names. None where no paper stands beside a speech or meeting.

    >>> [d.title for d in papers_among("林一舟在会上的讲话精神和《甲意见》文件精神、《乙通知》，以及全省水利会精神")]
    ['林一舟在会上的讲话精神', '甲意见', '乙通知', '全省水利会精神']
    >>> papers_among("林一舟在《甲》首发式上的讲话精神"), papers_among("《甲意见》和《乙意见》精神")
    ([], [])
    """
    text = _ALL_OF_IT.sub("", text)
    pieces: list[tuple[int, int, bool]] = []
    for start, end in _cut(text):
        titled = is_paper(text[start:end])
        if pieces and not pieces[-1][2] and (not titled or _ISSUER.fullmatch(text, *pieces[-1][:2])):
            pieces[-1] = (pieces[-1][0], end, titled)
        elif pieces and not titled and BELONGS.fullmatch(text, start, end):
            pieces[-1] = (pieces[-1][0], end, True)
        else:
            pieces.append((start, end, titled))
    if len({titled for *_, titled in pieces}) < 2 or any(b - a < _SHORTEST_SPIRIT for a, b, _ in pieces):
        return []
    return [_named_paper(text, *piece) for piece in pieces]


def is_paper(text: str) -> bool:
    """Whether an object of passing on is one titled paper and not a speech, which a title may name too.

    >>> is_paper("《甲刊》发表的重要文章《论水》有关章节"), is_paper("《在水利会上的讲话》精神")
    (True, False)
    """
    paper = _PAPER.fullmatch(text)
    if paper is None or not _OF_IT.fullmatch(paper["rest"]):
        return False
    return not _SPOKEN.search(paper["title"]) or "文章" in paper.group()[: -len(paper["title"])]


def _cut(text: str) -> Iterator[tuple[int, int]]:
    """The stretches between marks and conjunctions outside 《》, brackets and quotation marks, and 》《."""
    begin = 0
    cuts = [match.span() for match in _BETWEEN.finditer(masked(text, _BRACKETED))]
    cuts += [(m.start() + 1, m.end() - 1) for m in SIDE_BY_SIDE.finditer(text)]
    for start, end in [*sorted(cuts), (len(text), len(text))]:
        if start > begin:
            yield begin, start
        begin = max(begin, end)


def _named_paper(text: str, start: int, end: int, titled: bool) -> Document:
    titles = find_titles(text[start:end]) if titled else []
    named = text[start:end].strip()
    title = titles[-1].title if titles else AND_SO_ON.sub("", named)
    return Document(title, start, end)
