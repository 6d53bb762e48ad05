import pytest

from analysis.parsing.bodies import find_bodies


@pytest.mark.parametrize(
    ("text", "name", "level"),
    [
        ("市委常委会召开会议", "市委常委会", "prefecture"),
        ("中共甲县委召开十二届第96次常委会会议", "县委常委会", "county"),
        ("利州区委常委会会议", "区委常委会", "county"),
        ("县政府召开第35次常务会议", "县政府常务会议", "county"),
        ("省人民政府第3次常务会议", "省人民政府常务会议", "province"),
        ("市第十五届人民代表大会常务委员会第六次会议", "市人大常委会", "prefecture"),
        ("市人大常委会召开第四十八次主任会议", "市人大常委会主任会议", "prefecture"),
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
        ("乙镇党委召开党委（扩大）会议", "镇党委会议", "township"),
        ("乙街道党工委召开会议", "党工委会议", "township"),
        ("市政协举行九届二十次常委会议", "市政协常委会", "prefecture"),
        ("市人大常委会党组理论学习中心组学习会", "市人大常委会党组理论学习中心组", "prefecture"),
        ("县政协党组理论学习中心组开展集体学习", "县政协党组理论学习中心组", "county"),
        ("中共乙区第十四届委员会第16次常委会", "区委常委会", "county"),
        ("县政协召开六届第52次主席（扩大）会议", "县政协主席会议", "county"),
        ("区政协召开六届十九次常委（扩大）会议", "区政协常委会", "county"),
        ("区十六届人大一次会议主席团举行第四次会议", "主席团", "county"),
        ("市十三届人大四次会议召开主席团第二次会议", "主席团", "prefecture"),
        ("县政协十届三次会议主席团常务主席会议", "主席团常务主席会议", "county"),
        ("县委农村工作领导小组（县委乡村振兴领导小组）会议", "县委农村工作领导小组", "county"),
        ("市防汛抗旱指挥部召开会议", "市防汛抗旱指挥部", "prefecture"),
        ("市人大常委会党组（机关党组）中心组集中学习会", "市人大常委会党组理论学习中心组", "prefecture"),
        ("市长碰头会", "市长碰头会", "prefecture"),
        ("中心组（扩大）学习会议", "中心组学习会议", None),
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
        ("市委常委会召开扩大会议暨市委理论学习中心组学习会，", "市委常委会会议暨市委理论学习中心组学习会"),
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
