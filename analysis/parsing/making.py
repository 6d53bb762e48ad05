"""From a verb and its object to the matters that they announce."""

from __future__ import annotations

import re
from dataclasses import replace

from analysis.parsing.acts import (
    OPENING,
    REPORTER,
    SPEECH,
    appoints,
    is_generic,
    is_response,
    read_verbs,
    refers_back,
    subject_of,
)
from analysis.parsing.documents import (
    Document,
    ends_as_document,
    find_titles,
    is_paper,
    lists_on,
    papers_among,
    split_by_titles,
    split_titled,
)
from analysis.parsing.matters import Matter, Place, Reading, grams_of, make_matter, overlap
from analysis.parsing.sentences import Clause, split_list
from analysis.records import PASSED_ON, Action, Span

_UNIT = re.compile(
    r"[^、和]{1,24}(?:委|部|局|厅|办|公司|院|会|省|市|县|区|州|单位|部门|负责人|同志|行|组|队|乡|镇|街道)(?:等)?(?:的)?(?:有关)?(?:工作)?"
)
# The work of these is a matter of its own (听取市人大、市政协党组工作汇报), not only who reported.
_THEIR_WORK = re.compile(
    r"(?:党组|党委|党支部|党总支|团委|工会|妇联|工商联|专委会|委员会|委室|小组|专班|巡察组|人大|政协|法院|检察院)(?:等)?(?:的)?工作$"
)
_MOVED = re.compile(
    r"^(?:关于提请审议(?:批准)?)?(?P<thing>.+?)(?:等?的?(?:[两二三四五六七八九十\d]+个)?议案)?[”]?(?:的议案)?[”]?(?:的说明)?$"
)
_REPORT_ONLY = re.compile(r"^(?:专题|情况|工作|有关|相关)*(?:调研|专题|工作)?(?:汇报|报告|情况汇报|说明|发言)$")
_TITLED_REPORT = re.compile(r"关于.+的(?:通报|报告)$")
_A_REPORT = re.compile(r"情况的(?:专项|综合|调研)?报告(?:（书面）)?$")
_SAME_TITLE = 0.75
_SAME_PAPER = 0.9
_SHORT_FORM = 8  # characters of the longest title that may stand for a longer one
_THEM = re.compile(r"上述|该|此|以上|这|[两三四五六七八九十]个")
_AND_SO_ON = re.compile(r"等(?:重点|相关|有关)?(?:工作|事项|问题|事宜|议题)$")
_AND_OTHERS = re.compile(r"等(?:其他|其它|有关|相关)(?:事项|议题)$")
_POSTS = re.compile(r"(?:干部|人事|职务)[^，。]{0,6}任免(?:情况|事项|议案|案)?$")
_DRAFT = re.compile(
    r"(?:草案|议案|决定|条例|办法|条约|协定|法|稿|规定)[”》]?(?:[（(][^）)]{0,12}[）)])?[”》]?的(?:有关)?说明$"
)
# What a committee of the sitting says of the draft that was just explained is no matter of its own.
_OPINION = re.compile(r"(?:并?解读)?(?:，?以及|，?和|，)[^《》，]{2,60}(?:的|相关)审议意见(?:的)?报告$")
_MOVER = re.compile(r"^[^《，、；]{0,40}?(?:(?=关于提请审议)|关于(?=《))")
_LONGEST_POST = 40  # characters of what is told of appointments alone
_ONLY_DECIDES = re.compile(r"(?:原则上?|表决)?(?:通过|同意|批准|核准)")
_SPOKEN_OF = 0.8  # overlap of what is agreed to with the report that it is about
_BRACKETS = re.compile(r"《[^》]{0,200}》|[（(][^）)]{0,60}[）)]|“[^”]{0,100}”")
_TITLES = re.compile(r"《[^》]{0,200}》")
_NEXT_TITLE = re.compile(r"(?:[\u4e00-\u9fff]{2,14}(?:党组|政府|委|局|院|办|会|部|厅))?《")
# Titled papers, and after them what somebody said (学习《甲意见》《乙通知》，以及林一舟在渡口会上的讲话精神).
_TITLES_THEN = re.compile(r"(?:《[^《》]{2,200}》、?)+，?(?:以及|及|和)(?!精神)[^《》]{9,}(?:精神|讲话)$")
_ETC = re.compile(r"等[^，。；、《》等]{0,8}$")  # what closes a list: 等议题, 等8项文件精神
_EXAMINED = re.compile(r"审|讨论|通过")
_NEXT_REPORT = re.compile(
    r"(?:(?<=汇报|报告|说明|通报)|(?<=报告（草案）))(?:[，、]?(?:以及|及|和|与)(?=[^，。《]{0,30}关于)"
    r"|[，、](?=[^，。、《]{0,24}关于))|(?<!^)(?:[，、](?:以及|及|和|与)?|以及|及|和|与)(?=关于)"
)
_REPORTED_BY = re.compile("^.{0,60}?作的[^、，《]{0,12}?(?=关于|《)")
_ABOUT_TITLES = re.compile(r"(?:《[^》]{1,200}》[^《》、，]{2,12}[、和及])+《[^》]{1,200}》[^《》、，]{2,16}")
# Reports one after the other, each with its own word for it: 甲工作汇报、乙情况汇报, 甲的汇报和乙的报告.
_THEN_ANOTHER = re.compile(
    r"(?:(?<=汇报)|(?<=的报告)|(?<=的通报)|(?<=的说明)|(?<=情况报告)|(?<=情况通报))(?:[，、](?:以及|及|和|与)?|以及|及|和|与)"
    r"(?!其他|其它|有关|相关|审[议查]|以及|及|和|与)(?=[^，。；《》]{6,120}(?:汇报|的报告|的通报|的说明|情况报告|情况通报)(?:$|[，、和与及以]))"
)
# （传达了甲会议，）乙电视电话会议
_MEETING_PASSED_ON = re.compile(
    r"(?!会议|大会|要|并)(?:(?!参加|列席|出席|召开|举行|主持)[^了，。；《》]){2,60}(?:会议|全会|大会|两会|“两会”)"
)
_AFTER_HEAD = re.compile(
    r"(?:(?<=事宜)|(?<=[有相]关问题)|(?<=[有相]关事项))(?:[、，；](?:以及|及|和|与)?|以及|及|和|与)(?!其[他它]|[有相]关|并|将|对|就)"
)
_REACH = 200  # characters from its end by which an object is known for a document
_TELLS = re.compile(
    r"[了将对就按]|要(?!点|闻|素|件)|希望|尽快|进行|提出|指出|强调|认为|形成|根据|修改完善|结合|作出|听取|审议(?!结果|意见|情况|稿)|有关(?!大会|会议|人事|事项|名单)"
)
_REPORTED_TOO = re.compile(
    r"(?:[\u4e00-\u9fff]{0,24}?关于.+|(?!会议|大会|会上|要|并|这|该|其)[^了《听]{6,80})(?:汇报|报告|说明|通报)(?:（草案）)?$"
)
_LIST_GOES_ON = re.compile(r"[^了要的]{4,60}等(?:[\u4e00-\u9fff]{0,4}(?:工作|事项|问题|议题|事宜))$")
_SPIRIT_OF = re.compile(r"(?:精神|讲话|论述)$|^《求是》")
_AND_POSTS = re.compile(
    r"(?P<matter>.{4,}?)(?:以及|及|和|、)(?P<posts>(?:其他|其它|有关|相关|个别|部分)?(?:(?:人事|干部|职务)?(?:任免|辞职)(?:等)?(?:事项|事宜|议案|案|问题)|人事(?:事项|事宜|议题|议案|问题)))等?$"
)
# An object that ends in a word for what is on an agenda, and one more with 关于 of its own.
_AND_ABOUT = re.compile(r"(?P<matter>.{4,}?(?:事项|事宜|案|情况|工作))(?:以及|及|和|与)(?P<more>关于.{6,})$")
_BETWEEN_COMMAS = re.compile(r"(?:《[^》]{0,200}》|[^，《])+")
_CLOSES = ("等事宜", "等事项", "等议题", "等问题", "等文件", "等内容")
_LEAST_LISTED = 2  # parts of a list over commas
# A paper in a list of what is passed on, perhaps with where it appeared (《求是》杂志发表的重要文章《…》).
_PAPER_AMONG = re.compile(
    r"(?!落实|贯彻|执行|研究|审议|听取)(?:《[^《》]{2,8}》)?(?:(?!关于|[对就在])[^《》，；、]){0,24}《[^《》]{4,200}》(?:[（(][^（）()]{0,16}[）)])?(?:等?(?:文件|内容|文章))?"
)
_LONGEST_LIST = 8  # clauses
_ACTS_ON_PAPERS = ("deliberate", "consider", "decide")
_PAPER_ENDS = frozenset("法典例定议见案划纲告稿单点则程约示》）)项宜")  # characters in which papers end
_LAST = 10  # characters in which 等 closes a list
_OF_PLANS = re.compile("(?:起草|编制|制定)?(?:有关|相关)?(?:情况)?的?(?:情况)?(?:汇报|报告|说明)?$")
_A_PLAN = re.compile("(?:方案|办法|实施意见|规划|计划|条例|细则|预案)(?:（[^（）]{1,8}）)?$")
_PLANS = 2
_SHORTEST_PLAN = 6
_VAGUE_PART = re.compile(
    "[\\d两二三四五六七八九十]+(?:个|项|份|件)(?:配套|实施|子|具体)[^《》，、]{2,8}$|(?:有关|相关|其他|其它)(?![^，]*(?:人事|任免))[^《》，]{0,8}(?:事项|事宜)(?:安排)?$"
)
# …（审议稿）以及有关大会事项安排
_AND_MORE = re.compile(r"(?<=[》）])(?:以及|及|和)(?:有关|相关)[^，。；、《》]{2,16}$")
_YEAR = re.compile(r"(?:19|20)\d\d(?=\s?年)|第[一二三四五六七八九十]{1,3}[轮批]")
_LEAST = 4  # characters of the subject of a report
SPIRIT = re.compile(r"(?:精神|讲话|文件|论述|[指批]示(?:要求)?|题词|贺[信电]|回信)$")
_REPORT_PART = re.compile(r"(?:报告|汇报|说明)$")


