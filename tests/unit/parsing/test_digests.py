"""Digests cut into their meetings. All reports are invented, about places that do not exist."""

from __future__ import annotations

from itertools import pairwise
from textwrap import dedent

import pytest

from analysis.parsing import parse
from analysis.records import Meeting, Report


def read(text: str, title: str | None = None, published: str | None = "2024-04-30") -> tuple[Meeting, str]:
    text = dedent(text).strip()
    return parse(Report(text=text, title=title, published=published)), text


def told(meeting: Meeting) -> list[tuple[str | None, str | None, list[str]]]:
    return [(one.body, one.date, [item.subject for item in one.items]) for one in meeting.digested]


ROUND_UP = """
    甲县一周要闻
    县委常委会召开会议
    4月8日，县委书记林一舟主持召开县委常委会会议，传达学习全省水利会议精神，研究春季防火工作。
    会议指出，要压实防火责任，严格火源管理。
    县政府召开第35次常务会议
    4月9日，县长江望主持召开县政府第35次常务会议，审议《甲县供水管理办法》。会议强调，要保障供水安全。
    林一舟调研春耕生产
    4月10日，林一舟到青禾乡调研春耕生产，要求抓好备耕。
    县政协召开主席会议
    4月11日，县政协召开主席会议，协商年度重点提案。
"""


def test_a_round_up_with_headlines_holds_its_meetings() -> None:
    meeting, text = read(ROUND_UP, "甲县一周要闻", "2024-04-14")
    assert (meeting.is_readout, meeting.kind, meeting.body, meeting.items) == (False, "digest", None, ())
    assert told(meeting) == [
        ("县委常委会", "2024-04-08", ["全省水利会议精神", "春季防火工作"]),
        ("县政府常务会议", "2024-04-09", ["甲县供水管理办法"]),
        ("县政协主席会议", "2024-04-11", ["年度重点提案"]),
    ]
    first, second, _ = meeting.digested
    assert first.span
    assert second.span
    assert first.span.of(text).startswith("县委常委会召开会议\n4月8日")
    assert first.span.of(text).endswith("严格火源管理。")
    assert (first.chair, second.chair, second.session, second.numbered.number) == ("林一舟", "江望", "第35次", 35)
    assert (first.heading, second.heading) == ("县委常委会召开会议", "县政府召开第35次常务会议")


def test_the_evidence_stands_in_the_whole_text_and_within_its_own_stretch() -> None:
    meeting, text = read(ROUND_UP, "甲县一周要闻", "2024-04-14")
    for one in meeting.digested:
        assert one.span
        assert one.items
        for item in one.items:
            assert one.span.start <= item.announcement.start < item.announcement.end <= one.span.end
            assert item.subject in item.announcement.of(text)
            if item.passage:
                assert one.span.start <= item.passage.start < item.passage.end <= one.span.end
        for basis in one.bases:
            if basis.span:
                assert basis.quote == basis.span.of(text)
                assert one.span.start <= basis.span.start < basis.span.end <= one.span.end
    assert all(a.span and b.span and a.span.end <= b.span.start for a, b in pairwise(meeting.digested))


