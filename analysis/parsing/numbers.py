"""Numbers as reports write them."""

from __future__ import annotations

NUMERAL = r"[〇零一二三四五六七八九十百\d]+"
_VALUES = {"〇": 0, "零": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "两": 2}


def to_int(numeral: str) -> int | None:
    """The value of a Chinese or Arabic numeral below 1,000, or None.

    >>> to_int("三十五"), to_int("108"), to_int("一百零二"), to_int("二〇二一"), to_int("甲")
    (35, 108, 102, 2021, None)
    """
    if numeral.isdecimal():
        return int(numeral)
    if numeral and all(mark in _VALUES for mark in numeral):
        return int("".join(str(_VALUES[mark]) for mark in numeral))
    total, current = 0, 0
    for mark in numeral:
        if mark == "百":
            total, current = total + (current or 1) * 100, 0
        elif mark == "十":
            total, current = total + (current or 1) * 10, 0
        elif mark in _VALUES:
            current = _VALUES[mark]
        else:
            return None
    return total + current if numeral else None
