"""What a meeting decides: decisions on the matters before them, and matters that are nothing but a decision."""

from __future__ import annotations

import re

from analysis.parsing.acts import is_passed_on
from analysis.parsing.documents import find_titles, split_titled
from analysis.parsing.making import add_matter
from analysis.parsing.matters import Matter, Place, Reading, closest, coverage, grams_of
from analysis.parsing.sentences import Sentence
from analysis.records import PASSED_ON, Decision

_RESIGNS = re.compile(r"^(?:会议)?决定接受(?P<thing>[^，。；]{2,60}?(?:辞去[^，。；]{2,40}|辞职)的?(?:请求|申请))")
_SENDS = re.compile(
    r"^(?:会议)?决定将(?P<thing>(?!上述|以上|该|此|这|相关|有关)[^，。；]{4,60}?(?:草案|议案|报告|方案|办法)(?:[（(][^）)]{1,8}[）)])?提请[^，。；]{4,60}审议)"
)
# 决定将甲草案、乙草案，提请大会全体会议表决: in two clauses.
_SENDS_ON = re.compile(
    r"^(?:会议)?决定将(?P<thing>(?!上述|以上|该|此|这|相关|有关)[^。；]{4,120}?(?:草案|议案|报告|方案|办法|名单|稿)(?:[（(][^）)]{1,8}[）)])?)(?=提请|$)"
)
_SENT = re.compile("提请[^，。；]{2,60}(?:审议|表决|选举|酝酿|追认|审定)$")
_CONFERS = re.compile(r"^(?:会议)?决定(?P<thing>授予[^，。；]{4,60}(?:称号|勋章|奖[章项]?)|表彰[^，。；]{4,40})$")
AGREES = re.compile(
    r"^(?:会议)?(?:研究)?(?:并|一致)*(?:予以|给予)?(?P<principle>原则上?)?(?:同意|(?:(?<=会议)|(?<=研究))通过(?!的)|通过(?=了)|(?:在[^，。；]{2,10}上)?表决通过$|(?<=一致)通过$|全票通过$)"
)
_CONVENES = re.compile(r"截止时间|召开|举行|成立|授予|设立|命名|表彰|任命|免去|推荐")
DECIDES = re.compile(r"会议(?:还|研究)?(?:决定|确定)(?!了.{0,12}(?:人选|名单))")
_DISPOSES = re.compile(r"^(?:将|把|对|由)(?=.{6})(?!上述|以上|此|该|[^，。；]{0,30}负责(?:相关|有关|具体))")
_KINDS = re.compile(
    r"规划|办法|方案|政策|条例|意见|规定|计划|草案|报告|名单|制度|预案|细则|要点|措施|清单|章程|决定|议案|规则|安排|预算|表决稿|汇报"
)
# A sitting to be called, which is then called.
_SAT_FOR = re.compile("(?:召开|举行).+(?:事项|事宜|建议|安排|时间|日期|决定(?:[（(]草案[）)])?$)|会议的?开会时间")
_CALLED = re.compile("(?:会议|大会|全会).*(?:召开|举行)|(?:召开|举行).*(?:会议|大会|全会)")
# Whose sitting it is, in words of which two sittings share one.
_WHOSE = ("人大", "人民代表大会", "政协", "政治协商", "全会", "全体会议", "党代")
_LONGEST_CALL = 140  # characters of what a sentence decides in a matter of its own
_PART = 0.6  # share of the bigrams of what is agreed to that stand in the report's subject


def read_resolution(place: Place) -> bool:
    """决定接受…辞职, 决定将…提请审议, 决定授予…: a decision that is the matter."""
    if "决定" not in place.body[:4]:
        return False
    for pattern, verb in ((_RESIGNS, "决定任免"), (_SENDS, "决定"), (_CONFERS, "决定")):
        decided = pattern.match(place.body)
        if decided and not (pattern is _SENDS and closest(place.reading.matters, decided["thing"])):
            add_matter(place, verb, decided["thing"], decided.start("thing"), closed=True)
            return True
    return _sends_on(place)


def _sends_on(place: Place) -> bool:
    """决定将甲草案，提请大会表决: a matter that is nothing but this, or what became of one before it."""
    sent = _SENDS_ON.match(place.body) if "决定将" in place.body else None
    if sent is None:
        return False
    following = place.clauses[place.nth + 1].text if place.nth + 1 < len(place.clauses) else ""
    if not _SENT.match(place.body[sent.end() :] or following):
        return False
    known = closest(place.reading.matters, sent["thing"])
    if known is None:
        add_matter(place, "决定", sent["thing"], sent.start("thing"), closed=True)
    elif known.decision is None:
        known.decision = "decided"
    return True