def add_report(place: Place, title: str, offset: int) -> None:
    """作了关于…的报告 is heard; 作了关于…的说明 moves a draft that is then examined."""
    moved = _MOVED.match(title) if title.endswith("说明") or "提请审议" in title else None
    if moved:
        thing = moved["thing"]
        add_matter(place, "审议", thing, offset + moved.start("thing"), reported=True)
    else:
        add_matter(place, "听取", title, offset, reported=True)


def add_matter(
    place: Place, verbs: str, thing: str, offset: int, *,
    in_lead: bool = False, reported: bool = False, closed: bool = False,
) -> None:  # fmt: skip
    """The matters that ``verbs`` with the object ``thing`` announce in a clause.

    The object stands ``offset`` characters into the body of the clause. Several titled documents are a matter each; an
    answer (研究贯彻落实意见) belongs to the matter before it; an object that names nothing (有关事项) is none.
    ``reported`` marks what somebody reported in a list of reports, ``closed`` an object that ends with its clause.
    """
    reading, number, clauses, index, at = place.reading, place.number, place.clauses, place.nth, place.at
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
    closing = -1 if reported or closed else _closing(clauses, index)
    while (
        not (reported or closed)
        and follow < len(clauses)
        and (follow <= closing or _continues(whole, clauses[follow], action))
    ):
        whole = f"{whole}{clauses[follow].before}{clauses[follow].text}"
        end = clauses[follow].end
        follow += 1
    stripped = whole.strip()
    if action == "hear" and "》" in stripped and "说明" in stripped:
        stripped = _OPINION.sub("", stripped)
    if action == "hear" and not appoints(stripped) and (moved := _moved(stripped)):
        action, reported = "deliberate", True  # a draft that is explained is moved
        offset += max(0, stripped.find(moved))
        stripped = moved
    if is_generic(stripped) and not appoints(stripped):
        if re.search(r"其他|其它", stripped) or (action == "consider" and "事项" in stripped):
            reading.other = reading.other or Span(clause.start, clause.end)
        return
    if _AND_OTHERS.search(stripped):
        reading.other = reading.other or Span(clause.start, clause.end)
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
    start = clause.start + at
    documents = (
        split_titled(stripped.lstrip("了"))
        if action in ("deliberate", "consider", "decide", "hear", "brief", "appoint")
        or (
            action in PASSED_ON
            and "《" in stripped
            and (not _SPIRIT_OF.search(stripped) or split_by_titles(stripped) or _TITLES_THEN.match(stripped))
            and "围绕" not in clause.text[: at + offset]
        )
        else []
    )
    if action in PASSED_ON and "《" in stripped:
        listed = stripped.lstrip("了")
        documents = papers_among(listed) or documents
    if action in ("deliberate", "consider", "decide"):
        documents = _with_posts(stripped.lstrip("了"), documents)
    if action in ("hear", "brief"):
        titled = [replace(part, title=subject_of(action, part.title)) for part in split_by_titles(stripped)]
        documents = (
            titled or _split_reports(stripped) or _plans(stripped) or (documents if _EXAMINED.search(verbs) else [])
        )
    elif reported:  # one explanation of several drafts
        documents = documents[:1] if len(documents) == 1 else []
    elif len(documents) < 2:
        documents = split_by_titles(stripped) or documents
    if not in_lead and _ONLY_DECIDES.fullmatch(verbs):
        named = [d.title for d in documents] if len(documents) > 1 else [stripped]
        before = [spoken_of(reading, number, title) for title in named]
        for prior in filter(None, before):
            prior.decision = prior.decision or decision
            if prior.in_lead and prior.passage is None:
                prior.passage = start
            if verbs.endswith("通过"):
                prior.action = "deliberate"
        if all(before):
            return
        if len(documents) > 1 and any(before):
            documents = [d for d, prior in zip(documents, before, strict=True) if prior is None]
            if len(documents) == 1:
                stripped = documents[0].title
    if follow > index + 1 and len(documents) < 2 and action in _ACTS_ON_PAPERS:
        documents = _over_commas(stripped, closed=closing > index) or documents
    if len(documents) < 2 and action in _ACTS_ON_PAPERS:
        documents = _with_own_heads(stripped) or documents
    if len(documents) > 1:
        documents = [d for d in documents if not _VAGUE_PART.match(d.title)] or documents
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
            kind: Action = "appoint" if appoints(document.title) and action not in ("hear", "brief") else action
            title = document.title
            if action == "hear" and (moved := _moved(title)):
                kind, title = "deliberate", subject_of("deliberate", moved).strip("《》")
            matter = make_matter(kind, decision, title, first, base + document.end, number)
            matter.documents = tuple(d.title for d in find_titles(stripped[document.start : document.end + 2])) or (
                (document.title,) if "《" in stripped else ()
            )
            matter.in_lead, matter.verb, matter.reported = in_lead, verbs, reported
            reading.matters.append(matter)
        return
    titles = find_titles(stripped)
    short = _named_before(reading, titles, stripped) if decision and not in_lead else None
    if short is not None:  # 会议同意印发《条例》: what becomes of a document that was named in full
        short.decision = short.decision or decision
        return
    subject = documents[0].title if len(documents) == 1 and titles else subject_of(action, stripped)
    if len(titles) == 1 and action in PASSED_ON and is_paper(stripped.lstrip("了")):
        subject = titles[0].title
    if len(subject) < 2 or (action == "hear" and (_only_units(subject) or _REPORT_ONLY.match(subject))):
        return
    explained_posts = action == "hear" and stripped.endswith("说明") and len(stripped) <= _LONGEST_POST
    explained_posts = explained_posts or (action == "hear" and bool(_POSTS.search(subject)))
    if appoints(subject) and (explained_posts or action in ("deliberate", "consider", "decide", "appoint")):
        action = "appoint"
    matter = make_matter(action, decision, subject, start, end, number)
    matter.documents = tuple(title.title for title in titles)
    matter.in_lead, matter.verb, matter.reported = in_lead, verbs, reported
    matter.open_ended = bool(_AND_SO_ON.search(stripped))
    reading.matters.append(matter)


