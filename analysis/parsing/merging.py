"""Which matters of one sentence are one."""

from __future__ import annotations

import re

from analysis.parsing.matters import Matter, Reading, overlap

_TITLED_REPORT = re.compile(r"关于.+的(?:通报|报告)$")
_A_REPORT = re.compile(r"情况的(?:专项|综合|调研)?报告(?:（书面）)?$")
_SAME_TITLE = 0.75
_SAME_PAPER = 0.9
_THEM = re.compile(r"上述|该|此|以上|这|[两三四五六七八九十]个")
_YEAR = re.compile(r"(?:19|20)\d\d(?=\s?年)|第[一二三四五六七八九十]{1,3}[轮批]")


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
