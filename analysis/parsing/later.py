"""What a sitting that this meeting calls, or proposes, is to do: the agenda of another day, no matter of this one."""

from __future__ import annotations

import re

from analysis.parsing.acts import OPENING, style_of
from analysis.parsing.matters import Reading
from analysis.parsing.sentences import Clause, Sentence

_AGENDA = r"(?:议程|议题|日程|任务)(?:草案|[（(]草案[）)])?(?:安排|建议)?(?:主要)?(?:如下|是|为|有|包括|包含|$)"
# What is proposed (会议建议，县人大四次会议的议程是; 建议议程：; 会议建议的主要议程：) is of another sitting for sure,
_PROPOSED = re.compile(
    rf"^(?:会议|主任会议|大会)?(?:拟|还|并)*建议(?!召开)[^。；]{{0,40}}?{_AGENDA}"
    rf"|^[^，。；]{{0,40}}?(?:大会|全会|会议)的?(?:主要)?建议(?:主要)?{_AGENDA}"
    r"|^[^，。；]{0,24}通过的[^，。；]{2,30}议程(?:草案)?(?:共|有|共有|为|是|包括)?(?:[一二三四五六七八九十\d]+项)?$"
    rf"|^拟(?:安排|提交|提请)[^。；]{{0,20}}?{_AGENDA}"
    r"|^(?:会议)?建议(?:$|[^。]{0,24}(?:会议|常委会|大会|全会)(?:审议|听取|审查))"
)
# what one is to do or has on its agenda only where this meeting calls it.
_ITS_AGENDA = re.compile(
    rf"^(?:这次|此次|本次|该次)?(?:会议|大会|全会|党代会|[^，。；]{{2,24}}次会议)?的?(?:主要|初步|拟定|中心)*{_AGENDA}"
)
_WILL = re.compile(
    r"^(?:届时|会议|大会|全会|[^，。；]{2,24}次会议)(?:还|主要)*(?:将|拟)(?:分别|依法|重点|主要)*"
    r"(?:听取|审议|审查|讨论|传达|学习|选举|补选|表决|开展|票决|总结|部署)"
)
_CALLS = re.compile(
    r"(?:决定|确定|议定|同意|通过|研究|关于|建议|拟|将|定)[^。；]{0,80}?(?:召开|举行)"
    r"|(?:会议|大会|全会)(?:将|拟|定)(?:于|在)[^。；，]{2,40}(?:召开|举行)"
)
# The day and place of one; in the lead those of the meeting itself.
_IS_SET = re.compile(r"(?:会议|大会|全会)(?:于|在)[^。；，]{2,40}(?:召开|举行)")
_BACK = 2  # sentences before, in which a sitting is called of which this one tells
_GOES_ON = ("；", ";")
_IS = ("是", "为", "有", "包括", "包含", "如下")
_DOES = re.compile(f"审议|听取|审查|{_AGENDA}")  # what a sitting is proposed to do (会议建议，县人大常委会听取…)


def may_tell_of_later(text: str) -> bool:
    """Whether a sentence may tell what a later sitting is to do."""
    return (
        "建议" in text
        or "议程" in text
        or "议题" in text
        or "日程" in text
        or "任务" in text
        or "将" in text
        or "拟" in text
    )


def tells_of_later(reading: Reading, number: int, clauses: list[Clause], nth: int) -> bool:
    """Whether from this clause on its sentence tells what a later sitting is to do. What its list holds line by line
    is then passed over, too (``is_later``)."""
    body = clauses[nth].text
    if "了" in body:
        return False
    found = _PROPOSED.search(body) if "建议" in body or "通过的" in body or body.startswith("拟") else None
    if found is None:
        found = _WILL.match(body) or _ITS_AGENDA.match(body)
        if found is None or not _is_called(reading, number, clauses, nth):
            return False
    if OPENING.match(body):
        return False
    text = reading.sentences[number].text
    following = clauses[nth + 1] if nth + 1 < len(clauses) else None
    if following is None and found.end() == len(body) and not found.group().endswith(_IS) and not text.endswith("："):
        return False  # named as a paper (渔业大会建议议程), with nothing of what is on it
    if body.endswith("建议") and following and not _DOES.search(following.text):
        return False
    if text.endswith(("：", ":", "；", ";")):
        entries = reading.sentences[number + 1 : number + 2]
        reading.later = style_of(entries[0].text) if entries else None
    return True


def is_later(reading: Reading, sentence: Sentence) -> bool:
    """Whether a sentence is an entry of the list of what a later sitting is to do, which began before it."""
    style, text = reading.later, sentence.text
    if style is None:
        return False
    if style != style_of(text):
        reading.later = None
    elif not style and not text.endswith(_GOES_ON):
        reading.later = None  # the last of entries without numbers
        return True
    return reading.later is not None


def is_called_before(reading: Reading, number: int) -> bool:
    """Whether one of the sentences right before, but the lead, calls a sitting or proposes what it is to do."""
    before = reading.sentences[max(reading.lead + 1, number - _BACK) : number]
    return any("建议" in sentence.text or _CALLS.search(sentence.text) for sentence in before)


def _is_called(reading: Reading, number: int, clauses: list[Clause], nth: int) -> bool:
    """Whether the clauses before, or the sentences right before, call a sitting."""
    sentences, lead = reading.sentences, reading.lead
    before = "，".join(clause.text for clause in clauses[:nth])
    texts = [sentence.text for sentence in sentences[max(lead, number - _BACK) : number]]
    since = [sentence.text for sentence in sentences[max(lead + 1, number - _BACK) : number]]
    return any(_CALLS.search(text) for text in (*texts, before)) or any(map(_IS_SET.search, (*since, before)))
