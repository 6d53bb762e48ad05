"""From a verb and its object to the matters that they announce."""

from __future__ import annotations

import re
from dataclasses import replace

from analysis.parsing.acts import AND_MORE, appoints, is_generic, is_response, read_verbs, refers_back, subject_of
from analysis.parsing.documents import find_titles, is_paper, papers_among, split_by_titles, split_titled
from analysis.parsing.explaining import MOVED, moved_draft
from analysis.parsing.listing import split_by_heads, split_over_commas
from analysis.parsing.matters import Place, make_matter
from analysis.parsing.posts import with_posts
from analysis.parsing.reaching import closing_clause, continues
from analysis.parsing.referring import named_before, spoken_of
from analysis.parsing.reports import names_no_matter, split_plans, split_reports
from analysis.records import PASSED_ON, Action, Span

_AND_SO_ON = re.compile(r"等(?:重点|相关|有关)?(?:工作|事项|问题|事宜|议题)$")
_AND_OTHERS = re.compile(r"等(?:其他|其它|有关|相关)(?:事项|议题)$")
_POSTS = re.compile(r"(?:干部|人事|职务)[^，。]{0,6}任免(?:情况|事项|议案|案)?$")
# What a committee of the sitting says of the draft that was just explained is no matter of its own.
_OPINION = re.compile(r"(?:并?解读)?(?:，?以及|，?和|，)[^《》，]{2,60}(?:的|相关)审议意见(?:的)?报告$")
_LONGEST_POST = 40  # characters of what is told of appointments alone
_ONLY_DECIDES = re.compile(r"(?:原则上?|表决)?(?:通过|同意|批准|核准)")
# Titled papers, and after them what somebody said (学习《甲意见》《乙通知》，以及林一舟在渡口会上的讲话精神).
_TITLES_THEN = re.compile(r"(?:《[^《》]{2,200}》、?)+，?(?:以及|及|和)(?!精神)[^《》]{9,}(?:精神|讲话)$")
_EXAMINED = re.compile(r"审|讨论|通过")
_SPIRIT_OF = re.compile(r"(?:精神|讲话|论述)$|^《求是》")
_ACTS_ON_PAPERS = ("deliberate", "consider", "decide")
_VAGUE_PART = re.compile(
    "[\\d两二三四五六七八九十]+(?:个|项|份|件)(?:配套|实施|子|具体)[^《》，、]{2,8}$|(?:有关|相关|其他|其它)(?![^，]*(?:人事|任免))[^《》，]{0,8}(?:事项|事宜)(?:安排)?$"
)


def add_report(place: Place, title: str, offset: int) -> None:
    """作了关于…的报告 is heard; 作了关于…的说明 moves a draft that is then examined."""
    moved = MOVED.match(title) if title.endswith("说明") or "提请审议" in title else None
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
    closing = -1 if reported or closed else closing_clause(clauses, index)
    while (
        not (reported or closed)
        and follow < len(clauses)
        and (follow <= closing or continues(whole, clauses[follow], action))
    ):
        whole = f"{whole}{clauses[follow].before}{clauses[follow].text}"
        end = clauses[follow].end
        follow += 1
    stripped = whole.strip()
    if action == "hear" and "》" in stripped and "说明" in stripped:
        stripped = _OPINION.sub("", stripped)
    if action == "hear" and not appoints(stripped) and (moved := moved_draft(stripped)):
        action, reported = "deliberate", True  # a draft that is explained is moved
        offset += max(0, stripped.find(moved))
        stripped = moved
    if is_generic(stripped) and not appoints(stripped):
        if re.search(r"其他|其它", stripped) or (action == "consider" and "事项" in stripped):
            reading.other = reading.other or Span(clause.start, clause.end)
        return
    if _AND_OTHERS.search(stripped) or AND_MORE.search(stripped):
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
        documents = with_posts(stripped.lstrip("了"), documents)
    if action in ("hear", "brief"):
        titled = [replace(part, title=subject_of(action, part.title)) for part in split_by_titles(stripped)]
        documents = (
            titled or split_reports(stripped) or split_plans(stripped) or (documents if _EXAMINED.search(verbs) else [])
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
        documents = split_over_commas(stripped, closed=closing > index) or documents
    if len(documents) < 2 and action in _ACTS_ON_PAPERS:
        documents = split_by_heads(stripped) or documents
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
            if action == "hear" and (moved := moved_draft(title)):
                kind, title = "deliberate", subject_of("deliberate", moved).strip("《》")
            matter = make_matter(kind, decision, title, first, base + document.end, number)
            matter.documents = tuple(d.title for d in find_titles(stripped[document.start : document.end + 2])) or (
                (document.title,) if "《" in stripped else ()
            )
            matter.in_lead, matter.verb, matter.reported = in_lead, verbs, reported
            reading.matters.append(matter)
        return
    titles = find_titles(stripped)
    short = named_before(reading, titles, stripped) if decision and not in_lead else None
    if short is not None:  # 会议同意印发《条例》: what becomes of a document that was named in full
        short.decision = short.decision or decision
        return
    subject = documents[0].title if len(documents) == 1 and titles else subject_of(action, stripped)
    if len(titles) == 1 and action in PASSED_ON and is_paper(stripped.lstrip("了")):
        subject = titles[0].title
    if len(subject) < 2 or (action == "hear" and (names_no_matter(subject))):
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
