"""From a cleaned report to the meeting that it tells of."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial

from analysis.parsing.agenda import Agenda, find_agenda
from analysis.parsing.bodies import HINT, RANKS, Body, find_bodies, of_place
from analysis.parsing.conveners import CALLS, find_convener
from analysis.parsing.dates import dating, find_date
from analysis.parsing.digests import announces_digest, cut
from analysis.parsing.lead import Lead, choose, find_lead, is_digest, without_headlines
from analysis.parsing.people import Chair, find_attendees, find_chair
from analysis.parsing.places import NOWHERE, find_place
from analysis.parsing.readout import is_aside, is_paper, is_told, kind_of, ruled_out, sat_without_agenda, speaks
from analysis.parsing.sentences import Sentence, split_sentences
from analysis.parsing.sessions import find_session
from analysis.records import Basis, Level, Meeting, Report, Session, Span

__all__ = ["VERSION", "parse"]

VERSION = "18"
"""Changes when the same report would be read otherwise."""

_OPENING = 3_000
_NEAR = 24  # characters after a body's name in which the word for its meeting stands
_LONGEST = 60_000
"""Characters that are read of one meeting: ten times the longest readout known. A longer text is a book, of which the
beginning is read, unless it is a digest, each entry of which is read like a report."""
_MET_THEN = re.compile(r"(?:会议)?[^，。]{0,20}\d{1,2}日[^。]{0,60}(?:主持|召开|举行)(?!的)")
_PRESIDED_THEN = re.compile(r"\d(?:\d?月\d{1,2}日|\d?日)(?:[上下]午|晚)?主持")
_LONGEST_TITLE = 400
_COMMITTEE_OF = re.compile("[省市县区州]委")  # 区委审计委员会, whose field is too short to be named by it
_LEADS = re.compile(
    r"(?:中央(?:层面)?|国务院|全国|省|市|县|区|州)?(?:委)?(?:应对)?(.{4,30}?)(?:专项|指导)?(?:工作)?"
    r"(?:领导小组|协调小组|指挥部|委员会|工作机制)"
)
_OF_A_UNIT = ("党组会议", "党委会议", "党组理论学习中心组", "党委理论学习中心组")
_ENLARGED = re.compile("（?扩大）?会议$")
# A bureau with its rank right before its party group (市水利局党组).
_RANKED = "(?:自治区|[省县区州盟旗]|市(?!场|政(?!府|协|法)))"
_NAMED_UNIT = re.compile(rf"{_RANKED}(?:(?!{_RANKED})[\u4e00-\u9fff]){{1,10}}(?:局|委|厅|办|院|中心|室)$")
_UNIT = re.compile(r"[委局厅办院]$")
_BUREAU = re.compile(
    r"(自治区|[省市县区州盟旗])(?![省县区州盟旗]|市(?!场|政))[\u4e00-\u9fff]{1,10}(?:局|委|厅|办|院|中心|集团|公司|学院|大学)"
)
_HOSTED = re.compile(
    r"(?P<host>[省市县区州盟旗](?:人大常委会|政协|[\u4e00-\u9fff]{2,10}?(?:委|局|厅|办|院|中心|公司|集团)))党组(?:召开|举行|书记|会议)"
)
# Whom a city's meeting calls upon: towns, as a county does, or counties.
_OVER_TOWNS = re.compile(r"各镇|各乡镇|各街道|镇街|镇（街|乡镇（|镇办|镇乡街|乡镇、街道")
_OVER_COUNTIES = re.compile(r"县区|区县|县（|县市|市县|各县|各区|各旗|旗县|县级")
_ABOVE = re.compile(r"总书记[^，。；]{0,16}主持召开")
_CORPS = re.compile(
    r"(?:兵团|师市|第?[一二三四五六七八九十]{1,3}师|师(?=党委)|[〇零一二三四五六七八九十\d]{1,3}团|团(?=场?党委))(?=党委)"
)
_CORPS_RANKS: dict[str, Level] = {"兵团": "province", "师": "prefecture", "第": "prefecture"}
# A college's committees lead no place.
_OF_A_COLLEGE = re.compile(r"^(?:https?://)?[^/]*\.edu\.cn(?:[:/]|$)")
_FIRST_POST = re.compile(r"[\u4e00-\u9fff]{0,8}?([省市县区州盟旗])(?:委|长|政府|人大|政协)")
_SAME_DAY = re.compile(r"[同当][日天]")
_SPACE = re.compile(r"\s")
_MEETS = re.compile(r"召开|举行|主持|闭幕|开幕|会议|集[体中]学习|专题学习|开会|听取")


def parse(report: Report) -> Meeting:
    """Read a report: is it a readout, and if so, which meeting with which agenda. Topics are left empty.

    >>> text = "4月1日，甲市委常委会召开会议，传达学习全省水利会议精神，研究防汛工作。市委书记林一舟主持。"
    >>> meeting = parse(Report(text=text, published="2024-04-02"))
    >>> meeting.body, meeting.date, meeting.chair, [item.subject for item in meeting.items]
    ('市委常委会', '2024-04-01', '林一舟', ['全省水利会议精神', '防汛工作'])
    """
    text = report.text[:_LONGEST]
    if report.title and len(report.title) > _LONGEST_TITLE:
        report = replace(report, title=report.title[:_LONGEST_TITLE])
    meeting = _read(report, text, report.title, report) or Meeting(False, kind_of(report.title, text))
    if meeting.kind == "digest" or (meeting.is_readout and announces_digest(report.title)):
        digested = _digested(report)
        if not meeting.is_readout or len(digested) > 1:
            return Meeting(False, "digest", digested=digested)
    return meeting


def _read(report: Report, text: str, title: str | None, whole: Report) -> Meeting | None:
    """The meeting that a text tells of; a digest where it tells of several, None where it tells of none.

    ``whole`` is the report of which the text is a part, or all.
    """
    opening = f"{title or ''}\n{text[:_OPENING]}"
    if not _MEETS.search(opening) or not (HINT.search(opening) or CALLS.search(opening)):
        return None
    sentences = split_sentences(text)
    lead = find_lead(sentences)
    head = text[lead.start : lead.end] if lead else ""
    if lead is None or lead.future or ruled_out(title, head):
        return None
    plain_title = title.removeprefix("[视频]") if title else None
    if is_paper(plain_title, sentences):
        return None
    if is_aside(plain_title, sentences, lead.sentence):
        return None
    lead = _with_its_unit(lead, plain_title, head)
    body = _body(lead, plain_title)
    if body is None or (_OF_A_COLLEGE.search(whole.url or "") and body.owner is None):
        return None
    if lead.body is None and not is_told(head, sentences[lead.sentence :]):
        return None
    sentences = without_headlines(sentences, lead.sentence)
    if is_digest(sentences, lead):
        return Meeting(False, "digest")
    sure = lead.body is not body or _convened(head, body, sentences[lead.sentence :])
    sat = partial(sat_without_agenda, plain_title, head, body, sentences[lead.sentence :])
    agenda = find_agenda(
        text,
        sentences,
        lead.sentence,
        title=plain_title,
        sat=sat,
        fallback=_field_of(body) if sure else None,
    )
    if not agenda.items and not sat():
        return None
    return _meeting(report, sentences, lead, body, plain_title, agenda, whole)


def _digested(report: Report) -> tuple[Meeting, ...]:
    """The meetings of a digest, each read in its own stretch as in a report of its own.

    The digest lends them its title and outlet for the place and its day of publication for the date, nothing else.
    A page that does not call itself a digest must tell of two at least.
    """
    found: list[Meeting] = []
    before: Meeting | None = None  # told in the entry before this one
    text = report.text  # all of it, for what is long is often a yearbook of short entries
    for entry in cut(text, split_sentences(text)):
        told = text[entry.body : min(entry.end, entry.body + _LONGEST)]
        heading = None if announces_digest(entry.heading) else entry.heading  # the digest's own, above its first entry
        title = " ".join(filter(None, (report.title, heading))) or None
        meeting = _read(replace(report, text=told, title=title), told, heading, report)
        if meeting is None or not meeting.is_readout:
            before = None
            continue
        meeting = replace(_shifted(meeting, entry.body), span=Span(entry.start, entry.end), heading=heading)
        before = _on_the_same_day(meeting, before, text, entry.body)
        found.append(before)
    return tuple(found) if len(found) > 1 or announces_digest(report.title) else ()


def _on_the_same_day(meeting: Meeting, before: Meeting | None, text: str, start: int) -> Meeting:
    """The meeting with the day of the one told before it, where it says 同日 instead of a day."""
    same = _SAME_DAY.search(text, start, start + _NEAR)
    if same is None or meeting.date or before is None or not before.date:
        return meeting
    span = Span(*same.span())
    said = Basis("date", "the same day as the meeting told before it", span.of(text), span)
    days = next(basis for basis in before.bases if basis.field == "date")
    others = (basis for basis in meeting.bases if basis.field != "date")
    return replace(meeting, date=before.date, date_basis="inferred", bases=(*others, said, days))


def _shifted(meeting: Meeting, by: int) -> Meeting:
    """A meeting read in a part of a text that begins at ``by``, with its evidence where it stands in the whole."""
    return replace(
        meeting,
        items=tuple(
            item._replace(announcement=item.announcement.moved(by), passage=item.passage and item.passage.moved(by))
            for item in meeting.items
        ),
        bases=tuple(basis._replace(span=basis.span and basis.span.moved(by)) for basis in meeting.bases),
    )


def _meeting(
    report: Report,
    sentences: list[Sentence],
    lead: Lead,
    body: Body,
    title: str | None,
    agenda: Agenda,
    whole: Report,
) -> Meeting:
    text = report.text
    bases: list[Basis] = []
    in_lead = lead.body is body
    span = Span(lead.start + body.start, lead.start + body.end) if in_lead else None
    bases.append(
        Basis("body", "named in the lead" if in_lead else "named in the title", span.of(text) if span else title, span)
    )
    told = sentences[max(0, lead.sentence - 1) :]
    if body.level != "central":  # whoever presided over the meeting that is passed on did not over this one
        told = [s for s in told if not _ABOVE.search(s.text)]
    chair = find_chair(told)
    if chair:
        where = Span(chair.start, chair.end)
        bases.append(Basis("chair", "who presides (主持)", where.of(text), where))
    session, numbered = _session(text, lead, title)
    dated = dating(whole, numbered.year)
    located = NOWHERE
    if body.level != "central":
        located = find_place(
            report,
            lead=(lead.start, lead.end),
            body_start=lead.start + body.start if in_lead else -1,
            owner=_owner(body, text[lead.start : lead.end]),
            post=chair.post if chair else None,
            year=dated.published.year if dated.published else dated.year,
        )
        bases.extend(located.bases)
    held = find_date(text, _stretches(sentences, lead), dated, title=title)
    bases.extend(held.bases)
    if session:
        bases.append(session)
    if agenda.other:
        bases.append(Basis("other_matters", "other matters are named", agenda.other.of(text), agenda.other))
    return Meeting(
        is_readout=True,
        kind="readout",
        body=of_place(body.name, located.place.name) if located.place else body.name,
        level="central"
        if body.level == "central"
        else located.level
        or _rank_of_city(text, body, chair)
        or body.level
        or _rank_in_corps(text[lead.start : lead.end])
        or _rank_in(text[lead.start : lead.end])
        or _rank_of(chair),
        place=located.place,
        date=held.date,
        date_basis=held.basis,
        session=session.quote if session else None,
        numbered=numbered,
        chair=chair.name if chair else None,
        chair_post=chair.post if chair else None,
        attendees=tuple(find_attendees(sentences[lead.sentence :], chair.name if chair else None)),
        other_matters=agenda.other is not None,
        items=agenda.items,
        bases=tuple(bases),
    )


def _owner(body: Body, head: str) -> str | None:
    """Whose body it is, by its rank word, or that of its bureau (市水务局党组); of a town or zone, which have none."""
    if body.level == "township":
        return "town"
    if body.owner or not body.name.startswith(("党工委", "管委会")):
        bureau = _BUREAU.search(head) if body.owner is None and "党组" in body.name else None
        return body.owner or (bureau[1] if bureau else None)
    return "zone"


def _body(lead: Lead, title: str | None) -> Body | None:
    """The body of the lead; the title's where the lead names none, or names a short form of it."""
    named = choose(list(find_bodies(title)), title) if title else None
    if lead.body is None:
        return named or (find_convener(title) if title else None)
    if (
        named
        and lead.body.generic
        and named.generic
        and len(named.name) > len(lead.body.name)
        and named.name[-4:] == lead.body.name[-4:]
    ):
        return named
    return lead.body


