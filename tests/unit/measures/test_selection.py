from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from analysis.corpus.engine import Engine
from analysis.errors import SelectionError
from analysis.measures import chosen
from analysis.measures.selection import Selection, office


def meetings(world: Engine, **conditions: Any) -> set[int]:
    return set(world.run(chosen.meetings(world, Selection(**conditions)))["meeting_no"])


def items(world: Engine, **conditions: Any) -> list[str]:
    return sorted(world.run(chosen.items(world, Selection(**conditions)))["item_id"])


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        (("云泽省",), {1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12}),
        (("云泽省青岚市",), {2, 3, 4, 7, 10, 11}),
        (("云泽省青岚市兰渡县",), {3, 10}),
        (("=云泽省",), {1, 5, 12}),
        (("=云泽省青岚市",), {2, 4, 7, 11}),
        (("-",), {9}),
        (("-", "云泽省白石市"), {6, 8, 9}),
        (("云泽",), set()),
    ],
)
def test_a_place_stands_for_itself_and_all_below_it(world: Engine, places: tuple[str, ...], expected: set[int]) -> None:
    assert meetings(world, places=places) == expected


def test_dates_are_inclusive_and_leave_the_undated_out(world: Engine) -> None:
    assert meetings(world, start=date(2021, 6, 1), end=date(2021, 6, 15)) == {5, 6, 7}
    assert meetings(world, start=date(2022, 1, 1)) == {9, 10}
    assert meetings(world, end=date(2020, 12, 31)) == {1}
    assert meetings(world, undated=True) == {11, 12}


def test_every_word_must_stand_in_the_report(world: Engine) -> None:
    assert meetings(world, words=("预算",)) == {1, 4, 8, 11}
    assert meetings(world, words=("预算", "防汛")) == {4, 8}
    # Across the border of two terms, but not across two sentences.
    assert meetings(world, words=("议预",)) == {1, 4, 8, 11}
    assert meetings(world, words=("预算会议",)) == set()


def test_conditions_on_items_choose_items_and_their_meetings(world: Engine) -> None:
    assert items(world, topics=("rural",)) == ["r3:2", "r4:2", "r9:1"]
    assert meetings(world, topics=("rural",)) == {3, 4, 9}
    assert items(world, topics=("rural", "health")) == ["r3:2", "r4:2", "r4:3", "r9:1"]
    assert items(world, actions=("deliberate",)) == ["r11:2", "r1:1", "r4:1", "r8:2"]
    assert items(world, decisions=("approved",), levels=("prefecture",)) == ["r11:2", "r4:1", "r8:2"]


def test_a_meeting_needs_one_item_that_meets_all_conditions(world: Engine) -> None:
    # Meeting 4 has an approved item and one on health, but not in one.
    assert meetings(world, topics=("health",), decisions=("approved",)) == set()


def test_topics_joined_must_stand_on_one_item(world: Engine) -> None:
    assert items(world, topics=("disaster*rural",)) == ["r3:2", "r4:2", "r9:1"]
    assert items(world, topics=("disaster*safety",)) == []


def test_items_without_a_topic_and_without_a_decision(world: Engine) -> None:
    assert items(world, topics=("-",)) == ["r1:2", "r7:2", "r9:2"]
    assert len(items(world, decisions=("-",))) == 16


def test_topics_together_may_stand_on_different_items_of_a_meeting(world: Engine) -> None:
    assert meetings(world, agenda=("disaster", "safety")) == {3, 6}
    assert items(world, agenda=("disaster", "safety")) == ["r3:1", "r3:2", "r6:1", "r6:2"]
    assert meetings(world, agenda=("disaster", "-")) == {7, 9}
    # Meeting 4 heard of health and approved a budget: what else an item must meet does not bind the others.
    assert items(world, agenda=("health", "finance"), actions=("hear",)) == ["r4:3"]
    assert items(world, agenda=("safety",), topics=("disaster",)) == ["r3:2", "r6:1"]


def test_depth_of_treatment(world: Engine) -> None:
    assert items(world, treatments=("relayed",)) == ["r1:2", "r7:2", "r9:2"]
    assert items(world, treatments=("decided",)) == ["r11:2", "r1:1", "r4:1", "r8:2"]
    assert items(world, treatments=("deliberated",)) == []


def test_meetings_with_other_matters(world: Engine) -> None:
    assert meetings(world, other_matters=True) == {4, 12}
    assert items(world, other_matters=True) == ["r4:1", "r4:2", "r4:3"]


def test_words_leave_all_items_of_the_meeting_in(world: Engine) -> None:
    assert items(world, words=("卫生",)) == ["r4:1", "r4:2", "r4:3"]


def test_phrases_and_terms_look_where_items_are_counted_into_the_item(world: Engine) -> None:
    assert items(world, phrases=("防汛",), bodies=("市委常委会",)) == ["r6:1", "r7:1"]
    assert items(world, terms=("汇报",), levels=("prefecture",)) == ["r4:3", "r6:1", "r7:1", "r8:1"]


def test_phrases_and_terms_look_where_meetings_are_counted_into_the_report(world: Engine) -> None:
    # The lead of meeting 7 says 部署, no item does.
    assert meetings(world, terms=("部署",)) == {7}
    assert items(world, terms=("部署",)) == []
    assert meetings(world, terms=("部署",), topics=("disaster",)) == set()
    assert meetings(world, phrases=("部署防",)) == {7}


