"""Lists that reports make of matters, reports and papers: where one ends and the next begins."""

import pytest

from analysis.parsing import parse
from analysis.records import Report
from tests.unit.parsing.agendas import items_of

MET = "4月1日，甲县县委常委会召开会议。"
SAT = "4月1日，甲县政协召开主席会议。"
CONGRESS = "4月1日，甲县人大常委会召开第三次会议。"
PLENARY = "4月1日，中国共产党甲县第十五届委员会第九次全体会议召开。县委书记林一舟主持会议。\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            MET + "会议听取了渔港防疫工作汇报，农房清理情况汇报，关于渡口供水问题的汇报，污水厂运营情况汇报。",
            [
                ("hear", None, "渔港防疫工作"),
                ("hear", None, "农房清理情况"),
                ("hear", None, "渡口供水问题"),
                ("hear", None, "污水厂运营情况"),
            ],
        ),
        (
            CONGRESS + "会议听取了关于渡口建设的报告、《关于渡口资金列入预算的议案》说明；作出了关于保护水源的决议。",
            [
                ("hear", None, "关于渡口建设的报告"),
                ("deliberate", None, "关于渡口资金列入预算的议案"),
                ("decide", "decided", "保护水源的决议"),
            ],
        ),
        (
            CONGRESS + "会议听取并审议通过了甲局局长作的《关于禁牧的报告》，乙局代表县政府作的《关于饮水的报告》。",
            [("deliberate", "approved", "关于禁牧的报告"), ("deliberate", "approved", "关于饮水的报告")],
        ),
        (
            SAT + "会议通过了关于召开全会的决定，大会主席台就座人员名单、列席会议人员范围；常委会工作报告及报告人。",
            [
                ("deliberate", "approved", "关于召开全会的决定"),
                ("deliberate", "approved", "大会主席台就座人员名单"),
                ("deliberate", "approved", "列席会议人员范围"),
                ("deliberate", "approved", "常委会工作报告及报告人"),
            ],
        ),
        (
            SAT
            + "会议审议了大会议程（草案）、日程（草案）、常委会报告（审议稿）、提案报告（审议稿）、"
            "委员履职先进名单和大会发言有关事项。",
            [
                ("deliberate", None, "大会议程（草案）、日程（草案）"),
                ("deliberate", None, "常委会报告（审议稿）"),
                ("deliberate", None, "提案报告（审议稿）"),
                ("deliberate", None, "委员履职先进名单"),
                ("deliberate", None, "大会发言有关事项"),
            ],
        ),
        (
            MET + "会议研究了渡口费用；新增冷链设备；供热管网改造；公布遗产名录等相关事宜；听取了国道改线汇报。",
            [
                ("consider", None, "渡口费用"),
                ("consider", None, "新增冷链设备"),
                ("consider", None, "供热管网改造"),
                ("consider", None, "公布遗产名录"),
                ("hear", None, "国道改线"),
            ],
        ),
        (
            SAT + "会议审议通过了《甲方案（讨论稿）》《乙办法（试行）》（讨论稿）和有关人事事项。",
            [
                ("deliberate", "approved", "甲方案（讨论稿）"),
                ("deliberate", "approved", "乙办法（试行）（讨论稿）"),
                ("appoint", "approved", "有关人事事项"),
            ],
        ),
        (
            MET + "会议传达学习了《食品规定》；林一舟关于保密的批示；《信访规定》，以及林一舟近期在渡口会上的讲话。",
            [
                ("relay", None, "食品规定"),
                ("relay", None, "林一舟关于保密的批示"),
                ("relay", None, "信访规定"),
                ("relay", None, "林一舟近期在渡口会上的讲话"),
            ],
        ),
        (
            MET + "会议安排部署水利局下半年各项重点任务，并就“防汛”“灌溉”两个课题的提纲进行了交流讨论。",
            [("arrange", None, "水利局下半年各项重点任务"), ("consider", None, "“防汛”“灌溉”两个课题的提纲")],
        ),
    ],
)  # fmt: skip
def test_where_a_matter_of_a_list_ends(text: str, expected: list[tuple[str, str | None, str]]) -> None:
    assert items_of(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # For whom a paper is, and what goes with it at home, is no part of its name and no matter.
        (SAT + "会议审议了提交县政协会议审议的常委会工作报告。", [("deliberate", None, "常委会工作报告")]),
        (
            MET + "会议学习党的二十届三中全会《决定》，审议《决定》配套办法。",
            [("study", None, "党的二十届三中全会《决定》"), ("deliberate", None, "《决定》配套办法")],
        ),
        # What the meeting adopted and only speaks of, and what was said of others, is no act.
        (MET + "会议审议了《甲办法》。会议强调，本次会议通过的渔业条例意义重大。", [("deliberate", None, "甲办法")]),
        (
            MET + "会议听取了甲局、乙局等单位主要负责人的情况汇报，研究了渡口问题。",
            [("consider", None, "渡口问题")],
        ),
        (
            MET + "研究了有关议题并就近期防汛作了安排。会议听取了渡口情况汇报。",
            [("hear", None, "渡口情况"), ("arrange", None, "近期防汛")],
        ),
        # A report that is heard and agreed to is heard; one that is heard and passed is examined.
        (MET + "会议听取并原则同意了水利局关于防汛情况的汇报。", [("hear", "approved_in_principle", "防汛情况")]),
        (
            CONGRESS + "县水利局局长林一舟作关于渡口情况的报告并审议通过。",
            [("deliberate", "approved", "关于渡口情况的报告")],
        ),
        (MET + "会议还对信访积案化解提了要求。", [("arrange", None, "信访积案化解")]),
        (
            MET + "会议对供水布点、道路清雪等近期工作作了安排。",
            [("arrange", None, "供水布点、道路清雪等近期工作")],
        ),
        (CONGRESS + "会议对2012年度干部选拔工作进行了民主评议。", [("deliberate", None, "2012年度干部选拔工作")]),
    ],
)  # fmt: skip
def test_what_is_a_matter_and_what_it_is_called(text: str, expected: list[tuple[str, str | None, str]]) -> None:
    assert sorted(items_of(text)) == sorted(expected)


