"""Acts whose object stands before the verb: 就…进行研究, 对《…》进行审议, 围绕…开展研讨, 学习主题为…."""

from __future__ import annotations

import re

from analysis.parsing.acts import OPENING, appoints, is_generic
from analysis.parsing.making import add_matter
from analysis.parsing.matters import Place

MEETS = re.compile(r"召开|举行|主持|闭幕|开幕")
_SPOKEN_TO = re.compile(
    r"(?:就|(?<=分别)对)(?P<thing>[^，。；]{4,60}?)(?:等)?(?:分别)?(?:(?<!工)作|做|进行)(?:了)?(?P<act>汇报|说明|报告|部署|安排|研究|讨论|通报)"
)
# What somebody spoke to and is none: how it should be done, or how the papers that were examined came about.
_NO_MATTER = re.compile("(?<![和与及、])有关(?:议题|情况|事项|问题)|做好|如何|^(?:报告|文件|条例|草案|议案)?起草情况$")
_DELIBERATES = re.compile(r"协商|议政|建言|大会发言")
_THEMED = re.compile("围绕|聚焦|为主题")
_AROUND = re.compile(
    r"(?:围绕|聚焦|以|就)(?P<thing>[^。；]{2,200}?)(?:为(?:主题|专题|题)[，,]?)?(?:(?:开展|进行|举行|展开|(?<!工)作)(?:了)?|(?<=”)(?=协商议政|协商建言|建言|议政|资政))(?:专题|集体|集中|深入|交流|集体交流|深入交流)*"
    r"(?P<act>研讨交流|交流研讨|交流发言|学习研讨|研讨发言|研讨|讨论|学习|交流|座谈|发言|协商|议政|建言|资政|大会发言|研究部署|研究|安排部署|部署|安排)"
)
_STUDIES = ("研讨", "学习", "讨论", "发言")  # with which what was studied ends
_DEALS_WITH = ("研究", "部署", "安排")
# 围绕…专题，开展集中学习研讨: the theme in a clause of its own.
_AROUND_THEME = re.compile(r"^(?:围绕|聚焦)(?P<thing>.{4,160}?)(?:的?(?:专题|主题))?$")
_THEN_STUDIES = re.compile(r"(?:开展|进行|举行|展开)了?(?:专题|集中|集体|深入|交流)*(?:学习|研讨|讨论|交流)")
_AROUND_QUOTED = re.compile(r"(?:围绕|聚焦)(?P<thing>“[^”]{4,60}”)")
_DID_WITH = re.compile(
    r"^(?P<who>会议|会上|(?:与会|参会|部分|各位|出席)*(?:人员|委员|同志|代表|组成人员)|(?P<name>[\u4e00-\u9fff·]{2,6}?))?(?:还|分别|专题|先后|逐一|并)*(?:对|就)(?P<thing>[^。；]{4,300}?)(?:进行|开展|展开|作出|做出|(?<!工)作|做)(?:了)?(?:专题|统筹|安排|强调|交流|民主|第[一二三四五]次|认真|深入|再|进一步|全面|具体|充分|集体|集中|专门|逐项|逐条|逐一|热烈|系统|初步|反复|再次|细致|、)*的?(?P<act>研究|审议|讨论|部署|安排|动员|通报|传达学习|传达|学习|审查|分析|研判|会商|评议|协商|修改|修订|表决|推荐|满意度测评|自学(?=$)|说明(?=$))"
)
# 开展学习贯彻《甲条例》专题学习研讨
_STUDIED = re.compile(
    r"^(?:会议)?(?:还|并|随后)?(?:开展|进行)了?(?:学习贯彻|学习宣传贯彻|学习)?(?P<thing>(?:《[^》]{2,60}》|“[^”]{2,40}”)[^，。；]{0,12}?)(?:专题|主题|集中|集体|交流)*(?:学习研讨|研讨|学习|讨论)(?:发言)?$"
)
# 会议还对防汛提了要求
_DEMANDS = re.compile(r"^会议(?:还|并)(?:对|就)(?P<thing>[^，。；]{4,80}?)(?:提出?了?|作出了?)(?:明确|具体|工作)*要求$")
_DID_IN_LEAD = re.compile(
    r"(?:还|并|同时)?(?:对|就)(?P<thing>[^。；]{4,200}?)(?:进行|作出|做出|(?<!工)作)(?:了)?(?:专题|专门|集体|认真|深入|进一步|全面|具体|系统|统一|再次?)*"
    r"(?P<act>研究部署|安排部署|分析研判|会商研判|传达学习|研究|审议|讨论|部署|安排|动员|调度|协商|传达|学习|审查|研判|会商)"
)
_EXAMINES = re.compile(
    r"会议(?:还|继续|分别|分组)*对(?P<thing>(?:[、和]?《[^》]{1,200}》(?:（[^）]{0,20}）)?){1,12})等?"
    r"(?:法规|条例)?(?:草案)?进行了?(?:分组|认真|逐项|逐条|逐一|再次|第[一二三四五]次)*的?(?P<act>审议|审查|讨论)"
)
_CALLS = re.compile(
    r"(?:决定|将|拟|定于|建议)[^。；]{0,40}(?:召开|举行)"
)  # a meeting to come, whose agenda is not this one's
_NEXT_STEP = re.compile(r"(?<!等)(?:下一?阶段|下一?步|今后一个时期|近期|当前)(?:的)?(?:重点)?(?:工作|任务)?$")
_THEME = re.compile(r"^(?:学习|讲座)?(?:主题|题目)(?:是|为)[“《](?P<thing>.+?)[”》]")
# 本次学习的专题是：弘扬先进文化
_THEME_OF = re.compile(
    r"^(?:(?:本次|此次|这次)(?:集[体中])?学习(?:会|研讨)?|学习会?)的?(?:主题|专题|题目|主要内容|内容)(?:是|为)[：:“]?"
)
# Words without which no clause of the body is of these.
_OBJECT_FIRST = re.compile("对|就|围绕|聚焦|主题|题目|专题|内容|开展|进行")
# The noun of such an act (进行修改), and the verb of those that announce matters that it comes to.
_AS_VERB = {"修改": "审议", "修订": "审议", "推荐": "研究", "说明": "听取", "满意度测评": "评议", "自学": "学习"}


