"""Meetings whose body stands in no table: who called them, and what kind of sitting they were."""

import pytest

from analysis.parsing import parse
from analysis.parsing.conveners import find_convener
from analysis.records import Meeting, Report


def read(text: str, title: str | None = None) -> Meeting:
    return parse(Report(text=text, title=title, published="2024-04-02"))


@pytest.mark.parametrize(
    ("head", "name", "level"),
    [
        ("县委副书记、县长林一舟主持召开第十届人民政府第22次县长专题会议", "县长专题会议", "county"),
        ("市政协在机关会议室召开了七届委员会第九次主席会议", "市政协主席会议", "prefecture"),
        ("县人大常委会召开第3次主任会议", "县人大常委会主任会议", "county"),
        ("区委召开书记专题会议", "区委书记专题会议", "county"),
        ("市委中心组召开2017年第三次专题学习会议", "市委理论学习中心组", "prefecture"),
        ("区党工委书记林一舟主持召开领导班子工作会", "党工委领导班子工作会", None),
        ("镇党委书记林一舟主持召开镇班子会", "镇班子会", "township"),
        ("区长林一舟主持召开“五人小组”会议", "五人小组会议", "county"),
        ("我县在三楼会议室召开党政联席会", "党政联席会", "county"),
        ("县长林一舟主持召开城乡规划委员会2017年第二次会议", "城乡规划委员会", "county"),
        ("市委教育工委书记林一舟主持召开市委教育工委第一次会议并讲话", "市委教育工委", "prefecture"),
        ("市委、市政府召开会议", "市委、市政府", "prefecture"),
        ("甲县第3次县长碰头会召开", "县长碰头会", "county"),
        ("市委、市政府召开防汛抗旱专题会议", "市委、市政府专题会议", "prefecture"),
        ("县委在机关三楼会议室召开第三次扩大会议", "县委扩大会议", "county"),
        ("县政府召开第十七届政府第30次常务会议", "县政府常务会议", "county"),
        ("区政府以视频形式召开月例会", "区政府月例会", "county"),
        ("县长林一舟主持召开防汛工作专题会议", "县政府专题会议", "county"),
        ("县长林一舟主持县政府第5次党组会议", "县政府党组", "county"),
        ("甲市市政府专题会议在三楼会议室召开", "市政府专题会议", "prefecture"),
        ("县委政法委召开会商研判会", "县委政法委会商研判会", "county"),
        ("镇政府组织召开周例会", "镇政府周例会", "township"),
        ("市水利局召开局务会议", "局务会议", None),
        ("县检察院召开检察委员会会议", "检察委员会会议", None),
        ("国务院召开防汛专题会议", "国务院专题会议", "central"),
        ("市长林一舟同志在三楼会议室主持召开调度重点工作办公会议", "市政府办公会议", "prefecture"),
    ],
)
def test_the_organ_and_its_sitting_make_the_body(head: str, name: str, level: str | None) -> None:
    body = find_convener(f"4月1日，{head}")
    assert body is not None
    assert (body.name, body.level) == (name, level)


@pytest.mark.parametrize(
    "head",
    [
        "全县安全生产工作会议召开",
        "县委召开座谈会",
        "区委召开全区领导干部会议",
        "县长林一舟主持召开全县防汛动员会",
        "县政府办公室召开机关全体会议",
        "几套班子秘书长、办公室主任联席会议召开",
        "甲小区召开业主委员会会议",
        "县委书记林一舟主持召开情况汇报会",
        "县委召开全县防汛专题会议",
        "县委办公室召开专题会议",
        "副县长林一舟主持召开专题会议",
        "县长林一舟主持召开项目调度会议",
        "县长林一舟主持召开会议",
        "县委召开工作会议",
        "民建甲市委召开办公会",
        "县委宣传部专题会议召开",
    ],
)
def test_conferences_and_offices_are_no_bodies(head: str) -> None:
    assert find_convener(f"4月1日，{head}") is None


def test_a_meeting_that_no_table_knows_is_read_like_any_other() -> None:
    meeting = read("4月1日，县长林一舟主持召开县长专题会议。会议听取了全县防汛工作情况汇报，研究了《甲县供水办法》。")
    assert (meeting.body, meeting.level, meeting.date, meeting.chair) == (
        "县长专题会议", "county", "2024-04-01", "林一舟",
    )  # fmt: skip
    assert [item.subject for item in meeting.items] == ["全县防汛工作情况", "甲县供水办法"]


