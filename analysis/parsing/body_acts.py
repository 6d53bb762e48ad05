"""The acts that a clause of the body announces."""

from __future__ import annotations

import re

from analysis.parsing.acts import (
    MEETING_SPEAKS,
    OPENING,
    appoints,
    is_generic,
    is_passed_on,
    names_more,
    read_verbs,
    refers_back,
)
from analysis.parsing.deciding import AGREES, apply_decision, part_of, read_agreement, read_resolution, settle_call
from analysis.parsing.documents import ends_as_document, find_titles, split_titled
from analysis.parsing.entries import ORDINAL
from analysis.parsing.later import is_called_before
from analysis.parsing.making import add_matter
from analysis.parsing.matters import Place, Reading, closest, open_run
from analysis.parsing.object_first import read_examined, read_in_body
from analysis.parsing.reaching import SPIRIT
from analysis.parsing.referring import spoken_of
from analysis.parsing.sentences import Clause
from analysis.parsing.telling import read_told
from analysis.records import PASSED_ON

_BILL = re.compile(r"提[出交](?:了)?关于提请审议(?P<thing>.+?)(?:等)?的?(?:[两二三四五六七八九十\d]+个)?议案")
_EXPLAINED = re.compile(
    r"(?:就|对)(?P<thing>(?:关于)?[^，。；]{4,80}?(?:草案|议案|修正案|稿))(?:分别)?(?:作|做)(?:了)?说明"
)
_APPOINTED = re.compile(r"^(?:决定)?(?:任命(?=[^。；]{2,60}为)|(?=免去[^。；]{2,80}职务$))(?P<thing>[^。；]{4,100})$")
# Appointments that other verbs than theirs tell: 接受甲某某辞去…职务的请求, 依法进行了人事任免, 酝酿了人事事项.
_RESIGNED = re.compile(
    r"^(?:会议)?(?:还|并|依法|一致|同意|决定)*接受了?(?P<thing>[^。；《]{2,80}?(?:辞去[^。；]{2,40}职务|辞职)[^，。；]{0,8})$"
)
_ADVERBS = "^(?:会议|会上|大会)?(?:还|并|也|依法|一并|最后|随后)*"
_POSTS = "(?P<thing>(?:有关|相关)?(?:干部|人事)(?:任免|事项|选举|调整|议题)[^，。；]{0,10})$"
_FILLED = re.compile(f"{_ADVERBS}(?:进行|办理)了?{_POSTS}")
# 会议推选林一舟、江望担任大会主席团常务主席; 递补林一舟为市委委员
_CHOSEN = re.compile(
    r"^(?:会议|全会|大会)?(?:还|并|一致)*(?:推选|推举)[^。；]{2,160}?(?:担任|为)(?P<thing>[^，。；]{2,30})$"
)
_ADDED = re.compile(
    r"^(?:会议|全会|大会)?(?:还|并|一致)*(?:递补|增补|补选)(?![^。；]{0,40}(?:办法|名单|方案|事宜|事项))(?P<thing>[^。；]{2,160}?为[^，。；]{2,30})$"
)
_ASSESSED = re.compile(f"{_ADVERBS}对(?P<thing>[^，。；]{{4,60}}?)(?:进行|开展)了?(?:履职|工作|专题)评议$")
_WEIGHED = re.compile(f"{_ADVERBS}酝酿了?{_POSTS}")
# （听取了…汇报，）同意县水利局意见
_THEIR_VIEW = re.compile(
    r"(?:[^，。；《》]{1,14}(?:局|委|办|厅|部|组|院|会|府|党组|单位|部门)(?:所?提出?|起草|拟定|汇报|上报|报送)?的?(?:意见|建议|方案|安排|报告|汇报|请示)"
    r"|(?:汇报|报告|请示)的?(?:意见|建议|事项|内容))$"
)
_TABLED = re.compile(r"^在审议(?P<thing>.{3,40})时$")
_RESOLVED = re.compile(f"{_ADVERBS}作出了?(?P<thing>(?:关于|《)[^，。；]{{4,80}}决[议定](?:（[^（）]{{1,8}}）)?》?)$")
# How else a matter is brought in: the pattern, a word without which it cannot match, and the act that it stands for.
_TABLED_AS = (
    (_BILL, "提请审议", "审议"),
    (_EXPLAINED, "说明", "审议"),
    (_TABLED, "在审议", "审议"),
    (_APPOINTED, "任命", "任命"),
    (_APPOINTED, "免去", "任命"),
    (_RESIGNED, "接受", "任免"),
    (_FILLED, "进行", "任免"),
    (_FILLED, "办理", "任免"),
    (_WEIGHED, "酝酿", "研究"),
    (_CHOSEN, "推选", "任命"),
    (_CHOSEN, "推举", "任命"),
    (_ADDED, "递补", "任命"),
    (_ADDED, "增补", "任命"),
    (_ADDED, "补选", "任命"),
    (_ASSESSED, "评议", "评议"),
    (_RESOLVED, "作出", "决定"),
)
_TABLES = re.compile("|".join(word for _, word, _ in _TABLED_AS))
_ONE_MATTER = (_APPOINTED, _RESIGNED)
_REPORTED = re.compile("(?:汇报|报告|通报|说明)$")
_SAYS = re.compile("(?:会议)?(?:强调|指出|要求)")
_SHORTEST = 4  # characters of the name of a draft
_PRAISED = re.compile(r"^会议对(?P<thing>.{4,90}?)给予.{0,4}肯定$")
_PREAMBLE = re.compile(
    r"按照|根据|受.{2,20}委托|会上|随后|会议还|为|会议期间|期间|会议以|首先|会议首先|(?:会议)?(?:研究)?议定"
    rf"|{ORDINAL}"
)
# 县委书记林一舟主持会议并讲话，传达学习…: what follows is what the meeting did.
_PRESIDED = re.compile(r"主持(?:召开)?了?(?:本次|此次|这次)?(?:会议|学习会?)?(?:并[^，。；]{0,8}(?:讲话|发言|总结))?$")
_CONVENED_LATER = re.compile(r"(?:决定|将|拟|建议)[^，。；]{0,40}(?:召开|举行)")
# Acts of sittings that are rare, told among others: what they are nearest to.
_ALSO = {
    "推选": "任免", "推举": "任免", "选举": "任免", "补选": "任免", "指定": "决定", "决定": "决定",
    "提出": "审议", "修订": "审议", "修改": "审议", "制定": "审议", "印发": "审议", "宣读": "通报", "宣布": "通报",
}  # fmt: skip
_ALSO_DID = re.compile(
    rf"^(?:会议)?(?:还|并|分别|一致|投票|差额|等额|无记名)*(?P<verb>{'|'.join(_ALSO)}|酝酿|拟定)(?:(?:产生|出)了?|了)(?!许多|很多|不少|一些|诸多|宝贵|具体|明确|相应)(?P<thing>[^，。；]{{3,120}})$"
)
_ELECTED = re.compile("(?:主席|主任|秘书长|书记|委员|人选|[票集]人|代表)$")