def read_agreement(place: Place) -> bool:
    """会议原则同意, （审议了…，）通过…: what becomes of the matters of the sentence, or of the one before it."""
    match = AGREES.match(place.body)
    if match is None:
        return False
    rest = place.body[match.end() :]
    if not (find_titles(rest) and split_titled(rest.lstrip("了"))):
        apply_decision(
            place.reading,
            "approved_in_principle" if match["principle"] else "approved",
            place.before if len(place.reading.matters) > place.before else None,
            above=rest if re.match("了?(?:上述|以上)", rest) else None,
        )
    return True


def apply_decision(reading: Reading, decision: Decision | None, since: int | None, *, above: str | None) -> None:
    """A decision governs the matters of its own sentence, or the one before it, or those that ``above`` points to.

    上述方案和办法 are the matters that hold one of these words; 上述事项 all that ask for a decision.
    """
    if not reading.matters or decision is None:
        return
    if above is None:
        governed = reading.matters[since:] if since is not None else reading.matters[-1:]
    else:
        kinds = _KINDS.findall(above)
        open_to = [m for m in reading.matters if m.action not in PASSED_ON]
        governed = [m for m in open_to if any(kind in m.subject for kind in kinds)] if kinds else open_to
    for matter in [m for m in governed if m.action not in PASSED_ON] or governed:
        if matter.decision is None:
            matter.decision = decision


def part_of(thing: str, heard: Matter) -> bool:
    """Whether what is agreed to is the report just heard, or a part of it."""
    grams = grams_of(thing)
    return "《" not in thing and bool(grams) and coverage(grams, heard.grams) >= _PART


def decide(place: Place, sentence: Sentence) -> None:
    """会议决定，…: a matter of its own where it convenes or founds something and no lead announces it."""
    reading, number, index = place.reading, place.number, place.nth
    clause = place.clauses[index]
    opening = DECIDES.match(clause.text)
    rest = sentence.text[clause.start - sentence.start + (opening.end() if opening else 4) :].rstrip("。")
    thing = rest.lstrip("，,了：: ")
    first = re.split(r"[，；：]", thing)[0] if not re.match(r"^.{0,14}[，]", thing) else thing
    lead = [m for m in reading.matters if m.in_lead]
    alone = not any(s.paragraph == sentence.paragraph for s in reading.sentences[number + 1 : number + 2])
    heads = index == 0 and reading.sentences[number - 1].paragraph != sentence.paragraph
    if (
        (heads or (index == 0 and not lead))
        and (_CONVENES.search(first) or (alone and _DISPOSES.match(first) and not is_passed_on(first)))
        and not first.startswith("要")
        and len(first) < _LONGEST_CALL
    ):
        known = closest(reading.matters, first if _CALLED.search(first) else thing) or calling(reading.matters, first)
        if known is not None:
            if _SAT_FOR.search(known.subject) and known.decision is None:
                known.decision = "decided"
            return
        verb = "研究决定" if opening and opening.group().endswith("研究决定") else "决定"
        whole = place._replace(body=clause.text, at=0)
        add_matter(whole, verb, first, clause.text.find(first) if first in clause.text else 2, closed=True)
        if reading.matters:
            last = reading.matters[-1]
            last.end = max(last.end, min(sentence.end, clause.start + 5 + len(first)))


def settle_call(place: Place, thing: str) -> None:
    """（听取召开县人大会议安排意见汇报，）确定县人大会议于8月27日举行: what became of the matter before it."""
    known = calling(place.reading.matters[place.before :], thing)
    if known is not None and known.decision is None:
        known.decision = "decided"


def calling(matters: list[Matter], thing: str) -> Matter | None:
    """The matter of calling the sitting that is called here (关于召开县政协会议的决定; 县政协会议于1月6日召开)."""
    if not _CALLED.search(thing):
        return None
    calling = [matter for matter in matters if _SAT_FOR.search(matter.subject)]
    return next((matter for matter in calling if _whose(matter.subject) == _whose(thing)), None)


def _whose(sitting: str) -> frozenset[int]:
    """Which kinds of assembly a text names, long and short names of one alike."""
    return frozenset(number // 2 for number, word in enumerate(_WHOSE) if word in sitting)