def _moved(thing: str) -> str | None:
    """The draft that an explanation moves (关于提请审议…的议案的说明), or None where it explains something else."""
    thing = REPORTER.sub("关于", thing.removeprefix("了").strip()).replace("关于关于", "关于")
    if "、" in _BRACKETS.sub("", thing) or thing.count("说明") > 1 or not _DRAFT.search(thing):
        return None
    found = _MOVED.match(_MOVER.sub("", thing))
    return found["thing"] if found else None


def spoken_of(reading: Reading, number: int, thing: str) -> Matter | None:
    """The matter of an earlier sentence that a decision (会议原则同意…的汇报, 通过批准…的决议) is about."""
    grams = grams_of(thing)
    prior = [
        m
        for m in reading.matters
        if (not m.in_lead or m.sentence != number) and m.decision is None and m.action in ("hear", "brief")
    ]
    best = max(prior, key=lambda m: overlap(m.grams, grams), default=None)
    return best if best is not None and overlap(best.grams, grams) >= _SPOKEN_OF else None


def _named_before(reading: Reading, titles: list[Document], thing: str) -> Matter | None:
    """The matter that a short form stands for: 《条例》 what ends so, 考核办法 a 综合考核办法 before it."""
    if not titles and len(thing) <= _SHORT_FORM:
        return next((m for m in reading.matters if _shortens(thing, m.subject)), None)
    if len(titles) != 1 or len(titles[0].title) > _SHORT_FORM:
        return None
    ending = titles[0].title
    return next(
        (
            m
            for m in reading.matters
            for title in map(_bare, m.documents)
            if len(title) > len(ending) and title.endswith(ending)
        ),
        None,
    )


