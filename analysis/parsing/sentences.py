"""Sentences and clauses, by position."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

_SENTENCE = re.compile(r"[^。！？!?]+[。！？!?]*[”’」』）)》]*|[。！？!?]+")
_STOPS = frozenset("。！？!?")
_TOKEN = re.compile(r"[（(《〈“‘「『\[【]|[）)》〉”’」』\]】]|[，,；;：:、]")
# A pause or a bracket; an opening bracket together with what it holds, where no other stands within.
_PAUSE_OR_BRACKET = re.compile(
    r"[，,；;：:（(《〈“‘「『\[【）)》〉”’」』\]】](?:(?<=[（(《〈“‘「『\[【])[^（(《〈“‘「『\[【）)》〉”’」』\]】]*+[）)》〉”’」』\]】])?"
)
_OPENING = frozenset("（(《〈“‘「『[【")
_AROUND = " \t\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u2002\u2003\u2009\u200b\u3000☛☞➤➢▸▷"
"""White space, and hands and arrows that point at a line."""
_PAUSES = frozenset("，,；;：:")
BRACKETED = re.compile(r"《[^》]{0,200}》|[（(][^）)]{0,100}[）)]|“[^”]{0,200}”")
_LONGEST = 1_500
"""Characters of the longest clause; what looks longer is cut, so that no pattern ever sees more."""


_new = tuple.__new__
"""Makes sentences and clauses, of which a report has dozens, in half the time that calling their class takes."""


class Sentence(NamedTuple):
    """A sentence without the white space around it. ``paragraph`` counts lines of text from 0."""

    start: int
    end: int
    paragraph: int
    text: str


class Clause(NamedTuple):
    """A stretch between two pauses (，；：) outside brackets and quotation marks, the pause before it, and its offset
    in the report's text."""

    start: int
    end: int
    text: str
    before: str


def split_sentences(text: str) -> list[Sentence]:
    """The sentences of a text, in order.

    >>> [s.text for s in split_sentences("会议指出，要落实。\\n  会议要求，要“快。”办")]
    ['会议指出，要落实。', '会议要求，要“快。”', '办']
    """
    sentences: list[Sentence] = []
    paragraph, at = -1, 0
    for line in text.split("\n"):
        start = at
        at += len(line) + 1
        if not line or line.isspace():
            continue
        paragraph += 1
        for found in _SENTENCE.findall(line):
            stripped = found.strip(_AROUND)
            if stripped and found[0] not in _STOPS:
                begin = start if len(stripped) == len(found) else start + len(found) - len(found.lstrip(_AROUND))
                sentences.append(_new(Sentence, (begin, begin + len(stripped), paragraph, stripped)))
            start += len(found)
    return sentences


def split_clauses(sentence: Sentence) -> list[Clause]:
    """The clauses of a sentence.

    >>> [c.text for c in split_clauses(split_sentences("会议审议《关于水，电的意见》，研究防汛工作。")[0])]
    ['会议审议《关于水，电的意见》', '研究防汛工作']
    """
    text = sentence.text.rstrip("。！？!? ")
    clauses: list[Clause] = []
    depth, begin, before = 0, 0, ""
    for match in _PAUSE_OR_BRACKET.finditer(text):
        mark = match.group()
        if mark in _PAUSES:
            if depth == 0:
                end = match.start()
                _append(clauses, sentence.start, text, begin, end, before)
                begin, before = end + 1, mark
        elif len(mark) > 1:  # a pair of brackets
            continue
        elif mark in _OPENING:
            depth += 1
        elif depth:
            depth -= 1
    _append(clauses, sentence.start, text, begin, len(text), before)
    return clauses


def _append(clauses: list[Clause], offset: int, text: str, begin: int, end: int, before: str) -> None:
    if end - begin > _LONGEST:  # no clause: a list without end, or noise
        for at in range(begin, end, _LONGEST):
            _append(clauses, offset, text, at, min(at + _LONGEST, end), before if at == begin else "")
        return
    part = text[begin:end]
    start, stripped = offset + begin, part.strip()
    if len(stripped) < len(part):
        start += len(part) - len(part.lstrip())
    if stripped:
        clauses.append(_new(Clause, (start, start + len(stripped), stripped, before)))


def masked(text: str, pattern: re.Pattern[str] = BRACKETED) -> str:
    """The text with what a pattern finds blotted out, character by character, so that offsets stay as they are.

    >>> masked("《甲、乙》、丙")
    '＊＊＊＊＊、丙'
    """
    return pattern.sub(lambda match: "＊" * len(match.group()), text)


def between(cuts: Iterable[re.Match[str]], length: int) -> list[tuple[int, int]]:
    """The stretches of a text of this length before, between and after some cuts.

    >>> between(re.finditer("、", "甲、乙"), 3)
    [(0, 1), (2, 3)]
    """
    spans = [cut.span() for cut in cuts]
    return list(zip([0, *(end for _, end in spans)], [*(start for start, _ in spans), length], strict=True))


def split_list(text: str) -> list[tuple[int, str]]:
    """The parts between 、 outside brackets and quotation marks, each with its offset.

    >>> split_list("《甲、乙》、丙")
    [(0, '《甲、乙》'), (6, '丙')]
    """
    if "、" not in text:
        return [(0, text)] if text.strip() else []
    parts: list[tuple[int, str]] = []
    depth, begin = 0, 0
    for match in _TOKEN.finditer(text):
        mark = match.group()
        if mark in _OPENING:
            depth += 1
        elif mark == "、":
            if depth == 0:
                parts.append((begin, text[begin : match.start()]))
                begin = match.end()
        elif mark not in _PAUSES and depth:
            depth -= 1
    parts.append((begin, text[begin:]))
    return [(at, part) for at, part in parts if part.strip()]
