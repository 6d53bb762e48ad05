"""Sentence by sentence: where a report announces what its meeting did, and where passages begin."""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.parsing.acts import (
    CHAIN,
    INNER,
    MEETING_SPEAKS,
    OPENING,
    OTHER_MATTERS,
    REQUIRES,
    SPEECH,
    appoints,
    is_generic,
    is_passed_on,
    numbered,
    read_verbs,
    refers_back,
    subject_of,
)
from analysis.parsing.documents import ends_as_document, find_titles, split_titled
from analysis.parsing.making import SPIRIT, add_matter, add_report, merge_within, spoken_of
from analysis.parsing.matters import Matter, Reading, closest, coverage, grams_of, make_matter
from analysis.parsing.sentences import Clause, Sentence, split_clauses
from analysis.records import PASSED_ON, Decision, Span

_MEETS = re.compile(r"召开|举行|主持|闭幕|开幕")
# The second half of a lead that is told in two sentences: 某日，县委书记某某主持召开会议，研究…
_MET_THEN = re.compile(r"^[^。；]{4,80}?(?<!日前)(?:主持召开|召开|举行)了?(?:本次|此次|这次)?会议[，,]")
_LISTING = re.compile(
    r"(?:以下|下列|如下)[^，。；：]{0,8}(?:事项|议题|内容|文件|工作|问题|议程)|(?:议题|议程|事项)(?:有|如下|包括)?$"
)
_FOLLOWS = re.compile(
    r"(?P<verbs>研究审议|讨论研究|研究|审议|讨论|听取|通报|传达|学习)了?(?:以下|下列|如下)[^，。；：]{0,8}$"
)
_SIGNED = "记责编来分审（("
_FRAME = re.compile(
    r"(?:出席|参加|列席)(?:了)?(?:会议|学习|。|或)|^(?:记者|责任编辑|编辑|来源|分享|编辑：|责编|审核|（|\()"
)
_BRACKETED = re.compile(r"《[^》]{0,200}》|[（(][^）)]{0,100}[）)]|“[^”]{0,200}”")
_SHORTEST = 4  # characters of the name of a draft
_NO_ACT = 12  # characters of a sentence that tell nothing but of what its other matters are the rest
_BILL = re.compile(r"提出(?:了)?关于提请审议(?P<thing>.+?)(?:等)?的?(?:[两二三四五六七八九十\d]+个)?议案")
_REPORTS = re.compile(
    r"(?:作|做)(?:了)?[“]?(?P<title>题为[“《].+?[”》]的(?:专题)?(?:报告|讲座|辅导)|关于.+?(?:的|的议案”的)(?:报告|汇报|说明)|.{2,40}?(?:工作报告))(?=、|，|。|；|$|和关于)"
)
_REPORT_AGAIN = re.compile(r"^(?:[^，。；《]{2,60}?(?<!工)作的)?关于.+的(?:报告|汇报|说明)$")
_REPORTS_TOO = re.compile(r"(?:、|和)(?P<title>关于.+?的(?:报告|汇报|说明))(?=、|，|。|；|$|和关于)")
_SPOKEN_TO = re.compile(
    r"(?:就|(?<=分别)对)(?P<thing>[^，。；]{4,60}?)(?:等)?(?:分别)?(?:(?<!工)作|做|进行)(?:了)?(?P<act>汇报|说明|报告|部署|安排|研究|讨论|通报)"
)
_EXPLAINED = re.compile(
    r"(?:就|对)(?P<thing>(?:关于)?[^，。；]{4,80}?(?:草案|议案|修正案|稿))(?:分别)?(?:作|做)(?:了)?说明"
)
_DELIBERATES = re.compile(r"协商|议政|建言|大会发言")
_AROUND = re.compile(
    r"(?:围绕|聚焦|以|就)(?P<thing>[^。；]{2,200}?)(?:为(?:主题|专题|题)[，,]?)?(?:(?:开展|进行|举行|展开|(?<!工)作)(?:了)?|(?<=”)(?=协商议政|协商建言|建言|议政|资政))(?:专题|集体|集中|深入|交流|集体交流|深入交流)*"
    r"(?P<act>研讨交流|交流研讨|交流发言|学习研讨|研讨发言|研讨|讨论|学习|交流|座谈|发言|协商|议政|建言|资政|大会发言|研究|部署|安排)"
)
# 围绕…专题，开展集中学习研讨: the theme in a clause of its own.
_AROUND_THEME = re.compile(r"^(?:围绕|聚焦)(?P<thing>.{4,160}?)(?:的?(?:专题|主题))?$")
_THEN_STUDIES = re.compile(r"(?:开展|进行|举行|展开)了?(?:专题|集中|集体|深入|交流)*(?:学习|研讨|讨论|交流)")
_AROUND_QUOTED = re.compile(r"(?:围绕|聚焦)(?P<thing>“[^”]{4,60}”)")
_DID_WITH = re.compile(
    r"^(?P<who>会议|会上|(?P<name>[\u4e00-\u9fff·]{2,6}?))?(?:还|分别|专题|先后|逐一|并)*(?:对|就)(?P<thing>[^。；]{4,300}?)(?:进行|作出|做出|作|做)(?:了)?(?:专题|安排|认真|深入|再|进一步|全面|具体|充分)*(?P<act>研究|审议|讨论|部署|安排|动员|通报|学习|审查|分析|研判|会商|评议|协商|修改|修订|表决|推荐|说明(?=$))"
)
_DID_IN_LEAD = re.compile(
    r"^(?:还|并|同时)?(?:对|就)(?P<thing>[^。；]{4,200}?)(?:进行|作出|做出|(?<!工)作)(?:了)?(?:专题|认真|深入|进一步|全面|统一|再)*"
    r"(?P<act>研究部署|安排部署|(?<=了)安排|分析研判|会商研判|研究|审议|讨论|部署|学习|审查|研判|会商)"
)
# 就防汛，抓好安全生产，…等工作进行了部署: one list over commas, from its first clause to its last.
_LIST_BEGINS = re.compile(r"^(?:会议|会上)?(?:还|并|分别|专题|重点)*(?:就|对)(?!此)(?:(?!进行|[作做][出了]).){3,}$")
_LIST_ENDS = re.compile(
    r"^(?:(?!进行|[作做][出了]).){2,}等(?:方面)?(?:的)?(?:重点|有关|相关|各项|具体|当前)*(?:工作|事项|事宜|问题|任务)*(?:进行|作出|做出)了?"
)
_MOST_LISTED = 12  # clauses of such a list, or in which one after the other reports
_IN_NO_LIST = re.compile("会议|强调|要求|指出|认为|了|要|必须")
_EXAMINES = re.compile(
    r"会议(?:还|继续|分别|分组)*对(?P<thing>(?:[、和]?《[^》]{1,200}》(?:（[^）]{0,20}）)?){1,12})等?"
    r"(?:法规|条例)?(?:草案)?进行了?(?:分组|认真|再次)*(?P<act>审议|审查|讨论)"
)
_APPOINTED = re.compile(r"^(?:决定)?任命(?P<thing>[^。；]{2,60}?为[^。；]{2,40})$")
_SPEAKS = "会大全"  # with which MEETING_SPEAKS begins
_NAMED = 40  # characters in which a sentence names who presided elsewhere
_TOLD_SOON = 6  # sentences after the lead in which it is told who reported
_RESIGNS = re.compile(r"^(?:会议)?决定接受(?P<thing>[^，。；]{2,60}?(?:辞去[^，。；]{2,40}|辞职)的?(?:请求|申请))")
_SENDS = re.compile(
    r"^(?:会议)?决定将(?P<thing>(?!上述|以上|该|此|这|相关|有关)[^，。；]{4,60}?(?:草案|议案|报告|方案|办法)(?:[（(][^）)]{1,8}[）)])?提请[^，。；]{4,60}审议)"
)
_CONFERS = re.compile(r"^(?:会议)?决定(?P<thing>授予[^，。；]{4,60}(?:称号|勋章|奖[章项]?)|表彰[^，。；]{4,40})$")
_SENT_ON = re.compile(r"表决(?:，)?决定(?:，)?将(?P<thing>[^。]{4,160}?)(?:，作为[^，。]{2,10})?，?(?:提请|提交)")
_CALLS = re.compile(
    r"(?:决定|将|拟|定于|建议)[^。；]{0,40}(?:召开|举行)"
)  # a meeting to come, whose agenda is not this one's
_PRAISED = re.compile(r"^会议对(?P<thing>.{4,90}?)给予.{0,4}肯定$")
_TABLED = re.compile(r"^在审议(?P<thing>.{3,40})时$")
# How else a matter is brought in: the pattern, a word without which it cannot match, and the act that it stands for.
_TABLED_AS = (
    (_BILL, "提出", "审议"),
    (_EXPLAINED, "说明", "审议"),
    (_TABLED, "在审议", "审议"),
    (_APPOINTED, "任命", "任命"),
)
_AGREES = re.compile(
    r"^(?:会议)?(?:研究)?(?:并|一致)?(?P<principle>原则上?)?(?:同意|(?:(?<=会议)|(?<=研究))通过|通过(?=了))"
)
_PREAMBLE = re.compile(
    r"按照|根据|受.{2,20}委托|会上|随后|会议还|为|会议期间|期间|会议以|首先|会议首先|(?:会议)?(?:研究)?议定"
)
_AGENDA_OF = re.compile(r"^(?:会议)?(?:主要|建议)*(?:议程|议题)(?:是|为|有)")
_TASK = re.compile("(?:会议|本次会议)?(?:的)?(?:主要|中心)任务是[：:]?")
_SETS_DATE = re.compile(
    r"^(?:会议)?(?:决定|确定)[，,]?(?P<thing>[^。；]{6,60}(?:会议|大会)[^，。；]{0,24}(?:召开|举行))$"
)
_ABOUT = re.compile(r"^关于(?P<thing>.{3,80}?)(?:的)?(?:问题|事宜|事项|工作|议题|汇报|审议|有关情况|情况)?$")
_CONVENED_LATER = re.compile(r"(?:决定|将|拟|建议)[^，。；]{0,40}(?:召开|举行)")
_CONVENES = re.compile(r"截止时间|召开|举行|成立|授予|设立|命名|表彰|任命|推荐")
_DECIDES = re.compile(r"会议(?:还|研究)?(?:决定|确定)(?!了.{0,12}(?:人选|名单))")
_DISPOSES = re.compile(r"^(?:将|把|对|由)(?=.{6})(?!上述|以上|此|该|[^，。；]{0,30}负责(?:相关|有关|具体))")
_FUTURE = re.compile(r"(?:会议)?建议[，,].{0,40}(?:会议)?(?:审议|听取)|建议[^，。]{0,24}(?:会议|常委会)(?:审议|听取)")
_HEADING = re.compile(r"^关于[^，。；]{3,60}[。：]?$")
# A sentence that announces has 会议 past its start, or begins like this, or tells what somebody reported.
_MAY_OPEN = re.compile(
    r"会议(?!(?:还|一致|同时|最后|特别)?(?:指出|强调|要求|认为|提出|表示|号召|希望))"
    r"|(?:并|还|并且)?(?:书面|分别|专题|集体|集中|认真|一并|随后|首先)*(?:审议|听取|传达|学习|研究|通报|讨论|通过|表决|原则|同意|部署|安排|协商)"
    r"|在?(?:认真)?(?:传达|学习|听取|审议|研究|讨论)|关于"
)
# Each branch begins with a character, not with a class: then re looks for these characters alone before it tries any.
_ACTS_AFTER_PAUSE = "(?:审议|听取|传达|通报|通过|表决|免去|任命|决定|同意|原则同意)"
_MAY_ACT = re.compile(
    rf"作(?:了?(?:关于|题为|说明|汇报)|.{{2,40}}报告)|提出了关于|就.{{4,60}}(?:[作做]|进行了?(?:说明|汇报|通报))|，{_ACTS_AFTER_PAUSE}|：{_ACTS_AFTER_PAUSE}"
    r"|在审议|会[上前]|与会|委托|围绕.{2,90}(?:研讨|学习|协商|讨论|交流)"
)
_MEASURE = re.compile(r"^(?:[一二三四五六七八九十]+(?:是|要)|要|第[一二三四五六七八九十]|其[一二三四五六七])")
# 一是听取…；二是审议…: entries of an agenda that a report counts out, where measures are counted alike.
_COUNTED = re.compile(
    r"^[一二三四五六七八九十]{1,3}是[，,]?(?=(?:分别|专题|集体)?(?:听取|审|研究|传达|学习|通报|讨论|通过|部署|安排))"
)
_STANDS_FOR = {
    "修改": "审议", "修订": "审议", "推荐": "研究", "说明": "听取", "介绍": "听取", "汇报": "听取", "带学": "学习",
    "领学": "学习", "宣读": "传达",
}  # fmt: skip
_NEXT_STEP = re.compile(r"(?:下一?阶段|下一?步|今后一个时期|近期|当前)(?:的)?(?:重点)?(?:工作|任务)?$")
_HEARD_AND = re.compile(
    r"(?:汇报|报告|通报)并(?=[^，。]{0,10}《)|(?:精神|讲话|指示|批示|论述)并(?=(?:研究|讨论|部署|安排|听取|审议))"
)
# 会议在传达学习…时强调, 在听取了…汇报后，…: an act told in passing, its object closed by 时 or 后.
_DURING = re.compile(
    rf"^(?P<told>会议|会上|[\u4e00-\u9fff]{{2,4}})?在{CHAIN}完?了?(?P<thing>.{{3,200}}?)(?P<when>之?后|时|过程中|的?同时)"
    r"(?:(?:会议|[\u4e00-\u9fff·]{2,4})?(?:还)?(?:强调|指出|要求|认为|提出|表示|明确)|$)"
)
_OF_THIS_MEETING = re.compile(r"^(?:了)?(?:本次|此次|这次|大会|会议)[^，。；]{0,8}(?:议程|日程)(?:[（(]?草案[）)]?)?$")
_ACTS_IN_A_ROW = re.compile(
    r"[、并](?=(?:并|还|又|书面|专题|集体|分别)*(?:听取|审议|研究|讨论|传达|学习|通报|审定|通过|部署|安排|确定|决定)[^，。；、《]{0,6}了)"
)
_TOLD_BY = re.compile(
    r"^(?:会上[，,]?)?(?!会议|大会|要|全)[^，。；《“了]{2,30}?(?P<act>传达|通报|汇报|领学)(?:学习)?了(?P<thing>[^，。；]{4,160})"
)
_KINDS = re.compile(
    r"规划|办法|方案|政策|条例|意见|规定|计划|草案|报告|名单|制度|预案|细则|要点|措施|清单|章程|决定|议案|规则|安排|预算|表决稿|汇报"
)
_LISTED_ACTS = ("deliberate", "consider", "hear", "decide", "study", "relay")
_NAMES_PAPER = re.compile(
    r"^[^，]{4,80}(?:报告|报告人|名单|议程|日程|方案|办法|决定|意见|规划|计划|条例|规定|草案|稿|决议|要点|汇报|说明|通报|事项|议案|人选|[）)》])$|^[^，]{0,16}关于[^，]{4,80}(?:情况|工作)$"
)
_TELLS = re.compile(r"了|要(?!点|闻|素|件)|应当|必须|进行|指出|强调|认为|会议|决定(?!$)|同意|通过")
_SAYS = re.compile("了|指出|强调|要求|认为|应当|必须")
_SAT_FOR = re.compile(
    "(?:召开|举行).+(?:事项|事宜|建议|安排|时间|日期)"
)  # a sitting to be called, which is then called
_LONGEST_CALL = 140  # characters of what a sentence decides in a matter of its own
_PART = 0.6  # share of the bigrams of what is agreed to that stand in the report's subject
_ELSEWHERE = re.compile(r"^(?:\d{1,2}月)?\d{1,2}日[^，。]{0,4}(?:召开|举行)的[^，。]{2,24}会")
# What the meeting that is passed on did, told as its occasion.
_ABOVE = re.compile(
    r"^[^，。；]{0,12}，?(?:中共中央|党中央)?[^，。；]{0,4}(?:习近平)?总书记[^，。；]{0,6}(?:主持召开|在[^，。；]{2,12}主持召开)"
)
# 林一舟通报了…, 副市长林一舟通报…: who told the meeting, in a sentence of its own.
_SOMEBODY_TOLD = re.compile(
    r"^(?!会议|大会|会上|会前|会后|要|各|全|通过|审议|听取|传达|学习)(?:(?!会议|大会)[^，。；：《“了]){0,24}?[\u4e00-\u9fff·]{2,4}"
    r"(?P<act>通报(?!表扬|批评|进行)|带学|领学|传达(?:学习)?(?=了)|宣读(?=了)|(?:安排)?部署(?=了)|(?:介绍|汇报)(?=了)|(?<=依次|分别)汇报)(?:学习|安排)?了?(?P<thing>[^。；，]{6,300}?)(?:并|$|，|。|；)"
)
# 林一舟传达…会议精神, 副市长林一舟分别传达了…: who passed it on, with the name before the verb.
_PASSED_ON_BY = re.compile(
    r"^(?!会议|会上|要|各|全|按|根据|认真|深入)[^，。；：《“了]{0,24}?[\u4e00-\u9fff·]{2,4}(?:分别|首先|书面)?传达(?:学习)?了?"
    r"(?P<thing>(?!贯彻|落实|到)[^。；，]{4,200}(?:精神|讲话|通知|要求|[指批]示))$"
)
_AT_FIRST = re.compile("会上|会议(?:期间|伊始|结束前|最后)?|首先|随后|期间|最后")
# Those who met, by their part in it (中心组成员学习了…), where the report does not say 会议.
_GROUP_DID = re.compile(
    rf"^(?:会上)?[^，。；：《“了]{{0,24}}(?:成员|人员|大家|同志们|委员们|常委们|中心组|领导班子|党员|干部){CHAIN}了"
    r"(?P<thing>.{6,300})$"
)
_HEARD_FROM = ("介绍", "汇报")  # what is no matter of its own unless the meeting goes on to speak on it
_SPEAKERS = 6  # pauses between the names of those who told the meeting
# Acts of sittings that are rare, told among others: what they are nearest to.
_ALSO = {
    "推选": "任免", "推举": "任免", "选举": "任免", "补选": "任免", "指定": "决定", "决定": "决定",
    "提出": "审议", "修订": "审议", "修改": "审议", "制定": "审议", "印发": "审议", "宣读": "通报", "宣布": "通报",
}  # fmt: skip
_ALSO_DID = re.compile(
    rf"^(?:会议)?(?:还|并|分别|一致)*(?P<verb>{'|'.join(_ALSO)}|酝酿|拟定)(?:(?:产生|出)了?|了)(?P<thing>[^，。；]{{3,120}})$"
)
_ELECTED = re.compile("(?:主席|主任|秘书长|书记|委员|人选|[票集]人)$")
_THEME = re.compile(r"^(?:学习|讲座)?(?:主题|题目)(?:是|为)[“《](?P<thing>.+?)[”》]")