def _bare(title: str) -> str:
    """A title without the brackets after it (办法（送审稿）)."""
    return re.sub(r"(?:[（(][^（）()]{0,20}[）)])+$", "", title)


def _shortens(short: str, subject: str) -> bool:
    """Whether a name is what is left of a longer one that ends alike, its characters in their order."""
    plain = re.sub(r"[（(][^）)]*[）)]", "", subject)
    letters = iter(plain)
    return len(short) < len(plain) and plain[-2:] == short[-2:] and all(letter in letters for letter in short)


def _one_part(reading: Reading, first: Matter, second: Matter) -> bool:
    """Whether two acts of a lead stand in one of the parts that semicolons divide it into."""
    sentence = reading.sentences[first.sentence]
    between = sentence.text[first.end - sentence.start : second.start - sentence.start]
    return bool(re.search("[；;]", sentence.text)) and not re.search("[；;]", between)


def _stands_apart(reading: Reading, first: Matter, second: Matter) -> bool:
    """Whether a semicolon parts two acts of a lead, or two of several acts of a sentence that are not quite alike."""
    sentence = reading.sentences[first.sentence]
    listed = first.in_lead or (
        len(re.findall("[；;]", sentence.text)) > 1 and overlap(first.grams, second.grams) < _SAME_TITLE
    )
    return listed and bool(
        re.search("[；;]", sentence.text[first.end - sentence.start : second.start - sentence.start])
    )


