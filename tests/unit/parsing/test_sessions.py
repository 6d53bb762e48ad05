from __future__ import annotations

import pytest

from analysis.parsing import parse
from analysis.parsing.sessions import find_session
from analysis.records import Report, Session


@pytest.mark.parametrize(
    ("text", "written", "session"),
    [
        ("县政府第35次常务会议", "第35次", Session(number=35)),
        ("市人大常委会第四十八次主任会议", "第四十八次", Session(number=48)),
        ("召开二届108次市委常委会会议", "108次", Session(2, None, 108)),
        ("召开二届市委常委会108次会议", "108次", Session(2, None, 108)),
        ("甲县第十二届委员会常务委员会第96次会议", "第96次", Session(12, None, 96)),
        ("十九届中央政治局常务委员会第十次会议", "第十次", Session(19, None, 10)),
        ("市第十五届人民代表大会常务委员会第一百零六次会议", "第一百零六次", Session(15, None, 106)),
        ("十三届市人大常委会今天上午在甲市举行第十四次主任会议", "第十四次", Session(13, None, 14)),
        ("召开2022年第28次区政府常务会议", "第28次", Session(None, 2022, 28)),
        ("管委会2024年度第7次主任办公会", "第7次", Session(None, 2024, 7)),
        ("2023年旗委常委会第12次会议", "第12次", Session(None, 2023, 12)),
        ("二〇二三年第三次委员会议", "第三次", Session(None, 2023, 3)),
        ("第十八届区人民政府2022年第5次常务会议", "第5次", Session(18, 2022, 5)),
        ("二届市委召开108次常委会会议", "108次", Session(2, None, 108)),
        ("区十七届人大一次会议召开主席团第四次会议", "第四次", Session(17, None, 4)),
        ("镇召开第二十届人民代表大会第五次会议第四次主席团会议", "第四次", Session(20, None, 4)),
        # A day, a plenary and another body's term count no session of this one.
        ("2022年4月1日县政府召开第6次常务会议", "第6次", Session(number=6)),
        ("2022年县政府召开第6次常务会议", "第6次", Session(number=6)),
        ("传达二十届三中全会精神，县政府第6次常务会议", "第6次", Session(number=6)),
        ("十五届县委委员、县长林一舟主持召开县政府第6次常务会议", "第6次", Session(number=6)),
    ],
)
def test_a_session_has_its_number_term_and_year(text: str, written: str, session: Session) -> None:
    found = find_session(text)
    assert found is not None
    assert (found[0].of(text), found[1]) == (written, session)


@pytest.mark.parametrize(
    "text",
    ["举行2022年第一次集体学习", "学习第二次全会精神", "十四届三次全会", "十届市委常委会先后召开三次会议", "召开会议"],
)
def test_numbers_of_study_sessions_plenaries_and_counts_are_no_sessions(text: str) -> None:
    assert find_session(text) is None


@pytest.mark.parametrize(
    ("title", "lead", "session"),
    [
        ("十二届甲县政府第6次常务会议召开", "4月1日，县长林一舟主持召开县政府第6次常务会议", Session(12, None, 6)),
        ("甲县政府2024年第6次常务会议召开", "4月1日，县长林一舟主持召开县政府常务会议", Session(None, 2024, 6)),
        ("十二届甲县政府第5次常务会议以来", "4月1日，县长林一舟主持召开县政府第6次常务会议", Session(number=6)),
    ],
)
def test_the_title_says_what_the_lead_leaves_out(title: str, lead: str, session: Session) -> None:
    meeting = parse(Report(text=f"{lead}，研究防汛工作。", title=title, published="2024-04-02"))
    assert meeting.numbered == session
