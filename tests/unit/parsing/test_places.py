from pathlib import Path

import pytest

from analysis.errors import LexiconError
from analysis.parsing import gazetteer, parse
from analysis.records import Report


def place(text: str, **more: str) -> tuple[str | None, str | None, str | None]:
    meeting = parse(Report(text=text, published="2024-05-02", **more))
    assert meeting.is_readout
    found = meeting.place
    return (found.name if found else None, found.code if found else None, meeting.level)


ACT = "召开会议，研究防汛工作。"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5月1日，开封市委常委会" + ACT, ("河南省开封市", "410200", "prefecture")),
        ("5月1日，利州区委常委会" + ACT, ("四川省广元市利州区", "510802", "county")),
        ("5月1日，平潭综合实验区党工委" + ACT, ("福建省平潭综合实验区", "350128", "prefecture")),
        ("5月1日，莱芜市委常委会" + ACT, ("山东省莱芜市", "371200", "prefecture")),  # abolished in 2019
        ("5月1日，曲江新区党工委" + ACT, ("陕西省西安市曲江新区", "610113", "county")),
        ("5月1日，临平区委常委会" + ACT, ("浙江省杭州市临平区", "330113", "county")),  # founded in 2021
        ("5月1日，县级义乌市委常委会" + ACT, ("浙江省金华市义乌市", "330782", "county")),  # a city of a county's rank
        ("5月1日，恩施州委常委会" + ACT, ("湖北省恩施土家族苗族自治州", "422800", "prefecture")),
        ("5月1日，上海市委常委会" + ACT, ("上海市", "310000", "province")),
    ],
)
def test_the_place_before_the_body(text: str, expected: tuple[str, str, str]) -> None:
    assert place(text) == expected


def test_the_outlet_places_a_report_that_names_no_place() -> None:
    text = "5月1日，市委常委会召开会议，研究防汛工作。会议强调，要让开封的堤防更牢。"
    assert place(text, outlet="开封日报")[0] == "河南省开封市"


def test_the_chairs_post_places_it_too() -> None:
    assert place("5月1日，开封市委书记林一舟主持召开市委常委会会议，研究防汛工作。")[0] == "河南省开封市"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5月1日，州委常委会" + ACT + "会议强调，要在迪庆工作中见实效。", "云南省迪庆藏族自治州"),
        ("5月1日，县委常委会召开会议，审议《关于评选户县劳动模范的请示》。", "陕西省西安市户县"),
        ("5月1日，县委常委会" + ACT + "要体现孝昌的实际。", "湖北省孝感市孝昌县"),
        ("5月1日，市委常委会" + ACT + "要让各项部署在商洛落地生根。", "陕西省商洛市"),
        ("5月1日，区政协召开主席会议，研究防汛工作。主席曹卫东指出，要推动青浦新城建设。", "上海市青浦区"),
        # Its own papers name it; the head of a chain is not spoken of itself.
        (
            "5月1日，市委常委会召开会议，审议《中共建德市委关于防汛的意见》和《上海市奉贤区与浙江省建德市防汛协议》。",
            "浙江省杭州市建德市",
        ),
        # People, and places told one after the other.
        ("5月1日，市委常委会" + ACT + "林一舟、黄山、江望山作了发言。", None),
        ("5月1日，市委常委会" + ACT + "会议传达了开封市第五次党代会的会议精神。", None),
        ("5月1日，市委常委会" + ACT + "林一舟、茅开封和江望作了发言。（记者 何开封 通讯员 林一舟）", None),
        ("5月1日，县委常委会" + ACT + "副主席康乐及有关负责人参加会议。", None),
        # What is told of another place, and words that are also names, place nothing.
        ("5月1日，市委常委会" + ACT + "会议传达了在商洛召开的全省会议精神。", None),
        ("5月1日，县委常委会" + ACT + "要用好资源。要盘活资源。资源有限。", None),
    ],
)
def test_what_a_report_says_of_its_own_place(text: str, expected: str | None) -> None:
    assert place(text)[0] == expected


@pytest.mark.parametrize(
    "text",
    [
        # a verb, the ends of longer names, a name of another rank, a name that begins within another
        "5月1日，县政府常务会议审议《甲办法》，由县人社局会同县民政局办理。",
        "5月1日，县委常委会" + ACT + "会议审议《河兰考县办法》《河兰考县方案》。",
        "5月1日，泾宁县委书记林一舟主持召开县委常委会会议，研究防汛工作。",
        "5月1日，沅东区政协召开主席会议，研究防汛工作。",
        "5月1日，市委书记、合作区党工委书记林一舟主持召开市委常委会会议，研究防汛工作。",
        "5月1日，区政府召开常务会议，研究防汛工作。来源：海汀市北塘浦区人民政府",
    ],
)
def test_a_part_of_another_name_is_no_place(text: str) -> None:
    assert place(text)[0] is None