def read_body_clause(place: Place, *, heading: bool) -> bool:
    """Take up what a clause of the body announces; whether the rest of the sentence belongs to it."""
    if read_resolution(place):
        return False
    opened = _read_opening(place, heading=heading)
    if opened is not None:
        return opened
    if _tabled(place) or read_examined(place):
        return False
    if _praised(place):
        return True
    if not (read_told(place) or read_in_body(place) or _agreed(place)):
        _also_did(place)
    return False


def _read_opening(place: Place, *, heading: bool) -> bool | None:
    """A clause that begins with an act (会议审议了…); None where it announces none, else whether the rest of the
    sentence belongs to it."""
    clauses, index = place.clauses, place.nth
    match = OPENING.match(place.body)
    if match is None:
        return None
    after_act = _after_act(place, match["verbs"])
    if not _is_sure(
        place, match, sure=bool(match["who"] or match["done"] or heading or after_act), after_act=after_act
    ):
        return None
    passes = clauses[index].before in "；;" and "通过" in match["verbs"]
    if not (match["who"] or match["done"] or passes) and index and _CONVENED_LATER.search(clauses[index - 1].text):
        return True  # the agenda of the meeting that was just called
    thing, verbs = place.body[match.end() :], match["verbs"]
    if not thing and verbs in ("学习", "交流研讨", "研讨", "讨论"):
        return None
    if match["who"] and verbs in ("决定", "确定") and not thing.strip():
        return False
    if verbs in ("决定", "确定") and not (
        match["who"]
        or find_titles(thing)
        or (verbs == "确定" and after_act and clauses[index].before in "；;" and ends_as_document(thing))
        or (match["done"] and after_act and clauses[index].before in ("；", ";"))
    ):
        settle_call(place, thing)
        return False
    if not _only_decides(place, verbs, thing.strip()):
        add_matter(place, verbs, thing, match.end())
    return False