def read_examined(place: Place, *, in_lead: bool = False) -> bool:
    """会议对《甲》《乙》进行了审议."""
    body = place.body
    examined = _EXAMINES.search(body) if "》" in body and "对" in body else None
    if examined:
        add_matter(place, examined["act"], examined["thing"], examined.start("thing"), in_lead=in_lead)
    return examined is not None


def read_in_lead(place: Place) -> bool:
    """What a clause of the lead announces with the object first, be it a theme or what was done with a matter."""
    body, clauses, index = place.body, place.clauses, place.nth
    if _studied(place, in_lead=True):
        return True
    if not _THEMED.search(body):
        return False
    around = _AROUND.search(body)
    if around and not MEETS.search(body[: around.start()]):
        add_matter(place, _done_around(around), around["thing"], around.start("thing"), in_lead=True)
        return True
    theme = _AROUND_THEME.match(body) if index + 1 < len(clauses) else None
    if theme and _THEN_STUDIES.match(clauses[index + 1].text) and not is_generic(theme["thing"]):
        add_matter(place, "学习", theme["thing"], theme.start("thing"), in_lead=True, closed=True)
        return True
    quoted = _AROUND_QUOTED.search(body)
    if quoted and _DELIBERATES.search(place.reading.sentences[place.number].text):
        add_matter(place, "协商", quoted["thing"], quoted.start("thing"), in_lead=True, closed=True)
        return True
    return False


def read_dealt_with(place: Place) -> bool:
    """就…进行了研究部署, in the lead."""
    did = _DID_IN_LEAD.match(place.body)
    if did is None or not (place.nth or not MEETS.search(place.body)):
        return False
    add_matter(place, did["act"], did["thing"], did.start("thing"), in_lead=True)
    return True