def test_formulations_are_sighted_where_phrases_are_searched_for(world: Engine) -> None:
    assert meetings(world, formulations=("防汛责任",)) == {5, 6, 7, 8, 10}
    assert meetings(world, formulations=("防汛责任", "安全生产")) == {6}
    assert items(world, formulations=("防汛责任",), levels=("prefecture",)) == ["r6:1", "r7:1", "r8:1"]
    # 讲话精神 stands in items that relay, and in meeting 7 beside one on floods.
    assert meetings(world, formulations=("讲话精神",), topics=("disaster",)) == set()
    assert meetings(world, formulations=("讲话精神", "防汛责任")) == {7}


def test_one_wording_of_a_formulation_can_be_asked_for(world: Engine) -> None:
    # Only the lead of meeting 7 says 部署防汛.
    assert meetings(world, formulations=("=部署防汛",)) == {7}
    assert items(world, formulations=("=部署防汛",)) == []
    assert Selection().narrow(variant="部署防汛") == Selection(formulations=("=部署防汛",))


def test_a_term_is_no_part_of_a_term(world: Engine) -> None:
    assert meetings(world, phrases=("责",)) == {2, 3, 5, 6, 7, 8, 10, 11}
    assert meetings(world, terms=("责",)) == set()


def test_values_are_sorted_and_stand_once() -> None:
    assert Selection(places=("乙", "甲", "乙", "")) == Selection(places=("甲", "乙"))
    assert not Selection(places=("",))


def test_an_alternative_that_asks_for_more_than_another_is_dropped() -> None:
    assert Selection(topics=("rural*health", "health", "economy*rural", "rural*economy")).topics == (
        "economy*rural",
        "health",
    )


@pytest.mark.parametrize("wrong", [{"levels": ("moon",)}, {"actions": ("dance",)}, {"decisions": ("maybe",)}])
def test_a_value_outside_a_closed_list_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(SelectionError, match="is none of"):
        Selection(**wrong)


def test_a_string_for_a_list_is_refused() -> None:
    with pytest.raises(SelectionError, match="sequence of strings"):
        Selection(places="云泽省")  # type: ignore[arg-type]


def test_an_end_before_the_start_is_refused() -> None:
    with pytest.raises(SelectionError, match="after its end"):
        Selection(start=date(2021, 2, 1), end=date(2021, 1, 1))


def test_the_address_of_a_selection() -> None:
    selection = Selection(places=("云泽省",), topics=("rural",), start=date(2021, 1, 1), words=("防汛", "春耕"))
    assert selection.to_params() == {
        "place": ["云泽省"], "topic": ["rural"], "word": ["春耕", "防汛"], "from": ["2021-01-01"],
    }  # fmt: skip


def test_what_an_address_gets_wrong_is_dropped_and_named() -> None:
    params = {
        "level": ["province", "moon"], "decision": "never", "topic": ["", "rural"], "from": ["2021-02-30"],
        "to": ["2021-03-01", "2021-04-01"], "undated": ["yes"], "grain": ["week"],
    }  # fmt: skip
    selection, dropped = Selection.from_params(params)
    assert selection == Selection(levels=("province",), topics=("rural",), end=date(2021, 3, 1))
    assert set(dropped) == {
        "level=moon", "decision=never", "topic=", "from=2021-02-30", "to=2021-04-01", "undated=yes",
    }  # fmt: skip


def test_an_address_that_ends_before_it_starts_keeps_its_start() -> None:
    selection, dropped = Selection.from_params({"from": "2021-05-01", "to": "2021-04-01"})
    assert selection == Selection(start=date(2021, 5, 1))
    assert dropped == ("to=2021-04-01",)


def test_narrowing_keeps_what_was_chosen_before() -> None:
    chosen_before = Selection(topics=("rural", "health"), places=("云泽省青岚市",), start=date(2021, 3, 15))
    assert chosen_before.narrow(topic="rural").topics == ("rural",)
    assert chosen_before.narrow(topic="disaster").topics == ("disaster*health", "disaster*rural")
    assert chosen_before.narrow(month="2021-03").end == date(2021, 3, 31)
    assert chosen_before.narrow(month="2021-03").start == date(2021, 3, 15)
    assert chosen_before.narrow(province="云泽省").places == ("云泽省青岚市",)
    assert chosen_before.narrow(place="云泽省青岚市兰渡县").places == ("=云泽省青岚市兰渡县",)
    assert chosen_before.narrow(agenda="safety*rural").narrow(agenda="health").agenda == (
        "health",
        "rural",
        "safety",
    )
    assert chosen_before.narrow(treatment="heard", other_matters=True) == replace(
        chosen_before, treatments=("heard",), other_matters=True
    )
    assert chosen_before.narrow(word="防汛").narrow(word="责任").words == ("责任", "防汛")


@pytest.mark.parametrize("missing", [None, float("nan"), "-"])
def test_narrowing_to_what_has_none(missing: Any) -> None:
    assert Selection().narrow(decision=missing) == Selection(decisions=("-",))
    assert Selection().narrow(year=missing) == Selection(undated=True)


@pytest.mark.parametrize(
    "cell",
    [
        {"level": "county"},
        {"place": "云泽省"},
        {"city": "云泽省白石市"},
        {"year": "2019"},
        {"colour": "red"},
        {"month": "x"},
    ],
)
def test_a_cell_outside_the_selection_is_refused(cell: dict[str, Any]) -> None:
    selection = Selection(levels=("province",), places=("云泽省青岚市",), start=date(2020, 1, 1))
    with pytest.raises(SelectionError):
        selection.narrow(**cell)


@pytest.mark.parametrize("name", ["市委常委会", "市政府党组", "市政协主席会议", "市人民政府常务会议"])
def test_a_body_is_found_again_by_each_of_its_spellings(name: str) -> None:
    spelt = Selection().narrow(office=name).bodies
    assert name in spelt
    assert len({office(one) for one in spelt}) == 1, "no other body among them"
    assert any("扩大" in one for one in spelt)
