"""Which body met, where the table of bodies knows no name of it: by the grammar of how meetings are told.

A meeting is called by an organ (市政协召开七届委员会第九次主席会议) or by somebody whose post says of which organ (县长
林一舟主持召开县长专题会议), and what is called is a sitting by its last words. Organ and sitting put side by side are
looked up in the table once more; what is not there either is a body of its own where sittings of its kind decide, or
the organ's own meeting where the word says only how it sat (专题会议, 碰头会, 第3次会议).
"""

from __future__ import annotations

import re
from itertools import chain

from analysis.parsing.bodies import RANKS, Body, find_bodies, of_another_party, strip_inserts
from analysis.records import Level

_VERB = re.compile(
    r"(?:(?:主持)?(?:组织|专题|集中|紧急)?(?:召开|举行)|主持(?!人|会议|这|了?本|下))了?(?:[本我][省市县区州盟旗镇乡])?(?P<what>[^，。；：,!！?？]{2,44})"
)
_CALLED = re.compile(
    r"(?:^|[，。；：日天午])(?P<what>[^，。；：,日天午]{2,44}?会议?)(?:[（(]扩大[）)])?(?:在[^，。；,]{2,24})?(?:召开|举行)(?=$|[，。；,])"
)
_MEETING = re.compile(r"会议?(?:[（(]扩大[）)])?$")
# What stands behind the sitting in the same clause (…会议暨…, …会议并讲话, …会议传达…).
_TAIL = re.compile(r"(?<=会议)(?:并|暨|上|，|,|传达|学习|研究|听取|审议|部署|安排|专题).*$|(?<=会)(?:并|上|，|,).*$")
_RANK = r"(?:自治[区州县旗]|[省市县区州盟旗])"
_ORGAN = (
    rf"(?:国务院|地委(?!员|托)|(?:师市|兵团|[师团]|农场)党委|{_RANK}(?:委政法委(?:员会)?|党?委(?![员托])|人民政府|政府|政协|人大常委会|人大|纪委监委|纪委)"
    r"|(?:[镇乡]|街道|苏木)(?:党工?委|政府|办事处)|行署|区工委|党工委|管委会|管理委员会|党委|党组)"
)
_ORGANS = rf"(?:{_ORGAN}[、和]?){{0,2}}{_ORGAN}"
_SUBJECT = re.compile(
    rf"(?P<organ>{_ORGANS}(?:中心组)?)(?:机关)?(?:(?<!、)在[^，。；,]{{2,24}}|于|[以通采][^，。；,]{{2,8}}[形方]式)*"
    r"(?:再次|紧急|专题|组织|及时|连续|今日|日前|近日)*$"
)
_WITHIN = re.compile(rf"^[^、]{{0,16}}?(?P<organ>{_ORGANS})(?P<rest>[^、]*会议?(?:[（(]扩大[）)])?)$")
# Sittings that each organ has, which its head may call without naming it.
_OF_AN_ORGAN = re.compile("常务|主席|主任|常委|党组|党委|全体|中心组|理论学习")
# Without one of these nothing is called: a text that has none, nor a name of the table, is done with at once.
CALLS = re.compile(
    r"(?:委|政府|政协|人大|行署|国务院|组|专班|指挥部)[^，。；\n]{0,24}(?:召开|举行)"
    r"|(?:书记|[省市县区州盟旗]长|主任)[\u4e00-\u9fff·]{2,8}?主持"
)
_REST = 4  # characters of what is called that need not be the body's name
# Who presides: the organ that a post is held in.
_POST = re.compile(
    rf"(?:(?P<party>{_RANK}党?委)(?:常委|副?书记|[\u4e00-\u9fff]{{2,4}}书记|[\u4e00-\u9fff]{{2,4}}部长)|(?P<head>{_RANK})长(?!期|时|远)|(?P<zone>(?:街道|[镇乡])?(?:党工委|党委|党组))书记|(?P<unit>管委会|管理委员会)主任"
    rf"|(?P<council>{_RANK}政协)(?:党组副?书记、)?(?:常务)?副?主席"
    rf"|(?P<congress>{_RANK}人大常委会)(?:党组副?书记、)?(?:常务)?副?主任)"
)
# The head of a committee or government, who calls its meetings in his own name.
_HEAD = re.compile(rf"(?:{_RANK}党?委|党工委|[镇乡]党委)书记|(?<!副){_RANK}长(?!期|时|远)|(?:管委会|管理委员会)主任")
_OWNER = re.compile(_RANK)
# Organs that no rank word begins.
_LEVELS: dict[str, Level] = {
    "国务院": "central", "兵团": "province", "地委": "prefecture", "行署": "prefecture", "师": "prefecture",
    "团党委": "county", "农场": "county",
}  # fmt: skip
_TERM = re.compile(
    r"^第[一二三四五六七八九十百\d]+次|(?:第?[一二三四五六七八九十百\d]+)?届(?:委员会)?|^(?:本|新)届|^今年"
)
# Sittings that decide, whoever calls them.
_SITTINGS = re.compile(
    r"(?P<name>"
    r"[省市县区州盟旗镇乡局厅]长(?:专题|办公|碰头|工作|例|周例|联席|议事|扩大|协调|研究|[（(]扩大[）)])+会议?"
    r"|(?:党组|党委|党工委)?(?<!副)书记(?:专题|办公|碰头|例|联席|议事|扩大|协调|[（(]扩大[）)])+会议?"
    r"|(?:管委会)?(?<!办公室)(?<!办)主任(?:专题|办公|碰头|工作|例|联席|议事|扩大|协调|[（(]扩大[）)])+会议?"
    r"|[“”]?[三四五]人小组[“”]?(?:专题|工作|扩大)*会议?"
    r"|党政(?:领导|主要领导)?(?:班子)?(?:成员)?(?:联席|班子|办公|碰头|专题|扩大|例|工作|周例)*会议?"
    r"|(?:[两二三四五六七]大|[两二三四五六七]套|几套|几大)(?:领导)?班子(?:成员|领导|主要领导)?(?:联席|碰头|专题|扩大|例|工作)*会议?"
    r"|(?:党政|党委|党工委|管委会|党组|政府|镇|乡|街道|[省市县区州旗])?(?:领导班子|班子)(?:成员)?(?:工作|扩大|联席|碰头|学习|专题|例|周例|办公)*会议?"
    r"|(?<!党)(?:局|厅|委|部|院|室)务(?:会|扩大|专题|（扩大）)*会?议?"
    r"|(?:检察|审判)委员会(?:全体|专题|扩大)*会议?|[检审]委会(?:全体|专题|扩大)*(?:会议)?"
    r")(?:[（(]扩大[）)])?$"
)
# Sittings that say themselves whose they are (县长专题会议), and those of which a post says it (书记专题会议).
_NAMES_WHOSE = re.compile("[省市县区州盟旗镇乡局厅]长|党政|[镇乡]|街道|[局厅委部院室]务")
_OF_THE_POST = re.compile("[“”]*(?:领导|班子)|书记")
_WORKING_COMMITTEE = re.compile(
    r"(?P<name>(?:[省市县区州盟旗]委|[省市县区州盟旗]直属?|[省市县区州盟旗]级?)[\u4e00-\u9fff]{0,6}?(?<!党)(?<!法)工委)(?:委员|扩大|全体|专题|工作)*会议?(?:[（(]扩大[）)])?$"
)
_COMMITTEE = re.compile(
    r"(?P<name>(?:[省市县区州盟旗])?(?!居民|村民|业主|家长|学术|专门|支部|总支|工会|组织|评审|仲裁)[\u4e00-\u9fff]{2,14}委员会)(?:全体|主任|专题|扩大|工作)*会议?$"
)
_NO_COMMITTEE = re.compile(
    r"居民委|村民委|业主委|家长委|学术委|专门委|支部委|总支|工会委|评审委|仲裁委|管理委|组织委|[省市县区州盟旗]委员会|人大|政协|协会|学会|企业|论坛|中华|国际"
)
_COMMAND = re.compile(r"(?P<name>[省市县区州盟旗]?(?:防指|疫指|森防指|河湖长办|防汛办))[\u4e00-\u9fff]{0,10}会议?$")
# How an organ sits: words that name no matter, so that the meeting is the organ's own.
_PLAIN = re.compile(r"^(?:紧急|扩大|视频|临时|[（(]扩大[）)])*会议?(?:[（(]扩大[）)])?$")
_ENLARGED = re.compile("[（(]?扩大[）)]?(?=会)")
_MANNER = re.compile(
    r"^(?:专题|专项|研究|紧急|扩大|视频|临时|集体|集中|学习|研讨|调度|协调|会商|研判|分析|联席|碰头|办公|议事|审议|审查|审定|联审"
    r"|(?:第?[一二三四\d])?季度|[周月旬早](?=例|调度)|例|工作(?=例|专题|调度|会商|协调|碰头|研判|议事|办公)|[（(]扩大[）)])+会议?(?:[（(]扩大[）)])?$"
)
# A matter before a sitting of a kind that decides (防汛抗旱专题会议); of a whole place it is a conference.
_ON_A_MATTER = re.compile(
    r"^(?!全[省市县区州盟旗国]|“|《|[\u4e00-\u9fff]{0,8}(?:部(?!署)|办(?!公)|局(?!面)|室|机关|中心|支部|公司|集团|书记|专题教育))[\u4e00-\u9fff“”]{2,20}?(?P<kind>(?:专题(?:研究|工作|调度|会商|协调|分析|研判|办公|学习|[（(]扩大[）)])*|办公)会议?)(?:[（(]扩大[）)])?$"
)
_NO_SITTING = re.compile(
    r"座谈会|动员|推进会|现场会|报告会|(?<!扩)大会|启动会|通报会|交流会|(?<!学习)研讨会|培训|发布会|论坛|茶话会|恳谈|宣讲|全会|代表会|汇报会|述职|观摩|民主生活会|组织生活会"
)
_OF_PLACE = re.compile(
    r"(?P<rank>自治[区州县旗]|[省市县区州盟旗]|[镇乡]|街道)(?:再次|紧急|专题|组织|及时|在[^，。；,]{2,24})*$"
)


