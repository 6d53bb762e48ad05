"""The same report in other words: changes of wording and layout after which it tells the same meeting.

Each takes the cleaned text of a report and gives it back changed, or as it is where it does not apply.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from opencc import OpenCC

_DAY = r"(?:(?:19|20)\d\d年)?\d{1,2}月\d{1,2}日(?:上午|下午|晚)?"
_ACTS = "传达学习|学习传达|听取|研究|审议|讨论|部署|通报|审定|安排部署"
# 4月1日，县委书记林一舟主持召开县委常委会会议，传达学习…。
LEAD: Final = re.compile(
    rf"(?m)^(?P<before>.{{0,30}}?)(?P<day>{_DAY})，(?P<who>[^，。；]{{4,40}})主持召开(?P<what>[^，。；暨\n]{{4,40}}会议)"
    rf"(?P<told>，(?:{_ACTS})[^。\n]*)。"
)
# 会议听取了…: what the meeting did, at the beginning of a sentence.
_DID = re.compile(
    r"(?<=[。\n])会议(?P<verb>传达学习|学习|听取|研究|讨论|审议通过|审议并通过|审议|通报|审定)了?(?=[^，。；了并和、的]{4})"
)
_SAYS = re.compile(r"(?<=[。\n])会议(?P<verb>指出|强调|要求|认为)[，：]")
_TWO_TITLES = re.compile(r"》、?(?P<last>《[^《》]{2,60}》)(?=[，。；])")
_TO_TRADITIONAL = OpenCC("s2tw")


def _lead(form: str) -> Callable[[str], str]:
    """The lead put otherwise: ``form`` with what it tells."""
    return lambda text: LEAD.sub(lambda match: form.format(**match.groupdict()), text, count=1)


def _did(first: str, later: str) -> Callable[[str], str]:
    """Before what the meeting did, other words than 会议: for the first act, and for those that follow."""

    def change(text: str) -> str:
        words = iter([first])
        return _DID.sub(lambda match: f"{next(words, later)}{match['verb']}了", text)

    return change


def _verb(verb: str, other: str) -> Callable[[str], str]:
    """Another word for the same act."""
    return lambda text: _DID.sub(
        lambda match: match[0].replace(verb, other) if match["verb"] == verb else match[0], text
    )


def _says(form: str) -> Callable[[str], str]:
    return lambda text: _SAYS.sub(lambda match: form.format(match["verb"]), text)


def _without_breaks(text: str) -> str:
    return re.sub(r"(?<=[。；])\s*\n\s*", "", text)


def _before_lead(words: str) -> Callable[[str], str]:
    return lambda text: re.sub(rf"(?m)^(?={_DAY}，)", words, text, count=1)


PARAPHRASES: Final[dict[str, Callable[[str], str]]] = {
    "without breaks": _without_breaks,
    "indented": lambda text: "\n\n".join("　　" + line for line in text.split("\n")),
    "halfwidth": lambda text: text.translate(str.maketrans("，：；（）", ",:;()")),
    "traditional": _TO_TRADITIONAL.convert,
    "bylined": lambda text: f"{text}\n编辑：林一舟",
    "dateline": _before_lead("本报讯（记者 林一舟）"),
    "bullets": lambda text: re.sub(r"(?m)^(?=会议(?:听取|研究|审议|传达|学习|讨论|通报))", "●", text),
    "chair after": _lead("{before}{day}，{what}召开{told}。会议由{who}主持。"),
    "chair before the acts": _lead("{before}{day}，{what}召开。{who}主持会议{told}。"),
    "chair beside": _lead("{before}{day}，{what}召开，{who}主持会议{told}。"),
    "called and presided": _lead("{before}{day}，{who}组织召开{what}并主持会议{told}。"),
    "day behind the chair": _lead("{before}{who}{day}主持召开{what}{told}。"),
    "in a room": _lead("{before}{day}，{who}在行政中心三楼会议室主持召开{what}{told}。"),
    "at the meeting": _did("会上，", "会上，"),
    "this meeting": _did("本次会议", "本次会议"),
    "those who met": _did("与会人员", "与会人员"),
    "also": _did("会议首先", "会议还"),
    "then": _did("首先，会议", "随后，会议"),
    "besides": _did("会议", "此外，会议还"),
    "passed on": _verb("传达学习", "学习传达"),
    "heard by itself": _verb("听取", "专题听取"),
    "examined with care": _verb("审议", "认真审议"),
    "passed": _verb("审议通过", "审议并通过"),
    "passed by vote": _verb("审议通过", "举手表决通过"),
    "considered": _verb("研究", "专题研究"),
    "says, with a colon": _says("会议{}："),
    "stressed": _says("会议强调，"),
    "pointed out": _says("会议指出，"),
    "titles with a pause": lambda text: text.replace("》《", "》、《"),
    "titles with and": lambda text: _TWO_TITLES.sub(r"》和\g<last>", text),
    "titles and so on": lambda text: _TWO_TITLES.sub(r"》\g<last>等文件", text),
}

# Sittings as reports name them, of a county, a zone, a town; and the body that each is.
SITTINGS: Final = {
    "县委常委会会议": "县委常委会",
    "县委常委会（扩大）会议": "县委常委会（扩大）会议",
    "县政府第35次常务会议": "县政府常务会议",
    "县政府党组会议": "县政府党组",
    "十八届县政府第12次党组（扩大）会议": "县政府党组（扩大）会议",
    "县委理论学习中心组学习会议": "县委理论学习中心组",
    "县人大常委会主任会议": "县人大常委会主任会议",
    "县政协第20次主席会议": "县政协主席会议",
    "县委全面深化改革委员会第3次会议": "县委全面深化改革委员会",
    "县委农村工作领导小组会议": "县委农村工作领导小组",
    "县安全生产委员会全体会议": "县安全生产委员会",
    "县水利局党组会议": "县水利局党组",
    "县长办公会议": "县长办公会议",
    "党工委会议": "党工委会议",
    "管委会主任办公会议": "管委会主任办公会",
    "镇党委会议": "镇党委会议",
}
