"""The committed sample: made by the generator, true to its annotations, holding what is planted."""

from __future__ import annotations

import itertools
import json
import re
import tomllib
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from analysis.cleaning import clean
from analysis.parsing import gazetteer
from analysis.records import ACTIONS, DECISIONS, LEVELS, RawReport
from data.sample import compose

SAMPLE = Path(compose.__file__).parent
PLANTED = tomllib.loads((SAMPLE / "planted.toml").read_text(encoding="utf-8"))
KINDS = {
    "readout", "notice", "ceremony", "inspection", "forum", "conference", "personnel", "disciplinary", "commentary",
    "feature", "digest",
}  # fmt: skip
TOPICS = {
    "party-building", "theory-study", "discipline", "economy", "investment", "industry-innovation", "education-talent",
    "health", "rural", "poverty", "environment", "safety", "disaster", "social-order", "rule-of-law", "urban",
    "culture-tourism", "livelihood", "united-front", "ideology", "reform", "opening", "defence", "personnel",
    "finance", "administration",
}  # fmt: skip
FIELDS = [
    "id",
    "is_readout",
    "kind",
    "body",
    "level",
    "place",
    "date",
    "date_basis",
    "session",
    "chair",
    "chair_post",
    "other_matters",
    "agenda_items",
    "documents",
    "formulations",
    "copy_of",
]

Row = dict[str, Any]