def _after_act(place: Place, verbs: str) -> bool:
    """Whether the sentence has announced something before, or goes on with what the one before it announced."""
    matters = place.reading.matters
    if len(matters) > place.before:
        return True
    last = matters[-1] if matters else None
    follows = place.nth == 0 and last is not None and last.sentence == place.number - 1 and not last.in_lead
    return follows and verbs.startswith(("审", "听取", "传达", "通报", "讨论", "研究", "协商"))


def _is_sure(place: Place, match: re.Match[str], *, sure: bool, after_act: bool) -> bool:
    """Whether the verbs of a clause tell what the meeting did, and not what it demands."""
    reading, clauses, index = place.reading, place.clauses, place.nth
    thing, verbs = place.body[match.end() :], match["verbs"]
    carried_out = verbs == "贯彻" and after_act and thing.startswith("《")
    if (
        verbs == "明确"
        or (verbs in ("贯彻", "交流") and not match["who"] and not carried_out)
        or (verbs == "贯彻" and not match["done"] and (match["who"] or "").startswith("全"))  # in whose light it met
        or thing.startswith("以下")
    ):
        return False
    if (
        verbs == "通过"
        and not match["who"]
        and not split_titled(thing)
        and not (after_act and index and clauses[index].before in "；;")
        and not (match["done"] and (after_act or (index and _preamble(clauses[index - 1].text))))
    ):
        return False
    if not sure and index == 0 and reading.sentences[place.number].start <= reading.sentences[reading.lead].end + 2:
        sure = verbs not in ("通过", "明确", "分析", "贯彻")
    if index == 0 and not sure and (_heads_passage(reading, place.number) or _can_only_tell(place, verbs, thing)):
        return True
    before = clauses[index - 1].text if index else ""
    if index and clauses[index].before in "；;" and clauses[0].text == "会上":
        return True
    return bool(sure or (index and (_preamble(before) or _PRESIDED.search(before) or _own_agenda(clauses, index))))


def _can_only_tell(place: Place, verbs: str, thing: str) -> bool:
    """Whether a sentence that begins with a verb tells what was done, and demands nothing (听取防汛工作汇报，强调…)."""
    sentences = place.reading.sentences
    following = "".join(sentence.text for sentence in sentences[place.number + 1 : place.number + 2])
    if sentences[place.number].paragraph == sentences[place.number - 1].paragraph and not (
        len(place.clauses) == 1 and following.startswith("会议")
    ):
        return False
    if is_called_before(place.reading, place.number):
        return False
    if verbs.startswith("听取"):
        return bool(_REPORTED.search(thing))
    if verbs.startswith("传达"):
        return bool(SPIRIT.search(thing))
    if verbs.startswith(("审", "原则")) and ends_as_document(thing):
        return True
    return thing.startswith("《") or (len(place.clauses) > 1 and bool(_SAYS.match(place.clauses[1].text)))


def _heads_passage(reading: Reading, number: int) -> bool:
    """Whether a sentence is a line of its own without a full stop, under which the meeting speaks."""
    own, following = reading.sentences[number], reading.sentences[number + 1 : number + 2]
    return own.text[-1] not in "。；！：" and any(
        next_.paragraph != own.paragraph and MEETING_SPEAKS.match(next_.text) for next_ in following
    )


