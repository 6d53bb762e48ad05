"""What the lead lists and what the body treats, made one list.

The lead usually names the matters and the body takes them up again. Each act of the lead is looked for among the acts
of the body by the bigrams that only a few matters share; a matter that only the lead names is given the stretch of the
body that speaks of it; a matter that only the body names is taken as it stands. Items come in the order of the body.
"""

from __future__ import annotations

import re
from functools import cache

from analysis.parsing.acts import style_of
from analysis.parsing.deciding import calling
from analysis.parsing.matters import (
    Matter,
    Reading,
    closest,
    convenes,
    coverage,
    overlap,
    plain_of,
    same_matter,
    spoken_in,
)
from analysis.parsing.sentences import Sentence
from analysis.parsing.splitting import is_vague, may_be_several, parts_in_lead, parts_of, relayed, told_in_passages
from analysis.records import PASSED_ON

_SOME = re.compile(r"(?:有关|相关|部分)[\u4e00-\u9fff]{0,8}(?:文件|议题|方案|制度|材料)$")
_DECISION = re.compile(r"会议(?:(?<=^会议)|(?<=[，；。]会议))(?:研究)?(?P<what>决定|确定|(?:原则)?同意|通过)")
_CHAPTER = re.compile(r"^[一二三四五六七八九十]{1,3}[、．.]")
_HEARD = re.compile(r"(?:说明|报告|汇报)$")
_LONG = 8  # bigrams of a list of several matters
_DRAFTED = re.compile(r"[（(][^（）()]{0,6}(?:草案|稿)[）)]$")
_MARKS = re.compile("[〈〉<>《》]")
_ON_DRAFTS = ("deliberate", "consider")
_FIRST = 3  # sentences of a passage in which it says what it speaks of
_REPEATED = 0.9  # overlap of a decision that is told again
_REVIEWED = re.compile(r"关于《(?P<draft>[^《》]+)》(?:审议结果|审查结果|修改情况)的(?:报告|汇报|说明)")
_TITLE = re.compile(r"(?:决定|决议)草案$")  # what is brought before a congress, spelt out


def reconcile(reading: Reading) -> list[Matter]:
    """One list of the matters of lead and body, each with the place where its passage begins, if the body treats it."""
    if reading.runs and reading.runs[-1][1] == -1:
        reading.runs[-1] = (reading.runs[-1][0], len(reading.sentences))
    reading.matters = [m for m in reading.matters if not _called_already(m, reading.matters)]
    lead = [m for m in reading.matters if m.in_lead and m.passage is None]
    treated = [m for m in reading.matters if m.in_lead and m.passage is not None]
    body = _merge_repeats(_under_headings([m for m in reading.matters if not m.in_lead], reading.sentences))
    announced = list(body)
    rest: list[Matter] = []
    joined: list[tuple[Matter, Matter]] = []
    taken: set[int] = set()
    for matter in lead:
        parts = parts_of(matter)
        matches = {id(part): [b for b in announced if same_matter(part, b)] for part in parts}
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
            (b for b in announced if id(b) not in taken), key=lambda b: overlap(matter.grams, b.grams), default=None
        )
        if (
            near is not None
            and not matter.documents
            and not near.documents
            and not convenes(matter)
            and overlap(matter.grams, near.grams) >= 0.22
        ):
            rest.remove(matter)
            taken.add(id(near))
            _join(matter, near)
            joined.append((matter, near))
    rest = [m for m in rest if not _is_covered(m, announced, taken) and not (announced and _SOME.match(m.subject))]
    for matter in announced:
        matter.passage = matter.start
    result = _split(reading, announced) + treated
    if rest or joined:
        rest = [
            m
            for m in _place(reading, rest, result, joined)
            if not (m.open_ended and m.passage is None and len(body) > 1)
        ]
    _spread(reading, result)
    return [*result, *rest]


def _called_already(matter: Matter, matters: list[Matter]) -> bool:
    """（通过关于召开县政协会议的决定）会议决定，县政协会议于1月6日召开: the day of a sitting that a paper calls."""
    if matter.action != "decide" or matter.documents:
        return False
    return calling([m for m in matters if m is not matter and m.decision], matter.subject) is not None


