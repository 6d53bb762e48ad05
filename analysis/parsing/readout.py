"""Is the report a readout, and what is it otherwise?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.parsing.bodies import Body
from analysis.parsing.sentences import Sentence

# What a report is that is no readout, by its title first, by its opening next; the first row that matches wins.
_KINDS: tuple[tuple[str, str], ...] = (
    ("personnel", r"任免名单|任命名单|任前公示|干部公示|公示|当选|签署.{0,12}(?:主席令|任免)|任职|公告第"),
    (
        "notice",
        r"(?:关于|拟|定于|将).{0,40}(?:召开|举行).{0,40}(?:通知|公告|预告)|会议通知|温馨提示|通知$|将(?:于|在).{0,24}(?:召开|举行)|即将(?:召开|举行)|公告",
    ),
    ("digest", r"联播快讯|快讯$|一周|要闻(?:回顾|速览|简报)|年鉴|大事记|汇总|盘点"),
    ("disciplinary", r"立案|开除党籍|处分|双开|被查|严重违纪|审查调查|严肃查处|问责|受审|一审|涉嫌"),
    ("commentary", r"社论|评论|述评|快评|时评|锐评|署名文章|理论文章|观察员|长篇通讯|言论|说起$"),
    ("forum", r"论坛|峰会|研讨会|博览会|高峰会|对话会|部长级会议|洽谈会"),
    (
        "ceremony",
        r"开幕式|闭幕式|仪式|庆祝大会|纪念大会|表彰大会|颁奖|揭牌|开工(?!.{0,20}推进会)|签约|致贺信|贺电|贺信|国庆|晚会|宣誓|授勋|追悼|遗体|代表大会.{0,12}(?:开幕|闭幕)",
    ),
    ("symposium", r"座谈会|茶话会|恳谈会|谈心|协商会|通报会"),
    ("inspection", r"考察|调研|视察|检查|慰问|走访|看望|督导|督查|暗访|巡查|会见|会谈|出访|访问"),
    (
        "conference",
        r"工作会议|电视电话会|电视电话|动员大?会|推进会|推进会议|部署会|报告会|现场会|全国.{2,16}会议|全会|全体代表|代表会议|两会|人民代表大会|发布会|记者会",
    ),
    ("fiction", r"第[一二三四五六七八九十百\d]+[章回节]|小说|连载"),
    ("feature", r"【.+】|特写|综述|纪实|通讯|故事|见闻|侧记|回眸|专访|系列报道"),
)
_DATELINE = 24  # characters of a line that names source and date and tells nothing
_COMPILED = [(kind, re.compile(pattern)) for kind, pattern in _KINDS]

# Titles that rule a readout out, whatever the opening says.
_NOT_BY_TITLE = re.compile(
    r"^(?:\[视频\])?【(?![^】]*(?:会议(?!精神)|人大|政协|党建|工作|巡察|巡视|常委会|常务会|党组|两会|聚焦|关注|时政|要闻|头条|权威|最新|重磅|动态|新闻)|[市县区省])|社论|评论员|述评|综述|特写|纪实|侧记|快讯|大事记|年鉴|盘点|回顾$|一览$|会议通知|关于召开|通知$|公示|公告$|一周要闻|开幕式|座谈会|论坛|"
    r"工作会议(?!精神|部署|重要|.{0,4}的)|电视电话会(?!议?精神)|会见|会谈|集体学习时|印发|颁发|追悼|公报$|完成反馈|率.{2,12}赴|严肃查处|专题询问|参加.{2,16}(?:代表团|小组|联组)的?(?:审议|讨论|$)|看望|短评|^(?:中国)?(?:民革|民盟|民建|民进|农工党|致公党|九三学社|台盟|全国工商联)(?!.{1,24}(?:主委|常委|委会|全委)[^，。]{0,6}会)|启动.{0,16}检查|执法检查组|致贺信|贺电|慰问|宣誓仪式|答记者问|发布会|记者会|解读|图解|[?？]$"
)
# What a title says after one of these is the meeting's matter, not the kind of report.
_ACTS = re.compile(r"传达|(?<!集体)学习|研究|审议|听取|部署|通报|围绕|强调")
_NOT_BY_HEAD = re.compile(
    r"立案审查|开除党籍|涉嫌|追悼|政治局.{0,24}集体学习|讲话全文|小说|记者从.{2,30}获悉(?!，[^，。；]{2,24}(?:召开|举行)[^，。；]{0,10}会议(?:[，,。]|$))|据.{2,20}报道称|第[一二三四五六七八九十百]+章"
)
# How often a body meets, and who calls it, is told by its rules; how often it met, by an account of its year.
_RULES = re.compile(
    r"一般(?:每|安排)|(?:不定期|每(?:[两二]?[月周年]|半[月年]|季度?)(?:至少|一般|定期)?|适时)召开|会议由[^。；]{2,40}组成|长或[^，。；]{2,24}召集|召集(?:和|并|、)主持|会议?(?:共|累计)?[\d一二三四五六七八九十]+[余多]?[次场](?:[，,。；、]|$)"
    r"|做了[^，。；]{0,8}工作|由(?:党委|党组|党工委)?(?:书记|[省市县区州旗镇乡]长|主席|主任)(?:召集|主持)(?![^，。；]*\d[日号])"
)
# A paper that a meeting made or that was read at one, by the last word of its title.
_PAPER_ENDS = re.compile(
    r"(?:的(?:讲话|发言|致辞)|(?:讲话|发言)(?:稿|提纲|摘要)|主持词|制度|规则|细则|办法|章程|职责|计划|规划|要点|总结|方案|提纲|材料|情况(?:的)?(?:汇报|报告|说明|通报)"
    r"|须知|清单|范文|预案|介绍|简介|释义|百科)(?:[（(][^）)]{1,16}[）)])?$"
)
_PAPER_BEGINS = re.compile(
    r"在.*(?:讲话|发言)$"
    r"|[^，。\s]{0,16}关于[^，。\s]{2,60}的?(?:意见|决定|通报|报告|函|批复|建议|决议|请示)$"
)
# How such titles end: most others are done with at once.
_LAST = frozenset("话言辞稿纲要词度则法程责划点结案料报告明知单文绍介义科见定函复议决示）)")
_CHAPTER = re.compile(r"第[一二三四五六七八九十百\d]+章")
_ENDING = 24  # characters of a title that may say that it is a paper's
_MADE = re.compile("作关于|举行|主持(?!词)|通过|讨论|审定|决定|确定|开展|召开.{0,24}会议.{2,}(?:情况)?汇报")
_SPEAKS_TO = re.compile(
    r"^(?:尊敬的|各位(?!.{0,16}出席)|同志们|第[一二三四五六七八九十]{1,3}条|现将[^，。]{0,30}(?:汇报|报告|通报|总结|说明)如下)"
)
_MAKES = re.compile("特制定|制[定订](?:本|如下)")
_TOLD = re.compile(
    r"[\d一二三四五六七八九十][日号]|[今昨]天|[今昨]日|日前|近日|近期(?=，|召开)|[上下]午|主持|(?:19|20)\d\d年"
)
_GOES = 3  # sentences after the one that says who met
_ANNOUNCES = 70  # characters of a sentence in which rules say what they are made for
_FIRST = 2  # sentences in which a speech or a paper shows itself
# The committees of schools, companies and hospitals lead an organisation, not a place.
_OF_AN_ORGANISATION = re.compile(
    r"(?:[我全本]院|校|学院|大学|集团|公司|医院|银行|(?<![务法察])院(?=党委))(?:党委|党组)(?:[（(]扩大[）)])?(?:常委|理论|中心组|会|召开|举行|\d{4}年)"
    r"|(?:学院|大学|学校|中学|小学|集团|公司|医院|银行)(?:在[^，。；]{2,20})?(?:召开|举行)[^，。；]{0,16}(?:党委|党组|党政|班子)"
    r"|党委书记、(?:董事长|总经理|校长|院长)[\u4e00-\u9fff]{2,6}主持"
)
_ORGANISED = ("党委", "党组", "党政", "班子")
# What met, whoever held it, was no meeting of a body: the noun after the verb says so.
_MET_AS = re.compile(
    r"(?:召开|举行|主持|举办)(?![^，。；]*暨)(?:(?![^，。；]*会议)[^，。；]{0,40}?"
    r"(?:推进会|交流会|(?<!学习)研讨会|座谈会|通报会|对话会|发布会|启动会|恳谈会|茶话会|总结会|动员会|部署会|现场会|培训会|协商会|干部大会|党建工作会)"
    r"|[^，。；]{0,40}?(?:动员(?:部署)?|现场|推进|电视电话|领导干部)会议)(?=，|。|,|；|并|$)"
)
_NUMBERED_SITTING = re.compile(
    r"主持召开[^，。；]{0,16}(?:党组|常委|常务|主任|主席|党工委)[^，。；]{0,12}第[一二三四五六七八九十\d]{1,3}次[^，。；]{0,8}会议"
)
_INSTRUCTED = re.compile(r"对.{4,60}作出(?:重要)?(?:指示|批示)$")
_REACTIONS = re.compile(
    r"(?:各地|各部门|各界|群众|党员干部|干部职工|大家)[^，。]{0,16}(?:纷纷)?(?:表示|谈到|热议)|反响"
)
_BODY_SPEAKS = re.compile(
    r"会[议上](?:还|一致|同时)?[\u4e00-\u9fff]{0,2}(?:指出|强调|要求|认为|提出|决定|审议|听取|传达|，)"
)
# What a report opens with before it tells of its meeting: why it was called.
_AIM = re.compile(
    r"(?:[^，。；]{0,12}[讯电]\s?)?(?:[（(][^）)]{1,16}[）)])?(?:为(?!期)|根据|按照|依据|围绕|针对|面对|鉴于|随着|当前|近期|连日来|近日来|入[春夏秋冬汛]以来|今年以来|[^，。；]{2,16}之际)"
)
# How a report goes on that has told who met: the sitting, who presided, who spoke.
_GOES_ON = re.compile(
    r"会[议上间后期]|与会|参会|全体|大家|主任会议|主席会议|常委会|(?:主任|书记|[省市县区州旗镇乡]长|主席)?[\u4e00-\u9fff·]{2,4}(?:同志)?(?:主持|指出|强调|要求)"
)
_SPOKE_THERE = re.compile(r"[^。；：]{0,40}?[\u4e00-\u9fff·]{2,4}在(?:会议?上|讲话中)(?:还)?(?:指出|强调|要求|表示|说)")
_BACKGROUND = re.compile(
    r"^(?:日前|此前|近日|不久前|\d{4}年(?!\d{1,2}月\d{1,2}日)|[一二三\d]+年前|[^，。]{0,12}期间|随后|事故发生后)"
    r"|先后[^，。]{0,8}次|会议\d+次|又紧急"
)
_MEETING_TITLE = re.compile(r"会议|常委会|常务会|党组|主席团|全会|中心组|领导小组|政治局")

_HELD = re.compile("召开|举行")
_ON_A_DAY = re.compile(r"\d[日号]|[今昨][天日]|日前|近日|[上下]午")
_NO_SITTING = re.compile(
    "全国人大|全国政协|国务院|民主生活会|组织生活会|选举会议|预备会|联组|分组|大会发言|述职|培训|工作会|党建"
)
_NEAR = 30  # characters about a body's name in which the word for its meeting stands
_TOLD_SOON = 5  # sentences in which a report says who presided


def named_by(title: str | None) -> str:
    """What a title says up to its first act: what comes then is the meeting's matter.

    >>> named_by("城北区委常委会召开会议 传达学习全会精神")
    '城北区委常委会召开会议 '
    """
    return _ACTS.split(title or "", maxsplit=1)[0]


def speaks(sentences: Sequence[Sentence]) -> bool:
    """Whether a sentence has the meeting itself speak or act (会议指出, 会上).

    >>> from analysis.parsing.sentences import split_sentences
    >>> speaks(split_sentences("会议强调，要防汛。")), speaks(split_sentences("群众表示赞成。"))
    (True, False)
    """
    return any(_BODY_SPEAKS.match(s.text) or ("在" in s.text and _SPOKE_THERE.match(s.text)) for s in sentences)


def sat_without_agenda(title: str | None, head: str, body: Body, sentences: Sequence[Sentence]) -> bool:
    """Whether a local body met for sure though no matter of its meeting is told: on a day, somebody presided or the
    meeting spoke, and the title, if there is one, is about the meeting.

    >>> from analysis.parsing.bodies import find_bodies
    >>> from analysis.parsing.sentences import split_sentences
    >>> told = split_sentences("4月1日，县委常委会召开会议。县委书记林一舟主持会议并讲话。林一舟强调，要防汛。")
    >>> body = next(find_bodies(told[0].text))
    >>> [sat_without_agenda(title, told[0].text, body, told) for title in (None, "林一舟到乡镇调研")]
    [True, False]
    """
    near = (head or title or "")[max(0, body.start - _NEAR) : body.end + _NEAR]  # without a lead the title says who met
    is_dated = not head or _ON_A_DAY.search(head)
    if body.level == "central" or not (_HELD.search(near) and is_dated) or _NO_SITTING.search(near):
        return False
    if title and not _MEETING_TITLE.search(title) and not ("主持召开" in head and speaks(sentences)):
        return False
    return speaks(sentences) or any("主持" in s.text for s in sentences[:_TOLD_SOON])


def is_aside(title: str | None, sentences: Sequence[Sentence], number: int) -> bool:
    """Whether the meeting of sentence ``number`` is told in passing, in a report about something else.

    It is the report's own where nothing but datelines and headings stand before it; or where the title names a
    meeting and it is not told as background; or where the body goes on to speak (会议指出). What others say of a
    meeting (各地干部群众表示) is no report of it.
    """
    spoken = speaks(sentences[number + 1 :])
    paragraph = "".join(s.text for s in sentences[: number + 3] if s.paragraph == sentences[number].paragraph)
    if not spoken and _REACTIONS.search((title or "") + paragraph):
        return True
    before = [
        s
        for s in sentences[:number]
        if s.text.endswith(("。", "！")) and len(s.text) > _DATELINE and not _AIM.match(s.text)
    ]
    if not before:
        return False
    told_of = _MEETING_TITLE.search(title or "") is not None
    met = sentences[number].text
    if _BACKGROUND.search(met) and not (told_of and "主持召开" in met and "总书记" not in met and "习近平" not in met):
        return True
    if spoken or told_of:
        return False
    goes_on = "主持" in met or any(_GOES_ON.match(s.text) for s in sentences[number + 1 : number + 1 + _GOES])
    return not (goes_on and _ON_A_DAY.search(met) and (not title or _ACTS.search(title)))


def is_paper(title: str | None, sentences: Sequence[Sentence]) -> bool:
    """Whether a text is a paper and no report: a speech, rules, a plan, an account, by its title or how it begins.

    >>> [is_paper(title, ()) for title in ("在县委常委会会议上的讲话", "县委常委会审议工作方案", "甲镇党委会议制度")]
    [True, False, True]
    """
    own = named_by(title and title.strip())
    named = own[-1:] in _LAST and (_PAPER_ENDS.search(own[-_ENDING:]) or _PAPER_BEGINS.match(own))
    if (named and not _MADE.search(own)) or _CHAPTER.match(own):
        return True
    opening = [sentence.text for sentence in sentences[:_FIRST]]
    return any(_SPEAKS_TO.match(text) or ("制" in text and _MAKES.search(text[:_ANNOUNCES])) for text in opening)


def is_told(head: str, sentences: Sequence[Sentence]) -> bool:
    """Whether a meeting is told as one that was held: on a day, somebody presided over it, or it spoke.

    >>> is_told("经会议研究，决定召开动员会议", ()), is_told("4月1日，我镇召开会议", ())
    (False, True)
    """
    return bool(_TOLD.search(head)) or speaks(sentences) or any("主持" in s.text for s in sentences[:_TOLD_SOON])


def kind_of(title: str | None, text: str) -> str:
    """What a report that is no readout is.

    >>> kind_of("关于召开县人大常委会会议的通知", ""), kind_of("全市安全生产工作会议召开", ""), kind_of("天气", "")
    ('notice', 'conference', 'other')
    """
    for source in (title or "", text[:120]):
        for kind, pattern in _COMPILED:
            if pattern.search(source):
                return kind
    return "other"


def ruled_out(title: str | None, head: str) -> bool:
    """Whether title or head of the lead say that this is another kind of report."""
    whole = named_by(title)
    own = whole.split("暨")[0]  # of a joint meeting the first member decides
    if any(word in head for word in _ORGANISED) and _OF_AN_ORGANISATION.search(head):
        return True
    by_title = _NOT_BY_TITLE.search(own)
    if by_title and by_title.group().startswith("工作会议") and _NUMBERED_SITTING.search(head):
        by_title = None  # a headline of another report
    return bool(
        by_title
        or _INSTRUCTED.search(whole)
        or _NOT_BY_HEAD.search(head)
        or _MET_AS.search(head)
        or _RULES.search(head)
    )
