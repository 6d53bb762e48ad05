"""Sentence by sentence: where a report announces what its meeting did, and where passages begin.

Which sentences announce anything is found here; what a clause announces in ``lead_acts``, ``body_acts``,
``deciding``, ``telling`` and ``object_first``; matters without a verb of their own in ``entries``; and what the object
of a verb comes to in ``making``: how far it goes on in ``reaching``, its ``parts`` in ``documents``, ``passing_on``,
``reports``, ``posts`` and ``listing``, the draft that an explanation moves in ``explaining``, earlier matters that it
names again in ``referring``. Which matters of one sentence are one is found in ``merging``; what tells of the agenda of
another sitting in ``later``.
"""

from __future__ import annotations

import re

from analysis.parsing.acts import (
    CHAIN,
    MEETING_SPEAKS,
    NUMBERS,
    OPENING,
    OTHER_MATTERS,
    SPEECH,
    appoints,
    is_generic,
    numbered,
    read_verbs,
    refers_back,
)
from analysis.parsing.body_acts import read_body_clause
from analysis.parsing.clauses import cut_clauses
from analysis.parsing.deciding import DECIDES, decide, read_agreement
from analysis.parsing.entries import (
    COUNTED,
    begins_agenda,
    begins_list,
    is_heading,
    list_goes_on,
    names_agenda,
    names_task,
    read_entry,
    read_following,
    read_heading,
)
from analysis.parsing.later import is_later, may_tell_of_later, tells_of_later
from analysis.parsing.lead_acts import read_lead_clause
from analysis.parsing.making import add_matter
from analysis.parsing.matters import Place, Reading, open_run
from analysis.parsing.merging import merge_within
from analysis.parsing.sentences import Clause, Sentence, split_clauses
from analysis.parsing.telling import TELLING, may_tell
from analysis.records import PASSED_ON, Span

