"""The acts of a meeting: which verbs announce a matter, what they make of it, and where their object ends."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from analysis.records import Action, Decision

# Verbs, with the action that each stands for where it comes first.
VERBS: dict[str, Action] = {
    "传达": "relay",
    "学习": "study", "贯彻": "study", "领会": "study", "重温": "study", "交流": "study", "研讨": "study",
    "观看": "study",
    "听取": "hear", "听": "hear",
    "审议": "deliberate", "审定": "deliberate", "审查": "deliberate", "审阅": "deliberate", "审核": "deliberate",
    "评议": "deliberate", "表决": "deliberate", "通过": "deliberate", "初审": "deliberate", "审批": "deliberate",
    "评审": "deliberate", "票决": "deliberate",
    "研究": "consider", "分析": "consider", "讨论": "consider", "研判": "consider", "商议": "consider",
    "商讨": "consider",
    "协商": "consider", "会商": "consider",
    "通报": "brief",
    "部署": "arrange", "安排": "arrange", "动员": "arrange", "调度": "arrange",
    "决定": "decide", "确定": "decide", "同意": "decide", "批准": "decide", "核准": "decide", "明确": "decide",
    "任免": "appoint", "任命": "appoint", "免去": "appoint",
}  # fmt: skip

_ADVERBS = (
    "还|又|也|再|主要|连夜|当即|当晚|即时|当场|随即|立即|率先|逐段|逐章|逐句|组织|分解|已|分组|先后|分别|专题|专门|集中|集体|认真|深入|深刻|全面|及时|进一步|再次|第一时间|逐项|逐条|逐一|书面|继续|初次|首次|重点|统筹|"
    "系统|迅速|仔细|跟进|扎实|切实|详细|充分|一并|一致|共同|经表决|经投票|投票|现场|随后|首先|同时|审慎|原原本本|围绕|并|并就|在会上|"
    "经审议|经研究|经讨论|举手|无记名|以[举手表决无记名投票鼓掌电子按键器的]{2,10}(?:方式|形式)"
)
_VERB = "(?:原则上?)?(?:" + "|".join(sorted(VERBS, key=len, reverse=True)) + ")"
_JOIN = "(?:、|和|并|与|及|，并|,并|以及|了(?=通过)|后(?=(?:一致|原则上?|表决)*(?:通过|同意)))"
CHAIN = rf"(?:{_ADVERBS})*(?P<verbs>(?:{_VERB})(?:{_JOIN}?(?:{_ADVERBS})*(?:{_VERB}))*)(?:落实|(?<=协商)(?:提出|推荐))?"
_NO_OBJECT = (
    rf"(?!（扩大）|(?:{_VERB})?的|会(?:\d|[上召举在，]|$)"
    r"|教育|型|强国|中心组|讨论会|者|力|成果显示|认为|指出|表明|着|会议精神的|气氛|不够|以来|报告会|活动以来|后(?:提|一致|认为|表示|发表))"
)
_SPEAKER = (
    r"(?:(?:本次|此次|这次)(?:常委|常务|党组|主任|办公|主席)会|(?:本次|此次|这次)?(?:会议|大会|全会|全委会|主席会议|主席团(?:会议)?|委员长会议|常委会会议|(?:常务|党组|主任|全体)会议)"
    r"|(?:[省市县区州盟旗](?:委|政府|政协|人大)?)?(?:党组|常委会|党工委)(?=还)|会上|会前|(?:全体)?(?:与会|参会)(?:人员|同志|领导)|大家)"
)
# Any adverb at all, where the meeting is the subject and the act is done (会议主要研究了…, 会议依次听取了…).
_ANYHOW = (
    rf"(?:(?!(?:{_ADVERBS})*(?:{_VERB})|指出|强调|要求|认为|提出|表示|希望|号召|建议)[^，。；：《》“”了要应须将对就以在]{{1,6}}?"
    rf"(?=(?:{_VERB})(?:{_JOIN}?(?:{_ADVERBS})*(?:{_VERB}))*完?了))"
)
OPENING = re.compile(
    rf"^(?P<who>{_SPEAKER}(?:{_ANYHOW})?)?[，,]?{CHAIN}(?P<done>完?了|过(?![渡程户境街桥冬年节]))?{_NO_OBJECT}"
)
INNER = re.compile(rf"(?:会议|会)(?:\d+日(?:上午|下午)?)?(?={CHAIN}(?!(?:{_VERB})?的))")

SPEECH = re.compile(
    r"^(?:(?:会议|大会|全会|他们?|她|[\u4e00-\u9fff·]{2,12})(?:还|同时|一致|最后|特别|首先|在[^，。]{1,8})?"
    r"(?:指出|强调|(?<!提了)(?<!提出)(?<!出了)要求|认为|提出(?!了)|号召|表示|说(?!明)|明确要求|希望|建议(?![议日]程|名单|人选))(?:说|要)?)"
)
MEETING_SPEAKS = re.compile(
    r"^(?:会议|大会|全会|全委会)(?:还|同时|一致|最后|特别|首先|明确)?(?:指出|强调|要求|认为|提出|号召|表示|希望|决定|确定|明确)"
)
REQUIRES = re.compile(r"^(?:进一步)?要求(?=.{4,})")

_NUMBERED = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}[、．.]|[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)][、.]?|\d{1,2}[、．.](?!\d)|[①-⑳])\s*"
)

NUMBERS = frozenset("一二三四五六七八九十（(0123456789①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")


def numbered(text: str) -> re.Match[str] | None:
    """The number with which a heading or an entry of a list begins.

    >>> numbered("（三）关于防汛工作").group(), numbered("防汛工作")
    ('（三）', None)
    """
    return _NUMBERED.match(text) if text[:1] in NUMBERS else None


def style_of(text: str) -> str:
    """How an entry is numbered: its first mark, with figures and numerals for each other; empty where it is not.

    >>> style_of("（三）关于防汛工作") == style_of("（四）关于渡口"), style_of("防汛工作")
    (True, '')
    """
    found = numbered(text)
    if found is None:
        return ""
    return re.sub(r"[一二三四五六七八九十]+", "一", re.sub(r"\d+|[①-⑳]", "1", found.group().strip()))


_ANSWERS = ("意见", "措施", "工作", "举措", "建议", "任务", "事宜", "安排", "要求", "打算")
_RESPONSE = re.compile(
    r"^(?:[我全本][省市县区州盟旗]|实验区|开发区|[\u4e00-\u9fff]{0,10}?)?(?:的)?(?:具体|初步|相关|有关|下一步|下步|近期|当前|下一?阶段|今后|后续|重点)*"
    rf"(?:贯彻|落实|贯彻落实|实施|学习贯彻|工作|重点)*(?:的)?(?:具体)?(?:{'|'.join(_ANSWERS)})(?:建议)?$"
)
# The work that is next, named by its time alone (领导小组近期工作); 当前经济工作 names a matter.
_SOON = re.compile(
    r"^[\u4e00-\u9fff]{0,6}(?:近期|当前)(?:的)?(?:(?:[\u4e00-\u9fff]{0,2}(?:重点|主要|各项|有关)+)?(?:工作|任务))$"
)
_SHORT = 8  # characters of such a name
_RESPONSE_LONG = re.compile(
    r"^(?:.{0,12})?(?:贯彻落实|贯彻|落实)(?:的)?(?:具体|初步|相关)?(?:意见|措施|工作|举措|建议|方案)(?:建议)?(?:(?:及|和|以及)(?:近期|当前|下一?步)(?:重点)?工作)?$"
)
# What a place makes of what was passed on to it (研究自治州实施办法).
_OWN_RULES = re.compile(
    r"(?:(?:[我全本][省市县区州盟旗]|自治[州县旗区])的?(?:贯彻|落实|实施)+|[\u4e00-\u9fff]{2,4}[省市县区州盟旗]的?贯彻落实)(?:办法|方案|意见|措施)"
)
_CARRIES_OUT = re.compile(
    r"[^，。；]{0,10}(?:抓好|做好|如何)(?:学习|宣传)?(?:贯彻|落实|贯彻落实)$"
)  # 就市政府党组抓好贯彻作了研究
_GENERIC = re.compile(
    r"^(?:(?:关于)?(?:本次|此次|这次)[^，。；]{0,8}(?:议程|日程)(?:[（(]?草案[）)]?)?(?:的说明)?|(?:学习)?内容(?:[^，。；]{0,6}(?:发言|交流|讨论))?|(?:了)?(?:政府|会议|[全我本][省市县区州盟旗])?(?:其他|其它|有关|相关|若干|部分|上述|一些|以下|如下|下列|各项)+(?:有关|相关|重要|重大)?(?:的)?"
    r"(?:事项|工作|事宜|议题|问题|内容|议程|议案|汇报|情况|人事|文件|文章|和|方案|材料)*(?:进行了?.{0,6})?|(?:学习)?(?:体会|心得)(?:体会)?|[\u4e00-\u9fff]{0,6}(?:近期|当前|下一?阶段)(?:[^，。；《》]{1,6}的重点|各项(?:重点)?|重点)工作|(?:抓好|做好)(?:年底前?|年前|节前|节后|岁末年初|当前|近期)?(?:几项|各项|有关)?重点工作|(?:[全我本][省市县区州盟旗])?(?:当前|近期|[\d一二三四]季度|\d{1,2}月份?|[上下]半年)?(?:的)?重[点要]工作|(?:当前|面临的?)*形势|(?:当前|目前)?存在的?(?:主要|突出)?(?:困难|问题)(?:[和与][^，。；]{2,4})?|原因|成绩|经验|不足|问题|议题|事项|工作|各个?(?:项目|议题|事项|方案|议案|报告)|(?:大家|各位|与会人员)的?(?:工作|发言|汇报|意见|情况)*)$"
)
OTHER_MATTERS = re.compile(
    r"(?:还|并|也)?(?:研究|审议|讨论|听取|通报|安排|部署|审定|处理|商议)(?:和|、|并|及)?(?:研究|审议|讨论|安排|部署|审定|通过)?(?:了|并)?[^，。；《》]{0,6}"
    r"(?:(?:其他|其它)(?![^，。；《》]{0,4}(?:人事|任免|干部))[^，。；《》]{0,6}(?:事项|工作|事宜|议题|问题|内容|议程)|(?<![^，。；了究议论取报排署定理商和并及])(?:有关|相关)(?:事项|事宜|议题)(?=。|，|；|$|！))"
)
# How many papers there were, and not which (审议几份改革文件); kinds of matters in a list (有关规划、措施和近期工作).
_COUNTED = re.compile(
    r"(?:[几两数多三四五六七八九十]|\d{1,2})[余多]?[份项个件部][^，。；《、]{0,6}?(?:文件|议题|事项|工作|汇报|报告|方案|制度|议案|内容)?$"
    r"|(?:有关|相关)(?:[\u4e00-\u9fff]{2}[、和与及]){1,3}(?:近期|当前|重点)*(?:工作|事项|措施|方案|文件|问题|内容)$"
)
# What is only said to be more, behind or before a matter (防汛工作和其他事项, 其他事项和干部任免).
_MORE = "(?:其他|其它)(?:有关|相关)?(?:事项|事宜|议题|工作)"
AND_MORE = re.compile(rf"(?:以及|和|及|与|、)(?:研究)?{_MORE}$|^{_MORE}(?:以及|和|及|与|、)(?=.{{2}})")
APPOINTING = re.compile(
    r"任免(?!工作)|免去|任命|人事(?!处|局|部|档案|制度|工作|管理)|辞去[^，。]{0,30}(?:职务|(?:常委|委员(?!会)|代表(?!大会))(?!名单|、))|干部(?=议题|(?:职务)?(?:调整|配备)?(?:事项|事宜)$)|任职(?=$|事项|议案|名单|的?决定)|免职|代理(?:[省市县区州盟旗]长|主席|院长|检察长)|辞职(?=事项|请求|申请|案|的?议案)|撤销[^，。]{0,30}(?:职务|资格)|委员(?:调整名单|增[免补])"
)
_RULES = re.compile(r"(?:办法|规定|条例|细则|规则|制度|法|规程)(?:的决定|的决议|的意见)?(?:[（(][^）)]*[）)])?》?$")
_SELF = re.compile(
    r"^(?:相关|有关|上述|该|其(?!他|它|中|余)|此|以上|会议(?![议日]程|提案|筹备|方案)|这[一项个些两三四五六七八九十]|[两三四五六七八九十]个(?![^，。；]{5})|所提|将上述|上报|呈报|按程序)(?!.{0,4}(?:任免|人事))|^(?:[我全本][省市县区州]).{0,8}(?:意见|安排|方案|措施)$|^.{0,12}(?:提出|汇报|报告|起草|拟订|拟定)的.{0,6}(?:意见|安排|建议|方案|措施|办法|稿)$"
)
_PASSED_ON = re.compile(
    r"^(?:将.{0,30})?(?:提请|提交|交付|上报)(?![^，。；]{2,40}(?:审议|讨论|研究|审定|表决)的.)|^(?:以[^，。]{2,20}名义|按(?:照)?[^，。]{2,24})(?:印发|办理|执行|实施|报批|发布)"
    r"|^(?:印发|组织|报批|执行)(?:实施|执行|发布)?$"
)


@dataclass(frozen=True, slots=True)
class Verbs:
    """What a chain of verbs (审议并原则通过) does: action and decision."""

    text: str
    action: Action
    decision: Decision | None


@lru_cache(maxsize=512)
def read_verbs(chain: str) -> Verbs:
    """Action and decision of a chain of verbs, by the first verb, or by the one on which the decision hangs.

    >>> chains = ("审议并原则通过", "讨论通过", "研究确定", "传达学习", "听取并通过", "听取并同意", "研究审定")
    >>> for verb in map(read_verbs, chains):
    ...     verb.action, verb.decision
    ('deliberate', 'approved_in_principle')
    ('consider', 'approved')
    ('consider', 'decided')
    ('relay', None)
    ('deliberate', 'approved')
    ('hear', 'approved')
    ('deliberate', None)
    """
    first = min((at, -len(verb), verb) for verb in VERBS if (at := chain.find(verb)) >= 0)[2]
    action = VERBS[first]
    decision: Decision | None = None
    if "通过" in chain or "同意" in chain or "批准" in chain or "核准" in chain:
        decision = "approved_in_principle" if "原则" in chain else "approved"
    elif "决定" in chain or "确定" in chain or ("明确" in chain and action != "decide"):
        decision = "decided"
    if "任免" in chain or "任命" in chain or "免去" in chain:
        action, decision = "appoint", "decided" if "决定" in chain else "approved"
    elif chain.startswith("表决") and chain.endswith(("批准", "核准")):
        action = "decide"
    elif "传达" in chain:
        action = "relay"
    elif decision and decision != "decided" and action in ("hear", "consider") and "审议" in chain:
        action = "deliberate"
    elif decision and action == "hear" and ("讨论" in chain or "研究" in chain):
        action = "consider"
    elif chain.startswith("研究审") or (action == "hear" and decision and "同意" not in chain):
        action = "deliberate"  # the act on which the decision hangs
    return Verbs(chain, action, decision)


def is_response(chain: str, thing: str) -> bool:
    """Whether a clause only announces the answer to the matter before it (研究贯彻落实意见).

    >>> is_response("研究", "我市贯彻落实意见"), is_response("研究", "防汛工作")
    (True, False)
    """
    thing = thing.strip()
    if len(thing) > 24:
        return False
    if (("贯彻" in thing or "落实" in thing) and _RESPONSE_LONG.match(thing)) or (
        thing.startswith("解决") and re.search(r"困难|问题$", thing)
    ):
        return True
    if _OWN_RULES.fullmatch(thing) or (thing.endswith(("贯彻", "落实")) and _CARRIES_OUT.match(thing)):
        return True
    if ("贯彻" in chain or "落实" in chain) and re.fullmatch(
        r".{0,4}(?:意见|措施|工作|举措|任务|要求|建议|部署|方案)(?:(?:及|和|以及)(?:近期|当前|下一?步)(?:重点)?工作)?",
        thing,
    ):
        return True
    if not thing.endswith(_ANSWERS) or not _RESPONSE.match(thing):
        return False
    soon = len(thing) <= _SHORT and _SOON.match(thing)
    return bool(soon or len(thing) <= 2 or re.search(r"贯彻|落实|下一步|下步|下一?阶段|后续|实施意见", thing))


def is_generic(thing: str) -> bool:
    """Whether an object names no matter (有关事项).

    >>> is_generic("其他事项"), is_generic("有关任免案"), is_generic("相关项目推进事宜")
    (True, False, False)
    """
    named = thing.strip()
    return bool(_GENERIC.match(named) or _COUNTED.match(named.lstrip("了")))


def appoints(thing: str) -> bool:
    """Whether a matter is who takes or leaves a post; rules on appointments are no appointment.

    >>> appoints("有关人事任免事项"), appoints("《干部任免工作办法》")
    (True, False)
    """
    return bool(APPOINTING.search(thing[:80])) and not _RULES.search(thing)


def refers_back(thing: str) -> bool:
    """Whether an object stands for what was named before (同意相关安排)."""
    return not thing or bool(_SELF.match(thing))


def is_passed_on(thing: str) -> bool:
    """Whether a decision only sends a paper on (将草案提请常委会审议)."""
    return bool(_PASSED_ON.match(thing))


# 林一舟受县委常委会委托作的工作报告: of those for whom it was made.
_FOR_THOSE = re.compile(
    r"^了?[^，。；《》]{0,12}(?:受|代表)(?P<whom>[^，。；《》受]{2,20}?)(?:委托)?(?:所)?作的工作报告$"
)
REPORTER = re.compile(r"^[^《]{2,200}?(?<![工合协操创写])作(?:的|关于)")
_REPORT_END = re.compile(r"^(.*(?:汇报|报告|说明|通报|情况))(?:后|并|，|,|$)")
_ETC = re.compile(
    r"(?:等(?:[一二三四五六七八九十\d两]+(?:个|项|方面))?(?:方面)?(?:的)?(?:相关|有关)?(?:工作|事项|问题|事宜|议题|内容|情况|重点工作|相关工作)*)$"
)
_REPORT_ON = re.compile(r"(?:的)?(?:工作)?(?:情况)?(?:的)?(?:专题|综合|有关|相关)?(?:汇报|通报)$")
_REPORTED = 10  # characters of the longest that it finds
_ENTITLED = re.compile(r"^题为(?:《[^》]{1,120}》|“[^”]{1,120}”)的(?=.{4})")
_DRAFT = re.compile(r"[（(][^（）()]{0,6}(?:草案|稿)[）)]$")
_TITLED = ("的报告", "的决定", "的意见", "的议案", "的方案", "的说明", "的通知")
# For whom a paper is (提交县政协会议审议的常委会工作报告).
BROUGHT_BEFORE = (
    r"(?:准备|拟|即将)?(?:提请|提交)[^，。《]{2,24}?(?:审议|表决|讨论|审定)的(?=.{4})(?!人事(?:事项|议题|事宜))"
)
_PREFIX = re.compile(
    r"并接受了?(?=[^，。；]{2,60}辞)|(?:了|过(?![渡程户境街桥冬年节])|关于|对(?![口外接标台])|就(?!业))+"
    rf"|(?:了)?{BROUGHT_BEFORE}"
)


def names_more(thing: str) -> bool:
    """Whether an object may name other matters beside its own (防汛工作和其他事项)."""
    return "其他" in thing or "其它" in thing


def subject_of(action: Action, thing: str) -> str:
    """The shortest phrase that names the matter.

    >>> subject_of("hear", "市水利局局长林一舟作的关于防汛准备情况的汇报")
    '防汛准备情况'
    >>> subject_of("consider", "教育改革、文明创建等事项"), subject_of("consider", "防汛工作和其他事项")
    ('教育改革、文明创建', '防汛工作')
    """
    text = thing.strip(" 　，,；;：:")
    if names_more(text):
        text = AND_MORE.sub("", text)
    text = text.removesuffix("以及").rstrip("，")
    if "《" in text and "》" not in text:
        text = text.replace("《", "")  # where the text breaks off
    if text.endswith("工作报告") and (made := _FOR_THOSE.match(text)):
        return f"{made['whom']}工作报告"
    if action in ("hear", "brief"):
        match = REPORTER.match(text)
        if match and "《" not in match.group():
            rest = text[match.end() :]
            text = ("关于" if match.group().endswith("关于") else "") + rest
        about = text.find("关于")
        if 0 < about <= 40 and "《" not in text[:about] and not text.startswith("全国人大常委会关于"):
            text = text[about:]
        match = _REPORT_END.match(text)
        if match:
            text = match.group(1)
        if text.endswith(("汇报", "通报")):
            text = text[:-_REPORTED] + _REPORT_ON.sub(_keep_what_counts, text[-_REPORTED:])
    if text.startswith("题为"):
        text = _ENTITLED.sub("", text)
    if "等" in text:
        text = _ETC.sub("", text)
    prefix = _PREFIX.match(text)
    stripped = text[prefix.end() :] if prefix else text
    if text.startswith("关于") and _DRAFT.sub("", stripped).endswith(_TITLED):
        return text
    return stripped.strip(" 　，,；;：:、") or text


def _keep_what_counts(match: re.Match[str]) -> str:
    """情况 and 工作 stay; 的汇报 goes."""
    found = match.group()
    kept = "工作" if "工作" in found else ""
    return kept + ("情况" if "情况" in found else "")
