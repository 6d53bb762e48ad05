"""What somebody told the meeting: reports and explanations made, speeches passed on, readings led."""

from __future__ import annotations

import re

from analysis.parsing.acts import CHAIN, MEETING_SPEAKS, is_generic
from analysis.parsing.making import add_matter, add_report
from analysis.parsing.matters import Place
from analysis.parsing.sentences import split_clauses

_REPORTS = re.compile(
    r"(?:作|做)(?:了)?[“]?(?P<title>题为[“《].+?[”》]的(?:专题)?(?:报告|讲座|辅导)|关于.+?(?:的|的议案”的)(?:报告|汇报|说明)|.{2,40}?(?:工作报告))(?=、|，|。|；|$|和关于|并(?:审议|表决)通过)"
)
_AND_PASSED = re.compile("并(?:审议|表决)通过")
_REPORT_AGAIN = re.compile(r"^(?:[^，。；《]{2,60}?(?<!工)作的)?关于.+的(?:报告|汇报|说明)$")
# （听取甲局关于…情况，）乙局关于…情况汇报: the next of those who report, before the one word for all.
_REPORTER_NEXT = re.compile(
    r"^(?:以?及|和)?(?:[^，。；《关]{2,14}?(?:委|局|办|室|厅|部|组|院|会|科|中心)[、和]?){1,3}关于[^，；。]{4,}(?:情况|工作|进展)的?(?:汇报|报告|通报)?$"
)
_REPORTS_TOO = re.compile(r"(?:、|和)(?P<title>关于.+?的(?:报告|汇报|说明))(?=、|，|。|；|$|和关于)")
# 县委书记林一舟代表县委常委会向全会作工作报告
_FOR_THOSE = re.compile(
    r"(?:代表|受)(?P<thing>[^，。；《》向]{2,20}?)(?:委托)?(?:向(?:全会|大会|会议))?(?:作了?(?:年度)?工作报告|报告工作)(?=$|、)"
)
# 某教授为与会人员作了《甲法》专题辅导讲座
_LECTURE = re.compile(
    r"(?:为|给)(?:与会|参会|参学|大家|全体|在座)[^，。；]{0,8}?作(?:了)?(?P<thing>[^，。；]{4,60}?)(?:的)?(?:专题|法治|法制|辅导)*(?:讲座|辅导|授课|宣讲)"
)
# 并请县农科所林一舟作了题为“水稻怎么种”的辅导讲座
_INVITED = re.compile(
    r"(?:邀请|特邀|请)[^，。；《》“「]{2,40}?(?<!工)作了?题为[“「《](?P<thing>[^”」》]{2,60})[”」》]的?(?:专题|辅导|法治|法制|学习|学术)*(?:讲座|报告|辅导|授课)"
)
_TOLD_BY = re.compile(
    r"^(?:会上[，,]?)?(?!会议|大会|要|全)[^，。；《“了]{2,30}?(?P<act>传达|通报|汇报|领学)(?:学习)?了(?P<thing>[^，。；]{4,160})"
)
# 林一舟通报了…, 副市长林一舟通报…: who told the meeting, in a sentence of its own.
_SOMEBODY_TOLD = re.compile(
    r"^(?!会议|大会|会上|会前|会后|要|各|全|通过|审议|听取|传达|学习)(?:(?!会议|大会)[^，。；：《“了]){0,24}?[\u4e00-\u9fff·]{2,4}"
    r"(?P<act>通报(?!表扬|批评|进行|的)|带学|领学|传达(?:学习)?(?=了)|宣读(?=了)|(?:安排)?部署(?=了)|(?:介绍|汇报)(?=了)|(?<=依次|分别)汇报)(?:学习|安排)?了?(?P<thing>[^。；，]{6,300}?)(?:并|$|，|。|；)"
)
# 林一舟传达…会议精神, 副市长林一舟分别传达了…: who passed it on, with the name before the verb.
_PASSED_ON_BY = re.compile(
    r"^(?:会议?(?:首先|先|还)?由|(?!会议|会上|要|各|全|按|根据|认真|深入))[^，。；：《“了]{0,24}?[\u4e00-\u9fff·]{2,4}(?:分别|首先|书面)?传达(?:学习)?了?"
    r"(?P<thing>(?!贯彻|落实|到)[^。；，]{4,200}(?:精神|讲话|通知|要求|[指批]示))$"
)
_AT_FIRST = re.compile("会上|会前|会议(?:期间|伊始|结束前|最后)?|首先|随后|期间|最后")
# 县水利局局长林一舟组织学习了…: who led the reading, in a sentence of its own.
_LED = re.compile(
    r"^(?!会议|会上|要|各|全)[^，。；：《“了]{0,24}?[\u4e00-\u9fff·]{2,4}(?:(?:组织|带领|领着|带着)(?:大家|全体人员|与会人员|同志们)?|[同与和](?:大家|与会人员)(?:一起|一道|共同)?(?:认真)?)(?P<act>传达学习|学习|观看|读|学)了(?P<thing>[^。；]{4,200})$"
)
# Those who met, by their part in it (中心组成员学习了…), where the report does not say 会议.
_GROUP_DID = re.compile(
    rf"^(?:会上)?[^，。；：《“了]{{0,24}}(?:成员|人员|大家|同志们|委员们|常委们|中心组|领导班子|党员|干部){CHAIN}了"
    r"(?P<thing>.{6,300})$"
)
_HEARD_FROM = ("介绍", "汇报")  # what is no matter of its own unless the meeting goes on to speak on it
_SPEAKERS = 6  # pauses between the names of those who told the meeting
_TOLD_SOON = 6  # sentences after the lead in which it is told who reported
_MOST = 12  # clauses in which one after the other reports
# What the one who speaks does, and the verb of the meeting that it comes to.
_AS_VERB = {"介绍": "听取", "汇报": "听取", "带学": "学习", "领学": "学习", "宣读": "传达", "读": "学习", "学": "学习"}