def read_sentence(reading: Reading, number: int, sentence: Sentence) -> None:
    """Take up what sentence ``number`` announces: matters, decisions on earlier ones, other matters, a new passage."""
    text = sentence.text
    is_lead = number == reading.lead or (
        number == reading.lead + 1 and not reading.matters and (bool(_MET_THEN.search(text)) or _lists_acts(text))
    )
    other = OTHER_MATTERS.search(text) if _may_leave_others(text) else None
    if (
        other
        and (len(text) < 60 or is_lead or other.end() >= len(text) - 2)
        and not re.search(r"[要应须]$", text[: other.start()][-1:])
    ):
        reading.other = Span(sentence.start + other.start(), sentence.start + other.end())
        if len(text) < 40 and other.start() < _NO_ACT:
            reading.frames.add(number)
            return
    if (
        not is_lead
        and ("席" in text or "参加" in text or text[0] in _SIGNED)
        and _FRAME.search(text)
        and len(text) < 500
        and not text.startswith("会议")
    ):
        reading.frames.add(number)
        return
    if not is_lead and (
        (text[0].isdecimal() and _ELSEWHERE.match(text)) or ("总书记" in text[:_NAMED] and _ABOVE.match(text))
    ):
        return
    heading = (numbered(text) or (reading.counted and _COUNTED.match(text)) or None) if not is_lead else None
    opens = number > 0 and reading.sentences[number - 1].paragraph != sentence.paragraph
    if (
        not is_lead
        and heading is None
        and "会议" not in text[2:]
        and not (_MAY_OPEN.match(text) or _MAY_ACT.search(text) or _may_tell(text))
    ):
        # Most sentences of a readout: speech and measures, in which nothing is announced.
        if (text[0] in _SPEAKS and MEETING_SPEAKS.match(text)) or (opens and not _MEASURE.match(text)):
            _open_run(reading, number)
        return
    clauses = split_clauses(sentence)
    clauses = _split_after_hearing(_joined(clauses) if "等" in text and len(clauses) > 1 else clauses)
    before = len(reading.matters)
    speech = listing = False
    taken = -1  # the clause that was read with the one before it
    for index, clause in enumerate(clauses):
        body = clause.text
        at = 0
        if heading and index == 0:
            at = heading.end()
            body = body[at:]
        elif index and "任务是" in body[:12] and (task := _TASK.match(body)):
            at = task.end()
            body = body[at:]
        if listing and (entry := numbered(body) or _COUNTED.match(body)):
            _listed(reading, number, clauses, index, body[entry.end() :], entry.end(), in_lead=is_lead)
            continue
        if not listing and not speech and index + 1 < len(clauses) and clauses[index + 1].before in "：:":
            following = clauses[index + 1].text
            counted = bool(_COUNTED.match(following))
            listing = bool((counted or numbered(following)) and _LISTING.search(body))
            if listing:
                reading.counted = counted
                continue
            told = _FOLLOWS.search(body) if not OPENING.match(following) else None
            if told:
                add_matter(reading, number, clauses, index + 1, 0, told["verbs"], following, 0, in_lead=is_lead)
                taken = index + 1
                continue
        if taken == index:
            continue
        if is_lead:
            dated = _SETS_DATE.match(body)
            if dated and index:
                add_matter(
                    reading, number, clauses, index, at, "决定", dated["thing"], dated.start("thing"),
                    in_lead=True, closed=True,
                )  # fmt: skip
                break
            if ("建议" in body and _FUTURE.search(body)) or _is_agenda(body):
                break
            if not _lead_clause(reading, number, clauses, index, body, at):
                _list_goes_on(reading, number, clauses, index, body, in_lead=True)
            continue
        if "建议" in body and _FUTURE.search(body):
            return
        sent = _SENT_ON.search(sentence.text) if index == 0 and "表决" in text else None
        if sent and not refers_back(sent["thing"]):
            add_matter(reading, number, clauses, 0, 0, "表决", sent["thing"], sent.start("thing"))
            last = reading.matters[-1]
            last.end = max(last.end, sentence.start + sent.end("thing"))
            break
        if (
            (index == 0 and MEETING_SPEAKS.match(body))
            or (index in (1, 2) and opens and MEETING_SPEAKS.match(body))
            or (index == 0 and opens and not heading and not _MEASURE.match(body))
        ):
            _open_run(reading, number)
        if _is_agenda(body):
            break
        during = _DURING.match(body) if "在" in body[:5] and ("时" in body or "后" in body or "中" in body) else None
        if during and not during["told"] and not during["when"].endswith("后"):
            during = None  # 在研究…时，已作了…: what others did at other times
        if during and _OF_THIS_MEETING.match(during["thing"]):
            continue
        if during and not is_generic(during["thing"]) and not during["thing"].endswith(("发言", "意见")):
            offset = at + during.start("thing")
            add_matter(reading, number, clauses, index, at, during["verbs"], during["thing"], offset - at, closed=True)
            speech = True
            continue
        if body.startswith("会议") and _DECIDES.match(body) and not _titled(body):
            speech = True
            _decide(reading, number, sentence, clauses, index)
            continue
        if (matched := SPEECH.match(body)) and not (
            OPENING.match(body) and not matched.group().endswith(("指出", "强调", "要求", "认为", "表示", "说"))
        ):
            speech = True
            if not MEETING_SPEAKS.match(body) and not body.startswith("会议"):
                return
            continue
        if speech and not (body.startswith(("会议", "主席会议")) and _announces(body, "done")):
            if index and _AGREES.match(body) and body.startswith("会议"):
                _apply_decision(reading, body, number, before)
            continue
        speech = False
        known = len(reading.matters)
        if _body_clause(reading, number, clauses, index, body, at, before=before, heading=bool(heading)):
            break
        if len(reading.matters) == known:
            _list_goes_on(reading, number, clauses, index, body, in_lead=False)
    if heading is None and not is_lead and opens and _HEADING.match(text) and len(reading.matters) == before:
        _read_heading(reading, number, sentence, 0)
    if len(reading.matters) > before:
        merge_within(reading, before)
        if heading and not text.endswith(("。", "；", "！")) and len(reading.matters) == before + 1:
            reading.matters[-1].listed = True
        if reading.runs and reading.runs[-1][1] == -1:
            reading.runs[-1] = (reading.runs[-1][0], number)
    elif heading and not is_lead:
        _read_heading(reading, number, sentence, heading.end())