def _with_its_unit(lead: Lead, title: str | None, head: str) -> Lead:
    """The lead, with a bare party group or its study session named by whose it is (市水利局党组, 局党组会议)."""
    body = lead.body
    if body is None or _ENLARGED.sub("会议", body.name) not in _OF_A_UNIT:
        return lead
    before, is_enlarged = head[: body.start], _ENLARGED.search(body.name)
    ranked, unit = _NAMED_UNIT.search(before), _UNIT.search(before)
    hosted = None if unit else next(filter(None, map(_HOSTED.search, (title or "", head))), None)
    named = body.name if is_enlarged else body.name.removesuffix("会议")
    if ranked:
        name = ranked.group() + named
    elif not body.name.endswith("会议"):
        return lead
    elif hosted:
        name = hosted["host"] + named
    else:
        name = f"{unit.group() if unit else ''}{body.name}"
    return replace(lead, body=body._replace(name=name))


def _convened(head: str, body: Body, sentences: list[Sentence]) -> bool:
    """Whether it is sure that the body sat, though no act is told: it was presided over, or a meeting, or speaks."""
    return "主持" in head or "会议" in head[body.end : body.end + _NEAR] or speaks(sentences)


def _field_of(body: Body) -> str | None:
    """What a leading group leads: the matter of a meeting that announces none."""
    match = _LEADS.match(body.name)
    if match is None or _COMMITTEE_OF.match(match.group(1)):
        return None
    return f"{match.group(1)}防控" if match.group(1).endswith("疫情") else match.group(1)