TELLING = ("通报", "习了", "聚焦", "学了", "传达", "部署了", "介绍了", "汇报", "讲座", "组还", "委会还")
"""Words that may tell who reported, or what else was done."""
# Words without which a clause of the body tells nothing here.
_TELLING = re.compile("|".join(("讲", "辅导", "授课", "关于", "作", "做", "报告", "了", *TELLING)))


def may_tell(text: str) -> bool:
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
        or "讲座" in text
        or "组还" in text
        or "委会还" in text
    )


def read_report_in_lead(place: Place) -> bool:
    """作关于…的报告, in the lead."""
    report = _REPORTS.search(place.body) if "作关于" in place.body else None
    if report:
        add_report(place, report["title"], report.start("title"))
        place.reading.matters[-1].in_lead = True
    return report is not None or _reported_for(place, in_lead=True)


def _reported_for(place: Place, *, in_lead: bool) -> bool:
    """林一舟代表县委常委会作工作报告: the report of those for whom it was made."""
    found = _FOR_THOSE.search(place.body) if "报告" in place.body else None
    if found:
        add_matter(place, "听取", f"{found['thing']}工作报告", found.start("thing"), in_lead=in_lead, reported=True)
    return found is not None


def read_passed_on_in_lead(place: Place) -> bool:
    """林一舟传达…精神, in the lead."""
    passed = _PASSED_ON_BY.match(place.body) if "传达" in place.body else None
    if passed and place.nth:
        add_matter(place, "传达", passed["thing"], passed.start("thing"), in_lead=True)
        return True
    return False


def read_told(place: Place) -> bool:
    """What a clause of the body says that somebody told, or that those who met did, where it does not say 会议."""
    if not _TELLING.search(place.body):
        return False
    first = place.nth == 0 or (place.nth == 1 and bool(_AT_FIRST.fullmatch(place.clauses[0].text)))
    return (
        _lecture(place)
        or _report_again(place)
        or _reports(place)
        or _reported_for(place, in_lead=False)
        or _told_by(place)
        or (first and (_group_did(place) or _led(place)))
        or _somebody_told(place, first=first)
        or _passed_on_by(place, first=first)
    )


def _lecture(place: Place) -> bool:
    body = place.body
    given = "讲" in body or "辅导" in body or "授课" in body or "题为" in body
    lecture = (_LECTURE.search(body) or _INVITED.search(body)) if given else None
    if lecture is None:
        return False
    add_matter(place, "学习", lecture["thing"].removeprefix("题为"), lecture.start("thing"), reported=True)
    return True


def _report_again(place: Place) -> bool:
    """（作了关于…的报告、）关于…的说明: one more report, without a verb."""
    body, matters = place.body, place.reading.matters
    if "关于" not in body:
        return False
    again = _REPORT_AGAIN.match(body) or (place.nth and _REPORTER_NEXT.match(body))
    if again and len(matters) > place.before and matters[-1].action in ("hear", "deliberate"):
        about = body.index("关于")
        add_report(place, body[about:], about)
        return True
    return False