# Substring tests, for these two are asked of each sentence.
def _may_leave_others(text: str) -> bool:
    """Whether a sentence may speak of other matters."""
    return "其他" in text or "有关" in text or "相关" in text or "其它" in text


def _may_tell(text: str) -> bool:
    """Whether a sentence may tell who reported, or what else was done."""
    return (
        "通报" in text
        or "习了" in text
        or "聚焦" in text
        or "学了" in text
        or "传达" in text
        or "部署了" in text
        or ("介绍了" in text and not text.startswith("报告"))
        or "汇报" in text
        or "组还" in text
        or "委会还" in text
    )


def _lists_acts(text: str) -> bool:
    """Whether a sentence without a subject only lists acts (传达学习…，听取…。): a lead in two sentences."""
    opening = OPENING.match(text)
    return bool(opening and not opening["who"] and not opening["done"])


def _listed(
    reading: Reading, number: int, clauses: list[Clause], index: int, body: str, at: int, *, in_lead: bool
) -> None:
    """One entry of a list within a sentence (研究了以下事项：一、…；二、…)."""
    match = OPENING.match(body)
    verbs, offset = (match["verbs"], match.end()) if match else ("审议" if "《" in body else "研究", 0)
    add_matter(reading, number, clauses, index, at, verbs, body[offset:], offset, in_lead=in_lead)