def _under_headings(matters: list[Matter], sentences: list[Sentence]) -> list[Matter]:
    """What stands under a heading without a verb (一、关于…) is that matter: its act, its document, its decision.

    A heading that shares its paragraph governs that paragraph; one that stands alone, all up to the next.
    """
    kept: list[Matter] = []
    heading: Matter | None = None
    first = alone = True
    line = sentences[0]
    for matter in matters:
        if heading is not None and any(
            _CHAPTER.match(s.text) for s in sentences[heading.sentence + 1 : matter.sentence]
        ):
            heading = None
        if matter.listed:
            heading, first = matter, True
            line, after = sentences[matter.sentence], sentences[matter.sentence + 1 : matter.sentence + 2]
            alone = not after or after[0].paragraph != line.paragraph
            kept.append(matter)
        elif _CHAPTER.match(sentences[matter.sentence].text) or (heading and _next_entry(heading, matter, sentences)):
            heading = None
            kept.append(matter)
        elif heading is None or not (alone or sentences[matter.sentence].paragraph == line.paragraph):
            kept.append(matter)
        else:
            if first and matter.action != "decide":
                heading.action, first = matter.action, False
                if alone:  # a heading on a line of its own is a label of what its section announces
                    heading.subject, heading.documents = matter.subject, matter.documents
                    heading.told, heading.start, heading.end = None, matter.start, matter.end
                    heading.sentence = matter.sentence
            if matter.documents and not heading.documents:
                heading.subject, heading.documents = matter.subject, matter.documents
            heading.decision = heading.decision or matter.decision
            heading.grams |= matter.grams
    return kept


def _next_entry(heading: Matter, matter: Matter, sentences: list[Sentence]) -> bool:
    """Whether a matter stands in the entry after a heading's, numbered alike （一）…（二）."""
    if matter.sentence == heading.sentence:
        return False
    first, second = (style_of(sentences[m.sentence].text) for m in (heading, matter))
    return bool(first) and first == second


def _merge_repeats(matters: list[Matter]) -> list[Matter]:
    """The same act told twice in the body (a report heard, then spoken about by its reporter) is one item."""
    kept: list[Matter] = []
    examined = {_plain_title(title) for m in matters if m.action == "deliberate" for title in m.documents}
    for matter in matters:
        if _tells_of_review(matter, examined):
            continue
        same = next(
            (
                k
                for k in kept
                if (matter.reported or (k.reported and matter.decision and k.action == matter.action == "deliberate"))
                and overlap(k.grams, matter.grams) >= 0.7
                and not (k.documents and matter.documents and not _same_title(k.documents[0], matter.documents[0]))
                and k.sentence != matter.sentence
            ),
            None,
        )
        if same is None and not matter.documents:
            same = next((k for k in kept if _told_again(k, matter)), None)
        if same is None and not matter.documents and len(matter.grams) >= _LONG:
            same = next((k for k in kept if _sums_up(k, matter)), None)
        if same is None and len(matter.documents) == 1 and not matter.decision:
            same = next((k for k in kept if k.documents == matter.documents and k.sentence < matter.sentence), None)
        if same is None and len(matter.documents) == 1 and matter.decision:
            same = next((k for k in kept if _passed(k, matter)), None)
            if same is not None:
                same.action = "deliberate"
        if same is None and matter.decision and matter.action == "deliberate" and not matter.documents:
            same = next((k for k in kept if _adopted(k, matter)), None)
            if same is not None:
                same.action = "deliberate"
        if same is None and matter.action == "decide" and not matter.documents:
            same = next((k for k in kept if k.action == "decide" and overlap(k.grams, matter.grams) >= _REPEATED), None)
        if same is None and matter.action == "appoint":
            same = next((k for k in kept if k.action == "appoint" and _HEARD.search(k.subject)), None)
            if same is not None and not _HEARD.search(matter.subject):
                same.subject, same.start, same.end = matter.subject, matter.start, matter.end
                same.sentence = matter.sentence
        if same is None and matter.sentence:
            same = next((k for k in kept if k.subject == matter.subject and k.action == matter.action), None)
        if same is None:
            kept.append(matter)
        elif matter.decision and not same.decision:
            same.decision = matter.decision
    return kept