@pytest.mark.parametrize(
    ("title", "published", "text", "expected"),
    [
        (  # a chronicle: the year is that of its title, never that of its publication
            "甲县2021年大事记",
            "2022-03-01",
            """
            1月5日，县委常委会召开会议，研究巡察工作。
            2月3日，甲河大桥开工建设。
            2月8日，县政府召开第3次常务会议，审议通过《甲县绿化方案》。
            """,
            [
                ("县委常委会", "2021-01-05", ["巡察工作"]),
                ("县政府常务会议", "2021-02-08", ["甲县绿化方案"]),
            ],
        ),
        (  # a month's chronicle, days only
            "甲县2023年6月大事记",
            None,
            """
            5日，县委常委会召开会议，研究防汛工作。
            19日，县政府召开常务会议，研究夏收工作。
            """,
            [("县委常委会", "2023-06-05", ["防汛工作"]), ("县政府常务会议", "2023-06-19", ["夏收工作"])],
        ),
        (  # a yearbook: labels that name the body; it tells of another year than the one in its title
            "甲县年鉴（2020）",
            "2020-12-01",
            """
            【县委常委会议】 1月5日，县委书记林一舟主持召开县委常委会会议，研究人居环境整治工作。会议要求，要统筹推进。
            【县政府常务会议】 1月9日，县长江望主持召开县政府常务会议，审议《甲县公园管理办法》。
            【文化节】 5月1日，第三届甲河文化节开幕。
            """,
            [("县委常委会", None, ["人居环境整治工作"]), ("县政府常务会议", None, ["甲县公园管理办法"])],
        ),
        (  # labels that name places, in one paragraph
            "本周各县会议速览",
            "2024-04-14",
            "【甲县】4月8日，甲县县委常委会召开会议，研究防火工作。会议强调，要抓早。【乙县】4月9日，乙县县政府召开常务会议，"
            "审议《乙县供水办法》。【丙县】4月9日，丙县举行植树活动。",
            [("县委常委会", "2024-04-08", ["防火工作"]), ("县政府常务会议", "2024-04-09", ["乙县供水办法"])],
        ),
        (  # numbered entries
            "县人大常委会一周工作动态",
            "2024-04-14",
            """
            一、县人大常委会召开主任会议
            4月8日，县人大常委会召开第12次主任会议，听取预算执行情况的汇报。
            二、县人大常委会党组召开会议
            4月10日，县人大常委会党组召开会议，传达学习全省水利会议精神。
            """,
            [
                ("县人大常委会主任会议", "2024-04-08", ["预算执行情况"]),
                ("县人大常委会党组", "2024-04-10", ["全省水利会议精神"]),
            ],
        ),
        (  # one page, several sessions of one body, and no word in the title that it is a digest
            "县委常委会会议",
            "2024-04-30",
            """
            4月8日，县委书记林一舟主持召开县委常委会会议，研究防火工作。
            会议指出，要压实责任。
            4月15日，县委书记林一舟主持召开县委常委会会议，研究招商工作，审议《甲县招商办法》。
            会议强调，要优化环境。
            """,
            [("县委常委会", "2024-04-08", ["防火工作"]), ("县委常委会", "2024-04-15", ["招商工作", "甲县招商办法"])],
        ),
        (  # three bodies, one sentence each, in one paragraph
            "甲县动态",
            "2024-04-30",
            "县委常委会召开会议，研究防汛工作。县政府召开第30次常务会议，审议通过医保方案。县政协召开主席会议，协商重点提案。",
            [
                ("县委常委会", None, ["防汛工作"]),
                ("县政府常务会议", None, ["医保方案"]),
                ("县政协主席会议", None, ["重点提案"]),
            ],
        ),
    ],
)  # fmt: skip
def test_forms_of_digests(title: str, published: str | None, text: str, expected: list[object]) -> None:
    meeting, _ = read(text, title, published)
    assert (meeting.is_readout, meeting.kind) == (False, "digest")
    assert told(meeting) == expected


def test_the_same_day_is_the_day_of_the_meeting_before() -> None:
    meeting, _ = read(
        """
        4月8日，县委书记林一舟主持召开县委常委会会议，研究防火工作。
        同日，县长江望主持召开县政府常务会议，研究供水工作。
        """,
        "甲县一周要闻",
        "2024-04-14",
    )
    assert [(one.body, one.date, one.date_basis) for one in meeting.digested] == [
        ("县委常委会", "2024-04-08", "text+published"),
        ("县政府常务会议", "2024-04-08", "inferred"),
    ]
    quotes = [basis.quote for basis in meeting.digested[1].bases if basis.field == "date"]
    assert quotes == ["同日", "4月8日"]