def _both_reports(first: Matter, second: Matter) -> bool:
    """Whether two reports that were each examined have titles of their own."""
    return (
        not first.subject.endswith(second.subject)
        and not second.subject.endswith(first.subject)
        and bool(_A_REPORT.search(first.subject))
        and bool(_A_REPORT.search(second.subject))
    )


def _alike_enough(first: Matter, second: Matter) -> float:
    """The overlap from which two acts of a sentence are about one matter: a paper with a title of its own is another
    matter than the work that was reported on, but for the paper that the report is about; so is what another year's is.
    """
    years = set(_YEAR.findall(first.subject)), set(_YEAR.findall(second.subject))
    if (second.documents and not first.documents) or (all(years) and years[0].isdisjoint(years[1])):
        return _SAME_PAPER
    return 0.15 if second.action in ("arrange", "consider") else 0.3


def _two_titles(heard: Matter, examined: Matter) -> bool:
    """Whether a report with a title of its own (关于…的通报) was heard, and another document examined."""
    return bool(_TITLED_REPORT.search(heard.subject)) and overlap(heard.grams, examined.grams) < _SAME_TITLE


def _only_units(subject: str) -> bool:
    """Whether 听取 names only who reported, and no matter (听取了水利局、财政局的汇报)."""
    if _THEIR_WORK.search(subject) and "纪律检查" not in subject:
        return False
    return len(subject) <= 200 and all(_UNIT.fullmatch(part) for part in re.split(r"、|和|以及|及", subject) if part)


