"""The acts that a clause of the lead announces."""

from __future__ import annotations

import re

from analysis.parsing.acts import INNER, OPENING, REQUIRES
from analysis.parsing.documents import split_titled
from analysis.parsing.making import add_matter
from analysis.parsing.matters import Place
from analysis.parsing.object_first import MEETS, read_dealt_with, read_examined, read_in_lead
from analysis.parsing.telling import read_passed_on_in_lead, read_report_in_lead

# 贯彻落实全市水利会议精神, where nothing says how (深入贯彻…, in whose light it met)
_PASSES_ON = re.compile(r"贯彻(?:落实)?(?!党的|习近平)[^，。；《》]{2,40}(?:会议?|两会)精神$")


def read_lead_clause(place: Place) -> bool:
    """Take up the matters that a clause of the lead announces; whether it announces any."""
    body, index = place.body, place.nth
    match = OPENING.match(body)
    if match is None:
        inner = None
        if MEETS.search(body) or "分组审议" in body or (index <= 1 and place.number == place.reading.lead):
            for found in INNER.finditer(body):
                inner = found
        if inner:
            body = body[inner.end() :]
            place = place._replace(body=body, at=place.at + inner.end())
            match = OPENING.match(body)
        elif (
            (required := REQUIRES.match(body))
            and index
            and (place.clauses[index].before in "；;" or not place.reading.matters)
        ):
            add_matter(place, "要求", body[required.end() :], required.end(), in_lead=True)
            return True
    if match is None and (read_report_in_lead(place) or read_examined(place, in_lead=True)):
        return True
    if match is None or (match["verbs"] == "明确" and not match["done"]):
        return read_in_lead(place) or read_passed_on_in_lead(place) or read_dealt_with(place)
    thing = body[match.end() :]
    if match["verbs"] == "通过" and not match["who"] and not split_titled(thing):
        return False
    told = match["done"] or match["who"] or _PASSES_ON.match(body)
    if match["verbs"] in ("贯彻", "交流", "明确", "评议") and not told:
        return False
    if match["verbs"] in ("分析", "研判") and not re.search(r"形势|情况|问题|运行|工作", thing):
        return False
    add_matter(place, match["verbs"], thing, match.end(), in_lead=True)
    return True
