"""A meeting's report, put together from its matters, with the annotation that is true of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from data.sample import stock
from data.sample.dice import Dice
from data.sample.schedule import Held
from data.sample.stock import Body
from data.sample.template import Chosen, Template

FIRST, LAST = ("relay", "study"), ("appoint",)
GATHERED = ("hear", "consider", "arrange", "deliberate")
TITLED = re.compile(r"《([^《》]+)》")
# How a report is built: every matter announced in lead and body; listed in the lead and then treated without being
# named again; named in the body alone; some gathered in the lead under one verb; named in the lead alone.
STYLES = ("announced", "bare", "unlisted", "gathered", "lead only"), (34, 16, 20, 24, 6)
DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True)
class Matter:
    """One matter of a meeting, with everything that a report may say of it.

    ``clause`` names it in a lead (``clause_decision`` is what that wording decides), ``lead`` is its short name there,
    ``announcement`` + ``rest`` name it in the body (``decision`` is what those decide), ``sentences`` treat it.
    """

    act: str
    body_act: str
    subject: str
    topics: tuple[str, ...]
    lead: str
    clause: str
    clause_decision: str | None
    announcement: str
    rest: str
    decision: str | None
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class Story:
    """A meeting as its reporters know it: what every outlet's report of it draws on."""

    held: Held
    matters: tuple[Matter, ...]
    meeting: str
    body: str
    session: str | None
    chair: str | None
    phrases: tuple[str, ...]
    has_more: bool
    style: str
    is_datable: bool


@dataclass(frozen=True)
class Told:
    """A report as an outlet wrote it, before any dirt: title, paragraphs, and the annotation but for its date."""

    title: str
    paragraphs: tuple[str, ...]
    annotation: dict[str, Any]


def chinese(number: int) -> str:
    """A positive number below a hundred million in Chinese numerals.

    >>> chinese(32), chinese(10), chinese(105), chinese(110), chinese(20_013)
    ('三十二', '十', '一百零五', '一百一十', '二万零一十三')
    """
    if number >= 10_000:
        high, low = divmod(number, 10_000)
        return chinese(high) + "万" + _below_ten_thousand(low, "零" if low < 1_000 else "")
    return _below_ten_thousand(number, "").removeprefix("一") if 10 <= number < 20 else _below_ten_thousand(number, "")


def _below_ten_thousand(number: int, lead: str) -> str:
    written, has_gap = "", False
    for unit, size in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit = number // size % 10
        if digit:
            written += ("零" if has_gap and written else "") + DIGITS[digit] + unit
        has_gap = not digit
    return lead + written if written else ""


def plan(held: Held, dice: Dice) -> Story:
    """What happened at the meeting, settled once for all who report it."""
    place = held.body.place
    slots = {**place.slots, "year": str(held.day.year), "next": str(held.day.year + 1)}
    matters = [_matter(subject, passage, slots, held.body.studies, dice) for subject, passage in held.matters]
    matters.sort(key=lambda m: (m.body_act not in FIRST, m.body_act in LAST))
    meeting, body, session = _meeting(held.body, held.number, slots, dice)
    return Story(
        held=held,
        matters=tuple(matters),
        meeting=meeting,
        body=body,
        session=session,
        chair=place.holder(held.body.role, f"{held.day:%Y-%m}") if dice.chance(0.96) else None,
        phrases=tuple(dice.pick(f.sentences).fill(dice, slots) for f in held.formulations),
        has_more=dice.chance(0.38),
        style=dice.weighted(*STYLES) if any(m.sentences for m in matters) else "lead only",
        is_datable=_is_datable([subject for subject, _ in held.matters]),
    )


def _is_datable(subjects: list[stock.Subject]) -> bool:
    """Whether the subjects were all on agendas within the same twelve months, and so give away the year."""
    first, last = max(s.start for s in subjects), min(s.end for s in subjects)
    return (int(last[:4]) - int(first[:4])) * 12 + int(last[5:]) - int(first[5:]) < 12


def _matter(subject: stock.Subject, passage: stock.Passage, slots: dict[str, Any], studies: bool, dice: Dice) -> Matter:
    """A matter in its words; a body that only studies takes the subject as something to study."""
    chosen = Chosen(slots, dice)
    phrase, act = subject.phrase.fill(dice, chosen), subject.act
    if studies and act not in FIRST:
        phrase, act = subject.lead.fill(dice, chosen), "study"
    frames = stock.frames()["acts"][act]
    chosen["s"] = phrase
    announcement, rest, outcome = dice.pick(frames["body"])
    body_act, _, decision = outcome.rpartition(":")
    clause, clause_decision = dice.pick([lead for lead in frames["lead"] if lead[1] in (None, decision)])
    sentences = []
    if subject.point is not None:
        measures = dice.shuffled(passage.measures)[: dice.pick((1, 2, 2, 3))]
        sentences = [passage.why.fill(dice, chosen)] if dice.chance(0.75) else []
        sentences += [subject.point.fill(dice, chosen), *(m.fill(dice, chosen) for m in measures)]
    return Matter(
        act=act,
        body_act=body_act or act,
        subject=phrase.strip("《》") if subject.is_document else phrase,
        topics=subject.topics,
        lead=subject.lead.fill(dice, chosen),
        clause=clause.fill(dice, chosen),
        clause_decision=clause_decision,
        announcement=announcement.fill(dice, chosen),
        rest=rest.fill(dice, chosen),
        decision=decision or None,
        sentences=tuple(sentences),
    )