def rows(name: str) -> list[Row]:
    return [json.loads(line) for line in (SAMPLE / name).read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def reports() -> list[Row]:
    return rows("reports.jsonl")


@pytest.fixture(scope="module")
def annotations() -> list[Row]:
    return rows("annotations.jsonl")


@pytest.fixture(scope="module")
def readouts(annotations: list[Row]) -> list[Row]:
    return [row for row in annotations if row["is_readout"]]


@pytest.fixture(scope="module")
def texts(reports: list[Row]) -> dict[str, str]:
    """Cleaned text by id."""
    return {
        row["id"]: clean(
            RawReport(source=row["id"], **{k: row[k] for k in ("text", "title", "published", "url", "outlet")})
        ).text
        for row in reports
    }


def day(row: Row) -> date | None:
    return date.fromisoformat(row["date"]) if row["date"] else None


def test_the_generator_makes_the_committed_files_again_byte_for_byte(tmp_path: Path) -> None:
    compose.write(tmp_path, reports=compose.REPORTS, seed=compose.SEED)
    for name in ("reports.jsonl", "annotations.jsonl"):
        assert (tmp_path / name).read_bytes() == (SAMPLE / name).read_bytes(), name


def test_another_seed_makes_other_reports() -> None:
    assert list(compose.compose(30, 1)) == list(compose.compose(30, 1))
    assert list(compose.compose(30, 1)) != list(compose.compose(30, 2))


@pytest.mark.parametrize("count", [1, 40, 1000])
def test_as_many_reports_as_asked_for(count: int) -> None:
    assert sum(1 for _ in compose.compose(count, 3)) == count


def test_a_corpus_of_a_million_begins_at_once() -> None:
    first = [report["id"] for report, _ in itertools.islice(compose.compose(1_000_000, 5), 3)]
    assert first == ["sample-000001", "sample-000002", "sample-000003"]


def test_it_is_large_enough_and_has_all_kinds(annotations: list[Row], readouts: list[Row]) -> None:
    assert len(annotations) >= 330
    assert {row["kind"] for row in annotations} <= KINDS
    assert len({row["kind"] for row in annotations}) >= 9
    assert 0.06 <= 1 - len(readouts) / len(annotations) <= 0.14
    assert {topic for row in readouts for item in row["agenda_items"] for topic in item["topics"]} == TOPICS
    assert {item["action"] for row in readouts for item in row["agenda_items"]} == set(ACTIONS)


def test_every_annotation_keeps_to_the_guidelines(annotations: list[Row]) -> None:
    for row in annotations:
        assert list(row) == FIELDS, row["id"]
        assert row["is_readout"] == (row["kind"] == "readout")
        if not row["is_readout"]:
            unset = ("body", "level", "place", "date", "date_basis", "session", "chair", "chair_post", "copy_of")
            assert not any(row[field] for field in unset)
            assert not row["agenda_items"]
            assert not row["other_matters"]
            continue
        assert row["body"]
        assert row["place"]
        assert row["agenda_items"]
        assert row["level"] in LEVELS
        assert row["date_basis"] in ("text", "text+published", "published", "inferred", None)
        assert (row["date"] is None) == (row["date_basis"] is None)
        assert (row["chair"] is None) == (row["chair_post"] is None)
        assert [item["order"] for item in row["agenda_items"]] == list(range(1, len(row["agenda_items"]) + 1))
        for item in row["agenda_items"]:
            assert list(item) == ["order", "action", "subject", "decision", "evidence", "topics"]
            assert item["action"] in ACTIONS
            assert item["decision"] in (*DECISIONS, None)
            assert 1 <= len(item["topics"]) <= 3
            assert set(item["topics"]) <= TOPICS


def test_evidence_people_and_documents_stand_in_the_cleaned_text(annotations: list[Row], texts: dict[str, str]) -> None:
    for row in annotations:
        text = texts[row["id"]]
        for item in row["agenda_items"]:
            assert item["evidence"] in text, (row["id"], item["evidence"])
            assert item["subject"] in item["evidence"], (row["id"], item["subject"])
        for known in (row["chair"], row["chair_post"], row["session"], *row["documents"], *row["formulations"]):
            assert known is None or known in text, (row["id"], known)
        other = re.search(r"会议还(研究|审议|听取)了其他|会议还研究了有关事项", text)
        assert row["other_matters"] == bool(other), row["id"]


def test_nothing_of_an_item_is_announced_twice(readouts: list[Row]) -> None:
    for row in readouts:
        subjects = [item["subject"] for item in row["agenda_items"]]
        assert len(set(subjects)) == len(subjects), row["id"]


def test_dates_follow_from_what_the_report_says(
    reports: list[Row], annotations: list[Row], texts: dict[str, str]
) -> None:
    published = {row["id"]: row["published"] for row in reports}
    for row in annotations:
        held, text = day(row), texts[row["id"]]
        if held is None:
            continue
        if row["date_basis"] == "text":
            assert f"{held.year}年{held.month}月{held.day}日" in text
        elif row["date_basis"] == "published":
            assert published[row["id"]][:10] == row["date"]
            assert "今天" in text
        elif row["date_basis"] == "text+published":
            assert f"{held.day}日" in text
            assert re.match(r"20\d\d-", published[row["id"]])
        else:
            assert not re.match(r"20\d\d-", published[row["id"]] or "")


def test_copies_report_the_same_meeting_from_another_outlet(reports: list[Row], annotations: list[Row]) -> None:
    by_id = {row["id"]: row for row in annotations}
    outlet = {row["id"]: row["outlet"] for row in reports}
    copies = [row for row in annotations if row["copy_of"]]
    assert len(copies) >= 12
    for row in copies:
        first = by_id[row["copy_of"]]
        assert first["copy_of"] is None
        assert outlet[first["id"]] != outlet[row["id"]]
        assert (first["body"], first["place"], first["chair"]) == (row["body"], row["place"], row["chair"])
        assert first["date"] == row["date"] or None in (first["date"], row["date"])
        assert [i["subject"] for i in first["agenda_items"]] == [i["subject"] for i in row["agenda_items"]]


def test_no_two_meetings_read_alike(annotations: list[Row], texts: dict[str, str]) -> None:
    """Jaccard coefficient of 5-character shingles of the cleaned texts below 0.35 for every two different meetings."""
    shingles = {key: {text[i : i + 5] for i in range(len(text) - 4)} for key, text in texts.items()}
    meeting = {row["id"]: row["copy_of"] or row["id"] for row in annotations}
    for a, b in itertools.combinations(shingles, 2):
        if meeting[a] != meeting[b]:
            shared = len(shingles[a] & shingles[b])
            assert shared < 0.35 * (len(shingles[a]) + len(shingles[b]) - shared), (a, b)


def test_hosts_and_places_are_invented(reports: list[Row]) -> None:
    assert len({row["outlet"] for row in reports}) == 4
    for row in reports:
        assert re.match(r"https://[\w.-]+\.example\.invalid/", row["url"])
    invented = tomllib.loads((SAMPLE / "places.toml").read_text(encoding="utf-8"))
    assert invented["invented"] is True
    assert all(p["code"].startswith("99") for p in invented["places"])
    names = {p["name"] for p in invented["places"]}
    divisions = gazetteer.load()
    real = {
        name
        for name, found in itertools.chain(divisions.full.items(), divisions.short.items())
        if len(name) > 1 and any(not (d.place.code or "").startswith("99") for d in found)
    }
    assert "开封市" in real
    assert not [(name, n) for name in names for n in real if n in name or name in n]


def test_sessions_rise_within_a_term(reports: list[Row], readouts: list[Row]) -> None:
    digits = dict(zip("一二三四五六七八九", range(1, 10), strict=True))

    def number(session: str) -> int:
        core = session[1:-1]
        if core.isdigit():
            return int(core)
        total, tail = 0, core.replace("零", "")
        for unit, size in (("百", 100), ("十", 10)):
            if unit in tail:
                head, tail = tail.split(unit)
                total += digits.get(head, 1) * size
        return total + digits.get(tail, 0)

    series = defaultdict(list)
    for row in readouts:
        held = day(row)
        if row["session"] and held and not row["copy_of"]:
            is_zone = row["place"].endswith("试验区")
            term = held.year if is_zone else held >= PLANTED["terms"]["starts"][0]
            series[row["place"], row["body"].replace("人民政府", "政府"), term].append(number(row["session"]))
    assert sum(len(numbers) > 3 for numbers in series.values()) > 5
    for key, numbers in series.items():
        assert all(a < b for a, b in itertools.pairwise(numbers)), (key, numbers)


def test_the_formulation_spreads_on_the_planted_days(readouts: list[Row]) -> None:
    spread = PLANTED["spread"]
    for name, adopted in spread["adopted"].items():
        of_place = [row for row in readouts if row["place"].endswith(name)]
        first = next(i for i, row in enumerate(of_place) if spread["formulation"] in row["formulations"])
        assert all(day(row) < adopted for row in of_place[:first] if day(row)), name
        assert all(day(row) >= adopted for row in of_place[first:] if day(row)), name
        assert 0 <= (day(of_place[first]) - adopted).days <= 31, name


def test_one_formulation_replaces_the_other(readouts: list[Row]) -> None:
    swap = PLANTED["replacement"]
    old = [day(row) for row in readouts if swap["old"] in row["formulations"] and day(row)]
    new = [day(row) for row in readouts if swap["new"] in row["formulations"] and day(row)]
    assert len(old) > 40
    assert len(new) > 40
    assert max(old) < swap["on"] <= min(new)


def test_one_city_is_published_late(reports: list[Row], readouts: list[Row]) -> None:
    published = {row["id"]: row["published"] for row in reports}
    lags = defaultdict(list)
    for row in readouts:
        stamp = published[row["id"]]
        if day(row) and stamp and stamp[:2] == "20":
            lags[row["place"].endswith(PLANTED["late"]["place"])].append(
                (date.fromisoformat(stamp[:10]) - day(row)).days
            )
    low, high = PLANTED["late"]["days"]
    assert len(lags[True]) > 10
    assert low <= min(lags[True])
    assert max(lags[True]) <= high
    assert min(lags[False]) >= 0
    assert max(lags[False]) <= 2


def test_one_outlet_is_silent_for_months(reports: list[Row], readouts: list[Row]) -> None:
    gap, outlet = PLANTED["gap"], {row["id"]: row["outlet"] for row in reports}
    held = [day(row) for row in readouts if outlet[row["id"]] == gap["outlet"] and day(row)]
    assert not [d for d in held if gap["start"] <= d <= gap["end"]]
    assert [d for d in held if d < gap["start"]]
    assert [d for d in held if d > gap["end"]]
    assert [
        row
        for row in readouts
        if outlet[row["id"]] != gap["outlet"] and day(row) and gap["start"] <= day(row) <= gap["end"]
    ]


def test_seasons_and_campaigns_show(readouts: list[Row]) -> None:
    items = [(day(row), item) for row in readouts if day(row) and not row["copy_of"] for item in row["agenda_items"]]
    months, disaster = (
        Counter(d.month for d, _ in items),
        Counter(d.month for d, i in items if i["topics"][0] == "disaster"),
    )
    summer = sum(disaster[m] for m in (6, 7, 8)) / sum(months[m] for m in (6, 7, 8))
    winter = sum(disaster[m] for m in (10, 11, 12, 1, 2)) / sum(months[m] for m in (10, 11, 12, 1, 2))
    assert summer > 4 * winter
    assert max(d for d, i in items if i["topics"][0] == "poverty") <= date(2020, 12, 31)
    assert min(d for d, i in items if "乡村振兴" in i["subject"]) >= date(2021, 2, 25)
    epidemic = [d for d, i in items if re.search("疫情|新冠|复工复产", i["subject"])]
    assert len(epidemic) > 25
    assert min(epidemic) >= date(2020, 1, 22)
    assert max(epidemic) <= date(2022, 12, 31)
    for subject, start, end in (
        ("不忘初心", date(2019, 6, 1), date(2020, 1, 10)),
        ("党史学习教育", date(2021, 2, 22), date(2021, 12, 31)),
        ("党纪学习教育", date(2024, 4, 8), date(2024, 7, 31)),
    ):
        held = [d for d, i in items if subject in i["subject"]]
        assert held, subject
        assert start <= min(held), subject
        assert max(held) <= end, subject
