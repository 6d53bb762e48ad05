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
    ],
)
def test_a_body_is_named_without_place_term_or_session(text: str, name: str, level: str | None) -> None:
    body = next(iter(find_bodies(text)))
    assert (body.name, body.level) == (name, level)


def test_a_joint_meeting_keeps_its_full_name() -> None:
    body = next(iter(find_bodies("召开党工委2022年第4次委员会议暨平安建设领导小组第二次会议，")))
    assert body.name == "党工委委员会议暨平安建设领导小组会议"


@pytest.mark.parametrize(
    "text", ["市人大常委会副主任林某到会", "民建甲市委召开会议", "中共中央政治局委员出席", "市委常委、秘书长"]
)
def test_posts_and_other_parties_are_no_bodies(text: str) -> None:
    assert list(find_bodies(text)) == []