def test_a_county_whose_name_is_a_verb_is_told_by_its_own_papers() -> None:
    text = "5月1日，县政府召开常务会议，审议《会同县渡口办法》。会议要求，推动会同县高质量发展。"
    assert place(text)[0] == "湖南省怀化市会同县"


def test_a_title_may_name_the_place_before_the_term() -> None:
    text = "12月26日，县委书记林一舟主持召开十二届县委常委会第57次会议，研究防汛工作。"
    assert place(text, title="海安12届县委常委会第57次会议")[0] == "江苏省南通市海安县"


def test_a_name_that_two_divisions_share_needs_its_chain() -> None:
    assert place("5月1日，朝阳区委常委会" + ACT)[0] is None
    assert place("5月1日，长春市朝阳区委常委会" + ACT)[0] == "吉林省长春市朝阳区"


@pytest.mark.parametrize(
    "text", ["5月1日，市委和县委常委会召开会议，研究防汛工作。", "5月1日，记者报道县委常委会召开会议，研究防汛工作。"]
)
def test_ends_of_other_words_are_no_counties(text: str) -> None:
    assert place(text)[0] is None


def test_central_bodies_have_no_place() -> None:
    assert place("国务院总理林一舟5月1日主持召开国务院常务会议，研究开封市防汛工作。") == (None, None, "central")


def test_a_places_file_that_is_wrong_says_what_would_be_right(tmp_path: Path) -> None:
    path = tmp_path / "places.toml"
    path.write_text('[[places]]\nname = "甲市"\n', encoding="utf-8")
    with pytest.raises(LexiconError, match=r"places\.toml.*\[\[places\]\] needs name"):
        list(gazetteer._read(path))


def test_who_acts_as_head_of_a_county_does_not_make_it_the_county_of_that_name() -> None:
    text = "4月1日，县政府召开第七次常务会议，审议《甲办法》。县委副书记、代县长林一舟主持会议。"
    assert parse(Report(text=text, published="2024-04-02")).place is None


@pytest.mark.parametrize(
    ("text", "url", "expected"),
    [
        ("5月1日，市委常委会" + ACT, "http://www.kaifeng.gov.cn/1.html", ("河南省开封市", "410200", "prefecture")),
        # the name in the text decides between a city and its county of one pinyin; the owner's rank between two others
        ("5月1日，区委常委会" + ACT, "http://www.gangcheng.gov.cn/1.html", ("山东省济南市钢城区", "370117", "county")),
        ("5月1日，我局党组" + ACT, "http://cgj.changzhou.gov.cn/1.html", ("江苏省常州市", "320400", "prefecture")),
        ("5月1日，市委常委会" + ACT, "http://www.pdsrb.com/1.html", ("河南省平顶山市", "410400", "prefecture")),
        ("5月1日，区委常委会" + ACT, "http://qsqzf.haikou.gov.cn/1.html", ("海南省海口市琼山区", "460107", "county")),
        ("5月1日，区委常委会" + ACT, "http://xxgk.shbsq.gov.cn/1.html", ("上海市宝山区", "310113", "county")),
        (
            "5月1日，州委常委会" + ACT,
            "http://1.2.3.4/epaper/gnrb/1.html",
            ("甘肃省甘南藏族自治州", "623000", "prefecture"),
        ),
        ("5月1日，市委常委会" + ACT, "http://lyrb.example.com/1.html", None),  # five cities write their papers so
        # a site that is no government's is too little against the text
        ("5月1日，市委常委会" + ACT + "要让开封的堤防更牢。要让开封更美。", "http://luoyang.example.com/1.html", None),
    ],
)
def test_the_address_places_a_report(text: str, url: str, expected: tuple[str, str, str] | None) -> None:
    found = place(text, url=url)
    assert found == expected or (expected is None and found[0] != "河南省洛阳市")


def test_a_district_is_where_it_was_at_the_time() -> None:
    meeting = parse(Report(text="5月1日，钢城区委常委会" + ACT, published="2016-05-02"))
    assert meeting.place
    assert meeting.place.name == "山东省莱芜市钢城区"
    meeting = parse(Report(text="5月1日，钢城区委常委会" + ACT, published="2021-05-02"))
    assert meeting.place
    assert meeting.place.name == "山东省济南市钢城区"


def test_the_city_that_hands_matters_down_is_not_the_one_that_speaks() -> None:
    text = "5月1日，市政府召开常务会议，研究句容水库整修方案、中央、省、镇江市交办问题。会议强调，要让句容城区更美。"
    assert place(text)[0] == "江苏省镇江市句容市"


def test_a_zone_named_without_its_city_is_the_citys() -> None:
    text = "5月1日，经开区党工委召开会议，研究防汛工作。会议强调，要让德州的堤防更牢，让德州更美。"
    assert place(text) == ("山东省德州市德州经济技术开发区", "371471", "county")
    assert place(text.replace("德州", "广元")) == ("四川省广元市经开区", None, "county")  # the gazetteer has none