def _only_decides(place: Place, verbs: str, thing: str) -> bool:
    """Whether 通过, 同意 or 提请 only says what becomes of matters before it, which is then noted with these."""
    if not ("通过" in verbs or "同意" in verbs or "批准" in verbs or is_passed_on(thing)):
        return False
    matters, before = place.reading.matters, place.before
    heard = (
        len(matters) > before
        and matters[-1].action in ("hear", "brief")
        and "审" not in verbs
        and "听取" not in verbs
        and not appoints(thing)
        and not names_more(thing)
    )
    if not (
        is_passed_on(thing)
        or (refers_back(thing) and not find_titles(thing))
        or (matters and matters[-1].action not in PASSED_ON and "同意" in verbs and _THEIR_VIEW.match(thing))
        or (heard and (not _names_paper(verbs, thing) or part_of(thing, matters[-1])))
    ):
        return False
    read = read_verbs(verbs)
    if matters and matters[-1].listed:
        matters[-1].action = read.action
    own = spoken_of(place.reading, place.number, thing) if heard and len(matters) > before + 1 else None
    if own is not None:
        own.decision = read.decision
        own.action = "deliberate" if verbs.endswith("通过") else own.action
    elif verbs not in ("决定", "确定"):
        apply_decision(
            place.reading,
            read.decision,
            before if len(matters) > before else None,
            above=thing if re.match("(?:将)?(?:上述|以上)", thing) else None,
        )
    return True


def _names_paper(verbs: str, thing: str) -> bool:
    """Whether papers are decided on, and not only what somebody proposed in his report (同意渔港建设方案)."""
    papers = split_titled(thing.lstrip("了"))
    proposed = len(papers) == 1 and verbs.endswith("同意") and not re.search("《|关于|[（(][^（）()]*稿[）)]", thing)
    return bool(papers) and not proposed


def _tabled(place: Place) -> bool:
    """How else a matter is brought in: 提出议案, 就草案作说明, 在审议…时, 任命."""
    matters = place.reading.matters
    if not _TABLES.search(place.body):
        return False
    for pattern, word, verb in _TABLED_AS:
        found = pattern.search(place.body) if word in place.body else None
        told = next((m for m in matters[: place.before] if m.action == "appoint"), None)
        if found and told and pattern in _ONE_MATTER:
            told.decision = told.decision or "approved"
            continue  # appointments are one matter, however many sentences name them
        if found and len(found["thing"]) >= _SHORTEST and not refers_back(found["thing"]):
            add_matter(place, verb, found["thing"], found.start("thing"), reported=pattern is _EXPLAINED)
            return True
    return False


def _praised(place: Place) -> bool:
    """会议对…给予充分肯定: what is said of a matter of the lead."""
    reading, clauses, index = place.reading, place.clauses, place.nth
    praised = _PRAISED.match(place.body)
    if praised:
        follow = clauses[index + 1].text if index + 1 < len(clauses) else ""
        agrees = AGREES.match(follow)
        target = closest([m for m in reading.matters if m.in_lead], praised["thing"])
        if target:
            target.passage = clauses[index].start
            target.sentence = place.number
            if agrees:
                target.decision = "approved_in_principle" if agrees["principle"] else "approved"
        open_run(reading, place.number)
        return True
    return False


def _agreed(place: Place) -> bool:
    among = len(place.reading.matters) > place.before or place.body.startswith("会议")
    return bool(place.nth) and among and read_agreement(place)


def _also_did(place: Place) -> None:
    """推选出…, 宣读了…: rare acts told among others."""
    body = place.body
    among = len(place.reading.matters) > place.before or body.startswith("会议")
    also = _ALSO_DID.match(body) if among and ("了" in body or "产生" in body or "选出" in body) else None
    if also and (ends_as_document(also["thing"]) or also["thing"].endswith("议题") or _ELECTED.search(also["thing"])):
        add_matter(place, _ALSO.get(also["verb"], "研究"), also["thing"], also.start("thing"), closed=True)


def _preamble(text: str) -> bool:
    """按照第一议题制度, 会上, 随后 …"""
    return len(text) < 80 and bool(_PREAMBLE.match(text))


def _own_agenda(clauses: list[Clause], index: int) -> bool:
    """会议审议通过本次会议议程；听取…: the act before names no matter, and the next is of the meeting all the same."""
    opening = OPENING.match(clauses[index - 1].text)
    return bool(opening and opening["who"] and is_generic(clauses[index - 1].text[opening.end() :]))
