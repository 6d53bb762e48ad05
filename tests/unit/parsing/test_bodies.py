import pytest

from analysis.parsing import parse
from analysis.parsing.bodies import find_bodies
from analysis.records import Report


@pytest.mark.parametrize(
    ("text", "name", "level"),
    [
        ("市委常委会召开会议", "市委常委会", "prefecture"),
        ("中共甲县委召开十二届第96次常委会会议", "县委常委会", "county"),
        ("利州区委常委会会议", "区委常委会", "county"),
        ("县政府召开第35次常务会议", "县政府常务会议", "county"),
        ("省人民政府第3次常务会议", "省人民政府常务会议", "province"),
        ("市第十五届人民代表大会常务委员会第六次会议", "市人大常委会", "prefecture"),
        ("杭州市委全面深化改革委员会第二十三次会议", "市委全面深化改革委员会", "prefecture"),
        ("市人大常委会召开第四十八次主任会议", "市人大常委会主任会议", "prefecture"),
        ("甲县召开第十七届人大常委会第八次会议", "县人大常委会", "county"),
        ("政协甲县第十届委员会第二十一次主席会议", "县政协主席会议", "county"),
        ("市政协召开第十二次主席会议", "市政协主席会议", "prefecture"),
        ("旗委常委会2023年第12次会议", "旗委常委会", "county"),
        ("管委会2024年第7次主任办公会", "管委会主任办公会", None),
        ("党工委2022年第4次委员会议", "党工委委员会议", None),
        ("国务院常务会议", "国务院常务会议", "central"),
        ("中共中央政治局召开会议", "中共中央政治局", "central"),
        ("中共中央政治局常务委员会召开会议", "中共中央政治局常务委员会", "central"),
        ("中央全面深化改革委员会第九次会议", "中央全面深化改革委员会", "central"),
        ("十三届全国人大常委会第七十二次委员长会议", "全国人大常委会委员长会议", "central"),
        ("政协第十三届全国委员会第十次主席会议", "全国政协主席会议", "central"),
        ("镇党委会议", "镇党委会议", "township"),
        ("乙镇党委召开党委（扩大）会议", "镇党委（扩大）会议", "township"),
        ("乙街道党工委召开会议", "党工委会议", "township"),
        ("市政协举行九届二十次常委会议", "市政协常委会", "prefecture"),
        ("市人大常委会党组理论学习中心组学习会", "市人大常委会党组理论学习中心组", "prefecture"),
        ("县政协党组理论学习中心组开展集体学习", "县政协党组理论学习中心组", "county"),
        ("中共乙区第十四届委员会第16次常委会", "区委常委会", "county"),
        ("县政协召开六届第52次主席（扩大）会议", "县政协主席（扩大）会议", "county"),
        ("区政协召开六届十九次常委（扩大）会议", "区政协常委（扩大）会议", "county"),
        ("市委召开常委会扩大会议", "市委常委会扩大会议", "prefecture"),
        ("市委常委会召开扩大会议", "市委常委会扩大会议", "prefecture"),
        ("县委书记主持召开县委常委（扩大）会议", "县委常委（扩大）会议", "county"),
        ("县政协召开党组扩大会议", "县政协党组扩大会议", "county"),
        ("区十六届人大一次会议主席团举行第四次会议", "主席团", "county"),
        ("市十三届人大四次会议召开主席团第二次会议", "主席团", "prefecture"),
        ("县政协十届三次会议主席团常务主席会议", "主席团常务主席会议", "county"),
        ("县委农村工作领导小组（县委乡村振兴领导小组）会议", "县委农村工作领导小组", "county"),
        ("市防汛抗旱指挥部召开会议", "市防汛抗旱指挥部", "prefecture"),
        ("市人大常委会党组（机关党组）中心组集中学习会", "市人大常委会党组理论学习中心组", "prefecture"),
        ("市长碰头会", "市长碰头会", "prefecture"),
        ("甲市委学习中心组召开会议", "市委学习中心组", "prefecture"),
        ("市政府理论中心组集中学习", "市政府党组理论中心组", "prefecture"),
        ("市委中心组集体学习", "市委理论学习中心组", "prefecture"),
        ("区委“不忘初心、牢记使命”主题教育领导小组召开第3次会议", "区委不忘初心、牢记使命主题教育领导小组", "county"),
        ("县委“两学一做”学习教育协调小组会议", "县委两学一做学习教育协调小组", "county"),
        ("区委农村基层组织建设工作领导小组召开第3次（扩大）会议", "区委农村基层组织建设工作领导小组", "county"),
        ("市委召开全面深化改革领导小组第一次会议", "市委全面深化改革领导小组", "prefecture"),
        ("县委召开县委审计委员会第3次会议", "县委审计委员会", "county"),
        ("市委对台对外工作领导小组会议", "市委对台对外工作领导小组", "prefecture"),
        ("市人大农业与农村委员会组织召开第五次全体会议", "市人大农业与农村委员会", "prefecture"),
        ("市十六届人大社会建设委召开第9次全体会议", "市人大社会建设委", "prefecture"),
        ("县人大常委会组织召开第12次主任会议", "县人大常委会主任会议", "county"),
        ("县长林一舟主持召开第12次常务会议", "县政府常务会议", "county"),
        ("县政协主席林一舟主持召开五届九次常委会议", "县政协常委会", "county"),
        ("县政协主席林一舟主持召开五届九次主席会议", "县政协主席会议", "county"),
        ("县人大常委会主任林一舟主持召开第9次主任会议", "县人大常委会主任会议", "county"),
        ("市人大常委会今天上午召开第九次主任会议", "市人大常委会主任会议", "prefecture"),
        ("区政协召开专题办公会议", "区政协专题办公会议", "county"),
        ("自治区党委常委会召开会议", "自治区党委常委会", "province"),
        ("省政府第三次全体（扩大）会议", "省政府全体（扩大）会议", "province"),
        ("2025年县田长制林长制河湖长制全体会议召开", "县田长制林长制河湖长制全体会议", "county"),
        ("召开2022年总河长会", "总河长会", None),
        ("乙镇召开人大主席团会议", "镇人大主席团", "township"),
        ("乙镇在三楼召开第二十届人民代表大会第五次会议第四次主席团会议", "镇人大主席团", "township"),
        ("市人大常委会机关党组中心组集体学习会召开", "市人大常委会机关党组", "prefecture"),
        (
            "区委学习贯彻习近平新时代中国特色社会主义思想主题教育领导小组第四次会议",
            "区委学习贯彻习近平新时代中国特色社会主义思想主题教育领导小组",
            "county",
        ),
        ("乙镇人大主席团第十二次会议", "镇人大主席团", "township"),
        ("政协第十届西藏自治区委员会召开第22次主席会议", "自治区政协主席会议", "province"),
        ("市政协十六届60次党组（扩大）会议暨56次主席会议召开", "市政协党组（扩大）会议暨主席会议", "prefecture"),
        ("中心组（扩大）学习会议", "中心组学习会议", None),
        ("县委书记林一舟主持召开县委常委专题办公会", "县委常委专题办公会", "county"),
    ],
)
def test_a_body_is_named_without_place_term_or_session(text: str, name: str, level: str | None) -> None:
    body = next(iter(find_bodies(text)))
    assert (body.name, body.level) == (name, level)