def test_a_body_that_met_without_a_matter_told_is_a_readout_without_items() -> None:
    text = "4月1日，甲区委常委会扩大会议召开。区委书记林一舟出席会议并讲话。区长和丽瑶主持会议。"
    meeting = read(text + "\n林一舟指出，全区上下真抓实干。\n林一舟强调，要强化认识。", "甲区委常委会扩大会议召开")
    assert (meeting.is_readout, meeting.chair, meeting.items) == (True, "和丽瑶", ())


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("市委常委会召开民主生活会", "4月1日，甲市委常委会召开专题民主生活会。市委书记林一舟主持会议。"),
        (None, "七、州长召集和主持自治州人民政府全体会议，听取市长的汇报；全体会议每半年召开一次。"),
        ("林一舟到乙镇调研", "林一舟走访了乙村。4月1日，县委常委会召开会议。林一舟主持会议并强调，要防汛。"),
        (None, "4月1日，全市河长制工作会议召开。市长林一舟主持会议。会议听取了河长制工作情况介绍。"),
    ],
)
def test_without_a_matter_other_reports_stay_what_they_are(title: str | None, text: str) -> None:
    assert not read(text, title).is_readout


def test_another_meeting_told_after_the_first_makes_a_digest() -> None:
    text = (
        "本报讯 5月23日，县长林一舟主持召开县政府第16次常务会议。会议审议了《甲办法》。\n"
        "又讯 5月29日，县长林一舟主持召开县政府第17次常务会议。会议审议了《乙办法》。"
    )
    meeting = read(text, "县政府常务会议召开")
    assert (meeting.kind, len(meeting.digested)) == ("digest", 2)


def test_a_numbered_sitting_is_told_under_the_headline_of_another_report() -> None:
    text = "2月20日，旗长林一舟主持召开政府党组2022年第二次会议。会上传达学习了全省水利会议精神。"
    assert read(text, "甲旗召开2022年宣传工作会议").body == "政府党组"


def test_a_district_in_a_citys_name_does_not_cut_its_committee() -> None:
    text = "5月20日，中共甲市乙区委全面依法治区委员会第二次会议召开，审议了《甲办法》。区长林一舟主持。"
    assert read(text).body == "区委全面依法治区委员会"


def test_the_field_of_a_committee_is_no_scrap_of_its_name() -> None:
    text = "3月11日上午，区委审计委员会举行会议。区委书记林一舟主持会议。\n会议指出，区委审计工作要提高站位。"
    assert read(text).items == ()


def test_a_zone_has_an_executive_meeting() -> None:
    text = "12月5日，区管委会主任林一舟主持召开管委会常务会议。会议传达学习了《甲条例》。"
    assert read(text).body == "管委会常务会议"


def test_the_head_of_an_organ_may_be_its_first_deputy() -> None:
    text = "4月5日，区人大常委会党组书记、常务副主任林一舟主持召开了第五次主任会议，讨论了护林工作。"
    meeting = read(text)
    assert (meeting.body, meeting.session, meeting.chair) == ("区人大常委会主任会议", "第五次", "林一舟")


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("今天，代县长林一舟主持召开县政府办公会议，部署防汛工作。", "县政府办公会议"),
        ("1月10日，区党工委书记、管委会主任林一舟主持召开主任工作例会，研究防汛工作。", "主任工作例会"),
        ("市十六届人大常委会昨天举行第十六次主任会议，研究护林工作。", "市人大常委会主任会议"),
        ("自治区党委1月24日上午召开议军会议，研究征兵工作。", "自治区党委议军会议"),
        (
            "9月30日，区政府全体（扩大）会议暨项目工作推进会（区安全生产委员会第四次会议）召开，研究防汛工作。",
            "区政府全体（扩大）会议暨项目工作推进会",
        ),
        (
            "1月11日，区长林一舟主持召开区政府党组（扩大）会议和区政府常务会议，研究防汛工作。",
            "区政府党组（扩大）会议和区政府常务会议",
        ),
    ],
)
def test_sittings_by_their_days_and_widened_ones(text: str, body: str) -> None:
    assert read(text).body == body


def test_who_called_is_read_where_no_word_of_a_known_body_stands_in_the_report() -> None:
    meeting = read("4月1日，甲县县委召开碰头会，分析汛情，研究防汛工作。林一舟主持会议。")
    assert (meeting.is_readout, meeting.body, meeting.level, len(meeting.items)) == (True, "县委碰头会", "county", 1)


def test_the_regiments_committee_is_not_the_youth_leagues() -> None:
    assert read("4月1日，七团党委召开第三次会议，研究防汛工作。").body == "党委会议"
    assert not read("4月1日，团市委召开第三次会议，研究防汛工作。").is_readout


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("县禁毒委召开第一次全体会议", "县禁毒委"),
        ("市委深改委召开2024年第三次专题会议", "市委深改委"),
        ("市防汛抗旱工作专班召开例会", "市防汛抗旱工作专班"),
        ("县国防动员委员会召开例会", "县国防动员委员会"),
    ],
)
def test_committees_by_their_short_names_and_task_forces_meet(head: str, body: str) -> None:
    assert read(f"4月1日，{head}，研究防汛工作。林一舟主持会议。").body == body
