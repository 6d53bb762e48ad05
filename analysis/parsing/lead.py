"""Where a report says that a meeting met: the lead sentence, and its head (all before the first act)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from analysis.parsing.acts import OPENING, numbered
from analysis.parsing.bodies import Body, find_bodies
from analysis.parsing.conveners import find_convener
from analysis.parsing.numbers import NUMERAL
from analysis.parsing.sentences import Sentence, split_clauses

_MEETS = re.compile(
    r"召开|举行|开展(?:专题|集中|集体)*学习|进行(?:专题|集中|集体)*学习|主持|闭幕|开幕|分组审议|会议?在.{1,20}进行|开会"
    # Branches that each begin with a character of their own: re then looks for these alone.
    r"|领导小组(?:专题|集中)?听取|指挥部(?:专题|集中)?听取|常委会(?:专题|集中)?听取(?!和)|党组(?:专题|集中)?听取(?!和)"
)
# The sitting right before what it did.
_SAT = re.compile(
    "(?:会议|中心组(?:集体|集中|专题|理论)*学习)(?=[，,]?(?:专题|集体|集中|认真|再次|重点)*(?:传达|学习|研究|审议|听取|讨论|审定|通报|部署))"
)
# （市委财经委员会）第5次会议
_ITS_SITTING = re.compile(rf"(?:20\d\d年|第?{NUMERAL}[届次]|全体|专题|[（(]扩大[）)]|扩大)*会议")
_FUTURE = re.compile(r"将(?:于|在|召开|举行)|定于|拟于|拟定|即将")
_DECIDED = re.compile(
    "会议?(?:研究)?(?:决定|确定)|会议(?:研究)?议定"
)  # what comes to be held is what the meeting decided
_RELAYS = re.compile(r"传达|贯彻|学习(?!中心组)|根据|按照|听取|经.{0,12}(?:研究|批准|同意)|部署后|讲话指出")
_PAUSES = re.compile("[，。；]")
_CONVENED = re.compile(r"(?:召开|举行)[^，。]{0,24}会议?$|会议?(?:召开|举行)$|(?:召开|举行)会议?")
_SHORT = 60  # characters of the head of a sentence that does nothing but say who met
_SEVERAL = 2  # bodies that met in the report of one meeting: it, and one that is mentioned
# The day of the meeting, after why it was called.
_DAY_WITHIN = re.compile(r"^(?:为|根据|按照)[^。；]{4,80}，(?:\d{1,2}月)?\d{1,2}日(?:[上下]午|晚)?，?")
_EARLIER = re.compile(r"此前|曾经?|先后|上次|之前|以来|随后|会后|当天|同日")
_DAY = re.compile(
    r"(?:[\u4e00-\u9fff]{0,6}讯[\s：:]*)?(?:【[^】]{1,12}】|[（(][^）)]{1,12}[）)])?(?:(?:19|20)\d\d年)?(?:\d{1,2}月)?(\d{1,2})[日号]"
)
_MEETING = re.compile(r"会议?|学习|全会|召开|举行|听取")
_OFFICE = re.compile(r"[^，。；、]{0,24}办公室")
_ENDED = re.compile("[。；]")
_CONVENES = re.compile("召开|举行|闭幕|开幕|主持")
# What a page says in short above the report.
_SUMMARY = re.compile("[【（]?(?:核心提示|内容提要|内容摘要|新闻提要|提要|摘要|导读|导语)[】）]?[：:]?")
# A text without a lead: it begins with what the meeting said or did.
_BEGINS = re.compile("会[议上](?![室场期费由于])")
# How the entries of a list begin, and what is told in one that is a story and no matter of a meeting.
_BULLET = re.compile(r"[●◆■▲★○◎☆▶►◇※]\s?")
_NUMBER = re.compile(r"(?:\d{1,2}[、．.](?!\d)|[一二三四五六七八九十]{1,3}、)\s?")
_MONTH = re.compile(r"\d{1,2}月(?:份|上旬|中旬|下旬|初|底)?[，,：:]")
_MARKS = frozenset("●◆■▲★○◎☆▶►◇※0123456789一二三四五六七八九十")
_STORY = re.compile(
    r"(?!会议|要|必须)[^。]{0,16}\d{1,2}[日号]|(?!会议|要|听取|审议|研究|讨论|传达|学习|关于)[^，。；]{2,30}(?:召开|举行|开展|组织|到|赴|深入|出席|参加|会见)"
)
_DATED = re.compile(r"\d[日号]|[今昨][天日]|日前|近日")
_BARE = 30  # characters of a sentence that may be the headline of the next
_SENTENCES = 8  # that tell something, among which the lead stands
_LONGEST_HEADLINE = 60
_ENDS = frozenset("。！？!?；;：:，,、）)")
_HEADLINE = re.compile("召开|举行|主持")
_OTHER_NEWS = frozenset(("新闻推荐", "推荐新闻", "相关推荐", "更多新闻"))  # over another report, at a page's foot
_LINES = 80  # sentences and lines of a page's head
_TELLS = 24  # characters of a line that is no entry of a menu, though no full stop ends it
_LABEL = 8  # characters of a line that labels what stands beside it in a page's table (发布日期：)
_HEAD = 260
# 主持召开县政府常务会议传达学习…: what was done right behind the sitting, without a pause.
_ACTS_AT_ONCE = re.compile(
    "(?:召开|举行)[^，。；]{0,40}会议(?:[（(]扩大[）)])?(?:召开|举行)?(?=(?:专题|集体|集中|认真)*"
    "(?:传达学习|学习贯彻|学习传达|传达|听取|审议|研究(?!室|院|所)|部署)(?!的)[^，。；]{4})"
)


def _opens_list(sentence: Sentence) -> bool:
    """Whether a lead ends in a colon, after which the agenda is listed line by line."""
    return sentence.text.endswith(("：", ":")) and bool(_DAY.match(sentence.text))


@dataclass(frozen=True, slots=True)
class Lead:
    """The number of the lead sentence, where its head ends, and the body that it says met."""

    sentence: int
    start: int
    end: int
    body: Body | None
    future: bool


def find_lead(sentences: list[Sentence]) -> Lead | None:
    """The first of the opening sentences that says that a body met, or None."""
    fallback: Lead | None = None
    headline: Lead | None = None
    convened: Lead | None = None
    told, begun = 0, False
    for number, sentence in enumerate(sentences[:_LINES]):
        full = sentence.text.endswith(("。", "！", "：", ":"))
        begun = begun or sentence.text.endswith("。")
        if begun and not full and len(sentence.text) <= _LONGEST_HEADLINE and _HEADLINE.search(sentence.text):
            continue  # of another report
        is_label = len(sentence.text) <= _LABEL and sentence.text[-1] in "：:"
        told += (full and not is_label) or (len(sentence.text) > _TELLS and "，" in sentence.text)
        if told > _SENTENCES:
            break
        if not _MEETS.search(sentence.text):
            if body := _sat(sentence):
                return Lead(number, sentence.start, sentence.start + len(head_of(sentence)), body, False)
            continue
        if sentence.text.startswith("会议") and fallback is not None:
            continue
        head = head_of(sentence)
        if not _MEETS.search(head):
            continue
        future = bool(_FUTURE.search(_DECIDED.split(head, maxsplit=1)[0]))
        bodies = [b for b in find_bodies(head) if not _is_relayed(head, b) and _met(head, b)]
        body = choose(bodies, head)
        if body:
            found = Lead(number, sentence.start, sentence.start + len(head), body, future)
            again = headline and sentence.text == sentences[headline.sentence].text
            if _SUMMARY.match(sentence.text) or _is_headline(sentence, sentences[number + 1 : number + 2], body):
                headline = found
                continue
            if sentence.text.endswith(("。", "！")) or (headline and not again) or _opens_list(sentence):
                return found
            headline = found
        if convened is None and headline is None and not (bodies or future):
            body = find_convener(head)
            convened = Lead(number, sentence.start, sentence.start + len(head), body, False) if body else None
        if fallback is None and re.search(r"会议|办公会|学习会", head):
            fallback = Lead(number, sentence.start, sentence.start + len(head), None, future)
    return headline or convened or fallback


def told_by_title(title: str | None, sentences: list[Sentence]) -> Lead | None:
    """The lead of a text that begins with what the meeting said or did: its first sentence, of which the head is empty,
    where the title says that a body met.

    >>> from analysis.parsing.sentences import split_sentences
    >>> told = split_sentences("会议强调，要抓好防汛工作。")
    >>> [told_by_title(title, told) is not None for title in ("林一舟主持召开县政府第3次常务会议", "全县抓好防汛")]
    [True, False]
    """
    number = next((n for n, s in enumerate(sentences[:_SENTENCES]) if s.text.endswith("。")), None)
    if title is None or number is None or not _BEGINS.match(sentences[number].text):
        return None
    met = [body for body in find_bodies(title) if _met(title, body) or _SAT.search(title, body.start)]
    if not met or _FUTURE.search(title):
        return None
    start = sentences[number].start
    return Lead(number, start, start, None, False)


def _sat(sentence: Sentence) -> Body | None:
    """The body of a lead in which no verb says that it met (4月1日，县委常委会会议传达学习…)."""
    acts = _SAT.search(sentence.text, 0, _SHORT) if _DATED.search(sentence.text) else None
    if acts is None or not sentence.text.endswith("。"):
        return None
    head = sentence.text[: acts.end()]
    bodies = (
        b
        for b in find_bodies(head)
        if (b.end >= acts.start() or _ITS_SITTING.fullmatch(head, b.end)) and not _RELAYS.search(head[: b.start])
    )
    return next(bodies, None)


def _is_headline(sentence: Sentence, following: list[Sentence], body: Body) -> bool:
    """Whether a sentence is no more than the headline of the next, which says of the same body on which day it met."""
    if len(sentence.text) > _BARE or _DATED.search(sentence.text):
        return False
    return any(
        _DATED.search(next_.text) and body.name in {b.name for b in find_bodies(head_of(next_))} for next_ in following
    )


def without_headlines(sentences: list[Sentence], lead: int) -> list[Sentence]:
    """The sentences without the headlines of other reports that a page lists behind its own, or what it calls such.

    >>> from analysis.parsing.sentences import split_sentences
    >>> told = split_sentences("4月1日，县委常委会召开会议。\\n会议强调，要防汛。\\n市政协召开主席会议")
    >>> [s.text for s in without_headlines(told, 0)]
    ['4月1日，县委常委会召开会议。', '会议强调，要防汛。']
    """
    others = next((n for n, s in enumerate(sentences) if n > lead and s.text in _OTHER_NEWS), len(sentences))
    return [
        sentence
        for number, sentence in enumerate(sentences[:others])
        if number <= lead
        or len(sentence.text) > _LONGEST_HEADLINE
        or sentence.text[-1] in _ENDS
        or not _HEADLINE.search(sentence.text)
        or sentence.paragraph == sentences[number - 1].paragraph
        or numbered(sentence.text)
    ]


def is_digest(sentences: list[Sentence], lead: Lead) -> bool:
    """Whether several meetings are told: three bodies and more met, or paragraphs begin with meetings of other days.

    >>> from analysis.parsing.sentences import split_sentences
    >>> text = "市委常委会召开会议，研究防汛。市政府召开第3次常务会议，审议《甲办法》。市政协召开主席会议，协商提案。"
    >>> sentences = split_sentences(text)
    >>> is_digest(sentences, find_lead(sentences))
    True
    >>> text = "4月1日，市委常委会召开会议，研究防汛。\\n4月8日，市委常委会召开会议，研究抗旱。"
    >>> sentences = split_sentences(text)
    >>> is_digest(sentences, find_lead(sentences))
    True
    """
    met = {lead.body.name} if lead.body else set()
    own_central = lead.body is not None and lead.body.level == "central"
    own = sentences[lead.sentence]
    if own.text[0] in _MARKS and _is_listed(own, sentences):
        return True
    days = {_when(own)}
    for before, sentence in pairwise(sentences[lead.sentence :]):
        if sentence.text.startswith("又讯") and _MEETS.search(sentence.text):
            return True
        if ("召开" not in sentence.text and "举行" not in sentence.text) or sentence.text.startswith(("会议", "要")):
            continue
        begins = before.paragraph != sentence.paragraph
        bodies = convened(sentence, at_most=_HEAD if begins else _SHORT)
        if not own_central:  # what a local body passes on, or tells of as its occasion
            bodies = [b for b in bodies if b.level != "central"]
        if begins and bodies and not _EARLIER.search(sentence.text[:_HEAD]):
            days.add(_when(sentence))
        if len(head_of(sentence)) <= _SHORT:
            met.update(b.name for b in bodies)
        if len(met) > _SEVERAL or len(days - {None}) > 1:
            return True
        others = any(lead.body is None or b.name != lead.body.name for b in bodies)
        if others and not any(said.search(s.text) for s in (own, sentence) for said in (_DATED, _EARLIER)):
            return True  # of a day, the report of one meeting would tell
    return False


def _is_listed(own: Sentence, sentences: list[Sentence]) -> bool:
    """Whether the sentence that says who met is an entry of a list of stories, by its mark, number or month."""
    for mark in (_BULLET, _NUMBER, _MONTH):
        if mark.match(own.text):
            others = [mark.sub("", s.text, count=1) for s in sentences if s is not own and mark.match(s.text)]
            return any(_STORY.match(other) for other in others)
    return False


def convened(sentence: Sentence, *, at_most: int = _SHORT) -> list[Body]:
    """The bodies of which a sentence does nothing but say that they met, in a head of so many characters at most.

    >>> from analysis.parsing.sentences import split_sentences
    >>> [body.name for body in convened(split_sentences("4月1日，县委常委会召开会议，研究防汛工作。")[0])]
    ['县委常委会']
    """
    head = head_of(sentence)
    if len(head) > at_most or not _CONVENED.search(head) or _FUTURE.search(head):
        return []
    return [
        b
        for b in find_bodies(head)
        if _met(head, b) and not _is_relayed(head, b) and not head[: b.start].endswith(("召开的", "举行的"))
    ]


def _when(sentence: Sentence) -> str | None:
    """The day of the month with which a sentence begins."""
    day = _DAY.match(sentence.text)
    return day[1] if day else None


def _met(head: str, body: Body) -> bool:
    """Whether the head says of this body that it met: a verb of meeting near it, and a word for a meeting."""
    if _OFFICE.match(head[body.end : body.end + 30]):
        return False
    near = head[max(0, body.start - 45) : body.end + 45]
    return bool(_MEETS.search(near)) and bool(_MEETING.search(head[body.start : body.end + 45]))


def _is_relayed(head: str, body: Body) -> bool:
    """Whether the body is named only because its meeting is passed on (传达…常委会会议精神)."""
    before = head[: body.start]
    if before.count("《") > before.count("》"):
        return True  # named in the title of a paper
    if day := _DAY_WITHIN.search(before):
        before = before[day.end() :]  # 为贯彻全省会议精神，4月1日，县安委会召开…
    return "精神" in _PAUSES.split(head[body.end : body.end + 12])[0] or bool(_RELAYS.search(before))


def head_of(sentence: Sentence) -> str:
    """The sentence up to its first act, at most 260 characters.

    >>> from analysis.parsing.sentences import split_sentences
    >>> head_of(split_sentences("4月1日，县委常委会召开会议，研究防汛工作。")[0])
    '4月1日，县委常委会召开会议'
    """
    clauses = split_clauses(sentence)
    end = len(sentence.text)
    seen = False
    for clause in clauses:
        if seen and OPENING.match(clause.text):
            break
        end = clause.end - sentence.start
        seen = seen or bool(_MEETS.search(clause.text))
        if end >= _HEAD:
            break
    head = sentence.text[: min(end, _HEAD)]
    acts = _ACTS_AT_ONCE.search(head)
    return head[: acts.end()] if acts else head


def choose(bodies: list[Body], head: str) -> Body | None:
    """The body that met: the one nearest before or after the verb, a meeting's name before an owner's.

    >>> from analysis.parsing.bodies import find_bodies
    >>> text = "中央财经委员会主任甲某主持召开中央财经委员会第三次会议"
    >>> choose(list(find_bodies(text)), text).name
    '中央财经委员会'
    """
    if not bodies:
        return None
    verbs = [m.start() for m in _CONVENES.finditer(head)]
    if not verbs:
        return bodies[0]
    for at in verbs:
        following = [b for b in bodies if b.start >= at and not _ENDED.search(head, at, b.start)]
        preceding = [b for b in bodies if b.end <= at + 1 or b.start < at < b.end]
        if following and following[0].start - at <= 40:
            return following[0]
        if preceding:
            return preceding[-1]
    return bodies[-1]