def test_a_joint_meeting_keeps_its_full_name() -> None:
    body = next(iter(find_bodies("召开党工委2022年第4次委员会议暨平安建设领导小组第二次会议，")))
    assert body.name == "党工委委员会议暨平安建设领导小组会议"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("县政府党组理论学习中心组学习会议暨党组会议，", "县政府党组理论学习中心组学习会议暨党组会议"),
        ("市委常委会召开扩大会议暨市委理论学习中心组学习会，", "市委常委会扩大会议暨市委理论学习中心组学习会"),
        ("县五届人大常委会党组暨主任会议，", "县人大常委会党组暨主任会议"),
        ("县政协召开党组理论学习中心组学习暨九届三次主席会议，", "县政协党组理论学习中心组学习暨主席会议"),
        ("召开市政府党组会议和第12次常务会议，", "市政府党组会议和常务会议"),
        ("召开县政府第5次党组会议、第12次常务会议。", "县政府党组会议、常务会议"),
    ],
)
def test_a_joint_meeting_is_named_by_what_each_member_held(text: str, name: str) -> None:
    assert next(iter(find_bodies(text))).name == name


@pytest.mark.parametrize(
    "text",
    [
        "市人大常委会副主任林某到会",
        "民建甲市委召开会议",
        "民建甲市委召开常委会议",
        "共青团甲县委常委会会议",
        "中共中央政治局委员出席",
        "市委常委、秘书长",
    ],
)
def test_posts_and_other_parties_are_no_bodies(text: str) -> None:
    assert list(find_bodies(text)) == []


@pytest.mark.parametrize(
    ("told", "body", "level"),
    [
        ("平顶山市人大财政经济委员会召开第十二次全体会议", "市人大财政经济委员会", "prefecture"),
        ("平顶山市政协提案委员会召开主任会议", "市政协提案委员会", "prefecture"),
        ("平顶山市委编委会召开会议", "市委编委会", "prefecture"),
        ("平顶山市爱卫会召开全体会议", "市爱卫会", "prefecture"),
        ("平顶山市委市政府召开联席会议", "市委市政府联席会议", "prefecture"),
        ("平顶山市政务公开领导小组召开会议", "市政务公开领导小组", "prefecture"),
        ("开封市防汛抗旱指挥部召开会议", "市防汛抗旱指挥部", "prefecture"),
        ("开封市安全生产委员会召开全体会议", "市安全生产委员会", "prefecture"),
        ("喀什地委召开地委会议", "地委会议", "prefecture"),
        ("阿里行署召开专员办公会议", "行署专员办公会议", "prefecture"),
    ],
)
def test_a_body_is_named_by_its_rank_without_its_place(told: str, body: str, level: str) -> None:
    text = f"4月1日，{told}。会议听取了春耕备耕情况的汇报，审议了《渔港办法》。会议强调，要抓好落实。"
    meeting = parse(Report(text=text, published="2024-04-02"))
    assert (meeting.is_readout, meeting.body, meeting.level) == (True, body, level)


@pytest.mark.parametrize("told", ["平顶山市人大财政经济委员会召开座谈会", "平顶山市人大社会建设委员会召开工作会议"])
def test_other_gatherings_of_a_committee_are_no_meetings_of_a_body(told: str) -> None:
    assert not parse(Report(text=f"4月1日，{told}。与会人员谈了看法。", published="2024-04-02")).is_readout


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("4月1日，甲开发区党工委中心组2018年第10次（扩大）学习会议召开", "党工委理论学习中心组"),
        (
            "4月1日，区政协党组2022年第11次（扩大）会议、区政协十一届十三次主席会议召开",
            "区政协党组（扩大）会议、区政协主席会议",
        ),
    ],
)
def test_sittings_with_their_numbers_within_and_two_named_over_a_comma(head: str, name: str) -> None:
    assert next(find_bodies(head)).name == name
