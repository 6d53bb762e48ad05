"""The table of particulars that government sites set above what they publish: 索引号, 主题分类, 发布日期 …"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from analysis.cleaning.dates import FULL, to_iso
from analysis.cleaning.edits import Edit
from analysis.cleaning.furniture import Facts

_FEWEST: Final = 3
"""Particulars that make a table; fewer may be lines of the report."""
HEAD: Final = 3_000
"""Characters above a report."""
_LONGEST: Final = 300  # characters of a line of the table
_LONGEST_VALUE: Final = 40  # characters of a value on a line of its own

_DAY: Final = (
    "发布日期|发布时间|公开日期|公开时间|公布日期|成文日期|成文时间|生成日期|发文日期|发文时间|印发日期|上网日期"
)
_ISSUER: Final = "发文机关|发文机构|发文单位|发布机构|发布单位|公开主体|公开机构|制发机关|成文机关|公开责任部门"
_TITLE: Final = "标题|名称|信息名称|文件名称|公文名称"
_OTHER: Final = (
    "信息索引号|信息索引|索引号|索引|主题分类|信息分类|组配分类|体裁分类|所属分类|服务对象分类|公文种类|分类|主题词|关键词|关键字"
    "|发文字号|发文文号|文件编号|文号|编号|有效性|是否有效|时效性|时效|公开方式|公开形式|公开范围|公开时限|公开程序|公开类别|公开属性"
    "|内容概述|内容摘要|概述|摘要|信息来源|生效日期|生效时间|失效日期|失效时间|废止日期|实施日期|签发日期|签发人|责任部门|责任单位"
    "|有效期|作废时间|废止时间|公开期限|所属机构|所属主题|承办单位|栏目名称|所属栏目|发布人|语种|载体类型|记录形式"
)


def _spaced(names: str) -> str:
    """A pattern of the names as sites space them out (索 引 号)."""
    return "|".join(r"[ \u3000]*".join(name) for name in names.split("|"))


_LABEL: Final = (
    rf"(?:(?P<day>{_spaced(_DAY)})|(?P<issuer>{_spaced(_ISSUER)})|(?P<title>{_spaced(_TITLE)})|{_spaced(_OTHER)})"
)
_BARE: Final = re.compile(rf"[\[【]?{_LABEL}[\]】]?\s*[:：]?")
_PAIR: Final = re.compile(rf"(?:(?<=[\s|])|^)[\[【]?{_LABEL}(?:[\]】][:：]?|[ \u3000]*[:：\t|丨])")
_LINE: Final = re.compile(r"[^\n]+")
_ENDS: Final = re.compile(r"[。！？]")
# What stands on the line below a label without one is its value, unless it tells of a meeting.
_TELLS: Final = re.compile(r"召开|举行|主持|会议|[。！？，]|讯[ (（]?")


class _Row(NamedTuple):
    """A line of the table, with the value on the line below it where that is its place."""

    start: int
    end: int
    labels: int


def particulars(text: str) -> Iterator[Edit]:
    """Take the table away that stands above a report.

    >>> page = "索引号：X-1\\n主题分类：综合政务\\n发布日期：\\n2018-09-20\\n区长林一舟召开会议。"
    >>> [text.after for text in particulars(page)], page[list(particulars(page))[-1].end :]
    (['', '', ''], '区长林一舟召开会议。')
    """
    rows = list(_rows(text))
    if sum(row.labels for row in rows) >= _FEWEST:
        for row in rows:
            yield Edit(row.start, row.end, "")


def told(rows: Iterable[str]) -> Facts:
    """What rows that were taken away say: title, who published, and when.

    >>> told(["名称：城北区召开会议\\n", "发布机构：城北区政府办\\n", "成文日期：\\n2018年9月20日\\n"])
    Facts(outlet='城北区政府办', published='2018-09-20', title='城北区召开会议')
    """
    found: dict[str, str] = {}
    for row in rows:
        pairs = list(_PAIR.finditer(row)) or list(_BARE.finditer(row))[:1]
        for pair, following in zip(pairs, [*pairs[1:], None], strict=True):
            value = row[pair.end() : following.start() if following else len(row)].strip(" \t\n\u3000|丨")
            for kind in ("title", "issuer", "day"):
                if pair[kind] and value:
                    found.setdefault(kind, value)
    day = FULL.search(found.get("day", ""))
    return Facts(found.get("issuer"), to_iso(day.group()) if day else None, found.get("title"))


def _rows(text: str) -> Iterator[_Row]:
    """The rows of a table, if there is one, above the first sentence that is none of its values."""
    lines = [match for match in _LINE.finditer(text, 0, HEAD) if match.group().strip()]
    if lines and lines[-1].end() == HEAD < len(text):
        lines.pop()  # it goes on
    at = 0
    while at < len(lines):
        line, last = lines[at].group().strip(" \t\u3000|丨"), at
        pairs = len(_PAIR.findall(line)) if _PAIR.match(line) else 0
        bare = _BARE.fullmatch(line)
        if not (pairs or bare):
            if _ENDS.search(line):
                return
            at += 1
            continue
        if bare and at + 1 < len(lines) and _is_value(lines[at + 1].group().strip(), of=bare):
            last = at + 1
        if last > at or len(line) <= _LONGEST:
            end = lines[last].end()
            yield _Row(lines[at].start(), end + 1 if end < len(text) else end, max(pairs, 1))
        at = last + 1


def _is_value(line: str, *, of: re.Match[str]) -> bool:
    """Whether a line is the value of a label above it."""
    if _BARE.fullmatch(line) or _PAIR.match(line) or len(line) > _LONGEST_VALUE:
        return False
    return not _TELLS.search(line) or ">" in line or (of["title"] is not None and not _ENDS.search(line))
