"""Years that a report tells without their number: anniversaries, the first and the last year of a five-year plan."""

from __future__ import annotations

import re
from itertools import islice

from analysis.parsing.numbers import NUMERAL, to_int
from analysis.records import Span

# What is counted from, and its year.
_SINCE = {
    "中国共产党成立": 1921, "建党": 1921, "共青团成立": 1922, "共产主义青年团成立": 1922, "建团": 1922, "建军": 1927,
    "解放军成立": 1927, "辛亥革命": 1911, "五四运动": 1919, "长征胜利": 1936, "抗日战争胜利": 1945, "抗战胜利": 1945,
    "反法西斯战争胜利": 1945, "五一口号”发布": 1948, "新中国成立": 1949, "共和国成立": 1949, "人民政协成立": 1949,
    "政治协商会议成立": 1949, "抗美援朝": 1950, "人民代表大会成立": 1954, "改革开放": 1978, "设立常委会": 1979,
    "香港回归": 1997, "澳门回归": 1999, "汶川特大地震": 2008,
}  # fmt: skip
_ANNIVERSARY = re.compile(rf"(?P<since>{'|'.join(_SINCE)})[^，。；《》]{{0,8}}?(?P<years>{NUMERAL})周年")
_IN_PLAN = re.compile(
    r"“?十(?P<plan>[一二三四五])五”?(?:规划|时期)?的?(?:(?P<first>开局|头一年|第一年|起步之年|开篇)|(?P<last>收官|最后一年))"
)
_FIRST_PLAN = 2001  # the year in which the tenth began
_PLAN = 5  # years
_SPOKEN_OF = (0, 12)  # from the December before the year to its end
_AT_THE_BEGINNING = (-2, 12)
_AT_THE_END = (-2, 14)


def find_years(text: str) -> list[tuple[int, int, int, Span]]:
    """The years, each with the months, counted from its January as 1, between which this is said of it.

    >>> [found[:3] for found in find_years("筹备纪念五四运动95周年活动，站稳“十三五”头一年。")]
    [(2014, 0, 12), (2016, -2, 12)]
    """
    return _anniversaries(text) + _in_plans(text)


def _anniversaries(text: str) -> list[tuple[int, int, int, Span]]:
    found = islice(_ANNIVERSARY.finditer(text), 1) if "周年" in text else ()
    return [
        (_SINCE[match["since"]] + years, *_SPOKEN_OF, Span(*match.span()))
        for match in found
        if (years := to_int(match["years"]))
    ]


def _in_plans(text: str) -> list[tuple[int, int, int, Span]]:
    found = []
    for match in islice(_IN_PLAN.finditer(text), 1):
        begins = _FIRST_PLAN + _PLAN * (to_int(match["plan"]) or 0)
        year = begins if match["first"] else begins + _PLAN - 1
        found.append((year, *(_AT_THE_BEGINNING if match["first"] else _AT_THE_END), Span(*match.span())))
    return found
