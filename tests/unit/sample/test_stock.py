"""The stock: large enough, and everything in it can be filled for every place that may use it."""

from __future__ import annotations

from pathlib import Path

import opencc
import pytest

from data.sample import stock
from data.sample.dice import Deck, Dice
from data.sample.readout import chinese

FOLDER = Path(stock.__file__).parent


@pytest.mark.parametrize("topic", sorted(stock.topics()))
def test_a_topic_has_subjects_and_passages_enough_for_variety(topic: str) -> None:
    subjects, passages = stock.topics()[topic]
    assert len(subjects) >= 10
    assert all(len(group) >= 6 for group in passages.values())
    assert len({subject.phrase.text for subject in subjects}) == len(subjects)


def test_there_are_twenty_six_topics() -> None:
    assert len(stock.topics()) == 26


@pytest.mark.parametrize("place", sorted(stock.places()))
def test_every_passage_can_be_filled_for_every_place(place: str) -> None:
    slots = {**stock.places()[place].slots, "year": "2021", "next": "2022"}
    dice = Dice(11)
    for subjects, passages in stock.topics().values():
        templates = [t for s in subjects for t in (s.phrase, s.lead, s.point) if t is not None]
        templates += [t for group in passages.values() for p in group for t in (p.why, *p.measures)]
        for template in templates:
            for _ in range(3):
                filled = template.fill(dice, slots)
                assert not set(filled) & set("{}<>|"), template.text


def test_every_campaign_of_the_calendar_has_subjects() -> None:
    for campaign in stock.planted()["campaigns"]:
        subjects, _ = stock.topics()[campaign["topic"]]
        assert [s for s in subjects if s.campaign == campaign["name"]], campaign["name"]


def test_posts_are_held_without_a_gap() -> None:
    for place in stock.places().values():
        for role, holders in place.posts.items():
            months = [since for _, since in holders]
            assert months == sorted(months), (place.name, role)
            if holders:
                assert place.holder(role, "2019-01")


def test_every_character_that_has_a_traditional_form_can_be_soiled() -> None:
    forward, back = opencc.OpenCC("s2t"), opencc.OpenCC("tw2s")
    written = {c for path in FOLDER.rglob("*.toml") for c in path.read_text(encoding="utf-8") if "一" <= c <= "鿿"}
    changed = {c for c in written if len(forward.convert(c)) == 1 and forward.convert(c) != c}
    missing = {c for c in changed if back.convert(forward.convert(c)) == c} - set(stock.letters())
    assert not missing


def test_traditional_forms_come_back_as_they_were() -> None:
    back = opencc.OpenCC("tw2s")
    assert [s for s, (traditional, _) in stock.letters().items() if back.convert(traditional) != s] == []


def test_a_deck_deals_every_card_once_before_any_comes_again() -> None:
    deck = Deck(range(7), Dice(3))
    dealt = [deck.deal() for _ in range(21)]
    assert [sorted(dealt[i : i + 7]) for i in (0, 7, 14)] == [list(range(7))] * 3


def test_a_deck_finds_the_card_that_fits_or_says_that_none_does() -> None:
    deck = Deck(range(7), Dice(3))
    assert {deck.deal_fitting(lambda card: card == 4) for _ in range(5)} == {4}
    assert deck.deal_fitting(lambda card: card > 9) is None


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (1, "一"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (104, "一百零四"),
        (230, "二百三十"),
        (1004, "一千零四"),
        (3010, "三千零一十"),
        (10_000, "一万"),
        (10_203, "一万零二百零三"),
        (112_345, "十一万二千三百四十五"),
    ],
)
def test_sessions_in_chinese_numerals(number: int, written: str) -> None:
    assert chinese(number) == written
