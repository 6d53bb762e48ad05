"""Several matters under one verb: when they are items each, and when they are one."""

import pytest

from analysis.parsing import parse
from analysis.records import Report

LEAD = "4月1日，甲县政府召开常务会议。县长林一舟主持会议。\n"


def subjects(text: str) -> list[str]:
    return [item.subject for item in parse(Report(text=text, published="2024-04-02")).items]


def passages(text: str) -> list[str]:
    meeting = parse(Report(text=text, published="2024-04-02"))
    return [item.passage.of(text)[:12] if item.passage else "" for item in meeting.items]


TOPICS = (
    "关于渔港建设工作，会议强调，要抓紧施工。\n关于电梯加装，林一舟要求，要先易后难。\n"
    "关于古桥修缮工作，会议指出，要修旧如旧。"
)


@pytest.mark.parametrize(
    "announced",
    [
        "会议听取了渔港建设情况、电梯加装情况以及古桥修缮情况汇报。",
        "会议研究了渔港建设、电梯加装、古桥修缮等工作。",
        "会议对渔港建设、电梯加装和古桥修缮等工作进行了安排部署。",
    ],
)
def test_a_list_is_as_many_items_as_passages_that_name_its_parts(announced: str) -> None:
    text = f"{LEAD}{announced}\n{TOPICS}"
    assert [subject[:4] for subject in subjects(text)] == ["渔港建设", "电梯加装", "古桥修缮"]
    assert passages(text) == ["关于渔港建设工作，会议强", "关于电梯加装，林一舟要求", "关于古桥修缮工作，会议指"]


def test_passages_after_the_next_announcement_still_tell_a_list_apart() -> None:
    text = (
        f"{LEAD}会议听取了渔港建设情况、电梯加装情况汇报，研究了村志编纂工作。\n"
        "针对渔港建设情况，林一舟指出，要抓紧施工。\n针对电梯加装情况，林一舟要求，要先易后难。"
    )
    assert sorted(subjects(text)) == ["村志编纂工作", "渔港建设情况", "电梯加装情况"]


def test_most_parts_named_by_passages_are_enough_and_names_may_be_alike() -> None:
    text = (
        f"{LEAD}会议部署了全县古桥修缮工作、古桥普查工作、电梯加装工作和2020年渔港资金安排方案。\n"
        "就古桥修缮工作，林一舟说，要修旧如旧。\n就古桥普查工作，林一舟强调，要不漏一座。\n就电梯加装工作，林一舟表示，要先易后难。"
    )
    assert {"全县古桥修缮工作", "古桥普查工作"} <= set(subjects(text))


def test_a_part_that_a_later_sentence_announces_is_told_there() -> None:
    text = (
        f"{LEAD}会议研究了渔港建设、电梯加装、古桥修缮等工作。\n就渔港建设工作，林一舟指出，要抓紧施工。\n"
        "就电梯加装工作，林一舟要求，要先易后难。\n会议还研究了古桥修缮工作。会议指出，要修旧如旧。"
    )
    assert subjects(text) == ["渔港建设", "电梯加装", "古桥修缮工作"]


@pytest.mark.parametrize(
    "rest",
    [
        "会议强调，各部门要抓紧办理。",
        "会议指出，渔港建设要抓紧施工。",
        "关于渔港建设工作，会议强调，要抓紧施工。",
        "会议指出，要抓紧办理。\n会议强调，要密切配合。",
    ],
)
def test_a_list_without_a_passage_for_its_parts_is_one_item(rest: str) -> None:
    text = f"{LEAD}会议听取了渔港建设、电梯加装和古桥修缮等工作情况汇报。\n{rest}"
    assert subjects(text) == ["渔港建设、电梯加装和古桥修缮"]