@pytest.mark.parametrize(
    "text",
    [
        # What is relayed, announced, remembered or held the same day is told within the report of one meeting.
        """
        4月8日，县委书记林一舟主持召开县委常委会会议，传达学习市委常委会会议精神，研究防火工作。
        此前，4月1日，县政府召开常务会议，研究了防火方案。
        会议决定，4月20日召开县委全会。
        """,
        """
        4月8日，县委书记林一舟主持召开县委常委会会议，研究防火工作。
        8日下午，县政府召开常务会议，贯彻县委常委会会议精神，研究供水工作。
        """,
        """
        4月8日，县长江望主持召开县政府第35次常务会议，听取防火工作汇报。
        会议听取了4月2日县安委会召开的会议情况通报。
        4月15日前，各乡镇要召开专题会议，研究具体措施。
        """,
    ],
)
def test_a_report_of_one_meeting_is_never_split(text: str) -> None:
    meeting, _ = read(text, "县里召开会议")
    assert meeting.is_readout
    assert meeting.digested == ()
    assert meeting.span is None
    assert meeting.held == (meeting,)


def test_a_page_that_does_not_call_itself_a_digest_must_tell_of_two() -> None:
    meeting, _ = read("过去一周，全县气温回升。\n4月8日，县委常委会召开会议，研究防火工作。", "天气情况")
    assert meeting.held == () or meeting.is_readout


def test_a_yearbook_is_cut_to_its_end() -> None:
    days = [
        f"{month}月{day}日，县委书记林一舟主持召开县委常委会会议，研究第{day}渡口的防汛工作。{'要加固堤防。' * 60}"
        for month in range(1, 13)
        for day in range(1, 29)
    ]
    meeting = parse(Report(text="\n".join(["甲县2023年大事记", *days]), title="甲县2023年大事记"))
    assert len(meeting.digested) == len(days)
    assert (meeting.digested[0].date, meeting.digested[-1].date) == ("2023-01-01", "2023-12-28")
    assert {len(told.items) for told in meeting.digested} == {1}


@pytest.mark.parametrize(
    "text",
    [
        "市委常委会召开会议，传达学习全省水利会议精神。市政府召开第3次常务会议，审议《甲办法》，研究供水工作。",
        "县委召开常委会会议，研究防汛工作。\n县长林一舟主持召开县政府常务会议，研究供水工作。\n林一舟会见客商。",
        "1.市委常委会召开会议，研究防汛工作。\n2.林一舟到甲镇调研防汛工作。\n3.甲河大桥开工。",
        "●县政协召开主席会议，协商提案。\n●县政协组织委员视察学校。",
        "1月，县人大常委会召开第5次会议，听取审议环保工作报告。\n2月，县人大常委会召开第6次会议，审议预算报告。",
    ],
)
def test_short_entries_without_a_day_are_a_digest(text: str) -> None:
    assert read(text)[0].kind in {"digest", "other"}
    assert not read(text)[0].is_readout


@pytest.mark.parametrize(
    "text",
    [
        "4月1日，县委常委会召开会议。\n1.会议研究了防汛工作。\n2.会议听取了供水工作汇报。",
        "4月1日，县政府党组召开会议，研究防汛工作。随后，县政府召开常务会议，审议《甲办法》。会议强调，要抓好落实。",
        "4月1日，县政协召开主席会议。会议听取了县政府召开常务会议情况的通报，协商了提案工作。",
    ],
)
def test_one_meeting_with_numbered_matters_or_with_another_after_it_is_none(text: str) -> None:
    assert read(text)[0].is_readout


def test_another_report_at_the_foot_of_a_page_makes_no_digest() -> None:
    own = "1月18日，甲市人大常委会举行第三次会议，审议《甲条例》。\n会议由林一舟主持。"
    text = f"{own}\n新闻推荐\n1月19日，甲市人大常委会举行第五次会议，审议《乙条例》。"
    meeting = parse(Report(text=text, published="2024-01-20"))
    assert (meeting.date, [item.subject for item in meeting.items]) == ("2024-01-18", ["甲条例"])