def _meeting(body: Body, number: int, slots: dict[str, Any], dice: Dice) -> tuple[str, str, str | None]:
    """How the meeting is called, what the report so calls the body, and the session as written."""
    if body.numbered == "no" or (body.plain and dice.chance(0.1)):
        meeting = body.plain if body.plain else dice.pick(body.meetings)
        return meeting, body.name, None
    form = dice.pick(body.meetings)
    written = f"第{chinese(number)}次" if "{N}" in form else f"第{number}次"
    meeting = form.replace("{N}", chinese(number)).replace("{n}", str(number)).replace("{year}", slots["year"])
    name = body.name.replace("省政府", "省人民政府").replace("市政府", "市人民政府").replace("县政府", "县人民政府")
    return meeting, name if "人民政府" in form else body.name, written


def _work(names: str, form: str) -> str:
    """The form with the names in it, without saying 工作 twice."""
    return form.format(names).replace("工作工作", "工作").replace("工作等工作", "工作等事项")


def tell(story: Story, when: str, outlet: str, dice: Dice) -> Told:
    """One outlet's report of the meeting."""
    return _Teller(story, when, outlet, dice).tell()


class _Teller:
    def __init__(self, story: Story, when: str, outlet: str, dice: Dice) -> None:
        self.story, self.dice, self.frames = story, dice, stock.frames()
        body, place = story.held.body, story.held.body.place
        prefix = place.name if place.kind == "zone" else place.short
        is_named = story.session is not None or body.numbered == "no"
        convenes = body.convenes.replace("第{n}次", story.session or "").replace("{year}", str(story.held.day.year))
        if "人民政府" in story.meeting:
            convenes = convenes.replace("政府", "人民政府")
        convenes = convenes if is_named else ""
        self.slots = {
            **place.slots,
            "when": when,
            "outlet": outlet,
            "meeting": story.meeting,
            "place_meeting": prefix + story.meeting,
            "convenes": convenes,
            "convened": convenes or f"{prefix}{story.meeting}召开",
            "chair": story.chair or "",
            "post": self._post(body, prefix),
            "row": "、".join(dice.shuffled(place.row)[: dice.between(2, 5)]),
            "reporter": stock.frames()["datelines"]["reporters"][dice.below(12)].text,
        }
        self.items: list[dict[str, Any]] = []

    def _post(self, body: Body, prefix: str) -> str:
        unit = body.place.slots["unit"]
        if body.place.kind == "zone":
            return "试验区党工委书记" if body.role == "secretary" else "试验区党工委副书记、管委会主任"
        heads = (f"{unit}委副书记、{unit}长", f"{unit}长", f"{unit}委副书记、{unit}人民政府{unit}长")
        post = {
            "secretary": f"{unit}委书记",
            "head": self.dice.pick(heads),
            "congress": f"{unit}人大常委会主任",
            "cppcc": f"{unit}政协主席",
        }[body.role]
        return prefix + post if self.dice.chance(0.35) else post

    def tell(self) -> Told:
        dice, matters = self.dice, self.story.matters
        style = self.story.style
        may_skip = style == "announced" and len(matters) > 2
        lead_only = {m.clause for m in matters if may_skip and dice.chance(0.1)}
        paragraphs = [self._lead(style, lead_only)]
        for matter in matters:
            paragraph = self._treatment(matter, style, matter.clause in lead_only)
            if paragraph:
                paragraphs.append(paragraph)
        self._phrases(paragraphs)
        if self.story.has_more:
            self._more(paragraphs)
        if dice.chance(0.4):
            paragraphs.append(self._fill(dice.pick(self.frames["closings"]["row"])))
        return Told(self._placed(self._title(), paragraphs), tuple(paragraphs), self._annotation(paragraphs))

    def _fill(self, template: Template, **more: str) -> str:
        return template.fill(self.dice, {**self.slots, **more} if more else self.slots)

    def _lead(self, style: str, lead_only: set[str]) -> str:
        dice, openings = self.dice, self.frames["openings"]
        chaired = self.story.chair is not None and dice.chance(0.45)
        if chaired:
            text = self._fill(dice.pick(openings["chaired"]))
        elif self.slots["convenes"] and dice.chance(0.6):
            text = self._fill(dice.pick(openings["convened"]))
        else:
            text = self._fill(dice.pick(openings["held"]))
        text += self._list(style) + "。"
        if not chaired and self.story.chair is not None:
            text += self._fill(dice.pick(openings["chair"]))
        return self._fill(dice.pick(self.frames["datelines"]["own"])) + text

    def _list(self, style: str) -> str:
        """The matters as the lead lists them: not at all, each in its own clause, or gathered under one verb."""
        dice, matters = self.dice, self.story.matters
        if style == "unlisted":
            return ""
        if style == "gathered":
            short = [m.lead for m in matters if m.lead and m.act in GATHERED]
            first = [m.clause for m in matters if m.act in FIRST][:1]
            named = dice.shuffled(short)[: dice.between(2, 4)] if dice.chance(0.3) else short[: dice.between(2, 5)]
            ending = ""
            if named:
                ending = self._fill(dice.pick(self.frames["openings"]["gathered"]), list="、".join(named))
                ending = ending.replace("工作等工作", "工作等事项")
            return "".join("，" + clause for clause in first) + ending
        clauses = [m.clause for m in matters]
        if style == "announced" and dice.chance(0.2):
            clauses = dice.shuffled(clauses)
        return "，" + dice.pick(("，", "，", "；")).join(clauses)

    def _treatment(self, matter: Matter, style: str, is_lead_only: bool) -> str:
        """The paragraph on a matter, if there is one; the item with its evidence goes into the annotation."""
        if style == "lead only" or is_lead_only or (style == "bare" and not matter.sentences):
            self._item(matter, matter.act, matter.clause_decision, matter.clause)
            return ""
        if style == "bare":
            self._item(matter, matter.act, matter.clause_decision, matter.clause)
            return "".join(self._voiced(matter.sentences, is_bare=True))
        self._item(matter, matter.body_act, matter.decision, matter.announcement)
        return matter.announcement + matter.rest + "。" + "".join(self._voiced(matter.sentences, is_bare=False))

    def _voiced(self, sentences: tuple[str, ...], *, is_bare: bool) -> list[str]:
        dice, voices = self.dice, self.frames["voices"]
        spoken, used = list[str](), set[str]()
        for i, sentence in enumerate(sentences):
            voice = dice.pick(voices["first"] if i == 0 else voices["later"]).text
            if is_bare and i == 0:
                voice = voice or "会议强调，"
            spoken.append(sentence if voice in used else voice + sentence)
            used.add(voice)
        return spoken

    def _item(self, matter: Matter, action: str, decision: str | None, evidence: str) -> None:
        self.items.append(
            {
                "order": len(self.items) + 1,
                "action": action,
                "subject": matter.subject,
                "decision": decision,
                "evidence": evidence,
                "topics": list(matter.topics),
            }
        )

    def _phrases(self, paragraphs: list[str]) -> None:
        for sentence in self.story.phrases:
            if len(paragraphs) > 1:
                paragraphs[self.dice.between(1, len(paragraphs) - 1)] += sentence
            else:
                paragraphs.append("会议强调，" + sentence)

    def _more(self, paragraphs: list[str]) -> None:
        sentence = self.dice.pick(self.frames["closings"]["other"]).text
        if self.dice.chance(0.3):
            paragraphs[-1] += sentence
        else:
            paragraphs.append(sentence)

    def _title(self) -> str:
        dice, matters = self.dice, self.story.matters
        forms = self.frames["titles"]["plain"]
        head = self._fill(dice.pick(forms if self.story.chair else forms[:2]))
        short = [m.lead for m in matters if m.lead and m.act in GATHERED]
        clauses = [m.clause for m in matters if m.act in FIRST][:1]
        if short:
            clauses.append(
                _work("、".join(short[: dice.between(1, 3)]), "研究{}等工作" if len(short) > 1 else "研究{}工作")
            )
        return self._fill(dice.pick(self.frames["titles"]["themes"]), head=head, clauses=" ".join(clauses)).strip()

    def _placed(self, title: str, paragraphs: list[str]) -> str:
        """The title, with the place in it where the lead, or now and then the whole text, does not name the place."""
        told = paragraphs if self.dice.chance(0.15) else paragraphs[:1]
        if any(self.slots["short"] in text for text in (title, *told)):
            return title
        meeting, place_meeting = self.slots["meeting"], self.slots["place_meeting"]
        return title.replace(meeting, place_meeting, 1) if meeting in title else f"{place_meeting} {title}"

    def _annotation(self, paragraphs: list[str]) -> dict[str, Any]:
        story, text = self.story, "\n".join(paragraphs)
        place = story.held.body.place
        return {
            "is_readout": True,
            "kind": "readout",
            "body": story.body,
            "level": place.level,
            "place": place.full_name,
            "session": story.session,
            "chair": story.chair,
            "chair_post": self.slots["post"] if story.chair else None,
            "other_matters": story.has_more,
            "agenda_items": self.items,
            "documents": list(dict.fromkeys(TITLED.findall(text))),
        }