def test_a_zone_that_is_known_is_placed_by_its_own_papers() -> None:
    text = "5月1日，党工委召开会议，研究防汛工作。试验区党工委书记林远主持会议。会议审议《平潭综合实验区防汛预案》。"
    assert place(text) == ("福建省平潭综合实验区", "350128", "prefecture")


def test_a_zone_bears_its_own_name_not_the_citys() -> None:
    text = "德州新闻网讯 5月31日，天衢新区党工委会议召开，研究防汛工作。"
    assert place(text) == ("山东省德州市天衢新区", None, "county")


def test_a_bureau_is_of_the_place_of_its_rank() -> None:
    text = "日前，市水务局召开党组会，研究防汛工作。会议强调，要为建设美丽淮北出力。"
    assert place(text) == ("安徽省淮北市", "340600", "prefecture")


def test_who_signs_a_text_places_it() -> None:
    text = "5月1日，县委常委会召开会议，研究防汛工作。\n主办单位：舒城县融媒体中心"
    assert place(text)[0] == "安徽省六安市舒城县"


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("5月1日，市委常委会召开会议，研究防汛工作。州委副书记、市委书记林一舟主持会议。", "county"),
        ("5月1日，市委常委会召开会议，研究防汛工作。会议要求，各镇街要加固堤防。", "county"),
        ("5月1日，市委常委会召开会议，研究防汛工作。会议要求，各县区、各镇街要加固堤防。", "prefecture"),
    ],
)
def test_the_rank_of_a_city_that_is_not_named(text: str, level: str) -> None:
    assert place(text) == (None, None, level)


def test_the_post_in_another_zone_of_the_city_is_not_the_zone_that_the_gazetteer_knows() -> None:
    text = "5月1日，济南渔具产业园区召开第16次党工委会议，研究防汛工作。济南渔具产业园区党工委书记林一舟主持。"
    assert place(text) == ("山东省济南市渔具产业园区", None, "county")


def test_a_conjunction_after_a_title_is_no_part_of_a_county() -> None:
    text = "5月1日，县人大常委会举行会议，审议县政府《关于渔港的报告》和县人大常委会农工委《关于护岸的报告》。"
    assert place(text) == (None, None, "county")


def test_what_is_studied_was_written_elsewhere() -> None:
    text = "5月1日，党工委召开会议。林一舟领学了《重庆渔港纪事》《重庆护岸》，会议研究防汛工作。"
    assert place(text)[0] is None


def test_the_council_of_a_place_is_spelt_out_by_its_own_bodies() -> None:
    text = "5月1日，市政协主席会议召开。会议审议政协第十五届安庆市委员会第一次会议议程。"
    assert place(text) == ("安徽省安庆市", "340800", "prefecture")


def test_a_prefecture_is_that_of_the_county_whose_site_tells_of_it() -> None:
    text = "香格里拉网讯 1月19日，州人大常委会会议召开。州人大常委会主任林一舟主持会议。会议研究防汛工作。"
    assert place(text) == ("云南省迪庆藏族自治州", "533400", "prefecture")


def test_the_last_line_may_say_whose_reporter_wrote() -> None:
    text = "5月1日，县委常委会召开会议，研究防汛工作。县委书记林一舟主持会议。\n通许融媒记者 江望"
    assert place(text)[0] == "河南省开封市通许县"


def test_a_district_is_no_special_region_and_what_is_new_is_not_of_its_name() -> None:
    text = "【香港商报网讯】5月1日，区委常委会召开会议，研究防汛工作。区委书记林一舟主持会议。"
    assert place(text)[0] is None
    text = "5月1日，区委常委会召开会议，研究防汛工作。会议强调，要为建设现代化新青秀作出贡献，推动青秀发展。"
    assert place(text)[0] == "广西壮族自治区南宁市青秀区"


@pytest.mark.parametrize(
    ("head", "body", "level"),
    [
        ("自治区党委召开扩大会议", "自治区党委扩大会议", "province"),
        ("师市党委书记林一舟主持召开师市党委常委会会议", "师市党委常委会", "prefecture"),
        ("第八师党委召开会议", "党委会议", "prefecture"),
        ("七团党委召开会议", "党委会议", "county"),
        ("兵团党委召开会议", "党委会议", "province"),
        ("地委召开会议", "地委", "prefecture"),
        ("行署召开专题会议", "行署专题会议", "prefecture"),
        ("市创建全国文明城市指挥部召开会议", "市创建全国文明城市指挥部", "prefecture"),
        ("县委巡察工作领导小组听取巡察情况汇报", "县委巡察工作领导小组", "county"),
        ("区委召开书记专题（扩大）会议", "区委书记专题（扩大）会议", "county"),
    ],
)
def test_the_ranks_of_bodies_that_no_rank_word_begins(head: str, body: str, level: str) -> None:
    meeting = parse(Report(text=f"5月1日，{head}，研究防汛工作。林一舟主持会议。", published="2024-05-02"))
    assert (meeting.is_readout, meeting.body, meeting.level) == (True, body, level)
