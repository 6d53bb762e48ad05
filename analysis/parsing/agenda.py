"""The agenda items of a report: what the lead lists and what the body treats, made one list.

The lead usually names the matters and the body takes them up again. Each act of the lead is looked for among the acts
of the body by the bigrams that only a few matters share; a matter that only the lead names is given the stretch of the
body that speaks of it; a matter that only the body names is taken as it stands. Items come in the order of the body.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from analysis.parsing.acts import (
    APPOINTING,
    INNER,
    MEETING_SPEAKS,
    NUMBERED,
    OPENING,
    OTHER_MATTERS,
    REQUIRES,
    SPEECH,
    is_generic,
    is_passed_on,
    is_response,
    read_verbs,
    refers_back,
    subject_of,
)
from analysis.parsing.documents import Document, find_titles, split_titled
from analysis.parsing.sentences import Clause, Sentence, split_clauses, split_list
from analysis.records import Action, AgendaItem, Decision, Span

_COMMON_GRAMS = """
习近 近平 平总 总书 书记 重要 要讲 讲话 话精 精神 神和 工作 情况 会议 议精 关于 有关 相关 推进 加强 全省 全市
全县 全区 我市 我省 我县 我区 贯彻 落实 实施 问题 建设 发展 方案 意见 办法 草案 报告 汇报 的意 的报 的决 决定
规定 进一 一步 做好 开展 的汇 的若 若干 学习 传达 时的 深入 要指 指示 示精 批示 要批 论述 市委 省委 县委 区委
同志 系列 近期 实验 验区 全国 中央 中共 共中 国家 管理 制度 措施 计划 规划 条例 推动 高质 质量 量发 年度 修改
改情 审议 通过 研究 送审 审稿 等工 作的 展的 以及 事项 安排 任务 部署 常委 委会 委员 员会 人大 全面 强化 提升
十三 十四 三届 四届 一次 二次 三次 四次 五次 会第 修订 订草 案修 新时 时代
"""
_COMMON = frozenset(_COMMON_GRAMS.split())
_PLAIN = re.compile(r"\d{4}年度?|[^\u3400-\u9fffA-Za-z0-9]")
_MEETS = re.compile(r"召开|举行|主持|闭幕|开幕")
_FRAME = re.compile(
    r"(?:出席|参加|列席)(?:了)?(?:会议|学习|。|或)|^(?:记者|责任编辑|编辑|来源|分享|编辑：|责编|审核|（|\()"
)
_BILL = re.compile(r"提出(?:了)?关于提请审议(?P<thing>.+?)的议案")
_REPORTS = re.compile(
    r"(?:作|做)(?:了)?[“]?(?P<title>题为[“《].+?[”》]的(?:专题)?(?:报告|讲座|辅导)|关于.+?(?:的|的议案”的)(?:报告|汇报|说明)|.{2,40}?(?:工作报告))(?=、|，|。|；|$|和关于)"
)
_REPORT_AGAIN = re.compile(r"^关于.+的(?:报告|汇报|说明)$")
_REPORTS_TOO = re.compile(r"(?:、|和)(?P<title>关于.+?的(?:报告|汇报|说明))(?=、|，|。|；|$|和关于)")
_SPOKEN_TO = re.compile(
    r"就(?P<thing>[^，。；]{4,60}?)(?:等)?(?:分别)?(?:作|做|进行)(?:了)?(?P<act>汇报|说明|报告|部署|安排|研究|讨论|通报)"
)
_AROUND = re.compile(
    r"(?:围绕|以|就)(?P<thing>[^。；]{2,200}?)(?:为(?:主题|专题|题)[，,]?)?(?:开展|进行|举行|展开|作)(?:了)?(?:专题|集体|集中|深入|交流|集体交流|深入交流)*"
    r"(?P<act>研讨交流|交流研讨|交流发言|学习研讨|研讨发言|研讨|讨论|学习|交流|座谈|发言|协商|议政|研究|部署|安排)"
)
_DID_WITH = re.compile(
    r"^(?P<who>会议|会上)?(?:还|分别|专题|并)?(?:对|就)(?P<thing>[^，。；]{4,80}?)(?:进行|作出|做出|作|做)(?:了)?(?:专题|安排|认真|深入|再|进一步|全面|具体)*(?P<act>研究|审议|讨论|部署|安排|动员|通报|学习|审查|分析|评议)"
)
_PRAISED = re.compile(r"^会议对(?P<thing>.{4,90}?)给予.{0,4}肯定$")
_TABLED = re.compile(r"^在审议(?P<thing>.{3,40})时$")
_AGREES = re.compile(
    r"^(?:会议)?(?:研究)?(?:并|一致)?(?P<principle>原则上?)?(?:同意|(?:(?<=会议)|(?<=研究))通过|通过(?=了))"
)
_AGENDA_OF = re.compile(r"^(?:会议)?(?:主要)?(?:议程|议题)(?:是|为)")
_UNIT = re.compile(
    r"[^、和]{1,24}(?:委|部|局|厅|办|公司|院|会|省|市|县|区|州|单位|部门|负责人|同志|行|组|队|乡|镇|街道)(?:等)?(?:的)?(?:有关)?(?:工作)?"
)
_ABOUT = re.compile(r"^关于(?P<thing>.{3,80}?)(?:的)?(?:问题|事宜|事项|工作|议题|汇报|审议|有关情况|情况)?$")
_VAGUE = re.compile(
    r"有关(?:会议|文件|通知)?精神$|相关(?:会议|文件)精神$|近期(?:系列)?重要(?:讲话|指示|会议|文件)|最新重要讲话|重要讲话(?:和重要指示(?:批示)?)?精神$"
)
_CONVENES = re.compile(r"召开|举行|成立|授予|设立|命名|表彰|任命|推荐")
_FUTURE = re.compile(r"(?:会议)?建议[，,].{0,40}(?:会议)?(?:审议|听取)|建议[^，。]{0,24}(?:会议|常委会)(?:审议|听取)")
_HEADING = re.compile(r"^关于[^，。；]{3,60}[。：]?$")
_REPORT_ONLY = re.compile(r"^(?:专题|情况|工作|有关|相关)*(?:调研|专题|工作)?(?:汇报|报告|情况汇报|说明|发言)$")
# A sentence that announces has 会议 past its start, or begins like this, or tells what somebody reported.
_MAY_ACT = re.compile(
    r"^会议(?!(?:还|一致|同时|最后|特别)?(?:指出|强调|要求|认为|提出|表示|号召|希望))|^(?:并|还|并且)?(?:审议|听取|传达|学习|研究|通报|讨论|通过|原则|同意|部署|安排)"
    r"|作了?(?:关于|题为)|作.{2,40}报告|提出了关于|就.{4,60}[作做]|[，：](?:审议|听取|传达|通报|通过|表决|免去|任命|决定|同意|原则同意)|在审议|会上|会前|与会|委托|围绕.{2,90}(?:研讨|学习|协商|讨论)|^关于"
)
_MEASURE = re.compile(r"^(?:[一二三四五六七八九十]+(?:是|要)|要|第[一二三四五六七八九十]|其[一二三四五六七])")
_NEXT_STEP = re.compile(r"(?:下一?阶段|下一?步|今后一个时期|近期|当前)(?:的)?(?:重点)?(?:工作|任务)?$")
_HEARD_AND = re.compile(r"(?:汇报|报告|通报)并(?=[^，。]{0,10}《)")
_SHORT_FORM = 8  # characters of the longest title that may stand for a longer one
_THEME = re.compile(r"^(?:学习|讲座)?(?:主题|题目)(?:是|为)[“《](?P<thing>.+?)[”》]")
_THEM = re.compile(r"上述|该|此|以上|这|[两三四五六七八九十]个")


@dataclass(slots=True)
class _Matter:
    """An agenda item in the making."""

    action: Action
    decision: Decision | None
    subject: str
    start: int
    end: int
    sentence: int
    documents: tuple[str, ...] = ()
    in_lead: bool = False
    verb: str = ""
    listed: bool = False
    passage: int | None = None
    grams: frozenset[str] = frozenset()
    open_ended: bool = False
    reported: bool = False


@dataclass(slots=True)
class Agenda:
    """What was read: items, and whether other matters were taken up (with the place that says so)."""

    items: tuple[AgendaItem, ...] = ()
    other: Span | None = None
    acts: int = 0
    lead_end: int = 0


@dataclass(slots=True)
class _Reading:
    sentences: list[Sentence]
    lead: int
    matters: list[_Matter] = field(default_factory=list)
    runs: list[tuple[int, int]] = field(default_factory=list)  # sentence numbers, end exclusive
    frames: set[int] = field(default_factory=set)
    other: Span | None = None


def find_agenda(
    text: str, sentences: list[Sentence], lead: int, *, title: str | None = None, fallback: str | None = None
) -> Agenda:
    """The agenda of the meeting whose lead is sentence number ``lead``.

    ``title`` is read where the text announces nothing; ``fallback`` is the subject of the one item of a report that
    announces none anywhere.
    """
    reading = _Reading(sentences, lead)
    for number, sentence in enumerate(sentences):
        if number >= lead:
            _read_sentence(reading, number, sentence)
    acts = len(reading.matters)
    matters = _reconcile(reading)
    if not matters and title:
        matters = _from_title(title, sentences, lead)
    if not matters and fallback:
        spoken = next((s for s in sentences[lead + 1 :] if MEETING_SPEAKS.match(s.text)), sentences[lead])
        matters = [_Matter("arrange", None, fallback, spoken.start, spoken.end, lead, passage=spoken.start)]
    return Agenda(_finish(text, reading, matters), reading.other, acts, sentences[lead].end)


# --- reading sentences ---


def _read_sentence(reading: _Reading, number: int, sentence: Sentence) -> None:
    is_lead = number == reading.lead
    text = sentence.text
    other = OTHER_MATTERS.search(text)
    if (
        other
        and (len(text) < 60 or is_lead or other.end() >= len(text) - 2)
        and not re.search(r"[要应须]$", text[: other.start()][-1:])
    ):
        reading.other = Span(sentence.start + other.start(), sentence.start + other.end())
        if len(text) < 40:
            reading.frames.add(number)
            return
    if not is_lead and _FRAME.search(text) and len(text) < 500 and not text.startswith("会议"):
        reading.frames.add(number)
        return
    heading = NUMBERED.match(text) if not is_lead else None
    opens = number > 0 and reading.sentences[number - 1].paragraph != sentence.paragraph
    if not is_lead and heading is None and "会议" not in text[2:] and not _MAY_ACT.search(text):
        # Most sentences of a readout: speech and measures, in which nothing is announced.
        if MEETING_SPEAKS.match(text) or (opens and not _MEASURE.match(text)):
            _open_run(reading, number)
        return
    clauses = _split_after_hearing(split_clauses(sentence))
    before = len(reading.matters)
    speech = False
    for index, clause in enumerate(clauses):
        body = clause.text
        at = 0
        if heading and index == 0:
            at = heading.end()
            body = body[at:]
        if is_lead:
            if _FUTURE.search(body) or _AGENDA_OF.match(body):
                break
            if not _lead_clause(reading, number, clauses, index, body, at):
                continue
            continue
        if _FUTURE.search(body):
            return
        if (
            (index == 0 and MEETING_SPEAKS.match(body))
            or (index in (1, 2) and opens and MEETING_SPEAKS.match(body))
            or (index == 0 and opens and not heading and not _MEASURE.match(body))
        ):
            _open_run(reading, number)
        if _AGENDA_OF.match(body):
            break
        if re.match(r"^会议(?:还|研究)?(?:决定|确定)(?!了.{0,12}(?:人选|名单))", body) and not _titled(body):
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
        if _body_clause(reading, number, clauses, index, body, at, before=before, heading=bool(heading)):
            break
    if heading is None and not is_lead and opens and _HEADING.match(text) and len(reading.matters) == before:
        _read_heading(reading, number, sentence, 0)
    if len(reading.matters) > before:
        _merge_within(reading, before)
        if reading.runs and reading.runs[-1][1] == -1:
            reading.runs[-1] = (reading.runs[-1][0], number)
    elif heading and not is_lead:
        _read_heading(reading, number, sentence, heading.end())


def _split_after_hearing(clauses: list[Clause]) -> list[Clause]:
    """听取…汇报并审议《…》 is two acts, as if a pause stood before 并."""
    split: list[Clause] = []
    for clause in clauses:
        match = _HEARD_AND.search(clause.text) if "并" in clause.text and "《" in clause.text else None
        if match:
            cut = match.end() - 1
            split.append(Clause(clause.start, clause.start + cut, clause.text[:cut], clause.before))
            split.append(Clause(clause.start + cut + 1, clause.end, clause.text[cut + 1 :], "，"))
        else:
            split.append(clause)
    return split


def _announces(body: str, group: str) -> bool:
    match = OPENING.match(body)
    return bool(
        match
        and (match.group(group) or "通过" in match["verbs"] or "听取" in match["verbs"] or "核准" in match["verbs"])
    )


def _open_run(reading: _Reading, number: int) -> None:
    if reading.runs and reading.runs[-1] == (number, -1):
        return
    if reading.runs and reading.runs[-1][1] == -1:
        reading.runs[-1] = (reading.runs[-1][0], number)
    reading.runs.append((number, -1))


def _lead_clause(reading: _Reading, number: int, clauses: list[Clause], index: int, body: str, at: int) -> bool:
    match = OPENING.match(body)
    if match is None:
        inner = None
        if _MEETS.search(body):
            for found in INNER.finditer(body):
                inner = found
        if inner:
            at += inner.end()
            body = body[inner.end() :]
            match = OPENING.match(body)
        elif REQUIRES.match(body) and index and (clauses[index].before in "；;" or not reading.matters):
            required = REQUIRES.match(body)
            assert required is not None
            _add(reading, number, clauses, index, at, "要求", body[required.end() :], required.end(), in_lead=True)
            return True
    if match is None and "作关于" in body and (report := _REPORTS.search(body)):
        _add_report(reading, number, clauses, index, at, report["title"], report.start("title"))
        reading.matters[-1].in_lead = True
        return True
    if match is None or (match["verbs"] == "明确" and not match["done"]):
        around = _AROUND.search(body) if "围绕" in body or "为主题" in body else None
        if around and not _MEETS.search(body[: around.start()]):
            _add(reading, number, clauses, index, at, "学习", around["thing"], around.start("thing"), in_lead=True)
            return True
        return False
    thing = body[match.end() :]
    if match["verbs"] == "通过" and not match["who"] and not split_titled(thing):
        return False
    if match["verbs"] in ("贯彻", "交流", "明确", "评议") and not match["done"] and not match["who"]:
        return False
    if match["verbs"] in ("分析", "研判") and not re.search(r"形势|情况|问题|运行|工作", thing):
        return False
    _add(reading, number, clauses, index, at, match["verbs"], thing, match.end(), in_lead=True)
    return True


def _body_clause(
    reading: _Reading, number: int, clauses: list[Clause], index: int, body: str, at: int, *, before: int, heading: bool
) -> bool:
    """Read a clause of the body; True where the rest of the sentence belongs to it."""
    match = OPENING.match(body)
    if match:
        thing = body[match.end() :]
        verbs = match["verbs"]
        after_act = len(reading.matters) > before
        last = reading.matters[-1] if reading.matters else None
        if index == 0 and last and last.sentence == number - 1 and not last.in_lead:
            after_act = after_act or verbs.startswith(("审议", "听取", "传达", "通报", "讨论"))
        sure = bool(match["who"] or match["done"] or heading or after_act)
        if not sure and index == 0 and reading.sentences[number].start <= reading.sentences[reading.lead].end + 2:
            sure = verbs not in ("通过", "明确", "分析", "贯彻")
        if not sure and index and _preamble(clauses[index - 1].text):
            sure = True
        if verbs == "明确" or (verbs in ("贯彻", "交流") and not match["who"]) or thing.startswith("以下"):
            sure = False
        if (
            verbs == "通过"
            and not match["who"]
            and not split_titled(thing)
            and not (match["done"] and len(reading.matters) > before)
        ):
            sure = False
        if sure and not thing and verbs in ("学习", "交流研讨", "研讨", "讨论"):
            sure = False
        if sure:
            if match["who"] and verbs in ("决定", "确定") and not thing.strip():
                return False
            if verbs in ("决定", "确定") and after_act and not match["who"] and not find_titles(thing):
                return False
            if "通过" in verbs or "同意" in verbs or "批准" in verbs or is_passed_on(thing.strip()):
                stripped = thing.strip()
                heard = (
                    len(reading.matters) > before
                    and reading.matters[-1].action in ("hear", "brief")
                    and "审" not in verbs
                )
                if (
                    is_passed_on(stripped)
                    or (refers_back(stripped) and not find_titles(stripped))
                    or (heard and not split_titled(stripped.lstrip("了")))
                ):
                    if reading.matters and reading.matters[-1].listed:
                        reading.matters[-1].action = read_verbs(verbs).action
                    if verbs not in ("决定", "确定"):
                        _apply(
                            reading,
                            read_verbs(verbs).decision,
                            before if len(reading.matters) > before else None,
                            everything=bool(re.match("(?:将)?(?:上述|以上)", stripped)),
                        )
                    return False
            _add(reading, number, clauses, index, at, verbs, thing, match.end())
            return False
    for pattern, verb in ((_BILL, "审议"), (_TABLED, "审议")):
        found = pattern.search(body)
        if found:
            _add(reading, number, clauses, index, at, verb, found["thing"], found.start("thing"))
            return False
    praised = _PRAISED.match(body)
    if praised:
        follow = clauses[index + 1].text if index + 1 < len(clauses) else ""
        agrees = _AGREES.match(follow)
        target = _closest([m for m in reading.matters if m.in_lead], praised["thing"])
        if target:
            target.passage = clauses[index].start
            target.sentence = number
            if agrees:
                target.decision = "approved_in_principle" if agrees["principle"] else "approved"
        _open_run(reading, number)
        return True
    if _REPORT_AGAIN.match(body) and len(reading.matters) > before and reading.matters[-1].reported:
        _add_report(reading, number, clauses, index, at, body, 0)
        return False
    if (
        "作" in body
        and ("报告" in body or "说明" in body or "汇报" in body)
        and not body.startswith(("会议指出", "要"))
    ):
        for found in _REPORTS.finditer(body):
            title = found["title"]
            if title.startswith("题为"):
                inner_title = re.search(r"[“《](.+?)[”》]", title)
                if inner_title and "报告" in title and "学习" in "".join(c.text for c in clauses[:index]):
                    _add(
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
            _add_report(reading, number, clauses, index, at, title, found.start("title"))
            more = _REPORTS_TOO.match(body, found.end("title"))
            while more:
                _add_report(reading, number, clauses, index, at, more["title"], more.start("title"))
                more = _REPORTS_TOO.match(body, more.end())
        if len(reading.matters) > before:
            return False
    theme = _THEME.match(body)
    if theme and index and re.search(r"学习|讲座", clauses[index - 1].text):
        _add(reading, number, clauses, index, at, "学习", theme["thing"], theme.start("thing"), reported=True)
        return False
    did = _DID_WITH.match(body)
    if did and (did["who"] or len(reading.matters) > before) and not _NEXT_STEP.search(did["thing"]):
        _add(reading, number, clauses, index, at, did["act"], did["thing"], did.start("thing"))
        return False
    if "围绕" in body or "为主题" in body:
        around = _AROUND.search(body)
        if around and (
            body.startswith(("会议", "会上", "围绕", "中心组", "与会", "主席会议")) or len(reading.matters) > before
        ):
            _add(reading, number, clauses, index, at, "学习", around["thing"], around.start("thing"))
            return False
    spoken = _SPOKEN_TO.search(body)
    if (
        spoken
        and not is_generic(spoken["thing"])
        and not re.search(r"有关(?:议题|情况|事项|问题)|做好|如何", spoken["thing"])
    ):
        verb = "听取" if spoken["act"] in ("汇报", "报告", "说明") else spoken["act"]
        _add(reading, number, clauses, index, at, verb, spoken["thing"], spoken.start("thing"), reported=True)
        return False
    if index and _AGREES.match(body) and (len(reading.matters) > before or body.startswith("会议")):
        _apply_decision(reading, body, number, before)
    return False


def _add_report(
    reading: _Reading, number: int, clauses: list[Clause], index: int, at: int, title: str, offset: int
) -> None:
    """作了关于…的报告 is heard; 作了关于…的说明 moves a draft that is then examined."""
    if title.endswith("说明") or "提请审议" in title:
        thing = re.sub(r"^关于提请审议(?:批准)?", "", title.replace("”", "").removesuffix("的说明")).removesuffix(
            "的议案"
        )
        _add(reading, number, clauses, index, at, "审议", thing, offset, reported=True)
    else:
        _add(reading, number, clauses, index, at, "听取", title, offset, reported=True)


def _preamble(text: str) -> bool:
    """按照第一议题制度, 会上, 随后 …"""
    return (
        bool(re.match(r"^(?:按照|根据|受.{2,20}委托|会上|随后|会议还|为|会议期间|期间|会议以|首先|会议首先)", text))
        and len(text) < 80
    )


def _titled(body: str) -> bool:
    """会议决定了《…》, 会议确定了今年…方案: an act with an object of its own."""
    match = OPENING.match(body)
    return bool(match and len(body) > match.end() + 3)


def _apply_decision(reading: _Reading, body: str, number: int, before: int) -> None:
    match = _AGREES.match(body)
    if match:
        rest = body[match.end() :]
        if find_titles(rest) and split_titled(rest.lstrip("了")):
            return
        _apply(
            reading,
            "approved_in_principle" if match["principle"] else "approved",
            before if len(reading.matters) > before else None,
            everything=False,
        )


def _apply(reading: _Reading, decision: Decision | None, since: int | None, *, everything: bool) -> None:
    """A decision governs the matters of its own sentence, or the one before it, or (将上述…提请) all without one."""
    if not reading.matters or decision is None:
        return
    governed = reading.matters if everything else reading.matters[since:] if since is not None else reading.matters[-1:]
    for matter in governed:
        if matter.decision is None:
            matter.decision = decision


def _decide(reading: _Reading, number: int, sentence: Sentence, clauses: list[Clause], index: int) -> None:
    """会议决定，…: a matter of its own where it convenes or founds something and no lead announces it."""
    clause = clauses[index]
    rest = sentence.text[clause.start - sentence.start + 4 :].rstrip("。")
    thing = rest.lstrip("，,了：: ")
    first = re.split(r"[，；：]", thing)[0] if not re.match(r"^.{0,14}[，]", thing) else thing
    lead = [m for m in reading.matters if m.in_lead]
    alone = (
        index == 0 and not any(s.paragraph == sentence.paragraph for s in reading.sentences[number + 1 : number + 2])
    ) or (not lead and index == 0)
    if alone and _CONVENES.search(thing[:60]) and len(thing) < 140 and not _closest(lead, thing):
        _add(reading, number, clauses, index, 0, "决定", first, clause.text.find(first) if first in clause.text else 2)
        if reading.matters:
            last = reading.matters[-1]
            last.end = max(last.end, min(sentence.end, clause.start + 5 + len(first)))
        return


def _read_heading(reading: _Reading, number: int, sentence: Sentence, at: int) -> None:
    """一、关于防汛工作: a numbered heading that names a matter without a verb."""
    head = re.split(r"[。：:；;]", sentence.text[at:])[0].strip()
    match = _ABOUT.match(head)
    if match and len(head) <= 80:
        matter = _matter(
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


# --- making matters ---


def _add(
    reading: _Reading, number: int, clauses: list[Clause], index: int, at: int, verbs: str, thing: str, offset: int, *,
    in_lead: bool = False, reported: bool = False,
) -> None:  # fmt: skip
    clause = clauses[index]
    action: Action
    if verbs == "要求":
        action, decision = "arrange", None
    else:
        read = read_verbs(verbs)
        action, decision = read.action, read.decision
    end = clause.end
    whole = thing
    follow = index + 1
    while not reported and follow < len(clauses) and _continues(whole, clauses[follow], action):
        whole = f"{whole}{clauses[follow].before}{clauses[follow].text}"
        end = clauses[follow].end
        follow += 1
    stripped = whole.strip()
    if is_generic(stripped) and not APPOINTING.search(stripped):
        if re.search(r"其他|其它", stripped) or (action == "consider" and "事项" in stripped):
            reading.other = reading.other or Span(clause.start, clause.end)
        return
    here = [m for m in reading.matters if m.sentence == number]
    if is_response(verbs, stripped) or (refers_back(stripped) and "同意" in verbs):
        if here:
            if decision:
                for matter in here[-1:]:
                    matter.decision = matter.decision or decision
                    matter.end = max(matter.end, end)
        elif reading.matters and decision:
            reading.matters[-1].decision = reading.matters[-1].decision or decision
        return
    start = clause.start + at if in_lead or not here else clause.start
    start = clause.start if at == 0 else clause.start + at
    documents = (
        split_titled(stripped.lstrip("了"))
        if action in ("deliberate", "consider", "decide", "hear", "brief", "appoint")
        else []
    )
    if action in ("hear", "brief"):
        documents = _split_reports(stripped)
    if len(documents) > 1:
        base = (
            clause.start
            + at
            + offset
            + (len(whole) - len(whole.lstrip()))
            + (len(stripped) - len(stripped.lstrip("了")))
        )
        for position, document in enumerate(documents):
            first = start if position == 0 else base + document.start
            kind: Action = (
                "appoint" if APPOINTING.search(document.title) and action not in ("hear", "brief") else action
            )
            matter = _matter(kind, decision, document.title, first, base + document.end, number)
            matter.documents = tuple(d.title for d in find_titles(stripped[document.start : document.end + 2])) or (
                (document.title,) if "《" in stripped else ()
            )
            matter.in_lead, matter.verb, matter.reported = in_lead, verbs, reported
            reading.matters.append(matter)
        return
    titles = find_titles(stripped)
    short = _named_before(reading, titles) if decision and not in_lead else None
    if short is not None:  # 会议同意印发《条例》: what becomes of a document that was named in full
        short.decision = short.decision or decision
        return
    subject = documents[0].title if len(documents) == 1 and titles else subject_of(action, stripped)
    if len(titles) == 1 and action in ("relay", "study") and len(subject) - len(titles[0].title) <= 30:
        subject = titles[0].title
    if len(subject) < 2 or (action == "hear" and (_only_units(subject) or _REPORT_ONLY.match(subject))):
        return
    if APPOINTING.search(subject[:80]) and action in ("deliberate", "consider", "decide", "appoint"):
        action = "appoint"
    matter = _matter(action, decision, subject, start, end, number)
    matter.documents = tuple(title.title for title in titles)
    matter.in_lead, matter.verb, matter.reported = in_lead, verbs, reported
    matter.open_ended = bool(_AND_SO_ON.search(stripped))
    reading.matters.append(matter)


def _named_before(reading: _Reading, titles: list[Document]) -> _Matter | None:
    """The matter whose document a short form (《条例》) stands for."""
    if len(titles) != 1 or len(titles[0].title) > _SHORT_FORM:
        return None
    ending = titles[0].title
    return next(
        (m for m in reading.matters for title in m.documents if len(title) > len(ending) and title.endswith(ending)),
        None,
    )


def _one_part(reading: _Reading, first: _Matter, second: _Matter) -> bool:
    """Whether two acts of a lead stand in one of the parts that semicolons divide it into."""
    sentence = reading.sentences[first.sentence]
    between = sentence.text[first.end - sentence.start : second.start - sentence.start]
    return bool(re.search("[；;]", sentence.text)) and not re.search("[；;]", between)


def _only_units(subject: str) -> bool:
    """Whether 听取 names only who reported, and no matter (听取了水利局、财政局的汇报)."""
    return len(subject) <= 200 and all(_UNIT.fullmatch(part) for part in re.split(r"、|和|以及|及", subject) if part)


_AND_SO_ON = re.compile(r"等(?:重点|相关|有关)?(?:工作|事项|问题|事宜|议题)$")
_REPORT_PART = re.compile(r"(?:报告|汇报|说明)$")


def _split_reports(thing: str) -> list[Document]:
    """Several titled reports after 听取 (关于…的汇报、关于…的报告)."""
    body = re.sub(r"^.{0,60}?作的[^、，《]{0,12}?(?=关于|《)", "", thing)
    shift = len(thing) - len(body)
    parts = split_titled(body)
    if len(parts) > 1 and all(
        "《" in body[p.start : p.end] or (_REPORT_PART.search(p.title) and "关于" in p.title) for p in parts
    ):
        return [replace(p, start=p.start + shift, end=p.end + shift) for p in parts]
    return []


def _continues(thing: str, clause: Clause, action: Action) -> bool:
    """Whether the next clause still belongs to the object (，以及…; a short first clause of several)."""
    text = clause.text
    if clause.before in "；;：:":
        return False
    if text.startswith(("以及", "及", "和", "并就", "撤销")):
        return True
    if text.startswith("《") and ("《" in thing):
        return True
    if (
        OPENING.match(text)
        or SPEECH.match(text)
        or text.startswith(("会议", "并", "推动", "促进", "要", "为", "决定", "提请", "委托"))
    ):
        return False
    return (
        len(thing.strip()) < 7
        and action in ("arrange", "consider", "decide", "hear")
        and not thing.strip().endswith(("汇报", "报告"))
        and "《" not in thing
        and len(text) < 30
    )


def _matter(action: Action, decision: Decision | None, subject: str, start: int, end: int, sentence: int) -> _Matter:
    return _Matter(action, decision, subject, start, end, sentence, grams=_grams(subject))


def _grams(text: str) -> frozenset[str]:
    plain = _PLAIN.sub("", text)
    return frozenset(plain[i : i + 2] for i in range(len(plain) - 1)) - _COMMON


def _overlap(a: frozenset[str], b: frozenset[str]) -> float:
    if not a or not b:
        return 0.0
    shared = len(a & b)
    return shared / min(len(a), len(b)) if shared >= 2 or shared == min(len(a), len(b)) else 0.0


def _same(told: _Matter, announced: _Matter) -> bool:
    """Whether lead and body speak of one matter; two documents are one only where their titles nearly agree."""
    floor = 0.75 if told.documents and announced.documents and told.subject != announced.subject else 0.4
    return _overlap(told.grams, announced.grams) >= floor


def _closest(matters: list[_Matter], text: str, floor: float = 0.4) -> _Matter | None:
    grams = _grams(text)
    best = max(matters, key=lambda m: _overlap(m.grams, grams), default=None)
    return best if best is not None and _overlap(best.grams, grams) >= floor else None


def _merge_within(reading: _Reading, since: int) -> None:
    """One matter under several verbs of one sentence is one item (听取…汇报，审议《…报告》)."""
    kept: list[_Matter] = []
    for matter in reading.matters[since:]:
        previous = kept[-1] if kept else None
        if (
            previous is not None
            and previous.action == matter.action == "appoint"
            and not (previous.documents or matter.documents)
            and re.match(r"(?:决定)?(?:免去|任命)", previous.verb)
            and re.match(r"(?:决定)?(?:免去|任命)", matter.verb)
        ):
            previous.subject = f"{previous.subject}，{matter.verb}{matter.subject}"
            previous.end = matter.end
        elif (
            previous is not None
            and not matter.reported
            and previous.action in ("hear", "brief", "consider")
            and matter.action in ("deliberate", "consider", "arrange", "hear", "decide")
            and previous.action != matter.action
            and (
                (
                    previous.in_lead
                    and previous.action == "hear"
                    and matter.action == "arrange"
                    and _one_part(reading, previous, matter)
                )
                or _overlap(previous.grams, matter.grams) >= (0.15 if matter.action in ("arrange", "consider") else 0.3)
                or (previous.action == "hear" and _THEM.match(matter.subject))
            )
        ):
            previous.end = matter.end
            if matter.action in ("arrange",) or (
                matter.action == "consider" and previous.action == "hear" and not matter.decision
            ):
                continue
            if (
                matter.decision
                or matter.action == "deliberate"
                or (previous.action == "brief" and not previous.decision)
            ):
                previous.action, previous.decision = matter.action, matter.decision or previous.decision
                if not _THEM.match(matter.subject):
                    previous.subject, previous.grams = matter.subject, previous.grams | matter.grams
            previous.documents = tuple(dict.fromkeys(previous.documents + matter.documents))
        else:
            kept.append(matter)
    reading.matters[since:] = kept


# --- lead and body ---


def _reconcile(reading: _Reading) -> list[_Matter]:
    if reading.runs and reading.runs[-1][1] == -1:
        reading.runs[-1] = (reading.runs[-1][0], len(reading.sentences))
    lead = [m for m in reading.matters if m.in_lead and m.passage is None]
    treated = [m for m in reading.matters if m.in_lead and m.passage is not None]
    body = _merge_repeats(_under_headings([m for m in reading.matters if not m.in_lead], reading.sentences))
    announced = list(body)
    rest: list[_Matter] = []
    joined: list[tuple[_Matter, _Matter]] = []
    taken: set[int] = set()
    for matter in lead:
        parts = _parts(matter)
        matches = {id(part): [b for b in announced if _same(part, b)] for part in parts}
        if any(matches.values()):
            for part in parts:
                found = matches[id(part)]
                if not found:
                    if len(parts) > 1 and part.grams and len(parts) > len(announced):
                        rest.append(part)
                    continue
                taken.update(map(id, found))
                if len(parts) == 1 and len(found) == 1:
                    _join(part, found[0])
                    joined.append((part, found[0]))
            continue
        if 1 < len(parts) <= len(announced) and matter.open_ended and not matter.documents:
            continue
        rest.append(matter)
    for matter in list(rest):
        near = max(
            (b for b in announced if id(b) not in taken), key=lambda b: _overlap(matter.grams, b.grams), default=None
        )
        if (
            near is not None
            and not matter.documents
            and not near.documents
            and _overlap(matter.grams, near.grams) >= 0.22
        ):
            rest.remove(matter)
            taken.add(id(near))
            _join(matter, near)
            joined.append((matter, near))
    rest = [m for m in rest if not _is_covered(m, announced, taken)]
    for matter in announced:
        matter.passage = matter.start
    result = announced + treated
    if rest or joined:
        rest = [
            m
            for m in _place(reading, rest, result, joined)
            if not (m.open_ended and m.passage is None and len(body) > 1)
        ]
    _spread(reading, result)
    return [*result, *rest]


def _under_headings(matters: list[_Matter], sentences: list[Sentence]) -> list[_Matter]:
    """What stands under a heading without a verb (一、关于…) is that matter: its act, its document, its decision.

    A heading that shares its paragraph governs that paragraph; one that stands alone, all up to the next.
    """
    kept: list[_Matter] = []
    heading: _Matter | None = None
    first = alone = True
    line = sentences[0]
    for matter in matters:
        if matter.listed:
            heading, first = matter, True
            line, after = sentences[matter.sentence], sentences[matter.sentence + 1 : matter.sentence + 2]
            alone = not after or after[0].paragraph != line.paragraph
            kept.append(matter)
        elif heading is None or not (alone or sentences[matter.sentence].paragraph == line.paragraph):
            kept.append(matter)
        else:
            if first and matter.action != "decide":
                heading.action, first = matter.action, False
            if matter.documents and not heading.documents:
                heading.subject, heading.documents = matter.subject, matter.documents
            heading.decision = heading.decision or matter.decision
            heading.grams |= matter.grams
    return kept


def _merge_repeats(matters: list[_Matter]) -> list[_Matter]:
    """The same act told twice in the body (a report heard, then spoken about by its reporter) is one item."""
    kept: list[_Matter] = []
    for matter in matters:
        same = next(
            (
                k
                for k in kept
                if matter.reported and _overlap(k.grams, matter.grams) >= 0.7 and k.sentence != matter.sentence
            ),
            None,
        )
        if same is None and not matter.documents:
            same = next((k for k in kept if _told_again(k, matter)), None)
        if same is None and matter.sentence:
            same = next((k for k in kept if k.subject == matter.subject and k.action == matter.action), None)
        if same is None:
            kept.append(matter)
        elif matter.decision and not same.decision:
            same.decision = matter.decision
    return kept


def _told_again(first: _Matter, later: _Matter) -> bool:
    """Whether a later sentence announces in sum what an earlier one announced in detail."""
    return (
        first.action == later.action
        and first.sentence < later.sentence
        and bool(first.documents)
        and len(first.grams & later.grams) >= 4
        and _overlap(first.grams, later.grams) >= 0.7
    )


def _spread(reading: _Reading, matters: list[_Matter]) -> None:
    """Documents announced in one sentence and treated one by one after it: each gets the run that speaks of it."""
    announced = sorted({m.sentence for m in matters if m.passage == m.start})
    for number in announced:
        group = [m for m in matters if m.sentence == number and m.passage == m.start]
        if len(group) < 2:
            continue
        following = min((n for n in announced if n > number), default=len(reading.sentences))
        free = list(group)
        for start, end in reading.runs:
            if not number < start < following or not free:
                continue
            run = _grams("".join(s.text for s in reading.sentences[start:end])[:400])
            best = max(free, key=lambda m: _coverage(m.grams, run))
            rival = max((_coverage(m.grams, run) for m in group if m not in free), default=0.0)
            if _coverage(best.grams, run) >= max(0.34, rival):
                best.passage = reading.sentences[start].start
                free.remove(best)


def _parts(matter: _Matter) -> list[_Matter]:
    """The matters of a list under one verb, for finding each in the body."""
    if matter.documents or matter.action not in ("consider", "hear", "brief"):
        return [matter]
    pieces = [piece for _, piece in split_list(matter.subject)]
    last = re.split(r"(?:以及|和|及)(?=[^、]{4,})", pieces[-1], maxsplit=1)
    if len(last) == 2 and (len(pieces) > 1 or min(map(len, last)) >= 8):
        pieces[-1:] = last
    if len(pieces) < 2 or any(len(p) < 3 for p in pieces):
        return [matter]
    parts: list[_Matter] = []
    for piece in pieces:
        part = _matter(
            matter.action, matter.decision, subject_of("consider", piece), matter.start, matter.end, matter.sentence
        )
        part.in_lead, part.verb = True, matter.verb
        parts.append(part)
    return parts


def _join(lead: _Matter, body: _Matter) -> None:
    """What the lead says of a matter that the body announces too."""
    if lead.action == "arrange" and body.action == "decide":
        body.action, body.decision = "arrange", body.decision or "decided"
    elif body.action == "decide" and lead.action != "decide":
        body.action = lead.action
    elif lead.decision and not body.decision:
        body.decision = lead.decision
        if body.action in ("consider", "hear") and lead.action == "deliberate":
            body.action = lead.action
    if (
        0.5 * len(body.subject) <= len(lead.subject) <= 60
        and body.subject not in body.documents
        and not _VAGUE.search(lead.subject)
    ):
        body.subject = lead.subject
    elif lead.documents and not body.documents and len(lead.documents) == 1:
        body.subject, body.documents = lead.subject, lead.documents
        if lead.action == "deliberate":
            body.action = "deliberate" if body.action != "hear" or lead.decision else body.action


def _is_covered(matter: _Matter, body: list[_Matter], taken: set[int]) -> bool:
    """A lead that stays general (传达有关会议精神) where the body says which."""
    if matter.action not in ("relay", "study"):
        return bool(_VAGUE.search(matter.subject)) and any(b.action in ("relay", "study") for b in body)
    alike = [b for b in body if b.action in ("relay", "study")]
    if not alike:
        return False
    return (
        bool(_VAGUE.search(matter.subject))
        or len(matter.grams) < 3
        or any(id(b) not in taken and _overlap(matter.grams, b.grams) > 0.2 for b in alike)
    )


def _place(
    reading: _Reading, lead: list[_Matter], body: list[_Matter], joined: list[tuple[_Matter, _Matter]]
) -> list[_Matter]:
    """Give each matter that only the lead names the runs of the body that speak of it; split lists told apart there."""
    runs = [(s, e) for s, e in reading.runs if s > reading.lead]
    texts = ["".join(s.text for s in reading.sentences[s:e])[:600] for s, e in runs]
    grams = [_grams(t) for t in texts]
    result: list[_Matter] = []
    for matter in lead:
        parts = _parts(matter)
        if len(parts) > 1 and not any(parts[i].grams & parts[j].grams for i in range(len(parts)) for j in range(i)):
            openings = [_grams(t[:80]) for t in texts]
            best = [max(range(len(parts)), key=lambda p: _coverage(parts[p].grams, g)) for g in openings]
            won = {p for p, g in zip(best, openings, strict=True) if _coverage(parts[p].grams, g) >= 0.5}
            if len(won) == len(parts) or (len(won) >= 2 and len(won) >= len(parts) - 1):
                result.extend(parts)
                continue
        result.append(matter)
    last: _Matter | None = None
    free_from = 0
    for (start, _), run in zip(runs, grams, strict=True):
        offset = reading.sentences[start].start
        for told, target in joined:
            between = any(
                b is not target and b.passage is not None and offset <= b.passage < target.start for b in body
            )
            if target.passage and offset < target.passage and not between and _coverage(told.grams, run) >= 0.5:
                target.passage = offset
    if not result:
        return result
    for (start, end), run in zip(runs, grams, strict=True):
        offset = reading.sentences[start].start
        owner = max(
            (b for b in body if b.passage is not None and b.passage <= offset),
            key=lambda b: b.passage or 0,
            default=None,
        )
        scored = [
            (_coverage(m.grams, run) + (0.05 if i == free_from else 0), -abs(i - free_from), m)
            for i, m in enumerate(result)
        ]
        score, _, match = max(scored, key=lambda t: (t[0], t[1]))
        opens = reading.sentences[start].paragraph != reading.sentences[start - 1].paragraph
        rival = _coverage(owner.grams, run) if owner is not None else 0.0
        if owner is not None and score < (max(0.3, rival) if opens else max(0.6, rival + 0.2)):
            continue
        if score >= 0.3 or last is None or (len(result) == len(runs) and match.passage is None):
            if score < 0.3 and free_from < len(result):
                match = result[free_from]
            if match.passage is None:
                match.passage = offset
            last = match
            free_from = min(len(result) - 1, next(i for i, m in enumerate(result) if m is match) + 1)
        _decisions_in(reading, start, end, last)
    return result


def _coverage(matter: frozenset[str], run: frozenset[str]) -> float:
    return len(matter & run) / len(matter) if matter else 0.0


def _decisions_in(reading: _Reading, start: int, end: int, matter: _Matter) -> None:
    if matter.decision is not None:
        return
    for sentence in reading.sentences[start:end]:
        for found in re.finditer(r"(?:^|[，；。])会议(?:研究)?(?P<what>决定|确定|(?:原则)?同意|通过)", sentence.text):
            what = found["what"]
            if what in ("决定", "确定"):
                if matter.action in ("arrange", "consider"):
                    matter.decision = "decided"
            else:
                matter.decision = "approved_in_principle" if "原则" in what else "approved"
            if matter.decision:
                return


def _from_title(title: str, sentences: list[Sentence], lead: int) -> list[_Matter]:
    for segment in re.split(r"[\s　:：|]+", title):
        match = OPENING.match(segment)
        if match and len(segment) > match.end() + 2 and match["verbs"] not in ("通过", "明确", "决定"):
            read = read_verbs(match["verbs"])
            subject = subject_of(read.action, segment[match.end() :].removesuffix("工作"))
            grams = _grams(subject)
            where = next(
                (s for s in sentences[lead:] if _coverage(grams, _grams(s.text)) > 0.5),
                sentences[min(lead + 1, len(sentences) - 1)],
            )
            matter = _matter(read.action, read.decision, subject, where.start, where.end, lead)
            matter.passage = where.start
            return [matter]
    return []


def _finish(text: str, reading: _Reading, matters: list[_Matter]) -> tuple[AgendaItem, ...]:
    keyed: list[tuple[float, int, _Matter]] = []
    previous = -1.0
    for number, matter in enumerate(sorted(matters, key=lambda m: (m.sentence, m.start))):
        key = float(matter.passage) if matter.passage is not None else max(previous, 0.0) + 0.001
        if matter.passage is None and not any(m.passage is not None for m in matters):
            key = matter.start
        if matter.in_lead or matter.passage is None:
            previous = key
        keyed.append((key, number, matter))
    keyed.sort(key=lambda entry: (entry[0], entry[1]))
    frames = sorted(reading.sentences[n].start for n in reading.frames)
    starts = sorted({m.passage for _, _, m in keyed if m.passage is not None})
    items: list[AgendaItem] = []
    for order, (_, _, matter) in enumerate(keyed, 1):
        passage = None
        if matter.passage is not None:
            following = (
                [p for p in starts if p > matter.passage] + [f for f in frames if f > matter.passage] + [len(text)]
            )
            end = min(following)
            passage = Span(matter.passage, matter.passage + len(text[matter.passage : end].rstrip()))
        if (
            matter.action == "hear"
            and "审议" in matter.verb
            and matter.decision in ("approved", "approved_in_principle")
        ):
            matter.action = "deliberate"
        items.append(
            AgendaItem(
                order,
                matter.action,
                matter.subject,
                Span(matter.start, min(matter.end, len(text))),
                matter.decision,
                passage,
                matter.documents,
            )
        )
    return tuple(items)
