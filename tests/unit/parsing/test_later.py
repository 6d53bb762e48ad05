"""What a meeting calls or proposes another sitting for is not on its own agenda."""

from __future__ import annotations

import pytest

from tests.unit.parsing.agendas import items_of

SAT = "4月1日，林安县人大常委会召开第二十三次会议。"
CALLED = "林安县第十七届人民代表大会第四次会议于5月8日召开"


@pytest.mark.parametrize(
    "agenda",
    [
        "会议建议，林安县第十七届人民代表大会第四次会议的议程是：听取和审议县人民政府工作报告；审查预算报告；选举。",
        "会议建议的主要议程：\n1.听取和审议政府工作报告；\n2.审查预算报告；\n3.选举事项。",
        "建议议程为：一、听取和审议政府工作报告；二、审查预算报告；三、其他。",
        "大会将听取和审议政府工作报告，审查批准预算报告，听取和审议县人民法院工作报告，并进行选举。",
        "会议的主要任务是：听取和审议政府工作报告，部署2024年工作。",
        "会议建议，县人大常委会听取和审议渡口管理情况的报告。",
        "会议通过的县人大四次会议议程共有三项：听取和审议政府工作报告；审查预算报告；选举。",
        "拟安排的议程是：听取和审议政府工作报告；审查预算报告；人事任免事项；其他事项。",
    ],
)
def test_the_agenda_of_a_sitting_that_is_called_is_not_the_meetings(agenda: str) -> None:
    assert items_of(f"{SAT}会议决定，{CALLED}。{agenda}") == [("decide", "decided", CALLED)]


def test_what_follows_the_list_is_the_meetings_again() -> None:
    text = (
        f"{SAT}会议决定，{CALLED}。\n会议建议议程：\n1.听取政府工作报告；\n2.审查预算报告。\n"
        "会议听取了安全生产工作情况汇报。会议强调，要抓好安全生产。"
    )
    assert items_of(text) == [("decide", "decided", CALLED), ("hear", None, "安全生产工作情况")]


def test_a_sitting_is_called_once_however_often_it_is_told() -> None:
    text = f"{SAT}会议审议通过了关于召开林安县第十七届人民代表大会第四次会议的决定。会议决定，{CALLED}。"
    assert items_of(text) == [("deliberate", "approved", "关于召开林安县第十七届人民代表大会第四次会议的决定")]
    other = f"{SAT}会议审议通过了关于召开县政协会议的决定。会议决定，{CALLED}。"
    assert [subject for *_, subject in items_of(other)] == ["关于召开县政协会议的决定", CALLED]


def test_a_decision_that_calls_a_sitting_is_the_matter_of_the_lead() -> None:
    text = (
        f"林安县第十七届人大常委会第二十三次会议决定：{CALLED}。建议会议的主要议程为：一、听取政府工作报告；二、选举。"
    )
    assert items_of(text) == [("decide", "decided", CALLED)]


@pytest.mark.parametrize(
    "agenda",
    [
        "会议的主要议程有三项：一、传达学习省水利会议精神；二、研究防汛工作；三、审议《渡口管理办法》。",
        "会议议程为：1.传达学习省水利会议精神；2.研究防汛工作；3.审议《渡口管理办法》。",
        "会议主要议题是：传达学习省水利会议精神；研究防汛工作；审议《渡口管理办法》。",
        "本次会议共有三项议程：传达学习省水利会议精神，研究防汛工作，审议《渡口管理办法》。",
        "会议议题如下：\n一、传达学习省水利会议精神\n二、研究防汛工作\n三、审议《渡口管理办法》",
    ],
)
def test_what_is_on_the_meetings_own_agenda_is_what_it_took_up(agenda: str) -> None:
    assert items_of(SAT + agenda) == [
        ("relay", None, "省水利会议精神"),
        ("consider", None, "防汛工作"),
        ("deliberate", None, "渡口管理办法"),
    ]


def test_an_agenda_that_is_then_told_is_told_once() -> None:
    text = (
        SAT + "会议主要议程：一、听取和审议《关于就业工作情况的报告》；二、讨论2024年工作要点（草案）。\n"
        "会议听取了县政府关于就业工作情况的报告。会议指出，要稳就业。\n会议讨论了2024年工作要点（草案）。"
    )
    assert [subject for *_, subject in items_of(text)] == ["关于就业工作情况的报告", "2024年工作要点（草案）"]


def test_a_proposed_agenda_that_is_a_paper_is_a_matter() -> None:
    text = SAT + "会议审议通过了关于召开渔业大会的决定；渔业大会工作报告；渔业大会建议议程。"
    assert [subject for *_, subject in items_of(text)][-1] == "渔业大会建议议程"