# The second half of a lead that is told in two sentences: 某日，县委书记某某主持召开会议，研究…
_MET_THEN = re.compile(r"^[^。；]{4,80}?(?<!日前)(?:主持召开|召开|举行)了?(?:本次|此次|这次)?会议[，,]")
_PRESIDES_AND = re.compile("[^，。；]{4,40}主持(?:会议)?(?:并[^，。；]{0,8}讲话)?，")
_LEAD_IN = 3  # sentences over which a lead may go on
_PRESENT = re.compile("(?:出席|参加|列席|主持)(?:了?会议|会议)?(?:并[^，。；]{0,8}讲话)?。$|讲话。$")
_AFTERWARDS = ("会后", "会议结束后", "散会后")  # what was done then the meeting did not do
_SIGNED = "记责编来分审（("
_FRAME = re.compile(
    r"(?:出席|参加|列席)(?:了)?(?:会议|学习|。|或)|^(?:记者|责任编辑|编辑|来源|分享|编辑：|责编|审核|（|\()"
)
_REPORTED = re.compile("(?:通报|传达|宣读|汇报)了(?!要求)")  # who told what, before who else was there
_NO_ACT = 12  # characters of a sentence that tell nothing but of what its other matters are the rest
_SPEAKS = "会大全"  # with which MEETING_SPEAKS begins
_NAMED = 40  # characters in which a sentence names who presided elsewhere
_ELSEWHERE = re.compile(r"^(?:\d{1,2}月)?\d{1,2}日[^，。]{0,4}(?:召开|举行)的[^，。]{2,24}会")
_HELD_ON = re.compile(
    r"(?P<day>\d{1,2}月\d{1,2}日)[^，。；]{0,10}，(?![^，。；]*主持)[^，。；]{2,40}(?:会议?|全会)(?:在[^，。；]{2,12})?(?:召开|举行)，"
)
# What the meeting that is passed on did, told as its occasion.
_ABOVE = re.compile(
    r"^[^，。；]{0,12}，?(?:中共中央|党中央)?[^，。；]{0,4}(?:习近平)?总书记[^，。；]{0,6}(?:主持召开|在[^，。；]{2,12}主持召开)"
)
# A sentence that announces has 会议 past its start, or begins like this, or tells what somebody reported.
_MAY_OPEN = re.compile(
    r"(?:会议|大会|全会|全委会|[这此本]次)(?!(?:还|一致|同时|最后|特别)?(?:指出|强调|要求|认为|提出|表示|号召|希望))"
    r"|(?:并|还|并且)?(?:书面|分别|专题|集体|集中|认真|一并|随后|首先)*(?:审议|听取|传达|学习|研究|通报|讨论|通过|表决|原则|同意|部署|安排|协商)"
    r"|在?(?:认真)?(?:传达|学习|听取|审议|研究|讨论)|关于"
)
# Each branch begins with a character, not with a class: then re looks for these characters alone before it tries any.
_ACTS_AFTER_PAUSE = "(?:审议|听取|传达|通报|通过|表决|免去|任命|决定|同意|原则同意)"
_MADE = "(?:了?(?:关于|题为|说明|汇报)|.{2,40}报告)"
_MAY_ACT = re.compile(
    rf"作{_MADE}|做{_MADE}|提[出交]了关于|就.{{4,60}}(?:[作做]|进行了?(?:说明|汇报|通报))|，{_ACTS_AFTER_PAUSE}|：{_ACTS_AFTER_PAUSE}"
    r"|学习[^，。]{0,6}(?:题|内容)[是为]|在审议|会[上前]|与会|委托|围绕.{2,90}(?:研讨|学习|协商|讨论|交流)"
)
# Without any of these, and unless it begins as below, a sentence is of none of the kinds that are told apart here.
_MAY_MATTER = re.compile(
    r"会议(?:(?<=..会议)|(?<=^会议)(?!(?:还|一致|同时|最后|特别)?(?:指出|强调|要求|认为|提出|表示|号召|希望)))"
    r"|其他|其它|有关(?:事[项宜]|议题)|相关(?:事[项宜]|议题)|议程|议题|任务是|主持召开"
    r"|出席了?(?:会议|学习|。|或)|列席了?(?:会议|学习|。|或)|参加了?(?:会议|学习|。|或)"
    rf"|{'|'.join(TELLING)}|{_MAY_ACT.pattern}"
)
_MATTERS = frozenset("并还书分专集认一随首审听传学研通讨表原同部安协在关" + "这此本大全" + "记责编来分审（(") | NUMBERS
# （会议指出，省委全会是在…召开的一次重要会议。）这次会议…, 大会…: the meeting that is passed on.
_WAS_HELD = re.compile("是[^。]{2,80}(?:召开|举行)的一次[^。]{0,60}(?:会议|大会|全会|盛会)")
_THAT = "这此本大全"  # with which it begins
_OF_THAT_MEETING = re.compile(
    "(?:这次|此次|本次)(?:会议|大会|全会)|(?:大会|全会)(?!(?:还|一致|同时)?(?:指出|强调|要求|认为|提出|号召|希望))"
)
_MEASURE = re.compile(r"^(?:[一二三四五六七八九十]+(?:是|要)|要|第[一二三四五六七八九十]|其[一二三四五六七])")
_SAYS = ("强调", "指出", "要求", "认为")
_SAYS_THAT = re.compile(r"(?:强调|指出|要求|认为)(?:$|[^，。；]{0,12}?(?:要|必须|应|是))")
# （会议决定，…；）讨论通过…: the next act, after a decision and what it says.
_PASSES = re.compile("(?:还|并|一致|分别)*(?:讨论|审议|表决|研究)*(?:通过|审议|听取|任命|免去|原则同意)")
_TASK = re.compile("(?:会议|本次会议)?(?:的)?(?:主要|中心)(?:任务|内容)是[：:]?")
_SETS_DATE = re.compile(
    r"^(?P<decides>(?:会议)?(?:决定|确定)[，,]?)?(?P<thing>[^。；]{6,60}(?:会议|大会)[^，。；]{0,24}(?:召开|举行))$"
)
# 会议议程有…: what a clause says is only what is on the agenda.
_AGENDA_OF = re.compile(r"^(?:会议)?(?:主要)?(?:议程|议题)(?:是|为|有)")
_SENT_ON = re.compile(r"表决(?:，)?决定(?:，)?将(?P<thing>[^。]{4,160}?)(?:，作为[^，。]{2,10})?，?(?:提请|提交)")
# 会议在传达学习…时强调, 在听取了…汇报后，…: an act told in passing, its object closed by 时 or 后.
_DURING = re.compile(
    rf"^(?P<told>会议|会上|[\u4e00-\u9fff]{{2,4}})?在{CHAIN}完?了?(?P<thing>.{{3,200}}?)(?P<when>之?后|时|过程中|的?同时)[▶►→]*"
    r"(?:(?:会议|[\u4e00-\u9fff·]{2,4})?(?:还)?(?:强调|指出|要求|认为|提出|表示|明确)|$)"
)
_OF_THIS_MEETING = re.compile(r"^(?:了)?(?:本次|此次|这次|大会|会议)[^，。；]{0,8}(?:议程|日程)(?:[（(]?草案[）)]?)?$")