def _list_goes_on(
    reading: Reading, number: int, clauses: list[Clause], index: int, body: str, *, in_lead: bool
) -> None:
    """A document after a semicolon, without a verb: the act before it goes on (审议通过了甲决定；乙名单；丙报告).

    So does what is relayed (传达了甲会议精神；乙讲话精神): one matter with what stands right before it.
    """
    last = reading.matters[-1] if reading.matters else None
    if index and clauses[index].before in "；;" and SPIRIT.search(body) and not _SAYS.search(body):
        relayed = next((m for m in reversed(reading.matters) if m.sentence == number and m.action in PASSED_ON), None)
        if relayed is None:
            return
        if relayed is last and not last.documents and clauses[index - 1].end == last.end:
            last.subject = f"{last.subject}；{body}"
            last.end = clauses[index].end
            last.grams |= grams_of(body)
        else:
            add_matter(reading, number, clauses, index, 0, relayed.verb, body, 0, in_lead=in_lead, closed=True)
        return
    if (
        last is not None
        and last.sentence == number
        and index
        and clauses[index].before in "；;"
        and clauses[index - 1].end == last.end
        and last.action in _LISTED_ACTS
        and (_NAMES_PAPER.search(body) or len(split_titled(body)) > 1)
        and not _TELLS.search(_BRACKETED.sub("", body))
    ):
        add_matter(reading, number, clauses, index, 0, last.verb, body, 0, in_lead=in_lead, closed=True)


