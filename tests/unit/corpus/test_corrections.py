"""The file of corrections: what it says, what it refuses, and that nothing is lost on the way out and in."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analysis.corpus import corrections as made
from analysis.corpus.corrections import Correction
from analysis.errors import CorrectionError
from analysis.exporting import to_csv

CHAIR = Correction("周岚", "2026-11-27T09:30:00", "0123456789abcdef", "chair", "林远", "周岚", note="=见报样")
TOPICS = replace(
    CHAIR, field="topics", before=(), after=("rural", "finance"), position=2, announcement="研究春耕，\n工作"
)
ITEM = replace(
    CHAIR, field="item", before=None, announcement="研究春耕",
    after={"subject": "春耕", "action": "consider", "decision": None, "topics": ("rural",)},
)  # fmt: skip
FLAG = replace(CHAIR, field="is_readout", before=True, after=False)
ALL = (CHAIR, TOPICS, ITEM, FLAG, CHAIR.undone(who="陆川", when="2026-11-28T00:00:00"))


def test_out_and_in_as_lines_and_as_a_table(tmp_path: Path) -> None:
    for correction in ALL:
        made.check(correction)
    lines, table = tmp_path / "a.jsonl", tmp_path / "a.csv"
    lines.write_text(made.to_jsonl(ALL), encoding="utf-8")
    table.write_bytes(to_csv(pd.DataFrame(made.to_rows(ALL), columns=made.COLUMNS).astype(object)))
    assert made.read_file(lines) == ALL
    again = made.read_file(table)
    assert again == ALL
    assert [one.id for one in again] == [one.id for one in ALL]


def test_no_file_no_corrections_and_a_damaged_one_names_its_line(tmp_path: Path) -> None:
    assert made.read(tmp_path / "corrections.jsonl") == ()
    file = tmp_path / "corrections.jsonl"
    file.write_text(made.to_jsonl([CHAIR]) + '{"who": "周岚"}\n', encoding="utf-8")
    with pytest.raises(CorrectionError, match=r"corrections\.jsonl, line 2"):
        made.read(file)


def test_what_was_taken_back_stands_no_more_and_the_order_is_that_of_the_moments() -> None:
    later = replace(CHAIR, when="2026-11-28T00:00:00", before="周岚", after="陆川")
    assert made.standing([later, FLAG, CHAIR]) == {CHAIR.report_id: (FLAG, CHAIR, later)}
    gone = made.undoing([CHAIR, later], CHAIR.id, "陆川")
    assert (gone.undoes, gone.before, gone.after) == (CHAIR.id, "周岚", "林远")
    assert made.standing([CHAIR, later, gone]) == {CHAIR.report_id: (later,)}
    with pytest.raises(CorrectionError, match="no correction that stands"):
        made.undoing([CHAIR, gone], CHAIR.id, "陆川")
    with pytest.raises(CorrectionError, match="give a name"):
        made.undoing([CHAIR], CHAIR.id, " ")


def test_each_is_kept_once() -> None:
    assert made.joined([CHAIR], [FLAG, CHAIR]) == (CHAIR, FLAG)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"field": "mood"}, "no field 'mood'"),
        ({"who": " "}, "give a name"),
        ({"when": "yesterday"}, "a moment as"),
        ({"report_id": "../x"}, "an id"),
        ({"field": "level", "before": None, "after": "moon"}, "one of central"),
        ({"field": "date", "before": None, "after": "2021-13-01"}, "a day as"),
        ({"field": "is_readout", "before": True, "after": "no"}, "true or false"),
        ({"field": "action", "before": "hear", "after": "sing", "announcement": "听取"}, "one of relay"),
        ({"field": "subject", "before": "春耕", "after": " ", "announcement": "听取"}, "some text"),
        ({"field": "action", "before": "hear", "after": "study"}, "needs the words"),
        ({"field": "items", "before": ("春耕",), "after": ()}, "can only be confirmed"),
        ({"field": "item", "before": None, "after": {"subject": "春耕"}, "announcement": "研究"}, "with"),
        ({"after": " "}, "text or nothing"),
    ],
)
def test_what_cannot_be_is_refused(changes: dict[str, Any], says: str) -> None:
    with pytest.raises(CorrectionError, match=says):
        made.check(replace(CHAIR, **changes))


def test_a_table_by_hand_needs_little(tmp_path: Path) -> None:
    file = tmp_path / "mine.csv"
    file.write_text(
        f"who,report_id,field,before,after\n周岚,{CHAIR.report_id},other_matters,false,true\n", encoding="utf-8"
    )
    (one,) = made.read_file(file)
    assert (one.before, one.after, one.announcement, one.position) == (False, True, None, None)
    file.write_text(f"who,report_id,field,before,after\n周岚,{CHAIR.report_id},level,,moon\n", encoding="utf-8")
    with pytest.raises(CorrectionError, match=r"mine\.csv, row 2: .*level is 'moon'"):
        made.read_file(file)


def test_a_correction_is_later_than_the_ones_before_though_the_clock_was_put_back() -> None:
    ahead = replace(CHAIR, when="2999-12-31T23:59:59")
    assert made.now([CHAIR]) < "2999"
    assert made.now([ahead, CHAIR]) == "3000-01-01T00:00:00"
    after = replace(ahead, when=made.now([ahead]), before=ahead.after, after="第三人")
    assert made.standing([after, ahead])[ahead.report_id] == (ahead, after)
