"""Which matters of one sentence are one."""

from __future__ import annotations

import re

from analysis.parsing.matters import Matter, Reading, overlap
from analysis.records import PASSED_ON, Action

_A_REPORT = re.compile(r"情况的(?:专项|综合|调研)?报告(?:（书面）)?$")
_FIRST_ACTS: tuple[Action, ...] = ("hear", "brief", "consider")
_NEXT_ACTS: tuple[Action, ...] = ("deliberate", "consider", "arrange", "hear", "decide")
# A field of work without whose it is and that it is to be done.
_AT_HOME = re.compile(
    r"^(?:[我全本][省市县区州盟旗]|当前|近期|下一?步|做好|抓好|进一步)*(?P<what>.{2,}?)(?:的?(?:有关|相关|重点|各项)*工作)?$"
)
_APPOINTMENTS = re.compile("(?:人事|职务|干部)?(?:任免|人事)(?:事项|议案|案|名单|情况)?$")
_FILLS_OR_EMPTIES = re.compile("(?:决定)?(?:免去|任命)")
_SEMICOLON = re.compile("[；;]")
_SAME_TITLE = 0.75  # overlap from which two titles are of one paper
_SAME_PAPER = 0.9  # overlap of a report with the one paper that it is about
_THEM = re.compile(r"上述|该|此|以上|这|[两三四五六七八九十]个")
_YEAR = re.compile(r"(?:19|20)\d\d(?=\s?年)|第[一二三四五六七八九十]{1,3}[轮批]")


def merge_within(reading: Reading, since: int) -> None:
    """One matter under several verbs of a sentence is one item (听取防汛工作汇报，审议《防汛工作报告》).

    The matters from number ``since`` on are those of the sentence."""
    kept: list[Matter] = []
    for matter in reading.matters[since:]:
        previous = kept[-1] if kept else None
        if previous is None:
            kept.append(matter)
        elif _one_change_of_posts(previous, matter):
            _join_posts(reading, previous, matter)
        elif _names_posts(previous, matter):
            previous.end = matter.end
        elif _one_matter(reading, previous, matter):
            _take_in(kept, matter)
        else:
            kept.append(matter)
    reading.matters[since:] = kept


def _one_change_of_posts(first: Matter, second: Matter) -> bool:
    """决定免去林一舟的县水利局局长职务，任命周明为县水利局局长: who leaves a post, and who takes it."""
    return (
        first.action == second.action == "appoint"
        and not (first.documents or second.documents)
        and bool(_FILLS_OR_EMPTIES.match(first.verb) and _FILLS_OR_EMPTIES.match(second.verb))
    )


def _names_posts(first: Matter, second: Matter) -> bool:
    """表决通过人事任免事项，任命林一舟为县水利局局长: appointments, and which they are."""
    return (
        first.action == second.action == "appoint"
        and bool(_APPOINTMENTS.search(first.subject))
        and bool(_FILLS_OR_EMPTIES.match(second.verb))
    )


def _join_posts(reading: Reading, first: Matter, second: Matter) -> None:
    first.subject = f"{first.subject}{_between(reading, first, second)}{second.verb}{second.subject}"
    first.end = second.end


def _one_matter(reading: Reading, first: Matter, second: Matter) -> bool:
    """Whether what is done second is done with the matter of what was done first."""
    if second.reported or first.action == second.action or _each_examined(first, second):
        return False
    if _done_at_home(first, second):
        return True
    if first.action not in _FIRST_ACTS or second.action not in _NEXT_ACTS:
        return False
    return (
        _work_upon_report(reading, first, second)
        or _alike(reading, first, second)
        or _work_in_situation(first, second)
        or _says_them(first, second)
    )


def _done_at_home(first: Matter, second: Matter) -> bool:
    """传达学习全省水利工作会议精神，部署我县水利工作: what is done about what was passed on, named by its field."""
    if first.action not in PASSED_ON or second.action not in ("arrange", "consider"):
        return False
    if first.documents or second.documents or second.decision:
        return False
    field = _AT_HOME.match(second.subject)
    return field is not None and field["what"] in first.subject