def _joined(clauses: list[Clause]) -> list[Clause]:
    """The clauses with each list that what is done with it closes (就甲，乙，丙等工作进行安排部署) as one."""
    joined: list[Clause] = []
    index = 0
    while index < len(clauses):
        clause, last = clauses[index], index
        if _LIST_BEGINS.match(clause.text):
            for after in range(index + 1, min(index + _MOST_LISTED, len(clauses))):
                following = clauses[after]
                if following.before not in "，," or _IN_NO_LIST.search(following.text.split("等")[0]):
                    break
                if _LIST_ENDS.match(following.text):
                    last = after
                    break
        if last > index:
            told = "，".join(part.text for part in clauses[index : last + 1])
            if len(told) == clauses[last].end - clause.start:
                clause = Clause(clause.start, clauses[last].end, told, clause.before)
            else:
                last = index
        joined.append(clause)
        index = last + 1
    return joined


def _split_after_hearing(clauses: list[Clause]) -> list[Clause]:
    """听取…汇报并审议《…》, 讨论了…、听取了… are two acts each, as if a comma stood between them."""
    split: list[Clause] = []
    for clause in clauses:
        if clause.text.count("了") > 1 and (cuts := list(_act_cuts(clause.text))):
            begin, before = 0, clause.before
            for cut in [*cuts, len(clause.text)]:
                split.append(Clause(clause.start + begin, clause.start + cut, clause.text[begin:cut], before))
                begin, before = cut + 1, "，"
            continue
        match = _HEARD_AND.search(clause.text) if "并" in clause.text else None
        if match:
            cut = match.end() - 1
            split.append(Clause(clause.start, clause.start + cut, clause.text[:cut], clause.before))
            split.append(Clause(clause.start + cut + 1, clause.end, clause.text[cut + 1 :], "，"))
        else:
            split.append(clause)
    return split


def _act_cuts(text: str) -> Iterator[int]:
    """Where, outside brackets, one act with an object ends and the next begins (讨论了…、听取了…)."""
    opening = OPENING.match(text)
    if opening is None:
        return
    last = opening.end()
    inside = [(m.start(), m.end()) for m in _BRACKETED.finditer(text)]
    for match in _ACTS_IN_A_ROW.finditer(text, opening.end()):
        if match.start() - last >= _SHORTEST and not any(a < match.start() < b for a, b in inside):
            yield match.start()
            last = match.end()


