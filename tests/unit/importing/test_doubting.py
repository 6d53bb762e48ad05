"""Which readings are in doubt, and why."""

from __future__ import annotations

from dataclasses import replace

import pytest

from analysis.importing.doubting import doubts_of
from analysis.parsing import parse
from analysis.records import Basis, Meeting, Report, Span, TopicLabel

TEXT = (
    "5月6日，砚州市委常委会召开会议，研究防汛工作，审议《河道管理办法》。市委书记林远主持会议。\n"
    "会议指出，防汛是民生大事，要压实责任。\n会议审议通过《河道管理办法》。会议强调，要健全河长制度。"
)
REPORT = Report(text=TEXT, title="砚州市委常委会召开会议", published="2021-05-07")
LABEL = TopicLabel("disaster", 1.0, ())


@pytest.fixture
def meeting() -> Meeting:
    read = parse(REPORT)
    return replace(read, items=tuple(item._replace(topics=(LABEL,)) for item in read.items))


def test_a_plain_reading_is_in_no_doubt(meeting: Meeting) -> None:
    assert doubts_of(REPORT, meeting) == ()


def test_what_is_missing_or_inferred(meeting: Meeting) -> None:
    assert doubts_of(REPORT, replace(meeting, place=None, level=None)) == ("no_level", "no_place")
    assert doubts_of(REPORT, replace(meeting, place=None, level="central")) == ()
    assert doubts_of(REPORT, replace(meeting, date=None, date_basis=None, chair=None)) == ("undated", "no_chair")
    assert doubts_of(REPORT, replace(meeting, date_basis="inferred")) == ("date_inferred",)


def test_what_the_items_are_like(meeting: Meeting) -> None:
    first, second = meeting.items
    unlabelled = replace(meeting, items=(first, second._replace(topics=())))
    assert doubts_of(REPORT, unlabelled) == ("no_topic",)
    decided = second._replace(action="decide")
    assert doubts_of(REPORT, replace(meeting, items=(first, decided))) == ()
    assert doubts_of(REPORT, replace(meeting, items=(decided, decided))) == ("only_decided",)
    assert doubts_of(REPORT, replace(meeting, items=())) == ("no_items",)
    wordy = replace(REPORT, text=TEXT + "\n会议指出，一。\n会议强调，二。\n会议要求，三。")
    assert doubts_of(wordy, meeting) == ("few_items",)


def test_what_a_person_settled_is_in_doubt_no_more(meeting: Meeting) -> None:
    poor = replace(meeting, date=None, chair=None)
    assert doubts_of(REPORT, poor, frozenset({"date"})) == ("no_chair",)
    assert doubts_of(REPORT, poor, frozenset({"date", "chair"})) == ()


def test_is_it_a_readout_at_all(meeting: Meeting) -> None:
    assert doubts_of(replace(REPORT, title="林远调研防汛工作"), meeting) == ("other_kind",)
    assert doubts_of(REPORT, Meeting(False, "conference")) == ("might_be_readout",)
    assert doubts_of(replace(REPORT, title="天气预报"), Meeting(False, "other")) == ()


def test_flags_of_the_text_come_first(meeting: Meeting) -> None:
    flagged = replace(REPORT, flags=("spun", "damaged"))
    assert doubts_of(flagged, replace(meeting, chair=None)) == ("spun", "damaged", "no_chair")
    assert doubts_of(flagged, meeting, frozenset({"is_readout"})) == ()


def test_where_fields_stand(meeting: Meeting) -> None:
    basis = meeting.bases[0]._replace(how="named in the title", span=None)
    assert doubts_of(REPORT, replace(meeting, bases=(basis,))) == ("body_in_title",)
    mentions = Basis("place", "mentions in the text", "砚州市", Span(5, 8))
    assert doubts_of(REPORT, replace(meeting, bases=(mentions,))) == ("place_from_mentions",)