def read_sentence(reading: Reading, number: int, sentence: Sentence) -> None:
    """Take up what sentence ``number`` announces: matters, decisions on earlier ones, other matters, a new passage."""
    text = sentence.text
    if is_later(reading, sentence):
        return
    is_lead = number == reading.lead or (
        number <= reading.lead + _LEAD_IN
        and (not reading.matters or (number == reading.lead + 1 and _sums_up(reading, number)))
        and _goes_on_as_lead(reading, number)
    )
    opens = number > 0 and reading.sentences[number - 1].paragraph != sentence.paragraph
    if not is_lead and text[0] not in _MATTERS and not text[0].isdecimal() and not _MAY_MATTER.search(text):
        _go_on(reading, number, text, opens=opens)
        return
    other = OTHER_MATTERS.search(text) if _may_leave_others(text) else None
    if (
        other
        and (len(text) < 60 or is_lead or other.end() >= len(text) - 2)
        and not re.search(r"[要应须]$", text[: other.start()][-1:])
    ):
        reading.other = Span(sentence.start + other.start(), sentence.start + other.end())
        if len(text) < 40 and other.start() < _NO_ACT and not appoints(text):
            reading.frames.add(number)
            return
    if (
        not is_lead
        and ("席" in text or "参加" in text or text[0] in _SIGNED)
        and _FRAME.search(text)
        and len(text) < 500
        and not text.startswith("会议")
        and not numbered(text)
        and not _REPORTED.search(text)
    ):
        reading.frames.add(number)
        return
    if text.startswith(_AFTERWARDS):
        reading.frames.add(number)
        return
    if not is_lead and text[0] in _THAT and _OF_THAT_MEETING.match(text) and _tells_of_another(reading, number):
        return
    if not is_lead and (
        (text[0].isdecimal() and _ELSEWHERE.match(text))
        or ("总书记" in text[:_NAMED] and "主持召开" in text and _ABOVE.match(text))
    ):
        return
    if not is_lead and text[0].isdecimal() and _tells_of_another_sitting(reading, text):
        return
    heading = (numbered(text) or (reading.counted and COUNTED.match(text)) or None) if not is_lead else None
    if (
        not is_lead
        and heading is None
        and "会议" not in text[2:]
        and not (_MAY_OPEN.match(text) or _MAY_ACT.search(text) or may_tell(text) or names_agenda(text))
    ):
        _go_on(reading, number, text, opens=opens)
        return
    clauses = cut_clauses(sentence)
    before = len(reading.matters)
    speech = in_passing = decided = listing = counted = tasks = False
    taken = -1  # the clause that was read with the one before it
    maybe_later, agenda, task = may_tell_of_later(text), names_agenda(text), "任务是" in text or "内容是" in text
    for index, clause in enumerate(clauses):
        body = clause.text
        at = 0
        prefix = heading if index == 0 else numbered(body) if counted else None
        if task and prefix is None and (told := _TASK.match(body)) and (index or OPENING.match(body[told.end() :])):
            prefix = told
        if prefix:
            at = prefix.end()
            body = body[at:]
        place = Place(reading, number, clauses, index, body, at, before)
        if maybe_later and (index or not is_lead) and tells_of_later(reading, number, clauses, index):
            break
        if listing and read_entry(place, in_lead=is_lead):
            continue
        if not listing and not speech and index + 1 < len(clauses):
            following = clauses[index + 1]
            introduces = following.before in "：:"
            listing = introduces and begins_list(reading, body, following.text)
            if listing:
                continue
            if agenda and begins_agenda(body, following):
                is_lead = counted = True
                tasks = names_task(body)
                continue
            if introduces and read_following(place, in_lead=is_lead):
                taken = index + 1
                continue
        if taken == index:
            continue
        if is_lead:
            dated = _SETS_DATE.match(body) if index else None
            if dated and (dated["decides"] or clauses[index - 1].text.endswith(("决定", "决定如下"))):
                add_matter(place, "决定", dated["thing"], dated.start("thing"), in_lead=True, closed=True)
                break
            if agenda and _AGENDA_OF.match(body):
                break
            if not read_lead_clause(place):
                list_goes_on(place, in_lead=True)
            continue
        sent = _SENT_ON.search(sentence.text) if index == 0 and "表决" in text else None
        if sent and not refers_back(sent["thing"]):
            add_matter(place._replace(at=0), "表决", sent["thing"], sent.start("thing"))
            last = reading.matters[-1]
            last.end = max(last.end, sentence.start + sent.end("thing"))
            break
        if (
            (index == 0 and MEETING_SPEAKS.match(body))
            or (index in (1, 2) and opens and MEETING_SPEAKS.match(body))
            or (index == 0 and opens and not heading and not _MEASURE.match(body))
        ):
            open_run(reading, number)
        if agenda and _AGENDA_OF.match(body):
            break
        during = _DURING.match(body) if "在" in body[:5] and ("时" in body or "后" in body or "中" in body) else None
        if (
            during
            and not during["told"]
            and not during["when"].endswith("后")
            and not _speech_follows(reading, number, clauses, index)
        ):
            during = None  # 在研究…时，已作了…: what others did at other times
        if during and (_OF_THIS_MEETING.match(during["thing"]) or refers_back(during["thing"])):
            continue
        if during and not is_generic(during["thing"]) and not during["thing"].endswith(("发言", "意见")):
            add_matter(place, during["verbs"], during["thing"], during.start("thing"), closed=True)
            speech = True
            continue
        if body.startswith("会议") and DECIDES.match(body) and not _titled(body):
            speech = decided = True
            decide(place, sentence)
            continue
        if index and body[:2] in _SAYS and _SAYS_THAT.match(body):
            speech = in_passing = True  # （听取了…汇报，）强调各部门要…
            continue
        if clause.before in "；;" and (in_passing or (decided and _PASSES.match(body))):
            speech = in_passing = decided = False
        if (matched := SPEECH.match(body)) and not (
            OPENING.match(body) and not matched.group().endswith(("指出", "强调", "要求", "认为", "表示", "说"))
        ):
            speech = True
            if not MEETING_SPEAKS.match(body) and not body.startswith("会议"):
                return
            continue
        if speech and not (body.startswith(("会议", "主席会议")) and _announces(body)):
            if index and body.startswith("会议"):
                read_agreement(place)
            continue
        speech = False
        known = len(reading.matters)
        if read_body_clause(place, heading=bool(heading or prefix)):
            break
        if len(reading.matters) == known:
            list_goes_on(place, in_lead=False)
    if tasks:
        _leave_background(reading, before)
    if heading is None and not is_lead and opens and is_heading(text) and len(reading.matters) == before:
        read_heading(reading, number, sentence, 0)
    if len(reading.matters) > before:
        merge_within(reading, before)
        if heading and not text.endswith(("。", "；", "！")) and len(reading.matters) == before + 1:
            reading.matters[-1].listed = True
        if reading.runs and reading.runs[-1][1] == -1:
            reading.runs[-1] = (reading.runs[-1][0], number)
    elif heading and not is_lead:
        read_heading(reading, number, sentence, heading.end())


