"""Which acts of a sentence are about one matter, and how far an object reaches: what is joined, what left apart."""

import pytest

from analysis.parsing import parse
from analysis.records import Report

LEAD = "4月1日，甲市委常委会召开会议，"
BODY = LEAD + "研究养老服务。\n会议"


def subjects(text: str) -> list[str]:
    found = parse(Report(text=text, title=None, published="2024-04-02")).items
    return [item.subject for item in found if item.subject != "养老服务"]


def test_who_leaves_a_post_and_who_takes_it_are_one_matter() -> None:
    assert len(subjects(BODY + "决定免去林一舟的市水利局局长职务，任命周明为市水利局局长。")) == 1


def test_work_that_is_arranged_upon_a_report_is_of_it_between_the_semicolons_of_a_lead() -> None:
    acts = "听取渡口建设汇报，部署渡口收费工作；审议《甲办法》。"
    assert subjects(LEAD + acts) == ["渡口建设", "甲办法"]
    assert subjects(BODY + acts) == ["渡口建设", "渡口收费工作", "甲办法"]


@pytest.mark.parametrize(
    ("acts", "number"),
    [
        ("听取防汛备汛汇报，研究防汛备汛工作。", 1),
        ("听取防汛备汛汇报，研究渡口建设工作。", 2),
        ("听取渡口建设情况汇报，审议渡口建设投资计划。", 1),
        ("听取2019年渡口建设情况汇报，审议2020年渡口建设投资计划。", 2),
        ("听取审议关于水利工程灌溉情况的报告，审议关于水利工程建设情况的专项报告。", 2),
        ("听取《渡口管理办法》起草情况汇报，审议《渡口管理办法》。", 1),
        ("听取《渡口管理办法》起草情况汇报，审议《渡口收费办法》。", 2),
        ("分析当前防汛形势，部署防汛工作。", 1),
        ("分析当前防汛形势，部署渡口建设工作。", 2),
        ("听取渡口方案汇报，审议两个方案的投资计划。", 1),
        ("听取渡口方案汇报，审议灌溉渠的投资计划。", 2),
        ("传达学习全省水利工作会议精神，部署我市水利工作。", 1),
        ("传达学习全省水利工作会议精神，部署渡口收费工作。", 2),
        ("学习《水利条例》，研究水利工作。", 2),
        ("学习贯彻省委十一届六次全会精神，部署贯彻落实全会精神各项工作。", 1),
    ],
)
def test_acts_about_one_matter_are_one_item(acts: str, number: int) -> None:
    assert len(subjects(LEAD + acts)) == len(subjects(BODY + acts)) == number


def test_a_semicolon_parts_alike_acts_of_a_lead() -> None:
    acts = "听取渡口建设汇报；研究渡口建设收费。"
    assert subjects(LEAD + acts) == ["渡口建设", "渡口建设收费"]
    assert len(subjects(BODY + acts)) == 1


def test_what_was_examined_counts_more_than_that_it_was_heard() -> None:
    (item,) = (
        parse(Report(text=LEAD + "听取防汛备汛汇报，审议通过《防汛备汛报告》。", title=None, published="2024-04-02"))
    ).items
    assert (item.action, item.decision, item.subject) == ("deliberate", "approved", "防汛备汛报告")


@pytest.mark.parametrize(
    ("acts", "expected"),
    [
        ("审议《甲办法》，市财政局《乙方案》。", ["甲办法", "乙方案"]),
        ("传达学习林一舟讲话精神，《甲意见》。", ["林一舟讲话精神", "甲意见"]),
        ("审议市级预算草案，关于渡口建设的决定（草案）。", ["市级预算草案", "关于渡口建设的决定（草案）"]),
        ("听取防汛工作汇报，水利局关于灌溉渠整修的汇报。", ["防汛工作", "灌溉渠整修"]),
        ("传达学习全省水利会精神，全市农业会精神。", ["全省水利会精神，全市农业会精神"]),
        ("研究渡口扩建，灌溉渠改造等工作。", ["渡口扩建，灌溉渠改造"]),
        ("研究防汛，灌溉设施改造。", ["防汛，灌溉设施改造"]),
        ("研究防汛工作，推动水利发展。", ["防汛工作"]),
        ("研究防汛工作；灌溉设施改造。", ["防汛工作"]),
    ],
)
def test_what_an_object_goes_on_with_over_a_comma_is_read_and_what_comes_of_it_is_not(
    acts: str, expected: list[str]
) -> None:
    assert subjects(LEAD + acts) == expected
