import pytest

from analysis.parsing.people import find_attendees, find_chair
from analysis.parsing.sentences import split_sentences


@pytest.mark.parametrize(
    ("text", "name", "post"),
    [
        ("市委书记林一舟主持会议并讲话。", "林一舟", "市委书记"),
        ("县委副书记、县长和丽瑶主持召开县政府常务会议。", "和丽瑶", "县委副书记、县长"),
        ("地委书记艾力更·阿不都主持会议。", "艾力更·阿不都", "地委书记"),
        ("国务院总理林一舟16日主持召开国务院常务会议。", "林一舟", "国务院总理"),
        ("林一舟委员长主持会议。", "林一舟", "委员长"),
        ("受区委书记江望委托，区委副书记欧阳听雨主持会议。", "欧阳听雨", "区委副书记"),
        ("会议由市长林一舟主持。", "林一舟", "市长"),
        ("林一舟4月1日主持会议。", "林一舟", None),
        ("县人大常委会主任林一舟，副主任江望分别主持会议。", "林一舟", "县人大常委会主任"),
        ("县政协主席林一舟、副主席江望先后主持会议。", "林一舟", "县政协主席"),
        (
            "会议由县委副书记、县人大常委会主任林一舟和副主任江望分别主持。",
            "林一舟",
            "县委副书记、县人大常委会主任",
        ),
        ("副区长林一舟同志在区机关大院2号楼二楼会议室主持召开会议。", "林一舟", "副区长"),
        ("旗人大常委会主任孟根其木格主持会议。", "孟根其木格", "旗人大常委会主任"),
        ("省长林一舟先后主持召开省政府党组会议和常务会议。", "林一舟", "省长"),
        ("会议由主席团会议主持人林一舟主持。", "林一舟", "主席团会议主持人"),
        ("县委书记、县总河湖长林一舟主持会议。", "林一舟", "县委书记、县总河湖长"),
        ("会议由县委副书记、县长候选人林一舟主持。", "林一舟", "县委副书记、县长候选人"),
        ("县委书记林一舟出席会议并主持。", "林一舟", "县委书记"),
        ("会议由县长林一舟召集并主持。", "林一舟", "县长"),
        ("县委常委、组织部部长林一舟主持会议。", "林一舟", "县委常委、组织部部长"),
        ("会议由领导小组召集人林一舟主持。", "林一舟", "领导小组召集人"),
        ("县长林一舟组织召开县政府常务会议，并主持会议。", "林一舟", "县长"),
        ("林一舟（县委副书记、县长、县政府党组书记）主持会议。", "林一舟", None),
    ],
)
def test_who_presides_and_with_which_post(text: str, name: str, post: str | None) -> None:
    chair = find_chair(split_sentences(text))
    assert chair is not None
    assert (chair.name, chair.post) == (name, post)
    assert name in text[chair.start : chair.end]


@pytest.mark.parametrize("text", ["会议强调要主持公道。", "节目主持人到场。", "全市各级各部门要抓好落实。"])
def test_nobody_is_made_up(text: str) -> None:
    assert find_chair(split_sentences(text)) is None


def test_attendees_come_in_the_reports_order_without_posts_and_units() -> None:
    text = "市领导江望、和丽瑶，市法院院长白音·朝鲁，市直有关部门负责同志参加会议。县长林一舟列席会议。"
    assert find_attendees(split_sentences(text), "江望") == ["和丽瑶", "白音·朝鲁", "林一舟"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("县委书记仇文会主持召开会议。", "仇文会"),
        ("会后，林一舟局长迅速主持召开党组会议。", "林一舟"),
    ],
)
def test_names_that_end_like_sittings_and_adverbs_after_names(text: str, name: str) -> None:
    chair = find_chair(split_sentences(text))
    assert chair
    assert chair.name == name
    assert find_chair(split_sentences("县委常委会主持召开会议。")) is None
