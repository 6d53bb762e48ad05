"""An agenda item in the making, and how alike two of them are."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from operator import add
from typing import NamedTuple

from analysis.parsing.sentences import Clause, Sentence
from analysis.records import PASSED_ON, Action, Decision, Span

_COMMON_GRAMS = """
重点 点工 习近 近平 平总 总书 书记 重要 要讲 讲话 话精 精神 神和 工作 情况 会议 议精 关于 有关 相关 推进 加强 全省 全市
全县 全区 我市 我省 我县 我区 贯彻 落实 实施 问题 建设 发展 方案 意见 办法 草案 报告 汇报 的意 的报 的决 决定
规定 进一 一步 做好 开展 的汇 的若 若干 学习 传达 时的 深入 要指 指示 示精 批示 要批 论述 市委 省委 县委 区委
同志 系列 近期 实验 验区 全国 中央 中共 共中 国家 管理 制度 措施 计划 规划 条例 推动 高质 质量 量发 年度 修改
改情 审议 通过 研究 送审 审稿 等工 作的 展的 以及 事项 安排 任务 部署 常委 委会 委员 员会 人大 全面 强化 提升
十三 十四 三届 四届 一次 二次 三次 四次 五次 会第 修订 订草 案修 新时 时代
"""
_COMMON = frozenset(_COMMON_GRAMS.split())
_YEAR = re.compile(r"\d\d\d\d年度?")  # re looks for a first digit alone much faster than for \\d{4}
_PLAIN = re.compile(r"[\u3400-\u9fffA-Za-z0-9]+")
# The sitting of which a list names the papers (市五届人大七次会议议程): it tells none of them from the others.
_SITTING = re.compile(
    r"届[^，。；、《》届]{1,16}次(?:全体)?(?:（扩大）)?会议(?=[^，。；、《》精]{0,16}(?:[议日]程|报告|名单|办法|决议|草案|方案|人选|主席团|秘书长|[提议]案))"
)
# Names of places so long that two matters of one place seemed alike by it.
_AUTONOMOUS = re.compile(r"[\u4e00-\u9fff]{2,12}?族自治[县州旗]")
_HELD = re.compile("召开|举行")
_BEFORE_TERM = re.compile(r"[\u4e00-\u9fff\d]{1,12}$")


@dataclass(slots=True, eq=False)
class Matter:
    """An agenda item in the making; two are never the same one, however alike."""

    action: Action
    decision: Decision | None
    subject: str
    start: int
    end: int
    sentence: int
    documents: tuple[str, ...] = ()
    in_lead: bool = False
    verb: str = ""
    listed: bool = False
    passage: int | None = None
    grams: frozenset[str] = frozenset()
    open_ended: bool = False
    reported: bool = False
    told: tuple[int, int] | None = None  # where the lead tells of a matter that the body announces


@dataclass(slots=True)
class Reading:
    """A report being read: the matters so far, and the runs (passages of speech) as sentence numbers, end exclusive."""

    sentences: list[Sentence]
    lead: int
    matters: list[Matter] = field(default_factory=list)
    runs: list[tuple[int, int]] = field(default_factory=list)  # sentence numbers, end exclusive
    frames: set[int] = field(default_factory=set)
    other: Span | None = None
    counted: bool = False  # whether an agenda is being counted out (一是听取…)
    later: str | None = None  # how entries of a later sitting's agenda are numbered, while they are listed


class Place(NamedTuple):
    """A clause that is being read, and where it stands."""

    reading: Reading
    number: int  # of its sentence
    clauses: list[Clause]  # of its sentence
    nth: int  # of them it is
    body: str  # its text without its first ``at`` characters (a number, the words before 会议)
    at: int
    before: int  # how many matters were known before its sentence


def open_run(reading: Reading, number: int) -> None:
    """A passage of speech begins with sentence ``number``, and the one before it ends."""
    if reading.runs and reading.runs[-1] == (number, -1):
        return
    if reading.runs and reading.runs[-1][1] == -1:
        reading.runs[-1] = (reading.runs[-1][0], number)
    reading.runs.append((number, -1))


def make_matter(action: Action, decision: Decision | None, subject: str, start: int, end: int, sentence: int) -> Matter:
    """A matter with the bigrams of its subject."""
    return Matter(action, decision, subject, start, end, sentence, grams=grams_of(subject))


@lru_cache(maxsize=2048)
def grams_of(text: str) -> frozenset[str]:
    """The bigrams of a text, but for those that most matters share (工作, 会议), for years and the names of sittings
    whose papers are named.

    >>> sorted(grams_of("防汛工作情况")), sorted(grams_of("县五届人大三次会议日程"))
    (['作情', '汛工', '防汛'], ['日程'])
    """
    text = _AUTONOMOUS.sub("", text) if "自治" in text else text
    plain = plain_of(_without_sitting(text) if "届" in text and not _HELD.search(text) else text)
    return frozenset(map(add, plain, plain[1:])) - _COMMON


def _without_sitting(text: str) -> str:
    kept: list[str] = []
    at = 0
    for match in _SITTING.finditer(text):
        kept.append(_BEFORE_TERM.sub("", text[at : match.start()]))
        at = match.end()
    return "，".join([*kept, text[at:]])


def plain_of(text: str) -> str:
    """What the bigrams of a text are made of: its characters and figures, without marks and years.

    >>> plain_of("2021年度，防汛工作。")
    '防汛工作'
    """
    return "".join(_PLAIN.findall(_YEAR.sub("", text) if "年" in text else text))


def overlap(a: frozenset[str], b: frozenset[str]) -> float:
    """The share of the smaller set that stands in the other, 0 where they share one bigram of several.

    >>> overlap(grams_of("防汛备汛"), grams_of("全市防汛备汛进展"))
    1.0
    """
    if not a or not b:
        return 0.0
    shared = len(a & b)
    return shared / min(len(a), len(b)) if shared >= 2 or shared == min(len(a), len(b)) else 0.0


def convenes(matter: Matter) -> bool:
    """Whether a matter is the day that was set for another meeting."""
    return matter.action == "decide" and matter.subject.endswith(("召开", "举行"))


def same_matter(told: Matter, announced: Matter) -> bool:
    """Whether lead and body speak of one matter.

    Two documents are one only where their titles nearly agree; the day set for a meeting is no matter of its agenda.
    """
    if told.action != announced.action and convenes(told) and "召开" not in announced.subject:
        return False
    if told.action in PASSED_ON and announced.documents and announced.action not in PASSED_ON:
        return False  # a paper of the same commission is another matter than the meeting that is passed on
    if announced.action in PASSED_ON and announced.documents and told.action not in PASSED_ON:
        return False  # nor is a law that was studied the matter that it is of
    floor = 0.75 if told.documents and announced.documents and told.subject != announced.subject else 0.4
    return overlap(told.grams, announced.grams) >= floor


def closest(matters: list[Matter], text: str, floor: float = 0.4) -> Matter | None:
    """The matter whose subject shares most with a text, if it shares enough."""
    grams = grams_of(text)
    best = max(matters, key=lambda m: overlap(m.grams, grams), default=None)
    return best if best is not None and overlap(best.grams, grams) >= floor else None


def coverage(matter: frozenset[str], run: frozenset[str]) -> float:
    """The share of a matter's bigrams that a run of the body holds."""
    return len(matter & run) / len(matter) if matter else 0.0


def spoken_in(matter: frozenset[str], plain: str) -> float:
    """The :func:`coverage` of a matter's bigrams by a text that :func:`plain_of` made plain.

    A matter has a score of bigrams and a run hundreds: to look for those is much faster than to list these.

    >>> spoken_in(grams_of("防汛备汛"), plain_of("会议强调，防汛要早。")) == coverage(
    ...     grams_of("防汛备汛"), grams_of("会议强调，防汛要早。")
    ... )
    True
    """
    return sum(map(plain.__contains__, matter)) / len(matter) if matter else 0.0
