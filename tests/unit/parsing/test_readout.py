"""What is a readout, and what only speaks of a meeting."""

import pytest

from analysis.parsing import parse
from analysis.records import Report


def test_the_committees_of_schools_and_companies_are_no_bodies_of_a_place() -> None:
    for body in (
        "我校党委理论学习中心组（扩大）",
        "集团党委理论学习中心组",
        "甲学院党委理论学习中心组",
        "甲公司党委（扩大）",
    ):
        text = f"4月1日，{body}会议召开，学习了《甲条例》，研究防汛工作。党委书记林一舟主持会议。"
        assert not parse(Report(text=text, published="2024-04-02")).is_readout, body
    for held in ("甲学院在三楼会议室召开党委会、党政联席会", "甲集团公司召开领导班子会议"):
        text = f"4月1日，{held}，学习了《甲条例》，研究防汛工作。党委书记林一舟主持会议。"
        assert not parse(Report(text=text, published="2024-04-02")).is_readout, held
    text = "4月1日，市法院党组召开会议，学习了《甲条例》，研究防汛工作。"
    assert parse(Report(text=text, published="2024-04-02")).is_readout


def test_rules_of_procedure_are_no_readout() -> None:
    text = (
        "（四）讨论通过由市政府制定的规章；（五）听取市长的汇报。市政府常务会议一般每月召开1至2次，"
        "由市长或市长委托的副市长召集并主持，研究市政府日常工作中的重要问题。"
    )
    assert not parse(Report(text=text)).is_readout


def test_the_committee_of_a_zone_studies_too() -> None:
    title, text = (
        "经开区党工委理论学习中心组开展集体学习",
        "6月9日，区党工委理论学习中心组开展集体学习。与会人员学习了《甲条例》。",
    )
    meeting = parse(Report(text=text, title=title, published="2024-06-10"))
    assert (meeting.is_readout, meeting.body) == (True, "党工委理论学习中心组")