def test_aims_of_one_matter_are_no_items_though_passages_speak_of_each() -> None:
    text = f"{LEAD}会议部署加快渔港建设、推进电梯加装。\n会议指出，渔港建设要抓紧施工。\n会议强调，电梯加装要先易后难。"
    assert len(subjects(text)) == 1


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (
            "传达学习林一舟在甲市水利会上的讲话精神，《甲刊》杂志发表的重要文章《论水》以及省、市有关文件精神",
            ["林一舟在甲市水利会上的讲话精神", "论水", "省、市有关文件精神"],
        ),
        (
            "学习全省水利会议精神、全省电力会议精神、《甲水条例》《乙电条例》《丙规划纲要》等重要讲话精神、会议精神及政策法规",
            ["全省水利会议精神、全省电力会议精神", "甲水条例", "乙电条例", "丙规划纲要"],
        ),
        (
            "传达学习近期重要讲话精神、《甲决议》《乙摘编》相关内容及省市近期重要会议、领导讲话精神",
            ["近期重要讲话精神", "甲决议", "乙摘编", "省市近期重要会议、领导讲话精神"],
        ),
        ("传达学习中共甲省委办公厅、甲省政府办公厅《甲通知》，全省水利会议精神", ["甲通知", "全省水利会议精神"]),
        ("学习《甲条例》和水利工作相关文件", ["甲条例"]),
        (
            "传达学习林一舟在《甲志》首发式上的讲话和乙某在水利会上的讲话精神",
            ["林一舟在《甲志》首发式上的讲话和乙某在水利会上的讲话精神"],
        ),
    ],
)  # fmt: skip
def test_papers_among_what_is_passed_on_are_items_each_and_what_stands_between_them_is_one(
    told: str, expected: list[str]
) -> None:
    assert subjects(f"{LEAD}会议{told}。会议指出，要学深悟透。") == expected


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("研究2021年渔港建设项目计划及责任分解方案", ["2021年渔港建设项目计划及责任分解方案"]),
        ("研究县渔港建设实施方案和电梯加装管理办法", ["县渔港建设实施方案", "电梯加装管理办法"]),
        ("审议《甲报告》、《乙报告》的报告人名单（草案）", ["《甲报告》、《乙报告》的报告人名单（草案）"]),
        (
            "审议并通过了县政协关于召开五次会议的决定，县政协五次会议议程、日程，县政协常务委员会工作报告，县政协2016年工作要点",
            ["关于召开五次会议的决定", "五次会议议程、日程", "常务委员会工作报告", "2016年工作要点"],
        ),
        (
            "研究渔港整治有关问题、甲公司电梯合作协议有关问题、古桥修缮协议等有关问题",
            ["渔港整治", "甲公司电梯合作协议", "古桥修缮协议"],
        ),
        ("研究古桥修缮等事宜，并就下一步工作进行了安排部署", ["古桥修缮"]),
    ],
)  # fmt: skip
def test_papers_and_matters_of_a_list_are_told_apart_by_what_each_is_named(told: str, expected: list[str]) -> None:
    found = subjects(f"{LEAD}会议{told}。")
    assert len(found) == len(expected)
    assert all(name in subject for name, subject in zip(expected, found, strict=True)), found


def test_an_act_told_with_its_object_first_may_be_that_something_was_passed_on() -> None:
    text = LEAD.replace("。县长", "，就全省水利会议精神进行传达学习。县长")
    assert subjects(text) == ["全省水利会议精神"]


def test_some_members_examined_a_report_and_gave_opinions_which_are_none() -> None:
    text = f"{LEAD}会议审议了《甲办法》；部分委员对县政府2020年工作报告进行了认真的审议，并提出了许多中肯的建议和意见。"
    assert subjects(text) == ["甲办法", "县政府2020年工作报告"]


def test_what_was_passed_on_and_what_was_then_considered_are_two() -> None:
    text = f"{LEAD}会上，传达全省水利会议精神和研究召开全县水利会议事宜。"
    assert [subject[:4] for subject in subjects(text)] == ["全省水利", "召开全县"]


def test_the_mood_of_a_discussion_is_no_matter() -> None:
    text = f"{LEAD}会议研究了古桥修缮工作。\n会上，讨论气氛十分热烈。"
    assert subjects(text) == ["古桥修缮工作"]


def test_what_the_meeting_stressed_after_it_heard_a_report_is_speech_up_to_a_semicolon() -> None:
    text = f"{LEAD}会议听取了渔港建设情况汇报，强调各部门要抓紧，深入学习贯彻全省水利会议精神；审议了《甲办法》。"
    assert subjects(text) == ["渔港建设情况", "甲办法"]


def test_meetings_passed_on_over_commas_end_with_the_papers_beside_them() -> None:
    text = f"{LEAD}会议传达了全国水利电视电话会议，全省电力会议，林一舟在全市会上的讲话精神和《甲规定》《乙细则》文件。"
    assert subjects(text)[1:] == ["甲规定", "乙细则"]
    text = f"{LEAD}会议传达学习了林一舟讲话精神，相关部门负责人列席会议。"
    assert subjects(text) == ["林一舟讲话精神"]


def test_the_proposals_of_deputies_are_no_list() -> None:
    text = f"{LEAD}会议审议通过县四届人大五次会议代表建议、批评和意见办理情况的综合报告（草案）。"
    assert subjects(text) == ["县四届人大五次会议代表建议、批评和意见办理情况的综合报告（草案）"]


def test_what_a_list_names_as_a_matter_ends_there() -> None:
    text = f"{LEAD}会议研究了2023年监督工作计划、2023年重点建议有关事项和“进企业”活动方案等。"
    assert len(subjects(text)) == 3


def test_a_matter_of_its_own_is_no_other_matter() -> None:
    meeting = parse(Report(text=f"{LEAD}会议研究了县“两会”相关事宜。", published="2024-04-02"))
    assert ([item.subject for item in meeting.items], meeting.other_matters) == (["县“两会”相关事宜"], False)


def test_all_who_took_part_studied_before_the_meeting() -> None:
    assert subjects(f"{LEAD}会前，全体参会人员共同学习了《甲条例》。会议审议了《乙办法》。") == ["甲条例", "乙办法"]


def test_these_three_reports_are_those_before() -> None:
    text = f"{LEAD}会议审议了《甲报告》《乙报告》《丙报告》。会议原则通过了这三个报告。"
    assert subjects(text) == ["甲报告", "乙报告", "丙报告"]


def test_who_told_the_meeting_in_a_later_clause_tells_a_matter_of_its_own() -> None:
    text = (
        f"{LEAD}会议传达学习了全省水利会议精神，林一舟通报了渔港建设情况，县水利局汇报了电梯加装情况，"
        "与会人员提出了许多意见。"
    )
    assert subjects(text) == ["全省水利会议精神", "渔港建设情况", "电梯加装情况"]