def read_in_body(place: Place) -> bool:
    """What a clause of the body announces with the object first."""
    if not _OBJECT_FIRST.search(place.body):
        return False
    return _theme(place) or _did_with(place) or _around(place) or _spoken_to(place) or _studied(place)


def _studied(place: Place, *, in_lead: bool = False) -> bool:
    """开展学习贯彻《甲条例》专题学习研讨."""
    studied = _STUDIED.match(place.body) if place.body[-2:] in _STUDIES else None
    if studied and (in_lead or place.body.startswith("会议") or len(place.reading.matters) > place.before):
        add_matter(place, "学习", studied["thing"], studied.start("thing"), in_lead=in_lead, closed=True)
        return True
    return False


def _theme(place: Place) -> bool:
    told = _THEME_OF.match(place.body) if "题" in place.body or "内容" in place.body else None
    if told:
        thing = place.body[told.end() :].strip("“”")
        following = place.clauses[place.nth + 1 : place.nth + 2]
        if thing:
            add_matter(place, "学习", thing, told.end())
        elif following:  # behind the colon, to the end of the sentence
            sentence = place.reading.sentences[place.number]
            thing = sentence.text[following[0].start - sentence.start :].rstrip("。；")
            entry = place._replace(nth=place.nth + 1, body=thing, at=0)
            add_matter(entry, "学习", thing.strip("“”"), 0, closed=True)
        return True
    theme = _THEME.match(place.body)
    if theme and place.nth and re.search(r"学习|讲座", place.clauses[place.nth - 1].text):
        add_matter(place, "学习", theme["thing"], theme.start("thing"), reported=True)
        return True
    return False


def _did_with(place: Place) -> bool:
    body, matters = place.body, place.reading.matters
    did = _DID_WITH.match(body) if "对" in body or "就" in body else None
    demands = _DEMANDS.match(body) if did is None and body.endswith("要求") else None
    if demands and not _NEXT_STEP.search(demands["thing"]):
        add_matter(place, "部署", demands["thing"], demands.start("thing"))
        return True
    at_it = place.nth > 0 and place.clauses[place.nth - 1].text == "会上"
    if did and did["name"] and not at_it:
        did = None
    if did and (did["who"] or at_it or len(matters) > place.before) and not _NEXT_STEP.search(did["thing"]):
        verb, begin = _AS_VERB.get(did["act"], did["act"]), did.start("thing")
        if acts := OPENING.match(did["thing"]):  # 就审议《甲》《乙》等议题进行了研究
            verb, begin = acts["verbs"], begin + acts.end()
        add_matter(place, verb, body[begin : did.end("thing")], begin, closed=bool(acts))
        if did["act"] == "说明" and appoints(did["thing"]):
            matters[-1].action = "appoint"
        return True
    return False


def _around(place: Place) -> bool:
    body = place.body
    if not _THEMED.search(body):
        return False
    around = _AROUND.search(body)
    if (
        around
        and not is_generic(around["thing"])
        and not _CALLS.search("".join(c.text for c in place.clauses[: place.nth]))
        and (
            body.startswith(("会议", "会上", "围绕", "聚焦", "中心组", "与会", "主席会议"))
            or len(place.reading.matters) > place.before
        )
    ):
        add_matter(place, _done_around(around), around["thing"], around.start("thing"))
        return True
    return False


def _done_around(around: re.Match[str]) -> str:
    """The verb of what was done around a theme: mostly study, whatever its noun is (围绕…进行交流)."""
    if _DELIBERATES.search(around.group()):
        return "协商"
    return around["act"] if around["act"].startswith(_DEALS_WITH) else "学习"


def _spoken_to(place: Place) -> bool:
    spoken = _SPOKEN_TO.search(place.body)
    if spoken is None or is_generic(spoken["thing"]) or _NO_MATTER.search(spoken["thing"]):
        return False
    verb = "听取" if spoken["act"] in ("汇报", "报告", "说明") else spoken["act"]
    add_matter(place, verb, spoken["thing"], spoken.start("thing"), reported=True)
    return True