def find_convener(head: str) -> Body | None:
    """The body that the head of a lead, or a title, says met, where no name in the table is it.

    >>> for head in (
    ...     "4月1日，县委副书记、县长林一舟主持召开第十七届人民政府第22次县长专题会议",
    ...     "市政协在三楼会议室召开七届委员会第九次主席会议",
    ...     "区委召开书记专题会议",
    ...     "4月1日，区党工委书记林一舟主持召开领导班子工作会",
    ...     "市委、市政府召开防汛抗旱专题会议",
    ... ):
    ...     find_convener(head).name
    '县长专题会议'
    '市政协主席会议'
    '区委书记专题会议'
    '党工委领导班子工作会'
    '市委、市政府专题会议'
    >>> find_convener("4月1日，全县安全生产工作会议召开"), find_convener("县委召开座谈会")
    (None, None)
    """
    if "会" not in head:
        return None
    plain, offsets = strip_inserts(head)
    active = ((plain[: match.start()], match) for match in _VERB.finditer(plain))
    passive = (("", match) for match in _CALLED.finditer(plain))
    for before, match in chain(active, passive):
        if body := _of(before, match["what"]):
            start, end = match.span("what")
            return body._replace(start=offsets[start], end=offsets[end - 1] + 1)
    return None


def _of(before: str, what: str) -> Body | None:
    """The body that calls ``what``, which it does in a clause that begins with ``before``."""
    what = _TERM.sub("", _TAIL.sub("", what)).strip()
    if not _MEETING.search(what) or _NO_SITTING.search(what):
        return None
    clause = re.split(r"[。；\n]", before)[-1]
    last = re.split("[，,]", clause)[-1]
    subject = _SUBJECT.search(last.rstrip("了"))
    if subject and of_another_party(last, subject.start()):
        return None
    post = None if subject else _presider(clause)
    organ = subject["organ"] if subject else post
    if organ and (subject or _OF_AN_ORGAN.match(what)):
        told = _joined(organ, what)
        known = next(find_bodies(told), None)
        if known and known.end >= len(told) - _REST:
            return known
    sitting = _SITTINGS.search(what)
    if sitting:
        name = sitting["name"]
        if organ and (subject or _OF_THE_POST.match(name)) and not _NAMES_WHOSE.match(name):
            name = name if name.startswith(organ) else organ + name
        place = _OF_PLACE.search(last)
        return _body(name, organ or (place["rank"] if place else None))
    for pattern in (_WORKING_COMMITTEE, _COMMAND):
        found = pattern.search(what)
        if found:
            return _body(found["name"], organ)
    found = _COMMITTEE.search(what)
    place = _OF_PLACE.search(last)
    if found and (organ or place) and not _NO_COMMITTEE.search(found["name"]):
        return _body(found["name"], organ or (place["rank"] if place else None))
    within = _WITHIN.match(what)
    if within:
        return None if of_another_party(what, within.start("organ")) else _own(within["organ"], within["rest"])
    if subject:
        return _own(subject["organ"], what)
    return _own(post, what, sure=False) if post and _is_head(clause) else None