def test_a_headline_told_twice_is_not_the_lead() -> None:
    line = "甲区召开党工委扩大会议"
    text = f"{line}\n{line}\n1月11日，区党工委书记林一舟主持召开2022年第二次党工委扩大会议，研究防汛工作。"
    assert parse(Report(text=text, published="2022-01-12")).session == "第二次"


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "甲市新医院交付使用",
            "经过十天奋战，甲市新医院今天交付使用，将接收首批患者入住。\n3月1日，甲市防汛抗旱指挥部召开会议，决定再建一所医院。\n医院设有手术室。",
        ),
        (
            "甲市各地抓细抓实防汛",
            "1日，甲市委常委会召开会议，研究防汛工作。各地党员干部表示，要把思想统一到会议精神上来。\n各区在行动。",
        ),
        ("林一舟参加乙县代表团审议", "甲市一次会议主席团会议主持人林一舟来到乙县代表团参加审议。代表们听取了发言。"),
        ("甲市召开防汛推进会", "4月1日，甲市委农村工作领导小组召开防汛推进会，听取防汛工作情况汇报。"),
    ],
)
def test_a_report_about_something_else_is_no_readout(title: str, text: str) -> None:
    assert not parse(Report(text=text, title=title, published="2024-04-02")).is_readout


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("4月1日，开封市消防安全委员会召开2024年第二季度会议，听取了消防工作情况汇报。", "市消防安全委员会"),
        ("首都规划建设委员会4月1日在京召开第45次全体会议。会议审议通过了《甲规划》。", "首都规划建设委员会"),
        (
            "4月1日，开封市政府第十四次全体会议暨廉政工作会议召开，听取了防汛工作情况汇报。",
            "市政府全体会议暨廉政工作会议",
        ),
        ("4月1日，市水利局党组书记林一舟主持召开党组会议，研究防汛工作。", "市水利局党组"),
        ("4月1日，市水利局党组书记林一舟主持召开局党组会议，研究防汛工作。", "局党组会议"),
        ("4月1日，县委书记林一舟主持召开七届常委会第67次会议，研究防汛工作。", "县委常委会"),
        ("4月1日，市五届人大常委会举行第23次主任会议，研究防汛工作。", "市人大常委会主任会议"),
        ("4月1日，市长林一舟主持召开第十六届人民政府第32次常务会议，研究防汛工作。", "市人民政府常务会议"),
        ("4月1日，区长林一舟主持召开五届23次政府常务会议，研究防汛工作。", "区政府常务会议"),
        ("4月1日，甲区召开2024年第一次政府常务会议，研究防汛工作。", "区政府常务会议"),
        ("4月1日，县委召开十四届五次全体会议，审议《甲决定》。", "县委全体会议"),
        ("4月1日，中共甲区委召开四届七次全委（扩大）会议，审议《甲决定》。", "区委全委（扩大）会议"),
        ("4月1日，中共甲县第十四届委员会第五次全体会议召开，审议《甲决定》。", "县委全体会议"),
        ("4月1日，市委十届四次全会召开，审议《甲决定》。", "市委全会"),
        ("4月1日，民盟甲州委会第二十三次会议召开，研究防汛工作。", "民盟州委会会议"),
        ("4月1日，民建甲市委在机关三楼召开六届四次市委会（扩大）会议，研究防汛工作。", "民建市委会（扩大）会议"),
        ("4月1日，甲区政协召开二届十一次常委扩大会议，研究防汛工作。", "区政协常委扩大会议"),
        ("4月1日，甲县政府召开第5次常务（扩大）会议，研究防汛工作。", "县政府常务（扩大）会议"),
        ("4月1日，区长林一舟主持召开区政府2023年第11次（6届37次）常务会议，研究防汛工作。", "区政府常务会议"),
        ("4月1日，甲市第三届人民代表大会第六次会议举行预备会议。会议表决通过了大会议程。", "市人大会议预备会议"),
        ("4月1日，政协第三届甲市委员会第四次会议举行预备会议。会议表决通过了大会议程。", "市政协会议预备会议"),
        ("4月1日，县政协召开第九届委员会第十一次常委会议，研究防汛工作。", "县政协常委会"),
        ("4月1日，县长林一舟主持召开县十一届人民政府第88、89次常务会议，研究防汛工作。", "县人民政府常务会议"),
        ("为贯彻全省水利会议精神，4月1日，甲县安委会召开2024年第一次全体会议，研究防汛工作。", "县安委会"),
        ("4月1日，甲市委财经委员会第5次会议审议《甲规划》。", "市委财经委员会"),
        ("4月1日，我区召开第5次常务会议，研究防汛工作。", "区政府常务会议"),
        ("4月1日，甲区政协在五楼会议室召开九届三次常委会议，研究防汛工作。", "区政协常委会"),
        ("4月1日，民建甲市委召开六届五次全委（扩大）会议，研究防汛工作。", "民建市委会（扩大）会议"),
        ("4月1日，行政公署专员林一舟主持召开行政公署2024年第3次常务会议，研究防汛工作。", "行署常务会议"),
        ("4月1日，甲县纪委召开常委（扩大）会议，研究防汛工作。", "县纪委常委（扩大）会议"),
        ("4月1日，甲县政府召开第三次全体扩大会议，研究防汛工作。", "县政府全体扩大会议"),
        ("4月1日，自治区主席林一舟主持召开自治区政府主席碰头会，研究防汛工作。", "自治区政府主席碰头会"),
        ("4月1日，区工委召开扩大会议，研究防汛工作。", "区工委扩大会议"),
        ("4月1日，行署党组召开第四次会议，研究防汛工作。", "行署党组"),
        ("4月1日，政府党组书记、旗长林一舟主持召开政府党组第二次会议，研究防汛工作。", "政府党组"),
        (
            "4月1日，中国人民政治协商会议兰考县第十一届委员会第五次会议举行常委会议，听取各组讨论情况汇报。",
            "县政协常委会",
        ),
    ],
)
def test_commissions_plenaries_and_party_groups_meet(text: str, body: str) -> None:
    meeting = parse(Report(text=text, published="2024-04-02"))
    assert meeting.is_readout
    assert meeting.body == body


