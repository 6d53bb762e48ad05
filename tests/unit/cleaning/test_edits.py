from analysis.cleaning.edits import Draft, Edit
from analysis.records import Repair, restore


def test_edits_of_one_step_are_recorded_in_the_new_texts_offsets() -> None:
    draft = Draft("甲(jiǎ)乙(yǐ)丙").apply("pinyin", [Edit(1, 6, ""), Edit(7, 11, "")])

    assert draft.text == "甲乙丙"
    assert draft.repairs == (Repair("pinyin", 1, 1, "(jiǎ)"), Repair("pinyin", 2, 2, "(yǐ)"))


def test_a_later_edit_over_an_earlier_repair_becomes_one_repair() -> None:
    draft = Draft("會(huì)議").apply("pinyin", [Edit(1, 6, "")]).apply("script", [Edit(0, 2, "会议")])

    assert draft.text == "会议"
    assert draft.repairs == (Repair("pinyin", 0, 2, "會(huì)議"),)


def test_a_deletion_before_an_earlier_deletion_keeps_both_in_order() -> None:
    draft = Draft("abc丙").apply("space", [Edit(1, 3, "")]).apply("control", [Edit(0, 1, "")])

    assert draft.text == "丙"
    assert restore(draft.text, draft.repairs) == "abc丙"


def test_an_edit_that_undoes_a_repair_leaves_no_repair() -> None:
    draft = Draft("，a").apply("width", [Edit(0, 1, ",")]).apply("width", [Edit(0, 1, "，")])

    assert draft == Draft("，a")


def test_two_edits_within_one_earlier_repair() -> None:
    draft = Draft("x").apply("script", [Edit(0, 1, "abcde")]).apply("width", [Edit(1, 2, "B"), Edit(3, 4, "")])

    assert draft.text == "aBce"
    assert restore(draft.text, draft.repairs) == "x"


def test_an_edit_that_changes_nothing_is_no_repair() -> None:
    assert Draft("甲乙").apply("script", [Edit(0, 1, "甲")]).repairs == ()
