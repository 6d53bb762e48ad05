"""The matters of a meeting whose report announces no act: told passage by passage, in the title, as its theme, or as
what it was held for."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from itertools import pairwise

from analysis.parsing.acts import OPENING, is_generic, is_response, read_verbs, refers_back, subject_of
from analysis.parsing.matters import Matter, coverage, grams_of, make_matter
from analysis.parsing.sentences import Clause, Sentence, split_clauses

_SHORTEST = 4  # characters of a subject that only the title, or what a meeting was held for, names
_SPEAKS = r"(?:会议|[\u4e00-\u9fff·]{2,8}?)?(?:还)?(?:要求|强调|指出|认为|提出|明确)"
_TURNS = (
    # 关于渔港建设，林一舟要求
    re.compile(rf"(?:关于|就|针对|对于)(?P<thing>[^，。；：]{{2,40}}?)(?:方面|问题|事宜)?(?:的?工作)?，{_SPEAKS}"),
    # 在渔港建设方面，会议指出
    re.compile(rf"在(?P<thing>[^，。；：]{{2,40}}?)(?:工作)?(?:方面|(?:工作|问题)[上中])，{_SPEAKS}"),
    # 在谈到渔港建设时，林一舟强调
    re.compile(
        r"在(?:听取|研究|讨论|审议|谈到|谈及|说到)(?:了|到)?(?P<thing>[^，。；：]{2,60}?)(?:的?(?:情况)?(?:汇报|报告))?(?:之?后|时|的时候)"
        rf"，{_SPEAKS}"
    ),
    re.compile(rf"【(?P<thing>[^】]{{2,24}})】{_SPEAKS}"),
)
_THEMES = (
    re.compile(r"(?:主要)?(?:议题|议程|任务)(?:有|是|为)[：:]?(?P<thing>[^，；。：]{4,120})"),
    re.compile(r"以(?P<thing>[^。；]{4,160}?)为(?:主题|议题)"),
    re.compile(r"围绕(?P<thing>[“][^”]{4,60}[”])"),
)
_THEME_REACH = 5  # sentences from the lead in which a report says what its meeting is about


def without_acts(sentences: list[Sentence], lead: int, *, title: str | None) -> list[Matter]:
    """The matters that passages name, or the title, or the theme of the meeting whose lead is sentence ``lead``."""
    turns = _from_turns(sentences, lead)
    if len(turns) > 1:
        return turns
    titled = _from_title(title, sentences, lead) if title else []
    return titled or turns or _from_theme(sentences, lead)


def _from_title(title: str, sentences: list[Sentence], lead: int) -> list[Matter]:
    for segment in re.split(r"[\s　:：|]+", title):
        match = OPENING.match(segment)
        if match and len(segment) > match.end() + 2 and match["verbs"] not in ("通过", "明确", "决定"):
            read = read_verbs(match["verbs"])
            subject = subject_of(read.action, segment[match.end() :].removesuffix("工作"))
            grams = grams_of(subject)
            where = next(
                (s for s in sentences[lead:] if coverage(grams, grams_of(s.text)) > 0.5),
                sentences[min(lead + 1, len(sentences) - 1)],
            )
            matter = make_matter(read.action, read.decision, subject, where.start, where.end, lead)
            matter.passage = where.start
            if set(subject) - set(where.text):  # the title sums up what several sentences say
                matter.start = matter.passage = sentences[lead].start
                matter.end = sentences[-1].end
                said = "".join(s.text for s in sentences[lead:])
                if set(subject) - set(said):
                    block = SequenceMatcher(None, said, subject, autojunk=False).find_longest_match()
                    matter.subject = subject[block.b : block.b + block.size]
            return [matter] if len(matter.subject) >= _SHORTEST else []
    return []


def _from_turns(sentences: list[Sentence], lead: int) -> list[Matter]:
    """The matters of which paragraph by paragraph is told what was said on each (关于渔港建设，林一舟要求)."""
    matters = []
    for before, sentence in pairwise(sentences[lead:]):
        if before.paragraph == sentence.paragraph:
            continue
        found = next(filter(None, (turn.match(sentence.text) for turn in _TURNS)), None)
        if found:
            matter = make_matter("consider", None, found["thing"].strip("“”"), sentence.start, sentence.end, lead)
            matter.passage = sentence.start
            matters.append(matter)
    return matters


def _from_theme(sentences: list[Sentence], lead: int) -> list[Matter]:
    """The one matter of a meeting that announces no act: what it says its theme or main topic is."""
    for sentence in sentences[lead : lead + _THEME_REACH]:
        for pattern in _THEMES:
            found = pattern.search(sentence.text)
            if found is None:
                continue
            thing = found["thing"]
            verbs = OPENING.match(thing)
            read = read_verbs(verbs["verbs"] if verbs else "协商" if "协商" in sentence.text else "学习")
            subject = subject_of(read.action, thing[verbs.end() :] if verbs else thing)
            if len(subject) < 4:
                continue
            matter = make_matter(read.action, None, subject, sentence.start, sentence.end, lead)
            matter.passage = sentence.start
            return [matter]
    return []


# What was done with it, after the clause that says who met (推进防汛工作), with the act that each is nearest to.
_HOW = "(?:进一步|再次|全面|深入|专题|认真|扎实|持续|全力|系统|重点|统筹|集中|并|还)*"
_FOR = re.compile(
    rf"^{_HOW}(?P<verb>贯彻落实|贯彻|落实|推进|推动|抓好|做好|加快|加强|强化|压实|督促|点评|交办|谋划|盘点|梳理|总结|协调|解决)(?P<thing>[^，。；：]{{4,80}})$"
)
_SPIRIT = re.compile("(?:精神|讲话|论述|指示|批示|部署|要求)$")
_WEIGHS = ("谋划", "盘点", "梳理", "总结", "协调", "解决")
# 就防汛工作再强调、再部署; 林一舟就防汛工作提出要求; 主持会议并对防汛工作进行了部署
_TOWARDS = re.compile(
    r"(?:^|并|还|(?<=[\u4e00-\u9fff]{2}))(?:就|对)(?P<thing>[^，。；：]{4,120}?)(?:再[\u4e00-\u9fff]{2}(?:、再[\u4e00-\u9fff]{2})*"
    r"|提出了?[^，。；]{0,8}(?:要求|意见)|(?:进行|作|作出|做出)了?(?:再|进一步|具体|全面|专题)*(?:安排|部署|强调|动员|调度|布置|要求)(?:部署|安排)?)$"
)
# 会议议定，拨付…; 会议同意拨付…
_SETTLES = re.compile(r"^会议(?:研究)?(?P<verb>明确|议定|商定|同意)了?(?P<thing>.{4,60})?$")
_TOLD_SOON = 6  # sentences from the lead in which it is told what was arranged


def purposes(sentences: list[Sentence], lead: int) -> list[Matter]:
    """What a meeting that sat for sure was held for (推进防汛工作), and what was arranged (林一舟就防汛提出要求); where
    neither is told, what it settled (会议议定，…)."""
    matters: list[Matter] = []
    for number, sentence in enumerate(sentences[lead : lead + _TOLD_SOON], lead):
        for nth, clause in enumerate(split_clauses(sentence)):
            held_for = _FOR.match(clause.text) if number == lead and nth else None
            found = held_for or _TOWARDS.search(clause.text)
            if found:
                verb = _verb(held_for) if held_for else "部署"
                matters += _matter(verb, found["thing"], clause, number, in_lead=number == lead)
    return matters or _settled(sentences, lead)


def _verb(held_for: re.Match[str]) -> str:
    """The act to which what a meeting was held for comes."""
    if held_for["verb"].startswith("贯彻") and _SPIRIT.search(held_for["thing"]):
        return "学习"
    return "研究" if held_for["verb"] in _WEIGHS else "部署"


def _settled(sentences: list[Sentence], lead: int) -> list[Matter]:
    matters: list[Matter] = []
    for number, sentence in enumerate(sentences[lead:], lead):
        clauses = split_clauses(sentence)
        settles = _SETTLES.match(clauses[0].text) if clauses else None
        if settles is None or (settles["thing"] is None and len(clauses) < 2):
            continue
        where = clauses[0] if settles["thing"] else clauses[1]
        verb = "同意" if settles["verb"] == "同意" else "决定"
        matters += _matter(verb, settles["thing"] or where.text, where, number, in_lead=False)
    return matters


def _matter(verb: str, thing: str, clause: Clause, number: int, *, in_lead: bool) -> list[Matter]:
    """The matter of a clause, or none where it names none."""
    read = read_verbs(verb)
    subject = subject_of(read.action, thing)
    if len(subject) < _SHORTEST or is_generic(subject) or is_response(verb, subject) or refers_back(subject):
        return []
    matter = make_matter(read.action, read.decision, subject, clause.start, clause.end, number)
    matter.in_lead, matter.verb = in_lead, verb
    return [matter]
