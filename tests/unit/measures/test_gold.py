"""Files of annotations: what is wrong with one is said with its line and what would be right."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from analysis.errors import GoldError
from analysis.measures import gold

GOOD: dict[str, Any] = {
    "id": "a",
    "is_readout": True,
    "level": "county",
    "date": "2021-04-27",
    "agenda_items": [{"subject": "防汛抗旱工作", "action": "hear", "decision": None, "topics": ["disaster"]}],
}


def written(folder: Path, *rows: object, name: str = "gold.jsonl") -> Path:
    path = folder / name
    lines = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_a_good_file_is_read_blank_lines_and_mark_at_its_start_included(tmp_path: Path) -> None:
    path = written(tmp_path, "\ufeff" + json.dumps(GOOD), "", {"id": "b", "is_readout": False})
    assert [row["id"] for row in gold.read(path)] == ["a", "b"]


def test_the_bundled_file_is_good() -> None:
    rows = gold.read(gold.BUNDLED)
    assert len(rows) > 300
    assert gold.texts_beside(gold.BUNDLED).name == "reports.jsonl"


ITEM = GOOD["agenda_items"][0]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("{not json", "line 2: this is not JSON"),
        ([1], "line 2: this is no object"),
        ({"is_readout": True}, "line 2: 'id' is missing"),
        ({**GOOD, "id": 7}, "line 2: 'id' is 7; write the id of the text, in quotes"),
        (GOOD, "line 2: the id 'a' stands in line 1 already"),
        ({**GOOD, "id": "b", "is_readout": "yes"}, "'is_readout' is \"yes\"; write true or false"),
        ({"id": "b", "is_readout": True}, "'agenda_items' is missing; write a list of objects"),
        ({**GOOD, "id": "b", "level": "city"}, "'level' is \"city\"; write one of central, province"),
        ({**GOOD, "id": "b", "date": "27.4.2021"}, "'date' is \"27.4.2021\"; write a day as 2021-04-27"),
        ({**GOOD, "id": "b", "date": 2021}, "'date' is 2021"),
        ({**GOOD, "id": "b", "chair": {"start": 1}}, "'chair' is {\"start\": 1}; write text in quotes"),
        ({**GOOD, "id": "b", "agenda_items": ["x"]}, "'agenda_items' is"),
        ({**GOOD, "id": "b", "agenda_items": [ITEM, {"action": "hear"}]}, "agenda item 2: 'subject' is missing"),
        ({**GOOD, "id": "b", "agenda_items": [{**ITEM, "action": "listen"}]}, "agenda item 1: 'action' is \"listen\""),
        ({**GOOD, "id": "b", "agenda_items": [{**ITEM, "decision": ["approved"]}]}, "agenda item 1: 'decision' is"),
        ({**GOOD, "id": "b", "agenda_items": [{**ITEM, "topics": "rural"}]}, "write a list of topic ids"),
    ],
)
def test_what_is_wrong_is_named_with_its_line_and_remedy(tmp_path: Path, row: object, message: str) -> None:
    with pytest.raises(GoldError) as error:
        gold.read(written(tmp_path, GOOD, row))
    assert message in str(error.value)
    assert str(error.value).startswith("gold.jsonl, line 2: ")


def test_files_that_are_none_are_named(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match=r"missing\.jsonl: cannot be read"):
        gold.read(tmp_path / "missing.jsonl")
    with pytest.raises(GoldError, match="holds no annotated document"):
        gold.read(written(tmp_path, ""))
    (tmp_path / "gbk.jsonl").write_bytes("会议".encode("gbk"))
    with pytest.raises(GoldError, match="save the file as UTF-8"):
        gold.read(tmp_path / "gbk.jsonl")


def test_texts_stand_in_the_file_itself_or_beside_it(tmp_path: Path) -> None:
    alone = written(tmp_path, GOOD, name="my_gold.jsonl")
    with pytest.raises(
        GoldError, match=r"no my_texts\.jsonl beside it; name the file that holds the texts with --texts"
    ):
        gold.texts_beside(alone)
    beside = written(tmp_path, {"id": "a", "text": "会议"}, name="my_texts.jsonl")
    assert gold.texts_beside(alone) == beside
    whole = written(tmp_path, {**GOOD, "text": "会议"}, name="whole.jsonl")
    assert gold.texts_beside(whole) == whole
    with pytest.raises(GoldError, match="--texts"):
        gold.texts_beside(written(tmp_path, GOOD, name="other.jsonl"))