def _leave_background(reading: Reading, since: int) -> None:
    """全会的任务是：学习贯彻上级会议精神，听取…，审议…: in whose light a sitting meets is no matter of it."""
    told = [matter for matter in reading.matters[since:] if matter.action not in PASSED_ON or matter.documents]
    reading.matters[since:] = told or reading.matters[since:]


def _go_on(reading: Reading, number: int, text: str, *, opens: bool) -> None:
    """Most sentences of a readout: speech and measures, in which nothing is announced."""
    if (text[0] in _SPEAKS and MEETING_SPEAKS.match(text)) or (opens and not _MEASURE.match(text)):
        open_run(reading, number)


def _tells_of_another_sitting(reading: Reading, text: str) -> bool:
    """2月25日，省人大常委会会议在省城举行，…: what was passed on, by its own day, which the lead does not name."""
    told = _HELD_ON.match(text)
    return told is not None and told["day"] not in reading.sentences[reading.lead].text


def _tells_of_another(reading: Reading, number: int) -> bool:
    """Whether a sentence of its paragraph before says of the meeting that is passed on what it was."""
    for sentence in reversed(reading.sentences[reading.lead + 1 : number]):
        if sentence.paragraph != reading.sentences[number].paragraph:
            return False
        if _WAS_HELD.search(sentence.text):
            return True
    return False