def _announces(body: str, group: str) -> bool:
    match = OPENING.match(body)
    return bool(
        match
        and (match.group(group) or "通过" in match["verbs"] or "听取" in match["verbs"] or "核准" in match["verbs"])
    )


def _open_run(reading: Reading, number: int) -> None:
    if reading.runs and reading.runs[-1] == (number, -1):
        return
    if reading.runs and reading.runs[-1][1] == -1:
        reading.runs[-1] = (reading.runs[-1][0], number)
    reading.runs.append((number, -1))


def _lead_clause(reading: Reading, number: int, clauses: list[Clause], index: int, body: str, at: int) -> bool:
    match = OPENING.match(body)
    if match is None:
        inner = None
        if _MEETS.search(body) or "分组审议" in body:
            for found in INNER.finditer(body):
                inner = found
        if inner:
            at += inner.end()
            body = body[inner.end() :]
            match = OPENING.match(body)
        elif REQUIRES.match(body) and index and (clauses[index].before in "；;" or not reading.matters):
            required = REQUIRES.match(body)
            assert required is not None
            add_matter(
                reading, number, clauses, index, at, "要求", body[required.end() :], required.end(), in_lead=True
            )
            return True
    if match is None and "作关于" in body and (report := _REPORTS.search(body)):
        add_report(reading, number, clauses, index, at, report["title"], report.start("title"))
        reading.matters[-1].in_lead = True
        return True
    examined = _EXAMINES.search(body) if match is None and "》" in body and "对" in body else None
    if examined:
        add_matter(
            reading, number, clauses, index, at, examined["act"], examined["thing"], examined.start("thing"),
            in_lead=True,
        )  # fmt: skip
        return True
    if match is None or (match["verbs"] == "明确" and not match["done"]):
        around = _AROUND.search(body) if "围绕" in body or "聚焦" in body or "为主题" in body else None
        if around and not _MEETS.search(body[: around.start()]):
            verb = "协商" if _DELIBERATES.search(around.group()) else "学习"
            add_matter(reading, number, clauses, index, at, verb, around["thing"], around.start("thing"), in_lead=True)
            return True
        theme = _AROUND_THEME.match(body) if index + 1 < len(clauses) else None
        if theme and _THEN_STUDIES.match(clauses[index + 1].text) and not is_generic(theme["thing"]):
            add_matter(
                reading, number, clauses, index, at, "学习", theme["thing"], theme.start("thing"), in_lead=True,
                closed=True,
            )  # fmt: skip
            return True
        quoted = _AROUND_QUOTED.search(body)
        if quoted and _DELIBERATES.search(reading.sentences[number].text):
            add_matter(
                reading, number, clauses, index, at, "协商", quoted["thing"], quoted.start("thing"), in_lead=True,
                closed=True,
            )  # fmt: skip
            return True
        passed = _PASSED_ON_BY.match(body) if "传达" in body else None
        if passed and index:
            add_matter(
                reading, number, clauses, index, at, "传达", passed["thing"], passed.start("thing"), in_lead=True
            )
            return True
        did = _DID_IN_LEAD.search(body)
        if did and (index or not _MEETS.search(body)):
            add_matter(reading, number, clauses, index, at, did["act"], did["thing"], did.start("thing"), in_lead=True)
            return True
        return False
    thing = body[match.end() :]
    if match["verbs"] == "通过" and not match["who"] and not split_titled(thing):
        return False
    if match["verbs"] in ("贯彻", "交流", "明确", "评议") and not match["done"] and not match["who"]:
        return False
    if match["verbs"] in ("分析", "研判") and not re.search(r"形势|情况|问题|运行|工作", thing):
        return False
    add_matter(reading, number, clauses, index, at, match["verbs"], thing, match.end(), in_lead=True)
    return True


