"""Several reports in one object (听取防汛工作汇报、渡口工程建设情况报告), and objects that name only who reported."""

from __future__ import annotations

import re

from analysis.parsing.acts import appoints, subject_of
from analysis.parsing.documents import TITLES, Document, is_on_all, split_titled
from analysis.parsing.numbers import to_int
from analysis.parsing.sentences import between, masked, split_list

_UNIT = re.compile(
    r"[^、和]{1,24}(?:委|部|局|厅|办|公司|院|会|省|市|县|区|州|单位|部门|负责人|同志|行|组|队|乡|镇|街道)(?:等)?(?:的)?(?:有关)?(?:工作)?"
)
_AND = re.compile("、|和|以及|及")
# The work of these is a matter of its own (听取市人大、市政协党组工作汇报), not only who reported.
_THEIR_WORK = re.compile(
    r"(?:党组|党委|党支部|党总支|团委|工会|妇联|工商联|专委会|委员会|委室|小组|专班|巡察组|人大|政协|法院|检察院)(?:等)?(?:的)?工作$"
)
_REPORT_ONLY = re.compile(r"^(?:专题|情况|工作|有关|相关)*(?:调研|专题|工作)?(?:汇报|报告|情况汇报|说明|发言)$")
_WHO_REPORTED = re.compile("(?:(?<=负责人)|(?<=负责同志)|(?<=[相有]关单位)|(?<=[相有]关部门))情况$")
# What only leads up to a vote: how groups examined the drafts, what those said who are to be appointed.
_PROCEDURE = re.compile(
    "^分组(?:审议|讨论)情况|^(?:拟任|拟任命|被任命)(?:人员|干部|人选)?的?[^，。；]{0,2}(?:供职|任职|表态)[^，。；]{0,2}(?:发言|报告)"
)
_NEXT_REPORT = re.compile(
    r"(?=[，、以及和与])(?:(?:(?<=汇报|报告|说明|通报)|(?<=报告（草案）))(?:[，、]?(?:以及|及|和|与)(?=[^，。《]{0,30}关于)"
    r"|[，、](?=[^，。、《]{0,24}关于|＊+的?(?:汇报|报告|说明)))|(?<!^)(?:[，、](?:以及|及|和|与)?|以及|及|和|与)(?=关于))"
)
# 甲局关于…情况、乙局关于…情况的汇报: whose report comes next, before the word for all.
_NEXT_REPORTER = re.compile(
    r"(?:(?<=情况)|(?<=工作)|(?<=进展)|(?<=安排)|(?<=问题)|(?<=案）)|(?<=稿）))(?:[、，]?(?:以及|及|和|与)|[、，])(?=[^、，。；《》关和]{2,20}(?:局|委|办|厅|部|政府|院|组|会|中心|队|处|公司)关于)"
)
_REPORTED_BY = re.compile("^.{0,60}?作的[^、，《]{0,12}?(?=关于|《)")
_ABOUT_TITLES = re.compile(r"(?:《[^》]{1,200}》[^《》、，]{2,12}[、和及])+《[^》]{1,200}》[^《》、，]{2,16}")
# Reports one after the other, each with its own word for it: 甲工作汇报、乙情况汇报, 甲的汇报和乙的报告.
_THEN_ANOTHER = re.compile(
    r"(?:(?<=汇报)|(?<=的报告)|(?<=的通报)|(?<=的说明)|(?<=情况报告)|(?<=情况通报))(?:[，、](?:以及|及|和|与)?|以及|及|和|与)"
    r"(?!其他|其它|有关|相关|审[议查]|以及|及|和|与)(?=[^，。；《》]{6,120}(?:汇报|的报告|的通报|的说明|情况报告|情况通报)(?:$|[，、和与及以]))"
)
_SEVERAL = re.compile(
    r"(?:[^、，。；《》]{0,20}(?=关于))?(?:关于)?(?P<matters>[^，。；]+)等(?:(?P<number>[\d一二三四五六七八九十]+)[项个份])?(?:专项|专题|工作)?报告"
)
# 甲情况、乙情况两项专题报告: as many as are counted.
_COUNTED = re.compile(
    r"(?:[^、，。；《》]{0,20}(?=关于))?(?:关于)?(?P<matters>[^，。；]+?)(?P<number>[两二三四五六]|\d)[项个份](?:专项|专题|工作)*(?:报告|汇报)"
)
_FEWEST = 3
_OF_PLANS = re.compile("(?:起草|编制|制定)?(?:有关|相关)?(?:情况)?的?(?:情况)?(?:汇报|报告|说明)?$")
_A_PLAN = re.compile("(?:方案|办法|实施意见|规划|计划|条例|细则|预案)(?:（[^（）]{1,8}）)?$")
_PLANS = 2
_SHORTEST_PLAN = 6
_LEAST = 4  # characters of the subject of a report
REPORT_WORDS = ("报告", "汇报", "说明")