def _rank_in(head: str) -> Level | None:
    """The rank of a bureau's or a company's party group, from the word before it (市水务局)."""
    match = _BUREAU.search(head)
    return RANKS.get(match.group(1)) if match else None


def _rank_in_corps(head: str) -> Level | None:
    """The rank of a committee of the production and construction corps: of the corps, a division or a regiment."""
    match = _CORPS.search(head)
    if match is None:
        return None
    return next((level for word, level in _CORPS_RANKS.items() if match[0].startswith(word)), "county")


def _rank_of_city(text: str, body: Body, chair: Chair | None) -> Level | None:
    """The rank of a city that is not named: a county's where a prefecture is above its chair, or towns answer to it."""
    if body.owner != "市":
        return None
    if chair and chair.post and re.match(r"[\u4e00-\u9fff]{0,6}[州盟地]委", chair.post):
        return "county"
    return "county" if _OVER_TOWNS.search(text) and not _OVER_COUNTIES.search(text) else None


def _rank_of(chair: Chair | None) -> Level | None:
    """The rank at which the chair's first post is held: a county secretary's meeting is a county's."""
    match = _FIRST_POST.match(chair.post) if chair and chair.post else None
    return RANKS.get(match.group(1)) if match else None


def _stretches(sentences: list[Sentence], lead: Lead) -> list[tuple[int, int]]:
    """Where the day is sought: the head of the lead, what stands before it, the sentence after it."""
    number = lead.sentence
    stretches = [(lead.start, lead.end)]
    stretches += [(s.start, s.end) for s in sentences[max(0, number - 2) : number][::-1]]
    own = sentences[number]
    stretches += [(own.start + m.start(), own.start + m.end()) for m in _PRESIDED_THEN.finditer(own.text)]
    stretches += [(s.start, s.end) for s in sentences[number + 1 : number + 2] if _MET_THEN.match(s.text)]
    stretches += [(s.start, s.end) for s in sentences[: max(0, number - 2)][::-1] if _MET_THEN.match(s.text)]
    return stretches


def _session(text: str, lead: Lead, title: str | None) -> tuple[Basis | None, Session]:
    """The session as the lead writes it, or the title; what one leaves out of term and year, the other may say."""
    in_lead = find_session(text[lead.start : lead.end])
    first = _SPACE.split(title, maxsplit=1)[0] if title else ""
    in_title = find_session(first)
    if in_lead:
        span, numbered = in_lead
        span = Span(lead.start + span.start, lead.start + span.end)
        if in_title and in_title[1].number == numbered.number:
            other = in_title[1]
            numbered = replace(numbered, term=numbered.term or other.term, year=numbered.year or other.year)
        return Basis("session", "number in the lead", span.of(text), span), numbered
    if in_title:
        span, numbered = in_title
        return Basis("session", "number in the title", span.of(first)), numbered
    return None, Session()