def _body_clause(
    reading: Reading, number: int, clauses: list[Clause], index: int, body: str, at: int, *, before: int, heading: bool
) -> bool:
    """Read a clause of the body; True where the rest of the sentence belongs to it."""
    for pattern, verb in ((_RESIGNS, "决定任免"), (_SENDS, "决定"), (_CONFERS, "决定")) if "决定" in body[:4] else ():
        decided = pattern.match(body)
        if decided and not (pattern is _SENDS and closest(reading.matters, decided["thing"])):
            add_matter(reading, number, clauses, index, at, verb, decided["thing"], decided.start("thing"), closed=True)
            return False
    match = OPENING.match(body)
    if match:
        thing = body[match.end() :]
        verbs = match["verbs"]
        after_act = len(reading.matters) > before
        last = reading.matters[-1] if reading.matters else None
        if index == 0 and last and last.sentence == number - 1 and not last.in_lead:
            after_act = after_act or verbs.startswith(("审", "听取", "传达", "通报", "讨论", "研究", "协商"))
        sure = bool(match["who"] or match["done"] or heading or after_act)
        if not sure and index == 0 and reading.sentences[number].start <= reading.sentences[reading.lead].end + 2:
            sure = verbs not in ("通过", "明确", "分析", "贯彻")
        if not sure and index and (_preamble(clauses[index - 1].text) or _own_agenda(clauses, index)):
            sure = True
        if verbs == "明确" or (verbs in ("贯彻", "交流") and not match["who"]) or thing.startswith("以下"):
            sure = False
        if (
            verbs == "通过"
            and not match["who"]
            and not split_titled(thing)
            and not (match["done"] and (after_act or (index and _preamble(clauses[index - 1].text))))
        ):
            sure = False
        if sure and not (match["who"] or match["done"]) and index and _CONVENED_LATER.search(clauses[index - 1].text):
            return True  # the agenda of the meeting that was just called
        if sure and not thing and verbs in ("学习", "交流研讨", "研讨", "讨论"):
            sure = False
        if sure:
            if match["who"] and verbs in ("决定", "确定") and not thing.strip():
                return False
            if verbs in ("决定", "确定") and not (
                match["who"]
                or find_titles(thing)
                or (verbs == "确定" and after_act and clauses[index].before in "；;" and ends_as_document(thing))
                or (match["done"] and after_act and clauses[index].before in ("；", ";"))
            ):
                return False
            if "通过" in verbs or "同意" in verbs or "批准" in verbs or is_passed_on(thing.strip()):
                stripped = thing.strip()
                heard = (
                    len(reading.matters) > before
                    and reading.matters[-1].action in ("hear", "brief")
                    and "审" not in verbs
                    and "听取" not in verbs
                    and not appoints(stripped)
                )
                if (
                    is_passed_on(stripped)
                    or (refers_back(stripped) and not find_titles(stripped))
                    or (heard and (not split_titled(stripped.lstrip("了")) or _part_of(stripped, reading.matters[-1])))
                ):
                    if reading.matters and reading.matters[-1].listed:
                        reading.matters[-1].action = read_verbs(verbs).action
                    own = spoken_of(reading, number, stripped) if heard and len(reading.matters) > before + 1 else None
                    if own is not None:
                        own.decision = read_verbs(verbs).decision
                        own.action = "deliberate" if verbs.endswith("通过") else own.action
                    elif verbs not in ("决定", "确定"):
                        _apply(
                            reading,
                            read_verbs(verbs).decision,
                            before if len(reading.matters) > before else None,
                            above=stripped if re.match("(?:将)?(?:上述|以上)", stripped) else None,
                        )
                    return False
            add_matter(reading, number, clauses, index, at, verbs, thing, match.end())
            return False
    for pattern, word, verb in _TABLED_AS:
        found = pattern.search(body) if word in body else None
        if pattern is _APPOINTED and any(m.action == "appoint" for m in reading.matters[:before]):
            continue  # appointments are one matter, however many sentences name them
        if found and len(found["thing"]) >= _SHORTEST and not refers_back(found["thing"]):
            explained = pattern is _EXPLAINED
            add_matter(
                reading, number, clauses, index, at, verb, found["thing"], found.start("thing"), reported=explained
            )
            return False
    examined = _EXAMINES.search(body) if "》" in body and "对" in body else None
    if examined:
        add_matter(reading, number, clauses, index, at, examined["act"], examined["thing"], examined.start("thing"))
        return False
    praised = _PRAISED.match(body)
    if praised:
        follow = clauses[index + 1].text if index + 1 < len(clauses) else ""
        agrees = _AGREES.match(follow)
        target = closest([m for m in reading.matters if m.in_lead], praised["thing"])
        if target:
            target.passage = clauses[index].start
            target.sentence = number
            if agrees:
                target.decision = "approved_in_principle" if agrees["principle"] else "approved"
        _open_run(reading, number)
        return True
    again = _REPORT_AGAIN.match(body) if "关于" in body else None
    if again and len(reading.matters) > before and reading.matters[-1].action in ("hear", "deliberate"):
        about = body.index("关于")
        add_report(reading, number, clauses, index, at, body[about:], about)
        return False
    if (
        "作" in body
        and ("报告" in body or "说明" in body or "汇报" in body)
        and not body.startswith(("会议指出", "要"))
    ):
        known = len(reading.matters)
        for found in _REPORTS.finditer(body):
            title = found["title"]
            if title.startswith("题为"):
                inner_title = re.search(r"[“《](.+?)[”》]", title)
                if inner_title and "报告" in title and "学习" in "".join(c.text for c in clauses[:index]):
                    add_matter(
                        reading,
                        number,
                        clauses,
                        index,
                        at,
                        "学习",
                        inner_title.group(1),
                        found.start("title"),
                        reported=True,
                    )
                continue
            add_report(reading, number, clauses, index, at, title, found.start("title"))
            more = _REPORTS_TOO.match(body, found.end("title"))
            while more:
                add_report(reading, number, clauses, index, at, more["title"], more.start("title"))
                more = _REPORTS_TOO.match(body, more.end())
        if len(reading.matters) > known:
            return False
    told = _TOLD_BY.match(body) if "了" in body else None
    if told and _told_at_the_meeting(clauses, index):
        verb = {"汇报": "听取", "领学": "学习"}.get(told["act"], told["act"])
        add_matter(reading, number, clauses, index, at, verb, told["thing"], told.start("thing"))
        return False
    first = index == 0 or (index == 1 and bool(_AT_FIRST.fullmatch(clauses[0].text)))
    group = _GROUP_DID.match(body) if first and "了" in body and number - reading.lead <= _TOLD_SOON else None
    if group and not is_generic(group["thing"]):
        add_matter(reading, number, clauses, index, at, group["verbs"], group["thing"], group.start("thing"))
        return False
    told = _SOMEBODY_TOLD.match(body) if (first or index <= _SPEAKERS) and _may_tell(body) else None
    if told and not first and (told["act"] != "领学" or len(reading.matters) > before):
        told = None  # several who led the reading, named one after the other
    if told and told["act"] in _HEARD_FROM and not _answered(reading, number, clauses, index):
        told = None
    if told and (number - reading.lead <= _TOLD_SOON or told["act"] in _HEARD_FROM) and not is_generic(told["thing"]):
        verb = _STANDS_FOR.get(told["act"], told["act"])
        add_matter(
            reading, number, clauses, index, at, verb, told["thing"], told.start("thing"),
            reported=verb != "学习", closed=True,
        )  # fmt: skip
        return False
    passed = _PASSED_ON_BY.match(body) if "传达" in body and number - reading.lead <= _TOLD_SOON else None
    if passed and (first or clauses[index].before in "；;"):
        add_matter(reading, number, clauses, index, at, "传达", passed["thing"], passed.start("thing"), reported=True)
        return False
    theme = _THEME.match(body)
    if theme and index and re.search(r"学习|讲座", clauses[index - 1].text):
        add_matter(reading, number, clauses, index, at, "学习", theme["thing"], theme.start("thing"), reported=True)
        return False
    did = _DID_WITH.match(body) if "对" in body or "就" in body else None
    if did and did["name"] and not (index and clauses[index - 1].text == "会上"):
        did = None
    if did and (did["who"] or len(reading.matters) > before) and not _NEXT_STEP.search(did["thing"]):
        verb = _STANDS_FOR.get(did["act"], did["act"])
        add_matter(reading, number, clauses, index, at, verb, did["thing"], did.start("thing"))
        if did["act"] == "说明" and appoints(did["thing"]):
            reading.matters[-1].action = "appoint"
        return False
    if "围绕" in body or "聚焦" in body or "为主题" in body:
        around = _AROUND.search(body)
        if (
            around
            and not is_generic(around["thing"])
            and not _CALLS.search("".join(c.text for c in clauses[:index]))
            and (
                body.startswith(("会议", "会上", "围绕", "聚焦", "中心组", "与会", "主席会议"))
                or len(reading.matters) > before
            )
        ):
            verb = "协商" if _DELIBERATES.search(around.group()) else "学习"
            add_matter(reading, number, clauses, index, at, verb, around["thing"], around.start("thing"))
            return False
    spoken = _SPOKEN_TO.search(body)
    if (
        spoken
        and not is_generic(spoken["thing"])
        and not re.search(r"(?<![和与及、])有关(?:议题|情况|事项|问题)|做好|如何", spoken["thing"])
    ):
        verb = "听取" if spoken["act"] in ("汇报", "报告", "说明") else spoken["act"]
        add_matter(reading, number, clauses, index, at, verb, spoken["thing"], spoken.start("thing"), reported=True)
        return False
    if index and _AGREES.match(body) and (len(reading.matters) > before or body.startswith("会议")):
        _apply_decision(reading, body, number, before)
        return False
    among = len(reading.matters) > before or body.startswith("会议")
    also = _ALSO_DID.match(body) if among and ("了" in body or "产生" in body or "选出" in body) else None
    if also and (ends_as_document(also["thing"]) or also["thing"].endswith("议题") or _ELECTED.search(also["thing"])):
        verb = _ALSO.get(also["verb"], "研究")
        add_matter(reading, number, clauses, index, at, verb, also["thing"], also.start("thing"), closed=True)
    return False