def _split_reports(thing: str) -> list[Document]:
    """Several titled reports after 听取 (关于…的汇报、关于…的报告), or of several reporters (…及某局关于…的汇报)."""
    masked = thing if "《" not in thing else _TITLES.sub(lambda m: "＊" * len(m.group()), thing)
    cuts = [m.start() for m in _NEXT_REPORT.finditer(masked)] if "关于" in masked else []
    if cuts:
        documents = []
        for start, end in zip([0, *cuts], [*cuts, len(thing)], strict=True):
            part = thing[start:end]
            begin = start + len(part) - len(part.lstrip("，、及以和与"))
            documents.append(Document(subject_of("hear", thing[begin:end]), begin, end))
        if all(len(document.title) >= _LEAST for document in documents):
            return documents
    if "《" in thing and _ABOUT_TITLES.fullmatch(thing):
        begins = [m.start() for m in re.finditer("《", thing) if not m.start() or thing[m.start() - 1] in "、和及"]
        ends = [at - 1 for at in begins[1:]] + [len(thing)]
        return [Document(subject_of("hear", thing[a:b]), a, b) for a, b in zip(begins, ends, strict=True)]
    reports = _one_by_one(thing)
    if reports:
        return reports
    body = _REPORTED_BY.sub("", thing) if "作的" in thing else thing
    shift = len(thing) - len(body)
    parts = split_titled(body)
    if len(parts) > 1 and all(
        "《" in body[p.start : p.end] or (_REPORT_PART.search(p.title) and "关于" in p.title) for p in parts
    ):
        return [replace(p, start=p.start + shift, end=p.end + shift) for p in parts]
    return []


def _plans(thing: str) -> list[Document]:
    """Several plans that are reported on, each named in full (甲行动方案、乙实施意见的汇报)."""
    listed = _OF_PLANS.search(thing) if "、" in thing and "《" not in thing else None
    parts = split_list(thing[: listed.start()]) if listed else []
    if len(parts) < _PLANS or not all(len(part) >= _SHORTEST_PLAN and _A_PLAN.search(part) for _, part in parts):
        return []
    return [Document(subject_of("hear", part), at, at + len(part)) for at, part in parts]


def _with_posts(thing: str, documents: list[Document]) -> list[Document]:
    """The documents, the last of them without the posts that are filled in the same breath; or matter and posts."""
    if len(documents) < 2:
        apart = _posts_apart(thing)
        if not apart:
            return documents
        papers = (split_titled(apart[0].title) or split_by_titles(apart[0].title)) if "《" in thing else []
        return [*papers, *apart[1:]] if papers else apart
    last = documents[-1]
    apart = [
        replace(part, start=part.start + last.start, end=part.end + last.start) for part in _posts_apart(last.title)
    ]
    return [*documents[:-1], *(apart or [last])]


