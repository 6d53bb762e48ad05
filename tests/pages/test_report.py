"""Marks in a text: nothing of the text is lost, and nothing of it is markup."""

from __future__ import annotations

import re
from html import unescape

from hypothesis import given, settings
from hypothesis import strategies as some

from pages.shared.quoting import marked
from pages.shared.report import KINDS, Mark, as_html

LETTERS = some.sampled_from("会议<>&\"'a \n")
TEXTS = some.text(LETTERS, max_size=40)
MARKS = some.lists(
    some.builds(
        Mark, some.integers(0, 40), some.integers(0, 40), some.sampled_from(KINDS), some.text(LETTERS, max_size=5)
    ),
    max_size=12,
)


def spoken(sent: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", sent))


@settings(deadline=None)
@given(TEXTS, MARKS)
def test_without_its_tags_the_html_is_the_text(text: str, found: list[Mark]) -> None:
    lines = [line for line in text.split("\n") if line.strip()]
    assert spoken(as_html(text, found)) == "".join(lines)


@settings(deadline=None)
@given(TEXTS, MARKS)
def test_exactly_what_a_mark_covers_has_its_class(text: str, found: list[Mark]) -> None:
    text = text.replace("\n", "").strip() or "会"
    sent = as_html(text, found)
    for kind in KINDS:
        pieces = re.findall(rf'<span class="[^"]*\bm-{kind}\b[^"]*"[^>]*>(.*?)</span>', sent)
        covered = {at for mark in found if mark.kind == kind for at in range(mark.start, min(mark.end, len(text)))}
        assert sum(len(unescape(piece)) for piece in pieces) == len(covered)


def test_kinds_that_are_not_wanted_leave_the_text_alone() -> None:
    assert as_html("会议强调", [Mark(0, 2, "item", "1")], shown=["topic"]) == "<p>会议强调</p>"


def test_a_link_leads_to_the_first_stretch_of_the_passage_that_was_asked_for() -> None:
    sent = as_html("会议指出\n会议强调", [Mark(2, 7, "asked", "")])
    assert sent.count('id="asked"') == 1
    assert spoken(sent.split('<a id="asked">')[0]) == "会议"
    assert "asked" not in as_html("会议指出", [Mark(0, 2, "item", "")])


def test_the_words_that_earned_a_label_are_marked_in_their_place_in_the_report() -> None:
    matches = [{"start": 14, "end": 16}, {"start": 10, "end": 12}, {"start": 11, "end": 15}]
    assert marked("防汛<抗旱>。", 10, matches) == "<mark>防汛</mark><mark>&lt;抗旱</mark><mark>&gt;</mark>。"


@settings(deadline=None)
@given(TEXTS, some.lists(some.tuples(some.integers(0, 60), some.integers(0, 60)), max_size=8), some.integers(0, 20))
def test_marking_words_loses_no_character(text: str, spans: list[tuple[int, int]], start: int) -> None:
    assert spoken(marked(text, start, [{"start": first, "end": last} for first, last in spans])) == text
