"""The number of a session, and what it is counted in: the body's term (届) or the year."""

from __future__ import annotations

import re

from analysis.parsing.numbers import NUMERAL, to_int
from analysis.records import Session, Span

_NO_SESSION = "(?!集体学习|党代会|代表大会|全会(?!召开|举行)|党员|会议主席团)"
_SESSION = re.compile(
    rf"(?P<f>第(?P<s>{NUMERAL})(?:、第?{NUMERAL})+次)|(?P<a>第(?P<m>{NUMERAL})次){_NO_SESSION}|(?<=召开|举行)(?P<d>(?P<q>{NUMERAL})次)(?=常委会|常务会|主任会|主席会|党组|党委)|(?<=届)(?P<b>(?P<n>{NUMERAL})次){_NO_SESSION}"
    rf"|中心组(?:(?:19|20)\d\d年)?(?P<e>第(?P<r>{NUMERAL})次)(?=(?:集体|集中|专题|（扩大）)*学习)"
    rf"|(?<=届)(?:(?!召开|举行|先后|共|第|{NUMERAL})[\u4e00-\u9fff]){{2,12}}?(?P<c>(?P<o>{NUMERAL})次)(?=会议(?!(?:召开|举行)?(?:大会)?主席团)|全体|主任|常务|委员|主席)"
)
_CALLED = re.compile("决定|关于|讨论|研究|筹备|审议|拟|将")
_OF_PRESIDIUM = re.compile(rf"(?P<a>第(?P<m>{NUMERAL})次)(?=主席团)")
_REACH = 40  # characters before the number in which its term or year stands
_PAUSE = re.compile(r"[，,。；;：:、\n]")
_TERM = re.compile(rf"(?<!{NUMERAL[:-1]})第?(?P<term>{NUMERAL})届(?!{NUMERAL}(?:中|次)全)")
# 2022年第28次, 市委常委会2023年度第12次, 2023年市委常委会第12次; a day on which a meeting was held is no count.
_YEAR = re.compile(
    r"(?P<year>(?:19|20)\d\d|[一二][〇零一二三四五六七八九]{3})年(?!\s?\d{1,2}月)(?![^年]*(?:召开|举行|主持))"
)


def _sitting(text: str) -> re.Match[str] | None:
    """The number of the sitting itself: of a presidium the one behind its name, which stands behind the congress's; of
    a committee's standing committee not that of the plenary session that it calls."""
    presidium = text.find("主席团")
    for found in _SESSION.finditer(text, max(presidium, 0)):
        plenary = text.endswith("届委员会", 0, found.start()) and text.startswith("全体会议", found.end())
        if not plenary or not _CALLED.search(_PAUSE.split(text[: found.start()])[-1]):
            return found
    return _OF_PRESIDIUM.search(text) if presidium > 0 else None


def find_session(text: str) -> tuple[Span, Session] | None:
    """The first session number in the head of a lead (第N次 as written), with the term or year before it.

    >>> for text in ("二届108次县委常委会", "第十三届甲市人大常委会第三次会议", "区政府2022年第28次常务会议"):
    ...     span, session = find_session(text)
    ...     print(span.of(text), session.term, session.year, session.number)
    108次 2 None 108
    第三次 13 None 3
    第28次 None 2022 28
    """
    found = _sitting(text) if "次" in text else None
    if found is None:
        return None
    groups = found.groupdict()
    start, end = next(found.span(group) for group in "abcdef" if groups.get(group))
    before = _PAUSE.split(text[max(0, start - _REACH) : start])[-1]
    terms = [to_int(match["term"]) for match in _TERM.finditer(before)]
    year = _YEAR.search(before)
    number = to_int(next(groups[group] or "" for group in "mnoqrs" if groups.get(group)))
    return Span(start, end), Session(terms[-1] if terms else None, to_int(year["year"]) if year else None, number)