def _posts_apart(thing: str) -> list[Document]:
    """A matter and who takes or leaves a post, or what is done about another (改革事宜和人事任免事项)."""
    found = _AND_POSTS.match(thing)
    if found and not appoints(found["matter"]):
        return [Document(found[name], found.start(name), found.end(name)) for name in ("matter", "posts")]
    found = _AND_ABOUT.match(thing) if "关于" in thing else None
    if found and "关于" not in found["matter"]:
        first = subject_of("consider", found["matter"])
        return [
            Document(first, found.start("matter"), found.end("matter")),
            Document(found["more"], found.start("more"), found.end("more")),
        ]
    return []


def _one_by_one(thing: str) -> list[Document]:
    """Reports that follow each other, each with its own word for a report and a matter of its own."""
    if thing.count("报") + thing.count("说明") < 2 or "《" in thing or appoints(thing):
        return []
    cuts = [(0, 0), *(m.span() for m in _THEN_ANOTHER.finditer(thing))]
    if len(cuts) == 1:
        return []
    ends = [start for start, _ in cuts[1:]] + [len(thing)]
    reports = []
    for (_, begin), end in zip(cuts, ends, strict=True):
        subject = subject_of("hear", thing[begin:end])
        if len(subject) < _LEAST or _only_units(subject) or _REPORT_ONLY.match(subject):
            return []
        reports.append(Document(subject, begin, end))
    return reports if _REPORT_PART.search(thing) else []


def _with_own_heads(thing: str) -> list[Document]:
    """The parts of a list each of which says anew that it is a matter (甲协议有关问题、乙整治有关问题)."""
    if "事宜" not in thing and "关问题" not in thing and "关事项" not in thing:
        return []
    cuts = [(0, 0), *(m.span() for m in _AFTER_HEAD.finditer(_BRACKETS.sub(lambda m: "＊" * len(m.group()), thing)))]
    if len(cuts) == 1:
        return []
    ends = [start for start, _ in cuts[1:]] + [len(thing)]
    parts = [Document(subject_of("consider", thing[a:b]), a, b) for (_, a), b in zip(cuts, ends, strict=True)]
    return parts if all(len(part.title) >= _SHORTEST_PLAN for part in parts) else []


def _continues(thing: str, clause: Clause, action: Action) -> bool:
    """Whether the next clause still belongs to the object (，以及…; a short first clause of several)."""
    text = clause.text
    if clause.before in "；;：:":
        return False
    if text.startswith(("以及", "及", "和", "并就", "撤销")):
        return True
    if (
        action in PASSED_ON
        and clause.before in "，,"
        and _PAPER_AMONG.fullmatch(text)
        and SPIRIT.search(thing[-_REACH:])
        and not OPENING.match(text)
    ):
        return True
    if _NEXT_TITLE.match(text) and ("《" in thing or (action in PASSED_ON and text.startswith("《"))):
        return True
    if (
        OPENING.match(text)
        or SPEECH.match(text)
        or text.startswith(
            ("会议", "并", "推动", "促进", "要", "为", "决定", "提请", "委托", "强调", "指出", "认为", "原则")
        )
    ):
        return False
    if (
        action not in ("hear", "brief", "arrange")
        and clause.before in "，,"
        and (text[-1] in _PAPER_ENDS or "等" in text[-_LAST:] or text.endswith("安排"))
        and _lists(thing, text)
    ):
        return True
    if action == "hear" and _REPORT_PART.search(thing[-_REACH:]) and _REPORTED_TOO.match(text):
        return True
    if (
        action == "hear"
        and "关于" in thing
        and not _REPORT_PART.search(thing[-_REACH:])
        and (_REPORTED_TOO.match(text) or text.startswith("关于"))
    ):
        return True
    if (
        action in PASSED_ON
        and clause.before in "，,"
        and SPIRIT.search(_ETC.sub("", text))
        and not re.search("强调|指出|要求|主持|发表|出席|了", text)
    ):
        return True
    if action in PASSED_ON and clause.before in "，," and _MEETING_PASSED_ON.fullmatch(text):
        return True
    if action == "consider" and clause.before in "，," and _LIST_GOES_ON.match(text) and not _TELLS.search(text[:-8]):
        return True
    return (
        len(thing.strip()) < 7
        and action in ("arrange", "consider", "decide", "hear")
        and not thing.strip().endswith(("汇报", "报告"))
        and "《" not in thing
        and "了" not in text
        and len(text) < 30
    )


