"""Who presided, with which post, and who was there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, pairwise

from analysis.parsing.sentences import Sentence

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0002ffff"
# A name with dots between its parts (艾力更·依明巴海), or two to four characters.
_DOTTED = rf"[{_HAN}]{{1,8}}(?:[·•・‧．-][{_HAN}]{{1,10}})+"
_NAME = re.compile(rf"^(?:{_DOTTED}|[{_HAN}]{{2,4}})$")
# A longer name without dots, of syllables that write Mongolian, Tibetan, Uyghur and Yi names (宝音满都呼).
_SYLLABLES = (
    "阿艾安敖奥巴白班保宝贝毕比彼别布才仓策查察朝赤楚次达代旦丹当道登迪丁顿敦都多额恩尔嘎噶戈格根古哈海浩贺赫呼胡吉加嘉江杰"
    "金久卡康克肯库拉来兰朗勒雷力列琳隆卢鲁罗洛玛满曼毛美蒙米莫木穆那纳娜乃尼娘宁努诺欧帕普其齐琪奇钦青热仁日荣如萨桑色"
    "沙莎尚斯苏索塔台泰坦特图土托娃瓦旺维乌吾西希锡夏旭牙雅亚彦央伊衣依义因英尤扎泽增哲珍珠卓兹孜牧梅孟提肉买合音高"
)
_LONG_NAME = re.compile(rf"^[{_SYLLABLES}]{{5,9}}$")
_POST_WORDS = """
总书记 副书记 书记 副主任委员 主任委员 副主任 主任 副市长 市长 副县长 县长 副区长 区长 副州长 州长 副盟长 盟长
副旗长 旗长 副省长 省长 副主席 主席 副总理 总理 国务委员 副委员长 委员长 副组长 组长 副部长 部长 副秘书长
秘书长 副局长 局长 副院长 院长 副检察长 检察长 常委 委员 副会长 会长 副校长 校长 副行长 行长 副厅长 厅长 副处长
处长 副镇长 镇长 副乡长 乡长 副专员 专员 副司令员 司令员 副政委 政委 副指挥长 指挥长
总指挥 召集人 主持人 负责人 领导 同志 巡视员 调研员 代表 成员 董事长 总经理 司长 站长 主持工作 党组成员 参事 理事长
县级干部 处级干部 厅级干部 科长 所长 台长 社长 总编辑 首席 参谋长 主委 常务主席 教导员 指导员 大队长 支队长 候选人
"""
_POST = re.compile(
    "(?:总?[河湖林田路山]{1,2}长|"
    + "|".join(sorted(set(_POST_WORDS.split()), key=len, reverse=True))
    + r")(?:[（(][^）)]{0,8}[）)])?"
)
_WHEN = re.compile(
    # The look ahead turns most characters away before the branches are tried.
    r"(?=[\d今昨日近上下当同])(?:(?:(?:19|20)\d\d年)?(?:\d{1,2}月)?\d{1,2}[日号](?:上午|下午|晚上?|凌晨)?|今[天日](?:上午|下午|晚上?)?|昨[天日](?:上午|下午|晚上?)?|日前|近日"
    r"|(?:上午|下午|当天|当日|同日))"
)
_BRACKETED = re.compile(r"[（(][^）)]{0,24}[）)]")
_PRESIDES = re.compile(r"(?=[在分先亲受主])(?:在京|在[^，。]{1,24}?|分别|先后|亲自|受[^，。]{2,16}委托)?主持(?!人|下)")
_REACH = 160  # characters before 主持 in which post and name stand
_BREAK = re.compile(r"[，,。；;：:\n！？]")
_BETWEEN = re.compile("、|[和与](?=[^、，]{0,24}(?:主任|主席|委员长))")  # and what between two who did
_LEADING = re.compile(
    r"^(?:.{0,30}?(?:报道|(?<!通)讯)(?=.{4,})|会议由|由|受[^，,。]{2,20}?(?:委托|指派)|经[^，,。]{2,12}同意|本次会议由|会议在|在)"
)
_TRAILING = re.compile(
    r"(?:同志|先生|女士|代表[^，。]{2,10}|受委托|在京|亲自|迅速|立即|随即|紧急|及时|第一时间|于|在会上|出席并|并|委托)$"
)
# 县长林一舟组织召开会议并主持: who called a sitting, or came to it, and presided over it.
_CALLS = re.compile("(?:组织|召集)+召开|召集(?=[并和])|(?:出席|参加)了?会议")
_PRESENT = re.compile(r"(?:出席|参加|列席)(?:了)?(?:会议|活动|学习|审议|。|，|或|$)")
_NOT_A_NAME = re.compile(
    r"国务院|[省市县区州旗盟镇乡]委$|政府|人大|政协|法院|检察|公安|纪委|办公|小组|成员|委员|会议|领导|书记|主任|部门|单位|"
    r"各[地市县区级有]|干部|群众|有关|全体|同志|代表|机关"
)
_NO_NAMES = """
他 她 会议 大会 主席 书记 本报 记者 有关 同志 领导 县委 市委 区委 省委 会上 他们 委员会 常委会 主席团 会议由
"""
FAMILY_NAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕张孔曹严金魏陶姜谢邹苏潘葛范彭鲁韦马袁柳史唐薛雷贺罗郝安傅"
    "孟黄萧尹姚邵汪毛戴宋庞熊纪董梁杜阮贾江郭林钟徐邱骆高夏蔡田胡霍万卢莫丁邓洪崔龚程裴陆段侯武刘龙叶赖温阎"
)
"""Frequent family names that are hardly anything else."""

# A given name may end in 会 (林文会), where a family's name begins it and no word for a sitting does (常委会).
_CALLED = 3  # characters of such a name
_FAMILY = frozenset(FAMILY_NAMES + "于仇牛申肖")
_SITTINGS = frozenset("委组席任务长公头题联例导办工大全分理议")
_PRONOUNS = frozenset(_NO_NAMES.split())


@dataclass(frozen=True, slots=True)
class Chair:
    """Who presided, the post as written, and where both stand in the text."""

    name: str
    post: str | None
    start: int
    end: int


def find_chair(sentences: list[Sentence], *, limit: int = 12) -> Chair | None:
    """The person who presided, from the first sentences that say 主持.

    >>> from analysis.parsing.sentences import split_sentences
    >>> chair = find_chair(split_sentences("4月1日，县委副书记、县长林一舟主持召开县政府常务会议。"))
    >>> chair.name, chair.post
    ('林一舟', '县委副书记、县长')
    """
    at_the_end = [s for s in sentences[limit:] if s.text.endswith("。") or "主持" in s.text][-4:]  # no page's foot
    for sentence in [*sentences[:limit], *at_the_end]:
        text = sentence.text
        if "主持" not in text:
            continue
        for match in islice(_PRESIDES.finditer(text), 3):
            found = _before(text, match.start(), sentence.start) or _after(text, match.end(), sentence.start)
            if found:
                return found
    return None


def _before(text: str, end: int, offset: int) -> Chair | None:
    """The person named before the verb, within the clause, or the one before where only a date stands between."""
    reach = max(0, end - _REACH)
    breaks = [m.end() for m in _BREAK.finditer(text, reach, end)]
    stretches = [(start, end) for start in [*breaks[::-1][:3], reach]]
    if text.startswith(("分别", "先后"), end):  # several presided in turn: the one named first
        clauses = pairwise([reach, *breaks, end])
        stretches = [
            (start, stop)
            for start, last in clauses
            for stop in (*(m.start() for m in _BETWEEN.finditer(text, start, last)), last)
        ]
    for start, stop in stretches:
        raw = text[start:stop]
        if "精神" in raw or "讲话" in raw:
            return None
        chunk = _WHEN.sub("", _CALLS.split(raw, maxsplit=1)[0]).strip("，,、 ：:；;")
        while _LEADING.search(chunk):
            chunk = _LEADING.sub("", chunk, count=1).strip("，,、 ")
        chunk = _TRAILING.sub("", chunk).strip("，,、 ")
        person = split_person(chunk)
        if person:
            name, post = person
            at = text.rfind(name, start, stop)
            begin = text.rfind(post, start, stop) if post else at
            if at < 0 or begin < 0:  # white space or a bracket stands within
                return Chair(name, post, offset + start, offset + stop)
            return Chair(name, post, offset + min(at, begin), offset + max(at + len(name), begin + len(post or "")))
    return None


def _after(text: str, start: int, offset: int) -> Chair | None:
    """主持会议的是 …; 会议主持：…"""
    match = re.compile(rf"(?:会议)?(?:的是|：|:)\s*([{_HAN}·、]{{2,40}})").match(text, start)
    person = split_person(match.group(1)) if match else None
    if match and person:
        return Chair(person[0], person[1], offset + match.start(1), offset + match.end(1))
    return None


@lru_cache(maxsize=4096)  # few people preside and attend, again and again
def split_person(text: str) -> tuple[str, str | None] | None:
    """Name and post of a person, the post before the name or after it.

    >>> split_person("市委书记林一舟"), split_person("林一舟委员长"), split_person("艾力更·依明巴海")
    (('林一舟', '市委书记'), ('林一舟', '委员长'), ('艾力更·依明巴海', None))
    >>> split_person("全市各级各部门")
    """
    text = _BRACKETED.sub("", text).replace(" ", "").replace("\u3000", "")
    best: tuple[str, str] | None = None
    for match in _POST.finditer(text):
        rest = text[match.end() :].removeprefix("、")
        if not rest and 2 <= match.start() <= 4 and _is_name(text[: match.start()]):
            return text[: match.start()], text[match.start() :]
        if _is_name(rest):
            best = rest, text[: match.end()]
    if best:
        return best
    return (text, None) if _is_name(text) and not _POST.search(text) else None


def _is_name(text: str) -> bool:
    return (
        bool(_NAME.match(text) or _LONG_NAME.match(text))
        and text not in _PRONOUNS
        and not _NOT_A_NAME.search(text)
        and not text.endswith(("会议", "党组", "市委", "县委", "区委", "政府"))
        and not (text.endswith("会") and (len(text) != _CALLED or text[0] not in _FAMILY or text[1] in _SITTINGS))
    )


def find_attendees(sentences: list[Sentence], chair: str | None) -> list[str]:
    """The people whom the report names as present, in its order, without the chair.

    >>> from analysis.parsing.sentences import split_sentences
    >>> find_attendees(split_sentences("市领导林一舟、和丽瑶，市法院院长江望山参加会议。"), None)
    ['林一舟', '和丽瑶', '江望山']
    """
    names: list[str] = []
    for sentence in sentences:
        text = sentence.text
        if len(text) > 600 or not ("出席" in text or "参加" in text or "列席" in text):
            continue
        match = _PRESENT.search(text + "$")
        if not match:
            continue
        for part in re.split(r"[、，,；;\s]|和(?=[^、，]{2,20}$)", _WHEN.sub("", text[: match.start()])):
            person = split_person(part.strip("。 等"))
            if person and person[0] != chair and person[0] not in names and _plausible(person, part):
                names.append(person[0])
    return names


def _plausible(person: tuple[str, str | None], part: str) -> bool:
    """A bare two-to-four-character part is a name only where it does not read as a word about people or units."""
    name = person[0]
    if re.search("[·•・‧．]", name):
        return True
    if person[1]:
        return not re.search(r"[各有的及其]|单位|部门|主要|负责|同志|列席|参会", name)
    return not re.search(
        r"[各有的及其等]|单位|部门|主要|负责|同志|会议|部长|局长|列席|参会|县区|市直|区直|班子|分管|相关|成员|组织|出席|第一|研究|工作",
        name,
    )