def _speech_follows(reading: Reading, number: int, clauses: list[Clause], index: int) -> bool:
    """（在研究防汛工作时，）林一舟指出; as a heading, what the next paragraph says."""
    if index + 1 < len(clauses):
        return bool(SPEECH.match(clauses[index + 1].text))
    following = reading.sentences[number + 1 : number + 2]
    return not reading.sentences[number].text.endswith("。") and any(SPEECH.match(s.text) for s in following)


# Substring tests, for these is asked of each sentence.
def _may_leave_others(text: str) -> bool:
    """Whether a sentence may speak of other matters."""
    return "其他" in text or "有关" in text or "相关" in text or "其它" in text


def _goes_on_as_lead(reading: Reading, number: int) -> bool:
    """Whether a sentence goes on with the lead, of which those between say only who was there."""
    text, own = reading.sentences[number].text, reading.sentences[reading.lead]
    if number == reading.lead + 1:
        return bool(_MET_THEN.search(text)) or _lists_acts(text) or _sums_up(reading, number)
    between = reading.sentences[reading.lead + 1 : number]
    return all(_PRESENT.search(sentence.text) for sentence in between) and (
        (reading.sentences[number].paragraph == own.paragraph and _lists_acts(text)) or _sums_up(reading, number)
    )


def _sums_up(reading: Reading, number: int) -> bool:
    """Whether a sentence says all that the meeting did (会议听取…，审议…。), of which the next paragraphs tell in turn:
    in the paragraph of the lead, or several acts in one of their own."""
    own, sentences = reading.sentences[number], reading.sentences
    opening = OPENING.match(own.text)
    if opening is None or opening["who"] != "会议" or opening["done"] or read_verbs(opening["verbs"]).decision:
        return False
    if not any(s.paragraph != own.paragraph for s in sentences[number + 1 :][:_LEAD_IN]):
        return False
    if own.paragraph == sentences[reading.lead].paragraph:
        return True
    acts = [act for clause in split_clauses(own) if (act := OPENING.match(clause.text))]
    return len(acts) > 1 and "；" not in own.text and not any(act["done"] for act in acts)


def _lists_acts(text: str) -> bool:
    """Whether a sentence without a subject only lists acts (传达学习…，听取…。): a lead in two sentences. So does what
    whoever presided did (林一舟主持会议，传达学习…)."""
    presided = _PRESIDES_AND.match(text)
    opening = OPENING.match(text[presided.end() :] if presided else text)
    return bool(opening and not opening["who"] and not opening["done"])


def _announces(body: str) -> bool:
    match = OPENING.match(body)
    return bool(
        match and (match["done"] or "通过" in match["verbs"] or "听取" in match["verbs"] or "核准" in match["verbs"])
    )


def _titled(body: str) -> bool:
    """会议决定了《…》, 会议确定了今年…方案: an act with an object of its own."""
    match = OPENING.match(body)
    return bool(match and len(body) > match.end() + 3)