def _over_commas(thing: str, *, closed: bool) -> list[Document]:
    """The parts of a list over commas: of one that is ``closed`` by 等事宜 where one part is a paper (《甲办法》，
    乙评选结果，丙经费等事宜), of another where all are."""
    parts: list[Document] = []
    for match in _BETWEEN_COMMAS.finditer(_ETC.sub("", thing)):
        titles = find_titles(match.group())
        title = titles[0].title if len(titles) == 1 else match.group()
        parts.append(Document(title, match.start(), match.end()))
    papers = [part.title != thing[part.start : part.end] or ends_as_document(part.title) for part in parts]
    named = any(papers) if closed else all(papers)
    return parts if named and all(len(part.title) >= _LEAST for part in parts) else []


def _closing(clauses: list[Clause], index: int) -> int:
    """The clause in which a list over commas that begins in this one is closed by 等事宜, or -1."""
    reach = range(index + 1, min(index + _LONGEST_LIST, len(clauses)))
    closing = next((number for number in reach if clauses[number].text.endswith(_CLOSES)), -1)
    between = clauses[index + 1 : closing + 1]
    return -1 if any(c.before not in "，," or _is_act(c.text) for c in between) else closing


def _is_act(text: str) -> bool:
    return bool(OPENING.match(text) or SPEECH.match(text) or _TELLS.search(_TITLES.sub("", text)))


def _lists(thing: str, text: str) -> bool:
    """Whether a clause names one more of the papers of a list (，关于…的报告), whoever brought it in."""
    text = _AND_MORE.sub("", _ETC.sub("", text))
    if not lists_on(thing[-_REACH:], text):
        return False
    return text.startswith("关于") or not _TELLS.search(_TITLES.sub("", text))


def merge_within(reading: Reading, since: int) -> None:
    """One matter under several verbs of one sentence is one item (听取…汇报，审议《…报告》)."""
    kept: list[Matter] = []
    for matter in reading.matters[since:]:
        previous = kept[-1] if kept else None
        if (
            previous is not None
            and previous.action == matter.action == "appoint"
            and not (previous.documents or matter.documents)
            and re.match(r"(?:决定)?(?:免去|任命)", previous.verb)
            and re.match(r"(?:决定)?(?:免去|任命)", matter.verb)
        ):
            sentence = reading.sentences[matter.sentence]
            between = sentence.text[previous.end - sentence.start : matter.start - sentence.start]
            previous.subject = f"{previous.subject}{between}{matter.verb}{matter.subject}"
            previous.end = matter.end
        elif (
            previous is not None
            and not matter.reported
            and not ("审议" in previous.verb and "审议" in matter.verb and _both_reports(previous, matter))
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
                or (
                    overlap(previous.grams, matter.grams) >= _alike_enough(previous, matter)
                    and not _stands_apart(reading, previous, matter)
                    and not (matter.documents and previous.documents == () and _two_titles(previous, matter))
                    and not (
                        matter.documents
                        and previous.documents
                        and not set(matter.documents) & set(previous.documents)
                        and overlap(previous.grams, matter.grams) < _SAME_TITLE
                    )
                )
                or (
                    matter.action == "arrange"
                    and previous.subject.endswith("形势")
                    and bool(previous.grams & matter.grams)
                )
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
                for other in kept:  # of several papers heard under one verb each is what was then examined
                    if other.sentence == previous.sentence and other.verb == previous.verb and other.action == "hear":
                        other.action, other.decision = previous.action, other.decision or previous.decision
                if not _THEM.match(matter.subject):
                    previous.subject, previous.grams = matter.subject, previous.grams | matter.grams
            previous.documents = tuple(dict.fromkeys(previous.documents + matter.documents))
        else:
            kept.append(matter)
    reading.matters[since:] = kept