def test_a_zone_that_the_gazetteer_lacks_stands_below_the_city_whose_name_it_bears() -> None:
    text = "4月1日，开封高新技术产业开发区党工委书记林一舟主持召开党工委会议，研究防汛工作。"
    meeting = parse(Report(text=text, title="开封高新技术产业开发区党工委召开会议", published="2024-04-02"))
    assert meeting.place is not None
    assert meeting.place.name == "河南省开封市开封高新技术产业开发区"
    assert (meeting.place.city, meeting.level) == ("开封市", "county")


def test_the_level_is_the_chairs_where_nothing_else_tells_it() -> None:
    meeting = parse(Report(text="4月1日，县委书记林一舟主持召开党政联席会议，研究防汛工作。", published="2024-04-02"))
    assert (meeting.is_readout, meeting.level) == (True, "county")


def test_a_meeting_told_after_its_aim_with_a_full_day_is_the_reports_own() -> None:
    title = "甲县召开乙河、丙河河长联席会议"
    text = "为了全面落实甲县河长制决策部署，推进河长制工作进度，保护水源。\n"
    text += "2017年9月7日下午，县长林一舟主持召开乙河、丙河河长联席会议。"
    assert parse(Report(text=text, title=title)).is_readout


@pytest.mark.parametrize(
    ("text", "body"),
    [
        (
            "12月24日，乙地委召开第四十三次委员（扩大）会议，研究防汛工作。地委书记林一舟主持会议。",
            "地委委员（扩大）会议",
        ),
        (
            "10月27号下午，我县召开2020年第1次国土空间规划委员会会议，县委书记林一舟参加会议。\n会议先后对渔港详细规划等项目进行了讨论研究。",
            "国土空间规划委员会",
        ),
        (
            "5月22日，县委常委、县委政法委书记林一舟主持召开了国土空间规划委员会第1次全体会议暨四大班子专题审议会议，审议《甲规划》。",
            "国土空间规划委员会",
        ),
        ("12月25号，市委书记林一舟主持召开市委议军会议。会议研究并原则通过《民兵基地方案》。", "市委议军会议"),
        ("4月1日，市国动办党组召开第27次（扩大）会议，研究防汛工作。", "市国动办党组（扩大）会议"),
        (
            "4月1日，市水利局党组召开理论学习中心组专题学习会议，围绕《治水摘编》“护岸”的专题，开展集中学习研讨交流。",
            "市水利局党组理论学习中心组",
        ),
    ],
)
def test_sittings_that_a_rank_or_a_bureau_names(text: str, body: str) -> None:
    meeting = parse(Report(text=text))
    assert meeting.is_readout
    assert meeting.body == body
    assert len(meeting.items) == 1


def test_a_colleges_committee_leads_no_place() -> None:
    text = "11月21日，林一舟主持召开十一届党委常委会第122次会议。1.会议研究了干部工作。"
    assert not parse(Report(text=text, url="https://dzb.yy.edu.cn/info/1.htm")).is_readout
    assert parse(Report(text=text, url="https://www.yy.gov.cn/info/1.htm")).is_readout


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("县委12月15日召开常委会会议", "县委常委会"),
        ("市人大常委会15日召开主任会议", "市人大常委会主任会议"),
        ("记者从甲市人大获悉，市人大常委会12月15日召开主任会议", "市人大常委会主任会议"),
    ],
)
def test_a_day_may_stand_between_who_met_and_its_meeting(head: str, body: str) -> None:
    meeting = parse(Report(text=f"{head}，研究了代表工作。林一舟主持会议。\n会议指出，要抓好落实。"))
    assert (meeting.is_readout, meeting.body) == (True, body)