def test_the_task_of_a_sitting_tells_its_agenda_without_its_background() -> None:
    tasks = (
        "这次会议的主要任务是：以有关思想为指导，深入学习领会党的二十大精神，听取县委常委会上半年工作报告，"
        "安排部署后四个月工作，审议《甲县委关于草原改革的意见》。"
    )
    assert items_of(PLENARY + tasks) == [
        ("hear", None, "县委常委会上半年工作报告"),
        ("arrange", None, "后四个月工作"),
        ("deliberate", None, "甲县委关于草原改革的意见"),
    ]


def test_who_reports_for_a_committee_gives_its_report() -> None:
    text = "4月1日，中共甲区委召开二届六次全委（扩大）会议。区委书记林一舟主持会议并代表区委常委会作工作报告。"
    assert items_of(text) == [("hear", None, "区委常委会工作报告")]


def test_entries_numbered_alike_are_headings_each() -> None:
    text = (
        MET + "\n（一）传达学习甲族自治县妇女大会精神\n会议强调，要支持妇联。\n"
        "（二）县应急局通报《甲族自治县烟花检查情况》\n会议强调，要整改。"
    )
    assert items_of(text) == [
        ("relay", None, "甲族自治县妇女大会精神"),
        ("brief", None, "《甲族自治县烟花检查情况》"),
    ]


def test_a_sitting_that_a_paper_calls_is_no_second_matter() -> None:
    text = SAT + "会议审议通过了《关于召开县政协五届三次会议的决定》。\n会议决定，县政协五届三次会议于1月9日召开。"
    assert items_of(text) == [("deliberate", "approved", "关于召开县政协五届三次会议的决定")]
    alone = SAT + "会议审议了《甲条例》。\n会议决定，县政协五届三次会议于1月9日召开，建议议程有两项：审议甲条例；其他。"
    assert items_of(alone) == [
        ("deliberate", None, "甲条例"),
        ("decide", "decided", "县政协五届三次会议于1月9日召开"),
    ]


def test_passages_say_what_was_passed_on_where_the_lead_does_not() -> None:
    text = (
        "4月1日，甲市政府召开常务会议，传达学习习近平总书记近期重要讲话精神以及国省有关会议精神。\n"
        "会议强调，要深入学习贯彻习近平总书记在听取海岛建设汇报时的重要讲话精神，扩大开放。\n"
        "会议强调，要认真领会全省大气污染防治调度会精神，科学治污。"
    )
    assert items_of(text) == [
        ("relay", None, "习近平总书记在听取海岛建设汇报时的重要讲话精神"),
        ("relay", None, "全省大气污染防治调度会精神"),
    ]


@pytest.mark.parametrize(
    ("text", "session"),
    [
        (PLENARY + "会议审议《甲意见》。", "第九次"),
        ("4月1日，县委常委会召开会议，决定召开甲县第十五届委员会第九次全体会议，研究防汛工作。", None),
        ("4月1日，市委书记林一舟主持九届市委理论学习中心组第二十六次集体学习，学习《甲意见》。", "第二十六次"),
    ],
)
def test_whose_number_a_session_has(text: str, session: str | None) -> None:
    meeting = parse(Report(text=text, published="2024-04-02"))
    assert meeting.is_readout
    assert meeting.session == session


def test_a_body_is_not_passed_on_by_what_its_meeting_passes_on() -> None:
    meeting = parse(Report(text="4月1日，甲盟召开盟委委员会议，对自治区会议精神进行传达学习。", published="2024-04-02"))
    assert (meeting.is_readout, meeting.body) == (True, "盟委委员会议")


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("4月1日，民盟甲市委召开五届十八次主委会议，研究年度工作。", "民盟市委主委会议"),
        ("4月1日，民进甲省委召开八届七次常委（扩大）会议，传达学习全国科技大会精神。", "民进省委常委（扩大）会议"),
    ],
)
def test_the_committees_of_other_parties_are_their_own(text: str, body: str) -> None:
    meeting = parse(Report(text=text, published="2024-04-02"))
    assert (meeting.is_readout, meeting.body) == (True, body)