def _own(organ: str, what: str, *, sure: bool = True) -> Body | None:
    """An organ's own meeting, where what it calls is told by the manner in which it sits, or decides on a matter.

    It is ``sure`` whose meeting it is where the organ itself calls it; whoever heads it calls others as well.
    """
    what = what.strip("的")
    if _PLAIN.match(what) and sure:
        enlarged = _ENLARGED.search(what)
        return _body(f"{organ}{enlarged[0]}会议" if enlarged else organ, organ)
    if _MANNER.match(what) and (sure or "专题" in what or "办公" in what):
        return _body(organ + _meeting_of(what), organ)
    matter = _ON_A_MATTER.match(what)
    return _body(organ + _meeting_of(matter["kind"]), organ) if matter else None


def _meeting_of(what: str) -> str:
    return what if what.endswith("会议") or "专题会" not in what else what.replace("专题会", "专题会议", 1)


def _joined(organ: str, what: str) -> str:
    """Organ and sitting side by side, what both name once (县政府, 政府常务会议)."""
    same = next((size for size in range(len(organ), 1, -1) if what.startswith(organ[-size:])), 0)
    return organ + what[same:]


def _is_head(clause: str) -> bool:
    """Whether the last post of whoever presides is that of an organ's head."""
    posts = list(_HEAD.finditer(clause))
    return bool(posts) and "副" not in clause[posts[-1].end() :]


def _presider(clause: str) -> str | None:
    """The organ in which whoever presides holds his post."""
    held = [(match.lastgroup, match[match.lastgroup or 0]) for match in _POST.finditer(clause)]
    if not held:
        return None
    kind, organ = held[-1]
    return f"{organ}政府" if kind == "head" else organ


def _body(name: str, organ: str | None) -> Body:
    if name[0] in "镇乡街" or (organ or " ")[0] in "镇乡街":
        return Body(name, 0, 0, None, "township", False)
    level = next((level for start, level in _LEVELS.items() if name.startswith(start)), None)
    if level:
        return Body(name, 0, 0, "地" if name[0] == "地" else None, level, False)
    ranks = (found.group() for found in (_OWNER.match(name), _OWNER.match(organ or "")) if found)
    rank = next(ranks, None)
    return Body(name, 0, 0, rank, RANKS.get(rank or ""), False)