def _of_several(thing: str) -> list[Document]:
    """关于甲、乙、丙等报告: each report is named by its matter alone."""
    found = _SEVERAL.fullmatch(thing) if "等" in thing else None
    if found is None and ("项" in thing or "个" in thing or "份" in thing):
        found = _COUNTED.fullmatch(thing)
    parts = split_list(found["matters"]) if found else []
    counted = to_int(number.replace("两", "二")) if found and (number := found.groupdict().get("number")) else None
    if found is None or len(parts) < (counted or _FEWEST) or not all(len(part) >= _LEAST for _, part in parts):
        return []
    at = found.start("matters")
    return [Document(part, at + begin, at + begin + len(part)) for begin, part in parts]


def split_reports(thing: str) -> list[Document]:
    """Several titled reports after 听取 (关于…的汇报、关于…的报告), or of several reporters (…及某局关于…的汇报)."""
    if several := _of_several(thing):
        return several
    apart = masked(thing, TITLES) if "《" in thing else thing
    cuts = [m.start() for m in _NEXT_REPORT.finditer(apart)] if "关于" in apart else []
    if apart.count("关于") > 1 and apart.endswith((*REPORT_WORDS, "通报")):
        by_others = (m.start() for m in _NEXT_REPORTER.finditer(apart, apart.index("关于")))
        cuts = sorted({*cuts, *by_others})
    if cuts:
        cuts = sorted({*cuts, *(m.start() for m in _THEN_ANOTHER.finditer(apart) if m.group()[0] in "，、")})
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
    if is_on_all([body[p.start : p.end] for p in parts] or [""]):
        return []
    if len(parts) > 1 and all(
        "《" in body[p.start : p.end] or (p.title.endswith(REPORT_WORDS) and "关于" in p.title) for p in parts
    ):
        return [p._replace(start=p.start + shift, end=p.end + shift) for p in parts]
    return []


def _one_by_one(thing: str) -> list[Document]:
    """Reports that follow each other, each with its own word for a report and a matter of its own."""
    if thing.count("报") + thing.count("说明") < 2 or "《" in thing or appoints(thing):
        return []
    stretches = between(_THEN_ANOTHER.finditer(thing), len(thing))
    if len(stretches) == 1:
        return []
    reports = []
    for begin, end in stretches:
        subject = subject_of("hear", thing[begin:end])
        if len(subject) < _LEAST or names_no_matter(subject):
            return []
        reports.append(Document(subject, begin, end))
    return reports if thing.endswith(REPORT_WORDS) else []


def split_plans(thing: str) -> list[Document]:
    """Several plans that are reported on, each named in full (甲行动方案、乙实施意见的汇报)."""
    listed = _OF_PLANS.search(thing) if "、" in thing and "《" not in thing else None
    parts = split_list(thing[: listed.start()]) if listed else []
    plans = sum(bool(_A_PLAN.search(part)) for _, part in parts)
    if plans < max(_PLANS, len(parts) - 1) or any(len(part) < _SHORTEST_PLAN for _, part in parts):
        return []
    return [Document(subject_of("hear", part), at, at + len(part)) for at, part in parts]


def names_no_matter(subject: str) -> bool:
    """Whether what was heard is told without its matter: only who reported (水利局、财政局), or only that they did.

    >>> names_no_matter("水利局、财政局"), names_no_matter("专题汇报"), names_no_matter("防汛工作")
    (True, True, False)
    """
    return _only_units(_WHO_REPORTED.sub("", subject)) or bool(_REPORT_ONLY.match(subject) or _PROCEDURE.match(subject))


def _only_units(subject: str) -> bool:
    """Whether 听取 names only who reported, and no matter (听取了水利局、财政局的汇报)."""
    if _THEIR_WORK.search(subject) and "纪律检查" not in subject:
        return False
    return len(subject) <= 200 and all(_UNIT.fullmatch(part) for part in _AND.split(subject) if part)
