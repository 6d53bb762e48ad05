"""How a field was got is told in the reader's language."""

from __future__ import annotations

import json
import re
from types import SimpleNamespace

import pytest

from analysis.cleaning import clean
from analysis.parsing import dates, occasions, parse
from analysis.records import RawReport
from pages.shared.corrected import how
from pages.shared.texts import of
from tests.pages.conftest import ROOT


def rules() -> set[str]:
    """Every rule by which a field of an invented report is got."""
    found = set()
    for file in (ROOT / "data" / "sample" / "reports.jsonl", ROOT / "tests" / "accuracy" / "local.jsonl"):
        for line in file.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            given = {key: row.get(key) for key in ("title", "published", "url", "outlet")}
            meeting = parse(clean(RawReport(source="", text=row["text"], **given)))
            found |= {basis.how for basis in meeting.bases}
    return found


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_rule_has_words_in_both_languages_but_events_which_have_names(language: str) -> None:
    view = SimpleNamespace(t=of(language))  # type: ignore[arg-type]
    events = tuple(clue.name for clue in (*dates.load_events(), *occasions.load_occasions()))
    told = {rule: how(view, rule) for rule in rules() if not rule.startswith(events)}  # type: ignore[arg-type]
    assert len(told) > 15
    chinese = {rule for rule, words in told.items() if re.search("[\u4e00-\u9fff]", words)}
    assert chinese == (set(told) if language == "zh" else set())