def _each_examined(first: Matter, second: Matter) -> bool:
    """听取审议关于水利工程灌溉情况的报告，审议关于水利工程建设情况的专项报告: each report has a title of its own."""
    return (
        "审议" in first.verb
        and "审议" in second.verb
        and not first.subject.endswith(second.subject)
        and not second.subject.endswith(first.subject)
        and bool(_A_REPORT.search(first.subject) and _A_REPORT.search(second.subject))
    )


def _work_upon_report(reading: Reading, first: Matter, second: Matter) -> bool:
    """听取渡口建设汇报，部署渡口收费工作；审议《甲办法》: what a lead has heard and arranged between two semicolons."""
    return (
        first.in_lead
        and first.action == "hear"
        and second.action == "arrange"
        and bool(_SEMICOLON.search(reading.sentences[first.sentence].text))
        and not _SEMICOLON.search(_between(reading, first, second))
    )


def _alike(reading: Reading, first: Matter, second: Matter) -> bool:
    """听取防汛工作汇报，研究防汛工作: words enough that both share, and nothing that tells them apart."""
    return (
        overlap(first.grams, second.grams) >= _alike_enough(first, second)
        and not _stands_apart(reading, first, second)
        and not _another_paper(first, second)
    )


def _alike_enough(first: Matter, second: Matter) -> float:
    """The overlap from which two acts are about one matter.

    A paper with a title of its own is another matter than the work that was reported on, but for the paper that the
    report is about; so is what another year's is (听取2019年渡口建设情况汇报，审议2020年渡口建设投资计划).
    """
    years = set(_YEAR.findall(first.subject)), set(_YEAR.findall(second.subject))
    if (second.documents and not first.documents) or (all(years) and years[0].isdisjoint(years[1])):
        return _SAME_PAPER
    return 0.15 if second.action in ("arrange", "consider") else 0.3


def _stands_apart(reading: Reading, first: Matter, second: Matter) -> bool:
    """听取渡口建设汇报；研究渡口建设收费: a semicolon parts two acts of a lead, or two of several in a sentence
    that are not quite alike."""
    if not _SEMICOLON.search(_between(reading, first, second)):
        return False
    several = len(_SEMICOLON.findall(reading.sentences[first.sentence].text)) > 1
    return first.in_lead or (several and overlap(first.grams, second.grams) < _SAME_TITLE)


def _another_paper(first: Matter, second: Matter) -> bool:
    """听取《渡口管理办法》起草情况汇报，审议《渡口收费办法》: papers with other titles."""
    return (
        bool(first.documents and second.documents)
        and set(first.documents).isdisjoint(second.documents)
        and overlap(first.grams, second.grams) < _SAME_TITLE
    )


def _work_in_situation(first: Matter, second: Matter) -> bool:
    """分析当前防汛形势，部署防汛工作: how things stand, and what is to be done."""
    return second.action == "arrange" and first.subject.endswith("形势") and not first.grams.isdisjoint(second.grams)


def _says_them(first: Matter, second: Matter) -> bool:
    """听取渡口方案汇报，审议两个方案的投资计划: the second act points at what the first was about."""
    return first.action == "hear" and bool(_THEM.match(second.subject))


def _take_in(kept: list[Matter], second: Matter) -> None:
    """The last matter of ``kept`` with what was done with it a second time: what was examined or decided counts more
    than that it was heard or talked over."""
    first = kept[-1]
    first.end = second.end
    if second.action == "arrange" or (
        second.action == "consider" and first.action == "hear" and second.decision is None
    ):
        return
    if second.decision or second.action == "deliberate" or (first.action == "brief" and first.decision is None):
        first.action, first.decision = second.action, second.decision or first.decision
        for other in kept:  # of several papers heard under one verb each is what was then examined
            if other.sentence == first.sentence and other.verb == first.verb and other.action == "hear":
                other.action, other.decision = first.action, other.decision or first.decision
        if not _THEM.match(second.subject):
            first.subject, first.grams = second.subject, first.grams | second.grams
    first.documents = tuple(dict.fromkeys(first.documents + second.documents))


def _between(reading: Reading, first: Matter, second: Matter) -> str:
    sentence = reading.sentences[first.sentence]
    return sentence.text[first.end - sentence.start : second.start - sentence.start]