def _tells_of_review(matter: Matter, examined: set[str]) -> bool:
    """Whether a report tells how a draft was reviewed that the sitting then examined itself."""
    review = _REVIEWED.fullmatch(matter.subject) if matter.action == "hear" else None
    return review is not None and _plain_title(review["draft"]) in examined


def _same_title(one: str, other: str) -> bool:
    """Whether two titles are one but for the brackets at their ends."""
    one, other = (re.sub(r"(?:[（(][^（）()]{0,20}[）)])+$", "", title) for title in (one, other))
    return one.endswith(other) or other.endswith(one)


def _sums_up(first: Matter, later: Matter) -> bool:
    """Whether a list of matters was named before, and a later sentence says that reports on them were heard."""
    return (
        first.sentence < later.sentence
        and not first.documents
        and first.action not in PASSED_ON
        and later.action == "hear"
        and coverage(later.grams, first.grams) >= _REPEATED
    )


def _adopted(first: Matter, later: Matter) -> bool:
    """Whether a later sentence says that the draft which was examined before was adopted."""
    return (
        first.sentence < later.sentence
        and first.action in ("hear", "deliberate")
        and first.decision is None
        and not first.documents
        and bool(_DRAFTED.search(first.subject))
        and overlap(first.grams, later.grams) >= _REPEATED
    )


def _passed(first: Matter, later: Matter) -> bool:
    """Whether a later sentence says that the paper which was explained or submitted before was passed."""
    if len(first.documents) != 1:
        return False
    if first.decision not in (None, later.decision) or first.action not in ("hear", "deliberate"):
        return False
    one, other = _plain_title(first.documents[0]), _plain_title(later.documents[0])
    if one == other:
        return first.documents != later.documents or first.sentence < later.sentence
    return (
        first.sentence < later.sentence
        and len(other) >= _LONG
        and first.documents[0].startswith("关于印发")
        and other in one
    )


def _plain_title(title: str) -> str:
    """A title without marks within it, and without what says that it is a draft or was explained."""
    return _DRAFTED.sub("", _MARKS.sub("", title).removesuffix("的说明"))


def _told_again(first: Matter, later: Matter) -> bool:
    """Whether a later sentence announces in sum what an earlier one announced in detail."""
    return (
        first.action == later.action
        and first.sentence < later.sentence
        and bool(first.documents)
        and len(first.grams & later.grams) >= 4
        and overlap(first.grams, later.grams) >= 0.7
    )


def _split(reading: Reading, announced: list[Matter]) -> list[Matter]:
    """The matters that the body announces, with each list told apart of which the runs after it speak part by part."""
    begins = sorted({m.sentence for m in announced})
    result: list[Matter] = []
    for matter in announced:
        if not may_be_several(matter):
            result.append(matter)
            continue
        first = next((s for s, _ in reading.runs if s > matter.sentence), len(reading.sentences))
        following = next((n for n in begins if n > first), len(reading.sentences))
        runs = [(s, e) for s, e in reading.runs if matter.sentence < s < following]
        others = [m for m in announced if m is not matter]
        texts = ["".join(s.text for s in reading.sentences[a:b][:_FIRST]) for a, b in runs]
        told = told_in_passages(matter, texts, others)
        for number, part in sorted(told.items()):
            if number >= len(runs) and closest(others, part.subject, _REPEATED):
                del told[number]  # of which the body tells further on
                continue
            part.passage = reading.sentences[runs[number][0]].start if number < len(runs) else matter.passage
            part.told = matter.told
        result.extend(told.values() or [matter])
    return result


def _spread(reading: Reading, matters: list[Matter]) -> None:
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
            run = plain_of("".join(s.text for s in reading.sentences[start:end])[:400])
            spoken = {m: spoken_in(m.grams, run) for m in group}
            best = max(free, key=lambda m: spoken[m])  # called here and now
            rival = max((spoken[m] for m in group if m not in free), default=0.0)
            if spoken[best] >= max(0.34, rival):
                best.passage = reading.sentences[start].start
                free.remove(best)


