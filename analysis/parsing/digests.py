"""A page that tells of several meetings one after the other, cut into the stretches that tell of one each.

A round-up, a chronicle or a yearbook begins each entry with a headline, a label (【甲县】), a day, or a sentence that
says that a body met. Whether what stands between two such beginnings is a meeting is for the reader of reports to say:
a stretch is read as if it were a report of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from analysis.parsing.bodies import HINT
from analysis.parsing.lead import convened
from analysis.parsing.sentences import Sentence

_TITLE = re.compile(
    r"(?<!国际)(?<!国际联播)快讯$|年鉴|大事记|(?:一|本|上|每)周[^，。]{0,6}(?:要闻|时政|会议|动态|新闻|大事|工作|回顾|看点|简报|$)"
    r"|(?:要闻|会议|时政|新闻)(?:回顾|速览|简报|汇总|集锦|摘要|荟萃|一览)|(?:月|季度)份?(?:要闻|大事|会议)"
)
_LABEL = re.compile(r"【([^】\n]{1,24})】\s*")
_LONGEST_HEADING = 40
_ENDS = frozenset("。！？!?；;：:，,、")
_DAY = re.compile(
    r"(?:(?:19|20)\d\d年)?(?:\d{1,2}月)?\d{1,2}[日号]|(?:今|昨)[天日]|(?:同|当)[天日]|日前|近日|(?:\d{1,2}|[一二三四五六七八九十]{1,3})月"
)
_NUMBER = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、．.]|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[、．.](?!\d)|[●◆■▲★○]\s?)\s*"
)
_CONTINUES = re.compile(
    r"会议|会上|会前|会后|与会|他|她|要|必须|[一二三四五六七八九十]要|[一二三四五六七八九十]是|首先|其次|此外|另外|同时|出席|列席|参加"
)
# Another story: somebody did something that is no meeting, or opened something.
_STORY = re.compile(
    r"^[^，。；：]{2,40}(?:到|赴|深入|前往)[^，。；]{1,24}(?:调研|考察|检查|督导|慰问|走访|视察)"
    r"|^(?![^。；：]{0,40}(?:要|须|应))[^。；：]{2,40}(?:开工|开幕|闭幕|揭牌|启动|举行|召开|会见|会谈|签约|发布|印发|出台)"
)
_BARE = 30  # characters of a first sentence that may be the headline of what follows it


@dataclass(frozen=True, slots=True)
class Stretch:
    """An entry of a digest: its heading, if it has one, and where the text below it begins."""

    start: int
    body: int
    end: int
    heading: str | None


def announces_digest(title: str | None) -> bool:
    """Whether a title says that several things are told below it.

    >>> announces_digest("甲市一周要闻"), announces_digest("甲市委常委会召开会议"), announces_digest("2021年甲县大事记")
    (True, False, True)
    """
    return bool(title and _TITLE.search(title))


def cut(text: str, sentences: Sequence[Sentence]) -> list[Stretch]:
    """The entries of a digest, in order, without what stands before the first.

    >>> from analysis.parsing.sentences import split_sentences
    >>> text = "甲县要闻\\n县委常委会召开会议\\n4月1日，县委常委会召开会议，研究防汛。\\n4月2日，甲河大桥开工。"
    >>> [(s.heading, text[s.body : s.end]) for s in cut(text, split_sentences(text))]
    [('县委常委会召开会议', '4月1日，县委常委会召开会议，研究防汛。'), (None, '4月2日，甲河大桥开工。')]
    """
    labelled = len(_LABEL.findall(text)) > 1
    entries: list[Stretch] = []
    heading: Sentence | None = None
    opening: Sentence | None = None  # of the entry
    for number, sentence in enumerate(sentences):
        first = number == 0 or sentences[number - 1].paragraph != sentence.paragraph
        last = number + 1 == len(sentences) or sentences[number + 1].paragraph != sentence.paragraph
        if first and last and _is_heading(sentence.text):
            if heading is None or HINT.search(sentence.text) or not HINT.search(heading.text):
                heading = sentence
            continue
        label = _LABEL.match(sentence.text) if first or labelled else None
        start = heading.start if heading else sentence.start
        if label and HINT.search(label[1]):
            entries.append(Stretch(start, sentence.start + label.end(), sentence.end, label[1]))
        elif heading or label or (_begins(sentence.text) if first else _interrupts(sentence, opening)):
            entries.append(Stretch(start, sentence.start, sentence.end, heading.text if heading else None))
        elif opening and _is_bare(opening, sentence):
            named = entries[-1].heading or opening.text.rstrip("。")
            entries[-1] = replace(entries[-1], body=sentence.start, end=sentence.end, heading=named)
        else:
            if entries:
                entries[-1] = replace(entries[-1], end=sentence.end)
            continue
        heading, opening = None, sentence
    return entries


def _is_heading(line: str) -> bool:
    """Whether a paragraph is a headline: short, no sentence, and nothing that a meeting says."""
    if len(line) > _LONGEST_HEADING or line[-1] in _ENDS or _CONTINUES.match(line):
        return False
    number = _NUMBER.match(line)
    return not number or bool(HINT.search(line))  # 一、关于防汛工作 heads a matter, not a meeting


def _begins(line: str) -> bool:
    """Whether a paragraph that has no headline begins an entry."""
    line = line[number.end() :] if (number := _NUMBER.match(line)) and HINT.search(line) else line
    return not _CONTINUES.match(line) and bool(_DAY.match(line) or _STORY.match(line))


def _interrupts(sentence: Sentence, first: Sentence | None) -> bool:
    """Whether a sentence within a paragraph that ``first`` begins says that another meeting met."""
    return bool(convened(sentence)) and not (first and _is_bare(first, sentence))


def _is_bare(first: Sentence, second: Sentence) -> bool:
    """Whether a first sentence is no more than the headline of the second (甲市委常委会召开会议。4月1日，…)."""
    if len(first.text) > _BARE or first.paragraph != second.paragraph:
        return False
    return not {body.name for body in convened(first)}.isdisjoint(body.name for body in convened(second, at_most=200))