def test_what_a_reporter_learnt_is_no_meeting() -> None:
    text = "记者从甲市人大获悉，市人大常委会将研究代表工作，主任会议听取了汇报。会议指出，要抓好落实。"
    assert not parse(Report(text=text)).is_readout


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "县长在2024年县政府全体会议上的讲话",
            "同志们：\n今天，我们召开本届县政府第一次全体会议，主要任务是，研究防汛工作，安排重点任务。下面，我讲三点。",
        ),
        ("甲镇党委会议制度", "为健全集体领导，制定本制度。\n党委会议由党委书记主持召开，会议研究干部任免。"),
        ("甲镇党委2024年度计划", "4月1日，镇党委召开党委会议研究学习计划。一、学习内容。二、学习形式。"),
        ("甲乡党委会议实施方案", "为贯彻上级要求，经乡党委会议研究，决定召开动员会议，审议《甲方案》。"),
        ("关于落实县委常委会会议精神的意见", "4月1日，县委常委会召开会议，研究了防汛工作。现提出如下意见。"),
        ("甲镇党建工作", "今年以来，镇党委召开党委会议12次，研究党建工作，听取防汛工作汇报。"),
        ("县政府常务会议", "县政府常务会议由县长主持召开，县长外出时由副县长主持。会议研究全县重大问题，审议文件。"),
        ("县委常委会会议", "经会议研究，决定召开专题会议，学习《甲条例》。"),
        ("", "第五条 议题每月报送一次，市长办公会议召开前，由市长主持研究议题，会议审议文件。第六条 会议记录存档。"),
        ("省政府常务会议介绍", "省政府常务会议由省长、副省长、秘书长组成，每两周召开1次，讨论重大事项，审议规章。"),
        ("第572章 县政府常务会", "今天召开县政府常务会。县政府常务会议由县长林一舟主持，研究防汛工作。"),
        ("县人大常委会召开动员部署会", "4月1日，县人大常委会召开代表视察动员部署会，传达学习《甲条例》。林一舟主持。"),
        ("县安委会召开电视电话会议", "4月1日，县安委会召开全县安全生产电视电话会议，研究防汛工作。林一舟主持。"),
    ],
)
def test_speeches_rules_plans_and_accounts_are_no_readouts(title: str, text: str) -> None:
    assert not parse(Report(text=text, title=title)).is_readout


@pytest.mark.parametrize(
    "title",
    [
        "县委常委会会议讨论通过2024年工作要点",
        "县人大常委会召开第5次会议 林一舟主持并讲话",
        "县政府第5次常务会议审议甲办法",
        "县政府常务会议听取防汛工作情况汇报",
    ],
)
def test_titles_that_tell_what_a_meeting_did_name_no_paper(title: str) -> None:
    text = "4月1日，甲县县委常委会召开会议，研究防汛工作。会议强调，要压实责任。"
    assert parse(Report(text=text, title=title, published="2024-04-02")).is_readout


def test_why_a_meeting_was_called_may_be_told_before_it() -> None:
    aim = "为压实防汛责任，确保全县人民群众生命财产安全，补齐短板弱项。"
    met = "4月1日，甲县人大常委会召开主任会议，听取了防汛工作情况汇报，研究了《甲办法》。林一舟主持。"
    assert parse(Report(text=aim + met, published="2024-04-02")).is_readout
    floods = "入汛以来，我县连降暴雨，河水上涨，防汛形势十分严峻。甲河两岸的群众已经转移到安全地带。"
    spoke = "林一舟强调，要做好防汛工作。"
    assert parse(Report(text=floods + met + spoke, title="县人大部署防汛", published="2024-04-02")).is_readout
    visit = "林一舟走访了乙村，看望了困难群众，了解生产生活情况。"
    assert not parse(Report(text=visit + met + spoke, title="林一舟到乙镇调研", published="2024-04-02")).is_readout