def _join(lead: Matter, body: Matter) -> None:
    """What the lead says of a matter that the body announces too."""
    body.told = lead.start, lead.end
    if lead.action == "arrange" and body.action == "decide":
        body.action, body.decision = "arrange", body.decision or "decided"
    elif body.action == "decide" and lead.action != "decide":
        body.action = lead.action
    elif lead.decision and not body.decision:
        body.decision = lead.decision
        if body.action in ("consider", "hear") and lead.action == "deliberate":
            body.action = lead.action
    elif body.reported and body.action == "hear" and lead.action in _ON_DRAFTS and _same_draft(lead, body):
        body.action = lead.action  # what was explained is what was examined
    if (
        0.5 * len(body.subject) <= len(lead.subject) <= 60
        and body.subject not in body.documents
        and not _TITLE.search(body.subject)
        and not is_vague(lead.subject)
    ):
        body.subject = lead.subject
    elif lead.documents and not body.documents and len(lead.documents) == 1:
        body.subject, body.documents = lead.subject, lead.documents
        if lead.action == "deliberate":
            body.action = "deliberate" if body.action != "hear" or lead.decision else body.action


def _same_draft(one: Matter, other: Matter) -> bool:
    """Whether two matters name one draft."""
    if len(one.documents) != 1 or len(other.documents) != 1:
        return False
    return _DRAFTED.sub("", one.documents[0]) == _DRAFTED.sub("", other.documents[0])


def _is_covered(matter: Matter, body: list[Matter], taken: set[int]) -> bool:
    """A lead that stays general (传达有关会议精神) where the body says which."""
    if matter.action not in PASSED_ON:
        return is_vague(matter.subject) and any(b.action in PASSED_ON for b in body)
    alike = [b for b in body if b.action in PASSED_ON]
    if not alike:
        return False
    parts = relayed(matter.subject)
    if len(parts) > 1 and not is_vague(parts[0]) and "会议" in parts[0] and len(body) > 1:
        return False  # 政治局会议精神、近期重要讲话精神: the first is named
    return (
        is_vague(matter.subject)
        or len(matter.grams) < 3
        or any(id(b) not in taken and overlap(matter.grams, b.grams) > 0.2 for b in alike)
    )


def _place(
    reading: Reading, lead: list[Matter], body: list[Matter], joined: list[tuple[Matter, Matter]]
) -> list[Matter]:
    """Give each matter that only the lead names the runs of the body that speak of it; split lists told apart there."""
    runs = [(s, e) for s, e in reading.runs if s > reading.lead]
    texts = ["".join(s.text for s in reading.sentences[s:e])[:400] for s, e in runs]
    plain = cache(lambda number: plain_of(texts[number]))  # most runs are never asked what they say
    result: list[Matter] = []
    for matter in lead:
        result.extend(parts_in_lead(matter, texts, [other for other in lead if other is not matter]))
    last: Matter | None = None
    free_from = 0
    for number, (start, _) in enumerate(runs):
        offset = reading.sentences[start].start
        for told, target in joined:
            if (
                target.passage
                and offset < target.passage
                and not any(
                    b is not target and b.passage is not None and offset <= b.passage < target.start for b in body
                )
                and spoken_in(told.grams, plain(number)) >= 0.5
            ):
                target.passage = offset
    if not result:
        return result
    for number, (start, end) in enumerate(runs):
        run = plain(number)
        offset = reading.sentences[start].start
        owner = max(
            (b for b in body if b.passage is not None and b.passage <= offset),
            key=lambda b: b.passage or 0,
            default=None,
        )
        scored = [
            (spoken_in(m.grams, run) + (0.05 if i == free_from else 0), -abs(i - free_from), m)
            for i, m in enumerate(result)
        ]
        score, _, match = max(scored, key=lambda t: (t[0], t[1]))
        opens = reading.sentences[start].paragraph != reading.sentences[start - 1].paragraph
        rival = spoken_in(owner.grams, run) if owner is not None else 0.0
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


def _decisions_in(reading: Reading, start: int, end: int, matter: Matter) -> None:
    if matter.decision is not None:
        return
    for sentence in reading.sentences[start:end]:
        for found in _DECISION.finditer(sentence.text):
            what = found["what"]
            if what in ("决定", "确定"):
                if matter.action in ("arrange", "consider"):
                    matter.decision = "decided"
            else:
                matter.decision = "approved_in_principle" if "原则" in what else "approved"
            if matter.decision:
                return