def _reports(place: Place) -> bool:
    body, matters = place.body, place.reading.matters
    if (
        not ("作" in body or "做" in body)
        or not ("报告" in body or "说明" in body or "汇报" in body)
        or body.startswith(("会议指出", "要"))
    ):
        return False
    known = len(matters)
    for found in _REPORTS.finditer(body):
        title = found["title"]
        if title.startswith("题为"):
            inner_title = re.search(r"[“《](.+?)[”》]", title)
            if inner_title and "报告" in title and "学习" in "".join(c.text for c in place.clauses[: place.nth]):
                add_matter(place, "学习", inner_title.group(1), found.start("title"), reported=True)
            continue
        add_report(place, title, found.start("title"))
        more = _REPORTS_TOO.match(body, found.end("title"))
        while more:
            add_report(place, more["title"], more.start("title"))
            more = _REPORTS_TOO.match(body, more.end())
        if _AND_PASSED.match(body, found.end("title")):
            matters[-1].action, matters[-1].decision = "deliberate", "approved"
    return len(matters) > known


def _told_by(place: Place) -> bool:
    told = _TOLD_BY.match(place.body) if "了" in place.body else None
    if told is None or not _at_the_meeting(place):
        return False
    verb = {"汇报": "听取", "领学": "学习"}.get(told["act"], told["act"])
    add_matter(place, verb, told["thing"], told.start("thing"))
    return True


def _at_the_meeting(place: Place) -> bool:
    """Whether a clause tells what somebody reported, as those before it do since 会上 (会上，甲局汇报了…，乙局…)."""
    clauses, first = place.clauses, place.nth
    while (
        first
        and place.nth - first < _MOST
        and _TOLD_BY.match(clauses[first].text)
        and not clauses[first].text.startswith("会上")
    ):
        first -= 1
    return clauses[first].text.startswith("会上")


def _group_did(place: Place) -> bool:
    soon = place.number - place.reading.lead <= _TOLD_SOON
    group = _GROUP_DID.match(place.body) if "了" in place.body and soon else None
    if group is None or is_generic(group["thing"]):
        return False
    add_matter(place, group["verbs"], group["thing"], group.start("thing"))
    return True


def _led(place: Place) -> bool:
    led = _LED.match(place.body) if "了" in place.body else None
    if led is None or place.number - place.reading.lead > _TOLD_SOON or is_generic(led["thing"]):
        return False
    add_matter(place, _AS_VERB.get(led["act"], led["act"]), led["thing"], led.start("thing"))
    return True


def _somebody_told(place: Place, *, first: bool) -> bool:
    told = _SOMEBODY_TOLD.match(place.body) if (first or place.nth <= _SPEAKERS) and may_tell(place.body) else None
    among = len(place.reading.matters) > place.before  # （会议听取了…，）林一舟通报了…
    if told and not first and not (f"{told['act']}了" in place.body if among else told["act"] == "领学"):
        told = None  # several who led the reading are named one after the other
    if told and told["act"] in _HEARD_FROM and not (among or _answered(place) or _follows(place)):
        told = None
    soon = place.number - place.reading.lead <= _TOLD_SOON or place.at > 0  # or in an entry with a number
    if told and (soon or told["act"] in _HEARD_FROM) and not is_generic(told["thing"]):
        verb = _AS_VERB.get(told["act"], told["act"])
        add_matter(place, verb, told["thing"], told.start("thing"), reported=verb != "学习", closed=True)
        return True
    return False


def _follows(place: Place) -> bool:
    """Whether the sentence before, in the same paragraph, announced something (会议传达了…。甲局汇报了…)."""
    matters, sentences = place.reading.matters, place.reading.sentences
    own, before = sentences[place.number], sentences[place.number - 1]
    return bool(matters) and matters[-1].sentence == place.number - 1 and own.paragraph == before.paragraph


def _answered(place: Place) -> bool:
    """Whether the meeting speaks on what somebody told it, right after (甲局介绍了《乙办法》。会议提出，…)."""
    sentences = place.reading.sentences
    if place.number + 1 == len(sentences):
        return False
    following = place.clauses[place.nth + 1 :] or split_clauses(sentences[place.number + 1])
    return bool(following and MEETING_SPEAKS.match(following[0].text))


def _passed_on_by(place: Place, *, first: bool) -> bool:
    soon = place.number - place.reading.lead <= _TOLD_SOON
    passed = _PASSED_ON_BY.match(place.body) if "传达" in place.body and soon else None
    if passed and (first or place.clauses[place.nth].before in "；;"):
        add_matter(place, "传达", passed["thing"], passed.start("thing"), reported=True)
        return True
    return False