@pytest.mark.parametrize(
    ("told", "body", "subjects"),
    [
        (
            "4月1日，甲县委常委会会议传达学习全省水利会议精神，研究防汛工作。",
            "县委常委会",
            ["全省水利会议精神", "防汛工作"],
        ),
        ("4月1日，甲县政府第12次常务会议研究防汛工作，审议《渡口办法》。", "县政府常务会议", ["防汛工作", "渡口办法"]),
        ("4月1日，甲市委学习中心组集体学习，专题学习《渡口条例》。", "市委学习中心组", ["渡口条例"]),
    ],
)
def test_a_sitting_needs_no_verb_that_says_it_met(told: str, body: str, subjects: list[str]) -> None:
    meeting = parse(Report(text=told, published="2024-04-02"))
    assert meeting.body == body
    assert [item.subject for item in meeting.items] == subjects


def test_what_a_sitting_decided_of_one_person_is_no_readout() -> None:
    text = "4月1日，甲县委常委会会议审议并通过了关于林一舟问题的审查报告，决定给予林一舟开除党籍处分。"
    assert not parse(Report(text=text, published="2024-04-02")).is_readout


@pytest.mark.parametrize(
    "text",
    [
        "4月1日，政协甲县第九届委员会第二次会议在县会堂开幕。会议审议通过了会议议程。",
        "4月1日，民盟甲市委召开五届十八次全体会议，讨论通过了甲方案。",
        "4月1日，县委书记林一舟在县委全会精神宣讲会上作宣讲。",
    ],
)
def test_sessions_of_the_year_and_other_parties_are_none(text: str) -> None:
    assert not parse(Report(text=text, published="2024-04-02")).is_readout


def test_an_announcement_of_a_sitting_to_come_is_none() -> None:
    text = "甲市人大常委会第三十九次主任会议确定，甲市人大常委会第二十八次会议于4月26日举行。会议拟审议《甲条例》。"
    title = "甲市人民代表大会常务委员会公告"
    assert not parse(Report(text=text, title=title, published="2024-04-15")).is_readout


def test_who_spoke_at_a_meeting_shows_that_it_sat() -> None:
    text = "4月1日，甲省人大常委会召开党组（扩大）会议。林一舟在讲话中要求，深入学习水利讲话，推动工作。"
    meeting = parse(Report(text=text, published="2024-04-02"))
    assert (meeting.is_readout, meeting.body, meeting.items) == (True, "省人大常委会党组（扩大）会议", ())


def test_the_head_of_a_leading_group_calls_it_by_no_more_than_its_kind() -> None:
    text = (
        "周明主持召开省委渔港建设工作领导小组会议\n4月1日，省委书记、省委渔港建设工作领导小组组长周明主持召开领导小组会议，"
        "学习全省水利会议精神，听取渔港建设情况汇报。"
    )
    meeting = parse(Report(text=text, published="2024-04-02"))
    assert (meeting.body, meeting.date, len(meeting.items)) == ("省委渔港建设工作领导小组", "2024-04-01", 2)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("2010年3月2日，省政协主席林一舟主持召开省政协主席会议，会议审议《甲办法》。", None),
        ("9月16日，民建甲市委召开市委会（扩大）会议，林一舟主持。会议学习了《甲条例》。", "民建市委会（扩大）会议召开"),
        (
            "2月18日晚，政协甲市第八届委员会第一次会议主席团第一次会议召开。林一舟主持会议。会议审议通过了会议日程。",
            None,
        ),
        ("昨日，市长林一舟主持召开市政府常务会议。\n林一舟强调，要防汛。", None),
    ],
)
def test_a_meeting_that_was_held_is_a_readout(text: str, title: str | None) -> None:
    before = "您正在浏览旧闻频道，这篇文章写于5400天之前，提醒您往事可追。\n" if text.startswith("2010") else ""
    assert parse(Report(text=before + text, title=title, published="2010-03-03")).is_readout


def test_a_sitting_that_is_only_named_makes_no_digest() -> None:
    text = (
        "8月14日，市委常委会召开会议，传达学习重要指示精神，林一舟主持。\n会议传达学习了防汛工作重要指示精神。\n"
        "8月10日召开的省委常委会会议听取了受灾情况汇报，对我市提出了要求。\n会议审议通过了《甲办法》。"
    )
    assert parse(Report(text=text, published="2019-08-15")).kind == "readout"