def _answered(reading: Reading, number: int, clauses: list[Clause], index: int) -> bool:
    """Whether the meeting speaks on what somebody told it, right after (甲局介绍了《乙办法》。会议提出，…)."""
    if number + 1 == len(reading.sentences):
        return False
    following = clauses[index + 1 :] or split_clauses(reading.sentences[number + 1])
    return bool(following and MEETING_SPEAKS.match(following[0].text))


def _told_at_the_meeting(clauses: list[Clause], index: int) -> bool:
    """Whether a clause tells what somebody reported, as those before it do since 会上 (会上，甲局汇报了…，乙局…)."""
    first = index
    while (
        first
        and index - first < _MOST_LISTED
        and _TOLD_BY.match(clauses[first].text)
        and not clauses[first].text.startswith("会上")
    ):
        first -= 1
    return clauses[first].text.startswith("会上")


def _is_agenda(body: str) -> bool:
    """会议议程有…: what a clause says is only what is on the agenda."""
    return ("议程" in body or "议题" in body) and bool(_AGENDA_OF.match(body))


def _preamble(text: str) -> bool:
    """按照第一议题制度, 会上, 随后 …"""
    return len(text) < 80 and bool(_PREAMBLE.match(text))


def _own_agenda(clauses: list[Clause], index: int) -> bool:
    """会议审议通过本次会议议程；听取…: the act before names no matter, and the next is of the meeting all the same."""
    opening = OPENING.match(clauses[index - 1].text) if clauses[index].before in "；;" else None
    return bool(opening and opening["who"] and is_generic(clauses[index - 1].text[opening.end() :]))


def _titled(body: str) -> bool:
    """会议决定了《…》, 会议确定了今年…方案: an act with an object of its own."""
    match = OPENING.match(body)
    return bool(match and len(body) > match.end() + 3)


def _apply_decision(reading: Reading, body: str, number: int, before: int) -> None:
    match = _AGREES.match(body)
    if match:
        rest = body[match.end() :]
        if find_titles(rest) and split_titled(rest.lstrip("了")):
            return
        _apply(
            reading,
            "approved_in_principle" if match["principle"] else "approved",
            before if len(reading.matters) > before else None,
            above=rest if re.match("了?(?:上述|以上)", rest) else None,
        )


def _apply(reading: Reading, decision: Decision | None, since: int | None, *, above: str | None) -> None:
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
    for matter in governed:
        if matter.decision is None:
            matter.decision = decision


def _part_of(thing: str, heard: Matter) -> bool:
    """Whether what is agreed to is the report just heard, or a part of it."""
    grams = grams_of(thing)
    return "《" not in thing and bool(grams) and coverage(grams, heard.grams) >= _PART


def _decide(reading: Reading, number: int, sentence: Sentence, clauses: list[Clause], index: int) -> None:
    """会议决定，…: a matter of its own where it convenes or founds something and no lead announces it."""
    clause = clauses[index]
    opening = _DECIDES.match(clause.text)
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
        known = closest(reading.matters, thing)
        if known is not None:
            if _SAT_FOR.search(known.subject) and known.decision is None:
                known.decision = "decided"
            return
        verb = "研究决定" if opening and opening.group().endswith("研究决定") else "决定"
        add_matter(
            reading, number, clauses, index, 0, verb, first, clause.text.find(first) if first in clause.text else 2
        )
        if reading.matters:
            last = reading.matters[-1]
            last.end = max(last.end, min(sentence.end, clause.start + 5 + len(first)))
        return


def _read_heading(reading: Reading, number: int, sentence: Sentence, at: int) -> None:
    """一、关于防汛工作: a numbered heading that names a matter without a verb."""
    head = re.split(r"[。：:；;]", sentence.text[at:])[0].strip()
    match = _ABOUT.match(head)
    if match and len(head) <= 80:
        matter = make_matter(
            "hear" if head.endswith("汇报") else "deliberate" if head.endswith("审议") else "consider",
            None,
            subject_of("consider", match["thing"]),
            sentence.start + at,
            sentence.start + at + len(head),
            number,
        )
        matter.documents = tuple(d.title for d in find_titles(head))
        matter.listed = True
        reading.matters.append(matter)
